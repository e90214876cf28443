"""Changes records of any kind: each function takes a registry and returns the changed one."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

from msgspec import Struct, structs

from hiephoi_cli.domain.calendar import show_date, some_day
from hiephoi_cli.domain.cell_text import cell_text
from hiephoi_cli.domain.fields import Field, fields, names_of_fields
from hiephoi_cli.domain.keys import new_key
from hiephoi_cli.domain.lookup import one, one_in, titled
from hiephoi_cli.domain.records import KINDS, Former, Member, Record, Registry, Table
from hiephoi_cli.domain.references import references, resolved
from hiephoi_cli.domain.suggest import named
from hiephoi_cli.domain.vietnamese import at_once, first_lower, fold, one_spelling, typed
from hiephoi_cli.domain.words import LeaveReason
from hiephoi_cli.errors import Conflict, InvalidData, NotFound, UsageError
from hiephoi_cli.i18n import _

R = TypeVar("R", bound=Record)


def add(registry: Registry, kind: str, values: Mapping[str, Any]) -> Registry:
    """Add a record after the others, with a new key unless it has one. Raises Conflict if it already exists."""
    table = KINDS[kind]
    resolved_values = _with_keys(registry, table, {name: value for name, value in values.items() if value is not None})
    if (name := table.key_field()) and name not in resolved_values:
        resolved_values[name] = new_key(registry, kind, resolved_values)
    record = table(**table.completed(resolved_values))
    refuse_known(record, getattr(registry, kind))
    return _with(registry, kind, (*getattr(registry, kind), record))


class Edit(Struct, frozen=True):
    """What becomes of a record: new values, fields to erase, and items to add to lists or take out of them."""

    values: Mapping[str, Any]
    cleared: Collection[str] = ()
    added: Mapping[str, Sequence[Any]] = {}
    dropped: Mapping[str, Sequence[Any]] = {}


def edit(registry: Registry, kind: str, key: str, change: Edit) -> Registry:
    """The record that KEY names, edited."""
    record = one_in(registry, KINDS[kind], key)
    new = edited(registry, record, change)
    refuse_taken(registry, kind, record, new)
    return replaced(registry, kind, record, new)


def edit_association(registry: Registry, change: Edit) -> Registry:
    """The registry with the association's own data edited."""
    return structs.replace(registry, association=edited(registry, registry.association, change))


def refuse_taken(registry: Registry, kind: str, record: Record, new: Record) -> None:
    """Raise Conflict where another record is what this one has become."""
    if any(getattr(new, name) != getattr(record, name) for name in (*new.identified_by, *new.recognised_by)):
        refuse_known(new, [other for other in getattr(registry, kind) if other is not record])


T = TypeVar("T", bound=Table)


def edited(registry: Registry, record: T, change: Edit) -> T:
    """The record, or a table that occurs once, as the edit leaves it."""
    table, values = type(record), change.values
    emptied = [_field_to_clear(table, name) for name in change.cleared]
    for field in emptied:
        if field.required:
            raise InvalidData(_("'{field}' cannot be empty").format(field=field.name))
        if field.name in values:
            raise UsageError(_("'{field}' cannot be both set and cleared").format(field=field.name))
    for name in {*change.added, *change.dropped} & {*values, *(field.name for field in emptied)}:
        raise UsageError(
            _("'{field}' cannot be both replaced and changed item by item").format(field=name),
            _("give either the whole list or what is added and dropped"),
        )
    empty = {field.name: default(table, field.name) for field in emptied}
    lists = _lists(record, _with_keys(registry, table, change.added), _with_keys(registry, table, change.dropped))
    return structs.replace(record, **_with_keys(registry, table, values), **empty, **lists)


def _lists(record: Table, added: Mapping[str, Any], dropped: Mapping[str, Any]) -> dict[str, Any]:
    """The lists of a record after items were taken out and added; what is there already is not added again."""
    lists: dict[str, Any] = {}
    for name in dict.fromkeys((*added, *dropped)):
        items = list(getattr(record, name))
        for item in dropped.get(name, ()):
            items.remove(_item(record, name, items, item))
        items = list(dict.fromkeys((*items, *added.get(name, ()))))
        formers = [item for item in items if isinstance(item, Former)]
        lists[name] = tuple(sorted(formers, key=lambda former: former.ended) or items)
    return lists


def _item(record: Table, name: str, items: Sequence[Any], wanted: Any) -> Any:  # noqa: ANN401  an item of any list
    """The item that is meant: one in another spelling, or a table typed in part. Raises NotFound."""
    for item in items:
        if item == wanted or (isinstance(item, str) and one_spelling(item) == one_spelling(wanted)):
            return item
    fitting = [
        item for item in items if isinstance(item, Table) and _typed_of(wanted).items() <= _typed_of(item).items()
    ]
    if len(fitting) == 1:
        return fitting[0]
    title = first_lower(_(fields(type(record))[name].title))
    raise NotFound(
        _("'{text}' is not among {field}").format(text=_as_typed(wanted), field=title),
        _("there are: {columns}").format(columns=", ".join(map(_as_typed, items)) or _("none")),
    )


def _typed_of(table: Table) -> dict[str, str]:
    """The values that a table has, as text by field."""
    return {name: text for name in table.__struct_fields__ if (text := cell_text(getattr(table, name)))}


def _as_typed(item: Any) -> str:  # noqa: ANN401  an item of any list
    """An item as an option takes it."""
    if isinstance(item, Table):
        return "'" + "; ".join(f"{name}={text}" for name, text in _typed_of(item).items()) + "'"
    return cell_text((item,))


def leave(registry: Registry, key: str, on: date, reason: LeaveReason) -> Registry:
    """End the membership of the member that KEY names. Raises Conflict if it has already ended."""
    member = one(registry.members, Member, key)
    if member.left:
        raise Conflict(
            _("{key} left on {day}").format(key=member.key, day=show_date(member.left)),
            f"hiephoi member edit {member.key} --left {some_day()}",
        )
    return replaced(registry, "members", member, structs.replace(member, left=on, left_reason=reason))


def remove(registry: Registry, kind: str, key: str, instead: str = "") -> Registry:
    """Remove the record that KEY names. Raises Conflict while other records refer to it; `instead` is a hint then."""
    record = one_in(registry, KINDS[kind], key)
    if referring := list(references(registry, kind, record.key)):
        message = _("'{key}' is used by {records}").format(key=record.key, records=_some(referring))
        raise Conflict(message, instead or _instead_of_removing(record))
    return _with(registry, kind, tuple(other for other in getattr(registry, kind) if other is not record))


def _instead_of_removing(record: Record) -> str:
    ending = f"hiephoi {record.command} {record.ended_by.format(key=record.key, day=some_day())}"
    return ending if record.ended_by else _("change or remove those first")


def _some(names: Sequence[str]) -> str:
    """The first three names, and the number of the rest."""
    more = f" (+{len(names) - 3})" if len(names) > 3 else ""  # noqa: PLR2004  three, as above
    return ", ".join(names[:3]) + more


def _with_keys(registry: Registry, table: type[Table], values: Mapping[str, Any]) -> dict[str, Any]:
    """The values with references turned into keys; an unknown reference is invalid, as in the file."""
    try:
        return resolved(registry, table, values)
    except NotFound as error:
        raise InvalidData(*error.reports[0]) from None


def refuse_known(record: Record, others: Sequence[Record]) -> None:
    """Raise Conflict if another record has the same key, or the same value in the surest field that both have."""
    for other in titled(others, type(record), record.label):
        raise Conflict(_there_already(other), f"hiephoi {record.command} show {typed(other.key)}")
    key, shared = record.key, _shared(record, others)
    for place, (other, its_key) in enumerate(zip(others, type(record).keys(others), strict=True)):
        if its_key == key:
            raise Conflict(_there_already(other), f"hiephoi {record.command} list")
        if name := shared.get(place):
            message = _there_already(other)
            if name != record.called_by:
                title = first_lower(_(fields(type(record))[name].title))
                taken = _("{field} '{value}' already belongs to '{owner}'")
                message = taken.format(field=title, value=getattr(other, name), owner=other.key)
            raise Conflict(message, f"hiephoi {record.command} show {typed(other.key)}")


def _there_already(record: Record) -> str:
    if record.label in record.key:
        return _("{noun} '{key}' already exists").format(noun=_(record.noun), key=record.key)
    return _("'{name}' already exists, as {key}").format(name=record.label, key=record.key)


def _shared(record: Record, others: Sequence[Record]) -> dict[int, str]:
    """By the places of others, the surest field that both have, where its value is the same in any spelling."""
    shared: dict[int, str] = {}
    undecided: Iterable[int] = range(len(others))
    for name in (name for name in record.recognised_by if getattr(record, name)):
        own = getattr(record, name)
        wanted = fold(str(own))
        given = [place for place in undecided if getattr(others[place], name)]
        folded = at_once(fold, [str(getattr(others[place], name)) for place in given])  # far quicker than a spelling
        alike = [place for place, text in zip(given, folded, strict=True) if text == wanted]
        shared |= {place: name for place in alike if _spelt(getattr(others[place], name)) == _spelt(own)}
        undecided = sorted({*undecided} - {*given})
    return shared


def _spelt(value: object) -> object:
    return one_spelling(value) if isinstance(value, str) else value


def _field_to_clear(table: type[Table], name: str) -> Field:
    """The field with that name, option or title. Raises UsageError."""
    return fields(table)[named(name, names_of_fields(table), _("no field '{field}'").format(field=name))]


def default(table: type[Table], name: str) -> Any:  # noqa: ANN401  the default of any field
    """A field's default."""
    return next(info.default for info in structs.fields(table) if info.name == name)


def replaced(registry: Registry, kind: str, old: R, new: R) -> Registry:
    """The registry with one record in the place of another, which is known by being the very same."""
    return _with(registry, kind, tuple(new if record is old else record for record in getattr(registry, kind)))


def _with(registry: Registry, kind: str, records: tuple[Record, ...]) -> Registry:
    return structs.replace(registry, **{kind: records})
