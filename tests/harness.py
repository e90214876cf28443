"""Runs command lines as a user would, in this process or in one of their own, and explains what came of them."""

import io
import os
import pty
import re
import select
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import chdir, contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO, TypeVar

from hiephoi_cli.cli import run

REGISTRY = Path(__file__).parent.parent / "registry.toml"
DEEP = os.environ.get("HIEPHOI_TESTS") in {"deep", "random"}
"""Whether this is the profile that has time, which `.ci/run` has."""
ENVIRONMENT = {"HIEPHOI_LANG": "en", "HIEPHOI_TODAY": "2026-11-23", "COLUMNS": "80"}

Case = TypeVar("Case")


@dataclass(frozen=True)
class Result:
    """What a command line did; as text, all that explains it."""

    args: tuple[str, ...]
    status: int
    out: str
    err: str
    file: str

    @property
    def told(self) -> str:
        """Standard error in whole lines, however narrow the page is."""
        return re.sub(r"(?: \\)?\n  (?=\S)", " ", self.err)

    def __repr__(self) -> str:
        parts = {"status": self.status, "stdout": self.out, "stderr": self.err, "registry.toml": self.file}
        told = "\n".join(f"--- {name}\n{value}" for name, value in parts.items())
        return f"$ hiephoi {' '.join(self.args)}\n{told}"


def share(cases: Sequence[Case], every: int) -> Sequence[Case]:
    """Cases much like one another: in the deep profile all of them, else one of so many."""
    return cases if DEEP else cases[::every]


class Cli:
    """A folder with a registry, and command lines run in it."""

    def __init__(self, folder: Path, text: str | bytes | None = None) -> None:
        self.folder = folder
        self.path = folder / "registry.toml"
        self.environment: dict[str, str] = dict(ENVIRONMENT)
        if text is None:
            text = REGISTRY.read_bytes()
        self.path.write_bytes(text.encode() if isinstance(text, str) else text)

    def __call__(self, *args: str, **environment: str) -> Result:
        """Run a command line in this process; its streams are pipes."""
        out, err = io.TextIOWrapper(io.BytesIO()), io.TextIOWrapper(io.BytesIO())
        status = ran(args, self.folder, self.variables(environment), out, err)
        return Result(args, status, text_of(out), text_of(err), self.text)

    def process(self, *args: str, **environment: str) -> Result:
        """Run a command line in a process of its own."""
        done = subprocess.run(
            [sys.executable, "-m", "hiephoi_cli", *args],
            cwd=self.folder,
            env=self.variables(environment),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        return Result(args, done.returncode, done.stdout, done.stderr, self.text)

    def terminal(self, *args: str, answers: Iterable[str] = (), output: str = "", **environment: str) -> Result:
        """Run a command line at a terminal of its own, standard output perhaps into a file.

        In the deep profile the program starts anew; else a copy of this process, which has all loaded, goes on as it.
        An answer is taken and typed once a question stands there.
        """
        child, terminal = pty.fork()
        if not child:
            os.chdir(self.folder)
            if output:
                os.dup2(os.open(output, os.O_WRONLY | os.O_CREAT), 1)
            (_become if DEEP else _go_on_as)(args, self.variables(environment))
        shown = b"".join(_shown(terminal, iter(answers)))
        os.close(terminal)
        _child, status = os.waitpid(child, 0)
        return Result(args, os.waitstatus_to_exitcode(status), shown.decode(), "", self.text)

    def copied_to(self, folder: Path) -> "Cli":
        """The same in another folder: what takes long to make is made once."""
        other = Cli(folder)
        other.environment = dict(self.environment)
        shutil.copytree(self.folder, folder, dirs_exist_ok=True)
        return other

    def variables(self, more: Mapping[str, str]) -> dict[str, str]:
        """The environment of a process."""
        inherited = {key: value for key, value in os.environ.items() if not key.startswith("HIEPHOI")}
        return inherited | self.environment | dict(more)

    @property
    def text(self) -> str:
        """The registry's text as it is now, line ends as they are."""
        return self.path.read_bytes().decode(errors="replace") if self.path.is_file() else ""

    def rows(self, *args: str, **environment: str) -> list[dict[str, str]]:
        """The rows that a reading command gives a pipe."""
        header, *lines = (line.split("\t") for line in self(*args, **environment).out.splitlines())
        return [dict(zip(header, line, strict=True)) for line in lines]


def _become(args: Sequence[str], variables: Mapping[str, str]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # whoever runs the tests may have it ignored
    os.execve(sys.executable, [sys.executable, "-m", "hiephoi_cli", *args], variables)  # noqa: S606  the program itself


def _go_on_as(args: Sequence[str], variables: Mapping[str, str]) -> None:
    code: object = 1
    try:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        from hiephoi_cli.__main__ import main  # which takes over Ctrl-C

        _surround_with(variables)
        sys.argv = ["hiephoi", *args]
        sys.stdin = open(os.dup(0), encoding="utf-8")  # noqa: SIM115, PTH123  not 0, from which readline would read
        sys.stdout, sys.stderr = (open(number, "w", encoding="utf-8") for number in (1, 2))  # noqa: SIM115, PTH123
        main()
    except SystemExit as left:
        code = left.code
    finally:
        os._exit(code if isinstance(code, int) else 1)


def _shown(terminal: int, answers: Iterator[str]) -> Iterator[bytes]:
    """What a terminal shows, until nobody writes to it any more; an answer is typed where a question stands there."""
    deadline, shown = time.monotonic() + 20, b""
    while time.monotonic() < deadline:
        ready, _writes, _errors = select.select([terminal], [], [], 0.03)
        if ready:
            try:
                piece = os.read(terminal, 1 << 16)
            except OSError:  # how Linux says that the other side is closed
                return
            if not piece:
                return
            yield piece
            shown += piece
        elif shown.endswith(b": ") and (answer := next(answers, None)) is not None:
            shown = b""
            os.write(terminal, answer.encode() + b"\n")


def ran(args: Sequence[str], folder: Path, variables: Mapping[str, str], out: TextIO, err: TextIO) -> int:
    """The status of a command line, run in this process with this folder, environment and output."""
    with (
        only(variables),
        chdir(folder),
        redirect_stdout(out),
        redirect_stderr(err),
    ):
        return run(args)


@contextmanager
def only(variables: Mapping[str, str]) -> Iterator[None]:
    """An environment of these variables and no other; those that are so already are not set again."""
    before = dict(os.environ)
    _surround_with(variables)
    try:
        yield
    finally:
        _surround_with(before)


def _surround_with(variables: Mapping[str, str]) -> None:
    for name in os.environ.keys() - variables.keys():
        del os.environ[name]
    os.environ.update({name: value for name, value in variables.items() if os.environ.get(name) != value})


def text_of(stream: io.TextIOWrapper) -> str:
    """All that was written to a stream in memory."""
    stream.flush()
    return stream.buffer.getvalue().decode()  # type: ignore[attr-defined]
