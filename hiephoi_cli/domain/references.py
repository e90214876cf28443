"""Resolves references typed as words to keys, and finds or leaves out the records that refer to some."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any

from msgspec import structs

from hiephoi_cli.domain.fields import Field, fields
from hiephoi_cli.domain.lookup import is_spelled, one
from hiephoi_cli.domain.records import KINDS, Record, Registry, Table
from hiephoi_cli.domain.suggest import did_you_mean
from hiephoi_cli.domain.vietnamese import typed
from hiephoi_cli.errors import InvalidData, NotFound
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
        case str() if field.may_name:
            return key_or_words(registry, field.may_name)(value)
        case _:
            return value


def named(registry: Registry, kind: str, text: str) -> str:
    """The key of the record that a text names by key, tax code or words, with its accents or none. Raises as above."""
    records: Sequence[Record] = getattr(registry, kind)
    table = KINDS[kind]
    if any(record.key == text for record in records):
        return text
    try:
        record = one(records, table, text)
    except NotFound as error:
        [(message, hint)] = error.reports
        raise NotFound(message, hint if hint != _listing(table) else making(table, text)) from None
    if not is_spelled(record, text):
        raise InvalidData(
            _("no {noun} '{key}'").format(noun=_(table.noun), key=text), did_you_mean(record.key, [record.key])
        )
    return record.key


def key_or_words(registry: Registry, kind: str) -> Callable[[str], str]:
    """What gives the key of the one record that a text as a whole names, else the text itself."""
    from hiephoi_cli.domain.matching_thesaurus import Thesaurus  # only links name products

    return Thesaurus(getattr(registry, kind)).code_or_words


def making(table: type[Record], text: str) -> str:
    """The command that adds a record called so where that is all that is needed, else the one that lists them all."""
    return f"hiephoi {table.command} add {typed(text)}" if table.has_codes() else _listing(table)


def _listing(table: type[Record]) -> str:
    return f"hiephoi {table.command} list"


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
        if kind in {field.refers_to, field.may_name} and value:
            yield value if field.many else (value,)
        elif inner := field.table():
            for item in value:
                yield from _keys_in(item, inner, kind)


def only(registry: Registry, kind: str, keys: Collection[str]) -> Registry:
    """The registry with only these records of a kind, without the records and nested tables that refer to others."""
    kept = {name: tuple(_kept(getattr(registry, name), table, kind, keys)) for name, table in KINDS.items()}
    return structs.replace(registry, **{**kept, kind: tuple(one for one in kept[kind] if one.key in keys)})


def _kept(rows: Sequence[Any], table: type[Table], kind: str, keys: Collection[str]) -> Iterator[Any]:
    """The rows of a table that refer to no other records of that kind, with only these in their lists."""
    own = fields(table).values()
    single = [field.name for field in own if field.refers_to == kind and not field.many]
    listed = [(field.name, field.table()) for field in own if field.many and (field.refers_to == kind or field.table())]
    for row in rows:
        if any(key is not None and key not in keys for key in (getattr(row, name) for name in single)):
            continue
        lists = {name: (getattr(row, name), inner) for name, inner in listed}
        yield structs.replace(
            row,
            **{
                name: tuple(_kept(values, inner, kind, keys) if inner else (key for key in values if key in keys))
                for name, (values, inner) in lists.items()
            },
        )
