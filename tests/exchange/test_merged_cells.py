"""Every row that merged cells cover has their value; nothing else is filled."""

from io import BytesIO
from pathlib import Path
from struct import pack
from typing import Any

import openpyxl
import pytest

from exchange.sheets import patched, saved
from harness import DEEP
from hiephoi_cli.domain.fields import fields
from hiephoi_cli.domain.records import Member
from hiephoi_cli.errors import InvalidData
from hiephoi_cli.exchange.cell import Rows
from hiephoi_cli.exchange.headings import headings
from hiephoi_cli.exchange.merged_cells import with_merged
from hiephoi_cli.exchange.rows import rows

DATA = Path(__file__).parent.parent / "data"
HEAD = ["Tên", "Lĩnh vực", "Địa chỉ"]
A, B, C = "Công ty Mẫu A", "Công ty Mẫu B", "Công ty Mẫu C"
LIST = [HEAD, [A, "Xây lắp", "Số 9"], [B, None, None], [C, None, "Số 7"]]
FILLED = [[A, "Xây lắp", "Số 9"], [B, "Xây lắp", "Số 9"], [C, "Xây lắp", "Số 7"]]


def sheet(cells: list[list[Any]], *merged: str) -> bytes:
    """A workbook with these rows, in which some areas are merged."""
    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    page = made.create_sheet("List")
    for row in cells:
        page.append(row)
    for area in merged:
        page.merge_cells(area)
    return saved(made)


def read(data: bytes, format_: str = "xlsx", **how: Any) -> tuple[list[list[Any]], Rows]:
    """The cells below the header as an import takes them, and all that was read."""
    listed = rows(data, format_, **how)
    head, columns = headings(listed.filled, fields(Member), ignore_others=True)
    listed = with_merged(listed, head, columns)
    return [[*row.cells] for row in listed.filled if row.number > head.number], listed


def test_all_rows_of_merged_cells_have_their_value_and_the_plan_says_so() -> None:
    cells, listed = read(sheet(LIST, "B2:B4", "C2:C3"))
    assert cells == FILLED
    assert listed.remarks == (
        "rows with the value of merged cells in 'Lĩnh vực': 2",
        "rows with the value of merged cells in 'Địa chỉ': 1",
    )


def test_a_total_below_takes_no_value() -> None:
    assert read(sheet([*LIST, ["Tổng cộng: 3", None, None]], "B2:B5"))[0][-1] == ["Tổng cộng: 3", None, None]


@pytest.mark.parametrize("format_", ["ods", "xls"])
def test_other_workbooks_are_filled_too(format_: str) -> None:
    assert read((DATA / f"merged.{format_}").read_bytes(), format_)[0] == FILLED


def test_merged_cells_of_a_binary_workbook_are_known() -> None:
    record = b"\xb0\x01\x10" + pack("<IIII", 1, 3, 0, 0)
    data = patched((DATA / "marks.xlsb").read_bytes(), lambda part: part + record, "xl/worksheets/sheet1.bin")
    assert [merged[:3] for merged in rows(data, "xlsb").merged] == [(2, 4, 0)]


@pytest.mark.parametrize(
    ("cells", "merged"),
    [
        (LIST, ()),
        ([HEAD, [A, None, "Số 9"], [B, None, "Số 7"]], ("B1:B3",)),  # a heading
        ([*LIST, [None, None, None, "ghi chú"]], ("B4:B5",)),  # nothing above, and a row of no record
        ([HEAD, [A, None, None], [B, None, None]], ("B2:B3",)),
        ([HEAD, [A, "Xây lắp", None, 1], [B, "Tư vấn", None, None]], ("D2:D3",)),  # a column without a field
    ],
)
def test_nothing_is_filled_outside_of_merged_values(cells: list[list[Any]], merged: tuple[str, ...]) -> None:
    found, listed = read(sheet(cells, *merged))
    assert [row[: len(HEAD)] for row in found] == [row[: len(HEAD)] for row in cells[1:]]
    assert listed.remarks == ()


def test_a_row_that_holds_nothing_else_describes_no_record() -> None:
    cells, listed = read(sheet([[*HEAD, "Vốn"], [A, "Xây lắp", None, 1], [None, None, None, 2]], "A2:A3", "B2:B3"))
    assert cells == [[A, "Xây lắp", None, 1], [None, None, None, 2]]
    assert listed.remarks == ()


def test_what_stands_in_a_covered_cell_stays() -> None:
    data = patched(
        sheet([HEAD, [A, "Xây lắp", "x"], [B, "Tư vấn", "y"]]),
        lambda xml: xml.replace(b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="B2:B3"/></mergeCells>'),
    )
    assert [row[1] for row in read(data)[0]] == ["Xây lắp", "Tư vấn"]


def test_the_first_row_of_merged_cells_may_be_left_out_as_hidden() -> None:
    made = openpyxl.load_workbook(BytesIO(sheet(LIST, "B2:B4")))
    made["List"].row_dimensions[2].hidden = True
    assert [row[:2] for row in read(saved(made), skip_hidden=True)[0]] == [[B, "Xây lắp"], [C, "Xây lắp"]]


def with_areas(*areas: str) -> bytes:
    xml = "".join(f'<mergeCell ref="{area}"/>' for area in areas)
    return patched(
        sheet(LIST), lambda old: old.replace(b"</sheetData>", f"</sheetData><mergeCells>{xml}</mergeCells>".encode())
    )


@pytest.mark.parametrize(
    "areas",
    [
        ("B2:B1048576",),
        ("B2:XFD1048576",),
        tuple(f"B2:B{last}" for last in range(3, 100_003 if DEEP else 5_003)),
        ("B2:B4", "", "B2", "B2:", "1:2", "x", "B4:B2", "B0:B9", "B2:ZZZ9"),
    ],
)
def test_areas_of_any_size_number_and_form_are_read(areas: tuple[str, ...]) -> None:
    assert [row[1] for row in read(with_areas(*areas))[0]][:2] == ["Xây lắp"] * 2


@pytest.mark.deep
def test_more_areas_than_any_list_has_are_refused() -> None:
    with pytest.raises(InvalidData, match="the sheet has more merged cells than any list"):
        rows(with_areas(*["B2:B3"] * ((1 << 17) + 1)), "xlsx")
