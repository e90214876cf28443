"""Counts of members on a day and in a period, and of seats."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiephoi_cli.domain import statistics
from hiephoi_cli.domain.records import FormerStatus, Registry
from hiephoi_cli.domain.words import LinkStatus, Membership
from registries import TODAY, link, member, office, officer, product, registry, sector, zone

REGISTRY = registry(
    sector("tu-van", "Tư vấn"),
    sector("xay-lap", "Xây lắp"),
    sector("dich-vu", "Dịch vụ"),
    office("chu-tich", seats=1),
    office("uy-vien", "Ủy viên", seats=3),
    member(1, sectors=("xay-lap",), joined=date(2024, 11, 11), zone="KCN Tràng Duệ"),
    member(
        2, sectors=("xay-lap", "tu-van"), joined=date(2025, 3, 1), membership=Membership.HONORARY, zone="CCN An Lão"
    ),
    member(3),
    member(4, sectors=("tu-van",), joined=date(2024, 12, 1), left=date(2026, 6, 30)),
    member(5, sectors=("tu-van",), joined=date(2027, 1, 1)),
    officer("Lê An", date(2024, 11, 11)),
    officer("Đỗ Bình", date(2024, 11, 11), date(2025, 1, 1), office="uy-vien"),
    officer("Vũ Chi", date(2024, 11, 11), office="uy-vien"),
)


def test_members_are_those_of_the_day() -> None:
    assert [one.id for one in REGISTRY.members_on(TODAY)] == ["HV-0001", "HV-0002", "HV-0003"]
    assert [one.id for one in REGISTRY.members_on(date(2026, 6, 29))][-1] == "HV-0004"


def test_a_member_of_two_sectors_counts_in_both_and_one_of_none_comes_last() -> None:
    counts = statistics.by_sector(REGISTRY, TODAY)
    assert list(counts.items()) == [("tu-van", 1), ("xay-lap", 2), ("dich-vu", 0), (None, 1)]


def test_a_sector_named_twice_counts_once_and_an_unknown_one_by_its_code() -> None:
    odd = registry(sector("tu-van"), member(1, sectors=("tu-van", "tu-van", "ẩn")))
    assert statistics.by_sector(odd, TODAY) == {"tu-van": 1, "ẩn": 1}


def test_every_class_is_counted() -> None:
    assert statistics.by_membership(REGISTRY, TODAY) == {"official": 2, "associate": 0, "honorary": 1}


def test_years_of_joining_go_upwards_and_an_unknown_day_comes_last() -> None:
    assert list(statistics.by_year(REGISTRY, TODAY).items()) == [("2024", 1), ("2025", 1), (None, 1)]


def test_zones_are_in_vietnamese_order() -> None:
    assert list(statistics.by_zone(REGISTRY, TODAY).items()) == [("CCN An Lão", 1), ("KCN Tràng Duệ", 1), (None, 1)]


@pytest.mark.parametrize(
    ("since", "until", "joined", "left"),
    [
        (date(2024, 11, 11), date(2024, 11, 11), 1, 0),
        (date(2024, 11, 12), date(2024, 12, 31), 1, 0),
        (date(2024, 1, 1), date(2026, 6, 30), 3, 1),
        (date(2026, 7, 1), date(2026, 12, 31), 0, 0),
    ],
)
def test_both_ends_of_a_period_belong_to_it(since: date, until: date, joined: int, left: int) -> None:
    assert statistics.movement(REGISTRY, since, until) == {"joined": joined, "left": left}


def test_seats_are_filled_or_vacant() -> None:
    assert statistics.filled(REGISTRY, TODAY) == {"chu-tich": 1, "uy-vien": 1}
    assert statistics.vacant(REGISTRY, TODAY) == {"chu-tich": 0, "uy-vien": 2}
    assert statistics.vacant(REGISTRY, date(2024, 12, 1)) == {"chu-tich": 0, "uy-vien": 1}


def test_no_fewer_than_no_seats_are_vacant() -> None:
    crowded = registry(office(seats=1), officer("A"), officer("B"))
    assert statistics.filled(crowded, TODAY) == {"chu-tich": 2}
    assert statistics.vacant(crowded, TODAY) == {"chu-tich": 0}


days = st.dates(date(2024, 1, 1), date(2026, 12, 31))
registries = st.lists(st.tuples(st.none() | days, st.none() | days, st.sampled_from((None, "A", "B")))).map(
    lambda drawn: registry(*(member(n, joined=j, left=lft, zone=z) for n, (j, lft, z) in enumerate(drawn)))
)


@given(registries, days)
def test_every_member_counts_once_in_class_year_and_zone(some: Registry, day: date) -> None:
    number = len(some.members_on(day))
    for count in (statistics.by_membership, statistics.by_year, statistics.by_zone):
        assert sum(count(some, day).values()) == number


LINKED = registry(
    *REGISTRY.sectors,
    zone("kcn-a", "KCN An Mẫu"),
    zone("ccn-b", "CCN Bắc Mẫu"),
    product("duc-gang", "Đúc gang", also=("cast iron",)),
    member(1, sectors=("tu-van", "xay-lap"), zone="kcn-a"),
    member(2, sectors=("xay-lap",), zone="ccn-b", seeks=("Cast  iron", "thùng carton", "mạ kẽm")),
    member(3, seeks=("gang đúc",)),
    member(4, left=date(2025, 1, 1), seeks=("đúc gang",)),
    link("HV-0001", "HV-0002", "duc-gang", date(2025, 3, 1), status=LinkStatus.CONTRACT, former_status=(
        FormerStatus(status=LinkStatus.TALKING, until=date(2026, 2, 1)),
    )),
    link("HV-0001", "HV-0002", "Thùng CARTON", date(2026, 3, 1)),
    link(
        "HV-0003", "HV-0002", "mạ kẽm", date(2026, 4, 1), until=date(2026, 6, 1), status=LinkStatus.FAILED,
        former_status=(FormerStatus(status=LinkStatus.INTRODUCED, until=date(2026, 6, 1)),),
    ),
    link("HV-0004", "HV-0003", "duc-gang", date(2027, 1, 1)),
)  # fmt: skip


def test_links_count_by_the_status_of_the_day_once_they_were_introduced() -> None:
    none = dict.fromkeys(LinkStatus, 0)
    assert statistics.links_by_status(LINKED, TODAY) == {**none, "introduced": 1, "contract": 1, "failed": 1}
    assert statistics.links_by_status(LINKED, date(2026, 1, 1)) == {**none, "talking": 1}


def test_links_count_by_the_year_of_their_introduction() -> None:
    assert list(statistics.links_by_year(LINKED, TODAY).items()) == [("2025", 1), ("2026", 2)]


def test_a_link_counts_in_the_sectors_and_zones_of_both_members_once_each() -> None:
    assert statistics.links_by_sector(LINKED, TODAY) == {"tu-van": 2, "xay-lap": 3, "dich-vu": 0}
    assert list(statistics.links_by_zone(LINKED, TODAY).items()) == [("ccn-b", 3), ("kcn-a", 2)]
    assert statistics.links_by_zone(LINKED, date(2027, 1, 1))[None] == 1


def test_members_are_in_a_chain_while_a_link_of_theirs_is_open() -> None:
    assert statistics.chains(LINKED, TODAY) == {"in": 2, "none": 1}
    assert statistics.chains(LINKED, date(2026, 5, 1)) == {"in": 3, "none": 0}


def test_a_need_is_met_by_a_contract_for_the_same_words_or_product() -> None:
    assert statistics.needs(LINKED, TODAY) == {"met": 1, "unmet": 3}
    assert statistics.needs(LINKED, date(2026, 1, 1)) == {"met": 0, "unmet": 4}
    assert statistics.needs(LINKED, date(2024, 12, 31)) == {"met": 0, "unmet": 5}
