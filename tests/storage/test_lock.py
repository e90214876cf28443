"""Several writers at once: every change that was told as done is there."""

import errno
import fcntl
import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from harness import Cli, Result
from hiephoi_cli.errors import FileTrouble
from hiephoi_cli.storage.lock import locked

EDITS = 15
"""Edits that a writer makes of a member, and of offices."""


@pytest.mark.deep
def test_forty_additions_at_once_are_all_kept(cli: Cli) -> None:
    def add(number: int) -> Result:
        return cli.process("member", "add", f"Công ty {number:02}", "--wait", "120")

    with ThreadPoolExecutor(40) as pool:
        results = list(pool.map(add, range(40)))
    assert [result for result in results if result.status] == []
    kept = {row["id"]: row["name"] for row in cli.rows("member", "list")}
    assert len(kept) == 41
    for number, result in enumerate(results):
        assert kept[result.out.strip()] == f"Công ty {number:02}"


_EDITS = """
import errno, fcntl, sys
from hiephoi_cli.cli import run
key, start, offered, edits = sys.argv[1:]
def refuse(*args):
    raise OSError(errno.ENOLCK, "")
if offered == "no":
    fcntl.flock = refuse
for number in range(int(start), int(start) + int(edits)):
    status = run(["member", "edit", key, "--note", f"lần {number}", "--wait", "120"])
    print(status, run(["office", "add", f"Ban {number}", "--wait", "120"]), flush=True)
"""


@pytest.mark.deep
@pytest.mark.parametrize("offered", [["yes"], ["no"], ["yes", "no"]], ids=["locks", "no locks", "locks for some"])
def test_eight_writers_with_edits_of_the_same_file_lose_nothing(cli: Cli, offered: list[str]) -> None:
    writers = []
    for number in range(8):
        key = cli("member", "add", f"Công ty {number}").out.strip()
        command = [sys.executable, "-c", _EDITS, key, str(number * EDITS), offered[number % len(offered)], str(EDITS)]
        environment = cli.variables({})
        writers.append(subprocess.Popen(command, cwd=cli.folder, env=environment, stdout=subprocess.PIPE, text=True))
    told = [writer.communicate()[0].splitlines() for writer in writers]
    assert all([line for line in lines if line.startswith("0 ")] == ["0 0"] * EDITS for lines in told)
    offices = {row["name"] for row in cli.rows("office", "list")}
    assert offices == {"Chủ tịch", *(f"Ban {number}" for number in range(8 * EDITS))}
    notes = [row["note"] for row in cli.rows("member", "list")]
    assert notes == ["", *(f"lần {number * EDITS + EDITS - 1}" for number in range(8))]


def test_the_wait_is_bounded_and_the_holder_named(cli: Cli) -> None:
    cli("member", "add", "A")
    before = cli.text
    with (cli.folder / ".hiephoi/registry.toml.lock").open("rb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        result = cli("member", "add", "B", "--wait", "0.2")
    assert result.status == 4
    assert "registry.toml is being changed by " in result.err
    assert "--wait SECONDS" in result.err
    assert result.file == before
    assert cli("member", "add", "B").status == 0


def test_the_lock_stays_where_it_is(cli: Cli) -> None:
    lock = cli.folder / ".hiephoi/registry.toml.lock"
    cli("member", "add", "A")
    inode = lock.stat().st_ino
    cli("member", "add", "B")
    assert lock.stat().st_ino == inode


def test_reading_takes_no_lock_and_leaves_nothing(cli: Cli, tmp_path: Path) -> None:
    cli("member", "list")
    assert [path.name for path in tmp_path.iterdir()] == ["registry.toml"]


_HOLDING = """
import errno, fcntl, sys, time
from datetime import date
from pathlib import Path
from hiephoi_cli.storage.entries import Author
from hiephoi_cli.storage.update import update
def refuse(*args):
    raise OSError(errno.ENOLCK, "")
def change(registry):
    print("holding", flush=True)
    time.sleep(60)
if sys.argv[1] == "no locks":
    fcntl.flock = refuse
update(Path("registry.toml"), change, today=date(2026, 11, 23), wait=1, by=Author("an@mau", ""))
"""


@pytest.mark.deep
@pytest.mark.parametrize("offered", ["locks", "no locks"])
@pytest.mark.parametrize("is_reaped", [True, False])
def test_a_writer_that_is_killed_bars_nobody(cli: Cli, offered: str, is_reaped: bool) -> None:
    command = [sys.executable, "-c", _HOLDING, offered]
    with subprocess.Popen(command, cwd=cli.folder, env=cli.variables({}), stdout=subprocess.PIPE) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == b"holding\n"
        barred = cli("member", "add", "A", "--wait", "0")
        assert barred.status == 4
        assert f"(process {holder.pid}), " in barred.err
        holder.kill()
        if is_reaped:
            holder.wait()
        else:
            os.waitid(os.P_PID, holder.pid, os.WEXITED | os.WNOWAIT)
        assert cli("member", "add", "A", "--wait", "0").status == 0
    assert [*(cli.folder / ".hiephoi").glob("*.held")] == []


@pytest.mark.parametrize(("age", "status"), [(0, 4), (60, 4), (600, 0)])
def test_a_claim_from_another_machine_counts_for_two_minutes(cli: Cli, age: int, status: int) -> None:
    cli("member", "add", "A")
    claim = cli.folder / ".hiephoi/registry.toml.an~elsewhere~boot-1~1~1.held"
    claim.touch()
    os.utime(claim, (time.time() - age, time.time() - age))
    result = cli("member", "add", "B", "--wait", "0")
    assert result.status == status
    assert ("an@elsewhere (process 1), 20" in result.err) == bool(status)
    assert claim.exists() == bool(status)


def test_a_claim_of_another_registry_bars_nobody(cli: Cli) -> None:
    cli("member", "add", "A")
    for name in ("other.toml.an~elsewhere~boot-1~1~1.held", "registry.toml.x.an~e~b~1~1.held", "registry.toml.held"):
        (cli.folder / ".hiephoi" / name).touch()
    assert cli("member", "add", "B", "--wait", "0").status == 0


@pytest.mark.parametrize(("file", "named"), [(".hiephoi/x", ".hiephoi"), ("registry.toml", "registry.toml")])
def test_what_may_not_be_written_is_named_the_programs_own_folder_too(cli: Cli, file: str, named: str) -> None:
    with pytest.raises(FileTrouble) as raised, locked(cli.path, 0):
        raise PermissionError(errno.EACCES, "", str(cli.folder / file))
    [(message, _hint)] = raised.value.reports
    assert message == f"{cli.folder / named}: no permission"


def test_a_file_in_place_of_the_programs_own_folder_is_named(cli: Cli) -> None:
    (cli.folder / ".hiephoi").touch()
    result = cli("member", "add", "A")
    assert (result.status, result.told.startswith(f"error: {cli.folder / '.hiephoi'}: ")) == (6, True), result
    assert "hint: give this file another name" in result.told
