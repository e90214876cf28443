"""A listing as a sheet of an Excel workbook to work with: typed cells, its header frozen and filtered."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from hiephoi_cli.domain.cell_text import cell_text
from hiephoi_cli.domain.partial_day import PartialDay
from hiephoi_cli.errors import InvalidData
from hiephoi_cli.i18n import _, language
from hiephoi_cli.output.book import Book, Look
from hiephoi_cli.output.listing import Listing
from hiephoi_cli.output.listing_text import program_columns, program_rows

Typed = str | int | float | bool | date | None
_WIDEST = 60  # characters
_FIRST_YEAR = 1900
_EXACT = 10**15  # Excel keeps 15 digits of a number
_LONGEST = 32_767  # characters, the rest of which would be lost
_SAMPLE = 1000  # rows that tell how wide a column is


def sheet(listing: Listing, header: bool) -> bytes:
    """All that programs see of the rows, under the titles that people see. Raises UsageError without XlsxWriter."""
    book = Book("hiephoi", language())
    titles = [column.title for column in program_columns(listing)]
    titles = [f"by_{listing.grouped_by}", *titles] if listing.grouped_by else titles
    rows = [[_typed(value) for value in values] for values in program_rows(listing)]
    head: list[list[Typed]] = [list(titles)] if header else []
    for column, width in enumerate(_widths([*head, *rows[:_SAMPLE]])):
        book.sheet.set_column(column, column, width)
    if header:
        book.sheet.freeze_panes(1, 0)
        book.sheet.autofilter(0, 0, len(rows), len(titles) - 1)
    for number, values in enumerate([*head, *rows]):
        look: Look = {"bold": True} if number < len(head) else {}
        for column, value in enumerate(values):
            book.put(number, column, value, look)
    return book.saved()


def _typed(value: Any) -> Typed:  # noqa: ANN401  a value of any column
    """A value as a cell can hold it: numbers, days, yes and no as what they are; Excel knows no day before 1900.

    Raises InvalidData for a text that no cell can hold.
    """
    is_day = isinstance(value, date) and not isinstance(value, PartialDay) and value.year >= _FIRST_YEAR
    typed = value < _EXACT if isinstance(value, int | float) else is_day
    if value is None or typed:
        return value  # type: ignore[no-any-return]
    text = cell_text(value)
    if len(text) > _LONGEST // 2 and len(text.encode("utf-16-le")) // 2 > _LONGEST:
        raise InvalidData(
            _("'{text}…' is longer than the {n} characters that a cell of a workbook holds").format(
                text=text[:40], n=_LONGEST
            ),
            _("write csv instead"),
        )
    return text


def _widths(rows: Sequence[Sequence[object]]) -> list[int]:
    """The widths of the columns in characters."""
    return [min(_WIDEST, max(len(cell_text(value)) for value in column) + 2) for column in zip(*rows, strict=True)]
