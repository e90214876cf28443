"""The one place that asks about the terminal: whether there is one, who answers, its width and its styles."""

import os
import sys
from contextlib import suppress

from hiephoi_cli.patterns import pattern

PAGE = 100
"""Columns of text that people read in a pipe or a file."""
_USUAL = 80  # columns, where neither the environment nor a terminal says
_DUMB = {"dumb", "unknown"}
_STYLE = pattern(r"\x1b\[[0-9;]*m")


def output_on_terminal() -> bool:
    """Whether standard output is a terminal."""
    return sys.stdout.isatty()


def messages_on_terminal() -> bool:
    """Whether standard error is a terminal."""
    return sys.stderr.isatty()


def input_on_terminal() -> bool:
    """Whether standard input is typed at a terminal."""
    return sys.stdin.isatty()


def somebody_is_there() -> bool:
    """Whether questions would be seen and could be answered."""
    return input_on_terminal() and messages_on_terminal()


class Screen:
    """What a terminal can show."""

    def __init__(self, width: int, corners: str, title: str, heading: str) -> None:
        self.width = width
        self.corners = corners
        """Of a table: above left and right, below left and right."""
        self.title = title
        """The code of the style of titles; empty where there are no styles."""
        self.heading = heading
        """The code of the style of the names of fields."""


def screen(*, on_terminal: bool) -> Screen:
    """The screen as the environment describes it; only terminals get styles."""
    legacy = _is_legacy_windows()
    dumb = on_terminal and os.environ.get("TERM", "").lower() in _DUMB
    styled = on_terminal and not dumb and not legacy
    return Screen(
        width=columns(),
        corners="┌┐└┘" if legacy else "╭╮╰╯",
        title="1" if styled else "",
        heading=("1" if os.environ.get("NO_COLOR") else "1;36") if styled else "",
    )


def columns() -> int:
    """How many columns text may take: COLUMNS, else the width of the terminal, else 80."""
    width = _number("COLUMNS") or _terminal_width() or _USUAL
    return width - _is_legacy_windows()  # there the last column ends the line


def page() -> int:
    """How many columns text on standard output may take: those of the terminal, else COLUMNS or a page's."""
    return columns() if output_on_terminal() else _number("COLUMNS") or PAGE


def message_width() -> int:
    """How many columns text on standard error may take: those of the terminal, else a page's."""
    return columns() if messages_on_terminal() else max(PAGE, _number("COLUMNS"))


def styled(text: str, style: str) -> str:
    """The text in that style, and nothing where there is no text."""
    return f"\x1b[{style}m{text}\x1b[0m" if text and style else text


def unstyled(text: str) -> str:
    """The text as it was before `styled`."""
    return _STYLE.sub("", text)


def _number(variable: str) -> int:
    text = os.environ.get(variable, "")
    return int(text) if text.isdecimal() else 0


def _terminal_width() -> int:
    """The columns of the first terminal among the standard streams; 0 where none is."""
    for stream in range(3):
        with suppress(OSError):
            return os.get_terminal_size(stream).columns
    return 0


def _is_legacy_windows() -> bool:
    """Whether it is a console of Windows that knows neither styles nor round corners."""
    if os.name != "nt":
        return False
    from rich.console import detect_legacy_windows

    return detect_legacy_windows()
