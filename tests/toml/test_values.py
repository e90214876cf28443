"""Lists and tables in line that change item by item."""

from typing import Any

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from hiephoi_cli.toml.pairs import ItemKeys
from hiephoi_cli.toml.splice import CannotEdit, Edit, Set, Unset, splice
from hiephoi_cli.toml.values import COMMENTS_INSIDE
from toml_layouts import arrays, candidates, comments_of, names


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
    ("[ ]", ["a"], '["a"]'),
    ("[\n]", ["a"], '["a"]'),
    ("[]", ["a" * 96], f'[\n    "{"a" * 96}",\n]'),
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
    ('[\n  "a",\n  # of b\n  "b", # more\n  "c",\n]', ["a", "c"], '[\n  "a",\n  # of b\n  # more\n\n  "c",\n]'),
    ('[\n  "a", "b",\n  "c",\n]', ["b", "c"], '[\n  "b",\n  "c",\n]'),
    ('[ "a", # of a\n  "b" ]', ["a"], '[ "a" # of a\n]'),
    ('[ # of a\n  "a" ]', [], "[ # of a\n]"),
    ('[ "a", # of a\n]', ["a", "b"], '[ "a", # of a\n    "b",\n]'),
    ('[ "a"\n, "b" # of b\n, "c"\n]', ["a", "c", "d"], '[ "a"\n,\n    # of b\n\n    "c",\n    "d"\n]'),
    ('[\n  # of a\n  "a", # a\n  "b",\n]', ["c", "b"], '[\n  # of a\n  # a\n\n  "c",\n  "b",\n]'),
    ('[\n  "a",\n  "b", # of b\n]', ["a", "c"], '[\n  "a",\n  "c",\n  # of b\n]'),
    ('[\n  # of b\n  "b",\n]', ["a", "b"], '[\n  "a",\n  # of b\n  "b",\n]'),
    ('[\n  # two\n\n  "b",\n]', ["a", "b"], '[\n  # two\n\n  "a",\n  "b",\n]'),
    ("[\n  # none yet\n]", ["a"], '[\n  "a",\n  # none yet\n]'),
    ('[\n  "a", "b", # of b\n  "c",\n]', ["a", "c"], '[\n  "a",\n    # of b\n\n  "c",\n]'),
    ('[\n  "a", # of a\n  # of b\n  "b",\n  "c",\n]', ["b", "c", "a"], '[\n  # of b\n  "b",\n  "c",\n  "a", # of a\n]'),
    ('[\n  "a", # of a\n  "b", # of b\n]', ["b", "a"], '[\n  "b", # of b\n  "a", # of a\n]'),
    ('[\n  "a"\n  , # of a\n  "b"\n]', ["a"], '[\n  "a"\n  , # of a\n]'),
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


CANDIDATES = """\
c = [
    { p = "A", m = 1, votes = 3 }, # of A 1
    { p = "A", m = 2 }, # of A 2
    # of B
    { p = "B" },
]
"""


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        (
            [{"p": "A", "m": 1, "votes": 4}, {"p": "A", "m": 2, "votes": 5}, {"p": "B", "m": 3}],
            CANDIDATES.replace("= 3", "= 4").replace("m = 2", "m = 2, votes = 5").replace('"B"', '"B", m = 3'),
        ),
        (
            [{"p": "A", "m": 2}, {"p": "B"}],
            CANDIDATES.replace('{ p = "A", m = 1, votes = 3 }, # of A 1', "# of A 1\n"),
        ),
        (
            [{"p": "A", "m": 1, "votes": 3}, {"p": "A", "m": 2}, {"p": "C"}],
            CANDIDATES.replace("    # of B\n", "").replace('{ p = "B" },', '{ p = "C" },\n    # of B'),
        ),
    ],
)
def test_a_table_in_a_list_keeps_its_comment_while_it_is_the_same_thing(new: list[Any], expected: str) -> None:
    assert after(CANDIDATES, Set(("c",), new, ItemKeys(("p", "m")))) == expected


def test_a_table_of_several_lines_takes_no_comment_inside_along() -> None:
    text = 'c = [\n  {\n    p = "A", # of p\n  },\n  { p = "B" },\n]\n'
    try:
        tomli.loads(text)
    except tomli.TOMLDecodeError:
        pytest.skip("this reader knows no tables of several lines")
    assert after(text, Set(("c",), [{"p": "A", "n": 1}])) == 'c = [\n  {\n    p = "A", # of p\n    n = 1,\n  },\n]\n'
    for new in ([{"p": "B"}], [{"p": "C"}, {"p": "B"}]):
        with pytest.raises(CannotEdit, match=COMMENTS_INSIDE):
            after(text, Set(("c",), new))


def test_a_list_in_an_indented_record_is_indented_too() -> None:
    long = "x" * 91
    assert after("  [a]\n  b = []\n", Set(("a", "b"), [long])) == f'  [a]\n  b = [\n      "{long}",\n  ]\n'


def test_a_list_stands_on_one_line_where_it_fits_in_a_hundred_columns() -> None:
    for length, expected in ((87, 'a = ["{}", "b"]\n'), (88, 'a = [\n    "{}",\n    "b",\n]\n')):
        line = expected.format("x" * length)
        assert (
            after("a = []\n", Set(("a",), ["x" * length, "b"])) == after("", Set(("a",), ["x" * length, "b"])) == line
        )
    assert len(line := f'a = ["{"x" * 87}", "b"]') == 100, line


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
    assert sorted(comments_of(result)) == sorted(comments_of(text))
    assert comments_of(after(text, Unset(("a",)))) == comments_of(text)
