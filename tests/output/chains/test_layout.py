"""The places of members and arrows in a drawing."""

from itertools import combinations

import pytest
from hypothesis import given

from hiephoi_cli.output.chains.drawing import Arrow, Drawing
from hiephoi_cli.output.chains.layout import BOX, LINE, STEP, Layout, Path, Point, layout
from output.drawings import drawing, drawings


def laid(shown: Drawing) -> Layout:
    return layout(shown.graph, dict.fromkeys(shown.graph, 2))


def corners(text: str) -> dict[str, Point]:
    return {box.member: box.corner for box in laid(drawing(text)).boxes}


def test_suppliers_stand_left_of_their_buyers() -> None:
    found = corners("ab bc ac")
    assert [found[member].x for member in "abc"] == [0, STEP, 2 * STEP]


def test_a_chain_is_a_straight_line() -> None:
    assert len({corner.y for corner in corners("ab bc cd").values()}) == 1


def test_parts_that_no_arrow_joins_stand_below_each_other() -> None:
    found = corners("ab cd")
    assert found["a"] == (0, 0)
    assert found["c"].x == 0
    assert found["c"].y == found["d"].y > found["a"].y


def test_arrows_that_need_not_cross_do_not() -> None:
    found = corners("ax by cz ay")
    assert found["x"].y < found["y"].y < found["z"].y or found["x"].y > found["y"].y > found["z"].y


def test_an_arrow_goes_from_side_to_side_and_backwards_where_a_circle_closes() -> None:
    forward, back = sorted(laid(drawing("ab ba")).paths, key=lambda path: path.backwards)
    assert [point.x for point in forward.points] == [point.x for point in back.points] == [BOX, STEP]
    assert (forward.arrow.supplier, back.arrow.supplier) == ("a", "b")


def test_an_arrow_to_its_own_supplier_has_one_point() -> None:
    [own] = laid(drawing("aa")).paths
    assert own == Path(Arrow("a", "a", "đúc", "contract"), [Point(BOX, own.points[0].y)], backwards=False)


def test_nothing_needs_no_room() -> None:
    assert laid(drawing("")) == Layout([], [], 0, 0)


@given(drawings)
def test_no_two_boxes_and_no_two_labels_lie_on_each_other_and_all_have_room(shown: Drawing) -> None:
    found = laid(shown)
    for one, other in combinations(found.boxes, 2):
        if one.corner.x == other.corner.x:
            above, below = sorted((one, other), key=lambda box: box.corner.y)
            assert above.corner.y + above.height < below.corner.y
    ends = [path.points[-1] for path in found.paths if len(path.points) > 1]
    for end, other_end in combinations(ends, 2):
        assert end.x != other_end.x or abs(end.y - other_end.y) > LINE - 1
    for box in found.boxes:
        assert 0 <= box.corner.x <= found.width - BOX
        assert -1 < box.corner.y < found.height - box.height + 1


@given(drawings)
def test_every_arrow_ends_at_its_boxes(shown: Drawing) -> None:
    found = laid(shown)
    boxes = {box.member: box for box in found.boxes}
    assert {path.arrow for path in found.paths} == set(shown.arrows)
    for arrow, points, backwards in found.paths:
        left, right = [arrow.buyer, arrow.supplier] if backwards else [arrow.supplier, arrow.buyer]
        if len(points) > 1:
            assert points[0].x == boxes[left].corner.x + BOX
            assert points[-1].x == boxes[right].corner.x
        for end, member in ((points[0], left), (points[-1], right)):
            assert boxes[member].corner.y < end.y < boxes[member].corner.y + boxes[member].height


@pytest.mark.deep
@pytest.mark.parametrize("ways", [1, 7])
def test_thousands_of_arrows_are_laid_out(ways: int) -> None:
    from hiephoi_cli.domain.chains import branches

    arrows = [Arrow(f"{one}", f"{(one * ways + 1) % 1000}", f"{one}", "contract") for one in range(2000)]
    graph = branches(arrows)
    assert len(layout(graph, dict.fromkeys(graph, 2)).paths) == len(arrows)
