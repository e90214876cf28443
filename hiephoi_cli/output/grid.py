"""Tables between borders, drawn as Rich draws its rounded ones, row by row and fast enough for long lists."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from msgspec import Struct

from hiephoi_cli.output.screen import Screen, styled
from hiephoi_cli.output.text_width import Texts, width, wrapped

BORDER = 3
"""Columns of the screen that the border and the padding of a column take; the last border takes one more."""

_KEPT = 1024  # texts of a column, drawn once however often they come


class Strip(Struct, frozen=True):
    """A column of a table: its head, and what stands below, safe to show."""

    title: str
    texts: Texts
    width: int
    right: bool = False
    style: str = ""
    """The code of the style of the texts."""


def grid(strips: Sequence[Strip], screen: Screen, *, header: bool) -> Iterator[str]:
    """A table, its borders and rows one by one."""
    bars = ["─" * (strip.width + 2) for strip in strips]
    yield f"{screen.corners[0]}{'┬'.join(bars)}{screen.corners[1]}\n"
    if header:
        yield _head(strips, screen.heading)
        yield f"├{'┼'.join(bars)}┤\n"
    blanks = [_blank(strip, strip.style) for strip in strips]
    for cells in zip(*map(_cells, strips), strict=True):
        row = "│".join(cells)
        yield _row([cell.split("\n") for cell in cells], blanks) if "\n" in row else f"│{row}│\n"
    yield f"{screen.corners[2]}{'┴'.join(bars)}{screen.corners[3]}\n"


def _head(strips: Sequence[Strip], style: str) -> str:
    cells = [_lines(strip.title, strip, style) for strip in strips]
    return _row(cells, [_blank(strip, style) for strip in strips], at_foot=True)


def _row(cells: Sequence[Sequence[str]], blanks: Sequence[str], *, at_foot: bool = False) -> str:
    """Cells of several lines, all beginning on the first line, or all ending on the last."""
    height = max(map(len, cells), default=0)
    columns = [
        [*missing, *lines] if at_foot else [*lines, *missing]
        for lines, blank in zip(cells, blanks, strict=True)
        for missing in [[blank] * (height - len(lines))]
    ]
    return "".join(f"│{'│'.join(line)}│\n" for line in zip(*columns, strict=True))


def _cells(strip: Strip) -> Iterable[str]:
    """Each text as a cell: lines as wide as the column, one below another."""

    @lru_cache(_KEPT)
    def cell(text: str) -> str:
        return "\n".join(_lines(text, strip, strip.style))

    texts, size = strip.texts.texts, strip.width
    if strip.right or strip.style or not strip.texts.plain:
        return map(cell, texts)
    return (f" {text.ljust(size)} " if len(text) <= size else cell(text) for text in texts)


def _lines(text: str, strip: Strip, style: str) -> list[str]:
    lines = wrapped(text, strip.width) if strip.width else []
    pad = styled(" ", style)
    return [f"{pad}{styled(_justified(line, strip), style)}{pad}" for line in lines] or [_blank(strip, style)]


def _justified(line: str, strip: Strip) -> str:
    if strip.right:
        line = line.rstrip()
        return " " * (strip.width - width(line)) + line
    return line + " " * (strip.width - width(line))


def _blank(strip: Strip, style: str) -> str:
    return styled(" " * (strip.width + 2), style)
