"""Exports the registry as an SQLite database, with tables derived from the declared fields."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from msgspec import structs

from hiephoi_cli.domain.cell_text import cell_text
from hiephoi_cli.domain.fields import Field, fields, former_lists
from hiephoi_cli.domain.records import KINDS, Record, Registry, Table
from hiephoi_cli.errors import InvalidData
from hiephoi_cli.i18n import _

_TODAY = "date('now', 'localtime')"
_BITS = 63  # of a whole number in SQLite, without the sign


class _Relation(NamedTuple):
    """A table of the database; columns and references are in SQL."""

    name: str
    columns: Sequence[str]
    key: Sequence[str]
    """The columns of its key: a unique constraint instead of a primary key if one of them may be null."""
    rows: Callable[[Registry], Iterable[Sequence[object]]]
    references: Sequence[str] = ()

    @property
    def declared(self) -> str:
        """The statement that makes the table."""
        whole = all(any(f"{_quoted(name)} " in one and "NOT NULL" in one for one in self.columns) for name in self.key)
        kind = "PRIMARY KEY" if whole else "UNIQUE"
        key = [f"{kind} ({_listed(self.key)})"] if self.key else []
        lines = ",\n    ".join([*self.columns, *key, *self.references])
        return f"CREATE TABLE {_quoted(self.name)} (\n    {lines}\n) STRICT;\n"


def database(registry: Registry) -> bytes:
    """A database file: a table for each table of the file and each list in a record, and views of who is current today.

    `place` counts from 1 in the order of the file. Keys must be unique, and references must resolve.
    Raises InvalidData for a number that SQLite cannot hold.
    """
    import sqlite3  # needed here only

    relations = list(_relations())
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript("".join(relation.declared for relation in relations))
        connection.executescript("".join(map(_current, KINDS)))
        for relation in relations:
            marks = ", ".join("?" * len(relation.columns))
            insertion = f"INSERT INTO {_quoted(relation.name)} VALUES ({marks})"  # noqa: S608  names are declared ones
            connection.executemany(insertion, relation.rows(registry))
        connection.commit()
        return connection.serialize()


def _relations() -> Iterator[_Relation]:
    for name, field in fields(Registry).items():
        if name in KINDS:
            yield _kind(name, KINDS[name])
            yield from (_list(name, KINDS[name], inner) for inner in fields(KINDS[name]).values() if inner.many)
        elif table := field.table():
            yield _only(name, table)
            lists = (inner for inner in fields(table).values() if inner.many)
            yield from (_only_list(name, inner) for inner in lists)


def _only(name: str, table: type[Table]) -> _Relation:
    """The table of a section that the file has once."""

    def rows(registry: Registry) -> Iterator[Sequence[object]]:
        yield _cells(getattr(registry, name))

    return _Relation(name, _columns(table), (), rows)


def _only_list(name: str, field: Field) -> _Relation:
    """The table of a list in such a section; lists in its items become text."""
    inner = field.table() or Table
    declared = fields(inner)

    def rows(registry: Registry) -> Iterator[Sequence[object]]:
        for place, item in enumerate(getattr(getattr(registry, name), field.name), 1):
            yield place, *(cell_text(getattr(item, one)) or None for one in declared)

    columns = ['"place" INTEGER NOT NULL', *(f"{_quoted(one)} TEXT" for one in declared)]
    return _Relation(f"{name.removesuffix('s')}_{field.name}", columns, ("place",), rows)


def _kind(name: str, table: type[Record]) -> _Relation:
    """The table of a kind; its last column is the record's place in the list, as offices are listed by rank."""

    def rows(registry: Registry) -> Iterator[Sequence[object]]:
        for place, record in enumerate(getattr(registry, name), 1):
            yield *_cells(record), place

    columns = [*_columns(table), '"place" INTEGER NOT NULL UNIQUE']
    return _Relation(name, columns, table.identified_by, rows)


def _list(kind: str, table: type[Record], field: Field) -> _Relation:
    """The table of a list in records of a kind: record, place and item."""
    item = field._replace(name=field.option_name)
    inner, own = field.table(), fields(table)
    alone = table.key_field()
    owners = {name: table.noun if alone else f"{table.noun}_{name}" for name in table.identified_by}

    def rows(registry: Registry) -> Iterator[Sequence[object]]:
        for record in getattr(registry, kind):
            for place, value in enumerate(getattr(record, field.name), 1):
                owner = [_cell(own[name], getattr(record, name)) for name in owners]
                yield *owner, place, *(_cells(value) if inner else [_cell(item, value)])

    columns = [_column(own[name]._replace(name=column, refers_to=None), needed=True) for name, column in owners.items()]
    columns += ['"place" INTEGER NOT NULL', *(_columns(inner) if inner else [_column(item, needed=True)])]
    foreign = f"FOREIGN KEY ({_listed(owners.values())}) REFERENCES {_quoted(kind)} ({_listed(owners)})"
    return _Relation(f"{table.noun}_{field.name}", columns, (*owners.values(), "place"), rows, (foreign,))


def _current(kind: str) -> str:
    """The view of the records whose period includes today; an unknown date sets no limit."""
    table = KINDS[kind]
    if not (period := table.period):
        return ""
    first, end = map(_quoted, period)
    within = f"coalesce({first} <= {_TODAY}, TRUE) AND coalesce({_TODAY} < {end}, TRUE)"
    conditions = [f"({within})"]
    conditions += [
        f"EXISTS (SELECT 1 FROM {_quoted(f'{table.noun}_{name}')} AS earlier "  # noqa: S608  the same
        f"WHERE earlier.{_quoted(table.noun)} = {_quoted(kind)}.{_quoted(table.key_field())} AND {within})"
        for name, former in former_lists(table).items()
        if former.was == period[0]
    ]
    return (
        f'CREATE VIEW "current_{kind}" AS SELECT * FROM {_quoted(kind)}\n'  # noqa: S608  names are declared ones
        f"    WHERE {' OR '.join(conditions)};\n"
    )


def _columns(table: type[Table]) -> list[str]:
    optional = {info.name for info in structs.fields(table) if info.default is None}
    return [_column(field, needed=field.name not in optional) for field in _single(table)]


def _column(field: Field, *, needed: bool) -> str:
    """The column of a field as SQL declares it."""
    words = [_quoted(field.name), "INTEGER" if issubclass(field.base, int) else "TEXT"]
    words += ["NOT NULL"] if needed else []
    words += [_reference(field.refers_to)] if field.refers_to else []
    if choices := _choices(field.base):
        words.append(f"CHECK ({_quoted(field.name)} IN ({', '.join(choices)}))")
    return " ".join(words)


def _choices(base: type) -> list[str]:
    """The allowed values of a type in SQL; empty if all are allowed."""
    if base is bool:
        return ["0", "1"]
    return [f"'{item.value}'" for item in base] if issubclass(base, StrEnum) else []


def _reference(kind: str) -> str:
    return f"REFERENCES {_quoted(kind)} ({_quoted(KINDS[kind].key_field())})" if KINDS[kind].key_field() else ""


def _cells(table: Table) -> list[object]:
    return [_cell(field, getattr(table, field.name)) for field in _single(type(table))]


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


def _single(table: type[Table]) -> list[Field]:
    """The fields that hold one value."""
    return [field for field in fields(table).values() if not field.many]


def _listed(names: Iterable[str]) -> str:
    return ", ".join(map(_quoted, names))


def _quoted(name: str) -> str:
    """A name in quotes, as it may be a keyword of SQL, such as `on`."""
    return f'"{name}"'
