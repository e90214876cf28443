"""Nouns and verbs that are loaded and built when they are called, and speak the user's language."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from importlib import import_module, reload
from typing import Any, TypeVar

import typer
from typer.core import TyperCommand, TyperGroup

from hiephoi_cli.domain.suggest import did_you_mean
from hiephoi_cli.errors import UsageError
from hiephoi_cli.i18n import N_, _, environment, speaking_gettext
from hiephoi_cli.output.screen import columns
from hiephoi_cli.output.stream import printing

Function = TypeVar("Function", bound=Callable[..., Any])
Words = list[str]

HELP_NAMES = {"help_option_names": ["--help", "-h"]}


class _Speaking:
    """What Typer says of a command of its own accord, in the user's language."""

    def get_usage(self, ctx: Any) -> str:  # noqa: ANN401  Typer's private type
        """The usage line."""
        line: str = super().get_usage(ctx)  # type: ignore[misc]
        return line.replace("Usage:", _("Usage:"), 1)

    def get_help_option(self, ctx: Any) -> Any:  # noqa: ANN401  Typer's private types
        """The --help option."""
        option = super().get_help_option(ctx)  # type: ignore[misc]
        if option is not None:
            option.help = _("Show this message and exit.")
        return option

    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401  Typer's private types
        """The help, which Typer prints itself."""
        with printing(), _told_to_typer():
            super().format_help(ctx, formatter)  # type: ignore[misc]


class Verb(_Speaking, TyperCommand):
    """A command that asks for what is missing, on a terminal."""

    def parse_args(self, ctx: typer.Context, args: Words) -> Words:  # type: ignore[override]
        """Parse the words, asking for one after another that is missing."""
        ctx.allow_extra_args = True  # Typer's own complaint about them is in English only
        words = list(args)
        while True:
            try:
                super().parse_args(ctx, list(words))
            except typer.BadParameter as error:
                words += _asked_for(error)
                continue
            except typer.TyperException as error:
                raise _in_context(error, ctx) from None
            if ctx.args and not ctx.resilient_parsing:
                raise UsageError(
                    _("unexpected '{word}'").format(word=ctx.args[0]),
                    _("put a value with spaces in quotes; see `{command} --help`").format(command=ctx.command_path),
                )
            return ctx.args


class _Lazy(_Speaking, TyperGroup):
    """A group that knows its commands by name, and builds the one that is called."""

    helps: dict[str, str]

    def build(self, name: str) -> Any:  # noqa: ANN401  Typer's private type
        """The command of that name, in the source language."""
        raise NotImplementedError

    def list_commands(self, _ctx: typer.Context) -> Words:  # type: ignore[override]
        """The names, in the order of their declaration."""
        return list(self.helps)

    def get_command(self, _ctx: typer.Context, name: str) -> TyperCommand | None:  # type: ignore[override]
        """The name and the help of a command, for lists of commands."""
        return TyperCommand(name, help=_(self.helps[name])) if name in self.helps else None

    def resolve_command(self, ctx: typer.Context, args: Words) -> tuple[str, Any, Words]:  # type: ignore[override]
        """The command that is called, built. Raises UsageError for an unknown one."""
        name, *rest = args
        if name not in self.helps:
            hint = did_you_mean(name, self.helps) or f"{ctx.command_path} --help"
            raise UsageError(_("no command '{name}'").format(name=name), hint)
        return name, localised(self.build(name)), rest


class Noun:
    """The verbs of a module, by name."""

    def __init__(self) -> None:
        self.verbs: dict[str, Callable[..., None]] = {}
        self.helps: dict[str, str] = {}

    def verb(self, help_: str) -> Callable[[Function], Function]:
        """Make a function a verb of this noun; its name is the verb's.

        The help is no docstring, as Python leaves those out under `-OO`.
        """

        def declared(function: Function) -> Function:
            name = function.__name__.rstrip("_")
            self.verbs[name], self.helps[name] = function, help_
            return function

        return declared


BATCHES = {
    "import": ("importing", N_("Add and change many at once, from a spreadsheet, text or JSON.")),
    "export": ("exporting", N_("Write all with all that is known of them; `import` takes it back.")),
}
"""The verbs that every kind of record has, each with the module that makes it."""


class _Verbs(_Lazy):
    """The group of a noun: its own verbs, and those that every kind of record has."""

    def __init__(self, name: str, noun: Noun, **settings: Any) -> None:
        from hiephoi_cli.domain.records import KINDS  # every noun has loaded it

        super().__init__(name=name, **settings)
        self._noun = noun
        self._kind = next((kind for kind, table in KINDS.items() if table.command == name), "")
        self.helps = dict(noun.helps)
        if self._kind:
            self.helps |= {verb: summary for verb, (_module, summary) in BATCHES.items()}

    def build(self, name: str) -> Any:  # noqa: ANN401  Typer's private type
        if name in self._noun.verbs:
            return build_verb(name, self._noun.verbs[name], self.helps[name])
        module = import_module(f"hiephoi_cli.interface.{BATCHES[name][0]}")
        return build_verb(name, module.verb_for(self._kind), module.HELP)


def nouns(commands: dict[str, str], package: str) -> type[TyperGroup]:
    """The class of the app's group: each command is a module of the package, with a `noun` or a `verb`."""

    class Nouns(_Lazy):
        helps = commands

        def build(self, name: str) -> Any:  # noqa: ANN401  Typer's private type
            module = import_module(f"{package}.{name}")
            if hasattr(module, "verb"):
                return build_verb(name, module.verb, commands[name])
            return build_noun(name, module.noun, commands[name])

    return Nouns


def build_noun(name: str, noun: Noun, summary: str) -> TyperGroup:
    """The group of a noun, with its verbs yet to be built."""
    return _Verbs(name, noun, help=summary, no_args_is_help=True, context_settings=HELP_NAMES)


def build_verb(name: str, function: Callable[..., None], help_: str) -> Any:  # noqa: ANN401  Typer's private type
    """The command of a verb."""
    app = typer.Typer(add_completion=False, context_settings=HELP_NAMES)
    app.command(name, cls=Verb, help=help_)(function)
    return typer.main.get_command(app)


Command = TypeVar("Command", bound=Any)


def localised(command: Command) -> Command:
    """A command with its help texts in the user's language; choices (`a|b`) are told behind the help."""
    paragraphs = _of(command.help).split("\n\n")
    command.help = "\n\n".join(" ".join(paragraph.split()) for paragraph in paragraphs)
    command.options_metavar = _of(command.options_metavar)
    if isinstance(command, TyperGroup):
        command.subcommand_metavar = _of(command.subcommand_metavar)
    for parameter in command.params:
        choices = (parameter.metavar or "").split("|")
        parameter.help = _of(parameter.help)
        if choices[1:]:
            parameter.help += f" ({', '.join(choices)})"
        if getattr(parameter, "multiple", False):
            parameter.help += _("; may be repeated")
        parameter.metavar = _of(N_("CHOICE") if choices[1:] else choices[0]) or None
        parameter.rich_help_panel = _of(parameter.rich_help_panel) or None
    return command


def help_texts(commands: Iterable[Any]) -> set[str]:
    """Every text of the built commands that `localised` translates."""
    texts: set[str] = set()
    for command in commands:
        texts |= {command.help or ""}
        for parameter in command.params:
            texts |= {parameter.help or "", parameter.metavar or "", parameter.rich_help_panel or ""}
    return {text for text in texts if text and "|" not in text}


@contextmanager
def _told_to_typer() -> Iterator[None]:
    """Let Typer's help have the reader's language and the width of the screen, which it takes from the environment."""
    lines = os.environ.get("LINES") or "25"  # without them, Rich does not believe a width on a terminal that is dumb
    with speaking_gettext(), environment(COLUMNS=str(columns()), LINES=lines):
        if drawing := sys.modules.get("typer.rich_utils"):
            reload(drawing)  # it keeps the language in which it was loaded
        yield


def _in_context(error: Any, ctx: typer.Context) -> typer.TyperException:  # noqa: ANN401  Typer's private types
    """The error with the command it belongs to; some come without."""
    error.ctx = ctx
    return error  # type: ignore[no-any-return]


def _asked_for(error: typer.BadParameter) -> Words:
    """The words that give a missing parameter its value, as typed now; where nobody is there, the error goes on."""
    parameter: Any = error.param
    missing = type(error).__name__ == "MissingParameter"
    if not (missing and sys.stdin.isatty() and sys.stderr.isatty()):
        raise error
    value = typer.prompt(parameter.help or parameter.human_readable_name, err=True)
    return [parameter.opts[0], value] if parameter.param_type_name == "option" else [value]


def _of(text: str | None) -> str:
    return _(text) if text else ""
