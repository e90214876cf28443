"""Rich tables for people, fitted to the width of their terminal."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from hiephoi_cli.domain.vietnamese import harmless
from hiephoi_cli.output.formats import people_columns, titled
from hiephoi_cli.output.listing import Column, Listing, Row

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table

_BORDER = 3  # columns of the screen that a column's border and padding take
_COMFORT = 20  # columns of the screen that text has at least, as long as another column can give way


def table(listing: Listing, header: bool, *, on_terminal: bool) -> Iterator[str]:
    """A listing as a sheet for one record, else as a table for each group, as wide as the terminal."""
    from rich.console import Console

    console = Console(markup=False, emoji=False, highlight=False, force_terminal=on_terminal)
    for part in [_sheet(listing)] if listing.single else _parts(listing, header, console.width):
        with console.capture() as captured:
            console.print(part)
        yield captured.get()


def _parts(listing: Listing, header: bool, width: int) -> Iterator["RenderableType"]:
    """The titles and tables of a listing; all its tables have the same columns."""
    from rich.text import Text

    columns = _fitted(people_columns(listing), listing.rows, width, listing.chosen)
    for title, rows in titled(listing):
        if title:
            yield Text(harmless(title), style="bold")
        yield _table(columns, rows, header)


class _Fitted(NamedTuple):
    """A column and its width where it is so narrow that it is never wrapped; None where it may be."""

    column: Column
    width: int | None


def _fitted(columns: Sequence[Column], rows: Sequence[Row], width: int, chosen: bool) -> Sequence[_Fitted]:
    """As many of the first columns as the screen has room for, and none that is empty throughout.

    Columns that somebody chose all stay.
    """
    from rich.cells import cell_len

    fitted: list[_Fitted] = []
    used = 1
    for column in columns:
        texts = {column.shown(row) for row in rows}
        if rows and not any(texts) and not chosen:
            continue
        widest = max(map(cell_len, (column.title, *texts)))
        used += min(widest, _COMFORT) + _BORDER
        if fitted and used > width and not chosen:
            break
        fitted.append(_Fitted(column, widest if widest <= _COMFORT and used <= width else None))
    return fitted


def _table(columns: Sequence[_Fitted], rows: Sequence[Row], header: bool) -> "Table":
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.ROUNDED, show_header=header)
    for column, width in columns:
        table.add_column(
            column.title,
            justify="right" if column.numeric else "left",
            width=width,
            overflow="fold",
            header_style="bold cyan",
        )
    for row in rows:
        table.add_row(*(Text(harmless(column.shown(row))) for column, _width in columns))
    return table


def _sheet(listing: Listing) -> "Table":
    """One record, a line a field; fields without a value are left out."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    sheet = Table(box=box.ROUNDED, show_header=False)
    sheet.add_column(style="bold cyan", no_wrap=True)
    sheet.add_column(overflow="fold")
    for column in listing.columns:
        if text := column.shown(listing.rows[0]):
            sheet.add_row(column.title, Text(harmless(text)))
    return sheet
