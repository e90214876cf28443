"""Finds whom or what some words or a number mean, among records of all kinds."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from msgspec import Struct

from hiephoi_cli.domain.ranking import Rank
from hiephoi_cli.domain.records import KINDS, Is, Member, Officer, Record, Registry
from hiephoi_cli.domain.search import Match, search


class Hit(Struct, frozen=True):
    """A record, and where it matches best."""

    record: Record
    match: Match


def find(registry: Registry, text: str, today: date, kinds: Iterable[str] = tuple(KINDS)) -> list[Hit]:
    """The records of these kinds that match, best first; those who hold an office of that name before others.

    Members are found by their zone too. What differs in one letter comes last.
    """
    kinds = list(kinds)
    hits = [hit for kind in kinds if issubclass(KINDS[kind], Officer) for hit in _holders(registry, text, today)]
    holders = {id(hit.record): hit.match.rank for hit in hits}
    for kind in kinds:
        found: list[tuple[Any, Match]] = search(getattr(registry, kind), text, mistyped=True)
        for record, match in with_zones(registry, found, text) if issubclass(KINDS[kind], Member) else found:
            if id(record) not in holders or match.rank < holders[id(record)]:
                hits.append(Hit(record, match))
    best = {id(hit.record): hit for hit in hits}
    return sorted((hit for hit in hits if best[id(hit.record)] is hit), key=lambda hit: hit.match.rank)


def with_zones(registry: Registry, found: list[tuple[Member, Match]], text: str) -> list[tuple[Member, Match]]:
    """The members found, and those in zones whose name matches, best first."""
    zones = {zone.code: (zone, match.rank) for zone, match in search(registry.zones, text, forms={Is.KEY, Is.NAME})}
    if not zones:
        return found
    best = {member.id: match for member, match in found}
    for member in registry.members:
        if member.zone in zones:
            zone, rank = zones[member.zone]
            if member.id not in best or rank < best[member.id].rank:
                best[member.id] = Match(rank, "zone", zone.name)
    places = {member.id: place for place, (member, _match) in enumerate(found)}
    members = sorted(
        (member for member in registry.members if member.id in best),
        key=lambda member: (best[member.id].rank, places.get(member.id, len(places))),
    )
    return [(member, best[member.id]) for member in members]


def _holders(registry: Registry, text: str, today: date) -> Iterator[Hit]:
    """The mandates held today of offices whose name matches, the best first, then by rank."""
    offices = search(registry.offices, text, forms={Is.KEY, Is.NAME})
    ranks = {office.code: match.rank for office, match in offices if match.rank < Rank.MISTYPED}
    labels = registry.labels("offices")
    for mandate in registry.by_rank(one for one in registry.serving(today) if one.office in ranks):
        yield Hit(mandate, Match(ranks[mandate.office], "office", labels[mandate.office]))
