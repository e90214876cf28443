"""Replaces pieces of a text, and keeps comments apart from what they do not belong to."""

from collections.abc import Iterable
from typing import NamedTuple

from hiephoi_cli.patterns import pattern

_COMMENT_LINE = pattern(r"[ \t]*+#[^\n]*+\n")
_COMMENT_LINES = pattern(r"(?>(?:[ \t]*+#[^\n]*+(?:\n|\Z))*)")
_LEADS_ON = pattern(r"(?>(?:[ \t]*+#[^\n]*+\n)*)[ \t]*+[^\s#]")
"""A key or header, with or without comments above."""


class Piece(NamedTuple):
    """A replacement for a span; at the same offset, keys (rank 0) come before blocks (in the order of kinds)."""

    start: int
    rank: int
    end: int
    text: str
    apart: str = ""
    """A line end, if comments left above must not attach to what follows."""


def applied(text: str, pieces: Iterable[Piece]) -> str:
    """The text with all pieces applied; they must not overlap, except for insertions."""
    done, joined = 0, _Joined()
    for piece in sorted(pieces, key=lambda piece: piece[:3]):
        joined.add(text[done : piece.start])
        joined.add(piece.text)
        joined.apart = piece.apart or joined.apart
        done = max(done, piece.end)
    joined.add(text[done:])
    return "".join(joined.parts)


class _Joined:
    """A text in the making; while `apart` is a line end, comments get a blank line before what follows."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.apart = ""
        self._line = ""

    def add(self, text: str) -> None:
        if not text:
            return
        if self.apart and _LEADS_ON.match(text) and _COMMENT_LINE.match(self._line):
            self.parts.append(self.apart)
        if not _COMMENT_LINES.fullmatch(text):
            self.apart = ""
        line = text if self._line.endswith("\n") else self._line + text
        self._line = line[line.rfind("\n", 0, len(line) - 1) + 1 :]
        self.parts.append(text)
