"""What records were called at the time of a change, though they have been renamed or removed since."""

from collections.abc import Iterable, Mapping

from msgspec import structs

from hiephoi_cli.domain.fields import fields
from hiephoi_cli.domain.records import KINDS, Record, Registry
from hiephoi_cli.storage.entries import Touched

_Names = Mapping[tuple[str, str], str]


def with_removed(registry: Registry | None, records: Iterable[Touched]) -> Registry | None:
    """The registry with the records that a change removed, as far as their names go."""
    return _named(
        registry, {(one.kind, one.key): one.label for one in records if one.deed == "removed" and not one.facts}
    )


def with_former_names(registry: Registry | None, records: Iterable[Touched]) -> Registry | None:
    """The registry with the names, and under the keys, that a change replaced."""
    former = {}
    for one in records:
        field = KINDS[one.kind].called_by if one.kind in KINDS else ""
        old, _new = one.fields.get(field, ("", ""))
        if old or (one.was and one.label):
            former[one.kind, one.was or one.key] = str(old or one.label)
    return _named(registry, former)


def _named(registry: Registry | None, names: _Names) -> Registry | None:
    for kind in dict.fromkeys(kind for kind, _key in names) if registry else ():
        new = dict(_records(kind, names))
        kept = [record for record in getattr(registry, kind) if record.key not in new] if new else []
        registry = structs.replace(registry, **{kind: (*kept, *new.values())}) if new and registry else registry
    return registry


def _records(kind: str, names: _Names) -> Iterable[tuple[str, Record]]:
    """Records of a kind that have a key and a name alone, where that is enough for one."""
    table = KINDS.get(kind)
    if table is None:
        return
    known = {table.key_field(), table.called_by}
    if "" in known or any(field.required and name not in known for name, field in fields(table).items()):
        return
    for (of, key), name in names.items():
        if of == kind and name:
            yield key, table(**{table.key_field(): key, table.called_by: name})
