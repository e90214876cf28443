"""Which items of a list are the same things as items of its new state."""

from bisect import bisect_left
from collections import Counter, defaultdict, deque
from collections.abc import Hashable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple
from unicodedata import normalize


class Known(NamedTuple):
    """What is known of the items of a list: the fields that tell tables apart, and what texts become."""

    fields: Sequence[str] = ()
    new_texts: Mapping[str, str] = MappingProxyType({})


NOTHING = Known()


def pairs(old: Sequence[object], new: Sequence[object], known: Known = NOTHING) -> dict[int, int]:
    """New place → old place of the same thing.

    A text is the same as its equal, case and spaces aside, or what it becomes. A table is the same as one with the same
    values in the known fields (in its first key, where none are), or in the first of them where only one on each side
    has it and no other field differs.
    """
    from difflib import SequenceMatcher

    ours, theirs = [likeness(item) for item in old], [likeness(item) for item in new]
    equal = SequenceMatcher(None, ours, theirs, autojunk=False).get_matching_blocks()
    found = {j + k: i + k for i, j, size in equal for k in range(size)}
    fields = known.fields or next(([*item][:1] for item in old if isinstance(item, dict)), [])
    become = [known.new_texts.get(item, item) if isinstance(item, str) else item for item in old]
    found.update([*_leftover(found, ours, theirs)])
    found.update(
        [*_leftover(found, [_identity(item, fields) for item in become], [_identity(item, fields) for item in new])]
    )
    return found | dict(_by_first(found, old, new, fields))


def in_place(found: Mapping[int, int]) -> set[int]:
    """The most new places whose things can stay where they stand: their old places rise as they do."""
    ends: list[int] = []  # of rising runs by their length: the least old place of a last item
    tips: list[int] = []  # its new place
    before: dict[int, int | None] = {}
    for place, old in sorted(found.items()):
        length = bisect_left(ends, old)
        before[place] = tips[length - 1] if length else None
        ends[length : length + 1] = [old]
        tips[length : length + 1] = [place]
    stay: set[int] = set()
    at = tips[-1] if tips else None
    while at is not None:
        stay.add(at)
        at = before[at]
    return stay


def same(one: object, other: object) -> bool:
    """Whether two values are equal and of the same types all through."""
    return likeness(one) == likeness(other)


def likeness(value: object) -> str:
    """A text that is the same for values that are."""
    match value:
        case dict():
            return repr(sorted((key, likeness(item)) for key, item in value.items()))
        case list():
            return repr([likeness(item) for item in value])
        case _:
            return repr(value)


def _leftover(
    found: Mapping[int, int], ours: Sequence[Hashable], theirs: Sequence[Hashable]
) -> Iterator[tuple[int, int]]:
    """Pairs, in order, of items that have none yet and the same key."""
    taken = {*found.values()}
    waiting: dict[Hashable, deque[int]] = defaultdict(deque)
    for place, key in enumerate(ours):
        if key is not None and place not in taken:
            waiting[key].append(place)
    for place, key in enumerate(theirs):
        if key is not None and place not in found and waiting[key]:
            yield place, waiting[key].popleft()


def _by_first(
    found: Mapping[int, int], old: Sequence[object], new: Sequence[object], fields: Sequence[str]
) -> Iterator[tuple[int, int]]:
    """Pairs of tables that alone on their sides have that value in the first field, and differ in no other."""
    ours, theirs = ([_identity(item, fields[:1]) for item in items] for items in (old, new))
    alone = {key for key, count in Counter(ours).items() if count == 1} & {
        key for key, count in Counter(theirs).items() if count == 1
    }
    for place, was in _leftover(found, ours, theirs):
        if theirs[place] in alone and not _differ(old[was], new[place], fields):
            yield place, was


def _differ(one: object, other: object, fields: Sequence[str]) -> bool:
    return (
        isinstance(one, dict)
        and isinstance(other, dict)
        and any(name in one and name in other and _spelled(one[name]) != _spelled(other[name]) for name in fields)
    )


def _identity(item: object, fields: Sequence[str]) -> Hashable:
    """A text, or the values of a table in the fields; nothing for what has neither."""
    if isinstance(item, dict) and any(name in item for name in fields):
        return tuple(_spelled(item.get(name)) for name in fields)
    return _spelled(item) if isinstance(item, str) else None


def _spelled(value: object) -> str:
    """A text however its case, spaces and accents are spelled."""
    return " ".join(normalize("NFC", value).split()).casefold() if isinstance(value, str) else likeness(value)
