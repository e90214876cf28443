"""Runs each job with the tools in turn, so that a busy moment of the machine affects them alike."""

import shlex
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import NamedTuple

from jobs import TOOLS, Command, Job
from measure import Cost, cost

_PATIENCE = 20.0
"""Seconds that all runs of one command may take before it runs less often."""
_BRIEF = 0.3
"""Seconds below which a command runs three times as often: of so little, a busy moment is much."""
_ONCE_ABOVE = 10.0
"""Seconds from which a command runs only once, without a warm-up."""


class Result(NamedTuple):
    """The cost of a job with one tool; no size where it makes no difference."""

    job: str
    size: int | None
    tool: str
    costs: Mapping[int, Cost]
    """What it cost in each turn in which it ran, counted from 0; there is always the first."""

    @property
    def status(self) -> int:
        """The exit code; not 0 if any run failed."""
        return max(cost.status for cost in self.costs.values())

    @property
    def wall(self) -> float:
        """Seconds, the median of the runs."""
        return median(cost.wall for cost in self.costs.values())

    @property
    def cpu(self) -> float:
        """Seconds of user and system together, the median of the runs."""
        return median(cost.cpu for cost in self.costs.values())

    @property
    def memory(self) -> float:
        """Bytes at the peak, the median of the runs."""
        return median(cost.memory for cost in self.costs.values())


def in_turn(job: Job, commands: Mapping[str, Command], folder: Path, runs: int) -> dict[str, dict[int, Cost]]:
    """The cost of each tool's runs, by their turns, after one that does not count."""
    tried = {tool: _once(job, tool, command, folder) for tool, command in commands.items()}
    wanted = {tool: _runs(first, runs) for tool, first in tried.items()}
    taken: dict[str, dict[int, Cost]] = {tool: {} for tool in commands}
    turns = max(wanted.values())
    for turn in range(turns):
        for tool, command in commands.items():
            if len(taken[tool]) * turns < (turn + 1) * wanted[tool]:  # spread over all turns, beginning with the first
                taken[tool][turn] = _once(job, tool, command, folder)
    return {tool: costs or {0: tried[tool]} for tool, costs in taken.items()}


def _runs(first: Cost, runs: int) -> int:
    if first.status or first.wall > _ONCE_ABOVE:
        return 0
    wanted = 3 * runs if first.wall < _BRIEF else runs
    return max(1, min(wanted, int(_PATIENCE / first.wall)))


def _once(job: Job, tool: str, command: Command, folder: Path) -> Cost:
    with _place(job, tool, command, folder) as place:
        return cost(command.line, place, on_terminal=job.on_terminal)


@contextmanager
def _place(job: Job, tool: str, command: Command, folder: Path) -> Iterator[Path]:
    """The folder in which the command runs: the files themselves, or copies for it to change."""
    if not job.writes:
        yield folder
        return
    with TemporaryDirectory(dir=folder) as copies:
        for name in {TOOLS[tool].file, *shlex.split(command.line)}:
            if (folder / name).is_file():
                shutil.copy(folder / name, copies)
        yield Path(copies)
