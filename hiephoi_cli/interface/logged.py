"""The changes of a registry as a listing, all of them or those of one record."""

import shlex
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date, datetime
from itertools import dropwhile
from typing import Any

from msgspec import Struct, structs

from hiephoi_cli.domain import lookup
from hiephoi_cli.domain.calendar import show_time
from hiephoi_cli.domain.fields import TEXT, Field
from hiephoi_cli.domain.records import KINDS, Registry
from hiephoi_cli.domain.suggest import did_you_mean
from hiephoi_cli.domain.vietnamese import fold, typed
from hiephoi_cli.errors import Conflict, HiephoiError, NotFound
from hiephoi_cli.i18n import _
from hiephoi_cli.interface.deeds import listed, summary
from hiephoi_cli.interface.invocation import Origin, today
from hiephoi_cli.interface.moments import moment
from hiephoi_cli.interface.past_names import with_former_names, with_removed
from hiephoi_cli.output.listing import Column, Listing
from hiephoi_cli.storage.entries import Entry, Touched, lasting
from hiephoi_cli.storage.history import When, forgotten, history, is_by

_FIELDS = {
    "time": Field.of("time", date),
    **{name: Field.of(name, int) for name in ("number", "undone_by")},
}


_EVERYDAY = ("number", "time", "who", "change", "command")
_COMFORT = {"change": 38, "command": 38}
"""Columns of the screen that these have at least."""
_LONGEST = 160  # characters of a command in a list


class Change(Struct, frozen=True):
    """A change of the log, by which it was taken back, and how the text differs if that is wanted."""

    entry: Entry
    by: Entry | None
    names: Registry | None = None
    """What records were called then."""
    is_part: bool = False
    """Whether the entry is cut to what it did to one record."""
    diff: str = ""

    @property
    def words(self) -> str:
        """What the change did, for people."""
        return summary(self.entry, self.names)


def changes(entries: Iterable[Entry], registry: Registry | None) -> Iterator[Change]:
    """The changes, the latest first, with the names that records had then, going back from those of today."""
    for entry, by in lasting(entries):
        records = entry.records or ()
        registry = with_removed(registry, records)
        yield Change(entry, by, registry)
        registry = with_former_names(registry, records)


def listing(rows: list[Change], *, with_diff: bool = False) -> Listing:
    """The changes with a column for all that is known of them."""
    columns = [
        _column("number", _("Number"), lambda row: None if row.entry.forgotten else row.entry.number, _number),
        _column("time", _("Time"), lambda row: row.entry.at.isoformat(), _time),
        _column("who", _("Who"), lambda row: row.entry.by or None),
        _column("change", _("Change"), lambda row: listed(row.entry), _change_in_words),
        _column(
            "command", _("Command"), lambda row: row.entry.command or None, lambda row: _shortened(row.entry.command)
        ),
        _column("undoes", _("Undoes"), lambda row: _range(row.entry)),
        _column("undone_by", _("Undone by"), lambda row: row.by.number if row.by else None),
    ]
    if with_diff:
        columns.append(_column("diff", _("Difference"), lambda row: row.diff))
    return Listing(rows=rows, columns=columns)


def _column(
    key: str, title: str, value: Callable[[Change], Any], shown: Callable[[Change], str] | None = None
) -> Column:
    """A column of changes; people see the value itself unless it is shown otherwise."""
    return Column(
        key,
        title,
        value,
        shown or (lambda row: str(value(row) or "")),
        value,
        everyday=_EVERYDAY.index(key) if key in _EVERYDAY else None,
        comfort=_COMFORT.get(key, 0),
        kept=key == "change",
        numeric=key == "number",
        field=_FIELDS.get(key, TEXT),
    )


def _number(row: Change) -> str:
    """The number of a change; of what stands for deleted ones, the last of them: `≤ 28`."""
    return f"≤ {row.entry.number}" if row.entry.forgotten else str(row.entry.number)


def _time(row: Change) -> str:
    """When a change was made; the words of what stands for deleted ones say when they were deleted."""
    return "" if row.entry.forgotten else show_time(row.entry.at)


def _change_in_words(row: Change) -> str:
    if not row.by:
        return row.words
    is_redone = row.entry.undoes and row.by.undoes and row.by.undoes.is_redo
    undone = (_("redone by {n}") if is_redone else _("undone by {n}")).format(n=row.by.number)
    return f"{row.words} ({undone})"


def _range(entry: Entry) -> str | None:
    """The changes that are taken back: `4`, or `4-7` for several."""
    if not entry.undoes:
        return None
    return "-".join(dict.fromkeys(str(number) for number in (entry.undoes.first, entry.undoes.last)))


def _shortened(command: str) -> str:
    return command if len(command) <= _LONGEST else command[: _LONGEST - 1] + "…"


def followed(rows: Iterable[Change], kind: str, key: str) -> Iterator[Change]:
    """What changes did, the latest first, to the record that has that key now, under the keys that it had before.

    What was merged into it is followed too.
    """
    keys = {key}
    for row in rows:
        records = [one for one in row.entry.records or () if one.kind == kind]
        mine = [one for one in records if one.key in keys]
        merged = {one.key for one in records if one.deed == "removed"} if _is_merger(row, mine, keys) else set()
        if not (mine or merged):
            continue
        own = [one for one in records if one in mine or one.key in merged]
        yield structs.replace(
            row, entry=structs.replace(row.entry, records=own), is_part=len(own) < len(row.entry.records or ())
        )
        keys = (keys - {one.key for one in mine if one.was}) | {one.was for one in mine if one.was} | merged


def _is_merger(row: Change, mine: Sequence[Touched], keys: set[str]) -> bool:
    """Whether others were merged into a record, and still are.

    A record that had all that they had is named by the command alone.
    """
    if row.by or " merge " not in row.entry.command:
        return False
    return any(one.deed == "changed" for one in mine) or not {fold(key) for key in keys}.isdisjoint(
        fold(row.entry.command).split()
    )


def named(registry: Registry | None, rows: list[Change], text: str) -> tuple[str, str]:
    """The kind and the key of the record that a text names, now or once. Raises NotFound, Conflict."""
    there = [*_there(registry, text)] if registry else []
    if len(there) > 1:
        raise Conflict(
            _("'{text}' fits {n} records").format(text=text, n=len(there)),
            "\n".join([_("name one by its key:"), *(f"{_(KINDS[kind].noun)} {typed(key)}" for kind, key in there)]),
        )
    if there:
        return there[0]
    touched = [one for row in rows for one in row.entry.records or () if one.key]
    for fits in (_has_key, _has_words):
        for one in touched:
            if fits(one, text):
                return one.kind, one.key
    raise NotFound(
        _("no record '{key}'").format(key=text), did_you_mean(text, {one.key for one in touched}) or "hiephoi log"
    )


def _there(registry: Registry, text: str) -> Iterator[tuple[str, str]]:
    """The records that a text names; only those whose key it is, if there are any."""
    exact = [(kind, one.key) for kind in KINDS for one in getattr(registry, kind) if fold(one.key) == fold(text)]
    if exact:
        yield from exact
        return
    for kind, table in KINDS.items():
        try:
            yield kind, lookup.one(getattr(registry, kind), table, text).key
        except NotFound:
            continue


def _has_key(one: Touched, text: str) -> bool:
    return fold(text) in {fold(one.key), fold(one.was)}


def _has_words(one: Touched, text: str) -> bool:
    return fold(text) in fold(one.label)


def removed(origin: Origin, kind: str, key: str) -> NotFound | None:
    """That the record of a kind was removed, if the log says so; None if it says nothing of it."""
    with suppress(HiephoiError):
        for entry in history(origin.path).entries():
            for one in entry.records or ():
                if one.kind == kind and (_has_key(one, key) or _was_called(one, key)):
                    return _gone(entry, one) if one.deed == "removed" else None
    return None


def _was_called(one: Touched, name: str) -> bool:
    return one.deed == "removed" and not one.facts and fold(one.label) == fold(name)


def _gone(entry: Entry, one: Touched) -> NotFound:
    noun, label = _(KINDS[one.kind].noun), f" ({one.label})" if one.label and not one.facts else ""
    message = _("{noun} {key} was removed by change {n} of {time}")
    message = message.format(noun=noun, key=f"{one.key}{label}", n=entry.number, time=show_time(entry.at))
    command = f": `{entry.command}`" if entry.command else ""
    return NotFound(message + command, f"hiephoi log {shlex.quote(one.key)}")


def up_to(rows: Iterable[Change], when: When) -> Iterator[Change]:
    """The changes that had been made by then. Raises NotFound where they have been deleted."""
    for row in dropwhile(lambda row: not (row.entry.forgotten or is_by(row.entry, when)), rows):
        if row.entry.forgotten and not is_by(row.entry, when):
            raise forgotten(row.entry)
        yield row


def between(rows: Iterable[Change], start: datetime | None, end: datetime | None) -> Iterator[Change]:
    """The changes that were made between two times."""
    return (row for row in rows if (not start or row.entry.at >= start) and (not end or row.entry.at < end))


def with_history(found: Listing, origin: Origin, registry: Registry, record: tuple[str, str]) -> Listing:
    """A listing of one record with its changes: below it for people, as a list for programs."""
    rows = changes(history(origin.path, enter=origin.past is None).entries(), registry)
    if origin.when:
        rows = up_to(rows, moment(origin.when, today()))
    below = structs.replace(listing([*followed(rows, *record)]), title=_("History"))
    items = [{column.key: column.plain(row) for column in below.columns} for row in below.rows]
    column = Column("history", _("History"), lambda _row: items, lambda _row: "", lambda _row: len(items))
    return structs.replace(found, columns=[*found.columns, column], below=below)
