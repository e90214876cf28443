"""Listings: chosen and sorted."""

from datetime import date
from functools import partial
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiephoi_cli.domain.vietnamese import collation_key
from hiephoi_cli.errors import UsageError
from output.listings import by_sector, made, members
from registries import member, vietnamese


def ids(listing_rows: object) -> list[str]:
    return [row.id[-1] for row in listing_rows]  # type: ignore[attr-defined]


def test_the_columns_that_somebody_names_come_in_that_order() -> None:
    chosen = members().choose(["name", "id", "name"])
    assert [column.key for column in chosen.columns] == ["name", "id", "name"]
    assert chosen.chosen
    assert not members().chosen


@pytest.mark.parametrize(
    ("key", "hint"),
    [
        ("nmae", "did you mean 'name'?"),
        ("zzz", "choose from: id, name, short_name"),
        ("", "choose from: id, name, short_name"),
    ],
)
def test_an_unknown_column_is_refused_with_those_that_there_are(key: str, hint: str) -> None:
    for refuse in (partial(members().choose, ["id", key]), partial(members().sort, key)):
        with pytest.raises(UsageError) as caught:
            refuse()
        [(message, told)] = caught.value.reports
        assert message == f"no column '{key}'"
        assert told.startswith(hint)


PEOPLE = (
    member(1, representative="Phạm Đoàn Tùng", joined=date(2024, 2, 1)),
    member(2, representative="Đỗ Thị Ánh", joined=date(2023, 1, 1)),
    member(3),
    member(4, representative="Nguyễn Văn An", joined=date(2024, 10, 1)),
)


@pytest.mark.parametrize(
    ("key", "order"),
    [("representative", "4213"), ("-representative", "1243"), ("joined", "2143"), ("-joined", "4123"), ("id", "1234")],
)
def test_rows_sort_by_a_column_and_those_without_a_value_come_last(key: str, order: str) -> None:
    assert ids(members(*PEOPLE).sort(key).rows) == list(order)


def test_numbers_sort_as_numbers() -> None:
    rows: list[dict[str, Any]] = [{"n": 10}, {"n": None}, {"n": 9}, {"n": 0}]
    assert made(rows).sort("n").rows == [{"n": 0}, {"n": 9}, {"n": 10}, {"n": None}]


def test_classes_sort_in_the_order_of_their_declaration() -> None:
    from hiephoi_cli.domain.words import Membership

    rows = [member(n, membership=each) for n, each in enumerate(reversed(Membership), 1)]
    assert ids(members(*rows).sort("membership").rows) == list("321")


def test_rows_that_are_alike_keep_their_order() -> None:
    rows = [member(n, "An") for n in (3, 1, 2)]
    assert ids(members(*rows).sort("name").rows) == list("312")
    assert ids(members(*rows).sort("-name").rows) == list("312")


def test_the_rows_of_each_group_are_sorted() -> None:
    grouped = by_sector().sort("-name")
    assert [(group.key, ids(group.rows)) for group in grouped.groups] == [
        ("tu-van", ["2"]),
        ("xay-lap", ["1", "2"]),
        ("", ["3"]),
    ]
    assert ids(grouped.rows) == list("123")


def test_a_listing_is_not_changed_by_sorting_it() -> None:
    listing = members(*PEOPLE)
    listing.sort("-id")
    assert ids(listing.rows) == list("1234")


@given(st.lists(vietnamese, max_size=8))
def test_sorting_by_name_is_sorting_in_vietnamese_order(names: list[str]) -> None:
    rows = [member(n, name or "x") for n, name in enumerate(names, 1)]
    found = [row.name for row in members(*rows).sort("name").rows] if rows else []
    assert found == sorted((name or "x" for name in names), key=collation_key)
