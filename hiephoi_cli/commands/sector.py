"""`hiephoi sector`: the fields of business that members belong to."""

from hiephoi_cli.i18n import N_
from hiephoi_cli.interface.groups import Noun

noun = Noun(
    helps={"list": N_("List sectors, with the number of their members.")},
    example="dich-vu-ho-tro",
    examples={"add": ('hiephoi sector add "Logistics"',)},
)
