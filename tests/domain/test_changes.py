"""Changes of sectors, offices and members."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiephoi_cli.domain import changes
from hiephoi_cli.domain.fields import fields
from hiephoi_cli.domain.records import KINDS, Member, Registry
from hiephoi_cli.domain.words import LeaveReason, Membership
from hiephoi_cli.errors import Conflict, HiephoiError, InvalidData, NotFound, UsageError
from registries import election, loser, member, office, officer, registry, sector, zone

DAY = date(2024, 5, 6)


def report(error: type[HiephoiError], change: Any, *args: Any, **named: Any) -> tuple[str, str]:
    with pytest.raises(error) as caught:
        change(*args, **named)
    [(message, hint)] = caught.value.reports
    return message, hint


def test_the_first_member_gets_the_first_id() -> None:
    after = changes.add(registry(), "members", {"name": "A"})
    assert after.members == (member(1, "A"),)


def test_a_member_gets_the_id_after_the_highest_and_stands_last() -> None:
    before = registry(member(7), member(3), member(id="HV-x"), member(id="KHAC-0099"))
    after = changes.add(before, "members", {"name": "A", "phone": "0225"})
    assert after.members == (*before.members, member(8, "A", phone="0225"))


def test_ids_go_on_beyond_four_digits() -> None:
    assert changes.add(registry(member(9999)), "members", {"name": "A"}).members[-1].id == "HV-10000"


def test_ids_begin_with_the_associations_own_prefix() -> None:
    before = registry(member(5), member(id="A+B-0002"), member_prefix="A+B")
    assert changes.add(before, "members", {"name": "A"}).members[-1].id == "A+B-0003"


def test_a_member_whose_tax_code_is_there_is_refused() -> None:
    before = registry(member(1, "Top Land", tax_code="0100233488"))
    assert report(Conflict, changes.add, before, "members", {"name": "Khác", "tax_code": "0100233488"}) == (
        "tax code '0100233488' already belongs to 'HV-0001'",
        "hiephoi member show HV-0001",
    )


@pytest.mark.parametrize(
    ("there", "typed"), [("Hoà Bình", "HÒA BÌNH"), ("Top Land", "top land"), ("Top Land", "Top Land")]
)
def test_a_member_whose_name_is_there_is_refused(there: str, typed: str) -> None:
    message, _hint = report(Conflict, changes.add, registry(member(1, there)), "members", {"name": typed})
    assert message == f"'{there}' already exists, as HV-0001"


def test_two_of_one_name_are_told_apart_by_their_tax_codes() -> None:
    before = registry(member(1, "Hòa Bình", tax_code="0100233488"))
    after = changes.add(before, "members", {"name": "Hòa Bình", "tax_code": "0200747399"})
    assert len(after.members) == 2


def test_names_that_differ_in_accents_are_two() -> None:
    before = registry(member(1, "Hòa"), member(2, "Hoa"))
    assert changes.add(before, "members", {"name": "Hóa"}).members[-1].name == "Hóa"


@pytest.mark.parametrize(
    ("kind", "values", "code"),
    [
        ("sectors", {"name": "Xây lắp"}, "xay-lap"),
        ("sectors", {"name": "Xây lắp", "code": "xl"}, "xl"),
        ("offices", {"name": "Phó Chủ tịch", "seats": 3, "code": None}, "pho-chu-tich"),
    ],
)
def test_a_code_follows_from_the_name_unless_it_is_given(kind: str, values: dict[str, Any], code: str) -> None:
    [record] = getattr(changes.add(registry(), kind, values), kind)
    assert record == KINDS[kind](**{**values, "code": code})


def test_a_name_that_gives_no_code_needs_one() -> None:
    assert report(InvalidData, changes.add, registry(), "sectors", {"name": "株式"}) == (
        "no code can be derived from '株式'",
        "choose one with `--code`",
    )


def test_a_code_that_is_there_is_refused() -> None:
    assert report(Conflict, changes.add, registry(sector()), "sectors", {"name": "Xây Lắp"}) == (
        "'Xây lắp' already exists, as xay-lap",
        "hiephoi sector list",
    )


def test_a_sector_and_an_office_may_share_a_code() -> None:
    after = changes.add(registry(sector("tu-van")), "offices", {"name": "Tư vấn"})
    assert after.offices[0].code == "tu-van"


def test_an_edit_changes_the_fields_that_are_given_and_no_other() -> None:
    before = registry(zone(), member(1, phone="1", email="a@b"), member(2))
    after = changes.edit(before, "members", "công ty 1", changes.Edit({"phone": "2", "zone": "Khu công nghiệp Mẫu"}))
    assert after == registry(zone(), member(1, phone="2", email="a@b", zone="kcn-mau"), member(2))


def test_a_cleared_field_gets_its_default() -> None:
    before = registry(
        member(phone="1", sectors=("a", "b"), membership=Membership.HONORARY, left=DAY, representative="Lê An")
    )
    after = changes.edit(
        before, "members", "HV-0001", changes.Edit({}, ["phone", "sectors", "membership", "left", "representative"])
    )
    assert after == registry(member())


@pytest.mark.parametrize(
    ("values", "cleared", "error", "message", "hint"),
    [
        ({}, ["phnoe"], UsageError, "no field 'phnoe'", "did you mean 'phone'?"),
        ({}, ["zzz"], UsageError, "no field 'zzz'", "choose from: " + ", ".join(fields(Member))),
        ({}, ["name"], InvalidData, "'name' cannot be empty", ""),
        ({"phone": "1"}, ["phone"], UsageError, "'phone' cannot be both set and cleared", ""),
    ],
)
def test_what_cannot_be_cleared_is_refused(
    values: dict[str, Any], cleared: list[str], error: type[HiephoiError], message: str, hint: str
) -> None:
    found = report(error, changes.edit, registry(member()), "members", "HV-0001", changes.Edit(values, cleared))
    assert found == (message, hint)


def test_an_office_and_a_sector_are_edited_by_words_of_their_names() -> None:
    before = registry(sector(), office())
    assert changes.edit(before, "offices", "chu tich", changes.Edit({"seats": 2})).offices == (office(seats=2),)
    assert changes.edit(before, "sectors", "xay lap", changes.Edit({"note": "x"})).sectors == (sector(note="x"),)


def test_one_who_leaves_stays_in_the_registry() -> None:
    before = registry(member(1), member(2))
    after = changes.leave(before, "HV-0001", DAY, LeaveReason.RESIGNED)
    assert after == registry(member(1, left=DAY, left_reason=LeaveReason.RESIGNED), member(2))


def test_nobody_leaves_twice() -> None:
    before = registry(member(left=DAY))
    assert report(Conflict, changes.leave, before, "HV-0001", DAY, LeaveReason.EXPELLED) == (
        "HV-0001 left on 2024-05-06",
        "hiephoi member edit HV-0001 --left DATE",
    )


@pytest.mark.parametrize("kind", ["sectors", "offices", "members"])
def test_what_nobody_refers_to_is_removed(kind: str) -> None:
    before = registry(sector("a"), sector("b"), office("a"), office("b"), member(1, id="a"), member(2, id="b"))
    after = changes.remove(before, kind, "a")
    assert [record.key for record in getattr(after, kind)] == ["b"]
    assert all(getattr(after, other) == getattr(before, other) for other in KINDS if other != kind)


@pytest.mark.parametrize(
    ("kind", "key", "holder", "named"),
    [
        ("sectors", "xay-lap", member(2, sectors=("a", "xay-lap")), "members.HV-0002"),
        ("offices", "chu-tich", election(), "elections.2024-01-01-chu-tich"),
        ("offices", "chu-tich", officer(), "officers.Lê An · chu-tich · 2024-01-01"),
        ("members", "HV-0001", officer(member="HV-0001"), "officers.Lê An · HV-0001 · chu-tich · 2024-01-01"),
        (
            "members",
            "HV-0001",
            election(candidates=[loser("Lê An"), loser(member="HV-0001")]),
            "elections.2024-01-01-chu-tich",
        ),
    ],
)
def test_what_is_referred_to_is_not_removed(kind: str, key: str, holder: Any, named: str) -> None:
    before = registry(sector(), office(), member(), holder)
    message, hint = report(Conflict, changes.remove, before, kind, key)
    assert message == f"'{key}' is used by {named}"
    leaving = "hiephoi member leave HV-0001 --on DATE --reason resigned"
    assert hint == (leaving if kind == "members" else "change or remove those first")
    assert list(changes.references(before, kind, key)) == [named]


def test_of_many_that_refer_three_are_named_and_the_rest_counted() -> None:
    before = registry(sector(), *(member(number, sectors=("xay-lap",)) for number in range(1, 6)))
    message, _hint = report(Conflict, changes.remove, before, "sectors", "xay-lap")
    assert message == "'xay-lap' is used by members.HV-0001, members.HV-0002, members.HV-0003 (+2)"


def test_every_record_that_refers_is_counted_once() -> None:
    before = registry(
        office(),
        member(),
        election(candidates=[loser(member="HV-0001"), loser("Lê An", member="HV-0001")]),
        officer(member="HV-0001"),
    )
    assert len(list(changes.references(before, "members", "HV-0001"))) == 2
    assert len(list(changes.references(before, "offices", "chu-tich"))) == 2


@pytest.mark.parametrize(
    "change",
    [
        lambda before: changes.edit(before, "members", "HV-9", changes.Edit({})),
        lambda before: changes.leave(before, "HV-9", DAY, LeaveReason.DISSOLVED),
        lambda before: changes.remove(before, "members", "HV-9"),
    ],
)
def test_who_is_not_there_cannot_be_changed(change: Any) -> None:
    message, _hint = report(NotFound, change, registry(member()))
    assert message == "no member 'HV-9'"


def test_a_key_that_is_there_twice_names_nobody() -> None:
    twice = registry(sector("a", "A"), sector("a", "B"))
    message, hint = report(Conflict, changes.remove, twice, "sectors", "a")
    assert (message, hint) == ("sector 'a' occurs twice", "hiephoi check duplicate")


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("add"), st.sampled_from(["An", "Ân", "Ấn", "Bình", "Hoà", "Hòa"])),
        st.tuples(st.sampled_from(["leave", "edit"]), st.integers(1, 5).map("HV-{:04}".format)),
    ),
    max_size=12,
)


@given(STEPS)
def test_no_change_touches_what_it_is_not_about(steps: list[tuple[str, str]]) -> None:
    current = registry(sector(), office())
    for verb, text in steps:
        try:
            after = _stepped(current, verb, text)
        except (Conflict, NotFound):
            continue
        unlike = [pair for pair in zip(current.members, after.members, strict=False) if pair[0] is not pair[1]]
        assert len(unlike) + len(after.members) - len(current.members) == 1
        assert [one.id for one in after.members] == [f"HV-{n + 1:04}" for n in range(len(after.members))]
        assert (after.sectors, after.offices) == (current.sectors, current.offices)
        current = after


def _stepped(current: Registry, verb: str, text: str) -> Registry:
    match verb:
        case "add":
            return changes.add(current, "members", {"name": text})
        case "leave":
            return changes.leave(current, text, DAY, LeaveReason.RESIGNED)
    return changes.edit(current, "members", text, changes.Edit({"phone": "0225"}))
