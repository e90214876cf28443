"""Kills, failing disks and failing calls: the old file or the new one, whole, and no litter."""

import errno
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from harness import REGISTRY, Cli
from hiephoi_cli.storage.read import read

DEEP = os.environ.get("HIEPHOI_TESTS") == "deep"
CALLS = ("open", "write", "fsync", "fchmod", "replace")
ERRORS = (errno.ENOSPC, errno.EIO, errno.EACCES, errno.EINTR)


def _folder(cli: Cli) -> set[str]:
    """All that lies beside the registry and in the program's own folder."""
    return {str(path.relative_to(cli.folder)) for path in cli.folder.rglob("*")}


@pytest.fixture
def ready(cli: Cli) -> Cli:
    """A registry to which something was written before."""
    cli("member", "add", "A")
    return cli


def _calls(ready: Cli, monkeypatch: pytest.MonkeyPatch, failing: int, error: int) -> Iterator[str]:
    """Names of the calls of the operating system as they are made; the one of that number fails."""
    made: list[str] = []

    def wrapped(name: str) -> Callable[..., Any]:
        original = getattr(os, name)

        def call(*args: Any, **keywords: Any) -> Any:
            made.append(name)
            if len(made) == failing:
                raise OSError(error, os.strerror(error))
            return original(*args, **keywords)

        return call

    with monkeypatch.context() as patched:
        for name in CALLS:
            patched.setattr(os, name, wrapped(name))
        yield from ()
        result = ready("member", "add", "B", "--wait", "0")
    made.append(f"status {result.status}")
    yield from made


@pytest.mark.parametrize("error", ERRORS, ids=errno.errorcode.get)
def test_whatever_call_fails_the_file_is_whole(ready: Cli, monkeypatch: pytest.MonkeyPatch, error: int) -> None:
    before, beside = ready.text, _folder(ready)
    every = list(_calls(ready, monkeypatch, 0, error))
    assert set(CALLS) <= set(every)
    after = ready.text
    assert after != before
    for number in range(1, len(every)):
        ready.path.write_text(before, encoding="utf-8")
        made = list(_calls(ready, monkeypatch, number, error))
        failed = f"{made[number - 1]}, call {number}"
        assert (made[-1], ready.text) in {("status 6", before), ("status 6", after), ("status 0", after)}, failed
        assert _folder(ready) <= beside, failed
        assert ready("member", "list").status == 0, failed
    ready.path.write_text(before, encoding="utf-8")
    assert ready("member", "add", "B").status == 0
    assert ready.text == after


_ADDING = """
import sys
from hiephoi_cli.cli import run
for number in range(1000):
    run(["member", "add", f"{sys.argv[1]} {number}"])
"""


def test_a_kill_at_any_moment_loses_nothing_that_was_told(cli: Cli) -> None:
    chance = random.Random(20261123)
    told: set[str] = set()
    for round_ in range(220 if DEEP else 25):
        if round_ % 10 == 0:
            told.clear()
            cli.path.write_bytes(REGISTRY.read_bytes())
        with subprocess.Popen(
            [sys.executable, "-u", "-c", _ADDING, f"Công ty {round_}"],
            cwd=cli.folder,
            env=cli.variables({}),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        ) as writer:
            assert writer.stdout
            told.add(writer.stdout.readline().decode().strip())
            time.sleep(chance.uniform(0, 0.06))
            writer.send_signal(signal.SIGKILL)
            told |= set(writer.stdout.read().decode().split())
        kept = {member.id for member in read(cli.path).members}
        assert told <= kept, round_
        assert len(kept - told) <= 1 + round_ % 10 + 1, round_
        assert _folder(cli) <= {
            "registry.toml",
            ".hiephoi",
            ".hiephoi/.gitignore",
            ".hiephoi/registry.toml.lock",
            ".hiephoi/registry.toml.holder",
            ".hiephoi/registry.toml.new",
        }
    assert cli("member", "add", "Z").status == 0
    assert ".hiephoi/registry.toml.new" not in _folder(cli)


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


def test_a_full_disk_is_told_and_the_file_stays(small_disk: Path) -> None:
    cli = Cli(small_disk)
    assert cli.process("member", "add", "A").status == 0
    before = cli.text
    with pytest.raises(OSError, match="No space"):
        (small_disk / "filler").write_bytes(b"x" * (64 << 10))
    result = cli.process("member", "add", "B")
    assert result.status == 6
    assert "the disk is full" in result.err
    assert result.file == before
    assert not (small_disk / ".hiephoi/registry.toml.new").exists()
    (small_disk / "filler").unlink()
    assert cli.process("member", "add", "B").status == 0
