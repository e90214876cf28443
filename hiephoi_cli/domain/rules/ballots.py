"""Rules of ballots: numbers and candidates that contradict each other."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from hiephoi_cli.domain.fields import fields
from hiephoi_cli.domain.identity import Identity
from hiephoi_cli.domain.problems import Place
from hiephoi_cli.domain.records import Election, Office, Registry
from hiephoi_cli.domain.rules.rule import Finding, place, rule
from hiephoi_cli.domain.vietnamese import first_lower
from hiephoi_cli.domain.words import Severity
from hiephoi_cli.i18n import N_, _, ngettext

_COUNTS = ("valid", "cast", "present", "eligible")
"""Each is at most the next."""


@rule(
    Severity.ERROR,
    N_("Votes ≤ valid ≤ cast ≤ present ≤ eligible, as far as they are known."),
    on_change=True,
    example="""
        [[elections]]
        id = "2024-11-11-chu-tich-2"
        on = 2024-11-11
        office = "chu-tich"
        present = 60
        cast = 61
    """,
)
def ballot(registry: Registry, _today: date) -> Iterator[Finding]:
    for index, election in enumerate(registry.elections):
        where = place("elections", index, registry)
        counts = [(name, count) for name in _COUNTS if (count := getattr(election, name)) is not None]
        for (small, fewer), (large, more) in pairwise(counts):
            if fewer > more:
                counted = _("{title}: {count}").format(title=_title(small), count=fewer)
                yield _too_many(where.at(small), counted, large, more, where.at(large))
        for number, candidate in enumerate(election.candidates):
            if counts and candidate.votes is not None and candidate.votes > counts[0][1]:
                votes = where.at("candidates").item(number).at("votes")
                counted = ngettext("{person}: {n} vote", "{person}: {n} votes", candidate.votes)
                counted = counted.format(person=candidate.person, n=candidate.votes)
                yield _too_many(votes, counted, *counts[0], where.at(counts[0][0]))


@rule(
    Severity.ERROR,
    N_("No more are elected than the office has seats."),
    on_change=True,
    example="""
        [[elections]]
        id = "2024-11-11-chu-tich-2"
        on = 2024-11-11
        office = "chu-tich"
        candidates = [
            { person = "Hoàng Văn Mẫu", elected = true },
            { person = "Nguyễn Văn Mẫu", elected = true },
        ]

        [[officers]]
        person = "Hoàng Văn Mẫu"
        office = "chu-tich"
        since = 2024-11-11
        until = 2024-11-11
        election = "2024-11-11-chu-tich-2"

        [[officers]]
        person = "Nguyễn Văn Mẫu"
        office = "chu-tich"
        since = 2024-11-11
        until = 2024-11-11
        election = "2024-11-11-chu-tich-2"
    """,
)
def too_many_elected(registry: Registry, _today: date) -> Iterator[Finding]:
    offices = Office.by_key(registry.offices)
    for index, election in enumerate(registry.elections):
        winners = sum(candidate.elected for candidate in election.candidates)
        office = offices.get(election.office)
        if office and winners > (seats := office.seats_on(election.on)):
            yield Finding(
                place("elections", index, registry, "candidates"),
                _("{winners} elected to '{office}', more than seats ({seats})").format(
                    winners=winners, seats=seats, office=election.office
                ),
                f"hiephoi office edit {election.office} --seats {winners}",
                place("offices", registry.offices.index(office), registry, "seats"),
            )


@rule(
    Severity.ERROR,
    N_("Nobody stands twice in one election; two people with one name represent different members."),
    on_change=True,
    example="""
        [[elections]]
        id = "2024-11-11-chu-tich-2"
        on = 2024-11-11
        office = "chu-tich"
        candidates = [
            { person = "Nguyễn Văn Mẫu", votes = 9 },
            { person = "Nguyễn Văn Mẫu", votes = 8 },
        ]
    """,
)
def stands_twice(registry: Registry, _today: date) -> Iterator[Finding]:
    for index, election in enumerate(registry.elections):
        candidates = place("elections", index, registry, "candidates")
        first: dict[Identity, int] = {}
        for number, candidate in enumerate(election.candidates):
            before = first.setdefault(candidate.who, number)
            if before != number:
                yield Finding(
                    candidates.item(number).at("person"),
                    _("'{person}' stands twice").format(person=candidate.person),
                    _("delete one of them, or name the member that each represents"),
                    candidates.item(before).at("person"),
                )


def _title(name: str) -> str:
    return first_lower(_(fields(Election)[name].title))


def _too_many(where: Place, counted: str, limit_name: str, limit: int, related: Place) -> Finding:
    message = _("{counted}, more than {title} ({n})").format(counted=counted, title=_title(limit_name), n=limit)
    return Finding(where, message, _("compare the numbers with the minutes"), related)
