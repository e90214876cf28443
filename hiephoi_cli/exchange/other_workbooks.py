"""Reads the cells of xls, xlsb and ods workbooks."""

import io
from collections.abc import Iterator
from datetime import date, datetime

from hiephoi_cli.errors import NoWorkbooks
from hiephoi_cli.exchange.cell import Cell
from hiephoi_cli.exchange.xlsx import Sheet
from hiephoi_cli.i18n import _


class OtherWorkbook:
    """A workbook in memory; errors and formulas without a value are blank cells.

    Raises NoWorkbooks without python-calamine, and what that library raises for a broken file.
    """

    def __init__(self, data: bytes) -> None:
        try:
            from python_calamine import SheetVisibleEnum, load_workbook
        except ImportError:
            raise NoWorkbooks(
                _("python-calamine, which reads xls, xlsb and ods files, is missing"), "python-calamine"
            ) from None
        self._book = load_workbook(io.BytesIO(data))
        self.sheets = [
            Sheet(sheet.name, sheet.visible == SheetVisibleEnum.Visible, sheet.name)
            for sheet in self._book.sheets_metadata
        ]

    def lines(self, sheet: Sheet) -> Iterator[list[Cell]]:
        """The rows of a sheet, leading blank ones included."""
        for cells in self._book.get_sheet_by_name(sheet.part).to_python(skip_empty_area=False):
            yield [_value(cell) for cell in cells]


def _value(cell: object) -> Cell:
    match cell:
        case "":
            return None
        case str():
            return cell.strip()
        case datetime():
            return cell.date()
        case float() if cell.is_integer():
            return int(cell)
        case bool() | int() | float() | date():
            return cell
        case _:
            return str(cell)
