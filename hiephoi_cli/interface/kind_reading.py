"""The verbs that list and show records of any kind."""

from collections.abc import Callable
from datetime import date
from operator import attrgetter
from typing import Annotated, TypeVar

import typer
from msgspec import structs

from hiephoi_cli.domain.past import as_of
from hiephoi_cli.domain.records import KINDS, Record, Registry, kind_of
from hiephoi_cli.errors import NotFound
from hiephoi_cli.i18n import N_
from hiephoi_cli.interface import columns
from hiephoi_cli.interface.filters import By, On, OnDay, day_of, grouped_by
from hiephoi_cli.interface.groups import Noun
from hiephoi_cli.interface.invocation import Origin
from hiephoi_cli.interface.options import key
from hiephoi_cli.interface.reading import reading
from hiephoi_cli.output.listing import Listing
from hiephoi_cli.output.listing_formats import formats_of

R = TypeVar("R", bound=Record)
Words = Annotated[str, typer.Argument(metavar=N_("WORDS"), help=N_("Words to look for, with or without accents"))]


def list_verb(kind: str, noun: Noun) -> Callable[..., None]:
    """The verb that lists records of a kind, all or those that some words fit."""

    def list_(registry: Registry, today: date, text: Words = "", on: On = None, by: By = None) -> Listing:
        table, day = KINDS[kind], day_of(on, today)
        records = getattr(registry, kind)
        if table.ordered_by:
            records = sorted(records, key=attrgetter(table.ordered_by))
            records = [record for record in records if not on or getattr(record, table.ordered_by) <= day]
        return listed(structs.replace(registry, **{kind: tuple(records)}), kind, noun, text=text, day=day, by=by)

    return reading(list_, formats=formats_of(KINDS[kind]))


def listed(registry: Registry, kind: str, noun: Noun, *, text: str, day: date, by: str | None) -> Listing:
    """The records of a kind on a day, all or those that some words fit."""
    table, registry = KINDS[kind], as_of(registry, day)
    listing = _with_more(columns.listing(registry, table, getattr(registry, kind), day=day), noun, registry, day)
    if text:
        from hiephoi_cli.domain.search import search  # neither whole lists nor Tab need it
        from hiephoi_cli.interface.matched import with_matches

        hits = search(listing.rows, text)
        found = structs.replace(listing, rows=[record for record, _match in hits])
        listing = with_matches(found, table, hits)
    return grouped_by(registry, listing, table, by)


def show_verb(kind: str, noun: Noun) -> Callable[..., None]:
    """The verb that shows one record of a kind."""

    def show(
        registry: Registry,
        today: date,
        origin: Origin,
        key: Annotated[str, key(kind)],
        on: OnDay = None,
        history: Annotated[
            bool, typer.Option("--history", help=N_("Show its changes as well: who, when and how"))
        ] = False,
    ) -> Listing:
        from hiephoi_cli.interface.dated import with_changes_ahead  # not needed by lists

        records, day = getattr(registry, kind), day_of(on, today)
        record = record_named(registry, KINDS[kind], key, origin)
        then = as_of(registry, day)
        listing = _with_more(columns.one(then, getattr(then, kind)[records.index(record)], day), noun, then, day)
        listing = with_changes_ahead(listing, record, day)
        if not history:
            return listing
        from hiephoi_cli.interface.logged import with_history  # few ask for it

        return with_history(listing, origin, registry, (kind, record.key))

    return reading(show, single=True, formats=formats_of(KINDS[kind]))


def record_named(registry: Registry, table: type[R], key: str, origin: Origin) -> R:
    """The record that KEY names. Raises Conflict, or NotFound, which says when it was removed if the log knows."""
    from hiephoi_cli.domain import lookup  # not needed by lists and Tab

    try:
        return lookup.one_in(registry, table, key)
    except NotFound as error:
        from hiephoi_cli.interface.logged import removed  # few ask for what is gone

        raise (origin.past is None and removed(origin, kind_of(table), key)) or error from None


def _with_more(listing: Listing, noun: Noun, registry: Registry, today: date) -> Listing:
    """The listing with what follows from other records, and the columns that the noun adds."""
    listing = columns.with_derived(listing)
    if not noun.more_columns:
        return listing
    return structs.replace(listing, columns=[*listing.columns, *noun.more_columns(registry, today)])
