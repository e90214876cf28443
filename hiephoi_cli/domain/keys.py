"""The keys of new records: numbered, or made of what they hold."""

import re
from collections.abc import Iterator, Mapping
from itertools import count
from typing import Any

from hiephoi_cli.domain.fields import fields
from hiephoi_cli.domain.records import KINDS, Is, Record, Registry
from hiephoi_cli.domain.vietnamese import slug
from hiephoi_cli.errors import InvalidData
from hiephoi_cli.i18n import _


def new_key(registry: Registry, kind: str, values: Mapping[str, Any]) -> str:
    """The key of a new record with these values. Raises InvalidData where none follows."""
    table = KINDS[kind]
    return next(numbered(registry, kind)) if table.key_prefix else made_key(table, values)


def numbered(registry: Registry, kind: str) -> Iterator[str]:
    """The keys of new records, one after another: the numbers above the highest that is there."""
    prefix = prefix_of(registry, KINDS[kind])
    form = re.compile(rf"{re.escape(prefix)}-(\d{{1,9}})", re.ASCII)
    keys = map(form.fullmatch, KINDS[kind].keys(getattr(registry, kind)))
    highest = max((int(key[1]) for key in keys if key), default=0)
    return (f"{prefix}-{number:04}" for number in count(highest + 1))


def prefix_of(registry: Registry, table: type[Record]) -> str:
    """What numbered keys of a kind begin with; empty where keys are not numbered."""
    return getattr(registry.association, table.key_prefix) if table.key_prefix else ""


def made_key(table: type[Record], values: Mapping[str, Any]) -> str:
    """The key that is made of these values. Raises InvalidData where none follows."""
    declared, given = fields(table), [(name, values[name]) for name in table.key_from]
    made = "-".join(slug(value) if declared[name].form is Is.NAME else str(value) for name, value in given)
    if not made:
        raise InvalidData(
            _("no code follows from '{name}'").format(name=given[0][1] if given else ""),
            _("give one with `{option}`").format(option=declared[table.key_field()].option),
        )
    return made


def given_key(table: type[Record], values: Mapping[str, Any]) -> str | None:
    """The key that values give, or that follows from them for sure: that of a name is a guess."""
    sure = table.key_from and all(fields(table)[name].form is not Is.NAME for name in table.key_from)
    if sure and table.key_field() not in values and values.keys() >= {*table.key_from}:
        return made_key(table, values)
    return table.key_of(values)
