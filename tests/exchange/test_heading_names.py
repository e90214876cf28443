"""Headings that name one field, or several."""

import pytest

from hiephoi_cli.domain.fields import fields
from hiephoi_cli.domain.records import Member, Officer, Record
from hiephoi_cli.errors import InvalidData
from hiephoi_cli.exchange.cell import Row
from hiephoi_cli.exchange.heading_names import Names, Title
from hiephoi_cli.exchange.headings import headings

MEMBER = fields(Member)


def choices(title: str) -> list[str]:
    return Names(MEMBER, {}, ()).choices(Title(title))


@pytest.mark.parametrize(
    ("title", "several"),
    [
        ("Điện thoại, Email", ["phone", "email"]),
        ("SĐT/Email liên hệ", ["phone", "email"]),
        ("Địa chỉ - Điện thoại", ["address", "phone"]),
        ("Tên và địa chỉ", ["name", "address"]),
        ("Tên công ty, người đại diện", ["name", "representative"]),
        ("Họ và tên, chức vụ người đại diện", ["representative", "position"]),
        ("Người đại diện (chức vụ)", ["representative", "position"]),
        ("Người đại diện điện thoại", ["representative", "phone"]),
        ("Phone and e-mail", ["phone", "email"]),
        ("Website + Email", ["website", "email"]),
    ],
)
def test_words_of_two_fields_leave_open_which_is_meant(title: str, several: list[str]) -> None:
    assert choices(title) == several
    with pytest.raises(InvalidData) as raised:
        headings([Row(1, ["MST", title])], MEMBER)
    titles = ", ".join(MEMBER[name].title for name in several)
    hint = f'say what it holds: --map "{title}={several[0]}", or --ignore "{title}"'
    assert raised.value.reports[0] == (f"column '{title}' names several fields: {titles}", hint)


@pytest.mark.parametrize(
    "title",
    [
        *("Điện thoại người đại diện", "Điện thoại (người đại diện)", "Chức vụ của người đại diện", "Email công ty"),
        *("Representative's phone", "Company address", "Họ và tên người đại diện", "Ngành nghề, lĩnh vực"),
        *("KCN/CCN", "Điện thoại (cố định, di động)", "Địa chỉ (số nhà, đường, phường)", "Điện thoại, Fax"),
        *("Doanh nghiệp thuộc KCN", "Tên doanh nghiệp (Hội viên)", "Mã số thuế/ĐKKD", "Tên công ty, đơn vị"),
    ],
)
def test_words_of_one_field_or_of_one_and_whose_it_is_are_clear(title: str) -> None:
    assert len(choices(title)) <= 1
    assert headings([Row(1, [title])], MEMBER)[1][0].field


@pytest.mark.parametrize(
    "title",
    [
        *("Người đại diện cũ", "DIEN THOAI CU", "MST cá nhân người đại diện", "MST công ty mẹ", "Số điện thoại vợ"),
        *("Địa chỉ nhà riêng", "Chức vụ trong Hiệp hội", "Số chứng nhận ĐKKD", "Nhà cung cấp", "Email kế toán"),
    ],
)
def test_what_held_before_or_is_somebody_elses_is_no_field(title: str) -> None:
    assert Names(MEMBER, {}, ()).field(Title(title)) is None
    assert choices(title) == []


@pytest.mark.parametrize(
    ("kind", "title", "field"),
    [
        (Officer, "Chức vụ trong Hiệp hội", "office"),
        (Officer, "Họ tên cá nhân", "person"),
        (Member, "Tên cũ", "former_names"),
        (Member, "Ngày bầu cử, ngày gia nhập", "joined"),
    ],
)
def test_words_of_a_field_itself_are_not_of_others(kind: type[Record], title: str, field: str) -> None:
    assert Names(fields(kind), {}, ()).field(Title(title)) == field


@pytest.mark.parametrize(
    ("title", "field"),
    [("Unit", "member"), ("From", "since"), ("To", "until"), ("Tổ chức", None), ("Message to the board", None)],
)
def test_headings_of_printed_lists_of_officers_name_fields_alone_not_inside_others(
    title: str, field: str | None
) -> None:
    assert Names(fields(Officer), {}, ()).field(Title(title)) == field


def test_somebody_who_can_be_asked_says_what_a_column_holds() -> None:
    asked: list[tuple[str, list[str]]] = []

    def ask(title: str, names: object) -> str:
        asked.append((title, list(names)))  # type: ignore[call-overload]
        return "email"

    rows = [Row(1, ["Tên", "Điện thoại, Email"])]
    assert [column.field for column in headings(rows, MEMBER, ask=ask)[1]] == ["name", "email"]
    assert asked == [("Điện thoại, Email", ["phone", "email"])]


def test_a_column_of_two_fields_is_not_ignored_with_the_others() -> None:
    with pytest.raises(InvalidData, match="names several fields"):
        headings([Row(1, ["Tên", "Vốn", "Điện thoại, Email"])], MEMBER, ignore_others=True)
    found = headings([Row(1, ["Tên", "Vốn", "SĐT + Email"])], MEMBER, mapped={"SĐT + Email": "phone"}, ignored=["Vốn"])
    assert [column.field for column in found[1]] == ["name", "", "phone"]
