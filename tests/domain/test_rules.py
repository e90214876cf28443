"""What a registry must keep: each rule once kept and once broken."""

from collections import Counter
from datetime import date, timedelta

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from hiephoi_cli.domain import rules
from hiephoi_cli.domain.problems import Problem
from hiephoi_cli.domain.records import Member, Office, Officer, Registry
from hiephoi_cli.domain.rules import RULES, broken
from hiephoi_cli.domain.rules.example import SOUND
from hiephoi_cli.domain.schema import registry_of
from hiephoi_cli.domain.words import EndReason, LeaveReason, Severity
from registries import TODAY, election, errors, loser, member, office, officer, registry, sector, winner

DAY = date(2024, 1, 10)
BEFORE = date(2024, 1, 9)
KEPT_AND_BROKEN: dict[str, list[tuple[Registry, Registry, str, str]]] = {
    "duplicate": [
        (registry(member(1), member(2)), registry(member(1), member(1, "Khác")), "members.HV-0001.id",
         "member 'HV-0001' is there twice"),
        (registry(sector("a"), sector("b")), registry(sector("a"), sector("a")), "sectors.a.code",
         "sector 'a' is there twice"),
        (registry(office(), officer(since=DAY, until=DAY), officer(since=BEFORE, until=BEFORE)),
         registry(office(), officer(until=DAY, since=DAY), officer(until=DAY, since=DAY)),
         "officers.Lê An · chu-tich · 2024-01-10",
         "mandate 'Lê An · chu-tich · 2024-01-10' is there twice"),
    ],
    "duplicate-tax-code": [
        (registry(member(1, tax_code="0314409058"), member(2, tax_code="0314409058-002"), member(3), member(4)),
         registry(member(1, tax_code="0100233488"), member(2, tax_code="0100233488")), "members.HV-0002.tax_code",
         "tax code '0100233488' belongs to 'HV-0001' already"),
    ],
    "tax-code": [
        (registry(member(tax_code="0100233488")), registry(member(tax_code="0100233480")),
         "members.HV-0001.tax_code", "'0100233480' is not a valid tax code"),
        (registry(member()), registry(member(tax_code="")), "members.HV-0001.tax_code",
         "'' is not a valid tax code"),
    ],
    "reference": [
        (registry(sector(), member(sectors=("xay-lap",))), registry(sector(), member(sectors=("xay-lap", "xaylap"))),
         "members.HV-0001.sectors.#2", "no sector 'xaylap'"),
        (registry(office(), officer()), registry(officer()), "officers.Lê An · chu-tich · 2024-01-01.office",
         "no office 'chu-tich'"),
        (registry(office(), member(), officer(member="HV-0001")), registry(office(), officer(member="HV-0001")),
         "officers.Lê An · chu-tich · 2024-01-01.member", "no member 'HV-0001'"),
        (registry(office(), election(), officer(election="2024-01-01-chu-tich")),
         registry(office(), officer(election="2024-01-01-chu-tich")),
         "officers.Lê An · chu-tich · 2024-01-01.election", "no election '2024-01-01-chu-tich'"),
        (registry(office(), member(), election(candidates=[winner(member="HV-0001")])),
         registry(office(), election(candidates=[loser("Lê An"), loser("Đỗ Bình", member="HV-0001")])),
         "elections.2024-01-01-chu-tich.candidates.#2.member", "no member 'HV-0001'"),
    ],
    "text": [
        (registry(member(note="Hải Phòng")), registry(member(note="Hải\x1bPhòng")), "members.HV-0001.note",
         "control character in the text"),
        (registry(member(offers=("thép",))), registry(member(offers=("thép", "the\u0301p"))),
         "members.HV-0001.offers.#2", "text is not in NFC"),
        (registry(purpose="x"), registry(purpose="x\u202e"), "association.purpose", "control character in the text"),
        (registry(office(), election(candidates=[winner()])),
         registry(office(), election(candidates=[winner("Lê\tAn")])),
         "elections.2024-01-01-chu-tich.candidates.#1.person", "control character in the text"),
    ],
    "code-form": [
        (registry(sector("xay-lap")), registry(sector("Xây lắp")), "sectors.Xây lắp.code",
         "'Xây lắp' is not well formed"),
        (registry(office("chu-tich-2")), registry(office("chu_tich")), "offices.chu_tich.code",
         "'chu_tich' is not well formed"),
        (registry(member(id="Hội-Viên/7")), registry(member(id="HV 7")), "members.HV 7.id",
         "'HV 7' is not well formed"),
    ],
    "member-dates": [
        (registry(member(joined=DAY, left=DAY)), registry(member(joined=DAY, left=BEFORE)), "members.HV-0001.left",
         "2024-01-09 is before 2024-01-10"),
    ],
    "mandate-dates": [
        (registry(office(), officer(since=DAY, until=DAY)), registry(office(), officer(since=DAY, until=BEFORE)),
         "officers.Lê An · chu-tich · 2024-01-10.until", "2024-01-09 is before 2024-01-10"),
        (registry(office(), election(DAY, id="e"), officer(since=DAY, election="e")),
         registry(office(), election(DAY, id="e"), officer(since=BEFORE, election="e")),
         "officers.Lê An · chu-tich · 2024-01-09.since", "2024-01-09 is before 2024-01-10"),
    ],
    "left-reason": [
        (registry(member(left=DAY, left_reason=LeaveReason.RESIGNED)),
         registry(member(left_reason=LeaveReason.RESIGNED)), "members.HV-0001.left_reason",
         "a reason, but no date in 'left'"),
    ],
    "end-reason": [
        (registry(office(), officer(until=DAY, end_reason=EndReason.DIED)),
         registry(office(), officer(end_reason=EndReason.DIED)),
         "officers.Lê An · chu-tich · 2024-01-01.end_reason", "a reason, but no date in 'until'"),
    ],
    "seats": [
        (registry(office(), officer("Lê An", BEFORE, DAY), officer("Đỗ Bình", DAY)),
         registry(office(), officer("Đỗ Bình", DAY), officer("Lê An", BEFORE, date(2024, 1, 11))),
         "officers.Đỗ Bình · chu-tich · 2024-01-10.since", "2 holders on 2024-01-10"),
    ],
    "ballot": [
        (registry(office(), election(eligible=9, present=9, cast=8, valid=8, candidates=[loser(votes=8)])),
         registry(office(), election(eligible=9, present=10)), "elections.2024-01-01-chu-tich.present",
         "10 is more than 'eligible', which is 9"),
        (registry(office(), election(valid=7, eligible=9)), registry(office(), election(valid=10, eligible=9)),
         "elections.2024-01-01-chu-tich.valid", "10 is more than 'eligible', which is 9"),
        (registry(office(), election(candidates=[loser(votes=80)])),
         registry(office(), election(cast=7, present=9, candidates=[winner(votes=7), loser(votes=8)])),
         "elections.2024-01-01-chu-tich.candidates.#2.votes", "8 is more than 'cast', which is 7"),
    ],
    "too-many-elected": [
        (registry(office(seats=2), election(candidates=[winner(), winner("Đỗ Bình"), loser("Hà Chi")])),
         registry(office(), election(candidates=[winner(), winner("Đỗ Bình")])),
         "elections.2024-01-01-chu-tich.candidates", "2 elected"),
    ],
    "stands-twice": [
        (registry(office(), member(), election(candidates=[loser("Lê An"), winner("Lê An", member="HV-0001")])),
         registry(office(), election(candidates=[loser("Lê An"), winner("Lê An")])),
         "elections.2024-01-01-chu-tich.candidates.#2.person", "'Lê An' stands twice"),
    ],
}  # fmt: skip
"""For each rule: a registry that keeps it, one that breaks it, where, and words of what is said."""
EXAMPLES = [(rule, *example) for rule, examples in KEPT_AND_BROKEN.items() for example in examples]


def brought_in(before: Registry, after: Registry) -> list[Problem]:
    return rules.compared(before, after, TODAY).errors


@pytest.mark.parametrize(("rule", "kept", "bad", "place", "said"), EXAMPLES)
def test_a_rule_is_kept_or_broken_once_and_nothing_else_is(
    rule: str, kept: Registry, bad: Registry, place: str, said: str
) -> None:
    assert errors(kept) == []
    found = [problem for problem in errors(bad) if problem.rule == rule]
    assert [str(problem.place) for problem in found] == [place]
    assert said in found[0].message
    assert found[0].severity is Severity.ERROR
    others = {problem.rule for problem in errors(bad)} - {rule}
    assert others <= ({"seats"} if rule == "duplicate" else set())


@pytest.mark.parametrize(("rule", "kept", "bad", "place", "said"), EXAMPLES)
def test_what_breaks_a_rule_is_brought_in_by_the_change_that_does_it(
    rule: str, kept: Registry, bad: Registry, place: str, said: str
) -> None:
    found = [problem for problem in brought_in(kept, bad) if problem.rule == rule]
    assert [str(problem.place) for problem in found] == [place]
    assert said in found[0].message
    assert brought_in(bad, kept) == []


@pytest.mark.parametrize(("rule", "kept", "bad", "place", "said"), EXAMPLES)
def test_a_finding_leads_to_a_value_of_the_registry(
    rule: str, kept: Registry, bad: Registry, place: str, said: str
) -> None:
    del kept, place, said
    [problem] = [problem for problem in errors(bad) if problem.rule == rule]
    found: object = bad
    for step in problem.place.path:
        found = found[step] if isinstance(found, tuple) else getattr(found, str(step))  # type: ignore[index]
    assert found is not None


def test_every_error_has_its_examples() -> None:
    assert set(KEPT_AND_BROKEN) == {rule.name for rule in RULES.values() if rule.severity is Severity.ERROR}


def _read(text: str) -> Registry:
    read = registry_of(tomli.loads(text))
    assert read
    return read


def test_the_registry_of_the_examples_is_sound() -> None:
    assert list(broken(_read(SOUND), TODAY)) == []


@pytest.mark.parametrize("name", RULES)
def test_a_documented_example_breaks_its_rule_once_and_no_other(name: str) -> None:
    [problem] = broken(_read(SOUND + RULES[name].example), TODAY)
    assert problem.rule == name
    assert problem.severity == RULES[name].severity
    assert problem.message
    assert problem.hint or name in {"email", "phone"}


@pytest.mark.parametrize("name", RULES)
def test_every_rule_says_what_must_be(name: str) -> None:
    assert RULES[name].sentence.endswith(".")
    assert "\n" not in RULES[name].sentence


@pytest.mark.parametrize("name", RULES)
@pytest.mark.parametrize("severity", Severity)
def test_a_registry_says_what_a_rule_is_worth(name: str, severity: Severity) -> None:
    found = broken(_read(f'{SOUND}{RULES[name].example}\n[rules]\n{name} = "{severity}"\n'), TODAY)
    assert [problem.severity for problem in found] == ([] if severity is Severity.OFF else [severity])


def test_a_registry_with_nothing_in_it_breaks_no_rule() -> None:
    assert errors(registry()) == []


def test_an_unknown_reference_comes_with_the_closest_one_that_exists() -> None:
    [problem] = errors(registry(sector(), member(sectors=("xay-lapp",))))
    assert problem.hint == "did you mean 'xay-lap'?"
    [problem] = errors(registry(member(sectors=("zzz",))))
    assert problem.hint == "hiephoi sector list"


def test_a_lost_zero_is_a_warning_with_its_repair() -> None:
    [problem] = [problem for problem in broken(registry(member(tax_code="100233488")), TODAY) if "zero" in problem.rule]
    assert problem.severity is Severity.WARNING
    assert problem.hint == "hiephoi member edit HV-0001 --tax-code 0100233488"


def test_a_malformed_code_comes_with_the_right_one() -> None:
    [problem] = errors(registry(sector("Xây lắp")))
    assert problem.hint == "write it as 'xay-lap', here and where it is named"


def test_a_tax_code_that_three_share_belongs_to_the_first() -> None:
    three = registry(*(member(number, tax_code="0100233488") for number in (1, 2, 3)))
    assert [(problem.place.key, problem.message[-17:]) for problem in errors(three)] == [
        ("HV-0002", "'HV-0001' already"),
        ("HV-0003", "'HV-0001' already"),
    ]


def test_what_stood_before_a_change_is_not_brought_in_by_it() -> None:
    bad = member(1, tax_code="12345")
    assert brought_in(registry(bad), registry(bad, member(2))) == []
    assert brought_in(registry(member(2), bad), registry(bad)) == []
    worse = brought_in(registry(bad), registry(bad, member(2, tax_code="54321")))
    assert [str(problem.place) for problem in worse] == ["members.HV-0002.tax_code"]


def test_another_error_at_the_same_place_is_brought_in() -> None:
    before, after = (registry(member(1, tax_code=code)) for code in ("12345", "54321"))
    assert [problem.rule for problem in brought_in(before, after)] == ["tax-code"]


DAYS = [date(2024, 1, 1) + timedelta(days=number) for number in range(12)]
mandates = st.lists(
    st.builds(
        officer,
        person=st.sampled_from(["Lê An", "Đỗ Bình", "Hà Chi"]),
        since=st.sampled_from(DAYS),
        until=st.none() | st.sampled_from(DAYS),
    ),
    max_size=6,
)


@given(mandates, st.integers(1, 3))
def test_seats_are_exceeded_exactly_when_a_day_has_more_holders(mandates: list[Officer], number: int) -> None:
    held = registry(office(seats=number), *mandates)
    holders = Counter(day for day in DAYS for mandate in mandates if mandate.serving(day))
    findings = list(RULES["seats"].find(held, TODAY))
    assert bool(findings) == any(count > number for count in holders.values())
    for finding in findings:
        mandate = mandates[finding.place.index or 0]
        assert finding.place.key == mandate.key
        assert f"holders on {mandate.since}" in finding.message


def test_the_holders_of_one_office_take_no_seats_of_another() -> None:
    one, other = Office(code="a", name="A"), Office(code="b", name="B")
    assert errors(registry(one, other, officer(office="a"), officer(office="b"))) == []


def test_rules_look_at_every_member() -> None:
    many = [Member(id=f"HV-{number}", name="A", tax_code="12345") for number in range(3)]
    assert Counter(problem.rule for problem in errors(registry(*many))) == {"tax-code": 3, "duplicate-tax-code": 2}


def test_a_third_double_is_brought_in_too() -> None:
    two, three = (registry(*[member(1)] * number) for number in (2, 3))
    assert [problem.rule for problem in brought_in(two, three)] == ["duplicate"]
