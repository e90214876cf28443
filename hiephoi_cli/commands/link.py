"""`hiephoi link`: who supplies whom with what, and how far each link has come."""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer
from msgspec import structs

from hiephoi_cli.domain import changes, links, lookup
from hiephoi_cli.domain.changes import Edit
from hiephoi_cli.domain.fields import fields
from hiephoi_cli.domain.past import as_of
from hiephoi_cli.domain.records import Change, Link, Member, Registry
from hiephoi_cli.domain.references import key_or_words
from hiephoi_cli.domain.words import LinkStatus
from hiephoi_cli.i18n import N_, _
from hiephoi_cli.interface import columns, proposed
from hiephoi_cli.interface.changing import weighing
from hiephoi_cli.interface.dated import with_doubts
from hiephoi_cli.interface.filters import By, On, day_of, grouped_by
from hiephoi_cli.interface.groups import Noun
from hiephoi_cli.interface.invocation import today
from hiephoi_cli.interface.options import editing, key, with_fields
from hiephoi_cli.interface.reading import reading
from hiephoi_cli.interface.signature import on_tab
from hiephoi_cli.output.listing import Listing

_SET_UP = (
    'hiephoi member add "Công ty TNHH Mẫu"',
    'hiephoi link add HV-0002 HV-0001 --product "đúc gang" --on 2026-03-01',
)
_STATUS = "|".join(status.value for status in LinkStatus)

noun = Noun(
    examples={
        "show": (*_SET_UP, "hiephoi link show HV-0002"),
        "remove": (*_SET_UP, "hiephoi link remove HV-0002 --yes"),
    },
)


@noun.verb(
    N_("List links that have neither ended nor failed."),
    "hiephoi link list --on 2026-06-30",
    "hiephoi link list --status contract",
)
@reading
def list_(
    registry: Registry,
    today: date,
    on: On = None,
    status: Annotated[
        str | None, typer.Option("--status", metavar=_STATUS, help=N_("Only links with this status"))
    ] = None,
    member: Annotated[
        str | None,
        typer.Option(
            "--member",
            metavar=N_("KEY"),
            help=N_("Only links of this member, as supplier or buyer"),
            autocompletion=on_tab("keys", "members"),
        ),
    ] = None,
    product: Annotated[
        str | None,
        typer.Option(
            "--product",
            metavar=N_("KEY"),
            help=N_("Only links with this product"),
            autocompletion=on_tab("keys", "products"),
        ),
    ] = None,
    history: Annotated[bool, typer.Option("--all", help=N_("The whole history, past and future"))] = False,
    by: By = None,
) -> Listing:
    day = day_of(on, today)
    then = as_of(registry, day)
    wanted = fields(Link)["status"].parse_option(status) if status else None
    who = lookup.one(then.members, Member, member).id if member else None
    is_for = _is_for(registry, product) if product else None
    fitting = [
        link
        for link in then.links
        if who in {None, link.supplier, link.buyer}
        and wanted in {None, link.status}
        and (is_for is None or is_for(link.product))
    ]
    listed = fitting if history else [link for link in fitting if links.holds(link, day, {wanted} if wanted else ())]
    found = columns.listing(then, Link, listed, day=day)
    if not history:
        found = with_doubts(found, Link, [link for link in fitting if wanted or not link.status.is_over], day)
    return grouped_by(then, found, Link, by)


def _is_for(registry: Registry, product: str) -> Callable[[str], bool]:
    """Tests whether what a link says of its product means this one, whether either is a code or words."""
    from hiephoi_cli.domain.where import comparison  # most lists do without

    return comparison(fields(Link)["product"], "=", product, key_or_words(registry, "products"))


@noun.verb(
    N_(
        "Record that one member supplies another, or was introduced to it: both KEYs, or a line of your last `match`; "
        "the day is today unless `--on` gives another."
    ),
    *_SET_UP,
)
@weighing
@with_fields(Link, leave_out=("supplier", "buyer", "former_status"))
def add(
    registry: Callable[[], Registry],
    path: Path,
    supplier: Annotated[
        str,
        typer.Argument(
            metavar=N_("SUPPLIER"),
            help=N_("Supplier: KEY of the member, or the number of a line of your last `match`"),
            autocompletion=on_tab("keys", "members"),
        ),
    ],
    buyer: Annotated[
        str,
        typer.Argument(
            metavar=N_("[BUYER]"),
            help=N_("KEY of the member that buys"),
            autocompletion=on_tab("keys", "members"),
        ),
    ] = "",
    **values: Any,
) -> Change:
    if not buyer:
        line = proposed.line(path, supplier)
        return partial(proposed.linked, line=line, values={"product": line.product, "on": today(), **values})
    proposed.refuse_lines(registry, supplier, buyer)
    declared = fields(Link)
    both = {
        "supplier": declared["supplier"].parse_option(supplier, _("SUPPLIER")),
        "buyer": declared["buyer"].parse_option(buyer, _("BUYER")),
    }
    product = values.get("product") or proposed.asked_for(declared["product"])
    day = values.get("on") or proposed.day_asked_for(declared["on"])
    return partial(changes.add, kind="links", values={**both, **values, "product": product, "on": day})


@noun.verb(
    N_("Change one link: a new status from a day on, or a correction of what is recorded."),
    *_SET_UP,
    "hiephoi link edit HV-0002 --status contract --on 2026-05-15",
)
@weighing
@editing(Link, leave_out=("status", "on"))
def edit(
    key: Annotated[str, key("links")],
    change: Edit,
    status: Annotated[
        str | None,
        typer.Option("--status", metavar=_STATUS, help=N_("New status; the one before is kept")),
    ] = None,
    on: Annotated[
        str | None,
        typer.Option(
            "--on",
            metavar=N_("DATE"),
            help=N_("First day of the new status (default: today); without one, the right day of the link"),
        ),
    ] = None,
) -> Change:
    declared = fields(Link)
    day = declared["on"].parse_option(on) if on else None
    if status is None:
        values = {**change.values, **({"on": day} if day else {})}
        return partial(links.edit, key=key, change=structs.replace(change, values=values))
    new = declared["status"].parse_option(status)
    return partial(links.edit, key=key, change=change, status=new, on=day or today())
