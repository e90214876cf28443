"""What a rule is, what it finds, and ways through a registry that rules share."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from msgspec import Struct

from hiephoi_cli.domain.fields import Field, fields
from hiephoi_cli.domain.problems import Place
from hiephoi_cli.domain.records import KINDS, Registry, Table
from hiephoi_cli.domain.words import Severity

Way = tuple[str | int, ...]
"""The keys and places through which a value is reached: `("members", 3, "sectors", 0)`."""


class Finding(NamedTuple):
    """What a rule found: where, what is wrong, what to do, and the other place where two are involved."""

    place: Place
    message: str
    hint: str = ""
    related: Place | None = None


class Rule(Struct, frozen=True):
    """A rule with what it is worth unless the registry says otherwise, and the function that finds what breaks it.

    The function takes a registry and today; that of a rule of files takes the registry's file name and those beside it.
    """

    name: str
    severity: Severity
    sentence: str
    """What must be, in English."""
    source: str
    """Where the rule comes from, or why it is one; empty where that goes without saying."""
    broken: str
    """TOML that breaks the rule, as it stands in the code."""
    find: Callable[..., Iterator[Finding]]

    @property
    def example(self) -> str:
        """TOML that breaks the rule, to stand at the end of a sound registry."""
        from textwrap import dedent

        return dedent(self.broken).strip("\n ")


def rule(
    severity: Severity, sentence: str, *, source: str = "", example: str
) -> Callable[[Callable[..., Iterator[Finding]]], Rule]:
    """Make a function a rule of its name, `tax_code` → `tax-code`.

    Its texts are no docstring, as Python leaves those out under `-OO`.
    """
    return lambda find: Rule(find.__name__.replace("_", "-"), severity, sentence, source, example, find)


def place(kind: str, index: int, registry: Registry, *inner: str | int) -> Place:
    """The place of a record, or of a field inside it."""
    return Place(kind, index, getattr(registry, kind)[index].key, inner)


def texts(registry: Registry, wanted: Callable[[Field], bool]) -> Iterator[tuple[Place, str]]:
    """Every text of the registry in fields that are wanted, with its place."""
    for way, value in ways(registry, wanted):
        yield placed(registry, way), value


def placed(registry: Registry, way: Way) -> Place:
    """The place to which a way leads."""
    kind, *inner = way
    if kind in KINDS and inner:
        return place(str(kind), int(inner[0]), registry, *inner[1:])
    return Place(str(kind), None, "", tuple(inner))


def ways(registry: Registry, wanted: Callable[[Field], bool]) -> Iterator[tuple[Way, str]]:
    """Every text of the registry in fields that are wanted, with the way to it, which costs less than its place."""
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
            inner = [one for one in fields(field.table() or Table).values() if wanted(one)]
            for number, item in enumerate(value):
                if isinstance(item, str):
                    yield (*way, field.name, number), item
                elif inner:
                    yield from _texts_in(item, (*way, field.name, number), inner, wanted)
