"""Mandates over time: whatever happens, who is in office is what a simple list of days says."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiephoi_cli.domain import appointments, corrections, elections
from hiephoi_cli.domain.records import Candidate, Change, Registry
from hiephoi_cli.domain.rules import compared
from hiephoi_cli.domain.words import EndReason
from hiephoi_cli.errors import Conflict, HiephoiError, NotFound
from registries import TODAY, member, office, officer, registry

START = date(2024, 1, 1)
DAYS = [START + timedelta(days=number) for number in range(14)]
PEOPLE = ["Lê An", "Đỗ Bình", "Hà Chi", "Vũ Dung"]


class Step(NamedTuple):
    """Something that happens on a day, to some people."""

    kind: str
    day: date
    people: Sequence[str]


steps = st.builds(
    Step,
    st.sampled_from(["regular", "by-election", "appoint", "end"]),
    st.sampled_from(DAYS),
    st.lists(st.sampled_from(PEOPLE), min_size=1, max_size=3, unique=True),
)


def _change(step: Step) -> Change:
    stood = [Candidate(person=person, elected=True) for person in step.people]
    person = step.people[0]
    match step.kind:
        case "regular":
            return lambda before: elections.record(before, "chu-tich", step.day, stood, {})
        case "by-election":
            return lambda before: elections.record_by_election(before, "chu-tich", step.day, stood, {})
        case "appoint":
            return lambda before: appointments.appoint(before, "chu-tich", step.day, {"person": person})
        case _:
            return lambda before: appointments.end(before, "chu-tich", person, step.day, EndReason.RESIGNED)


def _taken(before: Registry, step: Step) -> Registry | None:
    """The registry after a step, or None where it is refused."""
    try:
        after = _change(step)(before)
    except HiephoiError:
        return None
    return None if compared(before, after, TODAY).errors else after


class Diary:
    """Who is in office, as somebody would note it: a set of people for each day."""

    def __init__(self) -> None:
        self.days: dict[date, list[str]] = {day: [] for day in DAYS}

    def note(self, step: Step) -> None:
        """Note a step that was taken."""
        for day in DAYS:
            if day < step.day:
                continue
            if step.kind == "regular":
                self.days[day] = list(step.people)
            elif step.kind == "by-election":
                self.days[day] += step.people
            elif step.kind == "appoint":
                self.days[day].append(step.people[0])
            elif step.people[0] in self.days[day]:
                self.days[day].remove(step.people[0])


@given(st.lists(steps, max_size=8), st.integers(1, 3))
def test_who_is_in_office_is_what_a_diary_says(history: list[Step], seats: int) -> None:
    current, diary = registry(office(seats=seats)), Diary()
    latest = START
    for step in history:
        if step.day < latest:  # a diary is kept day by day
            continue
        after = _taken(current, step)
        if after is None:
            continue
        current, latest = after, step.day
        diary.note(step)
    for day in DAYS:
        serving = [held.person for held in current.officers if held.serving(day)]
        assert len(serving) <= seats
        assert sorted(serving) == sorted(diary.days[day])


@given(st.lists(steps, max_size=8), st.integers(1, 3))
def test_no_order_of_steps_gives_an_office_more_holders_than_seats(history: list[Step], seats: int) -> None:
    current = registry(office(seats=seats))
    for step in history:
        current = _taken(current, step) or current
    for day in DAYS:
        assert sum(held.serving(day) for held in current.officers) <= seats


@given(st.lists(steps, max_size=6), steps, st.integers(1, 3))
def test_an_election_that_is_taken_back_leaves_what_was_before(history: list[Step], last: Step, seats: int) -> None:
    current, latest = registry(office(seats=seats)), START
    for step in history:
        if step.day >= latest and (after := _taken(current, step)):
            current, latest = after, step.day
    open_until_now = all(held.until is None or held.until <= last.day for held in current.officers)
    after = _taken(current, last) if last.day > latest and open_until_now else None
    if after and len(after.elections) > len(current.elections):
        assert corrections.remove(after, after.elections[-1].id) == current


def test_an_appointment_may_name_a_member_and_be_acting() -> None:
    before = registry(office(), member(1, "Gương Mẫu"))
    after = appointments.appoint(before, "chu-tich", START, {"person": "Lê An", "member": "guong mau", "acting": True})
    [held] = after.officers
    assert (held.member, held.acting, held.election) == ("HV-0001", True, None)


def test_only_who_holds_an_office_can_leave_it() -> None:
    before = registry(office(), officer("Lê An", START))
    with pytest.raises(NotFound):
        appointments.end(before, "chu-tich", "Đỗ Bình", DAYS[3], EndReason.DIED)
    with pytest.raises(NotFound):
        appointments.end(before, "chu-tich", "Lê An", START - timedelta(days=1), EndReason.DIED)
    [ended] = appointments.end(before, "chu-tich", "le an", DAYS[3], EndReason.DIED).officers
    assert (ended.until, ended.end_reason) == (DAYS[3], EndReason.DIED)


def test_an_election_whose_mandate_ended_is_not_taken_back() -> None:
    step = Step("regular", START, ["Lê An"])
    held = _change(step)(registry(office()))
    ended = appointments.end(held, "chu-tich", "Lê An", DAYS[3], EndReason.DIED)
    with pytest.raises(Conflict, match="depends on it"):
        corrections.remove(ended, ended.elections[0].id)


@pytest.mark.parametrize(
    ("seats", "held", "vacant"),
    [
        (1, [], None),
        (1, [(0, None)], None),
        (1, [(0, 3)], 3),
        (1, [(0, 3), (5, 7)], 7),
        (1, [(0, 3), (5, None)], None),
        (2, [(0, None)], 0),
        (2, [(0, None), (0, 4)], 4),
        (2, [(0, 2), (0, 4)], 2),
    ],
)
def test_a_seat_is_vacant_since_the_day_it_was_left(
    seats: int, held: list[tuple[int, int | None]], vacant: int | None
) -> None:
    spans = [
        (PEOPLE[number], DAYS[since], None if until is None else DAYS[until])
        for number, (since, until) in enumerate(held)
    ]
    known = registry(office(seats=seats), *(officer(person, since, until) for person, since, until in spans))
    expected = None if vacant is None else DAYS[vacant]
    assert appointments.vacant_since(known, known.offices[0], DAYS[-1]) == expected
