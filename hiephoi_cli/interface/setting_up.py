"""Connecting a folder to the server that offices share: its clone, git's settings, the first sync."""

import os
import shlex
import sys
from pathlib import Path

import typer

from hiephoi_cli.errors import Conflict, NotFound, UsageError
from hiephoi_cli.files.replace import replace_whole
from hiephoi_cli.files.system_errors import explained
from hiephoi_cli.i18n import _
from hiephoi_cli.interface.commit_messages import commit_message
from hiephoi_cli.interface.invocation import refuse_past, registry_path, tell_odd
from hiephoi_cli.interface.prompts import agree
from hiephoi_cli.interface.syncing import clone_of, environment, sync
from hiephoi_cli.output.screen import somebody_is_there
from hiephoi_cli.output.stream import tell
from hiephoi_cli.storage.clone import Clone
from hiephoi_cli.storage.git import Git
from hiephoi_cli.storage.git_errors import in_words
from hiephoi_cli.storage.name import NAME
from hiephoi_cli.storage.read import current, read, registry_in
from hiephoi_cli.storage.server import MAIN, Server

_ATTRIBUTES = ".gitattributes"


def set_up(ctx: typer.Context, text: str, *, yes: bool, wait: float) -> None:
    """Connect the folder of the registry, or an empty one, to a server, and sync. Raises Conflict, FileTrouble."""
    refuse_past(ctx)
    if not text.strip():
        raise UsageError(_("'{field}' cannot be empty").format(field="--set-up"))
    server, folder = Server.named(text), _folder(ctx)
    here = Git(folder, environment())
    _refuse_strangers(here)
    path = None if _is_to_be_cloned(ctx, folder) else registry_path(ctx)
    if server.is_to_be_made:
        if path is None:
            raise _nothing_to_begin_with(server)
        _make(server, yes=yes)
    head, branches = server.branches(here)
    if path is None:
        path = _cloned(here, server, head, branches)
    else:
        _connected(path, server, has_commits=bool(branches))
    _inform(path)
    sync(path, wait)
    tell(_("this folder is connected to the server; from now on: `hiephoi sync`"))


def _refuse_strangers(here: Git) -> None:
    """Raise FileTrouble where git does not know whose commits these are."""
    answer = here.answer("var", "GIT_COMMITTER_IDENT")
    if answer.code:
        raise in_words("var", answer)


def _folder(ctx: typer.Context) -> Path:
    """The folder of the registry that is named, made if it is missing; else the working folder."""
    named = ctx.find_root().params.get("registry")
    if not named:
        return Path.cwd()
    folder = Path(named) if Path(named).is_dir() else Path(named).absolute().parent
    with explained(folder):
        folder.mkdir(exist_ok=True)
    return folder


def _is_to_be_cloned(ctx: typer.Context, folder: Path) -> bool:
    """Whether nothing is there yet but perhaps a clone that was interrupted."""
    named = ctx.find_root().params.get("registry")
    with explained(folder):
        return not (named and Path(named).is_file()) and {path.name for path in folder.iterdir()} <= {".git"}


def _nothing_to_begin_with(server: Server) -> NotFound:
    return NotFound(
        _("there is no registry at {url} yet, and none here").format(url=server.shown),
        _("first in the office that has the registry: `hiephoi sync --set-up {url}`").format(
            url=shlex.quote(server.url)
        ),
    )


def _make(server: Server, *, yes: bool) -> None:
    if not yes:
        if not somebody_is_there():
            raise UsageError(
                _("there is no repository at {url}, and this cannot ask here").format(url=server.shown),
                _("pass --yes to make one there"),
            )
        tell(_("there is no repository at {url} yet").format(url=server.shown))
        agree(_("make one there?"))
    server.make(environment())


def _cloned(here: Git, server: Server, head: str, branches: list[str]) -> Path:
    """The registry of a new clone in this folder."""
    if not branches:
        raise _nothing_to_begin_with(server)
    branch = head or next((name for name in (MAIN, "master") if name in branches), branches[0])
    if not here.is_repository:
        here.run("init", "--quiet")
    if here.answer("remote", "get-url", "origin").code:
        here.run("remote", "add", "origin", server.url)
    answer = here.answer("fetch", "--quiet", "origin")
    if answer.code:
        raise in_words("fetch", answer, server.shown)
    here.run("checkout", "--quiet", "--force", "-B", branch, "--track", f"origin/{branch}")
    names = os.fsdecode(here.run("ls-files", "-z")).split("\0")
    found = sorted((name for name in names if Path(name).name == NAME), key=lambda name: (name.count("/"), name))
    if not found:
        raise NotFound(
            _("the repository at {url} has no {file}").format(url=server.shown, file=NAME),
            _("name its registry: `hiephoi --registry FILE …`"),
        )
    return here.folder / found[0]


def _connected(path: Path, server: Server, *, has_commits: bool) -> None:
    """Make the folder of a registry a clone of the server, unless it is one."""
    read(path)  # a registry with faults goes nowhere
    git = Git(path, environment())
    is_new = not git.is_repository or bool(git.answer("rev-parse", "--verify", "--quiet", "HEAD").code)
    if is_new and has_commits:
        raise Conflict(
            _("{url} already holds another registry").format(url=server.shown),
            _("set up sync in an empty folder, and add there what only this registry has"),
        )
    if not git.is_repository:
        git.run("init", "--quiet")
        git.run("symbolic-ref", "HEAD", f"refs/heads/{MAIN}")
    there = os.fsdecode(git.answer("remote", "get-url", "origin").out).strip()
    if not there:
        git.run("remote", "add", "origin", server.url)
    elif Server.named(there).url != server.url:
        raise Conflict(
            _("this folder is connected to {url} already").format(url=Server.named(there).shown),
            f"git remote set-url origin {shlex.quote(server.url)}",
        )


def _inform(path: Path) -> None:
    """Let git merge and show registries by this program, here and in clones to come; commits what says so."""
    clone = clone_of(path)
    program = _program()
    for name, value in (
        ("merge.hiephoi.name", "hiephoi, record by record"),
        ("merge.hiephoi.driver", f"{program} merge %O %A %B --path %P"),
        ("diff.hiephoi.textconv", f"{program} diff --textconv"),
    ):
        clone.git.run("config", name, value)
    attributes = clone.path.parent / _ATTRIBUTES
    line = f"{_pattern(clone.path.name)} merge=hiephoi diff=hiephoi -text".encode()
    data = attributes.read_bytes() if attributes.exists() else b""
    if line not in data.splitlines():
        data += b"" if not data or data.endswith(b"\n") else b"\n"
        tell_odd(replace_whole(attributes, data + line + b"\n"))
    committed = clone.git.answer("cat-file", "-p", f"HEAD:./{_ATTRIBUTES}").out
    if line not in committed.splitlines():
        _commit(clone)


def _commit(clone: Clone) -> None:
    """Commit the attributes, and the registry as it is."""
    status = clone.status()
    clone.refuse_unfinished(status)
    before, after = clone.text(status.head) if status.head else None, current(clone.path)
    message = _("git merges the registry record by record")
    clone.commit(message if before == after else commit_message(before, registry_in(clone.path, after)), _ATTRIBUTES)


def _program() -> str:
    """The command by which git's shell starts this program."""
    python = sys.executable.replace("\\", "/")
    return f"{shlex.quote(python)} -P -m hiephoi_cli"


def _pattern(name: str) -> str:
    """A file's name as git's attributes have it: quoted, and nothing in it stands for anything else."""
    plain = "".join(f"\\{char}" if char in "\\*?[" else char for char in name)
    return '"/{}"'.format(plain.replace("\\", "\\\\").replace('"', '\\"'))
