"""A registry as an SQLite database."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.whole import TWO_TERMS, fewer, hostile_registries
from hiephoi_cli.domain.fields import fields
from hiephoi_cli.domain.records import KINDS, Association, Candidate, Registry, Rules, Table
from hiephoi_cli.errors import InvalidData
from hiephoi_cli.exchange.outgoing.database import database
from registries import election, loser, member, office, officer, registry, sector

LISTS = (
    *("member_sectors", "member_offers", "member_seeks", "member_certificates", "election_candidates", "product_also"),
    *(
        "member_former_names",
        "member_former_representatives",
        "member_earlier_periods",
        "office_former_seats",
        "link_former_status",
        "rule_exclusive",
    ),
)


@contextmanager
def opened(registry: Registry) -> Iterator[sqlite3.Connection]:
    """The database of a registry, with foreign keys enforced."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(database(registry))
        connection.execute("PRAGMA foreign_keys = ON")
        connection.row_factory = sqlite3.Row
        yield connection


def rows(connection: sqlite3.Connection, query: str) -> list[dict[str, Any]]:
    return [dict(row) for row in connection.execute(query)]


def plain(table: Table) -> dict[str, Any]:
    """The single values of a table as a database has them."""
    single = [name for name, field in fields(type(table)).items() if not field.many]
    return {name: _plain(getattr(table, name)) for name in single}


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


@fewer
@given(hostile_registries())
def test_a_database_is_sound_whatever_the_texts(registry: Registry) -> None:
    with opened(registry) as connection:
        assert rows(connection, "PRAGMA integrity_check") == [{"integrity_check": "ok"}]
        assert rows(connection, "PRAGMA foreign_key_check") == []


@fewer
@given(hostile_registries())
def test_every_value_is_there_in_the_order_of_the_file(registry: Registry) -> None:
    with opened(registry) as connection:
        for kind in KINDS:
            expected = [plain(record) | {"place": place} for place, record in enumerate(getattr(registry, kind), 1)]
            assert rows(connection, f"SELECT * FROM {kind} ORDER BY place") == expected  # noqa: S608  declared
        assert rows(connection, "SELECT * FROM association") == [plain(registry.association)]
        assert rows(connection, "SELECT * FROM rules") == [plain(registry.rules)]


@fewer
@given(hostile_registries())
def test_every_item_of_a_list_is_there_in_its_order(registry: Registry) -> None:
    with opened(registry) as connection:
        for one in registry.members:
            for name, items in (("sector", one.sectors), ("offer", one.offers), ("seek", one.seeks)):
                query = f"SELECT {name} FROM member_{name}s WHERE member = ? ORDER BY place"  # noqa: S608  the above
                assert [row[0] for row in connection.execute(query, [one.id])] == list(items)
        for ballot in registry.elections:
            query = "SELECT * FROM election_candidates WHERE election = ? ORDER BY place"
            assert [dict(row) for row in connection.execute(query, [ballot.id])] == [
                {"election": ballot.id, "place": place} | plain(candidate)
                for place, candidate in enumerate(ballot.candidates, 1)
            ]


@pytest.mark.parametrize(
    ("name", "table", "further"),
    [
        ("association", Association, set()),
        ("rules", Rules, set()),
        ("election_candidates", Candidate, {"election", "place"}),
        *((kind, table, {"place"}) for kind, table in KINDS.items()),
    ],
)
def test_every_declared_field_has_a_column_or_a_table(name: str, table: type[Table], further: set[str]) -> None:
    with opened(TWO_TERMS) as connection:
        columns = {row["name"] for row in rows(connection, f"PRAGMA table_info({name})")}
        assert columns - further == {field.name for field in fields(table).values() if not field.many}
        lists = {f"{name.removesuffix('s')}_{field.name}" for field in fields(table).values() if field.many}
        assert lists <= {row["name"] for row in rows(connection, "PRAGMA table_list")}


def test_every_table_is_strict() -> None:
    with opened(TWO_TERMS) as connection:
        tables = rows(connection, "SELECT * FROM pragma_table_list WHERE type = 'table' AND name NOT LIKE 'sqlite%'")
    assert {row["name"] for row in tables} == {"association", "rules", *KINDS, *LISTS}
    assert {row["strict"] for row in tables} == {1}


@pytest.mark.parametrize(
    ("table", "key"),
    [
        *((kind, ["code"]) for kind in ("sectors", "zones", "products", "offices")),
        *((kind, ["id"]) for kind in ("members", "elections")),
        ("officers", ["person", "member", "office", "since"]),
        ("links", ["supplier", "buyer", "product", "on"]),
        ("link_former_status", ["link_supplier", "link_buyer", "link_product", "link_on", "place"]),
        *((name, [name.partition("_")[0], "place"]) for name in LISTS if name[:4] not in {"rule", "link"}),
    ],
)
def test_a_table_has_the_key_of_its_kind(table: str, key: list[str]) -> None:
    with opened(TWO_TERMS) as connection:
        keys = [row["name"] for row in rows(connection, f"PRAGMA index_list({table})") if row["origin"] in {"pk", "u"}]
        columns = [[row["name"] for row in rows(connection, f"PRAGMA index_info({name})")] for name in keys]
    assert key in columns


@pytest.mark.parametrize(
    "change",
    [
        "INSERT INTO sectors (code, name, place) VALUES ('xay-lap', 'A', 9)",
        "INSERT INTO member_sectors VALUES ('HV-0001', 9, 'co-khi')",
        "INSERT INTO member_sectors VALUES ('HV-9', 1, 'xay-lap')",
        "INSERT INTO member_offers VALUES ('HV-0001', 1, 'A')",
        "UPDATE officers SET election = 'none'",
        "UPDATE officers SET acting = 2",
        "UPDATE officers SET since = NULL",
        "UPDATE offices SET seats = 'two'",
        "UPDATE members SET membership = 'friend'",
        "UPDATE members SET left_reason = 'bored'",
        "DELETE FROM members",
    ],
)
def test_what_no_registry_may_have_is_refused_by_the_database(change: str) -> None:
    with opened(TWO_TERMS) as connection, pytest.raises(sqlite3.IntegrityError):
        connection.execute(change)


def test_unknown_values_are_null() -> None:
    with opened(registry(member(1))) as connection:
        [row] = rows(connection, "SELECT * FROM members")
    assert {name for name, value in row.items() if value is not None} == {"id", "name", "membership", "place"}


def test_tables_join_by_the_keys_of_the_file() -> None:
    query = """
        SELECT o.name AS office, f.person, m.name AS member, e.event
        FROM officers f JOIN offices o ON o.code = f.office
            LEFT JOIN members m ON m.id = f.member LEFT JOIN elections e ON e.id = f.election
        ORDER BY o.place, f.since
    """
    with opened(TWO_TERMS) as connection:
        assert [tuple(row.values()) for row in rows(connection, query)] == [
            ("Chủ tịch", "Lê An", "Công ty 1", "Đại hội I"),
            ("Chủ tịch", "Vũ Chi", "Công ty 3", None),
            ("Phó Chủ tịch", "Vũ Chi", None, None),
            ("Thư ký", "Hà Dũng", None, None),
        ]


DAYS = st.none() | st.integers(-2, 2)


@given(st.lists(st.tuples(DAYS, DAYS), max_size=6))
def test_the_views_have_whom_the_registry_has_today(periods: list[tuple[int | None, int | None]]) -> None:
    with closing(sqlite3.connect(":memory:")) as clock:
        today = date.fromisoformat(clock.execute("SELECT date('now', 'localtime')").fetchone()[0])

    def day(distance: int | None) -> date | None:
        return None if distance is None else today + timedelta(days=distance)

    members = [member(n, joined=day(first), left=day(end)) for n, (first, end) in enumerate(periods)]
    officers = [officer(f"Lê {n}", day(first or 0) or today, day(end)) for n, (first, end) in enumerate(periods)]
    with opened(registry(office(), *members, *officers)) as connection:
        current = [row["id"] for row in rows(connection, "SELECT id FROM current_members ORDER BY place")]
        serving = [row["person"] for row in rows(connection, "SELECT person FROM current_officers ORDER BY place")]
    assert current == [one.id for one in members if one.belongs(today)]
    assert serving == [one.person for one in officers if one.serving(today)]


def test_a_column_that_sql_has_a_word_for_is_named_in_quotes() -> None:
    with opened(TWO_TERMS) as connection:
        assert len(rows(connection, 'SELECT "on", "cast" FROM elections WHERE "on" < \'2026-01-01\'')) == 1


def test_a_number_that_no_database_holds_is_reported_with_its_field() -> None:
    largest = registry(office(), election(candidates=[loser(votes=2**63 - 1)]))
    with opened(largest) as connection:
        assert rows(connection, "SELECT votes FROM election_candidates") == [{"votes": 2**63 - 1}]
    with pytest.raises(InvalidData) as caught:
        database(registry(office(), election(candidates=[loser(votes=2**63)])))
    assert caught.value.reports[0].message == "'votes': 9223372036854775808 is more than a database can hold"


def test_the_same_registry_gives_the_same_bytes() -> None:
    assert database(TWO_TERMS) == database(TWO_TERMS)


def test_two_codes_that_differ_in_case_or_accent_are_two() -> None:
    with opened(registry(sector("a"), sector("A"), sector("á"))) as connection:
        assert [row["code"] for row in rows(connection, "SELECT code FROM sectors ORDER BY place")] == ["a", "A", "á"]
