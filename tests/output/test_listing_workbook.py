"""A listing as a sheet of a workbook to work with."""

import sys
from datetime import date, datetime
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from python_calamine import load_workbook

from hiephoi_cli.domain.vietnamese import harmless_lines
from hiephoi_cli.errors import InvalidData, NoWorkbooks
from hiephoi_cli.output.listing import Listing
from hiephoi_cli.output.listing_workbook import sheet
from output.listings import CANDIDATES, by_sector, made, some_columns
from registries import HOSTILE, hostile_rows


def opened(listing: Listing, *, header: bool = True) -> Any:
    return openpyxl.load_workbook(BytesIO(sheet(listing, header))).active


def cells(listing: Listing, *, header: bool = True) -> list[tuple[Any, ...]]:
    return list(opened(listing, header=header).iter_rows(values_only=True))


def texts(listing: Listing, *, header: bool = True) -> list[tuple[Any, ...]]:
    """The rows as a reader has them that knows how a workbook escapes characters."""
    rows = load_workbook(BytesIO(sheet(listing, header))).get_sheet_by_index(0).to_python(skip_empty_area=False)
    return [tuple(row) for row in rows]


def cell(value: object) -> Any:
    """The cell of a value."""
    return opened(made([{"a": value, "b": "z"}]))["A2"]


@pytest.mark.parametrize(
    ("value", "held", "kind", "shown"),
    [
        ("Hải Phòng", "Hải Phòng", "s", "@"),
        ("0225382", "0225382", "s", "@"),
        ("=1+1", "=1+1", "s", "@"),
        ("#N/A", "#N/A", "s", "@"),
        (5, 5, "n", "General"),
        (True, True, "b", "General"),
        (10**15 - 1, 10**15 - 1, "n", "General"),
        (10**15, "1000000000000000", "s", "@"),
        (-5, -5, "n", "General"),
        (date(2025, 2, 1), datetime(2025, 2, 1), "d", "yyyy-mm-dd"),  # noqa: DTZ001  a cell's
        (date(1900, 1, 1), datetime(1900, 1, 1), "d", "yyyy-mm-dd"),  # noqa: DTZ001  a cell's
        (date(1899, 12, 31), "1899-12-31", "s", "@"),
        (("a", "b;c"), 'a; "b;c"', "s", "@"),
        (CANDIDATES, '[{"person":"Lê An","votes":5,"elected":true},{"person":"Đỗ Bình"}]', "s", "@"),
        (None, None, "n", "General"),
    ],
)
def test_a_value_is_a_cell_of_its_kind(value: object, held: object, kind: str, shown: str) -> None:
    found = cell(value)
    assert (found.value, found.data_type, found.number_format) == (held, kind, shown)


def test_days_are_shown_as_the_reader_writes_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HIEPHOI_LANG", "vi")
    assert cell(date(2025, 2, 1)).number_format == "dd/mm/yyyy"


def test_what_looks_like_a_formula_stays_text_when_somebody_edits_it() -> None:
    assert [cell(text).quotePrefix for text in ("=1", "+1", "-1", "@a", "1", "a=")] == [True] * 4 + [False] * 2


def test_columns_have_their_titles_in_bold_which_stay_and_filter() -> None:
    found = opened(some_columns())
    assert [title.value for title in found[1]] == ["ID", "Name", "Sectors", "Membership", "Joined"]
    assert all(title.font.bold for title in found[1])
    assert not any(one.font.bold for one in found[2])
    assert (found.freeze_panes, found.auto_filter.ref) == ("A2", "A1:E4")
    assert found.title == "hiephoi"


def test_without_a_header_the_first_row_is_the_first() -> None:
    found = opened(some_columns(), header=False)
    assert found["A1"].value == "HV-0001"
    assert (found.freeze_panes, found.auto_filter.ref, found["A1"].font.bold) == (None, None, False)


def test_groups_have_a_column_of_their_own() -> None:
    assert [row[:2] for row in cells(by_sector())] == [
        ("by_sector", "ID"),
        ("tu-van", "HV-0002"),
        ("xay-lap", "HV-0001"),
        ("xay-lap", "HV-0002"),
        (None, "HV-0003"),
    ]


def test_a_column_is_as_wide_as_its_longest_cell_up_to_a_bound() -> None:
    found = opened(made([{"a": "x" * 9, "long": "y" * 200}, {"a": 1, "long": None}]))
    assert [int(found.column_dimensions[name].width) for name in "AB"] == [11, 60]


def test_an_empty_listing_is_a_header() -> None:
    nothing = Listing(columns=some_columns().columns[:2], rows=[])
    assert cells(nothing) == [("ID", "Name")]
    assert cells(nothing, header=False) == []


@pytest.mark.parametrize("value", [*HOSTILE, "<r>", "<r><t>a</t></r>", "<r>a & <b></r>", "<r>_x0041_</r>", "_x005F_"])
def test_no_value_breaks_a_workbook(value: str) -> None:
    for text in (value, f"x{value}y"):
        assert texts(made([{"a": text, "b": "z"}]), header=False) == [(harmless_lines(text), "z")]


@pytest.mark.parametrize("value", ["\ufffe", "\uffff", "\x00", "\ud7ff", "\U0010ffff"])
def test_what_is_no_character_breaks_no_workbook(value: str) -> None:
    assert cell(value).value == harmless_lines(value)


@given(hostile_rows)
def test_text_is_read_back_as_it_is_but_for_what_is_harmful(rows: list[dict[str, Any]]) -> None:
    read = [(*row, "")[:2] for row in texts(made(rows), header=False)]
    written = [tuple(harmless_lines(value) for value in row.values()) for row in rows]
    assert [row for row in read if any(row)] == [row for row in written if any(row)]


def test_what_no_cell_holds_is_refused_and_not_cut() -> None:
    assert cell("x" * 32_767).value == "x" * 32_767
    with pytest.raises(InvalidData) as raised:
        sheet(made([{"a": "Ghi chú " * 5_000}]), True)
    [(message, hint)] = raised.value.reports
    assert message == f"'{'Ghi chú ' * 5}…' is longer than the 32767 characters that a cell of a workbook holds"
    assert hint == "write csv instead"


def test_a_character_of_two_units_counts_as_two() -> None:
    assert cell("😀" * 16_383).value == "😀" * 16_383
    with pytest.raises(InvalidData, match="longer than the 32767 characters"):
        cell("😀" * 16_384)


def test_without_xlsxwriter_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(NoWorkbooks, match="XlsxWriter, which writes xlsx files, is missing"):
        sheet(some_columns(), True)
