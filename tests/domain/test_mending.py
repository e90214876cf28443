"""What is safe is mended, what needs judgement stays, and mending twice mends no more."""

from datetime import date
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiephoi_cli.domain.mending import mended
from hiephoi_cli.domain.records import Member, Registry, Rules
from hiephoi_cli.domain.rules import broken, compared
from hiephoi_cli.domain.words import Severity
from registries import TODAY, election, loser, member, office, officer, registry, sector, vietnamese, winner


def mended_member(**values: object) -> Member:
    found = mended(registry(sector(), sector("co-khi", "Cơ khí"), member(**values)))
    return found.members[0]


@pytest.mark.parametrize(
    ("field", "before", "after"),
    [
        ("name", normalize("NFD", "Công ty Hải Phòng"), "Công ty Hải Phòng"),
        ("name", "  Công ty \u00a0A\u200b ", "Công ty  A"),
        ("note", "\ufeffx\u2060", "x"),
        ("tax_code", "0314409058002", "0314409058-002"),
        ("tax_code", " 0314 409 058 - 002 ", "0314409058-002"),
        ("tax_code", "0314.409.058", "0314409058"),
        ("sectors", ("Xây lắp",), ("xay-lap",)),
        ("sectors", ("XAY LAP", "co-khi", "cơ khí "), ("xay-lap", "co-khi", "co-khi")),
        ("offers", ("thép ", "xi măng"), ("thép", "xi măng")),
        ("name", "Сông ty \u0189ông Á, Гудмунд", "Công ty Đông Á, Гудмунд"),
    ],
)
def test_what_is_safe_is_mended(field: str, before: object, after: object) -> None:
    assert getattr(mended_member(**{field: before}), field) == after


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", "Công ty \u202eA "),
        ("name", "a\x1b[31m "),
        ("name", "\u00a0"),
        ("tax_code", "0200747398"),
        ("tax_code", "200747399"),
        ("tax_code", "12 34"),
        ("sectors", ("Xây",)),
        ("phone", "0225 / 38"),
        ("email", "a(at)b.example"),
    ],
)
def test_what_needs_judgement_stays(field: str, value: object) -> None:
    before = member(**{field: value})
    assert mended(registry(sector(), before)).members[0] is before


def test_letters_that_look_alike_stay_where_the_registry_turns_the_rule_off() -> None:
    for worth, name in {"off": "\u0189ông Á", "warning": "Đông Á"}.items():
        rules = Rules(severity={"text-look-alike": Severity(worth)})
        assert mended(registry(member(name="\u0189ông Á"), rules=rules)).members[0].name == name


def test_an_id_and_what_refers_to_it_are_mended_together() -> None:
    found = mended(registry(office(), member(id="НV-1"), officer(member="НV-1")))
    assert (found.members[0].id, found.officers[0].member) == ("HV-1", "HV-1")


def test_a_name_of_two_sectors_is_no_code() -> None:
    before = registry(sector("a", "Cơ khí"), sector("b", "Cơ Khí"), member(sectors=("cơ khí",)))
    assert mended(before) is before


def test_the_name_of_an_office_becomes_its_code_too() -> None:
    after = mended(registry(office(), officer("Lê An", office="chủ tịch")))
    assert after.officers[0].office == "chu-tich"


def test_a_code_is_no_name() -> None:
    before = registry(sector("a", "B"), sector("b", "A"), member(sectors=("a", "b")))
    assert mended(before) is before


def test_candidates_and_the_association_are_mended_too() -> None:
    before = registry(
        office(),
        election(candidates=[winner("Lê An ")]),
        officer("Lê An", election="2024-01-01-chu-tich"),
        purpose=" x",
    )
    after = mended(before)
    assert after.elections[0].candidates[0].person == "Lê An"
    assert after.association.purpose == "x"
    assert after.officers is before.officers


def test_a_key_and_what_refers_to_it_are_mended_alike() -> None:
    after = mended(registry(office(), member(id="HV-0001 "), officer(member="HV-0001 ")))
    assert (after.members[0].id, after.officers[0].member) == ("HV-0001", "HV-0001")
    assert not compared(registry(), after, TODAY).errors


def test_ids_that_differ_in_a_space_stay_two_and_keep_what_refers_to_them() -> None:
    before = registry(
        office(), member(1, "A ", id="HV-0001 "), member(1, "B "), member(2, "C "), officer(member="HV-0001 ")
    )
    after = mended(before)
    assert after.members[:2] == before.members[:2]
    assert after.members[2].name == "C"
    assert after.officers[0].member == "HV-0001 "


@pytest.mark.parametrize(
    "bad",
    [
        member(1, "A ", tax_code="0200747398 "),
        member(1, "A ", sectors=("khong-co ",)),
        member(1, "A ", id="HV-0001 ", tax_code="123"),
        member(1, "A ", id=" ", tax_code="123"),
    ],
)
def test_a_record_that_somebody_must_look_at_does_not_keep_others_from_being_mended(bad: Member) -> None:
    before = registry(sector(), bad, member(2, "B "))
    after = mended(before)
    assert after.members[1].name == "B"
    assert not compared(before, after, TODAY).errors


def test_one_who_stands_twice_is_mended_and_left_twice() -> None:
    before = registry(office(), election(candidates=[loser("Lê An "), loser("Lê An")]))
    assert mended(before) == registry(office(), election(candidates=[loser("Lê An"), loser("Lê An")]))


def test_a_sound_registry_is_the_same_after_mending() -> None:
    before = registry(sector(), member(sectors=("xay-lap",)))
    assert mended(before) is before


odd = st.tuples(vietnamese, st.sampled_from(["", " ", "\u00a0", "\u200b", "\u0301", "\u202e"]), vietnamese).map("".join)
texts = odd | odd.map(lambda text: normalize("NFD", text))
names = st.sampled_from(["Xây lắp", "xay-lap", "xay lap ", "Cơ khí", "co-khi", "CƠ KHÍ"]) | texts
codes = st.sampled_from(["0314409058", "0314409058002", "0314409058-002 ", "200747399", "0200747398 "]) | texts
full = texts.map(lambda text: text or "x")
registries = st.builds(
    lambda sectors, members, officers: registry(office(), *sectors, *members, *officers),
    st.lists(st.builds(sector, names.map(lambda text: text or "x"), full), max_size=3),
    st.lists(
        st.builds(
            member,
            name=full,
            id=st.sampled_from(["HV-1", "HV-1 ", "HV-2", "HV\u00a02", "HV-3"]),
            tax_code=st.none() | codes,
            sectors=st.lists(names, max_size=2).map(tuple),
        ),
        max_size=4,
    ),
    st.lists(
        st.builds(officer, full, st.just(date(2024, 1, 1)), member=st.sampled_from(["HV-1", "HV-1 ", "HV-2", "HV-9 "])),
        max_size=2,
    ),
)


@given(registries)
def test_mending_twice_mends_no_more(before: Registry) -> None:
    once = mended(before)
    assert mended(once) == once


@given(registries)
def test_mending_brings_in_no_error_and_leaves_no_more_of_them(before: Registry) -> None:
    after = mended(before)
    assert compared(before, after, TODAY).errors == []
    count = [sum(problem.severity == "error" for problem in broken(one, TODAY)) for one in (before, after)]
    assert count[1] <= count[0]


@given(registries)
def test_what_refers_to_a_record_refers_to_the_same_one_after_mending(before: Registry) -> None:
    after = mended(before)
    for old, new in zip(before.officers, after.officers, strict=True):
        owners = [number for number, one in enumerate(before.members) if one.id == old.member]
        assert not owners or owners == [number for number, one in enumerate(after.members) if one.id == new.member]
