"""Turns changes of records into edits of the text, with what identifies the items of their lists."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from hiephoi_cli.domain.difference import Difference
from hiephoi_cli.domain.fields import Field, fields, toml_values
from hiephoi_cli.domain.records import KINDS, Record, Registry, Rules, Table
from hiephoi_cli.domain.vietnamese import fold
from hiephoi_cli.toml.layout import Path
from hiephoi_cli.toml.pairs import ItemKeys
from hiephoi_cli.toml.splice import Append, Cut, Edit, Set, Unset


def edits_between(before: Registry, changes: Sequence[Difference]) -> Iterator[Edit]:
    """The edits that make the changes in the text of `before`."""

    @cache
    def named(kind: str) -> Mapping[str, str]:
        return _new_keys(before, kind, changes)

    def item_keys(field: Field, old: Sequence[Any]) -> ItemKeys:
        if table := field.table():
            return ItemKeys(table.identified_by)
        keys = named(field.refers_to) if field.refers_to else {}
        return ItemKeys(new_texts={text: keys.get(text) or keys.get(fold(text.strip()), text) for text in old})

    for change in changes:
        if change.new is None:
            yield Cut(change.kind, change.index)
        elif change.old is None:
            yield Append(change.kind, toml_values(change.new))
        else:
            yield from _in_record(change, change.new, item_keys)


def _in_record(change: Difference, new: Table, item_keys: Callable[[Field, Sequence[Any]], ItemKeys]) -> Iterator[Edit]:
    """The edits of a record that stays."""
    values, declared, order = toml_values(new), fields(type(new)), new.__struct_fields__
    record = (change.kind, change.index) if change.kind in KINDS else (change.kind,)
    for name in change.changed:
        if isinstance(new, Rules) and name not in declared:
            yield from _severities(record, getattr(change.old, name), getattr(new, name))
        elif name not in values:
            yield Unset((*record, name))
        elif name in declared and declared[name].many:
            keys = item_keys(declared[name], getattr(change.old, name))
            yield Set((*record, name), values[name], keys, order[: order.index(name)])
        else:
            yield Set((*record, name), values[name], after=order[: order.index(name)])


def _severities(record: Path, old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[Edit]:
    """The edits of what stands under the names of rules."""
    for name in {**old, **new}:
        if name not in new:
            yield Unset((*record, name))
        elif new[name] != old.get(name):
            yield Set((*record, name), str(new[name]))


def _new_keys(before: Registry, kind: str, changes: Iterable[Difference]) -> dict[str, str]:
    """The new key for each old one of a kind, and for each folded name that may stand in its place."""
    renamed = {
        change.old.key: change.new.key
        for change in changes
        if change.kind == kind and isinstance(change.old, Record) and isinstance(change.new, Record)
    }
    keys = {record.key: renamed.get(record.key, record.key) for record in getattr(before, kind)}
    return {fold(record.label): keys[record.key] for record in getattr(before, kind)} | keys
