"""The columns of a listing, derived from the fields of its records."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache, partial
from operator import attrgetter
from typing import Any

from msgspec import structs

from hiephoi_cli.domain.derived import DERIVED, Derived
from hiephoi_cli.domain.fields import Field, fields
from hiephoi_cli.domain.records import KINDS, Candidate, Record, Registry, Table
from hiephoi_cli.i18n import _, ngettext
from hiephoi_cli.output.listing import Column, Listing, Row, Way
from hiephoi_cli.output.listing_formats import forms_of

_WINNERS = 3
"""Up to so many who were elected are named in a list of elections."""


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


def _column(
    registry: Registry, field: Field, table: type[Table], day: date | None, value: Callable[[Any], Any]
) -> Column:
    """The column of a field of a table, or of what is read and shown like one."""
    everyday = table.columns
    shown = _qualified(table, field, _shown(registry, field, value))
    inner = field.table()
    tally = _TALLIES.get(inner) if inner else None
    return Column(
        key=field.name,
        title=_(field.title),
        also=field.names,
        plain=_plain_tables(value) if inner else value,
        shown=shown,
        brief=(lambda row: tally(value(row))) if tally else None,
        order=_order(field, value),
        everyday=everyday.index(field.name) if field.name in everyday else None,
        numeric=field.base in {int, float},
        kept=tally is not None,
        field=field,
        whole=shown,
        key_of=_key_of(registry, field),
        way=_way(registry, field, day, value),
    )


def _shown(registry: Registry, field: Field, value: Callable[[Any], Any]) -> Callable[[Row], str]:
    """The text of a row."""

    @cache
    def text() -> Callable[[Any], str]:
        from hiephoi_cli.interface.showing import shower  # only for people

        return shower(registry, field)

    return lambda row: text()(value(row))


def _order(field: Field, value: Callable[[Any], Any]) -> Callable[[Row], object]:
    """What rows are sorted by."""

    @cache
    def order() -> Callable[[Any], Any]:
        from hiephoi_cli.domain.order import order_of  # only for sorting

        return order_of(field)

    return lambda row: list(map(order(), value(row))) if field.many else order()(value(row))


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
    """What gives the key of the record that a text names; a field that may hold words keeps those of no record."""
    kind = field.refers_to or field.may_name
    if not kind:
        return None

    @cache
    def resolver() -> Callable[[str], str]:
        from hiephoi_cli.domain.references import key_or_words, named  # only for conditions

        return key_or_words(registry, kind) if field.may_name else partial(named, registry, kind)

    def key(text: str) -> str:
        return resolver()(text)

    return key


def _derived(registry: Registry, table: type[Table], derived: Derived, day: date) -> Column:
    """The column of what follows from other records."""
    column = _column(registry, derived.field, table, day, derived.of(registry, day))
    shown = derived.shown(registry, day) if derived.shown else column.shown
    return structs.replace(column, everyday=derived.everyday, shown=shown, whole=shown)


def _candidates(stood: Sequence[Candidate]) -> str:
    """How many stood in an election, and who was elected or how many of them; nothing where none is known."""
    elected = [one.person for one in stood if one.elected]
    if 0 < len(elected) <= _WINNERS:
        said = ngettext("{n} candidate, elected: {names}", "{n} candidates, elected: {names}", len(stood))
        return said.format(n=len(stood), names=", ".join(elected))
    said = ngettext("{n} candidate, {elected} elected", "{n} candidates, {elected} elected", len(stood))
    return said.format(n=len(stood), elected=len(elected)) if stood else ""


_TALLIES: Mapping[type[Table], Callable[[Any], str]] = {Candidate: _candidates}
"""What a cell says in place of a long list of tables, unless somebody asks for the column by name."""


def _way(registry: Registry, field: Field, day: date | None, value: Callable[[Any], Any]) -> Way | None:
    """The way to the records that a field refers to, or to the tables that it holds."""
    kind, inner = field.refers_to or field.may_name, field.table()
    table = KINDS[kind] if kind else inner
    if table is None:
        return None

    key_of = _key_of(registry, field) if field.may_name else None

    @cache
    def by_key() -> Mapping[str, Record]:
        return {record.key: record for record in getattr(registry, kind)} if kind else {}

    def rows(row: Row) -> Sequence[Row]:
        held = value(row)
        values = held if field.many else () if held is None else (held,)
        if not kind:
            return values
        return [by_key()[key] for key in (map(key_of, values) if key_of else values) if key in by_key()]

    return Way(lambda: listing(registry, table, (), day=day).known, rows, many=field.many)
