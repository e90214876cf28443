"""Recognises what printed pages repeat in a list: its headings, its titles, and the numbers of the pages."""

from hiephoi_cli.domain.vietnamese import fold
from hiephoi_cli.exchange.cell import Cell, Row
from hiephoi_cli.exchange.heading_words import Phrase, phrase
from hiephoi_cli.exchange.import_list import ImportList
from hiephoi_cli.patterns import pattern

_MANY = 2
"""The least headings that a row repeats, in a list that has more."""
_NUMBER = pattern(
    r"[-–—]\s*[0-9]{1,4}\s*[-–—]|\W*(?:trang|tr\.|page)\s*(?:so\s*)?[0-9]+(?:\s*(?:/|tren|of)\s*[0-9]+)?\W*"
)
_GOES_ON = pattern(r"\W*(?:tiep theo|tiep|continued|cont\.?|con tiep)\W*")


class Pages:
    """What stands once a page."""

    def __init__(self, import_list: ImportList) -> None:
        head = import_list.head
        self._heads = [_phrases(row) for row in head.rows if row.number]
        self._first = {words for row in self._heads for words in row.values()}
        titles = [cell for row in head.rows for cell in row.cells if isinstance(cell, str) and cell]
        self._initials = {initial for title in titles for initial in (title[0].lower(), fold(title[0]))}
        first = head.rows[0].number if head.rows else 0
        self._titles = {_text(row) for row in import_list.rows.filled if row.number < first and row.is_lone} - {""}

    def has(self, row: Row) -> bool:
        """Whether a row repeats headings or a title above them, or holds the number of a page."""
        return self.repeats_headings(row) or (row.is_lone and self._is_of_pages(_text(row)))

    def repeats_headings(self, row: Row) -> bool:
        """Whether all cells of a row are headings of their columns."""
        first = next((cell for cell in row.cells if cell not in (None, "")), None)
        if not isinstance(first, str) or first[0].lower() not in self._initials or phrase(first) not in self._first:
            return False  # quick, for most rows
        cells = _phrases(row)
        return any(
            len(cells) >= min(_MANY, len(head)) and all(head.get(place) == words for place, words in cells.items())
            for head in self._heads
        )

    def _is_of_pages(self, text: str) -> bool:
        return text in self._titles or bool(_NUMBER.fullmatch(text) or _GOES_ON.fullmatch(text))


def _phrases(row: Row) -> dict[int, Phrase]:
    """The words of the cells of a row by place; none at all if a cell is not text."""
    filled = ((place, cell) for place, cell in enumerate(row.cells) if cell not in (None, ""))
    return {place: phrase(cell) if isinstance(cell, str) else () for place, cell in filled}


def _text(row: Row) -> str:
    """The one text of a row, folded; empty if it is not text."""
    cells: list[Cell] = [cell for cell in row.cells if isinstance(cell, str) and cell]
    return fold(" ".join(str(cells[0]).split())) if cells else ""
