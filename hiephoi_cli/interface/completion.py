"""Finds the values that Tab offers; arguments and options name these functions in `on_tab`."""

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from operator import attrgetter
from pathlib import Path
from typing import Any, Self

from hiephoi_cli.domain.fields import Field, fields
from hiephoi_cli.domain.identity import Identity
from hiephoi_cli.domain.records import KINDS, Association, Is, Office, Record, Registry, Table
from hiephoi_cli.i18n import _, spoken
from hiephoi_cli.interface.invocation import today
from hiephoi_cli.storage.locate import locate
from hiephoi_cli.storage.read import read


class Offer(str):
    """A text to insert, with what people call it; Typer takes completions that are text."""

    __slots__ = ("also", "before", "name")

    name: str
    also: tuple[str, ...]
    """Other words that it is found by, the surest first."""
    before: str
    """What stands before it in the same word and stays, such as the columns named before."""

    def __new__(cls, text: str, name: str = "", *, also: tuple[str, ...] = (), before: str = "") -> Self:
        """The text under that name."""
        offer = super().__new__(cls, text)
        offer.name, offer.also, offer.before = name, also, before
        return offer


class Typed:
    """What stands on the command line before the word that is being typed, and that word."""

    def __init__(self, command: Any, noun: str, given: Mapping[str, list[str]], text: str) -> None:  # noqa: ANN401
        self.command = command
        """The command, as Typer has built it."""
        self.given = given
        """The values of arguments and options by name."""
        self.text = text
        own = Association if noun == "association" else None
        self.table: type[Table] | None = next((table for table in KINDS.values() if table.command == noun), own)

    @cached_property
    def registry(self) -> Registry:
        """The registry. Raises FileTrouble or InvalidData."""
        [named] = self.given.get("registry", [os.environ.get("HIEPHOI_REGISTRY", "")])[-1:]
        return read(locate(Path(os.path.expandvars(named)).expanduser() if named else None))  # as the shell will


def keys(ctx: Typed, kind: str) -> list[Offer]:
    """Completes keys of a kind, by the key, by a name, a person or a tax code."""
    return list(keys_of(ctx.registry, kind))


def every_key(ctx: Typed) -> list[Offer]:
    """Completes keys of all kinds."""
    return [offer for kind in KINDS for offer in keys_of(ctx.registry, kind)]


def keys_of(registry: Registry, kind: str, before: str = "") -> Iterator[Offer]:
    """The keys of all records of a kind, found by their names too; `before` stands before them in the same word."""
    table = KINDS[kind]
    named = [field for field in fields(table).values() if field.form in {Is.NAME, Is.PERSON, Is.TAX_CODE}]
    others = [field for field in named if field.name != table.called_by and field.base is str]
    called = _called(registry, table)
    for record in getattr(registry, kind):
        label = called(record)
        also = (label, *(text for field in others for text in _texts(record, field)))
        yield Offer(record.key, label if label != record.key else "", also=also, before=before)


def _called(registry: Registry, table: type[Record]) -> Callable[[Record], str]:
    """What gives the name of a record, or the sentence about it where its kind has no names."""
    if table.called_by or table.in_words is Record.in_words:
        return attrgetter("label")
    from hiephoi_cli.interface.showing import in_words  # few records have a sentence

    return in_words(registry, table)


def _texts(record: Table, field: Field) -> tuple[str, ...]:
    value = getattr(record, field.name)
    return value if field.many else (value,) if value else ()


def values(ctx: Typed, field: str) -> list[Offer]:
    """Completes values that records of any kind have in the field of that name."""
    return [Offer(value) for value in _counted(ctx.registry, field)]


def shared_values(ctx: Typed, field: str) -> list[Offer]:
    """Completes values that several records have in the field of that name, of any kind."""
    return [Offer(value) for value, number in _counted(ctx.registry, field).items() if number > 1]


def _counted(registry: Registry, field: str) -> Counter[str]:
    return Counter(
        text
        for kind, table in KINDS.items()
        if field in fields(table)
        for record in getattr(registry, kind)
        for text in _texts(record, fields(table)[field])
    )


def people(ctx: Typed) -> list[Offer]:
    """Everybody the registry names, with the member each stands for."""
    from hiephoi_cli.domain.people import people as everybody_in

    members = ctx.registry.labels("members")
    known = sorted(everybody_in(ctx.registry).items(), key=lambda person: person[0].member is None)
    named: dict[str, Offer] = {}
    for who, name in known:
        named.setdefault(who.name, Offer(name, members.get(who.member or "", "")))
    return list(named.values())


def everybody(ctx: Typed) -> list[Offer]:
    """Everybody the registry names, those who share a name with the member behind it."""
    from hiephoi_cli.domain.people import people as everybody_in

    return list(_apart(ctx.registry, everybody_in(ctx.registry)))


def _apart(
    registry: Registry, named: Mapping[Identity, str], described: Mapping[Identity, str] | None = None
) -> Iterator[Offer]:
    """People as the command line takes them, each with a description, else the member."""
    members, names = registry.labels("members"), Counter(who.name for who in named)
    for who, name in named.items():
        description = (described or {}).get(who) or members.get(who.member or "", "")
        yield Offer(f"{name}@{who.member}" if who.member and names[who.name] > 1 else name, description)


def candidates(ctx: Typed) -> list[Offer]:
    """Completes PERSON, or the member behind its `@`."""
    person, at, _member = ctx.text.rpartition("@")
    return list(keys_of(ctx.registry, "members", before=f"{person}@")) if at else everybody(ctx)


def officers(ctx: Typed) -> list[Offer]:
    """Everybody who held an office, with the offices."""
    names = ctx.registry.labels("offices")
    held: dict[Identity, list[str]] = {}
    called: dict[Identity, str] = {}
    for mandate in ctx.registry.officers:
        held.setdefault(mandate.who, []).append(names.get(mandate.office, mandate.office))
        called.setdefault(mandate.who, mandate.person)
    offices_of = {who: ", ".join(dict.fromkeys(offices)) for who, offices in held.items()}
    return list(_apart(ctx.registry, called, offices_of))


def holders(ctx: Typed) -> list[Offer]:
    """Those who hold the office that was named, or will; for corrections those who held it too."""
    from hiephoi_cli.domain.lookup import one

    office = one(ctx.registry.offices, Office, ctx.given["held"][-1])
    ended = ctx.command.name != "end"
    held = {
        mandate.who: mandate.person
        for mandate in ctx.registry.officers
        if mandate.office == office.code and (ended or mandate.until is None or today() < mandate.until)
    }
    return list(_apart(ctx.registry, held, dict.fromkeys(held, office.name)))


def kinds(_ctx: Typed) -> list[Offer]:
    """The kinds of records, by their commands."""
    titles = fields(Registry)
    return [Offer(table.command, _(titles[kind].title)) for kind, table in KINDS.items()]


def field_option(ctx: Typed) -> list[Offer]:
    """The fields of the records that the command is about, as options have them."""
    return [_field_offer(field, field.option.removeprefix("--")) for field in _fields(ctx)]


def erasable(ctx: Typed) -> list[Offer]:
    """The fields that may be erased: those that have a value in the record that was named."""
    own = [field for field in _fields(ctx) if not field.required]
    if ctx.table and issubclass(ctx.table, Record) and ctx.given.get("key"):
        from hiephoi_cli.domain.changes import default
        from hiephoi_cli.domain.lookup import one_in

        record = one_in(ctx.registry, ctx.table, ctx.given["key"][-1])
        own = [field for field in own if getattr(record, field.name) != default(ctx.table, field.name)]
    return [_field_offer(field, field.name) for field in own]


def heading_field(ctx: Typed) -> list[Offer]:
    """Completes the FIELD of HEADING=FIELD."""
    return _with_heading(ctx, _fields(ctx))


def result_field(ctx: Typed) -> list[Offer]:
    """Completes the FIELD of HEADING=FIELD for a list of results."""
    from hiephoi_cli.domain.result_lists import result_fields  # only for these lists

    return _with_heading(ctx, result_fields().values())


def _with_heading(ctx: Typed, declared: Iterable[Field]) -> list[Offer]:
    heading, equals, _field = ctx.text.rpartition("=")
    return [_field_offer(field, field.name, heading + equals) for field in declared] if equals else []


def _fields(ctx: Typed) -> list[Field]:
    return [field for field in fields(ctx.table).values() if not field.table()] if ctx.table else []


def _field_offer(field: Field, text: str, before: str = "") -> Offer:
    return Offer(text, _(field.title), also=(_(field.title), *spoken(field.title)), before=before)
