"""`hiephoi chain`: who supplies whom, through any number of members."""

from datetime import date
from functools import partial
from typing import Annotated

import typer

from hiephoi_cli.domain import lookup
from hiephoi_cli.domain.chains import Direction
from hiephoi_cli.domain.fields import fields
from hiephoi_cli.domain.links import holds
from hiephoi_cli.domain.past import as_of
from hiephoi_cli.domain.records import Link, Member, Registry
from hiephoi_cli.domain.words import LinkStatus
from hiephoi_cli.errors import UsageError
from hiephoi_cli.i18n import N_, _
from hiephoi_cli.interface.chains import FORMATS, listing, places
from hiephoi_cli.interface.filters import On, day_of
from hiephoi_cli.interface.reading import reading
from hiephoi_cli.interface.signature import on_tab
from hiephoi_cli.output.listing import Listing

EXAMPLES = ("hiephoi chain HV-0001 --on 2026-06-30", "hiephoi chain --status contract -o chain.html")


@partial(reading, formats=FORMATS)
def verb(
    registry: Registry,
    today: date,
    key: Annotated[
        str,
        typer.Argument(
            metavar=N_("[KEY]"),
            help=N_("Only the chains of this member, both ways"),
            autocompletion=on_tab("keys", "members"),
        ),
    ] = "",
    on: On = None,
    status: Annotated[
        list[str] | None,
        typer.Option(
            "--status",
            metavar="|".join(status.value for status in LinkStatus),
            help=N_("Only links with this status (default: all that have neither ended nor failed)"),
        ),
    ] = None,
    depth: Annotated[
        int | None,
        typer.Option("--depth", metavar=N_("NUMBER"), help=N_("Most links to follow: 1 for direct partners")),
    ] = None,
) -> Listing:
    if depth is not None and depth < 1:
        raise UsageError("--depth: " + _("'{text}' is less than {limit}").format(text=depth, limit=1))
    day = day_of(on, today)
    wanted = {fields(Link)["status"].parse_option(one, "--status") for one in status or ()}
    member = lookup.one(registry.members, Member, key).id if key else ""
    then = as_of(registry, day)
    links = [link for link in then.links if holds(link, day, wanted)]
    directions = list(Direction) if member else [Direction.DOWNSTREAM]
    rows = [place for direction in directions for place in places(links, direction, member)]
    return listing(then, [place for place in rows if depth is None or place.depth <= depth], member, day)
