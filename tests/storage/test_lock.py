"""Several writers at once: every change that was told as done is there."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from filelock import FileLock

from harness import Cli, Result


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
import sys
from hiephoi_cli.cli import run
key, start = sys.argv[1:]
for number in range(int(start), int(start) + 25):
    status = run(["member", "edit", key, "--note", f"lần {number}", "--wait", "120"])
    print(status, run(["office", "add", f"Ban {number}", "--wait", "120"]), flush=True)
"""


def test_eight_writers_with_twenty_five_edits_each_lose_nothing(cli: Cli) -> None:
    writers = []
    for number in range(8):
        key = cli("member", "add", f"Công ty {number}").out.strip()
        command = [sys.executable, "-c", _EDITS, key, str(number * 25)]
        environment = cli.variables({})
        writers.append(subprocess.Popen(command, cwd=cli.folder, env=environment, stdout=subprocess.PIPE, text=True))
    told = [writer.communicate()[0].splitlines() for writer in writers]
    assert all([line for line in lines if line.startswith("0 ")] == ["0 0"] * 25 for lines in told)
    offices = {row["name"] for row in cli.rows("office", "list")}
    assert offices == {"Chủ tịch", *(f"Ban {number}" for number in range(200))}
    notes = [row["note"] for row in cli.rows("member", "list")]
    assert notes == ["", *(f"lần {number * 25 + 24}" for number in range(8))]


def test_the_wait_is_bounded_and_the_holder_named(cli: Cli) -> None:
    cli("member", "add", "A")
    before = cli.text
    with FileLock(cli.folder / ".hiephoi/registry.toml.lock"):
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
