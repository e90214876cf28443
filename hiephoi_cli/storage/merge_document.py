"""Merges the text of whole files, table by table; comments between tables and their order come from both sides."""

from collections.abc import Sequence
from functools import lru_cache, partial
from pathlib import Path as FilePath
from typing import Any

from msgspec import Struct, structs

from hiephoi_cli.domain.decoding import registry_of
from hiephoi_cli.domain.fields import fields
from hiephoi_cli.domain.merging_fields import paired
from hiephoi_cli.domain.merging_result import Merging, Slot
from hiephoi_cli.domain.records import KINDS, TABLES, Record, Registry, Table
from hiephoi_cli.errors import InvalidData
from hiephoi_cli.storage.banners import kind_named
from hiephoi_cli.storage.merge_blocks import merged_block, with_values
from hiephoi_cli.storage.merge_items import PARAGRAPH, Item, Items, Key, Trio, chosen, one_sided, together
from hiephoi_cli.storage.merge_marks import left_out, marked
from hiephoi_cli.storage.read import parse
from hiephoi_cli.toml.gaps import Gaps
from hiephoi_cli.toml.grammar import line_end, line_start
from hiephoi_cli.toml.layout import Layout, Path, scan


class Odd(Exception):
    """A file in which not every record stands in lines of its own, or which cannot be cut."""


class Document(Struct, frozen=True):
    """A side of a merge: its registry, and its text cut into tables and what stands between them."""

    registry: Registry
    items: list[Item]
    """The key of a table is its name and its place."""

    @classmethod
    def of(cls, registry: Registry, text: str) -> "Document":
        """The document of a text without a byte-order mark. Raises Odd, NotToml."""
        return cls(registry, list(cut(text)))

    @property
    def texts(self) -> dict[Key, str]:
        """The text of each table."""
        return {item.key: item.text for item in self.items}


def _lead(layout: Layout, gaps: Gaps, number: int, above: int) -> int:
    """The start of a block with its comments; where there are none, its keys need not be read."""
    start = line_start(layout.text, layout.blocks[number].start)
    return gaps.lead(number) if number and "#" in layout.text[above:start] else start


def _end(layout: Layout, gaps: Gaps, number: int) -> int:
    """The end of a block with its comments; the same."""
    block = layout.blocks[number]
    lines = layout.text[block.header_end : block.stop]
    if "#" in lines:
        return gaps.end(number)
    return line_end(layout.text, block.header_end + max(len(lines.rstrip(" \t\r\n")) - 1, 0))


@lru_cache(maxsize=4)  # the base is cut for each side, and again for the merge
def cut(text: str) -> tuple[Item, ...]:
    """The tables of a text and what stands between them. Raises Odd, NotToml."""
    layout = scan(text)
    gaps, items = Gaps(layout, kind_named), Items(PARAGRAPH)
    at = 0
    for key, first, last in _tables(layout):
        lead = _lead(layout, gaps, first, at)
        items.fill(text[at:lead])
        at = _end(layout, gaps, last)
        items.add(key, text[lead:at])
    items.fill(text[at:])
    return tuple(items.finished())


def registry_like(text: str, other: Registry, other_text: str) -> Registry:
    """The registry that a text holds, given another and its text, of which most is the same.

    Only the tables that differ are read. Raises Odd, NotToml where the whole has to be.
    """
    known = {item.text: item.key for item in cut(other_text) if item.key[0] in KINDS}
    tables = [item for item in cut(text) if item.key[0] in TABLES or item.key == _ROOT]
    fresh = "\n".join(item.text for item in tables if item.text not in known)
    try:
        registry = registry_of(parse(FilePath(), fresh))
    except InvalidData:
        raise Odd from None
    if registry is None:
        raise Odd
    new = {kind: iter(getattr(registry, kind)) for kind in KINDS}
    lists: dict[str, list[Record]] = {kind: [] for kind in KINDS}
    for item in tables:
        kind, place = str(item.key[0]), known.get(item.text)
        if kind in KINDS:
            old = getattr(other, kind)
            lists[kind].append(next(new[kind]) if place is None else old[place[1]])
    return structs.replace(registry, **{kind: tuple(records) for kind, records in lists.items()})


_ROOT = ("",)
"""The key of what stands above the first header."""


def _tables(layout: Layout) -> list[tuple[Key, int, int]]:
    """The tables of a text, each with its first and last block."""
    root = layout.blocks[0].entries
    if any(entry.keys[0] in TABLES for entry in root):
        raise Odd
    tables: list[tuple[Key, int, int]] = [(_ROOT, 0, 0)] if root else []
    seen: set[Key] = set()
    for number, block in enumerate(layout.blocks[1:], 1):
        name = str(block.address[0])
        key = block.address[:2] if name in KINDS else (name, 0)
        if tables and tables[-1][0] == key:
            tables[-1] = (key, tables[-1][1], number)
        elif key in seen or len(key) == 1:
            raise Odd
        else:
            tables.append((key, number, number))
        seen.add(key)
    return tables


def composed(documents: Sequence[Document | None], merging: Merging) -> str:
    """The text of a merged registry, with a comment for each conflict."""
    work = _Composition(documents, merging)
    return together(work.sides, work.text_of, work.rank, work.group)


class _Composition:
    def __init__(self, documents: Sequence[Document | None], merging: Merging) -> None:
        self.documents, self.merging = documents, merging
        self.sides = [self._keyed(side) for side in range(3)]
        self._slots: dict[Key, tuple[str, int]] = {
            (name, "slot", number): (name, number)
            for name, slots in merging.slots.items()
            for number in range(len(slots))
        }

    def _keyed(self, side: int) -> list[Item]:
        """The items of a side, tables under the same keys as on the others."""
        document = self.documents[side]
        keys: dict[Key, Key] = {
            (name, slot.places[side]): (name, "slot", number)
            for name, slots in self.merging.slots.items()
            for number, slot in enumerate(slots)
        }
        items = document.items if document else []
        return [Item(keys.get(key, key), space, text) for key, space, text in items]

    def rank(self, key: Key) -> str:
        """Orders what both sides put in one place: records by their keys."""
        if key not in self._slots:
            return str(key)
        name, number = self._slots[key]
        slot = self.merging.slots[name][number]
        table = slot.record or next(table for table in self._trio(name, slot) if table)
        return table.key if isinstance(table, Record) else name

    def group(self, key: Key) -> int | None:
        """The place of a table's kind in the file; a comment has none of its own."""
        return list(TABLES).index(self._slots[key][0]) if key in self._slots else None

    def text_of(self, key: Key, trio: Trio) -> str | None:
        """The text of a table or of a comment between them."""
        if key == _ROOT and not one_sided(trio):
            return merged_block(trio, None, "", lambda _side, path: path)
        if key not in self._slots:
            return chosen(*trio)
        name, number = self._slots[key]
        slot, conflicts = self.merging.slots[name][number], self.merging.conflicts.get((name, number), [])
        if slot.record is None:
            return left_out(conflicts, trio[1] or trio[2] or "")
        text = trio[1] if trio[1] == trio[2] and slot.record is self._ours(name, slot) else None
        return marked(text or self._with_values(name, slot, trio), slot.record, conflicts)

    def _ours(self, name: str, slot: Slot) -> Table | None:
        place, document = slot.places[1], self.documents[1]
        return _table(document.registry, name, place) if place is not None and document else None

    def _with_values(self, name: str, slot: Slot, trio: Trio) -> str:
        _base, ours, theirs = self._trio(name, slot)
        alone = (
            trio[1] if trio[2] is None else trio[2] if trio[1] is None else chosen(*trio) if one_sided(trio) else None
        )
        if alone is not None and slot.record is not None:
            if slot.record == (ours if alone == trio[1] else theirs):
                return alone
            if (text := with_values(alone, slot.record, name)) is not None:
                return text
        return merged_block(trio, slot.record, name, partial(self._named, name, slot))

    def _trio(self, name: str, slot: Slot) -> list[Table | None]:
        """The table as it stands on each side."""
        return [
            None if place is None or document is None else _table(document.registry, name, place)
            for place, document in zip(slot.places, self.documents, strict=True)
        ]

    def _named(self, name: str, slot: Slot, side: int, path: Path) -> Key:
        """What a block in a table is called: those of a list by which item it is on all sides."""
        *_table, field, place = path if len(path) > (2 if name in KINDS else 1) else (*path, "", "")
        declared = fields(TABLES[name]).get(str(field))
        inner = declared.table() if declared else None
        if not (inner and isinstance(place, int)):
            return ("", *path[2:]) if path[2:] else ("",)
        lists: list[Any] = [getattr(table, str(field)) if table else () for table in self._trio(name, slot)]
        numbers = {places[side]: number for number, places in enumerate(paired(inner, *lists))}
        return (str(field), numbers[place])


def _table(registry: Registry, name: str, place: int) -> Table:
    tables = getattr(registry, name)
    table: Table = tables[place] if name in KINDS else tables
    return table
