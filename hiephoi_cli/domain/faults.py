"""Lists everything in the TOML values of a file that the declarations of the records do not allow."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from typing import Annotated, Literal, get_args, get_origin

import msgspec

from hiephoi_cli.domain.fields import Field, choice_named, fields
from hiephoi_cli.domain.partial_day import PartialDay
from hiephoi_cli.domain.problems import Place, Problem
from hiephoi_cli.domain.records import Is, Record, Registry, Rules, Table
from hiephoi_cli.domain.suggest import did_you_mean
from hiephoi_cli.domain.words import Choice, Severity
from hiephoi_cli.i18n import N_, _

UNKNOWN_KEY, MISSING_KEY, WRONG_VALUE = "unknown-key", "missing-key", "wrong-value"
"""The kinds of faults; like names of rules in reports."""
FAULTS = frozenset((UNKNOWN_KEY, MISSING_KEY, WRONG_VALUE))


def fits(value: object, field: Field) -> bool:
    """Whether a value may stand in a plain field, or be an item of its list."""
    if field.form is Is.DAY and isinstance(value, str):
        return PartialDay.read(value) is not None
    try:
        msgspec.convert(value, field.declared, builtin_types=(date,))
    except msgspec.ValidationError:
        return False
    return True


def faults(data: Mapping[str, object]) -> list[Problem]:
    """Every fault, table by table: first unknown keys, then fields in the order of their declarations."""
    return list(_table_faults(data, Registry, Place()))


def _table_faults(data: object, table: type[Table], place: Place) -> Iterator[Problem]:
    if not isinstance(data, Mapping):
        yield _fault(place, _expected(_("a table"), data))
        return
    declared = fields(table)
    for name in data:
        if name not in declared:
            yield from _undeclared(name, data[name], table, place.at(name))
    for name, field in declared.items():
        if name in data:
            yield from _field_faults(data[name], field, place.at(name))
        elif field.required:
            yield _fault(place, _("'{key}' is missing").format(key=name), _missing_hint(field), MISSING_KEY)


def _undeclared(name: str, value: object, table: type[Table], place: Place) -> Iterator[Problem]:
    """The fault of a key that is not a field; in `[rules]` it may be the name of a rule."""
    allowed = set(fields(table))
    if table is Rules:
        from hiephoi_cli.domain.rules import ALL_RULES

        allowed |= ALL_RULES.keys()
    choices = [severity.value for severity in Severity]
    if name not in allowed:
        yield _fault(place, _("unknown key '{key}'").format(key=name), did_you_mean(name, allowed), UNKNOWN_KEY)
    elif value not in choices:
        message = _("'{text}' is not one of {choices}").format(text=value, choices=", ".join(choices))
        yield _fault(place, message, did_you_mean(str(value), choices))


def _field_faults(value: object, field: Field, place: Place) -> Iterator[Problem]:
    if not field.many:
        yield from _value_faults(value, field, place)
    elif not isinstance(value, list):
        yield _fault(place, _expected(_("a list"), value))
    else:
        for index, item in enumerate(value):
            yield from _value_faults(item, field, place.item(index, _key(item, field)))


def _value_faults(value: object, field: Field, place: Place) -> Iterator[Problem]:
    if table := field.table():
        yield from _table_faults(value, table, place)
        return
    if not fits(value, field):
        yield _fault(place, *_explanation(value, field))


def _explanation(value: object, field: Field) -> tuple[str, str]:
    """What is wrong with the value of a field that is not a table, and a hint."""
    if issubclass(field.base, Choice) and isinstance(value, str):
        choices = [item.value for item in field.base]
        message = _("'{text}' is not one of {choices}").format(text=value, choices=", ".join(choices))
        if choice := choice_named(field.base, value):
            return message, _("write it as '{example}'").format(example=choice.value)
        return message, "" if field.base.is_law() else did_you_mean(value, choices)
    base = str if issubclass(field.base, Choice) else field.base
    is_number = base is float and isinstance(value, int)
    if not (isinstance(value, base) or is_number) or isinstance(value, bool | datetime):
        hint = _DAY_HINT if field.form is Is.DAY else _HINTS.get(base)
        return _expected(_(_TYPES[base]), value), _(hint) if hint else ""
    return _("'{text}' is not allowed").format(text=value), f"{field.name}: {_(field.description)}"


def _expected(wanted: str, value: object) -> str:
    actual = next((name for kind, name in _TYPES.items() if isinstance(value, kind)), N_("something else"))
    return _("expected {wanted}, found {actual}").format(wanted=wanted, actual=_(actual))


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
"""TOML's types in words, subclasses first: to Python, a `bool` is an `int`."""

_HINTS: dict[type, str] = {
    str: N_("write the value in double quotes"),
    date: N_("write the date without quotes and without a time: 2024-11-30"),
}
_DAY_HINT = N_('write the date without quotes and without a time: 2024-11-30; or "2024" or "2024-11" with quotes')


def _key(item: object, field: Field) -> str:
    """The key of an item that may be a record, if all its parts are there."""
    if not (isinstance(item, Mapping) and issubclass(field.base, Record)):
        return ""
    return field.base.key_of({name: value for name, value in item.items() if isinstance(value, str | date)}) or ""


def _missing_hint(field: Field) -> str:
    """How to add a field: with the only value that it may have, or a placeholder."""
    if field.table():
        return _("add the line `{line}`").format(line=f"[{field.name}]")
    declared = get_args(field.declared)[0] if get_origin(field.declared) is Annotated else field.declared
    value = get_args(declared)[0] if get_origin(declared) is Literal else "…"
    return _("add the line `{line}`").format(line=f"{field.name} = {value}")


def _fault(place: Place, message: str, hint: str = "", rule: str = WRONG_VALUE) -> Problem:
    return Problem(rule, Severity.ERROR, place, message, hint)
