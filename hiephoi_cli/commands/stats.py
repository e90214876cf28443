"""`hiephoi stats`: how many members and officers there are, and of what kind."""

from collections.abc import Iterator, Mapping
from datetime import date
from operator import attrgetter
from typing import Annotated, NamedTuple

import typer

from hiephoi_cli.domain import statistics
from hiephoi_cli.domain.calendar import show_date
from hiephoi_cli.domain.fields import TEXT, fields
from hiephoi_cli.domain.records import Member, Registry
from hiephoi_cli.domain.statistics import Counts
from hiephoi_cli.domain.vietnamese import collation_key
from hiephoi_cli.domain.words import Membership
from hiephoi_cli.errors import UsageError
from hiephoi_cli.i18n import N_, _
from hiephoi_cli.interface.columns import without_value
from hiephoi_cli.interface.filters import On, day_of
from hiephoi_cli.interface.reading import reading
from hiephoi_cli.output.bars import with_bars
from hiephoi_cli.output.listing import Column, Group, Listing

_TITLES = {
    "members": N_("Members on {day}"),
    "sector": N_("Members by sector on {day}"),
    "membership": N_("Members by class on {day}"),
    "year": N_("Members by year of joining on {day}"),
    "zone": N_("Members by zone on {day}"),
    "movement": N_("Members who joined and left from {first} to {last}"),
    "filled": N_("Seats filled on {day}"),
    "vacant": N_("Seats vacant on {day}"),
}
"""The statistics, in the order to show them."""

EXAMPLES = ("hiephoi stats", "hiephoi stats --from 2026-01-01 --to 2026-06-30")

_WITHOUT = {"sector": "sectors", "year": "joined", "zone": "zone"}
"""The field of which some members have no value."""

_WORDS: dict[str, dict[str, str]] = {
    "members": {"total": N_("all members")},
    "membership": {one.value: one.value for one in Membership},
    "movement": {"joined": N_("joined"), "left": N_("left")},
}
"""Words for the keys of statistics that are not data."""


_NUMBER = TEXT._replace(name="count", base=int, declared=int)


class _Row(NamedTuple):
    """One number of a statistic."""

    statistic: str
    key: str | None
    label: str | None
    """For programs; None where there is no value."""
    shown: str
    number: int
    most: int
    """The largest number of the statistic."""


@reading
def verb(
    registry: Registry,
    today: date,
    on: On = None,
    since: Annotated[
        str | None,
        typer.Option("--from", metavar=N_("DATE"), help=N_("First day of the period (default: 1 January)")),
    ] = None,
    until: Annotated[
        str | None,
        typer.Option("--to", metavar=N_("DATE"), help=N_("Last day of the period (default: the day of --on)")),
    ] = None,
) -> Listing:
    day = day_of(on, today)
    last = day_of(until, day, "--to")
    first = day_of(since, date(last.year, 1, 1), "--from")
    if first > last:
        raise UsageError(_("the period ends before it begins"), f"hiephoi stats --from {last} --to {first}")
    days = {"day": show_date(day), "first": show_date(first), "last": show_date(last)}
    groups = [
        Group(name, _(_TITLES[name]).format(**days), rows)
        for name, counts in _counted(registry, day, first, last).items()
        if (rows := list(_rows(name, counts, _names(registry).get(name, {}))))
    ]
    found = Listing(columns=_columns(), rows=[row for group in groups for row in group.rows], groups=groups)
    return with_bars(found, attrgetter("number"), attrgetter("most"))


def _counted(registry: Registry, day: date, first: date, last: date) -> dict[str, Counts]:
    return {
        "members": {"total": len(registry.members_on(day))},
        "sector": statistics.by_sector(registry, day),
        "membership": statistics.by_membership(registry, day),
        "year": statistics.by_year(registry, day),
        "zone": statistics.by_zone(registry, day),
        "movement": statistics.movement(registry, first, last),
        "filled": statistics.filled(registry, day),
        "vacant": statistics.vacant(registry, day),
    }


def _names(registry: Registry) -> dict[str, Mapping[str, str]]:
    """The names of the records whose keys are counted."""
    offices = registry.labels("offices")
    return {"sector": registry.labels("sectors"), "filled": offices, "vacant": offices}


def _rows(statistic: str, counts: Counts, names: Mapping[str, str]) -> Iterator[_Row]:
    most = max(counts.values(), default=0)
    for key, count in counts.items():
        if key is None:
            shown = without_value(fields(Member)[_WITHOUT[statistic]])
            yield _Row(statistic, None, None, shown, count, most)
        else:
            label = names.get(key, key)
            shown = _(_WORDS[statistic][key]) if statistic in _WORDS else label
            yield _Row(statistic, key, label, shown, count, most)


def _columns() -> list[Column]:
    def label_order(row: _Row) -> object:
        return collation_key(row.label or "")

    statistic, key, number = attrgetter("statistic"), attrgetter("key"), attrgetter("number")
    return [
        Column("statistic", _("Statistic"), statistic, statistic, statistic),
        Column("key", _("Key"), key, lambda row: row.key or "", key),
        Column("label", _("Name"), attrgetter("label"), attrgetter("shown"), label_order, everyday=0),
        Column(
            "count", _("Count"), number, lambda row: str(row.number), number, everyday=1, numeric=True, field=_NUMBER
        ),
    ]
