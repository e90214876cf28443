"""Elections taken back and corrected with all that follows from them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiephoi_cli.domain import corrections, elections
from hiephoi_cli.domain.changes import Edit
from hiephoi_cli.domain.records import Candidate, Registry
from hiephoi_cli.errors import Conflict, HiephoiError, NotFound, UsageError
from registries import errors, loser, member, office, registry, winner

FIRST, SECOND, THIRD = (date(year, 11, 11) for year in (2014, 2019, 2024))
KEY = "2019-11-11-chu-tich"


def _three(*second: Candidate) -> Registry:
    """Three terms of one office: A, then whoever wins, then C."""
    known = registry(office(), member(1), member(2))
    for on, stood, term in (
        (FIRST, [winner("A")], "2014-2019"),
        (SECOND, list(second), "2019-2024"),
        (THIRD, [winner("C")], "2024-2029"),
    ):
        known = elections.record(known, "chu-tich", on, stood, {"term": term})
    return known


BEFORE = _three(winner("B", votes=9), loser("D", votes=5))


def held(known: Registry) -> list[tuple[str, date, date | None]]:
    return [(one.person, one.since, one.until) for one in known.officers]


def test_an_election_in_the_middle_is_taken_back_and_those_before_go_on_until_the_next() -> None:
    after = corrections.remove(BEFORE, KEY)
    assert held(after) == [("A", FIRST, THIRD), ("C", THIRD, None)]
    assert errors(after) == []


def test_another_winner_takes_the_place_of_the_one_before() -> None:
    after = corrections.edit(BEFORE, KEY, Edit({}), [winner("D", votes=9), loser("B", votes=5)])
    assert held(after) == [("A", FIRST, SECOND), ("D", SECOND, THIRD), ("C", THIRD, None)]
    assert [(one.person, one.votes, one.elected) for one in after.elections[1].candidates] == [
        ("B", 5, False),
        ("D", 9, True),
    ]


def test_the_day_of_taking_office_moves_the_mandates_that_begin_and_end_with_it() -> None:
    day = date(2019, 12, 1)
    after = corrections.edit(BEFORE, KEY, Edit({"since": day}))
    assert held(after) == [("A", FIRST, day), ("B", day, THIRD), ("C", THIRD, None)]
    assert corrections.edit(after, KEY, Edit({}, ["since"])) == BEFORE


@pytest.mark.parametrize("day", [date(2014, 11, 11), date(2013, 1, 1), date(2024, 11, 11), date(2025, 1, 1)])
def test_an_election_stays_between_those_before_and_after(day: date) -> None:
    with pytest.raises(Conflict):
        corrections.edit(BEFORE, KEY, Edit({"on": day}))


def test_nobody_elected_any_more_leaves_those_before_in_office() -> None:
    after = corrections.edit(BEFORE, KEY, Edit({}), [loser("B")])
    assert held(after) == [("A", FIRST, THIRD), ("C", THIRD, None)]


def test_a_member_named_later_is_that_of_the_same_person() -> None:
    after = corrections.edit(BEFORE, KEY, Edit({}), [winner("Ông B", member="HV-0001")])
    first = after.elections[1].candidates[0]
    assert (first.person, first.member, first.votes) == ("B", "HV-0001", 9)
    assert [one.member for one in after.officers] == [None, "HV-0001", None]


def test_who_did_not_stand_is_dropped_with_the_mandate() -> None:
    after = corrections.edit(BEFORE, KEY, Edit({}), [winner("E")], ["b"])
    assert [one.person for one in after.elections[1].candidates] == ["D", "E"]
    assert held(after)[1] == ("E", SECOND, THIRD)
    with pytest.raises(NotFound):
        corrections.edit(BEFORE, KEY, Edit({}), dropped=["Z"])


people = st.sampled_from(["A", "B", "C", "D", "E"])


@given(old=people, new=people, votes=st.integers(0, 9) | st.none(), day=st.dates(date(2018, 1, 1), date(2020, 1, 1)))
def test_a_correction_and_its_inverse_leave_what_was_there(old: str, new: str, votes: int | None, day: date) -> None:
    before = _three(winner(old, votes=3), loser("Z"))
    try:
        gone = [] if new == old else [old]
        after = corrections.edit(before, KEY, Edit({"on": day}), [winner(new, votes=votes)], gone)
    except HiephoiError:
        return
    back = [] if new == old else [new]
    again = corrections.edit(after, KEY, Edit({"on": SECOND}), [winner(old, votes=3)], back)
    assert again.officers == before.officers
    assert {*again.elections[1].candidates} == {*before.elections[1].candidates}


def test_a_name_that_several_have_needs_the_member() -> None:
    twins = _three(winner("B", member="HV-0001", votes=9), loser("B", member="HV-0002", votes=5))
    with pytest.raises(Conflict) as caught:
        corrections.edit(twins, KEY, Edit({}), [loser("B")])
    assert caught.value.reports == (("'B' matches 2 people", "name one of these:\n  B@HV-0001\n  B@HV-0002"),)
    after = corrections.edit(twins, KEY, Edit({}), [loser("B", member="HV-0001"), winner("B", member="HV-0002")])
    assert [one.member for one in after.officers] == [None, "HV-0002", None]


@pytest.mark.parametrize(("more", "dropped"), [([loser("Ông B")], []), ([], ["b"])])
def test_nobody_has_two_results(more: list[Candidate], dropped: list[str]) -> None:
    with pytest.raises(UsageError, match="B is named twice"):
        corrections.edit(BEFORE, KEY, Edit({}), [winner("B"), *more], dropped)
