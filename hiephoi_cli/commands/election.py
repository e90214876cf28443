"""`hiephoi election`: the ballots, and the mandates that follow from them."""

from functools import partial
from typing import Annotated, Any

import typer

from hiephoi_cli.commands import columns
from hiephoi_cli.commands.changing import destroying, weighing
from hiephoi_cli.commands.lazy import Noun
from hiephoi_cli.commands.options import key, with_fields
from hiephoi_cli.commands.reading import reading
from hiephoi_cli.domain import elections, lookup
from hiephoi_cli.domain.fields import fields
from hiephoi_cli.domain.records import Change, Election, Registry
from hiephoi_cli.errors import UsageError
from hiephoi_cli.i18n import N_, _
from hiephoi_cli.output.listing import Listing

noun = Noun()
_CANDIDATE = N_("PERSON[@MEMBER][=VOTES]")


@noun.verb
@reading
def list_(registry: Registry) -> Listing:
    """List elections, the latest last."""
    found = sorted(registry.elections, key=lambda election: election.on)
    return columns.listing(registry, Election, found)


@noun.verb
@reading
def show(registry: Registry, key: Annotated[str, key("elections")]) -> Listing:
    """Show all that is known of one election."""
    return columns.one(registry, lookup.one(registry.elections, Election, key))


@noun.verb
@weighing
@with_fields(Election, leave_out=("id", "on", "office", "kind", "candidates"))
def record(
    office: Annotated[str, key("offices")],
    on: Annotated[str, typer.Option("--on", metavar=N_("DATE"), help=N_("day of the ballot"))],
    elect: Annotated[list[str] | None, typer.Option("--elect", metavar=_CANDIDATE, help=N_("Who was elected"))] = None,
    lose: Annotated[
        list[str] | None, typer.Option("--lose", metavar=_CANDIDATE, help=N_("Who was not elected"))
    ] = None,
    by_election: Annotated[
        bool, typer.Option("--by-election", help=N_("Only fill free seats, for the rest of the term"))
    ] = False,
    **values: Any,
) -> Change:
    """Record an election, with the mandates that follow from it.

    Those elected take office on that day. In a regular election, the mandates of the office that were held until
    then end; a by-election only adds to them, up to the free seats.
    """
    candidates = [
        *(elections.candidate(text, elected=True) for text in elect or ()),
        *(elections.candidate(text, elected=False) for text in lose or ()),
    ]
    if not candidates:
        raise UsageError(_("nobody stands in this election"), _("name at least one with `--elect PERSON`"))
    day = fields(Election)["on"].parse_option(on)
    recorded = elections.record_by_election if by_election else elections.record
    return partial(recorded, office_key=office, on=day, candidates=candidates, values=values)


@noun.verb
@destroying
def remove(key: Annotated[str, key("elections")]) -> Change:
    """Take back an election recorded wrongly: its mandates go, and those that it ended are open again."""
    return partial(elections.remove, key=key)
