"""Names, representatives, memberships and seats from a day on."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from hiephoi_cli.domain import dated_changes
from hiephoi_cli.domain.records import EarlierPeriod, FormerName, FormerRepresentative, FormerSeats
from hiephoi_cli.domain.words import LeaveReason
from hiephoi_cli.errors import Conflict
from registries import member, office, registry

DAY = date(2026, 9, 1)
BEFORE = date(2026, 8, 31)


def test_a_new_name_leaves_the_old_one_with_its_last_day_and_document() -> None:
    before = registry(member(1, "A"), member(2))
    [one, other] = dated_changes.rename(before, "HV-0001", "B", DAY, "12/GCN").members
    assert (one.name, one.former_names) == ("B", (FormerName(name="A", until=DAY, document="12/GCN"),))
    assert other is before.members[1]


def test_a_new_representative_leaves_the_old_one_with_the_position() -> None:
    before = registry(member(1, representative="Lê An", position="Giám đốc"))
    [one] = dated_changes.represent(before, "HV-0001", "Đỗ Bình", DAY).members
    former = FormerRepresentative(person="Lê An", position="Giám đốc", until=DAY)
    assert (one.representative, one.position, one.former_representatives) == ("Đỗ Bình", None, (former,))


def test_the_same_representative_may_get_another_position() -> None:
    before = registry(member(1, representative="Lê An", position="Giám đốc"))
    [one] = dated_changes.represent(before, "HV-0001", "Lê An", DAY, "Chủ tịch HĐQT").members
    assert (one.representative, one.position) == ("Lê An", "Chủ tịch HĐQT")


def test_who_rejoins_keeps_the_membership_before() -> None:
    before = registry(member(1, joined=BEFORE, left=DAY, left_reason=LeaveReason.RESIGNED))
    [one] = dated_changes.rejoin(before, "HV-0001", DAY).members
    ended = EarlierPeriod(joined=BEFORE, left=DAY, left_reason=LeaveReason.RESIGNED)
    assert (one.joined, one.left, one.left_reason, one.earlier_periods) == (DAY, None, None, (ended,))


def test_another_number_of_seats_leaves_the_one_before() -> None:
    [one] = dated_changes.change_seats(registry(office(seats=3)), "chu-tich", 2, DAY).offices
    assert (one.seats, one.former_seats) == (2, (FormerSeats(seats=3, until=DAY),))


RENAMED = member(1, "B", former_names=(FormerName(name="A", until=DAY),))
REPRESENTED = member(1, representative="Lê An", former_representatives=(FormerRepresentative(until=DAY),))
CUT = office(seats=2, former_seats=(FormerSeats(seats=3, until=DAY),))


@pytest.mark.parametrize(
    ("change", "record", "args", "message", "hint"),
    [
        (dated_changes.rename, RENAMED, ("B", date(2027, 1, 1)), "HV-0001 already has this name",
         "hiephoi member show HV-0001"),
        (dated_changes.rename, RENAMED, ("C", DAY),
         "HV-0001: a change on 2026-09-01 is already recorded; a new one must be later",
         "hiephoi member show HV-0001"),
        (dated_changes.rename, RENAMED, ("C", BEFORE),
         "HV-0001: a change on 2026-09-01 is already recorded; a new one must be later",
         "hiephoi member show HV-0001"),
        (dated_changes.rename, member(1, "Công ty Mẫu"), ("CÔNG TY MẪU", DAY), "HV-0001 already has this name",
         'hiephoi member edit HV-0001 --name "CÔNG TY MẪU"'),
        (dated_changes.represent, REPRESENTED, ("Ông LÊ AN", date(2027, 1, 1)), "Ông LÊ AN already represents HV-0001",
         "hiephoi member show HV-0001"),
        (dated_changes.represent, REPRESENTED, ("Lê An", date(2027, 1, 1)), "Lê An already represents HV-0001",
         "hiephoi member show HV-0001"),
        (dated_changes.represent, REPRESENTED, ("Đỗ Bình", BEFORE),
         "HV-0001: a change on 2026-09-01 is already recorded; a new one must be later",
         "hiephoi member show HV-0001"),
        (dated_changes.rejoin, member(1), (DAY,), "HV-0001 has not left",
         "hiephoi member leave HV-0001 --on DATE --reason resigned"),
        (dated_changes.rejoin, member(1, left=DAY), (BEFORE,),
         "HV-0001 left on 2026-09-01; it cannot join again before", "hiephoi member rejoin HV-0001 --on 2026-09-01"),
        (dated_changes.change_seats, CUT, (2, date(2027, 1, 1)),
         "'chu-tich' already has this number of seats: 2", "hiephoi office show chu-tich"),
        (dated_changes.change_seats, CUT, (4, DAY),
         "chu-tich: a change on 2026-09-01 is already recorded; a new one must be later",
         "hiephoi office show chu-tich"),
    ],
)  # fmt: skip
def test_a_change_out_of_order_or_to_the_same_is_refused(
    change: Callable[..., object], record: Any, args: tuple[Any, ...], message: str, hint: str
) -> None:
    with pytest.raises(Conflict) as caught:
        change(registry(record), record.key, *args)
    assert caught.value.reports == ((message, hint),)


def test_a_name_that_another_member_has_is_refused() -> None:
    with pytest.raises(Conflict) as caught:
        dated_changes.rename(registry(member(1, "A"), member(2, "Top Land")), "HV-0001", "top land", DAY)
    assert caught.value.reports[0].message == "'Top Land' already exists, as HV-0002"
