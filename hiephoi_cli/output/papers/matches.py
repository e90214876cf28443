"""The paper of one member's needs: who among the members could supply each, whom to call there, and why."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from hiephoi_cli.domain.records import Member, Registry
from hiephoi_cli.i18n import _
from hiephoi_cli.output.papers.paper import Paper, Value, _as_of, _frame, _numbered, _numbered_headings


class Supplier(NamedTuple):
    """Who could meet a need; nobody where none was found."""

    need: str
    member: Member | None = None
    offer: str = ""
    why: str = ""


def matches_paper(registry: Registry, member: Member, suppliers: Sequence[Supplier], day: date) -> Paper:
    """The needs of a member with their suppliers, in the order in which they come."""
    titles = [_("Need"), _("Supplier"), _("Representative"), _("Phone"), _("Offers"), _("Why")]
    met = len({one.need for one in suppliers if one.member})
    total = _("Needs: {number}; with a proposal: {met}")
    return Paper(
        frame=_frame(registry, day),
        title=_("NEEDS AND SUPPLIERS"),
        subtitles=[f"{member.name} ({member.id})", _as_of(day)],
        headings=_numbered_headings(titles, (26, 30, 20, 18, 30, 26)),
        rows=_numbered(_rows(suppliers)),
        total=total.format(number=len({one.need for one in suppliers}), met=met),
        landscape=True,
    )


def _rows(suppliers: Iterable[Supplier]) -> Iterator[Sequence[Value]]:
    for need, member, offer, why in suppliers:
        if member:
            person = ", ".join(filter(None, (member.representative, member.position)))
            yield need, member.name, person, member.phone, offer, why
        else:
            yield need, _("nobody found among the members"), "", "", "", ""
