"""Reads the cells of xls workbooks."""

import io
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from hiephoi_cli.errors import NoWorkbooks
from hiephoi_cli.exchange.cell import Cell
from hiephoi_cli.exchange.number_formats import Formats, elapsed, shown
from hiephoi_cli.exchange.sheet_marks import Sheet, SheetMarks, too_wide
from hiephoi_cli.exchange.xls_marks import XlsMarks
from hiephoi_cli.i18n import _

_MOST_CELLS = 1 << 22
"""Of a sheet's area, which the library keeps whole."""


class OtherWorkbook:
    """A workbook in memory.

    Raises NoWorkbooks without python-calamine, InvalidData if it has a password or would fill memory, and anything if
    it is broken.
    """

    def __init__(self, data: bytes) -> None:
        try:
            from python_calamine import SheetTypeEnum, SheetVisibleEnum, load_workbook
        except ImportError:
            raise NoWorkbooks(_("python-calamine, which reads xls files, is missing"), "python-calamine") from None
        marks = XlsMarks(data)
        self._formats, self._left_out = marks.formats, [*marks.sheets()]
        for left in self._left_out:
            row, column = left.corner
            if (row + 1) * (column + 1) > _MOST_CELLS:
                raise too_wide(row, column)
        self._book = load_workbook(io.BytesIO(data))
        self.sheets = [
            Sheet(sheet.name, sheet.visible == SheetVisibleEnum.Visible, str(place))
            for place, sheet in enumerate(self._book.sheets_metadata)
            if sheet.typ == SheetTypeEnum.WorkSheet
        ]

    def lines(self, sheet: Sheet, marks: SheetMarks | None = None) -> Iterator[list[Cell]]:
        """The rows of a sheet, leading blank ones included."""
        place = int(sheet.part)
        left = self._left_out[place]
        if marks:
            marks.take(left.marks)
        failed = {row for row, _column in left.errors}
        for row, cells in enumerate(self._book.get_sheet_by_index(place).to_python(skip_empty_area=False)):
            line = [_value(cell, left.styles.get((row, column), 0), self._formats) for column, cell in enumerate(cells)]
            yield [left.errors.get((row, at), cell) for at, cell in enumerate(line)] if row in failed else line


def _value(cell: object, style: int, formats: Formats) -> Cell:  # noqa: PLR0911  a line a type
    match cell:
        case "":
            return None
        case str():
            return cell.strip()
        case datetime():
            return cell if cell.time() != time() else cell.date()
        case timedelta():
            return elapsed(cell)
        case bool() | date():
            return cell
        case float() | int():
            number = int(cell) if cell == int(cell) else cell
            return shown(number, *formats.of(style)) or number
        case _:
            return str(cell)
