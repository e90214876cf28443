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
def test_the_title_of_a_group_is_skipped_and_said(row: str, told: str) -> None:
    plan = members(f"{row}\n1,Công ty A,,xay-lap\n")
    assert taken(plan) == ["Công ty A"]
    assert plan.skipped == ["column 'STT'", f"row 2: '{told}'"]


@pytest.mark.parametrize(
    "numerals",
    [
        *(("I.", "II."), ("A.", "B."), ("A)", "I)", "II)"), ("I.",), ("I -", "II -"), ("A –", "B –"), ("I/", "II/")),
        *(("1.", "2."), ("1)", "2)", "3)"), ("01 -", "02 -"), ("Nhóm 1:", "Nhóm 2:"), ("I.", "1.", "2.", "II.", "1.")),
    ],
)
def test_titles_of_unknown_groups_are_left_out_of_a_list_without_row_numbers(numerals: tuple[str, ...]) -> None:
    groups = "".join(f"{numeral} Ngành Mẫu,\nCông ty Mẫu {n},0912345678\n" for n, numeral in enumerate(numerals))
    plan = members(groups, "Tên,Điện thoại\n")
    assert taken(plan) == [f"Công ty Mẫu {n}" for n in range(len(numerals))]
    assert [text.partition("'")[2] for text in plan.skipped] == [f"{numeral} Ngành Mẫu'" for numeral in numerals]


@pytest.mark.parametrize("name", ["A. B. C Mẫu", "V. Mẫu", "I.Mẫu"])
def test_a_name_that_begins_with_a_letter_is_that_of_a_member(name: str) -> None:
    assert taken(members(f"{name},\nCông ty B,0912345678\n", "Tên,Điện thoại\n")) == [name, "Công ty B"]


@pytest.mark.parametrize(
    "rows",
    [
        "1. Công ty A,0912345678\n2. Công ty B,\n3. Công ty C,\n1. Công ty D,\n2. Công ty E,\n",
        "1. Công ty A,\n2. Công ty B,\n3. Công ty C,\n4. Công ty D,\n5. Công ty E,\nTổng cộng,5\n",
        "1. Công ty A,\n2. Công ty B,\n3. Công ty C,\n4. Công ty D,\nCông ty E,0912345678\n",
    ],
)
def test_digits_that_number_members_make_no_titles(rows: str) -> None:
    assert len(taken(members(rows, "Tên,Điện thoại\n"))) == 5


def test_a_total_beside_names_alone_makes_no_titles() -> None:
    assert len(taken(members("I. Mẫu,\nII. Mẫu,\nTổng cộng,2\n", "Tên,Điện thoại\n"))) == 2


def test_a_list_of_names_alone_has_no_titles() -> None:
    assert taken(members("I. Mẫu\nII. Mẫu\n", "Tên\n")) == ["I. Mẫu", "II. Mẫu"]


@pytest.mark.parametrize("row", ["I,Công ty A,0200747399,", "1,Công ty A,,", ",Công ty A,,", "Iv,Công ty A,,"])
def test_a_row_of_a_member_is_no_title(row: str) -> None:
    assert taken(members(row + "\n1,Công ty B,,\n")) == ["Công ty A", "Công ty B"]


def test_members_that_all_have_letters_are_members() -> None:
    assert taken(members("I,Công ty A,,\nII,Công ty B,,\n")) == ["Công ty A", "Công ty B"]


@pytest.mark.parametrize("head", ["STT,Tên,Đã nộp phí,MST\n", "STT,Tên,Xếp loại,MST\n"])
def test_a_letter_in_another_column_makes_no_title(head: str) -> None:
    ignored = (head.split(",")[2],)
    plan = members("1,Công ty A,X,\n2,Công ty B,,\n,Công ty C,B,\n", head, ignored)
    assert taken(plan) == ["Công ty A", "Công ty B", "Công ty C"]


def test_a_letter_in_a_column_that_is_read_makes_no_title() -> None:
    assert taken(members("A,Công ty A\n", "short_name,name\n")) == ["Công ty A"]


def test_rows_of_a_number_alone_are_blank() -> None:
    plan = members("1,Công ty A,,\n2,,,\n3.,,,\n")
    assert taken(plan) == ["Công ty A"]
    assert plan.skipped == ["column 'STT'", "blank rows: 2"]


def test_rows_that_hold_something_only_where_nothing_is_read_are_said() -> None:
    plan = members("Công ty A,\n,đã nộp phí\n", "Tên,Phí\n", ignored=("Phí",))
    assert taken(plan) == ["Công ty A"]
    assert plan.skipped == ["column 'Phí'", "row 3: 'đã nộp phí'"]


def test_a_cell_beyond_the_headings_is_not_ignored() -> None:
    assert taken(members(",,,,Công ty A\n")) == ["2: this row has 5 cells, but the header has 4"]


def test_signatures_below_the_total_are_skipped_and_said() -> None:
    plan = members(
        '1,Công ty A,,\nTổng cộng,1,,\n,,"Hải Phòng, ngày 1",\n,NGƯỜI LẬP BIỂU,,CHỦ TỊCH\n,Lê Văn Mẫu,,Trần Mẫu\n'
    )
    assert taken(plan) == ["Công ty A"]
    assert plan.skipped == [
        "column 'STT'",
        "row 3: 'Tổng cộng 1'",
        "row 4: 'Hải Phòng, ngày 1'",
        "row 5: 'NGƯỜI LẬP BIỂU CHỦ TỊCH'",
        "row 6: 'Lê Văn Mẫu Trần Mẫu'",
    ]


def test_signatures_below_a_blank_row_that_ends_the_row_numbers_are_skipped_and_said() -> None:
    head = "STT,Tên,Địa chỉ\n"
    plan = members('1,A,Số 1\n,,\n,"Hải Phòng, ngày 1",\n,Người lập biểu,Chủ tịch\n,Lê Mẫu,Trần Mẫu\n', head)
    assert taken(plan) == ["A"]
    signed = ["row 4: 'Hải Phòng, ngày 1'", "row 5: 'Người lập biểu Chủ tịch'", "row 6: 'Lê Mẫu Trần Mẫu'"]
    assert plan.skipped == ["column 'STT'", "blank rows: 1", *signed]


@pytest.mark.parametrize("row", [",Công ty B,Hải Phòng", ",Mẫu B,Số 2 phố Mẫu", ",Ngân hàng Mẫu,Lê Mẫu"])
def test_a_member_without_a_number_below_a_blank_row_is_doubted(row: str) -> None:
    plan = members(f"1,A,Số 1\n,,\n{row}\n", "STT,Tên,Địa chỉ\n")
    assert len(plan.steps) == 2
    doubt = "without a row number, below a blank row: does it belong to the list?"
    assert [problem.message for step in plan.steps for problem in step.problems] == [doubt]
    mixed = members(f"1,A,Số 1\n,B,Số 1\n,,\n{row}\n", "STT,Tên,Địa chỉ\n")
    assert [step.problems for step in mixed.steps] == [(), (), ()]


def test_a_signature_may_stand_where_numbers_do() -> None:
    signed = 'NGƯỜI LẬP BIỂU,,,TM. BAN CHẤP HÀNH\n"(ký, ghi rõ họ tên)",,,CHỦ TỊCH\n'
    plan = members(f"1,Công ty A,,\nTổng số: 1,,,\n{signed}")
    assert (taken(plan), len(plan.skipped)) == (["Công ty A"], 4)


def test_a_signature_may_stand_under_any_heading() -> None:
    head = "STT,Tên,MST,Điện thoại\n"
    plan = members("1,Công ty A,,\nTổng cộng,1,,\n,NGƯỜI LẬP,,GIÁM ĐỐC\n", head)
    assert (taken(plan), plan.skipped[-1]) == (["Công ty A"], "row 4: 'NGƯỜI LẬP GIÁM ĐỐC'")
    for number in ("0225 3822016", "(0225) 3822016", "+84 912345678"):
        below = members(f"1,Công ty A,,\nTổng cộng,1,,\n,Công ty B,,{number}\n", head)
        assert taken(below) == ["Công ty A", "4: this row is below the total"]


@pytest.mark.parametrize(
    "row",
    [
        "2,Công ty B,0200747399,",
        "2,Công ty B,,xay-lap",
        "2,Công ty B,,",
        ",Công ty B,0200747399,",
        ",Công ty B,,Xây lắp",
        ",,0200747399,",
        ",lienhe@mau.example,,",
        ",0225 3822016,,",
    ],
)
def test_a_member_below_the_total_is_reported(row: str) -> None:
    assert taken(members(f"1,Công ty A,,\nTổng cộng,1,,\n{row}\n")) == ["Công ty A", "4: this row is below the total"]


def test_long_spaces_take_no_long_time() -> None:
    rows = f'"tổng {" " * 100_000}x",,,\n'
    assert len(members(rows, "name,note,phone,address\n").steps) == 1


def test_a_total_may_say_in_brackets_what_it_is_made_of() -> None:
    plan = members("1,Công ty A,,\nTổng số: 2 (mới: 1; cũ: 1),,,\n,,,CHỦ TỊCH\n")
    assert taken(plan) == ["Công ty A"]
    assert taken(members(",Tổng (mới),,\n")) == ["Tổng (mới)"]


def test_rows_between_totals_are_members() -> None:
    plan = members("1,Công ty A,,\nCộng: 1,,,\n2,Công ty B,,\nCộng: 1,,,\nTổng cộng (2),,,\n")
    assert taken(plan) == ["Công ty A", "Công ty B"]
    assert plan.skipped[1:] == ["row 3: 'Cộng: 1'", "row 5: 'Cộng: 1'", "row 6: 'Tổng cộng (2)'"]


def test_without_a_column_of_numbers_a_name_with_more_is_a_member() -> None:
    head = "Tên,MST,Địa chỉ,Điện thoại\n"
    plan = members("Công ty A,,,\nTổng,1,,\nCông ty B,,Số 1,\nLê Văn Mẫu,,,\n", head)
    assert taken(plan) == ["Công ty A", "4: this row is below the total"]
    assert plan.skipped == ["row 3: 'Tổng 1'", "row 5: 'Lê Văn Mẫu'"]


@pytest.mark.parametrize("total", ["Tổng cộng (3)", "Cộng: 03 DN", "T.Cộng", "T. cộng 3", "Tổng cộng có 3 hội viên"])
def test_totals_are_written_in_many_ways(total: str) -> None:
    assert taken(members(f"1,Công ty A,,\n,{total},,\n")) == ["Công ty A"]


@pytest.mark.parametrize("cell", ["0200747399", "0912345678"])
def test_a_number_where_something_is_read_is_not_blank(cell: str) -> None:
    assert taken(members(f"1,Công ty A,,\n,,{cell},\n"))[1].startswith("3: ")
