"""Files of others as rows."""

import io
from datetime import date, datetime

import openpyxl
import pytest

from hiephoi_cli.errors import InvalidData, UsageError
from hiephoi_cli.exchange.rows import Row, rows

LINES = [["Họ và tên", "Số phiếu"], ["Nguyễn Văn Mẫu", "41"]]
FOUND = [Row(number, cells) for number, cells in enumerate(LINES, 1)]


def _joined(delimiter: str) -> str:
    return "".join(delimiter.join(cells) + "\r\n" for cells in LINES)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_text_is_read_with_any_delimiter_and_mark(delimiter: str, encoding: str) -> None:
    assert rows(_joined(delimiter).encode(encoding), ".csv") == FOUND


def test_blank_lines_count_and_are_passed_over() -> None:
    assert rows(b"a,b\n\n , \nc,d\n", ".csv") == [Row(1, ["a", "b"]), Row(4, ["c", "d"])]


def test_a_quoted_cell_may_hold_delimiters() -> None:
    assert rows(b'"A, B";1\n', ".txt") == [Row(1, ["A, B", "1"])]


def test_a_sheet_is_read_as_text() -> None:
    book = openpyxl.Workbook()
    for cells in (["Họ và tên", None], ["Lê C", 41], [datetime(2029, 11, 10, 8), date(2029, 11, 11)], [1.5, True]):  # noqa: DTZ001
        book.active.append(cells)
    data = io.BytesIO()
    book.save(data)
    assert [row.cells for row in rows(data.getvalue(), ".xlsx")] == [
        ["Họ và tên", ""],
        ["Lê C", "41"],
        ["2029-11-10", "2029-11-11"],
        ["1.5", "True"],
    ]


def test_what_cannot_be_read_is_told() -> None:
    with pytest.raises(InvalidData, match="not UTF-8"):
        rows("Họ".encode("cp1258", errors="replace") + b"\xff", ".csv")
    with pytest.raises(InvalidData, match="no Excel workbook"):
        rows(b"x", ".xlsx")
    with pytest.raises(UsageError, match=r"'\.doc'"):
        rows(b"x", ".doc")


@pytest.mark.parametrize("text", ['a,b\n1,"Trần A\n2,c\n', "a,b\n" + "x" * 200_000 + ",1\n", 'a\n"b"c\n'])
def test_a_cell_that_swallows_others_is_told_with_its_line(text: str) -> None:
    with pytest.raises(InvalidData, match=r"line [23]: a quotation mark does not fit, or a cell is too long"):
        rows(text.encode(), ".csv")


def test_a_workbook_is_known_by_its_first_bytes() -> None:
    book, data = openpyxl.Workbook(), io.BytesIO()
    book.active.append(["A", 1])
    book.save(data)
    assert rows(data.getvalue(), ".csv") == [Row(1, ["A", "1"])]
