"""Declares rules with their traits, and walks the texts of a registry for them."""

from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct

from hiephoi_cli.domain.fields import Field, fields
from hiephoi_cli.domain.problems import Place
from hiephoi_cli.domain.records import KINDS, Registry, Table
from hiephoi_cli.domain.words import Severity

Way = tuple[str | int, ...]
"""The path to a value: `("members", 3, "sectors", 0)`."""
TARGET = "*"
"""In `answered_by`: the key of the record that the faulty value refers to."""


class Finding(Struct, frozen=True):
    """Where a rule is broken, what is wrong, how to fix it, and the other place where two are involved."""

    place: Place
    message: str
    hint: str = ""
    related: Place | None = None


class Rule(Struct, frozen=True):
    """A rule, its traits, and the function that finds what breaks it.

    `find` takes a registry and today; for a rule about files, the registry's file name and the names beside it.
    """

    name: str
    severity: Severity
    """The default; a registry may set another."""
    sentence: str
    """What the rule requires, in English."""
    source: str
    """Where the rule comes from, or why it exists; empty where that is obvious."""
    broken: str
    """TOML that breaks the rule, indented as in the code."""
    find: Callable[..., Iterator[Finding]]
    on_change: bool = False
    """Whether a change that breaks the rule warns of it; a change that breaks it as an error is always refused."""
    of_record: bool = False
    """Whether it looks at one record at a time; then a change warns of it in the records that it touches."""
    answered_by: tuple[str, ...] = ()
    """The values that could satisfy the rule: `officers.office` in any record, `election` in the record itself."""

    @property
    def example(self) -> str:
        """TOML that breaks the rule when it is appended to `SOUND`."""
        from textwrap import dedent

        return dedent(self.broken).strip("\n ")


def rule(  # noqa: PLR0913  each trait once
    severity: Severity,
    sentence: str,
    *,
    source: str = "",
    on_change: bool = False,
    of_record: bool = False,
    answered_by: tuple[str, ...] = (),
    example: str,
) -> Callable[[Callable[..., Iterator[Finding]]], Rule]:
    """Turn a function into the rule of its name, `tax_code` → `tax-code`.

    The texts are arguments because Python drops docstrings under `-OO`.
    """
    return lambda find: Rule(
        find.__name__.replace("_", "-"), severity, sentence, source, example, find, on_change, of_record, answered_by
    )


def place(kind: str, index: int, registry: Registry, *inner: str | int) -> Place:
    """The place of a record, or of a field in it."""
    return Place(kind, index, getattr(registry, kind)[index].key, inner)


def texts(registry: Registry, wanted: Callable[[Field], bool]) -> Iterator[tuple[Place, str]]:
    """Every text in the wanted fields, with its place."""
    for way, value in ways(registry, wanted):
        yield placed(registry, way), value


def placed(registry: Registry, way: Way) -> Place:
    """The place at the end of a path."""
    kind, *inner = way
    if kind in KINDS and inner:
        return place(str(kind), int(inner[0]), registry, *inner[1:])
    return Place(str(kind), None, "", tuple(inner))


def ways(registry: Registry, wanted: Callable[[Field], bool]) -> Iterator[tuple[Way, str]]:
    """Every text in the wanted fields, with its path, which is cheaper to make than its place."""
    for name, field in fields(Registry).items():
        if table := field.table():
            columns = [inner for inner in fields(table).values() if inner.table() or wanted(inner)]
            if not columns:
                continue
            for number, record in enumerate(getattr(registry, name) if field.many else [getattr(registry, name)]):
                yield from _texts_in(record, (name, number) if field.many else (name,), columns, wanted)


def _texts_in(
    table: Table, way: Way, columns: Sequence[Field], wanted: Callable[[Field], bool]
) -> Iterator[tuple[Way, str]]:
    for field in columns:
        value = getattr(table, field.name)
        if isinstance(value, str):
            yield (*way, field.name), value
        elif isinstance(value, tuple):
            inner = [column for column in fields(field.table() or Table).values() if wanted(column)]
            for number, item in enumerate(value):
                if isinstance(item, str):
                    yield (*way, field.name, number), item
                elif inner:
                    yield from _texts_in(item, (*way, field.name, number), inner, wanted)
