"""`hiephoi member`: the enterprises and units of the association."""

from datetime import date
from functools import partial
from typing import Annotated, Any

import typer

from hiephoi_cli.domain import changes, lookup
from hiephoi_cli.domain.fields import fields
from hiephoi_cli.domain.records import Change, Member, Registry
from hiephoi_cli.domain.words import LeaveReason, Membership
from hiephoi_cli.i18n import N_, _
from hiephoi_cli.interface import columns
from hiephoi_cli.interface.changing import changing, destroying
from hiephoi_cli.interface.completion import field_option
from hiephoi_cli.interface.filters import On, Sectors, day_of, sectors_of
from hiephoi_cli.interface.groups import Noun
from hiephoi_cli.interface.options import Clear, key, with_fields
from hiephoi_cli.interface.reading import reading
from hiephoi_cli.output.listing import Listing

noun = Noun()
Key = Annotated[str, key("members")]


@noun.verb(N_("List members."))
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
    by: Annotated[
        str | None,
        typer.Option(
            "--by",
            metavar=N_("FIELD"),
            help=N_("A table for each value of a field, such as `sector`"),
            autocompletion=field_option,
        ),
    ] = None,
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


@noun.verb(N_("Show all that is known of one member."))
@reading
def show(registry: Registry, key: Key) -> Listing:
    return columns.one(registry, lookup.one(registry.members, Member, key))


@noun.verb(N_("Add a member; its id is printed."))
@changing
@with_fields(Member, leave_out=("id", "name"))
def add(
    name: Annotated[str, typer.Argument(metavar=N_(_("NAME")), help=N_("full registered name"))], **values: Any
) -> Change:
    return partial(changes.add_member, values={"name": fields(Member)["name"].parse_option(name, _("NAME")), **values})


@noun.verb(N_("Change what is known of a member; a list that is given replaces the old one."))
@changing
@with_fields(Member, leave_out=("id",))
def edit(
    key: Key,
    clear: Clear = None,
    **values: Any,
) -> Change:
    return partial(changes.edit, kind="members", key=key, values=values, cleared=clear or ())


@noun.verb(N_("End a membership; the record stays, with its history."))
@changing
def leave(
    key: Key,
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


@noun.verb(N_("Remove a member entered by mistake. One who leaves the association: `leave`."))
@destroying
def remove(key: Key) -> Change:
    return partial(changes.remove, kind="members", key=key)
