"""A paper as an Excel workbook: dates are dates, codes and phones are text, and text is never a formula."""

from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING, Any

from hiephoi_cli.domain.paper import Paper
from hiephoi_cli.domain.vietnamese import harmless
from hiephoi_cli.errors import UsageError
from hiephoi_cli.i18n import _

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_A4 = 9
_FORMULA_SIGNS = ("=", "+", "-", "@")
_DAYS = {"vi": "dd/mm/yyyy", "en": "yyyy-mm-dd"}


def workbook(paper: Paper) -> bytes:
    """The paper as a sheet to edit, and to print on A4. Raises UsageError where openpyxl is not installed."""
    try:
        from openpyxl import Workbook
    except ImportError:
        raise UsageError(_("xlsx files need openpyxl"), "pip install 'hiephoi[xlsx]'") from None
    book = Workbook()
    sheet = book.active
    sheet.title = paper.title
    last = len(paper.headings)
    _lay_out(sheet, paper)
    frame = paper.frame
    for text, bold in ((frame.association, True), (frame.founded, False), (paper.title, True)):
        _across(sheet, text, 1, last, bold=bold)
