"""Writes any value as the text of one cell, and splits such a text into items."""

from contextlib import suppress
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from hiephoi_cli.errors import InvalidData
from hiephoi_cli.i18n import _, language

_BETWEEN = ";"


def cell_text(value: Any) -> str:  # noqa: ANN401, PLR0911  a value of any field, a line a type
    """A value as text: ISO dates with their times, `true` and `false`, items joined by `; `, tables as JSON."""
    match value:
        case str():
            return value
        case None | () | []:
            return ""
        case bool():
            return "true" if value else "false"
        case datetime():
            return value.isoformat(" ", "seconds" if value.second else "minutes")
        case date():
            return value.isoformat()
        case float():
            return decimal_text(value)
        case tuple() | list() if all(isinstance(item, str) for item in value):
            return joined(tuple(value))
        case tuple() | list() | dict():
            import msgspec

            try:
                return msgspec.json.encode(_without_none(value), enc_hook=str).decode()
            except RecursionError:
                raise InvalidData(_("nested too deeply")) from None
        case _:
            return str(value)


def plain_text(value: Any) -> str:  # noqa: ANN401, PLR0911  any TOML or JSON value, a line a type
    """A value of the file as somebody would type it, whatever field it is of: days, items and tables in plain text."""
    from hiephoi_cli.domain.calendar import show_date  # what has a field is not shown by this

    match value:
        case None:
            return "∅"
        case list():
            return "; ".join(
                " ".join(map(plain_text, item.values())) if isinstance(item, dict) else plain_text(item)
                for item in value
            )
        case dict():
            return "; ".join(f"{key} = {plain_text(item)}" for key, item in value.items())
        case bool():
            return _("yes") if value else _("no")
        case date():
            return show_date(value)
        case str():
            with suppress(ValueError):
                return show_date(date.fromisoformat(value))
    return str(value)


def decimal_text(value: float) -> str:
    """A number with a decimal point; three decimals get a fourth, so that nobody takes the point for thousands."""
    text = f"{value:.15g}"
    return f"{text}0" if text.partition(".")[2].isdecimal() and len(text.partition(".")[2]) == len("131") else text


def show_number(value: float) -> str:
    """A number with the decimal sign of the user's language, to 15 digits."""
    text = f"{value:.15g}"
    return text.replace(".", ",") if language() == "vi" else text


@lru_cache(maxsize=1024)  # the same few sectors come again and again
def joined(items: tuple[str, ...]) -> str:
    """Items as one text; an item that looks like several is quoted as in CSV."""
    return f"{_BETWEEN} ".join(map(_quoted, items))


def items_of(text: str) -> list[str]:
    """The items of a text, separated by `;` outside quotes. Raises InvalidData."""
    import csv

    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    try:
        [items] = csv.reader([text], delimiter=_BETWEEN, skipinitialspace=True) if text else [[]]
    except csv.Error:
        raise InvalidData(_("a quotation mark is unmatched, or a cell is too long")) from None
    return [item for item in map(str.strip, items) if item]


def _quoted(item: str) -> str:
    needs_quotes = _BETWEEN in item or '"' in item or item != item.strip()
    return '"' + item.replace('"', '""') + '"' if needs_quotes else item


def _without_none(value: Any) -> Any:  # noqa: ANN401  as above
    """A value whose tables omit the keys that have no value."""
    match value:
        case list() | tuple():
            return [_without_none(item) for item in value]
        case dict():
            return {key: _without_none(item) for key, item in value.items() if item is not None}
        case _:
            return value
