"""`hiephoi election` as its users call it, and random histories of offices against a plain model."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from harness import DEEP, Cli
from hiephoi_cli.storage.read import read

RECORD = (
    *("election", "record", "chu-tich", "--on", "2029-11-10", "--term", "2029-2034"),
    *("--event", "Đại hội lần thứ hai", "--elected-by", "Đại hội"),
    *("--elect", "Nguyễn Văn Mẫu@HV-0002=41", "--lose", "Trần Thị Mẫu=9"),
    *("--eligible", "60", "--present", "50", "--cast", "50", "--valid", "50"),
)


@pytest.fixture
def two(cli: Cli) -> Cli:
    """A registry of two members."""
    cli("member", "add", "Công ty TNHH Mẫu")
    return cli


def _officers(cli: Cli, *args: str) -> list[tuple[str, str]]:
    return [(row["person"], row["since"]) for row in cli.rows("officer", "list", *args)]


def test_an_election_closes_the_old_mandate_and_opens_the_new_one(two: Cli) -> None:
    result = two(*RECORD)
    assert (result.status, result.out) == (0, "2029-11-10-chu-tich\n")
    assert _officers(two, "--on", "2029-11-09") == [("Phạm Đoàn Tùng", "2024-11-11")]
    assert _officers(two, "--on", "10/11/2029") == [("Nguyễn Văn Mẫu", "2029-11-10")]
    [old] = [row for row in two.rows("officer", "list", "--all") if row["person"] == "Phạm Đoàn Tùng"]
    assert (old["until"], old["end_reason"]) == ("2029-11-10", "term-ended")
    [new] = two.rows("election", "show", "2029-11-10-chu-tich")
    assert json.loads(new["candidates"]) == [
        {"person": "Nguyễn Văn Mẫu", "member": "HV-0002", "votes": 41, "elected": True},
        {"person": "Trần Thị Mẫu", "votes": 9, "elected": False},
    ]


def test_another_election_for_a_term_that_runs_says_how_a_by_election_is_recorded(two: Cli) -> None:
    first = ("election", "record", "chu-tich", "--on", "2029-11-10", "--term", "2029-2034", "--elect", "Lê An")
    again = ("election", "record", "chu-tich", "--on", "2031-11-10", "--term", "2029-2034", "--elect", "Đỗ Bình")
    assert "--by-election" not in two(*first).err
    assert two(*again).err.startswith("this term has already begun; if this is a by-election"), two(*again)


@pytest.mark.parametrize(
    ("change", "status", "said"),
    [
        ({"chu-tich": "truong-ban"}, 3, "no office 'truong-ban'"),
        ({"Nguyễn Văn Mẫu@HV-0002=41": "Nguyễn Văn Mẫu@HV-0009=41"}, 3, "no member 'HV-0009'"),
        (
            {"Nguyễn Văn Mẫu@HV-0002=41": "Nguyễn Văn Mẫu@HV-0002=51"},
            5,
            "Nguyễn Văn Mẫu: 51 votes, more than valid (50)",
        ),
        ({"Nguyễn Văn Mẫu@HV-0002=41": "Nguyễn Văn Mẫu@HV-0002=nhiều"}, 5, "'nhiều' is not a whole number"),
        ({"Nguyễn Văn Mẫu@HV-0002=41": "@HV-0002"}, 5, "names nobody"),
        ({"--lose": "--elect"}, 5, "2 elected to 'chu-tich', more than seats (1)"),
        ({"Trần Thị Mẫu=9": "Nguyễn Văn Mẫu@HV-0002"}, 5, "'Nguyễn Văn Mẫu' stands twice"),
        ({"2029-11-10": "2024-11-11"}, 4, "already recorded, as 2024-11-11-chu-tich"),
        ({"2029-11-10": "2024-11-10"}, 4, "is too early"),
        ({"--present": "--phone"}, 2, "no option '--phone'"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    two: Cli, change: dict[str, str], status: int, said: str
) -> None:
    before = two.text
    result = two(*(change.get(word, word) for word in RECORD))
    assert result.status == status
    assert said in result.told
    assert result.file == before


def test_an_election_names_somebody(cli: Cli) -> None:
    assert cli("election", "record", "chu-tich", "--on", "2029-11-10").status == 2


def test_little_may_be_known_of_an_election(cli: Cli) -> None:
    assert cli("election", "record", "chủ tịch", "--on", "10/11/2029", "--elect", "Nguyễn Văn Mẫu").status == 0
    [row] = [row for row in cli.rows("election", "list") if row["on"] == "2029-11-10"]
    assert (row["term"], row["eligible"], row["kind"]) == ("", "", "regular")


def test_a_terminal_is_asked_step_by_step_and_what_it_shows_is_written(two: Cli) -> None:
    known = ("--elected-by", "Đại hội", "--valid", "45", "--document", "12/NQ-HH")
    answers = ["x", "2029-11-11", "Đại hội II", "", "", "60", "x", "50", ""]
    ballot = ["Nguyễn Văn Mẫu", "HV-0002", "46", "40", "có lẽ", "y", ""]
    result = two.terminal(
        "election", "record", "chu-tich", *known, answers=[*answers, *ballot, "Hoàng", "y"], TERM="dumb"
    )
    for said in (
        "'x' is not a date",
        "'x' is not a whole number",
        "Nguyễn Văn Mẫu: 46 votes, more than valid (45)",
        "'có lẽ' is neither yes nor no",
        "'Hoàng' is neither yes nor no",
        "added election 2029-11-11-chu-tich: Đại hội II",
    ):
        assert said in result.out
    shown = [line.split(None, 1) for line in result.out.partition("\r\n\r\n")[2].splitlines()]
    assert ["Office", "Chủ tịch"] in shown
    assert ["Document", "12/NQ-HH"] in shown
    assert ["Candidate", "Nguyễn Văn Mẫu · HV-0002 Công ty TNHH Mẫu · votes: 40 · elected"] in shown
    [row] = two.rows("election", "show", "2029-11-11-chu-tich")
    named = ("event", "elected_by", "term", "eligible", "present", "cast", "valid", "document")
    assert [row[name] for name in named] == ["Đại hội II", "Đại hội", "", "60", "50", "", "45", "12/NQ-HH"]


def test_what_was_asked_is_written_only_after_a_yes(cli: Cli) -> None:
    before = cli.text
    ballot = [*[""] * 8, "Lê An", "", "", "y", ""]
    shown = cli.terminal("election", "record", answers=["chu-tich", "2029-11-11", *ballot, "n"]).out
    assert "nothing was changed" in shown
    assert cli.text == before


def test_what_somebody_agreed_to_is_not_written_once_it_would_do_more(cli: Cli) -> None:
    def meanwhile() -> Iterator[str]:
        yield from ["2029-11-11", *[""] * 8]
        cli.path.write_text(cli.text.replace('term = "2024-2029"\nsince', "since"), encoding="utf-8")
        yield "y"

    result = cli.terminal("election", "record", "chu-tich", "--elect", "Lê An", answers=meanwhile())
    assert result.status == 4
    assert "changed the registry meanwhile" in result.out
    assert "Lê An" not in result.file


def test_a_dry_run_asks_and_shows_and_writes_nothing(cli: Cli) -> None:
    before = cli.text
    result = cli.terminal(
        "election", "record", "chu-tich", "--dry-run", "--elect", "Lê An", answers=["2029-11-11", *[""] * 8]
    )
    assert "+on = 2029-11-11" in result.out
    assert "record it?" not in result.out
    assert cli.text == before


def test_nothing_is_asked_where_nothing_is_missing(two: Cli) -> None:
    result = two.terminal(*RECORD)
    assert (result.status, "(y/N)" in result.out) == (0, False)


DAY_ONE, HORIZON = date(2024, 1, 1), 15
PEOPLE = ("Lê An", "Đỗ Bình", "Hà Chi", "Mai Dũng")
days = st.integers(0, HORIZON - 1)
codes = st.sampled_from(["a", "b"])
winners = st.lists(st.sampled_from(PEOPLE), max_size=3, unique=True)


def _on(day: int) -> str:
    return (DAY_ONE + timedelta(day)).isoformat()


@dataclass(eq=False)
class Held:
    """A mandate as the days on which it is held."""

    person: str
    first: int
    days: set[int]
    left_early: bool = False


@dataclass(eq=False)
class Ballot:
    """An election, the mandates that it gave, and the days that it took from others."""

    day: int
    regular: bool
    won: list[Held]
    taken: list[tuple[Held, set[int]]] = field(default_factory=list)


@dataclass
class Calendar:
    """The plain model: an office as sets of days, and what each election did to them."""

    seats: int
    held: list[Held] = field(default_factory=list)
    ballots: dict[str, Ballot] = field(default_factory=dict)

    def holders(self, day: int) -> list[str]:
        """Who is in office on that day."""
        return sorted(one.person for one in self.held if day in one.days)

    def fits(self, more: Sequence[Held] = ()) -> bool:
        """Whether these too have seats, none of them begins a mandate that is there, and nobody is there twice."""
        known = {(one.person, one.first) for one in self.held}
        counts = Counter(day for one in (*self.held, *more) for day in one.days)
        people = Counter((one.person, day) for one in (*self.held, *more) for day in one.days)
        if max(people.values(), default=0) > 1:
            return False
        return not known & {(one.person, one.first) for one in more} and max(counts.values(), default=0) <= self.seats

    def next_won(self, day: int) -> "Ballot | None":
        """The first regular election after a day that somebody won."""
        later = [one for one in self.ballots.values() if one.regular and one.won and one.day > day]
        return min(later, key=lambda one: one.day, default=None)

    def builds_on(self, key: str) -> bool:
        """Whether a mandate of it was left early, or its term was filled up otherwise than by a regular election."""
        ballot = self.ballots[key]
        after = self.next_won(ballot.day)
        last = after.day if after else HORIZON
        own = {id(one) for one in ballot.won}
        filled = [one for one in self.held if id(one) not in own and ballot.day <= one.first < last]
        return bool(ballot.won) and (any(one.left_early for one in ballot.won) or (ballot.regular and bool(filled)))

    def without(self, key: str) -> "Calendar":
        """The office as if that election had not been: whom it ended goes on until the next one."""
        ballot = self.ballots[key]
        after = self.next_won(ballot.day)
        last = after.day if after else HORIZON
        back = {id(one): {day for day in days if day < last} for one, days in ballot.taken}
        held = [Held(one.person, one.first, one.days | back.get(id(one), set())) for one in self.held]
        return Calendar(self.seats, [new for old, new in zip(self.held, held, strict=True) if old not in ballot.won])


class Histories(RuleBasedStateMachine):
    """Random histories of two offices, told to the command line and to calendars."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.offices: dict[str, Calendar] = {}

    def teardown(self) -> None:
        """Leave nothing behind."""
        self.folder.cleanup()

    @initialize(seats=st.tuples(st.integers(1, 3), st.integers(1, 3)))
    def founded(self, seats: tuple[int, int]) -> None:
        """Two offices of one to three seats each."""
        self.offices = {code: Calendar(number) for code, number in zip("ab", seats, strict=True)}
        offices = (
            f'\n[[offices]]\ncode = "{c}"\nname = "{c}{c}"\nseats = {o.seats}\n' for c, o in self.offices.items()
        )
        self.cli = Cli(Path(self.folder.name), 'format = 1\n\n[association]\nname = "Hội"\n' + "".join(offices))

    def tell(self, *args: str, accepted: bool) -> str:
        """Run a command that must be accepted or refused; what is refused changes nothing."""
        before = self.cli.text
        result = self.cli(*args)
        assert (result.status == 0) == accepted, result
        assert accepted or (result.file == before and result.status in {3, 4, 5})
        return result.out.strip()

    def elect(self, code: str, ballot: Ballot, *more: str, accepted: bool) -> None:
        """Record an election; taken back at once it leaves the bytes of before."""
        before, record = self.cli.text, ("election", "record", code, "--on", _on(ballot.day), "--lose", "Vũ Tý", *more)
        elected = [word for one in ballot.won for word in ("--elect", one.person)]
        key = self.tell(*record, *elected, accepted=accepted)
        if accepted:
            after = self.cli.path.read_bytes()
            assert self.cli("election", "remove", key, "--yes").file == before
            self.cli.path.write_bytes(after)
            self.offices[code].held += ballot.won
            self.offices[code].ballots[key] = ballot

    @rule(code=codes, day=days, people=winners, term=st.sampled_from(["2024-2029", "2029-2034"]))
    def regular_election(self, code: str, day: int, people: list[str], term: str) -> None:
        """It fills the office anew, unless somebody began on that day or later."""
        office, won = self.offices[code], [Held(one, day, set(range(day, HORIZON))) for one in people]
        taken = [(one, {lost for lost in one.days if lost >= day}) for one in office.held if people and day in one.days]
        if any(HORIZON - 1 not in days for _one, days in taken):
            return  # an end that was set for later gives way to the election's, and does not come back
        too_early = bool(people) and any(one.first >= day for one in office.held)
        accepted = not too_early and len(people) <= office.seats
        self.elect(code, Ballot(day, True, won, taken), "--term", term, accepted=accepted)
        for one, lost in taken if accepted else ():
            one.days -= lost

    @rule(code=codes, day=days, people=winners)
    def by_election(self, code: str, day: int, people: list[str]) -> None:
        """It adds to those in office, as far as there are seats and the term has not ended."""
        office, won = self.offices[code], [Held(one, day, set(range(day, HORIZON))) for one in people]
        over = any(other.regular and other.won and other.day > day for other in office.ballots.values())
        self.elect(code, Ballot(day, False, won), "--by-election", accepted=not over and office.fits(won))

    @rule(code=codes, day=days, person=st.sampled_from(PEOPLE))
    def appointment(self, code: str, day: int, person: str) -> None:
        """It takes a seat that is free from then on."""
        office, one = self.offices[code], Held(person, day, set(range(day, HORIZON)))
        accepted = office.fits([one])
        self.tell("officer", "appoint", code, person, "--since", _on(day), "--acting", accepted=accepted)
        office.held += [one] if accepted else []

    @rule(code=codes, day=days, person=st.sampled_from(PEOPLE), why=st.sampled_from(["resigned", "relieved", "died"]))
    def end(self, code: str, day: int, person: str, why: str) -> None:
        """It needs one mandate of that person on that day; an election that had ended it does not matter any more."""
        office = self.offices[code]
        found = [one for one in office.held if one.person == person and day in one.days]
        self.tell("officer", "end", code, person, "--on", _on(day), "--reason", why, accepted=len(found) == 1)
        if len(found) == 1:
            found[0].days -= set(range(day, HORIZON))
            found[0].left_early = True
            for ballot in office.ballots.values():
                ballot.taken = [(one, lost) for one, lost in ballot.taken if one is not found[0]]

    @rule(data=st.data())
    def removal(self, data: st.DataObject) -> None:
        """Any election goes on which nothing builds; what it took comes back."""
        known = [(code, key) for code, office in self.offices.items() for key in office.ballots]
        if not known:
            return
        code, key = data.draw(st.sampled_from(known))
        office = self.offices[code]
        accepted = not office.builds_on(key) and office.without(key).fits()
        self.tell("election", "remove", key, "--yes", accepted=accepted)
        if accepted:
            ballot = office.ballots.pop(key)
            after = office.next_won(ballot.day)
            office.held = [one for one in office.held if one not in ballot.won]
            for one, lost in ballot.taken:
                one.days |= {day for day in lost if not after or day < after.day}
                if after and any(day >= after.day for day in lost):
                    after.taken.append((one, {day for day in lost if day >= after.day}))

    @rule(code=codes, day=days)
    def question(self, code: str, day: int) -> None:
        """Who is in office on a day is what the calendar says."""
        rows = self.cli.rows("officer", "list", "--office", code, "--on", _on(day))
        assert sorted(row["person"] for row in rows) == self.offices[code].holders(day)

    @invariant()
    def on_no_day_are_there_more_holders_than_seats_or_others_than_the_model_has(self) -> None:
        """For every day of both offices."""
        officers = read(self.cli.path).officers if self.offices else ()
        for code, office in self.offices.items():
            for day in range(HORIZON):
                found = [one.person for one in officers if one.office == code and one.serving(DAY_ONE + timedelta(day))]
                assert sorted(found) == office.holders(day)
                assert len(found) <= office.seats


TestHistories = Histories.TestCase
TestHistories.settings = settings(stateful_step_count=20, max_examples=50 if DEEP else 3)


def test_a_list_counts_the_candidates_and_names_a_few_winners_unless_somebody_asks_for_all(cli: Cli) -> None:
    code = cli("office", "add", "Ủy viên", "--seats", "4").out.strip()
    four = [f"--elect=Lê Văn {name}" for name in ("Một", "Hai", "Ba", "Bốn")]
    assert cli("election", "record", code, "--on", "2026-01-01", *four).status == 0
    shown = cli("election", "list", "-f", "table", COLUMNS="200").out
    assert "│ Chủ tịch │ 1 candidate, elected: Phạm Đoàn Tùng │" in shown
    assert "│ Ủy viên  │ 4 candidates, 4 elected " in shown
    vietnamese = cli("election", "list", "-f", "table", HIEPHOI_LANG="vi", COLUMNS="200").out
    assert "1 ứng viên, trúng cử: Phạm Đoàn Tùng" in vietnamese
    assert "│ Phạm Đoàn Tùng ✓ " in cli("election", "list", "-f", "table", "-c", "candidates").out


@pytest.mark.parametrize("language", ["en", "vi"])
def test_a_narrow_list_has_the_id_by_which_each_election_is_shown(cli: Cli, language: str) -> None:
    code = cli("office", "add", "Phó Chủ tịch Thường trực Ban Chấp hành").out.strip()
    cli("election", "record", code, "--on", "2026-01-01", "--elect", "Lê Văn Mẫu")
    shown = cli("election", "list", "-f", "table", HIEPHOI_LANG=language).out
    for row in cli.rows("election", "list"):
        assert f"│ {row['id']} " in shown
