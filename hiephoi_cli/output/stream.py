"""Writes to standard output and standard error; a failure of standard output is reported."""

import errno
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import TextIO

from hiephoi_cli.domain.vietnamese import harmless
from hiephoi_cli.errors import FileTrouble
from hiephoi_cli.i18n import _
from hiephoi_cli.output.screen import message_width, messages_on_terminal

_BATCH = 1 << 16


def say(text: str) -> None:
    """Write to standard error, if it is open."""
    try:
        sys.stderr.write(text)
        sys.stderr.flush()
    except (OSError, ValueError):
        _give_up(sys.stderr)


def tell(line: str) -> None:
    """Write a line to standard error: safe to show, and wrapped where that is a terminal."""
    say("".join(f"{part}\n" for part in wrapped(harmless(line))))


def wrapped(line: str, end: str = "") -> list[str]:
    """A line of standard error, cut between words if it is too wide; each piece but the last has that end.

    A word that is too wide is cut on a terminal only, since programs may look for it.
    """
    width, whole = message_width(), not messages_on_terminal()
    if len(line) <= width:
        return [line]
    import textwrap  # most messages fit

    *pieces, last = textwrap.wrap(
        line, width - len(end), subsequent_indent="  ", break_on_hyphens=False, break_long_words=not whole
    ) or [""]
    return [*(piece + end for piece in pieces), last]


def write(pieces: Iterable[str]) -> None:
    """Write to standard output, as UTF-8. Raises as `printing` does."""
    with printing():
        for batch in _batches(pieces):
            sys.stdout.write(batch)


@contextmanager
def printing() -> Iterator[None]:
    """Flush standard output afterwards. A reader that has had enough (`| head`) ends it quietly.

    Raises FileTrouble where the output can't be written, such as on a full disk.
    """
    try:
        yield
        sys.stdout.flush()
    except OSError as error:
        if error.filename is not None:  # of a file, not of the output
            raise
        _give_up(sys.stdout)
        if error.errno not in {errno.EPIPE, errno.EINVAL}:  # EINVAL is what Windows says for a closed pipe
            full = error.errno in {errno.ENOSPC, errno.EDQUOT}
            raise FileTrouble(
                _("standard output: {reason}").format(reason=_("the disk is full") if full else error.strerror),
                _("free some space, then run the command again") if full else _("check where the output goes"),
            ) from None


def _batches(pieces: Iterable[str]) -> Iterator[str]:
    """The pieces in larger ones: some set Python to pass each on to the system by itself."""
    batch, size = [], 0
    for piece in pieces:
        batch.append(piece)
        size += len(piece)
        if size >= _BATCH:
            yield "".join(batch)
            batch, size = [], 0
    yield "".join(batch)


def close_streams() -> None:
    """Flush both streams; failures were reported before."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            _give_up(stream)


def _give_up(stream: TextIO) -> None:
    """Let what is still buffered go nowhere, so that leaving the program does not fail over it again."""
    with suppress(OSError, ValueError):  # not a real file, such as in a test
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
