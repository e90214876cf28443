"""Changes of records as edits of the text, with what is known of the items of their lists."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from hiephoi_cli.domain.difference import Difference, differences
from hiephoi_cli.domain.fields import Field, fields, toml_values
from hiephoi_cli.domain.records import KINDS, Record, Registry
from hiephoi_cli.domain.vietnamese import fold
from hiephoi_cli.toml.pairs import Known
from hiephoi_cli.toml.splice import Append, Cut, Edit, Set, Unset


def edits_between(before: Registry, after: Registry) -> Iterator[Edit]:
    """The edits that make the one registry of the other."""
    changes = differences(before, after)

    @cache
    def named(kind: str) -> Mapping[str, str]:
        return _new_keys(before, kind, changes)

    def known(field: Field, old: Sequence[Any]) -> Known:
        if table := field.table():
            return Known(table.identified_by)
        keys = named(field.refers_to) if field.refers_to else {}
        return Known(new_texts={text: keys.get(text) or keys.get(fold(text.strip()), text) for text in old})

    for found in changes:
        if found.new is None:
            yield Cut(found.kind, found.index)
        elif found.old is None:
            yield Append(found.kind, toml_values(found.new))
        else:
            values, declared = toml_values(found.new), fields(type(found.new))
            record = (found.kind, found.index) if found.kind in KINDS else (found.kind,)
            for name in found.changed:
                if name not in values:
                    yield Unset((*record, name))
                elif name in declared and declared[name].many:
                    yield Set((*record, name), values[name], known(declared[name], getattr(found.old, name)))
                else:
                    yield Set((*record, name), values[name])


def _new_keys(before: Registry, kind: str, changes: Iterable[Difference]) -> dict[str, str]:
    """What the keys of a kind become; of folded names, which may stand where a key belongs, what they name."""
    renamed = {
        change.old.key: change.new.key
        for change in changes
        if change.kind == kind and isinstance(change.old, Record) and isinstance(change.new, Record)
    }
    keys = {record.key: renamed.get(record.key, record.key) for record in getattr(before, kind)}
    return {fold(record.label): keys[record.key] for record in getattr(before, kind)} | keys
