"""Lists of members and officers as addresses to paste into a mail or a text message."""

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import typer
from msgspec import Struct, structs

from hiephoi_cli.domain.records import Registry
from hiephoi_cli.domain.vietnamese import harmless
from hiephoi_cli.i18n import N_, _
from hiephoi_cli.interface.signature import OptionSet
from hiephoi_cli.output.listing import Form, Listing

if TYPE_CHECKING:
    from hiephoi_cli.domain.contacts import Contact

EMAILS, PHONES = "emails", "phones"
_NAMED_AT_MOST = 20


class Lines(OptionSet, frozen=True):
    """How addresses are separated."""

    lines: Annotated[bool, typer.Option("--lines", help=N_("One per line instead of separated by commas"))] = False

    def joined(self, items: Sequence[str]) -> str:
        """The items as they are to be pasted; nothing where there are none."""
        return ("\n" if self.lines else ", ").join(items) + ("\n" if items else "")


Bare = Annotated[bool, typer.Option("--bare", help=N_("Addresses without names"))]
Mobile = Annotated[bool, typer.Option("--mobile", help=N_("Only mobiles, which take text messages"))]


def as_emails(registry: Registry, listing: Listing, lines: Lines, *, bare: bool) -> Listing:
    """The listing of members or officers, to be written as e-mail addresses."""

    def items(contact: "Contact") -> list[tuple[str, str]]:
        return [(one.casefold(), one if bare else f"{_quoted(contact.name)} <{one}>") for one in contact.emails]

    return _to_paste(EMAILS, registry, listing, _Paste(lines, items, _("without an e-mail address: {names}")))


def as_phones(registry: Registry, listing: Listing, lines: Lines, *, mobile: bool) -> Listing:
    """The listing of members or officers, to be written as telephone numbers."""
    from hiephoi_cli.domain import phone

    def items(contact: "Contact") -> list[tuple[str, str]]:
        numbers = [number for number in contact.phones if phone.is_mobile(number) or not mobile]
        return [(phone.dialled(number), phone.dialled(number)) for number in numbers]

    missing = _("without a mobile: {names}") if mobile else _("without a telephone number: {names}")
    return _to_paste(PHONES, registry, listing, _Paste(lines, items, missing))


class _Paste(Struct, frozen=True):
    """What is to be pasted."""

    lines: Lines
    items: Callable[["Contact"], list[tuple[str, str]]]
    """What a contact has, and how it is written."""
    missing: str
    """The message that names those who have nothing."""


def _to_paste(name: str, registry: Registry, listing: Listing, paste: _Paste) -> Listing:
    """The listing with the format in which each item comes once."""
    from hiephoi_cli.domain.contacts import contacts

    def write(shown: Listing) -> Iterator[str]:
        found: dict[str, str] = {}
        for contact in contacts(registry, shown.rows):
            found |= {key: text for key, text in paste.items(contact) if key not in found}
        yield paste.lines.joined(list(found.values()))

    def notes(shown: Listing) -> Iterator[str]:
        if without := [contact for contact in contacts(registry, shown.rows) if not paste.items(contact)]:
            yield paste.missing.format(names=_names(without))

    return structs.replace(listing, formats={**listing.formats, name: Form(write, notes)})


def _quoted(name: str) -> str:
    """A name as RFC 5322 has it before an address."""
    plain = harmless(" ".join(name.split()))
    return '"' + plain.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _names(without: Sequence["Contact"]) -> str:
    named = [
        contact.name if contact.name in contact.uid else f"{contact.uid} {contact.name}"
        for contact in without[:_NAMED_AT_MOST]
    ]
    more = len(without) - _NAMED_AT_MOST
    return "; ".join(named) + (f"; … (+{more})" if more > 0 else "")
