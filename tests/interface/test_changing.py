"""The diff that a changing command shows instead of writing."""

from difflib import unified_diff

from hypothesis import given
from hypothesis import strategies as st

from hiephoi_cli.interface.changing import unified

lines = st.lists(st.sampled_from("abc"), max_size=12)


@given(lines, lines, lines, lines)
def test_a_diff_is_the_one_of_the_whole_texts_where_one_place_differs(
    head: list[str], old: list[str], new: list[str], tail: list[str]
) -> None:
    one, other = [*map(str, range(9)), *head, *old, *tail, "end"], [*map(str, range(9)), *head, *new, *tail, "end"]
    shown = list(unified(one, other, "f"))
    assert _patched(one, shown) == other
    assert (not shown) == (one == other)


@given(st.integers(0, 20), st.sampled_from(["changed", "added", "removed"]))
def test_a_diff_of_one_line_is_as_difflib_has_it(place: int, how: str) -> None:
    old = [f"line {n}" for n in range(21)]
    new = {
        "changed": [*old[:place], "x", *old[place + 1 :]],
        "added": [*old[:place], "x", *old[place:]],
        "removed": [*old[:place], *old[place + 1 :]],
    }[how]
    assert list(unified(old, new, "f")) == list(unified_diff(old, new, "f", "f", lineterm=""))


def _patched(old: list[str], diff: list[str]) -> list[str]:
    """What `patch` makes of the old lines."""
    made, at = [], 0
    for line in diff[2:]:
        if line.startswith("@@"):
            start, _comma, count = line.split()[1].removeprefix("-").partition(",")
            begin = int(start) - (count != "0")
            made += old[at:begin]
            at = begin
        elif line.startswith("+"):
            made.append(line[1:])
        else:
            made += [old[at]] if line.startswith(" ") else []
            assert old[at] == line[1:]
            at += 1
    return [*made, *old[at:]]
