"""Records and removes elections together with the mandates that follow from them."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from operator import attrgetter
from typing import Any

from msgspec import structs

from hiephoi_cli.domain.calendar import show_date
from hiephoi_cli.domain.keys import made_key
from hiephoi_cli.domain.lookup import one
from hiephoi_cli.domain.records import Candidate, Election, Office, Officer, Registry
from hiephoi_cli.domain.references import resolved
from hiephoi_cli.domain.vietnamese import typed
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
    mandates = _mandates(election)
    standing = _closed(registry, election) if mandates else registry.officers
    return structs.replace(registry, elections=(*registry.elections, election), officers=(*standing, *mandates))


def record_by_election(
    registry: Registry, office_key: str, on: date, candidates: Sequence[Candidate], values: Mapping[str, Any]
) -> Registry:
    """Record a by-election: its winners take free seats for the rest of the current term.

    Most charters say so, and limit the winners to the free seats. Raises NotFound or Conflict for KEYs, Conflict if a
    regular election has already ended that term, and InvalidData if there are more winners than free seats.
    """
    office = one(registry.offices, Office, office_key)
    _refuse_ended_term(registry, office, on)
    held = registry.holders(office.code, on)
    term = values.get("term") or _running_term(registry, held, office, on)
    by_election = {**values, "kind": ElectionKind.BY_ELECTION, **({"term": term} if term else {})}
    election = _new(registry, office_key, on, candidates, by_election)
    winners, free = len(_mandates(election)), max(0, office.seats_on(on) - len(held))
    if winners > free:
        raise InvalidData(
            ngettext(
                "'{office}' has {free} free seat on {day}, too few for the elected ({winners})",
                "'{office}' has {free} free seats on {day}, too few for the elected ({winners})",
                free,
            ).format(office=office.code, free=free, day=show_date(on), winners=winners),
            _making_room(held, on) or f"hiephoi officer list --office {office.code} --on {on}",
        )
    return structs.replace(
        registry,
        elections=(*registry.elections, election),
        officers=(*registry.officers, *_mandates(election)),
    )


def remove(registry: Registry, key: str) -> Registry:
    """Remove an election recorded by mistake and its mandates, and reopen the mandates that it ended.

    Raises Conflict if a later election to that office depends on it, or if one of its mandates has ended.
    Nothing depends on a ballot without winners, and by-elections do not depend on each other.
    """
    election = one(registry.elections, Election, key)
    own = [officer for officer in registry.officers if officer.election == election.id]
    later = [other.id for other in _depending_on(registry, election)] if own else []
    dependents = [
        *((key, f"hiephoi election remove {key}") for key in later),
        *((officer.key, f"hiephoi officer show {typed(officer.person)}") for officer in own if officer.until),
    ]
    if dependents:
        after, command = dependents[0]
        raise Conflict(
            _("'{key}' cannot be removed: {later} depends on it").format(key=election.id, later=after),
            command,
        )
    closes = own and election.kind is ElectionKind.REGULAR
    officers = tuple(
        _reopened(officer, election) if closes else officer
        for officer in registry.officers
        if officer.election != election.id
    )
    elections = tuple(other for other in registry.elections if other is not election)
    return structs.replace(registry, elections=elections, officers=officers)


def _new(
    registry: Registry, office_key: str, on: date, candidates: Sequence[Candidate], values: Mapping[str, Any]
) -> Election:
    given = {**values, "on": on, "office": office_key, "candidates": tuple(candidates)}
    declared = resolved(registry, Election, given)
    return Election(id=_free_id(registry, made_key(Election, declared)), **declared)


def _mandates(election: Election) -> tuple[Officer, ...]:
    """The mandates that follow from an election."""
    return tuple(
        Officer(
            person=winner.person,
            office=election.office,
            member=winner.member,
            term=election.term,
            since=election.on,
            election=election.id,
        )
        for winner in election.candidates
        if winner.elected
    )


def _depending_on(registry: Registry, election: Election) -> Iterator[Election]:
    """Later elections to that office with winners, if either of the two is regular."""
    place = registry.elections.index(election)
    for number, other in enumerate(registry.elections):
        later = other.office == election.office and (other.on, number) > (election.on, place)
        if later and _mandates(other) and ElectionKind.REGULAR in {election.kind, other.kind}:
            yield other


def _making_room(held: Sequence[Officer], on: date) -> str:
    """The command that ends the first acting mandate to free its seat; empty if nobody is acting."""
    acting = next((officer for officer in held if officer.acting), None)
    return f'hiephoi officer end {acting.office} "{acting.person}" --on {on} --reason succeeded' if acting else ""


def _running_term(registry: Registry, held: Sequence[Officer], office: Office, on: date) -> str | None:
    """The term of those who hold the office, else of its last regular election."""
    regular = [
        election
        for election in registry.elections
        if election.office == office.code and election.kind is ElectionKind.REGULAR and election.on <= on
    ]
    last = max((election for election in regular if _mandates(election)), key=attrgetter("on"), default=None)
    return next((officer.term for officer in reversed(held) if officer.term), last.term if last else None)


def _refuse_ended_term(registry: Registry, office: Office, on: date) -> None:
    """Raise Conflict if a later regular election has filled the office."""
    later = {
        election.id for election in registry.elections if election.kind is ElectionKind.REGULAR and election.on > on
    }
    for officer in registry.mandates(office.code):
        if officer.election in later:
            raise _too_early(officer, on)


def _reopened(officer: Officer, election: Election) -> Officer:
    """A mandate as it was before the election ended it."""
    ended = officer.office == election.office and officer.until == election.on
    if ended and officer.end_reason in {EndReason.TERM_ENDED, EndReason.SUCCEEDED}:
        return structs.replace(officer, until=None, end_reason=None)
    return officer


def _refuse_recorded(registry: Registry, new: Election) -> None:
    """Raise Conflict if an election to that office on that day already has winners."""
    for election in registry.elections:
        same = (election.office, election.on) == (new.office, new.on)
        if same and election.kind is new.kind and _mandates(election) and _mandates(new):
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
        _ended(officer, election) if officer.office == election.office else officer for officer in registry.officers
    )


def _ended(officer: Officer, election: Election) -> Officer:
    """A mandate ended by the election if it lasted until then: succeeded in mid-term, else at the end of its term."""
    if officer.since >= election.on:
        raise _too_early(officer, election.on)
    if not officer.serving(election.on):
        return officer
    same_term = officer.term is not None and officer.term == election.term
    reason = EndReason.SUCCEEDED if same_term else EndReason.TERM_ENDED
    return structs.replace(officer, until=election.on, end_reason=reason)


def _too_early(officer: Officer, on: date) -> Conflict:
    return Conflict(
        _("'{office}' has been held by {person} since {since}; an election on {on} is too early").format(
            office=officer.office, person=officer.person, since=show_date(officer.since), on=show_date(on)
        ),
        f"hiephoi officer list --office {officer.office} --all",
    )
