"""Rules of elections: what cannot be, and what a charter asks for."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from itertools import pairwise

from hiephoi_cli.domain.problems import Place
from hiephoi_cli.domain.records import Candidate, Election, Registry
from hiephoi_cli.domain.rules.rule import Finding, place, rule
from hiephoi_cli.domain.words import Severity
from hiephoi_cli.i18n import _

_COUNTS = ("valid", "cast", "present", "eligible")
"""Each is part of the next."""


@rule(Severity.ERROR)
def ballot(registry: Registry, _today: date) -> Iterator[Finding]:
    """Votes ≤ valid ≤ cast ≤ present ≤ eligible, as far as they are known.

    Example:
        [[elections]]
        id = "2024-11-11-chu-tich-2"
        on = 2024-11-11
        office = "chu-tich"
        present = 60
        cast = 61

    """
    for index, election in enumerate(registry.elections):
        where = place("elections", index, registry)
        known = [(name, count) for name in _COUNTS if (count := getattr(election, name)) is not None]
        for (small, fewer), (large, more) in pairwise(known):
            if fewer > more:
                yield _too_many(where.at(small), fewer, large, more, where.at(large))
        for number, candidate in enumerate(election.candidates):
            if known and candidate.votes is not None and candidate.votes > known[0][1]:
                votes = where.at("candidates").item(number).at("votes")
                yield _too_many(votes, candidate.votes, *known[0], where.at(known[0][0]))


@rule(Severity.ERROR)
def too_many_elected(registry: Registry, _today: date) -> Iterator[Finding]:
    """No more are elected than the office has seats.

    Example:
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

    """
    offices = {office.code: office for office in registry.offices}
    for index, election in enumerate(registry.elections):
        winners = sum(candidate.elected for candidate in election.candidates)
        office = offices.get(election.office)
        if office and winners > office.seats:
            yield Finding(
                place("elections", index, registry, "candidates"),
                _("{winners} elected to '{office}', more than seats ({seats})").format(
                    winners=winners, seats=office.seats, office=election.office
                ),
                f"hiephoi office edit {election.office} --seats {winners}",
                place("offices", registry.offices.index(office), registry, "seats"),
            )


@rule(Severity.ERROR)
def stands_twice(registry: Registry, _today: date) -> Iterator[Finding]:
    """Nobody stands twice in one election; two people of one name stand for different members.

    Example:
        [[elections]]
        id = "2024-11-11-chu-tich-2"
        on = 2024-11-11
        office = "chu-tich"
        candidates = [
            { person = "Nguyễn Văn Mẫu", votes = 9 },
            { person = "Nguyễn Văn Mẫu", votes = 8 },
        ]

    """
    for index, election in enumerate(registry.elections):
        candidates = place("elections", index, registry, "candidates")
        first: dict[tuple[str, str | None], int] = {}
        for number, candidate in enumerate(election.candidates):
            before = first.setdefault((candidate.person, candidate.member), number)
            if before != number:
                yield Finding(
                    candidates.item(number).at("person"),
                    _("'{person}' stands twice").format(person=candidate.person),
                    _("take one of them out, or name the members that they stand for"),
                    candidates.item(before).at("person"),
                )


@rule(Severity.WARNING)
def no_quorum(registry: Registry, _today: date) -> Iterator[Finding]:
    """More than half of those entitled to vote were present.

    Decree 126/2024/NĐ-CP, art. 19.2; the charter's share is `quorum` in `[rules]`.

    Example:
        [[elections]]
        id = "2024-11-11-chu-tich-2"
        on = 2024-11-11
        office = "chu-tich"
        present = 30
        eligible = 60

    """
    share = _share(registry.rules.quorum)
    for index, election in enumerate(registry.elections):
        if election.present is None or not election.eligible or election.present > election.eligible:
            continue
        if share is not None and Fraction(election.present, election.eligible) <= share:
            yield Finding(
                place("elections", index, registry, "present"),
                _("{present} of {eligible} present: not more than {share}").format(
                    present=election.present, eligible=election.eligible, share=registry.rules.quorum
                ),
                _("compare it with the minutes and the charter"),
                place("elections", index, registry, "eligible"),
            )


@rule(Severity.WARNING)
def no_majority(registry: Registry, _today: date) -> Iterator[Finding]:
    """Whoever is elected has the votes of more than half of those present.

    Usual in charters; theirs is `majority` in `[rules]`. Where attendance is not known, ballots cast count,
    then valid ones.

    Example:
        [[elections]]
        id = "2024-11-11-chu-tich-2"
        on = 2024-11-11
        office = "chu-tich"
        present = 50
        candidates = [
            { person = "Hoàng Văn Mẫu", votes = 25, elected = true },
        ]

        [[officers]]
        person = "Hoàng Văn Mẫu"
        office = "chu-tich"
        since = 2024-11-11
        until = 2024-11-11
        election = "2024-11-11-chu-tich-2"

    """
    share = _share(registry.rules.majority)
    for index, election in enumerate(registry.elections):
        voters = next((count for count in (election.present, election.cast, election.valid) if count), None)
        for number, candidate in enumerate(election.candidates):
            known = candidate.elected and candidate.votes is not None and voters and candidate.votes <= voters
            if known and share is not None and Fraction(candidate.votes or 0, voters or 1) <= share:
                yield Finding(
                    place("elections", index, registry, "candidates", number, "votes"),
                    _("{person} is elected with {votes} of {voters}: not more than {share}").format(
                        person=candidate.person, votes=candidate.votes, voters=voters, share=registry.rules.majority
                    ),
                    _("compare it with the minutes and the charter"),
                )


@rule(Severity.WARNING)
def elected_without_mandate(registry: Registry, _today: date) -> Iterator[Finding]:
    """Whoever is elected has a mandate from that election.

    Example:
        [[elections]]
        id = "2024-11-11-chu-tich-2"
        on = 2024-11-11
        office = "chu-tich"
        candidates = [
            { person = "Nguyễn Văn Mẫu", elected = true },
        ]

    """
    mandates = {(officer.election, officer.person) for officer in registry.officers}
    for index, election in enumerate(registry.elections):
        for number, candidate in _elected(election):
            if (election.id, candidate.person) not in mandates:
                yield Finding(
                    place("elections", index, registry, "candidates", number, "person"),
                    _("{person} is elected, and has no mandate from '{election}'").format(
                        person=candidate.person, election=election.id
                    ),
                    _("add the mandate to `[[officers]]`, or take `elected` out"),
                )


@rule(Severity.WARNING)
def mandate_without_election(registry: Registry, _today: date) -> Iterator[Finding]:
    """A mandate that names an election belongs to somebody who was elected in it, to that office.

    Example:
        [[offices]]
        code = "thu-ky"
        name = "Thư ký"

        [[officers]]
        person = "Nguyễn Văn Mẫu"
        office = "thu-ky"
        since = 2024-11-11
        election = "2024-11-11-chu-tich"

    """
    elections = {election.id: (index, election) for index, election in enumerate(registry.elections)}
    for number, officer in enumerate(registry.officers):
        if officer.election not in elections:
            continue
        index, election = elections[officer.election]
        if officer.office != election.office or officer.person not in {one.person for _n, one in _elected(election)}:
            yield Finding(
                place("officers", number, registry, "election"),
                _("'{election}' did not elect {person} to '{office}'").format(
                    election=election.id, person=officer.person, office=officer.office
                ),
                f"hiephoi election show {election.id}",
                place("elections", index, registry),
            )


def _elected(election: Election) -> Iterator[tuple[int, Candidate]]:
    return ((number, candidate) for number, candidate in enumerate(election.candidates) if candidate.elected)


def _share(text: str) -> Fraction | None:
    """A share as a charter has it: `1/2`, `2/3`; None where it can't be read."""
    try:
        return Fraction(text.replace(" ", ""))
    except (ValueError, ZeroDivisionError):
        return None


def _too_many(where: Place, count: int, limit_name: str, limit: int, related: Place) -> Finding:
    message = _("{count} is more than '{name}', which is {limit}").format(count=count, name=limit_name, limit=limit)
    return Finding(where, message, _("compare the numbers with the minutes"), related)
