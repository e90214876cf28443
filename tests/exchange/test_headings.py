"""The row that names the columns, and the field of each."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness import share
from hiephoi_cli.domain.fields import Field, fields
from hiephoi_cli.domain.records import KINDS, Candidate, Member, Office, Sector
from hiephoi_cli.errors import HiephoiError, InvalidData, UsageError
from hiephoi_cli.exchange.cell import Cell, Row
from hiephoi_cli.exchange.heading_names import WHY
from hiephoi_cli.exchange.headings import headings
from hiephoi_cli.i18n import spoken

MEMBER = fields(Member)


def named(titles: list[Cell], *below: list[Cell], declared: dict[str, Field] = MEMBER, **how: object) -> dict[str, str]:
    """The field of each column by its heading; empty where it is passed over."""
    found = [Row(number, cells) for number, cells in enumerate([titles, *below], 1)]
    return {heading.title: heading.field for heading in headings(found, declared, **how)[1]}  # type: ignore[arg-type]


def refusal(titles: list[Cell], *below: list[Cell], **how: object) -> tuple[type, list[tuple[str, str]]]:
    with pytest.raises(HiephoiError) as raised:
        named(titles, *below, **how)
    return type(raised.value), [tuple(report) for report in raised.value.reports]  # type: ignore[misc]


@pytest.mark.parametrize(
    ("declared", "field"),
    share(
        [(fields(table), field) for table in (*KINDS.values(), Candidate) for field in fields(table).values()], every=3
    ),
    ids=lambda value: value.name if isinstance(value, Field) else "",
)
def test_a_field_is_known_by_its_name_and_titles_in_both_languages(declared: dict[str, Field], field: Field) -> None:
    for title in (field.name, field.option_name, *spoken(field.title), *field.headings):
        for written in (title, title.upper(), f" {title}:", title.replace(" ", "_")):
            [heading] = headings([Row(1, [written])], declared)[1]
            assert heading[:3] == (0, written, field.name)


@pytest.mark.parametrize(
    ("title", "field"),
    [
        ("Ten doanh nghiep", "name"),
        ("TÊN DOANH NGHIỆP (ghi đầy đủ)", "name"),
        ("Mã số thuế/ĐKKD", "tax_code"),
        ("MST (nếu có)", "tax_code"),
        ("Số điện thoại công ty", "phone"),
        ("Company phone", "phone"),
        ("Địa chỉ công ty", "address"),
        ("Họ tên người đại diện theo pháp luật", "representative"),
        ("Chức vụ người đại diện", "position"),
        ("Email liên hệ", "email"),
        ("Ngày gia nhập Hiệp hội", "joined"),
        ("Lĩnh vực hoạt động", "sectors"),
        ("Ngành nghề kinh doanh chính", "sectors"),
        ("Thuộc KCN", "zone"),
        ("Số hội viên hiệp hội", "id"),
    ],
)
def test_a_heading_may_have_further_words(title: str, field: str) -> None:
    assert named([title]) == {title: field}


@pytest.mark.parametrize("title", ["Vốn điều lệ", "Số lao động", "Ngày sinh", "Notes2", "Left-handed", "Idea"])
def test_a_heading_that_names_nothing_is_reported_with_what_to_do(title: str) -> None:
    error, [(message, hint)] = refusal(["Tên công ty", title])
    assert (error, message) == (InvalidData, f"columns that fit no field: '{title}'")
    assert hint.endswith(f'ignore them with --ignore "{title}", or say what they hold: --map "{title}=FIELD"')


def test_all_columns_that_name_nothing_are_reported_at_once() -> None:
    _error, [(message, hint)] = refusal(["name", "Vốn", "Phon", None], ["A", 1, 2, 3])
    assert message == "columns that fit no field: 'Vốn', 'Phon', '#4' (column D)"
    assert hint.split("\n") == [
        "did you mean 'phone'?",
        'ignore them with --ignore "Vốn" --ignore "Phon" --ignore "#4", or say what they hold: --map "Vốn=FIELD"',
    ]


@pytest.mark.parametrize(
    ("titles", "option"),
    [
        (["Số nhà", "Đường", "Phường/Xã"], "Số nhà+Đường+Phường/Xã=address"),
        (["Số nhà, Đường, Phường"], "Số nhà, Đường, Phường=address"),
        (["Số nhà và đường", "Xã phường thị trấn"], "Số nhà và đường+Xã phường thị trấn=address"),
        (["Địa chỉ", "Quận (Huyện)"], "Địa chỉ+Quận (Huyện)=address"),
        (["Phường", "phường"], "#2+#3=address"),
    ],
)
def test_parts_of_an_address_are_refused_with_the_option_that_joins_them(titles: list[str], option: str) -> None:
    _error, [(_message, hint)] = refusal(["Tên công ty", *titles])
    assert hint == f'read them as the address: --map "{option}"'
    mapped, _equals, field = option.rpartition("=")
    assert "address" in named(["Tên công ty", *titles], mapped={mapped: field}).values()


def test_other_columns_beside_parts_of_an_address_have_a_hint_of_their_own() -> None:
    _error, [(message, hint)] = refusal(["Tên công ty", "Thôn", "Vốn"])
    assert message == "columns that fit no field: 'Thôn', 'Vốn'"
    assert hint.split("\n") == [
        'read them as the address: --map "Thôn=address"',
        'ignore them with --ignore "Vốn", or say what they hold: --map "Vốn=FIELD"',
    ]


@pytest.mark.parametrize("title", ["STT", "stt", "TT", "Số TT", "Số thứ tự", "No.", "#", "Why not"])
def test_columns_that_number_rows_and_reasons_for_faults_are_ignored(title: str) -> None:
    assert named([title, "name"]) == {title: "", "name": "name"}


def test_the_column_of_reasons_is_known_in_both_languages() -> None:
    assert all(named([word, "name"])[word] == "" for word in spoken(WHY))


def test_headings_stand_below_title_rows() -> None:
    rows: list[list[Cell]] = [
        ["HIỆP HỘI MẪU", None, None],
        ["Danh sách hội viên năm 2025", None, None],
        ["STT", "Tên đơn vị", "Điện thoại"],
        [1, "Công ty Mẫu", "0912345678"],
    ]
    head, columns = headings([Row(number, cells) for number, cells in enumerate(rows, 1)], MEMBER)
    assert head.number == 3
    assert [column[:3] for column in columns] == [(0, "STT", ""), (1, "Tên đơn vị", "name"), (2, "Điện thoại", "phone")]


def test_the_row_that_names_most_fields_whole_is_the_head() -> None:
    assert named(["Tên hội viên và điện thoại", "email của công ty"], ["name", "phone"]) == {
        "name": "name",
        "phone": "phone",
    }


def test_rows_far_below_are_not_asked() -> None:
    rows = [Row(number, [f"dòng {number}"]) for number in range(1, 31)]
    assert headings([*rows[:29], Row(30, ["name"])], MEMBER)[0].number == 30
    with pytest.raises(InvalidData, match="no header row found"):
        headings([*rows, Row(31, ["name"])], MEMBER)


@pytest.mark.parametrize("rows", [[], [Row(1, ["x", 1, None])], [Row(1, ["Vốn"]), Row(2, ["STT"])]])
def test_a_list_without_headings_is_refused_with_what_to_write(rows: list[Row]) -> None:
    with pytest.raises(InvalidData) as raised:
        headings(rows, fields(Sector))
    assert raised.value.reports == (
        ("no header row found", "add a header row with the names of fields: Code, Sector, English name, Note"),
    )


def test_a_column_without_a_heading_counts_only_where_something_stands_below() -> None:
    assert named(["name", None, "phone"], ["A", None, "1"]) == {"name": "name", "phone": "phone"}
    assert refusal(["name", None], ["A", "B"])[1][0][0] == "columns that fit no field: '#2' (column B)"
    assert named(["name", ""], ["A", "B"], ignored=["#2"]) == {"name": "name", "#2": ""}
    assert named(["name", ""], ["A", "B"], mapped={"#2": "phone"}) == {"name": "name", "#2": "phone"}
    assert named(["name"], ["A", "beyond"]) == {"name": "name"}


def test_somebody_may_say_what_a_column_holds() -> None:
    assert named(["name", "Số LL"], mapped={"so ll": "Phone"}) == {"name": "name", "Số LL": "phone"}
    assert named(["X"], mapped={"X": "name"}) == {"X": "name"}
    assert named(["name", "Điện thoại"], ignored=["ĐIỆN THOẠI"]) == {"name": "name", "Điện thoại": ""}


@pytest.mark.parametrize(
    ("how", "report"),
    [
        ({"mapped": {"name": "phoen"}}, ("no field 'phoen'", "did you mean 'phone'?")),
        (
            {"mapped": {"name": "vốn"}},
            ("no field 'vốn'", "choose from: " + ", ".join(field.title for field in MEMBER.values())),
        ),
        ({"mapped": {"Điện thoai 2": "phone"}}, ("no column 'Điện thoai 2'", "did you mean 'Điện thoại'?")),
        ({"ignored": ["Vốn"]}, ("no column 'Vốn'", "choose from: name, Điện thoại")),
    ],
)
def test_an_option_that_names_what_is_not_there_is_refused(how: dict[str, object], report: tuple[str, str]) -> None:
    assert refusal(["name", "Điện thoại"], **how) == (UsageError, [report])


def test_two_columns_for_one_field_are_reported_with_every_other_fault() -> None:
    join = 'or join them: --map "SĐT+Điện thoại+Tel=phone"'
    assert refusal(["Vốn", "Tên", "SĐT", "Điện thoại", "Tel"]) == (
        InvalidData,
        [
            (
                "columns that fit no field: 'Vốn'",
                'ignore them with --ignore "Vốn", or say what they hold: --map "Vốn=FIELD"',
            ),
            (
                "columns 'SĐT' and 'Điện thoại' both name 'phone'",
                f'ignore one of them: --ignore "Điện thoại"\n{join}',
            ),
            ("columns 'Điện thoại' and 'Tel' both name 'phone'", f'ignore one of them: --ignore "Tel"\n{join}'),
        ],
    )
    assert refusal(["Tên", "Ghi chú", "GHI CHÚ"])[1] == [
        (
            "columns 'Ghi chú' and 'GHI CHÚ' both name 'note'",
            'ignore one of them: --ignore "#3"\nor join them: --map "#2+#3=note"',
        )
    ]
    assert refusal(["MST", "Mã số thuế"])[1] == [
        ("columns 'MST' and 'Mã số thuế' both name 'tax_code'", 'ignore one of them: --ignore "Mã số thuế"')
    ]
    assert named(["Tên", "Ghi chú", "GHI CHÚ"], ignored=["#3"])["GHI CHÚ"] == ""
    assert named(["Tên", "Ghi chú", "GHI CHÚ"], ignored=["#2"]) == {"Tên": "name", "Ghi chú": "", "GHI CHÚ": "note"}


def test_a_heading_of_days_names_no_other_field() -> None:
    assert refusal(["Tên", "Ngày sinh người đại diện"])[1][0][0] == (
        "columns that fit no field: 'Ngày sinh người đại diện'"
    )


def test_a_heading_of_other_words_is_marked() -> None:
    [name, code] = headings([Row(1, ["Tên", "MST (nếu có)"])], MEMBER)[1]
    assert (name.whole, code.whole) == (True, False)


def test_other_sheets_are_named_where_one_has_no_headings() -> None:
    _error, [(_message, hint)] = refusal(["Trang bìa"], other_sheets=["Hội viên"])
    assert hint == 'try another sheet: --sheet "Hội viên"'


@given(st.permutations(list(fields(Office))))
def test_the_order_of_columns_does_not_matter(names: list[str]) -> None:
    [*columns] = headings([Row(1, names)], fields(Office))[1]
    assert [column[:3] for column in columns] == [(place, name, name) for place, name in enumerate(names)]


@pytest.mark.parametrize(
    "title", ["Số thẻ hội viên", "Số CCCD người đại diện", "Mã nội bộ của doanh nghiệp", "Number of members"]
)
def test_a_column_of_numbers_holds_no_name(title: str) -> None:
    assert refusal([title, "MST"])[1][0][0] == f"columns that fit no field: '{title}'"


def test_a_heading_that_is_a_fields_name_has_it_before_others() -> None:
    said, hint = refusal(["Tên tiếng Anh của công ty", "Tên"])[1][0]
    assert said == "columns that fit no field: 'Tên tiếng Anh của công ty'"
    assert '--ignore "Tên tiếng Anh của công ty"' in hint
    mapped = named(["Tên công ty mẹ", "Tên", "STT"], mapped={"#1": "note"})
    assert mapped == {"Tên công ty mẹ": "note", "Tên": "name", "STT": ""}


@pytest.mark.parametrize("title", ["Tên doanh nghiệp", "Đơn vị", "Công ty", "Hội viên", "Company"])
def test_a_company_in_a_list_of_officers_is_the_member(title: str) -> None:
    found = headings([Row(1, ["Họ tên", title, "Chức vụ", "Từ ngày"])], fields(KINDS["officers"]))[1]
    assert [heading.field for heading in found] == ["person", "member", "office", "since"]


def test_a_place_is_no_heading_of_that_number() -> None:
    assert named(["name", "3", "phone"], mapped={"#2": "note"}) == {"name": "name", "3": "note", "phone": "phone"}
    assert named(["name", "3", "phone"], ignored=["3"]) == {"name": "name", "3": "", "phone": "phone"}


@pytest.mark.parametrize(
    ("parts", "option"),
    [
        (["Họ đệm", "Tên"], "Họ đệm+Tên=representative"),
        (["Họ và đệm", "Tên"], "Họ và đệm+Tên=representative"),
        (["Họ và tên đệm", "Tên"], "Họ và tên đệm+Tên=representative"),
        (["Họ", "Tên"], "Họ+Tên=representative"),
        (["Họ lót", "Tên"], "Họ lót+Tên=representative"),
        (["Họ", "Tên đệm", "Tên"], "Họ+Tên đệm+Tên=representative"),
    ],
)
def test_parts_of_a_name_are_refused_with_the_option_that_joins_them(parts: list[Cell], option: str) -> None:
    _error, [(_message, hint)] = refusal(["Tên công ty", *parts], ["Công ty Mẫu", "Trần Văn", "Mẫu"])
    assert hint == f'read them as one name: --map "{option}"'
    mapped, _equals, field = option.rpartition("=")
    assert "representative" in named(["Tên công ty", *parts], mapped={mapped: field}).values()
    _error, [(_message, hint)] = refusal(parts, declared=fields(Candidate))
    assert hint == f'read them as one name: --map "{mapped}=person"'


@pytest.mark.parametrize("first", ["Họ đệm", "Họ và tên đệm", "Họ", "Họ lót"])
def test_parts_of_a_name_below_a_group_are_joined_as_its_field(first: str) -> None:
    titles: list[Cell] = ["Tên doanh nghiệp", "Người đại diện", None, "Mã số thuế"]
    below: list[Cell] = [None, first, "Tên", None]
    record: list[Cell] = ["Công ty Mẫu", "Trần Văn", "Mẫu", "0200747399"]
    _error, [(message, hint)] = refusal(titles, below, record)
    assert hint.startswith("read them as one name: --map "), (message, hint)
    mapped, _equals, field = hint.removeprefix('read them as one name: --map "').removesuffix('"').rpartition("=")
    assert field == "representative"
    assert "representative" in named(titles, below, record, mapped={mapped: field}).values()


def test_a_family_name_without_a_last_name_beside_it_is_a_column_of_its_own() -> None:
    _error, [(_message, hint)] = refusal(["Tên công ty", "Vốn", "Họ"])
    assert "--ignore" in hint
    assert "one name" not in hint


def test_a_column_without_a_heading_is_named_with_its_letter_too() -> None:
    _error, [(message, hint)] = refusal(["Tên công ty", "Mã số thuế", "Địa chỉ", None], ["A", "0200747399", "B", "x"])
    assert message == "columns that fit no field: '#4' (column D)"
    assert '--ignore "#4"' in hint
