"""A file is replaced whole or not at all."""

import errno
import os
import stat
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from hiephoi_cli.errors import FileTrouble
from hiephoi_cli.files.system_errors import explained
from hiephoi_cli.i18n import _

_PRIVATE = 0o600


def replace(path: Path, data: bytes, draft: Path, *, before_rename: Callable[[], None] = lambda: None) -> None:
    """Write `data` to `draft`, flush it to the disk, and rename it to `path`, whose mode and owner it takes.

    Both must be on one disk. The last check, `before_rename`, may raise to leave everything as it was.
    Raises FileTrouble; the draft does not stay.
    """
    with explained(path):
        try:
            _write(draft, data, path)
            before_rename()
            _rename(draft, path)
        except BaseException:
            draft.unlink(missing_ok=True)
            raise
    try:
        _flush_folder(path.parent)
    except OSError as error:
        raise FileTrouble(
            _("{file}: written, but the disk did not confirm it: {said}").format(file=path, said=error.strerror),
            _("look at the file before you run the command again"),
        ) from error


def replace_whole(path: Path, data: bytes) -> None:
    """Write `data` to a file that is no registry, by way of a draft beside it; a link is followed.

    What is no regular file, such as a device, is written to as it is. Raises FileTrouble.
    """
    with explained(path):
        if path.exists() and not path.is_file():
            path.write_bytes(data)
            return
        path = Path(os.path.realpath(path))
        refuse_read_only(path)
        replace(path, data, path.parent / f".{path.name}.{os.getpid()}.new")


def refuse_read_only(path: Path) -> None:
    """Raise FileTrouble for a file that nobody may write, though its folder would let it be replaced."""
    if path.exists() and not (path.stat().st_mode & 0o222 and os.access(path, os.W_OK)):
        raise FileTrouble(
            _("{file}: the file is read-only").format(file=path), _("make it writable, or work on a copy of it")
        )


def _write(draft: Path, data: bytes, like: Path) -> None:
    draft.unlink(missing_ok=True)  # one that a kill left behind
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), _PRIVATE)
    try:
        _take_mode_and_owner(descriptor, like)
        view = memoryview(data)
        while view:
            view = view[os.write(descriptor, view) :]
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _take_mode_and_owner(descriptor: int, like: Path) -> None:
    """Give the draft the mode of the file it replaces, and its owner where we may; a new file gets the usual mode.

    Raises PermissionError where those who could use the file through its group no longer could.
    """
    if os.name == "nt":
        return
    try:
        wanted = like.stat()
    except FileNotFoundError:
        os.fchmod(descriptor, ~_umask() & 0o666)
        return
    for owner in (wanted.st_uid, -1):
        with suppress(PermissionError):
            os.fchown(descriptor, owner, wanted.st_gid)
            break
    if os.fstat(descriptor).st_gid != wanted.st_gid and wanted.st_mode & stat.S_IRWXG:
        raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))
    os.fchmod(descriptor, stat.S_IMODE(wanted.st_mode))


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _rename(draft: Path, path: Path) -> None:
    """Rename; on Windows again for a while, as virus scanners and Excel hold files open for a moment."""
    if os.name != "nt":
        draft.replace(path)
        return
    import time

    for pause in (0.05, 0.1, 0.2, 0.4, 0.8):
        try:
            draft.replace(path)
        except PermissionError:
            time.sleep(pause)
        else:
            return
    draft.replace(path)


def _flush_folder(folder: Path) -> None:
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
