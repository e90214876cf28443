"""Bars beside numbers, as long as the terminal has room for."""

from collections.abc import Callable
from functools import cache

from msgspec import structs

from hiephoi_cli.output.grid import BORDER
from hiephoi_cli.output.listing import Column, Listing, Row
from hiephoi_cli.output.listing_text import people_columns, titled
from hiephoi_cli.output.screen import output_on_terminal, screen
from hiephoi_cli.output.text_width import safe, width

_EIGHTHS = " ▏▎▍▌▋▊▉█"
_LEAST = 12  # columns of the screen of the longest bar, however wide the text is
_MOST = 40


def with_bars(listing: Listing, number: Callable[[Row], int], most: Callable[[Row], int]) -> Listing:
    """The listing with a bar for the number of each row; the bar of the number that is `most` is the longest."""

    @cache
    def longest() -> int:
        return _room(listing, screen(on_terminal=output_on_terminal()).width)

    def shown(row: Row) -> str:
        return bar(number(row), most(row), longest())

    column = Column("bar", "", shown, shown, number, everyday=len(listing.columns), people_only=True)
    return structs.replace(listing, columns=[*listing.columns, column])


def bar(number: int, most: int, longest: int) -> str:
    """A bar of that share of the longest, to an eighth of a character; any number but 0 shows."""
    eighths = max(number * longest * 8 // most, 1) if number else 0
    whole, rest = divmod(eighths, 8)
    return _EIGHTHS[-1] * whole + (_EIGHTHS[rest] if rest else "")


def _room(listing: Listing, whole: int) -> int:
    """The columns of the screen that a table of that width leaves to the bars."""
    columns = people_columns(listing)
    rows = [row for _title, rows in titled(listing) for row in rows]
    widest = [max(width(column.title), safe([column.shown(row) for row in rows]).widest) for column in columns]
    return min(max(whole - sum(widest) - BORDER * (len(columns) + 1) - 1, _LEAST), _MOST)
