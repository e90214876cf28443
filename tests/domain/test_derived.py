"""What follows from the records about a member: the offices that its people hold, and its years."""

from datetime import date

import pytest

from hiephoi_cli.domain.derived import DERIVED
from hiephoi_cli.domain.partial_day import PartialDay
from hiephoi_cli.domain.records import EarlierPeriod, Member, Office, Sector
from registries import member, office, officer, registry, sector

OFFICES, YEARS = DERIVED[Member]
[MEMBERS] = DERIVED[Sector]
HOLDERS, VACANT = DERIVED[Office]
DAY = date(2026, 6, 15)


@pytest.mark.parametrize(
    ("joined", "left", "years"),
    [
        (None, None, None),
        (date(2026, 6, 16), None, None),
        (date(2026, 6, 15), None, 0),
        (date(2025, 6, 16), None, 0),
        (date(2025, 6, 15), None, 1),
        (PartialDay(2020), None, 6),
        (date(2024, 2, 29), None, 2),
        (date(2020, 1, 1), date(2023, 1, 1), 3),
        (date(2020, 1, 1), date(2030, 1, 1), 6),
    ],
)
def test_years_of_membership_are_full_ones(joined: date | None, left: date | None, years: int | None) -> None:
    assert YEARS.of(registry(), DAY)(member(joined=joined, left=left)) == years


def test_earlier_memberships_count_among_the_years() -> None:
    earlier = (
        EarlierPeriod(left=date(2010, 1, 1)),
        EarlierPeriod(joined=date(2015, 1, 1), left=date(2018, 1, 1)),
    )
    again = member(joined=date(2025, 6, 15), earlier_periods=earlier)
    assert YEARS.of(registry(), DAY)(again) == 4


def test_offices_of_a_member_are_those_of_a_day_by_rank() -> None:
    of = registry(
        office("a"),
        office("b"),
        officer("Lê An", office="b", member="HV-0001"),
        officer("Đỗ Bình", office="a", member="HV-0001"),
        officer("Vũ Chi", office="a", member="HV-0001"),
        officer("Bùi Dung", date(2020, 1, 1), date(2021, 1, 1), office="b", member="HV-0002"),
        officer("Hồ Hà", office="b"),
    )
    now, then = OFFICES.of(of, DAY), OFFICES.of(of, date(2020, 6, 1))
    assert (now(member(1)), now(member(2))) == (("a", "b"), ())
    assert (then(member(1)), then(member(2))) == ((), ("b",))


def test_members_of_a_sector_are_those_of_a_day_each_once() -> None:
    of = registry(
        sector("a"),
        sector("b"),
        member(1, sectors=("a", "a", "b"), joined=date(2020, 1, 1)),
        member(2, sectors=("a",), joined=date(2020, 1, 1), left=date(2021, 1, 1)),
    )
    now, then = MEMBERS.of(of, DAY), MEMBERS.of(of, date(2020, 6, 1))
    assert [(now(one), then(one)) for one in of.sectors] == [(1, 2), (1, 1)]


def test_holders_of_an_office_are_those_of_a_day_by_given_name() -> None:
    of = registry(
        office("a", seats=2),
        office("b"),
        officer("Lê Chi", office="a"),
        officer("Vũ An", office="a", acting=True),
        officer("Bùi Dung", date(2020, 1, 1), date(2021, 1, 1), office="b"),
    )
    assert [HOLDERS.of(of, DAY)(one) for one in of.offices] == [("Vũ An", "Lê Chi"), ()]
    assert HOLDERS.shown
    assert HOLDERS.shown(of, DAY)(of.offices[0]) == "Vũ An (acting), Lê Chi"
    assert [VACANT.of(of, DAY)(one) for one in of.offices] == [None, date(2021, 1, 1)]
