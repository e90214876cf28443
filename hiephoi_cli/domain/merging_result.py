"""The result of a merge: a registry, what people have to decide, and what they should know."""

from enum import StrEnum
from typing import Any

from msgspec import Struct

from hiephoi_cli.domain.merging_fields import Places
from hiephoi_cli.domain.records import Record, Registry, Table


class Why(StrEnum):
    """Why a merge cannot decide."""

    VALUES = "values"
    """Both sides changed one field, each in its own way."""
    CHANGED = "changed"
    """One side removed what the other changed."""
    IN_USE = "in use"
    """One side removed what the other refers to."""
    RULE = "rule"
    """What theirs did breaks a rule beside what ours did."""


class Conflict(Struct, frozen=True):
    """What a merge cannot decide; the registry has ours, or what neither side may lose."""

    kind: str
    key: str
    """Of the record as the merge leaves it; of theirs, where that is left out."""
    field: str
    """The key of the field in the file; empty where it is about the whole record."""
    base: Any
    ours: Any
    """The value, or the record; None if our side lacks it."""
    theirs: Any
    why: Why = Why.VALUES
    said: str = ""
    """More about it: who refers to it, or which rule it breaks."""
    rivals: tuple[str, ...] = ()
    """The keys of records that only ours added and that a record of theirs, left out, cannot stand beside."""


class Slot(Struct, frozen=True):
    """A record with its places in the base, on our side and on theirs, and the merged one."""

    places: Places
    record: Table | None


class Renumbered(Struct, frozen=True):
    """A record of ours that got another key, because theirs has it, or is it."""

    kind: str
    old: str
    record: Record
    is_same: bool
    """Whether theirs is the same thing under the new key."""


class Merging(Struct, frozen=True):
    """A registry with the changes of both sides, and what a person has to decide or know."""

    registry: Registry
    ours: Registry
    """Our side, with the keys that its records have after the merge."""
    slots: dict[str, list[Slot]]
    """By kind, or by the name of a table of which there is one; those without a record are gone."""
    conflicts: dict[tuple[str, int], list[Conflict]]
    """By kind and number of the slot."""
    renumbered: list[Renumbered]


def key_of(table: Table) -> str:
    """The key of a record; empty for a table of which there is one."""
    return table.key if isinstance(table, Record) else ""
