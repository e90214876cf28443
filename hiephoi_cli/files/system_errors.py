"""Puts the operating system's errors about files in words, with hints."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hiephoi_cli.errors import FileTrouble
from hiephoi_cli.i18n import N_, _

_SAID = {
    errno.ENOENT: (N_("no such file or folder"), N_("check the path")),
    errno.EBADF: (N_("no such file or folder"), N_("check the path")),
    errno.EACCES: (N_("no permission"), N_("ask for permission, or use another file")),
    errno.EPERM: (N_("no permission"), N_("ask for permission, or use another file")),
    errno.EROFS: (N_("the disk is read-only"), N_("copy the file to a writable disk")),
    errno.ENOSPC: (N_("the disk is full"), N_("free some space, then run the command again")),
    errno.EDQUOT: (N_("your disk quota is full"), N_("free some space, then run the command again")),
    errno.EISDIR: (N_("it is a folder"), N_("choose a file in it")),
    errno.ENOTDIR: (N_("part of the path is a file, not a folder"), N_("check the path")),
    errno.EIO: (N_("the disk failed"), N_("copy the file to another disk, then run the command again")),
}

_NOT_OFFERED = {errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOLCK, errno.ENOTTY}
_NOT_REPLACED = _NOT_OFFERED | {errno.EBUSY, errno.EXDEV, errno.EPERM, errno.EACCES, errno.EEXIST}


def is_offered(error: OSError) -> bool:
    """Whether this file system supports what failed: locks, access lists, flushing a folder."""
    return error.errno not in _NOT_OFFERED


def is_replaceable(error: OSError) -> bool:
    """Whether a failed rename may succeed later; onto a mount point or in a sticky folder none does."""
    return error.errno not in _NOT_REPLACED


@contextmanager
def where_offered() -> Iterator[None]:
    """Ignore what this file system does not support."""
    try:
        yield
    except OSError as error:
        if is_offered(error):
            raise


@contextmanager
def explained(path: Path | str) -> Iterator[None]:
    """Turn the operating system's errors about a path into FileTrouble."""
    try:
        yield
    except OSError as error:
        raise trouble(path, error) from error


def trouble(path: Path | str, error: OSError) -> FileTrouble:
    """The FileTrouble for an error of the operating system about a path."""
    hint = _SAID[error.errno or 0][1] if error.errno in _SAID else N_("run the command again")
    return FileTrouble(f"{path}: {reason(error)}", _(hint))


def reason(error: OSError) -> str:
    """An error of the operating system in words."""
    return _(_SAID[error.errno or 0][0]) if error.errno in _SAID else error.strerror or str(error)
