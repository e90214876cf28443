"""Sheets of workbooks, cell by cell."""

import re
import sys
import tracemalloc
from collections.abc import Callable
from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from exchange.sheets import FIRST, book, patched, saved
from hiephoi_cli.domain.partial_day import PartialDay
from hiephoi_cli.errors import InvalidData, UsageError
from hiephoi_cli.exchange.cell import NoValue
from hiephoi_cli.exchange.rows import rows
from hiephoi_cli.exchange.sheet_marks import letters
from hiephoi_cli.exchange.sheets import read_sheet
from hiephoi_cli.files.formats import workbook_format

DATA = Path(__file__).parent.parent / "data"


def lines(data: bytes, wanted: str | None = None) -> list[list[Any]]:
    return read_sheet(data, wanted).lines


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (" Lê C ", "Lê C"),
        (41, 41),
        (1.5, 1.5),
        (True, True),
        (date(2029, 11, 11), date(2029, 11, 11)),
        (datetime(2029, 11, 10, 8), datetime(2029, 11, 10, 8)),  # noqa: DTZ001  a cell's
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
    assert [sheet.name for sheet in read_sheet(SHEETS, None).others] == ["Hai", "3"]
    assert [sheet.name for sheet in read_sheet(SHEETS, "Hai").others] == ["List", "3"]


@pytest.mark.parametrize(
    ("wanted", "hint"),
    [
        ("Lits", "did you mean 'List'?"),
        ("5", "choose from: 'List', 'Hai', 'Trống', '3'"),
        ("0", "choose from: 'List', 'Hai', 'Trống', '3'"),
    ],
)
def test_a_sheet_that_is_not_there_is_reported(wanted: str, hint: str) -> None:
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
def test_a_broken_workbook_is_reported(spoil: Callable[[bytes], bytes]) -> None:
    with pytest.raises(InvalidData) as raised:
        lines(patched(book(["A", 1]), spoil))
    assert raised.value.reports == (
        (
            "the workbook is damaged, or not all of it is there",
            "copy it again, or open it in Excel and save it again",
        ),
    )


def test_a_file_that_is_no_workbook_or_has_no_sheets_is_reported() -> None:
    charts = openpyxl.Workbook()
    charts.remove(charts.worksheets[0])
    charts.create_chartsheet()
    for data in (b"PK\x03\x04", saved(charts)):
        with pytest.raises(InvalidData, match="the workbook is damaged"):
            lines(data)
    with pytest.raises(InvalidData, match="not an Excel workbook"):
        lines(b"x")


def test_a_sheet_that_is_hidden_is_read_when_none_else_is_there_or_it_is_named() -> None:
    made = openpyxl.load_workbook(BytesIO(book(["hidden"], Hai=[["shown"]])))
    made.worksheets[0].sheet_state = "hidden"
    read = read_sheet(saved(made), None)
    assert (read.lines, [(sheet.name, sheet.is_shown) for sheet in read.others]) == ([["shown"]], [("List", False)])
    assert lines(saved(made), "1") == [["hidden"]]


def test_zeros_that_a_format_shows_are_part_of_a_code() -> None:
    made = Workbook()
    made.active.append([7, 8, 200747399, 5])
    for place, code in (("A1", "0000"), ("B1", '"HV-"0000'), ("C1", "0000000000"), ("D1", "#,##0")):
        made.active[place].number_format = code
    assert lines(saved(made)) == [["0007", "HV-0008", "0200747399", 5]]


def test_words_that_a_format_adds_to_a_text_are_part_of_it() -> None:
    made = Workbook()
    made.active.append(["0007", "A", "B"])
    for place, code in (("A1", '"HV-"@'), ("B1", "@"), ("C1", '0;0;0;"(cũ) "@')):
        made.active[place].number_format = code
    assert lines(saved(made)) == [["HV-0007", "A", "(cũ) B"]]


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
    with pytest.raises(InvalidData, match="the workbook is damaged"):
        lines(patched(book(["A"]), lambda xml: xml.replace(b"<worksheet", entities + b"<worksheet", 1)))
    with pytest.raises(InvalidData, match="more rows than Excel allows"):
        lines(patched(book(["A"]), lambda xml: xml.replace(b'<row r="1"', b'<row r="1048577"')))
    with pytest.raises(InvalidData) as raised:
        lines(patched(book(["A"]), lambda xml: xml.replace(b'r="1"', b'r="1048576"').replace(b"A1", b"XFD1048576")))
    assert raised.value.reports == (
        ("the sheet extends to cell XFD1048576, far beyond any list", "delete the stray content there"),
    )


@pytest.mark.parametrize("name", ["from-calc.xls", "from-calc.ods"])
def test_workbooks_of_other_formats_are_read_as_they_show_their_cells(name: str) -> None:
    read = read_sheet((DATA / name).read_bytes(), None)
    titles, first, second = read.lines
    assert titles == ["Mã", "Tên", "MST", "Ngày", "Giờ", "Số", "Lỗi", "CT", "Đúng"]
    day = date(2025, 2, 1)
    assert first == ["HV-0007", "Công ty Mẫu", "0200747399", day, "08:30:00", 1.5, NoValue("#N/A"), 2, True]
    assert (second[0], second[1], second[2]) == ("0008", "Lê Văn Mẫu", "0200747399")
    assert second[3] == datetime(2025, 2, 1, 8, 30)  # noqa: DTZ001  a cell's
    assert second[6] == NoValue("#DIV/0!")
    assert [(sheet.name, sheet.is_shown) for sheet in read.others] == [("Ẩn", False)]
    assert workbook_format((DATA / name).read_bytes()) == name.rpartition(".")[2]


@pytest.mark.parametrize("place", [64, 1672, 2050])
def test_one_damaged_byte_ends_no_more_than_the_reading(capfd: pytest.CaptureFixture[str], place: int) -> None:
    data = bytearray((DATA / "from-calc.xls").read_bytes())
    data[place] = 0
    with pytest.raises(InvalidData, match="the workbook is damaged"):
        lines(bytes(data))
    assert capfd.readouterr() == ("", "")


def test_a_workbook_with_a_password_is_reported() -> None:
    data = b"\xd0\xcf\x11\xe0" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
    with pytest.raises(InvalidData, match="protected by a password"):
        lines(data)


def test_without_calamine_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    with pytest.raises(UsageError) as raised:
        lines(b"\xd0\xcf\x11\xe0")
    assert raised.value.reports == (
        (
            "python-calamine, which reads xls files, is missing",
            f"{sys.executable} -m pip install python-calamine",
        ),
    )


@pytest.mark.parametrize(("index", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (701, "ZZ"), (702, "AAA")])
def test_columns_are_named_as_in_a_sheet(index: int, name: str) -> None:
    assert letters(index) == name


@pytest.mark.parametrize("name", ["marks.ods", "marks.xls", "marks.xlsb"])
def test_hidden_columns_and_links_of_other_formats_are_known(name: str) -> None:
    read = read_sheet((DATA / name).read_bytes(), None)
    assert read.lines[2][:6] == ["HV-0008", "Công ty Mẫu B", "mau.example.vn", "b@example.vn", date(2020, 5, 2), "25%"]
    assert (read.lines[2][7], read.lines[3][7]) == (NoValue("#N/A"), NoValue("#DIV/0!"))
    assert read.marks.hidden_columns == {7}
    assert read.marks.links[2, 2] == "http://mau-a.example.vn/"
    assert [(sheet.name, sheet.is_shown) for sheet in read.others] == [("Cũ", False)]


def test_a_document_packed_again_in_another_order_is_read() -> None:
    packed = BytesIO()
    with ZipFile(DATA / "marks.ods") as old, ZipFile(packed, "w") as new:
        for name in reversed(old.namelist()):
            new.writestr(name, old.read(name))
    assert workbook_format(packed.getvalue()) == "ods"
    assert lines(packed.getvalue()) == lines((DATA / "marks.ods").read_bytes())


@pytest.mark.parametrize("name", ["marks.ods", "marks.xls"])
def test_hidden_rows_are_left_out_where_that_is_asked_for(name: str) -> None:
    data = (DATA / name).read_bytes()
    assert read_sheet(data, None).marks.hidden_rows == {3}
    listed = rows(data, name.rpartition(".")[2], skip_hidden=True)
    assert [row.number for row in listed.filled] == [1, 2, 4]
    assert {row.cells[7] for row in listed.filled} == {None}


def test_a_workbook_without_relations_is_read_by_the_usual_names() -> None:
    bare = BytesIO()
    with ZipFile(BytesIO(book(["A"], Hai=[["B"]]))) as old, ZipFile(bare, "w") as new:
        for name in old.namelist():
            if not name.endswith(".rels") and not name.startswith("docProps"):
                new.writestr(name, old.read(name))
    assert read_sheet(bare.getvalue(), "Hai").lines == [["B"]]


def bomb(part: str, xml: bytes, data: bytes) -> bytes:
    """A workbook in which a part unpacks to far more than it takes."""
    packed = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(packed, "w", ZIP_DEFLATED) as new:
        for name in {*old.namelist(), part}:
            new.writestr(name, xml if name == part else old.read(name))
    return packed.getvalue()


@pytest.mark.parametrize("part", ["xl/sharedStrings.xml", FIRST, "xl/styles.xml"])
def test_a_part_that_unpacks_to_far_more_than_it_takes_is_refused(part: str) -> None:
    data = bomb(part, b"<sst>" + b"<si><t>a</t></si>" * 1_000_000, book(["A"]))
    assert len(data) < 100_000
    with pytest.raises(InvalidData, match="the workbook unpacks to 16 MB, far more than any list"):
        lines(data)


def document(rows: str) -> bytes:
    """An OpenDocument spreadsheet with these rows."""
    data = BytesIO()
    xml = (
        '<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x" xmlns:calcext="c"><office:body>'
        f'<office:spreadsheet><table:table table:name="A">{rows}</table:table></office:spreadsheet></office:body>'
        "</office:document-content>"
    )
    with ZipFile(data, "w") as file:
        file.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        file.writestr("content.xml", xml)
    return data.getvalue()


def test_blank_rows_and_cells_that_a_document_repeats_take_no_room() -> None:
    cell = '<table:table-cell office:value-type="string"><text:p>A</text:p></table:table-cell>'
    blank = '<table:table-row table:number-rows-repeated="1048574"><table:table-cell/></table:table-row>'
    rest = '<table:table-cell table:number-columns-repeated="16383"/>'
    assert lines(document(f"<table:table-row>{cell}{rest}</table:table-row>{blank}")) == [["A"]]
    twice = cell.replace("<table:table-cell", '<table:table-cell table:number-columns-repeated="2"')
    assert lines(document(f'<table:table-row table:number-rows-repeated="2">{twice}</table:table-row>')) == [
        ["A", "A"],
        ["A", "A"],
    ]


def test_rows_that_a_document_repeats_without_end_are_refused() -> None:
    cell = '<table:table-cell office:value-type="string"><text:p>A</text:p></table:table-cell>'
    with pytest.raises(InvalidData, match="rows 1 to 100000 are all the same"):
        lines(document(f'<table:table-row table:number-rows-repeated="100000">{cell}</table:table-row>'))


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ('table:formula="of:=NA()" calcext:value-type="error"><text:p>#N/A</text:p>', NoValue("#N/A")),
        ('table:formula="of:=1/0" office:value-type="float" office:value="0"><text:p>#DIV/0!</text:p>', "#DIV/0!"),
        ('table:formula="of:=A1">', NoValue("=A1")),
        ('table:formula="of:=&quot;&quot;"><text:p/>', ""),
        ('office:value-type="float" office:value="7"><text:p>HV-0007</text:p>', "HV-0007"),
        ('office:value-type="float" office:value="1000"><text:p>1.000</text:p>', 1000),
        ('office:value-type="float" office:value="0.25"><text:p>0,25</text:p>', 0.25),
        ('office:value-type="percentage" office:value="0.25"><text:p>25%</text:p>', "25%"),
        ('office:value-type="currency" office:value="7"><text:p>VND 7</text:p>', 7),
        ('office:value-type="boolean" office:boolean-value="true"><text:p>TRUE</text:p>', True),
        ('office:value-type="date" office:date-value="2015-01-01"><text:p>2015</text:p>', PartialDay(2015)),
        ('office:value-type="date" office:date-value="2025-02-01"><text:p>1/2</text:p>', date(2025, 2, 1)),
        ('office:value-type="time" office:time-value="PT08H30M00S"><text:p>8:30</text:p>', "08:30:00"),
        ('office:value-type="time" office:time-value="PT36H00M00S"><text:p>36:00</text:p>', "36:00:00"),
        ('office:value-type="string"><text:p>A<text:s text:c="2"/>B</text:p><text:p>C</text:p>', "A  B\nC"),
    ],
)
def test_a_cell_of_a_document_is_what_it_shows(cell: str, value: object) -> None:
    behind = '<table:table-cell office:value-type="string"><text:p>B</text:p></table:table-cell>'
    row = f"<table:table-row><table:table-cell {cell}</table:table-cell>{behind}</table:table-row>"
    [[read, _behind]] = lines(document(row))
    assert read == (NoValue("#DIV/0!") if value == "#DIV/0!" else value)
