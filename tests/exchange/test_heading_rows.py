"""Headings in several rows, as merged cells leave them."""

import pytest

from hiephoi_cli.domain.fields import fields
from hiephoi_cli.domain.records import Member, Officer, Table
from hiephoi_cli.errors import InvalidData
from hiephoi_cli.exchange.cell import Cell, Row
from hiephoi_cli.exchange.headings import headings


def named(*lines: str, table: type[Table] = Member, **how: object) -> tuple[int, dict[str, str]]:
    """The number of the last row of headings, and the fields by shown heading."""
    rows: list[list[Cell]] = [[cell.strip() or None for cell in line.split(";")] for line in lines]
    found = [Row(number, cells) for number, cells in enumerate(rows, 1) if any(cells)]
    head, columns = headings(found, fields(table), **how)  # type: ignore[arg-type]
    return head.number, {column.title: column.field for column in columns}


def test_a_group_of_columns_says_what_the_headings_below_it_name() -> None:
    assert named(
        "STT;Tên doanh nghiệp;Người đại diện;;Liên hệ;;Ghi chú",
        ";;Họ tên;Chức vụ;Điện thoại;Email;",
        "1;Công ty TNHH Mẫu;Lê Văn Mẫu;Giám đốc;0912345678;a@mau.example;",
    ) == (
        2,
        {
            "STT": "",
            "Tên doanh nghiệp": "name",
            "Họ tên (Người đại diện)": "representative",
            "Chức vụ (Người đại diện)": "position",
            "Điện thoại (Liên hệ)": "phone",
            "Email (Liên hệ)": "email",
            "Ghi chú": "note",
        },
    )


@pytest.mark.parametrize(
    ("upper", "lower", "fields_"),
    [
        ("Tên DN;Người đại diện;Liên hệ", ";Họ tên;Điện thoại", ["name", "representative", "phone"]),
        ("Doanh nghiệp;;Đại diện;", "Tên;MST;Họ và tên;Chức danh", ["name", "tax_code", "representative", "position"]),
        (";;Người đại diện;", "STT;Tên DN;Họ tên;Chức vụ", ["", "name", "representative", "position"]),
        ("Hội viên;;Mã số thuế", "Mã;Tên;Số", ["id", "name", "tax_code"]),
        ("Tên đơn vị;Ngày gia nhập;Trụ sở", ";Ngày;Địa chỉ", ["name", "joined", "address"]),
        ("Company;Representative;", ";Name;Position", ["name", "representative", "position"]),
    ],
)
def test_two_rows_of_headings_are_one(upper: str, lower: str, fields_: list[str]) -> None:
    number, columns = named(upper, lower, "1;Công ty TNHH Mẫu;;")
    assert (number, list(columns.values())) == (2, fields_)


def test_three_rows_of_headings_are_one() -> None:
    assert named(
        "DANH SÁCH HỘI VIÊN NĂM 2025;;;;",
        "STT;Thông tin chung;;Thông tin liên hệ;",
        ";Tên đơn vị;Mã số thuế;Người đại diện;",
        ";;;Họ tên;Điện thoại",
        "1;Công ty TNHH Mẫu;0200747399;Lê Văn Mẫu;0912345678",
    )[1] == {
        "STT": "",
        "Tên đơn vị (Thông tin chung)": "name",
        "Mã số thuế (Thông tin chung)": "tax_code",
        "Họ tên (Người đại diện, Thông tin liên hệ)": "representative",
        "Điện thoại (Người đại diện, Thông tin liên hệ)": "phone",
    }


def test_headings_in_two_languages_are_one() -> None:
    assert named("STT;Tên doanh nghiệp;Điện thoại", "No.;Company name;Phone", "1;Công ty TNHH Mẫu;0912345678") == (
        2,
        {"No. (STT)": "", "Company name (Tên doanh nghiệp)": "name", "Phone (Điện thoại)": "phone"},
    )


@pytest.mark.parametrize(
    "row",
    [
        "1;Công ty TNHH Mẫu;Lê Văn Mẫu;Giám đốc;",
        ";Công ty TNHH Mẫu;Đại diện;;",
        "I;Lĩnh vực xây lắp;;;",
        "I. Lĩnh vực xây lắp;;;;",
        ";Hội viên;;;",
        "(1);(2);(3);(4);(5)",
        "STT;Tên doanh nghiệp;Người đại diện;Chức vụ;Điện thoại",
        "A;Công ty TNHH Mẫu;Lê Văn Mẫu;Chức vụ;Điện thoại 0912345678",
    ],
)
def test_a_row_below_headings_that_holds_values_divides_none(row: str) -> None:
    assert named("STT;Tên doanh nghiệp;Người đại diện;Chức vụ;Điện thoại", row, "2;A;B;C;1")[0] == 1


@pytest.mark.parametrize("title", ["DANH SÁCH HỘI VIÊN;;;", "Hội viên;;;", "HIỆP HỘI MẪU;;;Mẫu số 01", ";Danh sách;;"])
def test_a_title_above_headings_groups_none(title: str) -> None:
    assert list(named(title, "STT;Tên doanh nghiệp;Người đại diện;Điện thoại")[1]) == [
        *("STT", "Tên doanh nghiệp", "Người đại diện", "Điện thoại"),
    ]


def test_a_heading_below_a_group_can_be_chosen_by_its_words_in_either_order() -> None:
    lines = ("STT;Tên DN;Kế toán;", ";;Họ tên;Zalo", "1;Công ty TNHH Mẫu;Lê Mẫu;0912345678")
    for name, zalo in (("Họ tên", "Zalo"), ("Kế toán Họ tên", "Kế toán - Zalo"), ("Họ tên (Kế toán)", "#4")):
        assert named(*lines, ignored=[name], mapped={zalo: "phone"})[1] == {
            "STT": "",
            "Tên DN": "name",
            "Họ tên (Kế toán)": "",
            "Zalo (Kế toán)": "phone",
        }


@pytest.mark.parametrize("person", ["Người liên hệ", "Kế toán trưởng", "Thư ký", "Người đại diện cũ"])
def test_what_stands_below_another_person_is_no_field_of_the_representative(person: str) -> None:
    lines = (f"Tên DN;Người đại diện;;{person};", ";Họ tên;Chức vụ;Chức vụ;Điện thoại", "Công ty Mẫu;Lê Mẫu;;Phó;09")
    assert list(named(*lines, ignore_others=True)[1].values()) == ["name", "representative", "position", "", ""]


@pytest.mark.parametrize(
    "second",
    ["STT;Người đại diện;Tên DN;", "STT;Họ và tên;Chức vụ;", "STT;Tên DN;Người đại diện;Điện thoại;Email"],
)
def test_a_second_list_in_the_sheet_is_refused(second: str) -> None:
    with pytest.raises(InvalidData) as raised:
        named("STT;Tên DN;Người đại diện;", "1;Công ty Mẫu;Lê Mẫu;", "", second, "1;Lê Mẫu;Công ty Mẫu;")
    assert raised.value.reports[0].message == "rows 1 and 4 both look like headings, but differ"


def test_other_kinds_have_groups_too() -> None:
    lines = ("Cá nhân;;Thời gian;", "Họ tên;Chức vụ;Từ ngày;Đến ngày", "Lê Văn Mẫu;Chủ tịch;11/11/2024;")
    assert list(named(*lines, table=Officer)[1].values()) == ["person", "office", "since", "until"]
