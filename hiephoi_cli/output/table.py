"""Tables for people, fitted to the width of their terminal."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from hiephoi_cli.domain.vietnamese import harmless
from hiephoi_cli.output.grid import BORDER, Strip, grid
from hiephoi_cli.output.listing import Column, Listing, Row
from hiephoi_cli.output.listing_text import people_columns, titled
from hiephoi_cli.output.screen import Screen, screen, styled
from hiephoi_cli.output.text_width import Texts, safe, width, wrapped

_LEAST = 10  # columns of the screen that text always has at least
_COMFORT = 18  # columns of the screen that text has at least, as long as another column can give way


def table(listing: Listing, header: bool, *, on_terminal: bool) -> Iterator[str]:
    """A listing as a sheet for one record, else as a table for each group, as wide as the terminal."""
    return _drawn(listing, header, screen(on_terminal=on_terminal))


def _drawn(listing: Listing, header: bool, on: Screen) -> Iterator[str]:
    """Titles with tables below them, all of the same columns; or sheets, where more columns are wanted than fit."""
    parts = titled(listing)
    fitted = [] if listing.single else _fitted(listing, [rows for _title, rows in parts], on.width)
    comfort = _LEAST if listing.chosen and _used(fitted, _COMFORT) > on.width else _COMFORT
    as_sheets = listing.single or _used(fitted, comfort) > on.width
    widths = _widths(fitted, on.width, comfort)
    for part, (title, rows) in enumerate(parts):
        if title:
            yield from _line(title, on.width, on.title)
        if as_sheets:
            for row in rows:
                yield from _sheet(listing.columns, row, on)
        else:
            strips = [one.strip(part, wide) for one, wide in zip(fitted, widths, strict=True)]
            yield from grid(strips, on, header=header)
    if listing.below:
        yield from _drawn(listing.below, header, on)
    for remark in listing.remarks:
        yield from _line(remark, on.width)


def _line(text: str, size: int, style: str = "") -> Iterator[str]:
    for line in wrapped(harmless(text), size):
        yield styled(line, style) + "\n"


class _Fitted(Struct, frozen=True):
    """A column, its texts in each part of the listing, and the width of the widest."""

    column: Column
    texts: Sequence[Texts]
    widest: int

    def strip(self, part: int, size: int) -> Strip:
        return Strip(self.column.title, self.texts[part], size, right=self.column.numeric)


def _fitted(listing: Listing, parts: Sequence[Sequence[Row]], size: int) -> Sequence[_Fitted]:
    """The columns that somebody chose; else the first that the screen has room for, and one at least.

    Columns without a text in any row are left out, unless there are no rows, or somebody chose them.
    """
    fitted: list[_Fitted] = []
    for column in people_columns(listing):
        texts = [safe([column.shown(row) for row in rows]) for rows in parts]
        if listing.chosen or not listing.rows or any(any(some.texts) for some in texts):
            fitted.append(_Fitted(column, texts, max([width(column.title), *(some.widest for some in texts)])))
        if not listing.chosen and len(fitted) > 1 and _used(fitted, _COMFORT) > size:
            return fitted[:-1]
    return fitted


def _used(columns: Sequence[_Fitted], comfort: int) -> int:
    """The columns of the screen that these take at least."""
    return 1 + sum(min(one.widest, comfort) + BORDER for one in columns)


def _widths(columns: Sequence[_Fitted], size: int, comfort: int) -> list[int]:
    """The width of each column: all it wants if the screen has room, else what it needs and a share of what is left."""
    least = [min(one.widest, comfort) for one in columns]
    wants = [one.widest - enough for one, enough in zip(columns, least, strict=True)]
    spare = min(max(0, size - _used(columns, comfort)), sum(wants))
    shares = [spare * want // max(1, sum(wants)) for want in wants]
    left = spare - sum(shares)
    wide = [index for index, want in enumerate(wants) if want > shares[index]][:left]
    return [enough + share + (index in wide) for index, (enough, share) in enumerate(zip(least, shares, strict=True))]


def _sheet(columns: Sequence[Column], row: Row, on: Screen) -> Iterator[str]:
    """One record, a line a field; fields without a value are left out."""
    lines = [(column.title, text) for column in columns if (text := column.shown(row))]
    titles, texts = safe([title for title, _text in lines]), safe([text for _title, text in lines])
    room = max(_LEAST, on.width - titles.widest - 2 * BORDER - 1)
    strips = [
        Strip("", titles, titles.widest, style=on.heading),
        Strip("", texts, min(texts.widest, room)),
    ]
    return grid(strips, on, header=False)
