"""What a file, a pipe or standard input holds, as bytes."""

import os
import re
import stat
import sys
from pathlib import Path
from typing import BinaryIO

from hiephoi_cli.errors import FileTrouble
from hiephoi_cli.files.system_errors import explained
from hiephoi_cli.i18n import _

_LONGEST = 1 << 28
"""Bytes that a pipe or a device may give: more than any list has, and less than memory."""
_DESCRIPTOR = re.compile(r"/dev/(stdin|fd/(?P<number>\d{1,9}))")


def read_bytes(name: str) -> bytes:
    """What a file of others holds, or standard input where the name is `-`; a pipe is read once, to its end.

    Raises FileTrouble, also for what goes on for ever.
    """
    with explained(name), _opened(name) as file:
        if stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            return file.read()
        data = file.read(_LONGEST + 1)
    if len(data) > _LONGEST:
        raise FileTrouble(_("{file}: longer than {n} MiB").format(file=name, n=_LONGEST >> 20), _("check the path"))
    return data


def _opened(name: str) -> BinaryIO:
    """The file; a name of a descriptor that this process was given means what is left to read there."""
    if name == "-":
        return os.fdopen(os.dup(sys.stdin.fileno()), "rb")
    if inherited := _DESCRIPTOR.fullmatch(name):
        return os.fdopen(os.dup(int(inherited["number"] or 0)), "rb")
    return Path(name).open("rb")
