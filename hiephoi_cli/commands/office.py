"""`hiephoi office`: the posts that people are elected or appointed to."""

from collections.abc import Iterable
from datetime import date

from hiephoi_cli.domain.appointments import vacant_since
from hiephoi_cli.domain.calendar import show_date
from hiephoi_cli.domain.records import Office, Registry
from hiephoi_cli.i18n import N_, _
from hiephoi_cli.interface.groups import Noun
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

    return (
        Column("holders", _("Holders"), holders, lambda row: ", ".join(holders(row)), holders, everyday=2),
        Column("vacant_since", _("Vacant since"), vacant, lambda row: _day(vacant(row)), vacant, everyday=3),
    )


def _day(day: date | None) -> str:
    return show_date(day) if day else ""
