"""A faster parser reads the same values in a text as tomli, or leaves the text to tomli."""

from pathlib import Path
from typing import Any

import pytest
import tomli
from hypothesis import example, given
from hypothesis import strategies as st

from harness import REGISTRY, Cli
from hiephoi_cli.storage.broken import Broken
from hiephoi_cli.storage.read import parse
from hiephoi_cli.toml.parsing import certain_values, known
from toml_layouts import LaidOut, layouts

SHIPPED = REGISTRY.read_text(encoding="utf-8")
CORPUS = [path.read_text(encoding="utf-8-sig") for path in (Path(__file__).parent / "corpus").glob("*.toml")]
MEMBERS = "".join(f'\n[[members]]\nid = "M-{n}"\nname = "Mẫu {n}"\nsectors = [\n    "xay-lap",\n]\n' for n in range(9))
TOKENS = [
    *"[]{}=.,\"'#\n\r \t\\",
    '"""',
    "'''",
    "[[",
    "]]",
    "\r\n",
    "\ufeff",
    "\x00",
    "\x7f",
    "\x85",
    "\u2028",
    "é",
    "e\u0301",
]
TOKENS += ["= 1\n", "\n= 1", "{ a = 1 }", "{ a =\n1 }", ".b", "1", "-0.0", "+1_0", "1e400", "nan", "-inf", str(2**63)]
TOKENS += ["0xffffffffffffffffff", "1979-05-27", "07:32", "1979-05-27T07:32:00.1234567-07:00", "23:59:60", "0000-01-01"]
TOKENS += ["\\u0041", "\\x41", "\\ud800", "[a]\n", "[a.b]\n", "[[a.b]]\n", "b.c = 1\n", "[members]\n", "[members.a]\n"]
TOKENS += [
    "[[members]]\n",
    "[[members.a]]\n",
    "members = []\n",
    "\n[[sectors]]\n",
    '\n[[members]]\nid = "M"\n',
    "[[" * 90,
]

edits = st.lists(st.tuples(st.integers(0), st.integers(0, 9), st.sampled_from(TOKENS)), max_size=4)
pieces = st.sampled_from([0, 40, 1 << 16])


def exact(value: object) -> object:
    """A value so that it equals only what is the same in type and spelling."""
    match value:
        case dict():
            return {key: exact(item) for key, item in value.items()}
        case list():
            return [exact(item) for item in value]
        case _:
            return repr(value)


def edited(text: str, changes: list[tuple[int, int, str]]) -> str:
    for place, length, token in changes:
        start = place % (len(text) + 1)
        text = text[:start] + token + text[start + length :]
    return text


def reads(text: str) -> dict[str, Any] | None:
    try:
        return tomli.loads(text)
    except (tomli.TOMLDecodeError, RecursionError):
        return None


@given(st.sampled_from([SHIPPED + MEMBERS, *CORPUS]), edits, pieces)
@example("[[a.b]]\n[a]\nb.c = 1\n", [], 0)
@example("\r\r\n", [], 0)
def test_what_is_read_of_any_text_is_what_tomli_reads(
    text: str, changes: list[tuple[int, int, str]], piece: int
) -> None:
    text = edited(text, changes)
    values = certain_values(text, piece)
    if values is not None:
        assert exact(values) == exact(reads(text))


@given(layouts(), pieces)
def test_registries_as_people_write_them_are_read_as_tomli_reads_them(laid: LaidOut, piece: int) -> None:
    values = certain_values(laid.text, piece)
    assert values is None or exact(values) == exact(reads(laid.text))


@given(edits, pieces)
@example([(len(SHIPPED + MEMBERS), 0, '\n[[members]]\nid = "M"\n')], 40)
def test_pieces_parsed_before_an_edit_hold_the_same_after_it(changes: list[tuple[int, int, str]], piece: int) -> None:
    old, parsed = SHIPPED + MEMBERS, dict[str, dict[str, Any]]()
    for text in (old, edited(old, changes), old):
        assert exact(certain_values(text, piece, parsed=parsed)) == exact(certain_values(text, piece))


@given(layouts(), edits, pieces)
@example(LaidOut(MEMBERS, {}, []), [(len(MEMBERS), 0, '\n[[members]]\nid = "M"\n')], 40)
def test_what_is_known_of_a_text_holds_after_an_edit(
    laid: LaidOut, changes: list[tuple[int, int, str]], piece: int
) -> None:
    old = reads(laid.text) or {}
    lists = {kind: value for kind, value in old.items() if isinstance(value, list)}
    text = edited(laid.text, changes)
    values = certain_values(text, piece, parsed=known(laid.text, lists, piece))
    assert values is None or exact(values) == exact(reads(text))


def test_what_looks_like_a_record_in_a_text_makes_nothing_known() -> None:
    lists = tomli.loads(MEMBERS)
    assert sum(len(found["members"]) for found in known(MEMBERS, lists, 40).values()) == len(lists["members"])
    text = MEMBERS.replace('"Mẫu 3"', "'''\n[[members]]\n'''")
    assert known(text, tomli.loads(text), 40) == {}


@pytest.mark.parametrize("piece", [0, 100, 1 << 16])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_usual_registries_are_not_left_to_tomli(newline: str, piece: int) -> None:
    text = (SHIPPED + MEMBERS + '\n[[elections]]\nid = "E"\ncandidates = [{ person = "Lê Mẫu", votes = 9 }]\n').replace(
        "\n", newline
    )
    assert exact(certain_values(text, piece)) == exact(tomli.loads(text))


@pytest.mark.parametrize(
    "text",
    [
        "\ufeffa = 1\n",
        "a = 1\r",
        "a = { b =\n1 }\n",
        "a = { b\n= 1 }\n",
        "[[a.b]]\n[a]\nb.c = 1\n",
        "a = 1e400\n",
        f"a = {'[' * 200}{']' * 200}\n",
        "members = []\n[[members]]\n",
        "[[members]]\n[[sectors]]\n[members.a]\n",
        "[rules]\n[[members]]\n[[sectors]]\n[rules]\n",
    ],
)
def test_what_is_out_of_the_ordinary_is_left_to_tomli(text: str) -> None:
    assert certain_values(text, 0) is None


@pytest.mark.parametrize("nested", ["[" * 100_000, "{ a = " * 100_000])
def test_deep_nesting_in_a_large_text_is_reported(nested: str) -> None:
    with pytest.raises(Broken, match="not valid TOML"):
        parse(Path("registry.toml"), f"a = {nested}")


def test_a_fault_in_a_large_registry_is_reported_with_its_line(cli: Cli) -> None:
    sound = SHIPPED + "# ghi chú\n" * 20_000
    cli.path.write_text(f"{sound}name = ?\n", encoding="utf-8")
    line = sound.count("\n") + 1
    assert f"registry.toml:{line}:8: the value is missing" in cli("member", "list").err
