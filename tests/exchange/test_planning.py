"""Every row of a list becomes a step: read, matched, compared, and checked by the rules."""

from datetime import date
from unicodedata import normalize

import msgspec
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from msgspec import structs

from exchange.batches import planned
from exchange.sheets import book
from exchange.whole import TWO_TERMS
from hiephoi_cli.domain.fields import fields
from hiephoi_cli.domain.records import KINDS, FormerName, FormerRepresentative, Member, Registry
from hiephoi_cli.domain.rules import broken
from hiephoi_cli.domain.words import Membership
from hiephoi_cli.exchange.encodings import may_be_garbled
from hiephoi_cli.exchange.old_fonts import may_be_old
from hiephoi_cli.exchange.plan import Action, Plan
from registries import TODAY, hostile, member, office, officer, registry, sector

FULL = member(
    1,
    "Công ty Hòa Bình",
    tax_code="0200747399",
    sectors=("xay-lap",),
    membership=Membership.ASSOCIATE,
    phone="02253822016",
    offers=("ốc", "vít"),
    joined=date(2025, 2, 1),
    note="a",
)
DAY = date(2025, 3, 1)
REGISTRY = registry(sector(), sector("tu-van", "Tư vấn"), FULL, member(2, "Công ty Mẫu", sectors=("tu-van",)))


def members(text: str, of: Registry = REGISTRY, format_: str = "csv", **how: object) -> Plan:
    """The plan for a list of members."""
    return planned(of, "members", text.encode(), format_, **how)  # type: ignore[arg-type]


def steps(plan: Plan) -> list[tuple[int, str, str]]:
    """Row, action and key of each step."""
    return [(step.row, step.action.value, step.record.key if step.record else "") for step in plan.steps]


def said(plan: Plan) -> list[str]:
    """What is wrong or odd, with the row."""
    return [
        f"{step.row} {one.severity.value} {one.where}: {one.message}" for step in plan.steps for one in step.problems
    ]


def errors(text: str, **how: object) -> list[str]:
    """What is wrong with a list of members, whose rows are errors then."""
    plan = members(text, **how)  # type: ignore[arg-type]
    faulty = {step.row for step in plan.steps if step.action is Action.ERROR}
    assert faulty == {int(line.split()[0]) for line in said(plan) if " error " in line}
    return [line.replace(" error ", " ") for line in said(plan) if " error " in line]


def test_each_row_is_a_step_with_its_number() -> None:
    plan = members("id,name,phone\nHV-0002,,0912345678\n\n,Công ty Mới,\nHV-0001,,02253822016\n,X,\nHV-0009,,\n")
    assert steps(plan) == [
        (2, "update", "HV-0002"),
        (4, "create", "HV-0003"),
        (5, "unchanged", "HV-0001"),
        (6, "create", "HV-0004"),
        (7, "error", ""),
    ]
    assert [plan.count(action) for action in Action] == [2, 1, 1, 1]


def test_records_change_in_their_places_and_new_ones_come_last_in_the_order_of_the_file() -> None:
    after = members("id,name,note\n,B,\nHV-0002,,neu\n,A,\n").after
    assert [(one.id, one.name, one.note) for one in after.members] == [
        ("HV-0001", "Công ty Hòa Bình", "a"),
        ("HV-0002", "Công ty Mẫu", "neu"),
        ("HV-0003", "B", None),
        ("HV-0004", "A", None),
    ]
    assert structs.replace(after, members=REGISTRY.members) == REGISTRY


def test_a_new_record_has_what_its_row_gives_and_else_defaults() -> None:
    step, _later = members(
        "name,sectors,joined\nCông ty Mới,Tư vấn; xay-lap,03/02/2025\nCông ty Sau,Tư vấn,13/02/2025\n"
    ).steps
    assert step.new == Member(id="HV-0003", name="Công ty Mới", sectors=("tu-van", "xay-lap"), joined=date(2025, 2, 3))
    assert list(step.fields) == ["name", "sectors", "joined"]


def test_an_update_tells_what_changes_from_what_to_what() -> None:
    [step] = members("id,name,phone,joined,sectors\nHV-0001,Công ty Hòa Bình,0912345678,01/02/2025,\n").steps
    assert step.changes == {"phone": ("02253822016", "0912345678")}
    assert (step.old, step.new) == (FULL, structs.replace(FULL, phone="0912345678"))


BLANK = "id,name,membership,sectors,offers,joined,note\nHV-0001, ,,,,,\n"


def test_blank_cells_and_columns_that_are_not_there_leave_what_is_known() -> None:
    assert steps(members(BLANK)) == [(2, "unchanged", "HV-0001")]
    assert steps(members("id\nHV-0001\n", clear_blank=True)) == [(2, "unchanged", "HV-0001")]


def test_blank_cells_erase_where_that_is_asked_for() -> None:
    text = BLANK.replace("name,", "").replace(", ,", ",", 1)
    [step] = members(text, clear_blank=True).steps
    assert step.new == structs.replace(
        FULL, membership=Membership.OFFICIAL, sectors=(), offers=(), joined=None, note=None
    )


@pytest.mark.parametrize("by", ["id", "tax_code"])
def test_capitals_of_a_list_replace_no_better_spelling(by: str) -> None:
    known = member(
        1,
        "Công ty Hòa Bình",
        tax_code="0200747399",
        sectors=("xay-lap",),
        representative="Lê An",
        position="Giám đốc",
        email="hoa@example.vn",
        address="Số 1 đường Mẫu",
        offers=("ốc vít", "Bu lông"),
    )
    of = registry(sector(), known)
    head = f"{by},name,representative,position,email,address,offers\n"
    row = "CÔNG TY HOÀ BÌNH,ÔNG LÊ AN,GIÁM ĐỐC,HOA@EXAMPLE.VN,SỐ 1  ĐƯỜNG MẪU,ỐC VÍT; BU LÔNG\n"
    plan = members(f"{head}{getattr(known, by)},{row}", of)
    assert steps(plan) == [(2, "unchanged", "HV-0001")]
    assert plan.after == of


def test_capitals_of_other_words_and_better_spellings_are_changes() -> None:
    of = registry(sector(), structs.replace(FULL, position="GIÁM ĐỐC", note="Mẫu"))
    plan = members("id,position,note,offers\nHV-0001,Giám đốc,MẪU 2,ỐC; NÊM\n", of)
    changed = {name: new for name, (_old, new) in plan.steps[0].changes.items()}
    assert changed == {"position": "Giám đốc", "note": "MẪU 2", "offers": ("ốc", "NÊM")}


def test_what_a_record_needs_is_not_erased() -> None:
    assert errors(BLANK, clear_blank=True) == ["2 name: the value is empty"]


def test_the_name_that_matched_a_record_keeps_its_spelling() -> None:
    assert steps(members("name\nCÔNG TY HOÀ BÌNH\n")) == [(2, "unchanged", "HV-0001")]
    assert steps(members("id,name\nHV-0001,Công ty Hoà Bình\n")) == [(2, "unchanged", "HV-0001")]
    assert steps(members("id,name\nHV-0001,Công ty Hoa Bình\n")) == [(2, "update", "HV-0001")]


UNTIDY = structs.replace(
    REGISTRY, members=(*REGISTRY.members, member(3, "Lê  Công ty\u200b", tax_code="200747399", phone="912345678"))
)


@pytest.mark.parametrize("repair", [False, True])
@pytest.mark.parametrize("head", ["id,name,tax_code,phone", "id;MST;x;Tel", "name,tax_code,phone"])
def test_a_cell_that_says_what_is_there_changes_nothing_however_odd(head: str, repair: bool) -> None:
    cells = {"id": "HV-0003", "name": "Lê  Công ty\u200b", "tax_code": "200747399", "phone": "912345678"}
    named = {"MST": "tax_code", "Tel": "phone"}
    delimiter = ";" if ";" in head else ","
    text = f"{head}\n{delimiter.join(cells.get(named.get(title, title), '') for title in head.split(delimiter))}\n"
    plan = members(text, UNTIDY, repair=repair, ignored=["x"] if "x" in head.split(";") else [])
    assert steps(plan) == [(2, "unchanged", "HV-0003")]


def test_an_odd_cell_that_is_new_is_reported_or_repaired() -> None:
    text = "id,tax_code\nHV-0002,200747399\n"
    assert errors(text) == ["2 tax_code: '200747399' is not a valid tax code"]
    [step] = members(text, registry(member(2)), repair=True).steps
    assert step.changes == {"tax_code": (None, "0200747399")}


def test_faulty_cells_are_named_by_the_headings_of_their_columns() -> None:
    text = "STT;Tên công ty;MST (nếu có);Ngày vào hội\n1;A;123;32/1/2025\n"
    assert errors(text) == [
        "2 MST (nếu có): '123' is not a valid tax code",
        "2 Ngày vào hội: '32/1/2025' is not a date",
    ]


def test_faulty_cells_of_a_sheet_are_named_by_their_places() -> None:
    data = book(["Danh sách"], ["STT", "Tên công ty", "MST"], [1, "A", 123], [2, None, "0100233488"])
    plan = planned(REGISTRY, "members", data, "xlsx")
    assert said(plan) == [
        "3 error C3: '123' is not a valid tax code",
        "4 error B4: 'Name' is missing",
    ]


def test_objects_of_a_list_have_their_places_as_numbers() -> None:
    plan = members('[{"name": "A"}, {}, {"tax_code": "123"}]', format_="json")
    assert steps(plan) == [(1, "create", "HV-0003"), (3, "error", "")]
    assert said(plan) == ["3 error tax_code: '123' is not a valid tax code"]
    assert plan.skipped == ["blank rows: 1"]


def test_what_a_new_record_needs_is_reported_in_the_order_of_the_fields() -> None:
    plan = planned(registry(office()), "officers", b"Ghi ch\xc3\xba\nx\n")
    assert said(plan) == [
        "2 error person: 'Person' is missing",
        "2 error office: 'Office' is missing",
        "2 error since: 'Since' is missing",
    ]


def test_a_list_of_which_every_column_is_ignored_has_faulty_rows_only() -> None:
    plan = members("name\nA\n", ignored=["name"])
    assert said(plan) == ["2 error name: 'Name' is missing"]


@pytest.mark.parametrize("row", ["A,1,2,3", "A,,x"])
def test_a_row_with_more_cells_than_headings_is_reported(row: str) -> None:
    cells = f"{len(row.split(','))} cells"
    assert errors(f"name,note\n{row}\n") == [f"2 : this row has {cells}, but the header has 2"]


def test_what_a_short_row_lacks_is_blank() -> None:
    assert errors("name,note,phone\nA\nB,x\n") == []


def test_blank_cells_beyond_the_headings_are_nothing() -> None:
    assert errors("name,note\nA,,,\n") == []


def test_columns_that_hold_other_fields_than_the_last_count_too() -> None:
    assert errors("STT,name,,\n1,A,,\n") == []


@pytest.mark.parametrize(
    "total",
    [
        "Tổng cộng,",
        ",Tổng cộng: 65 hội viên",
        "Tổng số hội viên: 65,",
        "TỔNG,65",
        "Cộng,1.065",
        "total,65 companies",
        normalize("NFD", "Tổng cộng") + ",65",
        "Tông cộng,65",
        "Tống cọng",
        "Tổng cộng,65 doanh nghiệp.",
    ],
)
def test_a_total_below_is_skipped_and_said(total: str) -> None:
    plan = members(f"name,note\nA,\n{total}\n")
    assert steps(plan) == [(2, "create", "HV-0003")]
    assert plan.skipped == [f"row 3: '{total.strip(',').replace(',', ' ')}'"]


@pytest.mark.parametrize(
    "row", ["Tổng công ty Mẫu,", "Tổng Công ty 36,", "Công ty 5,", "Tổng,x", "Total Mẫu,", "Sumo,"]
)
def test_a_member_is_no_total(row: str) -> None:
    assert members(f"name,note\n{row}\n").count(Action.CREATE) == 1


def test_a_code_is_no_total() -> None:
    plan = planned(registry(), "sectors", "code,name\ncong,Cống\ntong,Tổng thầu\n".encode())
    assert steps(plan) == [(2, "create", "cong"), (3, "create", "tong")]


def test_rows_below_the_total_are_reported() -> None:
    assert errors("name,note\nA,\nTổng cộng,2\nB,\n") == ["4 : this row is below the total"]


@pytest.mark.parametrize("numbers", ["1,2,3", "(1),(2),(3)", "0,1,2"])
def test_a_row_that_numbers_the_columns_is_skipped_and_said(numbers: str) -> None:
    plan = members(f"id,name,note\n{numbers}\n,A,\n")
    assert steps(plan) == [(3, "create", "HV-0003")]
    assert plan.skipped == [f"row 2: '{numbers.replace(',', ' ')}'"]


def test_numbers_further_below_or_of_two_columns_are_values() -> None:
    assert steps(members("name,note\n1,2\n")) == [(2, "create", "HV-0003")]
    assert steps(members("id,name,note\n,A,\n1,2,3\n")) == [(2, "create", "HV-0003"), (3, "create", "1")]


def test_all_that_was_not_read_is_said() -> None:
    data = book(
        ["STT", "Tên", "Vốn"],
        [1, "A", 5],
        [],
        [],
        [2, "B", 6],
        ["Tổng cộng", None, 11],
        [],
        Khác=[["x"]],
        Trống=[[None]],
    )
    plan = planned(REGISTRY, "members", data, "xlsx", ignored=["Vốn"])
    assert plan.skipped == [
        "column 'STT'",
        "column 'Vốn'",
        "blank rows: 2",
        "row 6: 'Tổng cộng 11'",
        "sheet 'Khác'",
    ]


def test_lines_of_a_cell_are_no_blank_rows() -> None:
    assert members('name,note\nA,"1\n2\n3"\nB,\n').skipped == []


def test_what_headings_were_understood_in_part_is_said() -> None:
    assert members("Tên công ty;MST (nếu có);Số điện thoại công ty\nA;;\n").understood == [
        "'MST (nếu có)' as Tax code",
        "'Số điện thoại công ty' as Phone",
    ]


def test_nothing_but_a_name_under_many_columns_is_odd() -> None:
    plan = members("name,phone,note\nHải Phòng ngày 1 tháng 2,,\nA,1,\n")
    assert said(plan)[0] == "2 warning name: only a name: is it a title or a signature?"
    assert not any(line.startswith("3 warning name") for line in said(plan))
    assert said(members("name,phone\nA,\n")) == []


@pytest.mark.parametrize("head", ["Tên,Điện thoại", "STT,Tên,Điện thoại"])
def test_a_title_without_a_numeral_is_odd_among_rows_that_have_more(head: str) -> None:
    blank = "," * (head.count(",") - 1)
    rows = [f"{blank}Các doanh nghiệp khác,", f"{blank}Công ty A,0912345678", f"{blank}Công ty B,0912345679"]
    found = said(members("\n".join([head, *rows, ""])))
    assert [line for line in found if "only a name" in line] == [
        "2 warning Tên: only a name: is it a title or a signature?"
    ]


def test_a_name_alone_is_usual_where_most_have_no_more() -> None:
    found = said(members("Tên,Điện thoại\nCông ty A,\nCông ty B,\nCông ty C,0912345678\n"))
    assert not any("only a name" in line for line in found)


def test_a_new_id_of_another_form_is_odd() -> None:
    plan = members("id,name,sectors\nX-1,A,xay-lap\nHV-0007,B,xay-lap\n")
    assert said(plan) == ["2 warning id: a new id, unlike the others: 'X-1'"]


def test_one_record_in_two_rows_is_reported_with_both() -> None:
    assert errors("name,note\nA,1\nA,2\n") == ["3 : row 2 describes the same member: 'A'"]
    assert errors("id,name\nHV-0001,\n,Công ty Hòa Bình\n") == ["3 : row 2 describes the same member: 'HV-0001'"]


def test_an_id_that_the_file_gives_is_given_once() -> None:
    assert steps(members("id,name\nHV-0003,A\n,B\n")) == [(2, "create", "HV-0003"), (3, "create", "HV-0004")]
    assert steps(members("id,name\n,A\nHV-0003,B\n")) == [(2, "create", "HV-0004"), (3, "create", "HV-0003")]


def test_a_row_that_fits_two_records_is_reported_and_keeps_its_name() -> None:
    plan = members("name,tax_code\nCông ty Mẫu,0200747399\n")
    assert said(plan) == ["2 error : by Tax code '0200747399' it is HV-0001, by Name 'Công ty Mẫu' HV-0002"]
    assert plan.steps[0].label == "Công ty Mẫu"


@pytest.mark.parametrize(
    ("head", "rows", "where"),
    [
        (["STT", "Mã HV", "Tên"], [[1, "HV-0001", "A"], [2, "HV-0001", "B"]], "B3"),
        (["Tên", "MST"], [["Công ty Mẫu", "0200747399"]], "B2, A2"),
        (["Tên", "MST"], [["Công ty Hòa Bình", "0201900138"]], "A2, B2"),
        (["Tên", "Mã HV"], [["Công ty Mẫu", "HV-0009"]], "A2, B2"),
    ],
)
def test_conflicts_in_a_sheet_name_their_cells(head: list[str], rows: list[list[object]], where: str) -> None:
    plan = planned(REGISTRY, "members", book(head, *rows), "xlsx")
    assert [problem.where for problem in plan.steps[-1].problems if problem.severity.value == "error"] == [where]


def test_conflicts_in_text_name_no_cells() -> None:
    plan = members("Tên,MST\nCông ty Mẫu,0200747399\n")
    assert [problem.where for problem in plan.steps[-1].problems] == [""]


def test_a_sector_without_a_code_is_reported_and_keeps_its_name() -> None:
    plan = planned(registry(sector()), "sectors", b"name\n!\nXay lap\n")
    assert said(plan) == [
        "2 error : no code can be derived from '!'",
        "3 error : sector 'xay-lap' already exists",
    ]
    assert [step.label for step in plan.steps] == ["!", "Xay lap"]


def test_every_fault_of_a_row_is_reported() -> None:
    assert errors("name,tax_code,joined\nA,123,x\nA,,y\n") == [
        "2 tax_code: '123' is not a valid tax code",
        "2 joined: 'x' is not a date",
        "3 : row 2 describes the same member: 'A'",
        "3 joined: 'y' is not a date",
    ]


def test_faulty_rows_leave_the_registry_as_it_is() -> None:
    plan = members("id,name,joined\nHV-0001,Neu,x\n,,\n,,y\n")
    assert plan.after == REGISTRY


def test_a_rule_that_a_row_breaks_is_reported_at_its_cell() -> None:
    text = "id,joined,left\nHV-0001,2025-02-01,2025-01-01\n"
    assert errors(text) == ["2 left: 2025-01-01 is before 2025-02-01"]


def test_a_rule_about_two_records_is_reported_at_the_row_that_breaks_it() -> None:
    told = "'HV-0001' has the same name apart from case, accents, quotes and hyphens"
    two = registry(member(1, "Công ty Hoà Bình"), member(2, "Công ty Hoà Bìn"))
    assert said(members("id,name\nHV-0002,Công ty Hoa Binh\n", two)) == [f"2 warning name: {told}"]
    assert said(members("id,name\nHV-0001,Công ty Hoa Bin\n", two)) == [f"2 warning name: HV-0002: {told}"]


RENAMED = registry(
    member(1, "Công ty Cổ phần Mới", tax_code="0100233488", former_names=(FormerName(name="Xưởng Cũ", until=DAY),)),
    member(2, "Xưởng Khác"),
)


@pytest.mark.parametrize(
    "text", ["name,phone\nXưởng Cũ,02253822016\n", "tax_code,name,phone\n0100233488,Xưởng Cũ,02253822016\n"]
)
def test_a_row_with_a_former_name_is_about_the_member_that_had_it(text: str) -> None:
    plan = members(text, RENAMED)
    assert steps(plan)[-1][1:] == ("update", "HV-0001")
    told = "'Xưởng Cũ' is a former name of HV-0001, now 'Công ty Cổ phần Mới'; the name stays"
    assert said(plan)[-1].endswith(told)
    assert plan.after.members[0].name == "Công ty Cổ phần Mới"


def test_a_name_that_a_member_has_counts_before_one_that_another_had() -> None:
    both = registry(member(1, "A", former_names=(FormerName(name="B", until=DAY),)), member(2, "B"))
    assert steps(members("name,phone\nB,0225\n", both)) == [(2, "update", "HV-0002")]


def test_an_old_list_does_not_bring_back_a_former_representative() -> None:
    former = FormerRepresentative(person="Lê An", position="Giám đốc", until=DAY)
    followed = member(1, "A", representative="Lê Bình", position="Tổng giám đốc", former_representatives=(former,))
    plan = members("name,representative,position,phone\nA,ông LÊ AN,Giám đốc,0225\n", registry(followed))
    [step] = plan.steps
    assert step.fields == {"phone"}
    assert (step.problems[0].message, step.problems[0].hint) == (
        f"'ông LÊ AN' until {DAY}, now 'Lê Bình', who stays",
        'hiephoi member represent HV-0001 "ông LÊ AN" --on DATE',
    )
    assert steps(members("name,representative\nA,Lê Chi\n", registry(followed))) == [(2, "update", "HV-0001")]


def test_another_name_is_taken_for_a_rename_and_a_slip_for_a_correction() -> None:
    plan = members("tax_code,name\n0100233488,Tập đoàn Khác\n", RENAMED)
    [step] = plan.steps
    assert (step.action.value, step.problems[0].message, step.problems[0].hint) == (
        "unchanged",
        "HV-0001 seems renamed, from 'Công ty Cổ phần Mới' to 'Tập đoàn Khác'; the name stays",
        'hiephoi member rename HV-0001 "Tập đoàn Khác" --on DATE',
    )
    assert members("id,name\nHV-0001,Công ty Cổ phần Mới.\n", RENAMED).after.members[0].name == "Công ty Cổ phần Mới."


def test_what_was_wrong_before_is_not_reported_of_a_row_that_does_not_touch_it() -> None:
    wrong = registry(member(1, tax_code="1"), sector())
    plan = members("id,phone\nHV-0001,0912345678\n", wrong)
    assert said(plan) == []
    assert "tax-code" in {problem.rule for problem in plan.problems}


def test_all_that_breaks_the_rules_afterwards_is_found() -> None:
    plan = members("name\nA\n")
    assert plan.problems == list(broken(plan.after, TODAY))


def test_mandates_come_in_with_the_names_of_what_they_refer_to() -> None:
    of = registry(office(), member(1, "Công ty Hòa Bình"), officer("Lê An", date(2024, 11, 11), date(2029, 11, 12)))
    text = "Họ tên,Chức vụ,Hội viên,Từ ngày\nLê An,Chủ tịch,Công ty Hoà Bình,11/11/2024\nVũ Chi,chu-tich,,2029-11-12\n"
    plan = planned(of, "officers", text.encode())
    assert steps(plan) == [
        (2, "update", "Lê An · HV-0001 · chu-tich · 2024-11-11"),
        (3, "create", "Vũ Chi · chu-tich · 2029-11-12"),
    ]
    assert plan.steps[0].changes == {"member": (None, "HV-0001")}


_PLAIN = (
    hostile | st.text(max_size=4) | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.booleans()
)
_ANYTHING = st.recursive(
    _PLAIN,
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["person", "votes", "x"]), inner, max_size=2)
    ),
    max_leaves=4,
)


@given(st.data(), st.sampled_from(list(KINDS)), st.booleans(), st.booleans())
def test_whatever_stands_in_cells_becomes_a_step(
    drawn: st.DataObject, kind: str, repair: bool, clear_blank: bool
) -> None:
    objects = st.dictionaries(st.sampled_from(list(fields(KINDS[kind]))), _ANYTHING, min_size=1, max_size=4)
    written = drawn.draw(st.lists(objects, min_size=1, max_size=3))
    data = msgspec.json.encode(written)
    assume(not (may_be_garbled(data.decode()) or may_be_old(data.decode())))  # such a list is refused whole
    plan = planned(TWO_TERMS, kind, data, "json", repair=repair, clear_blank=clear_blank)
    filled = [number for number, cells in enumerate(written, 1) if set(map(_shown, cells.values())) != {""}]
    assert [step.row for step in plan.steps] == filled
    new = len(getattr(plan.after, kind)) - len(getattr(TWO_TERMS, kind))
    assert plan.count(Action.CREATE) <= new <= plan.count(Action.CREATE) + plan.count(Action.ERROR)


def _shown(cell: object) -> str:
    return cell.strip() if isinstance(cell, str) else repr(cell)


def test_a_list_without_rows_of_records_says_so() -> None:
    assert members("name,tax_code\n").understood == ["no rows of records below the headings"]


def test_a_row_that_breaks_a_rule_makes_nothing() -> None:
    plan = members("name,joined,left,left_reason\nA,2025-02-01,2025-01-01,resigned\n")
    [step] = plan.steps
    assert (step.action, step.new, step.changes, step.label) == (Action.ERROR, None, {}, "A")
