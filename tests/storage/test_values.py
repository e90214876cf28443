"""Lists and tables in line that change item by item."""

from typing import Any

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from hiephoi_cli.storage.splice import Edit, Set, Unset, splice
from storage.toml_layouts import arrays, candidates, comments_of, names


def after(text: str, *edits: Edit) -> str:
    return splice(text, edits, ())


LISTS = [
    ('["a", "b"]', ["a", "b", "c"], '["a", "b", "c"]'),
    ('["a", "b"]', ["a", "c"], '["a", "c"]'),
    ('["a", "b"]', ["a"], '["a"]'),
    ('["a", "b"]', ["b"], '["b"]'),
    ('[ "a", "b", ]', ["a", "b", "c"], '[ "a", "b", "c", ]'),
    ('[ "a", "b", ]', ["c", "a", "b"], '[ "c", "a", "b", ]'),
    ('[ "a", "b", "c" ]', ["a", "c"], '[ "a", "c" ]'),
    ('["a"]', [], "[]"),
    ("[ ]", ["a"], '[\n    "a",\n]'),
    ("[\n]", ["a"], '[\n    "a",\n]'),
    ("[ # none\n]", ["a", "b"], '[ # none\n    "a",\n    "b",\n]'),
    ('[\n  "a", # of a\n]', [], "[\n  # of a\n]"),
    ('[\n  "a",\n  "b",\n]', ["a", "b", "c"], '[\n  "a",\n  "b",\n  "c",\n]'),
    ('[\n  "a",\n  "b" # of b\n]', ["a", "b", "c"], '[\n  "a",\n  "b", # of b\n  "c"\n]'),
    ('[\n  "a",\n  "b" ]', ["a", "b", "c"], '[\n  "a",\n  "b",\n  "c" ]'),
    ('[\n  "a",\n  "c",\n]', ["a", "b", "c"], '[\n  "a",\n  "b",\n  "c",\n]'),
    ('[ # in front\n  "b",\n]', ["a", "b"], '[ # in front\n  "a",\n  "b",\n]'),
    (
        '[\n  "a", "b",\n  "c", "d", # row\n]',
        ["a", "b", "c", "d", "e"],
        '[\n  "a", "b",\n  "c", "d", # row\n    "e",\n]',
    ),
    ('[\n  "a",\n  # of b\n  "b", # more\n  "c",\n]', ["a", "c"], '[\n  "a",\n  # of b\n  # more\n  "c",\n]'),
    ('[\n  "a", "b",\n  "c",\n]', ["b", "c"], '[\n  "b",\n  "c",\n]'),
    ('[ "a", # of a\n  "b" ]', ["a"], '[ "a" # of a\n]'),
    ('[ # of a\n  "a" ]', [], "[ # of a\n]"),
    ('[ "a", # of a\n]', ["a", "b"], '[ "a", # of a\n    "b",\n]'),
    ('[ "a"\n, "b" # of b\n, "c"\n]', ["a", "c", "d"], '[ "a"\n, # of b\n"c",\n"d"\n]'),
    ("[[1], [2, 3]]", [[1], [2, 4]], "[[1], [2, 4]]"),
    ('[\n  { p = "a", n = 1 }, # x\n]', [{"p": "a", "n": 2}], '[\n  { p = "a", n = 2 }, # x\n]'),
    ('[\n  { p = "a" },\n]', [{"p": "a"}, {"p": "b", "q": 1}], '[\n  { p = "a" },\n  { p = "b", q = 1 },\n]'),
]


@pytest.mark.parametrize(("old", "new", "expected"), LISTS)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_list_is_edited_item_by_item(old: str, new: list[Any], expected: str, line_end: str) -> None:
    text, meant = (f"x = 0\nv = {value} # end\n".replace("\n", line_end) for value in (old, expected))
    result = after(text, Set(("v",), new))
    assert tomli.loads(result)["v"] == new
    assert result == meant


def test_a_list_in_an_indented_record_is_indented_too() -> None:
    assert after("  [a]\n  b = []\n", Set(("a", "b"), [1])) == "  [a]\n  b = [\n      1,\n  ]\n"


def test_a_new_key_in_braces_goes_where_the_order_of_fields_has_it() -> None:
    assert after("a = { b = 1, d = 2 }", Set(("a",), {"b": 1, "c": 3, "d": 2})) == "a = { b = 1, c = 3, d = 2 }"
    assert after("a = { b = 1 }", Set(("a",), {"c": 3, "b": 1})) == "a = { c = 3, b = 1 }"


@given(arrays(), st.data())
def test_a_list_keeps_all_its_comments_whatever_becomes_of_its_items(
    array: tuple[str, list[Any]], data: st.DataObject
) -> None:
    text, value = f"a = {array[0]}\nb = 1\n", array[1]
    fresh = data.draw(st.lists(names, max_size=2)) if not value or isinstance(value[0], str) else data.draw(candidates)
    new = data.draw(st.permutations([*value, *fresh]))[: data.draw(st.integers(0, 6))]
    result = after(text, Set(("a",), new))
    assert tomli.loads(result) == {"a": new, "b": 1}
    assert comments_of(result) == comments_of(text)
    assert comments_of(after(text, Unset(("a",)))) == comments_of(text)
