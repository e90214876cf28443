"""Defines the app: global options, the table of commands, and the one place that turns errors into exit codes."""

import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from hiephoi_cli import __version__
from hiephoi_cli.domain.vietnamese import first_lower, harmless
from hiephoi_cli.errors import FileTrouble, HiephoiError, Report, UsageError
from hiephoi_cli.i18n import N_, _
from hiephoi_cli.interface.command_line import typing
from hiephoi_cli.interface.completion_scripts import SHELLS, install, script, this_shell
from hiephoi_cli.interface.groups import KINDS_HERE, nouns
from hiephoi_cli.interface.verb import HELP_NAMES
from hiephoi_cli.output.stream import say, tell, wrapped, write
from hiephoi_cli.patterns import pattern

_NO_NUMBER = pattern("'([^']*)' is not a valid (?:float|int)")
COMMANDS = {
    "member": "rename represent rejoin merge leave confirm emails phones",
    "sector": "",
    "zone": "",
    "product": "",
    "office": "seats",
    "officer": "-add appoint end rename emails phones",
    "election": "-add record",
    "link": "",
    "association": N_("The association's own data: show, edit."),
    KINDS_HERE: "",
    "find": N_("Find members, officers, links, products and all other records, with or without accents."),
    "match": N_("Propose who could supply what members seek, and say why."),
    "chain": N_("Show supply chains: who supplies a member and whom it supplies, to any depth."),
    "stats": N_(
        "Count members by sector, class, year of joining and zone, who joined and left, links, needs met by a "
        "contract, and seats filled and vacant."
    ),
    "report": N_("Lists to print, sign and file: officers, members, links of a period, suppliers of a member."),
    "check": N_("Check the registry: every problem at once, where it stands, and what to do."),
    "log": N_("List the changes of the registry, latest first: who made them, when, and with which command."),
    "undo": N_("Undo the last change, or the one with a number; this is a change itself."),
    "redo": N_("Redo what the last `undo` undid."),
    "merge": N_("Merge what two people did to the registry: three files for git, or what git left unfinished."),
    "diff": N_("Show what differs between two states of the registry, record by record."),
    "sync": N_("Exchange changes of the registry with other offices, by git."),
    "export": N_("Export the whole registry for other programs: Popolo JSON or an SQLite database."),
    "query": N_("Ask the registry any question in SQL; it changes nothing."),
    "init": N_("Make a new registry, with comments that help to fill it in."),
    "schema": N_("Print the JSON Schema of the file, for editors that check while you type."),
}
"""The commands in the order of the help, each a module in `commands`, with its summary.

A kind of records has its own verbs instead of a summary, so that `hiephoi --help` need not load its module; `-` marks a
common verb that it lacks.
"""

INTERRUPTED = 130
_INSTALL, _SHOW = "--install-completion", "--show-completion"


def _tell_version(wanted: bool) -> None:
    if wanted:
        write([f"hiephoi {__version__}\n"])
        raise typer.Exit


def _install(shell: str | None) -> None:
    if shell:
        file = install(shell)
        tell(_("completion for {shell} is installed: {file}").format(shell=shell, file=file))
        tell(_("open a new terminal to use it"))
        raise typer.Exit


def _show(shell: str | None) -> None:
    if shell:
        write([script(shell)])
        raise typer.Exit


app = typer.Typer(
    cls=nouns(COMMANDS, "hiephoi_cli.commands"), no_args_is_help=True, context_settings=HELP_NAMES, add_completion=False
)


@app.callback(
    help=N_("Keep the registry of an association: its members, sectors, officers and elections, in one TOML file.")
)
def hiephoi(
    registry: Annotated[
        str | None,
        typer.Option(
            "--registry",
            envvar="HIEPHOI_REGISTRY",
            metavar=N_("FILE"),
            help=N_("The registry (default: the nearest registry.toml in this folder or above)"),
        ),
    ] = None,
    as_of: Annotated[
        str | None,
        typer.Option(
            "--as-of",
            metavar=N_("WHEN"),
            help=N_("Read the registry as it was: on a day, at a day and time, or after the change with this number"),
        ),
    ] = None,
    version: Annotated[
        bool,
        typer.Option("--version", help=N_("Show the version and exit."), callback=_tell_version),
    ] = False,
    install_completion: Annotated[
        str | None,
        typer.Option(
            _INSTALL,
            metavar="|".join(SHELLS),
            help=N_("Install completion by Tab for this shell, or the one named"),
            callback=_install,
        ),
    ] = None,
    show_completion: Annotated[
        str | None,
        typer.Option(
            _SHOW,
            metavar="|".join(SHELLS),
            help=N_("Print the completion script for this shell, or the one named"),
            callback=_show,
        ),
    ] = None,
) -> None:
    """Take the global options."""


def run(args: Sequence[str], kept: list[object] | None = None) -> int:
    """Run a command line and return its exit code; no error escapes.

    Commands add to `kept`, the `obj` of their context, what need not be freed before the process ends.
    """
    _have_streams()
    try:
        command = typer.main.get_command(app)
        if "_HIEPHOI_COMPLETE" in os.environ:
            return _complete(command)
        words = [*args, this_shell()] if args and args[-1] in {_INSTALL, _SHOW} else list(args)
        with typing(words):
            obj = [] if kept is None else kept
            code: int = command.main(words, prog_name="hiephoi", standalone_mode=False, obj=obj) or 0
        write(())  # flushes what Typer printed
    except SystemExit:  # Typer's exit when its output pipe is closed
        return 0
    except (Exception, KeyboardInterrupt) as error:  # a traceback could show personal data
        if os.environ.get("HIEPHOI_TRACEBACK"):
            raise
        return _tell(*_explained(error))
    return _tell(*_interruption()) if code == INTERRUPTED else code


def _complete(command: Any) -> int:  # noqa: ANN401  Typer's private type
    from hiephoi_cli.interface.completing import answered

    write(answered(command, os.environ))
    return 0


def _explained(error: BaseException) -> tuple[Sequence[Report], int]:
    """An error in words, and its exit code."""
    match error:
        case HiephoiError():
            return error.reports, error.exit_code
        case typer.TyperException():
            usage = _usage_error(error)
            return usage.reports, usage.exit_code
        case typer.Abort():  # from a question; all are asked before anything is written
            say("\n")
            return [Report(_("stopped; nothing was written to the registry"))], INTERRUPTED
        case KeyboardInterrupt():
            say("\n")
            return _interruption()
        case OSError():
            return [Report(error.strerror or str(error))], FileTrouble.exit_code
        case _:
            return [_unexpected(error)], HiephoiError.exit_code


def _interruption() -> tuple[Sequence[Report], int]:
    return [Report(_("interrupted; changes are made whole or not at all"))], INTERRUPTED


def _have_streams() -> None:
    """Replace closed streams with empty ones, and use UTF-8 in any locale."""
    sys.stdin = sys.stdin or open(os.devnull, encoding="utf-8")  # noqa: PTH123, SIM115  for the life of the process
    sys.stdout = sys.stdout or open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
    sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
    for stream, errors in (
        (sys.stdin, "surrogateescape"),
        (sys.stdout, "backslashreplace"),
        (sys.stderr, "backslashreplace"),
    ):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors=errors)


def _tell(reports: Sequence[Report], code: int) -> int:
    for message, hint in reports:
        lines = [*_labelled(_("error:"), message), *_labelled(_("hint:"), hint)]
        say("".join(f"{line}\n" for line in lines))
    return code


def _labelled(word: str, text: str) -> list[str]:
    """The label and the text, safe to show and no wider than there is room; empty without a text.

    A command in several lines can be pasted into a shell as it is.
    """
    end = " \\" if text.startswith("hiephoi ") else ""
    return [part for line in f"{word} {text}".split("\n") for part in wrapped(harmless(line), end)] if text else []


def _usage_error(error: typer.TyperException) -> UsageError:
    """Typer's complaint about a command line, in our words."""
    ctx = getattr(error, "ctx", None)
    look = _("see `{command} --help`").format(command=ctx.command_path if ctx else "hiephoi")
    match type(error).__name__:
        case "NoArgsIsHelpError":
            return UsageError("")
        case "MissingParameter":
            parameter = error.param  # type: ignore[attr-defined]
            name = parameter.opts[0] if parameter.param_type_name == "option" else parameter.human_readable_name
            return UsageError(_("'{name}' is missing").format(name=name), look)
        case "NoSuchOption":
            from hiephoi_cli.domain.suggest import did_you_mean  # only this error needs it

            option = error.option_name  # type: ignore[attr-defined]
            options = [name for parameter in ctx.command.get_params(ctx) for name in parameter.opts] if ctx else []
            if ctx and ctx.parent and option in {name for own in ctx.find_root().command.params for name in own.opts}:
                look = _("put it before the command: `hiephoi {option} …`").format(option=option)
                return UsageError(_("no option '{option}'").format(option=option), look)
            return UsageError(_("no option '{option}'").format(option=option), did_you_mean(option, options) or look)
        case "BadOptionUsage":
            return _without_value(error.option_name, ctx, look)  # type: ignore[attr-defined]
    message = _(error.format_message())
    not_a_number = _NO_NUMBER.search(message)
    return UsageError(_("'{text}' is not a number").format(text=not_a_number[1]) if not_a_number else message, look)


def _without_value(option: str, ctx: Any, look: str) -> UsageError:  # noqa: ANN401  Typer's private type
    """The complaint about an option without its value, or without one of several."""
    given = next((one for one in ctx.command.params if option in one.opts), None) if ctx else None
    if given and given.nargs > 1:
        message = _("option '{option}' needs {values}").format(option=option, values=_(given.metavar))
        return UsageError(message, first_lower(_(given.help)))
    return UsageError(_("option '{option}' needs a value").format(option=option), look)


def _unexpected(error: BaseException) -> Report:
    """The kind and place of an unexpected error; its text may hold personal data."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    place = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else "?"
    return Report(
        _("unexpected {kind} at {place}; this is a bug in the program").format(kind=type(error).__name__, place=place),
        _("nothing is lost; please report it with the command that you typed"),
    )
