"""`hiephoi report` as its users call it."""

import os
import subprocess
import sys

import openpyxl
import pytest

from harness import Cli
from transcripts import ROOT

BOARD = """
[[offices]]
code = "uy-vien"
name = "Ủy viên"
body = "Ban Chấp hành"
seats = 3
"""


@pytest.fixture
def full(cli: Cli) -> Cli:
    """The shipped registry with a board, and a second term; no language is chosen."""
    marker = "# --- Hội viên"
    mandates = """
[[officers]]
person = "Vũ Chi"
office = "uy-vien"
term = "2019-2024"
since = 2019-05-01
until = 2024-11-11
end_reason = "term-ended"

[[officers]]
person = "Lê <An>"
office = "uy-vien"
member = "HV-0001"
term = "2024-2029"
since = 2024-11-11
"""
    cli.path.write_text(cli.text.replace(marker, BOARD.lstrip() + "\n" + marker, 1) + mandates, encoding="utf-8")
    cli("member", "add", "Công ty Hai", "--sector", "xay-lap", "--joined", "2025-02-01")
    cli.environment |= {"LC_ALL": "C.UTF-8"}
    del cli.environment["HIEPHOI_LANG"]
    return cli


def rows(out: str) -> list[list[str]]:
    """The numbered rows of a list in Markdown."""
    cells = ([cell.strip() for cell in line.strip("|\n").split("|")] for line in out.splitlines())
    return [row for row in cells if row[0].isdigit()]


def test_a_report_in_a_pipe_is_markdown_in_vietnamese_whatever_the_locale(full: Cli) -> None:
    result = full("report", "officers")
    assert (result.status, result.err) == (0, "")
    assert "# DANH SÁCH NGƯỜI GIỮ CHỨC VỤ\n\n*Nhiệm kỳ 2024-2029*\n\n*Tính đến ngày 23/11/2026*" in result.out
    assert [row[1:3] for row in rows(result.out)] == [["Phạm Đoàn Tùng", "Chủ tịch"], ["Lê \\<An\\>", "Ủy viên"]]


def test_a_report_is_in_english_where_that_is_chosen(full: Cli) -> None:
    assert "# LIST OF MEMBERS" in full("report", "members", HIEPHOI_LANG="en").out


def test_errors_and_help_stay_in_the_users_language(full: Cli) -> None:
    assert full("report", "members", "-o", "x.doc").err.startswith("error: ")
    assert "Make the list of members" in full("report", "members", "--help").out


def test_officers_are_those_of_the_day_or_of_a_term(full: Cli) -> None:
    assert [row[1] for row in rows(full("report", "officers", "--on", "01/06/2019").out)] == ["Vũ Chi"]
    past = full("report", "officers", "--term", "2019-2024").out
    assert rows(past) == [["1", "Vũ Chi", "Ủy viên", "", "01/05/2019", "11/11/2024", "hết nhiệm kỳ"]]
    assert "*Nhiệm kỳ 2019-2024*" in past
    assert rows(full("report", "officers", "--term", "2019-2024", "--on", "2026-01-01").out) == []


def test_officers_of_one_body_are_named_so(full: Cli) -> None:
    text = full("report", "officers", "--body", "ban chap hanh").out
    assert [row[2] for row in rows(text)] == ["Ủy viên"]
    assert "*Ban Chấp hành*" in text
    result = full("report", "officers", "--body", "Ban Chấp hnah")
    assert result.status == 3
    assert "did you mean 'Ban Chấp hành'?" in result.err


def test_members_are_those_of_the_day_and_the_sector(full: Cli) -> None:
    assert [row[1] for row in rows(full("report", "members").out)] == ["HV-0001", "HV-0002"]
    assert [row[1] for row in rows(full("report", "members", "--on", "2025-01-31").out)] == ["HV-0001"]
    text = full("report", "members", "--sector", "xay lap").out
    assert [row[1] for row in rows(text)] == ["HV-0002"]
    assert "*Lĩnh vực: Xây lắp*" in text
    assert full("report", "members", "--sector", "xyz").status == 3


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (["membership=honorary"], "Loại hội viên: danh dự"),
        (["sectors=xay lap", "joined>=2/2025"], "Lĩnh vực: Xây lắp; Ngày gia nhập ≥ 02/2025"),
        (["!tax_code", "phone", "--any"], "chưa có mã số thuế hoặc có điện thoại"),
        (['offices.holders!~"<b>\x1b*x*"'], "Chức vụ đương nhiệm: đang giữ không có từ"),
        (["name!=A"], "Tên ≠ A"),
    ],
)
def test_a_paper_says_by_which_conditions_its_rows_were_chosen(full: Cli, asked: list[str], said: str) -> None:
    options = [part for text in asked for part in (["--where", text] if text != "--any" else [text])]
    result = full("report", "members", *options)
    assert (result.status, "\x1b" in result.out) == (0, False)
    assert f"*Trích theo điều kiện: {said}" in result.out
    assert "Trích" not in full("report", "members").out


def test_an_empty_list_is_reported(full: Cli) -> None:
    result = full("report", "members", "--sector", "tu-van")
    assert (result.status, result.err) == (0, "nothing found\n")
    assert "**Tổng số: 0**" in result.out


def test_a_file_is_written_in_the_format_of_its_ending(full: Cli) -> None:
    for name in ("a.html", "a.XLSX", "a.md"):
        result = full("report", "officers", "-o", name)
        assert (result.status, result.out, result.err) == (0, "", "")
    assert '<html lang="vi">' in (full.folder / "a.html").read_text(encoding="utf-8")
    assert "Lê &lt;An&gt;" in (full.folder / "a.html").read_text(encoding="utf-8")
    assert openpyxl.load_workbook(full.folder / "a.XLSX").sheetnames == ["DANH SÁCH NGƯỜI GIỮ CHỨC VỤ"]
    assert (full.folder / "a.md").read_text(encoding="utf-8") == full("report", "officers", "-o", "-").out


@pytest.mark.parametrize(
    ("output", "status", "said"),
    [
        ("list.doc", 2, "use one of the extensions .html .xlsx .md"),
        ("list", 2, "no known format has the file extension ''"),
        ("link.html", 2, "'link.html' is the registry itself"),
        ("no/such/folder/list.html", 6, "no/such/folder"),
    ],
)
def test_a_file_that_cannot_be_written_is_reported(full: Cli, output: str, status: int, said: str) -> None:
    (full.folder / "link.html").symlink_to("registry.toml")
    before = full.text
    result = full("report", "members", "-o", output)
    assert result.status == status
    assert said in result.err
    assert result.file == before


def test_without_xlsxwriter_the_install_command_is_shown_and_nothing_is_written(full: Cli) -> None:
    program = (
        "import sys; sys.modules['xlsxwriter'] = None; from hiephoi_cli.cli import run; sys.exit(run(sys.argv[1:]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, "report", "members", "-o", "a.xlsx"],
        cwd=full.folder,
        env=full.variables({"PYTHONPATH": os.pathsep.join((str(ROOT), os.environ.get("PYTHONPATH", "")))}),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.endswith("-m pip install XlsxWriter\n")
    assert not (full.folder / "a.xlsx").exists()


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_a_list_of_members_to_print_comes_back_and_changes_nothing(cli: Cli, language: str, ending: str) -> None:
    cli("member", "import", str(ROOT / "tests/data/members-65.csv"), "--yes")
    assert cli("report", "members", "-o", "paper.xlsx", HIEPHOI_LANG=language).status == 0
    if ending == "csv":  # as a spreadsheet saves it
        sheet = openpyxl.load_workbook(cli.folder / "paper.xlsx").worksheets[0]
        lines = (";".join(str(cell or "").replace(" 00:00:00", "") for cell in row) for row in sheet.values)
        (cli.folder / "paper.csv").write_text("\n".join(lines), encoding="utf-8-sig")
    result = cli("member", "import", f"paper.{ending}", "--yes")
    assert (result.status, "created 0 · updated 0 · unchanged 66 · errors 0" in result.err) == (0, True)


LINKS = """
[[links]]
supplier = "HV-0002"
buyer = "HV-0001"
product = "đúc <gang>"
on = 2026-02-01
status = "contract"
former_status = [{ status = "talking", until = 2026-07-01 }]

[[links]]
supplier = "HV-0001"
buyer = "HV-0002"
product = "khuôn"
on = 2025-12-31
"""


@pytest.fixture
def linked(full: Cli) -> Cli:
    """The same with links of two years."""
    full.path.write_text(full.text + LINKS, encoding="utf-8")
    return full


def test_links_are_those_introduced_in_the_period_with_their_status_at_its_end(linked: Cli) -> None:
    year = linked("report", "links").out
    assert "# KẾT QUẢ KẾT NỐI CUNG ỨNG\n\n*Từ ngày 01/01/2026 đến ngày 23/11/2026*" in year
    assert [row[3:7] for row in rows(year)] == [["đúc \\<gang\\>", "đã ký hợp đồng", "01/07/2026", "01/02/2026"]]
    half = linked("report", "links", "--from", "2025-01-01", "--to", "30/06/2026").out
    assert [row[3:5] for row in rows(half)] == [["khuôn", "đã giới thiệu"], ["đúc \\<gang\\>", "đang trao đổi"]]


def test_a_link_that_is_over_is_so_since_it_ended(linked: Cli) -> None:
    given = ("--product", "sơn", "--on", "01/03/2026", "--status", "ended", "--until", "01/06/2026")
    linked("link", "add", "HV-0002", "HV-0001", *given)
    assert ["sơn", "đã kết thúc", "01/06/2026", "01/03/2026"] in [
        row[3:7] for row in rows(linked("report", "links").out)
    ]


def test_links_are_chosen_by_conditions_and_written_as_other_papers(linked: Cli) -> None:
    period = ("report", "links", "--from", "2025-01-01")
    text = linked(*period, "--where", "product=khuôn").out
    assert [row[3] for row in rows(text)] == ["khuôn"]
    assert "khuôn*" in text
    assert "&lt;gang&gt;" in linked(*period, "-f", "html").out
    assert linked(*period, "-o", "links.xlsx").status == 0
    sheet = openpyxl.load_workbook(linked.folder / "links.xlsx").worksheets[0]
    assert "đúc <gang>" in [cell.value for row in sheet.iter_rows() for cell in row]


def test_a_period_that_ends_before_it_begins_is_refused(linked: Cli) -> None:
    result = linked("report", "links", "--from", "2026-02-01", "--to", "2026-01-01", HIEPHOI_LANG="en")
    assert result.status == 2
    assert "hint: hiephoi report links --from 2026-01-01 --to 2026-02-01" in result.err
