"""Two sides of a registry are merged by who is who; what cannot both hold is a conflict, and no reference breaks."""

from datetime import date
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from hiephoi_cli.domain.merging import merged
from hiephoi_cli.domain.merging_fields import merged_list
from hiephoi_cli.domain.merging_order import merged_order
from hiephoi_cli.domain.merging_result import Conflict, Merging, Why
from hiephoi_cli.domain.merging_words import sentence
from hiephoi_cli.domain.records import Exclusion, FormerName, Link, Product, Registry, Rules, Zone
from hiephoi_cli.domain.words import Severity
from registries import TODAY, election, loser, member, office, officer, registry, sector, winner

BASE = registry(sector(), sector("tu-van", "Tư vấn"), office(), member(1, phone="1"), member(2))


def merge(ours: Registry, theirs: Registry, base: Registry | None = BASE) -> Merging:
    return merged(base, ours, theirs, TODAY)


def conflicts(done: Merging) -> list[Conflict]:
    return [conflict for found in done.conflicts.values() for conflict in found]


def _with(registry: Registry, **kinds: Any) -> Registry:
    return structs.replace(registry, **kinds)


def _members(*members: Any) -> Registry:
    return _with(BASE, members=members)


def test_fields_of_one_record_come_from_both_sides() -> None:
    done = merge(_members(member(1, phone="2"), member(2)), _members(member(1, phone="1", email="a@mau.vn"), member(2)))
    assert done.registry == _members(member(1, phone="2", email="a@mau.vn"), member(2))
    assert not conflicts(done)


def test_one_field_with_two_values_stays_ours_and_is_a_conflict() -> None:
    done = merge(_members(member(1, phone="2"), member(2)), _members(member(1, phone="3"), member(2)))
    assert done.registry.members[0].phone == "2"
    assert conflicts(done) == [Conflict("members", "HV-0001", "phone", "1", "2", "3")]
    assert sentence(conflicts(done)[0]) == "member 'HV-0001': Phone: ours '2', theirs '3'"


def test_two_companies_under_one_id_both_stay_and_references_follow_ours() -> None:
    ours = _with(_members(*BASE.members, member(3, "A")), officers=(officer(member="HV-0003"),))
    done = merge(ours, _members(*BASE.members, member(3, "B")))
    assert [(one.id, one.name) for one in done.registry.members[2:]] == [("HV-0003", "B"), ("HV-0004", "A")]
    assert done.registry.officers[0].member == "HV-0004"
    assert [(one.old, one.record.key, one.is_same) for one in done.renumbered] == [("HV-0003", "HV-0004", False)]


@pytest.mark.parametrize("ours", [member(3, "A", phone="1"), member(4, "a", phone="1")])
def test_one_company_added_on_both_sides_is_one_member(ours: Any) -> None:
    done = merge(_members(*BASE.members, ours), _members(*BASE.members, member(3, ours.name, email="a@mau.vn")))
    assert done.registry.members[2:] == (member(3, ours.name, phone="1", email="a@mau.vn"),)
    assert not conflicts(done)


def test_one_name_with_two_tax_codes_is_two_companies() -> None:
    one, other = member(3, "A", tax_code="0100233488"), member(3, "A", tax_code="0200747399")
    done = merge(_members(*BASE.members, one), _members(*BASE.members, other))
    assert [one.tax_code for one in done.registry.members[2:]] == ["0200747399", "0100233488"]


def test_a_sector_that_is_removed_and_given_stays() -> None:
    ours = _members(BASE.members[0], member(2, sectors=("tu-van",)))
    done = merge(ours, _with(BASE, sectors=BASE.sectors[:1]))
    assert done.registry == ours
    assert [one.why for one in conflicts(done)] == [Why.IN_USE]
    said = "sector 'tu-van' (Tư vấn) was removed by theirs, but ours still needs it: HV-0002 (Công ty 2)"
    assert sentence(conflicts(done)[0]) == said


def test_a_member_that_is_removed_and_elected_stays() -> None:
    ours = _with(BASE, elections=(election(candidates=[winner(member="HV-0002")]),))
    done = merge(ours, _members(BASE.members[0]))
    assert done.registry == ours
    assert [(one.key, one.why, one.theirs) for one in conflicts(done)] == [("HV-0002", Why.IN_USE, None)]


@pytest.mark.parametrize("by_ours", [True, False])
def test_a_member_that_is_removed_and_changed_stays_as_changed(by_ours: bool) -> None:
    sides = [_members(member(2)), _members(member(1, phone="2"), member(2))]
    done = merge(*(sides if by_ours else reversed(sides)))
    assert done.registry == sides[1]
    [conflict] = conflicts(done)
    assert (conflict.ours is None) is by_ours
    assert "removed by ours" in sentence(conflict) if by_ours else "removed by theirs" in sentence(conflict)


def test_a_code_that_is_renamed_is_followed_by_what_the_other_side_adds() -> None:
    ours = _with(BASE, sectors=(BASE.sectors[0], sector("tu-van-moi", "Tư vấn")))
    theirs = _members(BASE.members[0], member(2, sectors=("tu-van",)))
    done = merge(ours, theirs)
    assert done.registry.members[1].sectors == ("tu-van-moi",)
    assert not conflicts(done)


def test_one_seat_filled_twice_keeps_ours() -> None:
    def elected(person: str) -> Registry:
        held = election(TODAY, [winner(person)])
        return _with(BASE, elections=(held,), officers=(officer(person, TODAY, election=held.id),))

    ours, theirs = elected("Lê An"), elected("Đỗ Bình")
    done = merge(ours, theirs)
    assert done.registry == ours
    assert [(one.kind, one.field, one.why) for one in conflicts(done)] == [
        ("elections", "candidates", Why.VALUES),
        ("officers", "", Why.RULE),
    ]
    assert "2 holders" in sentence(conflicts(done)[1])


def test_only_what_a_broken_rule_is_about_is_left_out() -> None:
    first, mine, other = (officer(person, date(2026, 1, 15)) for person in ("Văn Gốc", "Văn Ta", "Văn Bạn"))
    base = _with(BASE, offices=(office(seats=2),), officers=(first,))
    first_there, new = structs.replace(first, note="1"), member(3)
    theirs = _with(base, members=(*base.members, new), officers=(first_there, other))
    done = merge(_with(base, officers=(first, mine)), theirs, base)
    assert done.registry == _with(theirs, officers=(first_there, mine))
    assert [(one.key, one.rivals) for one in conflicts(done)] == [(other.key, (mine.key,))]


def test_seats_that_one_side_cut_and_the_other_filled_are_a_conflict_and_nothing_else_is() -> None:
    base = _with(BASE, offices=(office(seats=2),), officers=(officer("Văn Gốc"),))
    theirs = _with(base, offices=(office(name="Trưởng", seats=1),), members=(*base.members, member(3)))
    done = merge(_with(base, officers=(*base.officers, officer("Văn Ta"))), theirs, base)
    assert [(one.key, one.field, one.ours, one.theirs) for one in conflicts(done)] == [("chu-tich", "seats", 2, 1)]
    assert (done.registry.offices[0].name, done.registry.members) == ("Trưởng", theirs.members)


def test_one_election_recorded_by_both_in_the_same_way_is_one() -> None:
    both = _with(BASE, elections=(election(TODAY, [winner(), loser()]),))
    done = merge(both, _with(both, elections=(structs.replace(both.elections[0], document="01/NQ"),)))
    assert done.registry.elections == (structs.replace(both.elections[0], document="01/NQ"),)


def test_candidates_are_known_by_who_they_are() -> None:
    def counted(an: int | None, binh: int | None) -> Registry:
        return _with(BASE, elections=(election(TODAY, [winner(votes=an), loser(votes=binh)]),))

    done = merge(counted(5, None), counted(None, 3), counted(None, None))
    assert done.registry == counted(5, 3)
    assert [one.field for one in conflicts(merge(counted(5, None), counted(4, None), counted(None, None)))] == [
        "candidates"
    ]


def test_former_names_of_both_sides_stay() -> None:
    old, older = FormerName(name="Cũ", until=date(2020, 1, 1)), FormerName(name="Rất cũ", until=date(2010, 1, 1))
    base = _members(member(1, former_names=(old,)))
    ours, theirs = _members(member(1, former_names=(older, old))), _members(member(1, former_names=(old,), phone="1"))
    assert merge(ours, theirs, base).registry == _members(member(1, former_names=(older, old), phone="1"))


def test_an_error_that_both_sides_bring_together_is_a_conflict() -> None:
    ours = _members(member(1, phone="1", tax_code="0100233488"), member(2))
    theirs = _members(member(1, phone="1"), member(2, tax_code="0100233488", email="a@mau.vn"))
    done = merge(ours, theirs)
    assert done.registry.members == (ours.members[0], member(2, email="a@mau.vn"))
    assert [(one.key, one.field, one.theirs) for one in conflicts(done)] == [("HV-0002", "tax_code", "0100233488")]


def test_severities_are_merged_rule_by_rule() -> None:
    def set_to(**severities: Severity) -> Registry:
        return _with(BASE, rules=Rules(severity=severities))

    done = merge(set_to(vacant=Severity.OFF), set_to(unclassified=Severity.OFF, vacant=Severity.ERROR))
    assert done.registry.rules.severity == {"vacant": Severity.OFF, "unclassified": Severity.OFF}
    assert [(one.field, one.theirs) for one in conflicts(done)] == [("vacant", Severity.ERROR)]


def test_only_the_severity_that_ours_breaks_is_left_out() -> None:
    base = _with(BASE, offices=(office(), office("b", "B")), officers=(officer(),))
    both = Exclusion(offices=("chu-tich", "b"))
    severity = {"exclusive-offices": Severity.ERROR, "vacant": Severity.OFF}
    theirs = _with(base, rules=Rules(severity=severity, exclusive=(both,)))
    done = merge(_with(base, officers=(officer(), officer(office="b"))), theirs, base)
    assert done.registry.rules == Rules(severity={"vacant": Severity.OFF}, exclusive=(both,))
    assert [(one.field, one.theirs) for one in conflicts(done)] == [("exclusive-offices", Severity.ERROR)]


def test_two_files_without_a_common_past_are_merged_too() -> None:
    done = merge(_members(member(1, "A", phone="1")), _members(member(1, "B")), base=None)
    assert [(one.id, one.name) for one in done.registry.members] == [("HV-0001", "B"), ("HV-0002", "A")]


lists = st.lists(st.sampled_from("abcdef"), unique=True).map(tuple)


@given(lists, lists, lists)
def test_lists_are_merged_item_by_item(base: tuple[str, ...], ours: tuple[str, ...], theirs: tuple[str, ...]) -> None:
    done = merged_list(base, ours, theirs)
    assert {*done} == ({*ours} | {*theirs}) - ({*base} - {*ours}) - ({*base} - {*theirs})
    assert done == merged_list(base, theirs, ours)
    assert merged_list(base, ours, base) == ours
    assert merged_list(ours, ours, theirs) == theirs


@given(lists, st.randoms(use_true_random=False))
def test_an_order_that_one_side_changed_is_the_order(base: tuple[str, ...], random: Random) -> None:
    ours = [*base]
    random.shuffle(ours)
    assert [one for one in merged_order(base, ours, [*base, "z"]) if one != "z"] == ours


def test_a_member_that_is_removed_and_linked_stays() -> None:
    new = Link(supplier="HV-0001", buyer="HV-0002", product="khay nhựa", on=TODAY)
    done = merge(_with(BASE, links=(new,)), _members(BASE.members[1]))
    assert done.registry == _with(BASE, links=(new,))
    assert "HV-0001" in sentence(conflicts(done)[0])


def test_a_product_that_is_removed_and_linked_stays_and_one_that_is_renamed_is_followed() -> None:
    base = _with(BASE, products=(Product(code="duc-gang", name="Đúc gang"),))
    ours = _with(base, links=(Link(supplier="HV-0001", buyer="HV-0002", product="duc-gang", on=TODAY),))
    removed = merge(ours, BASE, base)
    assert removed.registry == ours
    assert [(one.key, one.why) for one in conflicts(removed)] == [("duc-gang", Why.IN_USE)]
    renamed = merge(ours, _with(base, products=(Product(code="gang", name="Đúc gang"),)), base)
    assert renamed.registry.links[0].product == "gang"
    assert not conflicts(renamed)


def test_one_link_entered_on_both_sides_is_one() -> None:
    new = Link(supplier="HV-0001", buyer="HV-0002", product="khay nhựa", on=TODAY)
    done = merge(_with(BASE, links=(new,)), _with(BASE, links=(structs.replace(new, note="gặp ở hội chợ"),)))
    assert done.registry.links == (structs.replace(new, note="gặp ở hội chợ"),)
    assert not conflicts(done)


def test_a_zone_that_is_renamed_is_followed() -> None:
    base = _with(BASE, zones=(Zone(code="a", name="KCN A"),))
    ours = _with(base, zones=(Zone(code="kcn-a", name="KCN A"),))
    theirs = _with(base, members=(member(1, phone="1", zone="a"), member(2)))
    assert merge(ours, theirs, base).registry.members[0].zone == "kcn-a"
