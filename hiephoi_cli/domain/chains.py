"""Follows links from supplier to buyer: trees in which each link stands once and circles end, depths and layers.

Everything here takes time and memory that grow with the number of links, and does not recurse.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum
from typing import Generic, NamedTuple, Protocol, TypeVar

from hiephoi_cli.domain.words import Choice
from hiephoi_cli.i18n import N_


class Supply(Protocol):
    """A link, as far as chains need it: who supplies whom, by the keys of members."""

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


class Goes(Enum):
    """How a tree continues below a step."""

    ON = 1
    SHOWN = 2
    """What follows stands where the member first occurred."""
    ROUND = 3
    """The member stands above on the same branch: a circle closes."""


class Step(NamedTuple, Generic[S]):
    """A member's place in a tree."""

    member: str
    depth: int
    """Steps from the beginning of the tree."""
    links: Sequence[S]
    """Those that lead here; none at the beginning."""
    goes: Goes
    last: bool
    """Whether no other step from the same member comes after it."""


Branches = Mapping[str, Mapping[str, Sequence[S]]]
"""For each member the next ones, with the links that lead to each, all in the order of the links."""


def branches(links: Iterable[S], direction: Direction = Direction.DOWNSTREAM) -> Branches[S]:
    """Who comes after whom; members whom nobody follows are included."""
    found: dict[str, dict[str, list[S]]] = {}
    for link in links:
        here, there = link.supplier, link.buyer
        if direction is Direction.UPSTREAM:
            here, there = there, here
        found.setdefault(here, {}).setdefault(there, []).append(link)
        found.setdefault(there, {})
    return found


def walk(graph: Branches[S], starts: Iterable[str]) -> Iterator[Step[S]]:
    """Each tree from its beginning downwards; every link that can be reached stands in one step, and only in one.

    What follows a member that occurs again stands where it first occurred; a beginning that has occurred is left out.
    """
    seen: set[str] = set()
    lasts = {member: [*after][-1] for member, after in graph.items() if after}
    for start in starts:
        if start in seen:
            continue
        seen.add(start)
        yield Step(start, 0, (), Goes.ON, True)
        path = {start: iter(graph.get(start, {}).items())}
        while path:
            here = next(reversed(path))
            member, links = next(path[here], ("", ()))
            if not links:
                del path[here]
                continue
            goes = Goes.ROUND if member in path else Goes.SHOWN if member in seen and graph[member] else Goes.ON
            yield Step(member, len(path), links, goes, member == lasts[here])
            if member not in seen:
                seen.add(member)
                path[member] = iter(graph[member].items())


def beginnings(graph: Branches[S], first: Iterable[str] = ()) -> list[str]:
    """`first`, then the fewest members from whom all others can be reached, in the order of the links.

    These are the members who have nobody before them, and one of each circle that has nobody before it.
    """
    given = [member for member in first if member in graph]
    reached = set(_reached(graph, given, set()))
    needed = set()
    for member in reversed(_finished(graph, graph)):  # before each stand all who lead to it, circles aside
        if member not in reached:
            needed.add(member)
            reached.update(_reached(graph, [member], reached))
    return [*given, *(member for member in graph if member in needed)]


def _reached(graph: Branches[S], starts: Iterable[str], before: set[str]) -> Iterator[str]:
    """Who can be reached and was not before."""
    waiting = list(starts)
    found = set(waiting)
    while waiting:
        member = waiting.pop()
        yield member
        after = [one for one in graph[member] if one not in before and one not in found]
        found.update(after)
        waiting += after


def _finished(graph: Branches[S], starts: Iterable[str]) -> list[str]:
    """All who can be reached, each after all whom it leads to, circles aside."""
    done: dict[str, None] = {}
    path: list[str] = []
    for step in walk(graph, starts):
        while len(path) > step.depth:
            done[path.pop()] = None
        if step.goes is Goes.ON and step.member not in done:
            path.append(step.member)
    return [*done, *reversed(path)]


def depths(graph: Branches[S], starts: Iterable[str]) -> dict[str, int]:
    """The steps to each member that can be reached, 0 at the starts."""
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
    """A number for each member, larger than those of all before it; a link that closes a circle leads back."""
    starts = beginnings(graph)
    closing = {_ends(step.links) for step in walk(graph, starts) if step.goes is Goes.ROUND}
    found = dict.fromkeys(reversed(_finished(graph, starts)), 0)
    for member in found:
        for after, links in graph[member].items():
            if _ends(links) not in closing:
                found[after] = max(found[after], found[member] + 1)
    return found


def _ends(links: Sequence[S]) -> tuple[str, str]:
    return links[0].supplier, links[0].buyer
