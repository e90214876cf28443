"""Real shells at a terminal of their own, in which words are typed, completed by Tab and run."""

import fcntl
import os
import pty
import re
import select
import struct
import sys
import termios
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from harness import ENVIRONMENT

SCRIPTS = Path(__file__).parent.parent / "hiephoi_cli/completion"
_STARTED = {
    "bash": (
        ("bash", "--norc", "--noprofile", "-i"),
        f"PS1='READY> '; bind 'set show-all-if-ambiguous on'; . '{SCRIPTS}/hiephoi.bash'",
    ),
    "zsh": (
        ("zsh", "-f", "-i"),
        f"PS1='READY> '; unsetopt list_ambiguous; autoload -Uz compinit; compinit -D -u; . '{SCRIPTS}/_hiephoi'",
    ),
    "fish": (
        ("fish", "--no-config", "-i"),
        f"set -g fish_autosuggestion_enabled 0; function fish_prompt; echo 'READY> '; end; . '{SCRIPTS}/hiephoi.fish'",
    ),
}
"""How each shell is started without anybody's settings, and what it is given to do first."""

# What stands in for hiephoi: it completes as hiephoi does, and else notes the words that it was called with.
_STAND_IN = """#!/bin/sh
if [ -n "$_HIEPHOI_COMPLETE" ]; then
    "{python}" -m hiephoi_cli "$@"
    echo >> "$NOTES/answers"
else
    printf '%s\\0' "$@" > "$NOTES/draft" && mv "$NOTES/draft" "$NOTES/called"
fi
"""
_CONTROL = re.compile(rb"\x1b\[[0-9;?]*[ -/]*[@-~]|\x1b\][^\x07]*\x07|\x1b[()][A-Z0-9]|\x1b[=>]|[\r\x0e\x0f]")
_PATIENCE = 30.0
"""Seconds to wait for what a machine under load may take long for."""


class Tabbed(NamedTuple):
    """What came of a line."""

    words: list[str]
    """With which hiephoi was called when it was entered."""
    screen: str
    """What the terminal showed meanwhile, without colours and moves."""


class Terminal:
    """A shell in a folder with a registry."""

    def __init__(self, shell: str, folder: Path) -> None:
        self.folder, self._notes = folder, folder / ".notes"
        for made in (self._notes, folder / ".bin", folder / ".home"):
            made.mkdir()
        (self._notes / "answers").touch()
        stand_in = folder / ".bin/hiephoi"
        stand_in.write_text(_STAND_IN.format(python=sys.executable), encoding="utf-8")
        stand_in.chmod(0o755)
        command, first = _STARTED[shell]
        self.child, self._terminal = pty.fork()
        if not self.child:
            os.chdir(folder)
            os.execvpe(command[0], command, self._environment())  # noqa: S606  a shell
        fcntl.ioctl(self._terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 60, 100, 0, 0))
        self._type(first + "\r")
        self._seen(first[-10:], "READY> ")

    def _environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("HIEPHOI", "XDG", "COMP_"))}
        own = {
            "PATH": f"{self.folder / '.bin'}:{os.environ['PATH']}",
            "HOME": str(self.folder / ".home"),
            "NOTES": str(self._notes),
            "TERM": "xterm",
            "LC_ALL": "C.UTF-8",
        }
        return kept | {name: value for name, value in ENVIRONMENT.items() if name != "COLUMNS"} | own

    def tab(self, line: str, *shown: str, then: str = "") -> Tabbed:
        """Type a line, press Tab, wait until these texts stand there, type the rest, and enter it."""
        answers, called = self._notes / "answers", self._notes / "called"
        called.unlink(missing_ok=True)
        before = answers.stat().st_size
        self._type(line + "\t")
        self._until(lambda: answers.stat().st_size > before)
        screen = self._seen(*shown) if shown else ""
        self._type(then + "\r")
        self._until(called.exists)
        screen += self._seen("READY> ")
        return Tabbed(called.read_text(encoding="utf-8").split("\0")[:-1], screen)

    def _type(self, text: str) -> None:
        os.write(self._terminal, text.encode())

    def _until(self, done: Callable[[], bool]) -> None:
        deadline = time.monotonic() + _PATIENCE
        while not done() and time.monotonic() < deadline:
            self._read(0.02)

    def _seen(self, *texts: str) -> str:
        """What was shown since it was last asked, once all of these texts were."""
        self._until(lambda: all(text in self._plain() for text in texts))
        screen = self._plain()
        assert all(text in screen for text in texts), f"{texts} not in\n{screen}"
        self._shown = b""
        return screen

    _shown = b""

    def _plain(self) -> str:
        return _CONTROL.sub(b"", self._shown).decode(errors="replace")

    def _read(self, seconds: float) -> None:
        ready, _writes, _errors = select.select([self._terminal], [], [], seconds)
        if ready:
            self._shown += os.read(self._terminal, 1 << 16)

    def close(self) -> None:
        """Hang up."""
        os.close(self._terminal)
        os.waitpid(self.child, 0)


@contextmanager
def terminal(shell: str, folder: Path) -> Iterator[Terminal]:
    """A shell that is closed in the end."""
    opened = Terminal(shell, folder)
    try:
        yield opened
    finally:
        opened.close()
