"""`hiephoi log`: who changed what in the registry, when, and by which command."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Annotated

import typer
from msgspec import structs

from hiephoi_cli.domain.calendar import show_time
from hiephoi_cli.domain.records import Registry
from hiephoi_cli.domain.vietnamese import fold, harmless
from hiephoi_cli.errors import InvalidData, UsageError
from hiephoi_cli.i18n import N_, _, ngettext
from hiephoi_cli.interface import logged
from hiephoi_cli.interface.changing import Wait, Yes, unified
from hiephoi_cli.interface.invocation import as_of, author, located, registry_path, tell_odd, today
from hiephoi_cli.interface.logged import Change
from hiephoi_cli.interface.moments import moment, span
from hiephoi_cli.interface.own_lines import own_change
from hiephoi_cli.interface.prompts import agree
from hiephoi_cli.interface.reading import Output
from hiephoi_cli.interface.rows import Rows
from hiephoi_cli.interface.signature import flat, on_tab
from hiephoi_cli.output.listing import Listing
from hiephoi_cli.output.screen import messages_on_terminal, output_on_terminal, page, somebody_is_there
from hiephoi_cli.output.stream import tell
from hiephoi_cli.output.text_width import wrapped
from hiephoi_cli.storage.history import History, forgetting, history, mend
from hiephoi_cli.storage.history import prune as storage_prune
from hiephoi_cli.storage.read import read

_TEXT = "text"
_NEWEST = 20  # changes that a terminal shows unless more are asked for

EXAMPLES = ("hiephoi log HV-0001 --diff", "hiephoi log --since 2026-11-01 --by an")


def _log(
    ctx: typer.Context,
    rows: Rows,
    output: Output,
    key: Annotated[
        str,
        typer.Argument(metavar=N_("[KEY]"), help=N_("Only changes of this record"), autocompletion=on_tab("every_key")),
    ] = "",
    since: Annotated[
        str | None, typer.Option("--since", metavar=N_("WHEN"), help=N_("Only changes since then"))
    ] = None,
    until: Annotated[
        str | None, typer.Option("--until", metavar=N_("WHEN"), help=N_("Only changes until then"))
    ] = None,
    by: Annotated[str | None, typer.Option("--by", metavar=N_("WHO"), help=N_("Only changes by this user"))] = None,
    diff: Annotated[bool, typer.Option("--diff", help=N_("Show the changed lines as well"))] = False,
    prune: Annotated[
        str | None,
        typer.Option("--prune", metavar=N_("WHEN"), help=N_("Delete the history before this time for good")),
    ] = None,
    yes: Yes = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=N_("Show how much --prune would delete"))] = False,
    wait: Wait = 10.0,
) -> None:
    if prune is not None:
        _prune(registry_path(ctx), span(prune, today())[0], yes=yes, dry_run=dry_run, wait=wait)
        return
    if dry_run:
        raise UsageError(_("'--dry-run' goes with '--prune'"), "hiephoi log --help")
    path = located(ctx)
    known = history(path, enter=True)
    tell_odd(known.odd)
    changes = _within(_asked(known, _registry(path), key, as_of(ctx)), since, until, by)
    if rows.narrow:
        changes = iter(structs.replace(rows, most=None).of(logged.listing(list(changes))).rows)
        rows = structs.replace(rows, where=None, any_=False, sort=None)
    on_terminal = output_on_terminal() and not output.output and not rows.only_count
    shown = list(islice(changes, rows.limit or (_NEWEST if on_terminal else None)))
    more = on_terminal and next(changes, None) is not None
    found = logged.listing(list(_with_diffs(known, shown)) if diff else shown, with_diff=diff)
    if more:
        command = f"hiephoi log -n {10 * len(shown)}"
        found = structs.replace(found, remarks=[_("more changes: `{command}`").format(command=command)])
    blocks = {_TEXT: _blocks} if diff else {}
    output.hand_out(found, path, rows, usual=_TEXT if diff and on_terminal else "", more=blocks)
    if known.is_damaged:
        tell_odd([mend(path)])
    if not shown and messages_on_terminal():
        tell(_("nothing found"))


verb = flat(_log)


def _registry(path: Path) -> Registry | None:
    """The registry of today, for the names of records that others refer to; None where it cannot be read."""
    with suppress(InvalidData):
        return read(path)
    return None


def _asked(known: History, registry: Registry | None, key: str, when: str | None) -> Iterator[Change]:
    """The changes of a record, or all; up to a moment if one is asked for."""
    rows = logged.changes(known.entries(), registry)
    if when is not None:
        rows = logged.up_to(rows, moment(when, today()))
    if not key:
        return rows
    every = list(rows)
    return logged.followed(every, *logged.named(registry, every, key))


def _within(changes: Iterator[Change], since: str | None, until: str | None, by: str | None) -> Iterator[Change]:
    """The changes of that time and by that user, where these are asked for."""
    start, end = (span(text, today()) if text is not None else (None, None) for text in (since, until))
    changes = logged.between(changes, start[0], end[1])
    return (change for change in changes if fold(by) in fold(change.entry.by)) if by else changes


def _with_diffs(known: History, rows: Iterable[Change]) -> Iterator[Change]:
    """The changes with what differs in the text. Raises FileTrouble."""
    texts = known.texts()
    for row in rows:
        before, after = next((old, new) for entry, old, new in texts if entry.number == row.entry.number)
        old, new = (text.decode("utf-8-sig", "replace") for text in (before, after))
        parts = [own_change(old, new, one) for one in row.entry.records or ()] if row.is_part else [None]
        pairs = [part or (old, new) for part in parts] if all(parts) else [(old, new)]
        lines = [line for pair in pairs for line in _unified(*pair, known.path.name)]
        yield structs.replace(row, diff="\n".join(lines))


def _unified(old: str, new: str, name: str) -> Iterator[str]:
    return unified(old.split("\n"), new.split("\n"), name)


def _blocks(listing: Listing) -> Iterator[str]:
    """The changes for people, each with the lines that differ below it."""
    for row in listing.rows:
        entry = row.entry
        number = f"≤ #{entry.number}" if entry.forgotten else f"#{entry.number}"
        head = [number, show_time(entry.at), entry.by, entry.command]
        for text in (" · ".join(filter(None, head)), row.words):
            yield from (f"{line.rstrip()}\n" for line in wrapped(harmless(text), page()))
        yield "".join(harmless(line) + "\n" for line in row.diff.split("\n")) + "\n"


def _prune(path: Path, before: datetime, *, yes: bool, dry_run: bool, wait: float) -> None:
    """Forget what was changed before a time, unless somebody says no."""
    number = len(forgetting(history(path), before).gone)
    if not number:
        tell(_("the log has no change before {time}").format(time=show_time(before)))
        return
    changes = ngettext("{n} change before {time}", "{n} changes before {time}", number)
    changes = changes.format(n=number, time=show_time(before))
    if dry_run:
        tell(_("would be deleted: {changes}").format(changes=changes))
        return
    if not yes:
        if not somebody_is_there():
            raise UsageError(_("this deletes data and cannot ask here"), _("pass --yes, or look first with --dry-run"))
        tell(_("to delete for good: {changes}; the registry stays as it is").format(changes=changes))
        agree(_("delete this history?"))
    gone = storage_prune(path, before, wait, author()).gone
    message = ngettext("deleted {n} change from the log", "deleted {n} changes from the log", len(gone)).format(
        n=len(gone)
    )
    tell(message)
