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
_FIFTH = 5  # of a wide screen is more comfortable
_MOST = 24
_SURE = 2  # columns that every screen shows


def table(listing: Listing, header: bool, *, on_terminal: bool) -> Iterator[str]:
    """A listing as a sheet for one record, else as a table for each group, as wide as the terminal."""
    return _drawn(listing, header, screen(on_terminal=on_terminal))


def _drawn(listing: Listing, header: bool, on: Screen) -> Iterator[str]:
    """Titles with tables below them, all of the same columns; or sheets, where more columns are wanted than fit."""
    parts = titled(listing)
    fitted = [] if listing.single else _fitted(listing, [rows for _title, rows in parts], on.width)
    comfort = _LEAST if listing.chosen and _used(fitted, _comfort(on.width)) > on.width else _comfort(on.width)
    as_sheets = listing.single or (listing.chosen and _used(fitted, comfort) > on.width and len(fitted) > _SURE)
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
    for remark in filter(None, (listing.counted, *listing.remarks)):
        yield from _line(remark, on.width)


def _line(text: str, size: int, style: str = "") -> Iterator[str]:
    for line in wrapped(harmless(text), size):
        yield styled(line, style) + "\n"


class _Fitted(Struct, frozen=True):
    """A column, its texts in each part of the listing, and the widths of the widest and of its longest word."""

    column: Column
    texts: Sequence[Texts]
    widest: int
    word: int

    def strip(self, part: int, size: int) -> Strip:
        return Strip(self.column.title, self.texts[part], size, right=self.column.numeric)

    def least(self, comfort: int) -> int:
        """The columns of the screen that it has at least: no word is broken."""
        word = min(self.word, _MOST) if self.column.kept else self.word
        return min(self.widest, max(comfort, self.column.comfort, word))


def _comfort(size: int) -> int:
    return max(_COMFORT, min(size // _FIFTH, _MOST))


def _fitted(listing: Listing, parts: Sequence[Sequence[Row]], size: int) -> Sequence[_Fitted]:
    """The chosen columns; else the first ones that the screen has room for, at least two if possible.

    Columns without a text in any row are left out, unless there are no rows, or they were chosen.
    """
    fitted: list[_Fitted] = []
    full = False
    for column in people_columns(listing):
        if full and not column.kept:
            continue
        texts = [safe(_texts(column, rows)) for rows in parts]
        if listing.chosen or not listing.rows or any(any(some.texts) for some in texts):
            widest = max([width(column.title), *(some.widest for some in texts)])
            word = _longest_word([column.title, *(text for some in texts for text in some.texts)], widest)
            fitted.append(_Fitted(column, texts, widest, word))
        while not listing.chosen and len(fitted) > 1 and _used(fitted, _comfort(size)) > size:
            full = True
            if not (place := _giving_way(fitted, size)):
                break
            del fitted[place]
    return fitted


def _giving_way(fitted: Sequence[_Fitted], size: int) -> int:
    """The place of the column to leave out of some that need more room than there is; 0 if all stay.

    All stay with one that is kept if each has some comfort, though words are broken for that.
    """
    if fitted[-1].column.kept and _used(fitted, _comfort(size), words=False) <= size:
        return 0
    first = _SURE if len(fitted) > _SURE or _used(fitted, _LEAST, words=False) <= size else 1
    return next((place for place in range(len(fitted) - 1, first - 1, -1) if not fitted[place].column.kept), 0)


def _texts(column: Column, rows: Sequence[Row]) -> list[str]:
    texts = [column.shown(row) for row in rows]
    if not column.once:
        return texts
    return ["" if text == above else text for above, text in zip([None, *texts], texts, strict=False)]


def _longest_word(texts: Sequence[str], widest: int) -> int:
    """The columns of the screen that the longest word takes; what fits easily need not be split."""
    if widest <= _LEAST:
        return widest
    return max((width(word) for word in set(" ".join(texts).split()) if len(word) > _LEAST // 2), default=0)


def _used(columns: Sequence[_Fitted], comfort: int, *, words: bool = True) -> int:
    """The columns of the screen that these take at least."""
    return 1 + sum((one.least(comfort) if words else min(one.widest, comfort)) + BORDER for one in columns)


def _widths(columns: Sequence[_Fitted], size: int, comfort: int) -> list[int]:
    """The width of each column: all it wants if the screen has room, else what it needs and a share of what is left."""
    room = size - 1 - BORDER * len(columns)
    least = [one.least(comfort) for one in columns]
    if sum(least) > room:
        least = _squeezed(columns, room, comfort)
    wants = [one.widest - enough for one, enough in zip(columns, least, strict=True)]
    spare = min(max(0, room - sum(least)), sum(wants))
    shares = [0] * len(wants)
    for index in sorted(range(len(wants)), key=wants.__getitem__):  # those that want little get it all
        if wants[index] <= (spare + 1) // 2:
            shares[index] = wants[index]
            spare -= wants[index]
    open_ = [want - share for want, share in zip(wants, shares, strict=True)]
    more = [spare * want // max(1, sum(open_)) for want in open_]
    left = spare - sum(more)
    wide = [index for index, want in enumerate(open_) if want > more[index]][:left]
    return [sum(parts) + (index in wide) for index, parts in enumerate(zip(least, shares, more, strict=True))]


def _squeezed(columns: Sequence[_Fitted], room: int, comfort: int) -> list[int]:
    """The widths of columns that cannot all have what they need: the last gives way, or all others if it is kept."""
    *before, last = columns
    if last.column.kept:
        wide = [one.least(comfort) for one in before]
        narrower = [[min(one.widest, most) for one in before] for most in (comfort, _LEAST)]
        needed = min(last.widest, max(_LEAST, min(comfort, last.column.comfort)))
        enough = (some for some in (wide, *narrower) if sum(some) + needed <= room)
        first, wanted = next(enough, narrower[-1]), last.least(comfort)
    else:
        first, wanted = [min(one.least(_LEAST), max(_LEAST, room - _LEAST)) for one in before], last.widest
    return [*first, max(1, min(wanted, room - sum(first)))]


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
