"""Finishes what git left unfinished about a registry: a merge, rebase, cherry-pick or stash pop."""

from contextlib import suppress
from datetime import date
from pathlib import Path

from msgspec import Struct, structs

from hiephoi_cli.domain.difference import differences
from hiephoi_cli.errors import Conflict, FileTrouble, NotFound
from hiephoi_cli.i18n import _
from hiephoi_cli.storage.conflict_comments import SIGN, comments_in
from hiephoi_cli.storage.entries import Author
from hiephoi_cli.storage.git import Git, Stages
from hiephoi_cli.storage.merge import Merged, merged
from hiephoi_cli.storage.name import quoted
from hiephoi_cli.storage.read import current
from hiephoi_cli.storage.standing import decoded
from hiephoi_cli.storage.update import Update, writing


class Finished(Struct, frozen=True):
    """What became of a file that git could not merge."""

    merged: Merged
    done: Update
    is_new: bool
    """Whether the file was merged now; else it was as somebody has left it since."""


def planned(path: Path, today: date) -> Finished | None:
    """What finishing would do to the file; None where git has nothing unfinished about it. Raises as `finish` does."""
    return _planned(path, Git(path), today)


def finish(path: Path, *, today: date, wait: float, by: Author) -> Finished | None:
    """Merge the file from git's index, and tell git that it is done unless conflicts are left.

    A file that reads, and is neither side's, is as somebody merged it by hand, and is taken as it is.
    Raises NotFound where there is no repository, Conflict where a side has no such file, InvalidData, FileTrouble.
    """
    git = Git(path)
    with writing(path, wait) as file:
        plan = _planned(file.path, git, today)
        if plan is None:
            return None
        if plan.is_new:
            plan = structs.replace(plan, done=file.replaced(plan.done, by))
    if not left_in(plan.done.new):
        git.add()
    return plan


def is_now_finished(path: Path) -> bool:
    """Tell git that the file is merged, if it waits for that; returns whether it did."""
    git = Git(path)
    with suppress(FileTrouble):  # no git, or one that may not look here
        if git.is_repository and git.stages() is not None:
            git.add()
            return True
    return False


def left_in(data: bytes) -> int:
    """How many conflicts of a merge are left in a file."""
    text = data.decode("utf-8-sig", "replace")
    return len(comments_in(text)) if SIGN in text else 0


def _planned(path: Path, git: Git, today: date) -> Finished | None:
    if not git.is_repository:
        raise NotFound(_("{folder} is in no git repository").format(folder=git.folder), "hiephoi merge --help")
    stages = git.stages()
    if stages is None:
        return None
    base, ours, theirs = _texts(path, stages)
    now = current(path)
    by_hand = now not in {ours, theirs} and decoded(now) is not None  # else a driver may have given up
    result = Merged(now) if by_hand else merged(base, ours, theirs, today=today, path=path)
    before, after = decoded(ours), decoded(result.data)
    if before is None or after is None:  # `merged` has read both
        raise AssertionError
    changes = differences(before, after, ordered=False)
    return Finished(result, Update(before, after, now, result.data, changes, 0, ()), not by_hand)


def _texts(path: Path, stages: Stages) -> tuple[bytes, bytes, bytes]:
    """The three texts; that of the base is empty where both sides added the file. Raises Conflict."""
    base, ours, theirs = stages
    if ours is None or theirs is None:
        text = (
            _("{file}: ours removed the file that theirs changed")
            if ours is None
            else _("{file}: theirs removed the file that ours changed")
        )
        side = "--theirs" if ours is None else "--ours"
        raise Conflict(text.format(file=path), f"git checkout {side} {quoted(path)}")
    return base or b"", ours, theirs
