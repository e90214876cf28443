"""Rows of a spreadsheet or of a text file, read as text."""

import codecs
import csv
import io
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import NamedTuple

from hiephoi_cli.errors import InvalidData, UsageError
from hiephoi_cli.i18n import _

ENDINGS = (".csv", ".tsv", ".txt", ".xlsx")

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_WORKBOOK = b"PK\x03\x04"
_DELIMITERS = "\t;,"


class Row(NamedTuple):
    """The cells of a line that is not blank, as text; the number counts from 1, blank lines included."""

    number: int
    cells: Sequence[str]


def rows(data: bytes, ending: str) -> list[Row]:
    """The rows of a file with that ending; a workbook is known by its first bytes as well.

    Raises UsageError for an unknown ending, InvalidData for what can't be read.
    """
    if ending == ".xlsx" or data.startswith(_WORKBOOK):
        return list(_filled(_sheet(data)))
    if ending not in ENDINGS:
        raise UsageError(
            _("no format is known for files ending in '{ending}'").format(ending=ending),
            _("save it as one of {endings}").format(endings=" ".join(ENDINGS)),
        )
    text = _decoded(data)
    delimiter = max(_DELIMITERS, key=text.partition("\n")[0].count)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        return list(_filled(lines))
    except csv.Error:
        raise InvalidData(
            _("line {n}: {said}").format(
                n=lines.line_num, said=_("a quotation mark does not fit, or a cell is too long")
            ),
            _("mend that line"),
        ) from None


def _filled(lines: Iterator[Sequence[str]]) -> Iterator[Row]:
    for number, cells in enumerate(lines, 1):
        stripped = [cell.strip() for cell in cells]
        if any(stripped):
            yield Row(number, stripped)


def _decoded(data: bytes) -> str:
    encoding = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), "utf-8")
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise InvalidData(
            _("the file is not UTF-8 text"), _("save it again as “CSV UTF-8” or as an Excel workbook")
        ) from None


def _sheet(data: bytes) -> Iterator[Sequence[str]]:
    try:
        import openpyxl  # an extra, and slow to load
    except ImportError:
        raise UsageError(_("reading xlsx needs openpyxl"), "pip install 'hiephoi[xlsx]'") from None
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    except Exception:  # noqa: BLE001  openpyxl lets anything out of a file that is no workbook
        raise InvalidData(_("the file is no Excel workbook"), _("save it again as an Excel workbook")) from None
    for cells in book.worksheets[0].iter_rows(values_only=True):
        yield [_text(cell) for cell in cells]


def _text(cell: object) -> str:
    match cell:
        case None:
            return ""
        case datetime():
            return cell.date().isoformat()
        case date():
            return cell.isoformat()
        case float() if cell.is_integer():
            return str(int(cell))
        case _:
            return str(cell)
