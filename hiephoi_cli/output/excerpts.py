"""Problems for people: place, message, the line of the file with carets below, and the hint."""

import textwrap
from collections.abc import Iterator, Sequence

from msgspec import Struct
from rich.cells import cell_len

from hiephoi_cli.domain.vietnamese import harmless
from hiephoi_cli.i18n import _

_TAB = "    "
_CUT = "…"


class Excerpt(Struct, frozen=True):
    """One problem to show; lines and columns count from 1, columns and lengths in characters."""

    where: str
    severity: str
    rule: str
    message: str
    hint: str
    spots: Sequence[tuple[int, int, int]]
    """Line, column and length: the faulty one, then others that are involved."""


def excerpts(found: Sequence[Excerpt], lines: Sequence[str], width: int) -> Iterator[str]:
    """Each problem in a paragraph of its own, no line wider than the terminal."""
    for one in found:
        yield _wrapped(f"{harmless(f'{one.where}: {_(one.severity)}: {one.message}')}  [{one.rule}]", width)
        gutter = max((len(str(line)) for line, _column, _length in one.spots), default=0)
        for number, (line, column, length) in enumerate(one.spots):
            source = lines[line - 1].rstrip("\r") if line <= len(lines) else ""
            if not source:
                continue  # nothing to point at: the end of the file, or a file that is not text
            mark = "-" if number else "^"
            shown, carets = _underlined(source, column - 1, length, mark, width - gutter - 4)
            yield f" {line:{gutter}} | {shown}\n {'':{gutter}} | {carets}\n"
        if one.hint:
            yield _hint(one.hint, width)
        yield "\n"


def _wrapped(text: str, width: int) -> str:
    """The text in lines that end between words, where it is wider than the terminal."""
    lines = textwrap.wrap(text, width, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False)
    return "\n".join(lines) + "\n"


def _hint(hint: str, width: int) -> str:
    """What to do; a command in several lines can be pasted into a shell as it is."""
    text = harmless(f"{_('hint:')} {hint}")
    if cell_len(text) <= width or not hint.startswith("hiephoi "):
        return _wrapped(text, width)
    lines = textwrap.wrap(text, width - 2, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False)
    return " \\\n".join(lines) + "\n"


def _underlined(source: str, start: int, length: int, mark: str, width: int) -> tuple[str, str]:
    """A line, cut around the span where it is too wide, and the marks under the span."""
    end = start + length
    parts = source[:start], source[start:end], source[end:]
    before, span, after = (harmless(part.replace("\t", _TAB)) for part in parts)
    if cell_len(before + span + after) > width:
        span = _cut(span, width - 2 * len(_CUT))
        rest = width - cell_len(span)
        before = _cut_front(before, max(rest // 2, rest - cell_len(after)))
        after = _cut(after, width - cell_len(before + span))
    return before + span + after, " " * cell_len(before) + mark * max(1, cell_len(span))


def _cut(text: str, width: int) -> str:
    """The beginning of a text, no wider than that."""
    if cell_len(text) <= width:
        return text
    while text and cell_len(text) >= width:
        text = text[: min(len(text) - 1, width)]
    return text + _CUT


def _cut_front(text: str, width: int) -> str:
    """The end of a text, no wider than that."""
    if cell_len(text) <= width:
        return text
    while text and cell_len(text) >= width:
        text = text[max(1, len(text) - width) :]
    return _CUT + text
