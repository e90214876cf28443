"""An Excel workbook of one sheet, written cell by cell as what values are: text is never a formula."""

from datetime import date
from html import escape
from io import BytesIO
from typing import TYPE_CHECKING

from hiephoi_cli.domain.vietnamese import harmless_lines
from hiephoi_cli.errors import NoWorkbooks
from hiephoi_cli.i18n import _
from hiephoi_cli.output.listing_text import FORMULA_SIGNS

if TYPE_CHECKING:
    from xlsxwriter.format import Format  # type: ignore[import-untyped]  # it has types, but doesn't say so

DAYS = {"vi": "dd/mm/yyyy", "en": "yyyy-mm-dd"}
_LONGEST_NAME = 31  # characters that Excel allows
Value = str | int | float | date | None
Look = dict[str, str | int | bool]
"""How a cell looks, in the words of XlsxWriter."""


class Book:
    """Rows and columns are counted from 0. Raises NoWorkbooks without XlsxWriter."""

    def __init__(self, title: str, days: str) -> None:
        try:
            from xlsxwriter import Workbook  # type: ignore[import-untyped]  # the same
        except ImportError:
            raise NoWorkbooks(_("XlsxWriter, which writes xlsx files, is missing"), "XlsxWriter") from None
        self._days = days
        self._data = BytesIO()
        self._book = Workbook(self._data, {"in_memory": True})
        self._formats: dict[tuple[tuple[str, str | int | bool], ...], Format] = {}
        self.sheet = self._book.add_worksheet(title[:_LONGEST_NAME].rstrip())

    def put(self, row: int, column: int, value: Value, look: Look) -> None:
        """Put a value into a cell."""
        match value:
            case None | "":
                self.sheet.write_blank(row, column, None, self._format(look))
            case bool():
                self.sheet.write_boolean(row, column, value, self._format(look))
            case int() | float():
                self.sheet.write_number(row, column, value, self._format(look))
            case date():
                self.sheet.write_datetime(row, column, value, self._format({**look, "num_format": DAYS[self._days]}))
            case str():
                self.sheet.write_string(row, column, _as_text(value), self._format(look | _text_look(value)))

    def across(self, row: int, columns: range, value: str, look: Look) -> None:
        """Put text into several cells of a row, made one."""
        self.sheet.merge_range(row, columns[0], row, columns[-1], "", self._format(look | _text_look(value)))
        self.put(row, columns[0], value, look)

    def saved(self) -> bytes:
        """The workbook as a file has it."""
        self._book.close()
        return self._data.getvalue()

    def _format(self, look: Look) -> "Format":
        key = tuple(look.items())
        if key not in self._formats:
            self._formats[key] = self._book.add_format(look)
        return self._formats[key]


def _as_text(value: str) -> str:
    """Text for XlsxWriter, which takes for XML what looks like a part of a text with several fonts."""
    text = harmless_lines(value)
    return f'<r><t xml:space="preserve">{escape(text, quote=False)}</t></r>' if text.startswith("<r>") else text


def _text_look(text: str) -> Look:
    """Text, and so that Excel leaves it text when somebody edits it."""
    return {"num_format": "@", "quote_prefix": text.startswith(FORMULA_SIGNS)}
