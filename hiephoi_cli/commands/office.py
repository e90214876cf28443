"""`hiephoi office`: the posts that people are elected or appointed to."""

from datetime import date
from functools import partial
from typing import Annotated, Any

import typer

from hiephoi_cli.commands import columns
from hiephoi_cli.commands.changing import changing, destroying
from hiephoi_cli.commands.lazy import Noun
from hiephoi_cli.commands.options import Clear, key, with_fields
from hiephoi_cli.commands.reading import reading
from hiephoi_cli.domain import changes
from hiephoi_cli.domain.fields import fields
from hiephoi_cli.domain.records import Change, Office, Registry
from hiephoi_cli.i18n import N_, _
from hiephoi_cli.output.listing import Listing

noun = Noun()
Key = Annotated[str, key("offices")]


@noun.verb
@reading
def list_(registry: Registry, today: date) -> Listing:
    """List offices, with the number of those who hold them today."""

    def holders(office: Office) -> int:
        return sum(officer.office == office.code and officer.serving(today) for officer in registry.officers)

    return columns.counting(columns.listing(registry, Office, registry.offices), "holders", _("Holders"), holders)


@noun.verb
@changing
@with_fields(Office, leave_out=("name",))
def add(
    name: Annotated[str, typer.Argument(metavar=N_("NAME"), help=N_("name of the office"))], **values: Any
) -> Change:
    """Add an office; its code is printed."""
    named = {"name": fields(Office)["name"].parse_option(name, _("NAME")), **values}
    return partial(changes.add_coded, kind="offices", values=named)


@noun.verb
@changing
@with_fields(Office, leave_out=("code",))
def edit(key: Key, clear: Clear = None, **values: Any) -> Change:
    """Change what is known of an office; a list that is given replaces the old one."""
    return partial(changes.edit, kind="offices", key=key, values=values, cleared=clear or ())


@noun.verb
@destroying
def remove(key: Key) -> Change:
    """Remove an office that nobody held or was elected to."""
    return partial(changes.remove, kind="offices", key=key)
