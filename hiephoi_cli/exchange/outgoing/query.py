"""Answers SQL from a registry held in memory as an SQLite database, and lets it read only."""

import re
import signal
import sqlite3
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from msgspec import Struct

from hiephoi_cli.domain.records import Registry
from hiephoi_cli.domain.suggest import did_you_mean
from hiephoi_cli.domain.vietnamese import collation_key, fold, person_key
from hiephoi_cli.errors import UsageError
from hiephoi_cli.exchange.outgoing.database import PERSON, VIETNAMESE, declare, put_rows, relations, views
from hiephoi_cli.exchange.outgoing.sql import Dialect
from hiephoi_cli.i18n import N_, _

SCHEMA = "hiephoi query --schema"
_OURS = Dialect(today="today()", collated=True, constrained=False)
"""A registry with a key that occurs twice can be asked as well, and columns that nobody asks for stay empty."""
_READING = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE}
_STEPS = 100_000  # of SQLite's machine, between two looks for Ctrl-C


class Answer(NamedTuple):
    """What a query gives: the names of the columns, each different, and the rows."""

    names: Sequence[str]
    rows: Sequence[Sequence[object]]


def answer(registry: Registry, sql: str, today: date) -> Answer:
    """What a query gives. Raises UsageError for SQL that is wrong or would change something, and KeyboardInterrupt."""
    with closing(sqlite3.connect(":memory:")) as connection:
        _teach(connection, today)
        declare(connection, _OURS)
        put_rows(connection, registry, _read_by(connection, sql))
        connection.set_authorizer(
            lambda action, *_about: sqlite3.SQLITE_OK if action in _READING else sqlite3.SQLITE_DENY
        )
        with _interruptible(connection):
            return _answer(connection, sql)


def _read_by(connection: sqlite3.Connection, sql: str) -> Mapping[str, Collection[str]]:
    """The tables that a query reads, each with its columns; none for SQL that is wrong."""
    tables: dict[str, set[str]] = {}

    def noted(action: int, table: str | None, column: str | None, *_more: object) -> int:
        if action == sqlite3.SQLITE_READ and table:
            tables.setdefault(table, set()).add(column or "")
        return sqlite3.SQLITE_OK if action in _READING else sqlite3.SQLITE_DENY

    connection.set_authorizer(noted)
    with suppress(sqlite3.Error, sqlite3.Warning, ValueError):
        connection.execute(f"EXPLAIN {sql}").close()
    connection.set_authorizer(None)
    return tables


def _answer(connection: sqlite3.Connection, sql: str) -> Answer:
    try:
        cursor = connection.execute(sql)
        if cursor.description is None:
            raise UsageError(_("there is no SQL"), SCHEMA)
        return Answer(_distinct([name for name, *_more in cursor.description]), cursor.fetchall())
    except (sqlite3.Error, sqlite3.Warning, ValueError) as error:  # ValueError: a null character in the SQL
        if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_INTERRUPT:
            raise KeyboardInterrupt from None
        if "authoriz" in str(error):
            raise UsageError(_("`query` only reads: SELECT, WITH and VALUES"), "hiephoi member edit --help") from None
        raise _fault(str(error)) from None


def _teach(connection: sqlite3.Connection, today: date) -> None:
    """Give the connection our functions and collations."""
    connection.text_factory = lambda data: data.decode(errors="backslashreplace")
    connection.create_function("today", 0, today.isoformat, deterministic=True)
    connection.create_function("fold", 1, _folded, deterministic=True)
    connection.create_collation(VIETNAMESE, _comparison(collation_key))
    connection.create_collation(PERSON, _comparison(person_key))


def _folded(value: object) -> Any:  # noqa: ANN401  any value of SQLite
    return fold(value) if isinstance(value, str) else value


def _comparison(key: Callable[[str], Any]) -> Callable[[str, str], int]:
    """The collation by a key; only equal texts compare as equal."""

    @cache
    def whole(text: str) -> tuple[Any, str]:
        return key(text), text

    def compared(one: str, other: str) -> int:
        return 0 if one == other else 1 if whole(one) > whole(other) else -1

    return compared


@contextmanager
def _interruptible(connection: sqlite3.Connection) -> Iterator[None]:
    """Let Ctrl-C end a statement; SQLite would swallow an exception that is raised in a callback of its own."""
    before = signal.getsignal(signal.SIGINT)
    if before is not signal.default_int_handler:  # ignored, or a matter of whoever calls
        yield
        return
    connection.set_progress_handler(lambda: 0, _STEPS)  # Python sees signals in its own code only
    signal.signal(signal.SIGINT, lambda *_: connection.interrupt())
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _distinct(names: Sequence[str]) -> list[str]:
    """The names, a number behind those that stood before: a row is an object for programs."""
    given: list[str] = []
    for name in names:
        numbers = (f"{name}_{number}" for number in range(2, len(names) + 2))
        given.append(name if name not in given else next(other for other in numbers if other not in given))
    return given


class _Fault(Struct, frozen=True):
    """What SQLite says, in our words."""

    pattern: str
    """A pattern, with the name that is wrong."""
    message: str
    hint: Callable[[str], str] = lambda _name: ""


def _fault(message: str) -> UsageError:
    """SQL that is wrong, in our words where SQLite's are known."""
    for fault in _FAULTS:
        if match := re.fullmatch(fault.pattern, message, re.DOTALL):
            return UsageError(_(fault.message).format(name=match[1]), fault.hint(match[1]) or SCHEMA)
    return UsageError(_("SQL: {message}").format(message=" ".join(message.split())), SCHEMA)


def _tables() -> list[str]:
    return [*(table.name for table in relations()), *views()]


def _columns() -> set[str]:
    return {column.name for table in relations() for column in table.columns}


def _with_table(name: str) -> str:
    """How to write a column that several tables have."""
    table = next((table.name for table in relations() if name in {column.name for column in table.columns}), "")
    return _("put the table before it, as in {name}").format(name=f"{table}.{name}") if table else ""


def _quotes(name: str) -> str:
    """How to write a column that SQL takes for a word of its own."""
    return _("the column's name needs double quotes: {name}").format(name=f'"{name}"') if name in _columns() else ""


_FAULTS = (
    _Fault("no such table: (?:main[.])?(.*)", N_("no table '{name}'"), lambda name: did_you_mean(name, _tables())),
    _Fault(
        'no such column: "?(?:[^" ]*[.])?([^"]*).*',
        N_("no column '{name}'"),
        lambda name: did_you_mean(name, _columns()),
    ),
    _Fault("no such function: (.*)", N_("SQL has no function '{name}'")),
    _Fault(
        "ambiguous column name: (.*)",
        N_("several tables have a column '{name}'"),
        _with_table,
    ),
    _Fault('near "(.*)": syntax error', N_("SQL is wrong near '{name}'"), _quotes),
    _Fault("(incomplete input|unrecognized token: [\"'].*)", N_("the SQL ends too early")),
    _Fault("(You can only execute one statement at a time.*)", N_("only one statement at a time")),
)
