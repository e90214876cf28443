"""Questions to somebody at a terminal, one after another, with names completed by Tab."""

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import nullcontext, redirect_stdout
from typing import Any, TypeVar

import typer

from hiephoi_cli.domain import lookup
from hiephoi_cli.domain.fields import fields
from hiephoi_cli.domain.records import Candidate, Election, Member, Office, Registry
from hiephoi_cli.domain.vietnamese import fold, harmless
from hiephoi_cli.errors import HiephoiError
from hiephoi_cli.i18n import _
from hiephoi_cli.output.stream import say

Answer = TypeVar("Answer")


def somebody_is_there() -> bool:
    """Whether questions would be seen and could be answered."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def agreed(question: str) -> bool:
    """Whether somebody says yes to a question; no is what a mere Enter means."""
    yes_or_no = _("(y/N)")
    answer = _answer(f"  {question} {yes_or_no}")
    return fold(answer)[:1] in {"y", _("y")}


def asked_values(wanted: Iterable[str]) -> dict[str, Any]:
    """The values of these fields of an election; what somebody passes over with Enter is not known."""
    declared = fields(Election)
    values = {name: asked(_(declared[name].title), declared[name].parse) for name in wanted}
    return {name: value for name, value in values.items() if value is not None}


def asked_office(registry: Registry) -> str:
    """The code of an office that is there."""
    offices = {office.name: office.code for office in registry.offices}

    def code(text: str) -> str:
        return lookup.one(registry.offices, Office, text).code

    return asked(_("Office"), code, offices) or asked_office(registry)


def asked_candidates(registry: Registry) -> Iterator[Candidate]:
    """Candidates, until no name is given; each with the member of which the person is the representative."""
    people = {member.representative: member.id for member in registry.members if member.representative}
    declared = fields(Candidate)
    while person := asked(_("Candidate (Enter when there are no more)"), declared["person"].parse, people):
        known = people.get(person, "")
        label = _("Member") + (f" [{known}]" if known else "")
        yield Candidate(
            person=person,
            member=asked(label, _member(registry), [member.id for member in registry.members]) or known or None,
            votes=asked(_("Votes"), declared["votes"].parse),
            elected=agreed(_("elected?")),
        )


def asked(question: str, parse: Callable[[str], Answer], words: Iterable[str] = ()) -> Answer | None:
    """The answer that can be read, asked for until it can; None where somebody passes over it with Enter."""
    with_words(words)
    while text := _answer(f"  {question}").strip():
        try:
            return parse(text)
        except HiephoiError as error:
            for message, hint in error.reports:
                say(harmless(f"  {message}; {hint}" if hint else f"  {message}") + "\n")
    return None


def _answer(question: str) -> str:
    """What is typed, on standard error even where standard output goes elsewhere."""
    with nullcontext() if sys.stdout.isatty() else redirect_stdout(sys.stderr):
        answer: str = typer.prompt(question, default="", show_default=False, err=True)
    return answer


def with_words(words: Iterable[str]) -> None:
    """Let Tab complete these words, whatever the accents; where the system has no readline, it does not."""
    try:
        import readline
    except ImportError:
        return
    known = sorted(words)

    def complete(text: str, state: int) -> str | None:
        fitting = [word for word in known if fold(text) in fold(word)]
        return fitting[state] if state < len(fitting) else None

    readline.set_completer_delims("\n")
    readline.set_completer(complete)
    readline.parse_and_bind("tab: complete")


def reviewed(office: str, day: str, candidates: Iterable[Candidate], values: Mapping[str, Any]) -> None:
    """Show what is about to be recorded."""
    say(harmless(f"{office} · {day} · {' · '.join(str(value) for value in values.values())}") + "\n")
    for candidate in candidates:
        votes = "" if candidate.votes is None else f" {candidate.votes}"
        mark = " ✓" if candidate.elected else ""
        say(harmless(f"  {candidate.person} ({candidate.member or '-'}){votes}{mark}") + "\n")


def _member(registry: Registry) -> Callable[[str], str]:
    return lambda text: lookup.one(registry.members, Member, text).id
