"""Finds the conflicts that git marked in a text."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from hiephoi_cli.patterns import pattern

MARK = pattern(r"(?:<{7}|\|{7}|={7}|>{7})(?: .*)?")


class Conflict(Struct, frozen=True):
    """The lines of a conflict's marks, from 0; `base` is `middle` if git wrote no common ancestor."""

    start: int
    base: int
    middle: int
    end: int


def conflicts(lines: Sequence[str]) -> Iterator[Conflict]:
    """The complete conflicts in the lines; one inside another is left out with it."""
    marks = [(at, line[0]) for at, line in enumerate(lines) if MARK.fullmatch(line)]
    while marks:
        (start, kind), *marks = marks
        end = next((at for at, mark in marks if mark == ">"), None)
        if kind != "<" or end is None:
            continue
        inner = [(at, mark) for at, mark in marks if at < end]
        middle = next((at for at, mark in inner if mark == "="), None)
        if middle is None or any(mark == "<" for _at, mark in inner):
            continue
        yield Conflict(start, next((at for at, mark in inner if mark == "|"), middle), middle, end)
        marks = [mark for mark in marks if mark[0] > end]
