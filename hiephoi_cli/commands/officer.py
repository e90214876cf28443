"""`hiephoi officer`: who holds which office, and who did."""

from datetime import date
from typing import Annotated

import typer

from hiephoi_cli.commands import columns
from hiephoi_cli.commands.completion import completes
from hiephoi_cli.commands.lazy import Noun
from hiephoi_cli.commands.reading import reading
from hiephoi_cli.domain import lookup
from hiephoi_cli.domain.fields import fields
from hiephoi_cli.domain.records import Office, Officer, Registry
from hiephoi_cli.domain.vietnamese import person_key
from hiephoi_cli.i18n import N_
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
    history: Annotated[bool, typer.Option("--all", help=N_("The whole history, past and future"))] = False,
    office: Annotated[
        str | None,
        typer.Option("--office", metavar=N_("CODE"), help=N_("Only this office"), autocompletion=completes("offices")),
    ] = None,
    term: Annotated[
        str | None, typer.Option("--term", metavar=N_("TERM"), help=N_("Only mandates of this term, whenever held"))
    ] = None,
) -> Listing:
    """List officers by rank of their office, then by name."""
    day = fields(Officer)["since"].parse_option(on, "--on") if on else today
    code = lookup.one(registry.offices, Office, office).code if office else None
    whenever = history or (term is not None and on is None)
    rank = {held.code: place for place, held in enumerate(registry.offices)}
    found = [
        mandate
        for mandate in registry.officers
        if (whenever or mandate.serving(day))
        and (code is None or mandate.office == code)
        and (term is None or mandate.term == term)
    ]
    found.sort(key=lambda mandate: (rank.get(mandate.office, len(rank)), person_key(mandate.person), mandate.since))
    return columns.listing(registry, Officer, found)
