"""Conclusions from the measurements: ratios, budgets held or missed, and how costs grow with the registry."""

import math
from collections.abc import Iterator, Mapping, Sequence
from statistics import linear_regression, median
from typing import Literal, NamedTuple

from jobs import EVERYDAY, JOBS, OURS
from turns import Result

Of = Literal["wall", "cpu", "memory"]
COSTS: dict[Of, str] = {"wall": "time", "cpu": "CPU time", "memory": "memory"}
"""What is measured: the name of its median, and its heading."""

_GROWS_FROM = 1_000
"""Members from which growth is fitted; with fewer, start-up outweighs everything."""


class Budget(NamedTuple):
    """The most one of our jobs may cost: a multiple of another tool's cost, or seconds if none is named."""

    job: str
    size: int | None
    against: str
    at_most: float
    of: Of = "wall"


BUDGETS = (
    Budget("list", EVERYDAY, "import typer", 1.3),
    Budget("table", EVERYDAY, "import typer", 1.7),
    Budget("version", None, "import typer", 1.2),
    Budget("completion", EVERYDAY, "import typer", 1.5),
    Budget("list-sector", 10_000, "recutils", 0.9),
    Budget("list-sector", 100_000, "recutils", 0.35),
    Budget("list-sector", 10_000, "recutils", 1.0, "memory"),
    Budget("list-sector", 100_000, "recutils", 1.0, "memory"),
    Budget("add", 10_000, "recutils", 0.1),
    Budget("add", 10_000, "import typer", 6.7),
    Budget("add", 10_000, "recutils", 1.0, "memory"),
    Budget("check", 10_000, "recutils", 0.1),
    Budget("check", 10_000, "recutils", 1.0, "memory"),
    Budget("import", 10_000, "sqlite-utils", 1.0),
    Budget("table", 10_000, "", 1.0),
)


class Growth(NamedTuple):
    """Exponents: 1 where ten times the members cost ten times as much; None where there is nothing to fit."""

    job: str
    upto: int
    exponents: Mapping[Of, float | None]


def result(results: Sequence[Result], job: str, size: int | None, tool: str) -> Result | None:
    """The measurement of that tool, if it was taken and did not fail."""
    key = (job, size, tool, 0)
    return next((one for one in results if (one.job, one.size, one.tool, one.status) == key), None)


def spent(results: Sequence[Result], budget: Budget) -> float | None:
    """The figure to compare with `at_most`; None if it was not measured."""
    ours = result(results, budget.job, budget.size, OURS)
    if not budget.against:
        return ours and getattr(ours, budget.of)
    theirs = result(results, budget.job, budget.size, budget.against)
    return ratio(ours, theirs, budget.of) if ours and theirs else None


def ratio(ours: Result, theirs: Result, of: Of) -> float:
    """Our cost divided by theirs: the median of the turns in which both ran, as a machine may change its speed."""
    turns = ours.costs.keys() & theirs.costs.keys()
    return float(median(getattr(ours.costs[turn], of) / getattr(theirs.costs[turn], of) for turn in turns))


def growth(results: Sequence[Result]) -> Iterator[Growth]:
    """How the cost of each of our jobs grows."""
    for job in JOBS:
        ours = [one for one in results if (one.job, one.tool, one.status) == (job, OURS, 0) and one.size]
        ours.sort(key=lambda one: one.size or 0)
        if ours:
            yield Growth(job, ours[-1].size or 0, {of: _exponent(ours, of) for of in COSTS})


def _exponent(ours: Sequence[Result], of: Of) -> float | None:
    """The slope, in logarithms, of the growth of cost over the growth of members since the smallest size."""
    smallest, *larger = ours
    grown = [
        ((one.size or 0) - (smallest.size or 0), getattr(one, of) - getattr(smallest, of))
        for one in larger
        if (one.size or 0) >= _GROWS_FROM
    ]
    points = [(math.log(members), math.log(more)) for members, more in grown if more > 0]
    return linear_regression(*zip(*points, strict=True)).slope if len(points) > 1 else None
