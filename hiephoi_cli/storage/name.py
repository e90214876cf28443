"""Names the registry's file and those of its log, and quotes its path for commands."""

import os
from pathlib import Path

from hiephoi_cli.errors import FileTrouble
from hiephoi_cli.i18n import _

NAME = "registry.toml"
"""The default name of a registry's file."""


def quoted(path: Path) -> str:
    """A path quoted for a command line."""
    import shlex

    text = str(path)
    return f'"{text}"' if os.name == "nt" and " " in text else text if os.name == "nt" else shlex.quote(text)


def log_of(path: Path) -> Path:
    """Where the log of a registry lies."""
    path = Path(os.path.realpath(path))  # which goes through loops of links, too
    return path.parent / ".hiephoi" / f"{path.name}.log"


def copy_of(path: Path) -> Path:
    """Where the last text of a registry is kept, below a line that says which it is."""
    return log_of(path).with_suffix(".last")


def draft_of(path: Path) -> Path:
    """Where the copy is drafted; it stands in for a copy that cannot be replaced, while that is overwritten."""
    return log_of(path).with_suffix(".last.new")


def restoring(path: Path) -> str:
    """The hint how to bring back a file that is empty or gone; empty where neither log nor git has what it held."""
    if not copy_of(path).exists():
        return f"git checkout -- {quoted(Path(path.name))}" if _is_in_git(path) else ""
    if path.exists():
        return _("`hiephoi undo` restores what it held")
    empty = "New-Item" if os.name == "nt" else "touch"
    return _("to bring it back: `{command}`, then `hiephoi undo`").format(command=f"{empty} {quoted(path)}")


def _is_in_git(path: Path) -> bool:
    from hiephoi_cli.storage.git import Git  # only a lost file needs it

    try:
        git = Git(path)
        return git.is_repository and git.text("HEAD") is not None
    except FileTrouble:
        return False
