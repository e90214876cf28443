"""Values as the text of one cell, and back."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiephoi_cli.domain.cell_text import cell_text, items_of, joined
from hiephoi_cli.domain.words import Membership
from hiephoi_cli.errors import InvalidData
from registries import hostile, vietnamese


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        ("a\n b ", "a\n b "),
        (Membership.OFFICIAL, "official"),
        (True, "true"),
        (False, "false"),
        (0, "0"),
        (1.5, "1.5"),
        (date(813, 2, 1), "0813-02-01"),
        ((), ""),
        ([], ""),
        (("a", "b c"), "a; b c"),
        ((Membership.OFFICIAL, "x"), "official; x"),
        (["a;b", 'c"d', " e", ""], '"a;b"; "c""d"; " e"; '),
        ({"a": None, "b": {"c": None, "d": "đ"}}, '{"b":{"d":"đ"}}'),
        ([{"a": None, "b": [None, 1]}], '[{"b":[null,1]}]'),
        (["a", 1], '["a",1]'),
        ([["a"]], '[["a"]]'),
    ],
)
def test_a_value_is_a_text(value: Any, text: str) -> None:
    assert cell_text(value) == text


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("", []),
        (" ", []),
        (" ; ;", []),
        ("a", ["a"]),
        ("a;b ; c d", ["a", "b", "c d"]),
        ('"a;b"; "c""d"', ["a;b", 'c"d']),
        ('ốc "M6"; vít', ['ốc "M6"', "vít"]),
        ('"a', ["a"]),
    ],
)
def test_a_text_names_items(text: str, items: list[str]) -> None:
    assert items_of(text) == items


def test_a_long_text_is_one_item_and_a_line_end_is_none() -> None:
    assert items_of("x" * 200_000) == ["x" * 200_000]
    with pytest.raises(InvalidData, match="a quotation mark is unmatched"):
        items_of("a\rb")


@given(st.lists(vietnamese | hostile.map(lambda text: text.replace("\n", "").replace("\r", "")), max_size=4))
def test_items_come_back_from_their_text_but_for_outer_space(items: list[str]) -> None:
    assert items_of(joined(tuple(items))) == [item.strip() for item in items if item.strip()]
