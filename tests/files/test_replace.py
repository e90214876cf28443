"""Lists and papers go to files, which are replaced, and to what is already open, which is not."""

import os
import subprocess
import sys
from itertools import product
from pathlib import Path

import pytest

from harness import Cli, share


def _shell(cli: Cli, command: str) -> subprocess.CompletedProcess[str]:
    """Run a command of bash in which $H is the program."""
    return subprocess.run(
        ["bash", "-c", command.replace("$H", f"{sys.executable} -m hiephoi_cli")],
        cwd=cli.folder,
        env=cli.variables({}),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


LISTS = ["member list -f csv -c id", "sector export -f csv -c code", "export -f popolo", "report members", "stats"]


NAMES = ["/dev/stdout", "/proc/self/fd/1", "/dev/fd/1", "link"]


@pytest.mark.parametrize(("command", "name"), share([*product(LISTS, NAMES)], every=7))
def test_an_open_file_is_added_to_and_stays(cli: Cli, command: str, name: str) -> None:
    (cli.folder / "link").symlink_to("/dev/stdout")
    written = cli(*command.split()).out
    log = cli.folder / "log"
    log.write_text("trước\n", encoding="utf-8")
    number = log.stat().st_ino
    done = _shell(cli, f"$H {command} -o {name} >> log && echo sau >> log")
    assert (done.returncode, done.stderr) == (0, "")
    assert log.read_text(encoding="utf-8") == f"trước\n{written}sau\n"
    assert log.stat().st_ino == number


def test_output_goes_on_where_the_shell_stands(cli: Cli) -> None:
    done = _shell(cli, "{ echo a; $H member list -c id -o /dev/stdout; echo b; } > log; cat log")
    assert done.stdout == "a\nid\nHV-0001\nb\n"
    done = _shell(cli, "$H member list -c id -o /dev/fd/7 7> seven; cat seven; $H member list -c id -o /dev/stderr")
    assert (done.stdout, done.stderr) == ("id\nHV-0001\n", "id\nHV-0001\n")


def test_a_pipe_of_the_shell_is_written_to(cli: Cli) -> None:
    assert _shell(cli, "$H member list -c id -o >(cat >&2); sleep 0.2").stderr == "id\nHV-0001\n"
    assert _shell(cli, "$H member list -c id -o >(true); echo $?").stdout == "0\n"
    assert _shell(cli, "$H member list -c id -o /dev/stdout | true; echo ${PIPESTATUS[0]}").stdout == "0\n"


def test_a_descriptor_that_is_not_open_and_a_full_device_are_named(cli: Cli) -> None:
    assert cli("member", "list", "-o", "/dev/fd/9999").status in {2, 6}
    done = _shell(cli, "$H member list -f csv -o /dev/full")
    assert (done.returncode, "the disk is full" in done.stderr) == (6, True)


def test_a_file_keeps_its_inode_only_where_it_cannot_be_replaced(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    file = cli.folder / "x.csv"
    file.write_text("cũ", encoding="utf-8")
    first = file.stat().st_ino
    assert cli("member", "list", "-o", "x.csv").status == 0
    second = file.stat().st_ino
    assert second != first

    def busy(source: Path, target: Path) -> None:
        raise OSError(16, f"{source} {target}")

    monkeypatch.setattr(os, "replace", busy)
    assert cli("sector", "list", "-o", "x.csv").status == 0
    assert file.stat().st_ino == second
    assert sorted(path.name for path in cli.folder.iterdir()) == ["registry.toml", "x.csv"]
