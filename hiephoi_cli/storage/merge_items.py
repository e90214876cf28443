"""Cuts TOML text into items, whole lines each, and puts them together again as two sides changed them."""

import re
from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from typing import NamedTuple

from hiephoi_cli.domain.merging_order import merged_order
from hiephoi_cli.patterns import pattern
from hiephoi_cli.toml.grammar import NotToml, comments, line_end, line_start, newline
from hiephoi_cli.toml.layout import Path, scan

PARAGRAPH = pattern(r"(?>(?:[ \t]*+#[^\n]*+(?:\n|\Z))+)")
"""Comment lines without a blank line between them."""
_LINE = pattern(r"[ \t]*+#[^\n]*+(?:\n|\Z)")
_BLANK = pattern(r"(?>(?:[ \t\r]*+\n|[ \t\r]++\Z)*)")


Key = tuple[Hashable, ...]


class Item(NamedTuple):
    """Whole lines of a text that belong together, and the blank lines above them."""

    key: Key
    space: str
    text: str


END = ("end",)
"""The key of the item of the blank lines at the end."""

Trio = tuple[str | None, str | None, str | None]
"""The texts of an item in the base, on our side and on theirs; None where it is not there."""


class Items:
    """A text in the making, as items."""

    def __init__(self, comment: re.Pattern[str]) -> None:
        self._comment = comment
        self._all: list[Item] = []
        self._seen: Counter[str] = Counter()
        self._space = ""

    def fill(self, text: str) -> None:
        """Add the comments of a text that holds nothing else; its last blank lines go with what comes next."""
        at = 0
        if not text.strip(" \t\r\n"):
            self._space += text
            return
        while True:
            blank = _BLANK.match(text, at)
            start = blank.end() if blank else at
            self._space += text[at:start]
            comment = self._comment.match(text, start)
            if not comment:
                if start < len(text):
                    raise NotToml(start)
                return
            words, at = comment[0].strip(), comment.end()
            self.add(("#", words, self._seen[words]), comment[0])
            self._seen[words] += 1

    def add(self, key: Key, text: str) -> None:
        """Add an item below the blank lines that came before."""
        self._all.append(Item(key, self._space, text))
        self._space = ""

    def finished(self) -> list[Item]:
        """All items, with the blank lines at the end as the last."""
        self.add(END, "")
        return self._all


def lines_of(text: str, named: Callable[[Path], Key]) -> list[Item]:
    """The headers, keys and comment lines of a text; `named` gives the blocks the same name on all sides."""
    items, at = Items(_LINE), 0
    for block in scan(text).blocks:
        name = named(block.address)
        if block.header:
            items.fill(text[at : line_start(text, block.start)])
            items.add(("[", *name), text[line_start(text, block.start) : block.body])
        at = block.body
        for entry in block.entries:
            start = line_start(text, entry.key_start)
            items.fill(text[at:start])
            at = line_end(text, entry.end)
            items.add(("=", *name, entry.keys), text[start:at])
    items.fill(text[at:])
    return items.finished()


def together(
    sides: Sequence[Sequence[Item]],
    text_of: Callable[[Key, Trio], str | None],
    rank: Callable[[Key], str],
    group: Callable[[Key], int | None] = lambda _key: 0,
) -> str:
    """The items of base, ours and theirs in one order; `text_of` gives their texts."""
    by_key = [{item.key: item for item in side} for side in sides]
    base_keys, our_keys, their_keys = ([item.key for item in side if item.key != END] for side in sides)
    order = merged_order(base_keys, our_keys, their_keys, rank, group)
    ends = newline("".join(item.text for item in sides[1][:1]), 0)
    parts: list[str] = []
    for key in (*order, END):
        base, ours, theirs = (side.get(key) for side in by_key)
        text = text_of(key, (base and base.text, ours and ours.text, theirs and theirs.text))
        if text is None:
            continue
        space = _space(base, ours, theirs)
        if parts and not parts[-1].endswith("\n") and (space or text):
            parts.append(ends)
        parts += [part for part in (space, text) if part]
    return "".join(parts)


def _space(base: Item | None, ours: Item | None, theirs: Item | None) -> str:
    """The blank lines above an item."""
    if base and ours and theirs and base.space == ours.space == theirs.space:
        return ours.space
    spaces = (base and base.space, ours and ours.space, theirs and theirs.space)
    return next(space for space in (chosen(*spaces), *reversed(spaces), "") if space is not None)


def chosen(base: str | None, ours: str | None, theirs: str | None) -> str | None:
    """The text of the side that changed it; of both, ours, unless it is gone."""
    if ours == base:
        return theirs
    return theirs if ours is None and theirs != base else ours


def one_sided(trio: Trio) -> bool:
    """Whether at most one side touched a text, or both in the same way."""
    base, ours, theirs = trio
    return ours == theirs or base in (ours, theirs)


def new_comments(base: str, side: str) -> Counter[str]:
    """The comments that a side wrote."""
    return Counter(comments(side)) - Counter(comments(base))
