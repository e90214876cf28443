"""A file's problems stand where they are, whatever the file is."""

import copy
from collections.abc import Mapping
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
import tomli
import tomli_w
from hypothesis import given
from hypothesis import strategies as st

from harness import REGISTRY
from hiephoi_cli.domain.checking import problems
from hiephoi_cli.domain.problems import Problem
from hiephoi_cli.domain.rules.example import SOUND
from hiephoi_cli.errors import FileTrouble
from hiephoi_cli.storage.inspection import Inspection, inspect, located
from hiephoi_cli.storage.spots import Spot
from registries import TODAY
from transcripts import ROOT

FORTY = (ROOT / "tests/data/forty-faults.toml").read_text(encoding="utf-8")


def check(values: Mapping[str, Any]) -> list[Problem]:
    return problems(values, TODAY)


def inspected(folder: Path, data: bytes) -> Inspection:
    path = folder / "r.toml"
    path.write_bytes(data)
    return inspect(path, check)


def test_a_sound_file_has_no_problems_and_is_not_searched(tmp_path: Path) -> None:
    assert inspected(tmp_path, SOUND.encode()) == Inspection([], [])


@pytest.mark.parametrize(
    ("data", "spot", "said"),
    [
        (REGISTRY.read_bytes().decode().encode("utf-16"), (1, 1), "the file is not UTF-8 text"),
        ("format = 1\nname = 'Hội'".encode("cp1258", "replace") + b"\xf4", (2, 1), "the file is not UTF-8 text"),
        (b"[[x", (1, 1), "double square brackets"),
        (b"format = 1\r\nx = \r\n", (2, 3), "the value is missing"),
        (b"!?", (1, 1), "not valid TOML"),
        (b"x = " + b"[" * 9000, (1, 1), "nested too deeply"),
        (b"x = 12\ny = [-" + b"1" * 5000 + b"]", (2, 7), "this number has too many digits"),
        pytest.param(b"x" * 50_000_000, (1, 50_000_001), "'=' is missing after the key", marks=pytest.mark.deep),
    ],
    ids=["utf-16", "cp1258", "lone bracket", "no value", "mess", "deep", "long number", "50 MB"],
)
def test_what_is_no_toml_is_one_problem_with_its_place(
    tmp_path: Path, data: bytes, spot: tuple[int, int], said: str
) -> None:
    [found] = inspected(tmp_path, data).problems
    assert (found.problem.rule, found.problem.severity) == ("syntax", "error")
    assert said in found.problem.message
    assert found.problem.hint
    assert found.spot[:2] == spot


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf \r\n\n"], ids=["nothing", "mark and space"])
def test_an_empty_file_is_one_problem_with_a_hint_that_fills_it(tmp_path: Path, data: bytes) -> None:
    [found] = inspected(tmp_path, data).problems
    assert (found.problem.rule, found.problem.message, found.spot) == ("empty", "the file is empty", Spot(1, 1))
    assert f"`hiephoi init {tmp_path}/r.toml`" in found.problem.hint


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(FileTrouble, match="it is a folder"):
        inspect(tmp_path, check)


def test_a_byte_order_mark_and_line_ends_of_windows_move_no_column(tmp_path: Path) -> None:
    plain = inspected(tmp_path, FORTY.encode())
    marked = inspected(tmp_path, b"\xef\xbb\xbf" + FORTY.replace("\n", "\r\n").encode())
    assert len(plain.problems) == 40
    assert marked.problems == plain.problems


def test_problems_come_in_the_order_of_the_file() -> None:
    text = "[[members]]\nid = 2\n\n" + SOUND.replace("format = 1", "").replace("xay-lap", "Xây lắp", 1)
    found = located(f"format = 1\n{text}", check(tomli.loads(f"format = 1\n{text}"))).problems
    assert [one.spot.line for one in found] == sorted(one.spot.line for one in found)
    assert {one.problem.rule for one in found} >= {"missing-key", "wrong-value", "code-form"}


def test_two_places_are_located_where_two_are_involved() -> None:
    text = f'{SOUND}\n[[sectors]]\ncode = "xay-lap"\nname = "Xây dựng"\n'
    [found] = located(text, check(tomli.loads(text))).problems
    assert found.spot == Spot(text.count("\n") - 1, 8, 9)
    assert found.related == Spot(7, 8, 9)


WRONG: list[Any] = [
    5,
    "x",
    "",
    True,
    1.5,
    [],
    {},
    [1],
    [{}],
    [[]],
    {"a": 1},
    "HV-0001",
    "xay-lap",
    -1,
    10**12,
    "\u202e",
]
WRONG += [time(1), datetime(2024, 1, 1), date(1, 1, 1), date(9999, 12, 31), "e\u0301", "\x1b[31m"]  # noqa: DTZ001


def _tables(value: Any) -> list[Any]:
    """Every table and list inside a value, itself the first."""
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [value, *(one for item in inside for one in _tables(item))] if isinstance(value, dict | list) else []


@st.composite
def damaged(draw: st.DrawFn) -> dict[str, Any]:
    """The values of a faulty registry with more faults, anywhere."""
    values = tomli.loads(FORTY)
    for _time in range(draw(st.integers(1, 6))):
        at = draw(st.sampled_from([table for table in _tables(values) if table]))
        step = draw(st.sampled_from(list(at) if isinstance(at, dict) else range(len(at))))
        match draw(st.sampled_from(["replace", "remove", "add"])):
            case "remove":
                del at[step]
            case "add" if isinstance(at, dict):
                at[draw(st.sampled_from(["phnoe", "tên", "a.b", "", "sectors"]))] = copy.deepcopy(
                    draw(st.sampled_from(WRONG))
                )
            case _:
                at[step] = copy.deepcopy(draw(st.sampled_from(WRONG)))
    return values


@given(damaged(), st.booleans())
def test_whatever_is_wrong_every_problem_has_its_place_in_the_text(values: dict[str, Any], windows: bool) -> None:
    text = tomli_w.dumps(values).replace("\n", "\r\n" if windows else "\n")
    found = located(text, check(tomli.loads(text)))
    assert [one.spot[:2] for one in found.problems] == sorted(one.spot[:2] for one in found.problems)
    for one in found.problems:
        for line, column, length in filter(None, (one.spot, one.related)):
            assert 1 <= line <= len(found.lines)
            assert 1 <= column <= max(1, len(found.lines[line - 1].rstrip("\r")))
            assert length >= 1
        assert "\ufdd0" not in f"{one.problem.message}{one.problem.hint}{one.problem.place}"
