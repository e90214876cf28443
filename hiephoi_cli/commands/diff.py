"""`hiephoi diff`: two states of the registry, record by record, also as git's textconv and external diff."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer

from hiephoi_cli.domain.vietnamese import harmless, harmless_lines
from hiephoi_cli.errors import InvalidData, UsageError
from hiephoi_cli.files.formats import FORMATS, ending_of
from hiephoi_cli.files.source import read_bytes
from hiephoi_cli.i18n import N_, _
from hiephoi_cli.interface import differing
from hiephoi_cli.interface.completion import Offer, Typed
from hiephoi_cli.interface.invocation import located, tell_odd
from hiephoi_cli.interface.reading import Output, offering
from hiephoi_cli.interface.rows import Rows
from hiephoi_cli.interface.states import NOTHING, State, file_state, state, usual_states
from hiephoi_cli.output.screen import messages_on_terminal
from hiephoi_cli.output.stream import tell, write
from hiephoi_cli.storage.read import current

EXAMPLES = ("hiephoi diff", "hiephoi diff '#0' registry.toml --format diff")
_BY_GIT = {7: 0, 9: 7}
"""How many words git gives an external diff, and which of them is the new path."""


def _states_offered(ctx: Typed) -> list[Offer]:
    """Completes states: git's last commits, and the day and number of the last change."""
    del ctx
    return [Offer("HEAD", _("the last commit")), Offer("HEAD~1", _("the commit before")), Offer("#0", _("before all"))]


def _diff(
    ctx: typer.Context,
    rows: Rows,
    output: Output,
    states: Annotated[
        list[str] | None,
        typer.Argument(
            metavar=N_("[OLD [NEW]]"),
            help=N_("Files, git revisions or states of the log (default: the last commit, and the file)"),
            autocompletion=_states_offered,
        ),
    ] = None,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help=N_("Exit with status 1 if anything differs, as git does"))
    ] = False,
    textconv: Annotated[
        bool, typer.Option("--textconv", help=N_("Write one state as lines to compare, for git's textconv"))
    ] = False,
) -> None:
    words = states or []
    if (when := ctx.find_root().params.get("as_of")) is not None:
        raise UsageError(_("--as-of and diff cannot be combined"), f"hiephoi diff {when}")
    if textconv:
        write(_converted(ctx, words))
        return
    by_git = len(words) in _BY_GIT
    old, new = _for_git(words) if by_git else _asked(ctx, words)
    tell_odd([one.remark for one in (old, new) if one.remark])
    if by_git:
        write([f"{harmless(new.name)}\n"])
    _hand_out(old, new, rows, output, by_git=by_git)
    if exit_code and old.data != new.data:
        raise typer.Exit(1)


verb = offering(_diff, differing.FORMATS)


def _asked(ctx: typer.Context, words: Sequence[str]) -> tuple[State, State]:
    """The two states that are named, else the usual ones. Raises UsageError, NotFound, FileTrouble."""
    match words:
        case []:
            return usual_states(located(ctx))
        case [old]:
            path = located(ctx)
            return state(path, old), State(str(path), current(path))
        case [old, new] if all(word == "-" or Path(word).exists() for word in words):
            return file_state(old), file_state(new)
        case [old, new]:
            path = located(ctx)
            return state(path, old), state(path, new)
        case _:
            raise UsageError(_("unexpected '{word}'").format(word=words[2]), "hiephoi diff --help")


def _for_git(words: Sequence[str]) -> tuple[State, State]:
    """What git gives an external diff: a path, the old file and the new one, each with its digest and mode."""
    names = words[0], words[_BY_GIT[len(words)]]
    files = zip(names, (words[1], words[4]), strict=True)
    old, new = (State(NOTHING if file == NOTHING else name, read_bytes(file)) for name, file in files)
    return old, new


def _hand_out(old: State, new: State, rows: Rows, output: Output, *, by_git: bool) -> None:
    """Write the difference; for git, line by line if the files are not registries."""
    unified = _format(output) == differing.UNIFIED
    if unified and (rows.narrow or rows.most or rows.only_count):
        raise UsageError(_("--format diff shows all lines and cannot filter or count them"), "hiephoi diff --help")
    try:
        listing = differing.listing(old, new, parsed=not unified)
    except InvalidData:
        if not by_git:
            raise
        listing, unified = differing.listing(old, new, parsed=False), True
    usual = (differing.UNIFIED if unified else differing.WORDS) if by_git else ""
    shown = output.hand_out(listing, None, rows, usual=usual)
    if not (shown.rows or unified):
        _tell_none(old, new, filtered=bool(listing.rows), by_git=by_git)


def _tell_none(old: State, new: State, *, filtered: bool, by_git: bool) -> None:
    if old.data != new.data and not filtered:
        message = _("comments, spacing or order only")
        if by_git:
            write([f"{message}\n"])
        else:
            tell(message)
    elif messages_on_terminal():
        tell(_("no differences"))


def _format(output: Output) -> str | None:
    """The format that is asked for, by its name or by the file's ending."""
    is_patch = ending_of(output.output or "") in FORMATS[differing.UNIFIED].endings
    return output.format_ or (differing.UNIFIED if is_patch else None)


def _converted(ctx: typer.Context, words: Sequence[str]) -> Iterator[str]:
    """One state as lines to compare; unchanged if it is not a registry."""
    if len(words) > 1:
        raise UsageError(_("unexpected '{word}'").format(word=words[1]), "hiephoi diff --help")
    one = file_state(words[0]) if words else State(str(located(ctx)), current(located(ctx)))
    try:
        yield from differing.as_text(one.registry)
    except InvalidData:
        yield harmless_lines(one.data.decode("utf-8", "replace"))
