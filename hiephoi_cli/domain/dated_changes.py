"""Changes from a day on: what held until then is kept, with the first day on which it no longer did."""

from collections.abc import Sequence
from datetime import date

from msgspec import structs

from hiephoi_cli.domain.calendar import show_date, some_day
from hiephoi_cli.domain.changes import refuse_known, replaced
from hiephoi_cli.domain.identity import name_key
from hiephoi_cli.domain.lookup import one
from hiephoi_cli.domain.records import (
    EarlierPeriod,
    Former,
    FormerName,
    FormerRepresentative,
    FormerSeats,
    Member,
    Office,
    Record,
    Registry,
)
from hiephoi_cli.domain.vietnamese import one_spelling, typed
from hiephoi_cli.errors import Conflict
from hiephoi_cli.i18n import _


def rename(registry: Registry, key: str, name: str, on: date, document: str | None = None) -> Registry:
    """The member that KEY names under a new name. Raises Conflict for a name that it or another has already."""
    member = one(registry.members, Member, key)
    if one_spelling(name) == one_spelling(member.name):
        other = name != member.name
        correcting = f"hiephoi member edit {member.key} --name {typed(name)}" if other else ""
        raise Conflict(
            _("{key} already has this name").format(key=member.key), correcting or f"hiephoi member show {member.key}"
        )
    _refuse_disorder(member, member.former_names, on)
    former = FormerName(name=member.name, until=on, document=document)
    new = structs.replace(member, name=name, former_names=(*member.former_names, former))
    refuse_known(new, [other for other in registry.members if other is not member])
    return replaced(registry, "members", member, new)


def represent(registry: Registry, key: str, person: str, on: date, position: str | None = None) -> Registry:
    """The member that KEY names with another representative, or the same in another position.

    Raises Conflict where both are the same as before.
    """
    member = one(registry.members, Member, key)
    if name_key(person) == name_key(member.representative or "") and position in {None, member.position}:
        raise Conflict(
            _("{person} already represents {key}").format(person=person, key=member.key),
            f"hiephoi member show {member.key}",
        )
    _refuse_disorder(member, member.former_representatives, on)
    former = FormerRepresentative(person=member.representative, position=member.position, until=on)
    new = structs.replace(
        member,
        representative=person,
        position=position,
        former_representatives=(*member.former_representatives, former),
    )
    return replaced(registry, "members", member, new)


def rejoin(registry: Registry, key: str, on: date) -> Registry:
    """The member that KEY names, its membership begun anew. Raises Conflict where the one before has not ended."""
    member = one(registry.members, Member, key)
    if member.left is None:
        raise Conflict(
            _("{key} has not left").format(key=member.key),
            f"hiephoi member leave {member.key} --on {some_day()} --reason resigned",
        )
    if on < member.left:
        raise Conflict(
            _("{key} left on {day}; it cannot join again before").format(key=member.key, day=show_date(member.left)),
            f"hiephoi member rejoin {member.key} --on {member.left}",
        )
    ended = EarlierPeriod(joined=member.joined, left=member.left, left_reason=member.left_reason)
    new = structs.replace(
        member, joined=on, left=None, left_reason=None, earlier_periods=(*member.earlier_periods, ended)
    )
    return replaced(registry, "members", member, new)


def change_seats(registry: Registry, code: str, seats: int, on: date) -> Registry:
    """The office that KEY names with another number of seats. Raises Conflict where it has as many already."""
    office = one(registry.offices, Office, code)
    if seats == office.seats:
        raise Conflict(
            _("'{office}' already has this number of seats: {seats}").format(office=office.key, seats=seats),
            f"hiephoi office show {typed(office.key)}",
        )
    _refuse_disorder(office, office.former_seats, on)
    former = FormerSeats(seats=office.seats, until=on)
    new = structs.replace(office, seats=seats, former_seats=(*office.former_seats, former))
    return replaced(registry, "offices", office, new)


def _refuse_disorder(record: Record, former: Sequence[Former], on: date) -> None:
    """Raise Conflict for a change on the day of one that is recorded, or before it."""
    if former and on <= former[-1].ended:
        raise Conflict(
            _("{key}: a change on {day} is already recorded; a new one must be later").format(
                key=record.key, day=show_date(former[-1].ended)
            ),
            f"hiephoi {record.command} show {typed(record.key)}",
        )
