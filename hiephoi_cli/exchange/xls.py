"""Reads the cells of xls workbooks."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from importlib.util import find_spec

from hiephoi_cli.errors import NoWorkbooks
from hiephoi_cli.exchange.cell import Cell
from hiephoi_cli.exchange.number_formats import Formats, as_far_as_shown, elapsed, shown
from hiephoi_cli.exchange.sheet_marks import Sheet, SheetMarks, too_wide
from hiephoi_cli.exchange.xls_cells import sheets_of
from hiephoi_cli.exchange.xls_marks import XlsMarks
from hiephoi_cli.i18n import _

_MOST_CELLS = 1 << 22
"""Of a sheet's area, which the library keeps whole."""


class XlsWorkbook:
    """A workbook in memory.

    Raises NoWorkbooks without python-calamine, InvalidData if it has a password or would fill memory, and anything if
    it is broken.
    """

    def __init__(self, data: bytes) -> None:
        if not find_spec("python_calamine"):
            raise NoWorkbooks(_("python-calamine, which reads xls files, is missing"), "python-calamine")
        marks = XlsMarks(data)
        self._formats, self._left_out = marks.formats, [*marks.sheets()]
        for left in self._left_out:
            row, column = left.corner
            if (row + 1) * (column + 1) > _MOST_CELLS:
                raise too_wide(row, column)
        self._rows = {}
        self.sheets = []
        for place, name, is_shown, rows in sheets_of(data):
            self._rows[place] = rows
            self.sheets.append(Sheet(name, is_shown, str(place)))

    def lines(self, sheet: Sheet, marks: SheetMarks | None = None) -> Iterator[list[Cell]]:
        """The rows of a sheet, leading blank ones included."""
        place = int(sheet.part)
        left = self._left_out[place]
        if marks:
            marks.take(left.marks)
        failed = {row for row, _column in left.errors}
        for row, cells in enumerate(self._rows[place]):
            line = [_value(cell, left.styles.get((row, column), 0), self._formats) for column, cell in enumerate(cells)]
            yield [left.errors.get((row, at), cell) for at, cell in enumerate(line)] if row in failed else line


def _value(cell: object, style: int, formats: Formats) -> Cell:  # noqa: PLR0911  a line a type
    match cell:
        case "":
            return None
        case str():
            return cell.strip()
        case date():
            day = cell.date() if isinstance(cell, datetime) and cell.time() == time() else cell
            return as_far_as_shown(day, *formats.of(style))
        case timedelta():
            return elapsed(cell)
        case bool():
            return cell
        case float() | int():
            number = int(cell) if cell == int(cell) else cell
            return shown(number, *formats.of(style)) or number
        case _:
            return str(cell)
