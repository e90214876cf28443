"""Sentences about records: what became of each, and its fields, from what to what."""

from collections.abc import Sequence
from typing import Any

from hiephoi_cli.domain.cell_text import cell_text
from hiephoi_cli.domain.difference import Difference
from hiephoi_cli.domain.fields import Field, fields, toml_values
from hiephoi_cli.domain.records import Record, Registry, Table
from hiephoi_cli.domain.vietnamese import first_lower
from hiephoi_cli.i18n import N_, _
from hiephoi_cli.interface.showing import in_words, shower

NOTHING = "∅"
"""Stands for a value that is not there."""


_RECORDS = {
    "added": N_("added {noun} {key}"),
    "removed": N_("removed {noun} {key}"),
    "changed": N_("changed {noun} {key}: {fields}"),
}
_FACTS = {
    "added": N_("recorded: {fact}"),
    "removed": N_("removed: {fact}"),
    "changed": N_("changed: {fact} ({fields})"),
}


def sentence(difference: Difference, before: Registry, after: Registry) -> str:
    """One record added, removed or changed between two states."""
    record, registry = (difference.new, after) if difference.new else (difference.old, before)
    deed = "added" if difference.old is None else "changed" if difference.new else "removed"
    differing = changes(difference, before, after) if deed == "changed" else ""
    if not isinstance(record, Record):
        return of_record(deed, first_lower(_(fields(Registry)[difference.kind].title)), "", "", differing)
    if record.in_words:
        return of_fact(deed, called(record, registry), differing)
    return of_record(deed, _(record.noun), record.key, "" if record.label in record.key else record.label, differing)


def of_record(deed: str, noun: str, key: str, label: str, differing: str) -> str:
    """That a record was added, removed or changed; without a key, it is the table of which the file has one."""
    if deed != "changed":
        return _(_RECORDS[deed]).format(noun=noun, key=key) + (f": {label}" if label else "")
    changed = _(_RECORDS[deed]) if key else _("changed {noun}: {fields}")
    return changed.format(noun=noun, key=key, fields=differing)


def of_fact(deed: str, fact: str, differing: str) -> str:
    """What became of a record that people describe by a sentence."""
    return _(_FACTS[deed]).format(fact=fact, fields=differing)


def called(record: Any, registry: Registry) -> str:  # noqa: ANN401  a record of any kind
    """What a record is called, or the sentence about it where its kind has no names."""
    return in_words(registry, type(record))(record) if record.in_words else record.label


def values(record: Table, registry: Registry) -> str:
    """The values of a record beside those that name it, and beside defaults."""
    named = (*record.identified_by, record.called_by) if isinstance(record, Record) else ()
    spoken = record.in_words if isinstance(record, Record) else ""
    others = [name for name in toml_values(record) if name not in named and f"{{{name}}}" not in spoken]
    shown = (
        (field, shower(registry, field)(getattr(record, field.name)))
        for field in map(fields(type(record)).get, others)
        if field
    )
    return "; ".join(f"{_(field.title)}: {value}" for field, value in shown if value)


def changes(difference: Difference, before: Registry, after: Registry) -> str:
    """The fields that differ, each with what it was and what it is."""
    old, new = difference.old, difference.new
    declared = fields(type(new or old))  # type: ignore[arg-type]
    return "; ".join(
        f"{_(declared[name].title)}: {_change(declared[name], getattr(old, name), getattr(new, name), before, after)}"
        if name in declared
        else name
        for name in difference.changed
    )


def _change(field: Field, old: Any, new: Any, before: Registry, after: Registry) -> str:  # noqa: ANN401  any values
    """What a field was and is; of a list of tables only the items that differ."""
    if field.table():
        old, new = _without(old, new), _without(new, old)
    was, is_now = shower(before, field)(old), shower(after, field)(new)
    if was == is_now:  # what differs is not shown in line, or two records have one name
        was, is_now = _in_full(old), _in_full(new)
    return f"{was or NOTHING} → {is_now or NOTHING}"


def _in_full(value: Any) -> str:  # noqa: ANN401  any value
    """A value with everything in it, records by their keys."""
    if isinstance(value, tuple):
        return ", ".join(map(_in_full, value))
    if isinstance(value, Table):
        return " ".join(filter(None, (_in_full(getattr(value, name)) for name in value.__struct_fields__)))
    return "" if value is False else "✓" if value is True else cell_text(value)


def _without(items: Sequence[Table], others: Sequence[Table]) -> tuple[Table, ...]:
    return tuple(item for item in items if item not in others)
