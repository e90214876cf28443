"""A paper as an Excel workbook: days are dates, codes and phones are text, and text is never a formula."""

import re
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING

from hiephoi_cli.domain.vietnamese import harmless_lines
from hiephoi_cli.errors import NoWorkbooks
from hiephoi_cli.i18n import _
from hiephoi_cli.output.listing_text import FORMULA_SIGNS
from hiephoi_cli.output.papers.paper import Paper, Value

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.styles import Font
    from openpyxl.worksheet.worksheet import Worksheet

_A4 = 9
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
"""How a character begins that XML cannot hold, or a text that looks like it (ECMA-376, part 1, 22.9.2.19)."""
DAYS = {"vi": "dd/mm/yyyy", "en": "yyyy-mm-dd"}


def workbook(paper: Paper) -> bytes:
    """The paper as a sheet to work with, and to print on A4. Raises UsageError where openpyxl is not installed."""
    book = new_book(write_only=False)
    book.remove(book.worksheets[0])
    sheet: Worksheet = book.create_sheet(paper.title)
    _title_block(sheet, paper)
    head = sheet.max_row + 2
    _list(sheet, paper, head)
    _closing(sheet, paper, sheet.max_row + 1)
    _page(sheet, paper, head)
    return saved(book)


def new_book(*, write_only: bool) -> "Workbook":
    """A workbook without content. Raises UsageError where openpyxl is not installed."""
    try:
        from openpyxl import Workbook
    except ImportError:
        raise NoWorkbooks(_("openpyxl, which writes xlsx files, is missing")) from None
    return Workbook(write_only=write_only)


def saved(book: "Workbook") -> bytes:
    """The workbook as a file has it."""
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _title_block(sheet: "Worksheet", paper: Paper) -> None:
    whole = range(1, len(paper.headings) + 1)
    _across(sheet, 1, whole, paper.frame.association, _font(12, bold=True))
    _across(sheet, 2, whole, paper.frame.founded, _font(12, italic=True))
    _across(sheet, 4, whole, paper.title, _font(14, bold=True))
    for row, subtitle in enumerate(paper.subtitles, start=5):
        _across(sheet, row, whole, subtitle, _font(12, italic=True))


def _list(sheet: "Worksheet", paper: Paper, head: int) -> None:
    """The head of the columns in that row, and the rows below it, all with borders."""
    from openpyxl.styles import Alignment, Border, Side

    line = Side(style="thin")
    border = Border(left=line, right=line, top=line, bottom=line)
    titles: list[Value] = [heading.title for heading in paper.headings]
    for number, values in enumerate([titles, *([cell.value for cell in row] for row in paper.rows)], start=head):
        for column, value in enumerate(values, start=1):
            cell = sheet.cell(number, column)
            put(cell, value, DAYS[paper.frame.language])
            centred = number == head or column == 1 or isinstance(value, date)
            cell.alignment = Alignment(horizontal="center" if centred else "left", vertical="top", wrap_text=True)
            cell.border = border
            cell.font = _font(11, bold=number == head)


def _closing(sheet: "Worksheet", paper: Paper, row: int) -> None:
    """The total below the list, the place and date, and room for signatures side by side."""
    last = len(paper.headings)
    left, right = range(1, last // 2 + 1), range(last // 2 + 1, last + 1)
    bold, italic = _font(12, bold=True), _font(12, italic=True)
    _across(sheet, row, range(1, last + 1), paper.total, bold)
    _across(sheet, row + 2, right, paper.frame.place_and_date, italic)
    for signature, half in zip(paper.frame.signatures, (left, right), strict=True):
        for place, title in enumerate(signature.titles):
            _across(sheet, row + 3 + place, half, title, bold)
        _across(sheet, row + 3 + len(signature.titles), half, signature.note, italic)


def _across(sheet: "Worksheet", row: int, columns: range, text: str, font: "Font") -> None:
    """Text in the middle of several columns of a row."""
    from openpyxl.styles import Alignment

    cell = sheet.cell(row, columns[0])
    put(cell, text)
    cell.alignment = Alignment(horizontal="center", vertical="top", wrap_text=True)
    cell.font = font
    sheet.merge_cells(start_row=row, end_row=row, start_column=columns[0], end_column=columns[-1])


def _font(size: int, *, bold: bool = False, italic: bool = False) -> "Font":
    from openpyxl.styles import Font

    return Font(name="Times New Roman", size=size, bold=bold, italic=italic)


def put(cell: "Cell | MergedCell", value: Value, days: str = "") -> None:
    """Put a value into a cell as what it is."""
    if not isinstance(value, str):
        cell.value = value
        cell.number_format = days if isinstance(value, date) else "General"
        return
    cell.value = _ESCAPE.sub("_x005F_", harmless_lines(value))
    cell.data_type = "s"  # else openpyxl takes `=1+1` for a formula, and `#N/A` for an error
    cell.number_format = "@"
    cell.quotePrefix = value.startswith(FORMULA_SIGNS)  # so that Excel leaves it text when somebody edits it


def _page(sheet: "Worksheet", paper: Paper, head: int) -> None:
    """Widths of columns, and how the sheet is printed: as wide as the paper, with the head on every page."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.properties import PageSetupProperties

    for number, heading in enumerate(paper.headings, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = heading.width + 2
    sheet.page_setup.orientation = "landscape" if paper.landscape else "portrait"
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"{head}:{head}"
    sheet.freeze_panes = f"A{head + 1}"
