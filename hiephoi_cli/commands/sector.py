"""`hiephoi sector`: the fields of business that members belong to."""

from datetime import date
from functools import partial
from typing import Annotated, Any

import typer

from hiephoi_cli.domain import changes, lookup
from hiephoi_cli.domain.fields import fields
from hiephoi_cli.domain.records import Change, Registry, Sector
from hiephoi_cli.i18n import N_, _
from hiephoi_cli.interface import columns
from hiephoi_cli.interface.changing import changing, destroying
from hiephoi_cli.interface.groups import Noun
from hiephoi_cli.interface.options import Clear, key, with_fields
from hiephoi_cli.interface.reading import reading
from hiephoi_cli.output.listing import Listing

noun = Noun()
Key = Annotated[str, key("sectors")]


@noun.verb(N_("List sectors, with the number of their members."))
@reading
def list_(registry: Registry, today: date) -> Listing:
    return _counting(columns.listing(registry, Sector, registry.sectors), registry, today)


@noun.verb(N_("Show all that is known of one sector."))
@reading
def show(registry: Registry, today: date, key: Key) -> Listing:
    return _counting(columns.one(registry, lookup.one(registry.sectors, Sector, key)), registry, today)


@noun.verb(N_("Add a sector; its code is printed."))
@changing
@with_fields(Sector, leave_out=("name",))
def add(
    name: Annotated[str, typer.Argument(metavar=N_("NAME"), help=N_("name of the sector"))], **values: Any
) -> Change:
    named = {"name": fields(Sector)["name"].parse_option(name, _("NAME")), **values}
    return partial(changes.add_coded, kind="sectors", values=named)


@noun.verb(N_("Change what is known of a sector; a list that is given replaces the old one."))
@changing
@with_fields(Sector, leave_out=("code",))
def edit(key: Key, clear: Clear = None, **values: Any) -> Change:
    return partial(changes.edit, kind="sectors", key=key, values=values, cleared=clear or ())


@noun.verb(N_("Remove a sector that no member belongs to."))
@destroying
def remove(key: Key) -> Change:
    return partial(changes.remove, kind="sectors", key=key)


def _counting(found: Listing, registry: Registry, today: date) -> Listing:
    present = registry.members_on(today)

    def members(sector: Sector) -> int:
        return sum(sector.code in member.sectors for member in present)

    return columns.counting(found, "members", _("Members"), members)
