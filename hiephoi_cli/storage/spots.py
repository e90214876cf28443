"""Where in a text the places of a registry stand."""

from typing import NamedTuple

from hiephoi_cli.domain.decoding import UNKNOWN_KEY
from hiephoi_cli.domain.problems import Place
from hiephoi_cli.toml.layout import scan


class Spot(NamedTuple):
    """Where something stands, line and column from 1, and how many characters it takes on that line."""

    line: int
    column: int
    length: int = 1


class Spots:
    """The spots of a text that is valid TOML."""

    def __init__(self, text: str) -> None:
        self.lines = text.split("\n")
        self._layout = scan(text)

    def of(self, place: Place, rule: str = "") -> Spot:
        """The spot of a value, of its key if this is what breaks the rule, or of the table around what is not there."""
        way = place.path
        known = (self._layout.position(way[:depth]) for depth in range(len(way), 0, -1))
        position = next(filter(None, known), None)
        if position is None:
            return Spot(1, 1)
        start, end = position.start, position.end
        if rule == UNKNOWN_KEY and position.key_start is not None and position.key_end is not None:
            start, end = position.key_start, position.key_end
        column = position.column + start - position.start
        rest = len(self.lines[position.line - 1].rstrip("\r")) - column + 1
        return Spot(position.line, column, max(1, min(end - start, rest)))
