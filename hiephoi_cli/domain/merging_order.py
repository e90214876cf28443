"""Merges two orders of the same things: both what a side moved and what it added stand where that side put them."""

from bisect import bisect_left
from collections.abc import Callable, Hashable, Iterator, Sequence
from itertools import pairwise
from operator import itemgetter
from typing import TypeVar

T = TypeVar("T", bound=Hashable)


def _one_group(_thing: object) -> int:
    return 0


def merged_order(
    base: Sequence[T],
    ours: Sequence[T],
    theirs: Sequence[T],
    rank: Callable[[T], str] = str,
    group: Callable[[T], int | None] = _one_group,
) -> list[T]:
    """The things of both sides in one order; no sequence holds a thing twice.

    Things that both sides put in one place are sorted by group; one without a group stays with the next that has one.
    Where nothing else decides, `rank` does: the result is the same with ours and theirs exchanged.
    """
    for one, other in ((ours, theirs), (theirs, ours)):
        if base == one and {*one} <= {*other}:
            return list(other)
    in_both = {*ours} & {*theirs}
    kept = [thing for thing in base if thing in in_both]
    moved, moved_there = _moved(kept, ours), _moved(kept, theirs)
    settled = {*kept} - moved - moved_there
    unsettled, unsettled_there = ([thing for thing in side if thing not in settled] for side in (ours, theirs))
    sides = (unsettled_there, unsettled) if unsettled_there != unsettled else (theirs, ours)
    if _ranks(sides[0], rank) < _ranks(sides[1], rank):  # whichever ranks first counts as ours
        ours, theirs, moved, moved_there = theirs, ours, moved_there, moved
    runs, runs_there = _runs(ours, settled), _runs(theirs, settled)
    left_out = moved_there - moved  # of our runs: they stand where theirs put them
    order: list[T] = []
    for anchor, run in runs.items():
        order += [] if anchor is None else [anchor]
        if run or runs_there[anchor]:
            mine = [thing for thing in run if thing not in left_out]
            theirs_alone = [thing for thing in runs_there[anchor] if thing not in in_both or thing in left_out]
            first, second = sorted((mine, theirs_alone), key=lambda run: _ranks(run, rank))
            order += _in_groups(first, second, group)
    return order


def _in_groups(first: Sequence[T], second: Sequence[T], group: Callable[[T], int | None]) -> list[T]:
    """Two runs as one: group by group if both are in the order of groups, else the second after the first."""
    parts = [_parts(run, group) for run in (first, second)]
    if not all(parts) or any(part != sorted(part, key=itemgetter(0)) for part in parts):
        return [*first, *second]
    return [thing for _group, part in sorted([*parts[0], *parts[1]], key=itemgetter(0)) for thing in part]


def _parts(run: Sequence[T], group: Callable[[T], int | None]) -> list[tuple[int, list[T]]]:
    """A run cut after each thing with a group, with that group; no parts if no thing has one."""
    parts: list[tuple[int, list[T]]] = []
    waiting: list[T] = []
    for thing in run:
        waiting.append(thing)
        if (number := group(thing)) is not None:
            parts.append((number, waiting))
            waiting = []
    if parts and waiting:
        parts[-1][1].extend(waiting)
    return parts if not waiting or parts else []


def _ranks(things: Sequence[T], rank: Callable[[T], str]) -> list[str]:
    return list(map(rank, things))


def _runs(things: Sequence[T], settled: set[T]) -> dict[T | None, list[T]]:
    """The things between the settled ones, by the settled one before them; by None, those before all of them."""
    run: list[T] = []
    runs: dict[T | None, list[T]] = {None: run}
    for thing in things:
        if thing in settled:
            run = runs[thing] = []
        else:
            run.append(thing)
    return runs


def _moved(before: Sequence[T], after: Sequence[T]) -> set[T]:
    """The fewest things that have to move to turn one order into the other."""
    places = {thing: place for place, thing in enumerate(after)}
    order = [places[thing] for thing in before]
    if all(place < following for place, following in pairwise(order)):
        return set()
    return {*before} - {after[place] for place in _rising(order)}


def _rising(numbers: Sequence[int]) -> Iterator[int]:
    """The longest rising subsequence of different numbers, backwards."""
    ends: list[int] = []
    before: dict[int, int | None] = {}
    for number in numbers:
        length = bisect_left(ends, number)
        before[number] = ends[length - 1] if length else None
        ends[length : length + 1] = [number]
    at = ends[-1] if ends else None
    while at is not None:
        yield at
        at = before[at]
