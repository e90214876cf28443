"""`hiephoi find`: words or a number, wherever they stand."""

from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Annotated

import typer

from hiephoi_cli.domain.fields import Field, fields
from hiephoi_cli.domain.finding import Hit, find
from hiephoi_cli.domain.past import as_of
from hiephoi_cli.domain.ranking import Rank
from hiephoi_cli.domain.records import KINDS, Record, Registry, kind_of
from hiephoi_cli.domain.suggest import named
from hiephoi_cli.domain.vietnamese import collation_key
from hiephoi_cli.i18n import N_, _, ngettext
from hiephoi_cli.interface.reading import reading
from hiephoi_cli.interface.showing import in_words
from hiephoi_cli.interface.signature import on_tab
from hiephoi_cli.output.listing import Column, Listing, Note

EXAMPLES = ('hiephoi find "chu tich"', "hiephoi find tung --kind member")
_ABOUT = "≈"
"""Stands before what differs in one letter."""


@reading
def verb(
    registry: Registry,
    today: date,
    text: Annotated[
        str,
        typer.Argument(
            metavar=N_("WORDS"), help=N_("Words, with or without accents, or a number; the last digits are enough")
        ),
    ],
    kind: Annotated[
        list[str] | None,
        typer.Option(
            "--kind",
            metavar=N_("KIND"),
            help=N_("Only records of this kind"),
            autocompletion=on_tab("kinds"),
        ),
    ] = None,
) -> Listing:
    hits = find(registry, text, today, [_kind(one) for one in kind] if kind else KINDS)
    return Listing(columns=_columns(as_of(registry, today)), rows=hits, notes=_notes(hits))


def _kind(text: str) -> str:
    """The kind that its command or its name means. Raises UsageError."""
    declared = fields(Registry)
    names = {table.command: (kind, table.noun, *declared[kind].names) for kind, table in KINDS.items()}
    command = named(text, names, _("no kind '{kind}'").format(kind=text))
    return next(kind for kind, table in KINDS.items() if table.command == command)


def _notes(hits: list[Hit]) -> list[Note]:
    mistyped = list(filter(_is_mistyped, hits))
    return [Note(mistyped, lambda some: _mistyped(len(some)))] if mistyped else []


def _mistyped(number: int) -> str:
    message = ngettext("{mark} {n} differs in one letter", "{mark} {n} differ in one letter", number)
    return message.format(mark=_ABOUT, n=number)


def _is_mistyped(hit: Hit) -> bool:
    return hit.match.rank is Rank.MISTYPED


def _columns(now: Registry) -> list[Column]:
    label = _label(now)
    declared: list[tuple[str, str, Callable[[Hit], str], Callable[[Hit], str] | None]] = [
        ("kind", _("Kind"), lambda hit: hit.record.noun, lambda hit: _(hit.record.noun)),
        ("key", _("Key"), lambda hit: hit.record.key, lambda hit: hit.record.key if hit.record.key_field() else ""),
        ("name", _("Name"), label, _named(now, label)),
        ("field", _("Found in"), lambda hit: hit.match.field, _place(label)),
        ("text", _("Text"), lambda hit: hit.match.text, None),
    ]
    columns = [
        Column(name, title, plain, shown or plain, _order(plain), everyday=_EVERYDAY.get(name))
        for name, title, plain, shown in declared
    ]
    title, field = _("One letter differs"), Field.of("mistyped", bool)
    marked = Column("mistyped", title, _is_mistyped, lambda hit: _ABOUT * _is_mistyped(hit), _is_mistyped, field=field)
    return [*columns, marked]


_EVERYDAY = {"kind": 0, "name": 1, "field": 2, "key": 3}
"""The columns for people; `field` shows the matching text as well."""


def _label(now: Registry) -> Callable[[Hit], str]:
    """What people call a record today, which may have had another name when it was entered."""

    @cache
    def labels(table: type[Record]) -> dict[str, str]:
        return now.labels(kind_of(table))

    return lambda hit: labels(type(hit.record))[hit.record.key]


def _named(now: Registry, label: Callable[[Hit], str]) -> Callable[[Hit], str]:
    """The name of a record, or a sentence where it has none of its own."""

    @cache
    def sentences(table: type[Record]) -> Callable[[Record], str]:
        return in_words(now, table)

    return lambda hit: sentences(type(hit.record))(hit.record) if hit.record.in_words else label(hit)


def _place(label: Callable[[Hit], str]) -> Callable[[Hit], str]:
    """Where it was found, and the text where the name does not tell it."""

    def place(hit: Hit) -> str:
        title = _(fields(type(hit.record))[hit.match.field].title)
        is_name = hit.match.text == label(hit) or hit.record.in_words
        return f"{_ABOUT} " * _is_mistyped(hit) + (title if is_name else f"{title}: {hit.match.text}")

    return place


def _order(text: Callable[[Hit], str]) -> Callable[[Hit], object]:
    return lambda hit: collation_key(text(hit))
