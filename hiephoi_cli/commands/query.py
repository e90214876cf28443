"""`hiephoi query`: any question, in SQL."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from math import isinf
from operator import itemgetter
from typing import Annotated, Any, NamedTuple

import typer

from hiephoi_cli.domain.calendar import show_date
from hiephoi_cli.domain.cell_text import cell_text, show_number
from hiephoi_cli.domain.fields import TEXT, Field
from hiephoi_cli.domain.records import Registry
from hiephoi_cli.domain.vietnamese import collation_key
from hiephoi_cli.errors import UsageError
from hiephoi_cli.exchange.outgoing.database import relations, views
from hiephoi_cli.exchange.outgoing.query import SCHEMA, answer
from hiephoi_cli.exchange.outgoing.sql import Column as SqlColumn
from hiephoi_cli.i18n import N_, _
from hiephoi_cli.interface.invocation import input_text
from hiephoi_cli.interface.reading import reading
from hiephoi_cli.output.listing import Column, Group, Listing
from hiephoi_cli.patterns import pattern

EXAMPLES = (
    "hiephoi query \"SELECT name, joined FROM current_members WHERE fold(name) LIKE '%top land%' ORDER BY name\"",
    SCHEMA.replace("--schema", "--schema --format markdown"),
)
_DAY = pattern("[0-9]{4}-[0-9]{2}-[0-9]{2}")


@reading
def verb(
    registry: Registry,
    today: date,
    sql: Annotated[
        str | None,
        typer.Argument(metavar="SQL", help=N_("One SELECT statement, in quotes; `-` reads standard input")),
    ] = None,
    schema: Annotated[
        bool, typer.Option("--schema", help=N_("List the tables, their columns and what these hold"))
    ] = False,
) -> Listing:
    if schema and sql is not None:
        raise UsageError(_("SQL and --schema cannot be combined"), SCHEMA)
    if schema:
        return _schema()
    if sql is None:
        raise UsageError(_("'{name}' is missing").format(name="SQL"), SCHEMA)
    wanted = input_text(_("type or paste the SQL; end it with {keys} on a new line")) if sql == "-" else sql
    names, rows = answer(registry, wanted, today)
    columns = [_column(place, name, rows) for place, name in enumerate(names)]
    return Listing(columns=columns, rows=rows, chosen=True)


def _column(place: int, name: str, rows: Sequence[Sequence[Any]]) -> Column:
    value = itemgetter(place)
    numeric = all(isinstance(value(row), int | float | None) for row in rows)
    return Column(
        key=name,
        title=name,
        plain=lambda row: _plain(value(row)),
        shown=lambda row: _shown(value(row)),
        order=lambda row: _order(value(row)),
        everyday=place,
        numeric=numeric,
        field=Field.of(name, int) if numeric else TEXT,
    )


def _plain(value: Any) -> object:  # noqa: ANN401  any value of SQLite
    """A value for programs: bytes in hexadecimal digits; JSON knows no infinity."""
    if isinstance(value, float) and isinf(value):
        return str(value)
    return value.hex() if isinstance(value, bytes) else value


def _shown(value: Any) -> str:  # noqa: ANN401  as above
    """A value for people, days as they write them."""
    match value:
        case None:
            return ""
        case float():
            return show_number(value)
        case str() if _DAY.fullmatch(value):
            with suppress(ValueError):
                return show_date(date.fromisoformat(value))
    return str(_plain(value))


def _order(value: Any) -> tuple[int, Any]:  # noqa: ANN401  as above
    """Numbers, then texts in Vietnamese order."""
    return (0, value) if isinstance(value, int | float) else (1, collation_key(str(_plain(value))))


class _Described(NamedTuple):
    """A column of a table, for people and programs."""

    table: str
    column: str
    holds: str
    refers_to: str | None
    values: Sequence[str]
    type: str


def _schema() -> Listing:
    """The columns of all tables; those of views, which are the same as their kind's, for programs only."""
    tables = {table.name: [_described(table.name, column) for column in table.columns] for table in relations()}
    same = {view: [row._replace(table=view) for row in tables[kind]] for view, kind in views().items()}
    titles = [_("Table"), _("Column"), _("Holds"), _("Refers to"), _("Values"), _("Type")]
    columns = [
        _field(place, name, title) for place, (name, title) in enumerate(zip(_Described._fields, titles, strict=True))
    ]
    return Listing(
        columns=columns,
        rows=[row for rows in (*tables.values(), *same.values()) for row in rows],
        groups=[Group(name, name, rows) for name, rows in tables.items()],
        remarks=[
            _("{view} has the same columns as {kind}, and only those of today").format(view=view, kind=kind)
            for view, kind in views().items()
        ]
        + [_("functions: fold(text) without accents and case, today(); collations: vietnamese, person")],
    )


def _described(table: str, column: SqlColumn) -> _Described:
    values = [str(value) for value in column.choices]
    return _Described(table, column.name, _(column.title), column.refers_to, values, column.type)


def _field(place: int, name: str, title: str) -> Column:
    def shown(row: _Described) -> str:
        return cell_text(row[place])

    return Column(name, title, itemgetter(place), shown, shown, everyday=place - 1 if place else None)
