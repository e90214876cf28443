"""The rules that a registry must keep, each a pure function that finds what breaks it."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple
from unicodedata import is_normalized

from hiephoi_cli.domain import tax_code
from hiephoi_cli.domain.calendar import show_date
from hiephoi_cli.domain.fields import Field, fields, tax_code_hint, tax_code_message
from hiephoi_cli.domain.problems import Place, Problem, Severity
from hiephoi_cli.domain.records import KINDS, Election, Is, Record, Registry, Table
from hiephoi_cli.domain.suggest import did_you_mean
from hiephoi_cli.domain.vietnamese import UNSAFE, slug
from hiephoi_cli.i18n import _


class Finding(NamedTuple):
    """What a rule found: where, what is wrong, and what to do."""

    place: Place
    message: str
    hint: str = ""


Rule = Callable[[Registry], Iterator[Finding]]


def errors(registry: Registry) -> list[Problem]:
    """Every error in a registry, rule by rule."""
    return [
        Problem(rule.__name__.replace("_", "-"), Severity.ERROR, *finding)
        for rule in ERRORS
        for finding in rule(registry)
    ]


def brought_in(before: Registry, after: Registry) -> list[Problem]:
    """The errors that a change would bring, without those that stood before."""
    found = errors(after)
    if not found:
        return []
    stood = {problem.identity for problem in errors(before)}
    return [problem for problem in found if problem.identity not in stood]


def unique(registry: Registry) -> Iterator[Finding]:
    """Ids, codes and mandates are unique among their kind."""
    for kind in KINDS:
        seen: set[str] = set()
        for place, record in _records(registry, kind):
            if record.key in seen:
                yield Finding(
                    place,
                    _("{noun} '{key}' is there twice").format(noun=_(record.noun), key=record.key),
                    _("give one of them another id or code, or remove it"),
                )
            seen.add(record.key)


def tax_code_unique(registry: Registry) -> Iterator[Finding]:
    """No two members share a tax code."""
    owners: dict[str, str] = {}
    for index, member in enumerate(registry.members):
        if not member.tax_code:
            continue
        if owner := owners.get(member.tax_code):
            yield Finding(
                Place("members", index, member.id, ("tax_code",)),
                _("tax code '{code}' belongs to '{owner}' already").format(code=member.tax_code, owner=owner),
                f"hiephoi member show {owner}",
            )
        owners.setdefault(member.tax_code, member.id)


def tax_code_valid(registry: Registry) -> Iterator[Finding]:
    """A tax code has 10 digits, 10-3 or 12, and the right check digit (Thông tư 105/2020/TT-BTC, annex 1)."""
    for index, member in enumerate(registry.members):
        if member.tax_code is not None and not tax_code.is_valid(member.tax_code):
            place = Place("members", index, member.id, ("tax_code",))
            yield Finding(place, tax_code_message(member.tax_code), tax_code_hint(member.tax_code))


def reference(registry: Registry) -> Iterator[Finding]:
    """A code or id that a record names exists."""
    known = {kind: {record.key for record in getattr(registry, kind)} for kind in KINDS}
    for place, field, key in _texts(registry, lambda field: field.refers_to is not None):
        kind = field.refers_to or ""
        if key not in known[kind]:
            yield Finding(
                place,
                _("no {noun} '{key}'").format(noun=_(KINDS[kind].noun), key=key),
                did_you_mean(key, known[kind]) or f"hiephoi {KINDS[kind].noun} list",
            )


def text(registry: Registry) -> Iterator[Finding]:
    """Text is in NFC and has no control characters."""
    for place, _field, value in _texts(registry, lambda field: issubclass(field.base, str)):
        if UNSAFE.search(value):
            yield Finding(place, _("control character in the text"), _("type the text again without it"))
        elif not is_normalized("NFC", value):
            yield Finding(place, _("text is not in NFC"), _("type the text again"))


def code_form(registry: Registry) -> Iterator[Finding]:
    """Codes are made of a-z, 0-9 and “-”; ids and codes have no spaces."""
    for kind, table in KINDS.items():
        name = next((field.name for field in fields(table).values() if field.form is Is.KEY), None)
        for place, record in _records(registry, kind) if name else ():
            right = slug(record.key) if name == "code" else "".join(record.key.split())
            if record.key != right:
                yield Finding(
                    place.at(str(name)),
                    _("'{key}' is not well formed").format(key=record.key),
                    _("write it as '{right}'").format(right=right),
                )


def date_order(registry: Registry) -> Iterator[Finding]:
    """A membership and a mandate do not end before they begin; a mandate does not begin before its election."""
    for index, member in enumerate(registry.members):
        if member.joined and member.left and member.left < member.joined:
            yield _order(Place("members", index, member.id, ("left",)), member.left, member.joined)
    held = {election.id: election.on for election in registry.elections}
    for index, officer in enumerate(registry.officers):
        place = Place("officers", index, officer.key)
        if officer.until and officer.until < officer.since:
            yield _order(place.at("until"), officer.until, officer.since)
        elected = held.get(officer.election or "")
        if elected and officer.since < elected:
            yield _order(place.at("since"), officer.since, elected)


def reason_without_end(registry: Registry) -> Iterator[Finding]:
    """A reason for an end stands only where there is an end."""
    for index, member in enumerate(registry.members):
        if member.left_reason and not member.left:
            place = Place("members", index, member.id, ("left_reason",))
            yield Finding(place, _("a reason, but no date in '{field}'").format(field="left"))
    for index, officer in enumerate(registry.officers):
        if officer.end_reason and not officer.until:
            place = Place("officers", index, officer.key, ("end_reason",))
            yield Finding(place, _("a reason, but no date in '{field}'").format(field="until"))


def seats(registry: Registry) -> Iterator[Finding]:
    """On no day does an office have more holders than seats."""
    mandates = defaultdict(list)
    for index, officer in enumerate(registry.officers):
        mandates[officer.office].append((officer.since, index, officer))
    for office in registry.offices:
        current: list[date] = []
        for since, index, officer in sorted(mandates[office.code], key=lambda entry: entry[:2]):
            current = [until for until in current if until > since]
            if (officer.until or date.max) > since:
                current.append(officer.until or date.max)
            if len(current) > office.seats:
                yield Finding(
                    Place("officers", index, officer.key, ("since",)),
                    _("'{office}' has {holders} holders on {day}, more than seats ({seats})").format(
                        office=office.code, seats=office.seats, holders=len(current), day=show_date(since)
                    ),
                    f"hiephoi officer list --office {office.code} --all",
                )


def ballot(registry: Registry) -> Iterator[Finding]:
    """Votes ≤ valid ≤ cast ≤ present ≤ eligible, as far as they are known."""
    order = ("valid", "cast", "present", "eligible")
    for index, election in enumerate(registry.elections):
        place = Place("elections", index, election.id)
        known = [(name, count) for name in order if (count := getattr(election, name)) is not None]
        for (small, fewer), (large, more) in pairwise(known):
            if fewer > more:
                yield _too_many(place.at(small), fewer, large, more)
        for number, candidate in enumerate(election.candidates):
            if known and candidate.votes is not None and candidate.votes > known[0][1]:
                where = place.at("candidates").item(number).at("votes")
                yield _too_many(where, candidate.votes, *known[0])


def elected(registry: Registry) -> Iterator[Finding]:
    """No more are elected than the office has seats, and nobody stands twice in one election."""
    seats_of = {office.code: office.seats for office in registry.offices}
    for index, election in enumerate(registry.elections):
        place = Place("elections", index, election.id, ("candidates",))
        winners = sum(candidate.elected for candidate in election.candidates)
        free = seats_of.get(election.office, winners)
        if winners > free:
            yield Finding(
                place,
                _("{winners} elected to '{office}', more than seats ({seats})").format(
                    winners=winners, seats=free, office=election.office
                ),
                f"hiephoi office edit {election.office} --seats {winners}",
            )
        yield from _standing_twice(election, place)


ERRORS: Sequence[Rule] = (
    unique,
    tax_code_unique,
    tax_code_valid,
    reference,
    text,
    code_form,
    date_order,
    reason_without_end,
    seats,
    ballot,
    elected,
)


def _standing_twice(election: Election, place: Place) -> Iterator[Finding]:
    seen: set[tuple[str, str | None]] = set()
    for number, candidate in enumerate(election.candidates):
        who = candidate.person, candidate.member
        if who in seen:
            yield Finding(place.item(number), _("'{person}' stands twice").format(person=candidate.person))
        seen.add(who)


def _order(place: Place, day: date, first: date) -> Finding:
    return Finding(
        place,
        _("{day} is before {first}").format(day=show_date(day), first=show_date(first)),
        _("compare the two dates"),
    )


def _too_many(place: Place, count: int, limit_name: str, limit: int) -> Finding:
    message = _("{count} is more than '{name}', which is {limit}").format(count=count, name=limit_name, limit=limit)
    return Finding(place, message, _("compare the numbers with the minutes"))


def _records(registry: Registry, kind: str) -> Iterator[tuple[Place, Record]]:
    for index, record in enumerate(getattr(registry, kind)):
        yield Place(kind, index, record.key), record


def _texts(registry: Registry, wanted: Callable[[Field], bool]) -> Iterator[tuple[Place, Field, str]]:
    """Every text of the registry in fields that are wanted, with its place and field."""
    for name, field in fields(Registry).items():
        table = field.table()
        if table is None:
            continue
        columns = [inner for inner in fields(table).values() if inner.table() or wanted(inner)]
        if name in KINDS:
            for place, record in _records(registry, name):
                yield from _texts_in(record, place, columns, wanted)
        else:
            yield from _texts_in(getattr(registry, name), Place(name), columns, wanted)


def _texts_in(
    table: Table, place: Place, columns: Sequence[Field], wanted: Callable[[Field], bool]
) -> Iterator[tuple[Place, Field, str]]:
    for field in columns:
        value = getattr(table, field.name)
        if isinstance(value, str):
            yield place.at(field.name), field, value
        elif isinstance(value, tuple):
            for number, item in enumerate(value):
                where = place.at(field.name).item(number)
                if isinstance(item, Table):
                    inner = [inner for inner in fields(type(item)).values() if wanted(inner)]
                    yield from _texts_in(item, where, inner, wanted)
                else:
                    yield where, field, item
