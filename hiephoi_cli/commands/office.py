"""`hiephoi office`: the posts that people are elected or appointed to."""

from functools import partial
from typing import Annotated

import typer

from hiephoi_cli.domain import dated_changes
from hiephoi_cli.domain.fields import fields
from hiephoi_cli.domain.records import Change, FormerSeats, Office
from hiephoi_cli.i18n import N_, _
from hiephoi_cli.interface.changing import changing
from hiephoi_cli.interface.groups import Noun
from hiephoi_cli.interface.options import key

noun = Noun(
    helps={"list": N_("List offices, with who holds them today, and since when a seat is vacant.")},
    example="chu-tich",
    examples={
        "add": ('hiephoi office add "Phó Chủ tịch" --seats 2',),
        "remove": ('hiephoi office add "Phó Chủ tịch"', "hiephoi office remove pho-chu-tich"),
    },
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
