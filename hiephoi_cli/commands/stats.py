"""`hiephoi stats`: how many members, links and officers there are, and of what kind."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from operator import attrgetter

from msgspec import Struct, structs

from hiephoi_cli.domain import statistics
from hiephoi_cli.domain.calendar import show_date
from hiephoi_cli.domain.fields import Field, fields
from hiephoi_cli.domain.records import Link, Member, Registry
from hiephoi_cli.domain.statistics import Counts
from hiephoi_cli.domain.vietnamese import collation_key
from hiephoi_cli.domain.where import condition
from hiephoi_cli.domain.words import LinkStatus, Membership
from hiephoi_cli.i18n import N_, _
from hiephoi_cli.interface.filter_sets import OfMembers, Period
from hiephoi_cli.interface.filters import On, day_of
from hiephoi_cli.interface.grouping import without_value
from hiephoi_cli.interface.reading import reading
from hiephoi_cli.interface.rows import narrowed
from hiephoi_cli.output.bars import with_bars
from hiephoi_cli.output.listing import Column, Group, Listing

_TITLES = {
    "members": N_("Members"),
    "sector": N_("Sectors"),
    "membership": N_("Membership"),
    "year": N_("Year of joining"),
    "zone": N_("Zone"),
    "movement": N_("Joined and left"),
    "link_status": N_("Links"),
    "link_year": N_("Links by year"),
    "link_sector": N_("Links by sector"),
    "link_zone": N_("Links by zone"),
    "chains": N_("Chains"),
    "needs": N_("Needs"),
    "filled": N_("Seats filled"),
}
"""The statistics that people see, in the order to show them; those of seats are one."""

EXAMPLES = ("hiephoi stats --from 2026-01-01 --to 2026-06-30", "hiephoi stats --where sectors=xay-lap")

_WITHOUT = {"sector": "sectors", "year": "joined", "zone": "zone", "link_sector": "sectors", "link_zone": "zone"}
"""The field in which some members have no value."""

_WORDS: dict[str, dict[str, str]] = {
    "members": {"total": N_("all members")},
    "membership": {one.value: one.value for one in Membership},
    "movement": {"joined": N_("joined"), "left": N_("left")},
    "link_status": {one.value: one.shown for one in LinkStatus},
    "chains": {"in": N_("members in a chain"), "none": N_("members in no chain")},
    "needs": {"met": N_("met by a contract"), "unmet": N_("not met yet")},
}
"""Words for the keys of statistics that are not data."""


_ALWAYS = {"members", "movement"}
"""Statistics that people see even where they are 0."""
_NUMBER = Field.of("count", int)


class _Row(Struct, frozen=True):
    """One number of a statistic."""

    statistic: str
    key: str | None
    label: str | None
    """For programs; None where there is no value."""
    shown: str
    number: int
    most: int
    """The number whose bar is the longest: the largest of the statistic, or the seats of the office."""
    of: str = ""
    """What people see behind the number."""


@reading
def verb(
    registry: Registry,
    today: date,
    only: OfMembers,
    period: Period,
    on: On = None,
) -> Listing:
    day = day_of(on, today)
    first, last = period.days(day, "hiephoi stats")
    only, of_rows = _parted(only)
    some = only.narrowed(registry, day)
    counted = {
        **_of_members(some, day, first, last),
        **_of_links(some, registry.links, day),
        **_of_seats(some, day, of_all=not only.where),
    }
    rows = [row for name, counts in counted.items() for row in _rows(name, counts, _names(registry).get(name, {}))]
    title = _("On {day}; joined and left from {first} to {last}").format(
        day=show_date(day), first=show_date(first), last=show_date(last)
    )
    groups = [Group("", title, list(_for_people(rows, counted.get("vacant"))))]
    listing = Listing(columns=_columns(), rows=rows, groups=groups, remarks=list(only.in_words(registry)))
    listing = narrowed(listing, of_rows, any_=only.any_ and bool(of_rows))
    return with_bars(listing, attrgetter("number"), attrgetter("most"))


def _parted(only: OfMembers) -> tuple[OfMembers, list[str]]:
    """The conditions on members, and those on the columns of the statistics, which no member has."""
    own = {column.key for column in _columns()}
    of_rows = [text for text in only.where or () if condition(text).field in own]
    of_members = [text for text in only.where or () if text not in of_rows]
    return OfMembers(of_members, any_=only.any_ and bool(of_members or not of_rows)), of_rows


def _for_people(rows: Sequence[_Row], vacant: Counts | None) -> Iterator[_Row]:
    """The rows of one table without zeros; seats as `2/3` where the vacant ones are known."""
    for row in rows:
        if row.statistic == "filled" and vacant is not None:
            seats = row.number + vacant.get(row.key, 0)
            if seats:
                yield structs.replace(row, of=f"/{seats}", most=seats)
        elif row.statistic in _TITLES and (row.number or row.statistic in _ALWAYS):
            yield row


def _of_members(registry: Registry, day: date, first: date, last: date) -> dict[str, Counts]:
    return {
        "members": {"total": len(registry.members_on(day))},
        "sector": statistics.by_sector(registry, day),
        "membership": statistics.by_membership(registry, day),
        "year": statistics.by_year(registry, day),
        "zone": statistics.by_zone(registry, day),
        "movement": statistics.movement(registry, first, last),
    }


def _of_links(registry: Registry, links: Sequence[Link], day: date) -> dict[str, Counts]:
    """The statistics of the members' links, those with other members too; none where nobody records links or needs."""
    members = {member.id for member in registry.members}
    own = tuple(link for link in links if members & {link.supplier, link.buyer})
    registry = structs.replace(registry, links=own)
    seeking = any(member.seeks for member in registry.members)
    counted = {
        "link_status": statistics.links_by_status(registry, day),
        "link_year": statistics.links_by_year(registry, day),
        "link_sector": statistics.links_by_sector(registry, day),
        "link_zone": statistics.links_by_zone(registry, day),
        "chains": statistics.chains(registry, day),
    }
    return {**(counted if links else {}), **({"needs": statistics.needs(registry, day)} if seeking else {})}


def _of_seats(registry: Registry, day: date, *, of_all: bool) -> dict[str, Counts]:
    """Seats filled and vacant; of some members only, those that they hold."""
    if of_all:
        return {"filled": statistics.filled(registry, day), "vacant": statistics.vacant(registry, day)}
    held = tuple(mandate for mandate in registry.officers if mandate.member)
    return {"filled": statistics.filled(structs.replace(registry, officers=held), day)}


def _names(registry: Registry) -> dict[str, Mapping[str, str]]:
    """The names of the records whose keys are counted."""
    sectors, zones, offices = map(registry.labels, ("sectors", "zones", "offices"))
    by_statistic = {"sector": sectors, "zone": zones, "filled": offices, "vacant": offices}
    return {**by_statistic, "link_sector": sectors, "link_zone": zones}


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

    def title(row: _Row) -> str:
        return _(_TITLES.get(row.statistic, row.statistic))

    statistic, key, number = attrgetter("statistic"), attrgetter("key"), attrgetter("number")
    return [
        Column("statistic", _("Statistic"), statistic, title, statistic, everyday=0, once=True),
        Column("key", _("Key"), key, lambda row: row.key or "", key),
        Column("label", _("Name"), attrgetter("label"), attrgetter("shown"), label_order, everyday=1),
        Column(
            "count",
            _("Count"),
            number,
            lambda row: f"{row.number}{row.of}",
            number,
            everyday=2,
            numeric=True,
            field=_NUMBER,
        ),
    ]
