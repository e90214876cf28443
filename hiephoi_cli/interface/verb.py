"""Verbs as Typer commands: help in the user's language, questions for missing values, hints for words too many."""

import os
import sys
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib import reload
from typing import Any

import typer
from typer.core import TyperCommand

from hiephoi_cli.domain.vietnamese import typed
from hiephoi_cli.errors import UsageError
from hiephoi_cli.i18n import _, environment, speaking_gettext
from hiephoi_cli.interface.command_line import words_typed
from hiephoi_cli.output.screen import columns, somebody_is_there
from hiephoi_cli.output.stream import printing
from hiephoi_cli.patterns import pattern

Words = list[str]

HELP_NAMES = {"help_option_names": ["--help", "-h"]}
_COLUMNS = ("--columns", "-c")
_HOW = pattern(r"[:;,(]")
_IN_ANGLES = str.maketrans("{}", "<>")  # where Typer has braces around an argument that is required


class Speaking:
    """Lets Typer speak the user's language in what it adds to a command's help, and ends the help with examples."""

    epilog: str | None
    examples: Sequence[str] = ()
    """Command lines that work when they are typed one after another."""
    _localised = False

    def localise(self) -> None:
        """Put its texts into the user's language; only help, questions and errors need it."""
        if not self._localised:
            from hiephoi_cli.interface.help_texts import localise  # only for help and errors

            localise(self)
            self._localised = True

    def get_usage(self, ctx: Any) -> str:  # noqa: ANN401  Typer's private type
        """The usage line."""
        self.localise()
        line: str = super().get_usage(ctx)  # type: ignore[misc]
        return line.replace("Usage:", _("Usage:"), 1).translate(_IN_ANGLES)

    def get_help_option(self, ctx: Any) -> Any:  # noqa: ANN401  Typer's private types
        """The --help option."""
        option = super().get_help_option(ctx)  # type: ignore[misc]
        if option is not None:
            option.help = _("Show this message and exit.")
        return option

    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401  Typer's private types
        """The help, which Typer prints itself."""
        self.localise()
        if self.examples:
            self.epilog = "\n  ".join([_("Examples:"), *self.examples])
        with printing(), _typer_informed():
            super().format_help(ctx, formatter)  # type: ignore[misc]


class Verb(Speaking, TyperCommand):
    """A command that asks for missing values on a terminal, and knows which day today is."""

    days: Collection[str] = ()
    """The parameters that take a day."""
    choices: Mapping[str, Words] = {}
    """The words that a parameter may have, by its name."""
    takes_line = False
    """Whether the number of a line of the last `match` may stand in place of its arguments."""

    def parse_args(self, ctx: typer.Context, args: Words) -> Words:  # type: ignore[override]
        """Parse the words, asking for one after another that is missing."""
        ctx.allow_extra_args = True  # Typer reports them in English only
        if not ctx.resilient_parsing:
            _refuse_broken_columns(args)
        words = list(args)
        while True:
            try:
                super().parse_args(ctx, list(words))
            except typer.BadParameter as error:
                self.localise()
                words += _asked_for(error, self.choices)
                continue
            except typer.TyperException as error:
                raise _in_context(error, ctx) from None
            if ctx.args and not ctx.resilient_parsing:
                raise self._unexpected(ctx, words)
            ctx.params |= {name: _day(ctx.params.get(name)) for name in self.days}
            return ctx.args

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401  Typer's private types
        """Run the command; an error about a value with words behind it that may be its own says how to type them."""
        try:
            return super().invoke(ctx)
        except UsageError as error:
            from hiephoi_cli.interface.stray_words import quoted_for  # only errors need it

            message = error.reports[0].message
            if not (text := quoted_for(message, words_typed(), self.params)):
                raise
            raise UsageError(message, _("put a value with spaces in quotes: {text}").format(text=text)) from None

    def _unexpected(self, ctx: Any, words: Words) -> UsageError:  # noqa: ANN401  Typer's private type
        """The error for words too many, which may belong to the value before them."""
        from hiephoi_cli.interface.stray_words import unquoted  # only errors need it

        if self.takes_line:
            from hiephoi_cli.interface.proposed import are_lines, one_at_a_time  # as above

            arguments = [parameter.name for parameter in self.params if parameter.param_type_name == "argument"]
            numbers = " ".join(filter(None, [*map(ctx.params.get, arguments), *ctx.args]))
            if are_lines(numbers):
                return one_at_a_time(numbers)
        word, text = unquoted(words, self.params, ctx.args)
        hint = _("put a value with spaces in quotes: {text}; see `{command} --help`")
        return UsageError(_("unexpected '{word}'").format(word=word), hint.format(text=text, command=ctx.command_path))


def build_verb(name: str, function: Callable[..., None], help_: str, examples: Sequence[str]) -> Any:  # noqa: ANN401  Typer's private type
    """The command of a verb."""
    app = typer.Typer(add_completion=False, context_settings=HELP_NAMES)
    app.command(name, cls=Verb, help=help_)(function)
    command: Any = typer.main.get_command(app)
    command.examples = examples
    command.days = {parameter.name for parameter in command.params if parameter.metavar in _DAYS}
    command.choices = {one.name: one.metavar.split("|") for one in command.params if "|" in (one.metavar or "")}
    command.takes_line = any(parameter.metavar in _LINES for parameter in command.params)
    return command


_DAYS = {"DATE", "WHEN"}
"""The metavars of days."""
_LINES = {"SUPPLIER"}
"""The metavars of arguments that may be the number of a line."""


def _day(given: str | None) -> str | None:
    """A day as it was given, in numbers where it was in words such as `hôm nay`."""
    if not given or any(map(str.isdigit, given)):
        return given
    from hiephoi_cli.domain.calendar import day_named
    from hiephoi_cli.interface.invocation import today

    day = day_named(given, today())
    return day.isoformat() if day else given


@contextmanager
def _typer_informed() -> Iterator[None]:
    """Pass the reader's language and the width of the screen to Typer's help, through the environment."""
    lines = os.environ.get("LINES") or "25"  # without them, Rich does not believe a width on a terminal that is dumb
    with speaking_gettext(), environment(COLUMNS=str(columns()), LINES=lines):
        if drawing := sys.modules.get("typer.rich_utils"):
            reload(drawing)  # it keeps the language it was loaded in
        yield


def _refuse_broken_columns(words: Sequence[str]) -> None:
    """Raise UsageError for `--columns id, name`, which the shell splits into two words."""
    for place, word in enumerate(words):
        option, equals, value = word.partition("=")
        if option not in _COLUMNS:
            continue
        start = place if equals else place + 1
        pieces = _pieces([value, *words[place + 1 :]] if equals else words[start:])
        if len(pieces) > 1:
            names = ",".join(name.strip() for name in "".join(pieces).split(",") if name.strip())
            hint = _("write the columns without a space between them: {option}")
            raise UsageError(
                _("unexpected '{word}'").format(word=pieces[1]), hint.format(option=f"--columns {typed(names)}")
            )


def _pieces(words: Sequence[str]) -> Sequence[str]:
    """The first word, and those after it that a comma joins to it."""
    end = 1
    while end < len(words) and not words[end].startswith("-"):
        if not (words[end - 1].endswith(",") or words[end].startswith(",")):
            break
        end += 1
    return words[:end]


def _in_context(error: Any, ctx: typer.Context) -> typer.TyperException:  # noqa: ANN401  Typer's private types
    """The error, with its command; Typer leaves it out of some."""
    error.ctx = ctx
    return error  # type: ignore[no-any-return]


def _asked_for(error: typer.BadParameter, choices: Mapping[str, Words]) -> Words:
    """Ask for a missing parameter and return its words. Raises the error where nobody can answer."""
    parameter: Any = error.param
    missing = type(error).__name__ == "MissingParameter"
    if not (missing and somebody_is_there()):
        raise error
    from hiephoi_cli.domain.fields import Field  # as above, only questions need it
    from hiephoi_cli.interface import prompts

    title = _title(parameter.help or parameter.human_readable_name)
    value = prompts.needed(*prompts.choices(Field.of(parameter.name, _choice_of(choices.get(parameter.name)), title)))
    return [parameter.opts[0], value] if parameter.param_type_name == "option" else [value]


def _title(help_: str) -> str:
    """What a help begins with, before it says how that may be written."""
    first: str = _HOW.split(help_, 1)[0].rstrip()
    return first[:1].upper() + first[1:]


def _choice_of(choices: Words | None) -> type:
    """The declaration of these choices; that of any text where there is none."""
    from hiephoi_cli.domain.words import Choice

    return next((kind for kind in Choice.__subclasses__() if [*kind] == choices), str)
