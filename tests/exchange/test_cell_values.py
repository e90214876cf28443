"""Cells as values of fields."""

from datetime import date
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from hiephoi_cli.domain.fields import fields
from hiephoi_cli.domain.keys import prefix_of
from hiephoi_cli.domain.records import Candidate, Election, Link, Member, Office, Officer, Record, Table
from hiephoi_cli.domain.words import ElectionKind, Membership
from hiephoi_cli.errors import InvalidData
from hiephoi_cli.exchange.cell import Cell, NoValue
from hiephoi_cli.exchange.cell_values import Reader
from hiephoi_cli.exchange.exported_cells import says
from registries import hostile, loser, member, office, product, registry, sector, vietnamese, winner

REGISTRY = registry(
    sector("xay-lap", "Xây lắp"),
    sector("hoa-chat", "Hóa chất, phân bón"),
    sector("A/B", "Cơ khí; chế tạo"),
    sector("x;y", "Khác"),
    sector("z", "khác"),
    office(),
    product(also=("gang đúc, vật đúc",)),
    product("duc-nhom", "Đúc nhôm", also=("vật đúc",)),
    member(1, "Công ty Hòa Bình"),
)


def reader(name: str, table: type[Table] = Member, *, repair: bool = False, stored: tuple[str, ...] = ()) -> Reader:
    prefix = prefix_of(REGISTRY, table) if issubclass(table, Record) else ""
    return Reader(fields(table)[name], REGISTRY, repair=repair, stored=stored, prefix=prefix)


def read(name: str, cell: Cell, table: type[Table] = Member, **how: Any) -> Any:
    """The value of a cell, or message and hint of what is wrong with it."""
    value = reader(name, table, **how).value(cell)
    return value.reports[0] if isinstance(value, InvalidData) else value


@pytest.mark.parametrize(
    ("name", "cell", "value"),
    [
        ("name", " Công  ty\u00a0Mẫu ", "Công ty Mẫu"),
        ("name", "Ho\u0300a", "Hòa"),
        ("note", "một\r\n hai\tba", "một hai ba"),
        ("note", 41, "41"),
        ("note", 1.5, "1.5"),
        ("note", date(2025, 2, 1), "2025-02-01"),
        ("note", True, "true"),
        ("note", 0, "0"),
        ("joined", date(2025, 2, 1), date(2025, 2, 1)),
        ("joined", "2025-2-1", date(2025, 2, 1)),
        ("joined", "01/02/2025", date(2025, 2, 1)),
        ("membership", "Liên kết", Membership.ASSOCIATE),
        ("membership", "associate", Membership.ASSOCIATE),
        ("tax_code", "0312 68 78 78 - 001", "0312687878-001"),
        ("tax_code", "0200747399", "0200747399"),
        ("phone", "0225 3822016", "0225 3822016"),
        ("offers", 'ốc vít; "dây, cáp; loại 1"', ("ốc vít", "dây, cáp; loại 1")),
        ("offers", "thép, tôn", ("thép, tôn",)),
        ("offers", "ốc\nvít\nốc", ("ốc", "vít")),
        ("offers", ["ốc ", "vít", "ốc"], ("ốc", "vít")),
        ("offers", 5, ("5",)),
    ],
)
def test_a_cell_stands_for_a_value(name: str, cell: Cell, value: object) -> None:
    assert read(name, cell) == value


@pytest.mark.parametrize("name", ["name", "joined", "sectors", "phone"])
@pytest.mark.parametrize("cell", [None, "", []])
def test_a_blank_cell_stands_for_nothing(name: str, cell: Cell) -> None:
    assert read(name, cell) is None


@pytest.mark.parametrize(("cell", "value"), [("x", True), (True, True), ("0", False), (False, False), (0, False)])
def test_yes_and_no_are_words_signs_and_cells(cell: Cell, value: bool) -> None:
    assert read("acting", cell, Officer) is value


@pytest.mark.parametrize("cell", [2, "2", 2.0])
def test_numbers_are_cells_and_text(cell: Cell) -> None:
    assert read("seats", cell, Office) == 2


@pytest.mark.parametrize(
    ("cell", "codes"),
    [
        ("xay-lap", ("xay-lap",)),
        ("XÂY LẮP", ("xay-lap",)),
        ("Xây\u00a0lắp", ("xay-lap",)),
        ("Hoá chất, phân bón", ("hoa-chat",)),
        ("Xây lắp; Hóa chất, phân bón", ("xay-lap", "hoa-chat")),
        ("Xây lắp, hoa-chat", ("xay-lap", "hoa-chat")),
        ("Xây lắp / hoa-chat / xay-lap", ("xay-lap", "hoa-chat")),
        ("Xây lắp\nhoa-chat", ("xay-lap", "hoa-chat")),
        ("A/B", ("A/B",)),
        ("A/B; xay-lap", ("A/B", "xay-lap")),
        ("Cơ khí; chế tạo", ("A/B",)),
        ('"x;y"; xay-lap', ("x;y", "xay-lap")),
        ("x;y", ("x;y",)),
        (["Xây lắp", "A/B"], ("xay-lap", "A/B")),
        (" ; ,", None),
    ],
)
def test_sectors_are_codes_or_names_several_in_a_cell(cell: Cell, codes: tuple[str, ...] | None) -> None:
    assert read("sectors", cell) == codes


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("duc-gang", "duc-gang"),
        ("Gang đúc", "duc-gang"),
        ("duc gang", "duc-gang"),
        ("Vật đúc", "Vật đúc"),
        ("  đúc gang cầu ", "đúc gang cầu"),
        ("sắt vụn", "sắt vụn"),
    ],
)
def test_words_for_a_product_are_its_code_where_they_name_one(cell: str, value: str) -> None:
    assert read("product", cell, Link, stored=("sắt vụn",)) == value


@pytest.mark.parametrize(("cell", "key"), [("HV-0001", "HV-0001"), ("công ty hoà bình", "HV-0001")])
def test_a_reference_is_a_key_or_the_exact_name(cell: str, key: str) -> None:
    assert read("member", cell, Officer) == key


@pytest.mark.parametrize(
    ("cell", "report"),
    [
        ("Xây lấp", ("no sector 'Xây lấp'", "did you mean 'xay-lap'?")),
        ("Xay lap", ("no sector 'Xay lap'", "did you mean 'xay-lap'?")),
        ("Vận tải", ("no sector 'Vận tải'", 'hiephoi sector add "Vận tải"')),
        ("Xây lắp, Vận tải", ("no sector 'Vận tải', in 'Xây lắp, Vận tải'", 'hiephoi sector add "Vận tải"')),
        ("Khác", ("'Khác' matches 2 records: 'x;y', 'z'", "write the id or code instead")),
    ],
)
def test_a_sector_that_is_not_there_or_is_two_is_reported(cell: str, report: tuple[str, str]) -> None:
    assert read("sectors", cell) == report


@pytest.mark.parametrize(
    ("name", "cell", "message"),
    [
        ("joined", "30/02/2025", "there is no day '30/02/2025'"),
        ("joined", 45678, "'45678' is a spreadsheet's number for a day"),
        ("membership", "vàng", "'vàng' is not one of official, associate, honorary"),
        ("name", "A\x1bB", "control character U+001B in 'A\x1bB'"),
        ("name", "Công ty H\ufffda", "'Công ty H\ufffda' has lost letters"),
        ("name", NoValue("=A1"), "'=A1' has no value"),
        ("name", " \u200b", "the value is empty"),
        ("name", ["A"], "expected text, found a list"),
        ("name", {"a": 1}, "expected text, found a table"),
        ("offers", {"a": 1}, "expected text, found a table"),
        ("offers", ["a", ["b"]], "expected text, found a list"),
        ("offers", "a; b\x1b", "control character U+001B in 'a; b\x1b'"),
        ("tax_code", "0200747398", "'0200747398' is not a valid tax code"),
        ("phone", 1234, "'1234' is a number, not text"),
    ],
)
def test_what_is_wrong_with_a_cell_is_reported(name: str, cell: Cell, message: str) -> None:
    assert read(name, cell)[0] == message


@pytest.mark.parametrize(
    ("name", "cell", "whole", "message"),
    [
        ("tax_code", 200747399, "0200747399", "'200747399' is not a valid tax code"),
        ("tax_code", "200 747 399", "0200747399", "'200 747 399' is not a valid tax code"),
        ("tax_code", "314409058-002", "0314409058-002", "'314409058-002' is not a valid tax code"),
        ("phone", 912345678, "0912345678", "'912345678' is not a telephone number"),
        ("phone", "2253822016", "02253822016", "'2253822016' is not a telephone number"),
    ],
)
def test_a_zero_that_was_eaten_is_reported_and_put_back_where_it_is_asked_for(
    name: str, cell: Cell, whole: str, message: str
) -> None:
    assert read(name, cell) == (message, f"a leading zero seems lost: --repair makes it '{whole}'")
    assert read(name, cell, repair=True) == whole


def test_a_repair_touches_nothing_else() -> None:
    assert read("tax_code", "0200747398", repair=True)[0] == "'0200747398' is not a valid tax code"
    assert read("phone", "0225 3822016", repair=True) == "0225 3822016"


def test_a_column_is_read_as_its_cells() -> None:
    cells: list[Cell] = ["a", "", "a", None, 5, "x\x1b"]
    values = reader("note").values(cells)
    assert values[:5] == ["a", None, "a", None, "5"]
    assert isinstance(values[5], InvalidData)


CANDIDATES = (winner("Lê An", member="HV-0001", votes=41), loser("Đỗ Bình", votes=0))
WRITTEN = (
    '[{"person":"Lê An","member":"HV-0001","votes":41,"elected":true},{"person":"Đỗ Bình","votes":0,"elected":false}]'
)


@pytest.mark.parametrize(
    "cell",
    [
        WRITTEN,
        [
            {"person": "Lê An", "member": "Công ty Hòa Bình", "votes": "41", "elected": "x"},
            {"person": " Đỗ Bình", "member": None, "votes": 0, "elected": ""},
        ],
    ],
)
def test_candidates_are_objects_or_their_text(cell: Cell) -> None:
    assert read("candidates", cell, Election) == CANDIDATES


@pytest.mark.parametrize(
    ("cell", "report"),
    [
        ("Lê An", ("expected a list, found text", "")),
        ("{}", ("expected a list, found text", "")),
        ([1], ("#1: expected a table, found text", "")),
        pytest.param("[" * 99_999, ("expected a list, found text", ""), id="deep"),
        ([{"persn": "A"}], ("#1: unknown key 'persn'", "did you mean 'person'?")),
        ([{"votes": 1}], ("#1: 'person' is missing", "")),
        ([{"person": "A", "votes": "x"}], ("#1.votes: 'x' is not a whole number", "write digits only, such as 65")),
        ([{"person": "A", "member": "B"}], ("#1.member: no member 'B'", "hiephoi member list")),
    ],
)
def test_what_is_wrong_with_candidates_is_reported(cell: Cell, report: tuple[str, str]) -> None:
    assert read("candidates", cell, Election) == report


@pytest.mark.parametrize("cell", ["a\n\x1bb", "a\\n\\x1bb", "a\n\\x1bb"])
def test_what_an_export_writes_for_a_text_that_is_there_stands_for_it(cell: str) -> None:
    assert read("id", cell, stored=("a\n\x1bb ", "c")) == "a\n\x1bb "
    assert read("id", "c", stored=("a\n\x1bb ", "c")) == "c"


def test_of_two_texts_a_cell_stands_for_the_one_that_it_is() -> None:
    assert [read("id", "a", stored=stored) for stored in (("a ", "a"), ("a", "a "), ("a ",))] == ["a", "a", "a "]


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("a", "a"),
        ("a", " a\n"),
        ("a\\x1b", "a\x1b"),
        ("a\nb", "a\nb"),
        ("a\\nb", "a\nb"),
        ("", None),
        (None, None),
        ("", ()),
        ([], ()),
        ('"a;b"; c', ("a;b", "c")),
        (["a;b", "c"], ("a;b", "c")),
        ("2", 2),
        (2, 2),
        ("true", True),
        (True, True),
        ("2025-02-01", date(2025, 2, 1)),
        (date(2025, 2, 1), date(2025, 2, 1)),
        ("by-election", ElectionKind.BY_ELECTION),
        (WRITTEN, CANDIDATES),
        ([{"person": "A", "votes": None, "elected": False}], (Candidate(person="A"),)),
    ],
)
def test_a_cell_says_what_an_export_writes_for_a_value(cell: Cell, value: object) -> None:
    assert says(cell, value)


@pytest.mark.parametrize(
    ("cell", "value"), [("b", "a"), ("01/02/2025", date(2025, 2, 1)), ("c; d", ("c;d",)), ("x", True), ("A", "a")]
)
def test_a_cell_that_is_written_otherwise_does_not_say_it(cell: Cell, value: object) -> None:
    assert not says(cell, value)


def test_a_key_in_another_case_is_the_key_that_is_there() -> None:
    stored = ("HV-0001", "a-1", "A-1")
    keys = reader("id", stored=stored).values(["hv-0001", "HV-0001", "a-1", "A-1", "hv-0002", "Hv-0001"])
    assert keys == ["HV-0001", "HV-0001", "a-1", "A-1", "HV-0002", "HV-0001"]


def test_a_member_is_named_by_id_name_or_tax_code() -> None:
    known = registry(member(1, "Công ty Hòa Bình", tax_code="0200747399"))
    found = Reader(fields(Officer)["member"], known, repair=False)
    assert found.values(["HV-0001", "hv-0001", "công ty hoà bình", "0200747399"]) == ["HV-0001"] * 4


@pytest.mark.parametrize(
    ("name", "cell", "said"),
    [
        ("tax_code", "200000180.0", "'200000180' is not a valid tax code"),
        ("tax_code", 200000180.0, "'200000180' is not a valid tax code"),
        ("phone", "912345678.0", "'912345678' is not a telephone number"),
        ("phone", 912345678.0, "'912345678' is not a telephone number"),
        ("phone", "912 345 678", "'912 345 678' is not a telephone number"),
    ],
)
def test_decimals_that_a_program_added_do_not_hide_a_lost_zero(name: str, cell: Cell, said: str) -> None:
    message, hint = read(name, cell)
    assert message == said
    assert "a leading zero seems lost: --repair makes it '0" in hint
    assert str(reader(name, repair=True).values([cell, "0"])[0]).startswith("0")


def test_decimals_that_a_program_added_go() -> None:
    assert reader("phone").values(["84912345678.0", "0225.3822.016"]) == ["84912345678", "0225.3822.016"]
    assert read("tax_code", "1000000008.0") == (
        "'1000000008' is not a valid tax code",
        read("tax_code", "1000000008")[1],
    )


@pytest.mark.parametrize(
    ("name", "cell"),
    [("tax_code", "200000181.8"), ("tax_code", 200000181.8), ("phone", -912345678), ("phone", "912345678.50")],
)
def test_a_fraction_and_what_is_below_zero_is_no_code(name: str, cell: Cell) -> None:
    assert read(name, cell) == (f"'{cell}' is a number, not text", "write it as text")


@pytest.mark.parametrize("name", ["note", "name", "offers"])
def test_long_spaces_take_no_long_time(name: str) -> None:
    text = "a" + " " * 200_000 + "\u00a0b"
    assert read(name, text) is not None


@pytest.mark.parametrize(
    ("name", "cell", "table", "said"),
    [
        ("sectors", "aa; xay-lap; bb", Member, [f"no sector '{name}', in 'aa; xay-lap; bb'" for name in ("aa", "bb")]),
        (
            "candidates",
            [{"person": "A", "votes": "x"}, {"member": "B", "vote": 1}],
            Election,
            [
                "#1.votes: 'x' is not a whole number",
                "#2: unknown key 'vote'",
                "#2.member: no member 'B'",
                "#2: 'person' is missing",
            ],
        ),
    ],
)
def test_all_that_is_wrong_with_a_cell_is_reported(name: str, cell: Cell, table: type[Table], said: list[str]) -> None:
    fault = reader(name, table).value(cell)
    assert [message for message, _hint in fault.reports] == said


CODES = st.sampled_from(["0200747399", "200747399", "0200747398", "0312687878-001", "0912345678", "912345678"])


@given(
    st.sampled_from(["name", "note", "id", "representative", "tax_code", "phone", "sectors", "joined"]),
    st.lists(
        vietnamese | hostile | CODES | st.sampled_from(["", "Công ty  Mẫu", "Ho\u0300a", "C\ufffdng"]) | st.none()
    ),
)
def test_cells_of_a_column_read_as_each_by_itself(name: str, cells: list[str | None]) -> None:
    assume(not any(cell and cell.strip().startswith("'") for cell in cells))  # a mark of text where all have it
    read_by_itself = reader(name, stored=("Mẫu\nhai", " lề"))
    column = reader(name, stored=("Mẫu\nhai", " lề")).values(cells)
    for cell, value in zip(cells, column, strict=True):
        alone = read_by_itself.value(cell)
        assert type(value) is type(alone)
        assert getattr(value, "reports", value) == getattr(alone, "reports", alone)


def test_names_with_commas_are_found_among_several() -> None:
    both = registry(sector(), sector("co-khi", "Cơ khí, chế tạo"), sector("tu-van", "Tư vấn"))
    reader = Reader(fields(Member)["sectors"], both, repair=False)
    assert reader.value("Cơ khí, chế tạo, Tư vấn") == ("co-khi", "tu-van")
    assert reader.value("Tư vấn, Cơ khí, chế tạo / xay-lap") == ("tu-van", "co-khi", "xay-lap")
