"""Counts members on a day and in a period, their links and needs, and seats filled and vacant."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date

from hiephoi_cli.domain.past import as_of
from hiephoi_cli.domain.records import Link, Member, Registry
from hiephoi_cli.domain.vietnamese import collation_key
from hiephoi_cli.domain.words import LinkStatus, Membership

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
    zones = [member.zone or None for member in registry.members_on(on)]
    return _counted(zones, _zones_in_order(registry, zones))


def _zones_in_order(registry: Registry, zones: Iterable[str | None]) -> list[str]:
    """Each of them once, by name."""
    names = registry.labels("zones")
    known = {zone: names.get(zone, zone) for zone in zones if zone}
    return sorted(known, key=lambda zone: collation_key(known[zone]))


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


def links_by_status(registry: Registry, on: date) -> Counts:
    """Links introduced by that day, by how far they had come."""
    begun = _introduced(registry, on)
    return _counted((link.status_on(on).value for link in begun), [status.value for status in LinkStatus])


def links_by_year(registry: Registry, on: date) -> Counts:
    """The same, by the year in which they were introduced."""
    years = [str(link.on.year) for link in _introduced(registry, on)]
    return _counted(years, sorted(set(years)))


def links_by_sector(registry: Registry, on: date) -> Counts:
    """The same, by the sectors of both members: one link may count in several."""
    return _counted(_of_ends(registry, on, lambda member: member.sectors), registry.labels("sectors"))


def links_by_zone(registry: Registry, on: date) -> Counts:
    """The same, by the zones of both members."""
    zones = list(_of_ends(registry, on, lambda member: [member.zone] if member.zone else []))
    return _counted(zones, _zones_in_order(registry, zones))


def _introduced(registry: Registry, on: date) -> list[Link]:
    return [link for link in registry.links if link.on <= on]


def _of_ends(registry: Registry, on: date, keys: Callable[[Member], Sequence[str]]) -> Iterator[str | None]:
    """The keys of the two members of each link, each once; None where neither has any."""
    of_member = {member.id: keys(member) for member in registry.members}
    for link in _introduced(registry, on):
        yield from dict.fromkeys([*of_member.get(link.supplier, ()), *of_member.get(link.buyer, ())]) or (None,)


def chains(registry: Registry, on: date) -> Counts:
    """Members in a chain, which have an open link on that day, and members in none."""
    linked = {member for link in registry.links if link.is_open(on) for member in (link.supplier, link.buyer)}
    members = registry.members_on(on)
    number = sum(member.id in linked for member in members)
    return {"in": number, "none": len(members) - number}


def needs(registry: Registry, on: date) -> Counts:
    """What members seek on that day: met where a contract supplies the same, under any of its names."""
    from hiephoi_cli.domain.needs import supplied  # most registries have no needs

    is_met = supplied(registry, on)
    sought = [is_met(member, need) for member in registry.members_on(on) for need in member.seeks]
    return {"met": sum(sought), "unmet": len(sought) - sum(sought)}


def _counted(keys: Iterable[str | None], first: Iterable[str]) -> Counts:
    """The keys counted: `first` in its order, then any others, and None."""
    counter = Counter(keys)
    without = {None: counter.pop(None)} if None in counter else {}
    return {key: counter.pop(key, 0) for key in first} | counter | without
