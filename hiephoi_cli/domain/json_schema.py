"""Derives the JSON Schema of a registry, with which editors complete and check."""

from typing import Any

import msgspec

from hiephoi_cli.domain.fields import fields
from hiephoi_cli.domain.records import Is, Registry, Table
from hiephoi_cli.domain.rules import ALL_RULES
from hiephoi_cli.i18n import _


def json_schema() -> dict[str, Any]:
    """The schema of format 1, derived from the records, with titles and descriptions in the reader's language."""
    schema = msgspec.json.schema(Registry)
    tables = schema["$defs"]
    for table in tables.values():
        table.pop("title")
        table.pop("description", None)  # docstrings, for readers of the code
    _allow_partial_days(tables, Registry)
    rules = tables["Rules"]["properties"]
    rules |= {
        rule.name: {**tables["Severity"], "title": rule.name, "description": rule.sentence, "default": rule.severity}
        for rule in ALL_RULES.values()
    }
    del rules["severity"]
    spoken: dict[str, Any] = _spoken({"$schema": "https://json-schema.org/draft/2020-12/schema", **schema})
    return spoken


_DAY = {"type": "string", "format": "date"}
_PARTIAL_DAY = {"type": "string", "pattern": "^[0-9]{4}(-[0-9]{2})?$"}


def _allow_partial_days(tables: dict[str, Any], table: type[Table]) -> None:
    """Let the days of a table be years or months where their fields allow it, in the tables inside it too."""
    for name, field in fields(table).items():
        if inner := field.table():
            _allow_partial_days(tables, inner)
        elif field.form is Is.DAY:
            declared = tables[table.__name__]["properties"][name]
            if "anyOf" in declared:
                declared["anyOf"] = [_DAY, _PARTIAL_DAY, *(one for one in declared["anyOf"] if one != _DAY)]
            else:
                tables[table.__name__]["properties"][name] = {
                    "anyOf": [_DAY, _PARTIAL_DAY],
                    **{key: value for key, value in declared.items() if key not in _DAY},
                }


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
