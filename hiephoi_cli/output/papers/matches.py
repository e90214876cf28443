"""The paper of one member's needs: who among the members could supply each, whom to call there, and why."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from hiephoi_cli.domain.calendar import show_date
from hiephoi_cli.domain.matching_members import Market
from hiephoi_cli.domain.records import Link, Member, Registry
from hiephoi_cli.i18n import _
from hiephoi_cli.output.papers.paper import Paper, Value, _as_of, _frame, _numbered, _numbered_headings


class Supplier(NamedTuple):
    """Who could meet a need; nobody where none was found."""

    need: str
    member: Member | None = None
    offer: str = ""
    why: str = ""
    link: Link | None = None
    """The link by which it is supplied, or may be, already."""


def with_links(registry: Registry, market: Market, member: Member, proposals: Sequence[Supplier]) -> Iterator[Supplier]:
    """Each need with those that are linked for it, then its proposals, or with nobody."""
    members, names = {one.id: one for one in registry.members}, registry.labels("products")
    for need in dict.fromkeys(member.seeks):
        linked = [
            Supplier(need, members.get(link.supplier), "", names.get(link.product, link.product), link)
            for link in market.dealings.open_for(member.id, need)
        ]
        yield from [*linked, *(one for one in proposals if one.need == need)] or [Supplier(need)]


def matches_paper(registry: Registry, member: Member, suppliers: Iterable[Supplier], day: date) -> Paper:
    """The needs of a member with their suppliers, in the order in which they come."""
    titles = [_("Need"), _("Supplier"), _("Representative"), _("Phone"), _("Offers"), _("Why")]
    suppliers = list(suppliers)
    needs, linked, met = (
        len({one.need for one in some})
        for some in (
            suppliers,
            [one for one in suppliers if one.link],
            [one for one in suppliers if one.member and not one.link],
        )
    )
    total = _("Needs: {number}; linked already: {linked}; with a proposal: {met}")
    return Paper(
        frame=_frame(registry, day),
        title=_("NEEDS AND SUPPLIERS"),
        subtitles=[f"{member.name} ({member.id})", _as_of(day)],
        headings=_numbered_headings(titles, (26, 30, 20, 18, 30, 26)),
        rows=_numbered(_rows(suppliers)),
        total=total.format(number=needs, linked=linked, met=met),
        landscape=True,
    )


def _rows(suppliers: Iterable[Supplier]) -> Iterator[Sequence[Value]]:
    for need, member, offer, why, link in suppliers:
        if member:
            person = ", ".join(filter(None, (member.representative, member.position)))
            yield need, _named(member, link), person, member.phone, offer, why
        else:
            yield need, _("nobody found among the members"), "", "", "", ""


def _named(member: Member, link: Link | None) -> str:
    if link is None:
        return member.name
    return _("{status}: {member} ({day})").format(
        status=_(link.status.shown), member=member.name, day=show_date(link.status_since)
    )
