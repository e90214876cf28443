"""The differences of two texts as pieces, line by line, that lead from each to the other."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from msgspec import Struct, structs

_SMALL = 1 << 12
"""Bytes that are one piece, without a search for lines that both sides have."""


class Patch(Struct, frozen=True):
    """Bytes in place of others; patches of a text stand in its order and do not overlap."""

    at: int
    old: bytes
    new: bytes

    @property
    def growth(self) -> int:
        """How many bytes longer the text becomes."""
        return len(self.new) - len(self.old)

    @property
    def end(self) -> int:
        """Where the old bytes end."""
        return self.at + len(self.old)


def patches(old: bytes, new: bytes) -> list[Patch]:
    """What makes the new text of the old one: whole lines, near to the fewest, in linear time."""
    return list(_between(old, new, 0, _blocks))


def applied(data: bytes, changes: Iterable[Patch]) -> bytes:
    """The text after the patches. Raises ValueError where they are not of this text."""
    parts, done = [], 0
    for change in changes:
        if change.at < done or data[change.at : change.end] != change.old:
            raise ValueError
        parts += [data[done : change.at], change.new]
        done = change.end
    return b"".join([*parts, data[done:]])


def reverted(changes: Iterable[Patch]) -> list[Patch]:
    """The patches that make the old text of the new one."""
    back, growth = [], 0
    for change in changes:
        back.append(Patch(change.at + growth, change.new, change.old))
        growth += change.growth
    return back


def moved(changes: Iterable[Patch], later: Sequence[Patch]) -> list[Patch] | None:
    """The patches of a text as those of what later patches made of it; None where these touch the same bytes."""
    result, growth, place = [], 0, 0
    for change in changes:
        while place < len(later) and later[place].end <= change.at:
            growth += later[place].growth
            place += 1
        if place < len(later) and later[place].at < change.end:
            return None
        result.append(structs.replace(change, at=change.at + growth))
    return result


def _common(one: bytes, other: bytes) -> int:
    """How many bytes both begin with."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _common_end(one: bytes, other: bytes, start: int) -> int:
    """How many bytes of whole lines both end with, behind `start`."""
    low, high = 0, min(len(one), len(other)) - start
    ends = len(one), len(other)
    while low < high:
        middle = (low + high + 1) // 2
        if one[ends[0] - middle : ends[0] - low] == other[ends[1] - middle : ends[1] - low]:
            low = middle
        else:
            high = middle - 1
    places = ends[0] - low, ends[1] - low
    if all(
        place == start or text[place - 1 : place] == b"\n" for text, place in zip((one, other), places, strict=True)
    ):
        return low
    line_end = one.find(b"\n", places[0])
    return ends[0] - line_end - 1 if line_end >= 0 else 0


def _between(old: bytes, new: bytes, at: int, split: "_Split") -> Iterator[Patch]:
    """The patches of a part of a text that begins at that place, looked for by its parts where it is large."""
    start = old.rfind(b"\n", 0, _common(old, new)) + 1
    behind = _common_end(old, new, start)
    before, after = old[start : len(old) - behind], new[start : len(new) - behind]
    if before == after:
        return
    if not (before and after) or len(before) + len(after) <= _SMALL:
        yield Patch(at + start, before, after)
        return
    for place, one, other in _apart(split(before), split(after)):
        if split is _lines:
            yield Patch(at + start + place, one, other)
        else:
            yield from _between(one, other, at + start + place, _lines)


def _lines(text: bytes) -> list[bytes]:
    return text.splitlines(keepends=True)


def _blocks(text: bytes) -> list[bytes]:
    """The parts between blank lines: fewer than lines, and most are like no other."""
    blank = b"\n\r\n" if b"\n\r\n" in text else b"\n\n"
    *parts, last = text.split(blank)
    return [*(part + blank for part in parts), last]


_Split = Callable[[bytes], list[bytes]]


def _apart(one: Sequence[bytes], other: Sequence[bytes]) -> Iterator[tuple[int, bytes, bytes]]:
    """What lies between the parts that both have, with its place in the first text."""
    left = right = at = 0
    for anchor, partner in [*_anchors(one, other), (len(one), len(other))]:
        if anchor < left or partner < right:
            continue
        same = 0
        while same < min(anchor - left, partner - right) and one[anchor - 1 - same] == other[partner - 1 - same]:
            same += 1
        before, after = b"".join(one[left : anchor - same]), b"".join(other[right : partner - same])
        if before or after:
            yield at, before, after
        at += len(before)
        left, right = anchor - same, partner - same
        while left < len(one) and right < len(other) and one[left] == other[right]:
            at += len(one[left])
            left, right = left + 1, right + 1


def _anchors(one: Sequence[bytes], other: Sequence[bytes]) -> list[tuple[int, int]]:
    """The places of parts that stand once in both texts, the longest row of them in one order."""
    counts, others = Counter(one), Counter(other)
    places = {part: place for place, part in enumerate(other) if others[part] == 1}
    both = [(place, places[part]) for place, part in enumerate(one) if counts[part] == 1 and part in places]
    ends: list[int] = []
    rows: list[int] = []
    before: list[int] = []
    for number, (_place, partner) in enumerate(both):
        length = bisect_left(ends, partner)
        ends[length : length + 1] = [partner]
        rows[length : length + 1] = [number]
        before.append(rows[length - 1] if length else -1)
    chain: list[tuple[int, int]] = []
    number = rows[-1] if rows else -1
    while number >= 0:
        chain.append(both[number])
        number = before[number]
    return chain[::-1]
