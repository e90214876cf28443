"""Sentences about what a merge could not decide, and what it renumbered."""

from typing import Any

from hiephoi_cli.domain.fields import fields
from hiephoi_cli.domain.merging_result import Conflict, Renumbered, Why
from hiephoi_cli.domain.records import KINDS, TABLES, Record, Registry, Table
from hiephoi_cli.domain.union import shown
from hiephoi_cli.domain.vietnamese import first_lower
from hiephoi_cli.i18n import _


def sentence(conflict: Conflict) -> str:
    """What both sides did that cannot both hold."""
    what = _what(conflict)
    if conflict.field:
        both = _("{field}: ours {ours}, theirs {theirs}").format(
            field=_field(conflict), ours=_value(conflict.ours), theirs=_value(conflict.theirs)
        )
        return _with_reason(f"{what}: {both}", conflict)
    if conflict.why is Why.IN_USE:
        text = (
            _("{what} was removed by ours, but theirs still needs it: {said}")
            if conflict.ours is None
            else _("{what} was removed by theirs, but ours still needs it: {said}")
        )
        return text.format(what=what, said=conflict.said)
    if conflict.why is Why.RULE and conflict.ours is None:
        return _with_reason(_("{what} of theirs is left out").format(what=what), conflict)
    text = (
        _("{what} was removed by ours, but changed by theirs")
        if conflict.ours is None
        else _("{what} was removed by theirs, but changed by ours")
    )
    return _with_reason(text.format(what=what), conflict)


def _with_reason(text: str, conflict: Conflict) -> str:
    return f"{text} ({conflict.said})" if conflict.said else text


def _what(conflict: Conflict) -> str:
    """The record, or the table of which there is one."""
    if conflict.kind not in KINDS:
        return first_lower(_(fields(Registry)[conflict.kind].title))
    record = next((side for side in (conflict.ours, conflict.theirs, conflict.base) if isinstance(side, Record)), None)
    name = f"{_(KINDS[conflict.kind].noun)} '{conflict.key}'"
    return f"{name} ({record.label})" if record and record.label not in conflict.key else name


def _field(conflict: Conflict) -> str:
    field = fields(TABLES[conflict.kind]).get(conflict.field)
    return _(field.title) if field else conflict.field


def _value(value: Any) -> str:  # noqa: ANN401  the value of any field
    if isinstance(value, tuple) and value and isinstance(value[0], Table):
        return "'{}'".format(", ".join(map(_in_line, value)))
    return "∅" if value in (None, ()) else f"'{shown(value)}'"


def _in_line(table: Table) -> str:
    """A table in a list, by what says most of it."""
    values = (getattr(table, name) for name in table.in_line or table.__struct_fields__)
    return " ".join("✓" if value is True else shown(value) for value in values if value not in (None, False, ()))


def renumbered_in_words(renumbered: Renumbered) -> str:
    """Which record of ours got another key."""
    record = renumbered.record
    text = (
        _("both sides added {label}: it is one {noun}, {new}; ours was {old}")
        if renumbered.is_same
        else _("both sides added {noun} {old}: theirs keeps it, ours is now {new} ({label})")
    )
    return text.format(label=record.label, noun=_(record.noun), old=renumbered.old, new=record.key)
