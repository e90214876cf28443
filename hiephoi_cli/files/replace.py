"""Replaces a file whole or not at all."""

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from hiephoi_cli.errors import FileTrouble
from hiephoi_cli.files.access import Access, Draft, access_if_any, create_like, flush_folder, refused, write_through
from hiephoi_cli.files.in_place import write_in_place
from hiephoi_cli.files.system_errors import explained, is_replaceable, reason
from hiephoi_cli.i18n import _

_LINKS = 40  # the most links to follow in a path


def replace(
    path: Path, data: bytes, draft: Path, copy: Path, *, before_rename: Callable[[], None] = lambda: None
) -> list[str]:
    """Write `data` to `draft`, flush it to the disk, and rename it to `path`, with the same access.

    `before_rename` is the last check, and may raise to leave everything unchanged. A file that no rename can replace is
    overwritten, with `copy` beside it. Returns warnings about how it was written. Raises FileTrouble if nothing was
    written; removes the draft.
    """
    with explained(path):
        like = access_if_any(path)
        try:
            new = _written(draft, data, path, like)
            before_rename()
            is_renamed = not new.barred and _is_renamed(draft, path)
            if not is_renamed:
                _write_in_place(path, data, copy, is_new=like is None)
        finally:
            with suppress(OSError):
                draft.unlink(missing_ok=True)
    odd = [_("{file}: the attribute '{name}' was lost").format(file=path, name=name) for name in new.lost if is_renamed]
    try:
        flush_folder(path.parent)
    except OSError as error:
        odd.append(
            _("{file}: written, but not confirmed by the disk: {reason}").format(file=path, reason=reason(error))
        )
    return odd


def replace_whole(path: Path, data: bytes) -> list[str]:
    """Replace any file by way of a draft beside it; links are followed.

    A device, a pipe or a descriptor such as /dev/stdout is written to directly. Returns warnings about how it was
    written. Raises FileTrouble.
    """
    with explained(path):
        if flows(path):
            with suppress(BrokenPipeError):  # the reader has closed the pipe
                _write_to(path, data)
            return []
        path = Path(os.path.realpath(path))
        refuse_read_only(path)
        beside = f".{path.name}.{os.getpid()}"
        return replace(path, data, path.parent / f"{beside}.new", path.parent / f"{beside}.old")


def refuse_read_only(path: Path) -> None:
    """Raise FileTrouble for a read-only file, even if its folder would let it be replaced."""
    if path.exists() and not (path.stat().st_mode & 0o222 and os.access(path, os.W_OK)):
        raise FileTrouble(
            _("{file}: the file is read-only").format(file=path), _("make it writable, or work on a copy of it")
        )


def flows(path: Path) -> bool:
    """Whether a path is a device, a pipe, or an open file such as /dev/stdout."""
    return _descriptor(path) is not None or (path.exists() and not path.is_file())


def _descriptor(path: Path) -> int | None:
    """The open file that a path such as /dev/stdout or /proc/self/fd/3 stands for, perhaps through links."""
    name = os.fspath(path)
    for _link in range(_LINKS):
        folder, last = os.path.split(name)
        if last.isdecimal() and os.path.realpath(folder) in {f"/proc/{os.getpid()}/fd", "/dev/fd"}:
            return int(last)
        try:
            name = os.path.join(folder, os.readlink(name))  # noqa: PTH115, PTH118  one link at a time
        except OSError:
            break
    return None


def _write_to(path: Path, data: bytes) -> None:
    """Write to an existing device, pipe or open file at its position; creates, truncates and flushes nothing."""
    descriptor = _descriptor(path)
    with os.fdopen(os.open(path, os.O_WRONLY) if descriptor is None else os.dup(descriptor), "wb") as file:
        file.write(data)


def _written(draft: Path, data: bytes, path: Path, like: Access | None) -> Draft:
    """Write the draft. Raises FileTrouble if replacing the file would change who may use it."""
    draft.unlink(missing_ok=True)  # left behind by a kill
    new = create_like(draft, like)
    try:
        if (
            like and new.barred and os.fstat(new.descriptor).st_dev == like.device
        ):  # on another disk it replaces nothing
            raise refused(path, new.barred)
        write_through(new.descriptor, data)
    finally:
        os.close(new.descriptor)
    return new


def _is_renamed(draft: Path, path: Path) -> bool:
    """Rename the draft, unless the system never lets this file be replaced."""
    try:
        _rename(draft, path)
    except OSError as error:
        if is_replaceable(error):
            raise
        return False
    return True


def _write_in_place(path: Path, data: bytes, copy: Path, *, is_new: bool) -> None:
    if is_new:
        os.close(create_like(path, None).descriptor)
    try:
        write_in_place(path, data, copy)
    except BaseException:
        if is_new:
            path.unlink()
        raise


def _rename(draft: Path, path: Path) -> None:
    """Rename; on Windows retry for a while, as virus scanners and Excel hold files open for a moment."""
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
