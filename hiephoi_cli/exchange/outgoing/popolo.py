"""Exports the registry in the Popolo data model, which programs use to exchange who holds which office."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from hiephoi_cli.domain.fields import fields, toml_values
from hiephoi_cli.domain.identity import Identity, name_key
from hiephoi_cli.domain.partial_day import PartialDay
from hiephoi_cli.domain.records import (
    Association,
    Candidate,
    EarlierPeriod,
    Election,
    Member,
    Office,
    Officer,
    Registry,
    Table,
)

Object = dict[str, object]

_ASSOCIATION = "association"
_TAX_CODE = "vn-mst"
"""The scheme of Vietnamese tax codes (mã số thuế) in Popolo's identifiers."""
_MEDIA = {"address": "address", "phone": "voice", "email": "email", "website": "url"}
"""By field, the type of a contact detail in Popolo's code list."""
_WITHOUT_CLASS = ("sectors", "zones", "products", "links")
"""The kinds that have no class in Popolo."""
_NOTHING: tuple[object, ...] = (None, "", (), [])
_OTHER_NAMES = ("name_en", "short_name")
_COVERED: dict[type[Table], set[str]] = {
    Association: {"name", *_OTHER_NAMES, "decided_on", "purpose", *_MEDIA},
    Office: {"code", "name", "body", "since", "until"},
    Member: {"id", "name", *_OTHER_NAMES, "tax_code", "zone", *_MEDIA}
    | {"membership", "joined", "left", "representative", "position"}
    | {"former_names", "former_representatives", "earlier_periods"},
    Candidate: {"person", "member"},
    Election: {"id", "on", "office", "event", "candidates"},
    Officer: {"person", "office", "member", "since", "until", "election"},
}
"""The fields that Popolo has its own words for; they are not derived from the declarations."""


def popolo(registry: Registry) -> Mapping[str, Sequence[Object]]:
    """A list of objects for each class of Popolo (popoloproject.com), and the kinds that have no class there.

    Ids derive from the registry's keys and are as stable; keys must be unique, and references must resolve.
    Fields without a word in Popolo keep the file's key with a `+` before it, as Popolo recommends.
    """
    offices, zones = Office.by_key(registry.offices), registry.labels("zones")
    return {
        "organizations": [
            _association(registry.association),
            *map(_body, dict.fromkeys(office.body for office in registry.offices if office.body)),
            *(_member(member, zones) for member in registry.members),
        ],
        "persons": _persons(registry),
        "posts": list(map(_post, registry.offices)),
        "memberships": [
            *(_mandate(officer, offices[officer.office]) for officer in registry.officers),
            *(membership for member in registry.members for membership in _memberships(member)),
        ],
        "events": list(map(_event, registry.elections)),
        **{f"+{kind}": list(map(_plain, getattr(registry, kind))) for kind in _WITHOUT_CLASS},
    }


def _association(association: Association) -> Object:
    return {
        "id": _ASSOCIATION,
        "name": association.name,
        "classification": "association",
        **_filled(founding_date=association.decided_on, description=association.purpose),
        **_names_and_contacts(association),
        **_further(association),
    }


def _body(name: str) -> Object:
    return {"id": _id("body", name), "name": name, "classification": "body", "parent_id": _ASSOCIATION}


def _member(member: Member, zones: Mapping[str, str]) -> Object:
    return {
        "id": _id("member", member.id),
        "name": member.name,
        "classification": "member",
        **_filled(
            identifiers=[{"identifier": member.tax_code, "scheme": _TAX_CODE}] if member.tax_code else None,
            area={"id": member.zone, "name": zones.get(member.zone, member.zone)} if member.zone else None,
        ),
        **_names_and_contacts(member),
        **_filled(other_names=[*_names(member), *_former_names(member)]),
        **({"+position": member.position} if member.position and not member.representative else {}),
        **_filled(**{"+former_positions": list(_positions_of_nobody(member))}),
        **_further(member),
    }


def _names_and_contacts(table: Association | Member) -> Object:
    contacts = [{"type": kind, "value": value} for name, kind in _MEDIA.items() if (value := getattr(table, name))]
    return _filled(other_names=_names(table), contact_details=contacts)


def _names(table: Association | Member) -> list[Object]:
    """The names that it has beside the full one."""
    declared = fields(type(table))
    return [
        {"name": value, "note": declared[name].title}
        for name in _OTHER_NAMES
        if name in declared and (value := getattr(table, name))
    ]


def _former_names(member: Member) -> Iterator[Object]:
    """A member's former names, each with its first and last day if known."""
    since = None
    for former in member.former_names:
        days = _filled(start_date=since, end_date=_last_day(since, former.until))
        yield {"name": former.name, "note": "former name", **days, **_filled(**{"+document": former.document})}
        since = former.until


def _positions_of_nobody(member: Member) -> Iterator[Object]:
    """The positions of earlier days for which the registry names no representative."""
    for former in member.former_representatives:
        if former.position and not former.person:
            yield {"role": former.position, "end_date": _last_day(None, former.until)}


def _persons(registry: Registry) -> list[Object]:
    """All officers, candidates and representatives, with every spelling of their names.

    One name with one member is one person, and so is one name without a member. The same name with another member is
    somebody else: two records of one person can be merged later, but one record of two people cannot be split.
    """
    named = [
        *((officer.person, officer.member) for officer in registry.officers),
        *((candidate.person, candidate.member) for election in registry.elections for candidate in election.candidates),
        *((member.representative, member.id) for member in registry.members if member.representative),
        *(
            (former.person, member.id)
            for member in registry.members
            for former in member.former_representatives
            if former.person
        ),
    ]
    people: dict[str, dict[str, None]] = {}
    for name, member in named:
        people.setdefault(_person(name, member), {})[name] = None
    return [
        {"id": id_, "name": name, **_filled(other_names=[{"name": other} for other in others])}
        for id_, (name, *others) in people.items()
    ]


def _post(office: Office) -> Object:
    return {
        "id": _id("post", office.code),
        "label": office.name,
        "role": office.name,
        "organization_id": _seat_of(office),
        **_filled(start_date=office.since, end_date=_last_day(office.since, office.until)),
        **_further(office),
    }


def _mandate(officer: Officer, office: Office) -> Object:
    """The membership through which somebody holds a post."""
    return {
        "id": _id("mandate", *_keys(officer.person, officer.member), officer.office, officer.since),
        "role": office.name,
        "person_id": _person(officer.person, officer.member),
        "organization_id": _seat_of(office),
        "post_id": _id("post", office.code),
        "start_date": officer.since,
        **_filled(on_behalf_of_id=_of_member(officer.member), end_date=_last_day(officer.since, officer.until)),
        **({"+event_id": _id("election", officer.election)} if officer.election else {}),
        **_further(officer),
    }


def _memberships(member: Member) -> Iterator[Object]:
    """A member's memberships in the association, and its representatives' memberships there and at the member."""
    for period in member.periods:
        yield {
            "id": _id("membership", member.id, *([period.left] if isinstance(period, EarlierPeriod) else [])),
            "role": member.membership,
            "member": {"@type": "Organization", "id": _id("member", member.id)},
            "organization_id": _ASSOCIATION,
            **_filled(start_date=period.joined, end_date=_last_day(period.joined, period.left)),
            **(_filled(**{"+left_reason": period.left_reason}) if isinstance(period, EarlierPeriod) else {}),
        }
    since = None
    for former in member.former_representatives:
        if former.person:
            yield from _represented(member, (former.person, former.position), since, former.until)
        since = former.until
    if member.representative:
        yield from _represented(member, (member.representative, member.position), since, None)


def _represented(
    member: Member, who: tuple[str, str | None], since: date | None, until: date | None
) -> Iterator[Object]:
    """A representative's membership in the association, until the member leaves, and position at the member."""
    name, position = who
    key = [name_key(name), until] if until else [name_key(name)]
    begun, end = since or member.joined, until or member.left
    yield {
        "id": _id("representative", member.id, *key),
        "role": "representative",
        "person_id": _person(name, member.id),
        "organization_id": _ASSOCIATION,
        "on_behalf_of_id": _id("member", member.id),
        **_filled(start_date=since, end_date=_last_day(begun, end)),
    }
    if position:
        yield {
            "id": _id("position", member.id, *key),
            "role": position,
            "person_id": _person(name, member.id),
            "organization_id": _id("member", member.id),
            **_filled(start_date=since, end_date=_last_day(since, until)),
        }


def _event(election: Election) -> Object:
    return {
        "id": _id("election", election.id),
        "name": election.label,
        "classification": "election",
        "organization_id": _ASSOCIATION,
        "start_date": election.on,
        "end_date": election.on,
        "+post_id": _id("post", election.office),
        "+candidates": list(map(_candidate, election.candidates)),
        **_further(election),
    }


def _candidate(candidate: Candidate) -> Object:
    return {
        "person_id": _person(candidate.person, candidate.member),
        **_filled(on_behalf_of_id=_of_member(candidate.member)),
        **_further(candidate),
    }


def _seat_of(office: Office) -> str:
    """The id of an office's body, or of the association if it has none."""
    return _id("body", office.body) if office.body else _ASSOCIATION


def _person(name: str, member: str | None) -> str:
    return _id("person", *_keys(name, member))


def _keys(name: str, member: str | None) -> tuple[str, ...]:
    """What identifies a person: the name, and the member if there is one."""
    who = Identity.of(name, member)
    return tuple(filter(None, (who.name, who.member)))


def _of_member(member: str | None) -> str | None:
    return _id("member", member) if member else None


def _id(kind: str, *keys: object) -> str:
    """The id made of these keys; different keys always give different ids."""
    return "/".join((kind, *(str(key).replace("%", "%25").replace("/", "%2F") for key in keys)))


def _last_day(first: date | None, end: date | None) -> date | None:
    """The day before `end`, but not before the first day; a partial day unchanged."""
    if end is None or isinstance(end, PartialDay):
        return end
    begun = first or date.min
    return end - timedelta(days=1) if end > begun else begun


def _further(table: Table) -> Object:
    """The fields that Popolo has no words for."""
    covered = _COVERED[type(table)]
    values = _filled(**{name: getattr(table, name) for name in fields(type(table)) if name not in covered})
    return {f"+{name}": value for name, value in values.items()}


def _plain(record: Table) -> Object:
    """A record without a class, its fields under the file's keys; who reads it does not know their defaults."""
    return _filled(**{name: getattr(record, name) for name in fields(type(record))}) | toml_values(record)


def _filled(**values: object) -> Object:
    """The values that are not blank: neither None nor an empty text or list."""
    return {name: value for name, value in values.items() if value not in _NOTHING}
