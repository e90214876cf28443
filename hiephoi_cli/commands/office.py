"""`hiephoi office`: the posts that people are elected or appointed to."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Annotated

import typer
from msgspec import structs

from hiephoi_cli.domain import dated_changes
from hiephoi_cli.domain.calendar import show_date
from hiephoi_cli.domain.fields import fields
from hiephoi_cli.domain.records import Change, FormerSeats, Office, Registry
from hiephoi_cli.i18n import N_, _
from hiephoi_cli.interface.changing import changing
from hiephoi_cli.interface.filters import By, On, day_of
from hiephoi_cli.interface.groups import Noun
from hiephoi_cli.interface.kind_reading import Words, listed
from hiephoi_cli.interface.options import key
from hiephoi_cli.interface.reading import reading
from hiephoi_cli.output.listing import Listing

noun = Noun(
    example="chu-tich",
    examples={
        "add": ('hiephoi office add "Phó Chủ tịch" --seats 2',),
        "remove": ('hiephoi office add "Phó Chủ tịch"', "hiephoi office remove pho-chu-tich"),
    },
)


@noun.verb(
    N_("List offices, with who holds them today, and since when a seat is vacant."),
    "hiephoi office list",
    "hiephoi office list --all --excel -o offices.csv",
)
@reading
def list_(
    registry: Registry,
    today: date,
    text: Words = "",
    on: On = None,
    by: By = None,
    everybody: Annotated[
        bool, typer.Option("--all", help=N_("Include those that have ended or are yet to come"))
    ] = False,
) -> Listing:
    day = day_of(on, today)
    held = {mandate.office for mandate in registry.serving(day)}
    offices = [office for office in registry.offices if everybody or office.exists(day) or office.code in held]
    registry = structs.replace(registry, offices=tuple(offices))
    found = listed(registry, "offices", noun, text=text, day=day, by=by)
    shown = [structs.replace(one, shown=_dated(day)) if one.key == "name" else one for one in found.columns]
    return structs.replace(found, columns=shown)


def _dated(day: date) -> Callable[[Office], str]:
    """The name of an office, with its first or last day where it does not exist on a day."""

    def shown(office: Office) -> str:
        if office.until and office.until <= day:
            return _("{office} (until {day})").format(office=office.name, day=show_date(office.until))
        if office.since and office.since > day:
            return _("{office} (from {day})").format(office=office.name, day=show_date(office.since))
        return office.name

    return shown


@noun.verb(
    N_("Give an office another number of seats from a day on, as a new charter does."),
    "hiephoi office seats chu-tich 2 --on 2029-11-11",
)
@changing
def seats(
    key: Annotated[str, key("offices")],
    number: Annotated[str, typer.Argument(metavar=N_("NUMBER"), help=N_("how many may hold it at once, from 1"))],
    on: Annotated[str, typer.Option("--on", metavar=N_("DATE"), help=N_("first day of the new number"))],
) -> Change:
    return partial(
        dated_changes.change_seats,
        code=key,
        seats=fields(Office)["seats"].parse_option(number, _("NUMBER")),
        on=fields(FormerSeats)["until"].parse_option(on, "--on"),
    )
