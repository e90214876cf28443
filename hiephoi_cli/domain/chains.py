"""Follows links from supplier to buyer, as trees in which each link stands once and circles end.

Time and memory grow with the number of links; nothing recurses.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum
from typing import Generic, Protocol, TypeVar

from msgspec import Struct

from hiephoi_cli.domain.words import Choice
from hiephoi_cli.i18n import N_


class Supply(Protocol):
    """What chains need of a link: who supplies whom, by the keys of members."""

    @property
    def supplier(self) -> str:
        """Who supplies."""

    @property
    def buyer(self) -> str:
        """Who is supplied."""


S = TypeVar("S", bound=Supply)


class Direction(Choice):
    """Which way links are followed."""

    DOWNSTREAM = N_("downstream")
    UPSTREAM = N_("upstream")


class Continuation(Enum):
    """Where the branches of a step's member stand."""

    HERE = 1
    """Below the step; there may be none."""
    ELSEWHERE = 2
    """Below another step of the same member."""
    CIRCLE = 3
    """Below a step above on the same branch: a circle closes."""


class Step(Struct, Generic[S], frozen=True):
    """A member's place in a tree; one that can be reached in several ways has several."""

    member: str
    depth: int
    """The number of steps above it."""
    links: Sequence[S]
    """The links from the step above; none at the beginning of the tree."""
    continuation: Continuation
    last: bool
    """Whether it is the last below the step above it."""


Branches = Mapping[str, Mapping[str, Sequence[S]]]
"""For each member the next ones, with the links that lead to each, all in the order of the links."""


def branches(links: Iterable[S], direction: Direction = Direction.DOWNSTREAM) -> Branches[S]:
    """The links by the members at both ends, including members that nobody comes after."""
    found: dict[str, dict[str, list[S]]] = {}
    for link in links:
        here, there = link.supplier, link.buyer
        if direction is Direction.UPSTREAM:
            here, there = there, here
        found.setdefault(here, {}).setdefault(there, []).append(link)
        found.setdefault(there, {})
    return found


def walk(graph: Branches[S], starts: Iterable[str]) -> Iterator[Step[S]]:
    """The steps of the trees from these members, depth first; every link that can be reached is in exactly one step.

    The branches of a member stand below its first step only. A start that an earlier tree reached begins no tree.
    """
    seen: set[str] = set()
    lasts = {member: [*after][-1] for member, after in graph.items() if after}
    for start in starts:
        if start in seen:
            continue
        seen.add(start)
        yield Step(start, 0, (), Continuation.HERE, True)
        path = {start: iter(graph.get(start, {}).items())}
        while path:
            here = next(reversed(path))
            member, links = next(path[here], ("", ()))
            if not links:
                del path[here]
                continue
            again = Continuation.CIRCLE if member in path else Continuation.ELSEWHERE
            continuation = again if member in seen and graph[member] else Continuation.HERE
            yield Step(member, len(path), links, continuation, member == lasts[here])
            if member not in seen:
                seen.add(member)
                path[member] = iter(graph[member].items())


def beginnings(graph: Branches[S], first: Iterable[str] = ()) -> list[str]:
    """`first`, then the fewest members from which all others can be reached, in the order of the links.

    These are the members without a member before them, and one of each circle without a member before it.
    """
    given = [member for member in first if member in graph]
    reached = set(_reached(graph, given, set()))
    needed = set()
    for member in reversed(_finished(graph, graph)):  # after all that lead to it, circles aside
        if member not in reached:
            needed.add(member)
            reached.update(_reached(graph, [member], reached))
    return [*given, *(member for member in graph if member in needed)]


def _reached(graph: Branches[S], starts: Iterable[str], before: set[str]) -> Iterator[str]:
    """The members that can be reached, without those of `before` and what only they lead to."""
    waiting = list(starts)
    found = set(waiting)
    while waiting:
        member = waiting.pop()
        yield member
        after = [one for one in graph[member] if one not in before and one not in found]
        found.update(after)
        waiting += after


def _finished(graph: Branches[S], starts: Iterable[str]) -> list[str]:
    """The members that can be reached, each after all that it leads to, circles aside."""
    done: dict[str, None] = {}
    path: list[str] = []
    for step in walk(graph, starts):
        while len(path) > step.depth:
            done[path.pop()] = None
        if step.continuation is Continuation.HERE and step.member not in done:
            path.append(step.member)
    return [*done, *reversed(path)]


def depths(graph: Branches[S], starts: Iterable[str]) -> dict[str, int]:
    """The fewest links to each member that can be reached; 0 for the starts."""
    found = dict.fromkeys(starts, 0)
    waiting = deque(found)
    while waiting:
        here = waiting.popleft()
        for member in graph.get(here, {}):
            if member not in found:
                found[member] = found[here] + 1
                waiting.append(member)
    return found


def layers(graph: Branches[S]) -> dict[str, int]:
    """A number for each member, from 0, larger than those of all members before it, unless a link closes a circle."""
    starts = beginnings(graph)
    closing = {_ends(step.links) for step in walk(graph, starts) if step.continuation is Continuation.CIRCLE}
    found = dict.fromkeys(reversed(_finished(graph, starts)), 0)
    for member in found:
        for after, links in graph[member].items():
            if _ends(links) not in closing:
                found[after] = max(found[after], found[member] + 1)
    return found


def _ends(links: Sequence[S]) -> tuple[str, str]:
    return links[0].supplier, links[0].buyer
