"""The whole registry in the Popolo data model, in which programs exchange who holds which office where."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from hiephoi_cli.domain.fields import fields, toml_values
from hiephoi_cli.domain.identity import Identity, name_key
from hiephoi_cli.domain.records import Association, Candidate, Election, Member, Office, Officer, Registry, Table

Object = dict[str, object]

_ASSOCIATION = "association"
_TAX_CODE = "vn-mst"
"""The scheme of Vietnamese tax codes (mã số thuế) among issued identifiers."""
_MEDIA = {"address": "address", "phone": "voice", "email": "email", "website": "url"}
"""By field, the type of a contact detail in Popolo's code list."""
_NOTHING: tuple[object, ...] = (None, "", (), [])
_OTHER_NAMES = ("name_en", "short_name")
_TOLD: dict[type[Table], set[str]] = {
    Association: {"name", *_OTHER_NAMES, "decided_on", "purpose", *_MEDIA},
    Office: {"code", "name", "body"},
    Member: {"id", "name", *_OTHER_NAMES, "tax_code", "zone", *_MEDIA}
    | {"membership", "joined", "left", "representative", "position"},
    Candidate: {"person", "member"},
    Election: {"id", "on", "office", "event", "candidates"},
    Officer: {"person", "office", "member", "since", "until", "election"},
}
"""The fields for which Popolo has a word of its own, which no declaration tells."""


def popolo(registry: Registry) -> Mapping[str, Sequence[Object]]:
    """A list of objects for each class of Popolo (popoloproject.com), and the sectors, for which it has none.

    Ids are made of the registry's keys, and stay as long as these do; keys must be unique, and references must hold.
    What Popolo has no word for comes under the file's own key behind a `+`, as Popolo advises for further properties.
    """
    offices = {office.code: office for office in registry.offices}
    return {
        "organizations": [
            _association(registry.association),
            *map(_body, dict.fromkeys(office.body for office in registry.offices if office.body)),
            *map(_member, registry.members),
        ],
        "persons": _persons(registry),
        "posts": list(map(_post, registry.offices)),
        "memberships": [
            *(_mandate(officer, offices[officer.office]) for officer in registry.officers),
            *(membership for member in registry.members for membership in _memberships(member)),
        ],
        "events": list(map(_event, registry.elections)),
        "+sectors": list(map(toml_values, registry.sectors)),
    }


def _association(association: Association) -> Object:
    return {
        "id": _ASSOCIATION,
        "name": association.name,
        "classification": "association",
        **_known(founding_date=association.decided_on, description=association.purpose),
        **_names_and_contacts(association),
        **_further(association),
    }


def _body(name: str) -> Object:
    return {"id": _id("body", name), "name": name, "classification": "body", "parent_id": _ASSOCIATION}


def _member(member: Member) -> Object:
    return {
        "id": _id("member", member.id),
        "name": member.name,
        "classification": "member",
        **_known(
            identifiers=[{"identifier": member.tax_code, "scheme": _TAX_CODE}] if member.tax_code else None,
            area={"name": member.zone} if member.zone else None,
        ),
        **_names_and_contacts(member),
        **({"+position": member.position} if member.position and not member.representative else {}),
        **_further(member),
    }


def _names_and_contacts(table: Association | Member) -> Object:
    declared = fields(type(table))
    other_names = [
        {"name": value, "note": declared[name].title}
        for name in _OTHER_NAMES
        if name in declared and (value := getattr(table, name))
    ]
    contacts = [{"type": kind, "value": value} for name, kind in _MEDIA.items() if (value := getattr(table, name))]
    return _known(other_names=other_names, contact_details=contacts)


def _persons(registry: Registry) -> list[Object]:
    """Everybody who is named as an officer, a candidate or a representative.

    One name with one member is one person; so is one name with no member. The same name with another member is
    somebody else: two records of one person can be put together later, but one of two people can't be told apart.
    """
    named = [
        *((officer.person, officer.member) for officer in registry.officers),
        *((one.person, one.member) for election in registry.elections for one in election.candidates),
        *((member.representative, member.id) for member in registry.members if member.representative),
    ]
    people: dict[str, str] = {}
    for name, member in named:
        people.setdefault(_person(name, member), name)
    return [{"id": id_, "name": name} for id_, name in people.items()]


def _post(office: Office) -> Object:
    return {
        "id": _id("post", office.code),
        "label": office.name,
        "role": office.name,
        "organization_id": _seat_of(office),
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
        **_known(on_behalf_of_id=_of_member(officer.member), end_date=_last_day(officer.since, officer.until)),
        **({"+event_id": _id("election", officer.election)} if officer.election else {}),
        **_further(officer),
    }


def _memberships(member: Member) -> Iterator[Object]:
    """That of a member in the association, and those of its representative: there, and at the member in a position."""
    yield {
        "id": _id("membership", member.id),
        "role": member.membership,
        "member": {"@type": "Organization", "id": _id("member", member.id)},
        "organization_id": _ASSOCIATION,
        **_known(start_date=member.joined, end_date=_last_day(member.joined, member.left)),
    }
    if member.representative:
        yield _representation(member, member.representative)
        if member.position:
            yield _position(member, member.representative, member.position)


def _representation(member: Member, name: str) -> Object:
    """What somebody is in the association for a member: since when is not known, but not after the member left."""
    return {
        "id": _id("representative", member.id, name_key(name)),
        "role": "representative",
        "person_id": _person(name, member.id),
        "organization_id": _ASSOCIATION,
        "on_behalf_of_id": _id("member", member.id),
        **_known(end_date=_last_day(member.joined, member.left)),
    }


def _position(member: Member, name: str, position: str) -> Object:
    """What the representative is at the member itself."""
    return {
        "id": _id("position", member.id, name_key(name)),
        "role": position,
        "person_id": _person(name, member.id),
        "organization_id": _id("member", member.id),
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
        **_known(on_behalf_of_id=_of_member(candidate.member)),
        **_further(candidate),
    }


def _seat_of(office: Office) -> str:
    """The id of the body that an office belongs to, or of the association where none is named."""
    return _id("body", office.body) if office.body else _ASSOCIATION


def _person(name: str, member: str | None) -> str:
    return _id("person", *_keys(name, member))


def _keys(name: str, member: str | None) -> tuple[str, ...]:
    """What tells a person from others, as far as it is known."""
    return tuple(filter(None, Identity.of(name, member)))


def _of_member(member: str | None) -> str | None:
    return _id("member", member) if member else None


def _id(kind: str, *keys: object) -> str:
    """The id of what the registry calls by these keys; other keys give another id, whatever is in them."""
    return "/".join((kind, *(str(key).replace("%", "%25").replace("/", "%2F") for key in keys)))


def _last_day(first: date | None, end: date | None) -> date | None:
    """The last day of what has ended by the day `end`; what lasted no whole day ends on the day it began."""
    if end is None:
        return None
    begun = first or date.min
    return end - timedelta(days=1) if end > begun else begun


def _further(table: Table) -> Object:
    """The fields for which Popolo has no word."""
    told = _TOLD[type(table)]
    known = _known(**{name: getattr(table, name) for name in fields(type(table)) if name not in told})
    return {f"+{name}": value for name, value in known.items()}


def _known(**values: object) -> Object:
    """The values that say something: no None, no empty text, no empty list."""
    return {name: value for name, value in values.items() if value not in _NOTHING}
