"""A file's problems, each with the line and the column where it stands."""

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import tomli

from hiephoi_cli.domain.decoding import FAULTS
from hiephoi_cli.domain.problems import Place, Problem
from hiephoi_cli.domain.words import Severity
from hiephoi_cli.storage.read import Broken, empty, parse, read_text
from hiephoi_cli.storage.spots import Spot, Spots

if TYPE_CHECKING:
    from hiephoi_cli.storage.slips import Slips


class Located(NamedTuple):
    """A problem and where it stands; the other spot, where two are involved."""

    problem: Problem
    spot: Spot
    related: Spot | None = None


class Inspection(NamedTuple):
    """The lines of a file, and its problems in their order."""

    lines: list[str]
    found: list[Located]


Check = Callable[[Mapping[str, Any]], list[Problem]]


def inspect(path: Path, check: Check, of_files: Check = lambda _values: []) -> Inspection:
    """The problems that a check finds in the values of a file; of one that is not TOML, every slip.

    `of_files` finds those of the files beside it. Raises FileTrouble where the file can't be read.
    """
    text = ""
    values: Mapping[str, Any] = {}
    try:
        text = read_text(path)
        values = parse(path, text)
    except Broken as broken:
        found = _with_slips(text, broken.slips, check)
        values = tomli.loads(broken.slips.text) if broken.slips.text is not None else {}
    else:
        found = located(text, check(values)) if text.strip() else Inspection([text], [Located(empty(path), Spot(1, 1))])
    files = [Located(problem, Spot(1, 1)) for problem in of_files(values)]
    return found._replace(found=[*files, *found.found])


def neighbours(path: Path) -> list[str]:
    """The names of the other files in the folder of a file, where they can be listed."""
    path = path.resolve()
    try:
        with os.scandir(path.parent) as entries:
            return [entry.name for entry in entries if entry.name != path.name and entry.is_file()]
    except OSError:
        return []


def _with_slips(text: str, slips: "Slips", check: Check) -> Inspection:
    """The slips of a file, and what is wrong on its other lines where it is certain what they say."""
    found = [
        Located(
            Problem("syntax", Severity.ERROR, Place(), slip.said, slip.hint),
            Spot(slip.line, slip.column, slip.length),
            Spot(*slip.related) if slip.related else None,
        )
        for slip in slips.spotted
    ]
    if slips.text is not None:
        taken = {slip.line for slip in slips.spotted}
        others = located(slips.text, check(tomli.loads(slips.text))).found
        moved = [_moved(one, slips.origins) for one in others]
        found += [one for one in moved if one.spot.line not in taken]
    return Inspection(text.split("\n"), sorted(found, key=lambda one: one.spot[:2]))


def _moved(one: Located, origins: Sequence[int]) -> Located:
    """A problem of the text put right, in the lines of the file."""

    def moved(spot: Spot) -> Spot:
        return spot._replace(line=origins[spot.line - 1])

    return one._replace(spot=moved(one.spot), related=moved(one.related) if one.related else None)


def located(text: str, found: Sequence[Problem]) -> Inspection:
    """The problems of a text that is TOML, in the order of the text."""
    if not found:
        return Inspection([], [])
    spots = Spots(text)
    placed = [_placed(one, spots) for one in found]
    return Inspection(spots.lines, sorted(placed, key=lambda one: one.spot[:2]))


def _placed(problem: Problem, spots: Spots) -> Located:
    spot = spots.of(problem.place, problem.rule)
    related = spots.of(problem.related) if problem.related else None
    if problem.rule in FAULTS:
        from hiephoi_cli.storage.hints import hinted  # only a file with faults needs it

        problem = hinted(problem, spot, spots.lines[spot.line - 1])
    return Located(problem, spot, related)
