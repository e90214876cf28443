"""New tables as blocks of lines: a header, and a line for each key."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from hiephoi_cli.toml.cells import Style
from hiephoi_cli.toml.values import is_plain, key_text, value_text


def blocks(header: str, tables: Sequence[Mapping[str, object]], style: Style) -> str:
    """The lines of tables, each below a blank line and the header.

    Tables of the same keys are written column by column, which takes half as long as value by value.
    """
    alike: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, table in enumerate(tables):
        alike[tuple(table)].append(number)
    written = [""] * len(tables)
    for keys, numbers in alike.items():
        columns = {
            key: _column([tables[number][key] for number in numbers], style.behind(f"{key_text(key)} = "))
            for key in keys
        }
        lines = [f"{_as_it_is(key_text(key))} = {mold}" for key, (mold, _values) in columns.items()]
        block = style.newline.join(["", _as_it_is(header), *lines, ""])
        for number, *values in zip(numbers, *(values for _mold, values in columns.values()), strict=True):
            written[number] = block % tuple(values)
    return "".join(written)


def _column(values: Sequence[object], style: Style) -> tuple[str, Sequence[object]]:
    """How values of one key are written, as a mold for `%`, and what to put in: themselves, if none needs care."""
    kinds = {*map(type, values)}
    if kinds == {str} and is_plain("".join(values)):  # type: ignore[arg-type]  # they are text
        return '"%s"', values
    if kinds == {date}:
        return "%s", values
    return "%s", [value_text(value, style) for value in values]


def _as_it_is(text: str) -> str:
    """A text that `%` leaves alone."""
    return text.replace("%", "%%")
