"""Mandates that begin or end without an election."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from msgspec import structs

from hiephoi_cli.domain.lookup import one
from hiephoi_cli.domain.records import Office, Officer, Registry
from hiephoi_cli.domain.references import resolved
from hiephoi_cli.domain.words import EndReason
from hiephoi_cli.errors import NotFound
from hiephoi_cli.i18n import _


def appoint(registry: Registry, office_key: str, since: date, values: Mapping[str, Any]) -> Registry:
    """Add a mandate without a ballot: acting until an election, or for an office that is not elected.

    Decree 126/2024/NĐ-CP, art. 22: when a chairman is removed, another is elected or an acting one assigned.
    The values hold the person, and the member as a KEY. Raises NotFound or Conflict for KEYs.
    """
    mandate = Officer(since=since, **resolved(registry, Officer, {**values, "office": office_key}))
    return structs.replace(registry, officers=(*registry.officers, mandate))


def end(registry: Registry, office_key: str, person: str, on: date, reason: EndReason) -> Registry:
    """End the mandate that a person holds on that day. Raises NotFound, or Conflict if several match."""
    office = one(registry.offices, Office, office_key)
    try:
        mandate = one(registry.holders(office.code, on), Officer, person)
    except NotFound as error:
        message = _("nobody named '{person}' holds the office '{office}' on that day")
        raise NotFound(message.format(person=person, office=office.name), error.reports[0].hint) from None
    ended = structs.replace(mandate, until=on, end_reason=reason)
    officers = tuple(ended if officer is mandate else officer for officer in registry.officers)
    return structs.replace(registry, officers=officers)


def vacant_since(registry: Registry, office: Office, on: date) -> date | None:
    """The day since which a seat of an office has been free; None if all are held, none ever was, or it has ended."""
    mandates = [officer for officer in registry.mandates(office.code) if officer.since <= on]
    if not mandates or not office.exists(on) or sum(one.serving(on) for one in mandates) >= office.seats_on(on):
        return None
    free: date | None = None
    changes = {day for officer in mandates for day in (officer.since, officer.until)}
    changes |= {office.since, *(former.until for former in office.former_seats)}
    first = min(officer.since for officer in mandates)
    for day in sorted(day for day in changes if day and first <= day <= on):
        if sum(officer.serving(day) for officer in mandates) >= office.seats_on(day):
            free = None
        elif free is None:
            free = day
    return free
