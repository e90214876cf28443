"""The registry as it stood on a day: the names, representatives, memberships, seats and statuses of that day."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TypeVar

from msgspec import structs

from hiephoi_cli.domain.partial_day import PartialDay, may_be
from hiephoi_cli.domain.records import (
    EarlierPeriod,
    Former,
    FormerRepresentative,
    Link,
    Member,
    Office,
    Record,
    Registry,
)

F = TypeVar("F", bound=Former)


def as_of(registry: Registry, day: date) -> Registry:
    """The registry with what members, offices and links were on that day, in the same order.

    Each has the name, the representative, the position, the seats and the status of that day, and the membership that
    had begun last, or the first of all; what ended earlier is among its former ones, and what came later is missing.
    """
    members = {
        place: _member_as_of(one, day)
        for place, one in enumerate(registry.members)
        if one.former_names or one.former_representatives or one.earlier_periods
    }
    offices = {place: _office_as_of(one, day) for place, one in enumerate(registry.offices) if one.former_seats}
    links = {place: _link_as_of(one, day) for place, one in enumerate(registry.links) if one.former_status}
    if not (members or offices or links):
        return registry
    return structs.replace(
        registry,
        members=_with(registry.members, members),
        offices=_with(registry.offices, offices),
        links=_with(registry.links, links),
    )


R = TypeVar("R", bound=Record)


def _with(records: tuple[R, ...], new: Mapping[int, R]) -> tuple[R, ...]:
    """The records with new ones at these places; the very same where there are none."""
    return tuple(new.get(place, record) for place, record in enumerate(records)) if new else records


def _member_as_of(member: Member, day: date) -> Member:
    name = _held(member.former_names, day)
    represented = _held(member.former_representatives, day) or FormerRepresentative(
        person=member.representative, position=member.position, until=day
    )
    before, period = _periods(member, day)
    return structs.replace(
        member,
        name=name.name if name else member.name,
        former_names=_ended(member.former_names, day),
        representative=represented.person,
        position=represented.position,
        former_representatives=_ended(member.former_representatives, day),
        joined=period.joined,
        left=period.left,
        left_reason=period.left_reason,
        earlier_periods=before,
    )


def _office_as_of(office: Office, day: date) -> Office:
    return structs.replace(office, seats=office.seats_on(day), former_seats=_ended(office.former_seats, day))


def _link_as_of(link: Link, day: date) -> Link:
    return structs.replace(link, status=link.status_on(day), former_status=_ended(link.former_status, day))


def _held(former: Sequence[F], day: date) -> F | None:
    """What held on a day, if it has ended since."""
    return next((one for one in former if day < one.ended), None)


def _ended(former: Sequence[F], day: date) -> tuple[F, ...]:
    """What had ended by a day."""
    return tuple(one for one in former if one.ended <= day)


def _periods(member: Member, day: date) -> tuple[tuple[EarlierPeriod, ...], "EarlierPeriod | Member"]:
    """The last membership that had begun by a day, or the first of all, with those before it."""
    periods = member.periods
    begun = [place for place, period in enumerate(periods) if period.joined is None or period.joined <= day]
    last = begun[-1] if begun else 0
    return member.earlier_periods[:last], periods[last]


def uncertain(records: Iterable[R], day: date) -> Iterator[R]:
    """The records whose period may or may not include a day, as only a year or month is known."""
    for record in records:
        if _is_partial(record) and any(isinstance(one, PartialDay) and may_be(one, day) for one in _days(record)):
            yield record


def _is_partial(record: Record) -> bool:
    """Whether a day of a record may be partial, as far as shows at once: this is asked of every one of many."""
    if isinstance(record, Member):
        return type(record.joined) is PartialDay or type(record.left) is PartialDay or bool(record.earlier_periods)
    return bool(record.period)


def _days(record: Record) -> list[date | None]:
    """The first days and the ends of a record's periods."""
    first, end = record.period or ("", "")
    days = [getattr(record, first), getattr(record, end)]
    if isinstance(record, Member) and record.earlier_periods:
        days += [one for period in record.earlier_periods for one in (period.joined, period.left)]
    return days
