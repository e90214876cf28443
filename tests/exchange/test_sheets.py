"""Sheets of workbooks, cell by cell."""

import re
import sys
import tracemalloc
from collections.abc import Callable
from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from exchange.sheets import book, patched, saved
from hiephoi_cli.errors import InvalidData, UsageError
from hiephoi_cli.exchange.cell import NoValue
from hiephoi_cli.exchange.sheets import letters, read_sheet
from hiephoi_cli.files.formats import workbook_format

DATA = Path(__file__).parent.parent / "data"


def lines(data: bytes, wanted: str | None = None) -> list[list[Any]]:
    return read_sheet(data, wanted)[0]


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (" Lê C ", "Lê C"),
        (41, 41),
        (1.5, 1.5),
        (True, True),
        (date(2029, 11, 11), date(2029, 11, 11)),
        (datetime(2029, 11, 10, 8), date(2029, 11, 10)),  # noqa: DTZ001  a cell's
        (time(8, 30), "08:30:00"),
        ("=1+1", NoValue("=1+1")),
        ("#N/A", NoValue("#N/A")),
    ],
)
def test_a_cell_is_what_it_is(value: object, cell: object) -> None:
    assert lines(book(["A", value])) == [["A", cell]]
    assert type(lines(book(["A", value]))[0][1]) is type(cell)


def test_a_whole_number_is_one_however_it_is_written() -> None:
    [[_name, number]] = lines(patched(book(["A", 41]), lambda xml: xml.replace(b"<v>41</v>", b"<v>41.0</v>")))
    assert (number, type(number)) == (41, int)


def test_a_formula_is_what_it_came_to_when_the_workbook_was_saved() -> None:
    data = patched(book(["=40+1", "=NA()"]), lambda xml: xml.replace(b"<v />", b"<v>41</v>", 1))
    assert lines(data) == [[41, NoValue("=NA()")]]


def test_a_formula_that_came_to_nothing_is_a_blank_cell() -> None:
    def computed(xml: bytes) -> bytes:
        return re.sub(rb'<c r="(A2|C1)">(<f>[^<]*</f>)<v />', rb'<c r="\1" t="str">\2<v></v>', xml)

    data = patched(book(["A", 1, '=""'], ['=""', 2], ["=A1"]), computed)
    assert lines(data) == [["A", 1], ["", 2], [NoValue("=A1"), None]]


def test_rows_are_as_long_as_the_longest_and_blank_ones_are_there() -> None:
    assert lines(book(["A"], [], ["B", "C", 1])) == [["A", None, None], [None, None, None], ["B", "C", 1]]
    assert lines(book()) == []


def test_blank_cells_up_to_the_edge_of_a_sheet_are_not_kept() -> None:
    sheet = Workbook()
    for number in range(1, 41):
        sheet.active.cell(number, 1).value = f"Công ty {number}"
        sheet.active.cell(number, 16_384).font = Font(bold=True)
    data = saved(sheet)
    tracemalloc.start()
    assert lines(data) == [[f"Công ty {number}"] for number in range(1, 41)]
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 4_000_000, "forty rows of 16,384 cells each are more"


def test_a_sheet_is_as_large_as_its_cells_whatever_is_written_of_it() -> None:
    data = patched(book(["A", "B"], [1, 2]), lambda xml: xml.replace(b'ref="A1:B2"', b'ref="A1"'))
    assert lines(data) == [["A", "B"], [1, 2]]


SHEETS = book(["first"], Hai=[["second"]], Trống=[[None]], **{"3": [["third"]]})


@pytest.mark.parametrize(("wanted", "cell"), [(None, "first"), ("List", "first"), ("Hai", "second"), ("2", "second")])
def test_a_sheet_is_named_or_numbered_or_the_first(wanted: str | None, cell: str) -> None:
    assert lines(SHEETS, wanted) == [[cell]]


def test_a_sheet_whose_name_is_a_number_goes_before_the_one_of_that_number() -> None:
    assert lines(SHEETS, "3") == [["third"]]


def test_other_sheets_that_hold_something_are_named() -> None:
    assert read_sheet(SHEETS, None)[1] == ("Hai", "3")
    assert read_sheet(SHEETS, "Hai")[1] == ("List", "3")


@pytest.mark.parametrize(
    ("wanted", "hint"),
    [
        ("Lits", "did you mean 'List'?"),
        ("5", "choose from: 'List', 'Hai', 'Trống', '3'"),
        ("0", "choose from: 'List', 'Hai', 'Trống', '3'"),
    ],
)
def test_a_sheet_that_is_not_there_is_told(wanted: str, hint: str) -> None:
    with pytest.raises(UsageError) as raised:
        read_sheet(SHEETS, wanted)
    assert raised.value.reports == ((f"no sheet '{wanted}'", hint),)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda _xml: b"",
        lambda xml: xml[:-30],
        lambda xml: xml.replace(b'r="A1"', b'r="!"'),
        lambda xml: xml.replace(b"<v>1</v>", b"<v>x</v>"),
    ],
)
def test_a_broken_workbook_is_told(spoil: Callable[[bytes], bytes]) -> None:
    with pytest.raises(InvalidData) as raised:
        lines(patched(book(["A", 1]), spoil))
    assert raised.value.reports == (("the file is not an Excel workbook", "save it again as an Excel workbook"),)


def test_a_file_that_is_no_workbook_or_has_no_sheets_is_told() -> None:
    charts = openpyxl.Workbook()
    charts.remove(charts.worksheets[0])
    charts.create_chartsheet()
    for data in (b"x", b"PK\x03\x04", saved(charts)):
        with pytest.raises(InvalidData, match="not an Excel workbook"):
            lines(data)


def test_a_sheet_that_is_hidden_is_read_when_none_else_is_there_or_it_is_named() -> None:
    made = openpyxl.load_workbook(BytesIO(book(["hidden"], Hai=[["shown"]])))
    made.worksheets[0].sheet_state = "hidden"
    assert read_sheet(saved(made), None) == ([["shown"]], ("List",))
    assert lines(saved(made), "1") == [["hidden"]]


def test_zeros_that_a_format_shows_are_part_of_a_code() -> None:
    made = Workbook()
    made.active.append([7, 8, 200747399, 5])
    for place, code in (("A1", "0000"), ("B1", '"HV-"0000'), ("C1", "0000000000"), ("D1", "#,##0")):
        made.active[place].number_format = code
    assert lines(saved(made)) == [["0007", "HV-0008", "0200747399", 5]]


def test_days_of_a_workbook_may_be_counted_from_1904() -> None:
    made = Workbook()
    made.epoch = CALENDAR_MAC_1904
    made.active.append([date(2025, 2, 1)])
    assert lines(saved(made)) == [[date(2025, 2, 1)]]


MAIN = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


@pytest.mark.parametrize(
    ("xml", "cells"),
    [
        (b"<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>", [[1, 2], [3, None]]),
        (b'<row r="2"><c r="B2"><v>1</v></c></row>', [[None, None], [None, 1]]),
        (b'<row><c t="inlineStr"><is><r><t>C\xc3\xb4ng </t></r><r><t>ty</t></r></is></c></row>', [["Công ty"]]),
        (b'<row><c t="inlineStr"><is><t>A</t><rPh sb="0" eb="1"><t>B</t></rPh></is></c></row>', [["A"]]),
        (b'<row><c t="inlineStr"><is><t>a_x000D_b_x005F_x0041_</t></is></c></row>', [["a\rb_x0041_"]]),
        (
            b'<row><c t="str"><f>A1</f><v>x</v></c><c t="e"><f>1/0</f><v>#DIV/0!</v></c></row>',
            [["x", NoValue("#DIV/0!")]],
        ),
        (b'<row><c t="d"><v>2025-02-01T00:00:00</v></c><c t="b"><v>0</v></c></row>', [[date(2025, 2, 1), False]]),
        (b'<row><c s="99"><v>1E3</v></c><c><v>12345678901234567890</v></c></row>', [[1000, 12345678901234567890]]),
        (b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1"><c r="A1"><v>2</v></c></row>', [[1], [2]]),
    ],
)
def test_cells_are_read_as_other_programs_write_them(xml: bytes, cells: list[list[Any]]) -> None:
    sheet = b"<worksheet " + MAIN + b"><sheetData>" + xml + b"</sheetData></worksheet>"
    assert lines(patched(book(["A"]), lambda _xml: sheet)) == cells
    prefixed = re.sub(rb"<(/?)", rb"<\1x:", sheet).replace(b"xmlns=", b"xmlns:x=")
    assert lines(patched(book(["A"]), lambda _xml: prefixed)) == cells


def test_styles_and_names_of_parts_may_be_odd() -> None:
    data = book(["A", date(2025, 2, 1)])
    assert lines(patched(data, lambda xml: re.sub(rb"<cellStyleXfs.*?</cellStyleXfs>", b"", xml), "xl/styles.xml")) == [
        ["A", date(2025, 2, 1)]
    ]
    bare = BytesIO()
    with ZipFile(BytesIO(book([1]))) as old, ZipFile(bare, "w") as new:
        for name in old.namelist():
            if "styles" not in name and "sharedStrings" not in name:
                new.writestr(name, old.read(name))
    assert lines(bare.getvalue()) == [[1]]
    odd = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(odd, "w") as new:
        for name in old.namelist():
            new.writestr(name.replace("/", "\\").upper() if "sheet1" in name else name, old.read(name))
    assert lines(odd.getvalue()) == [["A", date(2025, 2, 1)]]


@pytest.mark.deep
def test_what_would_fill_memory_is_refused() -> None:
    entities = b'<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    with pytest.raises(InvalidData, match="not an Excel workbook"):
        lines(patched(book(["A"]), lambda xml: xml.replace(b"<worksheet", entities + b"<worksheet", 1)))
    with pytest.raises(InvalidData, match="more rows than Excel allows"):
        lines(patched(book(["A"]), lambda xml: xml.replace(b'<row r="1"', b'<row r="1048577"')))
    with pytest.raises(InvalidData) as raised:
        lines(patched(book(["A"]), lambda xml: xml.replace(b'r="1"', b'r="1048576"').replace(b"A1", b"XFD1048576")))
    assert raised.value.reports == (
        ("the sheet extends to cell XFD1048576, far beyond any list", "delete the stray content there"),
    )


@pytest.mark.parametrize("name", ["from-calc.xls", "from-calc.ods"])
def test_workbooks_of_other_formats_are_read(name: str) -> None:
    read, others = read_sheet((DATA / name).read_bytes(), None)
    assert read[0] == ["Mã", "Tên", "MST", "Ngày", "Giờ", "Số", "Lỗi", "CT", "Đúng"]
    assert read[1] == [7, "Công ty Mẫu", "0200747399", date(2025, 2, 1), "08:30:00", 1.5, None, 2, True]
    assert read[2][1] == "Lê Văn Mẫu"
    assert others == ("Ẩn",)
    assert workbook_format((DATA / name).read_bytes()) == name.rpartition(".")[2]


def test_a_workbook_with_a_password_is_told() -> None:
    data = b"\xd0\xcf\x11\xe0" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
    with pytest.raises(InvalidData, match="protected by a password"):
        lines(data)


def test_without_calamine_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    with pytest.raises(UsageError) as raised:
        lines(b"\xd0\xcf\x11\xe0")
    assert raised.value.reports == (
        (
            "python-calamine, which reads xls, xlsb and ods files, is missing",
            f"{sys.executable} -m pip install python-calamine",
        ),
    )


@pytest.mark.parametrize(("index", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (701, "ZZ"), (702, "AAA")])
def test_columns_are_named_as_in_a_sheet(index: int, name: str) -> None:
    assert letters(index) == name
