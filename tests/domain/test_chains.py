"""Trees, depths and layers of links between members."""

from collections.abc import Iterable
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiephoi_cli.domain.chains import Continuation, Direction, beginnings, branches, depths, layers, walk


class Link(NamedTuple):
    """What is needed of a link."""

    supplier: str
    buyer: str
    product: str = ""


def links(text: str) -> list[Link]:
    """`ab bc` is a link from a to b, and one from b to c."""
    return [Link(*pair) for pair in text.split()]


def tree(text: str, *starts: str, direction: Direction = Direction.DOWNSTREAM) -> list[str]:
    """The steps, each as deep as it is indented."""
    graph = branches(links(text), direction)
    marks = {Continuation.HERE: "", Continuation.ELSEWHERE: " …", Continuation.CIRCLE: " ↺"}
    return [
        "." * step.depth + step.member + marks[step.continuation] for step in walk(graph, beginnings(graph, starts))
    ]


some_links = st.lists(
    st.builds(Link, *[st.sampled_from("abcdefgh")] * 2, st.sampled_from("xy")), max_size=20, unique=True
)


def test_a_chain_is_a_tree_from_the_member_whom_nobody_supplies() -> None:
    assert tree("bc ab cd") == ["a", ".b", "..c", "...d"]


def test_what_follows_a_member_stands_where_it_first_occurs() -> None:
    assert tree("ab ac bd cd de") == ["a", ".b", "..d", "...e", ".c", "..d …"]


def test_a_member_from_whom_nothing_leads_on_needs_no_reference() -> None:
    assert tree("ab ac bd cd") == ["a", ".b", "..d", ".c", "..d"]


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("ab bc ca", ["a", ".b", "..c", "...a ↺"]),
        ("ab ba bc", ["a", ".b", "..a ↺", "..c"]),
        ("aa ab", ["a", ".a ↺", ".b"]),
        ("xa ab ba", ["x", ".a", "..b", "...a ↺"]),
    ],
)
def test_a_circle_ends_where_it_closes(text: str, steps: list[str]) -> None:
    assert tree(text) == steps


def test_a_circle_that_nobody_supplies_begins_with_its_first_member_and_not_with_whom_it_supplies() -> None:
    assert tree("bc ab ba") == ["b", ".c", ".a", "..b ↺"]
    assert tree("ca ab ba xd")[0] == "c"


def test_a_member_that_was_asked_for_comes_first_and_what_it_does_not_reach_comes_after_it() -> None:
    assert tree("ab bc xy", "b") == ["b", ".c", "a", ".b …", "x", ".y"]


def test_upstream_is_who_supplies_whom() -> None:
    assert tree("ab bc xc", "c", direction=Direction.UPSTREAM) == ["c", ".b", "..a", ".x"]


def test_several_links_between_two_members_are_one_step() -> None:
    both = [Link("a", "b", "x"), Link("a", "b", "y")]
    assert [list(step.links) for step in walk(branches(both), ["a"])] == [[], both]


@given(some_links)
def test_every_link_stands_in_one_step(some: list[Link]) -> None:
    for direction in Direction:
        graph = branches(some, direction)
        steps = list(walk(graph, beginnings(graph)))
        assert sorted(link for step in steps for link in step.links) == sorted(some)


@given(some_links)
def test_no_member_can_be_left_out_of_the_beginnings(some: list[Link]) -> None:
    graph = branches(some)
    starts = beginnings(graph)
    for start in starts:
        others = [one for one in starts if one != start]
        assert start not in depths(graph, others)


@given(some_links, st.sampled_from("abcdefgh"))
def test_upstream_is_downstream_of_the_links_turned_round(some: list[Link], start: str) -> None:
    turned = [Link(one.buyer, one.supplier, one.product) for one in some]

    def steps(some: Iterable[Link], direction: Direction) -> list[tuple[str, int, Continuation]]:
        return [(step.member, step.depth, step.continuation) for step in walk(branches(some, direction), [start])]

    assert steps(some, Direction.UPSTREAM) == steps(turned, Direction.DOWNSTREAM)


@given(some_links)
def test_a_circle_closes_somewhere_where_a_member_leads_to_itself(some: list[Link]) -> None:
    graph = branches(some)
    closes = any(step.continuation is Continuation.CIRCLE for step in walk(graph, beginnings(graph)))
    assert closes == any(member in depths(graph, graph[member]) for member in graph)


@given(some_links)
def test_layers_grow_along_every_link_but_those_that_close_a_circle(some: list[Link]) -> None:
    graph = branches(some)
    numbers = layers(graph)
    closing = {
        link
        for step in walk(graph, beginnings(graph))
        if step.continuation is Continuation.CIRCLE
        for link in step.links
    }
    assert {link for link in some if numbers[link.supplier] >= numbers[link.buyer]} == closing
    assert all(numbers[member] == 0 for member in beginnings(graph))


def test_depth_is_the_shortest_way() -> None:
    assert depths(branches(links("ab bc cd ad")), ["a"]) == {"a": 0, "b": 1, "d": 1, "c": 2}


def test_a_chain_of_thousands_of_links_with_circles_is_followed_to_its_end() -> None:
    length = 5000
    chain = [Link(f"{number}", f"{number + 1}") for number in range(length)]
    chain += [Link(f"{number + 10}", f"{number}") for number in range(0, length - 10, 10)]
    graph = branches(chain)
    steps = list(walk(graph, beginnings(graph, ["0"])))
    assert max(step.depth for step in steps) == length
    assert sum(len(step.links) for step in steps) == len(chain)
    assert max(layers(graph).values()) == length
