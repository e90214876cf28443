"""Changes of sectors, offices and members: each takes a registry and gives the changed one."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import count
from typing import Any, TypeVar

from msgspec import structs

from hiephoi_cli.domain.calendar import show_date
from hiephoi_cli.domain.fields import Field, fields, names_of_fields
from hiephoi_cli.domain.lookup import one
from hiephoi_cli.domain.records import KINDS, Member, Record, Registry
from hiephoi_cli.domain.suggest import named
from hiephoi_cli.domain.vietnamese import one_spelling, slug
from hiephoi_cli.domain.words import LeaveReason
from hiephoi_cli.errors import Conflict, InvalidData, UsageError
from hiephoi_cli.i18n import _

R = TypeVar("R", bound=Record)


def add_member(registry: Registry, values: Mapping[str, Any]) -> Registry:
    """A new member under the next free id. Raises Conflict where its tax code or its name is taken."""
    member = Member(id=next(free_ids(registry)), **_with_codes(registry, Member, values))
    _refuse_known(member, registry.members)
    return _with(registry, "members", (*registry.members, member))


def add_coded(registry: Registry, kind: str, values: Mapping[str, Any]) -> Registry:
    """A new sector or office; its code follows from the name where none is given. Raises Conflict where it is taken."""
    code = values.get("code") or slug(values["name"])
    if not code:
        raise InvalidData(_("no code follows from '{name}'").format(name=values["name"]), _("give one with `--code`"))
    records = getattr(registry, kind)
    record = KINDS[kind](**{**values, "code": code})
    for other in records:
        if other.key == code or one_spelling(other.label) == one_spelling(record.label):
            raise Conflict(
                _("'{name}' is there already, as {key}").format(name=other.label, key=other.key),
                f"hiephoi {record.command} list",
            )
    return _with(registry, kind, (*records, record))


def edit(registry: Registry, kind: str, key: str, values: Mapping[str, Any], cleared: Collection[str] = ()) -> Registry:
    """The record that KEY names with other values, and with those of the cleared fields erased."""
    table = KINDS[kind]
    emptied = [_field_to_clear(table, name) for name in cleared]
    for field in emptied:
        if field.required:
            raise InvalidData(_("'{field}' cannot be empty").format(field=field.name))
        if field.name in values:
            raise UsageError(_("'{field}' cannot be both set and cleared").format(field=field.name))
    record = one(getattr(registry, kind), table, key)
    empty = {field.name: default(table, field.name) for field in emptied}
    new = structs.replace(record, **_with_codes(registry, table, values), **empty)
    if isinstance(new, Member) and (new.name, new.tax_code) != (record.name, record.tax_code):
        _refuse_known(new, [member for member in registry.members if member is not record])
    return _replaced(registry, kind, record, new)


def leave(registry: Registry, key: str, on: date, reason: LeaveReason) -> Registry:
    """The member that KEY names, its membership ended. Raises Conflict where it ended before."""
    member = one(registry.members, Member, key)
    if member.left:
        raise Conflict(
            _("{key} left on {day}").format(key=member.key, day=show_date(member.left)),
            f"hiephoi member edit {member.key} --left {_('YYYY-MM-DD')}",
        )
    return _replaced(registry, "members", member, structs.replace(member, left=on, left_reason=reason))


def remove(registry: Registry, kind: str, key: str) -> Registry:
    """The registry without the record that KEY names. Raises Conflict while others refer to it."""
    record = one(getattr(registry, kind), KINDS[kind], key)
    if referring := list(references(registry, kind, record.key)):
        raise Conflict(
            _("'{key}' is named by {records}").format(key=record.key, records=_some(referring)),
            f"hiephoi member leave {record.key} --on {_('YYYY-MM-DD')} --reason resigned"
            if isinstance(record, Member)
            else _("change or remove those first"),
        )
    return _with(registry, kind, tuple(other for other in getattr(registry, kind) if other is not record))


def references(registry: Registry, kind: str, key: str) -> Iterator[str]:
    """The records that name the one of that kind and key, as `members.HV-0001`."""
    for name, table in KINDS.items():
        for record in getattr(registry, name):
            if any(key in named for named in _named(record, table, kind)):
                yield f"{name}.{record.key}"


def _some(names: Sequence[str]) -> str:
    """The first three names, and how many more there are."""
    more = f" (+{len(names) - 3})" if len(names) > 3 else ""  # noqa: PLR2004  three, as above
    return ", ".join(names[:3]) + more


def _named(record: Any, table: Any, kind: str) -> Iterator[tuple[str, ...]]:  # noqa: ANN401  tables of any declaration
    for field in fields(table).values():
        value = getattr(record, field.name)
        if field.refers_to == kind and value:
            yield value if field.many else (value,)
        elif inner := field.table():
            for item in value:
                yield from _named(item, inner, kind)


def _refuse_known(member: Member, others: Iterable[Member]) -> None:
    """Raise Conflict where another has the same tax code, or the same name and no tax code that tells them apart."""
    for other in others:
        show = f"hiephoi member show {other.key}"
        if member.tax_code and other.tax_code == member.tax_code:
            message = _("tax code '{code}' belongs to '{owner}' already").format(code=other.tax_code, owner=other.key)
            raise Conflict(message, show)
        told_apart = member.tax_code and other.tax_code
        if one_spelling(member.name) == one_spelling(other.name) and not told_apart:
            raise Conflict(_("'{name}' is there already, as {key}").format(name=other.name, key=other.key), show)


def _with_codes(registry: Registry, table: type[Record], values: Mapping[str, Any]) -> dict[str, Any]:
    """The values with codes for the names of sectors, where somebody gave the very name."""
    codes = {one_spelling(sector.name): sector.code for sector in registry.sectors}
    return {
        name: tuple(codes.get(one_spelling(item), item) for item in value)
        if fields(table)[name].refers_to == "sectors"
        else value
        for name, value in values.items()
    }


def _field_to_clear(table: type[Record], name: str) -> Field:
    """The field of that name, option or title. Raises UsageError."""
    return fields(table)[named(name, names_of_fields(table), _("no field '{field}'").format(field=name))]


def free_ids(registry: Registry) -> Iterator[str]:
    """The ids of new members, one after another: the numbers above the highest that is there."""
    prefix = registry.association.member_prefix
    numbers = (re.fullmatch(rf"{re.escape(prefix)}-(\d{{1,9}})", member.id, re.ASCII) for member in registry.members)
    highest = max((int(found[1]) for found in numbers if found), default=0)
    return (f"{prefix}-{number:04}" for number in count(highest + 1))


def default(table: type[Record], name: str) -> Any:  # noqa: ANN401  the default of any field
    """What a field holds where nothing is given."""
    return next(info.default for info in structs.fields(table) if info.name == name)


def _replaced(registry: Registry, kind: str, old: R, new: R) -> Registry:
    return _with(registry, kind, tuple(new if record is old else record for record in getattr(registry, kind)))


def _with(registry: Registry, kind: str, records: tuple[Record, ...]) -> Registry:
    return structs.replace(registry, **{kind: records})
