"""Reads a file, a pipe or standard input as bytes."""

import os
import stat
import sys
from pathlib import Path
from typing import BinaryIO

from hiephoi_cli.errors import FileTrouble
from hiephoi_cli.files.system_errors import explained
from hiephoi_cli.i18n import _
from hiephoi_cli.patterns import pattern

_LONGEST = 1 << 28
"""The most bytes to read from a pipe or device: more than any list has, less than memory."""
_DESCRIPTOR = pattern(r"/dev/(stdin|fd/(?P<number>\d{1,9}))")


def read_bytes(name: str) -> bytes:
    """The bytes of a file, or of standard input for `-`; a pipe is read once, to its end.

    Raises FileTrouble, also for endless input.
    """
    with explained(name), _opened(name) as file:
        if stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            return file.read()
        data = file.read(_LONGEST + 1)
    if len(data) > _LONGEST:
        raise FileTrouble(_("{file}: longer than {n} MiB").format(file=name, n=_LONGEST >> 20), _("check the path"))
    return data


def _opened(name: str) -> BinaryIO:
    """The open file; for the name of an inherited descriptor, what is left to read there."""
    if name == "-":
        return os.fdopen(os.dup(sys.stdin.fileno()), "rb")
    if inherited := _DESCRIPTOR.fullmatch(name):
        return os.fdopen(os.dup(int(inherited["number"] or 0)), "rb")
    return Path(name).open("rb")
