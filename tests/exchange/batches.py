"""Batches as files: what exports write, and the plan for what an import reads."""

from collections.abc import Callable, Collection
from typing import Any, NamedTuple

import pytest

from hiephoi_cli.domain.derived import DERIVED
from hiephoi_cli.domain.fields import fields
from hiephoi_cli.domain.records import KINDS, Registry
from hiephoi_cli.exchange.headings import headings
from hiephoi_cli.exchange.import_list import ImportList
from hiephoi_cli.exchange.plan import Plan
from hiephoi_cli.exchange.planning import plan
from hiephoi_cli.exchange.rows import rows
from hiephoi_cli.interface import columns
from hiephoi_cli.output.listing import Listing
from hiephoi_cli.output.listing_text import FORMATS, Format, excel_csv
from hiephoi_cli.output.listing_workbook import sheet
from registries import TODAY


class Form(NamedTuple):
    """A form that exports have and imports read."""

    format_: str
    write: Callable[[Listing], bytes]
    language: str = "en"


def _text(format_: Format) -> Callable[[Listing], bytes]:
    return lambda listing: "".join(format_(listing, True)).encode()


def _sheet(listing: Listing) -> bytes:
    return sheet(listing, header=True)


FORMS = {
    **{name: Form(name, _text(FORMATS[name])) for name in ("csv", "tsv", "json", "jsonl")},
    "csv for Excel": Form("csv", _text(excel_csv)),
    "csv for Vietnamese Excel": Form("csv", _text(excel_csv), "vi"),
    "xlsx": Form("xlsx", _sheet),
    "xlsx in Vietnamese": Form("xlsx", _sheet, "vi"),
}


def exported(registry: Registry, kind: str, form: Form) -> bytes:
    """All records of a kind as an export writes them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HIEPHOI_LANG", form.language)
        return form.write(columns.listing(registry, KINDS[kind], getattr(registry, kind)))


def printed(registry: Registry, kind: str, form: Form) -> bytes:
    """All records of a kind as `list` writes them, with what follows from other records."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HIEPHOI_LANG", form.language)
        found = columns.listing(registry, KINDS[kind], getattr(registry, kind), day=TODAY)
        return form.write(columns.with_derived(found))


def planned(
    registry: Registry, kind: str, data: bytes, format_: str = "csv", *, ignored: Collection[str] = (), **how: Any
) -> Plan:
    """The plan for a file; `how` are fields of ImportList."""
    found = rows(data, format_)
    derived = [derived.field for derived in DERIVED.get(KINDS[kind], ())]
    head, titles = headings(found.filled, fields(KINDS[kind]), ignored=ignored, derived=derived)
    return plan(registry, kind, ImportList(found, head, titles, **how), TODAY)
