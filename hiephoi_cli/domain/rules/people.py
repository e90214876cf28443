"""Rules of people who hold several offices at once."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import combinations

from hiephoi_cli.domain.calendar import show_date
from hiephoi_cli.domain.identity import Identity
from hiephoi_cli.domain.people import command_to_remove
from hiephoi_cli.domain.records import Officer, Registry
from hiephoi_cli.domain.rules.rule import Finding, place, rule
from hiephoi_cli.domain.words import Severity
from hiephoi_cli.i18n import N_, _


@rule(
    Severity.ERROR,
    N_("Nobody holds one office twice at once."),
    source=N_("Two people of one name stand for different members."),
    on_change=True,
    example="""
        [[offices]]
        code = "uy-vien"
        name = "Ủy viên"
        seats = 3

        [[officers]]
        person = "Nguyễn Văn Mẫu"
        office = "uy-vien"
        since = 2024-11-11

        [[officers]]
        person = "Ông NGUYỄN VĂN MẪU"
        office = "uy-vien"
        since = 2025-11-11
    """,
)
def twice_in_office(registry: Registry, _today: date) -> Iterator[Finding]:
    held: dict[tuple[str, Identity], list[int]] = defaultdict(list)
    for index, officer in enumerate(registry.officers):
        held[officer.office, officer.who].append(index)
    for indices in held.values():
        for at, second in enumerate(indices):
            other = registry.officers[second]
            overlapping = (first for first in indices[:at] if _holds_twice(registry.officers[first], other))
            if (first := next(overlapping, None)) is not None:
                yield Finding(
                    place("officers", second, registry, "person"),
                    _("{person} holds '{office}' twice at once").format(person=other.person, office=other.office),
                    command_to_remove(other),
                    place("officers", first, registry, "person"),
                )


def _holds_twice(one: Officer, other: Officer) -> bool:
    """Whether two mandates of one person overlap; of one first day, they are one mandate written twice."""
    return one.since != other.since and _at_once(one, other)


@rule(
    Severity.WARNING,
    N_("Nobody holds two offices at once that exclude each other."),
    source=N_(
        "A charter may exclude offices that one person would otherwise hold: "
        '`exclusive = [{ offices = ["chu-tich", "truong-ban-kiem-tra"] }]` in `[rules]`.'
    ),
    on_change=True,
    answered_by=("rules.exclusive",),
    example="""
        [[offices]]
        code = "truong-ban-kiem-tra"
        name = "Trưởng Ban Kiểm tra"

        [[officers]]
        person = "Lê Văn Mẫu"
        office = "truong-ban-kiem-tra"
        since = 2024-11-11

        [rules]
        exclusive = [{ offices = ["chu-tich", "truong-ban-kiem-tra"] }]
    """,
)
def exclusive_offices(registry: Registry, today: date) -> Iterator[Finding]:
    apart = {frozenset(pair) for rule in registry.rules.exclusive for pair in combinations(rule.offices, 2)}
    named = {code for pair in apart for code in pair}
    held: dict[str, list[int]] = defaultdict(list)
    for index, officer in enumerate(registry.officers):
        if officer.office in named and (officer.until is None or officer.until > today):
            held[officer.who.name].append(index)
    for indices in held.values():
        for first, second in combinations(indices, 2):
            one, other = registry.officers[first], registry.officers[second]
            if {one.office, other.office} in apart and one.who.may_be(other.who) and _at_once(one, other):
                yield Finding(
                    place("officers", second, registry, "office"),
                    _("{person} holds '{office}' and '{other}', which exclude each other, from {day}").format(
                        person=other.person,
                        office=one.office,
                        other=other.office,
                        day=show_date(max(one.since, other.since)),
                    ),
                    _("compare it with the charter"),
                    place("officers", first, registry, "office"),
                )


def _at_once(one: Officer, other: Officer) -> bool:
    """Whether there is a day on which both are held."""
    later = max(one.since, other.since)
    return one.serving(later) and other.serving(later)
