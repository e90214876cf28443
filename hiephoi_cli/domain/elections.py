"""Records and removes elections together with the mandates that follow from them."""

from collections.abc import Mapping, Sequence
from datetime import date
from operator import attrgetter
from typing import Any

from msgspec import structs

from hiephoi_cli.domain.calendar import show_date
from hiephoi_cli.domain.keys import made_key
from hiephoi_cli.domain.lookup import one
from hiephoi_cli.domain.people import command_to_end
from hiephoi_cli.domain.records import Candidate, Election, Office, Officer, Registry
from hiephoi_cli.domain.references import resolved
from hiephoi_cli.domain.terms import same_term
from hiephoi_cli.domain.words import ElectionKind, EndReason
from hiephoi_cli.errors import Conflict, InvalidData
from hiephoi_cli.i18n import _, ngettext


def record(
    registry: Registry, office_key: str, on: date, candidates: Sequence[Candidate], values: Mapping[str, Any]
) -> Registry:
    """Record a regular election: its winners get mandates, and the mandates before theirs end.

    Office and members are KEYs. Raises NotFound or Conflict for these, and Conflict if the office was already
    filled on that day or later.
    """
    election = _new(registry, office_key, on, candidates, values)
    _refuse_recorded(registry, election)
    new = mandates(election)
    standing = _closed(registry, election) if new else registry.officers
    return structs.replace(registry, elections=(*registry.elections, election), officers=(*standing, *new))


def record_by_election(
    registry: Registry, office_key: str, on: date, candidates: Sequence[Candidate], values: Mapping[str, Any]
) -> Registry:
    """Record a by-election: its winners take free seats for the rest of the current term.

    Most charters say so, and limit the winners to the free seats. Raises NotFound or Conflict for KEYs, Conflict if a
    regular election has already ended that term, and InvalidData if there are more winners than free seats.
    """
    office = one(registry.offices, Office, office_key)
    start = values.get("since") or on
    _refuse_ended_term(registry, office, start)
    held = registry.holders(office.code, start)
    term = values.get("term") or _running_term(registry, held, office, start)
    by_election = {**values, "kind": ElectionKind.BY_ELECTION, **({"term": term} if term else {})}
    election = _new(registry, office_key, on, candidates, by_election)
    _refuse_too_many(len(mandates(election)), office, held, start)
    return structs.replace(
        registry,
        elections=(*registry.elections, election),
        officers=(*registry.officers, *mandates(election)),
    )


def is_running(registry: Registry, office: str, term: str | None, on: date) -> bool:
    """Whether somebody holds an office, by its code, for this term, or was elected to it for this term before."""
    held = [mandate.term for mandate in registry.holders(office, on)]
    before = [one.term for one in registry.elections if one.office == office and one.on < on and mandates(one)]
    return any(same_term(one, term) for one in (*held, *before))


def _refuse_too_many(winners: int, office: Office, held: Sequence[Officer], start: date) -> None:
    free = max(0, office.seats_on(start) - len(held))
    if winners > free:
        raise InvalidData(
            ngettext(
                "'{office}' has {free} free seat on {day}, too few for the elected ({winners})",
                "'{office}' has {free} free seats on {day}, too few for the elected ({winners})",
                free,
            ).format(office=office.code, free=free, day=show_date(start), winners=winners),
            _making_room(held, start) or f"hiephoi officer list --office {office.code} --on {start}",
        )


def _new(
    registry: Registry, office_key: str, on: date, candidates: Sequence[Candidate], values: Mapping[str, Any]
) -> Election:
    given = {**values, "on": on, "office": office_key, "candidates": tuple(candidates)}
    declared = resolved(registry, Election, given)
    return Election(id=_free_id(registry, made_key(Election, declared)), **declared)


def mandates(election: Election) -> tuple[Officer, ...]:
    """The mandates that follow from an election."""
    return tuple(
        Officer(
            person=winner.person,
            office=election.office,
            member=winner.member,
            term=election.term,
            since=election.start,
            election=election.id,
        )
        for winner in election.candidates
        if winner.elected
    )


def _making_room(held: Sequence[Officer], on: date) -> str:
    """The command that ends the first acting mandate to free its seat; empty if nobody is acting."""
    acting = next((officer for officer in held if officer.acting), None)
    return command_to_end(acting, on.isoformat(), EndReason.SUCCEEDED) if acting else ""


def _running_term(registry: Registry, held: Sequence[Officer], office: Office, on: date) -> str | None:
    """The term of those who hold the office, else of its last regular election."""
    regular = [
        election
        for election in registry.elections
        if election.office == office.code and election.kind is ElectionKind.REGULAR and election.start <= on
    ]
    last = max((election for election in regular if mandates(election)), key=attrgetter("start"), default=None)
    return next((officer.term for officer in reversed(held) if officer.term), last.term if last else None)


def _refuse_ended_term(registry: Registry, office: Office, on: date) -> None:
    """Raise Conflict if a later regular election has filled the office."""
    later = {
        election.id for election in registry.elections if election.kind is ElectionKind.REGULAR and election.start > on
    }
    for officer in registry.mandates(office.code):
        if officer.election in later:
            raise too_early(officer, on)


def reopened(officer: Officer, election: Election) -> Officer:
    """A mandate as it was before the election ended it."""
    by_it = officer.office == election.office and officer.until == election.start
    if by_it and officer.end_reason in {EndReason.TERM_ENDED, EndReason.SUCCEEDED}:
        return structs.replace(officer, until=None, end_reason=None)
    return officer


def _refuse_recorded(registry: Registry, new: Election) -> None:
    """Raise Conflict if an election to that office on that day already has winners."""
    for election in registry.elections:
        same = (election.office, election.on) == (new.office, new.on)
        if same and election.kind is new.kind and mandates(election) and mandates(new):
            raise Conflict(
                _("this election is already recorded, as {key}").format(key=election.id),
                f"hiephoi election show {election.id}",
            )


def _free_id(registry: Registry, wanted: str) -> str:
    taken = {election.id for election in registry.elections}
    return next(free for n in range(1, len(taken) + 2) if (free := wanted if n == 1 else f"{wanted}-{n}") not in taken)


def _closed(registry: Registry, election: Election) -> tuple[Officer, ...]:
    """All mandates, with those of the office ended by this election."""
    return tuple(
        ended(officer, election) if officer.office == election.office else officer for officer in registry.officers
    )


def ended(officer: Officer, election: Election) -> Officer:
    """A mandate ended by the election if it lasted until then: succeeded in mid-term, else at the end of its term."""
    if officer.since >= election.start:
        raise too_early(officer, election.start)
    if not officer.serving(election.start):
        return officer
    reason = EndReason.SUCCEEDED if same_term(officer.term, election.term) else EndReason.TERM_ENDED
    return structs.replace(officer, until=election.start, end_reason=reason)


def too_early(officer: Officer, on: date) -> Conflict:
    """The error for an election on a day on which a mandate has begun already."""
    return Conflict(
        _("'{office}' has been held by {person} since {since}; an election on {on} is too early").format(
            office=officer.office, person=officer.person, since=show_date(officer.since), on=show_date(on)
        ),
        f"hiephoi officer list --office {officer.office} --all",
    )
