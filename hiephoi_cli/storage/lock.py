"""One writer at a time: a lock beside the registry that is never removed, and says who holds it."""

import getpass
import os
import platform
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from hiephoi_cli.errors import Conflict
from hiephoi_cli.i18n import _
from hiephoi_cli.storage.trouble import explained


def state_folder(registry: Path) -> Path:
    """The folder beside a registry for what the program keeps for itself; made if need be, as private as the file."""
    folder = registry.parent / ".hiephoi"
    if not folder.is_dir():
        mode = stat.S_IMODE(registry.stat().st_mode)
        folder.mkdir(exist_ok=True)
        folder.chmod(mode | (mode & 0o444) >> 2 | stat.S_IRWXU)
        _note(folder / ".gitignore", "*\n", mode)
    return folder


@contextmanager
def locked(registry: Path, wait: float) -> Iterator[None]:
    """Hold the registry's lock, waiting for it `wait` seconds at most.

    Raises Conflict naming who holds it and since when.
    """
    from filelock import FileLock, Timeout  # a fifth of the start-up, needed by writers only

    with explained(registry):
        folder = state_folder(registry)
        mode = stat.S_IMODE(registry.stat().st_mode)
        holder = folder / f"{registry.name}.holder"
        lock = FileLock(
            folder / f"{registry.name}.lock", timeout=max(0.0, wait), mode=stat.S_IMODE(registry.stat().st_mode)
        )
        try:
            lock.acquire()
        except Timeout:
            raise Conflict(
                _("{file} is being changed by {holder}").format(file=registry.name, holder=_told(holder)),
                _("try again in a moment, or wait longer with --wait SECONDS"),
            ) from None
        try:
            _note(holder, _self(), mode)
            yield
        finally:
            lock.release()


def _note(path: Path, text: str, mode: int) -> None:
    """Write a few words to a file of that mode."""
    path.touch(mode)
    path.chmod(mode)
    path.write_text(text, encoding="utf-8")


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
