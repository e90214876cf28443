"""Rows of a file of others, whatever its format: cells as they are there, each row with its number."""

import io
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from hiephoi_cli.domain.suggest import did_you_mean
from hiephoi_cli.errors import InvalidData, UsageError
from hiephoi_cli.exchange.encodings import decoded
from hiephoi_cli.i18n import _

ENDINGS = {
    ".csv": "csv",
    ".txt": "csv",
    ".tsv": "tsv",
    ".xlsx": "xlsx",
    ".json": "json",
    ".jsonl": "jsonl",
}
_WORKBOOK = b"PK\x03\x04"
_DELIMITERS = ",;\t"
_SAMPLE = 50  # lines that tell the delimiter


class NoValue(NamedTuple):
    """A cell whose value the file does not have: a formula that was never computed, or an error."""

    shown: str


Cell = str | int | float | bool | date | list[Any] | dict[str, Any] | NoValue | None  # Any: what JSON holds


class Row(NamedTuple):
    """The cells of a row that is not blank; the number counts lines of text, rows of a sheet, or items, from 1."""

    number: int
    cells: Sequence[Cell]


class Rows(NamedTuple):
    """The rows of a file, without the blank ones."""

    found: list[Row]
    format: str
    delimiter: str = ""
    passed_over: tuple[str, ...] = ()
    """The names of other sheets."""


def rows(data: bytes, format_: str, *, encoding: str | None = None, sheet: str | None = None) -> Rows:
    """The rows of a file in that format.

    Raises InvalidData for what can't be read, UsageError for an encoding or a sheet that is not there.
    """
    if format_ == "xlsx":
        from hiephoi_cli.exchange.sheet import read_sheet  # openpyxl is slow to load

        lines, others = read_sheet(data, sheet)
        return Rows(_filled(enumerate(lines, 1)), format_, passed_over=others)
    text = decoded(data, encoding)
    if format_ == "csv":
        delimiter = _delimiter(text)
        return Rows(_filled(_separated(text, delimiter)), format_, delimiter)
    return Rows(_filled(_READERS[format_](text)), format_)


def format_of(name: str, data: bytes, given: str | None = None) -> str:
    """The format of a file: the one given, else told by its first bytes or by the ending of its name.

    Raises UsageError where nothing tells it.
    """
    known = tuple(dict.fromkeys(ENDINGS.values()))
    if given:
        if given not in known:
            raise UsageError(_("no format '{name}'").format(name=given), did_you_mean(given, known) or ", ".join(known))
        return given
    if data.startswith(_WORKBOOK):
        return "xlsx"
    if name == "-":
        return {b"[": "json", b"{": "jsonl"}.get(data.lstrip()[:1], "csv")
    ending = Path(name).suffix.lower()
    if ending not in ENDINGS:
        raise UsageError(
            _("no format is known for files ending in '{ending}'").format(ending=ending),
            _("save it as one of {endings}").format(endings=" ".join(ENDINGS)),
        )
    return ENDINGS[ending]


def _filled(lines: Iterable[tuple[int, Sequence[Cell]]]) -> list[Row]:
    return [Row(number, cells) for number, cells in lines if any(cell not in (None, "") for cell in cells)]


def _separated(text: str, delimiter: str) -> Iterator[tuple[int, list[Cell]]]:
    """The cells of each line, trimmed; a quoted cell may have several lines."""
    import csv

    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    before = 0
    try:
        for cells in lines:
            yield before + 1, list(map(str.strip, cells))
            before = lines.line_num
    except csv.Error:
        raise InvalidData(
            _("line {n}: {said}").format(
                n=lines.line_num, said=_("a quotation mark does not fit, or a cell is too long")
            ),
            _("mend that line"),
        ) from None


def _delimiter(text: str) -> str:
    """The delimiter that cuts the most of the first lines into one number of cells, and into many."""
    import csv

    def regularity(delimiter: str) -> tuple[int, int]:
        sample = text.split("\n", _SAMPLE)[:_SAMPLE]
        try:
            widths = Counter(map(len, csv.reader(sample, delimiter=delimiter)))
        except csv.Error:
            return 0, 0
        return max(((lines, width) for width, lines in widths.items() if width > 1), default=(0, 0))

    return max(_DELIMITERS, key=regularity)


def _tabbed(text: str) -> Iterator[tuple[int, list[Cell]]]:
    """Lines as they are, cut at tabs; a quotation mark is a character as any other."""
    for number, line in enumerate(text.removesuffix("\n").split("\n"), 1):
        yield number, [cell.strip() for cell in line.split("\t")]


def _json(text: str) -> Iterator[tuple[int, list[Cell]]]:
    """The names of all keys as row 0, and a row for each object of the list."""
    import msgspec

    try:
        items = msgspec.json.decode(text, type=list[dict[str, Any]])
    except (msgspec.DecodeError, ValueError):
        raise InvalidData(_("the file is no JSON list of objects"), "hiephoi member export -f json") from None
    return _tabulated(enumerate(items, 1))


def _json_lines(text: str) -> Iterator[tuple[int, list[Cell]]]:
    """The names of all keys as row 0, and a row for each line with an object."""
    import msgspec

    items: list[tuple[int, dict[str, Any]]] = []
    for number, line in enumerate(text.split("\n"), 1):
        try:
            items += [(number, msgspec.json.decode(line, type=dict[str, Any]))] if line.strip() else []
        except (msgspec.DecodeError, ValueError):
            raise InvalidData(
                _("line {n}: {said}").format(n=number, said=_("it is no JSON object")), _("mend that line")
            ) from None
    return _tabulated(items)


def _tabulated(items: Iterable[tuple[int, dict[str, Any]]]) -> Iterator[tuple[int, list[Cell]]]:
    items = list(items)
    keys = list(dict.fromkeys(key for _number, item in items for key in item))
    yield 0, list(keys)
    for number, item in items:
        yield number, [cell.strip() if isinstance(cell := item.get(key), str) else cell for key in keys]


_READERS: dict[str, Callable[[str], Iterator[tuple[int, list[Cell]]]]] = {
    "tsv": _tabbed,
    "json": _json,
    "jsonl": _json_lines,
}
