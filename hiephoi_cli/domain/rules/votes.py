"""Rules of votes: who has enough of them, and how many there can be."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from hiephoi_cli.domain.records import Candidate, Election, Registry, Rules
from hiephoi_cli.domain.rules.rule import Finding, place, rule
from hiephoi_cli.domain.words import Severity
from hiephoi_cli.i18n import N_, _, ngettext

if TYPE_CHECKING:
    from fractions import Fraction


@rule(
    Severity.WARNING,
    N_("Everybody elected has the votes of more than half of those present."),
    source=N_(
        "Usual in charters; theirs is `majority` in `[rules]`. Where attendance is not known, ballots cast "
        "count, then valid ones."
    ),
    on_change=True,
    answered_by=("rules.majority",),
    example="""
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
    """,
)
def no_majority(registry: Registry, _today: date) -> Iterator[Finding]:
    for index, election in enumerate(registry.elections):
        voters = voters_of(election)
        for number, candidate in winners(election):
            if majority_reached(candidate, election, registry.rules) is False:
                yield Finding(
                    place("elections", index, registry, "candidates", number, "votes"),
                    ngettext(
                        "{person} was elected with {votes} of {voters} vote: not more than {share}",
                        "{person} was elected with {votes} of {voters} votes: not more than {share}",
                        voters or 0,
                    ).format(
                        person=candidate.person, votes=candidate.votes, voters=voters, share=registry.rules.majority
                    ),
                    _("compare it with the minutes and the charter"),
                )


@rule(
    Severity.WARNING,
    N_("No loser has more votes than a winner."),
    on_change=True,
    example="""
        [[elections]]
        id = "2024-11-11-chu-tich-2"
        on = 2024-11-11
        office = "chu-tich"
        candidates = [
            { person = "Hoàng Văn Mẫu", votes = 25, elected = true },
            { person = "Nguyễn Văn Mẫu", votes = 26 },
        ]

        [[officers]]
        person = "Hoàng Văn Mẫu"
        office = "chu-tich"
        since = 2024-11-11
        until = 2024-11-11
        election = "2024-11-11-chu-tich-2"
    """,
)
def loser_ahead(registry: Registry, _today: date) -> Iterator[Finding]:
    return _behind(
        registry, lambda loser, winner: loser > winner, _("{person} has more votes than {other}, who was elected")
    )


@rule(
    Severity.WARNING,
    N_("The last seat is not filled while candidates are tied for it."),
    source=N_("Usual in charters: the ballot is held again between them."),
    on_change=True,
    example="""
        [[elections]]
        id = "2024-11-11-chu-tich-2"
        on = 2024-11-11
        office = "chu-tich"
        candidates = [
            { person = "Hoàng Văn Mẫu", votes = 25, elected = true },
            { person = "Nguyễn Văn Mẫu", votes = 25 },
        ]

        [[officers]]
        person = "Hoàng Văn Mẫu"
        office = "chu-tich"
        since = 2024-11-11
        until = 2024-11-11
        election = "2024-11-11-chu-tich-2"
    """,
)
def tie(registry: Registry, _today: date) -> Iterator[Finding]:
    return _behind(
        registry, lambda loser, winner: loser == winner, _("{person} has as many votes as {other}, who was elected")
    )


@rule(
    Severity.WARNING,
    N_("All votes together are no more than a valid ballot may have, one for each seat."),
    source=N_("Usual in charters: a ballot has at most as many names as there are seats."),
    on_change=True,
    answered_by=("offices.seats",),
    example="""
        [[elections]]
        id = "2024-11-11-chu-tich-2"
        on = 2024-11-11
        office = "chu-tich"
        valid = 50
        candidates = [
            { person = "Hoàng Văn Mẫu", votes = 30 },
            { person = "Nguyễn Văn Mẫu", votes = 21 },
        ]
    """,
)
def too_many_votes(registry: Registry, _today: date) -> Iterator[Finding]:
    offices = {office.code: office for office in registry.offices}
    for index, election in enumerate(registry.elections):
        office = offices.get(election.office)
        ballots = next((n for n in (election.valid, election.cast, election.present) if n is not None), None)
        votes = sum(candidate.votes or 0 for candidate in election.candidates)
        if office and ballots is not None and votes > ballots * (seats := office.seats_on(election.on)):
            yield Finding(
                place("elections", index, registry, "candidates"),
                _("{votes} votes in all, more than {ballots} ballots may have for seats ({seats})").format(
                    votes=votes, ballots=ballots, seats=seats
                ),
                _("compare the numbers with the minutes"),
            )


@rule(
    Severity.WARNING,
    N_("Whoever is elected has received votes."),
    on_change=True,
    example="""
        [[elections]]
        id = "2024-11-11-chu-tich-2"
        on = 2024-11-11
        office = "chu-tich"
        candidates = [
            { person = "Hoàng Văn Mẫu", votes = 0, elected = true },
        ]

        [[officers]]
        person = "Hoàng Văn Mẫu"
        office = "chu-tich"
        since = 2024-11-11
        until = 2024-11-11
        election = "2024-11-11-chu-tich-2"
    """,
)
def no_votes(registry: Registry, _today: date) -> Iterator[Finding]:
    for index, election in enumerate(registry.elections):
        for number, candidate in winners(election):
            if candidate.votes == 0:
                yield Finding(
                    place("elections", index, registry, "candidates", number, "votes"),
                    _("{person} is elected without a vote").format(person=candidate.person),
                    _("compare the numbers with the minutes"),
                )


def voters_of(election: Election) -> int | None:
    """The number of which a majority is needed: those present, else the ballots cast, else the valid ones."""
    return next((count for count in (election.present, election.cast, election.valid) if count), None)


def winners(election: Election) -> Iterator[tuple[int, Candidate]]:
    """Those elected, by their place among the candidates."""
    return ((number, candidate) for number, candidate in enumerate(election.candidates) if candidate.elected)


def _behind(registry: Registry, compare: Callable[[int, int], bool], message: str) -> Iterator[Finding]:
    """A finding for every loser whose votes compare so with the fewest that elected somebody."""
    for index, election in enumerate(registry.elections):
        counted = [winner for _number, winner in winners(election) if winner.votes is not None]
        last = min(counted, key=lambda winner: winner.votes or 0, default=None)
        for number, candidate in enumerate(election.candidates):
            lost = last and last.votes is not None and candidate.votes is not None and not candidate.elected
            if last and lost and compare(candidate.votes or 0, last.votes or 0):
                yield Finding(
                    place("elections", index, registry, "candidates", number, "votes"),
                    message.format(person=candidate.person, other=last.person),
                    _("compare the numbers with the minutes"),
                )


def quorum_reached(election: Election, rules: Rules) -> bool | None:
    """Whether more were present than the quorum; None where that is not known or cannot be."""
    present, eligible = election.present, election.eligible
    if present is None or not eligible or present > eligible:
        return None
    wanted = share(rules.quorum)
    return None if wanted is None else present > wanted * eligible


def majority_reached(candidate: Candidate, election: Election, rules: Rules) -> bool | None:
    """Whether a candidate has more votes than the majority takes; None where that is not known or cannot be."""
    votes, voters = candidate.votes, voters_of(election)
    if votes is None or not voters or votes > voters:
        return None
    wanted = share(rules.majority)
    return None if wanted is None else votes > wanted * voters


@lru_cache(maxsize=8)
def share(text: str) -> "Fraction | None":
    """A share as in a charter: `1/2`, `2/3`; None if the text is not one."""
    from fractions import Fraction  # only for elections with votes

    try:
        return Fraction(text.replace(" ", ""))
    except (ValueError, ZeroDivisionError):
        return None
