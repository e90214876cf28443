"""`hiephoi office`: the posts that people are elected or appointed to."""

from collections.abc import Iterable
from datetime import date
from functools import partial
from typing import Annotated

import typer

from hiephoi_cli.domain import dated_changes
from hiephoi_cli.domain.appointments import vacant_since
from hiephoi_cli.domain.calendar import show_date
from hiephoi_cli.domain.fields import TEXT, fields
from hiephoi_cli.domain.people import told_apart
from hiephoi_cli.domain.records import Change, FormerSeats, Is, Office, Registry
from hiephoi_cli.i18n import N_, _
from hiephoi_cli.interface.changing import changing
from hiephoi_cli.interface.groups import Noun
from hiephoi_cli.interface.options import key
from hiephoi_cli.output.listing import Column

noun = Noun(
    helps={"list": N_("List offices, with who holds them today, and since when a seat is vacant.")},
    example="chu-tich",
    examples={
        "add": ('hiephoi office add "Phó Chủ tịch" --seats 2',),
        "remove": ('hiephoi office add "Phó Chủ tịch"', "hiephoi office remove pho-chu-tich"),
    },
)


@noun.columns
def _holding(registry: Registry, today: date) -> Iterable[Column]:
    """Who holds an office today, and since when a seat is vacant."""

    def holders(office: Office) -> list[str]:
        return [officer.person for officer in registry.holders(office.code, today)]

    def vacant(office: Office) -> date | None:
        return vacant_since(registry, office, today)

    def shown(office: Office) -> str:
        held = registry.holders(office.code, today)
        names = [(one, told_apart(held)(one)) for one in held]
        return ", ".join(_("{person} (acting)").format(person=name) if one.acting else name for one, name in names)

    people = TEXT._replace(name="holders", many=True, form=Is.PERSON)
    day = TEXT._replace(name="vacant_since", base=date)
    return (
        Column("holders", _("Holders"), holders, shown, holders, everyday=2, field=people),
        Column("vacant_since", _("Vacant since"), vacant, lambda row: _day(vacant(row)), vacant, everyday=2, field=day),
    )


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


def _day(day: date | None) -> str:
    return show_date(day) if day else ""
