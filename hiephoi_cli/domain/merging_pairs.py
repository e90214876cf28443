"""Who is who in two states of a registry: records by identity, companies by their tax code or name."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from operator import attrgetter
from typing import Any, TypeVar

from msgspec import Struct

from hiephoi_cli.domain.fields import fields
from hiephoi_cli.domain.identity import name_key
from hiephoi_cli.domain.records import Is, Record, Table
from hiephoi_cli.domain.vietnamese import one_spelling

T = TypeVar("T", bound=Table)


class _Way(Struct, frozen=True):
    """One way to know a thing again; `key` is None where it says nothing."""

    key: Callable[[Any], Hashable]
    agree: Callable[[Any, Any], bool] = lambda _one, _other: True
    repeats: bool = False
    """Whether several may share a key; they are then paired in their order."""


def same_later(table: type[Table], before: Sequence[T], after: Sequence[T]) -> dict[int, int]:
    """The place before of each thing that is there after a change: by identity, else by what it still shares."""
    ways = [_Way(_identity(table), repeats=True), *_recognised(table)]
    names = table.identified_by
    if len(names) > 1:
        ways += [_Way(_values(table, [name for name in names if name != left])) for left in reversed(names)]
    return _paired(before, after, ways)


def same_twice(table: type[Table], ours: Sequence[T], theirs: Sequence[T]) -> dict[int, int]:
    """The place among ours of each thing that both sides added.

    Where ids are only numbers, as those of members, two of the same id are not the same for that.
    """
    ways = list(_recognised(table))
    if not (issubclass(table, Record) and table.key_prefix):
        ways.insert(0, _Way(_identity(table), repeats=True))
    if issubclass(table, Record) and (lacking := table.may_lack()):
        sure = [name for name in table.identified_by if name not in lacking]
        ways.append(_Way(_values(table, sure), lambda one, other: not _contrary(one, other, lacking)))
    return _paired(ours, theirs, ways)


def _recognised(table: type[Table]) -> Iterator[_Way]:
    """The ways to know a record again whose key is another."""
    if not issubclass(table, Record):
        return
    for place, name in enumerate(table.recognised_by):
        surer = table.recognised_by[:place]
        yield _Way(
            _values(table, [name]),
            lambda one, other, surer=surer: not _contrary(one, other, surer),  # type: ignore[misc]
        )
    if table.key_from and {*table.key_from} - {*table.recognised_by}:
        yield _Way(_values(table, table.key_from))


def _contrary(one: Table, other: Table, names: Sequence[str]) -> bool:
    """Whether both have a value in one of the fields, and not the same."""
    pairs = ((getattr(one, name), getattr(other, name)) for name in names)
    return any(mine and theirs and mine != theirs for mine, theirs in pairs)


def _identity(table: type[Table]) -> Callable[[Any], Hashable]:
    if issubclass(table, Record):
        return attrgetter("identity")
    return _values(table, table.identified_by or tuple(fields(table))[:1])


def _values(table: type[Table], names: Sequence[str]) -> Callable[[Any], Hashable]:
    """The values of fields, texts in one spelling; None where there is none."""
    declared = fields(table)

    def values(thing: Any) -> Hashable:  # noqa: ANN401  a table of any declaration
        spelled = tuple(_spelled(getattr(thing, name), declared[name].form) for name in names)
        return spelled if any(value is not None for value in spelled) else None

    return values


def _spelled(value: Any, form: Is | None) -> Hashable:  # noqa: ANN401  the value of any field
    if isinstance(value, str) and type(value) is str:
        return name_key(value) if form is Is.PERSON else one_spelling(value)
    return value  # type: ignore[no-any-return]


def _paired(old: Sequence[T], new: Sequence[T], ways: Sequence[_Way]) -> dict[int, int]:
    pairs: dict[int, int] = {}
    waiting, looking = list(range(len(old))), list(range(len(new)))
    for way in ways:
        if not (waiting and looking):
            break
        places = dict(_keyed(old, waiting, way))
        for place, key in ((place, key) for key, place in _keyed(new, looking, way)):
            was = places.get(key)
            if was is not None and way.agree(old[was], new[place]):
                pairs[place] = was
        taken = {*pairs.values()}
        waiting = [place for place in waiting if place not in taken]
        looking = [place for place in looking if place not in pairs]
    return pairs


def _keyed(things: Sequence[Any], places: Sequence[int], way: _Way) -> Iterator[tuple[Hashable, int]]:
    """The keys of things with their places; a repeated one counts its occurrences, or says nothing."""
    keys = [way.key(things[place]) for place in places]
    counts = Counter(keys) if len({*keys}) < len(keys) else None
    seen: Counter[Hashable] = Counter()
    for place, key in zip(places, keys, strict=True):
        if key is None or (counts and counts[key] > 1 and not way.repeats):
            continue
        if counts:
            seen[key] += 1
            yield (key, seen[key]), place
        else:
            yield (key, 1), place
