"""The measurements as a page of Markdown, to read on a terminal and to keep in the documentation."""

from collections.abc import Iterator, Sequence

from findings import BUDGETS, COSTS, Budget, growth, ratio, result, spent
from jobs import JOBS, OURS
from turns import Result

_MEGABYTE = 1 << 20
_NEAR = 1.05
"""How near to the least memory that can be told a figure tells nothing."""
_MILLISECONDS = 1_000
_SHORT = 0.1
"""Seconds below which a tenth of a millisecond is told."""
_NONE = "–"

_INTRODUCTION = """\
# Benchmarks

What everyday jobs cost, and what they cost with the tools that people would use instead. All of it can be measured
again, in less than half an hour: `python bench/run.py --write` writes this page.
"""
_BUDGETS = """\
What a job may cost: so many times what the other tool takes for it, or so many seconds. CPU time stands beside, because
a busy machine disturbs it least; where the two differ much, measure again on a quiet one.
"""
_HOW = """\
Each command is run once to warm up, then in turn with the others, as often as the table says; what is slower than ten
seconds is run once. The table shows medians: wall time until the output has ended, CPU time of user and system, and
peak memory. Commands that write work on fresh copies, whose making is not timed. The members are invented, the same in
every form; the recfile's descriptor has a key, types and what is allowed, so that its tools check what `hiephoi check`
checks of members, but for check digits, spellings, and tax codes that are there twice: `%singular`, which would find
those, makes recutils slower still. Both ratios are ours ÷ theirs: below 1 is better. Memory is told from what the
process that starts them has, {memory:.0f} MB: less shows as that.
"""
_GROWTH = """\
The exponent of our part of each job: 1.0 where ten times the members cost ten times as much. It is the slope of the
line through logarithms of what has been added, to members and to cost, since the smallest registry; so what it takes
to start is subtracted. Sizes from 1,000 on count.
"""


def page(results: Sequence[Result], machine: str, missing: Sequence[str], floor: float) -> str:
    """The whole of it; `floor` is the least memory that can be told, in bytes."""
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
    """The first column to the left, the others to the right, as wide as they need."""
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
    """What was run, tool by tool, and what was left out."""
    measured = {(one.job, one.tool) for one in results}
    for name, job in JOBS.items():
        commands = {tool: command for tool, command in job.commands.items() if (name, tool) in measured}
        if commands:
            yield f"- **{name}**: {job.what}"
        for tool, command in commands.items():
            left_out = f" (not above {command.upto:,} members: {command.why})" if command.why else ""
            yield f"  - {tool}: `{command.line}`{left_out}"
