"""Mandates that begin or end without an election."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from msgspec import structs

from hiephoi_cli.domain.changes import Edit, edited, refuse_taken, replaced
from hiephoi_cli.domain.lookup import one
from hiephoi_cli.domain.people import mandate_of
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
    mandate = _named(registry, office_key, person, on)
    return replaced(registry, "officers", mandate, structs.replace(mandate, until=on, end_reason=reason))


def edit(registry: Registry, office_key: str, person: str, on: date | None, change: Edit) -> Registry:
    """One mandate corrected, and the candidacy that it follows from if the person or the member was wrong.

    The mandate is the one that a person holds on a day, or the only one of that person in the office. Raises as above.
    """
    mandate = _named(registry, office_key, person, on)
    new = edited(registry, mandate, change)
    refuse_taken(registry, "officers", mandate, new)
    after = replaced(registry, "officers", mandate, new)
    election = next((one for one in registry.elections if one.id == mandate.election), None)
    if election is None or (new.person, new.member) == (mandate.person, mandate.member):
        return after
    candidates = tuple(
        structs.replace(candidate, person=new.person, member=new.member)
        if candidate.elected and candidate.who == mandate.who
        else candidate
        for candidate in election.candidates
    )
    return replaced(after, "elections", election, structs.replace(election, candidates=candidates))


def remove(registry: Registry, office_key: str, person: str, on: date | None) -> Registry:
    """The registry without one mandate, which is named as above."""
    mandate = _named(registry, office_key, person, on)
    return structs.replace(registry, officers=tuple(one for one in registry.officers if one is not mandate))


def _named(registry: Registry, office_key: str, person: str, on: date | None) -> Officer:
    """The mandate of a person in an office, held on that day if one is given. Raises NotFound or Conflict."""
    office = one(registry.offices, Office, office_key)
    held = registry.by_rank(
        mandate for mandate in registry.officers if mandate.office == office.code and (not on or mandate.serving(on))
    )
    try:
        return mandate_of(registry, held, person)
    except NotFound as error:
        message = (
            _("nobody named '{person}' holds the office '{office}' on that day")
            if on
            else _("nobody named '{person}' held the office '{office}'")
        )
        hint = error.reports[0].hint
        raise NotFound(message.format(person=person, office=office.name), hint) from None


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
