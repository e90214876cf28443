"""`hiephoi sector`: the fields of business that members belong to."""

from collections.abc import Iterable
from datetime import date

from hiephoi_cli.domain.records import Registry, Sector
from hiephoi_cli.i18n import N_, _
from hiephoi_cli.interface import columns
from hiephoi_cli.interface.groups import Noun
from hiephoi_cli.output.listing import Column

noun = Noun(
    helps={"list": N_("List sectors, with the number of their members.")},
    example="dich-vu-ho-tro",
    examples={"add": ('hiephoi sector add "Logistics"',)},
)


@noun.columns
def _counting(registry: Registry, today: date) -> Iterable[Column]:
    """The number of members."""
    present = registry.members_on(today)

    def members(sector: Sector) -> int:
        return sum(sector.code in member.sectors for member in present)

    return (columns.counting("members", _("Members"), members),)
