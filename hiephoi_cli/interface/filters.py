"""Options that narrow and group lists and papers, declared once for all commands."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any

import typer

from hiephoi_cli.domain.fields import fields
from hiephoi_cli.domain.records import Election, Record, Registry, Sector
from hiephoi_cli.i18n import N_
from hiephoi_cli.interface.signature import on_tab
from hiephoi_cli.output.listing import Listing

On = Annotated[str | None, typer.Option("--on", metavar=N_("DATE"), help=N_("As of this day (default: today)"))]
OnDay = Annotated[
    str | None,
    typer.Option("--on", metavar=N_("DATE"), help=N_("With the names, representatives and seats of this day")),
]
By = Annotated[
    str | None,
    typer.Option(
        "--by",
        metavar=N_("FIELD"),
        help=N_("A table for each value of a field"),
        autocompletion=on_tab("field_option"),
    ),
]


def sector_option(help_: str) -> Any:  # noqa: ANN401  Typer's private type
    """The option --sector, which may be given more than once."""
    return typer.Option("--sector", "-s", metavar=N_("KEY"), help=help_, autocompletion=on_tab("keys", "sectors"))


Sectors = Annotated[list[str] | None, sector_option(N_("Only members of this sector"))]


def day_of(on: str | None, today: date, option: str = "--on") -> date:
    """The day that an option names, else today. Raises InvalidData."""
    return fields(Election)["on"].parse_option(on, option) if on else today


def sectors_of(registry: Registry, keys: Sequence[str] | None) -> list[Sector]:
    """The sectors that KEYs name. Raises NotFound, Conflict."""
    if not keys:
        return []
    from hiephoi_cli.domain.lookup import one

    return [one(registry.sectors, Sector, key) for key in keys]


def grouped_by(registry: Registry, listing: Listing, table: type[Record], by: str | None) -> Listing:
    """The listing, grouped by a field if one is named. Raises UsageError for an unknown field."""
    if not by:
        return listing
    from hiephoi_cli.interface.grouping import grouped  # most lists do without

    return grouped(registry, listing, table, by)
