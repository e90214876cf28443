"""Reads a sheet of a workbook, each cell with its own type."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from msgspec import Struct

from hiephoi_cli.domain.suggest import did_you_mean
from hiephoi_cli.errors import HiephoiError, InvalidData, UsageError
from hiephoi_cli.exchange.cell import Cell
from hiephoi_cli.exchange.sheet_marks import Sheet, SheetMarks, TooLong, too_wide
from hiephoi_cli.exchange.xlsx import Workbook
from hiephoi_cli.files.formats import workbook_format
from hiephoi_cli.i18n import _

if TYPE_CHECKING:
    from hiephoi_cli.exchange.ods import OpenDocument
    from hiephoi_cli.exchange.xls import XlsWorkbook
    from hiephoi_cli.exchange.xlsb import BinaryWorkbook

_MOST_CELLS, _MOST_LETTERS = 1 << 23, 1 << 27
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
Lines = list[list[Cell]]


class SheetRead(Struct, frozen=True):
    """The rows of a sheet, equally long; other sheets with content; and the marks of the first."""

    lines: Lines
    others: tuple[Sheet, ...]
    marks: SheetMarks


def read_sheet(data: bytes, wanted: str | None, *, skip_hidden: bool = False) -> SheetRead:
    """The sheet with that name or number, else the first that is shown; hidden columns may be blank.

    Raises InvalidData if it is not a workbook, UsageError if the sheet, or the library for such workbooks, is missing.
    """
    marks = SheetMarks()
    with _of_a_workbook(data):
        book = _opened(data)
        sheets = {sheet.name: sheet for sheet in book.sheets}
        sheet = sheets[_named(wanted, list(sheets))] if wanted else _first(book.sheets)
        lines = [*_bounded(map(_trimmed, book.lines(sheet, marks)))]
        others = tuple(other for other in sheets.values() if other != sheet and any(map(any, book.lines(other))))
    while lines and not lines[-1]:
        del lines[-1]
    width = max(map(len, lines), default=0)
    for line in lines:
        line.extend([None] * (width - len(line)))
        for column in marks.hidden_columns if skip_hidden else ():
            line[column : column + 1] = [None] * (column < width)
    return SheetRead(lines, others, marks)


@contextmanager
def _of_a_workbook(data: bytes) -> Iterator[None]:
    """Turn any exception from a broken file, or one that is not a workbook, into InvalidData."""
    try:
        yield
    except HiephoiError:
        raise
    except TooLong:
        raise InvalidData(
            _("the sheet has more rows than Excel allows"), _("save it again as an Excel workbook")
        ) from None
    except Exception:  # noqa: BLE001  broken files break readers anywhere
        if _ENCRYPTED in data:
            raise InvalidData(
                _("the workbook is protected by a password"), _("save a copy without a password")
            ) from None
        if workbook_format(data):
            raise InvalidData(
                _("the workbook is damaged, or not all of it is there"),
                _("copy it again, or open it in Excel and save it again"),
            ) from None
        raise InvalidData(_("the file is not an Excel workbook"), _("save it again as an Excel workbook")) from None


def _opened(data: bytes) -> "Workbook | OpenDocument | BinaryWorkbook | XlsWorkbook":
    match workbook_format(data):
        case "xlsx":
            return Workbook(data)
        case "ods":
            from hiephoi_cli.exchange.ods import OpenDocument

            return OpenDocument(data)
        case "xlsb":
            from hiephoi_cli.exchange.xlsb import BinaryWorkbook

            return BinaryWorkbook(data)
        case _:
            from hiephoi_cli.exchange.xls import XlsWorkbook

            return XlsWorkbook(data)


def _bounded(lines: Iterator[list[Cell]]) -> Iterator[list[Cell]]:
    """The lines. Raises InvalidData where they, made equally long, or their texts would fill memory."""
    width = size = 0
    for row, line in enumerate(lines):
        width = max(width, len(line))
        if line and width * (row + 1) > _MOST_CELLS:
            raise too_wide(row, width - 1)
        size += sum(len(cell) for cell in line if isinstance(cell, str))
        if size > _MOST_LETTERS:  # one text may stand in every cell
            raise InvalidData(
                _("the sheet holds more text than any list"), _("copy the list into a new workbook, and save that")
            )
        yield line


def _first(sheets: Sequence[Sheet]) -> Sheet:
    """The first visible sheet, else the first."""
    return next((sheet for sheet in sheets if sheet.is_shown), sheets[0])


def _named(wanted: str, names: Sequence[str]) -> str:
    """The sheet with that name, or that number from 1. Raises UsageError."""
    if wanted in names:
        return wanted
    if wanted.isdecimal() and 1 <= int(wanted) <= len(names):
        return names[int(wanted) - 1]
    listed = ", ".join(f"'{name}'" for name in names)
    raise UsageError(
        _("no sheet '{name}'").format(name=wanted),
        did_you_mean(wanted, names) or _("choose from: {columns}").format(columns=listed),
    )


def _trimmed(cells: list[Cell]) -> list[Cell]:
    """The cells up to the last one that is not blank."""
    filled = [place for place, cell in enumerate(cells) if cell not in (None, "")]
    return cells[: filled[-1] + 1 if filled else 0]
