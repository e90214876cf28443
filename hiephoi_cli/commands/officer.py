"""`hiephoi officer`: who holds which office, and who did."""

from datetime import date
from functools import partial
from operator import attrgetter
from typing import Annotated, Any

import typer

from hiephoi_cli.domain import appointments, lookup
from hiephoi_cli.domain.fields import fields
from hiephoi_cli.domain.past import as_of
from hiephoi_cli.domain.records import Change, Is, Officer, Registry
from hiephoi_cli.domain.words import EndReason
from hiephoi_cli.errors import NotFound, UsageError
from hiephoi_cli.i18n import N_, _
from hiephoi_cli.interface import columns
from hiephoi_cli.interface.changing import weighing
from hiephoi_cli.interface.completion import holders, officers, people
from hiephoi_cli.interface.dated import with_doubts
from hiephoi_cli.interface.filters import Offices, On, day_of
from hiephoi_cli.interface.groups import Noun
from hiephoi_cli.interface.options import key, with_fields
from hiephoi_cli.interface.reading import reading
from hiephoi_cli.output.listing import Listing

noun = Noun(without=("add",), example='"Phạm Đoàn Tùng"')


@noun.verb(
    N_("List officers by rank of their office, then by name."),
    "hiephoi officer list",
    "hiephoi officer list --on 2025-06-30",
)
@reading
def list_(
    registry: Registry,
    today: date,
    offices: Offices,
    on: On = None,
    between: Annotated[
        tuple[str, str] | None,
        typer.Option("--between", metavar=N_("FROM TO"), help=N_("Whoever held an office on any day between")),
    ] = None,
    history: Annotated[bool, typer.Option("--all", help=N_("The whole history, past and future"))] = False,
) -> Listing:
    day = day_of(on, today)
    first, last = (day_of(text, today, "--between") for text in between or ("0001-01-01", "9999-12-31"))
    if on and between:
        raise UsageError(_("--on and --between cannot be combined"), _("give one of `--on` and `--between`"))
    if last < first:
        raise UsageError(
            _("the period ends before it begins"),
            f"hiephoi officer list --between {last.isoformat()} {first.isoformat()}",
        )
    whenever = history or between is not None or (offices.term is not None and on is None)
    held = [
        mandate
        for mandate in registry.officers
        if (mandate.held_between(first, last) if whenever else mandate.serving(day))
    ]
    if whenever:
        return columns.listing(registry, Officer, registry.by_rank(offices.narrowed(registry, held)))
    registry = as_of(registry, day)
    found = columns.listing(registry, Officer, registry.by_rank(offices.narrowed(registry, held)))
    return with_doubts(found, Officer, offices.narrowed(registry, registry.officers), day)


@noun.verb(
    N_("Show everything that one person held, for which member and until when."),
    'hiephoi officer show "Phạm Đoàn Tùng"',
)
@reading
def show(
    registry: Registry,
    today: date,
    person: Annotated[
        str,
        typer.Argument(
            metavar=N_("PERSON"), help=N_("Words of the name, with or without accents"), autocompletion=officers
        ),
    ],
) -> Listing:
    fitting = lookup.search(registry.officers, person, forms={Is.PERSON})
    same = [mandate for mandate, match in fitting if match.rank == lookup.Rank.SAME]
    found = same or [mandate for mandate, match in fitting if match.rank < lookup.Rank.INSIDE]
    if not found:
        raise NotFound(_("nobody named '{person}' held an office").format(person=person), "hiephoi officer list --all")
    found.sort(key=attrgetter("since"))
    return columns.listing(as_of(registry, today), Officer, found)


@noun.verb(
    N_("Appoint somebody without a ballot, in full or as acting."),
    "hiephoi officer end chu-tich tung --on 2027-01-01 --reason resigned",
    'hiephoi officer appoint chu-tich "Lê Văn Mẫu" --since 2027-01-01 --acting',
)
@weighing
@with_fields(Officer, leave_out=("person", "office", "since", "until", "end_reason", "election"))
def appoint(
    office: Annotated[str, key("offices")],
    person: Annotated[str, typer.Argument(metavar=N_("PERSON"), help=N_("full name"), autocompletion=people)],
    since: Annotated[str, typer.Option("--since", metavar=N_("DATE"), help=N_("first day in office"))],
    **values: Any,
) -> Change:
    declared = fields(Officer)
    named = {"person": declared["person"].parse_option(person, _("PERSON")), **values}
    day = declared["since"].parse_option(since)
    return partial(appointments.appoint, office_key=office, since=day, values=named)


@noun.verb(
    N_("End a mandate before its term: resigned, relieved, removed, died."),
    "hiephoi officer end chu-tich tung --on 2027-01-01 --reason resigned",
)
@weighing
def end(
    office: Annotated[str, key("offices")],
    person: Annotated[
        str,
        typer.Argument(
            metavar=N_("PERSON"), help=N_("Words of the name, with or without accents"), autocompletion=holders
        ),
    ],
    on: Annotated[str, typer.Option("--on", metavar=N_("DATE"), help=N_("first day out of office"))],
    reason: Annotated[
        str,
        typer.Option("--reason", metavar="|".join(item.value for item in EndReason), help=N_("why the mandate ended")),
    ],
) -> Change:
    day = fields(Officer)["until"].parse_option(on, "--on")
    why = fields(Officer)["end_reason"].parse_option(reason, "--reason")
    return partial(appointments.end, office_key=office, person=person, on=day, reason=why)
