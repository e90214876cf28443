"""What the log holds of a change: who made it, when and how, the records it touched, and the pieces of text."""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import datetime
from importlib import import_module
from typing import Any

import msgspec
from msgspec import Raw, Struct

from hiephoi_cli.domain.difference import Difference
from hiephoi_cli.domain.fields import toml_values
from hiephoi_cli.domain.records import Record
from hiephoi_cli.files.patches import Patch, patches
from hiephoi_cli.storage.claim import machine, user

_LARGEST = 2**63
"""Numbers from which on JSON is not to be trusted with them."""
_LARGE = 1 << 18
"""Bytes of a large text."""


class Touched(Struct, frozen=True, omit_defaults=True):
    """A record that a change added, removed or changed; or a table of which the file has one."""

    kind: str
    key: str = ""
    """After the change; before it, where the record was removed."""
    label: str = ""
    facts: dict[str, Any] = {}
    """The values of the sentence that says more than noun and key, where there is one, and that sentence as label."""
    deed: str = "changed"
    """Or "added", "removed"."""
    was: str = ""
    """The key before, where that is another."""
    fields: dict[str, tuple[Any, Any]] = {}
    """The values before and after, as in the file, of the fields that were changed."""


class Undoes(Struct, frozen=True, omit_defaults=True):
    """The first and the last of the changes that are taken back."""

    first: int
    last: int
    is_redo: bool = False
    """Whether what is taken back took something back itself."""
    redone: tuple[int, int] | None = None
    """The first and the last of the changes that are made again by that."""


class Entry(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A change; what identifies it stands last, so that the end of its line shows which it is."""

    at: datetime
    by: str = ""
    command: str = ""
    """As it was typed; empty where the file was changed outside."""
    before: str
    """The digest of the file before, and below that after."""
    undoes: Undoes | None = None
    forgotten: bool = False
    """Whether it stands for all that was before, and changes nothing itself."""
    records: list[Touched] | None = None
    """None where the file could not be read as a registry."""
    encoding: str = "utf-8"
    pieces: Raw = Raw(b"[]")
    after: str
    number: int

    @property
    def patches(self) -> list[Patch]:
        """The pieces as bytes. Raises ValueError."""
        found = msgspec.json.decode(self.pieces, type=list[tuple[int, str, str]])
        return [Patch(at, old.encode(self.encoding), new.encode(self.encoding)) for at, old, new in found]

    @property
    def is_outside(self) -> bool:
        """Whether somebody changed the file without the program."""
        return not (self.command or self.forgotten)

    @property
    def end(self) -> bytes:
        """How its line ends."""
        return b'"after":"%b","number":%d}\n' % (self.after.encode(), self.number)

    @property
    def line(self) -> bytes:
        """The entry as a line of the log."""
        return msgspec.json.encode(self) + b"\n"


class Author(Struct, frozen=True):
    """Who makes a change, and by which command."""

    by: str
    command: str


def author(command: str) -> Author:
    """Whoever runs the program: HIEPHOI_USER, else the account and the machine."""
    by = os.environ.get("HIEPHOI_USER") or f"{user()}@{machine()}"
    return Author(*(text.encode(errors="replace").decode() for text in (by, command)))


def digest(data: bytes) -> str:
    """What a text of the registry is known by: its SHA-256."""
    found: str = _sha256(len(data))(data).hexdigest()
    return found


def _sha256(size: int) -> Callable[[bytes], Any]:
    """The function for a text of that size: hashlib loads OpenSSL, which only pays for large ones."""
    for name in ("_sha2", "_sha256") if size < _LARGE else ():  # of Python since 3.12, and before
        with suppress(ImportError):
            function: Callable[[bytes], Any] = import_module(name).sha256
            return function
    import hashlib

    return hashlib.sha256


def now() -> datetime:
    """The time of the clock, with its offset."""
    return datetime.now().astimezone()


def pieces(old: bytes, new: bytes) -> tuple[str, Raw]:
    """The encoding and the pieces that an entry holds of two texts."""
    found = patches(old, new)
    for encoding in ("utf-8", "latin-1"):  # which every byte has
        try:
            texts = [(change.at, change.old.decode(encoding), change.new.decode(encoding)) for change in found]
        except UnicodeDecodeError:
            continue
        break
    return encoding, Raw(msgspec.json.encode(texts))


def touched(found: Iterable[Difference]) -> list[Touched]:
    """What the log says of the records in which two registries differ."""
    return [_touched(one) for one in found]


def _touched(one: Difference) -> Touched:
    record = one.new or one.old
    key, label = (record.key, record.label) if isinstance(record, Record) else ("", "")
    label = "" if label in key else label
    facts: dict[str, Any] = {}
    if isinstance(record, Record) and (sentence := record.in_words):
        label, values = sentence, toml_values(record)
        facts = {name: _safe(values.get(name)) for name in values if f"{{{name}}}" in sentence}
    if one.old is None or one.new is None:
        return Touched(one.kind, key, label, facts, "added" if one.old is None else "removed")
    was = one.old.key if isinstance(one.old, Record) and one.old.key != key else ""
    old, new = toml_values(one.old), toml_values(one.new)
    changed = {name: (_safe(old.get(name)), _safe(new.get(name))) for name in one.changed}
    return Touched(one.kind, key, label, facts, was=was, fields=changed)


def _safe(value: Any) -> Any:  # noqa: ANN401  any TOML value
    match value:
        case int() if abs(value) >= _LARGEST:
            return str(value)
        case list():
            return [_safe(item) for item in value]
        case dict():
            return {name: _safe(item) for name, item in value.items()}
    return value


def lasting(entries: Iterable[Entry]) -> Iterator[tuple[Entry, Entry | None]]:
    """Entries, the latest first, each with the one that takes it back, if one does that still holds itself."""
    holding: list[tuple[Undoes, Entry]] = []
    for entry in entries:
        by = next((other for undoes, other in holding if undoes.first <= entry.number <= undoes.last), None)
        if entry.undoes and not by:
            holding.append((entry.undoes, entry))
        yield entry, by
