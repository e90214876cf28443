"""Derives the JSON Schema of a registry, with which editors complete and check."""

from typing import Any

import msgspec

from hiephoi_cli.domain.records import Registry
from hiephoi_cli.domain.rules import ALL_RULES
from hiephoi_cli.i18n import _


def json_schema() -> dict[str, Any]:
    """The schema of format 1, derived from the records, with titles and descriptions in the reader's language."""
    schema = msgspec.json.schema(Registry)
    tables = schema["$defs"]
    for table in tables.values():
        table.pop("title")
        table.pop("description", None)  # docstrings, for readers of the code
    rules = tables["Rules"]["properties"]
    rules |= {
        rule.name: {**tables["Severity"], "title": rule.name, "description": rule.sentence, "default": rule.severity}
        for rule in ALL_RULES.values()
    }
    del rules["severity"]
    spoken: dict[str, Any] = _spoken({"$schema": "https://json-schema.org/draft/2020-12/schema", **schema})
    return spoken


def _spoken(schema: Any) -> Any:  # noqa: ANN401  any part of a schema
    """The schema with its titles and descriptions translated."""
    match schema:
        case dict():
            return {
                key: _(value) if key in {"title", "description"} and isinstance(value, str) else _spoken(value)
                for key, value in schema.items()
            }
        case list():
            return [_spoken(item) for item in schema]
        case _:
            return schema
