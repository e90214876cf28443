"""Changes of a registry as the smallest edits of its text: whatever they do not speak of stays byte for byte."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any, NamedTuple

from hiephoi_cli.i18n import N_
from hiephoi_cli.storage.blocks import blocks
from hiephoi_cli.storage.grammar import Entry, comments, line_end, line_start, part_ends
from hiephoi_cli.storage.layout import Block, Layout, Path, scan
from hiephoi_cli.storage.values import Style, Unsafe, key_text, read, revised, value_text

MISSING = N_("there is no such place in the file")
NOT_BLOCKS = N_("its records are not written as blocks of their own")
AS_BLOCKS = N_("it is written as blocks of its own")
SCATTERED = N_("its parts do not stand together")


class Set(NamedTuple):
    """A value replaced, or a key added after the last one of its table."""

    path: Path
    value: object


class Unset(NamedTuple):
    """A key dropped with its line; comments on it stay."""

    path: Path


class Append(NamedTuple):
    """A new record after the last of its kind."""

    kind: str
    values: dict[str, Any]  # plain values of TOML


class Cut(NamedTuple):
    """A record taken out, with its leading comment and one blank line."""

    kind: str
    place: int


Edit = Set | Unset | Append | Cut


class CannotEdit(Exception):
    """An edit that the layout does not allow without harm; `reason` is one of few, in English, to be translated."""

    def __init__(self, line: int, what: str, reason: str) -> None:
        super().__init__(f"line {line}: {what}: {reason}")
        self.line, self.what, self.reason = line, what, reason


class _Piece(NamedTuple):
    """Text in place of a span; at one offset, keys (0) come before blocks (by the order of their kinds)."""

    start: int
    rank: int
    end: int
    text: str


def splice(text: str, edits: Sequence[Edit], order: Sequence[str]) -> str:
    """The text after all edits, whose places are those of the given text.

    `text` is valid TOML without a byte order mark; `order` is the order of the kinds, for one that the file has not.
    Raises `CannotEdit`, for the first edit that cannot be done safely.
    """
    plan = _Plan(scan(text), order)
    cut = {(edit.kind, edit.place): edit for edit in edits if isinstance(edit, Cut)}
    pieces = [plan.cut(edit) for edit in cut.values()]
    changes = (edit for edit in edits if isinstance(edit, Set | Unset) and edit.path[:2] not in cut)
    pieces += plan.changed(changes)
    pieces += plan.appended(edit for edit in edits if isinstance(edit, Append))
    spliced = _applied(text, pieces)
    return spliced if text else spliced.removeprefix(plan.newline)


def _applied(text: str, pieces: list[_Piece]) -> str:
    done, parts = 0, []
    for piece in sorted(pieces, key=lambda piece: piece[:2]):
        parts += [text[done : piece.start], piece.text]
        done = max(done, piece.end)
    return "".join([*parts, text[done:]])


class _Plan:
    """The pieces that edits come to in one layout."""

    def __init__(self, layout: Layout, order: Sequence[str]) -> None:
        self.layout, self.text, self.order = layout, layout.text, list(order)
        first = self.text.find("\n")
        self.newline = "\r\n" if first > 0 and self.text[first - 1] == "\r" else "\n"

    def cut(self, edit: Cut) -> _Piece:
        """The record with its sub-blocks, and the blank line above; at the head of the file the one below."""
        path = (edit.kind, edit.place)
        parts = self._records.get(path)
        if not parts:
            raise self._refusal(path, NOT_BLOCKS if self.layout.position(path) else MISSING)
        if parts[-1] - parts[0] >= len(parts):
            raise self._refusal(path, SCATTERED)
        start, end = self.layout.blocks[parts[0]].lead, self.layout.blocks[parts[-1]].end
        above = line_start(self.text, start - 1) if start else 0
        if not start:
            end = end if self.text[end : line_end(self.text, end)].strip() else line_end(self.text, end)
        elif not self.text[above:start].strip():
            start = above
        return _Piece(start, 0, end, "")

    def changed(self, edits: Iterable[Set | Unset]) -> Iterator[_Piece]:
        """The pieces for all values that are set and keys that are dropped."""
        inside: dict[Entry, list[tuple[Path, Set | Unset]]] = {}
        tables: dict[str, dict[str, object]] = {}
        for edit in {one.path: one for given in edits for one in self._spread(given)}.values():
            match self.layout.entry(edit.path), edit:
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
            yield self._blocks(table, f"[{key_text(table)}]", [values])

    def appended(self, edits: Iterable[Append]) -> Iterator[_Piece]:
        """The blocks of all new records, kind by kind."""
        kinds: dict[str, list[dict[str, object]]] = {}
        for edit in edits:
            kinds.setdefault(edit.kind, []).append(edit.values)
        for kind, records in kinds.items():
            if self._stands((kind,)) or self.layout.entry((kind,)):
                raise self._refusal((kind,), NOT_BLOCKS)
            yield self._blocks(kind, f"[[{key_text(kind)}]]", records)

    def _spread(self, edit: Set | Unset) -> Iterator[Set | Unset]:
        """The edit of a table that is spread over blocks as edits of what stands in it."""
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
                for place, value in enumerate(values):
                    yield from self._spread(Set((*path, place), value))
            case _:
                raise self._refusal(path, AS_BLOCKS)

    def _without_line(self, entry: Entry) -> _Piece:
        start, end = line_start(self.text, entry.key_start), line_end(self.text, entry.end)
        behind = self.text[entry.end : end].rstrip("\r\n")
        kept = comments(self.text[entry.start : entry.end]) + comments(behind)
        if not kept:
            return _Piece(start, 0, end, "")
        return _Piece(
            entry.key_start,
            0,
            entry.end + len(behind),
            f"{self.newline}{self._style(entry.key_start).indent}".join(kept),
        )

    def _revised(self, entry: Entry, changes: list[tuple[Path, Set | Unset]]) -> _Piece:
        source = self.text[entry.start : entry.end]
        value = read(source)
        path = changes[0][1].path
        try:
            for rest, edit in changes:
                path = edit.path
                value = _changed(value, rest, edit)
            return _Piece(entry.start, 0, entry.end, revised(source, value, self._style(entry.key_start)))
        except LookupError:
            raise self._refusal(path, MISSING) from None
        except Unsafe as error:
            raise self._refusal(path, str(error)) from None

    def _stands(self, table: Path) -> bool:
        return bool(self.layout.block(table)) or any(self.layout.dotted(table))

    def _with_key(self, edit: Set) -> _Piece:
        """A line after the last key of the table, spelled with the same dots where the table is."""
        *parent, name = edit.path
        for block, rest in self.layout.around(tuple(parent)):
            kin = [entry for entry in block.entries if entry.keys[: len(rest)] == rest]
            if isinstance(name, str) and (kin or not rest):
                return self._line_below(block, kin, len(rest), key_text(name), edit.value)
        raise self._refusal(edit.path, MISSING)

    def _line_below(self, block: Block, kin: list[Entry], depth: int, key: str, value: object) -> _Piece:
        style, at, below = self._style(block.start), block.last, ""
        if kin:
            style, at = self._style(kin[-1].key_start), line_end(self.text, kin[-1].end)
        elif not block.header:
            at = self._foot if block is self.layout.blocks[-1] else self.layout.blocks[1].lead
            below = style.newline if block is not self.layout.blocks[-1] else ""
        if depth:
            key = f"{self.text[kin[-1].key_start : part_ends(self.text, kin[-1])[depth - 1]]}.{key}"
        return self._lines(at, 0, f"{style.indent}{key} = {value_text(value, style)}{style.newline}{below}")

    def _blocks(self, kind: str, header: str, tables: Sequence[dict[str, object]]) -> _Piece:
        rank = self.order.index(kind) if kind in self.order else len(self.order)
        near = (kind, *reversed(self.order[:rank] if kind in self.order else []))
        at = next((self._last[name].end for name in near if name in self._last), self._foot)
        return self._lines(at, 1 + rank, blocks(header, tables, Style(self.newline, "")))

    def _lines(self, at: int, rank: int, lines: str) -> _Piece:
        if at and self.text[at - 1] != "\n":
            lines = self.newline + lines.removesuffix(self.newline)
        return _Piece(at, rank, at, lines)

    def _style(self, key_start: int) -> Style:
        indent = self.text[line_start(self.text, key_start) : key_start]
        return Style(self.newline, indent)

    @cached_property
    def _foot(self) -> int:
        """The end of the last line that is not blank; of a text that is all blank, its end."""
        return (
            line_end(self.text, max(len(self.text.rstrip(" \t\r\n")) - 1, 0)) if self.text.strip() else len(self.text)
        )

    @cached_property
    def _last(self) -> dict[str, Block]:
        """The last block of each kind; for what stands above all headers, that is the root."""
        root, *others = self.layout.blocks
        return {entry.keys[0]: root for entry in root.entries} | {block.header[0]: block for block in others}

    @cached_property
    def _records(self) -> dict[Path, list[int]]:
        """The numbers of the blocks that make up each record."""
        records: dict[Path, list[int]] = {}
        for number, block in enumerate(self.layout.blocks):
            records.setdefault(block.address[:2], []).append(number)
        return records

    def _refusal(self, path: Path, reason: str) -> CannotEdit:
        known = (self.layout.position(path[:depth]) for depth in range(len(path), 0, -1))
        position = next(filter(None, known), None)
        what = "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in path).removeprefix(".")
        return CannotEdit(position.line if position else 1, what, reason)


def _changed(value: Any, rest: Path, edit: Set | Unset) -> Any:  # noqa: ANN401  whatever TOML can hold
    """The value with the edit made inside of it; `LookupError` where the way does not go on."""
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
