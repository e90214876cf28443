"""`hiephoi member`: the enterprises and units of the association."""

from datetime import date
from functools import partial
from typing import Annotated

import typer

from hiephoi_cli.domain import changes, lookup
from hiephoi_cli.domain.fields import fields
from hiephoi_cli.domain.records import Change, Member, Registry
from hiephoi_cli.domain.words import LeaveReason, Membership
from hiephoi_cli.i18n import N_
from hiephoi_cli.interface import columns
from hiephoi_cli.interface.changing import changing
from hiephoi_cli.interface.filters import On, Sectors, day_of, sectors_of
from hiephoi_cli.interface.groups import Noun
from hiephoi_cli.interface.options import By, key
from hiephoi_cli.interface.reading import reading
from hiephoi_cli.output.listing import Listing

noun = Noun(
    helps={"remove": N_("Remove one member entered by mistake. One that leaves the association: `leave`.")},
    example="HV-0001",
    examples={
        "add": ('hiephoi member add "Công ty TNHH Mẫu" --sector xay-lap',),
        "edit": ("hiephoi member edit HV-0001 --phone 02253000000 --sector tu-van",),
        "remove": ('hiephoi member add "Công ty TNHH Mẫu"', 'hiephoi member remove "Công ty TNHH Mẫu"'),
    },
)


@noun.verb(N_("List members."), "hiephoi member list --sector xay-lap", "hiephoi member list --excel -o members.csv")
@reading
def list_(
    registry: Registry,
    today: date,
    text: Annotated[
        str, typer.Argument(metavar=N_("WORDS"), help=N_("Words to look for, with or without accents"))
    ] = "",
    sector: Sectors = None,
    membership: Annotated[
        str | None,
        typer.Option("--membership", metavar="|".join(Membership), help=N_("Only this class")),
    ] = None,
    on: On = None,
    former: Annotated[bool, typer.Option("--former", help=N_("Only those who have left"))] = False,
    everybody: Annotated[bool, typer.Option("--all", help=N_("Those who have left as well"))] = False,
    by: By = None,
) -> Listing:
    day = day_of(on, today)
    wanted = fields(Member)["membership"].parse_option(membership) if membership else None
    codes = {wanted.code for wanted in sectors_of(registry, sector)}
    members = [
        member
        for member in registry.members
        if (everybody or (member.has_left(day) if former else member.belongs(day)))
        and (not codes or codes.intersection(member.sectors))
        and (wanted is None or member.membership == wanted)
    ]
    if text:
        members = [member for member, _match in lookup.search(members, text)]
    found = columns.listing(registry, Member, members)
    return columns.grouped(registry, found, Member, by) if by else found


@noun.verb(
    N_("End a membership; the record stays, with its history."),
    "hiephoi member leave HV-0001 --on 2027-01-01 --reason resigned",
)
@changing
def leave(
    key: Annotated[str, key("members")],
    on: Annotated[str, typer.Option("--on", metavar=N_("DATE"), help=N_("first day without membership"))],
    reason: Annotated[
        str,
        typer.Option(
            "--reason", metavar="|".join(item.value for item in LeaveReason), help=N_("why the membership ended")
        ),
    ],
) -> Change:
    day = fields(Member)["left"].parse_option(on, "--on")
    why = fields(Member)["left_reason"].parse_option(reason, "--reason")
    return partial(changes.leave, key=key, on=day, reason=why)
