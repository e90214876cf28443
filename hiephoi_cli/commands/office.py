"""`hiephoi office`: the posts that people are elected or appointed to."""

from datetime import date
from functools import partial
from typing import Annotated, Any

import typer
from msgspec import structs

from hiephoi_cli.domain import changes
from hiephoi_cli.domain.appointments import vacant_since
from hiephoi_cli.domain.calendar import show_date
from hiephoi_cli.domain.fields import fields
from hiephoi_cli.domain.records import Change, Office, Registry
from hiephoi_cli.i18n import N_, _
from hiephoi_cli.interface import columns
from hiephoi_cli.interface.changing import changing, destroying
from hiephoi_cli.interface.groups import Noun
from hiephoi_cli.interface.options import Clear, key, with_fields
from hiephoi_cli.interface.reading import reading
from hiephoi_cli.output.listing import Column, Listing

noun = Noun()
Key = Annotated[str, key("offices")]


@noun.verb(N_("List offices, with who holds them today, and since when a seat is vacant."))
@reading
def list_(registry: Registry, today: date) -> Listing:
    def holders(office: Office) -> list[str]:
        return [officer.person for officer in registry.holders(office.code, today)]

    def vacant(office: Office) -> date | None:
        return vacant_since(registry, office, today)

    found = columns.listing(registry, Office, registry.offices)
    more = (
        Column("holders", _("Holders"), holders, lambda row: ", ".join(holders(row)), holders, everyday=2),
        Column("vacant_since", _("Vacant since"), vacant, lambda row: _day(vacant(row)), vacant, everyday=3),
    )
    return structs.replace(found, columns=[*found.columns, *more])


def _day(day: date | None) -> str:
    return show_date(day) if day else ""


@noun.verb(N_("Add an office; its code is printed."))
@changing
@with_fields(Office, leave_out=("name",))
def add(
    name: Annotated[str, typer.Argument(metavar=N_("NAME"), help=N_("name of the office"))], **values: Any
) -> Change:
    named = {"name": fields(Office)["name"].parse_option(name, _("NAME")), **values}
    return partial(changes.add_coded, kind="offices", values=named)


@noun.verb(N_("Change what is known of an office; a list that is given replaces the old one."))
@changing
@with_fields(Office, leave_out=("code",))
def edit(key: Key, clear: Clear = None, **values: Any) -> Change:
    return partial(changes.edit, kind="offices", key=key, values=values, cleared=clear or ())


@noun.verb(N_("Remove an office that nobody held or was elected to."))
@destroying
def remove(key: Key) -> Change:
    return partial(changes.remove, kind="offices", key=key)
