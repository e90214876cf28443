"""Writes new tables as blocks of lines: a header, and a line for each key."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from hiephoi_cli.toml.cells import Style
from hiephoi_cli.toml.values import is_plain, key_text, value_text


def blocks(header: str, tables: Sequence[Mapping[str, object]], style: Style) -> str:
    """The lines of tables, each after a blank line and the header.

    Tables with the same keys are written column by column, which takes half as long.
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
        lines = [f"{_escaped(key_text(key))} = {template}" for key, (template, _values) in columns.items()]
        block = style.newline.join(["", _escaped(header), *lines, ""])
        for number, *values in zip(numbers, *(values for _template, values in columns.values()), strict=True):
            written[number] = block % tuple(values)
    return "".join(written)


def _column(values: Sequence[object], style: Style) -> tuple[str, Sequence[object]]:
    """The `%` template for the values of one key, and what to fill in: the values themselves if none needs escapes."""
    kinds = {*map(type, values)}
    if kinds == {str} and is_plain("".join(values)):  # type: ignore[arg-type]  # they are text
        return '"%s"', values
    if kinds == {date}:
        return "%s", values
    return "%s", [value_text(value, style) for value in values]


def _escaped(text: str) -> str:
    """A text escaped for `%`."""
    return text.replace("%", "%%")
