"""An association through two terms, told to the command line day by day: who held what, and what may be taken back."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from harness import Cli, Result, share

BOARD = (
    *("Nguyễn Văn An", "Đỗ Thị Ánh", "Bùi Thị Ăn", "Nguyễn Thị Ân", "Nguyễn Văn Ấn"),
    *("Trần Văn Dung", "Trần Tiến Dũng", "Lê Đức Đạt", "Vũ Minh Hòa", "Đào Trọng Khoa"),
    *("Hoàng Văn Long", "Phan Thị Mai", "Ngô Quốc Oai", "Lý Thị Phượng", "Đặng Văn Sơn"),
)
"""Invented people, by given name as Vietnamese people sort."""
NEWCOMERS = ("Mai Văn Tâm", "Cao Thị Uyên")
CHAIR, DEPUTY, RESIGNING, ELECTED_LATER = "Lê Đức Đạt", "Đỗ Thị Ánh", "Vũ Minh Hòa", "Đào Trọng Khoa"
LEAVING = "Đặng Văn Sơn"
SECOND_BOARD = (*(person for person in BOARD if person not in {CHAIR, LEAVING}), *NEWCOMERS)
NEW_CHAIR, NEW_DEPUTIES = DEPUTY, ("Phan Thị Mai", "Cao Thị Uyên")
BOARD_CODE = "uy-vien-ban-chap-hanh"
FIRST, SECOND = ("--term", "2024-2029"), ("--term", "2029-2034")
BY_THE_BOARD = ("--elected-by", "Ban Chấp hành", "--present", "15", "--cast", "15", "--valid", "15")
LANGUAGES = ("en", "vi")


class Step(NamedTuple):
    """What the story did: the file before, and what came of the command line."""

    before: str
    result: Result


class Story(NamedTuple):
    """The registry when all is told, and the steps by name."""

    cli: Cli
    steps: dict[str, Step]


def _seat(person: str) -> str:
    """A person as the command line names one, for the member of the same place in the list."""
    return f"{person}@HV-{(*BOARD, *NEWCOMERS).index(person) + 1:04}"


def _elect(*people: str, votes: int) -> list[str]:
    return [word for person in people for word in ("--elect", f"{_seat(person)}={votes}")]


@pytest.fixture(scope="module", params=share(LANGUAGES, every=2))
def story(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Story:
    cli = Cli(tmp_path_factory.mktemp("story"))
    cli.environment["HIEPHOI_LANG"] = request.param
    steps: dict[str, Step] = {}

    def tell(name: str, day: str, *args: str) -> None:
        before = cli.text
        result = cli(*args, HIEPHOI_TODAY=day)
        assert result.status == 0, result
        steps[name] = Step(before, result)

    _prepared(tell)
    _first_term(tell)
    _second_congress(tell)
    return Story(cli, steps)


def _prepared(tell: Callable[..., None]) -> None:
    """The shipped registry without its chairman, with the offices and members of this story."""
    day = "2024-11-10"
    tell("empty", day, "election", "remove", "2024-11-11-chu-tich", "--yes")
    tell("no member", day, "member", "remove", "HV-0001", "--yes")
    tell("vice-chairs", day, "office", "add", "Phó Chủ tịch", "--seats", "2")
    tell("board", day, "office", "add", "Ủy viên Ban Chấp hành", "--body", "Ban Chấp hành", "--seats", "15")
    for number, person in enumerate((*BOARD, *NEWCOMERS), 1):
        company = f"Công ty Mẫu {number}"
        tell(company, day, "member", "add", company, "--sector", "xay-lap", "--representative", person)


def _first_term(tell: Callable[..., None]) -> None:
    day = "2024-11-11"
    congress = ("--event", "Đại hội lần thứ nhất", "--elected-by", "Đại hội", *FIRST)
    counted = ("--eligible", "70", "--present", "66", "--cast", "66", "--valid", "65", "--method", "secret-ballot")
    record = ("election", "record")
    elected = _elect(*reversed(BOARD), votes=60)
    tell("first board", day, *record, BOARD_CODE, "--on", day, *elected, "--lose", "Tô Văn Tý=9", *congress, *counted)
    tell("chair", day, *record, "chu-tich", "--on", day, *_elect(CHAIR, votes=14), *BY_THE_BOARD, *FIRST)
    vice = _elect(RESIGNING, DEPUTY, votes=13)
    tell("vices", day, *record, "pho-chu-tich", "--on", day, *vice, *BY_THE_BOARD, *FIRST)
    day = "2026-03-01"
    tell("resigned", day, "officer", "end", "pho chu tich", RESIGNING, "--on", day, "--reason", "resigned")
    day = "2026-05-15"
    seat = (*record, "pho-chu-tich", "--by-election", "--on", day)
    tell("by-election", day, *seat, *_elect(ELECTED_LATER, votes=12), *BY_THE_BOARD)
    day = "2026-09-01"
    left = (_seat(LEAVING).partition("@")[2], "--on", day, "--reason", "dissolved")
    tell("company left", day, "member", "leave", *left)
    seat = ("officer", "end", BOARD_CODE, "son", "--on", day, "--reason", "relieved")
    tell("seat given up", "2026-10-01", *seat)
    day = "2027-02-10"
    tell("died", day, "officer", "end", "chu-tich", CHAIR, "--on", day, "--reason", "died")
    tell("died too", day, "officer", "end", BOARD_CODE, CHAIR, "--on", day, "--reason", "died")
    day = "2027-02-20"
    stands_for = ("--member", _seat(DEPUTY).partition("@")[2], *FIRST)
    tell("acting", day, "officer", "appoint", "chu-tich", DEPUTY, "--since", day, "--acting", *stands_for)


def _second_congress(tell: Callable[..., None]) -> None:
    day = "2029-11-12"
    record = ("election", "record")
    congress = ("--event", "Đại hội lần thứ hai", "--elected-by", "Đại hội", *SECOND)
    tell("second board", day, *record, BOARD_CODE, "--on", day, *_elect(*SECOND_BOARD, votes=50), *congress)
    tell("second chair", day, *record, "chu-tich", "--on", day, *_elect(NEW_CHAIR, votes=15), *BY_THE_BOARD, *SECOND)
    vice = _elect(*NEW_DEPUTIES, votes=11)
    tell("second vices", day, *record, "pho-chu-tich", "--on", day, *vice, *BY_THE_BOARD, *SECOND)


def _without(*gone: str) -> tuple[str, ...]:
    return tuple(person for person in BOARD if person not in gone)


DAYS = {
    "2024-11-10": (),
    "2024-11-11": (CHAIR, DEPUTY, RESIGNING, *BOARD),
    "2026-02-28": (CHAIR, DEPUTY, RESIGNING, *BOARD),
    "2026-03-01": (CHAIR, DEPUTY, *BOARD),
    "2026-05-15": (CHAIR, DEPUTY, ELECTED_LATER, *BOARD),
    "2026-10-01": (CHAIR, DEPUTY, ELECTED_LATER, *_without(LEAVING)),
    "2027-02-10": (DEPUTY, ELECTED_LATER, *_without(LEAVING, CHAIR)),
    "2027-02-20": (DEPUTY, DEPUTY, ELECTED_LATER, *_without(LEAVING, CHAIR)),
    "2029-11-11": (DEPUTY, DEPUTY, ELECTED_LATER, *_without(LEAVING, CHAIR)),
    "2029-11-12": (NEW_CHAIR, *NEW_DEPUTIES, *SECOND_BOARD),
}
"""Who is in office on a day: the chair, the vice-chairs, the board, each by given name."""


@pytest.mark.parametrize("day", share([*DAYS], every=3))
def test_a_list_of_a_day_has_those_in_office_by_rank_and_name(story: Story, day: str) -> None:
    rows = story.cli.rows("officer", "list", "--on", day)
    assert tuple(row["person"] for row in rows) == DAYS[day]
    assert [row["office"] for row in rows] == sorted(
        (row["office"] for row in rows), key=["chu-tich", "pho-chu-tich", BOARD_CODE].index
    )
    assert story.cli.rows("officer", "list", HIEPHOI_TODAY=day) == rows


@pytest.mark.parametrize(
    ("step", "said"),
    [
        ("first board", []),
        ("chair", []),
        ("vices", []),
        ("resigned", []),
        ("by-election", []),
        ("company left", ["officer-left"]),
        ("seat given up", []),
        ("died", ["vacant"]),
        ("died too", []),
        ("acting", []),
        ("second board", []),
        ("second chair", []),
        ("second vices", []),
    ],
)
def test_a_step_says_what_is_odd_about_it_and_nothing_else(story: Story, step: str, said: list[str]) -> None:
    warnings = [line for line in story.steps[step].result.err.splitlines() if line.endswith("]")]
    assert [line.rpartition("[")[2].rstrip("]") for line in warnings] == said


@pytest.mark.parametrize(
    ("after", "day", "expected"),
    [
        ("vices", "2024-11-11", []),
        ("resigned", "2026-03-01", []),
        ("by-election", "2026-05-15", []),
        ("company left", "2026-08-31", []),
        ("company left", "2026-09-01", ["officer-left"]),
        ("seat given up", "2026-10-01", []),
        ("died too", "2027-02-10", ["vacant"]),
        ("acting", "2027-02-20", []),
        ("acting", "2029-12-31", []),
        ("acting", "2030-01-01", ["overdue"] * 16),
        ("second vices", "2029-11-12", []),
        ("second vices", "2030-01-01", []),
    ],
)
def test_check_is_silent_save_for_the_warnings_that_the_story_calls_for(
    story: Story, tmp_path: Path, after: str, day: str, expected: list[str]
) -> None:
    cli = Cli(tmp_path, story.steps[after].result.file)
    found = cli.rows("check", "--format", "tsv", HIEPHOI_TODAY=day)
    assert [(row["severity"], row["rule"]) for row in found] == [("warning", rule) for rule in expected]


def test_a_company_that_left_is_out_and_its_officer_is_named_until_the_mandate_ends(story: Story) -> None:
    said = story.steps["company left"].result.err
    assert f"{LEAVING} " in said
    assert "HV-0015" in said
    assert len(story.cli.rows("member", "list", HIEPHOI_TODAY="2026-09-01")) == 16


def test_a_by_election_takes_over_the_running_term_and_ends_with_it(story: Story) -> None:
    [held] = [row for row in story.cli.rows("officer", "show", ELECTED_LATER) if row["office"] == "pho-chu-tich"]
    assert (held["term"], held["since"], held["until"]) == ("2024-2029", "2026-05-15", "2029-11-12")
    assert (held["end_reason"], held["election"]) == ("term-ended", "2026-05-15-pho-chu-tich")
    [election] = [row for row in story.cli.rows("election", "list") if row["id"] == held["election"]]
    assert (election["kind"], election["term"]) == ("by-election", "2024-2029")


def test_a_history_says_who_until_when_why_and_by_which_election(story: Story) -> None:
    rows = story.cli.rows("officer", "list", "--office", "chu-tich", "--all")
    told = [tuple(row[key] for key in ("person", "since", "until", "end_reason", "election", "acting")) for row in rows]
    assert told == [
        (DEPUTY, "2027-02-20", "2029-11-12", "term-ended", "", "true"),
        (NEW_CHAIR, "2029-11-12", "", "", "2029-11-12-chu-tich", "false"),
        (CHAIR, "2024-11-11", "2027-02-10", "died", "2024-11-11-chu-tich", "false"),
    ]
    reasons = {row["person"]: row["end_reason"] for row in story.cli.rows("officer", "list", "--term", "2024-2029")}
    assert reasons[RESIGNING] == "term-ended"  # of the board, which comes last
    assert reasons[LEAVING] == "relieved"


def test_elections_go_one_by_one_the_last_first_and_leave_the_bytes_of_before(story: Story, tmp_path: Path) -> None:
    cli = Cli(tmp_path, story.cli.text)
    for step in ("second vices", "second chair", "second board"):
        key = story.steps[step].result.out.strip()
        result = cli("election", "remove", key, "--yes", HIEPHOI_TODAY="2029-11-12")
        assert (result.status, result.file) == (0, story.steps[step].before)


@pytest.mark.parametrize(
    ("step", "key"), [("by-election", "2026-05-15-pho-chu-tich"), ("vices", "2024-11-11-pho-chu-tich")]
)
def test_an_election_of_the_first_term_leaves_the_bytes_of_before_too(
    story: Story, tmp_path: Path, step: str, key: str
) -> None:
    cli = Cli(tmp_path, story.steps[step].result.file)
    assert cli("election", "remove", key, "--yes").file == story.steps[step].before


@pytest.mark.parametrize(
    ("key", "builds_on"),
    [
        (f"2024-11-11-{BOARD_CODE}", f"HV-0015 · {BOARD_CODE}"),
        ("2024-11-11-chu-tich", "chu-tich · 2027-02-20"),
        ("2024-11-11-pho-chu-tich", "2026-05-15-pho-chu-tich"),
    ],
)
def test_an_election_whose_term_went_on_otherwise_goes_only_with_what_followed(
    story: Story, tmp_path: Path, key: str, builds_on: str
) -> None:
    cli = Cli(tmp_path, story.cli.text)
    result = cli("election", "remove", key, "--yes")
    assert (result.status, result.file) == (4, story.cli.text)
    assert f"'{key}'" in result.err
    assert builds_on in result.told
    hint = f"hiephoi election remove {key} --following"
    assert f"hint: {hint}" in result.err or f"gợi ý: {hint}" in result.err
    assert cli(*hint.split()[1:], "--yes").status == 0
    assert cli.rows("officer", "list", "--on", "2027-03-01", "--office", key[11:]) == []
    assert [row for row in cli.rows("officer", "list") if row["election"] == key] == []
    assert cli("check", HIEPHOI_TODAY="2029-11-12").out == ""


def test_a_by_election_in_the_middle_goes_by_itself(story: Story, tmp_path: Path) -> None:
    cli = Cli(tmp_path, story.cli.text)
    assert cli("election", "remove", "2026-05-15-pho-chu-tich", "--yes").status == 0
    held = cli.rows("officer", "list", "--on", "2026-05-15", "--office", "pho-chu-tich")
    assert [row["person"] for row in held] == [DEPUTY]


@pytest.mark.parametrize(
    ("language", "said"), [("en", "nobody holds 'Chủ tịch'"), ("vi", "chức vụ Chủ tịch khuyết từ 10/02/2027")]
)
def test_the_end_of_the_last_holder_says_that_the_office_is_vacant(
    story: Story, tmp_path: Path, language: str, said: str
) -> None:
    cli = Cli(tmp_path, story.steps["died"].before)
    end = ("officer", "end", "chu-tich", CHAIR, "--on", "2027-02-10", "--reason", "died")
    result = cli(*end, HIEPHOI_TODAY="2027-02-10", HIEPHOI_LANG=language)
    assert said in result.err
    assert ("nobody" in result.err) == (language == "en")
    assert result.file == story.steps["died"].result.file
