"""One writer at a time: a lock beside the registry that is never removed, and says who holds it."""

import getpass
import os
import platform
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from hiephoi_cli.errors import Conflict
from hiephoi_cli.files.system_errors import explained
from hiephoi_cli.i18n import _


def state_folder(registry: Path) -> Path:
    """The folder beside a registry for what the program keeps for itself; made if need be, as private as the file."""
    folder = registry.parent / ".hiephoi"
    like = registry.stat()
    with suppress(FileExistsError):
        folder.mkdir()
        _share(folder, like, stat.S_IMODE(folder.stat().st_mode) & stat.S_ISGID | _passable(like.st_mode))
        note(folder / ".gitignore", b"*\n", registry)
    return folder


def note(path: Path, data: bytes, registry: Path) -> None:
    """Write to a new file of the program's own, for those who may read and write the registry."""
    path.unlink(missing_ok=True)
    path.touch(0o600, exist_ok=False)
    like = registry.stat()
    _share(path, like, stat.S_IMODE(like.st_mode))
    path.write_bytes(data)


def _passable(mode: int) -> int:
    """The mode of a folder for those who may read a file of this mode; its owner may do all."""
    mode = stat.S_IMODE(mode)
    return mode | (mode & 0o444) >> 2 | stat.S_IRWXU


def _share(path: Path, like: os.stat_result, mode: int) -> None:
    """Give a path of our own the group of the registry, as far as we may, and the mode."""
    if os.name != "nt":
        with suppress(PermissionError):
            os.chown(path, -1, like.st_gid)
    path.chmod(mode)


@contextmanager
def locked(registry: Path, wait: float) -> Iterator[None]:
    """Hold the registry's lock, waiting for it `wait` seconds at most.

    Raises Conflict naming who holds it and since when.
    """
    from filelock import FileLock, Timeout  # a fifth of the start-up, needed by writers only

    with explained(registry):
        folder = state_folder(registry)
        holder = folder / f"{registry.name}.holder"
        like = registry.stat()
        lock = FileLock(folder / f"{registry.name}.lock", timeout=max(0.0, wait), mode=stat.S_IMODE(like.st_mode))
        try:
            lock.acquire()
        except Timeout:
            raise Conflict(
                _("{file} is being changed by {holder}").format(file=registry.name, holder=_told(holder)),
                _("try again in a moment, or wait longer with --wait SECONDS"),
            ) from None
        try:
            with suppress(PermissionError):  # somebody else made it
                _share(Path(lock.lock_file), like, stat.S_IMODE(like.st_mode))
            note(holder, _self().encode(), registry)
            yield
        finally:
            lock.release()


def _self() -> str:
    since = datetime.now().astimezone().isoformat(" ", "seconds")
    return f"{_user()}@{platform.node()} (process {os.getpid()}), {since}"


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # an account without a name
        return "?"


def _told(holder: Path) -> str:
    try:
        return holder.read_text(encoding="utf-8").strip() or _("another program")
    except (OSError, UnicodeDecodeError):
        return _("another program")
