"""Finds where new lines and blocks go in a TOML document."""

from collections.abc import Sequence
from functools import cached_property

from hiephoi_cli.toml.blocks import blocks as text_of
from hiephoi_cli.toml.cells import Style
from hiephoi_cli.toml.gaps import Gaps
from hiephoi_cli.toml.grammar import line_end, newline
from hiephoi_cli.toml.layout import Layout
from hiephoi_cli.toml.pieces import Piece


class Placing:
    """The places for what is new in one layout; `order` places kinds that the file lacks."""

    def __init__(self, layout: Layout, gaps: Gaps, order: Sequence[str]) -> None:
        self.layout, self.text, self.gaps, self.order = layout, layout.text, gaps, list(order)

    def blocks(self, kind: str, header: str, tables: Sequence[dict[str, object]]) -> Piece:
        """The blocks of new tables of a kind, as one piece."""
        rank = self.order.index(kind) if kind in self.order else len(self.order)
        at = self._place(kind, rank)
        return self.lines(at, 1 + rank, text_of(header, tables, Style(newline(self.text, at - 1), "")))

    def _place(self, kind: str, rank: int) -> int:
        """Below the last of its kind, else below its banner, else below the nearest kind before it."""
        before = self.order[:rank] if kind in self.order else []
        for name in (kind, *reversed(before)):
            if name in self._last:
                return self.gaps.end(self._last[name])
            if (below := self.gaps.below(name)) is not None:
                return below
        return (
            self.gaps.end(0) if any(entry.keys[0] in before for entry in self.layout.blocks[0].entries) else self.foot
        )

    def lines(self, at: int, rank: int, lines: str) -> Piece:
        """New lines at a place; where the text ends without a line end, they come after one."""
        if at and self.text[at - 1] != "\n":
            end = newline(self.text, at)
            lines = end + lines.removesuffix(end)
        return Piece(at, rank, at, lines)

    @cached_property
    def foot(self) -> int:
        """The end of the last line that is not blank; if all are blank, of the text."""
        return (
            line_end(self.text, max(len(self.text.rstrip(" \t\r\n")) - 1, 0)) if self.text.strip() else len(self.text)
        )

    @cached_property
    def _last(self) -> dict[str, int]:
        """The number of the last block of each kind."""
        return {block.header[0]: number for number, block in enumerate(self.layout.blocks) if block.header}
