"""Edits of a TOML text that leave the rest of it alone."""

from datetime import date
from difflib import unified_diff
from typing import Any

import pytest
import tomli
from hypothesis import assume, event, given, reject
from hypothesis import strategies as st

from hiephoi_cli.toml import splice as module
from hiephoi_cli.toml import values
from hiephoi_cli.toml.splice import Append, CannotEdit, Cut, Edit, Set, Unset, splice
from toml_layouts import FIELDS, KINDS, ORDER, LaidOut, comments_of, layouts, table


def after(text: str, *edits: Edit) -> str:
    return splice(text, edits, ORDER)


def changed_lines(text: str, *edits: Edit) -> list[str]:
    """The lines of a diff that are not the same in both texts."""
    lines = unified_diff(text.splitlines(keepends=True), after(text, *edits).splitlines(keepends=True), n=0)
    return [line for line in list(lines)[2:] if not line.startswith("@@")]


def refusal(text: str, *edits: Edit) -> tuple[int, str, str]:
    with pytest.raises(CannotEdit) as caught:
        after(text, *edits)
    return caught.value.line, caught.value.what, caught.value.reason


REGISTRY = """\
# The registry.
format = 1

[association]
name = "A"   # as decided

# Sectors.

[[sectors]]  # one
code = "s"
# [[sectors]] no more

# Members.

# The first.
[[members]]
id = "m0"
name = 'One'  # to be renamed
sectors = ["s"]

  # The second.
  [[members]]
  id = "m1"
  joined = 2024-01-01
  # nothing known of its phone

[[elections]]
id = "e0"
candidates = [ # who stood
    { person = "P", elected = true }, # unopposed
    # { person = "Q" },
]
"""


def test_a_trailing_comment_stays_when_its_value_changes() -> None:
    assert changed_lines(REGISTRY, Set(("association", "name"), "B")) == [
        '-name = "A"   # as decided\n',
        '+name = "B"   # as decided\n',
    ]


def test_a_value_keeps_its_spelling_when_it_is_set_to_what_it_is() -> None:
    assert after(REGISTRY, Set(("members", 0, "name"), "One")) == REGISTRY


def test_a_truth_value_is_not_the_number_that_equals_it() -> None:
    assert after("a = 1", Set(("a",), True)) == "a = true"


@pytest.mark.parametrize("old", ['"""\na\n# b"""', "'''a'''", "'a'", "1", "[1, 2]", "{ a = 1 }", "2024-01-01 10:00:00"])
def test_a_value_of_any_kind_gives_way_to_another(old: str) -> None:
    assert after(f"a =\t{old} # c\r\nb = 1", Set(("a",), date(2024, 1, 2))) == "a =\t2024-01-02 # c\r\nb = 1"


def test_a_new_key_goes_after_the_last_of_its_record_in_its_indentation() -> None:
    assert changed_lines(REGISTRY, Set(("members", 1, "phone"), "1"), Set(("members", 1, "note"), "2")) == [
        '+  phone = "1"\n',
        '+  note = "2"\n',
    ]
    assert 'joined = 2024-01-01\n  phone = "1"\n  note = "2"\n  # nothing known' in after(
        REGISTRY, Set(("members", 1, "phone"), "1"), Set(("members", 1, "note"), "2")
    )


def test_a_new_key_goes_before_the_blocks_below_its_record() -> None:
    text = '[[elections]]\nid = "e"\n\n[[elections.candidates]]\nperson = "P"\n'
    assert after(text, Set(("elections", 0, "note"), "n")).startswith('[[elections]]\nid = "e"\nnote = "n"\n\n[[')


def test_a_new_key_of_an_empty_block_goes_below_its_header() -> None:
    assert after("  [rules] # x\n\n[a]\n", Set(("rules", "quorum"), "q")) == '  [rules] # x\n  quorum = "q"\n\n[a]\n'


def test_a_new_key_goes_below_a_last_line_without_an_end() -> None:
    assert after("[rules]\na = 1", Set(("rules", "b"), 2), Set(("rules", "c"), 3)) == "[rules]\na = 1\nb = 2\nc = 3"


def test_a_new_key_above_all_headers_stands_apart_from_the_first_block() -> None:
    assert after("# top\n\n# lead\n[a]\n", Set(("format",), 1)) == "# top\n\nformat = 1\n\n# lead\n[a]\n"
    assert after("# top\n", Set(("format",), 1)) == "# top\n\nformat = 1\n"


def test_a_new_key_of_a_table_in_line_goes_in_its_braces() -> None:
    assert after("rules = { a = 1 } # x\n", Set(("rules", "b"), ["c"])) == 'rules = { a = 1, b = ["c"] } # x\n'
    assert after("rules = {}\n", Set(("rules", "b"), 2)) == "rules = { b = 2 }\n"


def test_a_new_key_of_a_dotted_table_is_spelled_with_its_dots() -> None:
    text = ' "association" . name = "A" # x\nassociation.at.home = 1\nformat = 1\n'
    assert after(text, Set(("association", "phone"), "1"), Set(("association", "at", "work"), 2)) == (
        ' "association" . name = "A" # x\nassociation.at.home = 1\n'
        'association.phone = "1"\nassociation.at.work = 2\nformat = 1\n'
    )


def test_a_table_that_is_not_there_yet_comes_after_the_kind_before_it() -> None:
    text = after(REGISTRY, Set(("rules", "quorum"), "1/2"), Set(("rules", "term_years"), 5))
    assert 'name = "A"   # as decided\n\n[rules]\nquorum = "1/2"\nterm_years = 5\n\n# Sectors.' in text


def test_a_table_that_has_only_blocks_below_it_gets_a_header() -> None:
    assert after("[rules.deep]\na = 1\n", Set(("rules", "b"), 2)) == "[rules.deep]\na = 1\n\n[rules]\nb = 2\n"


def test_a_dropped_key_takes_its_line_along() -> None:
    assert changed_lines(REGISTRY, Unset(("members", 0, "sectors"))) == ['-sectors = ["s"]\n']


def test_the_comments_of_a_dropped_key_stay() -> None:
    text = '  a = [ # one\n    "x", # two\n  ] # three\r\nb = 1 # four'
    assert after(text, Unset(("a",))) == "  # one\n  # two\n  # three\r\n\nb = 1 # four"
    assert after(text, Unset(("b",))) == text.replace("b = 1 ", "")


def test_a_key_in_braces_is_dropped_with_its_comma() -> None:
    text = "rules = { a = 1, b = 2, c = 3 }"
    assert after(text, Unset(("rules", "a"))) == "rules = { b = 2, c = 3 }"
    assert after(text, Unset(("rules", "b"))) == "rules = { a = 1, c = 3 }"
    assert after(text, Unset(("rules", "c"))) == "rules = { a = 1, b = 2 }"
    assert after(text, *(Unset(("rules", key)) for key in "abc")) == "rules = {}"
    assert after(text, *(Unset(("rules", key)) for key in "abc"), Set(("rules", "d"), 4)) == "rules = { d = 4 }"


def test_the_comments_of_a_dropped_key_stand_apart_from_what_follows() -> None:
    text = "[r]\n# of a\na = 1\n# of b\nb = 2 # more\n# of c\nc = 3\n"
    assert after(text, Unset(("r", "a"))) == text.replace("a = 1\n", "\n")
    assert after(text, Unset(("r", "b"))) == text.replace("b = 2 # more\n", "# more\n\n")
    assert after(text, Unset(("r", "a")), Unset(("r", "b"))) == "[r]\n# of a\n# of b\n# more\n\n# of c\nc = 3\n"
    assert after(text, Unset(("r", "c"))) == text.replace("c = 3\n", "")
    assert after(f"{text}[s]\n", Unset(("r", "c"))) == f"{text}[s]\n".replace("c = 3\n", "\n")


def test_a_new_key_comes_below_no_comment_of_a_dropped_one() -> None:
    text = "[r]\na = 1\n# of b\nb = 2 # more\n"
    assert after(text, Unset(("r", "b")), Set(("r", "c"), 3)) == "[r]\na = 1\nc = 3\n# of b\n# more\n"
    text = "[r]\na = 1\nb = 2 # more\n"
    assert after(text, Unset(("r", "b")), Set(("r", "c"), 3)) == "[r]\na = 1\nc = 3\n# more\n"
    text = "[r]\n# of b\nb = 2\n"
    assert after(text, Unset(("r", "b")), Set(("r", "c"), 3)) == "[r]\nc = 3\n# of b\n"


def test_a_new_record_adds_only_lines_after_the_last_of_its_kind() -> None:
    added = ["+\n", "+[[members]]\n", '+id = "m2"\n', '+sectors = ["s", "t"]\n']
    assert sorted(changed_lines(REGISTRY, Append("members", {"id": "m2", "sectors": ["s", "t"]}))) == sorted(added)
    assert "# nothing known of its phone\n\n[[members]]\nid" in after(REGISTRY, Append("members", {"id": "m2"}))


def test_candidates_stand_one_to_a_line_however_long_they_are() -> None:
    long = {"person": "P" * 99, "member": "HV-0001", "elected": True, "said": ["a", "b"], "none": {}}
    text = after("", Append("elections", {"on": date(2024, 11, 11), "candidates": [long, {"person": "Q"}]}))
    assert text == (
        "[[elections]]\non = 2024-11-11\ncandidates = [\n"
        f'    {{ person = "{"P" * 99}", member = "HV-0001", elected = true, said = ["a", "b"], none = {{}} }},\n'
        '    { person = "Q" },\n]\n'
    )


def test_a_record_goes_after_the_blocks_below_the_last_of_its_kind() -> None:
    text = '[[elections]]\nid = "e"\n[[elections.candidates]]\nperson = "P"\n# x\n[rules]\n'
    assert after(text, Append("elections", {"id": "f"})).endswith('"P"\n\n[[elections]]\nid = "f"\n# x\n[rules]\n')


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "[[members]]\nid = 1\n"),
        ("# only\n", "# only\n\n[[members]]\nid = 1\n"),
        ("# only\n\n", "# only\n\n[[members]]\nid = 1\n\n"),
        ("[association]", "[association]\n\n[[members]]\nid = 1"),
        ("[[officers]]\n# foot\n", "[[officers]]\n# foot\n\n[[members]]\nid = 1\n"),
        ("sectors = []\n\n[[officers]]\n", "sectors = []\n\n[[members]]\nid = 1\n\n[[officers]]\n"),
        (
            "[[sectors]]\n[[officers]]\n[[sectors]]\n[x]\n",
            "[[sectors]]\n[[officers]]\n[[sectors]]\n\n[[members]]\nid = 1\n[x]\n",
        ),
    ],
)
def test_the_first_record_of_a_kind_comes_after_the_nearest_kind_before_it(text: str, expected: str) -> None:
    assert after(text, Append("members", {"id": 1})) == expected


def test_first_records_of_several_kinds_come_in_the_order_of_kinds() -> None:
    text = after("", Append("officers", {"a": 1}), Append("members", {"a": 2}), Append("members", {"a": 3}))
    assert text == "[[members]]\na = 2\n\n[[members]]\na = 3\n\n[[officers]]\na = 1\n"


def test_a_kind_unknown_to_the_order_comes_last() -> None:
    assert after("[[officers]]\n", Append("guests", {"a": 1})) == "[[officers]]\n\n[[guests]]\na = 1\n"


def test_a_record_that_is_cut_takes_its_comments_and_one_blank_line_along() -> None:
    assert changed_lines(REGISTRY, Cut("members", 0)) == [
        "-# The first.\n",
        "-[[members]]\n",
        '-id = "m0"\n',
        "-name = 'One'  # to be renamed\n",
        '-sectors = ["s"]\n',
        "-\n",
    ]
    assert "nothing known" not in after(REGISTRY, Cut("members", 1))
    assert "no more" not in after(REGISTRY, Cut("sectors", 0))


def test_a_comment_that_stands_alone_does_not_come_to_stand_above_another_record() -> None:
    text = "[[a]]\nx = 1\n\n# alone\n\n[[a]]\nx = 2\n[[b]]\n"
    assert after(text, Cut("a", 1)) == "[[a]]\nx = 1\n\n# alone\n\n[[b]]\n"
    text = "[[a]]\nx = 1\n\n# alone\n\n[[a]]\nx = 2\n\n[[a]]\nx = 3\n[[b]]\n"
    assert after(text, Cut("a", 1), Cut("a", 2)) == "[[a]]\nx = 1\n\n# alone\n\n[[b]]\n"


def test_the_first_of_all_takes_the_blank_line_below_along() -> None:
    assert after("[[a]]\nb = 1\n\n[[a]]\nb = 2\n", Cut("a", 0)) == "[[a]]\nb = 2\n"
    assert after("[[a]]\nb = 1\n[[a]]\nb = 2\n", Cut("a", 0)) == "[[a]]\nb = 2\n"


def test_a_record_goes_with_the_blocks_below_it() -> None:
    text = "[[a]]\n[[a.b]]\nx = 1\n# of b\n\n[a.b.c]\ny = 1\n\n[[a]]\nz = 1\n"
    assert after(text, Cut("a", 0)) == "[[a]]\nz = 1\n"


def test_edits_of_a_record_that_is_cut_go_with_it() -> None:
    assert after("[[a]]\nx = 1\n", Set(("a", 0, "x"), 2), Unset(("a", 0, "y")), Cut("a", 0)) == ""


def test_all_places_are_those_of_the_text_before_any_edit() -> None:
    text = "[[a]]\nx = 0\n\n[[a]]\nx = 1\n\n[[a]]\nx = 2\n"
    edits: list[Edit] = [Cut("a", 0), Set(("a", 2, "x"), 9), Append("a", {"x": 3}), Cut("a", 1)]
    assert after(text, *edits) == "\n[[a]]\nx = 9\n\n[[a]]\nx = 3\n"


def test_a_new_line_ends_as_the_line_above_does() -> None:
    text, long = "[[a]]\nx = 1\r\n\n[b]\n", "x" * 99
    assert after(text, Append("a", {"x": [long]}), Set(("a", 0, "y"), 2), Set(("b", "z"), 3)) == (
        f'[[a]]\nx = 1\r\ny = 2\r\n\r\n[[a]]\r\nx = [\r\n    "{long}",\r\n]\r\n\n[b]\nz = 3\n'
    )
    assert after("a = 1\r\nb = 2\nc = 3", Set(("b",), [long]), Set(("d",), 4)) == (
        f'a = 1\r\nb = [\n    "{long}",\n]\nc = 3\nd = 4'
    )


def test_an_item_of_a_list_ends_as_the_items_around_it_do() -> None:
    text = "a = 1\nb = [\r\n  1, # one\r\n]\n"
    assert after(text, Set(("b",), [1, 2])) == "a = 1\nb = [\r\n  1, # one\r\n  2,\r\n]\n"
    text = "b = [\n  1, 2, # two\r\n\n  3,\n]\n"
    assert after(text, Set(("b",), [1, 2, 4, 3])) == text.replace("two\r\n", "two\r\n    4,\r\n")
    text = "a = 1\nb = [\r\n  1, # one\r\n]\n"
    assert after(text, Set(("b",), [2])) == "a = 1\nb = [\r\n  2,\r\n  # one\r\n]\n"


def test_one_item_can_be_set_by_its_path() -> None:
    assert after(REGISTRY, Set(("elections", 0, "candidates", 0, "votes"), 7)) == REGISTRY.replace(
        "elected = true }", "elected = true, votes = 7 }"
    )
    assert after('a = ["x", "y"]', Set(("a", 1), "z")) == 'a = ["x", "z"]'


def test_records_in_line_can_be_edited_key_by_key() -> None:
    text = 'members = [ { id = "a" }, # first\n { id = "b", x = 1 } ]'
    edits: list[Edit] = [Set(("members", 0, "phone"), "1"), Unset(("members", 1, "x"))]
    assert after(text, *edits) == 'members = [ { id = "a", phone = "1" }, # first\n { id = "b" } ]'


def test_a_list_of_blocks_is_edited_key_by_key_while_their_number_stays() -> None:
    text = '[[e]]\n[[e.c]]\np = "P"  # x\nn = 1\n[[e.c]]\np = "Q"\n'
    new = [{"p": "P", "v": 2}, {"p": "R"}]
    assert after(text, Set(("e", 0, "c"), new)) == '[[e]]\n[[e.c]]\np = "P"  # x\nv = 2\n[[e.c]]\np = "R"\n'


def test_blocks_with_comments_are_not_given_to_other_items() -> None:
    text = '[[e]]\n[[e.c]]\np = "P"  # x\nn = 1\n[[e.c]]\np = "Q"\n'
    assert refusal(text, Set(("e", 0, "c"), [{"p": "R"}, {"p": "Q"}])) == (2, "e[0].c", values.COMMENTS_INSIDE)
    assert refusal(text, Set(("e", 0, "c"), [{"p": "Q"}, {"p": "P", "n": 1}])) == (2, "e[0].c", values.COMMENTS_INSIDE)


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_an_empty_list_makes_way_for_the_first_record(line_end: str) -> None:
    text = 'format = 1\n# who\n"members" = [ # none\n] # yet\nx = 1\n[association]\n[[elections]]\n'
    expected = (
        "format = 1\n# who\n# none\n# yet\n\nx = 1\n[association]\n\n[[members]]\nid = 1\n\n[[members]]\nid = 2\n"
        "[[elections]]\n"
    )
    added = [Append("members", {"id": 1}), Append("members", {"id": 2})]
    assert after(text.replace("\n", line_end), *added) == expected.replace("\n", line_end)


@pytest.mark.parametrize(
    ("text", "edit", "expected"),
    [
        ("\nmembers = [{ id = 1 }]", Append("members", {}), (2, "members", module.NOT_BLOCKS)),
        ("[members]", Append("members", {}), (1, "members", module.NOT_BLOCKS)),
        ("members.a = 1", Append("members", {}), (1, "members", module.NOT_BLOCKS)),
        ("\nmembers = [{ id = 1 }]", Cut("members", 0), (2, "members[0]", module.NOT_BLOCKS)),
        ("[[members]]", Cut("members", 1), (1, "members[1]", module.MISSING)),
        ("[[a]]\n[b]\n[[a.c]]", Cut("a", 0), (1, "a[0]", module.SCATTERED)),
        ("[[a]]\n[[a.b]]", Set(("a", 0, "b"), [{}, {}]), (2, "a[0].b", module.AS_BLOCKS)),
        ("[[a]]\n[[a.b]]", Unset(("a", 0, "b")), (2, "a[0].b", module.AS_BLOCKS)),
        ("\na.b = 1", Unset(("a",)), (2, "a", module.AS_BLOCKS)),
        ("\n[a]", Unset(("a", "b")), (2, "a.b", module.MISSING)),
        ("a = { b = 1 }", Unset(("a", "c")), (1, "a.c", module.MISSING)),
        ("a = 1", Set(("a", "c"), 1), (1, "a.c", module.MISSING)),
        ("[[a]]", Set(("a", 1, "c"), 1), (1, "a[1].c", module.MISSING)),
        ("[[a]]", Set(("a", 1), {}), (1, "a[1]", module.MISSING)),
        ("", Set(("a", "b", "c"), 1), (1, "a.b.c", module.MISSING)),
        ("\na = [ # x\n]", Set(("a",), 1), (2, "a", values.COMMENTS_INSIDE)),
        ("a = { b.c = 1 }", Set(("a", "b", "c"), 2), (1, "a.b.c", values.DOTTED_KEYS)),
        ("a = { b.c = 1 }", Unset(("a", "b")), (1, "a.b", values.DOTTED_KEYS)),
        ("a = { b = [ # x\n] }", Unset(("a", "b")), (1, "a.b", values.COMMENTS_INSIDE)),
    ],
)
def test_what_cannot_be_done_safely_is_refused_by_line_and_name(
    text: str, edit: Edit, expected: tuple[int, str, str]
) -> None:
    assert refusal(text, edit) == expected


def test_dotted_keys_in_braces_stay_while_others_change() -> None:
    assert after("a = { b.c = 1, d = 2 }", Set(("a", "d"), 3)) == "a = { b.c = 1, d = 3 }"


# Any edits of any layout.


@st.composite
def edits_of(draw: st.DrawFn, document: dict[str, Any]) -> list[Edit]:
    """A few edits, no two of the same place."""
    edits: dict[object, Edit] = {}
    for _ in range(draw(st.integers(1, 5))):
        kind = draw(st.sampled_from(ORDER))
        there = document.get(kind, [] if kind in KINDS else {})
        if kind in KINDS and (not there or draw(st.integers(0, 3)) == 0):
            edits[object()] = Append(kind, draw(table(kind)))
            continue
        index = draw(st.integers(0, len(there) - 1)) if kind in KINDS else None
        values = there if index is None else there[index]
        path = (kind,) if index is None else (kind, index)
        name = draw(st.sampled_from(list(FIELDS[kind])))
        if index is not None and draw(st.integers(0, 3)) == 0:
            edits[path] = Cut(kind, index)
        elif name in values and draw(st.booleans()):
            edits[*path, name] = Unset((*path, name))
        else:
            edits[*path, name] = Set((*path, name), draw(FIELDS[kind][name] | reworked(values.get(name))))
    return list(edits.values())


def reworked(value: object) -> st.SearchStrategy[Any]:
    """Lists that have something of the old one."""
    if not isinstance(value, list) or not value:
        return st.nothing()
    return st.permutations(value).flatmap(lambda items: st.integers(0, len(items)).map(lambda n: items[:n]))


def modelled(document: dict[str, Any], edits: list[Edit]) -> dict[str, Any]:
    """The same edits of plain values."""
    cut = [edit for edit in edits if isinstance(edit, Cut)]
    for edit in edits:
        match edit:
            case Set(path, value):
                place(document, path)[path[-1]] = value
            case Unset(path):
                del place(document, path)[path[-1]]
            case Append(kind, values):
                document.setdefault(kind, []).append(values)
    for edit in sorted(cut, key=lambda edit: -edit.place):
        del document[edit.kind][edit.place]
    return document


def place(document: dict[Any, Any], path: tuple[str | int, ...]) -> dict[str | int, Any]:
    if len(path) == 2:  # a table, which may be missing
        document.setdefault(str(path[0]), {})
    found: dict[str | int, Any] = document
    for step in path[:-1]:
        found = found[step]
    return found


def same(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether two documents say the same, where a table or list that holds nothing may as well be missing."""
    return tidy(one) == tidy(other)


def tidy(value: object) -> object:
    match value:
        case dict():
            items = {key: tidy(item) for key, item in sorted(value.items())}
            return {key: item for key, item in items.items() if item not in ({}, [])}
        case list():
            return [tidy(item) for item in value]
        case _:
            return repr(value)


def tried(text: str, *edits: Edit) -> str:
    """The new text; where the layout does not allow the edits the example is over, as nothing was done."""
    try:
        return after(text, *edits)
    except CannotEdit as error:
        event(f"refused: {error.reason}")
        reject()


def edited_records(edits: list[Edit]) -> set[object]:
    """The records and tables that edits change, named as a layout's owners are."""
    named: set[object] = set()
    for edit in edits:
        match edit:
            case Set((kind, int(index), _)) | Unset((kind, int(index), _)) | Cut(kind, index):
                named.add((kind, index))
            case Set((kind, _)) | Unset((kind, _)):
                named.add((kind, 0))
    return named


@given(st.data(), layouts())
def test_edits_say_what_they_should_and_touch_nothing_else(data: st.DataObject, laid_out: LaidOut) -> None:
    """The new text reads as the model; only the comments of cut records go; what is not edited stands as it stood."""
    text = laid_out.text
    edits = data.draw(edits_of(tomli.loads(text)))
    result = tried(text, *edits)
    assert same(tomli.loads(result), modelled(tomli.loads(text), edits))
    cut = {(edit.kind, edit.place) for edit in edits if isinstance(edit, Cut)}
    kept = [label for label in comments_of(text) if laid_out.owners[label] not in cut]
    assert sorted(comments_of(result)) == sorted(kept)
    edited, end = edited_records(edits), 0
    for owner, stretch in laid_out.stretches:
        if owner and owner not in edited:
            found = result.find(stretch.rstrip(), end)
            assert found >= 0, stretch
            end = found + len(stretch.rstrip())


@given(st.data(), layouts())
def test_one_edited_record_leaves_all_before_and_after_it_byte_for_byte(data: st.DataObject, laid_out: LaidOut) -> None:
    owned = [(place, owner) for place, (owner, _) in enumerate(laid_out.stretches) if owner and owner[0] in KINDS]
    assume(owned)
    number, (kind, index) = data.draw(st.sampled_from(owned))
    name = data.draw(st.sampled_from(list(FIELDS[kind])))
    result = tried(laid_out.text, Set((kind, index, name), data.draw(FIELDS[kind][name])))
    assert result.startswith("".join(stretch for _, stretch in laid_out.stretches[:number]))
    assert result.rstrip().endswith("".join(stretch for _, stretch in laid_out.stretches[number + 1 :]).rstrip())


@given(st.data(), layouts(), st.sampled_from(KINDS))
def test_a_record_added_and_cut_again_leaves_the_old_bytes(data: st.DataObject, laid_out: LaidOut, kind: str) -> None:
    text = laid_out.text if laid_out.text.endswith("\n") else f"{laid_out.text}\n"
    there = tomli.loads(text).get(kind, [])
    added = tried(text, Append(kind, data.draw(table(kind))))
    assert after(added, Cut(kind, len(there))) == text


@given(st.data(), layouts())
def test_a_canonical_value_set_and_set_back_leaves_the_old_bytes(data: st.DataObject, laid_out: LaidOut) -> None:
    kind = data.draw(st.sampled_from(KINDS))
    first, second = data.draw(table(kind)), data.draw(table(kind))
    text = tried(laid_out.text, Append(kind, first))
    index = len(tomli.loads(text)[kind]) - 1
    shared = [name for name in first if name in second]
    there = after(text, *(Set((kind, index, name), second[name]) for name in shared))
    assert after(there, *(Set((kind, index, name), first[name]) for name in shared)) == text
