"""How the values of fields are shown to people."""

from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any

from hiephoi_cli.domain.calendar import show_date
from hiephoi_cli.domain.cell_text import show_number
from hiephoi_cli.domain.fields import Field, fields
from hiephoi_cli.domain.in_line import between, line_fields
from hiephoi_cli.domain.records import Former, Record, Registry, Table
from hiephoi_cli.domain.words import Choice
from hiephoi_cli.i18n import _


def shower(registry: Registry | None, field: Field) -> Callable[[Any], str]:
    """How the value of a field is shown to people."""
    shown, joint = item_shower(registry, field), between(field)
    return (lambda value: joint.join(map(shown, value))) if field.many else shown


def in_words(registry: Registry, table: type[Record]) -> Callable[[Record], str]:
    """What gives the sentence about a record of a kind that has one."""
    showers = {name: shower(registry, field) for name, field in fields(table).items()}

    def sentence(record: Record) -> str:
        return _(record.in_words).format(**{name: show(getattr(record, name)) for name, show in showers.items()})

    return sentence


def names_of(registry: Registry | None, field: Field) -> Mapping[str, str]:
    """What people call the records that a field refers to, or may name, by key, in the order of the file."""
    kind = field.refers_to or field.may_name
    return registry.labels(kind) if registry and kind else {}


def item_shower(registry: Registry | None, field: Field) -> Callable[[Any], str]:
    """How one value of a field is shown to people."""
    names, inner = names_of(registry, field), [_in_line(registry, one) for one in line_fields(field)]
    former = _former(registry, field.table())

    def shown(value: object) -> str:  # noqa: PLR0911  a line a type
        match value:
            case None | False:
                return ""
            case True:
                return _("yes")
            case Choice():
                return _(value.shown)
            case date():
                return show_date(value)
            case float():
                return show_number(value)
            case Table():
                return former(value) if isinstance(value, Former) else " ".join(filter(None, (f(value) for f in inner)))
            case _:
                return names.get(str(value), str(value)) if names else str(value)

    often_the_same = issubclass(field.base, (date, StrEnum))  # and slow to show: each asks for the reader's language
    return cache(shown) if often_the_same else shown


def _former(registry: Registry | None, table: type[Table] | None) -> Callable[[Former], str]:
    """How what held before is shown: `name (until day)`, and a membership as the days that it lasted."""
    if table is None or not issubclass(table, Former):
        return lambda _former: ""
    end = table.identified_by[-1]
    first, *others = (shower(registry, one) for name, one in fields(table).items() if name != end)
    names = [name for name in fields(table) if name != end]
    is_period = issubclass(fields(table)[names[0]].base, date)

    def shown(item: Former) -> str:
        value, day = first(item.value), show_date(item.ended)
        parts = [f"{value or '…'} – {day}" if is_period else value or _("not recorded")]
        parts += [show(getattr(item, name)) for show, name in zip(others, names[1:], strict=True)]
        if not is_period:
            parts.append(_("until {day}").format(day=day))
        return parts[0] + f" ({', '.join(filter(None, parts[1:]))})" if any(parts[1:]) else parts[0]

    return shown


def _in_line(registry: Registry | None, field: Field) -> Callable[[Table], str]:
    """How a field is shown of a table that is one of several in a cell: a yes is a tick."""
    shown = shower(registry, field)

    def in_line(table: Table) -> str:
        value = getattr(table, field.name)
        return "✓" if value is True else shown(value)

    return in_line
