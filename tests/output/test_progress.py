"""What is going on, told at a terminal after a moment."""

import io
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr

import pytest

from hiephoi_cli.output.progress import progress

DOING = "đọc [red]danh sách[/]"
HIDDEN, CURSOR, CLEARED = "\x1b[?25l", "\x1b[?25h", "\x1b[2K"
PATIENCE = 20  # seconds


@contextmanager
def terminal() -> Iterator[Callable[[], str]]:
    """A terminal that standard error is; the value tells what was sent since it was last asked."""
    reader, writer = os.openpty()
    os.set_blocking(reader, False)

    def sent() -> str:
        try:
            return os.read(reader, 1 << 16).decode()
        except BlockingIOError:
            return ""

    with open(writer, "w", encoding="utf-8") as stream, redirect_stderr(stream):  # noqa: PTH123  it has no path
        yield sent
    os.close(reader)


def waited(sent: Callable[[], str]) -> str:
    """What is sent until something is told."""
    end, shown = time.monotonic() + PATIENCE, ""
    while DOING not in shown and time.monotonic() < end:
        time.sleep(0.02)
        shown += sent()
    return shown


@pytest.fixture(autouse=True)
def _xterm(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")


def test_what_is_over_at_once_is_not_shown() -> None:
    with terminal() as sent:
        with progress(DOING):
            pass
        time.sleep(0.7)
        assert sent() == ""


def test_what_takes_longer_is_shown_after_a_moment_and_taken_away() -> None:
    started = time.monotonic()
    with terminal() as sent:
        with progress(DOING):
            shown = waited(sent)
            assert time.monotonic() - started >= 0.5
        left = sent()
    assert DOING in shown
    assert shown.startswith(HIDDEN)
    assert CURSOR in left
    assert left.endswith(CLEARED)


def test_a_failure_takes_it_away_too_and_goes_on() -> None:
    with terminal() as sent:
        with pytest.raises(ZeroDivisionError), progress(DOING):  # noqa: PT012  it fails once something is told
            waited(sent)
            raise ZeroDivisionError
        assert sent().endswith(CLEARED)


def test_nothing_is_shown_in_a_pipe() -> None:
    pipe = io.StringIO()
    with redirect_stderr(pipe), progress(DOING):
        time.sleep(0.6)
    assert pipe.getvalue() == ""
