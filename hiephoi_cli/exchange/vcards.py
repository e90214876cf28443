"""Reads contacts as members or officers; our own export changes nothing, even after another program saved it."""

import re
from collections.abc import Callable, Iterator, Mapping
from urllib.parse import unquote

from hiephoi_cli.domain import contacts
from hiephoi_cli.domain.identity import Identity
from hiephoi_cli.domain.keys import prefix_of
from hiephoi_cli.domain.records import KINDS, Member, Officer, Record, Registry
from hiephoi_cli.domain.vietnamese import harmless_lines, one_spelling
from hiephoi_cli.errors import InvalidData, UsageError
from hiephoi_cli.exchange.acting import without_acting
from hiephoi_cli.exchange.cell import Cell, Row, Rows
from hiephoi_cli.exchange.encodings import decoded
from hiephoi_cli.exchange.legible_rows import legible
from hiephoi_cli.exchange.rows import tabulated
from hiephoi_cli.exchange.several import cut
from hiephoi_cli.exchange.sheet_marks import ranges
from hiephoi_cli.exchange.vcard_text import Card, Property, cards
from hiephoi_cli.i18n import _
from hiephoi_cli.patterns import pattern

VCARD = "vcard"
_READ = {"FN", "N", "ORG", "TITLE", "ROLE", "TEL", "EMAIL", "URL", "ADR", "NOTE", "UID", "KIND"}
_UNSAID = {
    "VERSION",
    "PRODID",
    "REV",
    "CLIENTPIDMAP",
    "SORT-STRING",
    "CLASS",
    "LABEL",
    "SOURCE",
    "NAME",
    "PROFILE",
    "MAILER",
}
"""Properties that add nothing about the contact; the plan does not name them."""
_NO_TELEPHONE = {"FAX", "PAGER", "MODEM"}
_BETWEEN = "; "
_ESCAPED = pattern(r"\\([,;:])")
"""Signs that some programs escape in websites, although URLs need no escaping."""


def card_rows(data: bytes, kind: str, registry: Registry, encoding: str | None = None) -> Rows:
    """The contacts in a file as rows of members or officers, numbered by the line on which each begins.

    Raises InvalidData if it holds no vCards, UsageError for other kinds.
    """
    table = KINDS[kind]
    as_rows: Mapping[type[Record], Callable[[Card, Registry], list[dict[str, Cell]]]] = {
        Member: _members,
        Officer: _officers,
    }
    if table not in as_rows:
        raise UsageError(_("vCards hold members and officers"), "hiephoi member import --help")
    text = decoded(data, encoding)
    people = [card for card in cards(text) if _kind(card) != "GROUP"]
    rows = [(card.line, row | _unread(card)) for card in people for row in as_rows[table](card, registry)]
    if not rows:
        raise InvalidData(_("the file holds no vCards"), _("export the contacts again as vCards (.vcf)"))
    filled = [Row(number, cells) for number, cells in tabulated(rows)]
    alone = [card.line for card in people if table is Member and not (card.all("ORG") or _is_organisation(card))]
    remarks = (
        [_("contacts without an organisation, by their own names: {rows}").format(rows=ranges(alone))] if alone else []
    )
    return legible(Rows(filled, [], VCARD, remarks=tuple(remarks)), text)


def repeats(name: str, cell: Cell, old: Record) -> bool:
    """Whether a property equals the record's export, which writes telephone numbers and websites in one form."""
    form, value = _FORMS.get(name, _text), getattr(old, name)
    return isinstance(cell, str) and isinstance(value, str) and form(cell) == form(value)


_FORMS: dict[str, Callable[[str], object]] = {
    "phone": lambda text: [*dict.fromkeys(contacts.numbers(text))],
    "email": lambda text: [*dict.fromkeys(contacts.addresses(text))],
    "website": lambda text: _web_address(harmless_lines(text).split("\n")[0]),
}


def _text(text: str) -> str:
    return harmless_lines(text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def _web_address(text: str) -> str:
    return unquote(text).strip().removeprefix("https://").rstrip("/")


def _members(card: Card, registry: Registry) -> list[dict[str, Cell]]:
    organisation = _organisation(card, registry)
    person = _name(card)
    name = organisation.components[0] if organisation and not _is_organisation(card) else person
    one_name = one_spelling(person) == one_spelling(name)
    row = {
        "id": _member_id(card, registry),
        "name": name,
        "representative": "" if one_name or _is_organisation(card) else person,
        "position": next(iter([*_of_group(card, "TITLE", organisation), *_of_group(card, "ROLE", organisation)]), ""),
        "phone": _BETWEEN.join(_numbers(card)),
        "email": _BETWEEN.join(text.removeprefix("mailto:") for text in card.texts("EMAIL")),
        "website": _BETWEEN.join(dict.fromkeys(_ESCAPED.sub(r"\1", one.value.strip()) for one in card.all("URL"))),
        "address": _address(card),
        "note": "\n".join(card.texts("NOTE")),
    }
    return [{name: text for name, text in row.items() if text}]


def _officers(card: Card, registry: Registry) -> list[dict[str, Cell]]:
    """A row for each office in a contact, with its first day if the person already holds it."""
    person, member = _name(card), _represented(card, registry)
    offices = {one_spelling(text): code for code, name in registry.labels("offices").items() for text in (code, name)}

    def office(title: str) -> tuple[str, bool]:
        bare = without_acting(title) if one_spelling(title) not in offices else ""
        return offices.get(one_spelling(bare or title), bare or title), bool(bare)

    own = _own_organisation(card, registry)
    written = [*_of_group(card, "TITLE", own), *_of_group(card, "ROLE", own)]
    titles = [title for text in written for title in cut(text, lambda part: office(part)[0] in offices.values())]
    known = [title for title in titles if office(title)[0] in offices.values()] or titles[:1]
    rows = []
    for code, acting in dict.fromkeys(map(office, known or [""])):
        held = _held(registry, code, Identity.of(person, member or None))
        since = held.since if held else ""
        rows.append(
            {"person": person, "office": code, "member": member, "acting": "x" if acting else "", "since": since}
        )
    return [{name: cell for name, cell in row.items() if cell} for row in rows]


def _held(registry: Registry, office: str, who: Identity) -> Officer | None:
    """A person's latest mandate in an office."""
    mandates = [mandate for mandate in registry.mandates(office) if mandate.who.may_be(who)]
    return max(mandates, key=lambda mandate: mandate.since, default=None)


def _name(card: Card) -> str:
    """The full name of a contact; one given only in parts is put in Vietnamese order."""
    if names := card.texts("FN"):
        return names[0]
    for parts in (one.components for one in card.all("N")):
        family, given, between, before, *_after = [*parts, "", "", "", "", ""]
        return " ".join(f"{before} {family} {between} {given}".split())
    return next((one.components[0] for one in card.all("ORG")), "")


def _kind(card: Card) -> str:
    return next((text.upper() for name in ("KIND", "X-ADDRESSBOOKSERVER-KIND") for text in card.texts(name)), "")


def _is_organisation(card: Card) -> bool:
    """Whether a contact is an organisation rather than a person."""
    return _kind(card) == "ORG" or "COMPANY" in {text.upper() for text in card.texts("X-ABSHOWAS")}


def _organisation(card: Card, registry: Registry) -> Property | None:
    """A contact's organisation: a member if one is named, else the first that is not the association."""
    names = {one_spelling(member.name) for member in registry.members}
    own = _own_organisation(card, registry)
    organisations = [one for one in card.all("ORG") if one is not own] or card.all("ORG")
    known = [one for one in organisations if one_spelling(one.components[0]) in names]
    return next(iter([*known, *organisations]), None)


def _own_organisation(card: Card, registry: Registry) -> Property | None:
    """A contact's organisation if it is the association itself."""
    association = registry.association
    names = {one_spelling(name) for name in (association.name, association.short_name) if name}
    return next((one for one in card.all("ORG") if one_spelling(one.components[0]) in names), None)


def _represented(card: Card, registry: Registry) -> str:
    """The member that an officer stands for: the id that an export wrote, else the organisation's name."""
    ids = {member.id for member in registry.members}
    exported = [uid.partition(" · ")[0] for uid in card.texts("UID")]
    known = [uid for uid in exported if uid in ids]
    organisation = _organisation(card, registry)
    is_own = organisation is None or organisation is _own_organisation(card, registry)
    return known[0] if known else "" if is_own or organisation is None else organisation.components[0]


def _member_id(card: Card, registry: Registry) -> str:
    """The member's id, if the contact has one from an export."""
    ids = {member.id for member in registry.members}
    form = re.compile(rf"{re.escape(prefix_of(registry, Member))}-[0-9]{{1,9}}")
    return next((uid for uid in card.texts("UID") if uid in ids or form.fullmatch(uid)), "")


def _of_group(card: Card, name: str, organisation: Property | None) -> Iterator[str]:
    """The values of a property for an organisation; all of them if the contact does not group them."""
    group = organisation.group if organisation else ""
    grouped = {one.group for one in card.all("ORG")} - {""}
    yield from (
        one.text.strip() for one in card.all(name) if not group or one.group == group or one.group not in grouped
    )


def _numbers(card: Card) -> list[str]:
    """The telephone numbers of a contact, without fax and pager."""
    numbers = []
    for one in card.all("TEL"):
        scheme, colon, rest = one.text.partition(":")
        number = rest.partition(";")[0] if colon and scheme.lower() == "tel" else one.text
        if not (one.types & _NO_TELEPHONE and not one.types & {"VOICE", "CELL"}):
            numbers.append(number.strip())
    return list(dict.fromkeys(filter(None, numbers)))


def _address(card: Card) -> str:
    """The address of a contact, at work if it has several; its parts are separated by commas."""
    addresses = sorted(card.all("ADR"), key=lambda one: ("WORK" not in one.types, "HOME" in one.types))
    for one in addresses:
        if parts := list(filter(None, one.components)):
            return ", ".join(parts)
    return next((one.parameters["LABEL"][0].replace("\\n", ", ") for one in addresses if "LABEL" in one.parameters), "")


def _unread(card: Card) -> dict[str, Cell]:
    """The properties that fit no field, as columns, so that the plan names them."""
    names = {one.name for one in card.properties} - _READ - _UNSAID
    unread = sorted(name for name in names if not name.startswith("X-"))
    faxes = any(one.types & _NO_TELEPHONE and not one.types & {"VOICE", "CELL"} for one in card.all("TEL"))
    units = any(len(list(filter(None, one.components))) > 1 for one in card.all("ORG"))
    return dict.fromkeys([*unread, *(["FAX"] if faxes else []), *(["ORG UNIT"] if units else [])], "…")
