"""Every state that a registry was in can be had back byte for byte, and every change undone, whoever made it."""

import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from harness import REGISTRY, Cli
from hiephoi_cli.storage.history import When, as_of, history

FIRST = REGISTRY.read_text(encoding="utf-8")
MEMBER = '\n[[members]]\nid = "HV-{n:04}"\nname = "Công ty {n}"\n'
LIST = "name,phone\n" + "".join(f"Công ty Nhập {number},02251234{number:02}\n" for number in range(5))


def _command(*args: str) -> Callable[[Cli, int], None]:
    def run(cli: Cli, number: int) -> None:
        (cli.folder / "list.csv").write_text(LIST, encoding="utf-8")
        cli(*(word.format(n=number) for word in args))

    return run


def _by_hand(change: Callable[[bytes, int], bytes]) -> Callable[[Cli, int], None]:
    def save(cli: Cli, number: int) -> None:
        cli.path.write_bytes(change(cli.path.read_bytes(), number))

    return save


STEPS = {
    "add": _command("member", "add", "Công ty {n}"),
    "edit": _command("member", "edit", "HV-0001", "--phone", "022512345{n}"),
    "edit another": _command("member", "edit", "HV-0002", "--phone", "{n}"),
    "erase": _command("member", "edit", "HV-0001", "--clear", "phone"),
    "remove": _command("member", "remove", "HV-0002", "--yes"),
    "import": _command("member", "import", "list.csv", "--yes"),
    "sector": _command("sector", "add", "Ngành {n}"),
    "of a sector": _command("member", "edit", "HV-0001", "--sector", "nganh-{n}"),
    "end": _command("officer", "end", "chu-tich", "Tùng", "--on", "2026-1{n}-01", "--reason", "resigned"),
    "fix": _command("check", "--fix"),
    "undo": _command("undo"),
    "redo": _command("redo"),
    "undo one": _command("undo", "{n}"),
    "back to": _command("undo", "--to", "{n}"),
    "log": _command("log"),
    "comment": _by_hand(lambda data, number: b"# %d\n" % number + data),
    "line ends": _by_hand(lambda data, _number: data.replace(b"\n", b"\r\n").replace(b"\r\r", b"\r")),
    "a mark": _by_hand(lambda data, _number: b"\xef\xbb\xbf" + data.removeprefix(b"\xef\xbb\xbf")),
    "a member": _by_hand(lambda data, number: data + MEMBER.format(n=50 + number).encode()),
    "a name": _by_hand(lambda data, number: data.replace("Công ty TNHH".encode(), b"Cty %d" % number)),
    "no end": _by_hand(lambda data, _number: data.rstrip(b"\r\n")),
    "broken": _by_hand(lambda data, number: data + b"\xff[[%d" % number),
    "the first": _by_hand(lambda _data, _number: FIRST.encode()),
}
"""Changes of every kind, by the program and by hand; some are refused, depending on what went before."""

moves = st.lists(st.tuples(st.sampled_from([*STEPS]), st.integers(0, 5)), min_size=1, max_size=10)


FEW = settings(max_examples=max(3, settings.default.max_examples // 10))
"""Each example is a dozen commands."""


@FEW
@given(steps=moves)
def test_every_state_can_be_had_back_and_all_can_be_undone(steps: list[tuple[str, int]]) -> None:
    with TemporaryDirectory() as folder:
        cli = Cli(Path(folder))
        cli("member", "add", "Công ty Đầu")
        first = cli.path.read_bytes()
        texts, times = {1: first}, {}
        for name, number in steps:
            STEPS[name](cli, number)
            last = history(cli.path).last
            texts = {known: text for known, text in texts.items() if known < last} | {last: cli.path.read_bytes()}
            if number % 2:  # else it may not be noticed before the next one comes
                assert cli("log").status == 0
                times[datetime.now().astimezone()] = cli.path.read_bytes()
                time.sleep(0.02)  # files tell when they were saved less finely than the clock
        for number, text in texts.items():
            assert as_of(cli.path, When(number=number)).data == text, number
        for then, text in times.items():
            assert as_of(cli.path, When(until=then)).data == text, then
        undone = cli("undo", "--to", "1")
        assert undone.status == (0 if history(cli.path).last > 1 else 3), undone
        assert cli.path.read_bytes() == first


@FEW
@given(steps=moves)
def test_undo_and_redo_is_nothing(steps: list[tuple[str, int]]) -> None:
    with TemporaryDirectory() as folder:
        cli = Cli(Path(folder))
        for name, number in steps:
            STEPS[name](cli, number)
        before, can_be_read = cli.path.read_bytes(), cli("member", "list").status == 0
        undone = cli("undo")
        if undone.status:
            assert cli.path.read_bytes() == before, undone
            return
        redone = cli("redo")
        assert redone.status == 0 or not can_be_read, redone
        assert cli.path.read_bytes() == before or not can_be_read, redone


@pytest.mark.deep
@FEW
@given(steps=moves)
def test_one_undo_after_another_leads_to_the_first_file(steps: list[tuple[str, int]]) -> None:
    with TemporaryDirectory() as folder:
        cli = Cli(Path(folder))
        cli("member", "add", "Công ty Đầu")
        for name, number in steps:
            if name not in {"undo", "redo", "undo one", "back to", "broken"}:
                STEPS[name](cli, number)
        cli("member", "add", "Công ty Cuối")
        while (undone := cli("undo")).status == 0:
            pass
        assert undone.status == 3, undone
        assert "nothing to undo" in undone.err
        assert cli.text == FIRST
