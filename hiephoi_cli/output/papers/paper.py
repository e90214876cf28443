"""Papers that a secretariat prints, signs and files: the officers, the members, the links of a period."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from msgspec import Struct

from hiephoi_cli.domain.calendar import show_date
from hiephoi_cli.domain.fields import fields
from hiephoi_cli.domain.partial_day import PartialDay
from hiephoi_cli.domain.records import Association, Link, Member, Officer, Registry, Sector
from hiephoi_cli.domain.vietnamese import fold
from hiephoi_cli.domain.words import LinkStatus
from hiephoi_cli.i18n import _, language
from hiephoi_cli.patterns import pattern

Value = str | int | date | None


class Heading(NamedTuple):
    """The head of a column, and its share of the width of the page, in characters."""

    title: str
    width: int


class Cell(Struct, frozen=True):
    """A value, and its text for people in the paper's language; neither is safe to show as it is."""

    value: Value
    text: str


class Signature(Struct, frozen=True):
    """Who signs, and what belongs to a signature; below is room for it."""

    titles: Sequence[str]
    note: str


class Frame(Struct, frozen=True):
    """Title block and signatures, in the language of the paper."""

    language: str
    association: str
    founded: str
    """The founding decision; empty where nothing is known of it."""
    place_and_date: str
    signatures: Sequence[Signature]


class Paper(Struct, frozen=True, kw_only=True):
    """A list to sign, with its title block and signatures."""

    frame: Frame
    title: str
    subtitles: Sequence[str]
    headings: Sequence[Heading]
    rows: Sequence[Sequence[Cell]]
    """Numbered from 1 in the first column."""
    total: str
    landscape: bool
    essential: int = 0
    """How many columns a screen always shows, if it is narrower than the paper; 0 if as many as it has room for."""


def officers_paper(
    registry: Registry, mandates: Sequence[Officer], day: date, *, body: str = "", term: str = ""
) -> Paper:
    """The mandates by rank of their office, then by name. A body is named; so is the term, or those of the mandates."""
    listed = registry.by_rank(mandates)
    terms = term or ", ".join(sorted({held.term for held in mandates if held.term}))
    titles = [_("Person"), _("Office"), _("Unit"), _("From"), _("To"), _("Note")]
    return Paper(
        frame=_frame(registry, day),
        title=_("LIST OF OFFICE HOLDERS"),
        subtitles=_filled(body, _("Term {term}").format(term=terms) if terms else "", _as_of(day)),
        headings=_numbered_headings(titles, (22, 18, 28, 14, 14, 16)),
        rows=_numbered(_officer_rows(registry, listed)),
        total=_("Total: {number}").format(number=len(listed)),
        landscape=False,
    )


def members_paper(registry: Registry, members: Sequence[Member], day: date, sectors: Sequence[Sector] = ()) -> Paper:
    """The members in the order in which they come. The sectors that they are of are named, if any."""
    titles = [_(fields(Member)[name].title) for name in _MEMBER_FIELDS]
    named = ", ".join(sector.name for sector in sectors)
    return Paper(
        frame=_frame(registry, day),
        title=_("LIST OF MEMBERS"),
        subtitles=_filled(_("Sector: {sector}").format(sector=named) if named else "", _as_of(day)),
        headings=_numbered_headings(titles, _MEMBER_FIELDS.values()),
        rows=_numbered(_member_rows(registry, members)),
        total=_("Total: {number}").format(number=len(members)),
        landscape=True,
    )


def links_paper(registry: Registry, links: Sequence[Link], first: date, last: date) -> Paper:
    """The links introduced in a period, by their day, and how far each had come on its last day."""
    listed = sorted(links, key=lambda link: link.on)
    titles = [_("Supplier"), _("Buyer"), _("Product"), _("Result"), _("Since when"), _("Introduced on"), _("Note")]
    counts = Counter(link.status for link in listed)
    results = [f"{_(status.shown)}: {counts[status]}" for status in LinkStatus if counts[status]]
    period = _("From {first} to {last}").format(first=show_date(first), last=show_date(last))
    total = _("Total: {number}").format(number=len(listed))
    return Paper(
        frame=_frame(registry, last),
        title=_("INTRODUCTIONS AND THEIR RESULTS"),
        subtitles=[period],
        headings=_numbered_headings(titles, (30, 30, 24, 18, 14, 14, 20)),
        rows=_numbered(_link_rows(registry, listed)),
        total=f"{total} ({'; '.join(results)})" if results else total,
        landscape=True,
        essential=5,
    )


_MEMBER_FIELDS = {
    "id": 12,
    "name": 30,
    "tax_code": 18,
    "representative": 17,
    "position": 13,
    "sectors": 14,
    "phone": 15,
    "address": 36,
    "joined": 14,
}
"""The fields that a list of members to be filed has, and the widths of their columns."""


def _officer_rows(registry: Registry, mandates: Iterable[Officer]) -> Iterator[Sequence[Value]]:
    offices, units = registry.labels("offices"), registry.labels("members")
    for held in mandates:
        unit = units.get(held.member or "", held.member)
        why = _(held.end_reason.value) if held.end_reason else ""
        office = offices.get(held.office, held.office)
        title = _("Acting {value}").format(value=office) if held.acting else office
        yield held.person, title, unit, held.since, held.until, held.remark(why)


def _member_rows(registry: Registry, members: Iterable[Member]) -> Iterator[Sequence[Value]]:
    sectors = registry.labels("sectors")
    for member in members:
        named = ", ".join(sectors.get(code, code) for code in member.sectors)
        yield [named if name == "sectors" else getattr(member, name) for name in _MEMBER_FIELDS]


def _link_rows(registry: Registry, links: Iterable[Link]) -> Iterator[Sequence[Value]]:
    members, products = registry.labels("members"), registry.labels("products")
    for link in links:
        product = products.get(link.product, link.product)
        who = members.get(link.supplier, link.supplier), members.get(link.buyer, link.buyer)
        yield *who, product, _(link.status.shown), link.status_since, link.on, link.note


def _numbered(rows: Iterable[Iterable[Value]]) -> list[list[Cell]]:
    return [[_cell(value) for value in (number, *row)] for number, row in enumerate(rows, start=1)]


def _numbered_headings(titles: Iterable[str], widths: Iterable[int]) -> list[Heading]:
    return [Heading(_("No."), 8), *map(Heading, titles, widths)]


def _cell(value: Value) -> Cell:
    if value is None:
        return Cell(None, "")
    shown = show_date(value) if isinstance(value, date) else str(value)
    return Cell(shown if isinstance(value, PartialDay) else value, shown)


def _frame(registry: Registry, day: date) -> Frame:
    association = registry.association
    return Frame(
        language=language(),
        association=association.name.upper(),
        founded=_founded(association),
        place_and_date=_("{place}, date ...... / ...... / ............").format(place=_place(association) or "." * 16),
        signatures=[
            Signature([_("PREPARED BY")], _("(signature and full name)")),
            Signature([_("ON BEHALF OF THE BOARD"), _chairman(registry, day)], _("(signature, full name and seal)")),
        ],
    )


def _chairman(registry: Registry, day: date) -> str:
    """Who signs: the chairman, or whoever is acting as such on that day."""
    codes = [office.code for office in registry.offices if fold(office.name) == "chu tich"]
    chairs = [held for code in codes for held in registry.holders(code, day)]
    return _("ACTING CHAIRMAN") if chairs and all(held.acting for held in chairs) else _("CHAIRMAN")


def _founded(association: Association) -> str:
    """What is known of the founding decision: number, day, authority."""
    known = _filled(
        _("no. {number}").format(number=association.decision) if association.decision else "",
        _("of {day}").format(day=show_date(association.decided_on)) if association.decided_on else "",
        _("by {authority}").format(authority=association.decided_by) if association.decided_by else "",
    )
    return " ".join([_("Founding decision"), *known]) if known else ""


def _place(association: Association) -> str:
    """The city or province that the address ends with, as it stands before a date."""
    parts = [part.strip() for part in (association.address or "").split(",")]
    named = [part for part in parts if part and fold(part) != "viet nam"]
    return _KIND_OF_PLACE.sub("", named[-1]) if named else ""


_KIND_OF_PLACE = pattern(r"^(thành phố|tp\.?|tỉnh)\s*(?=\S)", re.IGNORECASE)


def _as_of(day: date) -> str:
    return _("As of {day}").format(day=show_date(day))


def _filled(*texts: str) -> list[str]:
    return [text for text in texts if text]
