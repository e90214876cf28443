"""The clone of a repository in which a registry lies: what syncing asks of git, each step whole or not at all."""

import os
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path

from hiephoi_cli.errors import Conflict, FileTrouble
from hiephoi_cli.i18n import _
from hiephoi_cli.storage.clone_status import Branch, Status
from hiephoi_cli.storage.git import Answer, Git, GitFailed
from hiephoi_cli.storage.git_errors import in_words, is_busy, is_overtaken, shown_url
from hiephoi_cli.storage.git_leftovers import clear_up, remove_work_tree
from hiephoi_cli.storage.lock import locked, note, state_folder

_UNFINISHED = {
    "rebase-merge": "rebase",
    "rebase-apply": "rebase",
    "MERGE_HEAD": "merge",
    "CHERRY_PICK_HEAD": "cherry-pick",
    "REVERT_HEAD": "revert",
}
"""By a file of git's own that it leaves, the command that is unfinished; a rebase leaves those of others too."""
_QUICK = ("-c", "maintenance.auto=false", "-c", "gc.auto=0", "-c", "merge.hiephoi.driver=false")
"""Fetching cleans up often enough; the registry is merged here, and not by a program that git starts."""
_BUSY = 25  # tries while another git holds the index
_PAUSE = 0.2


class Clone:
    """The repository around a registry's file."""

    def __init__(self, path: Path, environment: Mapping[str, str] | None = None) -> None:
        self.shown = path
        """The registry's file as it is named in messages."""
        self.path = Path(os.path.realpath(path))
        self.environment = environment
        self.git = Git(self.path, environment)
        self._texts: dict[str, bytes | None] = {}

    @cached_property
    def _places(self) -> list[str]:
        return self.git.line("rev-parse", "--absolute-git-dir", "--show-prefix").split("\n")

    @property
    def folder(self) -> Path:
        """Git's own folder of this work tree."""
        return Path(self._places[0])

    @property
    def name(self) -> str:
        """The path of the registry from the top of the work tree, with slashes."""
        return (self._places[1:] or [""])[0] + self.path.name

    @property
    def spec(self) -> str:
        """The registry for a command that takes patterns."""
        return f":(literal){self.path.name}"

    def run(self, *args: str) -> str:
        """The output of a command, as a line. Raises GitFailed, or what it means for the user."""
        self._mark()
        return _run(self.git, *args)

    @contextmanager
    def alone(self, wait: float) -> Iterator[None]:
        """Keep other syncs out of this clone, after clearing up behind one that was killed. Raises Conflict."""
        with locked(self.path, wait, ".sync"):
            self._mend()
            note(self._note, self.path)
            try:
                yield
            finally:
                self._note.unlink(missing_ok=True)

    @property
    def _note(self) -> Path:
        """A file that is there while a sync works, and touched before each step: left behind, one was killed."""
        return state_folder(self.path) / f"{self.path.name}.sync.note"

    def _mark(self) -> None:
        with suppress(OSError):
            os.utime(self._note)

    def _mend(self) -> None:
        """Remove what a sync that was killed has left."""
        if self._note.exists():
            clear_up(self.git, self.folder, self._note.stat().st_mtime)
            remove_work_tree(self.git, self._workshop)

    def status(self) -> Status:
        """What git says of the work tree."""
        head, branch, unmerged, changed = "", "", [], []
        answer = self.run("status", "--porcelain=v2", "--branch", "--untracked-files=no", "-z")
        entries = iter(answer.split("\0"))
        for entry in entries:
            kind, *words = entry.split(" ")
            match kind, words:
                case "#", ["branch.oid", oid]:
                    head = "" if oid == "(initial)" else oid
                case "#", ["branch.head", name]:
                    branch = "" if name == "(detached)" else name
                case "u", _:
                    unmerged.append(entry.split(" ", 10)[10])
                case "1", _:
                    changed.append(entry.split(" ", 8)[8])
                case "2", _:
                    changed += [entry.split(" ", 9)[9], next(entries)]
        return Status(head, branch, unmerged, changed)

    def refuse_unfinished(self, status: Status) -> None:
        """Raise Conflict where a merge, rebase, cherry-pick or stash is not finished."""
        ours = self.name in status.unmerged
        others = [name for name in status.unmerged if name != self.name]
        if ours:
            raise Conflict(_("the registry is in an unfinished merge of git"), "hiephoi merge")
        if others:
            raise Conflict(
                _("a merge of other files is unfinished: {names}; nothing was synced").format(
                    names=", ".join(others[:3])
                ),
                _("finish or abort it (`git status` says how), then `hiephoi sync`"),
            )
        if command := next((_UNFINISHED[name] for name in _UNFINISHED if (self.folder / name).exists()), ""):
            raise Conflict(
                _("the files are merged, but git waits for you to conclude the merge; nothing was synced"),
                _("`{command}`, then `hiephoi sync`").format(command=f"git -c core.editor=true {command} --continue"),
            )

    def branch(self, status: Status) -> Branch:
        """The branch that is checked out, with its remote. Raises Conflict, FileTrouble."""
        if not status.branch:
            raise Conflict(_("no branch is checked out; nothing was synced"), self._switch())
        name = f"refs/heads/{status.branch}"
        form = "--format=%(upstream:remotename)%00%(upstream:remoteref)"
        remote, _nul, there = self.run("for-each-ref", form, name).partition("\0")
        if remote and there:
            return Branch(status.branch, remote, there.removeprefix("refs/heads/"), is_new=False)
        remotes = self.run("remote").split()
        chosen = "origin" if "origin" in remotes else remotes[0] if len(remotes) == 1 else ""
        if not chosen:
            command = (
                f"git push --set-upstream {remotes[0]} {status.branch}" if remotes else "hiephoi sync --set-up URL"
            )
            raise FileTrouble(_("this repository has no server to sync with"), command)
        return Branch(status.branch, chosen, status.branch, is_new=True)

    def _switch(self) -> str:
        names = self.run("for-each-ref", "--count=1", "--format=%(refname:short)", "refs/heads/")
        return f"git switch {names or 'main'}"

    def text(self, commit: str) -> bytes | None:
        """The registry in a commit, filters applied; None where it has none."""
        if commit not in self._texts:
            answer = self.git.answer("cat-file", "--filters", f"{commit}:{self.name}")
            self._texts[commit] = None if answer.code else answer.out
        return self._texts[commit]

    def differ(self, old: str, new: str) -> bool:
        """Whether any file differs between two commits."""
        return bool(self.git.answer("diff-tree", "--quiet", old, new).code)

    def authors(self, base: str, theirs: str) -> list[str]:
        """Who committed what one commit has and another, if any, has not, the latest first; each once."""
        names = self.run("log", "--format=%aN", theirs, *([f"^{base}"] if base else []), "--", self.spec)
        return list(dict.fromkeys(names.splitlines()))

    def commit(self, message: str, *others: str) -> None:
        """Commit the registry, and other files that are named, and nothing else; hooks and signing as git has them."""
        names = [self.spec, *(f":(literal){name}" for name in others)]
        self.run("add", "--", *names)
        self.run(*_QUICK, "commit", "--quiet", "--only", "-m", message, "--", *names)

    def fetch(self, branch: Branch) -> str:
        """Fetch the branch, and the commit that it is at the remote; empty where it is not there.

        Raises Conflict where the remote has other branches only.
        """
        source = f"+refs/heads/{branch.there}:{branch.tracking}"
        answer = self._remote("fetch", "--quiet", "--no-tags", branch.remote, source)
        if not answer.code:
            return self.run("rev-parse", "--verify", branch.tracking)
        if "couldn't find remote ref" not in answer.err:
            raise in_words("fetch", answer, self.url_of(branch))
        listed = self._remote("ls-remote", "--heads", branch.remote).out.split()[1::2]
        heads = [os.fsdecode(name).removeprefix("refs/heads/") for name in listed]
        if heads:
            message = _("the server has no branch '{branch}', but {others}; nothing was synced")
            raise Conflict(
                message.format(branch=branch.there, others=", ".join(f"'{name}'" for name in heads[:3])),
                f"git branch --move {branch.name} {heads[0]}",
            )
        return ""

    def _remote(self, *args: str) -> Answer:
        self._mark()
        return self.git.answer(*args)

    def url_of(self, branch: Branch) -> str:
        """The address of the remote, without passwords."""
        return shown_url(os.fsdecode(self.git.answer("remote", "get-url", branch.remote).out).strip())

    def base(self, ours: str, theirs: str) -> str:
        """The last commit that both have. Raises Conflict where there is none."""
        answer = self.git.answer("merge-base", ours, theirs)
        if answer.code:
            raise Conflict(
                _("the server and this folder hold unrelated registries"),
                _("set up sync in an empty folder, and add there what only this registry has"),
            )
        return os.fsdecode(answer.out).strip()

    @property
    def _workshop(self) -> Path:
        return state_folder(self.path) / f"{self.path.name}.merge"

    def merged(self, ours: str, theirs: str, text: bytes | None, message: str) -> str:
        """The commit that merges another one, with that text of the registry; made beside the work tree.

        Raises Conflict where other files cannot be merged.
        """
        folder = self._workshop
        remove_work_tree(self.git, folder)
        self.run("worktree", "add", "--detach", "--quiet", str(folder), ours)
        try:
            there = Git(folder, self.environment)
            merge = there.answer(*_QUICK, "merge", "--no-commit", "--no-ff", "--quiet", theirs)
            if text is not None:
                (folder / self.name).write_bytes(text)
                _run(there, "add", "--", f":(literal){self.name}")
            if unmerged := [*filter(None, _run(there, "diff", "--name-only", "--diff-filter=U", "-z").split("\0"))]:
                raise Conflict(
                    _("other files were changed here and there: {names}").format(names=", ".join(unmerged[:3])),
                    _("merge them with git (`git merge {commit}`), then `hiephoi sync`").format(commit=theirs[:12]),
                )
            if merge.code and not there.state("MERGE_HEAD").exists():
                raise GitFailed("merge", merge)
            _run(there, *_QUICK, "commit", "--quiet", "-m", message)
            return _run(there, "rev-parse", "HEAD")
        finally:
            remove_work_tree(self.git, folder)

    def refuse_overwriting(self, old: str, new: str) -> None:
        """Raise Conflict where a commit changes files that were changed here and not committed."""
        self._two(old, new, "-n")

    def adopt(self, old: str, new: str) -> None:
        """Make a commit the last one of the branch; the registry's file holds its text already."""
        blob = self.git.answer("rev-parse", "--verify", "--quiet", f"{new}:{self.name}")
        if not blob.code:
            entry = f"100644,{os.fsdecode(blob.out).strip()},{self.name}"
            self.run("update-index", "--add", "--cacheinfo", entry)
        self._two(old, new)
        self.run("update-ref", "-m", "hiephoi sync", "HEAD", new, old)

    def _two(self, old: str, new: str, *options: str) -> None:
        self._mark()
        answer = self.git.answer("read-tree", *options, "-m", "-u", old, new)
        if answer.code:
            raise Conflict(
                _("files beside the registry were changed here and there, and not committed here"),
                _("commit them or set them aside (`git stash`), then `hiephoi sync`"),
                more=GitFailed("read-tree", answer).reports,
            )

    def push(self, branch: Branch) -> bool:
        """Push the branch, never by force; returns whether it arrived, which it does not if others were faster."""
        options = ["--set-upstream"] if branch.is_new else []
        target = f"{branch.name}:refs/heads/{branch.there}"
        answer = self._remote("push", "--porcelain", *options, branch.remote, f"refs/heads/{target}")
        if not answer.code:
            return True
        if is_overtaken(answer):
            return False
        raise in_words("push", answer, self.url_of(branch))


def _run(git: Git, *args: str) -> str:
    """The output of a command as a line; retried for a while if another git holds the index."""
    answer = git.answer(*args)
    for _try in range(_BUSY):
        if not is_busy(answer.err):
            break
        time.sleep(_PAUSE)
        answer = git.answer(*args)
    if answer.code:
        command = next(word for word in args if word not in _QUICK)
        raise in_words(command, answer)
    return os.fsdecode(answer.out).rstrip("\r\n")
