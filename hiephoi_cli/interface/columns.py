"""The columns of a listing, derived from the fields of its records."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from msgspec import structs

from hiephoi_cli.domain.derived import DERIVED, Derived
from hiephoi_cli.domain.fields import Field, fields, names_of_fields
from hiephoi_cli.domain.records import KINDS, Candidate, Former, Record, Registry, Table
from hiephoi_cli.domain.suggest import named
from hiephoi_cli.domain.vietnamese import first_lower
from hiephoi_cli.domain.words import Choice
from hiephoi_cli.i18n import _, ngettext
from hiephoi_cli.output.listing import Column, Group, Listing, Row, Way
from hiephoi_cli.output.listing_formats import forms_of

if TYPE_CHECKING:
    from hiephoi_cli.domain.matching_thesaurus import Thesaurus


def listing(
    registry: Registry, table: type[Table], records: Sequence[Table], title: str = "", *, day: date | None = None
) -> Listing:
    """The records with a column for each field, in the order of the file.

    On a day there are more columns, of what the fields imply, for whoever names them.
    """
    more = [_derived(registry, table, derived, day) for derived in DERIVED.get(table, ()) if day]
    return Listing(
        columns=_columns(registry, table, day), rows=records, more=more, title=title, formats=forms_of(registry, table)
    )


def _columns(registry: Registry, table: type[Table], day: date | None) -> list[Column]:
    return [_column(registry, field, table, day, attrgetter(name)) for name, field in fields(table).items()]


def one(registry: Registry, record: Record, day: date | None = None) -> Listing:
    """One record, to be shown whole."""
    return structs.replace(listing(registry, type(record), [record], day=day), single=True)


def with_derived(found: Listing) -> Listing:
    """The listing with what follows from other records, where people look for it without asking."""
    return structs.replace(found, columns=[*found.columns, *(one for one in found.more if one.everyday is not None)])


def grouped(registry: Registry, found: Listing, table: type[Record], by: str) -> Listing:
    """The listing with its rows under a title for each value of a field; those without a value come last.

    A row with several values stands under each. Raises UsageError for an unknown field.
    """
    field = _field_named(table, by)
    titles = _names(registry, field)
    meant = _key_or_words(registry, field.may_name) if field.may_name else None
    rows: dict[object, list[Record]] = {
        key: [] for key in titles or sorted(_all_values(found, field), key=_order(field))
    }
    without: list[Record] = []
    for record in found.rows:
        values = _values(record, field)
        for value in values:
            rows.setdefault(meant(str(value)) if meant else value, []).append(record)
        if not values:
            without.append(record)
    shown = _shower(registry, field)
    groups = [Group(_programs(value), shown(value), some) for value, some in rows.items() if some]
    if without:
        groups.append(Group("", without_value(field), without))
    return structs.replace(found, groups=groups, grouped_by=field.option.removeprefix("--"))


def without_value(field: Field) -> str:
    """The title of records that have no value in a field."""
    unassigned = field.many and field.refers_to
    title = _("Without: {field}") if unassigned else _("No value: {field}")
    return title.format(field=first_lower(_(field.title)))


def _field_named(table: type[Record], name: str) -> Field:
    return fields(table)[named(name, names_of_fields(table), _("no field '{field}'").format(field=name))]


def _column(
    registry: Registry, field: Field, table: type[Table], day: date | None, value: Callable[[Any], Any]
) -> Column:
    """The column of a field of a table, or of what is read and shown like one."""
    in_words = cache(lambda: shower(registry, field))  # not for programs
    order = cache(lambda: _order(field))  # only for sorting
    everyday = table.columns
    shown = _qualified(table, field, lambda row: in_words()(value(row)))
    inner = field.table()
    tally = _TALLIES.get(inner) if inner else None

    def row_order(row: Row) -> object:
        return list(map(order(), value(row))) if field.many else order()(value(row))

    return Column(
        key=field.name,
        title=_(field.title),
        also=field.names,
        plain=_plain_tables(value) if inner else value,
        shown=shown,
        brief=(lambda row: tally(value(row))) if tally else None,
        order=row_order,
        everyday=everyday.index(field.name) if field.name in everyday else None,
        numeric=field.base in {int, float},
        field=field,
        whole=shown,
        key_of=_key_of(registry, field),
        way=_way(registry, field, day, value),
    )


def _qualified(table: type[Table], field: Field, shown: Callable[[Row], str]) -> Callable[[Row], str]:
    """The text of a row, as `Acting Chairman` where another field qualifies this one."""
    name, flag, text = getattr(table, "qualified", None) or ("", "", "")
    if name != field.name:
        return shown
    qualifies = attrgetter(flag)
    return lambda row: _(text).format(value=shown(row)) if qualifies(row) else shown(row)


def _plain_tables(value: Callable[[Any], Any]) -> Callable[[Row], object]:
    """The tables of a row for programs."""

    def tables(row: Row) -> object:
        items = value(row)
        return [structs.asdict(item) for item in items] if items else items

    return tables


def _key_of(registry: Registry, field: Field) -> Callable[[str], str] | None:
    """What gives the key of the record that a text names."""
    if field.may_name:
        return _key_or_words(registry, field.may_name)
    kind = field.refers_to
    if not kind:
        return None

    def key(text: str) -> str:
        from hiephoi_cli.domain.references import named  # only for conditions

        return named(registry, kind, text)

    return key


def _key_or_words(registry: Registry, kind: str) -> Callable[[str], str]:
    """What gives the key of the record that words name, else the words."""

    @cache
    def thesaurus() -> "Thesaurus":
        from hiephoi_cli.domain.matching_thesaurus import Thesaurus  # only for conditions and groups

        return Thesaurus(getattr(registry, kind))

    return lambda text: thesaurus().code_or_words(text)


def _derived(registry: Registry, table: type[Table], derived: Derived, day: date) -> Column:
    """The column of what follows from other records."""
    column = _column(registry, derived.field, table, day, derived.of(registry, day))
    shown = derived.shown(registry, day) if derived.shown else column.shown
    return structs.replace(column, everyday=derived.everyday, shown=shown, whole=shown)


def _candidates(stood: Sequence[Candidate]) -> str:
    """How many stood in an election, and how many of them were elected; nothing where none is known."""
    elected = sum(one.elected for one in stood)
    said = ngettext("{n} candidate, {elected} elected", "{n} candidates, {elected} elected", len(stood))
    return said.format(n=len(stood), elected=elected) if stood else ""


_TALLIES: Mapping[type[Table], Callable[[Any], str]] = {Candidate: _candidates}
"""What a cell says in place of a long list of tables, unless somebody asks for the column by name."""


def _way(registry: Registry, field: Field, day: date | None, value: Callable[[Any], Any]) -> Way | None:
    """The way to the records that a field refers to, or to the tables that it holds."""
    kind, inner = field.refers_to or field.may_name, field.table()
    table = KINDS[kind] if kind else inner
    if table is None:
        return None

    meant = _key_or_words(registry, kind) if kind and field.may_name else str

    @cache
    def by_key() -> Mapping[str, Record]:
        return {record.key: record for record in getattr(registry, kind)} if kind else {}

    def rows(row: Row) -> Sequence[Row]:
        held = value(row)
        values = held if field.many else () if held is None else (held,)
        return [by_key()[key] for key in map(meant, values) if key in by_key()] if kind else values

    return Way(lambda: listing(registry, table, (), day=day).known, rows, many=field.many)


def shower(registry: Registry | None, field: Field) -> Callable[[Any], str]:
    """How the value of a field is shown to people."""
    shown = _shower(registry, field)
    return (lambda value: ", ".join(map(shown, value))) if field.many else shown


def in_words(registry: Registry, table: type[Record]) -> Callable[[Record], str]:
    """What gives the sentence about a record of a kind that has one."""
    showers = {name: shower(registry, field) for name, field in fields(table).items()}

    def sentence(record: Record) -> str:
        return _(record.in_words).format(**{name: show(getattr(record, name)) for name, show in showers.items()})

    return sentence


def _names(registry: Registry | None, field: Field) -> Mapping[str, str]:
    """What people call the records that a field refers to, or may name, by key, in the order of the file."""
    kind = field.refers_to or field.may_name
    return registry.labels(kind) if registry and kind else {}


def _shower(registry: Registry | None, field: Field) -> Callable[[Any], str]:
    """How one value of a field is shown to people."""
    from hiephoi_cli.domain.calendar import show_date  # lists for programs do without
    from hiephoi_cli.domain.cell_text import show_number

    names, inner = _names(registry, field), [_in_line(registry, one) for one in _line_fields(field.table())]
    former = _former(registry, field.table())

    def shown(value: object) -> str:  # noqa: PLR0911  a line a type
        match value:
            case None | False:
                return ""
            case True:
                return _("yes")
            case Choice():
                return _(value.shown)
            case date():
                return show_date(value)
            case float():
                return show_number(value)
            case Table():
                return former(value) if isinstance(value, Former) else " ".join(filter(None, (f(value) for f in inner)))
            case _:
                return names.get(str(value), str(value)) if names else str(value)

    often_the_same = issubclass(field.base, (date, StrEnum))  # and dear: each asks for the reader's language
    return cache(shown) if often_the_same else shown


def _former(registry: Registry | None, table: type[Table] | None) -> Callable[[Former], str]:
    """How what held before is shown: `name (until day)`, and a membership as the days that it lasted."""
    if table is None or not issubclass(table, Former):
        return lambda _former: ""
    from hiephoi_cli.domain.calendar import show_date  # as above

    end = table.identified_by[-1]
    first, *others = (shower(registry, one) for name, one in fields(table).items() if name != end)
    names = [name for name in fields(table) if name != end]
    is_period = issubclass(fields(table)[names[0]].base, date)

    def shown(item: Former) -> str:
        value, day = first(item.value), show_date(item.ended)
        parts = [f"{value or '…'} – {day}" if is_period else value or _("not recorded")]
        parts += [show(getattr(item, name)) for show, name in zip(others, names[1:], strict=True)]
        if not is_period:
            parts.append(_("until {day}").format(day=day))
        return parts[0] + f" ({', '.join(filter(None, parts[1:]))})" if any(parts[1:]) else parts[0]

    return shown


def _line_fields(table: type[Table] | None) -> list[Field]:
    """The fields that stand for a table where it is one of several in a cell."""
    return [fields(table)[name] for name in table.in_line or fields(table)] if table else []


def _in_line(registry: Registry | None, field: Field) -> Callable[[Table], str]:
    """How a field is shown of a table that is one of several in a cell: a yes is a tick."""
    shown = shower(registry, field)

    def in_line(table: Table) -> str:
        value = getattr(table, field.name)
        return "✓" if value is True else shown(value)

    return in_line


def _order(field: Field) -> Callable[[Any], Any]:
    """What values of a field are sorted by: people by given name, other text as CLDR `vi` has it."""
    if inner := _line_fields(field.table()):
        first = _order(inner[0])
        return lambda item: first(getattr(item, inner[0].name))
    from hiephoi_cli.domain.order import order_of  # only for sorting

    return order_of(field)


def _values(record: Record, field: Field) -> tuple[object, ...]:
    value = getattr(record, field.name)
    if field.many:
        return value  # type: ignore[no-any-return]
    return () if value is None else (value,)


def _all_values(found: Listing, field: Field) -> set[object]:
    return {value for record in found.rows for value in _values(record, field)}


def _programs(value: object) -> str:
    return value.value if isinstance(value, StrEnum) else str(value)
