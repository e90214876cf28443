"""Merges what two sides made of one registry, field by field; what cannot both hold is a conflict."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date
from enum import StrEnum
from itertools import chain
from typing import Any, NamedTuple

from msgspec import structs

from hiephoi_cli.domain.keys import numbered
from hiephoi_cli.domain.merging_fields import Places, merged_table, ordered_slots, paired
from hiephoi_cli.domain.merging_keys import following, referred
from hiephoi_cli.domain.problems import Place, Problem
from hiephoi_cli.domain.records import KINDS, TABLES, Record, Registry, Table
from hiephoi_cli.domain.words import Severity


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


class Conflict(NamedTuple):
    """What a merge cannot decide; the registry has ours, or what neither side may lose."""

    kind: str
    key: str
    """Of the record as the merge leaves it; of theirs, where that is left out."""
    field: str
    """The key of the field in the file; empty where it is about the whole record."""
    base: Any
    ours: Any
    """The value, or the record; None if our side has none."""
    theirs: Any
    why: Why = Why.VALUES
    said: str = ""
    """What else there is to say: who refers to it, or which rule stands in the way."""
    beside: tuple[str, int] | None = None
    """The slot that what is left out stands against."""


class Slot(NamedTuple):
    """A record with its places in the base, on our side and on theirs, and what becomes of it."""

    places: Places
    record: Table | None


class Renumbered(NamedTuple):
    """A record of ours that got another key, because theirs has it, or is it."""

    kind: str
    old: str
    record: Record
    is_same: bool
    """Whether theirs is the same thing under the new key."""


class Merging(NamedTuple):
    """A registry with the changes of both sides, and what a person has to decide or know."""

    registry: Registry
    slots: dict[str, list[Slot]]
    """By kind, or by the name of a table of which there is one; those without a record are gone."""
    conflicts: dict[tuple[str, int], list[Conflict]]
    """By kind and number of the slot."""
    renumbered: list[Renumbered]


Remarked = Callable[[str, int, int, int], bool]
"""Whether a side (1 ours, 2 theirs) has new comments on a record: kind, side, place in the base and there."""


def never_remarked(_kind: str, _side: int, _was: int, _place: int) -> bool:
    """No side has new comments."""
    return False


def merged(
    base: Registry | None, ours: Registry, theirs: Registry, today: date, remarked: Remarked = never_remarked
) -> Merging:
    """What becomes of a registry that two sides changed, or that both began, without a base.

    A record that one side removed counts as changed by the other if that wrote comments on it.
    """
    work = _Work((base, ours, theirs), remarked)
    for name in (*KINDS, *(TABLES.keys() - KINDS.keys())):
        work.merge(name)
    work.keep_used()
    work.heed_rules(today)
    slots = {name: [Slot(*one) for one in zip(work.places[name], work.records[name], strict=True)] for name in TABLES}
    return Merging(
        work.registry(), slots, {at: list(by.values()) for at, by in work.conflicts.items() if by}, work.renumbered
    )


class _Work:
    """A merge in the making; tables of which there is one are lists of one."""

    def __init__(self, registries: tuple[Registry | None, Registry, Registry], remarked: Remarked) -> None:
        self.registries, self.remarked = registries, remarked
        self.sides: dict[str, list[list[Any]]] = {}
        """By name, the tables of base, ours and theirs, with the keys that they get."""
        self.places: dict[str, list[Places]] = {}
        self.records: dict[str, list[Any]] = {}
        self.conflicts: dict[tuple[str, int], dict[str, Conflict]] = defaultdict(dict)
        self.renumbered: list[Renumbered] = []
        self._keys: tuple[dict[str, dict[str, str]], ...] = ({}, {}, {})
        self._orders: dict[str, list[int]] = {}

    def merge(self, name: str) -> None:
        """Merge the tables of a name; those that they refer to come before."""
        self.sides[name] = [self._followed(name, side) for side in range(3)]
        if name in KINDS:
            self.places[name] = paired(KINDS[name], *self.sides[name])
            self._settle_keys(name)
        else:
            self.places[name] = [(0 if self.registries[0] else None, 0, 0)]
        self.records[name] = [self._merged(name, slot) for slot in range(len(self.places[name]))]

    def _followed(self, name: str, side: int) -> list[Any]:
        registry = self.registries[side]
        if registry is None:
            return []
        tables = list(getattr(registry, name)) if name in KINDS else [getattr(registry, name)]
        keys = self._keys[side]
        return [following(table, keys) for table in tables] if keys else tables

    def trio(self, name: str, slot: int) -> tuple[Any, Any, Any]:
        """The table of base, ours and theirs; None where a side has none."""
        base, ours, theirs = (
            None if place is None else side[place]
            for place, side in zip(self.places[name][slot], self.sides[name], strict=True)
        )
        return base, ours, theirs

    def _settle_keys(self, kind: str) -> None:
        """Give each record one key on all sides: theirs where both have one, and a free one where theirs took it."""
        field = KINDS[kind].key_field()
        if not field:
            return
        taken = {record.key for _place, record in self._new(kind, 2)} if KINDS[kind].key_prefix else set()
        free = numbered(self._everybody(), kind) if taken else iter(())
        for slot in range(len(self.places[kind])):
            base, ours, theirs = self.trio(kind, slot)
            if ours is None and theirs is None:
                continue
            if base is None and theirs is None:
                key = next(free) if ours.key in taken else ours.key
            elif ours is None or theirs is None:
                key = (ours or theirs).key
            else:
                key = ours.key if base is not None and theirs.key == base.key else theirs.key
            self._call(kind, slot, key, base)

    def _new(self, kind: str, side: int) -> Iterator[tuple[int, Any]]:
        """The records that a side added."""
        for places in self.places[kind]:
            if places[0] is None and (place := places[side]) is not None:
                yield place, self.sides[kind][side][place]

    def _everybody(self) -> Registry:
        """The records of all sides, with all keys that are in use."""
        sides = [side for side in self.registries if side]
        everybody = {kind: tuple(chain.from_iterable(getattr(side, kind) for side in sides)) for kind in KINDS}
        return structs.replace(self.registries[1], **everybody)

    def _call(self, kind: str, slot: int, key: str, base: Record | None) -> None:
        """Give a record that key on every side, with the references to it."""
        for side, place in enumerate(self.places[kind][slot]):
            if place is None or (record := self.sides[kind][side][place]).key == key:
                continue
            self._keys[side].setdefault(kind, {})[record.key] = key
            new = structs.replace(record, **{KINDS[kind].key_field(): key})
            self.sides[kind][side][place] = new
            if side == 1 and (base is None or record.key != base.key):
                is_same = self.places[kind][slot][2] is not None
                self.renumbered.append(Renumbered(kind, record.key, new, is_same))

    def _merged(self, name: str, slot: int) -> Table | None:
        base, ours, theirs = self.trio(name, slot)
        if ours is not None and theirs is not None:
            table: Table
            table, splits = merged_table(base, ours, theirs)
            for field, split in splits.items():
                key = field.removeprefix("severity.")
                self._note(name, slot, Conflict(name, _key(table), key, *split))
            return table
        there: Table | None = ours if theirs is None else theirs
        if base is None or there is None:
            return there
        was, mine, other = self.places[name][slot]
        side, place = (2, other) if mine is None else (1, mine)
        if there == base and not self.remarked(name, side, was or 0, place or 0):
            return None
        self._note(name, slot, Conflict(name, _key(there), "", base, ours, theirs, Why.CHANGED))
        return there

    def _note(self, name: str, slot: int, conflict: Conflict) -> None:
        self.conflicts[name, slot][conflict.field] = conflict

    def keep_used(self) -> None:
        """Keep the records that one side removed while others still refer to them."""
        gone = {
            (kind, (ours or theirs).key): slot
            for kind in KINDS
            for slot, record in enumerate(self.records[kind])
            if record is None
            for _base, ours, theirs in [self.trio(kind, slot)]
            if ours or theirs
        }
        waiting = [*self._all()] if gone else []
        while waiting:
            by: dict[tuple[str, str], list[Table]] = defaultdict(list)
            for table in waiting:
                for target in dict.fromkeys(referred(table)):
                    if target in gone:
                        by[target].append(table)
            waiting = [self._kept(kind, gone.pop((kind, key)), users) for (kind, key), users in by.items()]

    def _all(self) -> Iterator[Any]:
        return (table for table in chain.from_iterable(self.records.values()) if table is not None)

    def _kept(self, kind: str, slot: int, users: Sequence[Table]) -> Any:  # noqa: ANN401  a record of any kind
        base, ours, theirs = self.trio(kind, slot)
        there = self.records[kind][slot] = ours or theirs
        names = ", ".join(_name(user) for user in users[:3]) + (" …" if len(users) > 3 else "")  # noqa: PLR2004  three, as above
        self._note(kind, slot, Conflict(kind, there.key, "", base, ours, theirs, Why.IN_USE, names))
        return there

    def heed_rules(self, today: date) -> None:
        """Leave out what theirs did where it breaks a rule beside what ours did, until nothing is broken anew."""
        left = {
            (name, slot) for name in TABLES for slot in range(len(self.places[name])) if self._is_theirs(name, slot)
        }
        while left and (problems := self._new_errors(today)):
            for at, fields, problem, beside in [*self._culprits(problems, left)] or [
                (at, (), problems[0], None) for at in left
            ]:
                if at in left and not self._leave_out(*at, fields, problem, beside):
                    left.discard(at)
                if not fields:
                    left.discard(at)

    def _is_theirs(self, name: str, slot: int) -> bool:
        _base, ours, _theirs = self.trio(name, slot)
        return bool(self.records[name][slot] != ours)

    def _new_errors(self, today: date) -> list[Problem]:
        from hiephoi_cli.domain.rules import RULES, broken, compared

        after = self.registry()
        strict = [
            rule for rule in RULES.values() if after.rules.severity.get(rule.name, rule.severity) is Severity.ERROR
        ]
        errors = [*broken(after, today, strict)]
        for side in (1, 2):
            errors = compared(self._side(side), after, today, errors).errors if errors else []
        return errors

    def _culprits(
        self, problems: Iterable[Problem], left: Collection[tuple[str, int]]
    ) -> Iterator[tuple[tuple[str, int], tuple[str, ...], Problem, tuple[str, int] | None]]:
        """What theirs did where a rule is broken, with the fields, and what stands against it."""
        for problem in problems:
            places = [place for place in (problem.place, problem.related) if place]
            involved = [(self._slot(place), place) for place in places]
            theirs = [(at, place) for at, place in involved if at in left]
            added = [(at, place) for at, place in theirs if self.trio(*at)[1] is None]
            for at, place in added or theirs:
                beside = next((other for other, _place in involved if other != at and other[0] == at[0]), None)
                yield at, tuple(str(step) for step in place.inner[:1]), problem, beside

    def _slot(self, place: Place) -> tuple[str, int]:
        if place.index is None:
            return place.kind, 0
        there = [slot for slot in self._order(place.kind) if self.records[place.kind][slot] is not None]
        return place.kind, there[place.index]

    def _leave_out(
        self, name: str, slot: int, fields: Sequence[str], problem: Problem, beside: tuple[str, int] | None
    ) -> bool:
        """Go back to ours in a table, or in those of its fields that differ; returns whether more is left of theirs."""
        base, ours, theirs = self.trio(name, slot)
        now: Any = self.records[name][slot]
        if ours is None or now is None or theirs is None:
            if ours is not None or now is not None:
                self.records[name][slot] = ours
                conflict = Conflict(name, _key(now or ours), "", base, ours, theirs, Why.RULE, problem.message, beside)
                self._note(name, slot, conflict)
            return False
        differing = [field for field in now.__struct_fields__ if getattr(now, field) != getattr(ours, field)]
        chosen = [field for field in differing if field in fields] or differing
        for field in chosen:
            values = (getattr(base, field, None), getattr(ours, field), getattr(now, field))
            self._note(name, slot, Conflict(name, _key(ours), field, *values, Why.RULE, problem.message))
        self.records[name][slot] = structs.replace(now, **{field: getattr(ours, field) for field in chosen})
        return len(chosen) < len(differing)

    def _order(self, kind: str) -> list[int]:
        if kind not in self._orders:
            trios = [self.trio(kind, slot) for slot in range(len(self.places[kind]))]
            self._orders[kind] = ordered_slots(
                self.places[kind], lambda slot: next(one.key for one in trios[slot] if one)
            )
        return self._orders[kind]

    def registry(self) -> Registry:
        """The registry as far as it is merged."""
        return self._made(
            {
                name: [self.records[name][slot] for slot in (self._order(name) if name in KINDS else [0])]
                for name in TABLES
            }
        )

    def _side(self, side: int) -> Registry:
        """What a side has, with the keys that it gets."""
        return self._made({name: sides[side] for name, sides in self.sides.items()})

    def _made(self, tables: dict[str, list[Any]]) -> Registry:
        lists = {name: tuple(table for table in tables[name] if table is not None) for name in TABLES}
        return structs.replace(
            self.registries[1], **{name: found if name in KINDS else found[0] for name, found in lists.items()}
        )


def _key(table: Table) -> str:
    return table.key if isinstance(table, Record) else ""


def _name(table: Table) -> str:
    return f"{table.key} ({table.label})" if isinstance(table, Record) and table.label not in table.key else _key(table)
