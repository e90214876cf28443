"""Listings of links in the order of their chains, which can be drawn as well."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING

from msgspec import Struct

from hiephoi_cli.domain.calendar import show_date
from hiephoi_cli.domain.chains import Direction, beginnings, branches, depths, walk
from hiephoi_cli.domain.fields import Field
from hiephoi_cli.domain.records import Link, Registry
from hiephoi_cli.domain.words import LinkStatus
from hiephoi_cli.i18n import _, ngettext
from hiephoi_cli.interface import columns
from hiephoi_cli.output.listing import Column, Form, Group, Listing, Row, Total, of_part

if TYPE_CHECKING:
    from hiephoi_cli.output.chains.drawing import Drawing, Part

TREE, MERMAID = "tree", "mermaid"
FORMATS = (TREE, "svg", MERMAID, "dot")
"""The formats that other listings don't have."""
_HTML = "html"
_FIRST = ("supplier", "buyer", "product", "status")
_MOST_OF_MERMAID = 500  # arrows that a page draws unless it was set to draw more


class Place(Struct, frozen=True):
    """A link in a chain."""

    link: Link
    direction: Direction
    depth: int
    """The number of links on the shortest way here, this one among them."""


def places(links: Sequence[Link], direction: Direction, member: str = "") -> Iterator[Place]:
    """The links of a member's chains that way, or all links, in the order of their trees."""
    graph = branches(links, direction)
    starts = [member] if member else beginnings(graph)
    away = depths(graph, starts)
    near = attrgetter("supplier" if direction is Direction.DOWNSTREAM else "buyer")
    for step in walk(graph, starts):
        for link in step.links:
            yield Place(link, direction, away[near(link)] + 1)


def listing(then: Registry, rows: Sequence[Place], member: str, day: date) -> Listing:
    """The links with their places, to be written as a table or drawn; names and statuses are those of `then`."""
    own = columns.listing(then, Link, (), day=day)
    of_link = {column.key: of_part(column, attrgetter("link")) for column in (*own.columns, *own.more)}
    first = [of_link.pop(name) for name in _FIRST]
    return Listing(
        columns=[*first, *_columns(len(first)), *of_link.values()],
        rows=rows,
        groups=list(_groups(rows, named=bool(member))),
        total=Total(_number, _said),
        formats=_forms(then, member, day),
    )


def _groups(rows: Sequence[Place], *, named: bool) -> Iterator[Group]:
    """The links downstream and upstream; without a member whose chains they are, all go downstream."""
    titles = {
        Direction.DOWNSTREAM: _("Downstream: whom it supplies"),
        Direction.UPSTREAM: _("Upstream: who supplies it"),
    }
    for direction, title in titles.items():
        if some := [row for row in rows if row.direction is direction]:
            yield Group(direction.value, title if named else "", some)


def _columns(everyday: int) -> Iterator[Column]:
    """The columns of a link's place."""
    depth, direction = attrgetter("depth"), attrgetter("direction")
    number = Field.of("depth", int)
    choice = Field.of("direction", Direction)
    yield Column("depth", _("Depth"), depth, lambda row: str(row.depth), depth, everyday, numeric=True, field=number)
    yield Column("direction", _("Direction"), direction, _way, direction, field=choice)


def _way(row: Row) -> str:
    return _(row.direction.shown)


def _number(rows: Sequence[Row]) -> int:
    """The number of links; one in a circle may stand both upstream and downstream."""
    return len({id(row.link) for row in rows})


def _said(text: str, number: int) -> str:
    return ngettext("{n} link", "{n} links", number).format(n=text)


def _forms(then: Registry, member: str, day: date) -> Mapping[str, Form]:
    """How chains are written in formats of their own; pages have the drawing too."""

    def written(name: str, found: Listing) -> Iterator[str]:
        from hiephoi_cli.output.chains.writers import WRITERS  # lists do without

        yield from WRITERS[name](_drawing(then, found, member, day), found)
        if name == TREE:
            yield f"{found.counted}\n"

    notes = {MERMAID: _too_many}
    return {name: Form(partial(written, name), notes.get(name, _nothing)) for name in (*FORMATS, _HTML)}


def _nothing(_found: Listing) -> Collection[str]:
    return ()


def _too_many(found: Listing) -> Collection[str]:
    if _number(found.rows) <= _MOST_OF_MERMAID:
        return ()
    return [
        _("most pages with Mermaid draw {n} links at most; for more use `-o chain.html` or `-f dot`").format(
            n=_MOST_OF_MERMAID
        )
    ]


def _drawing(then: Registry, found: Listing, member: str, day: date) -> "Drawing":
    from hiephoi_cli.output.chains.drawing import Drawing

    names = then.labels("members")
    title = _("Supply chains of {member}").format(member=names[member]) if member else _("Supply chains")
    return Drawing(
        title=title,
        names=names,
        parts=list(_parts(found)),
        member=member,
        association=then.association.name,
        subtitle=_("As of {day}").format(day=show_date(day)),
    )


def _parts(found: Listing) -> Iterator["Part"]:
    from hiephoi_cli.output.chains.drawing import Arrow, Part, Stroke

    strokes = {
        LinkStatus.CONTRACT: Stroke.SOLID,
        LinkStatus.TALKING: Stroke.DASHED,
        LinkStatus.INTRODUCED: Stroke.DOTTED,
    }
    product, status = found.column("product").shown, found.column("status").shown

    def arrow(row: Place) -> Arrow:
        link = row.link
        return Arrow(link.supplier, link.buyer, product(row), status(row), strokes.get(link.status, Stroke.FAINT))

    for group in found.groups:
        if group.rows:
            yield Part(group.title, Direction(group.key), list(map(arrow, group.rows)))
