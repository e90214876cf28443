"""Merges that go wrong line by line come out right, or as an honest conflict, in whatever way git comes to merge."""

import json
import shlex
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
import tomli

from harness import DEEP, Cli
from repositories import git, repository

BASE = """\
# Sổ hội viên
format = 1

[association]
name = "Hiệp hội Mẫu"

# --- Lĩnh vực · sectors ---
[[sectors]]
code = "xay-lap"
name = "Xây lắp"

[[sectors]]
code = "tu-van"
name = "Tư vấn"

[[offices]]
code = "chu-tich"
name = "Chủ tịch"

# --- Hội viên · members ---

# gọi sau 9 giờ
[[members]]
id = "HV-0001"
name = "Công ty Cổ phần Gương Mẫu"
sectors = ["xay-lap"]
phone = "0225 3000001"
email = "a@example.vn"

[[members]]
id = "HV-0002"
name = "Công ty TNHH Mẫu"
sectors = ["xay-lap"]
"""
FIRST = BASE[BASE.index("# gọi") : BASE.index('[[members]]\nid = "HV-0002"')]
MANDATE = """
[[elections]]
id = "2024-11-11-chu-tich"
on = 2024-11-11
office = "chu-tich"
candidates = [
    { person = "%s", elected = true },
]

[[officers]]
person = "%s"
office = "chu-tich"
since = 2024-11-11
election = "2024-11-11-chu-tich"
"""


def _added(name: str) -> str:
    return f'{BASE}\n[[members]]\nid = "HV-0003"\nname = "{name}"\nsectors = ["xay-lap"]\n'


class Case(NamedTuple):
    """What both sides make of a registry, and whether somebody has to decide."""

    name: str
    ours: str
    theirs: str
    is_conflict: bool
    both: tuple[str, ...]
    """What the file holds in the end, of both sides."""


CASES = (
    Case("two additions at the end", _added("Công ty A"), _added("Công ty B"), False, ('"Công ty A"', '"Công ty B"')),
    Case(
        "neighbouring lines",
        BASE.replace("0225 3000001", "0225 3000009"),
        BASE.replace('"a@example.vn"', '"b@example.vn" # mới'),
        False,
        ('phone = "0225 3000009"\nemail = "b@example.vn" # mới\n',),
    ),
    Case(
        "one reorders, the other edits",
        BASE.replace(FIRST, "") + "\n" + FIRST.rstrip("\n") + "\n",
        BASE.replace("0225 3000001", "0225 3000009 # số này"),
        False,
        ('# gọi sau 9 giờ\n[[members]]\nid = "HV-0001"', 'phone = "0225 3000009 # số này"'),
    ),
    Case(
        "a sector that is removed and given",
        BASE.replace('TNHH Mẫu"\nsectors = ["xay-lap"]', 'TNHH Mẫu"\nsectors = ["xay-lap", "tu-van"]'),
        BASE.replace('[[sectors]]\ncode = "tu-van"\nname = "Tư vấn"\n\n', ""),
        True,
        (': removed\n[[sectors]]\ncode = "tu-van"', 'sectors = ["xay-lap", "tu-van"]'),
    ),
    Case(
        "one seat, two elected",
        BASE + MANDATE.replace("%s", "Lê Văn Mẫu"),
        BASE + MANDATE.replace("%s", "Trần Thị Mẫu"),
        True,
        ("# conflict: theirs: candidates = [{ person = ", "# conflict: theirs: officers = [{ person = ", "Lê Văn Mẫu"),
    ),
    Case(
        "one telephone, two numbers",
        BASE.replace("0225 3000001", "0225 3000008"),
        BASE.replace("0225 3000001", "0225 3000009"),
        True,
        ("0225 3000008", "0225 3000009", "# conflict: theirs: phone = "),
    ),
)


def _merge(cli: Cli) -> Iterator[tuple[str, ...]]:
    git(cli, "checkout", "-q", "ours")
    yield ("merge", "-q", "--no-edit", "theirs")
    yield ("commit", "-q", "--no-edit")


def _rebase(cli: Cli) -> Iterator[tuple[str, ...]]:
    git(cli, "checkout", "-q", "ours")
    yield ("rebase", "-q", "theirs")
    yield ("-c", "core.editor=true", "rebase", "--continue")


def _cherry_pick(cli: Cli) -> Iterator[tuple[str, ...]]:
    git(cli, "checkout", "-q", "ours")
    yield ("cherry-pick", "theirs")
    yield ("commit", "-q", "--allow-empty", "--no-edit")


def _stash_pop(cli: Cli) -> Iterator[tuple[str, ...]]:
    git(cli, "checkout", "-q", "main")
    git(cli, "restore", "-s", "theirs", "registry.toml")
    git(cli, "stash", "-q")
    git(cli, "merge", "-q", "ours")
    yield ("stash", "pop", "-q")
    yield ("stash", "drop", "-q")


WAYS = (_merge, _rebase, _cherry_pick, _stash_pop)
ALL = [(case, way, driven) for case in CASES for way in WAYS for driven in (True, False)]
FEW = [(case, WAYS[number % 4], number % 2 == 0) for number, case in enumerate(CASES)]


def _two_sides(cli: Cli, case: Case, encode: Callable[[str], bytes] = str.encode) -> None:
    """A repository with a branch for each side."""
    cli.path.write_text(BASE, "utf-8")
    repository(cli)
    for name, text in (("ours", case.ours.encode()), ("theirs", encode(case.theirs))):
        git(cli, "checkout", "-q", "-b", name, "main")
        cli.path.write_bytes(text)
        git(cli, "commit", "-qam", name)


def _driven(cli: Cli) -> None:
    """Let git merge the registry with the program."""
    git(cli, "config", "merge.hiephoi.driver", "hiephoi merge %O %A %B --path %P")
    Path(cli.folder, ".git", "info", "attributes").write_text("registry.toml merge=hiephoi\n", "utf-8")


def _status(cli: Cli, words: tuple[str, ...]) -> int:
    done = subprocess.run(
        ["git", *words],
        cwd=cli.folder,
        env=cli.variables({}),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    return done.returncode


@pytest.mark.parametrize(
    ("case", "way", "driven"), ALL if DEEP else FEW, ids=lambda one: getattr(one, "name", getattr(one, "__name__", one))
)
def test_both_sides_come_out(
    cli: Cli, case: Case, way: Callable[[Cli], Iterator[tuple[str, ...]]], driven: bool
) -> None:
    _two_sides(cli, case)
    if driven:
        _driven(cli)
    start, go_on = way(cli)
    status = _status(cli, start)
    if driven:
        assert bool(status) == case.is_conflict
    elif status:
        done = cli("merge")
        assert done.status == (4 if case.is_conflict else 0), done
    elif case.is_conflict:
        pytest.skip("git merges these lines without asking, and `check` says what is wrong")
    assert tomli.loads(cli.text)
    assert "<<<<<<<" not in cli.text
    assert all(text in cli.text for text in case.both), cli.text
    assert (cli("check", "conflict").status != 0) == case.is_conflict
    assert cli("check", "reference", "seats", "duplicate").status == 0
    if status:
        while left := json.loads(cli("check", "conflict", "-f", "json").out):
            keeps_ours = "theirs removed" in left[0]["message"]
            command = shlex.split(left[0]["hint"].split("`")[1 if keeps_ours else 3])
            done = cli(*command[1:])
            assert done.status == 0, done
        assert _status(cli, go_on) == 0
        assert git(cli, "ls-files", "-u") == ""
        assert cli("check", "conflict").status == 0


def test_line_ends_and_byte_order_mark_of_one_side_stay(cli: Cli) -> None:
    case = CASES[1]
    _two_sides(cli, case, lambda text: b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    _driven(cli)
    git(cli, "checkout", "-q", "ours")
    git(cli, "merge", "-q", "--no-edit", "theirs")
    data = cli.path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf# ")
    assert data.count(b"\r\n") == data.count(b"\n")
    assert case.both[0].replace("\n", "\r\n").encode() in data
