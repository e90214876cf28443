"""Merges two new states of one table with the old one: field by field, lists item by item, tables in it by identity."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Generic, NamedTuple, TypeVar

from msgspec import NODEFAULT, structs

from hiephoi_cli.domain.fields import Field, fields
from hiephoi_cli.domain.merging_order import merged_order
from hiephoi_cli.domain.merging_pairs import same_later, same_twice
from hiephoi_cli.domain.records import Table

T = TypeVar("T", bound=Table)


class Split(NamedTuple):
    """A value that both sides changed, each in its own way; `theirs` is what merging makes of it if theirs wins."""

    base: Any
    ours: Any
    theirs: Any


class Merged(NamedTuple, Generic[T]):
    """A table with the changes of both sides, ours where they exclude each other, and those cases by field."""

    table: T
    splits: dict[str, Split]


def merged_table(base: T | None, ours: T, theirs: T) -> Merged[T]:
    """Both sides' changes of one table; without `base` both added it."""
    if base is not None and theirs in (ours, base):
        return Merged(ours, {})
    if base is not None and base == ours:
        return Merged(theirs, {})
    values: dict[str, Any] = {}
    splits: dict[str, Split] = {}
    declared, defaults = fields(type(ours)), _defaults(type(ours))
    for name in ours.__struct_fields__:
        was = getattr(base, name) if base is not None else defaults[name]
        values[name], others = _merged(declared.get(name), was, getattr(ours, name), getattr(theirs, name))
        splits |= {f"{name}{key}": split for key, split in others.items()}
    return Merged(structs.replace(ours, **values), splits)


def _defaults(table: type[Table]) -> dict[str, Any]:
    """The value of each field of a table that is not there; NODEFAULT where there is none."""
    return {
        info.name: info.default_factory() if info.default_factory is not NODEFAULT else info.default
        for info in structs.fields(table)
    }


_Value = tuple[Any, dict[str, Split]]
"""A merged value, and where both sides exclude each other, what inside it; under no name, the value itself."""


def _merged(field: Field | None, base: Any, ours: Any, theirs: Any) -> _Value:  # noqa: ANN401  values of any field
    if theirs in (ours, base):
        return ours, {}
    if ours == base:
        return theirs, {}
    if field is None:
        return _merged_mapping(base, ours, theirs)
    if field.many and (table := field.table()):
        return _merged_tables(table, base, ours, theirs)
    if field.many:
        return merged_list(base, ours, theirs), {}
    return ours, {"": Split(None if base is NODEFAULT else base, ours, theirs)}


def _merged_mapping(base: Mapping[str, Any], ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> _Value:
    values: dict[str, Any] = {}
    splits: dict[str, Split] = {}
    for name in dict.fromkeys([*ours, *theirs]):
        was, mine, other = base.get(name), ours.get(name), theirs.get(name)
        value = other if mine == was else mine
        if value is not None:
            values[name] = value
        if mine != was != other != mine:
            splits[f".{name}"] = Split(was, mine, other)
    return values, splits


def merged_list(base: Sequence[Any], ours: Sequence[Any], theirs: Sequence[Any]) -> tuple[Any, ...]:
    """The items of both sides, without those that one of them removed."""
    was, mine, other = map(_counted, (base, ours, theirs))
    gone = {item for item in was if item not in {*mine} or item not in {*other}}
    order = merged_order(was, mine, other, lambda item: str(item[0]))
    return tuple(counted[0] for counted in order if counted not in gone)


def _counted(items: Sequence[Any]) -> list[tuple[Any, int]]:
    """Items that are there once, each with the number of its earlier occurrences."""
    seen: Counter[Any] = Counter()
    counted: list[tuple[Any, int]] = []
    for item in items:
        counted.append((item, seen[item]))
        seen[item] += 1
    return counted


class _Item(NamedTuple):
    """A table in a list, where it is there."""

    base: Table | None
    ours: Table | None
    theirs: Table | None


def _merged_tables(table: type[Table], base: Sequence[T], ours: Sequence[T], theirs: Sequence[T]) -> _Value:
    """The items of both sides; two lists of which neither was there before are one answer or the other."""
    if not base and ours and theirs:
        return ours, {"": Split(base, ours, theirs)}
    items, order = paired_items(table, base, ours, theirs)
    result: list[Table] = []
    if_theirs: list[Table] = []
    is_split = False
    for item in (items[key] for key in order):
        kept, other, is_open = _merged_item(item)
        is_split = is_split or is_open
        result += [kept] if kept else []
        if_theirs += [other] if other else []
    return tuple(result), {"": Split(base, tuple(result), tuple(if_theirs))} if is_split else {}


def paired_items(
    table: type[Table], base: Sequence[T], ours: Sequence[T], theirs: Sequence[T]
) -> tuple[dict[int, _Item], list[int]]:
    """The items of three lists, each once, by number; and their numbers in the order of both sides."""
    slots = paired(table, base, ours, theirs)
    sides = (base, ours, theirs)
    items = {
        number: _Item(*(None if place is None else side[place] for place, side in zip(slot, sides, strict=True)))
        for number, slot in enumerate(slots)
    }
    orders = ordered_slots(slots, lambda number: str(items[number].ours or items[number].theirs))
    return items, orders


Places = tuple[int | None, int | None, int | None]
"""Where a thing stands in the base, on our side and on theirs."""


def paired(table: type[Table], base: Sequence[T], ours: Sequence[T], theirs: Sequence[T]) -> list[Places]:
    """Everything that any of three sides has, once, with its places."""
    mine, other = same_later(table, base, ours), same_later(table, base, theirs)
    mine_by, other_by = ({was: place for place, was in pairs.items()} for pairs in (mine, other))
    new = [place for place in range(len(ours)) if place not in mine]
    new_there = [place for place in range(len(theirs)) if place not in other]
    both = same_twice(table, [ours[place] for place in new], [theirs[place] for place in new_there])
    twice = {new[mine_place]: new_there[place] for place, mine_place in both.items()}
    seen = {*twice.values()}
    return [
        *((place, mine_by.get(place), other_by.get(place)) for place in range(len(base))),
        *((None, place, twice.get(place)) for place in new),
        *((None, None, place) for place in new_there if place not in seen),
    ]


def ordered_slots(slots: Sequence[Places], rank: Callable[[int], str]) -> list[int]:
    """The numbers of slots in the order of both sides."""
    base, ours, theirs = (
        (
            [
                number
                for _place, number in sorted(
                    (place, number) for number, place in enumerate(places) if place is not None
                )
            ]
            for places in zip(*slots, strict=True)
        )
        if slots
        else ([], [], [])
    )
    return merged_order(base, ours, theirs, rank)


def _merged_item(item: _Item) -> tuple[Table | None, Table | None, bool]:
    """The merged item, the one that would be if theirs won, and whether they conflict."""
    base, ours, theirs = item
    if ours and theirs:
        table, splits = merged_table(base, ours, theirs)
        return table, structs.replace(table, **{name: split.theirs for name, split in splits.items()}), bool(splits)
    there = ours or theirs
    if base is None or there is None:
        return there, there, False
    return (None, None, False) if there == base else (ours, theirs, True)
