"""Corrects what needs no human judgement."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any

from msgspec import structs

from hiephoi_cli.domain import tax_code
from hiephoi_cli.domain.fields import Field, fields
from hiephoi_cli.domain.look_alikes import as_meant
from hiephoi_cli.domain.lookup import titled
from hiephoi_cli.domain.problems import Place
from hiephoi_cli.domain.records import KINDS, Is, Record, Registry, Table
from hiephoi_cli.domain.rules import compared
from hiephoi_cli.domain.rules.texts import text_look_alike
from hiephoi_cli.domain.vietnamese import UNSAFE, clean, fold
from hiephoi_cli.domain.words import Severity

_Spot = tuple[str, int]
"""A record: its kind and its place in it."""


def mended(registry: Registry) -> Registry:
    """The registry with clean texts, tax codes in their stored form, and codes instead of names in references.

    Look-alike letters become those meant, unless the registry turns that rule off. A name becomes a code only if
    exactly one sector, zone or office has it, apart from case and accents. A record whose correction would bring in an
    error, such as two ids that differ in a space, stays; if errors remain even so, all records stay.
    """
    left: set[_Spot] = set()
    while True:
        new = _mended_but(registry, left)
        errors = compared(registry, new, date.max).errors  # any day will do: dates are not mended
        places = (place for problem in errors for place in (problem.place, problem.related) if place)
        more = {spot for place in places if place.index is not None for spot in _spots_of_key(new, place)} - left
        if not more:
            return registry if errors else new
        left |= more


def _spots_of_key(registry: Registry, place: Place) -> Iterator[_Spot]:
    """The record at that place, and others with its key."""
    for index, record in enumerate(getattr(registry, place.kind)):
        if index == place.index or record.key == place.key:
            yield place.kind, index


def _mended_but(registry: Registry, left: set[_Spot]) -> Registry:
    """The registry mended except for some records and references to them."""
    codes = {kind: _codes_by_name(getattr(registry, kind)) for kind, table in KINDS.items() if table.has_codes()}
    spelled = registry.rules.severity.get(text_look_alike.name) is not Severity.OFF
    kept = {(kind, getattr(registry, kind)[index].key) for kind, index in left}

    def mend(field: Field, text: str) -> str:
        if (field.refers_to, text) in kept:
            return text
        if not UNSAFE.search(text):
            text = clean(text) or text
            text = as_meant(text) if spelled else text
        if field.form is Is.TAX_CODE and tax_code.is_valid(stored := tax_code.normalise(text)):
            return stored
        if field.refers_to in codes:
            named = titled(getattr(registry, field.refers_to), KINDS[field.refers_to], text)
            return codes[field.refers_to].get(fold(text), named[0].key if len(named) == 1 else text)
        return text

    mended: Registry = _with_texts(registry, mend)
    return structs.replace(mended, **_restored(registry, mended, left)) if left else mended


def _restored(old: Registry, new: Registry, left: set[_Spot]) -> dict[str, tuple[Record, ...]]:
    """The kinds with records that are left unmended."""
    return {
        kind: tuple(
            before if (kind, index) in left else after
            for index, (before, after) in enumerate(zip(getattr(old, kind), getattr(new, kind), strict=True))
        )
        for kind in {kind for kind, _index in left}
    }


def _codes_by_name(records: Sequence[Record]) -> dict[str, str]:
    """The codes of records by the folded names that only one has; a code stands for itself."""
    codes: dict[str, str] = {}
    for record in records:
        name = fold(clean(record.label)) if not UNSAFE.search(record.label) else ""
        codes[name] = "" if name in codes else record.key
    return {name: code for name, code in codes.items() if code} | {record.key: record.key for record in records}


def _with_texts(table: Any, mend: Callable[[Field, str], str]) -> Any:  # noqa: ANN401  a table of any declaration
    """The table with its texts mended; itself if nothing changes."""
    changed = {
        field.name: new
        for field in fields(table.__class__).values()
        if (new := _mended_value(field, old := getattr(table, field.name), mend)) is not old
    }
    return structs.replace(table, **changed) if changed else table


def _mended_value(field: Field, value: Any, mend: Callable[[Field, str], str]) -> Any:  # noqa: ANN401  any field's
    if isinstance(value, tuple):
        new = tuple(_mended_value(field, item, mend) for item in value)
        return value if all(item is mended for item, mended in zip(value, new, strict=True)) else new
    if isinstance(value, Table):
        return _with_texts(value, mend)
    if type(value) is str:
        text = mend(field, value)
        return value if text == value else text
    return value
