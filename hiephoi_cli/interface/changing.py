"""Turns a verb that returns a change into a command that makes it, previews it, or asks first."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from hiephoi_cli.domain.records import KINDS, Change, Record, Registry
from hiephoi_cli.domain.vietnamese import harmless
from hiephoi_cli.errors import Conflict, FileTrouble, UsageError
from hiephoi_cli.i18n import N_, _, ngettext
from hiephoi_cli.interface.invocation import author, registry_path, tell_odd, today
from hiephoi_cli.interface.prompts import agreed
from hiephoi_cli.interface.signature import flat, option, parameters, presented
from hiephoi_cli.output.screen import output_on_terminal, somebody_is_there
from hiephoi_cli.output.stream import tell, write
from hiephoi_cli.storage.read import read

if TYPE_CHECKING:
    from hiephoi_cli.storage.update import Update

_WARNINGS = 10  # of a change that are shown one by one
DryRun = Annotated[bool, typer.Option("--dry-run", help=N_("Show the change of the file as a diff; write nothing"))]
Wait = Annotated[
    float,
    typer.Option(
        "--wait",
        metavar=N_("SECONDS"),
        help=N_("How long to wait while another program writes (default: 10)"),
        show_default=False,
    ),
]
Strict = Annotated[bool, typer.Option("--strict", help=N_("Refuse a change that brings in warnings"))]
Yes = Annotated[bool, typer.Option("--yes", "-y", help=N_("Do not ask"))]


_AROUND = 50  # unchanged lines kept around a difference: more than a diff shows
_OF_ALL_CHANGES = (option("dry_run", DryRun, default=False), option("wait", Wait, default=10.0))


def changing(verb: Callable[..., Change]) -> Callable[..., None]:
    """Turn a verb that returns a change into a command that makes it."""

    def command(ctx: typer.Context, *, dry_run: bool, wait: float, **given: Any) -> None:
        done = make(ctx, registry_path(ctx), verb(**given), dry_run=dry_run, wait=wait)
        _tell_keys(done, verb, given)

    return presented(command, verb, [*parameters(verb).values(), *_OF_ALL_CHANGES])


def weighing(verb: Callable[..., Change]) -> Callable[..., None]:
    """Turn a verb whose change may bring warnings into a command with `--strict`, which refuses those.

    The verb gets `registry`, a function that reads it, `path`, `strict` and `dry_run` where it has these parameters.
    """
    verb = flat(verb)
    own = parameters(verb)
    handed = own.keys() & {"registry", "path", "strict", "dry_run"}

    def command(ctx: typer.Context, *, strict: bool, dry_run: bool, wait: float, **given: Any) -> None:
        path = registry_path(ctx)
        offered = {"registry": partial(read, path), "path": path, "strict": strict, "dry_run": dry_run}
        given |= {name: offered[name] for name in handed}
        done = make(ctx, path, verb(**given), dry_run=dry_run, wait=wait, strict=strict)
        _tell_keys(done, verb, given)

    asked = [parameter for name, parameter in own.items() if name not in handed]
    return presented(command, verb, [*asked, option("strict", Strict, default=False), *_OF_ALL_CHANGES])


def destroying(verb: Callable[..., Change], question: str = N_("remove?")) -> Callable[..., None]:
    """Turn a verb whose change loses data into a command that asks first.

    The verb gets `registry`, a function that reads it, where it has this parameter.
    """
    own = parameters(verb)
    reads = "registry" in own

    def command(ctx: typer.Context, *, yes: bool, dry_run: bool, wait: float, **given: Any) -> None:
        path = registry_path(ctx)
        change = verb(**given, **({"registry": partial(read, path)} if reads else {}))
        if not (dry_run or yes):
            change = _confirmed(change, path, _(question))
        done = make(ctx, path, change, dry_run=dry_run, wait=wait)
        _tell_keys(done, verb, given)

    asked = [parameter for name, parameter in own.items() if name != "registry"]
    return presented(command, verb, [*asked, option("yes", Yes, default=False), *_OF_ALL_CHANGES])


def _tell_keys(done: "Update", verb: Callable[..., Any], given: Mapping[str, Any]) -> None:
    """Say which KEYs named a record by a former name."""
    from hiephoi_cli.interface.notes import keys_among, of_keys

    for note in of_keys(done.before, keys_among(verb), given, today()):
        tell(note)


def make(
    ctx: typer.Context, path: Path, change: Change, *, dry_run: bool, wait: float, strict: bool = False
) -> "Update":
    """Make a change in the file and report it with its warnings, or preview it.

    The keys of the records of the command's noun are written out, if any of them changed.
    """
    from hiephoi_cli.interface.notes import of_change
    from hiephoi_cli.interface.sentences import sentence
    from hiephoi_cli.storage.update import preview, update  # with all that only writers need

    noun = (ctx.parent and ctx.parent.info_name) or ""
    if dry_run:
        done = preview(path, change, today=today(), strict=strict)
        write(diff(done, path))
    else:
        done = update(path, change, today=today(), wait=wait, by=author(), strict=strict)
        with saved_all_the_same():
            write(f"{key}\n" for key in keys(done, noun))
        for difference in done.differences:
            tell(sentence(difference, done.before, done.after))
    if not done.differences:
        tell(_("nothing to change"))
    for difference in done.differences:
        for note in of_change(difference, done.after, today(), noun=noun, dry_run=dry_run):
            tell(note)
    tell_beside(done)
    ctx.obj.append(done)  # not freed either, with its two registries
    return done


def tell_beside(done: "Update") -> None:
    """Report what is notable about a change beside its records: warnings, and what went wrong."""
    from hiephoi_cli.domain.rules import RULES

    tell_odd(done.odd)
    for warning in done.warnings[:_WARNINGS]:
        message = _("warning: {message}").format(message=warning.message)
        tell(f"{message}  [{warning.rule}]")
        if source := RULES[warning.rule].source:
            tell(f"  {_(source)}")
    if more := len(done.warnings[_WARNINGS:]):
        message = ngettext("{n} more warning; see `hiephoi check`", "{n} more warnings; see `hiephoi check`", more)
        tell(message.format(n=more))
    tell_old_errors(done)


@contextmanager
def saved_all_the_same() -> Iterator[None]:
    """Where standard output fails after a change, also say that the change was made."""
    try:
        yield
    except FileTrouble as error:
        [(message, _hint)] = error.reports
        raise FileTrouble(message, _("the registry has been changed")) from None


def tell_old_errors(done: "Update") -> None:
    """Say how many errors there were before the change and still are."""
    if done.old_errors:
        tell(_("errors from before: {n}; see `hiephoi check`").format(n=done.old_errors))


def keys(done: "Update", noun: str = "") -> Iterator[str]:
    """The keys of the records that a change is about: those of the noun, else of the first kind that changed."""
    own = [one for one in done.differences if one.kind in KINDS and KINDS[one.kind].command == noun]
    of_kind = own or [one for one in done.differences if one.kind == done.differences[0].kind]
    for difference in [one for one in of_kind if one.new] or of_kind:
        record = difference.new or difference.old
        if isinstance(record, Record):
            yield harmless(record.key)


def _confirmed(change: Change, path: Path, question: str) -> Change:
    """The change, once somebody at the terminal has agreed to it. Raises UsageError where nobody can be asked."""
    from hiephoi_cli.domain.difference import differences
    from hiephoi_cli.interface.sentences import called
    from hiephoi_cli.storage.update import preview

    planned = preview(path, change, today=today())
    if not somebody_is_there():
        raise UsageError(_("this deletes data and cannot ask here"), _("pass --yes, or look first with --dry-run"))
    for difference in planned.differences:
        if isinstance(difference.old, Record):
            tell(f"{difference.old.key}: {called(difference.old, planned.before)}")
    if not agreed(question):
        tell(_("nothing was changed"))
        raise typer.Exit

    def agreed_to(registry: Registry) -> Registry:
        after = change(registry)
        if differences(registry, after) != planned.differences:
            raise changed_meanwhile()
        return after

    return agreed_to


def changed_meanwhile() -> Conflict:
    """The error for a change that no longer does what was agreed to."""
    return Conflict(_("somebody changed the registry meanwhile; nothing was written"), _("run the command again"))


def diff(planned: "Update", path: Path) -> Iterator[str]:
    """The change as a unified diff; on a terminal nothing in it commands the terminal."""
    old, new = (text.split("\n") for text in (planned.old_text, planned.new_text))
    for line in unified(old, new, path.name):
        yield (harmless(line) if output_on_terminal() else line) + "\n"


def unified(old: Sequence[str], new: Sequence[str], name: str) -> Iterator[str]:
    """The unified diff of two texts; only the part between their first and last difference is compared."""
    import re
    from difflib import unified_diff

    same = next(
        (n for n, (one, other) in enumerate(zip(old, new, strict=False)) if one != other), min(len(old), len(new))
    )
    first = max(0, same - _AROUND)
    shorter = min(len(old), len(new)) - same
    behind = next((n for n in range(shorter) if old[-1 - n] != new[-1 - n]), shorter)
    last = max(0, behind - _AROUND)

    def moved(found: re.Match[str]) -> str:
        return f"{found[1]}{int(found[2]) + first}"

    for line in unified_diff(old[first : len(old) - last], new[first : len(new) - last], name, name, lineterm=""):
        yield re.sub(r"([-+])(\d+)(?=,| )", moved, line) if line.startswith("@@") else line
