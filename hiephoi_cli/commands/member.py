"""`hiephoi member`: the enterprises and units of the association."""

from collections.abc import Callable, Iterable
from datetime import date
from functools import partial
from operator import attrgetter
from typing import Annotated, NamedTuple

import typer
from msgspec import structs

from hiephoi_cli.domain import changes, dated_changes, union
from hiephoi_cli.domain.fields import fields
from hiephoi_cli.domain.finding import with_zones
from hiephoi_cli.domain.past import as_of
from hiephoi_cli.domain.records import Change, FormerName, FormerRepresentative, Member, Officer, Registry
from hiephoi_cli.domain.search import Match, search
from hiephoi_cli.domain.suggest import did_you_mean
from hiephoi_cli.domain.words import LeaveReason, Membership
from hiephoi_cli.errors import InvalidData, UsageError
from hiephoi_cli.i18n import N_, _, ngettext
from hiephoi_cli.interface import columns
from hiephoi_cli.interface.changing import changing, destroying
from hiephoi_cli.interface.completion import completes, people
from hiephoi_cli.interface.contacts import EMAILS, PHONES, VCARD, Bare, Lines, Mobile, as_emails, as_phones, formats_of
from hiephoi_cli.interface.dated import period, with_days_ahead, with_doubts
from hiephoi_cli.interface.filters import On, Sectors, day_of, sectors_of
from hiephoi_cli.interface.groups import Noun
from hiephoi_cli.interface.invocation import today
from hiephoi_cli.interface.matched import with_matches
from hiephoi_cli.interface.options import By, key
from hiephoi_cli.interface.prompts import needed
from hiephoi_cli.interface.reading import reading
from hiephoi_cli.output.listing import Column, Listing, Total
from hiephoi_cli.output.screen import somebody_is_there

noun = Noun(
    helps={"remove": N_("Remove one member entered by mistake. One that leaves the association: `leave`.")},
    example="HV-0001",
    examples={
        "add": ('hiephoi member add "Công ty TNHH Mẫu" --sector xay-lap',),
        "edit": ("hiephoi member edit HV-0001 --phone 02253000000 --sector tu-van",),
        "remove": ('hiephoi member add "Công ty TNHH Mẫu"', 'hiephoi member remove "Công ty TNHH Mẫu"'),
    },
)


class _Wanted(NamedTuple):
    """Which members are wanted."""

    text: Annotated[str, typer.Argument(metavar=N_("WORDS"), help=N_("Words to look for, with or without accents"))] = (
        ""
    )
    sector: Sectors = None
    membership: Annotated[
        str | None,
        typer.Option("--membership", metavar="|".join(Membership), help=N_("Only this class")),
    ] = None
    on: On = None
    former: Annotated[bool, typer.Option("--former", help=N_("Only those who have left"))] = False
    everybody: Annotated[bool, typer.Option("--all", help=N_("Those who have left as well"))] = False

    def listing(self, registry: Registry, today: date) -> Listing:
        """These members as they were on the day, with a word of those of whom it is not certain."""
        day = day_of(self.on, today)
        registry = as_of(registry, day)
        hits = self._hits(registry)
        fitting = [member for member, _match in hits]
        members = [
            member
            for member in fitting
            if self.everybody or (member.has_left(day) if self.former else member.belongs(day))
        ]
        found = structs.replace(columns.listing(registry, Member, members, day=day), total=_TOTAL)
        if self.text:
            found = with_matches(found, Member, hits)
        if not self.everybody:
            found = with_doubts(found, Member, fitting, day)
        if not (self.everybody or self.former or self.on):
            found = with_days_ahead(found, fitting, day)
        return found

    def _hits(self, registry: Registry) -> list[tuple[Member, Match | None]]:
        """The members of these sectors and this class with the words, whenever they belonged, and where these stand."""
        wanted = fields(Member)["membership"].parse_option(self.membership) if self.membership else None
        codes = {sector.code for sector in sectors_of(registry, self.sector)}
        fitting = [
            member
            for member in registry.members
            if (not codes or codes.intersection(member.sectors)) and (wanted is None or member.membership == wanted)
        ]
        if not self.text:
            return [(member, None) for member in fitting]
        return [*with_zones(structs.replace(registry, members=tuple(fitting)), search(fitting, self.text), self.text)]


def _members(text: str, number: int) -> str:
    return ngettext("{n} member", "{n} members", number).format(n=text)


_TOTAL = Total(len, _members)


@noun.verb(
    N_("List members."),
    'hiephoi member list --where "sectors=xay-lap" --where "joined>=2025"',
    "hiephoi member list --excel -o members.csv",
)
@partial(reading, formats=formats_of(Member))
def list_(registry: Registry, today: date, members: _Wanted, by: By = None) -> Listing:
    found = members.listing(registry, today)
    return columns.grouped(as_of(registry, day_of(members.on, today)), found, Member, by) if by else found


@noun.columns
def _holding(registry: Registry, _today: date) -> Iterable[Column]:
    """The offices that people have held for a member, the latest last."""
    labels = registry.labels("offices")

    def held(member: Member) -> list[Officer]:
        return sorted((one for one in registry.officers if one.member == member.id), key=attrgetter("since"))

    def shown(member: Member) -> str:
        return "; ".join(
            f"{one.person}: {labels.get(one.office, one.office)} ({period(one.since, one.until)})"
            for one in held(member)
        )

    def plain(member: Member) -> list[dict[str, object]]:
        names = ("person", "office", "since", "until")
        return [{name: getattr(one, name) for name in names} for one in held(member)]

    return (Column("mandates", _("Offices held"), plain, shown, shown),)


@noun.verb(
    N_("Give a member a new name from a day on; the old one stays known."),
    'hiephoi member rename HV-0001 "Công ty Cổ phần Mẫu" --on 2027-01-01',
)
@changing
def rename(
    key: Annotated[str, key("members")],
    name: Annotated[str, typer.Argument(metavar=N_("NAME"), help=N_("full registered name"))],
    on: Annotated[str, typer.Option("--on", metavar=N_("DATE"), help=N_("first day of the new name"))],
    document: Annotated[
        str | None,
        typer.Option("--document", metavar=N_("TEXT"), help=N_("number of the certificate or decision of the change")),
    ] = None,
) -> Change:
    declared = fields(FormerName)
    return partial(
        dated_changes.rename,
        key=key,
        name=fields(Member)["name"].parse_option(name, _("NAME")),
        on=declared["until"].parse_option(on, "--on"),
        document=declared["document"].parse_option(document) if document else None,
    )


@noun.verb(
    N_("Give a member another representative from a day on; the one before stays known."),
    'hiephoi member represent HV-0001 "Lê Văn Mẫu" --on 2027-01-01',
)
@changing
def represent(
    key: Annotated[str, key("members")],
    person: Annotated[str, typer.Argument(metavar=N_("PERSON"), help=N_("full name"), autocompletion=people)],
    on: Annotated[str, typer.Option("--on", metavar=N_("DATE"), help=N_("first day of the new representative"))],
    position: Annotated[
        str | None, typer.Option("--position", metavar=N_("TEXT"), help=N_("the representative's position there"))
    ] = None,
) -> Change:
    declared = fields(Member)
    return partial(
        dated_changes.represent,
        key=key,
        person=declared["representative"].parse_option(person, _("PERSON")),
        on=fields(FormerRepresentative)["until"].parse_option(on, "--on"),
        position=declared["position"].parse_option(position) if position else None,
    )


@noun.verb(
    N_("Begin a new membership of one that left; the time before stays known."),
    "hiephoi member leave HV-0001 --on 2027-01-01 --reason resigned",
    "hiephoi member rejoin HV-0001 --on 2029-01-01",
)
@changing
def rejoin(
    key: Annotated[str, key("members")],
    on: Annotated[str, typer.Option("--on", metavar=N_("DATE"), help=N_("first day of the new membership"))],
) -> Change:
    return partial(dated_changes.rejoin, key=key, on=fields(Member)["joined"].parse_option(on, "--on"))


@noun.verb(
    N_("Make one of two members that are the same company: the first becomes part of the second."),
    'hiephoi member add "Công ty TNHH Mẫu" --sector dich-vu-ho-tro',
    "hiephoi member merge HV-0002 HV-0001 --keep into --yes",
)
@partial(destroying, question=N_("make one of them?"))
def merge(
    registry: Callable[[], Registry],
    key: Annotated[str, key("members")],
    into: Annotated[
        str, typer.Argument(metavar=N_("INTO"), help=N_("the member that stays"), autocompletion=completes("members"))
    ],
    keep: Annotated[
        str | None,
        typer.Option(
            "--keep",
            metavar="|".join(union.Keep),
            help=N_("Where values differ: keep those of the one that goes (from) or stays (into)"),
        ),
    ] = None,
) -> Change:
    if keep not in {None, *union.Keep}:
        raise UsageError(
            _("'{text}' is not one of {choices}").format(text=keep, choices=", ".join(union.Keep)),
            did_you_mean(str(keep), [*union.Keep]),
        )
    chosen: dict[str, union.Keep] = {}
    if not keep and somebody_is_there():
        for dispute in union.disputes(registry(), key, into):
            chosen[dispute.field] = _chosen(dispute)
    return partial(union.merge, key=key, into=into, keep=union.Keep(keep) if keep else None, chosen=chosen)


def _chosen(dispute: union.Dispute) -> union.Keep:
    """Whose value stays, as somebody at the terminal says."""
    title = _(fields(Member)[dispute.field].title)
    question = f"{title} (1 {union.shown(dispute.gone)} · 2 {union.shown(dispute.kept)})"

    def answer(text: str) -> union.Keep:
        if text not in {"1", "2"}:
            raise InvalidData(_("'{text}' is neither 1 nor 2").format(text=text), _("type 1 or 2"))
        return union.Keep.FROM if text == "1" else union.Keep.INTO

    return needed(question, answer)


@noun.verb(
    N_("End a membership; the record stays, with its history."),
    "hiephoi member leave HV-0001 --on 2027-01-01 --reason resigned",
)
@changing
def leave(
    key: Annotated[str, key("members")],
    on: Annotated[str, typer.Option("--on", metavar=N_("DATE"), help=N_("first day without membership"))],
    reason: Annotated[
        str,
        typer.Option(
            "--reason", metavar="|".join(item.value for item in LeaveReason), help=N_("why the membership ended")
        ),
    ],
) -> Change:
    day = fields(Member)["left"].parse_option(on, "--on")
    why = fields(Member)["left_reason"].parse_option(reason, "--reason")
    return partial(changes.leave, key=key, on=day, reason=why)


@noun.verb(
    N_("Record that a member has confirmed what it offers and seeks."), "hiephoi member confirm HV-0001 --on 2026-11-20"
)
@changing
def confirm(
    key: Annotated[str, key("members")],
    on: Annotated[
        str | None, typer.Option("--on", metavar=N_("DATE"), help=N_("Day of the confirmation (default: today)"))
    ] = None,
) -> Change:
    day = fields(Member)["confirmed_on"].parse_option(on, "--on") if on else today()
    return partial(changes.edit, kind="members", key=key, change=changes.Edit({"confirmed_on": day}))


@noun.verb(
    N_("Give the e-mail addresses of members, to paste into a mail."),
    "hiephoi member emails --sector xay-lap",
    "hiephoi member emails --bare --lines",
)
@partial(reading, usual=EMAILS, formats=(EMAILS, VCARD))
def emails(registry: Registry, today: date, members: _Wanted, lines: Lines, bare: Bare = False) -> Listing:
    return as_emails(registry, members.listing(registry, today), lines, bare=bare)


@noun.verb(
    N_("Give the telephone numbers of members, to paste into a text message."),
    "hiephoi member phones --sector xay-lap",
    "hiephoi member phones --mobile --lines",
)
@partial(reading, usual=PHONES, formats=(PHONES, VCARD))
def phones(registry: Registry, today: date, members: _Wanted, lines: Lines, mobile: Mobile = False) -> Listing:
    return as_phones(registry, members.listing(registry, today), lines, mobile=mobile)
