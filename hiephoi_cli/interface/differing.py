"""The difference of two states of a registry as a listing, in words, and as lines of text."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from hiephoi_cli.domain.cell_text import plain_text
from hiephoi_cli.domain.difference import Difference, differences
from hiephoi_cli.domain.fields import Field, fields, toml_values
from hiephoi_cli.domain.records import KINDS, Record, Registry, Table
from hiephoi_cli.domain.vietnamese import first_lower, harmless
from hiephoi_cli.i18n import N_, _
from hiephoi_cli.interface.changing import unified
from hiephoi_cli.interface.sentences import changes, sentence, values
from hiephoi_cli.interface.showing import in_words, shower
from hiephoi_cli.interface.states import State
from hiephoi_cli.output.listing import Column, Form, Listing

UNIFIED = "diff"
WORDS = "text"
FORMATS = (WORDS, UNIFIED)
"""The formats that a difference has beside those of every listing."""
_ACTIONS = {  # “removed” is what happens to officers
    "added": N_("added"),
    "removed": N_("deleted"),
    "changed": N_("changed"),
}


def listing(old: State, new: State, *, parsed: bool = True) -> Listing:
    """The records that differ, a row each; none where only lines of text are wanted. Raises InvalidData."""
    lines = {UNIFIED: Form(lambda _listing: _lines(old, new))}
    if not parsed:
        return Listing(rows=(), columns=(), formats=lines)
    after, before = new.registry, old.registry  # a fault in the file as it is now is reported as the file's
    return Listing(
        rows=differences(before, after, ordered=False),
        columns=list(_columns(before, after)),
        title=f"{old.name} → {new.name}",
        formats={**lines, WORDS: Form(partial(_sentences, before=before, after=after))},
    )


def _columns(before: Registry, after: Registry) -> Iterator[Column]:
    def column(key: str, title: str, plain: Any, shown: Any, place: int | None, **more: Any) -> Column:  # noqa: ANN401
        return Column(key, title, plain, shown, shown, everyday=place, **more)

    def words(row: Difference) -> str:
        record = row.new or row.old
        if row.old and row.new:
            return changes(row, before, after)
        return values(record, after if row.new else before) if record else ""

    name = partial(_name, before=before, after=after)
    record = partial(_record, before=before, after=after)
    yield column("action", _("Action"), _action, lambda row: _(_ACTIONS[_action(row)]), 0)
    yield column("record", _("Record"), record, record, 1, comfort=24, people_only=True)
    yield column("what", _("What"), words, words, 2, comfort=30, kept=True, people_only=True)
    yield column("kind", _("Kind"), lambda row: row.kind, _kind, None)
    yield column("key", _("Key"), _key, lambda row: _key(row) or "", None)
    yield column("name", _("Name"), name, lambda row: name(row) or "", None)
    for side, title in (("old", _("Before")), ("new", _("After"))):
        value = partial(_values, side=side)
        yield column(side, title, value, lambda row, value=value: plain_text(value(row) or ""), None)


def _action(row: Difference) -> str:
    return "added" if row.old is None else "removed" if row.new is None else "changed"


def _kind(row: Difference) -> str:
    return _(KINDS[row.kind].noun) if row.kind in KINDS else first_lower(_(fields(Registry)[row.kind].title))


def _key(row: Difference) -> str | None:
    record = row.new or row.old
    return record.key if isinstance(record, Record) else None


def _record(row: Difference, before: Registry, after: Registry) -> str:
    """The record as people know it: kind, key and name, or the sentence about it."""
    record, name = row.new or row.old, _name(row, before, after)
    if isinstance(record, Record) and record.in_words:
        return name or ""
    return " ".join(filter(None, (_kind(row), _key(row), name)))


def _name(row: Difference, before: Registry, after: Registry) -> str | None:
    record = row.new or row.old
    if not isinstance(record, Record):
        return None
    if record.in_words:
        return in_words(after if row.new else before, type(record))(record)
    return record.label if record.label != record.key else None


def _values(row: Difference, side: str) -> Mapping[str, Any] | None:
    """The values that differ, under the file's keys."""
    record: Table | None = getattr(row, side)
    if record is None:
        return None
    found = toml_values(record)
    return {name: found.get(name) for name in row.changed} if row.old and row.new else found


def _sentences(listing: Listing, before: Registry, after: Registry) -> Iterator[str]:
    return (harmless(sentence(row, before, after)) + "\n" for row in listing.rows)


def _lines(old: State, new: State) -> Iterator[str]:
    """The lines that differ, in the form of `diff -u`."""
    texts = (state.data.decode("utf-8-sig", "replace").split("\n") for state in (old, new))
    one, other = texts
    names = [harmless(state.name) for state in (old, new)]
    for number, line in enumerate(unified(one, other, "")):
        yield (f"{line.rstrip()} {names[number]}" if number < len(names) else harmless(line)) + "\n"


def as_text(registry: Registry) -> Iterator[str]:
    """A registry as lines to compare: each record below its name, in the order of their keys, references by key."""
    for name in Registry.__struct_fields__:
        value = getattr(registry, name)
        if name in KINDS:
            for record in sorted(value, key=lambda record: record.key):
                yield f"{_(record.noun)} {record.key}\n"
                yield from _record_lines(record)
        elif isinstance(value, Table):
            yield f"{_(fields(Registry)[name].title)}\n"
            yield from _record_lines(value)


def _record_lines(record: Table) -> Iterator[str]:
    for name, field in fields(type(record)).items():
        value = getattr(record, name)
        if field.table() and field.many:
            for item in value:
                yield f"  {_(field.title)}: {harmless(_inner(item))}\n"
        elif shown := _shown(field, value):
            yield f"  {_(field.title)}: {harmless(shown)}\n"


def _inner(item: Table) -> str:
    parts = ((field, _shown(field, getattr(item, name))) for name, field in fields(type(item)).items())
    return "; ".join(f"{_(field.title)}: {shown}" for field, shown in parts if shown)


def _shown(field: Field, value: Any) -> str:  # noqa: ANN401  any value
    return shower(None, field)(value) if value is not None else ""
