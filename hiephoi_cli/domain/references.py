"""Resolves references typed as words to keys, and finds the records that refer to one."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec import structs

from hiephoi_cli.domain.fields import Field, fields
from hiephoi_cli.domain.lookup import is_spelled, one
from hiephoi_cli.domain.records import KINDS, Record, Registry, Table
from hiephoi_cli.domain.suggest import did_you_mean
from hiephoi_cli.errors import InvalidData
from hiephoi_cli.i18n import _


def resolved(registry: Registry, table: type[Table], values: Mapping[str, Any]) -> dict[str, Any]:
    """The values with every reference turned into a key, also in nested tables.

    Raises NotFound or Conflict for words that match none or several, and InvalidData for wrong accents.
    """
    declared = fields(table)
    return {name: _resolved(registry, declared[name], value) for name, value in values.items()}


def _resolved(registry: Registry, field: Field, value: Any) -> Any:  # noqa: ANN401  the value of any field
    match value:
        case Table():
            return structs.replace(value, **resolved(registry, type(value), structs.asdict(value)))
        case tuple():
            items = [_resolved(registry, field, item) for item in value]
            return tuple(dict.fromkeys(items) if field.refers_to else items)
        case str() if field.refers_to:
            return named(registry, field.refers_to, value)
        case _:
            return value


def named(registry: Registry, kind: str, text: str) -> str:
    """The key of the record that a text names by key, tax code or words, with its accents or none. Raises as above."""
    records: Sequence[Record] = getattr(registry, kind)
    table = KINDS[kind]
    if any(record.key == text for record in records):
        return text
    record = one(records, table, text)
    if not is_spelled(record, text):
        raise InvalidData(
            _("no {noun} '{key}'").format(noun=_(table.noun), key=text), did_you_mean(record.key, [record.key])
        )
    return record.key


def references(registry: Registry, kind: str, key: str) -> Iterator[str]:
    """The records that refer to the one of that kind and key, as `members.HV-0001`."""
    for name, table in KINDS.items():
        for record in getattr(registry, name):
            if any(key in keys for keys in _keys_in(record, table, kind)):
                yield f"{name}.{record.key}"


def _keys_in(record: Any, table: Any, kind: str) -> Iterator[tuple[str, ...]]:  # noqa: ANN401  tables of any declaration
    """The keys of that kind in a record, field by field."""
    for field in fields(table).values():
        value = getattr(record, field.name)
        if field.refers_to == kind and value:
            yield value if field.many else (value,)
        elif inner := field.table():
            for item in value:
                yield from _keys_in(item, inner, kind)
