"""Overwrites a file that cannot be replaced, with a whole copy beside it for recovery after a kill."""

import os
from contextlib import suppress
from itertools import islice, zip_longest
from pathlib import Path

_DIGEST, _LENGTH = 32, 8  # bytes at the start of a copy: the digest of the rest, and the length of the old text


def write_in_place(path: Path, data: bytes, copy: Path) -> None:
    """Overwrite a file while `copy` holds the old and the new text; a failure restores the old one.

    Raises OSError.
    """
    old = path.read_bytes()
    target = os.open(path, os.O_WRONLY | getattr(os, "O_BINARY", 0))
    try:
        _keep_copy(copy, old, data, path)
        try:
            _write_over(target, data)
        except BaseException:
            _write_over(target, old)  # if this fails too, the next command restores it from the copy
            _forget(copy)
            raise
    finally:
        with suppress(OSError):  # everything has been flushed already
            os.close(target)
    _forget(copy)


def whole(path: Path, copy: Path) -> bytes:
    """The bytes of a file that may be being written in place; those before, if that was interrupted."""
    while True:
        before = path.stat()
        data = path.read_bytes()
        if os.path.lexists(copy):
            old = _torn_from(copy, data)
            return data if old is None else old
        after = path.stat()
        if (before.st_mtime_ns, before.st_size, before.st_ino) == (after.st_mtime_ns, after.st_size, after.st_ino):
            return data


def put_right(path: Path, copy: Path) -> None:
    """Undo an interrupted write in place; the caller holds the lock. Raises OSError."""
    if not os.path.lexists(copy):
        return
    old = _torn_from(copy, path.read_bytes())
    if old is not None:
        target = os.open(path, os.O_WRONLY | getattr(os, "O_BINARY", 0))
        try:
            _write_over(target, old)
        finally:
            os.close(target)
    copy.unlink()


def _keep_copy(copy: Path, old: bytes, new: bytes, path: Path) -> None:
    from hiephoi_cli.files.access import access, create_like, flush_folder, write_through

    copy.unlink(missing_ok=True)
    body = len(old).to_bytes(_LENGTH, "big") + old + new
    descriptor = create_like(copy, access(path)).descriptor
    try:
        with os.fdopen(descriptor, "wb"):
            write_through(descriptor, _digest(body) + body)
        flush_folder(copy.parent)
    except BaseException:
        _forget(copy)
        raise


def _forget(copy: Path) -> None:
    """Remove the copy; beside a whole file it would do no harm."""
    with suppress(OSError):
        copy.unlink(missing_ok=True)


def _write_over(target: int, data: bytes) -> None:
    from hiephoi_cli.files.access import write_through

    if os.fstat(target).st_size > len(data):
        os.ftruncate(target, len(data))
    os.lseek(target, 0, os.SEEK_SET)
    write_through(target, data)


def _digest(body: bytes) -> bytes:
    import hashlib

    return hashlib.sha256(body).digest()


def _torn_from(copy: Path, data: bytes) -> bytes | None:
    """The old text, if the bytes are partly old and partly new; None if they are whole.

    An incomplete copy was interrupted before the file was touched.
    """
    kept = copy.read_bytes()
    body = kept[_DIGEST:]
    if _digest(body) != kept[:_DIGEST]:
        return None
    end = _LENGTH + int.from_bytes(body[:_LENGTH], "big")
    old, new = body[_LENGTH:end], body[end:]
    if data in {old, new} or not min(len(old), len(new)) <= len(data) <= max(len(old), len(new)):
        return None
    sources = islice(zip_longest(old, new, fillvalue=0), len(data))
    is_mixed = all(byte in pair for byte, pair in zip(data, sources, strict=True))
    return old if is_mixed else None  # else somebody has saved the file since
