"""A merge in the making: who is who on both sides, the merged records, and those still needed."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain, islice
from types import MappingProxyType
from typing import Any

from msgspec import structs

from hiephoi_cli.domain.keys import numbered
from hiephoi_cli.domain.merging_fields import Places, merged_table, ordered_slots, paired
from hiephoi_cli.domain.merging_keys import following, referred
from hiephoi_cli.domain.merging_result import Conflict, Renumbered, Why, key_of
from hiephoi_cli.domain.problems import Place
from hiephoi_cli.domain.records import KINDS, TABLES, Record, Registry, Table

Remarked = Callable[[str, int, int, int], bool]
"""Whether a side (1 ours, 2 theirs) has new comments on a record: kind, side, place in the base and there."""

Slot = tuple[str, int]
"""The name of a table, and the number of its slot."""
Tables = Mapping[Slot, Any]
"""What stands in some slots instead of what is merged."""
AS_MERGED: Tables = MappingProxyType({})


def never_remarked(_kind: str, _side: int, _was: int, _place: int) -> bool:
    """No side has new comments."""
    return False


class Work:
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
        was, mine, other = self.places[name][slot]
        base, ours, theirs = self.sides[name]
        return (
            None if was is None else base[was],
            None if mine is None else ours[mine],
            None if other is None else theirs[other],
        )

    def _settle_keys(self, kind: str) -> None:
        """Give each record one key on all sides: theirs where both have one, and a free one where theirs took it."""
        table = KINDS[kind]
        if not table.key_field():
            return
        keys = [list(table.keys(side)) for side in self.sides[kind]]
        new = [(mine, other) for was, mine, other in self.places[kind] if was is None]
        taken = {keys[2][other] for _mine, other in new if other is not None} if table.key_prefix else set()
        is_short = any(other is None and mine is not None and keys[1][mine] in taken for mine, other in new)
        free = numbered(self._everybody(), kind) if is_short else iter(())
        for slot, places in enumerate(self.places[kind]):
            base, ours, theirs = (None if at is None else side[at] for at, side in zip(places, keys, strict=True))
            if ours is None or theirs is None:
                key = next(free) if base is None and theirs is None and ours in taken else ours or theirs
            else:
                key = ours if theirs == base else theirs
            if key is not None and not base == ours == theirs:
                self._call(kind, slot, key, base)

    def _everybody(self) -> Registry:
        """The records of all sides, with all keys that are in use."""
        sides = [side for side in self.registries if side]
        everybody = {kind: tuple(chain.from_iterable(getattr(side, kind) for side in sides)) for kind in KINDS}
        return structs.replace(self.registries[1], **everybody)

    def _call(self, kind: str, slot: int, key: str, was: str | None) -> None:
        """Give a record that key on every side, and update the references to it; `was` is its key in the base."""
        for side, place in enumerate(self.places[kind][slot]):
            if place is None or (record := self.sides[kind][side][place]).key == key:
                continue
            self._keys[side].setdefault(kind, {})[record.key] = key
            new = structs.replace(record, **{KINDS[kind].key_field(): key})
            self.sides[kind][side][place] = new
            if side == 1 and record.key != was:
                is_same = self.places[kind][slot][2] is not None
                self.renumbered.append(Renumbered(kind, record.key, new, is_same))

    def _merged(self, name: str, slot: int) -> Table | None:
        base, ours, theirs = self.trio(name, slot)
        if ours is not None and theirs is not None:
            table: Table
            table, splits = merged_table(base, ours, theirs)
            for field, split in splits.items():
                key = field.removeprefix("severity.")
                self.note(name, slot, Conflict(name, key_of(table), key, *split))
            return table
        there: Table | None = ours if theirs is None else theirs
        if base is None or there is None:
            return there
        was, mine, other = self.places[name][slot]
        side, place = (2, other) if mine is None else (1, mine)
        if there == base and not self.remarked(name, side, was or 0, place or 0):
            return None
        self.note(name, slot, Conflict(name, key_of(there), "", base, ours, theirs, Why.CHANGED))
        return there

    def note(self, name: str, slot: int, conflict: Conflict) -> None:
        """Note a conflict, in the place of another about the same field."""
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
        self.note(kind, slot, Conflict(kind, there.key, "", base, ours, theirs, Why.IN_USE, names))
        return there

    def order(self, kind: str) -> list[int]:
        """The numbers of a kind's slots in the order of both sides."""
        if kind not in self._orders:
            trios = [self.trio(kind, slot) for slot in range(len(self.places[kind]))]
            self._orders[kind] = ordered_slots(
                self.places[kind], lambda slot: next(one.key for one in trios[slot] if one)
            )
        return self._orders[kind]

    def slot(self, place: Place, others: Tables = AS_MERGED) -> Slot:
        """Where the record at a place of the merged registry comes from, with other tables in some slots."""
        kind = place.kind
        if place.index is None:
            return kind, 0
        there = (at for at in self.order(kind) if others.get((kind, at), self.records[kind][at]) is not None)
        return kind, next(islice(there, place.index, None))

    def registry(self, others: Tables = AS_MERGED) -> Registry:
        """The registry as far as it is merged, with other tables in some slots."""
        return self._made(
            {
                name: [
                    others.get((name, slot), self.records[name][slot])
                    for slot in (self.order(name) if name in KINDS else [0])
                ]
                for name in TABLES
            }
        )

    def side(self, side: int) -> Registry:
        """The records of a side, with their keys after the merge."""
        return self._made({name: sides[side] for name, sides in self.sides.items()})

    def _made(self, tables: dict[str, list[Any]]) -> Registry:
        lists = {name: tuple(table for table in tables[name] if table is not None) for name in TABLES}
        return structs.replace(
            self.registries[1], **{name: found if name in KINDS else found[0] for name, found in lists.items()}
        )


def _name(table: Table) -> str:
    if isinstance(table, Record) and table.label not in table.key:
        return f"{table.key} ({table.label})"
    return key_of(table)
