"""Tells the comments of a record from banners, which name a kind and belong to no single record."""

import re
from collections.abc import Callable, Iterator

from msgspec import Struct

from hiephoi_cli.patterns import pattern
from hiephoi_cli.toml.grammar import line_start
from hiephoi_cli.toml.layout import Layout

Named = Callable[[str], str | None]
"""Returns the kind that lines of comment name, if any."""

_PARAGRAPH = pattern(r"(?>(?:^[ \t]*+#[^\n]*+(?:\n|\Z))+)", re.MULTILINE)
_DRAWN = pattern(r"#{2}|#[ \t]*+[-=*~_+─━═]{2,}+(?:\s|$)|#[ \t]*+[-=*~_+─━═]{3}|.*[ \t#=─━═][-=*~_+#─━═]+$")
"""A line with a ruler: `# --- x ---`, `# ======`, `## x ##`."""
_WORDS, _LINES = 6, 3
"""The most words on its first line, and the most lines, of a banner without a ruler."""


class Banner(Struct, frozen=True):
    """Comment lines that name a kind; `below` is the offset for the first record of that kind."""

    kind: str
    start: int
    end: int
    below: int


def unnamed(_lines: str) -> None:
    """No comment names a kind."""


class Gaps:
    """The text between blocks."""

    def __init__(self, layout: Layout, named: Named) -> None:
        self._blocks, self._text, self._named = layout.blocks, layout.text, named

    def lead(self, number: int) -> int:
        """The start of a block with the comment directly above, but without a banner."""
        block = self._blocks[number]
        if block.lead == line_start(self._text, block.start):
            return block.lead
        return max([block.lead, *(banner.end for banner in self.banners(number - 1))])

    def end(self, number: int) -> int:
        """The end of a block with the comment directly below, but without a banner."""
        block = self._blocks[number]
        if block.end == block.last:
            return block.end
        return min([block.end, *(banner.start for banner in self.banners(number))])

    def below(self, kind: str) -> int | None:
        """The offset for the first record of a kind: below its banner and the comments that follow."""
        banners = (banner for number in range(len(self._blocks)) for banner in self.banners(number))
        return next((banner.below for banner in banners if banner.kind == kind), None)

    def banners(self, number: int) -> list[Banner]:
        """The banners between a block and the next, in order."""
        block, *following = self._blocks[number : number + 2]
        if "#" not in self._text[block.header_end : block.stop]:
            return []
        stop = line_start(self._text, block.stop) if following else len(self._text)
        around = {near.header[0] for near in following and (block, *following) if near.header}
        headings = [
            (kind, start, end)
            for start, end, drawn in self._headings(block.last, stop, last=not following)
            if (kind := self._named(self._text[start:end])) and (drawn or len(around) != 1 or kind in around)
        ]
        ends = [paragraph.end() for paragraph in _PARAGRAPH.finditer(self._text, block.last, stop)]
        floors = [*(start for _kind, start, _end in headings[1:]), following[0].lead if following else stop]
        return [
            Banner(kind, start, end, max([end, *(below for below in ends if start < below <= floor)]))
            for (kind, start, end), floor in zip(headings, floors, strict=False)
        ]

    def _headings(self, above: int, stop: int, *, last: bool) -> Iterator[tuple[int, int, bool]]:
        """The spans of lines that may head a kind, and whether they have rulers; others are short and stand alone."""
        for paragraph in _PARAGRAPH.finditer(self._text, above, stop):
            lines = paragraph[0].splitlines(keepends=True)
            drawn = [number for number, line in enumerate(lines) if _DRAWN.match(line.strip())]
            set_off = paragraph.start() > above and (last or paragraph.end() < stop)
            if drawn:
                first = drawn[0] if paragraph.start() == above else 0
                end = len(lines) if last or paragraph.end() < stop else drawn[-1] + 1
                start = paragraph.start() + len("".join(lines[:first]))
                yield start, start + len("".join(lines[first:end])), True
            elif set_off and len(lines) <= _LINES and len(lines[0].split()) <= _WORDS + 1:
                yield paragraph.start(), paragraph.end(), False
