"""Elections from a list, step by step, and as they are shown."""

import json
import subprocess
import sys

import openpyxl
import pytest

from harness import Cli

LIST = "Chức vụ;Họ và tên;Số phiếu;Trúng cử\nChủ tịch;Lê An;40;x\nChủ tịch;Đỗ Bình;10;\nban kiem tra;Hà Chi;44;có\n"
CONGRESS = ("election", "record", "--on", "2029-11-11", "--term", "2029-2034")


def test_several_offices_are_recorded_from_a_list_in_one_change(cli: Cli) -> None:
    cli("office", "add", "Ban Kiểm tra", "--seats", "3")
    (cli.folder / "kq.csv").write_text(LIST, encoding="utf-8")
    result = cli(*CONGRESS, "--results", "kq.csv")
    assert (result.status, result.out) == (0, "2029-11-11-chu-tich\n2029-11-11-ban-kiem-tra\n")
    assert [row["person"] for row in cli.rows("officer", "list", "--on", "2029-11-11")] == ["Lê An", "Hà Chi"]


def test_a_list_with_one_fault_writes_nothing(cli: Cli) -> None:
    before = cli.text
    (cli.folder / "kq.csv").write_text(LIST, encoding="utf-8")
    result = cli(*CONGRESS, "--results", "kq.csv")
    assert (result.status, result.file) == (3, before)
    assert "no office 'ban kiem tra'" in result.err
    assert cli(*CONGRESS, "--results", "none.csv").status == 6


def test_columns_of_a_list_are_joined_named_and_ignored_as_in_imports(cli: Cli) -> None:
    text = "Họ và đệm,Tên,Tán thành,Tỉ lệ,Trúng cử\nTrần Văn,Mẫu,40,80 %,x\nLê,Mẫu,10,20 %,\n"
    (cli.folder / "kq.csv").write_text(text, encoding="utf-8")
    refused = cli(*CONGRESS, "chu-tich", "--results", "kq.csv")
    assert (refused.status, '--ignore "Tán thành" --ignore "Tỉ lệ"' in refused.err) == (5, True), refused
    assert 'hint: read them as one name: --map "Họ và đệm+Tên=person"' in refused.err
    options = ("--map", "Họ và đệm+Tên=person", "--map", "Tán thành=votes", "--ignore", "Tỉ lệ")
    assert cli(*CONGRESS, "chu-tich", "--results", "kq.csv", *options).status == 0
    election = json.loads(cli("election", "show", "2029-11-11-chu-tich", "-f", "json").out)
    assert [(one["person"], one["votes"]) for one in election["candidates"]] == [("Trần Văn Mẫu", 40), ("Lê Mẫu", 10)]


@pytest.mark.parametrize("option", [("--map", "a=votes"), ("--ignore", "a"), ("--ignore-others",)])
def test_options_for_columns_need_a_list_of_results(cli: Cli, option: tuple[str, ...]) -> None:
    result = cli(*CONGRESS, "chu-tich", "--elect", "Lê Văn Mẫu", *option)
    assert (result.status, result.out) == (2, "")
    assert result.err == "error: '--map' and '--ignore' go with '--results'\nhint: --results kq.csv\n"


def test_joined_columns_may_be_the_last(cli: Cli) -> None:
    (cli.folder / "kq.csv").write_text("Số phiếu,Họ,Tên\n40,Trần Văn,Mẫu\n10\n", encoding="utf-8")
    result = cli(*CONGRESS, "chu-tich", "--results", "kq.csv", "--map", "Họ+Tên=person", "--dry-run")
    assert (result.status, result.err) == (5, "error: line 3: full name is missing\n")


def test_merged_cells_of_a_list_hold_for_all_their_rows(cli: Cli) -> None:
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    for row in (["Chức vụ", "Họ và tên", "Đơn vị", "Số phiếu", "Trúng cử"], ["Chủ tịch", "Lê Mẫu", "HV-0001", 40, "x"]):
        page.append(row)
    page.append([None, "Đỗ Mẫu", None, 10])
    page.merge_cells("A2:A3")
    book.save(cli.folder / "kq.xlsx")
    result = cli(*CONGRESS, "--results", "kq.xlsx")
    assert (result.status, result.out) == (0, "2029-11-11-chu-tich\n"), result
    assert "rows with the value of merged cells in 'Chức vụ': 1" in result.err
    election = json.loads(cli("election", "show", "2029-11-11-chu-tich", "-f", "json").out)
    assert [(one["person"], one["member"]) for one in election["candidates"]] == [
        ("Lê Mẫu", "HV-0001"),
        ("Đỗ Mẫu", None),
    ]


def test_a_total_of_a_list_is_no_candidate(cli: Cli) -> None:
    text = "STT,Họ tên,Số phiếu,Trúng cử\n1,2,3,4\n1,Lê Mẫu,40,x\n,Tổng cộng,40,\n"
    (cli.folder / "kq.csv").write_text(text, encoding="utf-8")
    result = cli(*CONGRESS, "chu-tich", "--results", "kq.csv")
    assert "skipped: column 'STT' · row 2: '1 2 3 4' · row 4: 'Tổng cộng 40'" in result.told, result
    election = json.loads(cli("election", "show", "2029-11-11-chu-tich", "-f", "json").out)
    assert [one["person"] for one in election["candidates"]] == ["Lê Mẫu"]


def test_an_office_in_several_spellings_has_one_ballot(cli: Cli) -> None:
    text = "Chức vụ;Tên;Doanh nghiệp;Trúng cử\nChủ tịch;Lê Mẫu;HV-0001;x\nchu-tich;Đỗ Mẫu;;\n;Hà Mẫu;;\n"
    (cli.folder / "kq.csv").write_text(text, encoding="utf-8")
    assert cli(*CONGRESS, "chu-tich", "--results", "kq.csv").out == "2029-11-11-chu-tich\n"
    election = json.loads(cli("election", "show", "2029-11-11-chu-tich", "-f", "json").out)
    assert [one["person"] for one in election["candidates"]] == ["Lê Mẫu", "Đỗ Mẫu", "Hà Mẫu"]


def test_a_list_comes_in_through_a_pipe(cli: Cli) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "hiephoi_cli", *CONGRESS, "chu-tich", "--results", "-"],
        input="person,elected\nLê An,x\n",
        cwd=cli.folder,
        env=cli.variables({}),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, "2029-11-11-chu-tich\n")


def test_an_office_must_be_named(cli: Cli) -> None:
    result = cli(*CONGRESS, "--elect", "Lê An")
    assert result.status == 2
    assert "'OFFICE' is missing" in result.err


def test_a_ballot_is_shown_with_bars_shares_and_words(cli: Cli) -> None:
    cli(
        *CONGRESS,
        "chu-tich",
        "--elect",
        "Lê An=30",
        "--lose",
        "Đỗ Bình=10",
        "--valid",
        "40",
        "--present",
        "40",
        "--eligible",
        "60",
    )
    shown = cli("election", "show", "2029-11-11-chu-tich", "-f", "table").out
    assert "75.0%" in shown
    assert "██" in shown
    assert "quorum reached: 40 of 60 present, more than 1/2" in shown
    assert "Lê An: majority, 30 of 40, more than 1/2" in shown
    cli(
        "election",
        "record",
        "chu-tich",
        "--on",
        "2034-11-11",
        "--elect",
        "Đỗ Bình=10",
        "--present",
        "30",
        "--eligible",
        "60",
    )
    shown = cli("election", "show", "2034-11-11-chu-tich", "-f", "table").out
    assert "quorum not reached: 30 of 60 present, not more than 1/2" in shown
    assert "Đỗ Bình: no majority, 10 of 30, not more than 1/2" in shown


def test_offices_are_listed_with_holders_and_vacancies(cli: Cli) -> None:
    cli("officer", "end", "chu-tich", "tung", "--on", "2026-03-01", "--reason", "resigned")
    [office] = cli.rows("office", "list")
    assert (office["holders"], office["vacant_since"]) == ("", "2026-03-01")
    [office] = cli.rows("office", "list", HIEPHOI_TODAY="2026-02-28")
    assert (office["holders"], office["vacant_since"]) == ("Phạm Đoàn Tùng", "")


def test_a_list_is_not_mixed_with_named_candidates_and_not_empty(cli: Cli) -> None:
    (cli.folder / "kq.csv").write_text("person,elected\nLê An,x\n", encoding="utf-8")
    assert cli(*CONGRESS, "chu-tich", "--elect", "Đỗ Bình", "--results", "kq.csv").status == 2
    (cli.folder / "kq.csv").write_text("person,elected\n", encoding="utf-8")
    result = cli(*CONGRESS, "chu-tich", "--results", "kq.csv")
    assert result.status == 5
    assert "kq.csv: the list is empty" in result.err


def test_a_ballot_stands_in_a_document_too(cli: Cli) -> None:
    shown = cli("election", "show", "2024-11-11-chu-tich", "-f", "markdown").out
    assert "| Phạm Đoàn Tùng |" in shown


def test_an_acting_one_is_in_the_way_of_a_by_election_and_the_hint_works(cli: Cli) -> None:
    cli("officer", "end", "chu-tich", "tung", "--on", "2026-01-01", "--reason", "resigned")
    cli("officer", "appoint", "chu-tich", "Lê An", "--since", "2026-01-01", "--acting")
    election = ("election", "record", "chu-tich", "--by-election", "--on", "2026-06-01", "--elect", "Đỗ Bình")
    refused = cli(*election)
    hint = 'hint: hiephoi officer end chu-tich "Lê An" --on 2026-06-01 --reason succeeded\n'
    assert (refused.status, hint in refused.err) == (5, True)
    assert cli("officer", "end", "chu-tich", "Lê An", "--on", "2026-06-01", "--reason", "succeeded").status == 0
    assert cli(*election).status == 0


def test_a_list_that_says_nothing_of_who_was_elected_is_recorded_with_a_warning(cli: Cli) -> None:
    (cli.folder / "kq.csv").write_text("STT,Họ và tên,Số phiếu,Ghi chú\n1,Lê Mẫu,40,Trúng\n", encoding="utf-8")
    result = cli(*CONGRESS, "chu-tich", "--results", "kq.csv", "--ignore-others")
    assert result.status == 0
    assert result.told.startswith(
        "skipped: column 'STT' · column 'Ghi chú'\n"
        "warning: nobody is recorded as elected: the list has no column 'Elected'\n"
        "hint: add that column with x for whoever was elected, or name the one that says it: "
        '--map "Ghi chú=elected"\n'
    ), result
    assert cli.rows("officer", "list", "--on", "2029-11-11")[0]["person"] != "Lê Mẫu"


def test_a_list_may_call_the_result_as_minutes_do(cli: Cli) -> None:
    text = "Chức danh bầu,Họ và tên,Đơn vị,Kết quả\nChủ tịch,Lê Mẫu,HV-0001,Trúng cử\nChủ tịch,Đỗ Mẫu,,Không trúng\n"
    (cli.folder / "kq.csv").write_text(text, encoding="utf-8")
    result = cli(*CONGRESS, "--results", "kq.csv")
    assert (result.status, "nobody" in result.err) == (0, False), result
    election = json.loads(cli("election", "show", "2029-11-11-chu-tich", "-f", "json").out)
    assert [(one["person"], one["elected"]) for one in election["candidates"]] == [("Lê Mẫu", True), ("Đỗ Mẫu", False)]


def test_rows_below_the_total_and_second_rows_of_headings_are_no_candidates(cli: Cli) -> None:
    text = (
        "STT,Họ và tên,Kết quả,\n,,Số phiếu,Trúng cử\n1,Lê Mẫu,40,x\n,,,\n2,Đỗ Mẫu,10,\nTổng cộng,,50,\n"
        ",Trưởng ban kiểm phiếu,,\n"
    )
    (cli.folder / "kq.csv").write_text(text, encoding="utf-8")
    result = cli(*CONGRESS, "chu-tich", "--results", "kq.csv")
    assert result.status == 0, result
    assert "skipped: column 'STT' · blank rows: 1 · row 6: 'Tổng cộng 50' · row 7: 'Trưởng ban" in result.told
    election = json.loads(cli("election", "show", "2029-11-11-chu-tich", "-f", "json").out)
    assert [one["person"] for one in election["candidates"]] == ["Lê Mẫu", "Đỗ Mẫu"]


@pytest.mark.parametrize("short", ["Phó CT", "PCT", "P. Chủ tịch", "phó c.t"])
def test_a_short_office_is_answered_with_the_row_and_the_office_it_is_short_for(cli: Cli, short: str) -> None:
    cli("office", "add", "Phó Chủ tịch", "--seats", "3")
    (cli.folder / "kq.csv").write_text(
        f"Chức vụ,Họ và tên,Trúng cử\nChủ tịch,Lê Mẫu,x\n{short},Đỗ Mẫu,x\n", encoding="utf-8"
    )
    result = cli(*CONGRESS, "--results", "kq.csv")
    assert (result.status, result.err) == (
        3,
        f"error: line 3: no office '{short}'\nhint: did you mean 'pho-chu-tich' (Phó Chủ tịch)?\n",
    )


def test_the_title_of_a_list_of_results_is_no_group_of_columns(cli: Cli) -> None:
    book = openpyxl.Workbook()
    for row in (
        ["KẾT QUẢ BẦU CỬ"],
        ["TT", "Chức danh", "Họ và đệm", "Tên", "Đơn vị công tác", "Số phiếu", None, "Kết quả bầu cử"],
        [None, None, None, None, None, "Đồng ý", "Tỷ lệ", None],
        [1, "Chủ tịch", "Lê Văn", "Mẫu", "HV-0001", 40, "80%", "Trúng cử"],
        [2, None, "Đỗ Thị", "Mẫu", None, 10, "20%", "Không trúng cử"],
        [None, "Tổng cộng", None, None, None, 50],
        [None, None, "TM. BAN KIỂM PHIẾU"],
    ):
        book.worksheets[0].append(row)
    book.worksheets[0].merge_cells("B4:B5")
    book.save(cli.folder / "kq.xlsx")
    joined = ("--map", "Họ và đệm+Tên=person", "--map", "Đồng ý=votes", "--ignore-others")
    refused = cli(*CONGRESS, "--results", "kq.xlsx")
    assert 'hint: read them as one name: --map "Họ và đệm+Tên=person"' in refused.told, refused
    result = cli(*CONGRESS, "--results", "kq.xlsx", *joined)
    assert (result.status, result.out) == (0, "2029-11-11-chu-tich\n"), result
    election = json.loads(cli("election", "show", "2029-11-11-chu-tich", "-f", "json").out)
    assert [(one["person"], one["votes"], one["elected"]) for one in election["candidates"]] == [
        ("Lê Văn Mẫu", 40, True),
        ("Đỗ Thị Mẫu", 10, False),
    ]
