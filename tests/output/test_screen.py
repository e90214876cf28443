"""What a screen can show is what Rich says of it; how wide it is, all ask of one place."""

import fcntl
import os
import struct
import termios
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product

import pytest
from rich.console import Console
from rich.text import Text

from harness import share
from hiephoi_cli.output.screen import columns, screen, styled

ASKED = ("TERM", "COLORTERM", "NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE", "COLUMNS", "LINES")
STYLES = [
    *({"TERM": term} for term in ("xterm-256color", "xterm", "linux", "", "dumb", "Unknown", "DUMB", " dumb")),
    *({"TERM": "xterm", "NO_COLOR": value} for value in ("", "1", "0", " ")),
    *({"TERM": "dumb", name: "1"} for name in ("FORCE_COLOR", "TTY_COMPATIBLE", "NO_COLOR")),
    *({"TERM": "xterm", "FORCE_COLOR": value} for value in ("", "0", "1")),
    *({"TERM": "xterm", "TTY_COMPATIBLE": value} for value in ("0", "1")),
    *({"TERM": "xterm", "COLORTERM": value} for value in ("truecolor", "24bit", "x")),
    {},
]
NUMBERS = (None, "", "100", "x", "-5", "+7", "1e3", " 90", "٣٣")
WIDTHS = [
    {name: value for name, value in (("COLUMNS", columns), ("LINES", lines)) if value is not None}
    for columns, lines in product(NUMBERS, (None, "", "40", "x"))
]


@contextmanager
def terminal(columns: int) -> Iterator[None]:
    """Within it, standard input is a terminal that says it is so wide."""
    ours, theirs = os.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 25, columns, 0, 0))
    kept = os.dup(0)
    os.dup2(theirs, 0)
    try:
        yield
    finally:
        os.dup2(kept, 0)
        for stream in (ours, theirs, kept):
            os.close(stream)


@pytest.fixture(autouse=True)
def _nothing_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ASKED:
        monkeypatch.delenv(name, raising=False)


def _as_rich(text: str, style: str, *, on_terminal: bool) -> str:
    console = Console(force_terminal=on_terminal)
    with console.capture() as captured:
        console.print(Text(text, style=style), end="")
    return captured.get().rstrip("\n")


@pytest.mark.parametrize("on_terminal", [True, False])
@pytest.mark.parametrize("environment", share(STYLES, every=2), ids=str)
def test_styles_are_those_that_rich_would_use(
    environment: dict[str, str], monkeypatch: pytest.MonkeyPatch, *, on_terminal: bool
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    found = screen(on_terminal=on_terminal)
    assert styled("x", found.title) == _as_rich("x", "bold", on_terminal=on_terminal)
    assert styled("x", found.heading) == _as_rich("x", "bold cyan", on_terminal=on_terminal)
    assert styled("", found.title) == ""


@pytest.mark.parametrize("on_terminal", [True, False])
@pytest.mark.parametrize("environment", share(WIDTHS, every=3), ids=str)
def test_the_width_is_the_one_that_rich_finds(
    environment: dict[str, str], monkeypatch: pytest.MonkeyPatch, *, on_terminal: bool
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    for width in (0, 57, 200):
        with terminal(width):
            assert screen(on_terminal=on_terminal).width == Console(force_terminal=on_terminal).width


@pytest.mark.parametrize("term", ["dumb", "unknown", "xterm", ""])
def test_a_terminal_is_as_wide_as_it_is_told_whatever_it_can_show(term: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", term)
    with terminal(57):
        assert screen(on_terminal=True).width == columns() == 57
        monkeypatch.setenv("COLUMNS", "40")
        assert screen(on_terminal=True).width == columns() == 40


def test_a_screen_of_no_columns_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "0")
    with terminal(57):
        assert screen(on_terminal=True).width == 57


def test_corners_are_round() -> None:
    assert screen(on_terminal=True).corners == "╭╮╰╯"
