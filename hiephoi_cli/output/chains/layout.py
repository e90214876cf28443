"""Places the boxes and arrows of a drawing: suppliers left of their buyers, and no line over a box or a label.

It is a layered drawing, in pixels. The links decide in which layer a box stands, its neighbours where it stands there.
Between two layers, an arrow first curves, then runs straight below its label.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, pairwise
from operator import attrgetter
from typing import NamedTuple

from msgspec import Struct

from hiephoi_cli.domain.chains import Branches, beginnings, depths, layers, walk
from hiephoi_cli.output.chains.drawing import Arrow

BOX = 184
CURVE, LABEL = 56, 152
STEP = BOX + CURVE + LABEL
"""The width of a layer, with the room for arrows to the next one."""
LINE = 17
"""The height of a line of text in a box, and of an arrow with its label."""
PAD = 12
_APART = 14  # between two boxes
_LANE = 8  # the height of an arrow that passes through a layer
_SWEEPS = 4  # how often the order and the heights are improved
_LANES = 20_000  # if there were more, arrows get no lanes: nobody could follow one anyway


class Point(NamedTuple):
    """A place in the drawing, from its left and upper edges."""

    x: float
    y: float


class Box(Struct, frozen=True):
    """The box of a member."""

    member: str
    corner: Point
    """The upper left one."""
    height: float


class Path(NamedTuple):
    """The course of an arrow, from left to right."""

    arrow: Arrow
    points: Sequence[Point]
    """Where it leaves a layer and where it enters the next, in turn; only one for an arrow from a box to itself."""
    backwards: bool
    """Whether it points to the left, as it closes a circle."""


class Layout(Struct, frozen=True):
    """A whole drawing."""

    boxes: Sequence[Box]
    paths: Sequence[Path]
    width: float
    height: float


class _Node:
    """A box, or the lane in which an arrow passes through a layer."""

    def __init__(self, layer: int, height: float, member: str = "") -> None:
        self.layer, self.height, self.member = layer, height, member
        self.left: list[_Node] = []
        self.right: list[_Node] = []
        self.rank = 0.0
        """Its place in the order of its layer, from 0 to 1."""
        self.middle = 0.0
        """The height of its middle, from the upper edge."""

    @property
    def x(self) -> float:
        """Its left edge."""
        return self.layer * STEP

    def room_to(self, below: "_Node") -> float:
        """The least distance between its middle and that of the next node in the layer."""
        return (self.height + below.height) / 2 + (_APART if self.member and below.member else _LANE)


def layout(graph: Branches[Arrow], lines: Mapping[str, int]) -> Layout:
    """The drawing, given the number of lines of text of each member; parts that no arrow joins are stacked."""
    numbers, top = layers(graph), -float(_APART)
    boxes = {member: _Node(numbers[member], lines[member] * LINE + PAD, member) for member in graph}
    ways = _ways(graph, boxes)
    for box in boxes.values():
        box.height = max(box.height, len(box.left) * LINE + PAD, len(box.right) * _LANE + PAD)
    for part in _parts(graph):
        own = [ways[arrow] for member in part for arrows in graph[member].values() for arrow in arrows]
        lanes = [node for way in own for node in way if not node.member]
        top = _settled([*(boxes[member] for member in part), *lanes], top + _APART)
    width = max((box.x + BOX for box in boxes.values()), default=0)
    placed = [Box(member, Point(box.x, box.middle - box.height / 2), box.height) for member, box in boxes.items()]
    return Layout(placed, list(_paths(ways)), width, max(top, 0))


def _ways(graph: Branches[Arrow], boxes: Mapping[str, _Node]) -> dict[Arrow, list[_Node]]:
    """The nodes of each arrow from left to right, made neighbours; only one for an arrow from a box to itself."""
    arrows = [arrow for after in graph.values() for some in after.values() for arrow in some]
    ends = {arrow: sorted({boxes[arrow.supplier], boxes[arrow.buyer]}, key=lambda box: box.layer) for arrow in arrows}
    has_lanes = sum(way[-1].layer - way[0].layer for way in ends.values()) <= _LANES
    ways = {}
    for arrow, (left, *right) in ends.items():
        between = range(left.layer + 1, right[0].layer) if right and has_lanes else ()
        way = [left, *(_Node(layer, _LANE) for layer in between), *right]
        for one, other in pairwise(way):
            one.right.append(other)
            other.left.append(one)
        ways[arrow] = way
    return ways


def _parts(graph: Branches[Arrow]) -> Iterable[Sequence[str]]:
    """The parts that no arrow joins: the members of each, in the order of their trees."""
    around: dict[str, dict[str, Sequence[Arrow]]] = {member: dict(after) for member, after in graph.items()}
    for member, after in graph.items():
        for other in after:
            around[other].setdefault(member, ())
    part_of: dict[str, int] = {}
    parts: dict[int, dict[str, None]] = {}
    for step in walk(graph, beginnings(graph)):
        if step.member not in part_of:
            part_of.update(dict.fromkeys(depths(around, [step.member]), len(parts)))
        parts.setdefault(part_of[step.member], {})[step.member] = None
    return map(list, parts.values())


def _settled(nodes: Sequence[_Node], top: float) -> float:
    """Place the nodes of a part from `top` downwards; returns its lower edge."""
    by_number: dict[int, list[_Node]] = {}
    for node in nodes:
        by_number.setdefault(node.layer, []).append(node)
    rightwards = [by_number[number] for number in sorted(by_number)]
    sweeps = [(rightwards, attrgetter("left")), (rightwards[::-1], attrgetter("right"))] * _SWEEPS
    for layer in rightwards:
        _rank(layer)
    for some, side in sweeps:
        for layer in some:
            layer.sort(key=_mean(side, attrgetter("rank")))
            _rank(layer)
    for layer in rightwards:
        _level(layer, lambda _node: 0)
    for some, side in sweeps:
        for layer in some:
            _level(layer, _mean(side, attrgetter("middle")))
    shift = top - min(node.middle - node.height / 2 for node in nodes)
    for node in nodes:
        node.middle += shift
    return max(node.middle + node.height / 2 for node in nodes)


def _mean(side: Callable[[_Node], Sequence[_Node]], value: Callable[[_Node], float]) -> Callable[[_Node], float]:
    """The mean value of a node's neighbours on one side, or its own if it has none."""

    def mean(node: _Node) -> float:
        around = side(node) or [node]
        return sum(map(value, around)) / len(around)

    return mean


def _rank(layer: Sequence[_Node]) -> None:
    for place, node in enumerate(layer):
        node.rank = (place + 0.5) / len(layer)


def _level(layer: Sequence[_Node], wanted: Callable[[_Node], float]) -> None:
    """Place the nodes of a layer as near as possible to where they should be (least squares), in their order."""
    least = [0, *accumulate(one.room_to(other) for one, other in pairwise(layer))]
    blocks: list[tuple[float, int]] = []  # nodes that touch: the sum of where they should be, and their number
    for node, offset in zip(layer, least, strict=True):
        whole, number = wanted(node) - offset, 1
        while blocks and blocks[-1][0] * number > whole * blocks[-1][1]:
            before, more = blocks.pop()
            whole, number = whole + before, number + more
        blocks.append((whole, number))
    means = [whole / number for whole, number in blocks for _node in range(number)]
    for node, offset, mean in zip(layer, least, means, strict=True):
        node.middle = mean + offset


def _paths(ways: Mapping[Arrow, Sequence[_Node]]) -> Iterator[Path]:
    """The paths of the arrows; each touches its boxes at a height of its own."""
    leaves = _ports({arrow: (way[0], way[1]) for arrow, way in ways.items() if len(way) > 1}, _LANE)
    comes = _ports({arrow: (way[-1], way[-2]) for arrow, way in ways.items() if len(way) > 1}, LINE)
    for arrow, way in ways.items():
        if len(way) == 1:
            yield Path(arrow, [Point(way[0].x + BOX, way[0].middle)], backwards=False)
            continue
        lanes = [Point(x, node.middle) for node in way[1:-1] for x in (node.x, node.x + BOX)]
        points = [Point(way[0].x + BOX, leaves[arrow]), *lanes, Point(way[-1].x, comes[arrow])]
        yield Path(arrow, points, backwards=way[0].member != arrow.supplier)


def _ports(ends: Mapping[Arrow, tuple[_Node, _Node]], apart: float) -> dict[Arrow, float]:
    """The height at which each arrow touches its box, in the order of the next nodes on their ways."""
    by_box: dict[_Node, list[tuple[float, int, Arrow]]] = {}
    for number, (arrow, (box, other)) in enumerate(ends.items()):
        by_box.setdefault(box, []).append((other.middle, number, arrow))
    return {
        arrow: box.middle + (place - (len(some) - 1) / 2) * apart
        for box, some in by_box.items()
        for place, (_middle, _number, arrow) in enumerate(sorted(some))
    }
