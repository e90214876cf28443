"""`hiephoi match`: who could supply what members seek, and why."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Annotated

import typer
from msgspec import structs

from hiephoi_cli.domain import lookup
from hiephoi_cli.domain.matching_lines import Line, UnknownLine, UnmetLine, lines, unknown_line, unmet_line
from hiephoi_cli.domain.matching_members import Market, Unknown, Unmet, Wanted
from hiephoi_cli.domain.matching_phrases import words_of
from hiephoi_cli.domain.past import as_of
from hiephoi_cli.domain.records import Member, Registry, Zone
from hiephoi_cli.domain.vietnamese import fold, typed
from hiephoi_cli.errors import UsageError
from hiephoi_cli.i18n import N_, _, ngettext
from hiephoi_cli.interface import columns, matches
from hiephoi_cli.interface.filters import On, day_of, sector_option, sectors_of
from hiephoi_cli.interface.invocation import Origin, author
from hiephoi_cli.interface.reading import reading
from hiephoi_cli.interface.signature import on_tab
from hiephoi_cli.output.listing import Listing, Total
from hiephoi_cli.storage.proposals import Kept, keep

EXAMPLES = ('hiephoi match --need "gia công khuôn mẫu"', "hiephoi match HV-0001")


def _keep(found: Listing, registry: Registry, origin: Origin) -> None:
    """Save the proposals, so that `link add` can name one by its number."""
    rows = [row for row in found.rows if isinstance(row, Line)]
    if origin.past is None and rows:
        seeks = {member.id: member.seeks for member in registry.members}
        keep(origin.path, author().by, [_kept(row, seeks.get(row.buyer or "", ())) for row in rows])


def _kept(line: Line, seeks: Sequence[str]) -> Kept:
    return Kept(
        number=line.number,
        supplier=line.supplier,
        buyer=line.buyer,
        need=line.seeks,
        offer=line.offers,
        product=next(iter(line.products), line.seeks),
        recorded=line.seeks in seeks,
        linked=line.linked,
    )


@partial(
    reading,
    where=N_(
        "Only lines for which this holds: 'supplier.confirmed_on>=2026', '!unconfirmed'; with --unmet: 'count>=2'"
    ),
    then=_keep,
)
def verb(
    registry: Registry,
    today: date,
    key: Annotated[
        str,
        typer.Argument(
            metavar=N_("[KEY]"),
            help=N_("Only this member: what it seeks, and who seeks what it offers"),
            autocompletion=on_tab("keys", "members"),
        ),
    ] = "",
    need: Annotated[
        list[str] | None,
        typer.Option("--need", metavar=N_("TEXT"), help=N_("Ask who could supply this, instead of what members seek")),
    ] = None,
    unmet: Annotated[
        bool,
        typer.Option(
            "--unmet",
            help=N_("What members seek, nobody surely offers and no contract supplies, with how many seek it"),
        ),
    ] = False,
    unknown: Annotated[
        bool, typer.Option("--unknown", help=N_("Phrases without a product, the most frequent first"))
    ] = False,
    sector: Annotated[
        list[str] | None, sector_option(N_("Propose only members of this sector, for the needs of all"))
    ] = None,
    zone: Annotated[
        list[str] | None,
        typer.Option(
            "--zone",
            metavar=N_("KEY"),
            help=N_("Propose only members in this zone, for the needs of all"),
            autocompletion=on_tab("keys", "zones"),
        ),
    ] = None,
    certificate: Annotated[
        list[str] | None,
        typer.Option(
            "--certificate",
            metavar=N_("TEXT"),
            help=N_("Propose only members with a certificate that has these words"),
            autocompletion=on_tab("values", "certificates"),
        ),
    ] = None,
    most: matches.BestBothWays = 5,
    linked: Annotated[
        bool, typer.Option("--linked", help=N_("Also show pairs that are already linked for the need"))
    ] = False,
    on: On = None,
) -> Listing:
    _refuse_two({"--need": need, "--unmet": unmet, "--unknown": unknown})
    _refuse_wordless("--need", need, "gia công khuôn mẫu")
    _refuse_wordless("--certificate", certificate, "ISO 9001")
    day = day_of(on, today)
    then = as_of(registry, day)
    market = Market(then, day)
    wanted = Wanted(_filter(then, sector, zone, certificate), matches.limit(most), linked=linked)
    narrow = bool(sector or zone or certificate)
    member = lookup.one(then.members, Member, key) if key else None
    if unknown:
        rows = market.unknown([member] if member else market.members)
        return _unknown(then, rows, day)
    if unmet:
        asked = [member] if member else market.members
        every = _of_all(any(market.needs(asked)), narrow=narrow)
        return structs.replace(_unmet(then, market.unmet(asked, wanted), day), empty=every)
    if member and not need:
        return _both_ways(then, market, member, wanted, day)
    needs = ((member, text) for text in need) if need else market.needs([member] if member else market.members)
    found = market.suppliers(needs, wanted)
    listed = matches.listing(then, lines(market, found.shown, day), day, found.left_out)
    return matches.with_unmet(listed, found.left_out.unmet, _nobody(member, narrow=narrow)) if need else listed


def _of_all(seeking: object, *, narrow: bool) -> str:
    """What is said where no need is unmet."""
    if not seeking:
        return _("no needs are recorded")
    return _("every need has such a supplier") if narrow else _("every need has a supplier")


def _nobody(member: Member | None, *, narrow: bool) -> str:
    """What is said of a need that nobody could meet."""
    if narrow:
        return _("no such member supplies '{need}'")
    return _("no other member supplies '{need}'") if member else _("no member supplies '{need}'")


def _refuse_two(given: Mapping[str, object]) -> None:
    """Raise UsageError for two questions at once."""
    first, *others = [*(name for name, value in given.items() if value), ""]
    if others[1:]:
        raise UsageError(
            _("{option} and {other} cannot be combined").format(option=first, other=others[0]),
            _("ask one after the other"),
        )


def _refuse_wordless(option: str, texts: Iterable[str] | None, example: str) -> None:
    """Raise UsageError for a text without words, which matches nothing."""
    for text in texts or ():
        if not words_of(text):
            raise UsageError(
                f"{option}: " + _("'{text}' has no words").format(text=text), f'hiephoi match {option} "{example}"'
            )


def _filter(
    registry: Registry, sector: list[str] | None, zone: list[str] | None, certificate: list[str] | None
) -> Callable[[Member], bool]:
    """Whether a member may be proposed. Raises NotFound, Conflict."""
    sectors = {one.code for one in sectors_of(registry, sector)}
    zones = {lookup.one(registry.zones, Zone, key).code for key in zone or ()}
    held = [" ".join(words_of(fold(text))) for text in certificate or ()]

    def is_wanted(member: Member) -> bool:
        if sectors and sectors.isdisjoint(member.sectors):
            return False
        if zones and member.zone not in zones:
            return False
        own = [f" {' '.join(words_of(fold(text)))} " for text in member.certificates]
        return all(any(f" {text} " in one for one in own) for text in held)

    return is_wanted


def _both_ways(registry: Registry, market: Market, member: Member, wanted: Wanted, day: date) -> Listing:
    """Who could supply a member, and whom it could supply, numbered as one list."""
    sought = market.suppliers(market.needs([member]), wanted)
    offered = market.buyers(member, wanted, after=len(sought.shown))
    return matches.both_ways(
        registry,
        member,
        lines(market, sought.shown, day),
        lines(market, offered.shown, day, of_buyer=True),
        day,
        sought.left_out.with_others(offered.left_out),
    )


def _unmet(registry: Registry, missing: Iterable[Unmet], day: date) -> Listing:
    found = columns.listing(registry, UnmetLine, list(map(unmet_line, missing)), day=day)
    return structs.replace(found, total=Total(len, _needs))


def _needs(number: str, count: int) -> str:
    return ngettext("{n} need without a sure supplier", "{n} needs without a sure supplier", count).format(n=number)


def _unknown(registry: Registry, phrases: Iterable[Unknown], day: date) -> Listing:
    rows = list(map(unknown_line, phrases))
    hint = _("to add one: `{command}`").format(command=f"hiephoi product add {typed(rows[0].phrase)}") if rows else ""
    found = columns.listing(registry, UnknownLine, rows, day=day)
    return structs.replace(found, total=Total(len, _phrases), remarks=[hint] if hint else ())


def _phrases(number: str, count: int) -> str:
    return ngettext("{n} phrase without a product", "{n} phrases without a product", count).format(n=number)
