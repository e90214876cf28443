"""Compares two states of a registry, record by record."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise, repeat, takewhile

from msgspec import Struct

from hiephoi_cli.domain.records import KINDS, Record, Registry, Table


class Difference(Struct, frozen=True):
    """A record added (`old` is None), removed (`new` is None) or changed; `index` counts within its kind.

    Tables that occur once (`association`, `rules`) have index 0.
    """

    kind: str
    index: int
    """Its place in the old state, or in the new one if it was added."""
    old: Table | None
    new: Table | None

    @property
    def changed(self) -> tuple[str, ...]:
        """The fields whose values differ; for a record added or removed, all that are set."""
        return tuple(
            name
            for name in (self.new or self.old).__struct_fields__  # type: ignore[union-attr]
            if getattr(self.old, name, None) != getattr(self.new, name, None)
        )


def differences(before: Registry, after: Registry, *, ordered: bool = True) -> tuple[Difference, ...]:
    """Every difference, in the order of the file, with added records last in their kind.

    Raises ValueError if records were reordered, which no change does, unless that is allowed.
    """
    changes: list[Difference] = []
    for name in Registry.__struct_fields__:
        old, new = getattr(before, name), getattr(after, name)
        if old is new or old == new:
            continue
        if name in KINDS:
            changes += _in_kind(name, old, new, ordered=ordered)
        else:
            changes.append(Difference(name, 0, old, new))
    return tuple(changes)


def _in_kind(kind: str, before: Sequence[Record], after: Sequence[Record], *, ordered: bool) -> Iterator[Difference]:
    head = _untouched(before, after)
    tail = _untouched(reversed(before[head:]), reversed(after[head:]))
    before, after = before[head : len(before) - tail], after[head : len(after) - tail]
    pairs = _pair(before, after)
    if ordered and not _in_order(pairs):
        message = f"records of {kind} were reordered"
        raise ValueError(message)
    for index, record in enumerate(before):
        new = after[pairs[index]] if index in pairs else None
        if new is None or (new is not record and new != record):
            yield Difference(kind, head + index, record, new)
    paired = set(pairs.values())
    for index, record in enumerate(after):
        if index not in paired:
            yield Difference(kind, head + index, None, record)


def _untouched(before: Iterable[Record], after: Iterable[Record]) -> int:
    """The number of leading records that are identical objects: after a change, most of them."""
    return sum(1 for _same in takewhile(lambda pair: pair[0] is pair[1], zip(before, after, strict=False)))


def _pair(before: Sequence[Record], after: Sequence[Record]) -> dict[int, int]:
    """Old index → new index of the same record, by key; leftovers are paired if that keeps the order."""
    places = {key: index for index, key in enumerate(_numbered_keys(after))}
    pairs: dict[int, int] = {}
    lonely: list[int] = []
    for index, key in enumerate(_numbered_keys(before)):
        if key in places:
            pairs[index] = places.pop(key)
        else:
            lonely.append(index)
    renamed = pairs | dict(zip(lonely, places.values(), strict=False))
    return renamed if len(lonely) == len(places) and _in_order(renamed) else pairs


def _in_order(pairs: Mapping[int, int]) -> bool:
    return all(place < following for place, following in pairwise(pairs[index] for index in sorted(pairs)))


def _numbered_keys(records: Sequence[Record]) -> Iterator[tuple[str, int]]:
    """Each key with the number of its earlier occurrences: a faulty file may repeat one."""
    keys = [record.key for record in records]
    if len(set(keys)) == len(keys):
        yield from zip(keys, repeat(0), strict=False)
        return
    seen: Counter[str] = Counter()
    for key in keys:
        yield key, seen[key]
        seen[key] += 1
