"""The keys of new records."""

from datetime import date
from typing import Any

import pytest

from hiephoi_cli.domain.keys import given_key, made_key, new_key, numbered
from hiephoi_cli.domain.records import Election, Member, Officer, Record, Sector
from hiephoi_cli.errors import InvalidData
from registries import election, member, registry, sector

DAY = date(2024, 11, 11)


def test_keys_are_numbered_above_the_highest() -> None:
    keys = numbered(registry(member(7), member(3), member(id="HV-x"), member(id="KHAC-0099")), "members")
    assert [next(keys), next(keys)] == ["HV-0008", "HV-0009"]


@pytest.mark.parametrize(
    ("kind", "values", "key"),
    [
        ("members", {"name": "A"}, "HV-0002"),
        ("sectors", {"name": "Xây lắp"}, "xay-lap"),
        ("elections", {"on": DAY, "office": "chu-tich"}, "2024-11-11-chu-tich"),
    ],
)
def test_a_new_record_gets_the_key_of_its_kind(kind: str, values: dict[str, Any], key: str) -> None:
    assert new_key(registry(member(1), sector(), election(DAY)), kind, values) == key


def test_a_name_without_letters_makes_no_key() -> None:
    with pytest.raises(InvalidData, match="no code can be derived from '…'"):
        made_key(Sector, {"name": "…"})


@pytest.mark.parametrize(
    ("table", "values", "key"),
    [
        (Member, {"id": "HV-0001"}, "HV-0001"),
        (Sector, {"name": "Xây lắp"}, None),
        (Election, {"on": DAY, "office": "a"}, "2024-11-11-a"),
        (Election, {"on": DAY}, None),
        (Election, {"on": DAY, "office": "a", "id": "x"}, "x"),
        (Officer, {"person": "Lê An", "office": "a", "since": DAY}, "Lê An · a · 2024-11-11"),
        (Officer, {"person": "Lê An", "office": "a"}, None),
    ],
)
def test_values_give_a_key_where_it_follows_for_sure(
    table: type[Record], values: dict[str, Any], key: str | None
) -> None:
    assert given_key(table, values) == key
