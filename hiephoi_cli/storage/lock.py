"""Lets one writer in at a time: a lock beside the registry, never removed, and a claim that says who holds it."""

import errno
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from hiephoi_cli.errors import Conflict, FileTrouble
from hiephoi_cli.files.access import Access, access, create_like, differing, make_folder_like, refused, take
from hiephoi_cli.files.system_errors import is_offered, reason, trouble
from hiephoi_cli.i18n import _
from hiephoi_cli.storage.claim import Claimed, claimed, claims, pause

_TAKEN = {errno.EAGAIN, errno.EACCES, errno.EDEADLK}


def state_folder(registry: Path) -> Path:
    """The folder beside a registry for the program's own files; created if missing, as private as the registry.

    Raises FileTrouble if those who may use the registry could not use the folder.
    """
    folder = registry.parent / ".hiephoi"
    with suppress(FileExistsError):
        if not folder.exists() and (barred := make_folder_like(folder, access(registry))):
            raise refused(registry, barred)
    ignored = folder / ".gitignore"
    try:
        is_complete = ignored.stat().st_size > 0
    except FileNotFoundError:
        is_complete = False
    if not is_complete:
        with suppress(FileExistsError):  # another process has just made it
            note(ignored, registry, b"*\n")
    return folder


def note(path: Path, registry: Path, *parts: bytes) -> None:
    """Write a new file of the program's own, accessible to those who may use the registry, or fewer."""
    path.unlink(missing_ok=True)
    with os.fdopen(create_like(path, access(registry)).descriptor, "wb") as file:
        file.writelines(parts)


@contextmanager
def locked(registry: Path, wait: float, what: str = "") -> Iterator[Path]:
    """Hold the registry's lock, or another one of it, waiting `wait` seconds at most; yields the claim's file.

    Raises Conflict that says who holds it and since when.
    """
    deadline = time.monotonic() + max(0.0, wait)
    with _explained(registry):
        folder = state_folder(registry)
        name = f"{registry.name}{what}"
        descriptor = _opened(folder / f"{name}.lock", access(registry))
        try:
            while descriptor is not None and not _is_locked(descriptor):
                pause(deadline, claims(folder, name))
            with claimed(folder, name, deadline) as claim:
                yield claim
        except Claimed as other:
            raise Conflict(
                _("{file} is being changed by {holder}").format(
                    file=registry.name, holder=str(other) or _("another program")
                ),
                _("try again in a moment, or wait longer with --wait SECONDS"),
            ) from None
        finally:
            if descriptor is not None:
                with suppress(OSError):
                    os.close(descriptor)


@contextmanager
def _explained(registry: Path) -> Iterator[None]:
    """Turn the system's errors into FileTrouble; one about the program's own folder says so."""
    folder = registry.parent / ".hiephoi"
    try:
        yield
    except (PermissionError, NotADirectoryError) as error:
        if folder not in {Path(error.filename or ""), *Path(error.filename or "").parents}:
            raise trouble(registry, error) from error
        if isinstance(error, PermissionError):
            hint = _("make this folder writable: the lock and the log of changes lie in it")
        else:
            hint = _("give this file another name: the lock and the log of changes lie in a folder of its name")
        own = folder if folder.exists() else registry.parent
        raise FileTrouble(f"{own}: {reason(error)}", hint) from error
    except OSError as error:
        raise trouble(registry, error) from error


def _opened(path: Path, like: Access) -> int | None:
    """Open the lock for those who may use the registry; None if permission is denied, as claims suffice."""
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600)
    except PermissionError:
        return None
    if differing(like, access(descriptor)):
        take(descriptor, like)
    return descriptor


def _is_locked(descriptor: int) -> bool:
    """Lock an open file for this process; where locks are unsupported, the claim has to do."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in _TAKEN:
            return False
        if is_offered(error):
            raise
    return True
