"""Removes the locks of a git that was killed with its sync; those of others stay."""

import os
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from hiephoi_cli.storage.git import Git

_PAUSE = 0.2
_STALE = 3.0
"""Seconds that the git of a sync that was killed may still be at work."""
_LEFT = 60.0
"""Seconds after the last step of a sync that was killed in which its git may have made a lock."""


def clear_up(git: Git, folder: Path, killed: float) -> None:
    """Remove the locks in git's folder, and in remotes that are folders, that were made by a step begun then."""
    deadline = time.monotonic() + _STALE
    for lock in (lock for place in (folder, *_remotes(git)) for lock in _locks(place)):
        while lock.exists() and time.monotonic() < deadline:
            time.sleep(_PAUSE)
        with suppress(FileNotFoundError):
            if killed - 1 <= lock.stat().st_mtime < killed + _LEFT:
                lock.unlink()


def _remotes(git: Git) -> Iterator[Path]:
    """The remotes that are folders."""
    listed = os.fsdecode(git.answer("config", "--null", "--get-regexp", r"^remote\..*\.url$").out)
    for entry in filter(None, listed.split("\0")):
        folder = Path(entry.partition("\n")[2])
        if folder.is_dir():
            yield folder


def _locks(folder: Path) -> Iterator[Path]:
    """The locks of git in a folder of its own."""
    yield from folder.glob("*.lock")
    yield from folder.glob("refs/**/*.lock")
