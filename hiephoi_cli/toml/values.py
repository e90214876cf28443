"""Writes values as TOML text, or revises them so that everything unchanged keeps its spelling and comments."""

from collections import deque
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from msgspec import Struct

from hiephoi_cli.i18n import N_
from hiephoi_cli.patterns import pattern
from hiephoi_cli.toml.cells import STEP, Cell, Step, Style, cells_of, put_together
from hiephoi_cli.toml.grammar import Entry, comments, items
from hiephoi_cli.toml.pairs import NOTHING, ItemKeys, in_place, pairs, same
from hiephoi_cli.toml.parsing import loads

COMMENTS_INSIDE = N_("comments inside would be lost")
DOTTED_KEYS = N_("it is written with dotted keys")

_BARE = pattern(r"[A-Za-z0-9_-]+")


class Unsafe(Exception):
    """A value that cannot be revised without losing something; the argument says why."""


def key_text(key: str) -> str:
    """A key, quoted where it must be."""
    return key if _BARE.fullmatch(key) else _dumped(key, 0).removesuffix(" = 0")


def value_text(value: object, style: Style) -> str:
    """A value as TOML: a list on one line if it fits and holds no tables, else one item per line."""
    match value:
        case str() if is_plain(value):
            return f'"{value}"'
        case list():
            texts = list(map(_in_line, value))
            text = f"[{', '.join(texts)}]"
            if dict in map(type, value) or len(text) > style.room:
                text = "\n".join(["[", *(f"{STEP}{item}," for item in texts), "]"])
        case dict():
            text = _in_line(value)
        case _:
            text = _scalar_text(value)
    return text.replace("\n", style.newline + style.indent)


def _scalar_text(value: object) -> str:
    """A value other than a list or table; tomli-w writes texts that need escapes."""
    match value:
        case str() if is_plain(value):
            return f'"{value}"'
        case date() if not isinstance(value, datetime):
            return value.isoformat()
        case _:
            return _dumped("v", value).removeprefix("v = ")


def is_plain(text: str) -> bool:
    """Whether a text needs no escapes between double quotes."""
    return text.isprintable() and '"' not in text and "\\" not in text


def _dumped(key: str, value: object) -> str:
    import tomli_w

    return tomli_w.dumps({key: value}).removesuffix("\n")


def _in_line(value: object) -> str:
    match value:
        case dict():
            pairs = ", ".join(f"{key_text(key)} = {_in_line(item)}" for key, item in value.items())
            return f"{{ {pairs} }}" if pairs else "{}"
        case list():
            return f"[{', '.join(map(_in_line, value))}]"
        case _:
            return _scalar_text(value)


def read(source: str) -> Any:  # noqa: ANN401  any value of TOML
    """The value of a piece of TOML text."""
    return loads(f"v = {source}")["v"]


def revised(source: str, value: object, style: Style, item_keys: ItemKeys = NOTHING) -> str:
    """The text of a value changed into another; unchanged items and keys keep their text.

    `item_keys` identify items of a list. Raises `Unsafe` if a comment would be lost.
    """
    old = read(source)
    if same(old, value):
        return source
    match old, value:
        case list(), list():
            return _revised_array(source, old, value, style, item_keys)
        case dict(), dict():
            return _revised_table(source, old, value, style)
    if isinstance(old, list | dict) and comments(source):
        raise Unsafe(COMMENTS_INSIDE)
    return value_text(value, style)


def _revised_array(source: str, old: list[object], new: list[object], style: Style, item_keys: ItemKeys) -> str:
    cells, tail = cells_of(source, list(items(source, 0)))
    if not cells and not comments(tail):
        return value_text(new, style)
    paired = pairs(old, new, item_keys)
    return put_together(source, list(_Array(cells, new, paired, in_place(paired), style).steps()), tail, style)


class _Array(Struct, frozen=True):
    """A list and its new state: a new index may have an old one, and some items can stay in place."""

    cells: list[Cell]
    new: list[object]
    old_places: dict[int, int]
    staying: set[int]
    style: Style

    def steps(self) -> Iterator[Step]:
        """All old and new items, in an order that fits both states."""
        at, waiting = 0, deque[int]()
        for place in range(len(self.new)):
            if place not in self.staying:
                waiting.append(place)
                continue
            was = self.old_places[place]
            yield from self._between(at, was, waiting)
            yield Step(self.cells[was], self._revised(was, place))
            at = was + 1
        yield from self._between(at, len(self.cells), waiting)

    def _between(self, at: int, stop: int, waiting: deque[int]) -> Iterator[Step]:
        """Dropped and new items at one place; a new one may take over the layout of a dropped one without comments."""
        moved = {was for place, was in self.old_places.items() if place not in self.staying}
        for was in range(at, stop):
            cell = self.cells[was]
            inside = comments(cell.item)
            if was in moved:
                yield Step(cell.bare(), None)
            elif waiting and waiting[0] not in self.old_places and not inside and not cell.has_comments:
                yield Step(cell, self._revised(was, waiting.popleft()))
            elif inside:
                raise Unsafe(COMMENTS_INSIDE)
            else:
                yield Step(cell, None)
        while waiting:
            yield self._put_in(waiting.popleft())

    def _put_in(self, place: int) -> Step:
        was = self.old_places.get(place)
        return (
            Step(None, _in_line(self.new[place]))
            if was is None
            else Step(None, self._revised(was, place), self.cells[was])
        )

    def _revised(self, was: int, place: int) -> str:
        return revised(self.cells[was].item, self.new[place], self.style)


def _revised_table(source: str, old: dict[str, object], new: dict[str, object], style: Style) -> str:
    entries = list(items(source, 0))
    cells, tail = cells_of(source, entries)
    if not cells and not comments(tail):
        return _in_line(new)
    keys = [entry.keys[0] for entry in entries]
    pairs = (_revised_pair(source, entry, old, new, style) for entry in entries)
    steps = [Step(cell, pair) for cell, pair in zip(cells, pairs, strict=True)]
    for before, key in zip(["", *new], new, strict=False):
        if key not in old:
            at = keys.index(before) + 1 if before in keys else 0
            keys.insert(at, key)
            steps.insert(at, Step(None, f"{key_text(key)} = {_in_line(new[key])}"))
    return put_together(source, steps, tail, style)


def _revised_pair(
    source: str, entry: Entry, old: dict[str, object], new: dict[str, object], style: Style
) -> str | None:
    key, *dotted = entry.keys
    if dotted:
        if key not in new or not same(old[key], new[key]):
            raise Unsafe(DOTTED_KEYS)
        return source[entry.key_start : entry.end]
    if key not in new:
        if comments(source[entry.start : entry.end]):
            raise Unsafe(COMMENTS_INSIDE)
        return None
    return source[entry.key_start : entry.start] + revised(source[entry.start : entry.end], new[key], style)
