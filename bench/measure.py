"""The cost of one run of a command: wall time, CPU time and peak memory; its output is read as it comes."""

import fcntl
import json
import os
import re
import shlex
import shutil
import struct
import sys
import termios
import time
from collections.abc import Mapping
from functools import cache
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import subprocess

_BYTES = 1 if sys.platform == "darwin" else 1024
"""The unit of `ru_maxrss`."""
_NOT_FOUND = 127
_VARIABLE = re.compile(r"[A-Z_]+=")
_LINES, _COLUMNS = 24, 80


class Cost(NamedTuple):
    """Seconds, seconds of user and system together, bytes, and the exit code."""

    wall: float
    cpu: float
    memory: int
    status: int


def environment(home: Path) -> dict[str, str]:
    """The same for every command: this Python's tools first, no user settings, a fixed day."""
    return {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(home),
        "LC_ALL": "C.UTF-8",
        "TERM": "xterm-256color",
        "HIEPHOI_LANG": "en",
        "HIEPHOI_TODAY": "2026-11-23",
    }


def cost(line: str, folder: Path, *, on_terminal: bool = False) -> Cost:
    """Run a command line, which may begin with NAME=value words, in a folder; its stderr is discarded.

    A small process starts it: a command is said to have had at least the memory of the one that started it.
    """
    starter = _starter()
    print(json.dumps([line, str(folder), on_terminal]), file=starter.stdin, flush=True)
    return Cost(*json.loads(starter.stdout.readline()))  # type: ignore[union-attr]  # it was made with a pipe


@cache
def _starter() -> "subprocess.Popen[str]":
    """A process of this file alone, which starts commands until its input ends."""
    import subprocess  # not in the starter itself, which must stay small

    command = [sys.executable, "-S", __file__]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def _cost(line: str, folder: str, on_terminal: bool) -> Cost:
    variables, words = _split(line)
    variables = environment(Path(folder)) | variables
    program = shutil.which(words[0], path=variables["PATH"])
    if not program:
        return Cost(0, 0, 0, _NOT_FOUND)
    ours, theirs = _terminal() if on_terminal else os.pipe()
    began = time.perf_counter()
    child = os.fork()
    if not child:
        _become(program, words, variables, folder, theirs)
    os.close(theirs)
    _drain(ours)
    _child, status, usage = os.wait4(child, 0)
    wall = time.perf_counter() - began
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * _BYTES, abs(os.waitstatus_to_exitcode(status)))


def _split(line: str) -> tuple[dict[str, str], list[str]]:
    """The variables that a command line sets, and its words."""
    words = shlex.split(line)
    variables = list(takewhile(_VARIABLE.match, words))
    return dict(word.split("=", 1) for word in variables), words[len(variables) :]


def _terminal() -> tuple[int, int]:
    ours, theirs = os.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", _LINES, _COLUMNS, 0, 0))
    return ours, theirs


def _become(program: str, words: list[str], variables: Mapping[str, str], folder: str, output: int) -> None:
    """Replace this process by the command; never returns."""
    try:
        nothing = os.open(os.devnull, os.O_RDWR)
        for stream, descriptor in enumerate((nothing, output, nothing)):
            os.dup2(descriptor, stream)
        os.chdir(folder)
        os.execve(program, words, variables)
    finally:
        os._exit(_NOT_FOUND)


def _drain(output: int) -> None:
    try:
        while os.read(output, 1 << 16):
            pass
    except OSError:  # Linux raises this once nobody holds the terminal open
        pass
    finally:
        os.close(output)


if __name__ == "__main__":
    for asked in sys.stdin:
        print(json.dumps(_cost(*json.loads(asked))), flush=True)
