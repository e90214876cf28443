"""Pairs the items of a list with the same items in its new state."""

from bisect import bisect_left
from collections import Counter, defaultdict, deque
from collections.abc import Hashable, Iterator, Mapping, Sequence
from types import MappingProxyType
from unicodedata import normalize

from msgspec import Struct


class ItemKeys(Struct, frozen=True):
    """What identifies the items of a list: the identifying fields of tables, and the new text for each old one."""

    fields: Sequence[str] = ()
    new_texts: Mapping[str, str] = MappingProxyType({})


NOTHING = ItemKeys()


def pairs(old: Sequence[object], new: Sequence[object], item_keys: ItemKeys = NOTHING) -> dict[int, int]:
    """New index → old index of the same item.

    A text pairs with its equal, ignoring case and spaces, or with its new text. A table pairs with one with the same
    values in the identifying fields (by default its first key), or in the first of these if that value is unique on
    each side and no other identifying field differs.
    """
    from difflib import SequenceMatcher

    ours, theirs = [likeness(item) for item in old], [likeness(item) for item in new]
    equal = SequenceMatcher(None, ours, theirs, autojunk=False).get_matching_blocks()
    paired = {j + k: i + k for i, j, size in equal for k in range(size)}
    fields = item_keys.fields or next(([*item][:1] for item in old if isinstance(item, dict)), [])
    become = [item_keys.new_texts.get(item, item) if isinstance(item, str) else item for item in old]
    paired.update([*_leftover(paired, ours, theirs)])
    paired.update(
        [*_leftover(paired, [_identity(item, fields) for item in become], [_identity(item, fields) for item in new])]
    )
    return paired | dict(_by_first(paired, old, new, fields))


def in_place(paired: Mapping[int, int]) -> set[int]:
    """The largest set of new indices whose items can stay in place: their old indices rise as well."""
    ends: list[int] = []  # by length of rising runs: the smallest old index that ends one
    tips: list[int] = []  # its new index
    before: dict[int, int | None] = {}
    for place, old in sorted(paired.items()):
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
    """Whether two values are equal, and of equal types throughout."""
    return likeness(one) == likeness(other)


def likeness(value: object) -> str:
    """A text that is equal for equal values of equal types."""
    match value:
        case dict():
            return repr(sorted((key, likeness(item)) for key, item in value.items()))
        case list():
            return repr([likeness(item) for item in value])
        case _:
            return repr(value)


def _leftover(
    paired: Mapping[int, int], ours: Sequence[Hashable], theirs: Sequence[Hashable]
) -> Iterator[tuple[int, int]]:
    """Pairs, in order, of unpaired items with the same key."""
    taken = {*paired.values()}
    waiting: dict[Hashable, deque[int]] = defaultdict(deque)
    for place, key in enumerate(ours):
        if key is not None and place not in taken:
            waiting[key].append(place)
    for place, key in enumerate(theirs):
        if key is not None and place not in paired and waiting[key]:
            yield place, waiting[key].popleft()


def _by_first(
    paired: Mapping[int, int], old: Sequence[object], new: Sequence[object], fields: Sequence[str]
) -> Iterator[tuple[int, int]]:
    """Pairs of tables whose value in the first field is unique on each side, and that differ in no other field."""
    ours, theirs = ([_identity(item, fields[:1]) for item in items] for items in (old, new))
    alone = {key for key, count in Counter(ours).items() if count == 1} & {
        key for key, count in Counter(theirs).items() if count == 1
    }
    for place, was in _leftover(paired, ours, theirs):
        if theirs[place] in alone and not _differ(old[was], new[place], fields):
            yield place, was


def _differ(one: object, other: object, fields: Sequence[str]) -> bool:
    return (
        isinstance(one, dict)
        and isinstance(other, dict)
        and any(name in one and name in other and _spelled(one[name]) != _spelled(other[name]) for name in fields)
    )


def _identity(item: object, fields: Sequence[str]) -> Hashable:
    """A text, or the values of a table's fields; None for anything else."""
    if isinstance(item, dict) and any(name in item for name in fields):
        return tuple(_spelled(item.get(name)) for name in fields)
    return _spelled(item) if isinstance(item, str) else None


def _spelled(value: object) -> str:
    """A text in one spelling of case, spaces and composed accents."""
    return " ".join(normalize("NFC", value).split()).casefold() if isinstance(value, str) else likeness(value)
