"""Plain TOML values become a registry, or the complete list of what keeps them from it."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from enum import StrEnum

import msgspec

from hiephoi_cli.domain.fields import Field, fields
from hiephoi_cli.domain.problems import Place, Problem, Severity
from hiephoi_cli.domain.records import Registry, Table
from hiephoi_cli.domain.suggest import did_you_mean
from hiephoi_cli.i18n import N_, _


def registry_of(data: Mapping[str, object]) -> Registry | None:
    """The registry that the values describe, or None where they break the declarations of the records."""
    try:
        return msgspec.convert(data, Registry, builtin_types=(date,))
    except msgspec.ValidationError:
        return None


def faults(data: Mapping[str, object]) -> list[Problem]:
    """Every departure of the values from the declarations of the records, in the order of these."""
    return list(_table_faults(data, Registry, Place()))


def _table_faults(data: object, table: type[Table], place: Place) -> Iterator[Problem]:
    if not isinstance(data, Mapping):
        yield _fault(place, _expected(_("a table"), data))
        return
    declared = fields(table)
    for name in data:
        if name not in declared:
            message = _("unknown key '{key}'").format(key=name)
            yield _fault(place.at(name), message, did_you_mean(name, declared))
    for name, field in declared.items():
        if name in data:
            yield from _field_faults(data[name], field, place.at(name))
        elif field.required:
            yield _fault(place, _("'{key}' is missing").format(key=name))


def _field_faults(value: object, field: Field, place: Place) -> Iterator[Problem]:
    if not field.many:
        yield from _value_faults(value, field, place)
    elif not isinstance(value, list):
        yield _fault(place, _expected(_("a list"), value))
    else:
        for index, item in enumerate(value):
            yield from _value_faults(item, field, place.item(index, _key(item)))


def _value_faults(value: object, field: Field, place: Place) -> Iterator[Problem]:
    if table := field.table():
        yield from _table_faults(value, table, place)
        return
    try:
        msgspec.convert(value, field.declared, builtin_types=(date,))
    except msgspec.ValidationError:
        yield _fault(place, *_explanation(value, field))


def _explanation(value: object, field: Field) -> tuple[str, str]:
    """What is wrong with a value of a plain field, and what to do about it."""
    if issubclass(field.base, StrEnum) and isinstance(value, str):
        choices = [item.value for item in field.base]
        message = _("'{text}' is not one of {choices}").format(text=value, choices=", ".join(choices))
        return message, did_you_mean(value, choices)
    if not isinstance(value, field.base) or isinstance(value, bool | datetime):
        return _expected(_(_TYPES[field.base]), value), _(_HINTS.get(field.base, ""))
    return _("'{text}' is not allowed").format(text=value), f"{field.name}: {_(field.description)}"


def _expected(wanted: str, value: object) -> str:
    found = next((name for kind, name in _TYPES.items() if isinstance(value, kind)), N_("something else"))
    return _("expected {wanted}, found {found}").format(wanted=wanted, found=_(found))


_TYPES: dict[type, str] = {
    str: N_("text"),
    bool: N_("true or false"),
    int: N_("a whole number"),
    float: N_("a decimal number"),
    datetime: N_("a date with a time"),
    date: N_("a date"),
    time: N_("a time of day"),
    list: N_("a list"),
    Mapping: N_("a table"),
}
"""TOML's types in words; the narrower before the wider, as `bool` is an `int` to Python."""

_HINTS: dict[type, str] = {
    str: N_("write the value in double quotes"),
    date: N_("write the date without quotes and without a time: 2024-11-30"),
}


def _key(item: object) -> str:
    """The id or code of what may be a record."""
    if isinstance(item, Mapping):
        return next((key for key in (item.get("id"), item.get("code")) if isinstance(key, str)), "")
    return ""


def _fault(place: Place, message: str, hint: str = "") -> Problem:
    return Problem("schema", Severity.ERROR, place, message, hint)
