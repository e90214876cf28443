"""What a registry must keep: each rule once kept and once broken."""

import itertools
from collections import Counter
from datetime import date, timedelta
from unicodedata import is_normalized

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from harness import share
from hiephoi_cli.domain import rules
from hiephoi_cli.domain.decoding import registry_of
from hiephoi_cli.domain.partial_day import PartialDay
from hiephoi_cli.domain.problems import Problem
from hiephoi_cli.domain.records import (
    Candidate,
    EarlierPeriod,
    FormerName,
    FormerRepresentative,
    FormerSeats,
    Member,
    Office,
    Officer,
    Record,
    Registry,
    Rules,
)
from hiephoi_cli.domain.rules import RULES, broken
from hiephoi_cli.domain.rules.example import SOUND
from hiephoi_cli.domain.rules.likeness import resembling
from hiephoi_cli.domain.vietnamese import clean
from hiephoi_cli.domain.words import EndReason, LeaveReason, Membership, Severity
from hiephoi_cli.errors import InvalidData
from registries import (
    TODAY,
    election,
    errors,
    link,
    loser,
    member,
    office,
    officer,
    product,
    registry,
    sector,
    winner,
)

DAY = date(2024, 1, 10)
BEFORE = date(2024, 1, 9)
KEPT_AND_BROKEN: dict[str, list[tuple[Registry, Registry, str, str]]] = {
    "twice-in-office": [
        (registry(office(seats=2), member(1), officer(), officer(since=DAY, member="HV-0001")),
         registry(office(seats=2), officer(), officer("Ông LÊ  AN", since=DAY)),
         "officers.Ông LÊ  AN · chu-tich · 2024-01-10.person", "holds 'chu-tich' twice at once"),
        (registry(office(seats=2), officer(), officer(since=DAY, until=DAY)),  # which is held on no day
         registry(office(seats=2), officer(), officer(since=BEFORE, until=DAY)),
         "officers.Lê An · chu-tich · 2024-01-09.person", "holds 'chu-tich' twice at once"),
    ],
    "term-backwards": [
        (registry(office(), officer(term="2024-2029")), registry(office(), officer(term="2029-2024")),
         "officers.Lê An · chu-tich · 2024-01-01.term", "the term 2029-2024 ends before it begins"),
    ],
    "link-itself": [
        (registry(member(1), member(2), link()), registry(member(1), link(buyer="HV-0001")),
         "links.HV-0001 · HV-0001 · duc-gang · 2026-01-01.buyer", "'HV-0001' is linked with itself"),
    ],
    "link-dates": [
        (registry(member(1), member(2), link(until=date(2026, 1, 1))),
         registry(member(1), member(2), link(until=DAY)),
         "links.HV-0001 · HV-0002 · duc-gang · 2026-01-01.until", "2024-01-10 is before 2026-01-01"),
    ],
    "duplicate": [
        (registry(member(1), member(2)), registry(member(1), member(1, "Khác")), "members.HV-0001.id",
         "member 'HV-0001' occurs twice"),
        (registry(sector("a"), sector("b")), registry(sector("a"), sector("a")), "sectors.a.code",
         "sector 'a' occurs twice"),
        (registry(office(), officer(since=DAY, until=DAY), officer(since=BEFORE, until=BEFORE)),
         registry(office(), officer(until=DAY, since=DAY), officer(until=DAY, since=DAY)),
         "officers.Lê An · chu-tich · 2024-01-10",
         "mandate 'Lê An · chu-tich · 2024-01-10' occurs twice"),
    ],
    "former-order": [
        (registry(member(former_names=(FormerName(name="A", until=BEFORE), FormerName(name="B", until=DAY)))),
         registry(member(former_names=(FormerName(name="A", until=DAY), FormerName(name="B", until=BEFORE)))),
         "members.HV-0001.former_names.#2.until", "2024-01-09 is not after 2024-01-10"),
        (registry(office(seats=3, former_seats=(FormerSeats(seats=2, until=DAY),))),
         registry(office(former_seats=(FormerSeats(seats=2, until=DAY), FormerSeats(seats=3, until=DAY)))),
         "offices.chu-tich.former_seats.#2.until", "2024-01-10 is not after 2024-01-10"),
    ],
    "periods-overlap": [
        (registry(member(joined=DAY, earlier_periods=(EarlierPeriod(left=DAY),))),
         registry(member(joined=BEFORE, earlier_periods=(EarlierPeriod(left=DAY),))),
         "members.HV-0001.earlier_periods.#1.left", "the membership after it begins before 2024-01-10"),
        (registry(member(earlier_periods=())),
         registry(member(earlier_periods=(EarlierPeriod(left=DAY),))),
         "members.HV-0001.earlier_periods.#1.left", "the membership after it has no first day"),
    ],
    "office-dates": [
        (registry(office(since=BEFORE, until=DAY)), registry(office(since=DAY, until=BEFORE)),
         "offices.chu-tich.until", "2024-01-09 is before 2024-01-10"),
    ],
    "duplicate-tax-code": [
        (registry(member(1, tax_code="0314409058"), member(2, tax_code="0314409058-002"), member(3), member(4)),
         registry(member(1, tax_code="0100233488"), member(2, tax_code="0100233488")), "members.HV-0002.tax_code",
         "tax code '0100233488' already belongs to 'HV-0001'"),
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
         "officers.Lê An · HV-0001 · chu-tich · 2024-01-01.member", "no member 'HV-0001'"),
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
         "elections.2024-01-01-chu-tich.candidates.#1.person", "tab in the text"),
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
         "a reason without a date in 'left'"),
    ],
    "end-reason": [
        (registry(office(), officer(until=DAY, end_reason=EndReason.DIED)),
         registry(office(), officer(end_reason=EndReason.DIED)),
         "officers.Lê An · chu-tich · 2024-01-01.end_reason", "a reason without a date in 'until'"),
    ],
    "seats": [
        (registry(office(), officer("Lê An", BEFORE, DAY), officer("Đỗ Bình", DAY)),
         registry(office(), officer("Đỗ Bình", DAY), officer("Lê An", BEFORE, date(2024, 1, 11))),
         "officers.Đỗ Bình · chu-tich · 2024-01-10.since", "2 holders on 2024-01-10"),
    ],
    "ballot": [
        (registry(office(), election(eligible=9, present=9, cast=8, valid=8, candidates=[loser(votes=8)])),
         registry(office(), election(eligible=9, present=10)), "elections.2024-01-01-chu-tich.present",
         "present: 10, more than eligible (9)"),
        (registry(office(), election(valid=7, eligible=9)), registry(office(), election(valid=10, eligible=9)),
         "elections.2024-01-01-chu-tich.valid", "valid: 10, more than eligible (9)"),
        (registry(office(), election(candidates=[loser(votes=80)])),
         registry(office(), election(cast=7, present=9, candidates=[winner(votes=7), loser(votes=8)])),
         "elections.2024-01-01-chu-tich.candidates.#2.votes", "Đỗ Bình: 8 votes, more than cast (7)"),
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


def test_latin_letters_and_marks_of_punctuation_are_stored_as_they_are_beside_each_other() -> None:
    usual = [*map(chr, [*range(0xC0, 0x1C0), *range(0x1E80, 0x1F00), *range(0x2010, 0x2028)]), "a", "Đ"]
    every_two = "".join(f"{one}{other}" for one in usual for other in usual)
    assert every_two.isprintable()
    assert is_normalized("NFC", every_two)
    assert errors(registry(member(note=every_two))) == []


@given(st.text(st.sampled_from("aÀđợ–“ \u00a0\u00ad\u0301\u1100\u1161\u2028\x7f\x1b\u2e2f株🏭"), max_size=5))
def test_a_text_that_differs_from_its_stored_form_is_reported(text: str) -> None:
    text = f".{text}."  # so that no control character is trimmed
    found = [problem.rule for problem in broken(registry(member(note=text)), TODAY, [RULES["text"], RULES["untidy"]])]
    try:
        told = [] if clean(text) == text else ["text" if not is_normalized("NFC", text) else "untidy"]
    except InvalidData:
        told = ["text"]
    assert found == told


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
    assert problem.hint


@pytest.mark.parametrize("name", RULES)
def test_every_rule_says_what_must_be(name: str) -> None:
    assert RULES[name].sentence.endswith(".")
    assert "\n" not in RULES[name].sentence


@pytest.mark.parametrize(("name", "severity"), share([*itertools.product(RULES, Severity)], every=11))
def test_a_registry_says_what_a_rule_is_worth(name: str, severity: Severity) -> None:
    example = RULES[name].example
    header = "" if "[rules]" in example else "[rules]\n"
    found = broken(_read(f'{SOUND}{example}\n{header}{name} = "{severity}"\n'), TODAY)
    assert [problem.severity for problem in found] == ([] if severity is Severity.OFF else [severity])


def test_a_registry_with_nothing_in_it_breaks_no_rule() -> None:
    assert errors(registry()) == []


CASTINGS = product(also=("gang đúc, vật đúc",)), product("duc-nhom", "Đúc nhôm", also=("Vật đúc; nhôm đúc",))


def problems(rule: str, *records: Record) -> list[tuple[str, str, str]]:
    """The place, the message and the hint of each problem that a rule finds in a registry with two members."""
    whole = registry(member(1), member(2), *records)
    return [(str(one.place), one.message, one.hint) for one in broken(whole, TODAY) if one.rule == rule]


def test_a_name_in_a_list_of_names_belongs_to_one_product() -> None:
    message, hint = "'Vật đúc' names 'duc-gang' as well", "hiephoi product show duc-gang"
    assert problems("product-words", *CASTINGS) == [("products.duc-nhom", message, hint)]


def test_the_words_of_a_link_name_one_product() -> None:
    odd = link(product="vật đúc")
    message, hint = "'vật đúc' names several products: duc-gang, duc-nhom", f'link edit "{odd.key}" --product duc-gang'
    assert problems("link-product", *CASTINGS, odd) == [(f"links.{odd.key}.product", message, f"hiephoi {hint}")]


def test_a_link_is_recorded_once_whether_it_has_the_code_of_its_product_or_a_name() -> None:
    words = link(product="vật đúc", on=date(2026, 2, 1))
    [(place, _message, _hint)] = problems("link-twice", CASTINGS[0], link(), words)
    assert place == f"links.{words.key}"


@pytest.mark.parametrize(
    ("left", "message"),
    [
        (date(2026, 3, 1), "'HV-0001' left on 2026-03-01, the day of the link"),
        (date(2026, 2, 28), "'HV-0001' had left on 2026-02-28, before the link began"),
        (PartialDay(2026, 3), "'HV-0001' had left on 2026-03, before the link began"),
        (date(2026, 3, 2), None),
    ],
)
def test_a_link_begins_before_its_members_leave(left: date, message: str | None) -> None:
    gone = structs.replace(member(1), left=left, left_reason=LeaveReason.RESIGNED)
    found = broken(registry(gone, member(2), link(on=date(2026, 3, 1))), TODAY)
    assert [one.message for one in found if one.rule == "link-left"] == ([message] if message else [])


def test_words_that_name_the_same_two_products_need_not_mean_the_same_one() -> None:
    both = [product(code, name, also=("thép, tôn",)) for code, name in (("a", "Thép tấm"), ("b", "Tôn mạ"))]
    links = link(product="thép"), link(product="tôn", on=date(2026, 2, 1))
    assert problems("link-twice", *both, *links) == []


def test_an_unknown_reference_comes_with_the_closest_one_that_exists() -> None:
    [problem] = errors(registry(sector(), member(sectors=("xay-lapp",))))
    assert problem.hint == "did you mean 'xay-lap'?"
    [problem] = errors(registry(member(sectors=("zzz",))))
    assert problem.hint == "hiephoi sector add zzz"


@pytest.mark.parametrize("name", ["Công ty M?u", "Công ty M\ufffdu"])
def test_a_letter_that_was_lost_is_a_warning(name: str) -> None:
    found = [problem for problem in broken(registry(member(1, name)), TODAY) if problem.rule == "lost-letters"]
    assert [(problem.severity, problem.place.inner) for problem in found] == [(Severity.WARNING, ("name",))]


def test_a_lost_zero_is_a_warning_with_its_repair() -> None:
    [problem] = [problem for problem in broken(registry(member(tax_code="100233488")), TODAY) if "zero" in problem.rule]
    assert problem.severity is Severity.WARNING
    assert problem.hint == "hiephoi member edit HV-0001 --tax-code 0100233488"


def test_a_malformed_code_comes_with_the_right_one() -> None:
    [problem] = errors(registry(sector("Xây lắp")))
    assert problem.hint == "write it as 'xay-lap', here and wherever it is used"


def test_a_tax_code_that_three_share_belongs_to_the_first() -> None:
    three = registry(*(member(number, tax_code="0100233488") for number in (1, 2, 3)))
    assert [(problem.place.key, problem.message[-28:]) for problem in errors(three)] == [
        ("HV-0002", "already belongs to 'HV-0001'"),
        ("HV-0003", "already belongs to 'HV-0001'"),
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


def found(name: str, registry: Registry, today: date = TODAY) -> list[str]:
    """Where a rule finds something, as paths without the kind and the key of the record."""
    problems = (problem for problem in broken(registry, today, [RULES[name]]))
    return [".".join(str(step) for step in problem.place.inner) for problem in problems]


@pytest.mark.parametrize(
    ("joined", "odd"),
    [
        *((PartialDay(1899), True), (PartialDay(1900), False), (date(2568, 2, 1), True)),
        *((date(TODAY.year + 1, 12, 31), False), (date(TODAY.year + 2, 1, 1), True)),
    ],
)
def test_nobody_joins_before_1900_or_after_next_year(joined: date, odd: bool) -> None:
    assert found("joining-year", registry(member(joined=joined))) == ["joined"] * odd


def test_an_old_telephone_number_is_named_with_the_new_one_and_the_command_that_enters_it() -> None:
    [problem] = broken(registry(member(phone="0912 345 678; 0313 822 017")), TODAY, [RULES["phone"]])
    assert problem.message == "'0313 822 017' was replaced by '0225 3822 017' in 2017"
    assert problem.hint == 'hiephoi member edit HV-0001 --phone "0912 345 678; 0225 3822 017"'


@pytest.mark.parametrize(
    ("phone", "whole"),
    [
        ("901234567", "0901234567"),
        ("2253822016", "02253822016"),
        ("0225 3822 016; 912 345 678", "0225 3822 016; 0912 345 678"),
    ],
)
def test_a_telephone_number_without_its_zero_is_named_with_the_command_that_restores_it(phone: str, whole: str) -> None:
    [problem] = broken(registry(member(phone=phone)), TODAY, [RULES["phone"]])
    assert "seems to have lost its leading zero: '0" in problem.message
    assert problem.hint == f'hiephoi member edit HV-0001 --phone "{whole}"'


@pytest.mark.parametrize(
    ("phone", "digits"),
    [("091234567", "9 digits where 10"), ("0912345678901", "13 digits where 10"), ("0225382201", "10 digits where 11")],
)
def test_a_number_of_vietnam_with_other_than_the_usual_digits_is_named(phone: str, digits: str) -> None:
    assert messages("phone", registry(member(phone=phone))) == [f"'{phone}' has {digits} are usual"]


@pytest.mark.parametrize(
    "phone",
    ["1800 1234", "19001234", "3822 0160", "+81 3 1234 5678", "0065 6123 4567", "02253822016-101", "84912345678"],
)
def test_hotlines_numbers_abroad_and_extensions_are_not_odd(phone: str) -> None:
    assert messages("phone", registry(member(phone=phone))) == []


@pytest.mark.parametrize(
    ("phone", "odd"),
    [
        ("0225 3822 016; 0912 345 678", []),
        ("0225 3822 016;", []),
        ("0225 3822 016, 38220 / 12", ["38220", "12"]),
        (";", [";"]),
    ],
)
def test_each_odd_telephone_number_of_a_field_is_named(phone: str, odd: list[str]) -> None:
    assert messages("phone", registry(member(phone=phone))) == [
        f"'{number}' does not look like a telephone number" for number in odd
    ]


@pytest.mark.parametrize(
    ("email", "odd"),
    [
        ("a@b.example", []),
        ("a@b.example; c@d.example", []),
        ("a@b.example,c@d.example / e@f.example g@h.example", []),
        ("a@b.example; c@d", ["c@d"]),
        ("a@b.example c@d e@@f.example", ["c@d", "e@@f.example"]),
        ("khong phai email", ["khong phai email"]),
        ("a@b.example; xin gọi", ["xin gọi"]),
        (";", [";"]),
    ],
)
def test_each_odd_address_of_a_field_is_named(email: str, odd: list[str]) -> None:
    assert messages("email", registry(member(email=email))) == [
        f"'{address}' does not look like an e-mail address" for address in odd
    ]


def test_members_are_alike_whatever_quotes_and_hyphens_their_names_have() -> None:
    names = ["Công ty “Hoa Sen”", 'CÔNG TY "HOA SEN"', "Công ty Hoa-Sen", "Công ty Hoa Sen Xanh", "Cong ty «Hoa–Sen»"]
    alike = registry(*(member(number, name) for number, name in enumerate(names)))
    assert [problem.place.key for problem in broken(alike, TODAY, [RULES["same-name"]])] == [
        "HV-0001", "HV-0002", "HV-0004",
    ]  # fmt: skip


def test_letters_that_look_alike_are_named_word_by_word() -> None:
    assert messages("text-look-alike", registry(member(1, "Сông ty \u0189ông Á"), member(2, "МОСКВА Đông"))) == [
        "'С' (U+0421) in 'Сông' only looks like 'C'",
        "'\u0189' (U+0189) in '\u0189ông' only looks like 'Đ'",
    ]


def messages(name: str, registry: Registry, today: date = TODAY) -> list[str]:
    return [problem.message for problem in broken(registry, today, [RULES[name]])]


@pytest.mark.parametrize(
    ("candidates", "ahead", "tied"),
    [
        ([winner("A", votes=9), loser("B", votes=8)], [], []),
        ([winner("A", votes=9), loser("B", votes=9)], [], [1]),
        ([winner("A", votes=9), loser("B", votes=10)], [1], []),
        ([loser("B", votes=10), loser("C", votes=9), winner("A", votes=9), loser("D", votes=11)], [0, 3], [1]),
        ([winner("A", votes=20), winner("B", votes=9), loser("C", votes=10), loser("D", votes=9)], [2], [3]),
        ([winner("A", votes=9), winner("B", votes=9)], [], []),
        ([winner("A"), winner("B", votes=9), loser("C", votes=10)], [2], []),
        ([winner("A"), loser("B", votes=10)], [], []),
        ([winner("A", votes=9), loser("B")], [], []),
        ([winner("A", votes=0), loser("B", votes=0), loser("C", votes=1)], [2], [1]),
        ([loser("A", votes=9), loser("B", votes=9)], [], []),
        ([], [], []),
    ],
)
def test_losers_are_held_against_the_last_who_was_elected(
    candidates: list[Candidate], ahead: list[int], tied: list[int]
) -> None:
    ballot = registry(office(seats=2), election(candidates=candidates))
    assert found("loser-ahead", ballot) == [f"candidates.{number}.votes" for number in ahead]
    assert found("tie", ballot) == [f"candidates.{number}.votes" for number in tied]


def test_a_loser_is_held_against_winners_of_the_same_ballot_only() -> None:
    ballots = [election(candidates=[winner("A", votes=5)]), election(DAY, [winner("B", votes=9), loser("C", votes=6)])]
    assert messages("loser-ahead", registry(office(), *ballots)) == []
    said = messages("loser-ahead", registry(office(), election(candidates=[winner("A", votes=5), loser(votes=6)])))
    assert said == ["Đỗ Bình has more votes than A, who was elected"]


@pytest.mark.parametrize("membership", Membership)
def test_members_without_a_vote_neither_stand_nor_hold_an_office(membership: Membership) -> None:
    unit = member(2, membership=membership)
    stood = [winner("A"), winner("B", member="HV-0002"), loser("C", member="HV-0002"), loser("D", member="HV-0001")]
    may = membership is Membership.OFFICIAL
    ballot = registry(office(), member(1), unit, election(candidates=stood))
    assert found("candidate-class", ballot) == ([] if may else ["candidates.1.member", "candidates.2.member"])
    held = registry(office(), unit, officer(member="HV-0002"))
    assert found("no-vote", held) == ([] if may else ["member"])
    elected = registry(office(), unit, election(id="e"), officer(member="HV-0002", election="e"))
    assert found("no-vote", elected) == []


@pytest.mark.parametrize(
    ("present", "eligible", "quorum", "stands"),
    [
        (31, 60, "1/2", True),
        (30, 60, "1/2", False),
        (0, 60, "1/2", False),
        (41, 60, "2/3", True),
        (40, 60, "2/3", False),
        (40, 60, " 2 / 3 ", False),
        (40, 60, "0.5", True),
        (1, 60, "all of them", True),
        (1, 60, "1/0", True),
        (None, 60, "1/2", True),
        (1, None, "1/2", True),
        (0, 0, "1/2", True),
        (61, 60, "1/2", True),
    ],
)
def test_a_quorum_is_more_than_the_share_as_far_as_numbers_are_known(
    present: int | None, eligible: int | None, quorum: str, stands: bool
) -> None:
    ballot = registry(office(), election(present=present, eligible=eligible), rules=Rules(quorum=quorum))
    assert found("no-quorum", ballot) == ([] if stands else ["present"])


@pytest.mark.parametrize(
    ("known", "votes", "has"),
    [
        ({"present": 50, "cast": 40, "valid": 30}, 26, True),
        ({"present": 50, "cast": 40, "valid": 30}, 25, False),
        ({"cast": 40, "valid": 30}, 20, False),
        ({"cast": 40, "valid": 30}, 21, True),
        ({"valid": 30}, 15, False),
        ({"eligible": 60}, 1, True),
        ({}, 1, True),
        ({"present": 50}, None, True),
        ({"present": 50}, 0, False),
        ({"present": 0, "cast": 40}, 20, False),
    ],
)
def test_a_majority_is_counted_of_the_widest_number_that_is_known(
    known: dict[str, int], votes: int | None, has: bool
) -> None:
    stood = [winner("A", votes=votes), loser("B", votes=1)]
    assert found("no-majority", registry(office(), election(candidates=stood, **known))) == (
        [] if has else ["candidates.0.votes"]
    )


def test_a_charter_may_want_two_thirds() -> None:
    ballot = election(candidates=[winner("A", votes=40), winner("B", votes=41)], present=60)
    assert messages("no-majority", registry(office(seats=2), ballot, rules=Rules(majority="2/3"))) == [
        "A was elected with 40 of 60 votes: not more than 2/3"
    ]


BOARD = office("thuong-vu", "Ủy viên Ban Thường vụ", seats=9)
CHAIRS = [office(), office("pho", "PHÓ CHỦ TỊCH", seats=2), office("thu-ky", "Thư ký")]


@pytest.mark.parametrize(
    ("held", "missing"),
    [
        ([officer("A"), officer("A", office="thuong-vu")], []),
        ([officer("A"), officer("B", office="pho"), officer("B", office="thuong-vu")], ["A"]),
        ([officer("A"), officer("B", office="pho")], ["A", "B"]),
        ([officer("A", office="thu-ky")], []),
        ([officer("Hòa"), officer("Hoà", office="thuong-vu")], []),
        ([officer("Hòa"), officer("Hóa", office="thuong-vu")], ["Hòa"]),
        ([officer("A"), officer("A", office="thuong-vu", until=DAY)], ["A"]),
        ([officer("A", until=DAY)], []),
    ],
)
def test_chairs_of_today_are_on_the_standing_board_of_today(held: list[Officer], missing: list[str]) -> None:
    said = messages("standing-board", registry(*CHAIRS, BOARD, *held))
    assert [message.partition(" holds ")[0] for message in said] == missing
    assert messages("standing-board", registry(*CHAIRS, *held)) == []


@pytest.mark.parametrize(
    ("term", "years", "long"),
    [
        ("2024-2029", 5, False),
        ("2024-2030", 5, True),
        ("2024 – 2030", 5, True),
        ("2024-2027", 2, True),
        ("2024-2030", 6, False),
        ("2030-2024", 5, False),
        ("nhiệm kỳ I", 5, False),
        ("I/2024-2030", 5, True),
        ("Khóa I (2010-2016)", 5, True),
        ("nhiệm kỳ 2021 đến năm 2026", 5, False),
        (None, 5, False),
    ],
)
def test_a_term_is_as_long_as_the_years_that_it_names(term: str | None, years: int, long: bool) -> None:
    rules = Rules(term_years=years)
    assert found("long-term", registry(office(), election(term=term), rules=rules)) == ["term"] * long
    assert found("long-term", registry(office(), officer(term=term), rules=rules)) == ["term"] * long
    elected = registry(office(), election(id="e", term=term), officer(term=term, election="e"), rules=rules)
    assert found("long-term", elected) == ["term"] * long


@pytest.mark.parametrize(
    ("term", "until", "today", "over"),
    [
        ("2024-2029", None, date(2029, 12, 31), False),
        ("2024-2029", None, date(2030, 1, 1), True),
        ("2024-2029", date(2030, 1, 1), date(2030, 1, 1), False),
        ("2024-2029", date(2030, 1, 2), date(2030, 1, 1), True),
    ],
)
def test_a_term_runs_out_with_its_last_year(term: str | None, until: date | None, today: date, over: bool) -> None:
    assert found("overdue", registry(office(), officer(term=term, until=until)), today) == ["term"] * over


def test_a_mandate_without_a_term_runs_out_when_a_term_has_passed() -> None:
    held = registry(office(), officer(since=date(2024, 1, 10)))
    assert [found("overdue", held, date(2029, 1, day)) for day in (9, 10)] == [[], ["since"]]


def test_an_office_is_vacant_on_days_when_nobody_holds_it() -> None:
    held = registry(office(), officer(since=BEFORE, until=DAY))
    assert [len(found("vacant", held, day)) for day in (date(2024, 1, 8), BEFORE, DAY)] == [0, 0, 1]


def test_an_office_that_nobody_ever_held_or_that_has_ended_is_not_vacant() -> None:
    ended = officer(since=BEFORE, until=DAY)
    assert found("vacant", registry(office()), DAY) == []
    assert found("vacant", registry(office(until=DAY), ended), DAY) == []
    assert found("vacant", registry(office(until=date(2024, 1, 11)), ended), DAY) == ["code"]


def test_the_seats_of_the_day_count() -> None:
    cut = office(seats=1, former_seats=(FormerSeats(seats=2, until=DAY),))
    before = [officer("A", since=BEFORE), officer("B", since=BEFORE)]
    assert found("seats", registry(cut, *before), DAY) == []
    assert found("seats-cut", registry(cut, *before), BEFORE) == []
    assert found("seats-cut", registry(cut, *before), DAY) == ["seats"]
    assert found("seats", registry(cut, officer("A", since=DAY), officer("B", since=DAY)), DAY) == ["since"]
    two = [winner("A"), winner("B")]
    assert found("too-many-elected", registry(cut, election(on=BEFORE, candidates=two)), DAY) == []
    assert found("too-many-elected", registry(cut, election(on=DAY, candidates=two)), DAY) == ["candidates"]


def test_a_member_that_rejoined_breaks_no_rule_between_its_memberships() -> None:
    ended = EarlierPeriod(joined=PartialDay(2015), left=BEFORE, left_reason=LeaveReason.RESIGNED)
    assert errors(registry(member(joined=DAY, earlier_periods=(ended,)))) == []
    assert errors(registry(member(joined=BEFORE, earlier_periods=(ended,)))) == []


def test_days_of_which_only_the_year_is_known_are_before_others_for_sure_or_not_at_all() -> None:
    for joined, left, wrong in ((PartialDay(2024, 5), PartialDay(2024), 0), (PartialDay(2024), PartialDay(2023), 1)):
        assert len(errors(registry(member(joined=joined, left=left)))) == wrong
    held = officer(since=PartialDay(2024), election="2024-01-10-chu-tich")
    assert errors(registry(office(), election(on=DAY, candidates=[winner()]), held)) == []


def test_the_representative_of_today_counts_and_a_former_one_is_to_end_the_mandate() -> None:
    former = FormerRepresentative(person="Lê An", until=DAY)
    known = member(representative="Đỗ Bình", former_representatives=(former,))
    held = registry(office(), known, officer(member="HV-0001"))
    assert found("representative", held, BEFORE) == []
    [problem] = [one for one in broken(held, DAY) if one.rule == "representative"]
    assert problem.hint == 'hiephoi officer end chu-tich "Lê An@HV-0001" --on DATE --reason resigned'
    new = registry(office(), member(representative="Đỗ Bình"), officer(member="HV-0001"))
    [problem] = [one for one in broken(new, DAY) if one.rule == "representative"]
    assert problem.hint == 'hiephoi member represent HV-0001 "Lê An" --on DATE'


def test_a_mandate_belongs_to_somebody_elected_to_that_office() -> None:
    stood = election(id="e", candidates=[winner("A"), loser("B")])
    assert found("mandate-without-election", registry(office(), stood, officer("A", election="e"))) == []
    for held in (officer("B", election="e"), officer("C", election="e"), officer("A", office="pho", election="e")):
        assert found("mandate-without-election", registry(office(), office("pho"), stood, held)) == ["election"]
    assert found("mandate-without-election", registry(office(), stood, officer("B"))) == []


def test_all_who_were_elected_have_a_mandate_from_that_election() -> None:
    stood = election(id="e", candidates=[winner("A"), loser("B"), winner("C")])
    assert found("elected-without-mandate", registry(office(), stood, officer("A", election="e"))) == [
        "candidates.2.person"
    ]
    assert len(found("elected-without-mandate", registry(office(), stood, officer("A")))) == 2


def test_an_officer_is_the_representative_of_the_member_where_one_is_named() -> None:
    unit = member(representative="Trần Hòa")
    for person, expected in {"Trần Hoà": [], "Trần Hóa": ["person"], "Lê An": ["person"]}.items():
        assert found("representative", registry(office(), unit, officer(person, member="HV-0001"))) == expected
    assert found("representative", registry(office(), member(), officer(member="HV-0001"))) == []
    past = officer("Lê An", until=DAY, member="HV-0001")
    assert found("representative", registry(office(), unit, past)) == []


@pytest.mark.parametrize(
    ("name", "alike"),
    [
        ("Duc gang Mau 33", True),
        ("Công ty TNHH Đúc gang Mẫu 33", True),
        ("Công ty Đúc gang Mẫu 33", False),  # the very same, which is a rule
        ("Công ty Đúc gang Mẫu 34", False),
        ("Công ty Mẫu", False),
    ],
)
def test_a_name_resembles_another_by_its_telling_words(name: str, alike: bool) -> None:
    new = member(2, name)
    known = registry(member(1, "Công ty Đúc gang Mẫu 33"), new)
    assert [one.id for one in resembling(known, new)] == ["HV-0001"] * alike


def test_who_left_and_has_not_come_back_yet_is_named_with_the_day_of_leaving() -> None:
    ended = EarlierPeriod(joined=BEFORE, left=DAY, left_reason=LeaveReason.RESIGNED)
    again = member(joined=TODAY + timedelta(1), left=TODAY + timedelta(2), earlier_periods=(ended,))
    known = registry(office(), again, officer(member="HV-0001", since=BEFORE))
    [problem] = [one for one in broken(known, TODAY) if one.rule == "officer-left"]
    assert problem.message == f"'HV-0001' left on {DAY}, but Lê An still holds 'chu-tich'"


def test_a_hint_names_the_one_of_two_with_one_name() -> None:
    twins = (officer(member="HV-0001", since=BEFORE), officer(member="HV-0002", since=BEFORE))
    cut = office(seats=1, former_seats=(FormerSeats(seats=2, until=DAY),))
    [problem] = [one for one in broken(registry(cut, member(1), member(2), *twins), TODAY) if one.rule == "seats-cut"]
    assert problem.hint == 'hiephoi officer end chu-tich "Lê An@HV-0002" --on DATE --reason term-ended'


def test_what_is_odd_about_a_mandate_is_not_new_when_the_person_is_spelled_otherwise() -> None:
    before = registry(office(), officer(term="2010-2015", since=date(2010, 1, 1)))
    after = registry(office(), officer("Lê Ân", term="2010-2015", since=date(2010, 1, 1)))
    assert "overdue" in {one.rule for one in broken(after, TODAY)}
    assert rules.compared(before, after, TODAY).warnings == []


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        (-400, 100, ["member"]),  # beyond the first membership
        (-400, 0, []),
        (-400, None, ["member"]),
        (100, 200, []),  # between the memberships, which is another rule
        (400, 500, []),
        (400, None, []),
    ],
)
def test_a_mandate_that_went_on_after_its_member_left_is_found_whenever_it_was(
    since: int, until: int | None, expected: list[str]
) -> None:
    first = EarlierPeriod(joined=DAY - timedelta(500), left=DAY, left_reason=LeaveReason.RESIGNED)
    again = member(joined=DAY + timedelta(300), earlier_periods=(first,))
    end = None if until is None else DAY + timedelta(until)
    known = registry(office(), again, officer(member="HV-0001", since=DAY + timedelta(since), until=end))
    assert found("officer-left", known) == expected


def test_nobody_takes_office_before_there_is_such_an_office() -> None:
    for first, expected in ((DAY, []), (DAY + timedelta(1), ["since"]), (PartialDay(DAY.year), [])):
        assert found("before-office", registry(office(since=first), officer(since=DAY))) == expected
