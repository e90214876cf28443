"""Finds a file's problems, each with its line and column."""

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct, structs

from hiephoi_cli.domain.faults import FAULTS
from hiephoi_cli.domain.problems import Place, Problem
from hiephoi_cli.domain.words import Severity
from hiephoi_cli.storage.broken import Broken, empty
from hiephoi_cli.storage.read import parse, read_text, text_in
from hiephoi_cli.storage.spots import Spot, Spots
from hiephoi_cli.toml.parsing import loads

if TYPE_CHECKING:
    from hiephoi_cli.storage.slips import Slips


class Located(Struct, frozen=True):
    """A problem and its spot, and the other spot if two are involved."""

    problem: Problem
    spot: Spot
    related: Spot | None = None


class Inspection(Struct, frozen=True):
    """The lines of a file and its problems, in the order of the lines."""

    lines: list[str]
    problems: list[Located]


Check = Callable[[Mapping[str, Any]], list[Problem]]


CheckText = Callable[[str, Mapping[str, Any]], list[Problem]]


def inspect(
    path: Path,
    check: Check,
    of_files: Check = lambda _values: [],
    of_text: CheckText = lambda _text, _values: [],
    *,
    past: bytes | None = None,
) -> Inspection:
    """The problems that a check finds in a file's values, or in `past` ones; if it is not TOML, every slip.

    `of_files` finds problems of the files beside it, `of_text` those of its text. Raises FileTrouble if the file cannot
    be read.
    """
    text = ""
    values: Mapping[str, Any] = {}
    try:
        text = read_text(path) if past is None else text_in(path, past)
        values = parse(path, text)
    except Broken as broken:
        inspection = _with_slips(text, broken.slips, check)
        values = loads(broken.slips.text) if broken.slips.text is not None else {}
    else:
        inspection = (
            located(text, [*check(values), *of_text(text, values)])
            if text.strip()
            else Inspection([text], [Located(empty(path), Spot(1, 1))])
        )
    files = [Located(problem, Spot(1, 1)) for problem in of_files(values)]
    return structs.replace(inspection, problems=[*files, *inspection.problems])


def neighbours(path: Path) -> list[str]:
    """The names of the other files in a file's folder, if it can be listed."""
    path = path.resolve()
    try:
        with os.scandir(path.parent) as entries:
            return [entry.name for entry in entries if entry.name != path.name and entry.is_file()]
    except OSError:
        return []


def _with_slips(text: str, slips: "Slips", check: Check) -> Inspection:
    """The slips of a file, and the problems on its other lines if all slips could be corrected."""
    problems = [
        Located(
            Problem("syntax", Severity.ERROR, Place(), slip.message, slip.hint),
            Spot(slip.line, slip.column, slip.length),
            Spot(*slip.related) if slip.related else None,
        )
        for slip in slips.spotted
    ]
    if slips.text is not None:
        slipped = {slip.line for slip in slips.spotted}
        others = located(slips.text, check(loads(slips.text))).problems
        moved = [_moved(problem, slips.origins) for problem in others]
        problems += [problem for problem in moved if problem.spot.line not in slipped]
    return Inspection(text.split("\n"), sorted(problems, key=lambda problem: problem.spot[:2]))


def _moved(problem: Located, origins: Sequence[int]) -> Located:
    """A problem of the corrected text, at its line in the file."""

    def moved(spot: Spot) -> Spot:
        return spot._replace(line=origins[spot.line - 1])

    return structs.replace(
        problem, spot=moved(problem.spot), related=moved(problem.related) if problem.related else None
    )


def located(text: str, problems: Sequence[Problem]) -> Inspection:
    """The problems of a TOML text, in the order of its lines."""
    if not problems:
        return Inspection([], [])
    spots = Spots(text)
    placed = [_placed(problem, spots) for problem in problems]
    return Inspection(spots.lines, sorted(placed, key=lambda problem: problem.spot[:2]))


def _placed(problem: Problem, spots: Spots) -> Located:
    spot = spots.of(problem.place, problem.rule)
    related = spots.of(problem.related) if problem.related else None
    if problem.rule in FAULTS:
        from hiephoi_cli.storage.hints import hinted  # only a file with faults needs it

        problem = hinted(problem, spot, spots.lines[spot.line - 1])
    return Located(problem, spot, related)
