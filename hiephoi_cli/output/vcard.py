"""Contacts as vCards, version 4.0 (RFC 6350)."""

from collections.abc import Iterable, Iterator

from hiephoi_cli.domain import phone
from hiephoi_cli.domain.contacts import Contact
from hiephoi_cli.domain.identity import name_key
from hiephoi_cli.domain.vietnamese import harmless_lines

_OCTETS = 75  # of a line, its end aside
_ESCAPED = str.maketrans({"\\": "\\\\", ",": "\\,", ";": "\\;", "\n": "\\n"})


def vcards(contacts: Iterable[Contact]) -> Iterator[str]:
    """A card for each contact: of the person who answers, else of the organisation."""
    for contact in contacts:
        yield "".join(f"{_folded(line)}\r\n" for line in ("BEGIN:VCARD", "VERSION:4.0", *_lines(contact), "END:VCARD"))


def _lines(contact: Contact) -> Iterator[str]:
    yield f"UID;VALUE=text:{_text(contact.uid)}"
    yield f"KIND:{'individual' if contact.person else 'org'}"
    yield f"FN:{_text(contact.person or contact.name)}"
    yield f"N:{_name(contact.person) if contact.person else ';;;;'}"  # older programs want one of organisations too
    for place, role in enumerate(contact.roles, 1):
        group = f"r{place}." if len(contact.roles) > 1 else ""  # says which title belongs to which organisation
        yield f"{group}ORG:{_text(role.organisation)}"
        yield from [f"{group}TITLE:{_text(role.title)}"] if role.title else []
    for number in contact.phones:
        yield f"TEL;TYPE={'cell' if phone.is_mobile(number) else 'voice'}:{_text(number)}"
    yield from (f"EMAIL:{_text(address)}" for address in contact.emails)
    yield from [f"ADR:;;{_text(contact.address)};;;;"] if contact.address else []
    yield from [f"URL:{_url(contact.website)}"] if contact.website else []
    yield from [f"NOTE:{_text(contact.note)}"] if contact.note else []


def _name(person: str) -> str:
    """Family name, given name, what stands between, and titles: a Vietnamese name has its family name first."""
    words = _text(person).split()
    own = len(name_key(person).split())
    titles, (*before, given) = words[:-own], words[-own:]
    return f"{''.join(before[:1])};{given};{' '.join(before[1:])};{' '.join(titles)};"


def _text(value: str) -> str:
    return harmless_lines(value.replace("\r\n", "\n").replace("\r", "\n")).translate(_ESCAPED)


def _url(website: str) -> str:
    """An address of a website as a URI, which has no blanks and needs a scheme."""
    website = harmless_lines(website.strip()).split("\n")[0].replace(" ", "%20")
    return website if "://" in website else f"https://{website}"


def _folded(line: str) -> str:
    """A line in pieces of at most 75 octets, none of which ends within a character."""
    pieces, size = [""], 0
    for char in line:
        octets = len(char.encode())
        if size + octets > _OCTETS:
            pieces.append("")
            size = 1  # the space that a continued line begins with
        pieces[-1] += char
        size += octets
    return "\r\n ".join(pieces)
