"""What is safe to mend without anybody's judgement."""

from collections.abc import Callable
from typing import Any

from msgspec import structs

from hiephoi_cli.domain import tax_code
from hiephoi_cli.domain.fields import Field, fields
from hiephoi_cli.domain.records import Is, Registry, Table
from hiephoi_cli.domain.vietnamese import UNSAFE, clean, fold


def mended(registry: Registry) -> Registry:
    """The registry with its text cleaned, tax codes in their stored form, and sectors' names made codes.

    A name where a code belongs is replaced only if it is that of exactly one sector, accents and case aside.
    """
    codes = _codes_by_name(registry)

    def mend(field: Field, text: str) -> str:
        if not UNSAFE.search(text):
            text = clean(text) or text
        if field.form is Is.TAX_CODE and tax_code.is_valid(stored := tax_code.normalise(text)):
            return stored
        if field.refers_to == "sectors":
            return codes.get(fold(text), text)
        return text

    mended: Registry = _with_texts(registry, mend)
    return mended


def _codes_by_name(registry: Registry) -> dict[str, str]:
    """The codes of sectors by the folded names that only one has; a code stands for itself."""
    codes: dict[str, str] = {}
    for sector in registry.sectors:
        name = fold(clean(sector.name)) if not UNSAFE.search(sector.name) else ""
        codes[name] = "" if name in codes else sector.code
    return {name: code for name, code in codes.items() if code} | {
        sector.code: sector.code for sector in registry.sectors
    }


def _with_texts(table: Any, mend: Callable[[Field, str], str]) -> Any:  # noqa: ANN401  a table of any declaration
    """The table with its texts mended, and itself where nothing was to be mended."""
    changed = {
        field.name: new
        for field in fields(table.__class__).values()
        if (new := _mended_value(field, old := getattr(table, field.name), mend)) is not old
    }
    return structs.replace(table, **changed) if changed else table


def _mended_value(field: Field, value: Any, mend: Callable[[Field, str], str]) -> Any:  # noqa: ANN401  any field's
    if isinstance(value, tuple):
        new = tuple(_mended_value(field, item, mend) for item in value)
        return value if all(one is other for one, other in zip(value, new, strict=True)) else new
    if isinstance(value, Table):
        return _with_texts(value, mend)
    if type(value) is str:
        text = mend(field, value)
        return value if text == value else text
    return value
