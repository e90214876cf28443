"""Rules of contact details: telephone numbers and e-mail addresses."""

import re
from collections.abc import Callable, Iterator
from datetime import date

from hiephoi_cli.domain import phone as telephone
from hiephoi_cli.domain.problems import Place
from hiephoi_cli.domain.records import Registry
from hiephoi_cli.domain.rules.rule import Finding, place, placed, rule
from hiephoi_cli.domain.words import Severity
from hiephoi_cli.i18n import N_, _
from hiephoi_cli.patterns import pattern

_ONE = r"[^@\s;,/]+@[^@\s.;,/]+(?:\.[^@\s.;,/]+)++"
_ONE_EACH = pattern(f"{_ONE}(?:\n{_ONE})*+")
"""An address a line, what most fields hold; all at once are quick to check."""
_EMAIL = pattern(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")


@rule(
    Severity.WARNING,
    N_("A telephone number has 8 to 15 digits and its leading zero, and begins as numbers do today."),
    source=N_(
        "Spaces, dots, dashes and brackets do not count. Mobiles have ten digits, landlines eleven: in Hải Phòng 0225 "
        "and seven more. Spreadsheets drop leading zeros. Area codes changed in 2017 (Quyết định 2036/QĐ-BTTTT), "
        "mobiles of eleven digits in 2018 (Quyết định 798/QĐ-BTTTT). Several numbers are separated by “;”, “,” or “/”."
    ),
    of_record=True,
    example="""
        [[members]]
        id = "HV-0002"
        name = "Công ty TNHH Mẫu"
        sectors = ["xay-lap"]
        phone = "0313 822 017"
    """,
)
def phone(registry: Registry, _today: date) -> Iterator[Finding]:
    texts = [member.phone for member in registry.members if member.phone]
    if telephone.are_usual([*texts, *filter(None, [registry.association.phone])]):
        return
    for where, text, command in _unusual(registry, "phone", telephone.is_usual):
        for message, mended in _odd_numbers(text):
            yield Finding(where, message, f'{command} --phone "{mended}"' if mended else f"{command} --phone PHONE")


def _unusual(registry: Registry, name: str, is_usual: Callable[[str], object]) -> Iterator[tuple[Place, str, str]]:
    """A field of the association and of members where it is not usual, with its place and the command to change it."""
    own = getattr(registry.association, name)
    if own and not is_usual(own):
        yield placed(registry, ("association", name)), own, "hiephoi association edit"
    for index, member in enumerate(registry.members):
        text = getattr(member, name)
        if text and not is_usual(text):
            yield place("members", index, registry, name), text, f"hiephoi member edit {member.id}"


def _odd_numbers(text: str) -> Iterator[tuple[str, str]]:
    """What is odd about each number of a field, and the field with what it should be; empty where that is unknown."""
    for number in telephone.numbers(text) or [text]:
        if not telephone.is_likely(number):
            yield _("'{value}' does not look like a telephone number").format(value=number), ""
        elif whole := telephone.lost_zero(number):
            message = _("'{number}' seems to have lost its leading zero: '{whole}'")
            yield message.format(number=number, whole=whole), telephone.lost_zero(text) or ""
        elif renewed := telephone.renewed(number):
            message = _("'{number}' was replaced by '{new}' in {year}").format_map(renewed._asdict())
            yield message, telephone.with_renewed(text)
        elif missed := telephone.digits_missed(number):
            message = _("'{number}' has {n} digits where {right} are usual")
            yield message.format(number=number, n=missed[0], right=missed[1]), ""


@rule(
    Severity.WARNING,
    N_("An e-mail address has one “@”, and a dot in what follows it."),
    source=N_("Several addresses are separated by “;”, “,”, “/” or a space."),
    of_record=True,
    example="""
        [[members]]
        id = "HV-0002"
        name = "Công ty TNHH Mẫu"
        sectors = ["xay-lap"]
        email = "khong-phai-email"
    """,
)
def email(registry: Registry, _today: date) -> Iterator[Finding]:
    texts = [member.email for member in registry.members if member.email]
    if _ONE_EACH.fullmatch("\n".join([*texts, *filter(None, [registry.association.email])])):
        return
    for where, text, command in _unusual(registry, "email", _ONE_EACH.fullmatch):
        for address in _odd_addresses(text):
            message = _("'{value}' does not look like an e-mail address").format(value=address)
            yield Finding(where, message, f"{command} --email EMAIL")


def _odd_addresses(text: str) -> Iterator[str]:
    """The parts of a field that are not addresses; words without “@” stay together."""
    parts = [part.strip() for part in re.split("[;,/]", text) if part.strip()]
    for part in parts or [text]:
        words = part.split()
        odd = [word for word in words if not _EMAIL.fullmatch(word)]
        yield from (odd if all("@" in word for word in words) else [part]) if odd or not words else ()
