"""Rows of a list that are about no record."""

import pytest

from exchange.batches import planned
from hiephoi_cli.exchange.plan import Action, Plan
from registries import registry, sector

LIST = "STT,Tên,MST,Lĩnh vực\n"


def members(rows: str, head: str = LIST, ignored: tuple[str, ...] = ()) -> Plan:
    return planned(registry(sector()), "members", (head + rows).encode(), ignored=ignored)


def taken(plan: Plan) -> list[str]:
    """The names of those that are created, and what is wrong."""
    assert plan.count(Action.CREATE) + plan.count(Action.ERROR) == len(plan.steps)
    return [step.label if step.new else f"{step.row}: {step.problems[0].message}" for step in plan.steps]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("I,LĨNH VỰC XÂY LẮP,,", "I LĨNH VỰC XÂY LẮP"),
        ("XIV.,Lĩnh vực tư vấn,,", "XIV. Lĩnh vực tư vấn"),
        ("B),Quận Hải An,,", "B) Quận Hải An"),
        ("II,Lĩnh vực tư vấn", "II Lĩnh vực tư vấn"),
        ("I. Lĩnh vực xây lắp,,,", "I. Lĩnh vực xây lắp"),
    ],
)
def test_the_title_of_a_group_is_passed_over_and_said(row: str, told: str) -> None:
    plan = members(f"{row}\n1,Công ty A,,xay-lap\n")
    assert taken(plan) == ["Công ty A"]
    assert plan.passed_over == ["column 'STT'", f"row 2: '{told}'"]


@pytest.mark.parametrize("row", ["I,Công ty A,0200747399,", "1,Công ty A,,", ",Công ty A,,", "Iv,Công ty A,,"])
def test_a_row_of_a_member_is_no_title(row: str) -> None:
    assert taken(members(row + "\n")) == ["Công ty A"]


def test_a_letter_in_a_column_that_is_read_makes_no_title() -> None:
    assert taken(members("A,Công ty A\n", "short_name,name\n")) == ["Công ty A"]


def test_rows_of_a_number_alone_are_blank() -> None:
    plan = members("1,Công ty A,,\n2,,,\n3.,,,\n")
    assert taken(plan) == ["Công ty A"]
    assert plan.passed_over == ["column 'STT'", "blank rows: 2"]


def test_rows_that_hold_something_only_where_nothing_is_read_are_said() -> None:
    plan = members("Công ty A,\n,đã nộp phí\n", "Tên,Phí\n", ignored=("Phí",))
    assert taken(plan) == ["Công ty A"]
    assert plan.passed_over == ["column 'Phí'", "row 3: 'đã nộp phí'"]


def test_a_cell_beyond_the_headings_is_not_passed_over() -> None:
    assert taken(members(",,,,Công ty A\n")) == ["2: 5 cells under 4 columns"]


def test_signatures_below_the_total_are_passed_over_and_said() -> None:
    plan = members(
        '1,Công ty A,,\nTổng cộng,1,,\n,,"Hải Phòng, ngày 1",\n,NGƯỜI LẬP BIỂU,,CHỦ TỊCH\n,Lê Văn Mẫu,,Trần Mẫu\n'
    )
    assert taken(plan) == ["Công ty A"]
    assert plan.passed_over == [
        "column 'STT'",
        "row 3: 'Tổng cộng 1'",
        "row 4: 'Hải Phòng, ngày 1'",
        "row 5: 'NGƯỜI LẬP BIỂU CHỦ TỊCH'",
        "row 6: 'Lê Văn Mẫu Trần Mẫu'",
    ]


@pytest.mark.parametrize("row", ["2,Công ty B,0200747399,", "2,Công ty B,,xay-lap"])
def test_a_member_below_the_total_is_told(row: str) -> None:
    assert taken(members(f"1,Công ty A,,\nTổng cộng,1,,\n{row}\n")) == ["Công ty A", "4: it stands below the total"]


def test_long_spaces_take_no_long_time() -> None:
    rows = f'"tổng {" " * 100_000}x",,,\n'
    assert len(members(rows, "name,note,phone,address\n").steps) == 1
