"""What changed between two states of a registry."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from hiephoi_cli.domain.difference import Difference, differences
from hiephoi_cli.domain.records import KINDS, Record, Registry, Rules
from registries import member, office, officer, registry, sector


def applied(before: Registry, found: tuple[Difference, ...]) -> Registry:
    """The state after the differences, as somebody who edits the file would make it."""
    lists: dict[str, list[Any]] = {kind: list(getattr(before, kind)) for kind in KINDS}
    tables: dict[str, Any] = {}
    for difference in found:
        if difference.kind not in KINDS:
            assert difference.index == 0
            tables[difference.kind] = difference.new
        elif difference.old is None:
            lists[difference.kind].append(difference.new)
        else:
            assert lists[difference.kind][difference.index] is difference.old
            lists[difference.kind][difference.index] = difference.new
    kept = {kind: tuple(record for record in records if record is not None) for kind, records in lists.items()}
    return structs.replace(before, **kept, **tables)


def test_equal_registries_do_not_differ() -> None:
    one, same = (registry(sector(), member()) for _ in range(2))
    assert differences(one, one) == ()
    assert differences(one, same) == ()


def test_an_added_record_stands_at_its_new_place() -> None:
    before, after = registry(member(1)), registry(member(1), member(2))
    assert differences(before, after) == (Difference("members", 1, None, member(2)),)


def test_a_removed_record_stood_at_its_old_place() -> None:
    before, after = registry(member(1), member(2), member(3)), registry(member(1), member(3))
    assert differences(before, after) == (Difference("members", 1, member(2), None),)


def test_a_changed_record_names_the_fields_that_changed() -> None:
    before, after = registry(member(1), member(2, phone="1")), registry(member(1), member(2, email="a@b"))
    [found] = differences(before, after)
    assert (found.kind, found.index, found.changed) == ("members", 1, ("phone", "email"))


def test_an_added_or_removed_record_names_the_fields_that_are_set() -> None:
    assert Difference("members", 0, None, member(1, phone="1")).changed[:2] == ("id", "name")
    assert "phone" in Difference("members", 0, member(1, phone="1"), None).changed
    assert "email" not in Difference("members", 0, member(1, phone="1"), None).changed


def test_a_table_that_the_file_has_once_may_change() -> None:
    before, after = registry(name="A"), registry(name="B", rules=Rules(term_years=3))
    found = differences(before, after)
    assert [(one.kind, one.index, one.changed) for one in found] == [
        ("association", 0, ("name",)),
        ("rules", 0, ("term_years",)),
    ]


def test_differences_stand_in_the_order_of_the_file_with_what_was_added_last_in_its_kind() -> None:
    before = registry(sector("a"), member(1), member(2), officer())
    after = registry(sector("a"), sector("b"), member(2, phone="1"), member(3), name="B")
    assert [(one.kind, one.index) for one in differences(before, registry(*after.sectors, *after.members[:1]))] == [
        ("sectors", 1),
        ("members", 0),
        ("members", 1),
        ("officers", 0),
    ]


def test_a_record_that_changes_its_key_is_changed_and_not_another() -> None:
    before, after = registry(office("a"), office("b")), registry(office("c"), office("b"))
    assert differences(before, after) == (Difference("offices", 0, office("a"), office("c")),)


def test_records_of_one_key_are_told_apart_by_their_order() -> None:
    before = registry(sector("a", "1"), sector("a", "2"), sector("a", "3"))
    after = registry(sector("a", "1"), sector("a", "2"), sector("a", "x"))
    assert differences(before, after) == (Difference("sectors", 2, sector("a", "3"), sector("a", "x")),)


STEP = st.one_of(
    st.tuples(st.just("add"), st.sampled_from(["members", "sectors"]), st.integers(0, 9)),
    st.tuples(st.just("edit"), st.sampled_from(["members", "sectors"]), st.integers(0, 9)),
)
REMOVAL = st.tuples(st.just("remove"), st.sampled_from(["members", "sectors"]), st.integers(0, 9))


def _stepped(state: Registry, serial: int, verb: str, kind: str, number: int) -> Registry:
    records: tuple[Record, ...] = getattr(state, kind)
    if verb == "add":
        new = member(100 + serial) if kind == "members" else sector(f"s{serial}")
        return structs.replace(state, **{kind: (*records, new)})
    if not records:
        return state
    index = number % len(records)
    edited = () if verb == "remove" else (structs.replace(records[index], note=str(serial)),)
    return structs.replace(state, **{kind: (*records[:index], *edited, *records[index + 1 :])})


@given(st.lists(STEP, max_size=6), st.lists(STEP, max_size=8))
def test_applying_the_differences_of_edits_and_additions_gives_the_new_state(first: list[Any], then: list[Any]) -> None:
    _check_steps(first, then)


@given(st.lists(STEP, max_size=6), st.lists(REMOVAL, max_size=8))
def test_applying_the_differences_of_removals_gives_the_new_state(first: list[Any], then: list[Any]) -> None:
    _check_steps(first, then)


def _check_steps(first: list[Any], then: list[Any]) -> None:
    before = registry(member(1), sector("a"))
    for serial, step in enumerate(first):
        before = _stepped(before, serial, *step)
    after = before
    for serial, step in enumerate(then):
        after = _stepped(after, 1000 + serial, *step)
    assert applied(before, differences(before, after)) == after
    assert (differences(before, after) == ()) == (before == after)


def test_a_difference_of_nothing_cannot_be_asked_what_changed() -> None:
    with pytest.raises(AttributeError):
        _ = Difference("members", 0, None, None).changed
