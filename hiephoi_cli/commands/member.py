"""`hiephoi member`: the enterprises and units of the association."""

from collections.abc import Iterable
from datetime import date
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING, Annotated

import typer
from msgspec import structs

from hiephoi_cli.domain.fields import fields
from hiephoi_cli.domain.past import as_of
from hiephoi_cli.domain.records import Member, Officer, Registry
from hiephoi_cli.domain.words import Membership
from hiephoi_cli.i18n import N_, _, ngettext
from hiephoi_cli.interface import columns
from hiephoi_cli.interface.dated import period, with_days_ahead, with_doubts
from hiephoi_cli.interface.filters import By, On, Sectors, day_of, grouped_by, sectors_of
from hiephoi_cli.interface.groups import Noun
from hiephoi_cli.interface.reading import reading
from hiephoi_cli.interface.rows import MEMBERS_WHERE
from hiephoi_cli.interface.signature import OptionSet
from hiephoi_cli.output.listing import Column, Listing, Total
from hiephoi_cli.output.listing_formats import formats_of

if TYPE_CHECKING:
    from hiephoi_cli.domain.search import Match

noun = Noun(
    helps={"remove": N_("Remove one member entered by mistake. One that leaves the association: `leave`.")},
    example="HV-0001",
    examples={
        "add": ('hiephoi member add "Công ty TNHH Mẫu" --sector xay-lap',),
        "edit": ("hiephoi member edit HV-0001 --phone 02253000000 --sector tu-van",),
        "remove": ('hiephoi member add "Công ty TNHH Mẫu"', 'hiephoi member remove "Công ty TNHH Mẫu"'),
    },
    others=("hiephoi_cli.commands.member_addresses", "hiephoi_cli.commands.member_changes"),
)


class Wanted(OptionSet, frozen=True):
    """Which members are wanted."""

    text: Annotated[str, typer.Argument(metavar=N_("WORDS"), help=N_("Words to look for, with or without accents"))] = (
        ""
    )
    sector: Sectors = None
    membership: Annotated[
        str | None,
        typer.Option("--membership", metavar="|".join(Membership), help=N_("Only this class")),
    ] = None
    on: On = None
    former: Annotated[bool, typer.Option("--former", help=N_("Only those who have left"))] = False
    everybody: Annotated[bool, typer.Option("--all", help=N_("Include those who have left"))] = False

    def listing(self, registry: Registry, today: date) -> Listing:
        """These members as they were on the day, with a word of those of whom it is not certain."""
        day = day_of(self.on, today)
        registry = as_of(registry, day)
        hits = self._hits(registry)
        fitting = [member for member, _match in hits]
        members = [
            member
            for member in fitting
            if self.everybody or (member.has_left(day) if self.former else member.belongs(day))
        ]
        found = structs.replace(columns.listing(registry, Member, members, day=day), total=_TOTAL)
        if self.text:
            from hiephoi_cli.interface.matched import with_matches  # not needed for a whole list

            found = with_matches(found, Member, hits)
        if not self.everybody:
            found = with_doubts(found, Member, fitting, day)
        if not (self.everybody or self.former or self.on):
            found = with_days_ahead(found, fitting, day)
        return found

    def _hits(self, registry: Registry) -> list[tuple[Member, "Match | None"]]:
        """The members of these sectors and this class with the words, whenever they belonged, and where these stand."""
        wanted = fields(Member)["membership"].parse_option(self.membership) if self.membership else None
        codes = {sector.code for sector in sectors_of(registry, self.sector)}
        fitting = [
            member
            for member in registry.members
            if (not codes or not codes.isdisjoint(member.sectors)) and (wanted is None or member.membership == wanted)
        ]
        if not self.text:
            return [(member, None) for member in fitting]
        from hiephoi_cli.domain.finding import with_zones  # not needed for a whole list
        from hiephoi_cli.domain.search import search

        return [*with_zones(structs.replace(registry, members=tuple(fitting)), search(fitting, self.text), self.text)]


def _members(text: str, number: int) -> str:
    return ngettext("{n} member", "{n} members", number).format(n=text)


_TOTAL = Total(len, _members)


@noun.verb(
    N_("List members."),
    'hiephoi member list --where "sectors=xay-lap" --where "joined>=2025"',
    "hiephoi member list --excel -o members.csv",
)
@partial(reading, formats=formats_of(Member), where=MEMBERS_WHERE)
def list_(registry: Registry, today: date, members: Wanted, by: By = None) -> Listing:
    found = members.listing(registry, today)
    return grouped_by(as_of(registry, day_of(members.on, today)), found, Member, by) if by else found


@noun.columns
def _holding(registry: Registry, _today: date) -> Iterable[Column]:
    """The offices that people have held for a member, the latest last."""
    labels = registry.labels("offices")

    def held(member: Member) -> list[Officer]:
        return sorted((one for one in registry.officers if one.member == member.id), key=attrgetter("since"))

    def shown(member: Member) -> str:
        return "; ".join(
            f"{one.person}: {labels.get(one.office, one.office)} ({period(one.since, one.until)})"
            for one in held(member)
        )

    def plain(member: Member) -> list[dict[str, object]]:
        names = ("person", "office", "since", "until")
        return [{name: getattr(one, name) for name in names} for one in held(member)]

    return (Column("mandates", _("Offices held"), plain, shown, shown),)
