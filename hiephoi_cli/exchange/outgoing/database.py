"""Exports the registry as an SQLite database, with tables derived from the declared fields."""

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from datetime import date
from enum import StrEnum
from functools import cache, partial
from itertools import compress
from operator import attrgetter

from msgspec import structs

from hiephoi_cli.domain.cell_text import cell_text
from hiephoi_cli.domain.fields import Field, fields, former_lists
from hiephoi_cli.domain.records import KINDS, Is, Record, Registry, Table
from hiephoi_cli.errors import InvalidData
from hiephoi_cli.exchange.outgoing.sql import Column, Dialect, Relation, listed, quoted
from hiephoi_cli.i18n import N_, _

VIETNAMESE, PERSON = "vietnamese", "person"
"""Collations: texts as CLDR `vi` orders them, people by given name."""
_BITS = 63  # of a whole number in SQLite, without the sign
_FOR_ALL = Dialect()
_PLACE = Column("place", "INTEGER", N_("Place in the file"), needed=True)


def database(registry: Registry) -> bytes:
    """A database file: a table for each table of the file and each list in a record, and views of who is current today.

    `place` counts from 1 in the order of the file. Keys must be unique, and references must resolve.
    Raises InvalidData for a number that SQLite cannot hold.
    """
    with closing(sqlite3.connect(":memory:")) as connection:
        fill(connection, registry)
        return connection.serialize()


def fill(connection: sqlite3.Connection, registry: Registry, dialect: Dialect = _FOR_ALL) -> None:
    """Make all tables and views in an empty database, and put the registry's rows in. Raises InvalidData as above."""
    declare(connection, dialect)
    put_rows(connection, registry, {table.name: {one.name for one in table.columns} for table in relations()})


def declare(connection: sqlite3.Connection, dialect: Dialect) -> None:
    """Make all tables and views in an empty database."""
    connection.executescript("".join(table.declared(dialect) for table in relations()))
    connection.executescript("".join(_view(*view, dialect.today) for view in views().items()))


def put_rows(connection: sqlite3.Connection, registry: Registry, wanted: Mapping[str, Collection[str]]) -> None:
    """Put these columns of the registry's rows in the tables of these names. Raises InvalidData as above."""
    for table in relations():
        if table.name not in wanted:
            continue
        every = [column.name for column in table.columns]
        names = [name for name in every if name in wanted[table.name]] or every[-1:]
        marks = ", ".join("?" * len(names))
        insertion = f"INSERT INTO {quoted(table.name)} ({listed(names)}) VALUES ({marks})"  # noqa: S608  the same
        connection.executemany(insertion, table.rows(registry, names))
    connection.commit()


def views() -> dict[str, str]:
    """The views of those whose period has begun and not ended, with the kind that each shows."""
    return {f"current_{kind}": kind for kind, table in KINDS.items() if table.period}


def relations() -> Iterator[Relation]:
    """The tables in the order in which rows refer to earlier ones."""
    for name, field in fields(Registry).items():
        if name in KINDS:
            yield _kind(name, KINDS[name])
            yield from (_list(name, KINDS[name], inner) for inner in fields(KINDS[name]).values() if inner.many)
        elif table := field.table():
            yield _only(name, table)
            lists = (inner for inner in fields(table).values() if inner.many)
            yield from (_only_list(name, inner) for inner in lists)


def _only(name: str, table: type[Table]) -> Relation:
    """The table of a section that the file has once."""
    columns = _columns(table)

    def rows(registry: Registry, wanted: Collection[str]) -> Iterator[Sequence[object]]:
        return _picked([_cells(getattr(registry, name))], columns, wanted)

    return Relation(name, columns, (), rows)


def _only_list(name: str, field: Field) -> Relation:
    """The table of a list in such a section; lists in its items become text."""
    inner = field.table() or Table
    declared = fields(inner)

    def rows(registry: Registry, wanted: Collection[str]) -> Iterator[Sequence[object]]:
        items = enumerate(getattr(getattr(registry, name), field.name), 1)
        whole = ((place, *(cell_text(getattr(item, one)) or None for one in declared)) for place, item in items)
        return _picked(whole, columns, wanted)

    columns = [_PLACE, *(Column(one.name, "TEXT", one.title, needed=False) for one in declared.values())]
    return Relation(f"{name.removesuffix('s')}_{field.name}", columns, ("place",), rows)


def _kind(name: str, table: type[Record]) -> Relation:
    """The table of a kind; its last column is the record's place in the list, as offices are listed by rank."""

    def rows(registry: Registry, wanted: Collection[str]) -> Iterator[Sequence[object]]:
        records = getattr(registry, name)
        cells = [_cells_of(field, records) for field in _single(table) if field.name in wanted]
        return zip(*cells, *([range(1, len(records) + 1)] if _PLACE.name in wanted else []), strict=True)

    columns = [*_columns(table), structs.replace(_PLACE, unique=True)]
    return Relation(name, columns, table.identified_by, rows)


def _list(kind: str, table: type[Record], field: Field) -> Relation:
    """The table of a list in records of a kind: record, place and item."""
    item = structs.replace(field, name=field.option_name)
    inner, own, owner = field.table(), fields(table), _owner(table)

    def rows(registry: Registry, wanted: Collection[str]) -> Iterator[Sequence[object]]:
        return _picked(whole(registry), columns, wanted)

    def whole(registry: Registry) -> Iterator[Sequence[object]]:
        for record in getattr(registry, kind):
            for place, value in enumerate(getattr(record, field.name), 1):
                key = [_cell(own[name], getattr(record, name)) for name in owner]
                yield *key, place, *(_cells(value) if inner else [_cell(item, value)])

    columns = [*owner.values(), _PLACE, *(_columns(inner) if inner else [_column(item, needed=True)])]
    key = [column.name for column in owner.values()]
    foreign = f"FOREIGN KEY ({listed(key)}) REFERENCES {quoted(kind)} ({listed(owner)})"
    return Relation(f"{table.noun}_{field.name}", columns, (*key, "place"), rows, (foreign,))


def _owner(table: type[Record]) -> dict[str, Column]:
    """The columns that name the record to which an item belongs, by the fields that identify it."""
    own, alone = fields(table), table.key_field()
    return {
        name: structs.replace(
            _column(own[name], needed=True),
            name=table.noun if alone else f"{table.noun}_{name}",
            title=table.noun if alone else own[name].title,
            refers_to=None,
        )
        for name in table.identified_by
    }


def _picked(
    rows: Iterable[Sequence[object]], columns: Sequence[Column], wanted: Collection[str]
) -> Iterator[Sequence[object]]:
    """The rows with only the columns of these names."""
    picks = [column.name in wanted for column in columns]
    return iter(rows) if all(picks) else (tuple(compress(row, picks)) for row in rows)


def _view(name: str, kind: str, today: str) -> str:
    """The view of the records whose period includes today; an unknown date sets no limit."""
    table = KINDS[kind]
    period = table.period or ("", "")
    first, end = map(quoted, period)
    within = f"coalesce({first} <= {today}, TRUE) AND coalesce({today} < {end}, TRUE)"
    conditions = [f"({within})"]
    conditions += [
        f"EXISTS (SELECT 1 FROM {quoted(f'{table.noun}_{name}')} AS earlier "  # noqa: S608  the same
        f"WHERE earlier.{quoted(table.noun)} = {quoted(kind)}.{quoted(table.key_field())} AND {within})"
        for name, former in former_lists(table).items()
        if former.was == period[0]
    ]
    return (
        f"CREATE VIEW {quoted(name)} AS SELECT * FROM {quoted(kind)}\n"  # noqa: S608  names are declared ones
        f"    WHERE {' OR '.join(conditions)};\n"
    )


def _columns(table: type[Table]) -> list[Column]:
    optional = {info.name for info in structs.fields(table) if info.default is None}
    return [_column(field, needed=field.name not in optional) for field in _single(table)]


def _column(field: Field, *, needed: bool) -> Column:
    return Column(
        name=field.name,
        type=next((name for base, name in _TYPES.items() if issubclass(field.base, base)), "TEXT"),
        title=field.title,
        needed=needed,
        refers_to=field.refers_to,
        choices=_choices(field.base),
        collation=_collation(field),
    )


_TYPES = {int: "INTEGER", float: "REAL"}


def _collation(field: Field) -> str:
    """The order of a field's texts; keys and numbers written as text have that of their bytes."""
    if field.base is not str or field.refers_to or field.may_name or field.form not in {None, Is.NAME, Is.PERSON}:
        return ""
    return PERSON if field.form is Is.PERSON else VIETNAMESE


def _choices(base: type) -> list[object]:
    """The allowed values of a type; empty if all are allowed."""
    if base is bool:
        return [0, 1]
    return [item.value for item in base] if issubclass(base, StrEnum) else []


def _cells(table: Table) -> list[object]:
    single = _single(type(table))
    values = [getattr(table, field.name) for field in single]
    return [
        value if type(value) is str or value is None else _cell(field, value)
        for field, value in zip(single, values, strict=True)
    ]


def _cells_of(field: Field, records: Iterable[Table]) -> Iterator[object]:
    """The cells of one column, most of them as they are."""
    values = map(attrgetter(field.name), records)
    return values if issubclass(field.base, str) else map(partial(_cell, field), values)


def _cell(field: Field, value: object) -> object:
    match value:
        case date():
            return value.isoformat()
        case int() if value.bit_length() > _BITS:
            raise InvalidData(
                _("'{field}': {n} is more than a database can hold").format(field=field.name, n=value),
                _("correct that line in an editor"),
            )
        case _:
            return value


@cache
def _single(table: type[Table]) -> list[Field]:
    """The fields that hold one value."""
    return [field for field in fields(table).values() if not field.many]
