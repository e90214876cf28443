"""Asks questions at the terminal, and asks again after explaining what is wrong with an answer."""

import sys
from collections.abc import Callable, Iterable
from contextlib import nullcontext, redirect_stdout
from typing import Any, TypeVar

import typer

from hiephoi_cli.domain.fields import Field
from hiephoi_cli.domain.vietnamese import fold, harmless
from hiephoi_cli.domain.words import Choice
from hiephoi_cli.errors import HiephoiError, InvalidData
from hiephoi_cli.i18n import N_, _, spoken
from hiephoi_cli.output.screen import output_on_terminal
from hiephoi_cli.output.stream import say, tell, wrapped

Answer = TypeVar("Answer")

BACK = "<"
"""Goes back to the question before, where one can."""
_NOTHING = "-"
"""Leaves out what Enter would take."""


def asked(
    question: str,
    parse: Callable[[str], Answer],
    words: Iterable[str] = (),
    default: str = "",
    *,
    can_go_back: bool = False,
) -> Answer | None:
    """The first answer that can be read; None where Enter skips the question.

    Enter takes the default if there is one, which `-` leaves out. `<` is for `parse` to read only if one can go back.
    """
    return _until_read(question, lambda text: parse(text) if text else None, words, default, can_go_back)


def needed(
    question: str,
    parse: Callable[[str], Answer],
    words: Iterable[str] = (),
    default: str = "",
    *,
    can_go_back: bool = False,
) -> Answer:
    """The answer to a question that Enter does not skip; otherwise as `asked`."""

    def given(text: str) -> Answer:
        if not text:
            raise InvalidData(_("this cannot be left out"))
        return parse(text)

    return _until_read(question, given, words, default, can_go_back)


def _until_read(
    question: str, parse: Callable[[str], Answer], words: Iterable[str], default: str, can_go_back: bool
) -> Answer:
    with_words(words)
    refused = 0
    while True:
        text = _answer(f"{question} [{default}]" if default else question).strip() or default
        try:
            if text == BACK and not can_go_back:
                raise InvalidData(_("there is no going back here"))
            return parse("" if default and text == _NOTHING else text)
        except HiephoiError as error:
            explain(error)
        refused += 1
        if refused > 1:
            tell("  " + _("Ctrl+C stops; nothing is written"))


def agreed(
    question: str,
    check: Callable[[], object] = lambda: None,
    *,
    default: bool | None = False,
    ask: Callable[[str, Callable[[str], bool]], bool | None] = asked,
) -> bool:
    """Whether somebody says yes to a question, in either language; Enter means the default if there is one.

    A yes that `check` raises an error for is refused, and the question asked again.
    """

    def answer(text: str) -> bool:
        yes = _yes_or_no(text)
        if yes:
            check()
        return yes

    yes_or_no = {True: _("(Y/n)"), False: _("(y/N)"), None: _("(y/n)")}[default]
    said = ask(f"{question} {yes_or_no}", answer)
    return bool(default) if said is None else said


def agree(
    question: str,
    ask: Callable[[str, Callable[[str], bool]], bool | None] = asked,
    *,
    default: bool | None = False,
) -> None:
    """Leave the program, with nothing changed, unless somebody says yes."""
    if not agreed(question, default=default, ask=ask):
        tell(_("nothing was changed"))
        raise typer.Exit


def _yes_or_no(text: str) -> bool:
    word = fold(text)
    if word in {fold(yes) for yes in spoken(N_("yes")) | spoken(N_("y"))}:
        return True
    if word in {fold(no) for no in spoken(N_("no")) | spoken(N_("n"))}:
        return False
    raise InvalidData(_("'{text}' is neither yes nor no").format(text=text), _("type y or n"))


def explain(error: HiephoiError) -> None:
    """Say what is wrong with an answer, and what to do about it."""
    for message, hint in error.reports:
        first, *more = _not_to_be_typed(hint).splitlines() or [""]
        lines = [message, *([_("hint:") + " " + first] if first else []), *more]
        for line in lines:
            tell(f"  {line}")


def _not_to_be_typed(hint: str) -> str:
    """The hint; where it is a command, with a word that it is no answer."""
    return _("stop with Ctrl+C, then: {command}").format(command=hint) if hint.startswith("hiephoi ") else hint


def choices(field: Field) -> tuple[str, Callable[[str], Any], list[str]]:
    """How to ask for a field: its title, with the choices it has; how to read the answer; the words for Tab.

    A choice is read as a word in either language, or as its number.
    """
    if not issubclass(field.base, Choice):
        return _(field.title), field.parse, []
    numbered = {str(number): item for number, item in enumerate(field.base, 1)}
    listed = " · ".join(f"{number} {_(item.shown)}" for number, item in numbered.items())

    def chosen(text: str) -> Any:  # noqa: ANN401  one of the choices
        try:
            return numbered.get(text) or field.parse(text)
        except InvalidData:
            message = _("'{text}' is not one of {choices}").format(text=text, choices=listed)
            raise InvalidData(message, _("type a number from 1 to {n}").format(n=len(numbered))) from None

    return f"{_(field.title)} ({listed})", chosen, [_(item.shown) for item in numbered.values()]


def _answer(question: str) -> str:
    """What is typed, on standard error even where standard output goes elsewhere."""
    *lines, last = wrapped(harmless(f"  {question}:"))
    for line in lines:
        say(f"{line}\n")
    with nullcontext() if output_on_terminal() else redirect_stdout(sys.stderr):
        answer: str = typer.prompt(last, default="", show_default=False, prompt_suffix=" ", err=True)
    return answer


def with_words(words: Iterable[str]) -> None:
    """Let Tab complete these words, accents ignored; without readline it does not."""
    try:
        import readline
    except ImportError:
        return
    sorted_words = sorted(words)

    def complete(text: str, state: int) -> str | None:
        fitting = [word for word in sorted_words if fold(text) in fold(word)]
        return fitting[state] if state < len(fitting) else None

    readline.set_completer_delims("\n")
    readline.set_completer(complete)
    readline.parse_and_bind("tab: complete")
