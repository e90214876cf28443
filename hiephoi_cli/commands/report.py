"""`hiephoi report`: lists to print, sign and file, in Vietnamese unless HIEPHOI_LANG says otherwise."""

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer
from msgspec import structs

from hiephoi_cli.domain import lookup
from hiephoi_cli.domain.matching_lines import lines
from hiephoi_cli.domain.matching_members import Market, Wanted
from hiephoi_cli.domain.past import as_of
from hiephoi_cli.domain.records import Link, Member, Officer, Registry, Table
from hiephoi_cli.i18n import N_, _, vietnamese_first
from hiephoi_cli.interface import columns
from hiephoi_cli.interface.filter_sets import Offices, Period, bodies_of
from hiephoi_cli.interface.filters import On, Sectors, day_of, sectors_of
from hiephoi_cli.interface.groups import Noun
from hiephoi_cli.interface.invocation import origin_of, today
from hiephoi_cli.interface.matches import Best, limit, reason
from hiephoi_cli.interface.options import key
from hiephoi_cli.interface.output import OutputFile, destination, format_option
from hiephoi_cli.interface.rows import MEMBERS_WHERE, AnyOf, narrowed, where_option
from hiephoi_cli.interface.signature import OptionSet, flat, parameters, presented, taken
from hiephoi_cli.output.papers.matches import Supplier, matches_paper, with_links
from hiephoi_cli.output.papers.page import page
from hiephoi_cli.output.papers.paper import Paper, links_paper, members_paper, officers_paper
from hiephoi_cli.output.papers.text import document, screen
from hiephoi_cli.output.papers.workbook import workbook
from hiephoi_cli.output.screen import output_on_terminal
from hiephoi_cli.output.stream import tell

noun = Noun()

_OF_A_MEMBER = (
    'hiephoi member add "Công ty TNHH Mẫu" --seek "khuôn ép nhựa"',
    "hiephoi report match HV-0002 -o match.html",
)

_WRITERS: dict[str, Callable[[Paper], Iterable[str] | bytes]] = {
    "html": page,
    "xlsx": workbook,
    "markdown": document,
    "table": screen,
}


class Output(OptionSet, frozen=True):
    """How a paper is wanted."""

    format_: Annotated[
        str | None, format_option(_WRITERS, N_("Format; by default a table on a terminal, Markdown in a pipe"))
    ] = None
    output: OutputFile = None


def _printing(verb: Callable[..., Callable[[], Paper]]) -> Callable[..., None]:
    """Turn a verb that returns the maker of a paper into a command that writes the paper, in Vietnamese.

    The verb gets the `registry` and `today`.
    """
    verb = flat(verb)

    def command(ctx: typer.Context, **given: Any) -> None:
        wanted, origin = taken(Output, given), origin_of(ctx)
        make = verb(registry=origin.read(), today=today(), **given)
        with vietnamese_first():
            paper = make()
        _hand_out(paper, wanted, origin.path)

    own = [parameter for name, parameter in parameters(verb).items() if name not in {"registry", "today"}]
    return presented(command, verb, [*own, *parameters(Output).values()])


@noun.verb(
    N_("Make the list of those who hold offices, with title block and room for signatures."),
    "hiephoi report officers -o officers.html",
)
@_printing
def officers(
    registry: Registry,
    today: date,
    offices: Offices,
    on: On = None,
    where: Annotated[list[str] | None, where_option("officers")] = None,
    any_: AnyOf = False,
) -> Callable[[], Paper]:
    day = day_of(on, today)
    registry = as_of(registry, day)
    whenever = offices.term is not None and on is None
    held = [mandate for mandate in registry.officers if whenever or mandate.serving(day)]
    bodies = bodies_of(registry, offices.body) if offices.body else []
    body, term = ", ".join(bodies), offices.term or ""
    listed = columns.listing(registry, Officer, offices.narrowed(registry, held), day=day)
    rows = narrowed(listed, where, any_=any_).rows

    def paper() -> Paper:
        whole = officers_paper(registry, rows, day, body=body, term=term)
        return _selected(whole, registry, Officer, where, any_=any_)

    return paper


@noun.verb(
    N_("Make the list of members, with title block and room for signatures."),
    "hiephoi report members --sector xay-lap -o members.html",
)
@_printing
def members(
    registry: Registry,
    today: date,
    on: On = None,
    sector: Sectors = None,
    where: Annotated[list[str] | None, where_option("members", MEMBERS_WHERE)] = None,
    any_: AnyOf = False,
) -> Callable[[], Paper]:
    day, sectors = day_of(on, today), sectors_of(registry, sector)
    registry = as_of(registry, day)
    codes = {wanted.code for wanted in sectors}
    listed = [member for member in registry.members_on(day) if not codes or codes.intersection(member.sectors)]
    rows = narrowed(columns.listing(registry, Member, listed, day=day), where, any_=any_).rows

    def paper() -> Paper:
        whole = members_paper(registry, rows, day, sectors)
        return _selected(whole, registry, Member, where, any_=any_)

    return paper


@noun.verb(
    N_("Make the list of links introduced in a period and what became of them, with title block and signatures."),
    "hiephoi report links --from 2026-01-01 --to 2026-12-31 -o links.html",
)
@_printing
def links(
    registry: Registry,
    today: date,
    period: Period,
    where: Annotated[list[str] | None, where_option("links")] = None,
    any_: AnyOf = False,
) -> Callable[[], Paper]:
    first, last = period.days(today, "hiephoi report links")
    registry = as_of(registry, last)
    introduced = [link for link in registry.links if first <= link.on <= last]
    rows = narrowed(columns.listing(registry, Link, introduced, day=last), where, any_=any_).rows

    def paper() -> Paper:
        return _selected(links_paper(registry, rows, first, last), registry, Link, where, any_=any_)

    return paper


@noun.verb(
    N_("Make the list of what a member seeks and who offers it, with representative, telephone and reason."),
    *_OF_A_MEMBER,
)
@_printing
def match(
    registry: Registry,
    today: date,
    key: Annotated[str, key("members")],
    on: On = None,
    most: Best = 5,
) -> Callable[[], Paper]:
    day = day_of(on, today)
    registry = as_of(registry, day)
    member, market = lookup.one(registry.members, Member, key), Market(registry, day)
    proposals = market.suppliers(market.needs([member]), Wanted(per_need=limit(most))).shown
    listed = list(zip(lines(market, proposals, day), proposals, strict=True))

    def paper() -> Paper:
        suppliers = [Supplier(line.seeks, one.supplier, line.offers, reason(registry, line)) for line, one in listed]
        return matches_paper(registry, member, with_links(registry, market, member, suppliers), day)

    return paper


def _selected(paper: Paper, registry: Registry, table: type[Table], where: list[str] | None, *, any_: bool) -> Paper:
    """The paper, saying in its own language by which conditions its rows were chosen."""
    if not where:
        return paper
    from hiephoi_cli.interface.selection import selection  # most papers are whole

    listing = columns.listing(registry, table, (), day=today())  # of no rows, so that any day does
    condition = selection(registry, listing, where, any_=any_)
    return structs.replace(paper, subtitles=[*paper.subtitles, condition])


def _hand_out(paper: Paper, wanted: Output, registry: Path) -> None:
    """Write the paper to the file, else to standard output: a table on a terminal, Markdown in a pipe."""
    usual = "table" if output_on_terminal() else "markdown"
    to = destination(_WRITERS, format_=wanted.format_, output=wanted.output, registry=registry, usual=usual)
    to.take(paper, _WRITERS)
    if not paper.rows:
        tell(_("nothing found"))
