"""A file's problems, each with the line and the column where it stands."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from hiephoi_cli.domain.problems import Place, Problem
from hiephoi_cli.domain.words import Severity
from hiephoi_cli.i18n import _
from hiephoi_cli.storage.read import Broken, parse, read_text
from hiephoi_cli.storage.spots import Spot, Spots


class Located(NamedTuple):
    """A problem and where it stands; the other spot, where two are involved."""

    problem: Problem
    spot: Spot
    related: Spot | None = None


class Inspection(NamedTuple):
    """The lines of a file, and its problems in their order."""

    lines: list[str]
    found: list[Located]


def inspect(path: Path, problems: Callable[[Mapping[str, Any]], list[Problem]]) -> Inspection:
    """The problems that a check finds in the values of a file; of one that is not TOML, where that shows.

    Raises FileTrouble where the file can't be read.
    """
    text = ""
    try:
        text = read_text(path)
        values = parse(path, text)
    except Broken as broken:
        return _unreadable(text, broken.said, broken.hint, Spot(broken.line, broken.column))
    if not text.strip():
        return _unreadable(text, _("it is empty"), "hiephoi init FILE", Spot(1, 1))
    return located(text, problems(values))


def _unreadable(text: str, said: str, hint: str, spot: Spot) -> Inspection:
    problem = Problem("syntax", Severity.ERROR, Place(), said, hint)
    return Inspection(text.split("\n"), [Located(problem, spot)])


def located(text: str, found: Sequence[Problem]) -> Inspection:
    """The problems of a text that is TOML, in the order of the text."""
    if not found:
        return Inspection([], [])
    spots = Spots(text)
    placed = [
        Located(one, spots.of(one.place, one.rule), spots.of(one.related) if one.related else None) for one in found
    ]
    return Inspection(spots.lines, sorted(placed, key=lambda one: one.spot[:2]))
