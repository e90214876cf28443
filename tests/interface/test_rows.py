"""Which rows of a list are wanted, as the command line says it."""

from datetime import date
from pathlib import Path

import pytest

from harness import Cli

QUESTIONS = (Path(__file__).parent.parent / "data/questions.toml").read_bytes()


@pytest.fixture
def asked(tmp_path: Path) -> Cli:
    return Cli(tmp_path, QUESTIONS)


def ids(cli: Cli, *args: str, **environment: str) -> list[str]:
    result = cli(*args, "--no-header", "--columns", "id", **environment)
    assert result.status == 0, result
    return [line[-1] for line in result.out.splitlines()]


def test_all_conditions_must_hold_unless_any_is_enough(asked: Cli) -> None:
    both = ("--where", "!phone", "--where", "!email")
    assert ids(asked, "member", "list", *both) == ["7"]
    assert ids(asked, "member", "list", *both, "--any") == ["2", "3", "5", "7"]


def test_rows_are_sorted_before_only_so_many_are_taken(asked: Cli) -> None:
    assert ids(asked, "member", "list", "--sort", "-joined", "--max", "2") == ["7", "4"]
    assert ids(asked, "member", "list", "--where", "joined<2025", "--sort", "joined", "--max", "9") == ["3", "2"]


def test_groups_have_so_many_rows_together(asked: Cli) -> None:
    result = asked("member", "list", "--by", "sector", "--max", "3", "--columns", "id", "--no-header")
    assert result.out == "tu-van\tHV-0002\ntu-van\tHV-0003\nxay-lap\tHV-0001\n"


@pytest.mark.parametrize(
    ("args", "number"),
    [
        (("member", "list"), 6),
        (("member", "list", "--all"), 7),
        (("member", "list", "--where", "sectors"), 4),
        (("member", "list", "--by", "sector"), 6),
        (("member", "list", "--max", "2"), 2),
        (("member", "list", "--where", "!name"), 0),
        (("officer", "list", "--where", "acting"), 1),
        (("member", "export", "--where", "tax_code"), 2),
        (("find", "mẫu", "--where", "kind=member"), 7),
        (("stats", "--where", "statistic=sector"), 4),
        (("check", "--where", "rule=tax-code"), 0),
        (("check", "--list", "--where", "rule~duplicate"), 2),
    ],
)
def test_rows_are_counted(asked: Cli, args: tuple[str, ...], number: int) -> None:
    result = asked(*args, "--count")
    assert (result.status, result.out) == (0, f"{number}\n"), result


def test_a_count_goes_to_a_file_too(asked: Cli) -> None:
    assert asked("member", "list", "--count", "-o", "n.txt").status == 0
    assert (asked.folder / "n.txt").read_text(encoding="utf-8") == "6\n"


@pytest.mark.parametrize("command", ["member list", "log", "find mẫu"])
def test_the_most_rows_may_be_any_number(asked: Cli, command: str) -> None:
    everything, most = asked(*command.split()), asked(*command.split(), "--max", "9" * 20)
    assert (most.status, most.out, most.err) == (0, everything.out, everything.err)


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("--any",), "error: '--any' goes with '--where'"),
        (("--count", "-f", "json"), "error: --count and --format cannot be combined"),
        (("--max", "0"), "error: --max: '0' is less than 1"),
        (("--max", "abc"), "error: 'abc' is not a number"),
        (("--where", "joined>x"), "error: 'joined>x': 'x' is not a date"),
        (("--where", "name", "--where", "nmae"), "error: 'nmae': no column 'nmae'"),
        (("--where", "sectors=zzz"), "error: 'sectors=zzz': no sector 'zzz'"),
        (("--columns", "id,sectors.nme"), "error: no column 'nme'"),
        (("--sort", "name.code"), "error: 'name' does not refer to other records"),
    ],
)
def test_a_fault_of_usage_is_reported_as_such(asked: Cli, args: tuple[str, ...], message: str) -> None:
    result = asked("member", "list", *args)
    assert (result.status, result.out, result.err.splitlines()[0]) == (2, "", message), result


def test_columns_lead_through_references(asked: Cli) -> None:
    columns = "person,office.body,member.phone,member.sectors.name,Hội viên.Mã số thuế"
    result = asked("officer", "list", "--columns", columns, "--sort", "-member.tax_code", "--max", "2")
    assert result.out.splitlines() == [
        "person\toffice.body\tmember.phone\tmember.sectors.name\tmember.tax_code",
        "Lê Văn Mẫu\tBan Thường vụ\t0961780050\tXây lắp\t0200747399",
        "Lê Văn Mẫu\tBan Chấp hành\t0961780050\tXây lắp\t0200747399",
    ]


def test_columns_lead_into_tables(asked: Cli) -> None:
    result = asked("election", "list", "-c", "candidates.person,candidates.votes,candidates.member.name", "-f", "jsonl")
    assert result.out.splitlines()[0] == (
        '{"candidates.person":["Lê Văn Mẫu","Trần Thị Mẫu"],"candidates.votes":[41,9],'
        '"candidates.member.name":["Công ty Cổ phần Mẫu Một","Công ty TNHH Mẫu Hai"]}'
    )


def test_people_see_the_title_of_each_step(asked: Cli) -> None:
    result = asked("officer", "list", "-c", "person,member.phone", "-f", "markdown", "--max", "1")
    assert result.out.splitlines()[0] == "| Person | Member: phone |"


def test_members_have_offices_and_years_for_whoever_names_them(asked: Cli) -> None:
    assert "years" not in asked("member", "list").out.splitlines()[0]
    result = asked("member", "list", "-c", "id,offices,years", "--on", "2025-01-01", "--max", "2", "--no-header")
    assert result.out == "HV-0002\tpho-chu-tich\t0\nHV-0003\t\t7\n"


def test_only_records_that_meet_the_conditions_are_said_to_come_later(asked: Cli) -> None:
    asked("member", "add", "Mẫu Sau", "--joined", "2027-01-01", "--sector", "tu-van")
    assert "join later: HV-0008" in asked("member", "list", "--where", "sectors=tu-van").err
    assert "join later" not in asked("member", "list", "--where", "sectors=xay-lap").err


def test_papers_list_those_who_meet_the_conditions(asked: Cli) -> None:
    members = asked("report", "members", "--where", "lĩnh vực=tư vấn")
    assert "Tổng số: 2" in asked("report", "members", "--where", "lĩnh vực=tư vấn", HIEPHOI_LANG="vi").out
    assert members.out.count("| HV-") == 2
    officers = asked("report", "officers", "--where", "member.sectors=xay-lap", "--where", "acting", "--any")
    assert officers.out.count("Mẫu Hai") == 1
    assert asked("report", "officers", "--where", "nobody").status == 2


def test_a_check_lists_and_weighs_only_what_meets_the_conditions(asked: Cli) -> None:
    asked.path.write_bytes(QUESTIONS.replace(b'"0201900138"', b'"0201900139"'))
    everything, errors = asked("check"), asked("check", "--where", "severity=error")
    assert (everything.status, errors.status) == (5, 5)
    assert errors.out.endswith("errors: 1 · warnings: 0\n")
    warnings = asked("check", "--where", "severity=cảnh báo", "--max", "1")
    assert (warnings.status, warnings.out.splitlines()[-1]) == (0, "errors: 0 · warnings: 1"), warnings


def test_changes_of_the_log_are_narrowed_by_their_columns(asked: Cli) -> None:
    asked("member", "edit", "HV-0001", "--phone", "02253822017")
    asked("member", "edit", "HV-0002", "--note", "x")
    asked("undo", "--yes")

    def numbers(*args: str) -> list[str]:
        return asked("log", "--columns", "number", "--no-header", *args).out.splitlines()

    assert numbers("--where", "command~edit") == ["2", "1"]
    assert numbers("--where", "undone_by", "--where", "number>0") == ["2"]
    assert numbers("--where", "change~phone") == ["1"]
    assert numbers("--sort", "number", "--max", "2") == ["1", "2"]
    assert numbers("--where", "time<2020") == []
    assert asked("log", "--where", f"time>={date.today().year}", "--count").out == "3\n"  # noqa: DTZ011
