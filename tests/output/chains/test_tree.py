"""Supply chains as trees on a terminal."""

from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from hiephoi_cli.domain.chains import Direction
from hiephoi_cli.domain.vietnamese import UNSAFE
from hiephoi_cli.output.chains.drawing import Arrow, Drawing, Part
from hiephoi_cli.output.chains.tree import tree
from output.drawings import drawing, drawings


def lines(shown: Drawing, width: int = 80) -> list[str]:
    with patch.dict("os.environ", {"COLUMNS": str(width)}):
        return "".join(tree(shown)).splitlines()


def test_a_branch_has_name_key_product_and_status() -> None:
    assert lines(drawing("ab bc bd ae", names=[("b", "Công ty B")])) == [
        "a",
        "├─ Công ty B (b): đúc (contract)",
        "│  ├─ c: đúc (contract)",
        "│  └─ d: đúc (contract)",
        "└─ e: đúc (contract)",
    ]


def test_several_links_of_two_members_are_one_branch() -> None:
    arrows = [Arrow("a", "b", "đúc", "contract"), Arrow("a", "b", "hàn", "talking")]
    shown = Drawing("", {}, [Part("", Direction.DOWNSTREAM, arrows)])
    assert lines(shown) == ["a", "└─ b: đúc (contract); hàn (talking)"]


def test_a_circle_and_what_stands_elsewhere_are_said() -> None:
    assert lines(drawing("ab bc ca ad dc ce")) == [
        "a",
        "├─ b: đúc (contract)",
        "│  └─ c: đúc (contract)",
        "│     ├─ a: đúc (contract) · closes a circle",
        "│     └─ e: đúc (contract)",
        "└─ d: đúc (contract)",
        "   └─ c: đúc (contract) · see above",
    ]


def test_parts_have_titles_and_go_both_ways() -> None:
    arrows = [Arrow("a", "b", "đúc", "contract")]
    parts = [Part("down", Direction.DOWNSTREAM, arrows), Part("up", Direction.UPSTREAM, arrows)]
    assert lines(Drawing("", {}, parts, "b")) == [
        "down", "b", "a", "└─ b: đúc (contract)",
        "up", "b", "└─ a: đúc (contract)",
    ]  # fmt: skip


def test_a_long_text_goes_on_below_itself() -> None:
    shown = drawing("ab ac bd", product="gia công cơ khí chính xác theo bản vẽ")
    assert lines(shown, 30) == [
        "a",
        "├─ b: gia công cơ khí chính",
        "│  xác theo bản vẽ (contract)",
        "│  · continued below",
        "└─ c: gia công cơ khí chính",
        "   xác theo bản vẽ (contract)",
        "b, continued",
        "└─ d: gia công cơ khí chính",
        "   xác theo bản vẽ (contract)",
    ]


def test_what_is_too_deep_goes_on_below_as_a_tree_of_its_own() -> None:
    assert lines(drawing("ab bc cd de eb"), 50) == [
        "a",
        "└─ b: đúc (contract)",
        "   └─ c: đúc (contract) · continued below",
        "c, continued",
        "└─ d: đúc (contract)",
        "   └─ e: đúc (contract) · continued below",
        "e, continued",
        "└─ b: đúc (contract) · closes a circle",
    ]


def test_what_stands_below_is_not_said_to_stand_above() -> None:
    shown = lines(drawing("ab bc cd ad ac"), 47)
    assert shown == [
        "a",
        "├─ b: đúc (contract) · continued below",
        "├─ d: đúc (contract)",
        "└─ c: đúc (contract) · see below",
        "b, continued",
        "└─ c: đúc (contract) · continued below",
        "c, continued",
        "└─ d: đúc (contract)",
    ]


@given(drawings, st.integers(8, 90))
def test_no_line_is_wider_than_the_terminal_and_all_are_harmless(shown: Drawing, width: int) -> None:
    for line in lines(shown, width):
        assert cell_len(line) <= width
        assert not UNSAFE.search(line)


@pytest.mark.parametrize("width", [20, 80, 200])
def test_a_chain_of_thousands_is_shown_whole(width: int) -> None:
    arrows = [Arrow(f"{number}", f"{number + 1}", "đúc", "contract") for number in range(2000)]
    shown = lines(Drawing("", {}, [Part("", Direction.DOWNSTREAM, arrows)]), width)
    assert sum("─ " in line for line in shown) == len(arrows)
