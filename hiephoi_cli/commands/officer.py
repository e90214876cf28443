"""`hiephoi officer`: who holds which office, and who did."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from operator import attrgetter
from typing import Annotated, Any

import typer
from msgspec import structs

from hiephoi_cli.domain import appointments
from hiephoi_cli.domain import people as people_of
from hiephoi_cli.domain.changes import Edit
from hiephoi_cli.domain.fields import fields
from hiephoi_cli.domain.identity import Identity
from hiephoi_cli.domain.past import as_of
from hiephoi_cli.domain.people import mandates_of, spelled, told_apart
from hiephoi_cli.domain.records import Change, Officer, Registry
from hiephoi_cli.domain.vietnamese import person_key
from hiephoi_cli.domain.words import EndReason
from hiephoi_cli.errors import NotFound, UsageError
from hiephoi_cli.i18n import N_, _, ngettext
from hiephoi_cli.interface import columns
from hiephoi_cli.interface.changing import destroying, weighing
from hiephoi_cli.interface.contacts import EMAILS, PHONES, Bare, Lines, Mobile, as_emails, as_phones
from hiephoi_cli.interface.dated import with_doubts
from hiephoi_cli.interface.filter_sets import Offices
from hiephoi_cli.interface.filters import On, day_of
from hiephoi_cli.interface.groups import Noun
from hiephoi_cli.interface.options import editing, key, with_fields
from hiephoi_cli.interface.reading import reading
from hiephoi_cli.interface.signature import on_tab
from hiephoi_cli.output.listing import Group, Listing, Total
from hiephoi_cli.output.listing_formats import VCARD, formats_of
from hiephoi_cli.output.stream import tell

noun = Noun(without=("add",), example='"Phạm Đoàn Tùng"')


@noun.verb(
    N_("List officers by rank of their office, then by name."),
    "hiephoi officer list --on 2025-06-30",
    "hiephoi officer list --columns person,office,member.phone",
)
@partial(reading, formats=formats_of(Officer))
def list_(
    registry: Registry,
    today: date,
    offices: Offices,
    on: On = None,
    between: Annotated[
        tuple[str, str] | None,
        typer.Option(
            "--between", metavar=N_("FROM TO"), help=N_("Everyone who held an office on any day of this period")
        ),
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
    if not whenever:
        return _serving(registry, offices, day).for_people(*_OF_A_DAY)
    held = [mandate for mandate in registry.officers if mandate.held_between(first, last)]
    found = columns.listing(registry, Officer, registry.by_rank(offices.narrowed(registry, held)), day=day)
    return structs.replace(_apart(found), total=_TOTAL)


_OF_A_DAY = ("person", "office", "since", "member", "until", "term", "end_reason")
"""What people see of those in office on a day: few of them have an end, and all stand for somebody."""


def _people(mandates: Sequence[Officer]) -> int:
    """How many people they are; some hold two offices."""
    return len({one.who for one in mandates})


def _said(text: str, number: int) -> str:
    return ngettext("{n} person", "{n} people", number).format(n=text)


_TOTAL = Total(_people, _said)


def _serving(registry: Registry, offices: Offices, day: date) -> Listing:
    """Whoever holds these offices on a day."""
    registry = as_of(registry, day)
    held = [mandate for mandate in registry.officers if mandate.serving(day)]
    found = columns.listing(registry, Officer, registry.by_rank(offices.narrowed(registry, held)), day=day)
    return with_doubts(
        structs.replace(found, total=_TOTAL), Officer, offices.narrowed(registry, registry.officers), day
    )


def _apart(found: Listing) -> Listing:
    """The history, with the member behind a name that two people share; a narrow screen has no room for members."""
    shown = told_apart(found.rows)
    apart = [structs.replace(one, shown=shown) if one.key == Officer.called_by else one for one in found.columns]
    return structs.replace(found, columns=apart)


@noun.verb(
    N_("Show everything that one person held, for which member and until when."),
    'hiephoi officer show "Phạm Đoàn Tùng"',
)
@partial(reading, formats=formats_of(Officer))
def show(
    registry: Registry,
    today: date,
    person: Annotated[
        str,
        typer.Argument(
            metavar=N_("PERSON"),
            help=N_("Person: words of the name, with or without accents"),
            autocompletion=on_tab("officers"),
        ),
    ],
) -> Listing:
    found = sorted(mandates_of(registry, registry.officers, person), key=attrgetter("since"))
    if not found:
        raise NotFound(_("nobody named '{person}' held an office").format(person=person), "hiephoi officer list --all")
    return _by_person(registry, columns.listing(as_of(registry, today), Officer, found, day=today))


def _by_person(registry: Registry, found: Listing) -> Listing:
    """The mandates under a title for each person, with the member, so that columns are left for the rest."""
    held: dict[Identity, list[Officer]] = {}
    for mandate in found.rows:
        held.setdefault(mandate.who, []).append(mandate)
    companies = registry.labels("members")
    people = sorted(held.items(), key=lambda pair: (person_key(pair[1][0].person), pair[0].member or ""))
    groups = []
    for who, mandates in people:
        title = " · ".join(filter(None, (mandates[0].person, companies.get(who.member or ""))))
        groups.append(Group(spelled(mandates[0]), title, mandates))
    return structs.replace(found.for_people("office", "since", "until", "end_reason", "term"), groups=groups)


@noun.verb(
    N_("Appoint somebody without a ballot, in full or as acting."),
    "hiephoi officer end chu-tich tung --on 2027-01-01 --reason resigned",
    'hiephoi officer appoint chu-tich "Lê Văn Mẫu" --since 2027-01-01 --acting',
)
@weighing
@with_fields(Officer, leave_out=("person", "office", "since", "until", "end_reason", "election"))
def appoint(
    office: Annotated[str, key("offices")],
    person: Annotated[
        str,
        typer.Argument(
            metavar=N_("PERSON[@MEMBER]"),
            help=N_("full name; behind @ the member"),
            autocompletion=on_tab("people"),
        ),
    ],
    since: Annotated[str, typer.Option("--since", metavar=N_("DATE"), help=N_("first day in office"))],
    **values: Any,
) -> Change:
    declared = fields(Officer)
    name, _at, member = person.partition("@")
    if member.strip() and values.get("member"):
        raise UsageError(_("the member is named twice"), _("name it behind the @ or with `--member`"))
    named = {"person": declared["person"].parse_option(name, _("PERSON")), **values}
    if member.strip():
        named["member"] = declared["member"].parse_option(member)
    day = declared["since"].parse_option(since)
    return partial(appointments.appoint, office_key=office, since=day, values=named)


_Held = Annotated[str, key("offices")]
_Holder = Annotated[
    str,
    typer.Argument(
        metavar=N_("PERSON[@MEMBER]"),
        help=N_("Person: words of the name, with or without accents; behind @ the member, where two have that name"),
        autocompletion=on_tab("holders"),
    ),
]
_Then = Annotated[
    str | None,
    typer.Option("--on", metavar=N_("DATE"), help=N_("A day in the mandate, where the person held the office twice")),
]


@noun.verb(
    N_("End a mandate before its term: resigned, relieved, removed, died."),
    "hiephoi officer end chu-tich tung --on 2027-01-01 --reason resigned",
)
@weighing
def end(
    held: _Held,
    holder: _Holder,
    on: Annotated[str, typer.Option("--on", metavar=N_("DATE"), help=N_("first day out of office"))],
    reason: Annotated[
        str,
        typer.Option("--reason", metavar="|".join(item.value for item in EndReason), help=N_("why the mandate ended")),
    ],
) -> Change:
    day = fields(Officer)["until"].parse_option(on, "--on")
    why = fields(Officer)["end_reason"].parse_option(reason, "--reason")
    return partial(appointments.end, office_key=held, person=holder, on=day, reason=why)


@noun.verb(
    N_("Correct a mandate; the candidate whom it follows from is corrected with it."),
    "hiephoi officer edit chu-tich tung --since 2024-11-12",
)
@weighing
@editing(Officer)
def edit(held: _Held, holder: _Holder, change: Edit, on: _Then = None) -> Change:
    return partial(appointments.edit, office_key=held, person=holder, on=_day(on), change=change)


@noun.verb(
    N_("Remove a mandate recorded by mistake. One that ended: `end`."), "hiephoi officer remove chu-tich tung --yes"
)
@destroying
def remove(held: _Held, holder: _Holder, on: _Then = None) -> Change:
    return partial(appointments.remove, office_key=held, person=holder, on=_day(on))


@noun.verb(
    N_("Correct the name of a person wherever it stands: mandates, candidates, representatives."),
    'hiephoi officer rename "Phạm Đoàn Tùng" "Phạm Đoàn Tùng Mẫu"',
)
@weighing
def rename(
    registry: Callable[[], Registry],
    person: Annotated[
        str,
        typer.Argument(
            metavar=N_("PERSON[@MEMBER]"),
            help=N_(
                "Person: words of the name, with or without accents; behind @ the member, where two have that name"
            ),
            autocompletion=on_tab("everybody"),
        ),
    ],
    new: Annotated[str, typer.Argument(metavar=N_("NEW"), help=N_("The right name, in full"))],
) -> Change:
    name = fields(Officer)["person"].parse_option(new, _("NEW"))
    for other in people_of.taken(registry(), person, name):
        tell(
            _("there is a {person} of {member} already: both become one person").format(
                person=name, member=other.member
            )
            if other.member
            else _("there is a {person} already: both become one person").format(person=name)
        )
    return partial(people_of.rename, text=person, new=name)


@noun.verb(
    N_("List the e-mail addresses of officers' members, ready to paste into a message."),
    "hiephoi officer emails",
    "hiephoi officer emails --office chu-tich --bare",
)
@partial(reading, usual=EMAILS, formats=(EMAILS, VCARD))
def emails(
    registry: Registry, today: date, offices: Offices, lines: Lines, on: On = None, bare: Bare = False
) -> Listing:
    day = day_of(on, today)
    return as_emails(as_of(registry, day), _serving(registry, offices, day), lines, bare=bare)


@noun.verb(
    N_("List the telephone numbers of officers' members, ready to paste into a text message."),
    "hiephoi officer phones",
    "hiephoi officer phones --office chu-tich --mobile",
)
@partial(reading, usual=PHONES, formats=(PHONES, VCARD))
def phones(
    registry: Registry, today: date, offices: Offices, lines: Lines, on: On = None, mobile: Mobile = False
) -> Listing:
    day = day_of(on, today)
    return as_phones(as_of(registry, day), _serving(registry, offices, day), lines, mobile=mobile)


def _day(on: str | None) -> date | None:
    return fields(Officer)["since"].parse_option(on, "--on") if on else None
