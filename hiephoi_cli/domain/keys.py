"""Makes keys for new records: numbered, or derived from their values."""

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
    """The key of a new record with these values. Raises InvalidData if none can be derived."""
    table = KINDS[kind]
    return next(numbered(registry, kind)) if table.key_prefix else made_key(table, values)


def numbered(registry: Registry, kind: str) -> Iterator[str]:
    """Keys for new records, numbered from above the highest in use."""
    prefix = prefix_of(registry, KINDS[kind])
    form = re.compile(rf"{re.escape(prefix)}-(\d{{1,9}})", re.ASCII)
    keys = map(form.fullmatch, KINDS[kind].keys(getattr(registry, kind)))
    highest = max((int(key[1]) for key in keys if key), default=0)
    return (f"{prefix}-{number:04}" for number in count(highest + 1))


def prefix_of(registry: Registry, table: type[Record]) -> str:
    """The prefix of a kind's numbered keys; empty if its keys are not numbered."""
    return getattr(registry.association, table.key_prefix) if table.key_prefix else ""


def made_key(table: type[Record], values: Mapping[str, Any]) -> str:
    """The key derived from these values. Raises InvalidData if none can be."""
    declared, parts = fields(table), [(name, values[name]) for name in table.key_from]
    key = "-".join(slug(value) if declared[name].form is Is.NAME else str(value) for name, value in parts)
    if not key:
        raise InvalidData(
            _("no code can be derived from '{name}'").format(name=parts[0][1] if parts else ""),
            _("choose one with `{option}`").format(option=declared[table.key_field()].option),
        )
    return key


def given_key(table: type[Record], values: Mapping[str, Any]) -> str | None:
    """The key among the values, or derived from them; a key derived from a name is only a guess, so not given."""
    is_certain = table.key_from and all(fields(table)[name].form is not Is.NAME for name in table.key_from)
    if is_certain and table.key_field() not in values and values.keys() >= {*table.key_from}:
        return made_key(table, values)
    return table.key_of(values)
