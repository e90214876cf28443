"""Elections recorded wrongly: taken back or corrected, with all that follows from them."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations

from msgspec import structs

from hiephoi_cli.domain.calendar import show_date
from hiephoi_cli.domain.changes import Edit, edited, replaced
from hiephoi_cli.domain.elections import ended, mandates, reopened, too_early
from hiephoi_cli.domain.identity import Identity
from hiephoi_cli.domain.lookup import one
from hiephoi_cli.domain.people import Typed
from hiephoi_cli.domain.records import Candidate, Election, Officer, Registry
from hiephoi_cli.domain.references import resolved
from hiephoi_cli.domain.vietnamese import typed
from hiephoi_cli.domain.words import ElectionKind, EndReason
from hiephoi_cli.errors import Conflict, NotFound, UsageError
from hiephoi_cli.i18n import _


def remove(registry: Registry, key: str, *, following: bool = False) -> Registry:
    """Remove an election recorded by mistake and its mandates; those that it ended go on until the next one.

    What followed goes too if that is wanted. Raises Conflict if it is not, and a by-election or an appointment filled a
    seat of that term, or one of the mandates has ended otherwise than by a later election.
    """
    election = one(registry.elections, Election, key)
    own = [officer for officer in registry.officers if officer.election == election.id]
    filled = list(_filled_later(registry, election)) if own else []
    if not following and (after := [*_names(registry, filled), *(one.key for one in own if _left_early(one))]):
        raise Conflict(
            _("'{key}' cannot be removed by itself: {later} depends on it").format(key=election.id, later=after[0]),
            f"hiephoi election remove {election.id} --following",
        )
    gone = {election.id, *(officer.election for officer in filled if officer.election)}
    elections = tuple(other for other in registry.elections if other.id not in gone)
    left = [officer for officer in registry.officers if officer.election not in gone and officer not in filled]
    without = structs.replace(registry, elections=elections, officers=tuple(left))
    if not own or election.kind is not ElectionKind.REGULAR:
        return without
    officers = tuple(_until_next(without, reopened(officer, election), officer) for officer in left)
    return structs.replace(without, officers=officers)


def edit(
    registry: Registry, key: str, change: Edit, results: Sequence[Candidate] = (), dropped: Sequence[str] = ()
) -> Registry:
    """Correct an election: its fields, who stood with what result, and who did not stand; mandates follow.

    Whoever is elected now takes the place of somebody who is not. Raises NotFound or Conflict, also where the election
    would come before or after another one that it followed.
    """
    old = one(registry.elections, Election, key)
    fields = edited(registry, old, change)
    named = resolved(registry, Election, {"candidates": tuple(results)})["candidates"]
    stood: list[tuple[Candidate | None, Candidate]] = [(candidate, candidate) for candidate in old.candidates]
    gone = [stood[_place(stood, Typed.of(registry, text), text)] for text in dropped]
    _refuse_twice([*named, *(candidate for _old, candidate in gone)])
    stood = [pair for pair in stood if pair not in gone]
    for result in named:
        _stand(stood, result)
    new = structs.replace(fields, candidates=tuple(candidate for _old, candidate in stood))
    _refuse_other_order(registry, old, new)
    renamed = {before.who: after.who for before, after in stood if before}
    after = replaced(registry, "elections", old, new)
    return structs.replace(after, officers=tuple(_officers(after, old, new, renamed)))


def _refuse_twice(results: Sequence[Candidate]) -> None:
    """Raise UsageError for somebody with two results, as only one of them can be meant."""
    for result, other in combinations(results, 2):
        if result.who == other.who:
            raise UsageError(
                _("{person} is named twice").format(person=result.person),
                _("name each person once: `--elect`, `--lose` or `--drop`"),
            )


def _filled_later(registry: Registry, election: Election) -> Iterator[Officer]:
    """Mandates that filled seats of an election's term: by-elections and appointments until the next regular one."""
    if election.kind is not ElectionKind.REGULAR:
        return
    following = _next(registry, election.office, election.start)
    for officer in registry.officers:
        in_office = officer.office == election.office and officer.election != election.id
        if in_office and election.start <= officer.since and not (following and officer.since >= following.start):
            yield officer


def _names(registry: Registry, officers: Sequence[Officer]) -> Iterator[str]:
    """The elections that the mandates follow from, else the mandates."""
    known = {election.id for election in registry.elections}
    return (officer.election if officer.election in known else officer.key for officer in officers)


def _left_early(officer: Officer) -> bool:
    """Whether a mandate has ended otherwise than by an election."""
    return bool(officer.until) and officer.end_reason not in {EndReason.TERM_ENDED, EndReason.SUCCEEDED}


def _next(registry: Registry, office: str, day: date) -> Election | None:
    """The first regular election of an office after a day that somebody won."""
    later = (
        election
        for election in registry.elections
        if election.office == office and election.kind is ElectionKind.REGULAR and election.start > day
    )
    return min((election for election in later if mandates(election)), key=lambda one: one.start, default=None)


def _until_next(registry: Registry, officer: Officer, before: Officer) -> Officer:
    """A mandate that was opened again, as the next regular election ends it; others as they are."""
    if officer is before:
        return officer
    following = _next(registry, officer.office, officer.since)
    return ended(officer, following) if following else officer


def _place(stood: Sequence[tuple[Candidate | None, Candidate]], person: Typed, text: str) -> int:
    """Where a candidate stands. Raises NotFound, or Conflict where several have the name."""
    fitting = [
        place
        for place, (_old, candidate) in enumerate(stood)
        if candidate.who.name == person.words and person.stands_for(candidate.member)
    ]
    _refuse_several([stood[place][1] for place in fitting], text)
    if not fitting:
        names = ", ".join(candidate.person for _old, candidate in stood)
        message = _("'{person}' did not stand in this election").format(person=text)
        raise NotFound(message, _("there are: {columns}").format(columns=names))
    return fitting[0]


def _refuse_several(candidates: Sequence[Candidate], text: str) -> None:
    """Raise Conflict where a text fits several candidates."""
    if len(candidates) > 1:
        lines = [f"  {typed(f'{candidate.person}@{candidate.member or str()}')}" for candidate in candidates]
        raise Conflict(
            _("'{text}' matches {n} people").format(text=text, n=len(candidates)),
            "\n".join([_("name one of these:"), *lines]),
        )


def _stand(stood: list[tuple[Candidate | None, Candidate]], result: Candidate) -> None:
    """Let a candidate have this result: one who stands already, perhaps for no member yet, or a new one.

    Raises Conflict where several of that name stand for members and none is named.
    """
    for place, (before, candidate) in enumerate(stood):
        alone = sum(other.who.name == result.who.name for _old, other in stood) == 1
        if candidate.who == result.who or (alone and candidate.who.may_be(result.who)):
            votes = candidate.votes if result.votes is None else result.votes
            member = result.member or candidate.member
            stood[place] = before, structs.replace(candidate, member=member, votes=votes, elected=result.elected)
            return
    if not result.member:
        _refuse_several(
            [candidate for _old, candidate in stood if candidate.who.name == result.who.name], result.person
        )
    stood.append((None, result))


def _refuse_other_order(registry: Registry, old: Election, new: Election) -> None:
    """Raise Conflict where a new day would put an election before or after another one of its office."""
    for other in registry.elections:
        regular = ElectionKind.REGULAR in {old.kind, other.kind}
        if other is old or other.office != old.office or not regular or not mandates(other):
            continue
        if (other.start > old.start) != (other.start > new.start) or other.start == new.start != old.start:
            raise Conflict(
                _("{day} is not between the elections before and after: {key} is on {other}").format(
                    day=show_date(new.start), key=other.id, other=show_date(other.start)
                ),
                f"hiephoi election show {other.id}",
            )


def _officers(registry: Registry, old: Election, new: Election, renamed: dict[Identity, Identity]) -> Iterator[Officer]:
    """The mandates of a registry in which an election has become another one."""
    won = {winner.who: winner for winner in mandates(new)}
    own = [officer for officer in registry.officers if officer.election == old.id]
    kept = {id(officer): won.get(renamed.get(officer.who, officer.who)) for officer in own}
    held = {winner.who for winner in kept.values() if winner}
    more = [_whole(registry, winner) for who, winner in won.items() if who not in held]
    regular = old.kind is ElectionKind.REGULAR
    for officer in registry.officers:
        if officer.election == old.id:
            if winner := kept[id(officer)]:
                yield _moved(officer, old, new, winner)
            elif more:
                yield more.pop(0)
        elif regular and officer.office == old.office and own:
            yield _ended_by(registry, officer, old, new, won=bool(won))
        elif regular and officer.office == old.office and won and officer.serving(new.start):
            yield ended(officer, new)
        else:
            yield officer
    yield from more


def _moved(officer: Officer, old: Election, new: Election, winner: Officer) -> Officer:
    """A mandate of an election that was corrected: its own corrections stay."""
    return structs.replace(
        officer,
        person=officer.person if officer.who == winner.who else winner.person,
        member=winner.member,
        term=new.term if officer.term == old.term else officer.term,
        since=new.start if officer.since == old.start else officer.since,
    )


def _whole(registry: Registry, mandate: Officer) -> Officer:
    """A mandate as the elections after it leave it."""
    following = _next(registry, mandate.office, mandate.since)
    return ended(mandate, following) if following else mandate


def _ended_by(registry: Registry, officer: Officer, old: Election, new: Election, *, won: bool) -> Officer:
    """A mandate that the election ended, as it does now; one that it did not end stays as it is."""
    before = reopened(officer, old)
    if before is officer:
        return officer
    if not won:
        return _until_next(registry, before, officer)
    if before.since >= new.start:
        raise too_early(officer, new.start)
    return ended(before, new)
