"""Values of a record that the file does not hold, since they follow from others: `offices` and `years` of a member."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from hiephoi_cli.domain.fields import TEXT, Field
from hiephoi_cli.domain.records import Member, Registry, Table
from hiephoi_cli.i18n import N_


class Derived(NamedTuple):
    """A value that is read and shown like that of a field."""

    field: Field
    of: Callable[[Registry, date], Callable[[Any], Any]]
    """What gives the value of a record on a day."""


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


DERIVED: Mapping[type[Table], Sequence[Derived]] = {
    Member: (
        Derived(
            TEXT._replace(name="offices", title=N_("Current offices"), many=True, refers_to="offices"),
            _offices,
        ),
        Derived(TEXT._replace(name="years", title=N_("Years of membership"), base=int, declared=int), _years),
    )
}
"""Those of each table that has any."""
