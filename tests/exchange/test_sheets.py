"""Sheets of workbooks, cell by cell."""

import re
import sys
import tracemalloc
from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

import openpyxl
import pytest
from openpyxl import Workbook
from openpyxl.styles import Font

from exchange.sheets import book, patched, saved
from hiephoi_cli.errors import InvalidData, UsageError
from hiephoi_cli.exchange.cell import NoValue
from hiephoi_cli.exchange.sheets import letters, read_sheet


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
        ("5", "there are: 'List', 'Hai', 'Trống', '3'"),
        ("0", "there are: 'List', 'Hai', 'Trống', '3'"),
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


def test_without_openpyxl_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(UsageError) as raised:
        lines(b"")
    assert raised.value.reports == (
        ("openpyxl, which reads xlsx files, is missing", f"{sys.executable} -m pip install openpyxl"),
    )


@pytest.mark.parametrize(("index", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (701, "ZZ"), (702, "AAA")])
def test_columns_are_named_as_in_a_sheet(index: int, name: str) -> None:
    assert letters(index) == name
