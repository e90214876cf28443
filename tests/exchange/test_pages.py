"""What printed pages repeat."""

import pytest

from exchange.batches import planned
from hiephoi_cli.exchange.plan import Plan
from registries import registry

TOP = "DANH SÁCH HỘI VIÊN,,,\nSTT,Tên,Người đại diện,\n,,Họ tên,Chức vụ\n"


def members(rows: str, top: str = TOP) -> Plan:
    return planned(registry(), "members", (top + rows).encode())


def names(plan: Plan) -> list[str]:
    return [step.label for step in plan.steps]


def test_headings_that_each_page_repeats_are_left_out_and_said_once() -> None:
    again = "STT,TÊN,Người đại diện:,\n,,Họ tên,Chức vụ\n"
    plan = members(f"1,A,Lê Mẫu,\n{again}2,B,Lê Mẫu,\n{again}3,C,Lê Mẫu,\n")
    assert names(plan) == ["A", "B", "C"]
    assert "rows with repeated headings: 5-6, 8-9" in plan.skipped


@pytest.mark.parametrize(
    "row",
    [
        *("Trang 2/2,,,", ",Trang 2,,", ",,,Page 2 of 3", ",- 2 -,,", ",(tiếp theo),,", ",Trang số 3 trên 4,,"),
        *("DANH SÁCH HỘI VIÊN,,,", ",Danh sách hội viên,,"),
    ],
)
def test_numbers_and_titles_of_pages_are_no_members(row: str) -> None:
    assert names(members(f"1,A,Lê Mẫu,\n{row}\n2,B,Lê Mẫu,\n")) == ["A", "B"]


@pytest.mark.parametrize("row", ["2,Tên,Lê Mẫu,", "2,Người đại diện,,", "2,Trang 2,Lê Mẫu,"])
def test_a_record_with_the_words_of_a_heading_is_one(row: str) -> None:
    assert len(names(members(f"1,A,Lê Mẫu,\n{row}\n"))) == 2


def test_the_numbers_of_columns_stand_below_headings_on_each_page() -> None:
    again = "STT,Tên,Người đại diện,\n,,Họ tên,Chức vụ\n(1),(2),(3),(4)\n"
    assert names(members(f"(1),(2),(3),(4)\n1,A,Lê Mẫu,\n{again}2,B,Lê Mẫu,\n")) == ["A", "B"]


def test_one_column_repeats_its_only_heading() -> None:
    assert names(members("A\nTên\nB\n", "Tên\n")) == ["A", "B"]


def test_objects_repeat_no_headings() -> None:
    plan = planned(registry(), "members", b'[{"name": "name", "note": "note"}]', "json")
    assert names(plan) == ["name"]
