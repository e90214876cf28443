"""Registries in git repositories of their own, which know nothing of the reader's git."""

import subprocess
import sys
from pathlib import Path

from harness import Cli

IDENTITY = {
    f"GIT_{role}_{what}": value
    for role in ("AUTHOR", "COMMITTER")
    for what, value in (("NAME", "Lê Văn Mẫu"), ("EMAIL", "mau@example.com"))
}


def of_git(folder: Path) -> dict[str, str]:
    """The environment of a git without anybody's settings, whose home is a folder that may be missing."""
    return {
        **IDENTITY,
        "HOME": str(folder / "home"),
        "XDG_CONFIG_HOME": str(folder / "home"),
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CEILING_DIRECTORIES": str(folder.parent),
        "GIT_TERMINAL_PROMPT": "0",
        "PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin",
    }


def git(cli: Cli, *args: str, folder: Path | None = None) -> str:
    """What git says to a command in a folder, that of the registry if none is given."""
    done = subprocess.run(
        ["git", *args],
        cwd=folder or cli.folder,
        env=cli.variables({}),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    assert done.returncode == 0, done
    return done.stdout.strip()


def repository(cli: Cli) -> Cli:
    """The folder of a registry as a repository with one commit."""
    cli.environment |= of_git(cli.folder)
    git(cli, "init", "-q", "-b", "main")
    git(cli, "add", "registry.toml")
    git(cli, "commit", "-qm", "the registry")
    return cli
