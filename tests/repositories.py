"""Registries in git repositories of their own, which know nothing of the reader's git."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Self

from harness import ENVIRONMENT, REGISTRY, Cli

IDENTITY = {
    f"GIT_{role}_{what}": value
    for role in ("AUTHOR", "COMMITTER")
    for what, value in (("NAME", "Lê Văn Mẫu"), ("EMAIL", "mau@example.com"))
}


OF_NOBODY = {
    **IDENTITY,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_PAGER": "cat",
}
"""A git without anybody's settings."""


def of_git(folder: Path) -> dict[str, str]:
    """The environment of a git without anybody's settings, whose home is a folder that may be missing."""
    return {
        **OF_NOBODY,
        "HOME": str(folder / "home"),
        "GIT_CEILING_DIRECTORIES": str(folder.parent),
        "PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin",
    }


def git(cli: Cli, *args: str, folder: Path | None = None, fails: bool = False) -> str:
    """What git says to a command in a folder, that of the registry if none is given; one that fails if it is to."""
    done = subprocess.run(
        ["git", *args],
        cwd=folder or cli.folder,
        env=cli.variables({}),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    assert (done.returncode != 0) == fails, done
    return done.stdout.rstrip()


def repository(cli: Cli) -> Cli:
    """The folder of a registry as a repository with one commit."""
    cli.environment |= of_git(cli.folder)
    git(cli, "init", "-q", "-b", "main")
    git(cli, "add", "registry.toml")
    git(cli, "commit", "-qm", "the registry")
    return cli


class Offices:
    """Two offices with clones of one repository, in folders with spaces and Vietnamese letters."""

    def __init__(self, root: Path) -> None:
        self.server = root / "máy chủ" / "sổ đăng ký.git"
        self.one, self.other = (_office(root / name) for name in ("văn phòng 1", "văn phòng 2"))

    @classmethod
    def connected(cls, root: Path) -> Self:
        """Two offices, each of which has set up sync."""
        (root / "máy chủ").mkdir()
        offices = cls(root)
        set_up = ("sync", "--set-up", str(offices.server), "--yes")
        offices.one.folder.mkdir()
        shutil.copy(REGISTRY, offices.one.path)
        offices.other.folder.mkdir()
        for office in (offices.one, offices.other):
            result = office(*set_up)
            assert result.status == 0, result
        return offices

    @classmethod
    def copied(cls, connected: Path, root: Path) -> Self:
        """The two offices in that folder, copied to another one."""
        shutil.copytree(connected, root)
        offices = cls(root)
        for office in (offices.one, offices.other):
            config = office.folder / ".git/config"
            config.write_text(config.read_text().replace(str(connected), str(root)))
        return offices

    def synced(self) -> None:
        """Both sync until neither has anything new."""
        for office in (self.one, self.other, self.one):
            result = office("sync")
            assert result.status == 0, result
        assert self.one.path.read_bytes() == self.other.path.read_bytes()


def _office(folder: Path) -> Cli:
    office = Cli.__new__(Cli)  # whose registry comes by sync
    office.folder, office.path = folder, folder / "registry.toml"
    office.environment = {**ENVIRONMENT, **of_git(folder.parent), "HIEPHOI_USER": folder.name}
    return office
