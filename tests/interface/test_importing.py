"""`import` as its users call it: every kind of list that secretariats have, and what must not happen to them."""

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from harness import Cli, Result, share

DATA = Path(__file__).parent.parent / "data"
WORKBOOK = str(DATA / "danh-sach-hoi-vien.xlsx")
HEAD = "Tên doanh nghiệp;Mã số thuế;Lĩnh vực;Điện thoại\n"
SOME = HEAD + "Công ty Mẫu A;0200747399;Xây lắp;02253822016\nCông ty Mẫu B;;tu-van/xay-lap;\n"


def counts(result: Result) -> str:
    """The line that counts what became of the rows."""
    return next(line for line in result.err.splitlines() if line.startswith(("created", "thêm")))


def listed(cli: Cli, text: str, *options: str, name: str = "list.csv") -> Result:
    """The import of a list of that text."""
    (cli.folder / name).write_text(text, encoding="utf-8")
    return cli("member", "import", name, *options)


def planned(cli: Cli, text: str, *options: str) -> dict[str, Any]:
    """The plan for a list of that text, as data."""
    plan: dict[str, Any] = json.loads(listed(cli, text, "-f", "json", "--dry-run", *options).out)
    return plan


def problems(cli: Cli, text: str, *options: str) -> list[str]:
    return [problem for row in planned(cli, text, *options)["rows"] for problem in row["problems"]]


def test_a_workbook_is_imported_once_and_changes_nothing_twice(cli: Cli) -> None:
    first = cli("member", "import", WORKBOOK, "--repair")
    assert (first.status, counts(first)) == (0, "created 65 · updated 0 · unchanged 0 · errors 0")
    assert "column 'STT' · blank rows: 1 · row 71: 'Tổng cộng: 65 hội viên' · sheet 'Ghi chú'" in first.err
    assert first.out.splitlines() == [f"HV-{number:04}" for number in range(2, 67)]
    assert 'phone = "02253953893"\n' in first.file
    again = cli("member", "import", WORKBOOK, "--repair")
    assert (again.status, again.out, counts(again)) == (0, "", "created 0 · updated 0 · unchanged 65 · errors 0")
    assert again.file == first.file
    assert "errors: 0 · warnings: 1\n" in cli("check").out  # the shipped member has no sector


@pytest.mark.parametrize("name", ["excel-unicode-text.txt", "excel-utf8-bom-semicolon.csv", "members-65.csv"])
def test_every_way_of_saving_a_list_says_the_same(cli: Cli, name: str) -> None:
    cli("member", "import", WORKBOOK, "--repair")
    again = cli("member", "import", str(DATA / name))
    assert (again.status, counts(again)) == (0, "created 0 · updated 0 · unchanged 65 · errors 0")


def test_a_workbook_whose_zeros_were_eaten_is_refused_with_the_repair(cli: Cli) -> None:
    before = cli.text
    result = cli("member", "import", WORKBOOK)
    assert (result.status, result.file) == (5, before)
    assert "C8: '293904877' is not a valid tax code (a leading zero seems lost: --repair makes it '0293904877')" in (
        result.out
    )
    assert "G5: '2253953893' is not a telephone number" in result.out


def test_every_faulty_row_of_a_list_is_reported_in_one_run(cli: Cli) -> None:
    before = cli.text
    result = cli("member", "import", str(DATA / "members-bad.csv"), "-f", "json")
    plan = json.loads(result.out)
    faulty = {row["row"]: row["problems"][0] for row in plan["rows"] if row["action"] == "error"}
    assert (result.status, result.file, plan["errors"]) == (5, before, 8)
    assert list(faulty) == [4, 7, 10, 13, 16, 19, 28, 31]
    assert faulty[7] == "sectors: no sector 'xay-lắp' (did you mean 'xay-lap'?)"
    assert faulty[10] == "name: 'Name' is missing"
    assert faulty[16].startswith("row 15 describes the same member: '0293270003'")
    assert "\x1b" not in result.out
    [warning] = [row for row in plan["rows"] if row["action"] == "create" and row["problems"]]
    assert (warning["row"], warning["problems"]) == (
        25,
        ["email: 'khong-phai-email' does not look like an e-mail address"],
    )


def test_the_plan_is_a_contract(cli: Cli) -> None:
    listed(cli, SOME)
    plan = planned(cli, SOME.replace("02253822016", "0912345678") + "Công ty Mẫu C;123;;\n")
    told = "Mã số thuế: '123' is not a valid tax code (compare it with the registration certificate: 10 digits, "
    told += "10-3 for a branch, or 12)"
    assert plan == {
        "created": 0,
        "updated": 1,
        "unchanged": 1,
        "errors": 1,
        "rows": [
            {
                "row": 2,
                "action": "update",
                "id": "HV-0002",
                "changes": {"phone": ["02253822016", "0912345678"]},
                "problems": [],
            },
            {"row": 3, "action": "unchanged", "id": "HV-0003", "changes": {}, "problems": []},
            {
                "row": 4,
                "action": "error",
                "id": None,
                "changes": {},
                "problems": [told],
            },
        ],
    }


def test_the_plan_is_shown_to_people_without_the_rows_that_change_nothing(cli: Cli) -> None:
    listed(cli, SOME)
    shown = listed(cli, SOME.replace("02253822016", "0912345678"), "-f", "table", "--dry-run")
    assert "│   2 │ update │ HV-0002 │ Công ty Mẫu A │ Phone: 02253822016 → 0912345678 │" in shown.out
    assert "HV-0003" not in shown.out
    assert shown.err == "created 0 · updated 1 · unchanged 1 · errors 0\nnothing was changed\n"


def test_a_dry_run_writes_nothing(cli: Cli) -> None:
    before = cli.text
    assert listed(cli, SOME, "--dry-run").file == before


def test_a_blank_cell_leaves_what_is_known_unless_it_shall_erase(cli: Cli) -> None:
    listed(cli, SOME)
    blank = HEAD + "Công ty Mẫu A;0200747399;;\n"
    assert planned(cli, blank)["unchanged"] == 1
    cleared = listed(cli, blank, "--clear-blank")
    [member] = cli.rows("member", "show", "HV-0002")
    assert (cleared.status, member["sectors"], member["phone"]) == (0, "", "")
    assert problems(cli, HEAD + ";0200747399;;\n", "--clear-blank") == ["Tên doanh nghiệp: the value is empty"]


def test_a_row_is_matched_by_id_then_tax_code_then_name(cli: Cli) -> None:
    listed(cli, SOME)
    by_id = planned(cli, "id,name\nHV-0002,Công ty Mẫu AB\n")["rows"][0]
    assert (by_id["action"], by_id["changes"]) == ("update", {"name": ["Công ty Mẫu A", "Công ty Mẫu AB"]})
    by_code = planned(cli, "name,tax_code\nTên mới,02 0074 7399\n")["rows"][0]
    assert (by_code["id"], by_code["action"]) == ("HV-0002", "unchanged")
    assert 'hiephoi member rename HV-0002 "Tên mới" --on DATE' in by_code["problems"][0]
    by_name = planned(cli, "name,phone\nCÔNG TY MẪU B,0912345678\n")["rows"][0]
    assert (by_name["id"], by_name["changes"]) == ("HV-0003", {"phone": [None, "0912345678"]})


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("HV-0002,Công ty Mẫu B,", "by ID 'HV-0002' it is HV-0002, by Name 'Công ty Mẫu B' HV-0003"),
        (",Công ty Mẫu B,0200747399", "by Tax code '0200747399' it is HV-0002, by Name 'Công ty Mẫu B' HV-0003"),
        (",Công ty Mẫu A,0201900138", "'Công ty Mẫu A' is HV-0002, whose Tax code is '0200747399', not '0201900138'"),
        ("HV-0099,Công ty Mẫu C,0200747399", "'0200747399' is HV-0002, whose ID is 'HV-0002', not 'HV-0099'"),
    ],
)
def test_what_fits_two_members_is_refused(cli: Cli, row: str, said: str) -> None:
    listed(cli, SOME)
    [told] = problems(cli, f"id,name,tax_code\n{row}\n")
    assert told.startswith(said)


def test_one_member_in_two_rows_is_refused_with_both(cli: Cli) -> None:
    twice = "name,tax_code\nMẫu A,0200747399\nMẫu Á,0200747399\nMẫu B,\nMẪU B,\nMẫu C,0201900138\nMẫu C,\n"
    assert [problem.partition(" (")[0] for problem in problems(cli, twice)] == [
        "row 2 describes the same member: '0200747399'",
        "row 4 describes the same member: 'MẪU B'",
        "row 6 describes the same member: 'Mẫu C'",
    ]
    listed(cli, SOME)
    [told] = problems(cli, "id,name,tax_code\nHV-0002,,\n,Công ty Mẫu A,0200747399\n")
    assert told.startswith("row 2 describes the same member: 'HV-0002'")


def test_names_of_different_tax_codes_are_two(cli: Cli) -> None:
    assert planned(cli, "name,tax_code\nMẫu A,0200747399\nMẫu A,0201900138\n")["created"] == 2


def test_a_name_that_is_the_same_but_for_accents_is_reported(cli: Cli) -> None:
    listed(cli, SOME)
    result = listed(cli, "name,sectors\nCong ty Mau A,xay-lap\n")
    assert (result.status, result.out) == (0, "HV-0004\n")
    assert (
        "warning: row 2: name: 'HV-0002' has the same name apart from case, accents, quotes and hyphens\n" in result.err
    )


def test_unknown_columns_are_listed_and_can_be_ignored_or_named(cli: Cli) -> None:
    text = "name,Vốn,Số liên lạc\nMẫu A,5,0912345678\n"
    refused = listed(cli, text)
    assert refused.status == 5
    assert "error: columns that fit no field: 'Vốn', 'Số liên lạc'\n" in refused.err
    assert '--ignore "Vốn" --ignore "Số liên lạc"' in refused.err
    taken = listed(cli, text, "--ignore", "vốn", "--map", "Số liên lạc=phone")
    assert (taken.status, cli.rows("member", "show", "HV-0002")[0]["phone"]) == (0, "0912345678")
    assert "skipped: column 'Vốn'\n" in taken.err


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--map", "phone"), "'phone' is not HEADING=FIELD"),
        (("--map", "name=fone"), "no field 'fone'"),
        (("--map", "Vốn=điện thoại"), "no column 'Vốn'"),
        (("--map", "Vốn=phone"), "no column 'Vốn'"),
        (("--ignore", "Vốn"), "no column 'Vốn'"),
        (("--format", "doc"), "no format 'doc'"),
        (("--encoding", "klingon"), "no encoding 'klingon'"),
        (("-f", "yaml"), "no format 'yaml'"),
        (("-f", "xlsx"), "no format 'xlsx'"),
        (("--rejected", "registry.toml"), "'registry.toml' is the registry itself"),
    ],
)
def test_options_that_cannot_be_meant_are_usage_errors(cli: Cli, options: tuple[str, ...], said: str) -> None:
    before = cli.text
    result = listed(cli, "name,tax_code\nMẫu A,1\n", *options)
    assert (result.status, result.file) == (2, before)
    assert f"error: {said}" in result.err


def test_a_list_comes_in_through_a_pipe_in_any_format(cli: Cli) -> None:
    listed(cli, SOME)
    for name in share(("jsonl", "csv", "json", "tsv"), every=3):
        exported = cli("member", "export", "-f", name).out
        done = subprocess.run(
            [
                sys.executable,
                "-m",
                "hiephoi_cli",
                "member",
                "import",
                "-",
                *(["--format", name] if name == "tsv" else []),
            ],
            input=exported,
            cwd=cli.folder,
            env=cli.variables({}),
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert (done.returncode, done.stdout) == (0, ""), done.stderr
        assert done.stderr == "created 0 · updated 0 · unchanged 3 · errors 0\n"


def test_faulty_rows_are_written_as_they_came_and_can_be_mended(cli: Cli) -> None:
    text = "STT;Tên doanh nghiệp;Mã số thuế\n1;Mẫu A;0200747399\n2;Mẫu B;0200747398\n3;Mẫu \x1b[31m;\n"
    result = listed(cli, text, "--rejected", "faulty.csv")
    rejected = (cli.folder / "faulty.csv").read_text(encoding="utf-8-sig")
    head, *lines = rejected.splitlines()
    assert (result.status, head) == (5, "STT;Tên doanh nghiệp;Mã số thuế;Why not")
    assert [line.partition(";")[0] for line in lines] == ["2", "3"]
    assert "Mẫu \x1b[31m" in lines[1]
    assert "they are in 'faulty.csv' as well\n" in result.err
    mended = rejected.replace("0200747398", "0201900138").replace("\x1b[31m", "C")
    taken = listed(cli, mended, name="faulty.csv")
    assert (taken.status, taken.out) == (0, "HV-0002\nHV-0003\n")
    assert "skipped: column 'STT' · column 'Why not'\n" in taken.err


@pytest.mark.parametrize("ending", ["xlsx", "json", "jsonl", "tsv", "csv"])
def test_faulty_rows_are_written_in_every_format(cli: Cli, ending: str) -> None:
    listed(cli, "name,tax_code\n=1+1,1\nMẫu B,0200747399\n", "--rejected", f"faulty.{ending}")
    again = cli("member", "import", f"faulty.{ending}", "--dry-run", "-f", "json")
    [row] = json.loads(again.out)["rows"]
    assert row["problems"][0].partition(" (")[0].endswith("'1' is not a valid tax code")


def test_what_looks_like_no_member_is_reported(cli: Cli) -> None:
    text = "id,name,tax_code\n,Người lập biểu,\nDN01,Mẫu A,0200747399\n,M?u B,0201900138\n"
    assert problems(cli, text) == [
        "name: only a name: is it a title or a signature?",
        "id: a new id, unlike the others: 'DN01'",
        "name: 'M?u B' has lost letters (type them again)",
    ]


def test_what_a_heading_of_other_words_was_taken_for_is_shown(cli: Cli) -> None:
    result = listed(cli, "Tên doanh nghiệp,MST (nếu có)\nMẫu A,0200747399\n")
    assert "read: 'MST (nếu có)' as Tax code\n" in result.err
    refused = listed(cli, "Tên,Ngày sinh người đại diện\nMẫu A,01/01/1970\n")
    assert "columns that fit no field: 'Ngày sinh người đại diện'" in refused.err


def test_a_row_that_numbers_the_columns_is_skipped(cli: Cli) -> None:
    result = listed(cli, "STT,Tên,MST\n(1),(2),(3)\n1,Mẫu A,0200747399\n")
    assert (result.status, result.out) == (0, "HV-0002\n")
    assert "skipped: column 'STT' · row 2: '(1) (2) (3)'\n" in result.err


def test_one_of_two_columns_of_one_heading_can_be_ignored(cli: Cli) -> None:
    text = "name,MST,MST\nMẫu A,0200747399,x\n"
    assert 'hint: ignore one of them: --ignore "#3"\n' in listed(cli, text).err
    assert listed(cli, text, "--ignore", "#3").out == "HV-0002\n"


def test_a_list_on_another_sheet_is_looked_for_there(cli: Cli) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["Trang bìa"])
    book.create_sheet("Hội viên").append(["Tên"])
    book.worksheets[1].append(["Mẫu A"])
    book.save(cli.folder / "list.xlsx")
    refused = cli("member", "import", "list.xlsx")
    assert (refused.status, 'hint: try another sheet: --sheet "Hội viên"\n' in refused.err) == (5, True)
    assert cli("member", "import", "list.xlsx", "--sheet", "Hội viên").out == "HV-0002\n"
    assert cli("member", "import", "list.xlsx", "--sheet", "3").status == 2


def test_a_workbook_typed_in_an_old_font_is_read_in_its_encoding(cli: Cli) -> None:
    book = openpyxl.Workbook()
    for cells in (["Tªn doanh nghiÖp"], ["C«ng ty MÉu"]):
        book.worksheets[0].append(cells)
    book.save(cli.folder / "list.xlsx")
    cli("member", "import", "list.xlsx", "--encoding", "tcvn3")
    assert cli.rows("member", "show", "HV-0002")[0]["name"] == "Công ty Mẫu"


def test_rejected_rows_go_to_no_file_that_is_read_and_to_none_of_an_unknown_ending(cli: Cli) -> None:
    faulty = "name,tax_code\nMẫu A,1\n"
    assert "'list.csv' is the list itself" in listed(cli, faulty, "--rejected", "list.csv").err
    assert (cli.folder / "list.csv").read_text(encoding="utf-8") == faulty
    assert listed(cli, faulty, "--rejected", "faulty.pdf").status == 2


def test_the_same_import_again_renames_nobody(cli: Cli) -> None:
    listed(cli, SOME)
    capitals = "name,tax_code\nCÔNG TY MẪU B,0201900138\n"
    assert counts(listed(cli, capitals)) == "created 0 · updated 1 · unchanged 0 · errors 0"
    assert counts(listed(cli, capitals)) == "created 0 · updated 0 · unchanged 1 · errors 0"


def test_faulty_rows_keep_every_cell(cli: Cli) -> None:
    listed(cli, "name,address,phone\nCông ty A,Số 1, Phố B,0912345678\n", "--rejected", "faulty.csv")
    rejected = (cli.folder / "faulty.csv").read_text(encoding="utf-8-sig")
    assert rejected.splitlines()[1].startswith("Công ty A,Số 1,Phố B,0912345678,")
    listed(cli, "X,name,tax_code,X\nc,A,1,d\n", "--ignore", "X", "--rejected", "faulty.json")
    [row] = json.loads((cli.folder / "faulty.json").read_text(encoding="utf-8"))
    assert (row["X"], row["X#4"]) == ("c", "d")
    assert listed(cli, "name,tax_code\nA,1\n", "--rejected", "-").status == 2


def test_a_plan_as_data_stands_alone_on_standard_output(cli: Cli) -> None:
    (cli.folder / "list.csv").write_text(SOME, encoding="utf-8")
    shown = cli.terminal("member", "import", "list.csv", "-f", "json", answers=["y"]).out
    plan = json.loads(shown[shown.index("{") : shown.rindex("}") + 1])
    assert [row["id"] for row in plan["rows"]] == ["HV-0002", "HV-0003"]
    assert "\nHV-0003" not in shown


def test_an_export_goes_to_a_pipe_and_not_through_a_loop_of_links(cli: Cli) -> None:
    done = subprocess.run(
        ["/bin/sh", "-c", f"{sys.executable} -m hiephoi_cli sector export -o /dev/stdout -f csv | head -1"],
        cwd=cli.folder,
        env=cli.variables({}),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.stdout.startswith("code,name,")
    (cli.folder / "one").symlink_to("two")
    (cli.folder / "two").symlink_to("one")
    assert cli("sector", "export", "-f", "csv", "-o", "one").status == 6


def test_an_export_of_nothing_comes_back(cli: Cli) -> None:
    cli.path.write_text(cli.text.partition("# --- Hội viên")[0], encoding="utf-8")
    cli("member", "export", "-o", "none.json")
    assert counts(cli("member", "import", "none.json")) == "created 0 · updated 0 · unchanged 0 · errors 0"


def test_a_formula_in_a_list_never_becomes_one(cli: Cli) -> None:
    formula = '=HYPERLINK("http://mau.example";"x")'
    cli("member", "add", formula, "--phone", "02253822016")
    cli("member", "export", "-o", "out.xlsx")
    sheet = openpyxl.load_workbook(cli.folder / "out.xlsx").worksheets[0]
    cells = {cell.value: cell.data_type for row in sheet.iter_rows() for cell in row}
    assert (cells[formula], cells["02253822016"]) == ("s", "s")
    assert cli("member", "export", "--excel", "-c", "name,phone").out == (
        "\ufeffname,phone\r\nCông ty Cổ phần dự án và công nghiệp Top Land,\r\n"
        '"\t=HYPERLINK(""http://mau.example"";""x"")",\t02253822016\r\n'
    )


def test_a_formula_without_a_value_is_reported_with_its_cell(cli: Cli) -> None:
    book, data = openpyxl.Workbook(), BytesIO()
    for cells in (["name", "phone"], ["=A1", "#N/A"]):
        book.worksheets[0].append(cells)
    book.save(data)
    (cli.folder / "list.xlsx").write_bytes(data.getvalue())
    plan = json.loads(cli("member", "import", "list.xlsx", "-f", "json").out)
    assert [problem.partition(" (")[0] for problem in plan["rows"][0]["problems"]] == [
        "A2: '=A1' has no value",
        "B2: '#N/A' has no value",
    ]


def test_sectors_offices_and_mandates_come_in_too(cli: Cli) -> None:
    (cli.folder / "s.csv").write_text("Tên lĩnh vực\nCơ khí\nXây lắp\n", encoding="utf-8")
    assert cli("sector", "import", "s.csv").out == "co-khi\n"
    (cli.folder / "o.csv").write_text("Tên,Số lượng,Thuộc ban\nỦy viên,5,Ban Chấp hành\n", encoding="utf-8")
    assert cli("office", "import", "o.csv").out == "uy-vien\n"
    mandates = "Họ tên,Chức vụ,Từ ngày,Hội viên,Quyền\nLê Văn Mẫu,Ủy viên,01/02/2025,HV-0001,có\n"
    (cli.folder / "m.csv").write_text(mandates, encoding="utf-8")
    assert cli("officer", "import", "m.csv").out == "Lê Văn Mẫu · HV-0001 · uy-vien · 2025-02-01\n"
    assert counts(cli("officer", "import", "m.csv")) == "created 0 · updated 0 · unchanged 1 · errors 0"
    [mandate] = cli.rows("officer", "list", "--office", "uy-vien")
    assert (mandate["member"], mandate["acting"]) == ("HV-0001", "true")
    (cli.folder / "s.csv").write_text("Tên lĩnh vực\nCơ-khí\n", encoding="utf-8")
    assert "sector 'co-khi' already exists" in cli("sector", "import", "s.csv").out


def test_a_rule_that_an_import_would_break_is_reported_with_the_row(cli: Cli) -> None:
    text = "name,joined,left,left_reason\nMẫu A,2025-02-01,2025-01-01,resigned\nMẫu B,,,resigned\nMẫu C,2025-01-01,,\n"
    rows = planned(cli, text)["rows"]
    assert [(row["action"], row["problems"]) for row in rows] == [
        ("error", ["left: 2025-01-01 is before 2025-02-01"]),
        ("error", ["left_reason: a reason without a date in 'left'"]),
        ("create", []),
    ]


def test_a_rule_that_a_registry_takes_for_an_error_counts_as_one(cli: Cli) -> None:
    cli.path.write_text(cli.text + '\n[rules]\nunclassified = "error"\n', encoding="utf-8")
    assert problems(cli, "name,sectors\nMẫu A,\nMẫu B,xay-lap\n") == ["sectors: 'Mẫu A' belongs to no sector"]


def test_errors_that_stood_before_do_not_block_an_import(cli: Cli) -> None:
    cli.path.write_text(cli.text + '\n[[members]]\nid = "HV-0002"\nname = "Cũ"\ntax_code = "12"\n', encoding="utf-8")
    result = listed(cli, SOME)
    assert (result.status, result.out) == (0, "HV-0003\nHV-0004\n")
    assert "errors from before: 1; see `hiephoi check`\n" in result.err


def test_a_terminal_shows_the_plan_and_asks_before_it_writes(cli: Cli) -> None:
    before = cli.text
    (cli.folder / "list.csv").write_text(SOME, encoding="utf-8")
    refused = cli.terminal("member", "import", "list.csv", answers=["n"])
    assert "Công ty Mẫu A" in refused.out
    assert "created 2 · updated 0 · unchanged 0 · errors 0" in refused.out
    assert refused.out.endswith("nothing was changed\r\n")
    assert "HV-0002\r\n" not in refused.out
    assert (refused.status, refused.file) == (0, before)
    agreed = cli.terminal("member", "import", "list.csv", answers=["y"])
    assert agreed.out.endswith("HV-0002\r\nHV-0003\r\ncreated 2 · updated 0 · unchanged 0 · errors 0\r\n")
    assert agreed.file.count("[[members]]") == 3


def test_the_plan_is_seen_before_the_question_wherever_standard_output_goes(cli: Cli) -> None:
    (cli.folder / "list.csv").write_text(SOME, encoding="utf-8")
    shown = cli.terminal("member", "import", "list.csv", answers=["y"], output="out.txt").out
    assert "Công ty Mẫu A" in shown[: shown.index("write this?")]
    assert (cli.folder / "out.txt").read_text(encoding="utf-8") == "HV-0002\nHV-0003\n"


@pytest.mark.parametrize("options", [("--yes",), ()])
def test_a_terminal_is_not_asked_where_there_is_nothing_to_ask(cli: Cli, options: tuple[str, ...]) -> None:
    text = SOME if options else HEAD + "Công ty Mẫu A;0200747399;Xây lắp;\n"
    (cli.folder / "list.csv").write_text(text, encoding="utf-8")
    result = cli.terminal("member", "import", "list.csv", *options)
    assert (result.status, "write this?" in result.out) == (0, False)
    assert "Công ty Mẫu A" in result.file


def test_what_was_agreed_to_is_not_written_over_what_changed_meanwhile(cli: Cli) -> None:
    (cli.folder / "list.csv").write_text(SOME, encoding="utf-8")

    def meanwhile() -> Iterator[str]:
        cli("member", "add", "Công ty Chen Ngang")
        yield "y"

    result = cli.terminal("member", "import", "list.csv", answers=meanwhile())
    assert result.status == 4
    assert "somebody changed the registry meanwhile; nothing was written" in result.out
    assert "Công ty Mẫu A" not in result.file


@pytest.mark.deep
def test_two_imports_at_once_are_both_done(cli: Cli) -> None:
    running = []
    for number in range(4):
        rows = "".join(f"Công ty {number}-{row}\n" for row in range(50))
        (cli.folder / f"{number}.csv").write_text("name\n" + rows, encoding="utf-8")
        command = [sys.executable, "-m", "hiephoi_cli", "member", "import", f"{number}.csv"]
        running.append(
            subprocess.Popen(
                command, cwd=cli.folder, env=cli.variables({}), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE
            )
        )
    printed = [process.communicate()[0].decode().split() for process in running]
    assert [process.returncode for process in running] == [0] * 4
    assert sorted(chain.from_iterable(printed)) == [f"HV-{number:04}" for number in range(2, 202)]
    assert len(cli.rows("member", "list")) == 201


def test_all_is_said_in_vietnamese_too(cli: Cli) -> None:
    shutil.copy(WORKBOOK, cli.folder / "ds.xlsx")
    result = cli("member", "import", "ds.xlsx", HIEPHOI_LANG="vi")
    assert counts(result) == "thêm 17 · sửa 0 · giữ nguyên 0 · lỗi 48"
    assert (
        "bỏ qua: cột 'STT' · dòng trống: 1 · dòng 71: 'Tổng cộng: 65 hội viên' · trang tính 'Ghi chú'\n" in result.err
    )
    assert "lỗi: có 48 dòng lỗi; chưa ghi gì vào sổ\n" in result.err


@pytest.mark.parametrize("name", ["faulty.md", "faulty.html", "faulty.xls", "faulty"])
def test_faulty_rows_go_to_a_file_that_can_be_imported_again(cli: Cli, name: str) -> None:
    result = listed(cli, SOME, "--rejected", name)
    assert (result.status, result.file.count("[[members]]")) == (2, 1)
    assert "save it as one of .csv .tsv .xlsx .json .jsonl .txt" in result.err


def test_half_a_character_is_a_faulty_row_whatever_shows_it(cli: Cli) -> None:
    text = "name\nA+2AA-\n"
    for options in (("-f", "json"), ("--rejected", "faulty.json"), ("--rejected", "faulty.xlsx"), ()):
        result = listed(cli, text, "--encoding", "utf-7", *options)
        assert (result.status, "unexpected" in result.err) == (5, False)
    assert json.loads(listed(cli, text, "--encoding", "utf-7", "-f", "json").out)["errors"] == 1


def test_json_that_is_nested_deeply_is_refused(cli: Cli) -> None:
    for name in ("note", "offers"):
        (cli.folder / "deep.json").write_text(f'[{{"name": "A", "{name}": {"[" * 500}1{"]" * 500}}}]', encoding="utf-8")
        result = cli("member", "import", "deep.json")
        assert (result.status, "unexpected" in result.err) == (5, False)


def test_an_import_is_said_to_be_done_where_its_keys_cannot_be_written(cli: Cli) -> None:
    (cli.folder / "list.csv").write_text(SOME, encoding="utf-8")
    for command, members in (("import list.csv", 3), ("add A", 4)):
        line = f"{sys.executable} -m hiephoi_cli member {command} > /dev/full"
        done = subprocess.run(
            ["sh", "-c", line], cwd=cli.folder, env=cli.variables({}), capture_output=True, check=False
        )
        assert done.returncode == 6
        assert b"hint: the registry has been changed" in done.stderr
        assert cli.text.count("[[members]]") == members


def test_a_wait_that_is_no_number_is_reported_in_the_readers_language(cli: Cli) -> None:
    assert "error: 'abc' is not a number\n" in listed(cli, SOME, "--wait", "abc").err
    told = cli("member", "import", "list.csv", "--wait", "abc", HIEPHOI_LANG="vi")
    assert (told.status, "lỗi: 'abc' không phải là số\n" in told.err) == (2, True)


@pytest.mark.parametrize("name", ["csv", "tsv"])
def test_a_plan_without_rows_has_its_headings(cli: Cli, name: str) -> None:
    listed(cli, SOME)
    separator = "," if name == "csv" else "\t"
    assert listed(cli, SOME[: SOME.index("\n") + 1], "-f", name).out.split("\n")[0].split(separator)[0] == "row"


@pytest.mark.parametrize("ending", ["csv", "tsv", "json", "jsonl", "xlsx"])
def test_a_faulty_cell_of_two_lines_comes_back_as_it_was(cli: Cli, ending: str) -> None:
    listed(cli, 'name,note,phone\nA,"=1+1\nx",912345678\n', "--rejected", f"faulty.{ending}")
    taken = cli("member", "import", f"faulty.{ending}", "--repair")
    assert (taken.status, 'note = "=1+1 x"\n' in taken.file) == (0, True)


def test_ids_of_the_usual_form_are_written_as_the_others(cli: Cli) -> None:
    result = listed(cli, "id,name\nhv-0009,Công ty A\n")
    assert (result.status, result.out) == (0, "HV-0009\n")
    [told] = problems(cli, "id,name\nhv-0019,Công ty B\nHV-0019,Công ty C\n")
    assert told.startswith("row 2 describes the same member: 'HV-0019'")


def test_a_fault_of_many_rows_is_reported_once_with_its_rows(cli: Cli) -> None:
    rows = [f"Công ty Mẫu {number},{'xay-lop' if number != 3 else 'xay-lap'}" for number in range(1, 7)]
    (cli.folder / "list.csv").write_text("\n".join(["name,sectors", *rows]), encoding="utf-8")
    shown = cli("member", "import", "list.csv", "--dry-run", "-f", "table").out
    assert shown.count("no sector 'xay-lop'") == 1
    assert shown.endswith("rows 2-3, 5-7: sectors: no sector 'xay-lop' (did you mean 'xay-lap'?)\n")
    assert shown.count("│ see below the table │") == 5
    assert cli("member", "import", "list.csv", "--dry-run").out.count("no sector 'xay-lop'") == 5


@pytest.mark.parametrize("noun", ["sector", "office"])
def test_what_a_list_counts_is_skipped_when_it_comes_back(cli: Cli, noun: str) -> None:
    cli(noun, "list", "-o", "list.xlsx")
    again = cli(noun, "import", "list.xlsx")
    assert (again.status, again.out) == (0, "")
    assert "updated 0" in counts(again)
    assert "skipped: column '" in again.err


def test_members_of_one_sector_may_share_a_merged_cell(cli: Cli) -> None:
    made = openpyxl.Workbook()
    for row in (["Tên", "Lĩnh vực"], ["Công ty Mẫu A", "Xây lắp"], ["Công ty Mẫu B", None]):
        made.active.append(row)
    made.active.merge_cells("B2:B3")
    made.save(cli.folder / "list.xlsx")
    result = cli("member", "import", "list.xlsx")
    assert (result.status, result.file.count('sectors = ["xay-lap"]')) == (0, 2)
    assert "rows with the value of merged cells in 'Lĩnh vực': 1" in result.err


def test_the_plan_of_links_says_what_happens_and_why_at_80_columns(cli: Cli) -> None:
    cli("member", "add", "Công ty TNHH Mẫu")
    (cli.folder / "l.csv").write_text(
        "Bên bán,Bên mua,Sản phẩm,Ngày,Trạng thái\n"
        "HV-0001,HV-0002,thép tấm cán nóng và sơn tĩnh điện,13/03/2026,introduced\n"
        "HV-0001,HV-0009,bu lông,13/03/2026,introduced\n",
        encoding="utf-8",
    )
    shown = cli("link", "import", "l.csv", "--dry-run", "-f", "table").out
    assert "│ Row │ Action │ ID " in shown
    assert "What" in shown.splitlines()[1]
    assert "Name" not in shown.splitlines()[1]
    assert "no member" in shown


def test_the_plan_gives_an_example_of_what_was_joined_or_guessed(cli: Cli) -> None:
    (cli.folder / "m.csv").write_text(
        "Tên doanh nghiệp,Họ đệm,Tên,Số nhà,Phường,Số ĐT công ty,MST\n"
        "Công ty Mẫu,Lê Văn,Mẫu,1 đường Mẫu,phường Mẫu,0225 3822017,0200747399\n",
        encoding="utf-8",
    )
    joins = ("--map", "Họ đệm+Tên=representative", "--map", "Số nhà+Phường=address")
    result = cli("member", "import", "m.csv", "--dry-run", "-f", "table", *joins)
    example = "example, row 2: Representative 'Lê Văn Mẫu', Address '1 đường Mẫu, phường Mẫu', Phone '0225 3822017'\n"
    assert example in result.told, result
    assert "example" not in cli("member", "import", "m.csv", "--yes", *joins).err


@pytest.mark.deep
def test_no_progress_is_drawn_over_a_question(cli: Cli) -> None:
    def answers() -> Iterator[str]:
        time.sleep(1)  # longer than work goes on without progress
        yield from ("1", "y")

    (cli.folder / "list.csv").write_text("Tên,SĐT/Email\nCông ty TNHH Mẫu,02253000000\n", encoding="utf-8")
    asked = cli.terminal("member", "import", "list.csv", answers=answers())
    assert asked.status == 0, asked
    assert "reading the list" not in asked.out
