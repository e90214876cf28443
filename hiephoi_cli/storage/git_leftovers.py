"""Removes what a git that was killed with its sync has left; what others made stays."""

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from hiephoi_cli.storage.git import Git

_PAUSE = 0.2
_STALE = 3.0
"""Seconds that the git of a sync that was killed may still be at work."""
_LEFT = 60.0
"""Seconds after the last step of a sync that was killed in which its git may have made something."""


def clear_up(git: Git, folder: Path, killed: float) -> None:
    """Remove what a step begun then has left in git's folder, and locks in remotes that are folders."""
    deadline = time.monotonic() + _STALE
    for lock in (lock for place in (folder, *_remotes(git)) for lock in _locks(place)):
        while lock.exists() and time.monotonic() < deadline:
            time.sleep(_PAUSE)
        with suppress(FileNotFoundError):
            if _is_left(lock, killed):
                lock.unlink()
    for entry in _work_trees(git):
        with suppress(OSError):
            if not (entry / "gitdir").exists() and _is_left(entry, killed):
                shutil.rmtree(entry)


def remove_work_tree(git: Git, place: Path) -> None:
    """Remove a linked work tree, even if it is half made, which `git worktree remove` refuses."""
    shutil.rmtree(place, ignore_errors=True)
    for entry in _work_trees(git):
        with suppress(OSError):
            named = entry / os.fsdecode((entry / "gitdir").read_bytes().strip())
            if os.path.realpath(named.parent) == os.path.realpath(place):
                shutil.rmtree(entry)


def _work_trees(git: Git) -> list[Path]:
    """Git's own folders of linked work trees; `gitdir` in each names the `.git` there, maybe from this folder."""
    return [*git.state("worktrees").glob("*")]


def _is_left(made: Path, killed: float) -> bool:
    return killed - 1 <= made.stat().st_mtime < killed + _LEFT


def _remotes(git: Git) -> Iterator[Path]:
    """The remotes that are folders."""
    listed = os.fsdecode(git.answer("config", "--null", "--get-regexp", r"^remote\..*\.url$").out)
    for entry in filter(None, listed.split("\0")):
        folder = Path(entry.partition("\n")[2])
        if folder.is_dir():
            yield folder


def _locks(folder: Path) -> Iterator[Path]:
    """The locks of git in a folder of its own."""
    for pattern in ("*.lock", "refs/**/*.lock", "worktrees/*/*.lock"):
        yield from folder.glob(pattern)
