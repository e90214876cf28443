"""The benchmark measures like with like: one registry in every form, each job with what it was told to use."""

import csv
import json
import os
import re
import sqlite3
import subprocess
import sys
import tomllib
from collections.abc import Callable
from contextlib import closing
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

from harness import Cli
from transcripts import ROOT

SIZE = 7
Row = dict[str, str]


def _bench(*args: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, ROOT / "bench/run.py", "--sizes", str(SIZE), "--runs", "1", *args],
        env=os.environ | environment,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )


@pytest.fixture
def forms(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a small registry in every form."""
    _module("forms", monkeypatch).make(tmp_path / "forms", SIZE)
    return tmp_path / "forms"


def _module(name: str, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(ROOT / "bench")
    return import_module(name)


def test_a_quick_run_shows_what_was_done_and_leaves_nothing_behind(tmp_path: Path) -> None:
    told = _bench("--jobs", "list,check", "--alone", TMPDIR=str(tmp_path)).stdout
    rows = re.findall(r"^\| (list|check) +\| +7 \| +(hiephoi|import typer) \| +[0-9.,]+ \|", told, re.MULTILINE)
    assert rows == [("list", "hiephoi"), ("list", "import typer"), ("check", "hiephoi")]
    assert "failed" not in told
    assert not list(tmp_path.iterdir())


def test_what_fails_is_shown_with_its_exit_code_and_what_is_missing_with_how_to_install_it(tmp_path: Path) -> None:
    told = _bench("--sizes", "6", "--jobs", "show", "--keep", str(tmp_path / "kept"), PATH=str(tmp_path)).stdout
    assert "failed (3)" in told
    assert "recutils is missing: `apt install recutils` installs it." in told
    assert "khard" in told
    assert (tmp_path / "kept/6/registry.toml").is_file()


def test_the_registry_has_nothing_to_warn_of(forms: Path, cli: Cli) -> None:
    checked = cli("--registry", str(forms / "registry.toml"), "check", "--strict")
    assert checked.status == 0, checked


def test_a_small_registry_is_the_beginning_of_a_larger_one(monkeypatch: pytest.MonkeyPatch) -> None:
    members = _module("members", monkeypatch).members
    assert list(members(100))[:SIZE] == list(members(SIZE))
    assert len({member.tax_code for member in members(1000)}) == 1000


def _of_toml(folder: Path) -> list[Row]:
    records = tomllib.loads((folder / "registry.toml").read_text(encoding="utf-8"))["members"]
    return [record | {"sectors": "; ".join(record["sectors"]), "joined": str(record["joined"])} for record in records]


def _of_recfile(folder: Path) -> list[Row]:
    _descriptor, *records = (folder / "members.rec").read_text(encoding="utf-8").strip().split("\n\n")
    rows = []
    for record in records:
        row: Row = {}
        for name, value in (line.split(": ", 1) for line in record.splitlines()):
            row[name.lower()] = f"{row[name.lower()]}; {value}" if name.lower() in row else value
        rows.append(row)
    return rows


def _of_csv(folder: Path) -> list[Row]:
    with (folder / "members.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _of_sqlite(folder: Path) -> list[Row]:
    with closing(sqlite3.connect(folder / "members.db")) as database:
        database.row_factory = sqlite3.Row
        return [dict(row) for row in database.execute("select * from members")]


def _of_vcards(folder: Path) -> list[Row]:
    def row(text: str) -> Row:
        lines = dict(line.replace("\\,", ",").split(":", 1) for line in text.splitlines())
        tax_code, representative, joined = lines["NOTE"].split("\\n")
        return {
            "id": lines["UID"],
            "name": lines["FN"],
            "tax_code": tax_code,
            "sectors": lines["CATEGORIES"].replace(",", "; "),
            "representative": representative,
            "position": lines["TITLE"],
            "phone": lines["TEL;TYPE=WORK"],
            "email": lines["EMAIL"],
            "address": lines["ADR;TYPE=WORK"].strip(";").replace(";", ", "),
            "joined": joined,
        }

    return [row(path.read_text(encoding="utf-8")) for path in sorted((folder / "contacts").iterdir())]


@pytest.mark.parametrize("read", [_of_recfile, _of_csv, _of_sqlite, _of_vcards])
def test_every_form_holds_the_same_members(forms: Path, read: Callable[[Path], list[Row]]) -> None:
    found = read(forms)
    assert len(found) == SIZE
    assert [{"id": right["id"]} | row for row, right in zip(found, _of_toml(forms), strict=True)] == _of_toml(forms)


def test_the_newcomer_is_no_member_yet(forms: Path) -> None:
    newcomer = json.loads((forms / "newcomer.json").read_text(encoding="utf-8"))
    assert newcomer["tax_code"] not in {row["tax_code"] for row in _of_csv(forms)}
    assert newcomer.keys() == _of_toml(forms)[0].keys()


@pytest.mark.parametrize("exponent", [1, 2])
def test_growth_is_reported_whatever_it_takes_to_start(exponent: int, monkeypatch: pytest.MonkeyPatch) -> None:
    findings, turns, measure = (_module(name, monkeypatch) for name in ("findings", "turns", "measure"))
    results = [
        turns.Result("list", size, "hiephoi", {0: measure.Cost(0.1 + (size / 1e4) ** exponent, 0, 1, 0)})
        for size in (65, 1_000, 10_000, 100_000)
    ]
    [grown] = findings.growth(results)
    assert grown.exponents == {"wall": pytest.approx(exponent, abs=0.05), "cpu": None, "memory": None}


def test_a_ratio_compares_runs_of_one_turn_as_a_machine_may_change_its_speed(monkeypatch: pytest.MonkeyPatch) -> None:
    findings, turns, measure = (_module(name, monkeypatch) for name in ("findings", "turns", "measure"))
    ours, theirs = (
        turns.Result("add", 65, tool, {turn: measure.Cost(wall, 0, 1, 0) for turn, wall in walls.items()})
        for tool, walls in (("hiephoi", {0: 3, 2: 6}), ("recutils", {0: 1, 1: 9, 2: 2, 3: 9}))
    )
    assert findings.ratio(ours, theirs, "wall") == 3
