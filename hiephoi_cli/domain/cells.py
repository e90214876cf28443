"""A value as the text of one cell, as tables for programs have it, and the items of such a text again."""

from collections.abc import Sequence
from datetime import date
from typing import Any

_BETWEEN = ";"


def cell_text(value: Any) -> str:  # noqa: ANN401, PLR0911  a value of any field, a line a type
    """A value as text: ISO dates, `true` and `false`, items after each other with `; `, tables as JSON."""
    match value:
        case str():
            return value
        case None | () | []:
            return ""
        case bool():
            return "true" if value else "false"
        case date():
            return value.isoformat()
        case [str(), *_]:
            return joined(value)
        case tuple() | list() | dict():
            import msgspec

            return msgspec.json.encode(_known(value)).decode()
        case _:
            return str(value)


def joined(items: Sequence[str]) -> str:
    """Items as one text; one that could be taken for several is quoted as in CSV."""
    return f"{_BETWEEN} ".join(map(_quoted, items))


def items_of(text: str) -> list[str]:
    """The items that a text names, separated by `;`; quotes keep one together."""
    import csv

    [found] = csv.reader([text], delimiter=_BETWEEN, skipinitialspace=True) if text else [[]]
    return [item for item in map(str.strip, found) if item]


def _quoted(item: str) -> str:
    doubtful = _BETWEEN in item or '"' in item or item != item.strip()
    return '"' + item.replace('"', '""') + '"' if doubtful else item


def _known(value: Any) -> Any:  # noqa: ANN401  as above
    """A table, or some, without what is not known."""
    if isinstance(value, list | tuple):
        return [_known(item) for item in value]
    return {key: item for key, item in value.items() if item is not None}
