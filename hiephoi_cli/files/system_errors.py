"""What the operating system says of a file, in words and with what to do."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hiephoi_cli.errors import FileTrouble
from hiephoi_cli.i18n import N_, _

_SAID = {
    errno.ENOENT: (N_("there is no such file or folder"), N_("check the path")),
    errno.EBADF: (N_("there is no such file or folder"), N_("check the path")),
    errno.EACCES: (N_("no permission"), N_("ask for the right to it, or use another file")),
    errno.EPERM: (N_("no permission"), N_("ask for the right to it, or use another file")),
    errno.EROFS: (N_("the disk is read-only"), N_("copy the file to a disk that can be written")),
    errno.ENOSPC: (N_("the disk is full"), N_("make room on the disk, then run the command again")),
    errno.EDQUOT: (N_("your share of the disk is full"), N_("make room on the disk, then run the command again")),
    errno.EISDIR: (N_("it is a folder"), N_("name a file in it")),
    errno.ENOTDIR: (N_("a part of the path is a file, not a folder"), N_("check the path")),
    errno.EIO: (N_("the disk failed"), N_("copy the file to another disk, then run the command again")),
}


@contextmanager
def explained(path: Path | str) -> Iterator[None]:
    """Turn what the operating system says of a path into a FileTrouble."""
    try:
        yield
    except OSError as error:
        raise trouble(path, error) from error


def trouble(path: Path | str, error: OSError) -> FileTrouble:
    """The FileTrouble that tells what the operating system said of a path."""
    said, hint = _SAID.get(error.errno or 0, (error.strerror or str(error), N_("run the command again")))
    return FileTrouble(f"{path}: {_(said)}", _(hint))
