"""Asks questions at the terminal, and asks again after explaining what is wrong with an answer."""

import sys
from collections.abc import Callable, Iterable
from contextlib import nullcontext, redirect_stdout
from enum import StrEnum
from typing import Any, TypeVar

import typer

from hiephoi_cli.domain.fields import Field
from hiephoi_cli.domain.vietnamese import fold
from hiephoi_cli.errors import HiephoiError, InvalidData
from hiephoi_cli.i18n import N_, _, spoken
from hiephoi_cli.output.screen import output_on_terminal
from hiephoi_cli.output.stream import tell

Answer = TypeVar("Answer")


def agreed(question: str, check: Callable[[], object] = lambda: None) -> bool:
    """Whether somebody says yes to a question, in either language; Enter means no.

    A yes that `check` raises an error for is refused, and the question asked again.
    """

    def answer(text: str) -> bool:
        yes = _yes_or_no(text)
        if yes:
            check()
        return yes

    yes_or_no = _("(y/N)")
    return bool(asked(f"{question} {yes_or_no}", answer))


def agree(question: str) -> None:
    """Leave the program, with nothing changed, unless somebody says yes."""
    if not agreed(question):
        tell(_("nothing was changed"))
        raise typer.Exit


def _yes_or_no(text: str) -> bool:
    word = fold(text)
    if word in {fold(yes) for yes in spoken(N_("yes")) | spoken(N_("y"))}:
        return True
    if word in {fold(no) for no in spoken(N_("no")) | spoken(N_("n"))}:
        return False
    raise InvalidData(_("'{text}' is neither yes nor no").format(text=text), _("type y or n"))


def needed(question: str, parse: Callable[[str], Answer], words: Iterable[str] = ()) -> Answer:
    """The answer to a question that Enter does not skip."""
    while (answer := asked(question, parse, words)) is None:
        tell("  " + _("this cannot be left out"))
    return answer


def asked(question: str, parse: Callable[[str], Answer], words: Iterable[str] = ()) -> Answer | None:
    """The first answer that can be read; None where Enter skips the question."""
    with_words(words)
    while text := _answer(f"  {question}").strip():
        try:
            return parse(text)
        except HiephoiError as error:
            explain(error)
    return None


def explain(error: HiephoiError) -> None:
    """Say what is wrong with an answer, and what to do about it."""
    for message, hint in error.reports:
        first, *more = hint.splitlines() or [""]
        lines = [message, *([_("hint:") + " " + first] if first else []), *more]
        for line in lines:
            tell(f"  {line}")


def choices(field: Field) -> tuple[str, Callable[[str], Any], list[str]]:
    """How to ask for a field: its title, with the choices it has; how to read the answer; the words for Tab.

    A choice is read as a word in either language, or as its number.
    """
    if not issubclass(field.base, StrEnum):
        return _(field.title), field.parse, []
    numbered = {str(number): item for number, item in enumerate(field.base, 1)}
    listed = " · ".join(f"{number} {_(item.value)}" for number, item in numbered.items())
    return (
        f"{_(field.title)} ({listed})",
        lambda text: numbered.get(text) or field.parse(text),
        [_(item.value) for item in numbered.values()],
    )


def _answer(question: str) -> str:
    """What is typed, on standard error even where standard output goes elsewhere."""
    with nullcontext() if output_on_terminal() else redirect_stdout(sys.stderr):
        answer: str = typer.prompt(question, default="", show_default=False, err=True)
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
