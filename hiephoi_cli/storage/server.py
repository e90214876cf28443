"""The repository that offices share: an address, or a bare repository in a shared folder."""

import os
import stat
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from hiephoi_cli.errors import Conflict, FileTrouble
from hiephoi_cli.files.system_errors import explained
from hiephoi_cli.i18n import _
from hiephoi_cli.patterns import pattern
from hiephoi_cli.storage.git import Git
from hiephoi_cli.storage.git_errors import in_words, shown_url

MAIN = "main"
"""The branch of a new repository."""
_ADDRESS = pattern(r"[a-zA-Z][\w+.-]*://|[^/\\]{2,}:")  # C:\ is a drive


class Server(Struct, frozen=True):
    """What offices sync with."""

    url: str
    """As git needs it: the whole path of a folder."""
    folder: Path | None
    """Where it is a folder."""

    @classmethod
    def named(cls, text: str) -> "Server":
        """The server of an address, or of the path of a folder."""
        if _ADDRESS.match(text) and not text.startswith("file://"):
            return cls(text, None)
        path = Path(os.path.abspath(Path(text.removeprefix("file://")).expanduser()))  # noqa: PTH100  links stay
        return cls(str(path), path)

    @property
    def shown(self) -> str:
        """The address without passwords."""
        return shown_url(self.url)

    @property
    def is_to_be_made(self) -> bool:
        """Whether the folder is missing or empty. Raises FileTrouble, Conflict where it cannot be a repository."""
        if self.folder is None:
            return False
        with explained(self.folder):
            if not self.folder.exists():
                if not self.folder.parent.is_dir():
                    raise FileTrouble(
                        _("{folder}: no such folder").format(folder=self.folder.parent),
                        _("is the shared folder connected? check the path"),
                    )
                return True
            if not any(self.folder.iterdir()):
                return True
            if (self.folder / ".git").exists():
                raise Conflict(
                    _("people work in {folder}: it cannot be the server").format(folder=self.folder),
                    _("name a new folder beside it"),
                )
            if not (self.folder / "objects").is_dir():
                raise Conflict(
                    _("{folder} has other files and is not a repository").format(folder=self.folder),
                    _("name a new or empty folder"),
                )
        return False

    def make(self, environment: Mapping[str, str]) -> None:
        """Make the repository, for those who may write in the folder around it."""
        assert self.folder  # noqa: S101  callers ask
        with explained(self.folder):
            self.folder.mkdir(exist_ok=True)
            shared = self.folder.parent.stat().st_mode & stat.S_IWGRP
        git = Git(self.folder, environment)
        git.run("init", "--quiet", "--bare", "--shared=group" if shared else "--shared=umask", ".")
        git.run("symbolic-ref", "HEAD", f"refs/heads/{MAIN}")

    def branches(self, at: Git) -> tuple[str, list[str]]:
        """The branch that the server is on, if it has it, and all. Raises FileTrouble where it cannot be reached."""
        answer = at.answer("ls-remote", "--symref", self.url, "HEAD", "refs/heads/*")
        if answer.code:
            raise in_words("ls-remote", answer, self.shown)
        lines = [line.split("\t") for line in os.fsdecode(answer.out).splitlines()]
        head = next((left.removeprefix("ref: refs/heads/") for left, name in lines if left.startswith("ref: ")), "")
        names = [name.removeprefix("refs/heads/") for _oid, name in lines if name.startswith("refs/heads/")]
        return (head if head in names else ""), names
