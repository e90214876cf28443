"""A comment stands where it stood, or with what it was about, or goes with the record that goes."""

from random import Random
from typing import Any

import tomli
from hypothesis import event, given
from hypothesis import strategies as st

from commented import ALONE, ORDER, Writer, modelled, names_in, seen, without_empty
from hiephoi_cli.toml.splice import CannotEdit, Cut, Edit, Set, Unset, splice
from hiephoi_cli.toml.values import COMMENTS_INSIDE


def named(value: object) -> set[str]:
    """All keys and texts in a document."""
    match value:
        case dict():
            return {*value}.union(*map(named, value.values()))
        case list():
            return set().union(*map(named, value))
    return {str(value)}


@given(st.integers(0, 2**64))
def test_a_comment_stays_with_what_it_is_about(seed: int) -> None:
    writer = Writer(Random(seed))
    text = writer.text()
    before = tomli.loads(text)
    edits = writer.edits(before)
    after = modelled(before, edits)
    refusal: CannotEdit | None = None
    try:
        result = splice(text, edits, ORDER)
    except CannotEdit as error:
        refusal = error
    if refusal:
        event(f"refused: {refusal.reason}")
        assert refusal.reason == COMMENTS_INSIDE
        assert loses_a_table_with_comments(text, before, after)
        return
    assert without_empty(tomli.loads(result)) == after
    comments_stay(text, result, before, after, edits)
    all_else_stays(text, result, edits, before)


def comments_stay(text: str, result: str, before: dict[str, Any], after: dict[str, Any], edits: list[Edit]) -> None:
    old, new = seen(text), seen(result)
    lines = text.split("\n")
    gone = {
        line.partition("# ")[2].strip() for number, line in enumerate(lines) if number in cut_lines(text, edits, before)
    }
    assert new.sights.keys() == old.sights.keys() - gone, f"{text}\n→\n{result}"
    there = named(after)
    for label, sight in new.sights.items():
        was = old.sights[label]
        stays = was.thing.removeprefix("header ") in {*there, "[t]"}
        assert sight == (was if stays else ALONE), f"{label} {was} → {sight}\n{text}\n→\n{result}"
    moved = {item for edit in edits if isinstance(edit, Set) for item in named(edit.value)}
    fixed = [name for name in old.names if name in new.names and (name not in moved)]
    unmoved = [name for name in fixed if not (name in old.sights and old.sights[name].thing in moved)]
    assert [name for name in new.names if name in {*unmoved}] == unmoved, f"{text}\n→\n{result}"


def loses_a_table_with_comments(text: str, before: dict[str, Any], after: dict[str, Any]) -> bool:
    gone = named(before) - named(after)
    tables = [part.partition("}")[0] for part in text.split("{")[1:]]
    return any("#" in table and any(f"{name}" in table for name in gone) for table in tables)


def all_else_stays(text: str, result: str, edits: list[Edit], before: dict[str, Any]) -> None:
    """Lines of what is not edited stay with their ends, in their order; a new line ends as one beside it."""
    edited = {str(edit.path[-1]) for edit in edits if isinstance(edit, Set | Unset)}
    lines, new = text.splitlines(keepends=True), result.splitlines(keepends=True)
    left_out = cut_lines(text, edits, before) | touched_lines(lines, edited)
    kept = [line for number, line in enumerate(lines) if line.strip() and number not in left_out]
    position = 0
    for line in kept:
        assert line in new[position:], f"{line!r}\n{text}\n→\n{result}"
        position = new.index(line, position) + 1
    known = {*names_in(text)} | taken_over(edits, before)
    for above, line, below in zip(new, new[1:], [*new[2:], ""], strict=False):
        is_whole = line.count("{") == line.count("}") and not line.startswith("}")
        if is_whole and (names := names_in(line)) and not known.intersection(names):
            assert end(line) in {end(above), end(below)}, f"{line!r}\n{text!r}\n→\n{result!r}"


def end(line: str) -> str:
    return line[len(line.rstrip("\r\n")) :]


def taken_over(edits: list[Edit], before: dict[str, Any]) -> set[str]:
    """The names in lists that lose items: a new one may stand on the line of an old one."""
    found: set[str] = set()
    for edit in edits:
        if isinstance(edit, Set) and len(edit.path) > 1:
            table = before[str(edit.path[0])] if len(edit.path) == 2 else before[str(edit.path[0])][edit.path[1]]
            old = table.get(edit.path[-1])
            found |= named(edit.value) if named(old) - named(edit.value) else set()
    return found


def cut_lines(text: str, edits: list[Edit], before: dict[str, Any]) -> set[int]:
    """The numbers of the lines that go with records that are cut."""
    records = seen(text).records
    cut = [records[before[edit.kind][edit.place]["id"]] for edit in edits if isinstance(edit, Cut)]
    return set().union(*cut)


def touched_lines(lines: list[str], edited: set[str]) -> set[int]:
    """The numbers of the lines of edited keys."""
    touched, depth, inside = set(), 0, False
    for number, line in enumerate(lines):
        code = line.partition("#")[0]
        if not depth:
            inside = code.partition(" = ")[0].strip() in edited and " = " in code
        touched |= {number} if inside else set()
        if depth or " = " in code:
            depth += sum(map(code.count, "[{")) - sum(map(code.count, "]}"))
    return touched
