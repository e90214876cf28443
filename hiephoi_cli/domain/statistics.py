"""Counts members on a day and in a period, and seats filled and vacant."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date

from hiephoi_cli.domain.past import as_of
from hiephoi_cli.domain.records import Registry
from hiephoi_cli.domain.vietnamese import collation_key
from hiephoi_cli.domain.words import Membership

Counts = Mapping[str | None, int]
"""Counts by key, in the order to show; None, for those without a value, comes last."""


def by_sector(registry: Registry, on: date) -> Counts:
    """Members by sector code, including empty sectors; a member of two sectors counts in both."""
    codes = [code for member in registry.members_on(on) for code in dict.fromkeys(member.sectors or (None,))]
    return _counted(codes, registry.labels("sectors"))


def by_membership(registry: Registry, on: date) -> Counts:
    """Members by class, including empty classes."""
    return _counted(
        (member.membership.value for member in registry.members_on(on)), [membership.value for membership in Membership]
    )


def by_year(registry: Registry, on: date) -> Counts:
    """Members by the year in which they joined, the last time."""
    members = as_of(registry, on).members_on(on)
    years = [str(member.joined.year) if member.joined else None for member in members]
    return _counted(years, sorted(year for year in set(years) if year))


def by_zone(registry: Registry, on: date) -> Counts:
    """Members by industrial zone or cluster."""
    zones, names = [member.zone or None for member in registry.members_on(on)], registry.labels("zones")
    known = {zone: names.get(zone, zone) for zone in zones if zone}
    return _counted(zones, sorted(known, key=lambda zone: collation_key(known[zone])))


def movement(registry: Registry, since: date, until: date) -> Counts:
    """How often members joined and left in a period, first and last day included."""
    periods = [period for member in registry.members for period in member.periods]
    return {
        "joined": sum(since <= period.joined <= until for period in periods if period.joined),
        "left": sum(since <= period.left <= until for period in periods if period.left),
    }


def filled(registry: Registry, on: date) -> Counts:
    """Mandates held on that day, by office code."""
    return _counted((officer.office for officer in registry.serving(on)), registry.labels("offices"))


def vacant(registry: Registry, on: date) -> Counts:
    """Vacant seats on that day, by office code."""
    held = filled(registry, on)
    return {
        office.code: max(0, office.seats_on(on) - held[office.code]) if office.exists(on) else 0
        for office in registry.offices
    }


def _counted(keys: Iterable[str | None], first: Iterable[str]) -> Counts:
    """The keys counted: `first` in its order, then any others, and None."""
    counter = Counter(keys)
    without = {None: counter.pop(None)} if None in counter else {}
    return {key: counter.pop(key, 0) for key in first} | counter | without
