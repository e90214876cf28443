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
_LEAST = 10  # columns of the screen that text has at least, whatever was asked for
_COMFORT = 18  # columns of the screen that text has at least, as long as another column can give way


def table(listing: Listing, header: bool, *, on_terminal: bool) -> Iterator[str]:
    """A listing as a sheet for one record, else as a table for each group, as wide as the terminal."""
    from rich.console import Console

    console = Console(markup=False, emoji=False, highlight=False, force_terminal=on_terminal)
    for part in _parts(listing, header, console.width):
        with console.capture() as captured:
            console.print(part)
        yield captured.get()


def _parts(listing: Listing, header: bool, width: int) -> Iterator["RenderableType"]:
    """Titles with tables below them, all of the same columns; or sheets, where more columns are wanted than fit."""
    from rich.text import Text

    wanted = people_columns(listing)
    fitted = _measured(wanted, listing.rows, listing.chosen)
    comfort = _COMFORT
    if listing.chosen and _used(fitted, comfort) > width:
        comfort = _LEAST
    elif not listing.chosen:
        fitted = _leading(fitted, width)
    as_sheets = listing.single or _used(fitted, comfort) > width
    for title, rows in titled(listing):
        if title:
            yield Text(harmless(title), style="bold")
        if as_sheets:
            yield from (_sheet(wanted if listing.chosen else listing.columns, row) for row in rows)
        else:
            yield _table(fitted, _widths(fitted, width, comfort), rows, header)
    if listing.below:
        yield from _parts(listing.below, header, width)
    for remark in listing.remarks:
        yield Text(harmless(remark))


class _Fitted(NamedTuple):
    """A column, and the width of its widest text."""

    column: Column
    widest: int


def _measured(columns: Sequence[Column], rows: Sequence[Row], chosen: bool) -> list[_Fitted]:
    """The columns that have a text in some row; all where there are no rows, or where somebody chose them."""
    from rich.cells import cell_len

    texts = [(column, {_cell(column, row) for row in rows}) for column in columns]
    return [
        _Fitted(column, max(map(cell_len, (column.title, *some))))
        for column, some in texts
        if any(some) or chosen or not rows
    ]


def _leading(columns: Sequence[_Fitted], width: int) -> list[_Fitted]:
    """As many of the first columns as the screen has room for, and one at least."""
    count = len(columns)
    while count > 1 and _used(columns[:count], _COMFORT) > width:
        count -= 1
    return list(columns[:count])


def _used(columns: Sequence[_Fitted], comfort: int) -> int:
    """The columns of the screen that these take at least."""
    return 1 + sum(min(widest, comfort) + _BORDER for _column, widest in columns)


def _cell(column: Column, row: Row) -> str:
    return harmless(column.shown(row))


def _widths(columns: Sequence[_Fitted], width: int, comfort: int) -> list[int]:
    """The width of each column: all it wants if the screen has room, else what it needs and a share of what is left."""
    least = [min(widest, comfort) for _column, widest in columns]
    wants = [widest - enough for (_column, widest), enough in zip(columns, least, strict=True)]
    spare = min(max(0, width - _used(columns, comfort)), sum(wants))
    shares = [spare * want // max(1, sum(wants)) for want in wants]
    left = spare - sum(shares)
    wide = [index for index, want in enumerate(wants) if want > shares[index]][:left]
    return [enough + share + (index in wide) for index, (enough, share) in enumerate(zip(least, shares, strict=True))]


def _table(columns: Sequence[_Fitted], widths: Sequence[int], rows: Sequence[Row], header: bool) -> "Table":
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.ROUNDED, show_header=header)
    for (column, _widest), width in zip(columns, widths, strict=True):
        table.add_column(
            column.title,
            justify="right" if column.numeric else "left",
            width=width,
            overflow="fold",
            header_style="bold cyan",
        )
    for row in rows:
        table.add_row(*(Text(_cell(column, row)) for column, _widest in columns))
    return table


def _sheet(columns: Sequence[Column], row: Row) -> "Table":
    """One record, a line a field; fields without a value are left out."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    sheet = Table(box=box.ROUNDED, show_header=False)
    sheet.add_column(style="bold cyan", no_wrap=True)
    sheet.add_column(overflow="fold")
    for column in columns:
        if text := _cell(column, row):
            sheet.add_row(column.title, Text(text))
    return sheet
