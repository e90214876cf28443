"""Values of a record that the file does not hold, since they follow from others: `offices` and `years` of a member."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache
from operator import attrgetter
from typing import Any

from msgspec import Struct

from hiephoi_cli.domain.fields import Field
from hiephoi_cli.domain.records import Is, Link, Member, Office, Officer, Product, Registry, Sector, Table, Zone
from hiephoi_cli.i18n import N_, _


class Derived(Struct, frozen=True):
    """A value that is read and shown like that of a field."""

    field: Field
    of: Callable[[Registry, date], Callable[[Any], Any]]
    """What gives the value of a record on a day."""
    shown: Callable[[Registry, date], Callable[[Any], str]] | None = None
    """What gives its text for people, where that is more than the value."""
    everyday: int | None = None
    """Its place among the columns that people see without asking; None where it is shown only if somebody names it."""


def _offices(registry: Registry, day: date) -> Callable[[Member], Sequence[str]]:
    """The codes of the offices that people hold for a member on a day, by rank."""

    @cache
    def held() -> Mapping[str, dict[str, None]]:
        offices: dict[str, dict[str, None]] = {}
        for mandate in registry.by_rank(registry.serving(day)):
            if mandate.member:
                offices.setdefault(mandate.member, {})[mandate.office] = None
        return offices

    return lambda member: tuple(held().get(member.id, ()))


def _years(_registry: Registry, day: date) -> Callable[[Member], int | None]:
    """The full years of membership up to a day; earlier periods count, unless their first day is not known."""

    def years(member: Member) -> int | None:
        first = member.joined
        if first is None or first > day:
            return None
        end = min(day, member.left) if member.left else day
        periods = member.earlier_periods
        earlier = sum((period.left - period.joined).days for period in periods if period.joined)
        begun = date.fromordinal(max(first.toordinal() - earlier, 1))
        return max(end.year - begun.year - ((end.month, end.day) < (begun.month, begun.day)), 0)

    return years


def _members(registry: Registry, day: date) -> Callable[[Sector], int]:
    """The number of members of a sector on a day."""

    @cache
    def counts() -> Counter[str]:
        return Counter(code for member in registry.members_on(day) for code in set(member.sectors))

    return lambda sector: counts()[sector.code]


def _in_zone(registry: Registry, day: date) -> Callable[[Zone], int]:
    """The number of members of a zone on a day."""

    @cache
    def counts() -> Counter[str | None]:
        return Counter(member.zone for member in registry.members_on(day))

    return lambda zone: counts()[zone.code]


def _offered(registry: Registry, day: date) -> Callable[[Product], int]:
    """The number of members that offer a product on a day."""
    from hiephoi_cli.domain.products import offering  # which lists of other kinds do without

    members = cache(lambda: offering(registry, day))
    return lambda product: len(members().get(product.code, ()))


def _sought(registry: Registry, day: date) -> Callable[[Product], int]:
    """The number of members that seek a product on a day."""
    from hiephoi_cli.domain.products import seeking

    members = cache(lambda: seeking(registry, day))
    return lambda product: len(members().get(product.code, ()))


def _held(registry: Registry, day: date) -> Callable[[Office], Sequence[Officer]]:
    """The mandates of an office that are held on a day, by given name."""

    @cache
    def held() -> Mapping[str, list[Officer]]:
        mandates: dict[str, list[Officer]] = {}
        for mandate in registry.by_rank(registry.serving(day)):
            mandates.setdefault(mandate.office, []).append(mandate)
        return mandates

    return lambda office: held().get(office.code, ())


def _holders(registry: Registry, day: date) -> Callable[[Office], Sequence[str]]:
    """The people who hold an office on a day."""
    held = _held(registry, day)
    return lambda office: tuple(mandate.person for mandate in held(office))


def _holders_shown(registry: Registry, day: date) -> Callable[[Office], str]:
    from hiephoi_cli.domain.people import told_apart  # which lists of other kinds do without

    held, acting = _held(registry, day), _("{person} (acting)")

    def shown(office: Office) -> str:
        mandates = held(office)
        name = told_apart(mandates)
        return ", ".join(acting.format(person=name(one)) if one.acting else name(one) for one in mandates)

    return shown


def _vacant_since(registry: Registry, day: date) -> Callable[[Office], date | None]:
    """The day since which a seat of an office has been free."""
    from hiephoi_cli.domain.appointments import vacant_since  # which lists of other kinds do without

    return lambda office: vacant_since(registry, office, day)


DERIVED: Mapping[type[Table], Sequence[Derived]] = {
    Member: (
        Derived(Field("offices", N_("Current offices"), many=True, refers_to="offices"), _offices),
        Derived(Field.of("years", int, N_("Years of membership")), _years),
    ),
    Link: (
        Derived(
            Field.of("status_since", date, N_("Since when")),
            lambda _registry, _day: attrgetter("status_since"),
        ),
    ),
    Sector: (Derived(Field.of("members", int, N_("Members")), _members, everyday=1),),
    Zone: (Derived(Field.of("members", int, N_("Members")), _in_zone, everyday=1),),
    Product: (
        Derived(Field.of("offered", int, N_("Offered by")), _offered, everyday=1),
        Derived(Field.of("sought", int, N_("Sought by")), _sought, everyday=1),
    ),
    Office: (
        Derived(
            Field("holders", N_("Holders"), many=True, form=Is.PERSON),
            _holders,
            _holders_shown,
            everyday=2,
        ),
        Derived(Field.of("vacant_since", date, N_("Vacant since")), _vacant_since, everyday=2),
    ),
}
"""Those of each table that has any."""
