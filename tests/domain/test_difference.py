"""What changed between two states of a registry."""

from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st
from msgspec import structs

from hiephoi_cli.domain.difference import Difference, differences
from hiephoi_cli.domain.records import KINDS, Registry, Rules
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


STEPS = st.lists(
    st.tuples(st.sampled_from(["add", "edit", "remove"]), st.sampled_from(["members", "sectors"]), st.integers(0, 9)),
    max_size=8,
)


@given(STEPS, STEPS)
def test_applying_the_differences_gives_the_new_state(first: list[Any], then: list[Any]) -> None:
    before = _after(registry(member(1), sector("a")), first, 0)
    after = _after(before, then, 100)
    for kind in KINDS:
        old, new = ({record.key for record in getattr(state, kind)} for state in (before, after))
        assume(not old - new or len(old - new) != len(new - old))  # as many gone as new: taken for new keys
    assert applied(before, differences(before, after)) == after
    assert (differences(before, after) == ()) == (before == after)


def _after(state: Registry, steps: list[Any], serial: int) -> Registry:
    for number, (verb, kind, place) in enumerate(steps, serial):
        records: tuple[Any, ...] = getattr(state, kind)
        index = place % len(records) if records else 0
        match verb:
            case "add":
                records = (*records, member(10 + number) if kind == "members" else sector(f"s{number}"))
            case "edit":
                edited = (structs.replace(record, note=str(number)) for record in records[index : index + 1])
                records = (*records[:index], *edited, *records[index + 1 :])
            case "remove":
                records = (*records[:index], *records[index + 1 :])
        state = structs.replace(state, **{kind: records})
    return state
