"""Where things stand in a TOML text."""

from datetime import date, datetime
from random import Random

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from hiephoi_cli.toml.layout import Layout, Path, scan
from toml_layouts import LaidOut, layouts


def said_at(text: str, *path: str | int) -> str:
    """The piece of text at the position of a value or header."""
    position = scan(text).position(path)
    assert position, f"nothing at {path} in {text!r}"
    return text[position.start : position.end]


def leaves(value: object, path: Path = ()) -> list[tuple[Path, object]]:
    """All values in a document that hold no others, and empty containers."""
    if isinstance(value, dict) and value:
        return [leaf for key, item in value.items() for leaf in leaves(item, (*path, key))]
    if isinstance(value, list) and value:
        return [leaf for place, item in enumerate(value) for leaf in leaves(item, (*path, place))]
    return [(path, value)]


def stands_where_it_says(text: str, layout: Layout, path: Path, value: object) -> bool:
    """Whether the position of a value is that of its text; of an empty table that is not a value, of its header."""
    position = layout.position(path)
    assert position, f"nothing at {path} in {text!r}"
    line = text[: position.start].count("\n") + 1
    column = position.start - (text[: position.start].rfind("\n") + 1) + 1
    found = text[position.start : position.end]
    same = (
        found.startswith("[")
        if value == {} and not found.startswith("{")
        else like(tomli.loads(f"v = {found}")["v"], value)
    )
    return same and (position.line, position.column) == (line, column)


def like(one: object, other: object) -> bool:
    return repr(one) == repr(other)


@pytest.mark.parametrize(
    "value",
    [
        '"plain"',
        '"a \\" # [b] \\\\"',
        '""',
        "'C:\\'",
        "''",
        '"""one\n"two" # [x]\n"""',
        '"""ends in two quotes"""""',
        '"""\\"""\\" """',
        '""""""',
        "'''it's\n[[members]]\n'''",
        "''''quoted'''''",
        "2024-11-11",
        "2024-01-01 10:00:00",
        "2024-01-01T10:00:00+07:00",
        "10:00:00",
        "-1.5e3",
        "true",
        "[]",
        "{}",
        '["a", "b # ] c"]',
        '[ # one\n  "a", # ]\n  # "b",\n  [1, [2, 3]],\n]',
        '{ a = 1, "b.c" = [1, 2], d.e = { f = "}" } }',
        "[\n  { a = 1 }, # x\n]",
    ],
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_value_of_any_kind_ends_where_it_ends(value: str, line_end: str) -> None:
    text = f"[t]\nfirst = 1\nkey  =  {value} # why = [\nafter = 2\n[u]\nlast = 3".replace("\n", line_end)
    assert said_at(text, "t", "key") == value.replace("\n", line_end)
    assert said_at(text, "t", "after") == "2"
    assert said_at(text, "u", "last") == "3"


@pytest.mark.parametrize("text", ["", "\n", "# only a comment", "# only\n# comments = [\n", " \t\n"])
def test_a_text_without_keys_is_its_root_block_alone(text: str) -> None:
    assert [(block.header, block.entries) for block in scan(text).blocks] == [((), ())]


def test_blocks_come_in_order_with_their_headers_decoded() -> None:
    text = 'a = 1\n[b]\n[[ c . "d.e" ]] # x\n\t[ "f\\u00e9\\t" . \'g\' ]\n[[c."d.e".h]]'
    assert [(block.header, block.array) for block in scan(text).blocks] == [
        ((), False),
        (("b",), False),
        (("c", "d.e"), True),
        (("fé\t", "g"), False),
        (("c", "d.e", "h"), True),
    ]


def test_what_looks_like_a_header_inside_of_a_value_is_none() -> None:
    text = 'a = """\n[x]\n"""\nb = [\n[1],\n  [\n2]]\nc = \'\'\'\n[[y]]\'\'\'\n# d = [\n"e = [" = "= ["\n[z]\n'
    assert [block.header for block in scan(text).blocks] == [(), ("z",)]


def test_a_record_that_was_commented_out_many_times_holds_no_headers() -> None:
    text = "a = 1\n" + "# [[members]]\n# names = [{ name = 'A' }]\n" * 20_000 + "[[sectors]]\ncode = 'b'\n"
    assert [block.header for block in scan(text).blocks] == [(), ("sectors",)]


def test_the_first_line_can_be_an_indented_header() -> None:
    assert said_at("  [a]\nb = 1", "a") == "[a]"


def lead_and_end(text: str, number: int) -> tuple[str, str]:
    """What stands before the header's line, from the lead on, and what after the last key, up to the end."""
    block = scan(text).blocks[number]
    return text[block.lead : block.start], text[block.last : block.end]


def test_comment_lines_directly_above_a_header_are_its_lead() -> None:
    assert lead_and_end("x = 1\n\n# far\n\n# near\n  # nearer\n[a]\n", 1) == ("# near\n  # nearer\n", "")


def test_comments_glued_below_the_last_key_belong_to_its_block() -> None:
    assert lead_and_end("[a]\nx = 1\n# below\n\n# far\n[b]\n", 1) == ("", "# below\n")


def test_comments_glued_to_the_key_above_and_the_header_below_belong_to_the_header() -> None:
    text = "[a]\nx = 1\n# between\n[b]\ny = 1\n"
    assert lead_and_end(text, 1) == ("", "")
    assert lead_and_end(text, 2) == ("# between\n", "")


def test_the_last_line_of_a_string_is_no_leading_comment() -> None:
    assert lead_and_end('[a]\nx = """\n# of the string"""\n[b]\n', 2) == ("", "")


def test_a_comment_without_a_line_end_belongs_to_the_block_above() -> None:
    assert lead_and_end("[a]\nx = 1\n# last", 1) == ("", "# last")


MIXED = """\
association.name = "A" # dotted
association . "phone" = "B"
offices = [ { code = "c", at.home = 1 }, { code = "d" } ]
[[members]]
id = "m0"
[rules]
quorum = "1/2"
[[members]]
id = "m1"
sectors = [ "s",
  "t" ]
[[elections]]
id = "e0"
[[elections]]
id = "e1"
[[elections.candidates]]
person = "p0"
[[elections.candidates]]
person = "p1"
[implied.deep]
x = 1
"""


@pytest.mark.parametrize(
    ("path", "said", "line", "column"),
    [
        (("association", "name"), '"A"', 1, 20),
        (("association", "phone"), '"B"', 2, 25),
        (("association",), '"A"', 1, 20),
        (("offices",), '[ { code = "c", at.home = 1 }, { code = "d" } ]', 3, 11),
        (("offices", 1), '{ code = "d" }', 3, 42),
        (("offices", 1, "code"), '"d"', 3, 51),
        (("offices", 0, "at", "home"), "1", 3, 37),
        (("offices", 0, "at"), "1", 3, 37),
        (("members",), "[[members]]", 4, 1),
        (("members", 0), "[[members]]", 4, 1),
        (("members", 1), "[[members]]", 8, 1),
        (("members", 1, "id"), '"m1"', 9, 6),
        (("members", 1, "sectors", 1), '"t"', 11, 3),
        (("elections", 1, "candidates", 1, "person"), '"p1"', 19, 10),
        (("elections", 1, "candidates", 1), "[[elections.candidates]]", 18, 1),
        (("implied",), "[implied.deep]", 20, 1),
    ],
)
def test_a_path_leads_through_every_kind_of_table(path: Path, said: str, line: int, column: int) -> None:
    position = scan(MIXED).position(path)
    assert position
    assert (MIXED[position.start : position.end], position.line, position.column) == (said, line, column)


@pytest.mark.parametrize(
    "path",
    [
        (),
        ("nothing",),
        ("members", 2),
        ("members", -1),
        ("members", 0, "name"),
        ("members", 1, "sectors", 2),
        ("members", 1, "sectors", "s"),
        ("members", 1, "id", "x"),
        ("offices", 0, "seats"),
        ("offices", 2),
        ("elections", 0, "candidates"),
    ],
)
def test_nothing_stands_where_a_path_leads_nowhere(path: Path) -> None:
    assert scan(MIXED).position(path) is None


def test_a_key_has_its_own_span_and_a_header_or_item_none() -> None:
    layout = scan(MIXED)
    phone, header, item = (layout.position(path) for path in (("association", "phone"), ("members", 0), ("offices", 0)))
    assert phone
    assert header
    assert item
    assert MIXED[phone.key_start : phone.key_end] == 'association . "phone"'
    assert (header.key_start, item.key_start) == (None, None)


@pytest.mark.parametrize("text", ["[a", "[[a]", "a = [", "a = [1", "a = ", 'a = """', "= [", "[a]]\n[", 'a = ["x]'])
def test_text_that_is_cut_short_is_reported_by_a_value_error(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  any of them
        said_at(text, "a")


def test_a_key_with_an_impossible_escape_is_reported_by_a_value_error() -> None:
    with pytest.raises(ValueError):  # noqa: PT011  any of them
        scan('["\\UFFFFFFFF"]')


def test_deep_nesting_does_not_exhaust_the_stack() -> None:
    assert said_at(f"a = {'[' * 50_000}{']' * 50_000}\nb = 1", "b") == "1"


@given(layouts())
def test_every_value_of_any_layout_stands_where_it_says(laid_out: LaidOut) -> None:
    layout = scan(laid_out.text)
    for path, value in leaves(tomli.loads(laid_out.text)):
        assert stands_where_it_says(laid_out.text, layout, path, value), path


@given(layouts())
def test_lead_and_end_take_in_the_comments_of_a_record_and_no_others(laid_out: LaidOut) -> None:
    stretches = [text for owner, text in laid_out.stretches if owner]
    blocks = [block for block in scan(laid_out.text).blocks if block.header and "candidates" not in block.header]
    ends = {block.address[0:2]: block.end for block in scan(laid_out.text).blocks}
    assert len(stretches) == len(blocks)
    for stretch, block in zip(stretches, blocks, strict=True):
        found = laid_out.text[block.lead : ends[block.address[0:2]]]
        assert found.rstrip() == stretch.rstrip()


@given(layouts(), st.randoms(use_true_random=True))
def test_mutated_text_never_fails_otherwise_than_by_a_value_error(laid_out: LaidOut, random: Random) -> None:
    """Where the text is still TOML, every position is right."""
    text = mutated(laid_out.text, random)
    try:
        document = tomli.loads(text)
    except ValueError:
        document = {}
    try:
        layout = scan(text)
        found = [layout.position((*block.address, *entry.keys)) for block in layout.blocks for entry in block.entries]
        assert all(found)
    except ValueError:
        assert not document
    for path, value in leaves(document) if document else ():
        assert stands_where_it_says(text, layout, path, value), path


def mutated(text: str, random: Random) -> str:
    """The text after a few slips of the hand."""
    for _ in range(random.randint(1, 3)):
        place = random.randint(0, len(text))
        length = random.choice([0, 0, 1, 1, 3])
        slip = random.choice(["", "", *"[]{}\"'#=.,\\\n\r \ta1", '"""', "'''", "[[", "a = [", text[place : place + 9]])
        text = text[:place] + slip + text[place + length :]
    return text[: random.randint(0, len(text))] if random.random() < 0.1 else text


def test_times_of_day_and_dates_are_values_like_others() -> None:
    text = "a = 2024-01-01 10:00:00 # x\nb = [2024-01-01, 2024-01-01 10:00:00]\n"
    assert said_at(text, "b", 1) == "2024-01-01 10:00:00"
    assert tomli.loads(text)["b"] == [date(2024, 1, 1), datetime(2024, 1, 1, 10)]  # noqa: DTZ001  it says no zone
