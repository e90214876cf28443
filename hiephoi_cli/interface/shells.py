"""Reads what a shell asks when Tab is pressed, and answers in its syntax; the scripts are in `completion`."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from msgspec import Struct

from hiephoi_cli.domain.vietnamese import fold

_SEVERAL = 2
_WIDTH = 80
_NARROWEST = 20


class Word(Struct, frozen=True):
    """A word of a command line."""

    raw: str
    text: str
    """Without quotes."""
    quote: str = ""
    """The quotation mark that is still open."""


class Line(Struct, frozen=True):
    """A command line up to the cursor."""

    words: tuple[str, ...]
    """Those before the one that is being typed."""
    typed: Word
    replaced: str
    """What of the typed word's raw text the shell replaces."""
    width: int
    cycling: bool
    """Whether the shell inserts one completion after another, as it got them."""


class Completion(Struct, frozen=True):
    """A word that fits."""

    text: str
    shown: str
    """The part of it that tells it from others."""
    name: str


class Answer(Struct, frozen=True):
    """What fits."""

    completions: tuple[Completion, ...]
    files: bool = False
    """Names of files fit, which shells know best."""


class Shell(Struct, frozen=True):
    """What a shell's script reads, and how the shell quotes."""

    lines: Callable[[Answer, Line], Iterator[str]]
    escape: str = "\\"
    escaped_in: str = '"'
    """The quotation marks between which the escape counts."""


def read_line(shell: str, environment: Mapping[str, str]) -> Line:
    """The command line as a script hands it over."""
    *words, typed = split(environment["COMP_WORDS"], SHELLS[shell])
    replaced = environment.get("COMP_WORD", typed.raw)
    width = environment.get("COLUMNS", "")
    return Line(
        tuple(word.text for word in words),
        typed,
        replaced if typed.raw.endswith(replaced) else typed.raw,
        max(_NARROWEST, int(width) if width.isdecimal() else _WIDTH),
        environment.get("COMP_TYPE") in _CYCLING,
    )


_CYCLING = {"37", "42"}  # % and *, as bash has them
_ESCAPED = '"\\$`!'


def split(line: str, shell: Shell) -> list[Word]:
    """The words of a line, the last being what stands at its end, perhaps nothing."""
    words: list[Word] = []
    start, text, quote, escaped = 0, "", "", False
    for place, char in enumerate(line):
        if escaped:
            text += char if not quote or char in shell.escape + quote or char in _ESCAPED else shell.escape + char
            escaped = False
        elif char == shell.escape and (not quote or quote in shell.escaped_in):
            escaped = True
        elif quote:
            quote, text = ("", text) if char == quote else (quote, text + char)
        elif char in "'\"":
            quote = char
        elif char.isspace():
            if place > start:
                words.append(Word(line[start:place], text))
            start, text = place + 1, ""
        else:
            text += char
    return [*words, Word(line[start:], text, quote)]


def _bash(answer: Answer, line: Line) -> Iterator[str]:
    """Words as bash inserts them; where it would take away what was typed, they are shown only."""
    yield "files" if answer.files else ""
    stays = _stays(line, "bash")
    fit = all(_stands_behind(stays, one) for one in answer.completions)
    shown_only = not fit or _takes_away(answer.completions, line)
    for one in answer.completions:
        text = one.shown if shown_only else _quoted(one.text[len(stays) :], line.typed.quote, start=not stays)
        inserted = not shown_only and (line.cycling or len(answer.completions) == 1)
        yield text if inserted or not one.name else _cut(f"{text}  ({one.name})", line.width - 2)
    if shown_only:
        yield ""  # has nothing in common with the others, so that bash inserts nothing


def _stays(line: Line, shell: str) -> str:
    """What of the typed word the shell leaves, as the rest is replaced."""
    return split(line.typed.raw.removesuffix(line.replaced), SHELLS[shell])[-1].text


def _stands_behind(stays: str, completion: Completion) -> bool:
    return fold(completion.text[: len(stays)]) == fold(stays)


def _quoted(text: str, quote: str, *, start: bool) -> str:
    """Text as it stands in bash within that quotation."""
    if quote == "'":
        return text.replace("'", "'\\''")
    if quote:
        return re.sub(r'([\\"$`])', r"\\\1", text).replace("!", '"\\!"')
    escaped = re.sub(r"([^\w@%+=:,./~-])", r"\\\1", text)
    return f"\\{escaped}" if start and escaped.startswith("~") else escaped


def _zsh(answer: Answer, line: Line) -> Iterator[str]:
    """Words, which zsh quotes, each with a line to show."""
    yield "files" if answer.files else "hold" if _takes_away(answer.completions, line) else ""
    for one, shown in zip(answer.completions, _shown(answer.completions, line.width - 1), strict=True):
        yield f"{one.text}\t{shown}"


def _fish(answer: Answer, line: Line) -> Iterator[str]:
    """Words with their names; fish itself drops those that have not in them what was typed."""
    typed = line.typed.text.casefold()
    if answer.files or all(typed in one.text.casefold() for one in answer.completions):
        yield "files" if answer.files else ""
        yield from (f"{one.text}\t{one.name}" for one in answer.completions)
    elif len(answer.completions) == 1:
        yield "replace"
        yield answer.completions[0].text
    else:
        yield "hold"
        yield from _shown(answer.completions, line.width - 1)


def _powershell(answer: Answer, line: Line) -> Iterator[str]:
    """Words as PowerShell inserts them, what to show of each, and its name."""
    yield "files" if answer.files else ""
    stays = _stays(line, "powershell")
    for one in filter(partial(_stands_behind, stays), answer.completions):
        text = one.text[len(stays) :]
        plain = re.fullmatch(r"[\w.:/=+-][\w.:/=+,-]*", text)
        quoted = text if plain else "'" + re.sub("(['‘’‚‛])", r"\1\1", text) + "'"
        yield f"{quoted}\t{one.shown}  {one.name}".rstrip() + f"\t{one.name or one.shown}"


def _takes_away(completions: Sequence[Completion], line: Line) -> bool:
    """Whether what all completions begin with is less than what was typed."""
    texts = sorted(one.text for one in completions)
    if len(texts) < _SEVERAL:
        return False
    first, last = texts[0], texts[-1]
    length = next((n for n, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), len(first))
    return not fold(first[:length]).startswith(fold(line.typed.text))


def _shown(completions: Sequence[Completion], width: int) -> Iterator[str]:
    """A line for each, with the names below each other."""
    widest = max((len(one.shown) for one in completions), default=0)
    for one in completions:
        yield _cut(f"{one.shown:<{widest}}  -- {one.name}" if one.name else one.shown, width)


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else text[: width - 1] + "…"


SHELLS = {
    "bash": Shell(_bash),
    "zsh": Shell(_zsh),
    "fish": Shell(_fish, escaped_in="'\""),
    "powershell": Shell(_powershell, escape="`"),
}
