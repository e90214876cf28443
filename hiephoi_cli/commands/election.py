"""`hiephoi election`: the ballots, and the mandates that follow from them."""

from collections.abc import Callable, Iterator
from functools import cache, partial
from typing import Annotated, Any

import typer
from msgspec import structs

from hiephoi_cli.domain import corrections
from hiephoi_cli.domain.changes import Edit
from hiephoi_cli.domain.fields import fields
from hiephoi_cli.domain.past import as_of
from hiephoi_cli.domain.records import Candidate, Change, Election, Registry
from hiephoi_cli.domain.result_lists import Ballot
from hiephoi_cli.errors import UsageError
from hiephoi_cli.i18n import N_, _
from hiephoi_cli.interface import columns
from hiephoi_cli.interface.candidate_option import Candidates
from hiephoi_cli.interface.changing import destroying, weighing
from hiephoi_cli.interface.election_draft import Draft
from hiephoi_cli.interface.groups import Noun
from hiephoi_cli.interface.invocation import Origin, today
from hiephoi_cli.interface.kind_reading import record_named
from hiephoi_cli.interface.options import editing, key, with_fields
from hiephoi_cli.interface.reading import reading
from hiephoi_cli.interface.result_list import ResultList
from hiephoi_cli.interface.signature import on_tab
from hiephoi_cli.output.bars import with_bars
from hiephoi_cli.output.listing import Column, Listing
from hiephoi_cli.output.screen import somebody_is_there
from hiephoi_cli.output.stream import tell

noun = Noun(without=("add",), helps={"list": N_("List elections, the latest last.")}, example="2024-11-11-chu-tich")


@noun.verb(N_("Show everything about one election, with its ballot."), "hiephoi election show 2024-11-11-chu-tich")
@partial(reading, single=True)
def show(registry: Registry, origin: Origin, key: Annotated[str, key("elections")]) -> Listing:
    election = record_named(registry, Election, key, origin)
    registry = as_of(registry, election.on)
    listing = columns.one(registry, election)
    shown = [structs.replace(one, shown=_nothing) if one.key == "candidates" else one for one in listing.columns]
    return structs.replace(
        listing, columns=shown, below=_ballot(registry, election), remarks=list(_remarks(registry, election))
    )


def _ballot(registry: Registry, election: Election) -> Listing:
    """The candidates by their votes, with their share of the valid ballots and a bar each; members if there is room."""
    stood = sorted(election.candidates, key=lambda one: -(one.votes or 0))
    found = columns.listing(registry, Candidate, stood)
    votes = [candidate.votes for candidate in stood if candidate.votes is not None]
    if not votes:
        return found
    title = _("Of valid ballots")
    share = Column("share", title, _nothing, lambda one: _share(one.votes, election.valid), _nothing, everyday=1)
    last = [
        structs.replace(one, everyday=len(found.columns) + 2) if one.key == "member" else one for one in found.columns
    ]
    shares = structs.replace(found, columns=[*last, share])
    return with_bars(shares, lambda one: one.votes or 0, lambda _one: max(votes) or 1)


def _share(votes: int | None, valid: int | None) -> str:
    if votes is None or not valid:
        return ""
    whole, tenths = divmod(round(1000 * votes / valid), 10)
    return _("{whole}.{tenths}%").format(whole=whole, tenths=tenths)


def _nothing(_row: object) -> str:
    return ""


def _remarks(registry: Registry, election: Election) -> Iterator[str]:
    """Quorum and majority in words, as far as the numbers are known."""
    from hiephoi_cli.domain.rules.votes import majority_reached, quorum_reached, voters_of

    reached = quorum_reached(election, registry.rules)
    if reached is not None:
        words = (
            _("quorum reached: {n} of {all} present, more than {share}")
            if reached
            else _("quorum not reached: {n} of {all} present, not more than {share}")
        )
        yield words.format(n=election.present, all=election.eligible, share=registry.rules.quorum)
    for one in election.candidates:
        reached = majority_reached(one, election, registry.rules) if one.elected else None
        if reached is not None:
            words = (
                _("{person}: majority, {n} of {all}, more than {share}")
                if reached
                else _("{person}: no majority, {n} of {all}, not more than {share}")
            )
            yield words.format(person=one.person, n=one.votes, all=voters_of(election), share=registry.rules.majority)


@noun.verb(
    N_(
        "Record an election, with the mandates that follow from it.\n\n"
        "Those elected take office on that day. In a regular election, the mandates of the office that were held "
        "until then end; a by-election only adds to them, up to the free seats. A list of results may have "
        "several offices."
    ),
    'hiephoi election record chu-tich --on 2029-11-10 --elect "Lê Văn Mẫu=60"',
)
@weighing
@with_fields(Election, leave_out=("id", "on", "office", "kind", "candidates"))
def record(
    registry: Callable[[], Registry],
    strict: bool,
    dry_run: bool,
    stood: Candidates,
    listed: ResultList,
    office: Annotated[str, key("offices")] = "",
    on: Annotated[str, typer.Option("--on", metavar=N_("DATE"), help=N_("day of the ballot"))] = "",
    by_election: Annotated[
        bool, typer.Option("--by-election", help=N_("Only fill free seats, for the rest of the term"))
    ] = False,
    **values: Any,
) -> Change:
    registry, named = cache(registry), stood.parsed
    if named and listed.results:
        raise UsageError(_("--elect/--lose and --results cannot be combined"), _("use one or the other"))
    if not listed.results and (listed.mapped or listed.ignored or listed.ignore_others):
        raise UsageError(_("'--map' and '--ignore' go with '--results'"), "--results kq.csv")
    draft = Draft(
        office=office,
        on=fields(Election)["on"].parse_option(on) if on else None,
        ballots=(Ballot("", named),) if named else tuple(listed.ballots(registry)),
        values=values,
        by_election=by_election,
    )
    if not draft.whole and somebody_is_there():
        return _answered(draft, registry(), strict=strict, dry_run=dry_run)
    draft.refuse_gaps()
    if draft.in_running_term(registry()):
        tell(_("this term has already begun; if this is a by-election, which ends no mandate, add `--by-election`"))
    return draft.change


def _answered(draft: Draft, registry: Registry, *, strict: bool, dry_run: bool) -> Change:
    """The change of a draft completed by answers; asks for agreement before it is written."""
    from hiephoi_cli.interface.dialogue import Dialogue, conducted
    from hiephoi_cli.interface.election_questions import completed  # with the rules, which only answers need
    from hiephoi_cli.interface.election_review import reviewed

    def talk(dialogue: Dialogue) -> Change:
        whole = completed(draft, registry, today(), dialogue, strict=strict)
        change = reviewed(whole.change, registry)
        if not dry_run:
            dialogue.agree(_("record it?"))
        return change

    return conducted(talk)


@noun.verb(
    N_(
        "Correct an election, even one long past; mandates follow.\n\n"
        "Whoever is elected now takes the place of whoever is not any more, until the next election. A new day moves "
        "the mandates that begin and end with the election."
    ),
    "hiephoi election edit 2024-11-11-chu-tich --since 2024-11-15",
    'hiephoi election edit 2024-11-11-chu-tich --elect "Phạm Đoàn Tùng=60"',
)
@weighing
@editing(Election, leave_out=("id", "office", "kind", "candidates"))
def edit(
    key: Annotated[str, key("elections")],
    change: Edit,
    stood: Candidates,
    drop: Annotated[
        list[str] | None,
        typer.Option(
            "--drop",
            metavar=N_("PERSON[@MEMBER]"),
            help=N_("Who did not stand"),
            autocompletion=on_tab("candidates"),
        ),
    ] = None,
) -> Change:
    return partial(corrections.edit, key=key, change=change, results=stood.parsed, dropped=drop or ())


@noun.verb(
    N_("Remove an election recorded by mistake, with its mandates; those that it ended go on until the next election."),
    "hiephoi election remove 2024-11-11-chu-tich --yes",
)
@destroying
def remove(
    key: Annotated[str, key("elections")],
    following: Annotated[
        bool,
        typer.Option(
            "--following", help=N_("With by-elections and appointments in its term, and mandates that have ended since")
        ),
    ] = False,
) -> Change:
    return partial(corrections.remove, key=key, following=following)
