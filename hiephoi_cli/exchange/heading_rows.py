"""Finds the rows with the headings of a list, and joins those that divide others: `Họ tên` below `Người đại diện`."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from hiephoi_cli.exchange.cell import Cell, NoValue, Row
from hiephoi_cli.exchange.heading_names import Names, Title, numbers_rows
from hiephoi_cli.exchange.heading_words import phrase

_LOOKED_AT = 30
"""The number of first rows among which the header is sought."""
_MOST = 3
"""The most rows of headings."""
_LONGEST = 80
"""The most characters of a heading that divides another or is divided."""


class Head(Struct, frozen=True):
    """The headings of a list."""

    rows: Sequence[Row] = ()
    """Where they stand, one below another."""

    @property
    def number(self) -> int:
        """The number of the last of the rows; 0 where the headings stand in no row."""
        return self.rows[-1].number if self.rows else 0

    @property
    def titles(self) -> list[Title]:
        """The headings by place, blank ones included."""
        texts = [_texts(row, self._width) for row in self.rows]
        spread = [_spread(row, texts[place + 1 :], texts[:place]) for place, row in enumerate(texts)]
        return [_title([row[place] for row in reversed(spread)]) for place in range(self._width)]

    @property
    def _width(self) -> int:
        return max((len(row.cells) for row in self.rows), default=0)


def head_of(rows: Sequence[Row], names: Names) -> Head | None:
    """The row among the first ones that names most fields, with those above that group and those below that divide.

    None if no row names a field.
    """
    looked = rows[:_LOOKED_AT]
    place = max(range(len(looked)), key=lambda place: names.fitting(looked[place]), default=None)
    if place is None or not any(names.fitting(looked[place])):
        return None
    first = last = place
    if looked[place].number > 0:  # keys of objects stand in no row
        while last - first + 1 < _MOST and first and _groups(looked[first - 1], looked[first : last + 1], names):
            first -= 1
        while (
            last - first + 1 < _MOST and rows[last + 1 :] and _divides(rows[last + 1], looked[first : last + 1], names)
        ):
            last += 1
            looked = rows[: last + 1]
    return Head(looked[first : last + 1])


def second_head(rows: Sequence[Row], head: Head, names: Names) -> Row | None:
    """A row with the headings of another list in the same sheet, above or below; None if it holds one list.

    Most of its cells are headings, and below not those of their columns, which each printed page may repeat.
    """
    if not head.number:
        return None
    near = range(head.rows[0].number - 1, head.number + 2)
    return next((row for row in rows if row.number not in near and _is_other_head(row, head, names)), None)


def _is_other_head(row: Row, head: Head, names: Names) -> bool:
    if not _may_be_headings(row):
        return False
    texts = {place: text for place, text in enumerate(_texts(row, 0)) if text}
    known = sum(map(names.is_heading, texts.values()))
    is_head = known > 1 and 2 * known > len(texts)
    return is_head and (row.number < head.number or not any(_repeats(texts, above) for above in head.rows))


def _repeats(texts: Mapping[int, str], head: Row) -> bool:
    """Whether texts, by place, are the headings of their columns."""
    headings = _texts(head, max(texts) + 1)
    return all(phrase(text) == phrase(headings[place]) for place, text in texts.items())


def _groups(row: Row, below: Sequence[Row], names: Names) -> bool:
    """Whether the row just above headings has those of groups, and is not the title of the list."""
    texts, headings = _texts(row, len(below[0].cells)), _texts(below[0], len(row.cells))
    above = [text for text in texts if text]
    if row.number != below[0].number - 1 or not _may_be_headings(row):
        return False
    covered = [place for place, text in enumerate(_spread(texts, [headings])) if text and headings[place]]
    if not covered or (len(above) == 1 and len(covered) == sum(map(bool, headings))):
        return False
    return 2 * sum(map(names.is_of_columns, above)) >= len(above)


def _divides(row: Row, above: Sequence[Row], names: Names) -> bool:
    """Whether the row just below headings has further ones, and no values."""
    titles = [title.own for title in Head(above).titles]
    texts = _texts(row, len(titles))
    titles += [""] * (len(texts) - len(titles))
    filled = {place for place, text in enumerate(texts) if text}
    if row.number != above[-1].number + 1 or not filled or not _may_be_headings(row):
        return False
    if any(numbers_rows(titles[place]) and not numbers_rows(texts[place]) for place in filled):
        return False
    if all(phrase(texts[place]) == phrase(titles[place]) for place in filled):
        return False
    known = sum(names.is_heading(texts[place]) for place in filled)
    spanned = {place for place in filled if not titles[place] or (place + 1 in filled and not titles[place + 1])}
    alone = [place for place, title in enumerate(titles) if title and place not in filled]
    if any(names.exclude(titles[place], texts[place], lone=len(filled) == 1) for place in filled - spanned):
        return False
    return known > 0 if spanned == filled and alone else 2 * known > len(filled)


def _may_be_headings(row: Row) -> bool:
    """Whether all cells of a row are short texts without numbers and addresses."""
    for cell in row.cells:  # most rows have a cell that begins with a digit: the quickest test comes first
        if cell[:1].isdecimal() if isinstance(cell, str) else cell is not None:
            return False
    texts = [cell for cell in row.cells if isinstance(cell, str)]
    return all(len(text) <= _LONGEST and "@" not in text and not any(map(str.isdecimal, text)) for text in texts)


def _texts(row: Row, width: int) -> list[str]:
    cells = [_text(cell) for cell in row.cells]
    return cells + [""] * (width - len(cells))


def _text(cell: Cell) -> str:
    return cell.shown if isinstance(cell, NoValue) else str(cell or "")


def _spread(texts: Sequence[str], below: Sequence[Sequence[str]], above: Sequence[Sequence[str]] = ()) -> list[str]:
    """Texts over all the columns that they group: as merged cells are blank, up to another text or a blank below."""
    spread: list[str] = []
    group = ""
    for place, text in enumerate(texts):
        has_below = any(place < len(row) and row[place] for row in below)
        goes_on = has_below and not any(place < len(row) and row[place] for row in above)
        group = (text or (group if goes_on else "")) if has_below else ""
        spread.append(text or group)
    return spread


def _title(texts: Sequence[str]) -> Title:
    """The lowest of the texts above one another, with the others as its groups."""
    own, *groups = [text for text in texts if text] or [""]
    return Title(own, tuple(group for group in dict.fromkeys(groups) if phrase(group) != phrase(own)))
