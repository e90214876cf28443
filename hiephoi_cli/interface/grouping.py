"""Listings with their rows under a title for each value of a field."""

from enum import StrEnum

from msgspec import structs

from hiephoi_cli.domain.fields import Field, fields, names_of_fields
from hiephoi_cli.domain.order import order_of
from hiephoi_cli.domain.records import Record, Registry
from hiephoi_cli.domain.references import key_or_words
from hiephoi_cli.domain.suggest import named
from hiephoi_cli.domain.vietnamese import first_lower
from hiephoi_cli.i18n import _
from hiephoi_cli.interface.showing import item_shower, names_of
from hiephoi_cli.output.listing import Group, Listing


def grouped(registry: Registry, found: Listing, table: type[Record], by: str) -> Listing:
    """The listing with its rows under a title for each value of a field; those without a value come last.

    A row with several values stands under each. Raises UsageError for an unknown field.
    """
    field = _field_named(table, by)
    titles = names_of(registry, field)
    meant = key_or_words(registry, field.may_name) if field.may_name else None
    rows: dict[object, list[Record]] = {
        key: [] for key in titles or sorted(_all_values(found, field), key=order_of(field))
    }
    without: list[Record] = []
    for record in found.rows:
        values = _values(record, field)
        for value in values:
            rows.setdefault(meant(str(value)) if meant else value, []).append(record)
        if not values:
            without.append(record)
    shown = item_shower(registry, field)
    groups = [Group(_programs(value), shown(value), some) for value, some in rows.items() if some]
    if without:
        groups.append(Group("", without_value(field), without))
    return structs.replace(found, groups=groups, grouped_by=field.option.removeprefix("--"))


def without_value(field: Field) -> str:
    """The title of records that have no value in a field."""
    unassigned = field.many and field.refers_to
    title = _("Without: {field}") if unassigned else _("No value: {field}")
    return title.format(field=first_lower(_(field.title)))


def _field_named(table: type[Record], name: str) -> Field:
    return fields(table)[named(name, names_of_fields(table), _("no field '{field}'").format(field=name))]


def _values(record: Record, field: Field) -> tuple[object, ...]:
    value = getattr(record, field.name)
    if field.many:
        return value  # type: ignore[no-any-return]
    return () if value is None else (value,)


def _all_values(found: Listing, field: Field) -> set[object]:
    return {value for record in found.rows for value in _values(record, field)}


def _programs(value: object) -> str:
    return value.value if isinstance(value, StrEnum) else str(value)
