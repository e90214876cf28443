"""Merges what two sides did to a registry's file: bytes in, bytes out; the values as `domain.merging` decides."""

import codecs
from collections import Counter
from contextlib import suppress
from datetime import date
from pathlib import Path

from msgspec import Struct, structs

from hiephoi_cli.domain.decoding import registry_of
from hiephoi_cli.domain.difference import differences
from hiephoi_cli.domain.merging import merged as merge
from hiephoi_cli.domain.merging_result import Conflict, Merging
from hiephoi_cli.domain.merging_words import renumbered_in_words
from hiephoi_cli.domain.merging_words import sentence as sentence_of
from hiephoi_cli.domain.merging_work import Remarked, never_remarked
from hiephoi_cli.domain.records import KINDS, Record, Registry
from hiephoi_cli.domain.undoing import same
from hiephoi_cli.errors import InvalidData
from hiephoi_cli.i18n import _
from hiephoi_cli.storage.banners import kind_named
from hiephoi_cli.storage.edits import edits_between
from hiephoi_cli.storage.merge_document import Document, Odd, composed, registry_like
from hiephoi_cli.storage.merge_items import new_comments
from hiephoi_cli.storage.merge_marks import at_foot, with_nothing_of_theirs
from hiephoi_cli.storage.name import NAME
from hiephoi_cli.storage.read import parse, registry_in, text_in
from hiephoi_cli.toml.grammar import NotToml, comments, newline
from hiephoi_cli.toml.parsing import Parsed
from hiephoi_cli.toml.splice import CannotEdit, splice


class Explained(Struct, frozen=True):
    """A conflict, with a sentence about it."""

    conflict: Conflict | None
    """None where the whole file could not be merged."""
    sentence: str


class Merged(Struct, frozen=True):
    """The merged file, what a person has to decide, and what they have to know."""

    data: bytes
    conflicts: tuple[Explained, ...] = ()
    notes: tuple[str, ...] = ()
    ours: Registry | None = None
    """Our side, with the keys that its records have after the merge; None where there was nothing to merge."""


def merged(base: bytes, ours: bytes, theirs: bytes, *, today: date, path: Path = Path(NAME)) -> Merged:
    """The file with the changes of both sides; an empty base is none. Raises InvalidData where a side cannot be read.

    Where both exclude each other, ours is in the file, and theirs in a comment above it. `path` is named in errors.
    """
    if ours in (base, theirs):
        return Merged(theirs)
    if base == theirs:
        return Merged(ours)
    parsed: Parsed = {}
    names = [Path(f"{path} ({side})") for side in ("base", "ours", "theirs")]
    before = _Side.of(base, names[0], parsed) if base.strip() else None
    mine, other = _Side.of(ours, names[1], parsed, before), _Side.of(theirs, names[2], parsed, before)
    return _Work(before, mine, other, path, today).merged(parsed)


class _Side(Struct, frozen=True):
    """A side of a merge, as it was read."""

    registry: Registry
    text: str
    has_mark: bool

    @classmethod
    def of(cls, data: bytes, path: Path, parsed: Parsed, base: "_Side | None" = None) -> "_Side":
        """A side of the file, most of it as in the base. Raises InvalidData."""
        text, has_mark = text_in(path, data), data.startswith(codecs.BOM_UTF8)
        with suppress(Odd, NotToml):
            if base:
                return cls(registry_like(text, base.registry, base.text), text, has_mark)
        return cls(registry_in(path, data, parsed), text, has_mark)

    @property
    def ends(self) -> str:
        """Its line ends; empty where they are mixed."""
        returns = self.text.count("\r\n")
        return "\n" if not returns else "\r\n" if returns == self.text.count("\n") else ""

    def with_ends(self, ends: str) -> "_Side":
        """The same with other line ends."""
        return structs.replace(self, text=self.text.replace("\r\n", "\n").replace("\n", ends))


class _Work:
    """A merge of three files; the first may be missing."""

    def __init__(self, base: _Side | None, ours: _Side, theirs: _Side, path: Path, today: date) -> None:
        self.path, self.today = path, today
        self.has_mark = theirs.has_mark if base is None or base.has_mark == ours.has_mark else ours.has_mark
        self.base, self.ours, self.theirs = _with_same_ends(base, ours, theirs)

    def merged(self, parsed: Parsed) -> Merged:
        """The merged file: table by table, else by values in our text, else ours with all of theirs as a conflict."""
        result, text = self._by_tables()
        if text is None or not self._holds(text, result, parsed):
            text = self._by_values(result)
            text = text if text is not None and self._holds(text, result, parsed) else None
        if text is None:
            sentence = _("the files cannot be merged safely; the file is ours, and nothing of theirs was merged")
            return Merged(self._data(with_nothing_of_theirs(self.ours.text)), (Explained(None, sentence),))
        conflicts = tuple(Explained(one, sentence_of(one)) for all_ in result.conflicts.values() for one in all_)
        return Merged(self._data(text), conflicts, tuple(map(renumbered_in_words, result.renumbered)), result.ours)

    def _by_tables(self) -> tuple[Merging, str | None]:
        try:
            base = Document.of(self.base.registry, self.base.text) if self.base else None
            ours, theirs = (Document.of(side.registry, side.text) for side in (self.ours, self.theirs))
            result = self._values(_remarked(base, ours, theirs))
            return result, composed((base, ours, theirs), result)
        except (Odd, NotToml):
            return self._values(never_remarked), None

    def _values(self, remarked: Remarked) -> Merging:
        base = self.base.registry if self.base else None
        return merge(base, self.ours.registry, self.theirs.registry, self.today, remarked)

    def _holds(self, text: str, result: Merging, parsed: Parsed) -> bool:
        """Whether a text reads as what was merged."""
        try:
            registry = registry_of(parse(self.path, text, parsed))
        except InvalidData:
            return False
        return registry is not None and same(registry, result.registry)

    def _by_values(self, result: Merging) -> str | None:
        """Our text with the values that differ spliced in, and what has no place in it as comments at the end."""
        ours = self.ours.registry
        target = structs.replace(result.registry, **{kind: _in_order(ours, result.registry, kind) for kind in KINDS})
        try:
            changes = differences(ours, target)
            text = splice(self.ours.text, list(edits_between(ours, changes)), Registry.__struct_fields__, kind_named)
        except (CannotEdit, NotToml, ValueError):
            return None
        base = self.base.text if self.base else ""
        missing = new_comments(base, self.theirs.text) - Counter(comments(text))
        lines = [*at_foot(result), *missing.elements()]
        end = newline(text, 0)
        return "".join([text, "" if text.endswith("\n") or not lines else end, *(f"{line}{end}" for line in lines)])

    def _data(self, text: str) -> bytes:
        return (codecs.BOM_UTF8 if self.has_mark else b"") + text.encode()


def _in_order(ours: Registry, target: Registry, kind: str) -> tuple[Record, ...]:
    """The records of a kind in our order, new ones last."""
    places = {key: place for place, key in enumerate(KINDS[kind].keys(getattr(ours, kind)))}
    return tuple(sorted(getattr(target, kind), key=lambda record: places.get(record.key, len(places))))


def _with_same_ends(base: _Side | None, ours: _Side, theirs: _Side) -> tuple[_Side | None, _Side, _Side]:
    """All sides with the line ends that one of them was given since."""
    was = base.ends if base else ours.ends
    given = next((side.ends for side in (ours, theirs) if "\n" in side.text and side.ends not in {"", was}), None)
    if given is None:
        return base, ours, theirs
    return base and base.with_ends(given), ours.with_ends(given), theirs.with_ends(given)


def _remarked(base: Document | None, ours: Document, theirs: Document) -> Remarked:
    texts = [document.texts if document else {} for document in (base, ours, theirs)]

    def remarked(kind: str, side: int, was: int, place: int) -> bool:
        return bool(new_comments(texts[0].get((kind, was), ""), texts[side].get((kind, place), "")))

    return remarked
