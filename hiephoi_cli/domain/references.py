"""References between records: typed as words, they become keys; and who refers to a record."""

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
    """The values with a key in every field that refers to a record, in the tables inside them too.

    Raises NotFound or Conflict for words that name none or several, and InvalidData for accents that no record has.
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
    """The key of the record that a text names: its key, its tax code, or words that fit no other.

    Words may go without accents, but have no others than the record has. Raises as above.
    """
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
    """The records that name the one of that kind and key, as `members.HV-0001`."""
    for name, table in KINDS.items():
        for record in getattr(registry, name):
            if any(key in held for held in _held(record, table, kind)):
                yield f"{name}.{record.key}"


def _held(record: Any, table: Any, kind: str) -> Iterator[tuple[str, ...]]:  # noqa: ANN401  tables of any declaration
    """The keys of that kind that a record holds."""
    for field in fields(table).values():
        value = getattr(record, field.name)
        if field.refers_to == kind and value:
            yield value if field.many else (value,)
        elif inner := field.table():
            for item in value:
                yield from _held(item, inner, kind)
