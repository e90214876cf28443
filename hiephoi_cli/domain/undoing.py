"""A change taken back by value, in a registry that others have changed since."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple, TypeVar

from msgspec import Struct, structs

from hiephoi_cli.domain.difference import Difference, differences
from hiephoi_cli.domain.fields import Field, fields
from hiephoi_cli.domain.records import KINDS, Record, Registry, Table

T = TypeVar("T", bound=Table)


class Obstacle(Struct, frozen=True):
    """What was changed since, and so stands in the way: a field of a record, or all of it where none is named."""

    kind: str
    key: str
    field: str = ""


class TakenBack(NamedTuple):
    """The registry without a change, and what stands in the way of that."""

    registry: Registry
    obstacles: list[Obstacle]


def taken_back(current: Registry, before: Registry, after: Registry) -> TakenBack:
    """The registry as it would be had it never been changed from `before` to `after`; all else stays as it is now."""
    obstacles: list[Obstacle] = []
    found = differences(before, after, ordered=False)
    for kind in dict.fromkeys(one.kind for one in found):
        changes = [one for one in found if one.kind == kind]
        if kind in KINDS:
            records = {record.key: record for record in getattr(current, kind)}
            new = _without(kind, records, changes, obstacles)
            current = structs.replace(current, **{kind: tuple(new)})
        else:
            [change] = changes
            if change.old and change.new:
                table = _restored(getattr(current, kind), change.old, change.new, Obstacle(kind, ""), obstacles)
                current = structs.replace(current, **{kind: table})
    gone = {(one.kind, one.new.key) for one in found if one.old is None and isinstance(one.new, Record)}
    obstacles += _naming(current, gone)
    return TakenBack(current, obstacles)


def same(one: Registry, other: Registry) -> bool:
    """Whether two registries hold the same, in whichever order."""
    if any(getattr(one, name) != getattr(other, name) for name in Registry.__struct_fields__ if name not in KINDS):
        return False
    lists = [(getattr(one, kind), getattr(other, kind)) for kind in KINDS]
    return all(
        mine == theirs
        or (len(mine) == len(theirs) and {record.key: record for record in mine} == {one.key: one for one in theirs})
        for mine, theirs in lists
    )


def _without(
    kind: str, records: Mapping[str, Record], changes: list[Difference], obstacles: list[Obstacle]
) -> Iterator[Record]:
    """The records of a kind without the changes; what was removed comes last."""
    new = dict(records)
    back: list[Record] = []
    for change in changes:
        old, made = change.old, change.new
        if isinstance(made, Record):
            there = records.get(made.key)
            if there is None:
                obstacles += [Obstacle(kind, made.key)] if old else []
            elif isinstance(old, Record):
                obstacles += [Obstacle(kind, old.key)] if old.key != made.key and old.key in records else []
                new[made.key] = _restored(there, old, made, Obstacle(kind, made.key), obstacles)
            else:
                obstacles += [Obstacle(kind, made.key, name) for name in _differing(there, made)]
                del new[made.key]
        elif isinstance(old, Record):
            if records.get(old.key, old) != old:
                obstacles.append(Obstacle(kind, old.key))
            elif old.key not in records:
                back.append(old)
    yield from new.values()
    yield from back


def _restored(there: T, old: Table, new: Table, where: Obstacle, obstacles: list[Obstacle]) -> T:
    """A table with the old values of the fields that were changed, unless they have been changed again."""
    values = {}
    for name in _differing(old, new):
        now = getattr(there, name)
        if now == getattr(new, name):
            values[name] = getattr(old, name)
        elif now != getattr(old, name):
            obstacles.append(structs.replace(where, field=name))
    return structs.replace(there, **values)


def _differing(one: Table, other: Table) -> Iterator[str]:
    return (name for name in one.__struct_fields__ if getattr(one, name) != getattr(other, name))


def _naming(registry: Registry, gone: set[tuple[str, str]]) -> Iterator[Obstacle]:
    """The records that refer to those that would be gone."""
    kinds = {kind for kind, _key in gone}
    for kind, table in KINDS.items():
        held = [field for field in fields(table).values() if _kinds_in(field) & kinds]
        for record in getattr(registry, kind) if held else ():
            for field in held:
                if any(pair in gone for pair in _references(record, field)):
                    yield Obstacle(kind, record.key, field.name)


def _kinds_in(field: Field) -> set[str]:
    """The kinds that a field refers to, in the tables inside it too."""
    inner = field.table()
    kinds = {kind} if (kind := field.refers_to or field.may_name) else set()
    return kinds.union(*(_kinds_in(one) for one in fields(inner).values())) if inner else kinds


def _references(record: Table, field: Field) -> Iterator[tuple[str, str]]:
    value = getattr(record, field.name)
    items = value if field.many else [value]
    for item in items:
        if (kind := field.refers_to or field.may_name) and item:
            yield kind, item
        elif (table := field.table()) and item:
            for inner in fields(table).values():
                yield from _references(item, inner)
