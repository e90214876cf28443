"""Reads the numbered rows of other people's files, in any format, with cells as they are there."""

import io
import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from hiephoi_cli.errors import InvalidData, UsageError
from hiephoi_cli.exchange.cell import Cell, Row, Rows
from hiephoi_cli.exchange.encodings import decoded, is_old, is_unicode
from hiephoi_cli.exchange.file_kinds import refuse_others
from hiephoi_cli.exchange.legible_rows import legible, reread_rows, without_unseen
from hiephoi_cli.files.formats import WORKBOOKS, ending_of, endings, implied, named, workbook_format
from hiephoi_cli.i18n import _
from hiephoi_cli.patterns import pattern

FORMATS = ("csv", "tsv", *WORKBOOKS, "json", "jsonl", "vcard")
"""The formats that can be imported."""
_AS_CSV = ".txt"
"""Another extension of separated values; Excel uses it for its Unicode text."""
_DELIMITERS = ",;\t|"
_MARKUP = pattern(
    r"(?:ï»¿|\ufeff)?\s*(?:(?P<xml><\?xml|<Workbook\b)|<!doctype|<!--|MIME-Version:"
    r"|<(?:html|head|body|meta|style|table|tbody|thead|tr|td|th|div|span|p|font|center|script)\b)",
    re.IGNORECASE,
)
"""How web pages and XML begin, perhaps after a mark."""
_MAY_BE_EMPTY = {"json", "jsonl"}
_CARD = b"BEGIN:VCARD"
_NOTHING = b"\0\r\n\t "
_SAMPLE = 50  # rows from which the delimiter is detected
_SAMPLE_SIZE = 1 << 16  # characters that hold these rows, unless they are very long


def rows(
    data: bytes, format_: str, *, encoding: str | None = None, sheet: str | None = None, skip_hidden: bool = False
) -> Rows:
    """The rows of a file in that format; `skip_hidden` leaves out what a sheet hides.

    Raises InvalidData if it cannot be read, UsageError for an unknown encoding or sheet.
    """
    if format_ == "vcard":
        raise UsageError(_("vCards hold members and officers"), "hiephoi member import --help")
    _refuse_markup(data[:_SAMPLE_SIZE].decode("latin-1"))
    if format_ not in _MAY_BE_EMPTY and not data.strip(_NOTHING):
        raise InvalidData(_("the file is empty"), _("ask the sender for the list again, or copy it again"))
    if format_ in WORKBOOKS:
        listed = _of_workbook(data, format_, sheet, skip_hidden=skip_hidden)
        text = "\n".join([cell for row in listed.filled for cell in row.cells if isinstance(cell, str)])
    else:
        text = decoded(data, encoding)
        _refuse_markup(text)
        delimiter = _delimiter(text) if format_ == "csv" else ""
        separated = _separated(text, delimiter) if delimiter else _READERS[format_](text)
        listed = Rows(*_parted(separated), format_, delimiter)
    if encoding and is_old(encoding) and (format_ in WORKBOOKS or is_unicode(data)):
        listed = reread_rows(listed, encoding)
        text = "\n".join([cell for row in listed.filled for cell in row.cells if isinstance(cell, str)])
    return without_unseen(legible(listed, text), text)


def _of_workbook(data: bytes, format_: str, wanted: str | None, *, skip_hidden: bool) -> Rows:
    from hiephoi_cli.exchange.merged_cells import merged_in
    from hiephoi_cli.exchange.sheets import read_sheet  # needed for workbooks only

    read = read_sheet(data, wanted, skip_hidden=skip_hidden)
    hidden = read.marks.hidden_rows if skip_hidden else ()
    return Rows(
        *_parted((number, cells) for number, cells in enumerate(read.lines, 1) if number not in hidden),
        format_,
        skipped=tuple(sheet.name for sheet in read.others),
        hidden_sheets=tuple(sheet.name for sheet in read.others if not sheet.is_shown),
        hidden_rows=tuple(sorted(read.marks.hidden_rows)),
        hidden_columns=tuple(sorted(read.marks.hidden_columns)),
        skips_hidden=skip_hidden,
        links=read.marks.links,
        merged=merged_in(read.lines, read.marks),
    )


def _refuse_markup(text: str) -> None:
    """Raise InvalidData for a web page or XML, which programs save under the names of lists."""
    if markup := _MARKUP.match(text):
        what = _("XML") if markup["xml"] else _("a web page")
        raise InvalidData(
            _("the file is {what}, not a list").format(what=what),
            _("open it in Excel and save it as an Excel workbook (xlsx)"),
        )


def format_of(name: str, data: bytes = b"", wanted: str | None = None, offered: Sequence[str] = FORMATS) -> str:
    """The format of a list, among those offered: the wanted one, else as its first bytes or its name imply.

    Raises InvalidData for a file that is not a list, UsageError if nothing implies a format.
    """
    if data:
        refuse_others(name, data)
    if wanted:
        return named(wanted, offered).name
    if workbook := workbook_format(data):
        return workbook
    if ending_of(name) == _AS_CSV or (ending_of(name) in endings(WORKBOOKS) and _is_text(data)):
        return "csv"
    if _is_stream(name) and ending_of(name) not in endings(offered):
        start = data.removeprefix(BOM_UTF8).lstrip()[: len(_CARD)]
        return "vcard" if start.upper() == _CARD else {b"[": "json", b"{": "jsonl"}.get(start[:1], "csv")
    listed = " ".join([*endings(offered), _AS_CSV])
    return implied(name, offered, _("save it as one of {endings}").format(endings=listed)).name


def _is_text(data: bytes) -> bool:
    """Whether a file is text, which programs also save under the names of workbooks."""
    return data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) or (bool(data) and b"\0" not in data[:_SAMPLE_SIZE])


def _is_stream(name: str) -> bool:
    """Whether a name is that of a pipe or a descriptor (`-`, `<(…)`, /dev/stdin), which implies no format."""
    path = Path(name)
    return name == "-" or name.startswith("/dev/") or (path.exists() and not (path.is_file() or path.is_dir()))


def _parted(lines: Iterable[tuple[int, Sequence[Cell]]]) -> tuple[list[Row], list[int]]:
    """The rows that are not blank, and the numbers of the blank ones."""
    filled: list[Row] = []
    blank: list[int] = []
    for number, cells in lines:
        if any(cells) or any(cell not in (None, "") for cell in cells):  # the first is faster, but misses zeros
            filled.append(Row(number, cells))
        else:
            blank.append(number)
    return filled, blank


def _separated(text: str, delimiter: str) -> Iterator[tuple[int, list[Cell]]]:
    """The trimmed cells of each row; a quoted cell may span lines."""
    import csv

    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    before = 0
    try:
        for cells in lines:
            yield before + 1, list(map(str.strip, cells))
            before = lines.line_num
    except csv.Error:
        raise InvalidData(
            _("line {n}: {reason}").format(
                n=before + 1, reason=_("a quotation mark is unmatched, or a cell is too long")
            ),
            _("correct that line"),
        ) from None


def _delimiter(text: str) -> str:
    """The delimiter that splits most of the first rows into the same number of cells, the higher the better."""
    import csv

    lines = io.StringIO(text[:_SAMPLE_SIZE], newline="")

    def regularity(delimiter: str) -> tuple[float, int]:
        lines.seek(0)
        try:
            widths = Counter(len(cells) for cells in islice(csv.reader(lines, delimiter=delimiter), _SAMPLE) if cells)
        except csv.Error:
            return 0, 0
        return max(((count / widths.total(), width) for width, count in widths.items() if width > 1), default=(0, 0))

    return max(_DELIMITERS, key=regularity)


def _tabbed(text: str) -> Iterator[tuple[int, list[Cell]]]:
    """Lines split at tabs; a quotation mark is a character like any other."""
    for number, line in enumerate(text.removesuffix("\n").split("\n"), 1):
        yield number, [cell.strip() for cell in line.split("\t")]


def _json(text: str) -> Iterator[tuple[int, list[Cell]]]:
    """The names of all keys as row 0, and a row for each object of the list."""
    import msgspec

    try:
        items = msgspec.json.decode(text, type=list[dict[str, Any]])
        for number, item in enumerate(msgspec.json.decode(text, type=list[msgspec.Raw]), 1):
            _refuse_doubled(bytes(item), number)
    except (ValueError, RecursionError):
        raise InvalidData(_("the file is not a JSON list of objects"), "hiephoi member export -f json") from None
    return tabulated(enumerate(items, 1))


def _json_lines(text: str) -> Iterator[tuple[int, list[Cell]]]:
    """The names of all keys as row 0, and a row for each line with an object."""
    import msgspec

    items: list[tuple[int, dict[str, Any]]] = []
    for number, line in enumerate(text.split("\n"), 1):
        try:
            if line.strip():
                items.append((number, msgspec.json.decode(line, type=dict[str, Any])))
                _refuse_doubled(line, number)
        except (ValueError, RecursionError):
            raise InvalidData(
                _("line {n}: {reason}").format(n=number, reason=_("not a JSON object")), _("correct that line")
            ) from None
    return tabulated(items)


def _refuse_doubled(item: str | bytes, number: int) -> None:
    """Raise InvalidData for an object, or one inside it, that gives a key two values."""
    import json

    def refuse(pairs: list[tuple[str, object]]) -> None:
        seen: set[str] = set()
        for key, _value in pairs:
            if key in seen:
                message = _("row {n}: '{key}' occurs twice").format(n=number, key=key)
                raise InvalidData(message, _("keep the value that is right"))
            seen.add(key)

    json.loads(item, object_pairs_hook=refuse, parse_int=str, parse_float=str, strict=False)


def tabulated(items: Iterable[tuple[int, dict[str, Any]]]) -> Iterator[tuple[int, list[Cell]]]:
    """The names of all keys as row 0, and the values of each item under them."""
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
