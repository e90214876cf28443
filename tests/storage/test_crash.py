"""Kills, failing disks and failing calls: the old file or the new one, whole, and no litter."""

import errno
import fcntl
import io
import os
import random
import signal
import stat
import struct
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import tomli

from harness import DEEP, REGISTRY, Cli, Result, ran, share
from hiephoi_cli.files.access import access, differing
from hiephoi_cli.storage.entries import digest
from hiephoi_cli.storage.history import history
from hiephoi_cli.storage.read import read

CALLS = (
    *(
        "open",
        "close",
        "write",
        "fsync",
        "ftruncate",
        "lseek",
        "replace",
        "rename",
        "unlink",
        "mkdir",
        "utime",
        "listdir",
    ),
    *("stat", "fstat", "chmod", "fchmod", "chown", "fchown", "listxattr", "getxattr", "setxattr", "removexattr"),
)
ERRORS = (
    *(errno.EPERM, errno.EACCES, errno.EINVAL, errno.ENOTSUP, errno.ENOSYS, errno.EIO, errno.ENOSPC, errno.EBUSY),
    *(errno.EXDEV, errno.ENOLCK, errno.EROFS, errno.EDQUOT, errno.EINTR),
)
ACL = struct.pack(
    "<I" + 5 * "HHI", 2, *(1, 6, 2**32 - 1), *(2, 6, 2001), *(4, 4, 2**32 - 1), *(16, 6, 2**32 - 1), *(32, 0, 2**32 - 1)
)
"""User 2001 may write, the file's group may read."""

Wrong = Callable[[int, str], int | None]
"""The error with which the call of that number and name fails, if it does."""


def _folder(cli: Cli) -> set[str]:
    """All that lies beside the registry and in the program's own folder."""
    return {str(path.relative_to(cli.folder)) for path in cli.folder.rglob("*")}


@contextmanager
def _failing(wrong: Wrong) -> Iterator[list[str]]:
    """The operating system with some calls that fail; gives the names of all as they are made."""
    made: list[str] = []

    def wrapped(name: str, original: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **keywords: Any) -> Any:
            made.append(name)
            if error := wrong(len(made), name):
                if name == "close":  # which it is all the same
                    original(*args)
                raise OSError(error, os.strerror(error))
            return original(*args, **keywords)

        return call

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Cli, "text", "")  # no call of ours
        for name in CALLS:
            if hasattr(os, name):
                patched.setattr(os, name, wrapped(name, getattr(os, name)))
        patched.setattr(fcntl, "flock", wrapped("flock", fcntl.flock))
        yield made


def _some(number: int) -> Sequence[int]:
    """The errors that a call of that number is to give: all, or one for every eleventh of them."""
    return ERRORS if DEEP else ERRORS[number // 11 % len(ERRORS) :][: number % 11 == 0]


def _failures(calls: Sequence[str], shift: int = 0) -> Iterator[tuple[int, str, int]]:
    """Number, name and error of each call that is to fail; what is called often gives a third of the errors a time."""
    for number, name in enumerate(calls, 1):
        errors = _some(number + shift)
        if DEEP and calls.count(name) > 2:
            errors = errors[calls[:number].count(name) % 3 :: 3]
        yield from ((number, name, error) for error in errors)


def _nothing(_number: int, _name: str) -> None:
    """Every call succeeds."""


def _mount_point(_number: int, name: str) -> int | None:
    """Nothing can be renamed."""
    return errno.EBUSY if name in {"replace", "rename"} else None


def _alone(cli: Cli) -> None:
    for path in (cli.folder / ".hiephoi").iterdir():
        path.unlink()
    (cli.folder / ".hiephoi").rmdir()


def _with_list(cli: Cli) -> None:
    try:
        os.setxattr(cli.path, "system.posix_acl_access", ACL)
        os.setxattr(cli.path, "user.xdg.tags", b"x")
    except (AttributeError, OSError):
        pytest.skip("no access lists here")


SCENES = {
    "plain": (lambda _cli: None, _nothing),
    "the first write": (lambda _cli: None, _nothing),
    "an access list": (_with_list, _nothing),
    "a mount point": (lambda _cli: None, _mount_point),
}


def _single(base: Wrong, failing: int, error: int) -> Wrong:
    return lambda number, name: error if number == failing else base(number, name)


def _always(base: Wrong, failing: str, error: int) -> Wrong:
    return lambda number, name: error if name == failing else base(number, name)


class _Adding:
    """One addition to a registry, tried again and again while something fails, and what must hold each time."""

    def __init__(self, cli: Cli, scene: str) -> None:
        self.cli = cli
        self.prepare, self.base = SCENES[scene]
        cli.path.chmod(0o640)
        self.tried = 0
        self.prepare(cli)
        cli("member", "add", "A")
        self.is_new = scene == "the first write"
        if self.is_new:
            _alone(cli)
        self.before, self.access = cli.text, access(cli.path)
        self.calls = self._add(self.base)[1]
        self.after = cli.text
        assert self.after != self.before
        self.kept = _folder(cli)

    def _add(self, wrong: Wrong) -> tuple[Result, list[str]]:
        with _failing(wrong) as made:
            return self.cli("member", "add", "B", "--wait", "0"), made

    def fails(self, wrong: Wrong, what: str) -> None:
        self.tried += 1
        self.cli.path.write_text(self.before, encoding="utf-8")
        self.prepare(self.cli)
        if self.is_new:
            _alone(self.cli)
        result, _made = self._add(wrong)
        assert "Traceback" not in result.err
        assert "unexpected" not in result.err, (what, result)
        listed = self.cli("member", "list", "--columns", "id,name").out
        is_written = "HV-0003" in listed
        assert result.status in ({0} if is_written else {4, 6}), (what, result, listed)
        assert (result.out == "HV-0003\n") == is_written, (what, result)
        assert self.cli.text == (self.after if is_written else self.before), what
        assert not differing(self.access, access(self.cli.path)), (what, result)
        if "warning" not in result.err and "of listxattr" not in what and "of every listxattr" not in what:
            assert access(self.cli.path) == self.access, (what, result)
        for path in (self.cli.folder / ".hiephoi").glob("*"):
            assert not differing(self.access, access(path)) or not path.stat().st_mode & 0o077, (what, path)
        self.cli.path.write_text(self.before, encoding="utf-8")
        assert self.cli("member", "add", "B").status == 0, what
        assert self.cli.text == self.after, what
        assert _folder(self.cli) == self.kept, what


@pytest.mark.parametrize("scene", share([*SCENES], every=2))
def test_a_call_that_fails_once_loses_nothing_and_is_reported_rightly(cli: Cli, scene: str) -> None:
    adding = _Adding(cli, scene)
    assert {"open", "write", "fsync", "flock", "replace"} <= {*adding.calls}
    for number, name, error in _failures(adding.calls, len(scene)):
        adding.fails(_single(adding.base, number, error), f"{errno.errorcode[error]} of {name}, call {number}")
    assert adding.tried > (300 if DEEP else 2)


@pytest.mark.parametrize("scene", SCENES)
def test_a_call_that_always_fails_loses_nothing_and_is_reported_rightly(cli: Cli, scene: str) -> None:
    adding = _Adding(cli, scene)
    for number, name in enumerate(sorted({*adding.calls} - {"stat", "fstat"})):
        for error in _some(number + len(scene)):
            adding.fails(_always(adding.base, name, error), f"{errno.errorcode[error]} of every {name}")


@pytest.mark.parametrize(
    ("name", "error"),
    [
        *(("chmod", error) for error in (errno.EPERM, errno.ENOTSUP)),
        *(("chown", error) for error in (errno.EPERM, errno.EINVAL, errno.ENOSYS)),
        *(("flock", error) for error in (errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP)),
        *(("replace", error) for error in (errno.EBUSY, errno.EXDEV, errno.EPERM)),
        *(("fsync", error) for error in (errno.EINVAL, errno.ENOTSUP)),
        *(("listxattr", error) for error in (errno.ENOTSUP, errno.ENOSYS)),
    ],
)
def test_what_a_file_system_does_not_offer_is_done_without(cli: Cli, name: str, error: int) -> None:
    cli.path.chmod(0o644)
    with _failing(_always(_nothing, name, error)):
        added, saved, made = (
            cli(*args)
            for args in (
                ("member", "add", "B", "--sector", "xay-lap"),
                ("member", "list", "-o", "x.csv"),
                ("init", "new.toml"),
            )
        )
    assert [(result.status, result.err.count("\n")) for result in (added, saved, made)] == [(0, 1), (0, 0), (0, 2)]
    assert added.out == "HV-0002\n"
    assert "HV-0002" in (cli.folder / "x.csv").read_text(encoding="utf-8")
    assert (cli.folder / ".hiephoi/.gitignore").read_text(encoding="utf-8") == "*\n"
    assert {path.name for path in (cli.folder / ".hiephoi").iterdir()} <= {
        *(".gitignore", "new.toml.last", "new.toml.schema.json"),
        *("registry.toml.last", "registry.toml.lock", "registry.toml.log"),
    }


@pytest.mark.parametrize("lang", ["en", "vi"])
def test_a_folder_that_the_disk_does_not_confirm_is_a_warning(cli: Cli, lang: str) -> None:
    number = iter(range(9))
    with _failing(lambda _number, name: errno.EIO if name == "fsync" and next(number) else None):
        result = cli("member", "add", "B", HIEPHOI_LANG=lang)
    assert (result.status, result.out) == (0, "HV-0002\n")
    assert {"en": "warning: ", "vi": "cảnh báo: "}[lang] in result.err


@pytest.mark.parametrize("args", [("member", "list", "-f", "csv", "-o", "x.csv"), ("report", "members", "-o", "x.md")])
@pytest.mark.parametrize("old", ["cũ\n" * 500, ""])
def test_a_list_is_written_whole_or_not_at_all(cli: Cli, args: tuple[str, ...], old: str) -> None:
    file = cli.folder / args[-1]
    assert cli(*args).status == 0
    new = file.read_text(encoding="utf-8")
    for base in (_nothing, _mount_point):
        file.write_text(old, encoding="utf-8")
        with _failing(base) as calls:
            cli(*args)
        for number, name, error in _failures(calls):
            file.write_text(old, encoding="utf-8")
            with _failing(_single(base, number, error)):
                result = cli(*args)
            what = (errno.errorcode[error], name, number, result)
            assert (result.status, file.read_text(encoding="utf-8")) in {(0, new), (6, old)}, what
            cli(*args)
        assert file.read_text(encoding="utf-8") == new


PLACES = {"usual": _nothing, "mount point": _mount_point, "no locks": _always(_nothing, "flock", errno.ENOLCK)}


def _reported_before_a_kill(cli: Cli, wrong: Wrong, name: str, after: float) -> set[str]:
    """What one addition after the other reports until, some seconds after the first, a kill."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        try:
            with open(writing, "w", encoding="utf-8") as out, _failing(wrong):  # noqa: PTH123  a descriptor
                for number in range(1000):
                    ran(("member", "add", f"{name} {number}"), cli.folder, cli.variables({}), out, io.StringIO())
        finally:
            os._exit(1)
    os.close(writing)
    with open(reading, encoding="utf-8") as told:  # noqa: PTH123  a descriptor
        first = told.readline()
        time.sleep(after)
        os.kill(child, signal.SIGKILL)
        rest = told.read()
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    return {first, *rest.splitlines(keepends=True)}


@pytest.mark.deep
@pytest.mark.parametrize("where", PLACES)
@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of forking beside threads
def test_a_kill_at_any_moment_loses_nothing_that_was_reported(cli: Cli, where: str) -> None:
    chance = random.Random(where)
    told: set[str] = set()
    mode = stat.S_IMODE(cli.path.stat().st_mode)
    cli("member", "add", "A")  # loads what each writer would
    for round_ in range(80):
        if round_ % 10 == 0:
            told.clear()
            cli.path.write_bytes(REGISTRY.read_bytes())
        reported = _reported_before_a_kill(cli, PLACES[where], f"Công ty {round_}", chance.uniform(0, 0.06))
        told |= {line.strip() for line in reported if line.endswith("\n")}
        kept = {member.id for member in read(cli.path).members}
        assert told <= kept, round_
        assert len(kept - told) <= 1 + round_ % 10 + 1, round_
        assert {"association", "members"} <= tomli.loads(cli.text).keys(), round_
        assert {path.suffix for path in (cli.folder / ".hiephoi").glob("registry.toml*")} <= {
            *(".lock", ".new", ".old", ".held", ".log", ".last")
        }
        assert stat.S_IMODE(cli.path.stat().st_mode) == mode
        _log_agrees(cli)
    assert cli("member", "add", "Z").status == 0
    assert _folder(cli) == {
        *("registry.toml", ".hiephoi", ".hiephoi/.gitignore"),
        *(f".hiephoi/registry.toml.{name}" for name in ("last", "lock", "log")),
    }


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of forking beside threads
def test_after_a_kill_the_log_agrees_with_the_file(cli: Cli) -> None:
    chance = random.Random(0)
    cli("member", "add", "A")
    for round_ in range(5):
        _reported_before_a_kill(cli, PLACES["usual"], f"Công ty {round_}", chance.uniform(0, 0.06))
        _log_agrees(cli)
    assert cli("undo", "--to", "0").file == REGISTRY.read_text(encoding="utf-8")


def _log_agrees(cli: Cli) -> None:
    """Every change that came is logged, and every earlier text follows from the one that is there."""
    known = history(cli.path)
    texts = list(known.texts())
    assert not known.is_damaged
    assert [entry.number for entry, _before, _after in texts] == [*range(len(texts), 0, -1)]
    assert all((digest(before), digest(after)) == (entry.before, entry.after) for entry, before, after in texts)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 64 KiB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(disk)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("no disk can be mounted here")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_a_full_disk_is_reported_and_the_file_stays(small_disk: Path) -> None:
    cli = Cli(small_disk)
    assert cli.process("member", "add", "A").status == 0
    before = cli.text
    with pytest.raises(OSError, match="No space"):
        (small_disk / "filler").write_bytes(b"x" * (64 << 10))
    result = cli.process("member", "add", "B")
    assert result.status == 6
    assert "the disk is full" in result.told
    assert result.file == before
    assert not (small_disk / ".hiephoi/registry.toml.new").exists()
    (small_disk / "filler").unlink()
    assert cli.process("member", "add", "B").status == 0
