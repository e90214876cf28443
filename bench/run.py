"""Measures hiephoi against comparable tools: `python bench/run.py`; `--write` updates docs/benchmarks.md."""

import argparse
import json
import os
import platform
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.metadata import distribution, version
from pathlib import Path
from tempfile import TemporaryDirectory

from forms import make
from jobs import JOBS, OURS, PEERS, TOOLS
from measure import cost, environment
from page import page
from turns import Result, in_turn

PAGE = Path(__file__).parent.parent / "docs/benchmarks.md"
SIZES = (65, 1_000, 10_000, 100_000)


def options(args: Sequence[str]) -> argparse.Namespace:
    """The options on the command line."""
    parser = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    parser.add_argument("--sizes", type=_sizes, default=SIZES, metavar="N,…", help="members per registry")
    parser.add_argument("--runs", type=int, default=9, metavar="N", help="runs of each command, fewer if slow")
    parser.add_argument("--jobs", type=_jobs, default=tuple(JOBS), metavar="NAME,…", help=f"some of {', '.join(JOBS)}")
    parser.add_argument("--alone", action="store_true", help="leave the other tools out")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="create the registries in this new folder and keep it")
    parser.add_argument("--write", action="store_true", help="write docs/benchmarks.md")
    return parser.parse_args(args)


def _sizes(text: str) -> tuple[int, ...]:
    return tuple(sorted(int(size.replace("_", "")) for size in text.split(",")))


def _jobs(text: str) -> tuple[str, ...]:
    unknown = set(text.split(",")) - set(JOBS)
    if unknown:
        raise argparse.ArgumentTypeError(f"no job {', '.join(unknown)}")
    return tuple(name for name in JOBS if name in text.split(","))


def main(args: Sequence[str]) -> None:
    """Create the registries, run the jobs and print the results."""
    wanted = options(args)
    tools = _tools(alone=wanted.alone)
    with _folder(wanted.keep) as folder:
        for size in wanted.sizes:
            print(f"making {size:,} members", file=sys.stderr)
            make(folder / str(size), size)
        results = [
            result
            for name in wanted.jobs
            for size in (wanted.sizes if JOBS[name].sized else wanted.sizes[:1])
            for result in _measured(name, size, tools, folder, wanted.runs)
        ]
        floor = cost("true", folder).memory
    missing = [] if wanted.alone else [_missing(tool) for tool in TOOLS if tool not in tools]
    text = page(results, _machine(tools), missing, floor)
    print(text, end="")
    if wanted.write:
        PAGE.write_text(text, encoding="utf-8")


@contextmanager
def _folder(kept: Path | None) -> Iterator[Path]:
    if kept:
        kept.mkdir(parents=True)
        yield kept.resolve()
        return
    with TemporaryDirectory() as folder:
        yield Path(folder)


def _tools(*, alone: bool) -> dict[str, str]:
    """The installed tools and their programs."""
    path = environment(Path.home())["PATH"]
    found = {name: shutil.which(tool.program, path=path) for name, tool in TOOLS.items()}
    return {name: program for name, program in found.items() if program and not (alone and name in PEERS)}


def _measured(name: str, size: int, tools: Mapping[str, str], folder: Path, runs: int) -> list[Result]:
    job = JOBS[name]
    commands = {
        tool: command
        for tool, command in job.commands.items()
        if tool in tools and (size <= command.upto or not job.sized)
    }
    print(f"{name}, {size:,} members: {', '.join(commands)}", file=sys.stderr)
    costs = in_turn(job, commands, folder / str(size), runs) if commands else {}
    return [Result(name, size if job.sized else None, tool, taken) for tool, taken in costs.items()]


def _machine(tools: Mapping[str, str]) -> str:
    """The machine in general terms, and the versions measured on it."""
    versions = [f"{name} {_version(program)}" for name, program in tools.items() if name in PEERS]
    ours = f"{OURS} {version(OURS)} ({_way()})"
    python = f"Python {platform.python_version()}, Typer {version('typer')}"
    machine = f"{os.cpu_count()} CPUs, {platform.system()}, load {os.getloadavg()[1]:.1f} at the end"
    return f"{machine}; {python};\n{', '.join([ours, *versions])}."


def _version(program: str) -> str:
    output = subprocess.run([program, "--version"], capture_output=True, text=True, check=False).stdout
    number = re.search(r"[0-9]+(\.[0-9]+)+", output)
    return number[0] if number else "of unknown version"


def _way() -> str:
    """How hiephoi is installed; an editable install starts more slowly."""
    origin = json.loads(distribution(OURS).read_text("direct_url.json") or "{}")
    return "editable" if origin.get("dir_info", {}).get("editable") else "installed"


def _missing(tool: str) -> str:
    return f"{tool} is missing: `{TOOLS[tool].install}` installs it."


if __name__ == "__main__":
    main(sys.argv[1:])
