"""`hiephoi association`: what the registry says of the association itself."""

from functools import partial

from msgspec import structs

from hiephoi_cli.domain import changes
from hiephoi_cli.domain.changes import Edit
from hiephoi_cli.domain.records import Association, Change, Registry
from hiephoi_cli.i18n import N_
from hiephoi_cli.interface import columns
from hiephoi_cli.interface.changing import changing
from hiephoi_cli.interface.groups import Noun
from hiephoi_cli.interface.options import editing
from hiephoi_cli.interface.reading import reading
from hiephoi_cli.output.listing import Listing

noun = Noun()


@noun.verb(N_("Show everything about the association."), "hiephoi association show")
@partial(reading, single=True)
def show(registry: Registry) -> Listing:
    return structs.replace(columns.listing(registry, Association, [registry.association]), single=True)


@noun.verb(
    N_("Change what is known of the association; what is given replaces what was there."),
    'hiephoi association edit --phone "0225 3822016"',
)
@changing
@editing(Association)
def edit(change: Edit) -> Change:
    return partial(changes.edit_association, change=change)
