"""A paper as an Excel workbook."""

import sys
from datetime import datetime
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from hiephoi_cli.errors import UsageError
from hiephoi_cli.output.papers.paper import Paper
from hiephoi_cli.output.papers.workbook import workbook
from output.papers import FORMULAS, members_list, officers_list


def sheet(paper: Paper) -> Any:
    return openpyxl.load_workbook(BytesIO(workbook(paper))).active


def column(paper: Paper, title: str) -> list[Any]:
    """The cells below that title."""
    read = sheet(paper)
    [head] = [cell for row in read.iter_rows() for cell in row if cell.value == title]
    return [read.cell(head.row + number, head.column) for number in range(1, len(paper.rows) + 1)]


def test_text_is_never_a_formula() -> None:
    cells = column(members_list(), "Name")
    assert [cell.value for cell in cells[1:]] == list(FORMULAS)
    assert {cell.data_type for cell in cells} == {"s"}
    assert [cell.quotePrefix for cell in cells] == [False, True, True, True, True, False]


def test_codes_and_phones_are_text_and_days_are_dates() -> None:
    paper = members_list()
    code, phone, joined = (column(paper, title)[0] for title in ("Tax code", "Phone", "Joined"))
    assert (code.value, code.data_type, code.number_format) == ("0314409058-002", "s", "@")
    assert (phone.value, phone.data_type) == ("0225 3822016", "s")
    assert (joined.value, joined.is_date, joined.number_format) == (datetime(2025, 2, 1), True, "yyyy-mm-dd")  # noqa: DTZ001  a cell's
    assert column(paper, "No.")[0].value == 1


def test_control_characters_come_out_harmless() -> None:
    assert column(members_list(), "Name")[0].value.endswith("| \\x1b[31m\nHai")


@pytest.mark.parametrize(("paper", "orientation"), [(members_list(), "landscape"), (officers_list(), "portrait")])
def test_a_sheet_prints_on_a4_with_its_head_on_every_page(paper: Paper, orientation: str) -> None:
    read = sheet(paper)
    assert (read.page_setup.orientation, read.page_setup.paperSize) == (orientation, 9)
    assert read.sheet_properties.pageSetUpPr.fitToPage
    head = int(read.freeze_panes.removeprefix("A")) - 1
    assert read.print_title_rows == f"${head}:${head}"
    assert read.cell(head, 1).value == "No."


def test_titles_and_signatures_stand_around_the_list() -> None:
    values = [cell.value for row in sheet(officers_list()).iter_rows() for cell in row if cell.value]
    assert values[:3] == ["HIỆP HỘI <B>THỬ</B>", "Founding decision no. 1/QĐ", "LIST OF OFFICE HOLDERS"]
    assert values[-5:] == [
        "PREPARED BY",
        "ON BEHALF OF THE BOARD",
        "(signature and full name)",
        "CHAIRMAN",
        "(signature, full name and seal)",
    ]


def test_where_xlsxwriter_is_missing_the_install_command_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(UsageError) as caught:
        workbook(officers_list())
    assert caught.value.reports[0].hint == f"{sys.executable} -m pip install XlsxWriter"
