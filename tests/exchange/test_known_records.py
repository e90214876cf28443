"""Which record a row is about."""

from datetime import date
from typing import Any

import pytest

from hiephoi_cli.domain.records import Election, Link, Member, Office, Officer, Record, Sector
from hiephoi_cli.errors import Conflict, InvalidData
from hiephoi_cli.exchange.known_records import EarlierRows, Match, RecordIndex, identifiers
from registries import election, link, member, office, officer, product, registry, sector

REGISTRY = registry(
    sector(),
    office(),
    member(1, "Công ty Hòa Bình", tax_code="0200747399"),
    member(2, "Công ty Mẫu"),
    member(3, "Công ty Trùng", tax_code="0201900138"),
    member(4, "công ty trùng"),
    election(date(2024, 11, 11)),
    officer("Lê An", date(2024, 11, 11)),
)
KINDS_OF = {Sector: "sectors", Office: "offices", Member: "members", Election: "elections", Officer: "officers"}


def match(table: type[Record] = Member, repeats: tuple[str, ...] = (), **values: Any) -> Match | None:
    """The record that values are about; the row has in the fields of `repeats` just what the record has there."""
    index = RecordIndex(REGISTRY, KINDS_OF[table])
    return index.match(identifiers(table, [values])[0], lambda _place, name: name in repeats)


def refusal(table: type[Record] = Member, **values: Any) -> tuple[str, str]:
    with pytest.raises(Conflict) as raised:
        match(table, **values)
    [report] = raised.value.reports
    return report


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ({"id": "HV-0001"}, Match(0, "")),
        ({"id": "HV-0002", "name": "Anders", "tax_code": "0100233488"}, Match(1, "")),
        ({"tax_code": "0200747399", "name": "Anders"}, Match(0, "tax_code")),
        ({"name": "CÔNG TY HOÀ BÌNH"}, Match(0, "name")),
        ({"name": "Cộng ty Hòa Bình"}, None),
        ({"name": "Công ty Hoa Bình"}, None),
        ({"id": "HV-0009", "name": "Neu"}, None),
        ({"id": "hv-0001"}, None),
        ({}, None),
    ],
)
def test_a_row_is_recognised_by_its_id_then_its_tax_code_then_its_exact_name(
    values: dict[str, Any], found: Match | None
) -> None:
    assert match(**values) == found


def test_sectors_and_offices_are_recognised_by_code_then_name() -> None:
    assert match(Sector, code="xay-lap", name="Xây dựng") == Match(0, "")
    assert match(Sector, name="xây lắp") == Match(0, "name")
    assert match(Office, name="Chủ tịch") == Match(0, "name")


def test_mandates_are_recognised_by_person_office_and_first_day_only() -> None:
    whole = {"person": "Lê An", "office": "chu-tich", "since": date(2024, 11, 11)}
    assert match(Officer, **whole) == Match(0, "")
    for name in whole:
        assert match(Officer, **{key: value for key, value in whole.items() if key != name}) is None
    assert match(Officer, **whole | {"since": date(2029, 11, 11)}) is None


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("duc-gang", 0),
        ("gang đúc", 1),
        ("Gang Đúc", 1),
        ("cast iron", 0),
        ("thép tấm", 2),
        ("thep-tam", 2),
        ("thép", None),
    ],
)
def test_links_are_recognised_by_words_that_mean_their_product(words: str, place: int | None) -> None:
    whole = registry(
        product(also=("gang đúc, cast iron",)),
        product("thep-tam", "Thép tấm", also=("steel plate",)),
        link(),
        link(product="gang đúc"),
        link(product="steel plate"),
    )
    row = {"supplier": "HV-0001", "buyer": "HV-0002", "product": words, "on": date(2026, 1, 1)}
    index = RecordIndex(whole, "links")
    found = index.match(identifiers(Link, [row])[0], lambda _place, _name: False)
    assert found == (None if place is None else Match(place, ""))


def test_elections_are_recognised_by_id_or_by_day_and_office() -> None:
    assert match(Election, id="2024-11-11-chu-tich") == Match(0, "")
    assert match(Election, on=date(2024, 11, 11), office="chu-tich") == Match(0, "")
    assert match(Election, id="x", on=date(2024, 11, 11), office="chu-tich") is None
    assert match(Election, on=date(2024, 11, 11)) is None


@pytest.mark.parametrize(
    ("values", "report"),
    [
        (
            {"name": "Công ty Trùng"},
            ("'Công ty Trùng' matches 2 records: 'HV-0003', 'HV-0004'", "add a column with their keys"),
        ),
        (
            {"id": "HV-0002", "tax_code": "0200747399"},
            ("by ID 'HV-0002' it is HV-0002, by Tax code '0200747399' HV-0001", "correct the one that is wrong"),
        ),
        (
            {"tax_code": "0200747399", "name": "Công ty Mẫu"},
            ("by Tax code '0200747399' it is HV-0001, by Name 'Công ty Mẫu' HV-0002", "correct the one that is wrong"),
        ),
        (
            {"tax_code": "0100233488", "name": "Công ty Hòa Bình"},
            (
                "'Công ty Hòa Bình' is HV-0001, whose Tax code is '0200747399', not '0100233488'",
                "add a column with the record's key, or change the record with `edit`",
            ),
        ),
        (
            {"id": "HV-0009", "name": "Công ty Mẫu"},
            (
                "'Công ty Mẫu' is HV-0002, whose ID is 'HV-0002', not 'HV-0009'",
                "add a column with the record's key, or change the record with `edit`",
            ),
        ),
        (
            {"id": "HV-0009", "tax_code": "0200747399"},
            (
                "'0200747399' is HV-0001, whose ID is 'HV-0001', not 'HV-0009'",
                "add a column with the record's key, or change the record with `edit`",
            ),
        ),
    ],
)
def test_what_fits_two_or_half_is_refused(values: dict[str, Any], report: tuple[str, str]) -> None:
    assert refusal(**values) == report


def test_a_name_may_get_the_tax_code_that_it_had_not() -> None:
    assert match(tax_code="0100233488", name="Công ty Mẫu") == Match(1, "name")


def test_what_a_row_repeats_speaks_against_no_record() -> None:
    assert match(id="HV-0002", name="Công ty Hòa Bình", repeats=("name",)) == Match(1, "")


def test_two_of_one_key_are_identifiers() -> None:
    index = RecordIndex(registry(member(1), member(1)), "members")
    with pytest.raises(Conflict, match="'HV-0001' matches 2 records"):
        index.match(identifiers(Member, [{"id": "HV-0001"}])[0], lambda _place, _name: False)


def new_key(index: RecordIndex, table: type[Record] = Member, **values: Any) -> str:
    return index.new_key(identifiers(table, [values])[0])


def test_a_new_member_gets_the_next_id_that_neither_registry_nor_file_has() -> None:
    index = RecordIndex(REGISTRY, "members")
    index.add(member(6))
    assert [new_key(index, name=name) for name in "abc"] == ["HV-0005", "HV-0007", "HV-0008"]
    assert new_key(index, id="X", name="d") == "X"


def test_a_new_sector_gets_the_code_that_follows_from_its_name() -> None:
    index = RecordIndex(REGISTRY, "sectors")
    assert new_key(index, Sector, name="Vận tải") == "van-tai"
    with pytest.raises(Conflict, match="sector 'xay-lap' already exists"):
        new_key(index, Sector, name="Xay lap")
    with pytest.raises(InvalidData, match="no code can be derived from '…'"):
        new_key(index, Sector, name="…")


def test_a_new_record_is_known_by_its_key() -> None:
    index = RecordIndex(REGISTRY, "members")
    index.add(member(9))
    assert index.match(identifiers(Member, [{"id": "HV-0009"}])[0], lambda _place, _name: False) == Match(4, "")


@pytest.mark.parametrize(("key", "usual"), [("HV-12", True), ("HV-", False), ("HV-1a", False), ("HVX-1", False)])
def test_an_id_has_the_usual_form_or_not(key: str, usual: bool) -> None:
    assert RecordIndex(REGISTRY, "members").is_usual(key) is usual


def seen(*rows: dict[str, Any], table: type[Record] = Member) -> str:
    """What is said of the last row after the others."""
    earlier = EarlierRows(table)
    for number, values in enumerate(rows[:-1], 2):
        earlier.add(number, identifiers(table, [values])[0])
    try:
        earlier.add(len(rows) + 1, identifiers(table, [rows[-1]])[0])
    except Conflict as conflict:
        [(message, hint)] = conflict.reports
        assert hint == "remove one of them"
        return message
    return ""


A, B = {"name": "Công ty A"}, {"name": "Công ty B"}
ONE, TWO = {"tax_code": "0200747399"}, {"tax_code": "0201900138"}
FIRST, SECOND = {"id": "HV-1"}, {"id": "HV-2"}


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([A, A], "row 2 describes the same member: 'Công ty A'"),
        ([A, B, {"name": "CÔNG TY B"}], "row 3 describes the same member: 'CÔNG TY B'"),
        ([A | ONE, B | ONE], "row 2 describes the same member: '0200747399'"),
        ([A | ONE, A], "row 2 describes the same member: 'Công ty A'"),
        ([A, A | ONE], "row 2 describes the same member: 'Công ty A'"),
        ([FIRST | A, FIRST | B], "row 2 describes the same member: 'HV-1'"),
        ([FIRST | A, A], "row 2 describes the same member: 'Công ty A'"),
        ([A, FIRST | A], "row 2 describes the same member: 'Công ty A'"),
        ([FIRST | ONE, B | ONE], "row 2 describes the same member: '0200747399'"),
        ([A | ONE, A | TWO, A | ONE], "row 2 describes the same member: '0200747399'"),
    ],
)
def test_no_two_rows_are_about_one_record(rows: list[dict[str, Any]], said: str) -> None:
    assert seen(*rows) == said


@pytest.mark.parametrize(
    "rows",
    [[A, B], [A | ONE, A | TWO], [FIRST | A, SECOND | A], [FIRST | A | ONE, SECOND | A | ONE], [{}, {}], [ONE, A]],
)
def test_rows_that_something_surer_tells_apart_are_two(rows: list[dict[str, Any]]) -> None:
    assert seen(*rows) == ""


def test_one_mandate_in_two_rows_is_refused() -> None:
    row = {"person": "Lê An", "office": "chu-tich", "since": date(2024, 11, 11)}
    assert seen(row, row, table=Officer) == "row 2 describes the same mandate: 'Lê An · chu-tich · 2024-11-11'"


@pytest.mark.parametrize(
    ("table", "names"), [(Member, ("id",)), (Sector, ("code",)), (Officer, ("person", "member", "office", "since"))]
)
def test_a_key_is_made_of_fields(table: type[Record], names: tuple[str, ...]) -> None:
    assert table.identified_by == names
