"""`hiephoi officer`: who holds which office, and who did."""

from collections.abc import Iterable
from datetime import date
from functools import partial
from operator import attrgetter
from typing import Annotated, Any

import typer

from hiephoi_cli.commands import columns
from hiephoi_cli.commands.changing import weighing
from hiephoi_cli.commands.completion import completes, holders, officers, people, values_of
from hiephoi_cli.commands.lazy import Noun
from hiephoi_cli.commands.options import key, with_fields
from hiephoi_cli.commands.reading import reading
from hiephoi_cli.domain import lookup, mandates
from hiephoi_cli.domain.fields import fields
from hiephoi_cli.domain.records import Change, Is, Office, Officer, Registry
from hiephoi_cli.domain.vietnamese import fold, person_key
from hiephoi_cli.domain.words import EndReason
from hiephoi_cli.errors import NotFound, UsageError
from hiephoi_cli.i18n import N_, _
from hiephoi_cli.output.listing import Listing

noun = Noun()


@noun.verb
@reading
def list_(
    registry: Registry,
    today: date,
    on: Annotated[
        str | None, typer.Option("--on", metavar=N_("DATE"), help=N_("Officers on that day instead of today"))
    ] = None,
    between: Annotated[
        tuple[str, str] | None,
        typer.Option("--between", metavar=N_("FROM TO"), help=N_("Whoever held an office on any day between")),
    ] = None,
    history: Annotated[bool, typer.Option("--all", help=N_("The whole history, past and future"))] = False,
    office: Annotated[
        str | None,
        typer.Option("--office", metavar=N_("CODE"), help=N_("Only this office"), autocompletion=completes("offices")),
    ] = None,
    body: Annotated[
        str | None,
        typer.Option(
            "--body", metavar=N_("BODY"), help=N_("Only offices of this body"), autocompletion=values_of("body")
        ),
    ] = None,
    term: Annotated[
        str | None,
        typer.Option(
            "--term",
            metavar=N_("TERM"),
            help=N_("Only mandates of this term, whenever held"),
            autocompletion=values_of("term"),
        ),
    ] = None,
) -> Listing:
    """List officers by rank of their office, then by name."""
    since = fields(Officer)["since"]
    day = since.parse_option(on, "--on") if on else today
    first, last = (since.parse_option(text, "--between") for text in between or ("0001-01-01", "9999-12-31"))
    if on and between:
        raise UsageError(_("a day and a period are asked for"), _("give one of `--on` and `--between`"))
    if last < first:
        raise UsageError(
            _("the period ends before it begins"),
            f"hiephoi officer list --between {last.isoformat()} {first.isoformat()}",
        )
    whenever = history or between is not None or (term is not None and on is None)
    codes = _codes(registry, office, body)
    found = [
        mandate
        for mandate in registry.officers
        if (mandate.held_between(first, last) if whenever else mandate.serving(day))
        and mandate.office in codes
        and (term is None or mandate.term == term)
    ]
    return columns.listing(registry, Officer, by_rank(registry, found))


@noun.verb
@reading
def show(
    registry: Registry,
    person: Annotated[
        str,
        typer.Argument(
            metavar=N_("PERSON"), help=N_("Words of the name, whatever the accents"), autocompletion=officers
        ),
    ],
) -> Listing:
    """Show everything that one person held, for which member and until when."""
    fitting = lookup.search(registry.officers, person, forms={Is.PERSON})
    same = [mandate for mandate, match in fitting if match.rank == lookup.Rank.SAME]
    found = same or [mandate for mandate, match in fitting if match.rank < lookup.Rank.INSIDE]
    if not found:
        raise NotFound(_("nobody named '{person}' held an office").format(person=person), "hiephoi officer list --all")
    found.sort(key=attrgetter("since"))
    return columns.listing(registry, Officer, found)


@noun.verb
@weighing
@with_fields(Officer, leave_out=("person", "office", "since", "until", "end_reason", "election"))
def appoint(
    office: Annotated[str, key("offices")],
    person: Annotated[str, typer.Argument(metavar=N_("PERSON"), help=N_("full name"), autocompletion=people)],
    since: Annotated[str, typer.Option("--since", metavar=N_("DATE"), help=N_("first day in office"))],
    **values: Any,
) -> Change:
    """Give an office to somebody without a ballot: acting, or where none is held."""
    declared = fields(Officer)
    named = {"person": declared["person"].parse_option(person, _("PERSON")), **values}
    day = declared["since"].parse_option(since)
    return partial(mandates.appoint, office_key=office, since=day, values=named)


@noun.verb
@weighing
def end(
    office: Annotated[str, key("offices")],
    person: Annotated[
        str,
        typer.Argument(
            metavar=N_("PERSON"), help=N_("Words of the name, whatever the accents"), autocompletion=holders
        ),
    ],
    on: Annotated[str, typer.Option("--on", metavar=N_("DATE"), help=N_("first day out of office"))],
    reason: Annotated[
        str,
        typer.Option("--reason", metavar="|".join(item.value for item in EndReason), help=N_("why the mandate ended")),
    ],
) -> Change:
    """End a mandate before its term: resigned, relieved, removed, died."""
    day = fields(Officer)["until"].parse_option(on, "--on")
    why = fields(Officer)["end_reason"].parse_option(reason, "--reason")
    return partial(mandates.end, office_key=office, person=person, on=day, reason=why)


def by_rank(registry: Registry, found: Iterable[Officer]) -> list[Officer]:
    """Mandates in the order of the offices in the file, then by given name, then by their first day."""
    rank = {held.code: place for place, held in enumerate(registry.offices)}
    return sorted(found, key=lambda one: (rank.get(one.office, len(rank)), person_key(one.person), one.since))


def _codes(registry: Registry, office: str | None, body: str | None) -> set[str]:
    """The codes of the offices that are wanted; those that mandates name although they are not there, too."""
    if office:
        return {lookup.one(registry.offices, Office, office).code}
    if body:
        return {held.code for held in registry.offices if fold(body) in fold(held.body or "")}
    return {mandate.office for mandate in registry.officers}
