"""Two records of one member become one."""

from datetime import date
from typing import Any

import pytest

from hiephoi_cli.domain.records import EarlierPeriod, FormerName, FormerRepresentative, Member
from hiephoi_cli.domain.references import references
from hiephoi_cli.domain.union import Keep, disputes, merge
from hiephoi_cli.domain.words import LeaveReason
from hiephoi_cli.errors import Conflict, UsageError
from registries import election, member, office, officer, registry, sector, winner

DAY = date(2024, 1, 1)
LATER = date(2026, 1, 1)


def merged(gone: dict[str, Any], kept: dict[str, Any], **how: Any) -> Member:
    """What becomes of two members of one name."""
    before = registry(member(1, "A", **kept), member(2, "A", **gone))
    [one] = merge(before, "HV-0002", "HV-0001", **how).members
    return one


def test_everything_that_refers_to_one_refers_to_the_other_and_none_is_there_twice() -> None:
    before = registry(
        sector(), office(), member(1, "A"), member(2, "A"),
        election(candidates=[winner(member="HV-0002")]),
        officer(member="HV-0002"), officer(member="HV-0001"), officer("Đỗ Bình", member="HV-0002"),
    )  # fmt: skip
    after = merge(before, "HV-0002", "HV-0001")
    assert list(references(after, "members", "HV-0002")) == []
    assert after.elections[0].candidates == (winner(member="HV-0001"),)
    assert after.officers == (officer(member="HV-0001"), officer("Đỗ Bình", member="HV-0001"))
    assert [one.id for one in after.members] == ["HV-0001"]


def test_blanks_are_filled_lists_united_and_what_was_before_is_in_order() -> None:
    old, older = FormerName(name="C", until=LATER), FormerName(name="B", until=DAY)
    one = merged(
        {"phone": "0225", "sectors": ("a", "b"), "former_names": (older,)},
        {"email": "a@b.vn", "sectors": ("b", "c"), "former_names": (old,)},
    )
    assert (one.phone, one.email, one.sectors, one.former_names) == ("0225", "a@b.vn", ("b", "c", "a"), (older, old))


@pytest.mark.parametrize(("keep", "phone"), [(Keep.FROM, "1"), (Keep.INTO, "2")])
def test_values_that_differ_are_decided_by_keep_or_one_by_one(keep: Keep, phone: str) -> None:
    assert merged({"phone": "1"}, {"phone": "2"}, keep=keep).phone == phone
    assert merged({"phone": "1"}, {"phone": "2"}, chosen={"phone": keep}).phone == phone


def test_values_that_differ_are_named_where_nobody_decides() -> None:
    with pytest.raises(Conflict) as caught:
        merged({"phone": "1", "zone": "X"}, {"phone": "2", "zone": "x"})
    assert caught.value.reports == (
        ("HV-0002 and HV-0001 differ: Phone '1' / '2'", "hiephoi member merge HV-0002 HV-0001 --keep into"),
    )


def test_a_position_goes_with_its_representative() -> None:
    one = merged({"representative": "An", "position": "Giám đốc"}, {"representative": "Bình"}, keep=Keep.INTO)
    assert (one.representative, one.position) == ("Bình", None)
    one = merged({"representative": "An"}, {"representative": "Bình", "position": "Giám đốc"}, keep=Keep.FROM)
    assert (one.representative, one.position) == ("An", None)


def test_memberships_that_follow_each_other_are_both_kept() -> None:
    first = {"joined": DAY, "left": LATER, "left_reason": LeaveReason.RESIGNED}
    for gone, kept in ((first, {"joined": LATER}), ({"joined": LATER}, first)):
        one = merged(gone, kept)
        assert (one.joined, one.left, one.left_reason) == (LATER, None, None)
        assert one.earlier_periods == (EarlierPeriod(**first),)


def test_whether_one_has_left_is_for_somebody_to_decide() -> None:
    left = {"left": LATER, "left_reason": LeaveReason.RESIGNED}
    before = registry(member(1), member(2, **left))
    assert [dispute.field for dispute in disputes(before, "HV-0002", "HV-0001")] == ["name", "left"]
    assert merged(left, {}, keep=Keep.INTO).left_reason is None
    assert merged(left, {}, keep=Keep.FROM).left_reason is LeaveReason.RESIGNED


def test_a_member_cannot_become_part_of_itself() -> None:
    with pytest.raises(UsageError):
        merge(registry(member(1)), "HV-0001", "hv-0001")


@pytest.mark.parametrize(("keep", "name"), [(Keep.FROM, "B"), (Keep.INTO, "C")])
def test_two_names_until_one_day_are_decided_like_other_values(keep: Keep, name: str) -> None:
    gone, kept = ({"former_names": (FormerName(name=name, until=DAY),)} for name in "BC")
    assert merged(gone, kept, keep=keep).former_names == (FormerName(name=name, until=DAY),)
    with pytest.raises(Conflict, match=r"Former names 'B \(until 2024-01-01\)' / 'C \(until 2024-01-01\)'"):
        merged(gone, kept)
    same = {"former_names": (FormerName(name="c", until=DAY, document="12/GCN"),)}
    assert merged(same, kept).former_names == (FormerName(name="C", until=DAY),)


def test_a_representative_who_is_known_stands_before_one_who_is_not() -> None:
    nobody, somebody = FormerRepresentative(until=DAY), FormerRepresentative(person="Lê An", until=DAY)
    for gone, kept in ((nobody, somebody), (somebody, nobody)):
        one = merged({"former_representatives": (gone,)}, {"former_representatives": (kept,)})
        assert one.former_representatives == (somebody,)
