"""Turns TOML values into a registry."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any, TypeVar

import msgspec

from hiephoi_cli.domain.fields import Field, fields
from hiephoi_cli.domain.partial_day import PartialDay
from hiephoi_cli.domain.records import Is, Registry, Rules, Table

T = TypeVar("T")


def registry_of(data: Mapping[str, object]) -> Registry | None:
    """The registry that the values describe, or None if they depart from the declarations of the records."""
    given = _with_severities(data)
    if (registry := _converted(given)) is not None:
        return registry
    days: list[PartialSpot] = []
    whole = _with_whole_days(given, Registry, (), days)
    registry = _converted(whole) if days else None
    return with_partial_days(registry, days) if registry is not None else None


PartialSpot = tuple[tuple[str | int, ...], str]
"""The path to a day of which only the year or month is known, and how it is written."""


def _converted(data: Mapping[str, object]) -> Registry | None:
    """The registry, one table or list after the other: for the whole, msgspec would study all kinds of records."""
    declared = Registry.__annotations__
    if not data.keys() <= declared.keys():
        return None
    try:
        values = {name: msgspec.convert(value, declared[name], builtin_types=(date,)) for name, value in data.items()}
    except msgspec.ValidationError:
        return None
    try:
        return Registry(**values)
    except TypeError:  # a table is missing
        return None


def _with_whole_days(data: Any, table: type[Table], way: tuple[str | int, ...], days: list[PartialSpot]) -> Any:  # noqa: ANN401
    """The values of a table with a first day in place of each partial one; `days` collects those."""
    if not isinstance(data, Mapping):
        return data
    changed: dict[str, Any] = {}
    for name in _day_fields(table):
        if day := PartialDay.read(data.get(name)):
            changed[name] = day.first
            days.append(((*way, name), data[name]))
    for name, inner in _inner_tables(table).items():
        if isinstance(items := data.get(name), list):
            changed[name] = [
                _with_whole_days(item, inner, (*way, name, place), days) for place, item in enumerate(items)
            ]
    return {**data, **changed} if changed else data


def value_of(field: Field, value: Any) -> Any:  # noqa: ANN401  any TOML or JSON value, of any field
    """The value that a field has where the file has this one. Raises ValidationError if it departs from the field."""
    if field.form is Is.DAY and (day := PartialDay.read(value)):
        return day
    kind = tuple[field.declared, ...] if field.many else field.declared  # type: ignore[name-defined]
    inner, days = field.table(), list[PartialSpot]()
    if inner and field.many and isinstance(value, list):
        value = [_with_whole_days(item, inner, (place,), days) for place, item in enumerate(value)]
    return with_partial_days(msgspec.convert(value, kind), days)


def with_partial_days(values: T, days: Sequence[PartialSpot]) -> T:
    """A registry or values of it, which were just made, with their partial days put back in place."""
    for way, written in days:
        table: Any = values
        for step in way[:-1]:
            table = table[step] if isinstance(step, int) else getattr(table, step)
        msgspec.structs.force_setattr(table, str(way[-1]), PartialDay.read(written))
    return values


def partial_days(table: Table, way: tuple[str | int, ...] = ()) -> Iterator[PartialSpot]:
    """The partial days of a registry."""
    for name in _day_fields(type(table)):
        if isinstance(day := getattr(table, name), PartialDay):
            yield (*way, name), day.isoformat()
    for name in _inner_tables(type(table)):
        for place, item in enumerate(getattr(table, name)):
            yield from partial_days(item, (*way, name, place))


@cache
def _day_fields(table: type[Table]) -> tuple[str, ...]:
    return tuple(name for name, field in fields(table).items() if field.form is Is.DAY)


@cache
def _inner_tables(table: type[Table]) -> dict[str, type[Table]]:
    """The lists of tables in a table, which days stand in at any depth."""
    lists = {name: inner for name, field in fields(table).items() if field.many and (inner := field.table())}
    return {name: inner for name, inner in lists.items() if _day_fields(inner) or _inner_tables(inner)}


def _with_severities(data: Mapping[str, object]) -> Mapping[str, object]:
    """The values with the severities in `[rules]` gathered under `severity`."""
    rules = data.get("rules")
    if not isinstance(rules, Mapping) or not (names := rules.keys() - fields(Rules).keys()):
        return data
    from hiephoi_cli.domain.rules import ALL_RULES  # the rules themselves are not needed for reading

    rest = {name: value for name, value in rules.items() if name not in names & ALL_RULES.keys()}
    return {**data, "rules": {**rest, "severity": {name: rules[name] for name in names & ALL_RULES.keys()}}}
