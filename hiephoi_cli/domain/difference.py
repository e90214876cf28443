"""What changed between two states of a registry, record by record."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise, repeat, takewhile

from msgspec import Struct

from hiephoi_cli.domain.records import KINDS, Record, Registry, Table


class Difference(Struct, frozen=True):
    """A record added (`old` is None), removed (`new` is None) or changed; indices count within its kind.

    A table of which the file has only one (`association`, `rules`) has index 0.
    """

    kind: str
    index: int
    """Where it stands: in the old state, or in the new one where it was added."""
    old: Table | None
    new: Table | None

    @property
    def changed(self) -> tuple[str, ...]:
        """The names of the fields whose values differ; all that are set, for a record added or removed."""
        return tuple(
            name
            for name in (self.new or self.old).__struct_fields__  # type: ignore[union-attr]
            if getattr(self.old, name, None) != getattr(self.new, name, None)
        )


def differences(before: Registry, after: Registry) -> tuple[Difference, ...]:
    """Every difference, in the order of the file; added records come last in their kind.

    Raises ValueError where records were reordered: no change of a registry does that.
    """
    found: list[Difference] = []
    for name in Registry.__struct_fields__:
        old, new = getattr(before, name), getattr(after, name)
        if old is new or old == new:
            continue
        if name in KINDS:
            found += _in_kind(name, old, new)
        else:
            found.append(Difference(name, 0, old, new))
    return tuple(found)


def _in_kind(kind: str, before: Sequence[Record], after: Sequence[Record]) -> Iterator[Difference]:
    head = _untouched(before, after)
    tail = _untouched(reversed(before[head:]), reversed(after[head:]))
    before, after = before[head : len(before) - tail], after[head : len(after) - tail]
    pairs = _pair(before, after)
    if not _in_order(pairs):
        message = f"records of {kind} were reordered"
        raise ValueError(message)
    for index, record in enumerate(before):
        new = after[pairs[index]] if index in pairs else None
        if new is None or (new is not record and new != record):
            yield Difference(kind, head + index, record, new)
    known = set(pairs.values())
    for index, record in enumerate(after):
        if index not in known:
            yield Difference(kind, head + index, None, record)


def _untouched(before: Iterable[Record], after: Iterable[Record]) -> int:
    """How many records the two begin with that are the very same, which is most of them after a change."""
    return sum(1 for _same in takewhile(lambda pair: pair[0] is pair[1], zip(before, after, strict=False)))


def _pair(before: Sequence[Record], after: Sequence[Record]) -> dict[int, int]:
    """Old index → new index of the same record, by its key; those left over are the same if that keeps the order."""
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
    return all(one < other for one, other in pairwise(pairs[index] for index in sorted(pairs)))


def _numbered_keys(records: Sequence[Record]) -> Iterator[tuple[str, int]]:
    """Keys, each with how often it occurred before: a faulty file may have one twice."""
    keys = [record.key for record in records]
    if len(set(keys)) == len(keys):
        yield from zip(keys, repeat(0), strict=False)
        return
    seen: Counter[str] = Counter()
    for key in keys:
        yield key, seen[key]
        seen[key] += 1
