"""Elections and the mandates that follow from them."""

from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiephoi_cli.domain.corrections import remove
from hiephoi_cli.domain.elections import record, record_by_election
from hiephoi_cli.domain.records import Registry
from hiephoi_cli.domain.words import ElectionKind, EndReason
from hiephoi_cli.errors import Conflict, InvalidData, NotFound
from registries import election, errors, loser, member, office, officer, registry, winner

FIRST, SECOND = date(2024, 11, 11), date(2029, 11, 12)
EMPTY = registry(office(), office("pho", "Phó Chủ tịch", seats=2), member(1, "Top Land"))


def test_an_election_is_recorded_with_the_mandates_that_follow_from_it() -> None:
    values = {"event": "Đại hội lần thứ nhất", "elected_by": "Đại hội", "term": "2024-2029"}
    stood = [winner(member="top land", votes=60), loser(votes=5)]
    after = record(EMPTY, "chủ tịch", FIRST, stood, values)
    assert after.elections == (election(FIRST, [winner(member="HV-0001", votes=60), loser(votes=5)], **values),)
    assert after.officers == (
        officer("Lê An", FIRST, member="HV-0001", term="2024-2029", election="2024-11-11-chu-tich"),
    )
    assert after.elections[0].kind is ElectionKind.REGULAR
    assert errors(after) == []


def test_all_who_were_elected_take_office_in_their_order() -> None:
    after = record(EMPTY, "pho", FIRST, [winner("B"), loser("C"), winner("A")], {})
    assert [(one.person, one.office, one.since, one.until) for one in after.officers] == [
        ("B", "pho", FIRST, None),
        ("A", "pho", FIRST, None),
    ]


@pytest.mark.parametrize(
    ("terms", "reason"),
    [
        (("2024-2029", "2029-2034"), EndReason.TERM_ENDED),
        (("2024-2029", "2024-2029"), EndReason.SUCCEEDED),
        (("2024-2029", "Khóa I (2024 – 2029)"), EndReason.SUCCEEDED),
        ((None, None), EndReason.TERM_ENDED),
        (("2024-2029", None), EndReason.TERM_ENDED),
    ],
)
def test_an_election_ends_the_mandates_of_its_office(terms: tuple[str | None, str | None], reason: EndReason) -> None:
    before = record(EMPTY, "pho", FIRST, [winner("A"), winner("B")], {"term": terms[0]})
    after = record(before, "pho", SECOND, [winner("B")], {"term": terms[1]})
    assert [(one.person, one.since, one.until, one.end_reason) for one in after.officers] == [
        ("A", FIRST, SECOND, reason),
        ("B", FIRST, SECOND, reason),
        ("B", SECOND, None, None),
    ]
    assert errors(after) == []


def test_mandates_of_other_offices_and_those_that_ended_before_stay_as_they_are() -> None:
    other = officer("A", FIRST, office="pho")
    ended = officer("B", FIRST, date(2026, 1, 1), end_reason=EndReason.DIED)
    on_the_day = officer("C", date(2026, 1, 1), SECOND, end_reason=EndReason.RESIGNED)
    before = registry(*EMPTY.offices, other, ended, on_the_day)
    after = record(before, "chu-tich", SECOND, [winner()], {})
    assert after.officers[:3] == (other, ended, on_the_day)


def test_a_mandate_that_would_have_ended_later_ends_on_the_day() -> None:
    before = registry(*EMPTY.offices, officer("A", FIRST, date(2030, 1, 1), end_reason=EndReason.RELIEVED))
    after = record(before, "chu-tich", SECOND, [winner()], {})
    assert (after.officers[0].until, after.officers[0].end_reason) == (SECOND, EndReason.TERM_ENDED)


def test_an_election_that_nobody_won_ends_no_mandate() -> None:
    before = registry(*EMPTY.offices, officer("A", FIRST))
    after = record(before, "chu-tich", SECOND, [loser()], {})
    assert after.officers == before.officers
    assert len(after.elections) == 1


def test_a_further_election_of_the_day_gets_an_id_of_its_own() -> None:
    after = EMPTY
    for stood in (loser("A"), loser("B"), winner("C")):
        after = record(after, "chu-tich", FIRST, [stood], {})
    assert [one.id for one in after.elections] == [
        "2024-11-11-chu-tich",
        "2024-11-11-chu-tich-2",
        "2024-11-11-chu-tich-3",
    ]
    assert after.officers[0].election == "2024-11-11-chu-tich-3"


def test_an_election_before_the_office_was_last_filled_is_refused() -> None:
    day = date(2020, 1, 1)
    before = record(EMPTY, "chu-tich", FIRST, [winner()], {})
    with pytest.raises(Conflict) as caught:
        record(before, "chu-tich", day, [winner("B")], {})
    [(message, hint)] = caught.value.reports
    assert "Lê An since 2024-11-11" in message
    assert message.endswith(f"an election on {day} is too early")
    assert hint == "hiephoi officer list --office chu-tich --all"


def test_an_election_that_is_recorded_is_not_recorded_again() -> None:
    before = record(EMPTY, "chu-tich", FIRST, [winner()], {})
    with pytest.raises(Conflict, match="already recorded, as 2024-11-11-chu-tich"):
        record(before, "chu-tich", FIRST, [winner("B")], {})


@pytest.mark.parametrize(
    ("office_key", "stood", "message"),
    [("thu-ky", winner(), "no office 'thu-ky'"), ("chu-tich", winner(member="HV-9"), "no member 'HV-9'")],
)
def test_an_unknown_office_or_member_is_refused(office_key: str, stood: Any, message: str) -> None:
    with pytest.raises(NotFound) as caught:
        record(EMPTY, office_key, FIRST, [stood], {})
    assert caught.value.reports[0].message == message


BETWEEN, LATER = date(2026, 5, 15), date(2027, 5, 15)
TERM = {"term": "2024-2029"}


def vice(before: Registry, on: date, *people: str, **values: Any) -> Registry:
    """After a regular election of vice-chairs."""
    return record(before, "pho", on, [winner(person) for person in people], values)


def vice_too(before: Registry, on: date, *people: str, **values: Any) -> Registry:
    """After a by-election of vice-chairs."""
    return record_by_election(before, "pho", on, [winner(person) for person in people], values)


def test_a_by_election_only_adds_to_those_in_office() -> None:
    before = vice(EMPTY, FIRST, "A", **TERM)
    after = record_by_election(before, "phó chủ tịch", BETWEEN, [winner("B", member="top land"), loser("C")], {})
    assert after.officers[:1] == before.officers
    [added] = after.officers[1:]
    assert (added.person, added.since, added.member) == ("B", BETWEEN, "HV-0001")
    assert added.election == after.elections[-1].id == "2026-05-15-pho"
    assert after.elections[-1].kind is ElectionKind.BY_ELECTION
    assert errors(after) == []


@pytest.mark.parametrize(
    ("before", "given", "term"),
    [
        (vice(EMPTY, FIRST, "A", **TERM), {}, "2024-2029"),
        (vice(EMPTY, FIRST, "A", **TERM), {"term": "2026-2029"}, "2026-2029"),
        (vice(EMPTY, FIRST, "A"), {}, None),
        (EMPTY, {}, None),
        (EMPTY, TERM, "2024-2029"),
        (vice(vice(EMPTY, date(2019, 1, 1), "A", term="2019-2024"), FIRST, "B"), {}, None),
        (registry(*EMPTY.offices, officer("A", FIRST, office="pho", term="2024-2029")), {}, "2024-2029"),
        (registry(*EMPTY.offices, officer("A", FIRST, term="2024-2029")), {}, None),
    ],
)
def test_a_by_election_is_for_the_running_term_as_far_as_that_is_known(
    before: Registry, given: dict[str, str], term: str | None
) -> None:
    after = vice_too(before, BETWEEN, "B" if before is EMPTY else "C", **given)
    assert (after.elections[-1].term, after.officers[-1].term) == (term, term)


def test_the_term_runs_on_while_nobody_holds_the_office() -> None:
    before = vice(vice(EMPTY, date(2019, 1, 1), "Z", term="2019-2024"), FIRST, "A", **TERM)
    ended = officer("A", FIRST, BETWEEN, office="pho", term="2024-2029", election="2024-11-11-pho")
    acting = officer("B", BETWEEN, office="pho", acting=True)
    vacant = registry(*EMPTY.offices, *before.elections, before.officers[0], ended)
    assert vice_too(vacant, LATER, "C").officers[-1].term == "2024-2029"
    held = registry(*EMPTY.offices, *before.elections, before.officers[0], ended, acting)
    assert vice_too(held, LATER, "C").officers[-1].term == "2024-2029"


@pytest.mark.parametrize(
    ("before", "people", "free"),
    [
        (EMPTY, "ABC", 2),
        (vice(EMPTY, FIRST, "X"), "AB", 1),
        (vice(EMPTY, FIRST, "X", "Y"), "A", 0),
        (registry(office("pho", seats=1), *(officer(one, FIRST, office="pho") for one in "XY")), "A", 0),
    ],
)
def test_a_by_election_above_the_free_seats_is_refused(before: Registry, people: str, free: int) -> None:
    with pytest.raises(InvalidData) as caught:
        vice_too(before, BETWEEN, *people)
    [(message, hint)] = caught.value.reports
    assert message.startswith(f"'pho' has {free} free seat{'s' * (free != 1)} on 2026-05-15")
    assert message.endswith(f"({len(people)})")
    assert hint == "hiephoi officer list --office pho --on 2026-05-15"


def test_a_by_election_that_nobody_won_needs_no_seat() -> None:
    before = vice(EMPTY, FIRST, "X", "Y")
    after = record_by_election(before, "pho", BETWEEN, [loser("A")], {})
    assert after.officers == before.officers


def test_a_by_election_for_a_term_that_has_ended_is_refused() -> None:
    before = vice(vice(EMPTY, FIRST, "A", **TERM), SECOND, "B")
    with pytest.raises(Conflict, match="'pho' has been held by B since 2029-11-12; an election on 2026-05-15 is too"):
        vice_too(before, BETWEEN, "C")
    assert len(vice_too(before, SECOND, "C").officers) == 3
    other = record(vice(EMPTY, FIRST, "A"), "chu-tich", SECOND, [winner("B")], {})
    assert len(vice_too(other, BETWEEN, "C").officers) == 3


def test_by_elections_may_be_recorded_in_any_order() -> None:
    after = vice_too(vice_too(EMPTY, LATER, "A"), BETWEEN, "B")
    assert [(one.person, one.since) for one in after.officers] == [("A", LATER), ("B", BETWEEN)]
    assert errors(after) == []


@pytest.mark.parametrize("term", ["2024-2029", "2029-2034", None])
def test_an_election_that_goes_takes_its_mandates_along_and_reopens_those_it_closed(term: str | None) -> None:
    before = vice_too(vice(EMPTY, FIRST, "A", **TERM), BETWEEN, "B")
    assert remove(vice(before, SECOND, "A", "C", term=term), "2029-11-12-pho") == before
    assert remove(before, "2026-05-15-pho") == vice(EMPTY, FIRST, "A", **TERM)


def test_a_mandate_that_ended_for_another_reason_or_elsewhere_stays_closed() -> None:
    resigned = officer("A", FIRST, SECOND, office="pho", end_reason=EndReason.RESIGNED)
    succeeded = officer("B", FIRST, LATER, office="pho", end_reason=EndReason.SUCCEEDED)
    other = officer("C", FIRST, SECOND, end_reason=EndReason.TERM_ENDED)
    before = registry(*EMPTY.offices, resigned, succeeded, other)
    assert remove(vice(before, SECOND, "D"), "2029-11-12-pho") == before


@pytest.mark.parametrize("nobody", [record, record_by_election])
def test_a_ballot_that_nobody_won_goes_and_mandates_stay_as_they_are(nobody: Any) -> None:
    ended = officer("A", FIRST, BETWEEN, office="pho", end_reason=EndReason.TERM_ENDED)
    before = registry(*EMPTY.offices, ended)
    after = vice(nobody(before, "pho", BETWEEN, [loser()], {}), LATER, "B")
    assert remove(after, "2026-05-15-pho") == vice(before, LATER, "B")


BUILT_ON = vice(EMPTY, FIRST, "A")


@pytest.mark.parametrize(
    ("after", "builds_on"),
    [
        (vice_too(BUILT_ON, BETWEEN, "B"), "2026-05-15-pho"),
        (vice_too(BUILT_ON, FIRST, "B"), "2024-11-11-pho-2"),
        (
            registry(*EMPTY.offices, *BUILT_ON.elections, officer("A", FIRST, LATER, election="2024-11-11-pho")),
            "A · chu-tich · 2024-11-11",
        ),
    ],
)
def test_an_election_stays_while_something_builds_on_it(after: Registry, builds_on: str) -> None:
    with pytest.raises(Conflict) as caught:
        remove(after, "2024-11-11-pho")
    assert caught.value.reports[0].message == f"'2024-11-11-pho' cannot be removed by itself: {builds_on} depends on it"


def test_neither_a_ballot_that_nobody_won_nor_another_office_builds_on_an_election() -> None:
    for after in (
        record(BUILT_ON, "pho", SECOND, [loser()], {}),
        record_by_election(BUILT_ON, "pho", BETWEEN, [loser()], {}),
        record(BUILT_ON, "chu-tich", SECOND, [winner("B")], {}),
    ):
        assert "A" not in {one.person for one in remove(after, "2024-11-11-pho").officers}


def test_by_elections_do_not_build_on_each_other() -> None:
    both = vice_too(vice_too(EMPTY, BETWEEN, "A"), LATER, "B")
    assert [one.person for one in remove(both, "2026-05-15-pho").officers] == ["B"]
    after = remove(vice(both, SECOND, "C"), "2026-05-15-pho")
    assert [one.person for one in after.officers] == ["B", "C"]


def test_an_unknown_election_cannot_go() -> None:
    with pytest.raises(NotFound):
        remove(EMPTY, "2024-11-11-pho")


DAYS = [FIRST + timedelta(days=number) for number in range(15)]
PEOPLE = st.lists(st.sampled_from(["A", "B", "C", "D"]), max_size=2, unique=True)
ELECTIONS = st.lists(
    st.tuples(st.sampled_from(DAYS), PEOPLE, st.sampled_from([None, "2024-2029", "2029-2034"])), max_size=6
)


@given(ELECTIONS)
def test_regular_elections_never_give_an_office_more_holders_than_seats(
    ballots: list[tuple[date, list[str], str | None]],
) -> None:
    current = EMPTY
    for day, elected, term in ballots:
        try:
            current = record(current, "pho", day, [winner(person) for person in elected], {"term": term})
        except Conflict:
            continue
    holders = Counter(day for day in DAYS for one in current.officers if one.serving(day))
    assert all(count <= 2 for count in holders.values())
    assert errors(current) == []
    assert len({one.id for one in current.elections}) == len(current.elections)
