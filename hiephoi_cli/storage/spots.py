"""Finds the line and column of each place of a registry."""

from typing import NamedTuple

from hiephoi_cli.domain.faults import UNKNOWN_KEY
from hiephoi_cli.domain.problems import Place
from hiephoi_cli.toml.layout import scan


class Spot(NamedTuple):
    """A line and a column, from 1, and the number of characters on that line."""

    line: int
    column: int
    length: int = 1


class Spots:
    """The spots in a valid TOML text."""

    def __init__(self, text: str) -> None:
        self.lines = text.split("\n")
        self._layout = scan(text)

    def of(self, place: Place, rule: str = "") -> Spot:
        """The spot of a value, of its key if that is unknown, or of the innermost table around a missing value."""
        way = place.path
        inward = (self._layout.position(way[:depth]) for depth in range(len(way), 0, -1))
        position = next(filter(None, inward), None)
        if position is None:
            return Spot(1, 1)
        start, end = position.start, position.end
        if rule == UNKNOWN_KEY and position.key_start is not None and position.key_end is not None:
            start, end = position.key_start, position.key_end
        column = position.column + start - position.start
        rest = len(self.lines[position.line - 1].rstrip("\r")) - column + 1
        return Spot(position.line, column, max(1, min(end - start, rest)))
