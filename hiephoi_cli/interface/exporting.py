"""Exports every record and field of a kind in a form that `import` reads back."""

from collections.abc import Callable
from datetime import date

from hiephoi_cli.domain.past import as_of
from hiephoi_cli.domain.records import KINDS, Registry
from hiephoi_cli.i18n import N_
from hiephoi_cli.interface import columns
from hiephoi_cli.interface.filters import OnDay, day_of
from hiephoi_cli.interface.groups import Noun
from hiephoi_cli.interface.reading import reading
from hiephoi_cli.output.listing import Listing
from hiephoi_cli.output.listing_formats import formats_of

HELP = N_("Export all of them with every field: csv, or by the file's ending; `import` reads it back.")


def export_verb(kind: str, _noun: Noun) -> Callable[..., None]:
    """The verb that exports records of a kind."""

    def export(registry: Registry, today: date, on: OnDay = None) -> Listing:
        day = day_of(on, today)
        registry = as_of(registry, day) if on else registry
        found = columns.listing(registry, KINDS[kind], getattr(registry, kind), day=day)
        return found.choose([column.key for column in found.columns])

    return reading(export, usual="csv", formats=formats_of(KINDS[kind]))
