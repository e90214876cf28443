"""Rules of the past: its order, periods that overlap, and offices and seats that have ended."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from operator import attrgetter

from hiephoi_cli.domain.calendar import show_date, some_day
from hiephoi_cli.domain.fields import fields, former_lists
from hiephoi_cli.domain.partial_day import surely_before
from hiephoi_cli.domain.people import command_to_end
from hiephoi_cli.domain.problems import Place
from hiephoi_cli.domain.records import KINDS, EarlierPeriod, Former, Member, Record, Registry
from hiephoi_cli.domain.rules.rule import Finding, place, rule
from hiephoi_cli.domain.vietnamese import typed
from hiephoi_cli.domain.words import EndReason, Severity
from hiephoi_cli.i18n import N_, _, ngettext


@rule(
    Severity.ERROR,
    N_("Former values stand in the order of their last days, the latest at the end, and no two ended on one day."),
    example="""
        [[members]]
        id = "HV-0002"
        name = "Công ty Cổ phần Ví Dụ"
        sectors = ["xay-lap"]
        former_names = [
            { name = "Công ty TNHH Ví Dụ", until = 2026-01-01 },
            { name = "Xưởng Ví Dụ", until = 2025-01-01 },
        ]
    """,
)
def former_order(registry: Registry, _today: date) -> Iterator[Finding]:
    for _record, where, formers in _formers(registry):
        for number, (one, other) in enumerate(pairwise(formers), 1):
            if other.ended <= one.ended:
                end = other.identified_by[-1]
                yield Finding(
                    where.item(number).at(end),
                    _("{day} is not after {other}").format(day=show_date(other.ended), other=show_date(one.ended)),
                    _("put them in the order of their days"),
                    where.item(number - 1).at(end),
                )


@rule(
    Severity.WARNING,
    N_("A former value differs from the one after it."),
    example="""
        [[members]]
        id = "HV-0002"
        name = "Công ty TNHH Ví Dụ"
        sectors = ["xay-lap"]
        former_names = [
            { name = "Công ty TNHH Ví Dụ", until = 2026-01-01 },
        ]
    """,
)
def former_same(registry: Registry, _today: date) -> Iterator[Finding]:
    for record, where, formers in _formers(registry):
        if isinstance(formers[0], EarlierPeriod):
            continue
        values = [_values(former) for former in formers]
        last = tuple(getattr(record, formers[0].was if place == 0 else name) for place, name in _named(formers[0]))
        for number, (one, other) in enumerate(pairwise([*values, last])):
            if one == other:
                yield Finding(
                    where.item(number),
                    _("'{value}' is followed by the same value").format(value=one[0]),
                    f"hiephoi {record.command} show {typed(record.key)}",
                )


@rule(
    Severity.ERROR,
    N_("The memberships of one member do not overlap."),
    example="""
        [[members]]
        id = "HV-0002"
        name = "Công ty TNHH Ví Dụ"
        sectors = ["xay-lap"]
        joined = 2018-01-01
        earlier_periods = [
            { joined = 2015-03-01, left = 2018-06-30, left_reason = "resigned" },
        ]
    """,
)
def periods_overlap(registry: Registry, _today: date) -> Iterator[Finding]:
    for index, member in enumerate(registry.members):
        if not member.earlier_periods:
            continue
        where = place("members", index, registry)
        listed = where.at("earlier_periods")
        for number, (period, after) in enumerate(pairwise(member.periods)):
            end = period.left or date.max
            if after.joined is None or surely_before(after.joined, end):
                yield Finding(
                    listed.item(number).at("left"),
                    _("the membership after it begins before {day}").format(day=show_date(end))
                    if after.joined
                    else _("the membership after it has no first day"),
                    _("compare the two dates"),
                    where.at("joined") if isinstance(after, Member) else listed.item(number + 1).at("joined"),
                )


@rule(
    Severity.ERROR,
    N_("An office does not end before it begins."),
    example="""
        [[offices]]
        code = "thu-ky"
        name = "Thư ký"
        since = 2025-01-01
        until = 2024-01-01
    """,
)
def office_dates(registry: Registry, _today: date) -> Iterator[Finding]:
    for index, office in enumerate(registry.offices):
        if office.since and office.until and surely_before(office.until, office.since):
            yield Finding(
                place("offices", index, registry, "until"),
                _("{day} is before {first}").format(day=show_date(office.until), first=show_date(office.since)),
                _("compare the two dates"),
                place("offices", index, registry, "since"),
            )


@rule(
    Severity.WARNING,
    N_("When an office loses seats, it loses as many holders."),
    source=N_("A new charter cuts seats; no mandate lapses by itself (Decree 126/2024/NĐ-CP)."),
    on_change=True,
    example="""
        [[offices]]
        code = "thu-ky"
        name = "Thư ký"
        seats = 1
        former_seats = [
            { seats = 2, until = 2026-01-01 },
        ]

        [[officers]]
        person = "Nguyễn Văn Mẫu"
        office = "thu-ky"
        since = 2025-01-01

        [[officers]]
        person = "Hoàng Văn Mẫu"
        office = "thu-ky"
        since = 2025-01-01
    """,
)
def seats_cut(registry: Registry, today: date) -> Iterator[Finding]:
    for index, office in enumerate(registry.offices):
        days = [former.until for former in office.former_seats if former.until <= today]
        held = registry.holders(office.code, today) if days else []
        before = [officer for officer in held if officer.since < days[-1]]
        if days and before and len(held) > (seats := office.seats_on(today)):
            yield Finding(
                place("offices", index, registry, "seats"),
                ngettext(
                    "'{office}' has {holders} holders; since {day} it has {seats} seat",
                    "'{office}' has {holders} holders; since {day} it has {seats} seats",
                    seats,
                ).format(office=office.code, holders=len(held), day=show_date(days[-1]), seats=seats),
                command_to_end(before[-1], some_day(), EndReason.TERM_ENDED),
            )


@rule(
    Severity.WARNING,
    N_("Nobody holds an office that has ended."),
    on_change=True,
    example="""
        [[offices]]
        code = "thu-ky"
        name = "Thư ký"
        until = 2026-01-01

        [[officers]]
        person = "Nguyễn Văn Mẫu"
        office = "thu-ky"
        since = 2025-01-01
    """,
)
def ended_office(registry: Registry, today: date) -> Iterator[Finding]:
    ended = {office.code: index for index, office in enumerate(registry.offices) if office.until}
    for number, officer in enumerate(registry.officers):
        if officer.office not in ended or not officer.serving(today):
            continue
        office = registry.offices[index := ended[officer.office]]
        if office.until and office.until <= today:
            yield Finding(
                place("officers", number, registry, "office"),
                _("{person} still holds '{office}', which ended on {day}").format(
                    person=officer.person, office=office.code, day=show_date(office.until)
                ),
                command_to_end(officer, office.until.isoformat(), EndReason.TERM_ENDED),
                place("offices", index, registry, "until"),
            )


@rule(
    Severity.WARNING,
    N_("Nobody takes an office before it exists."),
    on_change=True,
    example="""
        [[offices]]
        code = "thu-ky"
        name = "Thư ký"
        since = 2026-01-01

        [[officers]]
        person = "Nguyễn Văn Mẫu"
        office = "thu-ky"
        since = 2025-01-01
    """,
)
def before_office(registry: Registry, _today: date) -> Iterator[Finding]:
    begun = {office.code: (index, office.since) for index, office in enumerate(registry.offices)}
    for number, officer in enumerate(registry.officers):
        index, first = begun.get(officer.office, (0, None))
        if first and surely_before(officer.since, first):
            yield Finding(
                place("officers", number, registry, "since"),
                _("{person} took office on {day}, but there is '{office}' only since {first}").format(
                    person=officer.person,
                    office=officer.office,
                    day=show_date(officer.since),
                    first=show_date(first),
                ),
                f"hiephoi office edit {officer.office} --since {officer.since.isoformat()}",
                place("offices", index, registry, "since"),
            )


def _formers(registry: Registry) -> Iterator[tuple[Record, Place, tuple[Former, ...]]]:
    """Every list of what was before in which something stands, with its record and its place."""
    for kind, table in KINDS.items():
        records = getattr(registry, kind)
        lists = [name for name in former_lists(table) if any(map(attrgetter(name), records))]  # few have any
        for index, record in enumerate(records) if lists else ():
            for name in lists:
                if formers := getattr(record, name):
                    yield record, place(kind, index, registry, name), formers


def _named(former: Former) -> list[tuple[int, str]]:
    """The fields of what was before that the record has as well, the first under another name."""
    own = fields(type(former))
    names = [name for name in own if name not in {former.identified_by[-1], "document"}]
    return list(enumerate(names))


def _values(former: Former) -> tuple[object, ...]:
    return tuple(getattr(former, name) for _place, name in _named(former))
