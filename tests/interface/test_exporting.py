"""`export` and `--output`: what is written, and for whom."""

import csv
import json
from datetime import datetime

import openpyxl
import pytest

from harness import Cli

NAMED = ("member", "add", "Công ty <b>Mẫu</b>", "--phone", "02253822016", "--joined", "2025-02-01")


def test_an_export_has_everybody_and_every_field(cli: Cli) -> None:
    cli(*NAMED, "--left", "2025-03-01")
    [shipped, left] = csv.DictReader(cli("member", "export").out.splitlines())
    assert (shipped["id"], left["left"], left["phone"]) == ("HV-0001", "2025-03-01", "02253822016")
    assert next(iter(left)) == "id"
    assert list(left)[-1] == "earlier_periods"


def test_an_export_is_csv_on_a_terminal_as_well(cli: Cli) -> None:
    assert cli.terminal("sector", "export", "-c", "code").out.split() == [
        "code",
        "tu-van",
        "xay-lap",
        "san-xuat-phu-tro",
        "dich-vu-ho-tro",
    ]


def test_a_workbook_has_typed_cells_and_a_header_that_stays(cli: Cli) -> None:
    cli(*NAMED)
    assert cli("member", "list", "-o", "out.xlsx", HIEPHOI_LANG="vi").out == ""
    sheet = openpyxl.load_workbook(cli.folder / "out.xlsx").worksheets[0]
    head, _shipped, row = sheet.iter_rows()
    cells = {title.value: cell for title, cell in zip(head, row, strict=True)}
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", f"A1:{head[-1].column_letter}3")
    assert (cells["Điện thoại"].value, cells["Điện thoại"].number_format) == ("02253822016", "@")
    assert cells["Ngày gia nhập"].value == datetime(2025, 2, 1)  # noqa: DTZ001  a cell's
    assert cells["Ngày gia nhập"].number_format == "dd/mm/yyyy"
    assert sheet.column_dimensions["B"].width > sheet.column_dimensions["A"].width


def test_a_workbook_is_not_written_to_a_terminal_or_a_pipe(cli: Cli) -> None:
    result = cli("member", "export", "-f", "xlsx")
    assert (result.status, result.out) == (2, "")
    assert "hint: write it to a file: -o FILE.xlsx\n" in result.err
    assert "gợi ý: ghi ra tệp: -o TỆP.xlsx\n" in cli("member", "list", "-f", "xlsx", HIEPHOI_LANG="vi").err


def test_csv_for_excel_has_a_mark_and_the_separator_of_the_language(cli: Cli) -> None:
    english = cli("sector", "list", "--excel", "-c", "code,name")
    assert english.out.startswith("\ufeffcode,name\r\ntu-van,Tư vấn\r\n")
    vietnamese = cli("sector", "list", "--excel", "-c", "code,name", HIEPHOI_LANG="vi")
    assert vietnamese.out.startswith("\ufeffcode;name\r\ntu-van;Tư vấn\r\n")
    assert cli("sector", "list", "--excel", "-f", "json").status == 2
    assert cli("sector", "list", "--excel", "-o", "x.xlsx").status == 2


def test_a_page_holds_no_markup_of_the_data(cli: Cli) -> None:
    cli(*NAMED)
    page = cli("member", "list", "--by", "sector", "-f", "html", HIEPHOI_LANG="vi").out
    assert '<html lang="vi">' in page
    assert "<td>Công ty &lt;b&gt;Mẫu&lt;/b&gt;</td>" in page
    assert "<h2>Chưa xếp lĩnh vực (2)</h2>" in page


def test_an_export_is_not_written_over_the_registry(cli: Cli) -> None:
    before = cli.text
    result = cli("member", "export", "-f", "csv", "-o", "registry.toml")
    assert (result.status, result.file) == (2, before)


def test_columns_can_be_chosen_and_sorted(cli: Cli) -> None:
    out = cli("sector", "export", "-f", "json", "-c", "code", "--sort", "-code").out
    assert [row["code"] for row in json.loads(out)] == ["xay-lap", "tu-van", "san-xuat-phu-tro", "dich-vu-ho-tro"]


@pytest.mark.parametrize("name", ["markdown", "html"])
def test_an_export_to_look_at_has_all_that_is_known(cli: Cli, name: str) -> None:
    cli("member", "edit", "HV-0001", "--note", "Một điều đáng nhớ")
    assert "Một điều đáng nhớ" in cli("member", "export", "-f", name).out
    assert "Một điều đáng nhớ" not in cli("member", "list", "-f", name).out


@pytest.mark.parametrize(("name", "ending"), [("csv", ".xlsx"), ("json", ".csv"), ("xlsx", ".csv"), ("table", ".html")])
def test_a_file_is_not_named_as_what_it_is_not(cli: Cli, name: str, ending: str) -> None:
    result = cli("member", "list", "-f", name, "-o", f"list{ending}")
    assert (result.status, f"the extension '{ending}' does not fit the format {name}" in result.err) == (2, True)
    assert not (cli.folder / f"list{ending}").exists()
