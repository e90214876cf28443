"""Reads a sheet of a workbook, each cell with its own type."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from hiephoi_cli.domain.suggest import did_you_mean
from hiephoi_cli.errors import HiephoiError, InvalidData, UsageError
from hiephoi_cli.exchange.cell import Cell
from hiephoi_cli.exchange.xlsx import Sheet, TooLong, Workbook
from hiephoi_cli.files.formats import workbook_format
from hiephoi_cli.i18n import _

if TYPE_CHECKING:
    from hiephoi_cli.exchange.other_workbooks import OtherWorkbook

_MOST_CELLS = 1 << 26
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
Lines = list[list[Cell]]


def read_sheet(data: bytes, wanted: str | None) -> tuple[Lines, tuple[str, ...]]:
    """The rows of the sheet with that name or number, else of the first, equally long; and other sheets with content.

    Raises InvalidData if it is not a workbook, UsageError if the sheet, or the library for such workbooks, is missing.
    """
    with _of_a_workbook(data):
        book = _opened(data)
        sheets = {sheet.name: sheet for sheet in book.sheets}
        name = _named(wanted, list(sheets)) if wanted else _first(book.sheets)
        lines = list(map(_trimmed, book.lines(sheets[name])))
        others = tuple(title for title, sheet in sheets.items() if title != name and any(map(any, book.lines(sheet))))
    while lines and not lines[-1]:
        del lines[-1]
    width = max(map(len, lines), default=0)
    if width * len(lines) > _MOST_CELLS:
        raise InvalidData(
            _("the sheet extends to cell {cell}, far beyond any list").format(cell=f"{letters(width - 1)}{len(lines)}"),
            _("delete the stray content there"),
        )
    return [[*cells, *([None] * (width - len(cells)))] for cells in lines], others


def letters(index: int) -> str:
    """The name of the column at a place, counted from 0: A, B, … Z, AA."""
    before, place = divmod(index, 26)
    return (letters(before - 1) if before else "") + chr(ord("A") + place)


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
        raise InvalidData(_("the file is not an Excel workbook"), _("save it again as an Excel workbook")) from None


def _opened(data: bytes) -> "Workbook | OtherWorkbook":
    if workbook_format(data) == "xlsx":
        return Workbook(data)
    from hiephoi_cli.exchange.other_workbooks import OtherWorkbook

    return OtherWorkbook(data)


def _first(sheets: Sequence[Sheet]) -> str:
    """The first visible sheet, else the first."""
    return next((sheet.name for sheet in sheets if sheet.is_shown), sheets[0].name)


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
