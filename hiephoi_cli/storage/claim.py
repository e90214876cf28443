"""Lets one writer in at a time by files alone, where locks are unsupported or do not reach other machines.

Each writer creates a file named after its process, and proceeds once it sees no other; if two see each other, the first
by name wins. A claim of a dead process is removed by its own name, so that no live claim is ever removed.
"""

import os
import re
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from hiephoi_cli.patterns import pattern

_LEFT_BEHIND = 120.0
"""Seconds after which a claim from another machine counts as abandoned; a write takes a few."""
_PRIVATE = 0o600
_CLAIM = pattern(r"([\w-]*)~([\w-]*)~([\w-]*)~(\d+)~(\w*)\.held")


class Claimed(Exception):
    """Another process kept the claim to the end of the wait; the argument says who, and since when."""


class Claim(NamedTuple):
    """A file by which a process claims something; `place` identifies the machine's boot and process namespace."""

    path: Path
    user: str
    node: str
    place: str
    process: str
    started: str

    def __str__(self) -> str:
        """Who holds it, and since when."""
        try:
            since = datetime.fromtimestamp(self.path.stat().st_mtime).astimezone().isoformat(" ", "seconds")
        except FileNotFoundError:
            since = "…"
        return f"{self.user}@{self.node} (process {self.process}), {since}"


@contextmanager
def claimed(folder: Path, name: str, deadline: float) -> Iterator[Path]:
    """Hold the claim of that name in a folder; `deadline` is a time of the monotonic clock. Raises Claimed."""
    me = (_safe_in_names(user()), _safe_in_names(machine()), _place(), str(os.getpid()), _started(os.getpid()))
    mine = Claim(folder / f"{name}.{'~'.join(me)}.held", *me)
    try:
        mine.path.touch(_PRIVATE)
        while others := _others(mine, name):
            if min(others) < mine:
                mine.path.unlink(missing_ok=True)
            pause(deadline, others)
            mine.path.touch(_PRIVATE)
        yield mine.path
    finally:
        with suppress(OSError):
            mine.path.unlink(missing_ok=True)


def user() -> str:
    """The name of the account, found as `getpass` does, which loads much more; a word if it has none."""
    for name in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        if value := os.environ.get(name):
            return value
    try:
        import pwd

        return pwd.getpwuid(os.getuid()).pw_name
    except (ImportError, KeyError):  # an account without a name
        return "unknown"


def machine() -> str:
    """The name of the machine."""
    if sys.platform != "win32":
        return os.uname().nodename
    import platform  # which takes as long to load as a small registry

    return platform.node()


def claims(folder: Path, name: str) -> list[Claim]:
    """The claims of that name in a folder."""
    files = ((path, _CLAIM.fullmatch(path.name.removeprefix(f"{name}."))) for path in folder.iterdir())
    return [Claim(path, *parts.groups()) for path, parts in files if parts]


def pause(deadline: float, others: Sequence[Claim]) -> None:
    """Wait a moment for others to finish. Raises Claimed after the deadline."""
    if time.monotonic() > deadline:
        raise Claimed(next(map(str, others), ""))
    import random  # few ever wait

    time.sleep(random.uniform(0.005, 0.05))  # noqa: S311  so that two writers do not stay in step


def _others(mine: Claim, name: str) -> list[Claim]:
    """The claims of other processes, after abandoned ones are removed."""
    others = []
    for claim in claims(mine.path.parent, name):
        if claim == mine:
            continue
        with suppress(FileNotFoundError):
            if _is_held(claim, mine):
                others.append(claim)
                continue
        with suppress(OSError):
            claim.path.unlink(missing_ok=True)
    return others


def _is_held(claim: Claim, mine: Claim) -> bool:
    """Whether the process of a claim is alive. Raises FileNotFoundError if the claim is gone."""
    if not mine.place or (claim.node, claim.place) != (mine.node, mine.place):
        return mine.path.stat().st_mtime - claim.path.stat().st_mtime < _LEFT_BEHIND
    try:
        os.kill(int(claim.process), 0)
    except ProcessLookupError:
        return False
    except PermissionError:  # somebody else's process
        pass
    return _started(int(claim.process)) in {claim.started, ""}


def _place() -> str:
    """Processes with the same place can check each other by number; empty if that is impossible."""
    if os.name == "nt":
        return ""
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_bytes()[:8].decode()
        return f"{boot}-{Path('/proc/self/ns/pid').stat().st_ino}"
    except OSError:
        return "here"


def _started(process: int) -> str:
    """When a process started, in the system's count; empty if unknown, `ended` if it has ended."""
    try:
        state, *rest = Path(f"/proc/{process}/stat").read_bytes().rpartition(b")")[2].split()
    except (OSError, ValueError):
        return ""
    return "ended" if state in {b"Z", b"X"} else rest[18].decode()


def _safe_in_names(text: str) -> str:
    """A text safe in any file's name, between dots and tildes."""
    return re.sub(r"[^\w-]+", "-", text)[:30]
