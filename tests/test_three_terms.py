"""Three terms through the command line, corrections in the middle included; a table by hand says what held each day."""

import csv
import json
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

import pytest

from harness import Cli, Result, share

START = """\
# Sổ của Hiệp hội Mẫu
format = 1

[association]
name = "Hiệp hội Mẫu"
"""
CHAIR, VICE, SECRETARY, BOARD = "chu-tich", "pho-chu-tich", "tong-thu-ky", "uy-vien"
TITLES = {CHAIR: "Chủ tịch", VICE: "Phó Chủ tịch", SECRETARY: "Tổng Thư ký", BOARD: "Ủy viên"}
MAU, DU, THU, VI, BAY, SAU = (
    *("Nguyễn Văn Mẫu", "Trần Thị Dụ", "Lê Thị Thử"),
    *("Phạm Văn Vĩ", "Vũ Văn Bảy", "Hồ Thị Sáu"),
)
"""Invented people; two are called MAU, of the companies 1 and 2."""
LAST_DAY = "2026-03-01"
WRONG = "2021-07-01-pho-chu-tich"

STORY = (
    ("2014-04-01", "sector add", "Xây lắp"),
    ("2014-04-01", "office add", "Chủ tịch"),
    ("2014-04-01", "office add", "Phó Chủ tịch", "--seats", "2"),
    ("2014-04-01", "office add", "Tổng Thư ký"),
    ("2014-04-01", "office add", "Ủy viên", "--body", "Ban Chấp hành", "--seats", "5"),
    *(
        ("2014-06-01", "member add", f"Công ty {name}", "--sector", "xay-lap", "--representative", person, *joined)
        for name, person, *joined in (
            ("TNHH Mẫu Một", MAU, "--joined", "1/6/2014"),
            ("TNHH Mẫu Hai", MAU, "--joined", "2014"),
            ("Mẫu Ba", DU, "--joined", "2014-06-01"),
            ("Mẫu Bốn", "LÊ THỊ THỬ", "--joined", "05/2014"),
            ("Mẫu Năm", "Phạm Văn Ví", "--joined", "2014-06-01"),
            ("Mẫu Sáu", SAU, "--joined", "2014-06-01", "--position", "Giám đốc"),
        )
    ),
    # the first term; company 5's man is misspelled until 2015
    *(
        ("2014-11-11", "election record", office, "--on", "2014-11-11", "--term", "2014-2019", *elected)
        for office, *elected in (
            (
                *(BOARD, "--elect", f"{MAU}@HV-0001=50", "--elect", f"{MAU}@HV-0002=40", "--elect", f"{DU}@HV-0003=60"),
                *("--elect", "Bà Lê Thị Thử@HV-0004=45", "--elect", "Phạm Văn Ví@HV-0005=41", "--lose", "Lê Mẫu=9"),
            ),
            (CHAIR, "--elect", f"{MAU}@HV-0001"),
            (VICE, "--elect", f"{DU}@HV-0003", "--elect", f"{THU}@HV-0004"),
            (SECRETARY, "--elect", "Phạm Văn Ví@HV-0005"),
        )
    ),
    ("2015-02-01", "officer rename", "pham van vi", VI),
    ("2016-03-01", "member rename", "mau hai", "Công ty CP Mẫu Hai", "--on", "1/3/2016", "--document", "12/GCN"),
    ("2017-01-01", "member represent", "HV-0006", BAY, "--on", "2017-01-01", "--position", "Tổng Giám đốc"),
    ("2018-01-15", "officer end", CHAIR, MAU, "--on", "15/1/2018", "--reason", "từ nhiệm"),
    ("2018-02-01", "officer appoint", CHAIR, THU, "--member", "HV-0004", "--since", "2018-02-01", "--acting"),
    ("2018-06-30", "member leave", "HV-0006", "--on", "30/6/2018", "--reason", "tự nguyện"),
    ("2019-05-01", "officer end", SECRETARY, VI, "--on", "2019-05-01", "--reason", "hết nhiệm kỳ"),
    ("2019-05-01", "office edit", SECRETARY, "--until", "2019-05-01"),
    # the second term, with fewer seats; a wrong name and a wrong day are corrected
    ("2019-11-12", "office seats", BOARD, "4", "--on", "2019-11-12"),
    *(
        ("2019-11-12", "election record", office, "--on", "2019-11-12", "--term", "2019-2024", *elected)
        for office, *elected in (
            (
                *(BOARD, "--elect", f"{MAU}@HV-0002=52", "--elect", "Ngô Văn Lầm@HV-0003=44"),
                *("--elect", f"{THU}@HV-0004=61", "--elect", f"{VI}@HV-0005=40", "--lose", f"{MAU}@HV-0001=4"),
            ),
            (CHAIR, "--elect", "Bà LÊ THỊ THỬ@HV-0004"),
            (VICE, "--elect", f"{DU}@HV-0003", "--elect", f"{MAU}@HV-0002"),
        )
    ),
    ("2019-11-20", "officer edit", BOARD, "ngo van lam", "--person", DU, "--since", "2019-11-12"),
    ("2019-12-01", "election edit", "2019-11-12-chu-tich", "--since", "2019-12-01"),
    ("2020-01-01", "member add", "Cty Mẫu Ba", "--sector", "xay-lap", "--phone", "02253822999"),
    ("2020-02-02", "member merge", "HV-0007", "HV-0003", "--keep", "into", "--yes"),
    ("2020-06-30", "member leave", "HV-0001", "--on", "2020-06-30", "--reason", "giải thể"),
    ("2021-02-01", "member rejoin", "HV-0006", "--on", "Năm 2021"),
    ("2021-07-01", "election record", VICE, "--on", "2021-07-01", "--term", "2019-2024", "--elect", f"{VI}@HV-0005"),
    ("2023-08-01", "member rename", "HV-0002", "Tập đoàn Mẫu Hai", "--on", "07/2023"),
    # the third term; then the election of 2021 turns out never to have been held
    *(
        ("2024-11-11", "election record", office, "--on", "2024-11-11", "--term", "2024-2029", *elected)
        for office, *elected in (
            (
                *(BOARD, "--elect", f"{MAU}@HV-0002", "--elect", f"{THU}@HV-0004"),
                *("--elect", f"{VI}@HV-0005", "--elect", "Ông VŨ VĂN BẢY@HV-0006"),
            ),
            (CHAIR, "--elect", f"{MAU}@HV-0002"),
            (VICE, "--elect", f"{THU}@HV-0004", "--elect", f"{BAY}@HV-0006"),
        )
    ),
    ("2025-01-02", "officer rename", BAY, BAY),
    ("2025-01-02", "election remove", WRONG, "--yes"),
    ("2025-03-01", "member leave", "HV-0003", "--on", "2025", "--reason", "tự nguyện"),
    ("2026-01-10", "officer end", VICE, BAY, "--on", "2026-01-10", "--reason", "qua đời"),
    ("2026-01-10", "officer end", BOARD, BAY, "--on", "2026-01-10", "--reason", "mất"),
    ("2026-02-01", "member represent", "HV-0006", SAU, "--on", "2026-02-01"),
    ("2026-03-01", "election record", VICE, "--by-election", "--on", "2026-03-01", "--elect", f"{VI}@HV-0005"),
)


class State(NamedTuple):
    """What held on a day, written out by hand."""

    members: dict[int, tuple[str, str]]
    """Name and representative by number."""
    officers: dict[str, list[tuple[str, int]]]
    """Person and number of the member by office, in the order of a list."""
    seats: int
    """Of the board."""
    vacant: Mapping[str, str] = MappingProxyType({})
    """Since when, by office."""


def _names(**others: tuple[str, str]) -> dict[int, tuple[str, str]]:
    """The six members of the beginning; others in their place."""
    first = {
        "m1": ("Công ty TNHH Mẫu Một", MAU),
        "m2": ("Công ty TNHH Mẫu Hai", MAU),
        "m3": ("Công ty Mẫu Ba", DU),
        "m4": ("Công ty Mẫu Bốn", "LÊ THỊ THỬ"),
        "m5": ("Công ty Mẫu Năm", VI),
        "m6": ("Công ty Mẫu Sáu", SAU),
    }
    return {int(key[1]): value for key, value in {**first, **others}.items()}


def _only(members: dict[int, tuple[str, str]], *numbers: int) -> dict[int, tuple[str, str]]:
    return {number: members[number] for number in numbers}


JOINT_STOCK = _names(m2=("Công ty CP Mẫu Hai", MAU))
SEVEN = {**JOINT_STOCK, 6: ("Công ty Mẫu Sáu", BAY)}
GROUP = {**SEVEN, 2: ("Tập đoàn Mẫu Hai", MAU)}
FIRST_BOARD = [(DU, 3), (MAU, 1), (MAU, 2), ("Bà Lê Thị Thử", 4), (VI, 5)]
SECOND_BOARD = [(DU, 3), (MAU, 2), (THU, 4), (VI, 5)]
THIRD_BOARD = [(BAY, 6), (MAU, 2), (THU, 4), (VI, 5)]
FIRST_VICES, SECOND_VICES, THIRD_VICES = [(DU, 3), (THU, 4)], [(DU, 3), (MAU, 2)], [(BAY, 6), (THU, 4)]
FIRST = {CHAIR: [(MAU, 1)], VICE: FIRST_VICES, SECRETARY: [(VI, 5)], BOARD: FIRST_BOARD}
ACTING = {**FIRST, CHAIR: [(THU, 4)]}
WAITING = {CHAIR: [(THU, 4)], VICE: SECOND_VICES, BOARD: SECOND_BOARD}
SECOND = {**WAITING, CHAIR: [("Bà LÊ THỊ THỬ", 4)]}
THIRD = {CHAIR: [(MAU, 2)], VICE: THIRD_VICES, BOARD: THIRD_BOARD}
BEREFT = {CHAIR: [(MAU, 2)], VICE: [(THU, 4)], BOARD: THIRD_BOARD[1:]}
DAYS = {
    "2014-04-30": State(_only(_names(), 2), {}, 5),
    "2014-11-10": State(_names(), {}, 5),
    "2014-11-11": State(_names(), FIRST, 5),
    "2016-02-29": State(_names(), FIRST, 5),
    "2016-03-01": State(JOINT_STOCK, FIRST, 5),
    "2017-01-01": State(SEVEN, FIRST, 5),
    "2018-01-15": State(SEVEN, {**FIRST, CHAIR: []}, 5, {CHAIR: "2018-01-15"}),
    "2018-06-30": State(_only(SEVEN, 1, 2, 3, 4, 5), ACTING, 5),
    "2019-05-01": State(_only(SEVEN, 1, 2, 3, 4, 5), {**ACTING, SECRETARY: []}, 5),
    "2019-11-12": State(_only(SEVEN, 1, 2, 3, 4, 5), WAITING, 4),
    "2019-12-01": State(_only(SEVEN, 1, 2, 3, 4, 5), SECOND, 4),
    "2020-06-30": State(_only(SEVEN, 2, 3, 4, 5), SECOND, 4),
    "2021-07-01": State(_only(SEVEN, 2, 3, 4, 5, 6), SECOND, 4),
    "2023-07-01": State(_only(GROUP, 2, 3, 4, 5, 6), SECOND, 4),
    "2024-11-11": State(_only(GROUP, 2, 3, 4, 5, 6), THIRD, 4),
    "2026-01-10": State(_only(GROUP, 2, 4, 5, 6), BEREFT, 4, {VICE: "2026-01-10", BOARD: "2026-01-10"}),
    LAST_DAY: State(
        _only({**GROUP, 6: ("Công ty Mẫu Sáu", SAU)}, 2, 4, 5, 6),
        {**BEREFT, VICE: [(THU, 4), (VI, 5)]},
        4,
        {BOARD: "2026-01-10"},
    ),
}
ACTING_FROM, ACTING_UNTIL = "2018-02-01", "2019-12-01"


class Told(NamedTuple):
    """The registry when all is told, and what came of each step."""

    cli: Cli
    steps: list[Result]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Told]:
    """The story in both languages."""
    return {language: _told(tmp_path_factory.mktemp(language), language) for language in ("en", "vi")}


def _told(folder: Path, language: str) -> Told:
    cli = Cli(folder, START)
    cli.environment |= {"HIEPHOI_LANG": language, "HIEPHOI_TODAY": LAST_DAY}
    steps = []
    for day, command, *args in STORY:
        result = cli(*command.split(), *args, HIEPHOI_TODAY=day)
        assert result.status == 0, result
        steps.append(result)
    return Told(cli, steps)


@pytest.fixture
def story(told: dict[str, Told]) -> Cli:
    return told["en"].cli


def test_the_secretary_s_language_leaves_no_trace_in_the_file(told: dict[str, Told]) -> None:
    assert told["en"].cli.text == told["vi"].cli.text


def test_check_is_silent_in_the_end(told: dict[str, Told]) -> None:
    for cli, _steps in told.values():
        result = cli("check")
        assert (result.status, result.out) == (0, ""), result


@pytest.mark.parametrize("day", share([*DAYS], every=3))
def test_a_list_of_a_day_has_the_names_representatives_holders_and_vacancies_of_that_day(story: Cli, day: str) -> None:
    state = DAYS[day]
    members = story.rows("member", "list", "--on", day)
    assert {int(row["id"][3:]): (row["name"], row["representative"]) for row in members} == state.members
    officers = story.rows("officer", "list", "--on", day)
    assert [(row["office"], row["person"], row["member"]) for row in officers] == _held(state, "HV-000{}".format)
    acting = [row["office"] for row in officers if row["acting"] == "true"]
    assert acting == ([CHAIR] if ACTING_FROM <= day < ACTING_UNTIL else [])
    offices = {row["code"]: row for row in story.rows("office", "list", "--on", day)}
    assert offices[BOARD]["seats"] == str(state.seats)
    for code, row in offices.items():
        assert row["holders"] == "; ".join(person for person, _member in state.officers.get(code, []))
        assert row["vacant_since"] == state.vacant.get(code, "")


def _held(state: State, unit: Callable[[int], str]) -> list[tuple[str, str, str]]:
    """Office, person and unit of all in office, by rank."""
    held = [(code, person, member) for code in TITLES for person, member in state.officers.get(code, [])]
    return [(code, person, unit(member)) for code, person, member in held]


@pytest.mark.parametrize(("number", "day"), share([*enumerate(DAYS)], every=3))
def test_papers_of_a_day_name_whoever_it_was_then(told: dict[str, Told], number: int, day: str) -> None:
    state, language = DAYS[day], ("en", "vi")[number % 2]
    cli = told[language].cli
    name = {**{number: name for number, (name, _person) in DAYS["2014-11-10"].members.items()}}
    name |= {number: name for number, (name, _person) in state.members.items()}
    titles = dict(TITLES)
    if ACTING_FROM <= day < ACTING_UNTIL:
        titles[CHAIR] = {"en": "Acting Chủ tịch", "vi": "Quyền Chủ tịch"}[language]
    wanted = [(titles[code], person, unit) for code, person, unit in _held(state, name.__getitem__)]
    paper = cli("report", "officers", "--on", day).out
    assert [(cells[2], cells[1], cells[3]) for cells in _table(paper)] == wanted
    signs = {"en": ("CHAIRMAN", "ACTING CHAIRMAN"), "vi": ("CHỦ TỊCH", "QUYỀN CHỦ TỊCH")}[language]
    assert ("ACTING" in paper or "QUYỀN" in paper) == (titles[CHAIR] != TITLES[CHAIR])
    assert signs[titles[CHAIR] != TITLES[CHAIR]] in paper
    listed = _table(cli("report", "members", "--on", day).out)
    assert {int(cells[1][3:]): (cells[2], cells[4]) for cells in listed} == state.members


def _table(paper: str) -> list[list[str]]:
    """The numbered rows of a paper in Markdown."""
    rows = [[cell.strip() for cell in line.strip("| ").split(" | ")] for line in paper.splitlines() if "|" in line]
    return [row for row in rows if row[0].isdecimal()]


_SQL = """
    SELECT id,
        coalesce((SELECT name FROM member_former_names WHERE member = id AND until > :day ORDER BY place), name),
        coalesce(
            (SELECT person FROM member_former_representatives WHERE member = id AND until > :day ORDER BY place),
            representative
        )
    FROM members
    WHERE (joined <= :day AND coalesce(left > :day, TRUE))
        OR id IN (SELECT member FROM member_earlier_periods AS one WHERE one.joined <= :day AND one.left > :day)
"""
"""The members on a day, as somebody asks a database for them."""


def test_exports_tell_what_held_on_any_day(story: Cli) -> None:
    database, popolo = story.folder / "r.sqlite", json.loads(story("export", "-f", "popolo").out)
    story("export", "-o", str(database))
    posts = {f"post/{code}": code for code in TITLES}
    with closing(sqlite3.connect(database)) as connection:
        for day, state in DAYS.items():
            rows = connection.execute(_SQL, {"day": day}).fetchall()
            assert {int(key[3:]): (name, person) for key, name, person in rows} == state.members
            exported = csv.DictReader(story("member", "export", "--on", day).out.splitlines())
            everybody = {int(row["id"][3:]): (row["name"], row["representative"]) for row in exported}
            assert everybody | state.members == everybody
            held = [
                (posts[one["post_id"]], one["person_id"].split("/")[1], one["on_behalf_of_id"][-1])
                for one in popolo["memberships"]
                if one.get("post_id") and one["start_date"] <= day <= one.get("end_date", day)
            ]
            wanted = [(code, person.removeprefix("Bà ").casefold(), unit) for code, person, unit in _held(state, str)]
            assert sorted(held) == sorted(wanted)


ODD = {
    "2018-01-15 officer end chu-tich": ["vacant"],
    "2019-05-01 officer end tong-thu-ky": ["vacant"],
    "2019-11-12 office seats uy-vien": ["seats-cut"],
    "2019-11-12 election record uy-vien": ["representative"],
}
"""The steps that bring warnings; later ones mend what is wrong."""


def test_a_step_warns_of_what_is_odd_and_of_nothing_else(told: dict[str, Told]) -> None:
    for _cli, steps in told.values():
        for (day, command, *args), step in zip(STORY, steps, strict=True):
            warnings = [line.rpartition("[")[2] for line in step.err.splitlines() if line.endswith("]")]
            assert warnings == [f"{rule}]" for rule in ODD.get(f"{day} {command} {args[0]}", [])], step


@pytest.mark.parametrize(
    ("rule", "old", "new"),
    [
        ("seats", 'person = "Vũ Văn Bảy"\noffice = "uy-vien"', 'person = "Vũ Văn Bảy"\noffice = "chu-tich"'),
        ("seats", "seats = 5, until = 2019-11-12", "seats = 4, until = 2019-11-12"),
        ("former-order", 'until = "2023-07"', 'until = "2013-07"'),
        ("former-same", 'name = "Tập đoàn Mẫu Hai"', 'name = "Công ty CP Mẫu Hai"'),
        ("periods-overlap", 'joined = "2021"', 'joined = "2017"'),
        ("not-yet-member", 'joined = "2021"', 'joined = "2025"'),
        ("officer-left", '"Phạm Văn Vĩ"\njoined = 2014-06-01', '"Phạm Văn Vĩ"\nleft = "2026"'),
        ("member-dates", 'left = "2025"', 'left = "2013"'),
        ("ended-office", 'until = 2019-05-01\nend_reason = "term-ended"\n', ""),
        ("mandate-dates", "since = 2018-02-01", "since = 2020-02-01"),
        (
            "twice-in-office",
            'person = "Phạm Văn Vĩ"\noffice = "pho-chu-tich"\nmember = "HV-0005"',
            'person = "Bà LÊ THỊ THỬ"\noffice = "pho-chu-tich"\nmember = "HV-0004"',
        ),
        ("stands-twice", '"HV-0001", votes = 4', '"HV-0002", votes = 4'),
        (
            "mandate-without-election",
            '{ person = "Lê Thị Thử", member = "HV-0004", votes',
            '{ person = "Lê Thử", votes',
        ),
        ("representative", 'representative = "LÊ THỊ THỬ"', 'representative = "LÊ THỊ THU"'),
        ("reference", 'member = "HV-0006"', 'member = "HV-0007"'),
        ("overlapping-terms", '"2019-2024"', '"2018-2023"'),
        ("outside-term", "since = 2019-12-01", "since = 2025-12-01"),
        ("end-reason", "until = 2018-01-15\n", ""),
        ("office-dates", "until = 2019-05-01\n\n", 'since = "2020"\nuntil = 2019-05-01\n\n'),
    ],
)
def test_check_finds_what_is_wrong_in_the_history(
    told: dict[str, Told], tmp_path: Path, rule: str, old: str, new: str
) -> None:
    text = told["en"].cli.text
    assert old in text
    found = Cli(tmp_path, text.replace(old, new)).rows("check", "-f", "tsv", HIEPHOI_TODAY=LAST_DAY)
    assert rule in {row["rule"] for row in found}, found


def test_a_vacancy_shows_at_eighty_columns(told: dict[str, Told]) -> None:
    assert "10/01/2026" in told["vi"].cli("office", "list", "-f", "table").out
