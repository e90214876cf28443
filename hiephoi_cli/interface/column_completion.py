"""The columns of a command's own listing that Tab offers, and the conditions on them."""

import inspect
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from hiephoi_cli.domain.records import KINDS
from hiephoi_cli.domain.words import Choice
from hiephoi_cli.i18n import N_, _, spoken
from hiephoi_cli.interface.columns import listing
from hiephoi_cli.interface.completion import Offer, Typed, keys_of
from hiephoi_cli.interface.invocation import today
from hiephoi_cli.interface.signature import is_set, parameters

if TYPE_CHECKING:
    from hiephoi_cli.output.listing import Column, Listing


def columns(ctx: Typed) -> list[Offer]:
    """The columns of the listing that the command gives, those named before left out."""
    before, comma, _last = ctx.text.rpartition(",")
    named = {name.strip() for name in before.split(",")}
    return [offer for offer in _columns(ctx, before + comma) if offer not in named]


def sort_column(ctx: Typed) -> list[Offer]:
    """The columns of the listing that the command gives, behind a `-` that sorts downwards."""
    return list(_columns(ctx, "-" if ctx.text.startswith("-") else ""))


def _columns(ctx: Typed, before: str) -> Iterator[Offer]:
    """The columns of the command's listing, or at the end of the path that is being typed."""
    path, dot, _last = ctx.text.removeprefix(before).rpartition(".")
    listing = _listing(ctx)
    yield from _column_offers(_at_end(listing, path) if dot else listing.known, before + path + dot)


def _at_end(listing: "Listing", path: str) -> Sequence["Column"]:
    """The columns to which a path of columns leads."""
    way = listing.column(path).way
    return way.columns() if way else ()


def _column_offers(columns: Sequence["Column"], before: str) -> Iterator[Offer]:
    for column in columns:
        name = column.title if column.title != column.key else ""
        titles = (word for title in column.also for word in sorted(spoken(title)))
        yield Offer(column.key, name, also=(column.title, *titles), before=before)


def _listing(ctx: Typed) -> "Listing":
    """What the command itself would show, asked of it."""
    verb = inspect.unwrap(ctx.command.callback)
    values: dict[str, object] = {"registry": ctx.registry, "today": today()}
    own = parameters(verb)
    for name, parameter in own.items():
        if is_set(parameter.annotation):
            values[name] = parameter.annotation()
        elif parameter.default is parameter.empty:
            values.setdefault(name, ctx.given.get(name, [""])[-1])
    listing: Listing = verb(**{name: value for name, value in values.items() if name in own})
    return listing


def conditions(ctx: Typed) -> list[Offer]:
    """Completes `--where`: a column of the command's listing, and what may stand behind its operator."""
    return list(_conditions(ctx, _listing(ctx)))


def conditions_on(ctx: Typed, kind: str) -> list[Offer]:
    """Completes `--where` of a command that has no listing but is about records of a kind."""
    records = getattr(ctx.registry, kind)
    return list(_conditions(ctx, listing(ctx.registry, KINDS[kind], records, day=today())))


def _conditions(ctx: Typed, listing: "Listing") -> Iterator[Offer]:
    from hiephoi_cli.domain.where import parted

    field, sign, value = parted(ctx.text)
    if sign and field.strip():
        column = listing.column(field)
        yield from _values(ctx, column, listing.rows, ctx.text.removesuffix(value))
    else:
        path, dot, _last = value.rpartition(".") if sign else field.rpartition(".")
        yield from _column_offers(_at_end(listing, path) if dot else listing.known, sign + path + dot)


def _values(ctx: Typed, column: "Column", rows: Iterable[object], before: str) -> Iterator[Offer]:
    """What a value of a column may be: any key or choice, of days the years, else what there is."""
    field = column.field
    if field.refers_to:
        yield from keys_of(ctx.registry, field.refers_to, before)
    elif issubclass(field.base, Choice):
        for item in field.base:
            yield Offer(item.value, _(item.shown), also=tuple(spoken(item.shown)), before=before)
    elif field.base is bool:
        yield from (Offer(_(word), before=before) for word in (N_("yes"), N_("no")))
    else:
        values = [item for row in rows for item in _items(column.plain(row))]
        texts = [str(value.year) if isinstance(value, date) else str(value) for value in values]
        yield from (Offer(text, before=before) for text, _times in Counter(texts).most_common())


def _items(value: object) -> Iterable[object]:
    return value if isinstance(value, (tuple, list)) else () if value is None else (value,)
