"""Rules of office holders: whom they represent, and whether they may hold the office."""

from collections.abc import Iterator
from datetime import date

from hiephoi_cli.domain.calendar import show_date, some_day
from hiephoi_cli.domain.identity import name_key
from hiephoi_cli.domain.partial_day import surely_before
from hiephoi_cli.domain.past import as_of
from hiephoi_cli.domain.people import command_to_correct, command_to_end
from hiephoi_cli.domain.records import Member, Officer, Registry
from hiephoi_cli.domain.rules.rule import Finding, place, rule
from hiephoi_cli.domain.vietnamese import fold, typed
from hiephoi_cli.domain.words import EndReason, Membership, Severity
from hiephoi_cli.i18n import N_, _


@rule(
    Severity.WARNING,
    N_("Nobody holds an office for a member that has left."),
    on_change=True,
    example="""
        [[offices]]
        code = "thu-ky"
        name = "Thư ký"

        [[members]]
        id = "HV-0002"
        name = "Công ty TNHH Mẫu"
        sectors = ["xay-lap"]
        left = 2026-01-01
        left_reason = "resigned"

        [[officers]]
        person = "Nguyễn Văn Mẫu"
        office = "thu-ky"
        member = "HV-0002"
        since = 2025-01-01
    """,
)
def officer_left(registry: Registry, today: date) -> Iterator[Finding]:
    for index, officer, member in _with_members(registry):
        if left := _left_in_office(officer, member, today):
            still = _("'{member}' left on {day}, but {person} still holds '{office}'")
            then = _("'{member}' left on {day}, but {person} held '{office}' beyond that day")
            yield Finding(
                place("officers", index, registry, "member"),
                (still if _has_stayed(officer, member, today) else then).format(
                    member=member.id, day=show_date(left), person=officer.person, office=officer.office
                ),
                _("end the mandate, or name the member that {person} represents now").format(person=officer.person)
                if officer.serving(today)
                else command_to_correct(officer, left),
                place(
                    "members",
                    registry.members.index(member),
                    registry,
                    "left" if left == member.left else "earlier_periods",
                ),
            )


@rule(
    Severity.WARNING,
    N_("Whoever takes office stands for a member of that day."),
    on_change=True,
    example="""
        [[offices]]
        code = "thu-ky"
        name = "Thư ký"

        [[members]]
        id = "HV-0002"
        name = "Công ty TNHH Mẫu"
        sectors = ["xay-lap"]
        joined = 2025-06-01

        [[officers]]
        person = "Nguyễn Văn Mẫu"
        office = "thu-ky"
        member = "HV-0002"
        since = 2025-01-01
    """,
)
def not_yet_member(registry: Registry, today: date) -> Iterator[Finding]:
    for index, officer, member in _with_members(registry):
        if not member.belongs(officer.since) and not _has_stayed(officer, member, today):
            yield Finding(
                place("officers", index, registry, "since"),
                _("'{member}' was not a member on {day}, when {person} took office").format(
                    member=member.id, day=show_date(officer.since), person=officer.person
                ),
                f"hiephoi member show {member.id}",
                place("members", registry.members.index(member), registry),
            )


@rule(
    Severity.WARNING,
    N_("Only official members stand for an office; associate and honorary ones have no vote."),
    on_change=True,
    answered_by=("election",),
    example="""
        [[offices]]
        code = "thu-ky"
        name = "Thư ký"

        [[members]]
        id = "HV-0002"
        name = "Công ty TNHH Mẫu"
        sectors = ["xay-lap"]
        membership = "honorary"

        [[officers]]
        person = "Nguyễn Văn Mẫu"
        office = "thu-ky"
        member = "HV-0002"
        since = 2025-01-01
    """,
)
def no_vote(registry: Registry, _today: date) -> Iterator[Finding]:
    for index, officer, member in _with_members(registry):
        if member.membership is not Membership.OFFICIAL and not officer.election:  # else `candidate-class` reports it
            yield Finding(
                place("officers", index, registry, "member"),
                _("'{member}' is {membership} and may not stand").format(
                    member=member.id, membership=_(member.membership.value)
                ),
                f"hiephoi member show {member.id}",
                place("members", registry.members.index(member), registry, "membership"),
            )


@rule(
    Severity.WARNING,
    N_("An officer is the representative of the member that he or she stands for, where one is named."),
    on_change=True,
    example="""
        [[offices]]
        code = "thu-ky"
        name = "Thư ký"

        [[members]]
        id = "HV-0002"
        name = "Công ty TNHH Mẫu"
        sectors = ["xay-lap"]
        representative = "Trần Thị Mẫu"

        [[officers]]
        person = "Nguyễn Văn Mẫu"
        office = "thu-ky"
        member = "HV-0002"
        since = 2025-01-01
    """,
)
def representative(registry: Registry, today: date) -> Iterator[Finding]:
    registry = as_of(registry, today)
    for index, officer, member in _with_members(registry):
        differs = member.representative and name_key(member.representative) != name_key(officer.person)
        if differs and officer.serving(today):
            yield Finding(
                place("officers", index, registry, "person"),
                _("'{member}' is represented by {representative}, not by {person}").format(
                    member=member.id, representative=member.representative, person=officer.person
                ),
                _of_representative(officer, member),
                place("members", registry.members.index(member), registry, "representative"),
            )


@rule(
    Severity.WARNING,
    N_("Chairman and vice-chairmen are on the standing board, where the file has such an office."),
    source=N_(
        "Decree 126/2024/NĐ-CP, art. 22: the board elects them out of the standing board. The offices are "
        "known by their names, Chủ tịch, Phó Chủ tịch and Ủy viên Ban Thường vụ; charters differ."
    ),
    on_change=True,
    answered_by=("officers.office", "officers.person", "officers.member"),
    example="""
        [[offices]]
        code = "uy-vien-ban-thuong-vu"
        name = "Ủy viên Ban Thường vụ"

        [[officers]]
        person = "Nguyễn Văn Mẫu"
        office = "uy-vien-ban-thuong-vu"
        since = 2024-11-11
    """,
)
def standing_board(registry: Registry, today: date) -> Iterator[Finding]:
    names = {code: fold(name) for code, name in registry.labels("offices").items()}
    boards = {code for code, name in names.items() if "thuong vu" in name}
    chairs = {code for code, name in names.items() if name in {"chu tich", "pho chu tich"}}
    serving = [(index, officer) for index, officer in enumerate(registry.officers) if officer.serving(today)]
    members = [officer.who for _index, officer in serving if officer.office in boards]
    for index, officer in serving if boards else ():
        if officer.office in chairs and not any(officer.who.may_be(member) for member in members):
            yield Finding(
                place("officers", index, registry, "person"),
                _("{person} holds '{office}' but is not on the standing board").format(
                    person=officer.person, office=officer.office
                ),
                _("compare it with the charter"),
            )


def _has_stayed(officer: Officer, member: Member, today: date) -> bool:
    """Whether somebody still holds an office for a member that has left."""
    return officer.serving(today) and member.has_left(today)


def _left_in_office(officer: Officer, member: Member, today: date) -> date | None:
    """The day on which a member left while somebody held an office for it, and went on."""
    ends = [period.left for period in member.periods if period.left and period.left <= today]
    if _has_stayed(officer, member, today):
        return max(ends)
    if not member.belongs(officer.since):  # reported by `not-yet-member`
        return None
    within = (day for day in ends if officer.since < day and surely_before(day, officer.until or date.max))
    return next((day for day in within if not member.belongs(day)), None)


def _of_representative(officer: Officer, member: Member) -> str:
    """The command that ends the mandate of a former representative, or makes the officer the representative."""
    person = name_key(officer.person)
    if any(name_key(former.person or "") == person for former in member.former_representatives):
        return command_to_end(officer, some_day(), EndReason.RESIGNED)
    return f"hiephoi member represent {member.id} {typed(officer.person)} --on {some_day()}"


def _with_members(registry: Registry) -> Iterator[tuple[int, Officer, Member]]:
    """The mandates whose member is in the registry."""
    members = Member.by_key(registry.members)
    for index, officer in enumerate(registry.officers):
        if officer.member in members:
            yield index, officer, members[officer.member]
