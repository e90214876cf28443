"""The verbs of `hiephoi member` that change one, apart from those of `member.py`, so that lists load less."""

from collections.abc import Callable
from functools import partial
from typing import Annotated

import typer

from hiephoi_cli.commands.member import noun
from hiephoi_cli.domain import changes, dated_changes, union
from hiephoi_cli.domain.fields import fields
from hiephoi_cli.domain.records import Change, FormerName, FormerRepresentative, Member, Registry
from hiephoi_cli.domain.suggest import did_you_mean
from hiephoi_cli.domain.words import LeaveReason
from hiephoi_cli.errors import InvalidData, UsageError
from hiephoi_cli.i18n import N_, _
from hiephoi_cli.interface.changing import changing, destroying
from hiephoi_cli.interface.invocation import today
from hiephoi_cli.interface.options import key
from hiephoi_cli.interface.prompts import needed
from hiephoi_cli.interface.signature import on_tab
from hiephoi_cli.output.screen import somebody_is_there
from hiephoi_cli.output.stream import tell


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
    person: Annotated[str, typer.Argument(metavar=N_("PERSON"), help=N_("full name"), autocompletion=on_tab("people"))],
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
        str,
        typer.Argument(metavar=N_("INTO"), help=N_("the member that stays"), autocompletion=on_tab("keys", "members")),
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
    if somebody_is_there():
        known = registry()
        gone, kept = union.both(known, key, into)
        message = _("{gone} {gone_name} is removed; {kept} {kept_name} stays")
        tell(message.format(gone=gone.id, gone_name=gone.name, kept=kept.id, kept_name=kept.name))
        for dispute in () if keep else union.disputes(known, key, into):
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
