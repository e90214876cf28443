"""Runs the git of the machine, in the repository of a registry's file; its failures become our errors."""

import os
import re
import subprocess
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct

from hiephoi_cli.errors import FileTrouble
from hiephoi_cli.i18n import _
from hiephoi_cli.patterns import pattern

_DUBIOUS = pattern(
    r"dubious ownership in repository at '(?P<folder>[^\n]*)'$.*?"
    r"(?P<command>git config --global --add safe\.directory [^\n]+)",
    re.MULTILINE | re.DOTALL,
)


class Answer(Struct, frozen=True):
    """The output and status of a git command."""

    code: int
    out: bytes
    err: str


class GitFailed(FileTrouble):
    """A git command that failed; `answer` has what git said."""

    def __init__(self, command: str, answer: Answer) -> None:
        lines = [line.strip() for line in answer.err.splitlines() if line.strip()]
        said = [line for line in lines if line.startswith(("fatal:", "error:"))] or lines or [f"exit {answer.code}"]
        message, hint = f"git {command}: {said[0]}", ""
        if dubious := _DUBIOUS.search(answer.err):
            message = _("git opens {folder} only if you trust it: it belongs to another user").format(
                **dubious.groupdict()
            )
            hint = dubious["command"]
        super().__init__(message, hint)
        self.answer = answer


class Stages(NamedTuple):
    """The three texts of a file in an unfinished merge, None where a side has no such file."""

    base: bytes | None
    ours: bytes | None
    theirs: bytes | None


class Git:
    """The git of the machine at the folder of a file, or at a folder; `environment` adds to that of this process."""

    def __init__(self, path: Path, environment: Mapping[str, str] | None = None) -> None:
        path = Path(os.path.realpath(path))
        self.folder, self._file = (path, "") if path.is_dir() else (path.parent, path.name)
        self._environment = {**os.environ, "LC_ALL": "C", **(environment or {})}
        self._environment.pop("LANGUAGE", None)

    def answer(self, *args: str, data: bytes | None = None) -> Answer:
        """The answer of git to a command, given `data` as its input. Raises FileTrouble where there is no git."""
        try:
            done = subprocess.run(  # noqa: S603  the words are ours, and no shell reads them
                ["git", *args],  # noqa: S607  the user's own git
                cwd=self.folder,
                env=self._environment,
                check=False,
                capture_output=True,
                input=data or b"",
            )
        except FileNotFoundError:
            raise FileTrouble(
                _("git is not installed on this machine"), _("install it from https://git-scm.com, then try again")
            ) from None
        return Answer(done.returncode, done.stdout, done.stderr.decode("utf-8", "replace"))

    def run(self, *args: str, data: bytes | None = None) -> bytes:
        """The output of a command. Raises GitFailed."""
        answer = self.answer(*args, data=data)
        if answer.code:
            raise GitFailed(args[0], answer)
        return answer.out

    def line(self, *args: str) -> str:
        """The output of a command as one line. Raises GitFailed."""
        return os.fsdecode(self.run(*args)).rstrip("\r\n")

    @cached_property
    def is_repository(self) -> bool:
        """Whether the folder lies in the work tree of a repository. Raises GitFailed where git may not look."""
        answer = self.answer("rev-parse", "--is-inside-work-tree")
        if answer.code and "not a git repository" not in answer.err:
            raise GitFailed("rev-parse", answer)
        return answer.out.strip() == b"true"

    def state(self, name: str) -> Path:
        """The path of a file of git's own, such as `MERGE_HEAD`."""
        return self.folder / self.line("rev-parse", "--git-path", name)

    @property
    def name(self) -> str:
        """The path of the file from the top of the work tree, with slashes."""
        return self.line("rev-parse", "--show-prefix") + self._file

    def text(self, revision: str) -> bytes | None:
        """What the file held in a revision, filters such as line ends applied; None if it had no such file."""
        blob = f"{revision}:{self.name}"
        if self.answer("cat-file", "-e", blob).code:
            return None
        return self.run("cat-file", "--filters", blob)

    def stages(self) -> Stages | None:
        """The file's texts in an unfinished merge, rebase, cherry-pick or stash pop; None where it has no conflict."""
        listed = self.run("ls-files", "--unmerged", "-z", "--", f":(literal){self._file}").split(b"\0")
        names = {entry.partition(b"\t")[0].split()[2] for entry in listed if entry}
        if not names:
            return None
        return Stages(*(self.text(f":{stage}") if str(stage).encode() in names else None for stage in (1, 2, 3)))

    def add(self) -> None:
        """Mark the file's merge as done, or put its text in the index for the next commit."""
        self.run("add", "--", f":(literal){self._file}")
