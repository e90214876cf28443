"""Finds where every record, key and value of a TOML text is."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from msgspec import Struct

from hiephoi_cli.patterns import pattern
from hiephoi_cli.toml.grammar import (
    KEY,
    Entry,
    NotToml,
    after_blank,
    decoded,
    entries,
    entry_at,
    items,
    line_end,
    line_start,
)

Path = tuple[str | int, ...]
"""Keys, and places in arrays counted from 0: `("members", 3, "phone")`."""

_LINE = rf"[ \t]*+(?P<at>\[)(?:(?P<array>\[)?[ \t]*+(?P<key>{KEY})[ \t]*+\](?(array)\]))?"
"""A line that begins with a bracket; without a key, it is not a header."""
_FIRST, _HEADER = pattern(_LINE, re.DOTALL), pattern(f"\n{_LINE}", re.DOTALL)
_REST_OF_SIMPLE_ARRAY = r'(?>(?:[^\[\]{}"\'=#]++|"(?!")[^"\\\n=]++")*)\][ \t\r]*+(?:\n|\Z)'
_OPEN = pattern(rf"""=[ \t]*+(?:\[(?!{_REST_OF_SIMPLE_ARRAY})|{{|\"\"\"|\'\'\')""")
"""A value in which a line may look like a header or a key. Like `_HEADER`, it begins with a fixed character, which
makes the search fast."""
_COMMENT_LINES = pattern(r"(?>(?:[ \t]*+#[^\n]*+(?:\n|\Z))*)")
_COMMENT_LINE = pattern(r"[ \t]*+#")


class Position(NamedTuple):
    """The span of a value or header; line and column of its first character, from 1."""

    start: int
    end: int
    line: int
    column: int
    key_start: int | None = None
    key_end: int | None = None


class Block(Struct, frozen=True, eq=False, dict=True):
    """A header and the keys below it; every text begins with the root block, which has no header.

    `address` is the header with indices of arrays filled in; `start` is the offset of the header's bracket, `stop` of
    the next header's.
    """

    header: tuple[str, ...]
    array: bool
    address: Path
    start: int
    header_end: int
    stop: int
    text: str
    above: "Block | None"

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """The keys of the block itself, in the order of the text."""
        return tuple(entries(self.text, self.body, self.stop))

    @property
    def body(self) -> int:
        """The start of the line after the header; for the root block, of the text."""
        return line_end(self.text, self.header_end) if self.header else 0

    @cached_property
    def last(self) -> int:
        """The start of the line after the last key, or after the header if there are no keys."""
        return line_end(self.text, self.entries[-1].end) if self.entries else self.body

    @cached_property
    def lead(self) -> int:
        """The start of the comment lines directly above the header, else of its own line."""
        return _lead(self.text, self.start, self.above.last) if self.above else 0

    @cached_property
    def end(self) -> int:
        """The end of the last key's line, or of comments directly below that do not lead to a header."""
        comments = _COMMENT_LINES.match(self.text, self.last)
        end = comments.end() if comments else self.last
        return min(end, _lead(self.text, self.stop, self.last)) if self.stop < len(self.text) else end


def _lead(text: str, start: int, floor: int) -> int:
    lead = line_start(text, start)
    while lead > floor and _COMMENT_LINE.match(text, above := line_start(text, lead - 1)):
        lead = above
    return lead


class Layout:
    """The blocks of a text, and their contents on demand."""

    def __init__(self, text: str, blocks: tuple[Block, ...]) -> None:
        self.text = text
        self.blocks = blocks
        self._items: dict[int, tuple[Entry, ...]] = {}

    def position(self, path: Path) -> Position | None:
        """The position of a value or a record's header; a table without a header is at its first key."""
        block = self.block(path)
        if block:
            return self._position(block.start, block.header_end) if block.header else None
        if place := self.entry(path):
            entry = self._within(*place)
            return entry and self._keyed(entry)
        if below := self._blocks.get(path):
            return self._position(below.start, below.header_end)
        dotted = next(self.dotted(path), None)
        return dotted and self._keyed(dotted)

    def block(self, path: Path) -> Block | None:
        """The block whose header opens exactly that table."""
        block = self._blocks.get(path)
        return block if block and block.address == path else None

    def entry(self, path: Path) -> tuple[Entry, Path] | None:
        """The key whose line holds that value, and the rest of the path inside the key's value."""
        for block, rest in self.around(path):
            for entry in block.entries:
                if rest[: len(entry.keys)] == entry.keys:
                    return entry, rest[len(entry.keys) :]
        return None

    def dotted(self, path: Path) -> Iterator[Entry]:
        """The dotted keys that make up a table."""
        for block, rest in self.around(path):
            yield from (entry for entry in block.entries if rest and entry.keys[: len(rest)] == rest)

    def around(self, path: Path) -> Iterator[tuple[Block, Path]]:
        """The blocks that contain the path, innermost first, each with the rest of the path."""
        for depth in range(len(path), -1, -1):
            if block := self.block(path[:depth]):
                yield block, path[depth:]

    def names(self, path: Path) -> list[str | int]:
        """The keys, or indices, of a table spread over blocks or dotted keys; empty for others."""
        if not self._blocks.get(path) and not any(self.dotted(path)):
            return []
        depth = len(path)
        below = [block.address[depth] for block in self.blocks if block.address[:depth] == path != block.address]
        block = self.block(path)
        own = [entry.keys[0] for entry in block.entries] if block else []
        dotted = [
            entry.keys[len(rest)]
            for block, rest in self.around(path)
            for entry in block.entries
            if rest and entry.keys[: len(rest)] == rest != entry.keys
        ]
        return list(dict.fromkeys([*own, *dotted, *below]))

    def line(self, offset: int) -> int:
        """The number of a line, from 1."""
        return bisect_right(self._lines, offset)

    def _within(self, entry: Entry, rest: Path) -> Entry | None:
        inner: Entry | None = entry
        while inner and rest:
            inside = self._inside(inner.start)
            if self.text[inner.start] == "[":
                place = rest[0]
                inner = inside[place] if isinstance(place, int) and 0 <= place < len(inside) else None
                rest = rest[1:]
            else:
                inner = next((key for key in inside if all(a == b for a, b in zip(key.keys, rest, strict=False))), None)
                rest = rest[len(inner.keys) :] if inner else ()
        return inner

    def _inside(self, start: int) -> tuple[Entry, ...]:
        if start not in self._items:
            self._items[start] = tuple(items(self.text, start)) if self.text[start] in "[{" else ()
        return self._items[start]

    def _keyed(self, entry: Entry) -> Position:
        position = self._position(entry.start, entry.end)
        return position._replace(key_start=entry.key_start, key_end=entry.key_end) if entry.keys else position

    def _position(self, start: int, end: int) -> Position:
        line = self.line(start)
        return Position(start, end, line, start - self._lines[line - 1] + 1)

    @cached_property
    def _lines(self) -> list[int]:
        return [0, *(end.end() for end in re.finditer("\n", self.text))]

    @cached_property
    def _blocks(self) -> dict[Path, Block]:
        """Each block by its address; a table without a header maps to the first block in it."""
        blocks: dict[Path, Block] = {}
        for block in self.blocks:
            for depth in range(len(block.address)):
                blocks.setdefault(block.address[:depth], block)
            blocks[block.address] = block
        return blocks


def scan(text: str) -> Layout:
    """The layout of valid TOML without a byte-order mark. Raises `NotToml` if it notices that the text is not valid."""
    headers = list(_headers(text))
    places: dict[Path, int] = {}
    starts = [*(header.start("at") for header in headers), len(text)]
    blocks = [Block((), False, (), 0, 0, starts[0], text, None)]
    keys: dict[str, tuple[str, ...]] = {}
    for number, header in enumerate(headers, 1):
        key, array = header["key"], bool(header["array"])
        path = keys.get(key) or keys.setdefault(key, decoded(key))
        address = _address(path, array, places)
        blocks.append(Block(path, array, address, starts[number - 1], header.end(), starts[number], text, blocks[-1]))
    return Layout(text, tuple(blocks))


def _headers(text: str) -> Iterator[re.Match[str]]:
    """The headers in order; the search skips lines that certainly hold their whole value."""
    found, value = _HEADER.finditer(text), _OPEN.search(text)
    begins_with_bracket = text.lstrip(" \t").startswith("[")
    header = _FIRST.match(text) if begins_with_bracket else next(found, None)
    while header:
        if value and value.start() < header.start():
            end = text.find("\n", _key_end(text, line_start(text, value.start())))
            if end < 0:
                return
            if header.start() < end:  # it is inside the value
                found = _HEADER.finditer(text, end)
                header = next(found, None)
        elif header["key"]:
            yield header
            end = line_end(text, header.end()) if value else 0
            header = next(found, None)
        else:
            raise NotToml(header.start("at"))
        value = _OPEN.search(text, end) if value and value.start() < end else value


def _key_end(text: str, line: int) -> int:
    return line if _COMMENT_LINE.match(text, line) else entry_at(text, after_blank(text, line)).end


def _address(path: tuple[str, ...], array: bool, places: dict[Path, int]) -> Path:
    """The header's path with the latest index after each array; an array's own header begins a new index."""
    address: Path = ()
    for key in path[:-1]:
        address += (key,)
        if address in places:
            address += (places[address],)
    address += path[-1:]
    if array:
        places[address] = places.get(address, -1) + 1
        address += (places[address],)
    return address
