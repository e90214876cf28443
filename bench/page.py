"""The measurements as a page of Markdown, to read on a terminal and to keep in the documentation."""

from collections.abc import Iterator, Sequence

from findings import BUDGETS, COSTS, Budget, growth, ratio, result, spent
from jobs import JOBS, OURS
from turns import Result

_MEGABYTE = 1 << 20
_NEAR = 1.05
"""Times the least measurable memory; a figure below that says nothing."""
_MILLISECONDS = 1_000
_SHORT = 0.1
"""Seconds below which tenths of a millisecond are shown."""
_NONE = "–"

_INTRODUCTION = """\
# Benchmarks

How long everyday jobs take, and how long they take with comparable tools. `python bench/run.py --write` measures
everything again, in less than half an hour, and rewrites this page.
"""
_BUDGETS = """\
The most that a job may cost, as a multiple of the other tool's cost or in seconds. CPU time is given as well, because a
busy machine affects it least; where the two differ widely, measure again on a quiet machine.
"""
_HOW = """\
Each command runs once to warm up and then in turn with the others, as often as the table says: those below 0.3 s three
times as often as others, those above 10 s once. The table shows medians: wall time until the output ends, user plus
system CPU time, and peak memory. Commands that write work on fresh copies; copying is not timed. The members are
invented and the same in every format. The recfile's descriptor declares a key, types and allowed values, so recutils
checks what `hiephoi check` checks of members, except check digits, spellings and duplicate tax codes: `%singular`,
which would find the last, makes recutils slower still. Both ratios are ours ÷ theirs, the median of the turns in which
both ran, so below 1 is better. Memory cannot be measured below that of the process that starts them, {memory:.0f} MB.
"""
_GROWTH = """\
How the cost of each `hiephoi` job grows: 1.0 means ten times the cost for ten times the members. It is the slope of the
line through the logarithms of what members and cost have grown by since the smallest registry, so start-up is
subtracted. Only sizes from 1,000 count.
"""


def page(results: Sequence[Result], machine: str, missing: Sequence[str], floor: float) -> str:
    """The whole page; `floor` is the least memory that can be measured, in bytes."""
    parts = [
        _INTRODUCTION,
        "\n".join([machine, *missing]) + "\n",
        "## Budgets\n",
        _BUDGETS,
        _table("job,members,of,against,measured,in CPU time,at most,verdict", _budgets(results)),
        "## Measurements\n",
        _HOW.format(memory=floor / _MEGABYTE),
        _table("job,members,tool,ms,CPU ms,MB,runs,time ratio,memory ratio", _measurements(results, floor)),
        "## Growth\n",
        _GROWTH,
        _table(f"job,up to,{','.join(COSTS.values())}", _growths(results)),
        "## The jobs\n",
        "\n".join(_jobs(results)) + "\n",
    ]
    return "\n".join(parts)


def _table(header: str, rows: Iterator[list[str]]) -> str:
    """The first column left-aligned, the others right-aligned, each as wide as its longest cell."""
    cells = [header.split(","), *rows]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    rule = ["-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:])]
    return "".join(f"| {' | '.join(_padded(row, widths))} |\n" for row in [cells[0], rule, *cells[1:]])


def _padded(row: list[str], widths: list[int]) -> Iterator[str]:
    for place, (cell, width) in enumerate(zip(row, widths, strict=True)):
        yield cell.rjust(width) if place else cell.ljust(width)


def _budgets(results: Sequence[Result]) -> Iterator[list[str]]:
    for budget in BUDGETS:
        value = spent(results, budget)
        in_cpu_time = spent(results, budget._replace(of="cpu")) if budget.of == "wall" else None
        yield [
            budget.job,
            _members(budget.size),
            COSTS[budget.of],
            budget.against or _NONE,
            _bound(budget, value),
            _bound(budget, in_cpu_time),
            _bound(budget, budget.at_most),
            _verdict(results, budget, value),
        ]


def _bound(budget: Budget, value: float | None) -> str:
    return _NONE if value is None else f"{value:.2f} {'×' if budget.against else 's'}"


def _verdict(results: Sequence[Result], budget: Budget, value: float | None) -> str:
    if value is not None:
        return "held" if value <= budget.at_most else "**missed**"
    failed = any((one.job, one.size, one.tool) == (budget.job, budget.size, OURS) and one.status for one in results)
    return "**failed**" if failed else "not measured"


def _measurements(results: Sequence[Result], floor: float) -> Iterator[list[str]]:
    for one in results:
        ours = result(results, one.job, one.size, OURS)
        cells = [one.job, _members(one.size), one.tool]
        if one.status:
            yield [*cells, f"failed ({one.status})", *[_NONE] * 5]
        else:
            compared = ours is not None and one.tool != OURS
            ratios = [f"{ratio(ours, one, of):.2f}" if ours and compared else "" for of in ("wall", "memory")]
            if ours and min(ours.memory, one.memory) <= floor * _NEAR:
                ratios[1] = ""
            yield [*cells, *_costs(one), *ratios]


def _costs(one: Result) -> list[str]:
    times = [f"{seconds * _MILLISECONDS:,.{int(seconds < _SHORT)}f}" for seconds in (one.wall, one.cpu)]
    return [*times, f"{one.memory / _MEGABYTE:,.1f}", str(len(one.costs))]


def _growths(results: Sequence[Result]) -> Iterator[list[str]]:
    for one in growth(results):
        yield [one.job, _members(one.upto), *map(_slope, one.exponents.values())]


def _slope(exponent: float | None) -> str:
    return _NONE if exponent is None else f"{exponent:.2f}"


def _members(size: int | None) -> str:
    return _NONE if size is None else f"{size:,}"


def _jobs(results: Sequence[Result]) -> Iterator[str]:
    """The commands that were run, tool by tool, and the limits of each."""
    measured = {(one.job, one.tool) for one in results}
    for name, job in JOBS.items():
        commands = {tool: command for tool, command in job.commands.items() if (name, tool) in measured}
        if commands:
            yield f"- **{name}**: {job.what}"
        for tool, command in commands.items():
            left_out = f" (not above {command.upto:,} members: {command.why})" if command.why else ""
            yield f"  - {tool}: `{command.line}`{left_out}"
