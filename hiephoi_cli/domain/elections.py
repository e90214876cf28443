"""Elections and the mandates that follow from them, always in one change."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from msgspec import structs

from hiephoi_cli.domain.calendar import show_date
from hiephoi_cli.domain.fields import fields
from hiephoi_cli.domain.lookup import one
from hiephoi_cli.domain.records import Candidate, Election, Member, Office, Officer, Registry
from hiephoi_cli.domain.vietnamese import clean
from hiephoi_cli.domain.words import EndReason
from hiephoi_cli.errors import Conflict, InvalidData
from hiephoi_cli.i18n import _


def candidate(text: str, *, elected: bool) -> Candidate:
    """A candidate as a command line names one: `PERSON[@MEMBER][=VOTES]`. Raises InvalidData.

    The member is as it was typed, not yet looked up.
    """
    rest, equals, votes = clean(text).rpartition("=")
    person, _at, member = (rest if equals else votes).partition("@")
    if not person.strip():
        raise InvalidData(
            _("'{text}' names nobody").format(text=text),
            _("write PERSON, PERSON@MEMBER, PERSON=VOTES or PERSON@MEMBER=VOTES"),
        )
    declared = fields(Candidate)
    return Candidate(
        person=declared["person"].parse(person),
        member=declared["member"].parse(member) if member.strip() else None,
        votes=declared["votes"].parse_option(votes, f"'{text}'") if equals else None,
        elected=elected,
    )


def record(
    registry: Registry, office_key: str, on: date, candidates: Sequence[Candidate], values: Mapping[str, Any]
) -> Registry:
    """A regular election, the mandates of those elected, and the end of the mandates that these succeed.

    Office and members are named by KEY. Raises NotFound or Conflict for these, and Conflict where the
    office was filled on that day or later already.
    """
    office = one(registry.offices, Office, office_key)
    _refuse_recorded(registry, office, on)
    found = tuple(_with_member(registry, candidate) for candidate in candidates)
    election = Election(
        id=_free_id(registry, f"{on}-{office.code}"), on=on, office=office.code, candidates=found, **values
    )
    mandates = tuple(
        Officer(
            person=winner.person,
            office=office.code,
            member=winner.member,
            term=election.term,
            since=on,
            election=election.id,
        )
        for winner in found
        if winner.elected
    )
    standing = _closed(registry, election) if mandates else registry.officers
    return structs.replace(registry, elections=(*registry.elections, election), officers=(*standing, *mandates))


def _refuse_recorded(registry: Registry, office: Office, on: date) -> None:
    """Raise Conflict where an election of that office on that day has elected somebody already."""
    for election in registry.elections:
        if (election.office, election.on) == (office.code, on) and any(one.elected for one in election.candidates):
            raise Conflict(
                _("this election is recorded already, as {key}").format(key=election.id),
                f"hiephoi election show {election.id}",
            )


def _with_member(registry: Registry, candidate: Candidate) -> Candidate:
    if candidate.member is None:
        return candidate
    return structs.replace(candidate, member=one(registry.members, Member, candidate.member).id)


def _free_id(registry: Registry, wanted: str) -> str:
    taken = {election.id for election in registry.elections}
    return next(free for n in range(1, len(taken) + 2) if (free := wanted if n == 1 else f"{wanted}-{n}") not in taken)


def _closed(registry: Registry, election: Election) -> tuple[Officer, ...]:
    """The mandates as they stand once this election has ended those of its office."""
    return tuple(
        _ended(officer, election) if officer.office == election.office else officer for officer in registry.officers
    )


def _ended(officer: Officer, election: Election) -> Officer:
    """A mandate ended on the day of the election, if it lasted until then; in mid-term it is succeeded."""
    if officer.since >= election.on:
        raise Conflict(
            _("'{office}' has been held by {person} since {since}; an election on {on} is too early").format(
                office=officer.office, person=officer.person, since=show_date(officer.since), on=show_date(election.on)
            ),
            f"hiephoi officer list --office {officer.office} --all",
        )
    if not officer.serving(election.on):
        return officer
    same_term = officer.term is not None and officer.term == election.term
    reason = EndReason.SUCCEEDED if same_term else EndReason.TERM_ENDED
    return structs.replace(officer, until=election.on, end_reason=reason)
