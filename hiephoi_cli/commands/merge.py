"""`hiephoi merge`: merges what two sides did to the registry, for git and by hand."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hiephoi_cli.errors import Conflict, UsageError
from hiephoi_cli.files.replace import replace_whole
from hiephoi_cli.files.source import read_bytes
from hiephoi_cli.i18n import N_, _, ngettext
from hiephoi_cli.interface.changing import DryRun, Wait, diff, tell_beside
from hiephoi_cli.interface.invocation import author, registry_path, tell_odd, today
from hiephoi_cli.output.stream import tell, write

if TYPE_CHECKING:
    from hiephoi_cli.storage.merge import Merged
    from hiephoi_cli.storage.merge_decided import Decided

EXAMPLES = ("hiephoi merge --resolve HV-0001 ours", "hiephoi merge")
_SIDES = 3
_MOST = 10  # sentences about what a merge could not decide
_LEFT = 1
"""The exit code of a merge driver that leaves conflicts."""


def verb(
    ctx: typer.Context,
    files: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[BASE OURS THEIRS]",
            help=N_("Three files, as git gives its merge drivers; the result goes into OURS (default: git's index)"),
        ),
    ] = None,
    path: Annotated[
        str | None, typer.Option("--path", metavar=N_("FILE"), help=N_("The name to give the file in messages"))
    ] = None,
    resolve: Annotated[
        tuple[str, str] | None,
        typer.Option(
            "--resolve",
            metavar=N_("KEY SIDE"),
            help=N_("Resolve the conflicts about a record: keep `ours`, or take `theirs`"),
        ),
    ] = None,
    dry_run: DryRun = False,
    wait: Wait = 10.0,
) -> None:
    if resolve:
        if files or path:
            raise UsageError(_("--resolve takes a key and a side, and no files"), "hiephoi merge --help")
        _resolve(registry_path(ctx), *resolve, dry_run=dry_run, wait=wait)
    elif not files:
        _finish(registry_path(ctx), dry_run=dry_run, wait=wait)
    elif len(files) == _SIDES:
        _drive(files, path, dry_run=dry_run)
    else:
        raise UsageError(_("a merge takes three files: BASE OURS THEIRS"), "hiephoi merge --help")


def _drive(files: Sequence[str], path: str | None, *, dry_run: bool) -> None:
    """Merge three files into the second."""
    from hiephoi_cli.storage.merge import merged

    name = path or files[1]
    result = merged(*map(read_bytes, files), today=today(), path=Path(name))
    if dry_run:
        write([result.data.decode()])
    else:
        tell_odd(replace_whole(Path(files[1]), result.data))
    _tell(result, f"{name}: ")
    if result.conflicts:
        raise typer.Exit(_LEFT)


def _tell(result: "Merged", where: str = "") -> None:
    """Report what was renumbered, and what is left to decide."""
    for note in result.notes:
        tell(where + note)
    for one in result.conflicts[:_MOST]:
        message = _("conflict: {message}").format(message=one.sentence)
        tell(where + message)
    if more := len(result.conflicts[_MOST:]):
        message = ngettext("{n} more conflict; see `hiephoi check`", "{n} more conflicts; see `hiephoi check`", more)
        tell(message.format(n=more))


def _finish(path: Path, *, dry_run: bool, wait: float) -> None:
    """Finish the merge, rebase, cherry-pick or stash pop that git left unfinished."""
    from hiephoi_cli.storage import merge_unfinished as unfinished

    if dry_run:
        plan = unfinished.planned(path, today())
        if plan:
            write(diff(plan.done, path))
    else:
        plan = unfinished.finish(path, today=today(), wait=wait, by=author())
    if plan is None:
        _refuse_left(unfinished.left_in(path.read_bytes()))
        tell(_("git has left nothing to merge"))
        return
    _tell(plan.merged)
    if dry_run:
        return
    tell_beside(plan.done)
    _refuse_left(unfinished.left_in(plan.done.new))
    tell(_("{file} is merged; go on with git").format(file=path.name))


def _refuse_left(left: int) -> None:
    """Raise Conflict where something is left to decide."""
    if left:
        message = ngettext("{n} conflict of a merge is left", "{n} conflicts of a merge are left", left)
        raise Conflict(message.format(n=left), "hiephoi check conflict")


def _resolve(path: Path, key: str, side: str, *, dry_run: bool, wait: float) -> None:
    """Decide for ours or theirs wherever a merge left something undecided about a record."""
    from hiephoi_cli.storage.merge_decided import OURS, THEIRS, decide, planned
    from hiephoi_cli.storage.merge_unfinished import is_now_finished

    if side not in {OURS, THEIRS}:
        raise UsageError(
            _("'{text}' is not one of {choices}").format(text=side, choices=f"{OURS}, {THEIRS}"),
            _("`ours` keeps what stands here, `theirs` takes what came from the others"),
        )
    if dry_run:
        write(diff(planned(path, key, side, today()).done, path))
        return
    plan = decide(path, key, side, today=today(), wait=wait, by=author())
    _tell_decided(plan)
    if not plan.left and is_now_finished(path):
        tell(_("{file} is merged; go on with git").format(file=path.name))


def _tell_decided(plan: "Decided") -> None:
    from hiephoi_cli.interface.sentences import sentence

    done = plan.done
    for difference in done.differences:
        tell(sentence(difference, done.before, done.after))
    if not done.differences:
        tell(_("kept as it is"))
    tell_beside(done)
    if plan.left:
        message = ngettext("{n} conflict of a merge is left", "{n} conflicts of a merge are left", plan.left)
        tell(message.format(n=plan.left))
