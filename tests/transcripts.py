"""Transcripts: console blocks in Markdown, whose commands are run and whose output is compared, or written anew.

A block holds lines `$ command`, each with its output below it, and `[n]` where it ended with another status than 0.
All blocks of a file share one folder, which begins with the shipped registry, and a terminal of 80 columns.
"""

import fcntl
import importlib.util
import os
import re
import shutil
import struct
import subprocess
import sys
import termios
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

from harness import ENVIRONMENT, REGISTRY

ROOT = Path(__file__).parent.parent
_OF_THE_READER = ("HIEPHOI", "LC_", "COLUMNS", "LINES", "NO_COLOR")  # variables that would change what is shown
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
    shutil.copytree(ROOT / "tests/data", folder / "data")
    language = "vi" if path.name.endswith(".vi.md") else "en"

    def replay(block: re.Match[str]) -> str:
        return "```console\n" + "".join(_session(block["body"], folder, language)) + "```"

    return _BLOCK.sub(replay, path.read_text(encoding="utf-8"))


def _session(body: str, folder: Path, language: str) -> Iterator[str]:
    commands = [line.removeprefix("$ ") for line in body.splitlines() if line.startswith("$ ")]
    for command in commands:
        status, output = on_terminal(command, folder, TERM="dumb", HIEPHOI_LANG=language)
        yield f"$ {command}\n{output}" + (f"[{status}]\n" if status else "")


def on_terminal(command: str, folder: Path, **environment: str) -> tuple[int, str]:
    """The status of a shell command, and what a terminal of 80 columns shows of it."""
    ours, theirs = os.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 25, 80, 0, 0))
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_OF_THE_READER)}
    settings = {name: value for name, value in ENVIRONMENT.items() if name != "COLUMNS"}
    with subprocess.Popen(
        ["/bin/sh", "-c", command],
        cwd=folder,
        env=kept | settings | {"PATH": path} | environment,
        stdin=subprocess.DEVNULL,
        stdout=theirs,
        stderr=theirs,
    ) as running:
        os.close(theirs)
        output = b"".join(_read(ours))
    return running.returncode, output.decode().replace("\r\n", "\n")


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
