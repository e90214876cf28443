"""Keys that a merge changes, and the references that follow them."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from msgspec import structs

from hiephoi_cli.domain.fields import Field, fields
from hiephoi_cli.domain.records import Table

Keys = Mapping[str, Mapping[str, str]]
"""New keys by kind and old key."""


def following(table: Any, keys: Keys) -> Any:  # noqa: ANN401  a table of any declaration
    """A table whose references have followed the keys."""
    changed = {
        field.name: new
        for field in _referring(table.__class__)
        if (new := _value(field, old := getattr(table, field.name), keys)) is not old
    }
    return structs.replace(table, **changed) if changed else table


def _value(field: Field, value: Any, keys: Keys) -> Any:  # noqa: ANN401  the value of any field
    if field.table():
        items = tuple(following(item, keys) for item in value)
        return value if all(new is old for new, old in zip(items, value, strict=True)) else items
    renamed = keys.get(_kind(field), {})
    if not renamed or not value:
        return value
    if field.many:
        return tuple(dict.fromkeys(renamed.get(key, key) for key in value)) if renamed.keys() & {*value} else value
    return renamed.get(value, value)


def referred(table: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401  a table of any declaration
    """The kind and key of everything that a table refers to."""
    for field in _referring(table.__class__):
        value = getattr(table, field.name)
        if field.table():
            for item in value:
                yield from referred(item)
        elif value:
            for key in value if field.many else (value,):
                yield _kind(field), key


def _kind(field: Field) -> str:
    """The kind of records that a field refers to, or may name; empty if it does neither."""
    return field.refers_to or field.may_name or ""


@cache
def _referring(table: type[Table]) -> tuple[Field, ...]:
    """The fields that refer to records, or hold tables that do."""
    return tuple(
        field
        for field in fields(table).values()
        if _kind(field) or (field.many and (inner := field.table()) and _referring(inner))
    )
