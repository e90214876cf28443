"""A link's status from a day on, and what it was before."""

from datetime import date

import pytest

from hiephoi_cli.domain import links
from hiephoi_cli.domain.changes import Edit
from hiephoi_cli.domain.past import as_of
from hiephoi_cli.domain.records import FormerStatus, Link
from hiephoi_cli.domain.words import LinkStatus
from hiephoi_cli.errors import Conflict
from registries import link, member, product, registry

MARCH, MAY, JUNE = date(2026, 3, 1), date(2026, 5, 1), date(2026, 6, 1)
CONTRACT, ENDED, INTRODUCED, TALKING = (
    LinkStatus.CONTRACT,
    LinkStatus.ENDED,
    LinkStatus.INTRODUCED,
    LinkStatus.TALKING,
)


def former(status: LinkStatus, until: date) -> FormerStatus:
    return FormerStatus(status=status, until=until)


def changed(*steps: tuple[LinkStatus, date]) -> Link:
    current = link(on=MARCH)
    for status, on in steps:
        current = links.with_status(current, status, on)
    return current


def test_what_a_link_was_stays_known_until_the_day_of_its_new_status() -> None:
    assert changed((CONTRACT, MAY)) == link(on=MARCH, status=CONTRACT, former_status=(former(INTRODUCED, MAY),))


def test_a_status_that_held_for_no_day_is_a_slip_and_not_kept() -> None:
    assert changed((TALKING, MARCH)) == link(on=MARCH, status=TALKING)
    assert changed((TALKING, MAY), (CONTRACT, MAY)) == changed((CONTRACT, MAY))
    assert changed((TALKING, MAY), (INTRODUCED, MAY)) == link(on=MARCH)


def test_what_ends_ends_on_its_day_and_may_begin_again() -> None:
    ended = changed((CONTRACT, MAY), (ENDED, JUNE))
    assert (ended.until, ended.is_open(MAY), ended.is_open(JUNE)) == (JUNE, True, False)
    again = links.with_status(ended, TALKING, date(2026, 7, 1))
    assert (again.until, again.is_open(date(2026, 7, 1))) == (None, True)


@pytest.mark.parametrize(("status", "on"), [(TALKING, MARCH), (CONTRACT, JUNE), (TALKING, date(2026, 1, 1))])
def test_the_same_status_and_an_earlier_day_are_refused(status: LinkStatus, on: date) -> None:
    with pytest.raises(Conflict):
        links.with_status(changed((CONTRACT, MAY)), status, on)


def test_on_a_day_a_link_has_the_status_of_that_day() -> None:
    whole = registry(member(1), member(2), changed((TALKING, MAY), (CONTRACT, JUNE)))
    assert [as_of(whole, day).links[0].status for day in (MARCH, MAY, JUNE)] == [INTRODUCED, TALKING, CONTRACT]
    assert as_of(whole, MAY).links[0].former_status == (former(INTRODUCED, MAY),)
    assert as_of(whole, JUNE).links[0] is not None


def test_words_that_are_a_product_s_become_its_code() -> None:
    whole = registry(member(1), member(2), product(also=("gang đúc",)), link(product="khuôn"))
    edited = links.edit(whole, "HV-0001", Edit({"product": "Gang đúc"}))
    assert edited.links[0].product == "duc-gang"
    assert links.edit(whole, "HV-0001", Edit({"product": "gang"})).links[0].product == "gang"
