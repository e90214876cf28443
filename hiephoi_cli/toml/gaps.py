"""Comments between blocks: those of a record, and banners, which name a kind and belong to no record."""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from hiephoi_cli.toml.grammar import line_start
from hiephoi_cli.toml.layout import Layout

Named = Callable[[str], str | None]
"""Tells the kind that lines of comment name."""

_PARAGRAPH = re.compile(r"(?>(?:^[ \t]*+#[^\n]*+(?:\n|\Z))+)", re.MULTILINE)
_DRAWN = re.compile(r"#{2}|#[ \t]*+[-=*~_+─━═]{2,}+(?:\s|$)|#[ \t]*+[-=*~_+─━═]{3}|.*[ \t#=─━═][-=*~_+#─━═]+$")
"""A line that is not only written: `# --- x ---`, `# ======`, `## x ##`."""
_WORDS, _LINES = 6, 3
"""The most of its first line, and of lines, that a banner has which is only written."""


class Banner(NamedTuple):
    """Lines of comment that name a kind; `below` is where the first record of that kind goes."""

    kind: str
    start: int
    end: int
    below: int


def unnamed(_lines: str) -> None:
    """No comment names a kind."""


class Gaps:
    """What stands between the blocks of a text."""

    def __init__(self, layout: Layout, named: Named) -> None:
        self._blocks, self._text, self._named = layout.blocks, layout.text, named

    def lead(self, number: int) -> int:
        """Where a block begins, with the comment directly above, but without a banner."""
        block = self._blocks[number]
        if block.lead == line_start(self._text, block.start):
            return block.lead
        return max([block.lead, *(banner.end for banner in self.banners(number - 1))])

    def end(self, number: int) -> int:
        """Where a block ends, with the comment directly below, but without a banner."""
        block = self._blocks[number]
        if block.end == block.last:
            return block.end
        return min([block.end, *(banner.start for banner in self.banners(number))])

    def below(self, kind: str) -> int | None:
        """Where the first record of a kind goes: below its banner and what else is said there."""
        found = (banner for number in range(len(self._blocks)) for banner in self.banners(number))
        return next((banner.below for banner in found if banner.kind == kind), None)

    def banners(self, number: int) -> list[Banner]:
        """Those between a block and the next, in order."""
        block, *following = self._blocks[number : number + 2]
        if "#" not in self._text[block.header_end : block.stop]:
            return []
        stop = line_start(self._text, block.stop) if following else len(self._text)
        around = {near.header[0] for near in following and (block, *following) if near.header}
        found = [
            (kind, start, end)
            for start, end, drawn in self._headings(block.last, stop, last=not following)
            if (kind := self._named(self._text[start:end])) and (drawn or len(around) != 1 or kind in around)
        ]
        ends = [paragraph.end() for paragraph in _PARAGRAPH.finditer(self._text, block.last, stop)]
        floors = [*(start for _kind, start, _end in found[1:]), following[0].lead if following else stop]
        return [
            Banner(kind, start, end, max([end, *(below for below in ends if start < below <= floor)]))
            for (kind, start, end), floor in zip(found, floors, strict=False)
        ]

    def _headings(self, above: int, stop: int, *, last: bool) -> Iterator[tuple[int, int, bool]]:
        """The spans of lines that may head a kind, and whether they are drawn; others are short and stand alone."""
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
