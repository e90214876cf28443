"""`hiephoi officer` as its users call it."""

import shlex
from pathlib import Path

import pytest

from harness import Cli

BOARD = "ban-chap-hanh"
REGISTRY = """\
format = 1

[association]
name = "Hiệp hội Mẫu"

[[sectors]]
code = "xay-lap"
name = "Xây lắp"

[[offices]]
code = "chu-tich"
name = "Chủ tịch"
body = "Ban Thường vụ"

[[offices]]
code = "pho-chu-tich"
name = "Phó Chủ tịch"
body = "Ban Thường vụ"
seats = 2

[[offices]]
code = "ban-chap-hanh"
name = "Ủy viên Ban Chấp hành"
body = "Ban Chấp hành"
seats = 3

[[members]]
id = "HV-0001"
name = "Công ty Cổ phần Gương Mẫu"
sectors = ["xay-lap"]

[[members]]
id = "HV-0002"
name = "Công ty TNHH Liên Kết"
sectors = ["xay-lap"]
membership = "associate"
"""
ELECTIONS = (
    ("ban-chap-hanh", "2019-11-11", "2019-2024", "Hoàng Văn Sơn"),
    ("chu-tich", "2019-11-11", "2019-2024", "Hoàng Văn Sơn"),
    ("ban-chap-hanh", "2024-11-11", "2024-2029", "Nguyễn Văn Ấn", "Đỗ Thị Ánh", "Nguyễn Văn An"),
    ("chu-tich", "2024-11-11", "2024-2029", "Đỗ Thị Ánh"),
    ("pho-chu-tich", "2024-11-11", "2024-2029", "Nguyễn Văn Ấn", "Lê An"),
)
END = ("officer", "end", "pho-chu-tich", "lê an", "--on", "2026-03-01", "--reason", "resigned")


@pytest.fixture(scope="module")
def elected(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A registry of three offices, of which two were held in two terms."""
    cli = Cli(tmp_path_factory.mktemp("elected"), REGISTRY)
    for office, on, term, *people in ELECTIONS:
        elected = [word for person in people for word in ("--elect", person)]
        assert cli("election", "record", office, "--on", on, "--term", term, *elected).status == 0
    return cli.text


@pytest.fixture
def cli(tmp_path: Path, elected: str) -> Cli:
    """A folder with that registry."""
    return Cli(tmp_path, elected)


def officers(cli: Cli, *args: str) -> list[tuple[str, str]]:
    return [(row["office"], row["person"]) for row in cli.rows("officer", "list", *args)]


def warned(text: str) -> list[str]:
    """The rules of the warnings that a command told."""
    return [line.rpartition("[")[2].rstrip("]") for line in text.splitlines() if line.startswith("warning: ")]


NOW = [
    ("chu-tich", "Đỗ Thị Ánh"),
    ("pho-chu-tich", "Lê An"),
    ("pho-chu-tich", "Nguyễn Văn Ấn"),
    (BOARD, "Nguyễn Văn An"),
    (BOARD, "Đỗ Thị Ánh"),
    (BOARD, "Nguyễn Văn Ấn"),
]
BEFORE = [("chu-tich", "Hoàng Văn Sơn"), (BOARD, "Hoàng Văn Sơn")]


@pytest.mark.parametrize(
    ("args", "expected"),
    [
        ((), NOW),
        (("--on", "2024-11-11"), NOW),
        (("--on", "11/11/2024"), NOW),
        (("--on", "2024-11-10"), BEFORE),
        (("--on", "2019-11-10"), []),
        (("--all",), [NOW[0], BEFORE[0], *NOW[1:], BEFORE[1]]),
        (("--between", "2024-11-10", "2024-11-10"), BEFORE),
        (("--between", "2024-11-11", "2025-01-01"), NOW),
        (("--between", "2019-01-01", "2019-11-10"), []),
        (("--office", "pho chu tich"), NOW[1:3]),
        (("--office", "chu-tich", "--on", "2020-01-01"), BEFORE[:1]),
        (("--office", "chu-tich", "--all"), [NOW[0], BEFORE[0]]),
        (("--body", "thuong vu"), NOW[:3]),
        (("--body", "Ban Chấp hành", "--on", "2020-01-01"), BEFORE[1:]),
        (("--term", "2019-2024"), BEFORE),
        (("--term", "2024-2029", "--body", "chap hanh"), NOW[3:]),
        (("--term", "2019-2024", "--on", "2024-11-11"), []),
        (("--term", "2029-2034"), []),
    ],
)
def test_a_list_has_those_who_are_asked_for_by_rank_and_name(
    cli: Cli, args: tuple[str, ...], expected: list[tuple[str, str]]
) -> None:
    assert officers(cli, *args) == expected


@pytest.mark.parametrize(
    ("args", "status", "said"),
    [
        (("--on", "31/02/2025"), 5, "--on"),
        (("--between", "2024-01-01", "nie"), 5, "--between"),
        (("--between", "2024-01-01"), 2, "--between"),
        (("--office", "thu-quy"), 3, "no office 'thu-quy'"),
        (("--body", "Ban Kiểm tra"), 3, "no body 'Ban Kiểm tra'"),
        (("--office", "tich"), 4, "matches 2 records"),
    ],
)
def test_a_question_that_makes_no_sense_is_refused(cli: Cli, args: tuple[str, ...], status: int, said: str) -> None:
    result = cli("officer", "list", *args)
    assert (result.status, result.out) == (status, "")
    assert said in result.err


def test_a_person_is_shown_with_everything_held_the_first_first(cli: Cli) -> None:
    rows = cli.rows("officer", "show", "hoang son")
    assert [(row["office"], row["since"], row["until"], row["end_reason"]) for row in rows] == [
        (BOARD, "2019-11-11", "2024-11-11", "term-ended"),
        ("chu-tich", "2019-11-11", "2024-11-11", "term-ended"),
    ]
    assert {row["election"] for row in rows} == {f"2019-11-11-{BOARD}", "2019-11-11-chu-tich"}


@pytest.mark.parametrize(
    ("language", "titles"),
    [
        ("en", ["Office", "Since", "Until", "Why it ended", "Term"]),
        ("vi", ["Chức vụ", "Giữ từ ngày", "Thôi từ ngày", "Lý do thôi", "Nhiệm kỳ"]),
    ],
)
def test_a_narrow_screen_has_room_for_all_about_what_a_person_held(cli: Cli, language: str, titles: list[str]) -> None:
    code = cli("office", "add", "Phó Chủ tịch Thường trực").out.strip()
    who = ("Nguyễn Thị Thi Mẫu", "--member", "HV-0002", "--term", "2024-2029")
    cli("officer", "appoint", code, *who, "--since", "2024-11-11")
    cli("officer", "end", code, "thi mau", "--on", "2026-03-01", "--reason", "resigned")
    title, _line, header, *_rows = cli(
        "officer", "show", "thi mau", "-f", "table", HIEPHOI_LANG=language
    ).out.splitlines()
    assert title == "Nguyễn Thị Thi Mẫu · Công ty TNHH Liên Kết"
    assert [text.strip() for text in header.strip("│").split("│")] == titles


def test_whoever_is_in_office_on_a_day_is_listed_with_the_member_on_a_narrow_screen(cli: Cli) -> None:
    code = cli("office", "add", "Phó Chủ tịch Thường trực").out.strip()
    cli("officer", "appoint", code, "Nguyễn Thị Thi Mẫu", "--member", "HV-0002", "--since", "2025-01-01")
    cli("officer", "end", code, "thi mau", "--on", "2026-03-01", "--reason", "resigned")
    header = cli("officer", "list", "--on", "2026-02-28", "-f", "table").out.splitlines()[1]
    assert header.split()[1::2] == ["Person", "Office", "Since", "Member"]


def test_people_who_share_words_of_a_name_are_shown_together(cli: Cli) -> None:
    assert {row["person"] for row in cli.rows("officer", "show", "an")} == {
        *("Lê An", "Nguyễn Văn An", "Nguyễn Văn Ấn", "Đỗ Thị Ánh"),
    }


def test_a_name_with_its_accents_is_that_name_only(cli: Cli) -> None:
    assert {row["person"] for row in cli.rows("officer", "show", "nguyễn văn ấn")} == {"Nguyễn Văn Ấn"}


def test_a_period_that_ends_before_it_begins_is_refused(cli: Cli) -> None:
    result = cli("officer", "list", "--between", "2025-01-01", "2024-11-11")
    assert (result.status, result.out) == (2, "")
    assert "--between 2024-11-11 2025-01-01" in result.err
    assert cli("officer", "list", "--on", "2025-01-01", "--between", "2024-11-11", "2025-01-01").status == 2


def test_a_mandate_ends_when_its_company_leaves_and_the_hint_corrects_one_that_did_not(cli: Cli) -> None:
    member = cli("member", "add", "Công ty Rời Đi", "--sector", "xay-lap").out.strip()
    cli("officer", "end", "chu-tich", "ánh", "--on", "2026-01-01", "--reason", "died")
    cli("officer", "appoint", "chu-tich", "Vũ Dung", "--member", member, "--since", "2026-01-02")
    cli("member", "leave", member, "--on", "2026-03-01", "--reason", "resigned")
    assert "[officer-left]" in cli("check").out
    cli("officer", "end", "chu-tich", "vu dung", "--on", "2026-04-01", "--reason", "resigned")
    [late] = [row for row in cli.rows("check", "-f", "tsv") if row["rule"] == "officer-left"]
    assert late["message"] == f"'{member}' left on 2026-03-01, but Vũ Dung held 'chu-tich' beyond that day"
    cli(*shlex.split(late["hint"])[1:])
    assert "officer-left" not in cli("check", "-f", "tsv").out


def test_somebody_who_held_nothing_is_not_found(cli: Cli) -> None:
    result = cli("officer", "show", "Trần Thị Không")
    assert (result.status, result.out) == (3, "")
    assert "nobody named 'Trần Thị Không' held an office" in result.err
    assert "hint: hiephoi officer list --all" in result.err


def test_what_is_recorded_says_who_holds_which_office_and_whether_as_acting(cli: Cli) -> None:
    cli(*END)
    made = cli("officer", "appoint", "pho-chu-tich", "Lê Mẫu", "--since", "2026-11-01", "--acting", HIEPHOI_LANG="vi")
    assert made.status == 0
    assert "đã ghi: Lê Mẫu giữ chức vụ Quyền Phó Chủ tịch từ 01/11/2026\n" in made.err


def test_a_mandate_ends_on_the_first_day_out_of_office(cli: Cli) -> None:
    result = cli(*END)
    assert (result.status, result.out) == (0, "Lê An · pho-chu-tich · 2024-11-11\n")
    assert (
        result.err
        == "changed: Lê An as Phó Chủ tịch from 2024-11-11 (Until: ∅ → 2026-03-01; Why it ended: ∅ → resigned)\n"
    )
    vice = ("--office", "pho-chu-tich")
    assert officers(cli, *vice, "--on", "2026-02-28") == NOW[1:3]
    assert officers(cli, *vice, "--on", "2026-03-01") == NOW[2:3]
    [row] = cli.rows("officer", "show", "Lê An")
    assert (row["until"], row["end_reason"], row["member"]) == ("2026-03-01", "resigned", "")


def test_an_end_that_leaves_nobody_says_that_the_office_is_vacant(cli: Cli) -> None:
    assert warned(cli(*END).err) == []
    last = cli("officer", "end", "pho-chu-tich", "Nguyễn Văn Ấn", "--on", "2026-04-01", "--reason", "died")
    assert last.status == 0
    assert "warning: nobody holds 'Phó Chủ tịch' from 2026-04-01 on  [vacant]" in last.err
    other = cli("officer", "end", "chu-tich", "ánh", "--on", "2026-04-01", "--reason", "removed")
    assert warned(other.err) == ["vacant"]
    assert "Phó" not in other.err


@pytest.mark.parametrize("language", ["en", "vi"])
def test_an_end_to_come_leaves_the_office_held_until_then(cli: Cli, language: str) -> None:
    end = ("officer", "end", "chu-tich", "anh", "--on", "2027-01-01", "--reason", "relieved")
    assert "[vacant]" in cli(*end, HIEPHOI_LANG=language).err
    assert officers(cli, "--office", "chu-tich", "--on", "2026-12-31") == NOW[:1]
    assert officers(cli, "--office", "chu-tich", "--on", "2027-01-01") == []
    assert officers(cli, "--office", "chu-tich") == NOW[:1]


@pytest.mark.parametrize(
    ("change", "status", "said"),
    [
        ({"lê an": "Trần Thị Không"}, 3, "nobody named 'Trần Thị Không'"),
        ({"lê an": "Hoàng Văn Sơn"}, 3, "nobody named 'Hoàng Văn Sơn'"),
        ({"lê an": "a"}, 4, "'a' matches 2 records"),
        ({"pho-chu-tich": "thu-quy"}, 3, "no office 'thu-quy'"),
        ({"pho-chu-tich": "tich"}, 4, "'tich' matches 2 records"),
        ({"2026-03-01": "2024-11-10"}, 3, "nobody named 'lê an'"),
        ({"2026-03-01": "01.13.2026"}, 5, "--on"),
        ({"resigned": "tired"}, 5, "'tired' is not one of"),
        ({"--reason": "--why"}, 2, "'--why'"),
    ],
)
def test_an_end_that_cannot_be_is_refused_and_nothing_is_written(
    cli: Cli, change: dict[str, str], status: int, said: str
) -> None:
    before = cli.text
    result = cli(*(change.get(word, word) for word in END))
    assert (result.status, result.out, result.file) == (status, "", before)
    assert said in result.err


def test_of_two_with_one_name_the_member_tells_which(cli: Cli) -> None:
    cli(*END)
    cli("officer", "appoint", "pho-chu-tich", "Nguyễn Văn Ấn", "--since", "2026-05-01", "--member", "HV-0001")
    end = ("officer", "end", "pho-chu-tich")
    when = ("--on", "2026-06-01", "--reason", "resigned")
    doubtful = cli(*end, "Nguyễn Văn Ấn", *when)
    assert doubtful.status == 4
    assert doubtful.err.splitlines()[-2:] == ['  "Nguyễn Văn Ấn@"', '  "Nguyễn Văn Ấn@HV-0001"']
    key = "Nguyễn Văn Ấn · HV-0001 · pho-chu-tich · 2026-05-01"
    assert cli(*end, "Nguyễn Văn Ấn@HV-0001", *when).out == f"{key}\n"
    assert [row["until"] for row in cli.rows("officer", "show", "Nguyễn Văn Ấn") if row["member"]] == ["2026-06-01"]


def test_an_officer_without_a_member_who_represents_one_is_noted(cli: Cli) -> None:
    cli("office", "add", "Cố vấn")
    cli("member", "edit", "HV-0001", "--representative", "Phạm Đoàn Tùng")
    appoint = ("officer", "appoint", "co-van", "--since", "2026-11-02")
    note = "HV-0001 is represented by Phạm Đoàn Tùng; if that is the same person"
    assert f"{note}, write 'Phạm Đoàn Tùng@HV-0001'" in cli(*appoint, "PHẠM ĐOÀN TÙNG", "--dry-run").err
    assert f"{note}: `hiephoi undo`, then again" in cli(*appoint, "Phạm Đoàn Tùng").err
    cli("undo", "--yes")
    assert note not in cli(*appoint, "Phạm Đoàn Tùng@HV-0001").err


def test_an_acting_one_is_appointed_without_a_ballot_and_gives_way_to_an_election(cli: Cli) -> None:
    cli("officer", "end", "chu-tich", "ánh", "--on", "2026-04-01", "--reason", "died")
    appoint = ("officer", "appoint", "chu-tich", " Lê  An", "--since", "15/4/2026", "--member", "guong mau", "--acting")
    result = cli(*appoint, "--note", "theo nghị quyết")
    assert (result.status, result.out) == (0, "Lê An · HV-0001 · chu-tich · 2026-04-15\n")
    assert warned(result.err) == []
    [acting] = cli.rows("officer", "list", "--office", "chu-tich")
    assert (acting["acting"], acting["member"], acting["election"], acting["term"]) == ("true", "HV-0001", "", "")
    elect = ("election", "record", "chu-tich", "--on", "2026-08-01", "--elect", "Nguyễn Văn An", "--term", "2024-2029")
    assert cli(*elect).status == 0
    [ended] = [row for row in cli.rows("officer", "show", "Lê An") if row["acting"] == "true"]
    assert ended["until"] == "2026-08-01"
    assert officers(cli, "--office", "chu-tich") == [("chu-tich", "Nguyễn Văn An")]


@pytest.mark.parametrize(
    ("args", "status", "said"),
    [
        (
            ("chu-tich", "Lê An", "--since", "2026-01-01"),
            5,
            "'chu-tich' has 2 holders on 2026-01-01, more than seats (1)",
        ),
        (("thu-quy", "Lê An", "--since", "2026-01-01"), 3, "no office 'thu-quy'"),
        ((BOARD, "Lê An", "--since", "2026-01-01", "--member", "HV-0009"), 3, "no member 'HV-0009'"),
        ((BOARD, "Lê An", "--since", "2026-01-01", "--member", "cong ty"), 4, "'cong ty' matches 2 records"),
        ((BOARD, " ", "--since", "2026-01-01"), 5, "PERSON"),
        ((BOARD, "Lê An", "--since", "ngày nào đó"), 5, "'ngày nào đó'"),
        ((BOARD, "Lê An"), 2, "--since"),
    ],
)
def test_an_appointment_that_cannot_be_is_refused_and_nothing_is_written(
    cli: Cli, args: tuple[str, ...], status: int, said: str
) -> None:
    before = cli.text
    result = cli("officer", "appoint", *args)
    assert (result.status, result.out, result.file) == (status, "", before)
    assert said in result.told


APPOINT = ("officer", "appoint", "chu-tich", "Lê An", "--since", "2026-04-01", "--member", "HV-0002", "--acting")


def test_a_warning_is_reported_once_with_its_rule_and_then_no_more(cli: Cli) -> None:
    cli("officer", "end", "chu-tich", "ánh", "--on", "2026-04-01", "--reason", "died")
    result = cli(*APPOINT)
    assert (result.status, warned(result.err)) == (0, ["no-vote"])
    assert "'HV-0002' is associate and may not stand" in result.err
    assert warned(cli(*END).err) == []
    assert [row["rule"] for row in cli.rows("check", "-f", "tsv")] == ["no-vote"]


def test_a_warning_is_in_the_language_of_the_reader(cli: Cli) -> None:
    cli("officer", "end", "chu-tich", "ánh", "--on", "2026-04-01", "--reason", "died")
    said = cli(*APPOINT, HIEPHOI_LANG="vi").err
    assert "cảnh báo: " in said
    assert "[no-vote]" in said
    assert "liên kết" in said


def test_strict_refuses_what_a_rule_warns_of(cli: Cli) -> None:
    before = cli("officer", "end", "chu-tich", "ánh", "--on", "2026-04-01", "--reason", "died").file
    result = cli(*APPOINT, "--strict")
    assert (result.status, result.out, result.file) == (5, "", before)
    assert "'HV-0002' is associate and may not stand" in result.told
    assert cli(*APPOINT, "--strict", "--dry-run").status == 5
    assert cli(*(word.replace("HV-0002", "HV-0001") for word in APPOINT), "--strict").status == 0


def test_strict_minds_only_what_the_change_brings(cli: Cli) -> None:
    cli("officer", "end", "chu-tich", "ánh", "--on", "2026-04-01", "--reason", "died")
    cli(*APPOINT)
    assert cli(*END, "--strict").status == 0
    last = ("officer", "end", "pho-chu-tich", "ấn", "--on", "2026-04-01", "--reason", "resigned", "--strict")
    result = cli(*last)
    assert (result.status, "nobody holds 'Phó Chủ tịch'" in result.err) == (5, True)


def test_a_dry_run_shows_what_an_end_would_change_and_warns(cli: Cli) -> None:
    before = cli.text
    result = cli("officer", "end", "chu-tich", "ánh", "--on", "2026-04-01", "--reason", "died", "--dry-run")
    assert (result.status, result.file) == (0, before)
    assert [line for line in result.out.splitlines() if line[:1] in "+-" and line[:3] not in {"+++", "---"}] == [
        "+until = 2026-04-01",
        '+end_reason = "died"',
    ]
    assert warned(result.err) == ["vacant"]


def test_a_mandate_is_corrected_and_removed_by_office_and_person(cli: Cli) -> None:
    key = "Lê An · pho-chu-tich · 2024-11-11"
    assert cli("officer", "edit", "pho-chu-tich", "Ông LÊ AN", "--note", "x").out == f"{key}\n"
    assert 'note = "x"' in cli.text
    assert cli("officer", "remove", "pho-chu-tich", "lê an", "--yes").out == f"{key}\n"
    assert cli("officer", "edit", "pho-chu-tich", "lê an", "--note", "x").status == 3


def test_two_mandates_of_one_person_office_and_day_are_refused(cli: Cli) -> None:
    result = cli("officer", "edit", "ban-chap-hanh", "sơn", "--office", "chủ tịch")
    assert (result.status, result.err.partition("\n")[0]) == (
        4,
        "error: mandate 'Hoàng Văn Sơn · chu-tich · 2019-11-11' already exists",
    )


def test_a_person_is_named_with_the_member_and_a_name_has_no_at(cli: Cli) -> None:
    cli("office", "edit", BOARD, "--seats", "5")
    appointed = cli("officer", "appoint", BOARD, "Lê Mẫu@Gương Mẫu", "--since", "2025-01-01")
    assert appointed.out == f"Lê Mẫu · HV-0001 · {BOARD} · 2025-01-01\n"
    twice = ("officer", "appoint", BOARD, "Lê Mẫu@HV-0001", "--member", "HV-0002", "--since", "2025-01-01")
    assert (cli(*twice).status, cli(*twice).file) == (2, appointed.file)
    for wrong in (
        ("officer", "rename", "Lê Mẫu", "Lê Mẫu@HV-0002"),
        ("officer", "edit", BOARD, "Lê Mẫu", "--person", "Lê Mẫu@HV-0002"),
        ("member", "represent", "HV-0001", "Lê Mẫu@HV-0002", "--on", "2025-01-01"),
        ("officer", "appoint", BOARD, "Lê Mẫu=4", "--since", "2025-02-01"),
    ):
        refused = cli(*wrong)
        assert (refused.status, refused.file) == (5, appointed.file), refused
        sign = "=" if "=4" in str(wrong) else "@"
        assert f"a person's name has no {sign}\nhint: write the name alone\n" in refused.err


def test_two_of_one_name_are_told_apart_in_a_history_and_among_holders(cli: Cli) -> None:
    cli("office", "edit", BOARD, "--seats", "5")
    for member in ("HV-0001", "HV-0002"):
        cli("officer", "appoint", BOARD, f"Lê Mẫu@{member}", "--since", "2025-01-01")
    history = cli("officer", "list", "--all", "-f", "table").out
    assert "Lê Mẫu (HV-0001)" in history
    assert "Lê Mẫu (HV-0002)" in history
    assert "Lê Mẫu (HV-0001), Lê Mẫu (HV-0002)" in cli("office", "show", BOARD, "-f", "markdown").out
    assert {row["person"] for row in cli.rows("officer", "list", "--all", "--office", BOARD)} >= {"Lê Mẫu"}


def test_commands_of_officers_write_out_the_mandates(cli: Cli) -> None:
    cli("election", "record", "chu-tich", "--on", "2025-01-01", "--elect", "Lê Mẫu@HV-0001")
    assert cli("officer", "edit", "chu-tich", "Lê Mẫu", "--person", "Lê Mẩu").out == (
        "Lê Mẩu · HV-0001 · chu-tich · 2025-01-01\n"
    )
    assert cli("officer", "rename", "Lê Mẩu", "Lê Mẫu").out == "Lê Mẫu · HV-0001 · chu-tich · 2025-01-01\n"


def test_a_person_with_two_offices_counts_once(cli: Cli) -> None:
    assert cli("officer", "list", "-f", "table").out.endswith("\n4 people\n")
    rows = cli.rows("officer", "list")
    assert len({row["person"] for row in rows}) < len(rows)
    assert cli("officer", "list", "-f", "table").out.endswith("\n4 people\n")


def test_a_name_that_somebody_of_the_member_has_already_makes_one_person_of_two_and_says_so(cli: Cli) -> None:
    cli("office", "edit", BOARD, "--seats", "5")
    for name in ("Lê Mẫu", "Lê Mẫu Hai"):
        cli("officer", "appoint", BOARD, f"{name}@HV-0001", "--since", "2025-01-01")
    said = "there is a Lê Mẫu of HV-0001 already: both become one person"
    assert said not in cli("officer", "rename", "Lê Mẫu Hai", "Lê Mẫu Ba").err
    assert said not in cli("officer", "rename", "Lê Mẫu Ba", "LÊ MẪU BA").err
    assert said in cli("officer", "rename", "Lê Mẫu Ba", "Lê Mẫu", "--dry-run").err
