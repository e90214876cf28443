"""`hiephoi zone`: the industrial zones and clusters in which members have their works."""

from hiephoi_cli.i18n import N_
from hiephoi_cli.interface.groups import Noun

noun = Noun(
    helps={"list": N_("List industrial zones and clusters, with the number of their members.")},
    example="kcn-tien-thanh",
    examples={
        "add": ('hiephoi zone add "CCN Mẫu" --area-ha 49,5',),
        "remove": ('hiephoi zone add "CCN Mẫu"', "hiephoi zone remove ccn-mau --yes"),
    },
)
