"""How members and officers are reached: what a mail, a text message and an address book need."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from msgspec import Struct

from hiephoi_cli.domain import phone
from hiephoi_cli.domain.identity import Identity
from hiephoi_cli.domain.records import Member, Officer, Record, Registry
from hiephoi_cli.i18n import _
from hiephoi_cli.patterns import pattern

_BETWEEN = pattern(r"""[\s;,/<>()"']+""")
_EMAIL = pattern(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")


class Role(Struct, frozen=True):
    """What somebody is, and where."""

    organisation: str
    title: str = ""


class Contact(Struct, frozen=True):
    """A member or an officer, to be reached."""

    uid: str
    """The same as long as the member's id and the person are."""
    name: str
    """Who is written to: the member, or the officer."""
    person: str = ""
    """Who answers; empty where nobody is known."""
    roles: Sequence[Role] = ()
    phones: Sequence[str] = ()
    emails: Sequence[str] = ()
    website: str = ""
    address: str = ""
    note: str = ""


def contacts(registry: Registry, records: Iterable[Record]) -> list[Contact]:
    """A contact for each member, and for each person among mandates, in the order of the first of each.

    An officer is reached through the member that the person stands for.
    """
    records = list(records)
    officers = [record for record in records if isinstance(record, Officer)]
    return [*(_member(record) for record in records if isinstance(record, Member)), *_people(registry, officers)]


def addresses(text: str | None) -> list[str]:
    """The e-mail addresses in a field, which may hold several."""
    parts = (part.removeprefix("mailto:").rstrip(".") for part in _BETWEEN.split(text or ""))
    return [part for part in parts if _EMAIL.fullmatch(part)]


def numbers(text: str | None) -> list[str]:
    """The telephone numbers in a field as they are today, without what is none."""
    likely = (number for number in phone.numbers(text or "") if phone.is_likely(number))
    return [renewed.new if (renewed := phone.renewed(number)) else number for number in likely]


def _member(member: Member) -> Contact:
    return Contact(
        uid=member.id,
        name=member.name,
        person=member.representative or "",
        roles=[Role(member.name, member.position or "")],
        note=member.note or "",
        **_reached(member),
    )


def _people(registry: Registry, officers: Iterable[Officer]) -> Iterator[Contact]:
    """The people who hold these mandates, each once with all offices."""
    held: dict[Identity, list[Officer]] = {}
    for mandate in officers:
        held.setdefault(mandate.who, []).append(mandate)
    members = {member.id: member for member in registry.members} if held else {}
    offices = registry.labels("offices")
    association = registry.association.short_name or registry.association.name
    for mandates in held.values():
        first = mandates[0]
        titles = dict.fromkeys(_title(mandate, offices.get(mandate.office, mandate.office)) for mandate in mandates)
        member = members.get(first.member or "")
        yield Contact(
            uid=" · ".join(filter(None, (first.member, first.person))),
            name=first.person,
            person=first.person,
            roles=[Role(association, ", ".join(titles)), *([_role(member, first)] if member else [])],
            **(_reached(member) if member else {}),
        )


def _title(mandate: Officer, office: str) -> str:
    return _("acting {office}").format(office=office) if mandate.acting else office


def _role(member: Member, mandate: Officer) -> Role:
    """What an officer is at the member; its position is the representative's."""
    represents = Identity.of(member.representative or "", member.id) == mandate.who
    return Role(member.name, (member.position or "") if represents else "")


def _reached(member: Member) -> dict[str, Any]:
    return {
        "phones": numbers(member.phone),
        "emails": addresses(member.email),
        "website": member.website or "",
        "address": member.address or "",
    }
