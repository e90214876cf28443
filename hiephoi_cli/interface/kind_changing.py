"""The verbs that add, edit and remove records of any kind."""

from collections.abc import Callable
from functools import partial
from typing import Annotated, Any

import typer

from hiephoi_cli.domain import changes
from hiephoi_cli.domain.changes import Edit
from hiephoi_cli.domain.fields import fields
from hiephoi_cli.domain.records import KINDS, Change, Is, Record
from hiephoi_cli.i18n import N_, _
from hiephoi_cli.interface.changing import changing, destroying
from hiephoi_cli.interface.groups import Noun
from hiephoi_cli.interface.options import editing, key, with_fields


def add_verb(kind: str, _noun: Noun) -> Callable[..., None]:
    """The verb that adds a record of a kind: what people call it is an argument where it is a name."""
    table = KINDS[kind]
    name = _name_of(table)
    numbered = table.key_field() if table.key_prefix else ""
    made = table.key_field() if table.makes_keys() else ""
    needed = [field.name for field in fields(table).values() if field.required and field.name not in {name, made}]
    options = with_fields(table, leave_out=(name, numbered), needed=needed)
    if not name:

        def add(**values: Any) -> Change:
            return partial(changes.add, kind=kind, values=values)

        return changing(options(add))

    field = fields(table)[name]

    def add_named(
        name: Annotated[str, typer.Argument(metavar=N_("NAME"), help=field.description)], **values: Any
    ) -> Change:
        named = {field.name: field.parse_option(name, _("NAME")), **values}
        return partial(changes.add, kind=kind, values=named)

    return changing(options(add_named))


def edit_verb(kind: str, _noun: Noun) -> Callable[..., None]:
    """The verb that changes a record of a kind; its id or code stays."""

    def edit(key: Annotated[str, key(kind)], change: Edit) -> Change:
        return partial(changes.edit, kind=kind, key=key, change=change)

    return changing(editing(KINDS[kind], leave_out=(KINDS[kind].key_field(),))(edit))


def remove_verb(kind: str, _noun: Noun) -> Callable[..., None]:
    """The verb that removes a record of a kind."""

    def remove(key: Annotated[str, key(kind)]) -> Change:
        return partial(changes.remove, kind=kind, key=key)

    return destroying(remove)


def _name_of(table: type[Record]) -> str:
    """The field that people call a record by, where it is a name and has to be given."""
    field = fields(table).get(table.called_by)
    return field.name if field and field.required and field.form is Is.NAME else ""
