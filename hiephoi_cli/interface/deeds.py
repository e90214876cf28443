"""What a logged change did, in words: each record that it touched, or how many, with the values before and after."""

import shlex
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from enum import StrEnum
from pathlib import PurePath
from typing import Any

import msgspec

from hiephoi_cli.domain.calendar import show_time
from hiephoi_cli.domain.cell_text import plain_text
from hiephoi_cli.domain.changes import default
from hiephoi_cli.domain.decoding import value_of
from hiephoi_cli.domain.fields import Field, fields
from hiephoi_cli.domain.records import KINDS, TABLES, Registry
from hiephoi_cli.domain.vietnamese import first_lower
from hiephoi_cli.files.formats import FORMATS
from hiephoi_cli.i18n import N_, _
from hiephoi_cli.interface.sentences import NOTHING, of_fact, of_record
from hiephoi_cli.interface.showing import shower
from hiephoi_cli.storage.entries import Entry, Touched, Undoes

_TOLD = 3
"""Records of a kind that are named one by one; more are counted."""
_LONGEST = 60
"""Characters of a value that people see."""
_COUNTED = {
    "added": N_("added {n} {kinds}"),
    "removed": N_("removed {n} {kinds}"),
    "changed": N_("changed {n} {kinds}"),
}
_LISTS = {".txt", ".xlsm", *(ending for format_ in FORMATS.values() for ending in format_.endings)}
"""How the names of files end that can be imported."""
_SIGNS = {"added": "+", "removed": "-", "changed": "~"}


def summary(entry: Entry, registry: Registry | None = None) -> str:
    """What a change did, for people."""
    if entry.forgotten:
        gone = _("deleted the history up to change {n}, on {time}")
        gone = gone if entry.command else _("the history before is damaged")
        return gone.format(n=entry.number, time=show_time(entry.at))
    records = entry.records
    done = (
        "; ".join(deeds(records, registry))
        if records
        else _("comments, spacing or order only")
        if records == []
        else ""
    )
    if entry.undoes:
        return _joined(_taken_back(entry.undoes), done)
    if files := imported(entry.command):
        return _joined(_("imported {files}").format(files=", ".join(f"'{name}'" for name in files)), done)
    if entry.is_outside:
        return _joined(_("changed outside hiephoi"), done or _("the file could not be read as a registry"))
    return done


def _taken_back(undoes: Undoes) -> str:
    """Which changes were undone, or redone."""
    first, last = undoes.redone or (undoes.first, undoes.last)
    if undoes.redone:
        words = _("redid change {n}") if first == last else _("redid changes {n} to {last}")
    else:
        words = _("undid change {n}") if first == last else _("undid changes {n} to {last}")
    return words.format(n=first, last=last)


def imported(command: str) -> list[str]:
    """The names of the lists that a command as typed imported."""
    if " import " not in command:
        return []
    try:
        words = shlex.split(command)
    except ValueError:  # shortened, or written by hand
        return []
    following = words[words.index("import") + 1 :] if "import" in words else []
    paths = (PurePath(word.replace("\\", "/")) for word in following if not word.startswith("-"))
    return [path.name for path in paths if path.suffix.lower() in _LISTS]


def _joined(undone: str, done: str) -> str:
    return f"{undone}: {done}" if done else undone


def deeds(records: Sequence[Touched], registry: Registry | None = None) -> Iterator[str]:
    """A sentence for each record, or for all that fared alike where they are many."""
    counts = Counter((one.deed, one.kind) for one in records)
    for (deed, kind), count in counts.items():
        if count > _TOLD:
            kinds = first_lower(_(fields(Registry)[kind].title))
            yield _(_COUNTED[deed]).format(n=count, kinds=kinds)
        else:
            yield from (_sentence(one, registry) for one in records if (one.deed, one.kind) == (deed, kind))


def _sentence(one: Touched, registry: Registry | None) -> str:
    differing = "; ".join(_values(one, registry))
    if one.facts:
        return of_fact(one.deed, _fact(one, registry), differing)
    if one.kind in KINDS:
        return of_record(one.deed, _(KINDS[one.kind].noun), one.key, one.label, differing)
    noun = first_lower(_(fields(Registry)[one.kind].title)) if one.kind in TABLES else one.kind
    return of_record(one.deed, noun, one.key, one.label, differing)


def _fact(one: Touched, registry: Registry | None) -> str:
    """The sentence about a record, with what people call its values."""
    declared = fields(TABLES[one.kind]) if one.kind in TABLES else {}
    facts = {name: usual for name in declared if (usual := _usual(one.kind, name))} | one.facts
    shown = {name: _shown(declared.get(name), value, registry) for name, value in facts.items()}
    try:
        return _(one.label).format(**shown)
    except (KeyError, ValueError, IndexError):  # written by hand
        return one.key


def _values(one: Touched, registry: Registry | None) -> Iterator[str]:
    declared = fields(TABLES[one.kind]) if one.kind in TABLES else {}
    for name, values in one.fields.items():
        field = declared.get(name)
        usual = _usual(one.kind, name) if field and one.deed == "changed" else None
        before, after = (usual if value is None else value for value in values)
        old, new = (_shown(field, value, registry) for value in _differing(field, before, after))
        yield f"{_(field.title) if field else name}: {old or NOTHING} → {new or NOTHING}"


def _usual(kind: str, name: str) -> str | None:
    """The choice that a field has where the file has none."""
    usual = default(TABLES[kind], name)
    return usual.value if isinstance(usual, StrEnum) else None


def _differing(field: Field | None, old: Any, new: Any) -> tuple[Any, Any]:  # noqa: ANN401  any JSON value
    """The values; of lists of tables only the items that the other has not."""
    if not (field and field.table() and isinstance(old or [], list) and isinstance(new or [], list)):
        return old, new
    return [one for one in old or [] if one not in (new or [])], [one for one in new or [] if one not in (old or [])]


def _shown(field: Field | None, value: Any, registry: Registry | None) -> str:  # noqa: ANN401  any JSON value
    """A value as people see it, read as the field's own if it still is one."""
    if value is None:
        return ""
    text = plain_text(value)
    if field:
        with suppress(msgspec.ValidationError, TypeError):
            text = shower(registry, field)(value_of(field, value))
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def listed(entry: Entry) -> list[str]:
    """What a change did, for programs: `+ members.HV-0002`, `~ members.HV-0002.phone: "1" → "2"`."""
    lines = []
    for one in entry.records or ():
        place = ".".join(filter(None, (one.kind, one.key)))
        if one.fields:
            lines += [f"~ {place}.{name}: {_json(old)} → {_json(new)}" for name, (old, new) in one.fields.items()]
        else:
            lines.append(f"{_SIGNS[one.deed]} {place}")
    return lines


def _json(value: Any) -> str:  # noqa: ANN401  any JSON value
    return msgspec.json.encode(value).decode()
