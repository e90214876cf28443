"""The registry as it stood on a day, against a plain model that keeps the whole state of every day."""

from contextlib import suppress
from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from hiephoi_cli.domain import changes, dated_changes
from hiephoi_cli.domain.partial_day import PartialDay
from hiephoi_cli.domain.past import as_of, uncertain
from hiephoi_cli.domain.records import EarlierPeriod, FormerName, FormerRepresentative, FormerSeats, Registry
from hiephoi_cli.domain.words import LeaveReason
from hiephoi_cli.errors import HiephoiError
from registries import errors, member, office, officer, registry

FIRST = date(2020, 1, 1)
DAYS = [FIRST + timedelta(days) for days in range(12)]
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["rename", "represent", "leave", "rejoin", "seats"]),
        st.sampled_from(range(1, len(DAYS))),
        st.sampled_from("ABC"),
    ),
    max_size=10,
)
State = dict[str, Any]


def _stepped(model: list[State], kind: str, at: int, word: str) -> bool:
    """Whether a change is possible, which then is made in the state of each day from that one on."""
    now = model[-1]
    last = max((day for day in range(len(DAYS)) if model[day]["since", kind] == day and day), default=0)
    match kind:
        case "rename" if now["name"] != word and at > last:
            new: State = {"name": word}
        case "represent" if (now["representative"], now["position"]) != (word, word) and at > last:
            new = {"representative": word, "position": word}
        case "seats" if now["seats"] != ord(word) and at > last:
            new = {"seats": ord(word)}
        case "leave" if now["belongs"] and at >= now["changed"]:
            new = {"belongs": False, "changed": at}
        case "rejoin" if not now["belongs"] and at >= now["changed"]:
            new = {"belongs": True, "changed": at}
        case _:
            return False
    for day in range(at, len(DAYS)):
        model[day] = {**model[day], **new, ("since", kind): at}
    return True


def _made(known: Registry, kind: str, day: date, word: str) -> Registry:
    match kind:
        case "rename":
            return dated_changes.rename(known, "HV-0001", word, day)
        case "represent":
            return dated_changes.represent(known, "HV-0001", word, day, word)
        case "seats":
            return dated_changes.change_seats(known, "chu-tich", ord(word), day)
        case "leave":
            return changes.leave(known, "HV-0001", day, LeaveReason.RESIGNED)
        case _:
            return dated_changes.rejoin(known, "HV-0001", day)


@given(STEPS)
def test_any_history_gives_for_each_day_the_state_that_was_kept_for_it(steps: list[tuple[str, int, str]]) -> None:
    known = registry(office(), member(1, "Tên đầu", joined=FIRST), member(2))
    begin: State = {"name": "Tên đầu", "representative": None, "position": None, "seats": 1, "belongs": True}
    kinds = ("rename", "represent", "leave", "rejoin", "seats")
    model: list[State] = [{**begin, "changed": 0, **{("since", kind): 0 for kind in kinds}} for _day in DAYS]
    for kind, at, word in steps:
        if not _stepped(model, kind, at, word):
            with suppress(HiephoiError):
                assert errors(_made(known, kind, DAYS[at], word)), (kind, at, word)
            continue
        known = _made(known, kind, DAYS[at], word)
    for day, state in zip(DAYS, model, strict=True):
        then = as_of(known, day)
        one = then.members[0]
        assert {name: getattr(one, name) for name in ("name", "representative", "position")} == {
            name: state[name] for name in ("name", "representative", "position")
        }
        assert then.offices[0].seats == state["seats"]
        assert one.belongs(day) == (one in then.members_on(day)) == state["belongs"]
        assert known.members[0].belongs(day) == state["belongs"]
        assert one.has_left(day) == known.members[0].has_left(day) == (not state["belongs"])
        assert as_of(then, day) == then


def test_a_registry_without_a_past_is_itself_on_every_day() -> None:
    known = registry(office(), member(1, joined=FIRST), officer())
    assert as_of(known, date(1990, 1, 1)) is known


def test_what_ended_earlier_is_former_on_a_day_and_what_came_later_is_not_there() -> None:
    names = tuple(FormerName(name=name, until=day) for name, day in zip("AB", DAYS[3::3], strict=False))
    seats = (FormerSeats(seats=3, until=DAYS[5]),)
    known = registry(office(seats=2, former_seats=seats), member(1, "C", former_names=names))
    then = as_of(known, DAYS[4])
    assert (then.members[0].name, then.members[0].former_names) == ("B", names[:1])
    assert (then.offices[0].seats, then.offices[0].former_seats) == (3, ())


def test_before_a_first_representative_was_named_nobody_is() -> None:
    former = FormerRepresentative(until=DAYS[2])
    known = registry(member(1, representative="Lê An", former_representatives=(former,)))
    assert as_of(known, DAYS[1]).members[0].representative is None
    assert as_of(known, DAYS[2]).members[0].representative == "Lê An"


def test_between_two_memberships_the_first_has_ended() -> None:
    ended = EarlierPeriod(joined=DAYS[1], left=DAYS[3], left_reason=LeaveReason.RESIGNED)
    known = registry(member(1, joined=DAYS[5], earlier_periods=(ended,)))
    told = [(as_of(known, day).members[0].joined, len(known.members_on(day))) for day in DAYS[:7]]
    assert told == [(DAYS[1], 0), *[(DAYS[1], 1)] * 2, *[(DAYS[1], 0)] * 2, *[(DAYS[5], 1)] * 2]


def test_it_is_uncertain_who_belongs_while_only_the_year_of_a_day_is_known() -> None:
    joined, left = member(1, joined=PartialDay(2020)), member(2, left=PartialDay(2020, 3))
    ended = EarlierPeriod(left=PartialDay(2020))
    again = member(3, joined=date(2022, 1, 1), earlier_periods=(ended,))
    days = (date(2019, 12, 31), date(2020, 1, 1), date(2020, 3, 30), date(2020, 3, 31), date(2020, 12, 31))
    told = [[one.id[-1] for one in uncertain((joined, left, again), day)] for day in days]
    assert told == [[], ["1", "3"], ["1", "2", "3"], ["1", "3"], []]
    held = officer(since=PartialDay(2020))
    assert list(uncertain([held], FIRST)) == [held]
