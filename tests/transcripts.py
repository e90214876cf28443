"""Transcripts: console blocks in Markdown, whose commands are run and whose output is compared, or written anew.

A block holds lines `$ command`, each with its output below it, and `[n]` where it ended with another status than 0.
All blocks of a file share one folder, which begins with the shipped registry, and a terminal of 80 columns. Commands
that need a shell have processes of their own, all others only those of the READMEs in the deep profile. `$ cd FOLDER`
holds to the end of its block.
"""

import fcntl
import importlib.util
import io
import os
import re
import shlex
import shutil
import struct
import subprocess
import sys
import termios
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import ModuleType
from unittest.mock import patch

from harness import DEEP, ENVIRONMENT, REGISTRY, ran, text_of
from repositories import OF_NOBODY

ROOT = Path(__file__).parent.parent
_OF_THE_READER = ("HIEPHOI", "LC_", "COLUMNS", "LINES", "NO_COLOR")  # variables that would change what is shown
_FOR_A_SHELL = re.compile(r"(?!hiephoi )|.*[|;&<>$`*~\\]")
_BLOCK = re.compile(r"^```console\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)


def script(name: str) -> ModuleType:
    """One of the scripts in `.ci`, as a module."""
    spec = importlib.util.spec_from_file_location(name, ROOT / f".ci/{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def transcripts() -> list[Path]:
    """Every file that may hold console blocks."""
    folders = (ROOT.glob("*.md"), (ROOT / "docs").glob("*.md"), (ROOT / "tests/console").glob("*.md"))
    return sorted(path for folder in folders for path in folder if _BLOCK.search(path.read_text(encoding="utf-8")))


def replayed(path: Path, folder: Path) -> str:
    """The text of the file with the output that its commands have now, run in that folder."""
    shutil.copy(REGISTRY, folder / "registry.toml")
    shutil.copytree(ROOT / "tests/data", folder / "tests/data")
    language = "vi" if path.name.endswith(".vi.md") else "en"
    alone = DEEP and path.parent == ROOT

    def replay(block: re.Match[str]) -> str:
        return "```console\n" + "".join(_session(block["body"], folder, language, alone=alone)) + "```"

    return _BLOCK.sub(replay, path.read_text(encoding="utf-8"))


def _session(body: str, folder: Path, language: str, *, alone: bool) -> Iterator[str]:
    commands = [line.removeprefix("$ ") for line in body.splitlines() if line.startswith("$ ")]
    for command in commands:
        if command.startswith("cd "):
            folder /= command.removeprefix("cd ")
            yield f"$ {command}\n"
            continue
        run = on_terminal if alone or _FOR_A_SHELL.match(command) else _here
        status, output = run(command, folder, TERM="dumb", HIEPHOI_LANG=language)
        yield f"$ {command}\n{output}" + (f"[{status}]\n" if status else "")


def on_terminal(command: str, folder: Path, **environment: str) -> tuple[int, str]:
    """The status of a shell command, and what a terminal of 80 columns shows of it."""
    ours, theirs = os.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 25, 80, 0, 0))
    with subprocess.Popen(
        ["/bin/sh", "-c", command],
        cwd=folder,
        env=_variables(environment),
        stdin=subprocess.DEVNULL,
        stdout=theirs,
        stderr=theirs,
    ) as running:
        os.close(theirs)
        output = b"".join(_read(ours))
    return running.returncode, output.decode().replace("\r\n", "\n")


class _Screen(io.TextIOWrapper):
    """A terminal in memory."""

    def isatty(self) -> bool:
        """What makes it one."""
        return True


def _here(command: str, folder: Path, **environment: str) -> tuple[int, str]:
    """The same, of a command that needs no shell, run in this process."""
    shown = _Screen(io.BytesIO())
    with Path(os.devnull).open(encoding="utf-8") as nothing, patch("sys.stdin", nothing):
        status = ran(shlex.split(command)[1:], folder, _variables(environment) | {"COLUMNS": "80"}, shown, shown)
    return status, text_of(shown)


def _variables(more: Mapping[str, str]) -> dict[str, str]:
    """An environment that finds the program, and has nothing of the reader's own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_OF_THE_READER)}
    settings = {name: value for name, value in ENVIRONMENT.items() if name != "COLUMNS"} | OF_NOBODY
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return kept | settings | {"PATH": path} | more


def _read(terminal: int) -> Iterator[bytes]:
    while True:
        try:
            piece = os.read(terminal, 1 << 16)
        except OSError:  # how Linux says that nobody writes to the terminal any more
            piece = b""
        if not piece:
            os.close(terminal)
            return
        yield piece
