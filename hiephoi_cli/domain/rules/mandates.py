"""Rules of offices and mandates: seats and dates."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from hiephoi_cli.domain.calendar import show_date
from hiephoi_cli.domain.partial_day import surely_before
from hiephoi_cli.domain.problems import Place
from hiephoi_cli.domain.records import Office, Registry
from hiephoi_cli.domain.rules.rule import Finding, place, rule
from hiephoi_cli.domain.words import Severity
from hiephoi_cli.i18n import N_, _


@rule(
    Severity.ERROR,
    N_("On no day does an office have more holders than seats."),
    on_change=True,
    example="""
        [[officers]]
        person = "Nguyễn Văn Mẫu"
        office = "chu-tich"
        since = 2025-01-01
    """,
)
def seats(registry: Registry, _today: date) -> Iterator[Finding]:
    mandates: dict[str, list[tuple[date, int]]] = defaultdict(list)
    for index, officer in enumerate(registry.officers):
        if officer.until is None or officer.until > officer.since:
            mandates[officer.office].append((officer.since, index))
    for office in Office.by_key(registry.offices).values():
        current: list[int] = []
        for since, index in sorted(mandates[office.code]):
            current = [held for held in current if registry.officers[held].serving(since)]
            current.append(index)
            if len(current) > (seats := office.seats_on(since)):
                yield Finding(
                    place("officers", index, registry, "since"),
                    _("'{office}' has {holders} holders on {day}, more than seats ({seats})").format(
                        office=office.code, seats=seats, holders=len(current), day=show_date(since)
                    ),
                    f"hiephoi officer list --office {office.code} --all",
                    place("officers", current[0], registry, "since"),
                )


@rule(
    Severity.ERROR,
    N_("A mandate does not end before it begins, and does not begin before its election."),
    on_change=True,
    example="""
        [[officers]]
        person = "Nguyễn Văn Mẫu"
        office = "chu-tich"
        since = 2024-01-01
        until = 2023-12-31
        end_reason = "resigned"
    """,
)
def mandate_dates(registry: Registry, _today: date) -> Iterator[Finding]:
    held = {election.id: index for index, election in enumerate(registry.elections)}
    for index, officer in enumerate(registry.officers):
        since = place("officers", index, registry, "since")
        if officer.until and surely_before(officer.until, officer.since):
            yield _too_early(place("officers", index, registry, "until"), officer.until, officer.since, since)
        elected = held.get(officer.election or "")
        if elected is not None and surely_before(officer.since, on := registry.elections[elected].on):
            yield _too_early(since, officer.since, on, place("elections", elected, registry, "on"))


@rule(
    Severity.ERROR,
    N_("A reason for the end of a mandate stands only with the day of its end."),
    on_change=True,
    example="""
        [[offices]]
        code = "thu-ky"
        name = "Thư ký"

        [[officers]]
        person = "Nguyễn Văn Mẫu"
        office = "thu-ky"
        since = 2025-01-01
        end_reason = "resigned"
    """,
)
def end_reason(registry: Registry, _today: date) -> Iterator[Finding]:
    for index, officer in enumerate(registry.officers):
        if officer.end_reason and not officer.until:
            yield Finding(
                place("officers", index, registry, "end_reason"),
                _("a reason without a date in '{field}'").format(field="until"),
                _("add the line `until = YYYY-MM-DD`, or delete the reason"),
            )


@rule(
    Severity.WARNING,
    N_("Every office that was ever held has a holder, unless it has ended."),
    on_change=True,
    answered_by=("officers.office",),
    example="""
        [[offices]]
        code = "thu-ky"
        name = "Thư ký"

        [[officers]]
        person = "Nguyễn Văn Mẫu"
        office = "thu-ky"
        since = 2020-01-01
        until = 2024-01-01
        end_reason = "resigned"
    """,
)
def vacant(registry: Registry, today: date) -> Iterator[Finding]:
    ends: dict[str, date] = {}
    for officer in registry.officers:
        if officer.since <= today:
            ends[officer.office] = max(ends.get(officer.office, date.min), officer.until or date.max)
    for index, office in enumerate(registry.offices):
        end = ends.get(office.code, date.max)
        if end <= today and office.exists(today):
            yield Finding(
                place("offices", index, registry, "code"),
                _("nobody holds '{office}' from {day} on").format(office=office.name, day=show_date(end)),
                f"hiephoi election record {office.code} --help",
            )


def _too_early(where: Place, day: date, first: date, related: Place) -> Finding:
    message = _("{day} is before {first}").format(day=show_date(day), first=show_date(first))
    return Finding(where, message, _("compare the two dates"), related)
