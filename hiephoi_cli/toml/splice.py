"""Edits TOML text with the smallest changes: everything else stays byte for byte."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any

from msgspec import Struct

from hiephoi_cli.i18n import N_
from hiephoi_cli.toml.cells import Style
from hiephoi_cli.toml.gaps import Gaps, Named, unnamed
from hiephoi_cli.toml.grammar import Entry, comments, line_end, line_start, newline, part_ends
from hiephoi_cli.toml.layout import Block, Layout, Path, scan
from hiephoi_cli.toml.pairs import NOTHING, ItemKeys, pairs
from hiephoi_cli.toml.pieces import Piece, applied
from hiephoi_cli.toml.placing import Placing
from hiephoi_cli.toml.values import COMMENTS_INSIDE, Unsafe, key_text, read, revised, value_text

MISSING = N_("the file has no such place")
NOT_BLOCKS = N_("its records are not written as separate blocks")
AS_BLOCKS = N_("it is written as separate blocks")
SCATTERED = N_("its parts are not next to each other")


class Set(Struct, frozen=True):
    """Replace a value, or add a key; `item_keys` identify the items of a list."""

    path: Path
    value: object
    item_keys: ItemKeys = NOTHING
    after: Sequence[str] = ()
    """Keys that a new one stands below, the nearest last; below the last key of its table where none is there."""


class Unset(Struct, frozen=True):
    """Drop a key with its line; comments above, on and in it stay, separate from what follows."""

    path: Path


class Append(Struct, frozen=True):
    """Add a record after the last of its kind."""

    kind: str
    values: dict[str, Any]


class Cut(Struct, frozen=True):
    """Remove a record with its leading comment and one blank line; a banner stays."""

    kind: str
    place: int


Edit = Set | Unset | Append | Cut


class CannotEdit(Exception):
    """An edit that would lose something; `reason` is an English message to translate."""

    def __init__(self, line: int, what: str, reason: str) -> None:
        super().__init__(f"line {line}: {what}: {reason}")
        self.line, self.what, self.reason = line, what, reason


def splice(text: str, edits: Sequence[Edit], order: Sequence[str], named: Named = unnamed) -> str:
    """The text after all edits, whose indices refer to the given text.

    `text` is valid TOML without a byte-order mark; `order` places kinds that the file lacks; `named` returns the kind
    that a banner names. A comment after a thing or directly above it belongs to it, and stays when it goes.
    Raises `CannotEdit` for the first unsafe edit.
    """
    plan = _Plan(scan(text), order, named)
    cut = {(edit.kind, edit.place): edit for edit in edits if isinstance(edit, Cut)}
    pieces = [plan.cut(edit) for edit in cut.values()]
    changes = [edit for edit in edits if isinstance(edit, Set | Unset) and edit.path[:2] not in cut]
    pieces += plan.changed(changes)
    pieces += plan.appended(edit for edit in edits if isinstance(edit, Append))
    spliced = applied(text, pieces)
    return spliced if text else spliced.removeprefix("\n")


class _Plan:
    """Turns edits into pieces, in one layout."""

    def __init__(self, layout: Layout, order: Sequence[str], named: Named) -> None:
        self.layout, self.text = layout, layout.text
        self.gaps = Gaps(layout, named)
        self.placing = Placing(layout, self.gaps, order)
        self.dropped: set[Entry] = set()

    def cut(self, edit: Cut) -> Piece:
        """Cut the record with its sub-blocks and the blank line above, or below at the head of the file."""
        path = (edit.kind, edit.place)
        parts = self._records.get(path)
        if not parts:
            raise self._refusal(path, NOT_BLOCKS if self.layout.position(path) else MISSING)
        if parts[-1] - parts[0] >= len(parts):
            raise self._refusal(path, SCATTERED)
        start, end = self.gaps.lead(parts[0]), self.gaps.end(parts[-1])
        above = line_start(self.text, start - 1) if start else 0
        if not start:
            end = end if self.text[end : line_end(self.text, end)].strip() else line_end(self.text, end)
        elif not self.text[above:start].strip():
            start = above
        return Piece(start, 0, end, "", newline(self.text, start - 1))

    def changed(self, edits: Iterable[Set | Unset]) -> Iterator[Piece]:
        """The pieces for all set values and dropped keys."""
        inside: dict[Entry, list[tuple[Path, Set | Unset]]] = {}
        tables: dict[str, dict[str, object]] = {}
        spread = {edit.path: edit for whole in edits for edit in self._spread(whole)}.values()
        places = [(self.layout.entry(edit.path), edit) for edit in spread]
        self.dropped = {place[0] for place, edit in places if place and not place[1] and isinstance(edit, Unset)}
        for place, edit in places:
            match place, edit:
                case (entry, ()), Unset():
                    yield self._without_line(entry)
                case (entry, rest), _:
                    inside.setdefault(entry, []).append((rest, edit))
                case None, Unset():
                    raise self._refusal(edit.path, MISSING)
                case None, Set((str(table), str(key)), value) if not self._stands((table,)):
                    tables.setdefault(table, {})[key] = value
                case None, Set():
                    yield self._with_key(edit)
        for entry, changes in inside.items():
            yield self._revised(entry, changes)
        for table, values in tables.items():
            yield self.placing.blocks(table, f"[{key_text(table)}]", [values])

    def appended(self, edits: Iterable[Append]) -> Iterator[Piece]:
        """The blocks of all new records, kind by kind; they replace an empty list."""
        kinds: dict[str, list[dict[str, object]]] = {}
        for edit in edits:
            kinds.setdefault(edit.kind, []).append(edit.values)
        for kind, records in kinds.items():
            match self.layout.entry((kind,)):
                case entry, () if read(self.text[entry.start : entry.end]) == []:
                    yield self._without_line(entry)
                case None if not self._stands((kind,)):
                    pass
                case _:
                    raise self._refusal((kind,), NOT_BLOCKS)
            yield self.placing.blocks(kind, f"[[{key_text(kind)}]]", records)

    def _spread(self, edit: Set | Unset) -> Iterator[Set | Unset]:
        """The edit of a table spread over blocks, as edits of its contents."""
        path = edit.path
        names = [] if self.layout.entry(path) else self.layout.names(path)
        match edit:
            case _ if not names and not self.layout.block(path):
                yield edit
            case Set(_, dict() as table):
                for name, value in table.items():
                    yield from self._spread(Set((*path, name), value))
                for name in names:
                    if name not in table:
                        yield from self._spread(Unset((*path, name)))
            case Set(_, list() as values) if len(values) == len(names):
                self._refuse_others(edit, values)
                for place, value in enumerate(values):
                    yield from self._spread(Set((*path, place), value))
            case _:
                raise self._refusal(path, AS_BLOCKS)

    def _refuse_others(self, edit: Set, values: list[object]) -> None:
        """Refuse to replace items of a list of blocks that have comments, which would be wrong for the new ones."""
        path = edit.path
        old = [self._read((*path, place)) for place in range(len(values))]
        same = pairs(old, values, edit.item_keys)
        others = {(*path, place) for place in range(len(values)) if same.get(place) != place}
        for block in self.layout.blocks if others else ():
            if block.address[: len(path) + 1] in others and comments(self.text[block.lead : block.end]):
                raise self._refusal(path, COMMENTS_INSIDE)

    def _read(self, path: Path) -> dict[str | int, object]:
        """The values that stand directly in a table made of blocks."""
        entries = ((name, self.layout.entry((*path, name))) for name in self.layout.names(path))
        return {
            name: read(self.text[entry[0].start : entry[0].end]) for name, entry in entries if entry and not entry[1]
        }

    def _without_line(self, entry: Entry) -> Piece:
        start, end = line_start(self.text, entry.key_start), line_end(self.text, entry.end)
        behind = self.text[entry.end : end].rstrip("\r\n")
        kept = comments(self.text[entry.start : entry.end]) + comments(behind)
        style = self._style(entry.key_start)
        lines = f"{style.newline}{style.indent}".join(kept)
        text = f"{style.indent}{lines}{self.text[entry.end + len(behind) : end]}" if kept else ""
        return Piece(start, 0, end, text, style.newline)

    def _revised(self, entry: Entry, changes: list[tuple[Path, Set | Unset]]) -> Piece:
        source = self.text[entry.start : entry.end]
        value = read(source)
        path = changes[0][1].path
        item_keys = NOTHING
        style = self._style(entry.key_start).behind(self.text[line_start(self.text, entry.start) : entry.start])
        try:
            for rest, edit in changes:
                path = edit.path
                item_keys = edit.item_keys if isinstance(edit, Set) and not rest else item_keys
                value = _changed(value, rest, edit)
            return Piece(entry.start, 0, entry.end, revised(source, value, style, item_keys))
        except LookupError:
            raise self._refusal(path, MISSING) from None
        except Unsafe as error:
            raise self._refusal(path, str(error)) from None

    def _stands(self, table: Path) -> bool:
        return bool(self.layout.block(table)) or any(self.layout.dotted(table))

    def _with_key(self, edit: Set) -> Piece:
        """A line after the last key of the table, dotted if the table is."""
        *parent, name = edit.path
        for block, rest in self.layout.around(tuple(parent)):
            kin = [entry for entry in block.entries if entry.keys[: len(rest)] == rest]
            if isinstance(name, str) and (kin or not rest):
                return self._line_below(block, kin, len(rest), edit)
        raise self._refusal(edit.path, MISSING)

    def _line_below(self, block: Block, kin: list[Entry], depth: int, edit: Set) -> Piece:
        """A line below the key that it comes after, or the last that stays: not below a comment of a dropped one."""
        key, value = key_text(str(edit.path[-1])), edit.value
        indent, at, above, below = self._style(block.start).indent, block.body, "", ""
        if near := (
            [entry for entry in kin if entry not in self.dropped] or (kin if depth or not block.header else [])
        ):
            there = {entry.keys[depth]: entry for entry in near if len(entry.keys) > depth}
            above_it = next((there[name] for name in reversed(edit.after) if name in there), near[-1])
            indent, at = self._style(above_it.key_start).indent, line_end(self.text, above_it.end)
        elif not block.header:
            last = block is self.layout.blocks[-1]
            at = self.placing.foot if last else self.layout.blocks[1].lead
            end = newline(self.text, at - 1)
            above, below = end if self.text[line_start(self.text, at - 1) : at].strip() else "", "" if last else end
        if depth:
            key = f"{self.text[kin[-1].key_start : part_ends(self.text, kin[-1])[depth - 1]]}.{key}"
        style = Style(newline(self.text, at - 1), indent)
        before = f"{style.indent}{key} = "
        return self.placing.lines(
            at, 0, f"{above}{before}{value_text(value, style.behind(before))}{style.newline}{below}"
        )

    def _style(self, key_start: int) -> Style:
        indent = self.text[line_start(self.text, key_start) : key_start]
        return Style(newline(self.text, key_start), indent)

    @cached_property
    def _records(self) -> dict[Path, list[int]]:
        """The numbers of the blocks that make up each record."""
        records: dict[Path, list[int]] = {}
        for number, block in enumerate(self.layout.blocks):
            records.setdefault(block.address[:2], []).append(number)
        return records

    def _refusal(self, path: Path, reason: str) -> CannotEdit:
        inward = (self.layout.position(path[:depth]) for depth in range(len(path), 0, -1))
        position = next(filter(None, inward), None)
        what = "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in path).removeprefix(".")
        return CannotEdit(position.line if position else 1, what, reason)


def _changed(value: Any, rest: Path, edit: Set | Unset) -> Any:  # noqa: ANN401  any value of TOML
    """The value with the edit made inside it. Raises LookupError if the path does not exist."""
    match value, rest, edit:
        case _, (), Set():
            return edit.value
        case dict(), (key,), Unset() if key in value:
            return {name: item for name, item in value.items() if name != key}
        case dict(), (key,), Set():
            return {**value, key: edit.value}
        case dict(), (key, *more), _:
            return {**value, key: _changed(value[key], tuple(more), edit)}
        case list(), (int(place), *more), _ if place < len(value):
            return [*value[:place], _changed(value[place], tuple(more), edit), *value[place + 1 :]]
    raise LookupError
