"""What was read of a large registry is kept beside it, decoded; nothing counts there that the file doesn't say.

One file for a registry, of about its size, known by the digest of the bytes read and by the program's version. Where it
is missing or damaged, of other bytes, or can't be written, the registry is read as if there were none.
"""

import hashlib
import os
import stat
import zlib
from contextlib import suppress
from pathlib import Path

import msgspec

from hiephoi_cli import __version__
from hiephoi_cli.domain.records import Registry
from hiephoi_cli.errors import FileTrouble
from hiephoi_cli.files.access import access, differing

_CHECK = 4  # bytes of a checksum


def recalled(path: Path, data: bytes) -> Registry | None:
    """The registry that these bytes of a file hold, if it is kept."""
    place, key = _place(path), _key(data)
    try:
        if not _may_be_taken(place, path, len(data)):
            return None
        kept = place.read_bytes()
        packed = memoryview(kept)[len(key) + _CHECK :]
        if not kept.startswith(key + _checksum(packed)):
            return None
        return msgspec.msgpack.decode(packed, type=Registry)
    except (OSError, msgspec.MsgspecError):
        return None


def remember(path: Path, data: bytes, registry: Registry) -> None:
    """Keep what these bytes of a file hold, as private as the file; where it can't be kept, that is no matter."""
    from hiephoi_cli.storage.lock import note, state_folder

    place = _place(path)
    draft = place.with_suffix(".draft")
    path = path.resolve()
    with suppress(OSError, FileTrouble, OverflowError):  # TOML knows greater numbers
        if not place.parent.is_dir() and not _is_mine(path):
            return
        packed = msgspec.msgpack.encode(registry)
        state_folder(path)
        try:
            note(draft, _key(data) + _checksum(packed) + packed, path)
            draft.replace(place)
        except OSError:
            draft.unlink(missing_ok=True)


def _may_be_taken(place: Path, path: Path, size: int) -> bool:
    """Whether what lies there is a file of a likely size that nobody may read who may not read the registry.

    One that more people may read goes: the registry has become private since.
    """
    found = place.lstat()
    if not stat.S_ISREG(found.st_mode) or found.st_size > 2 * size:
        return False
    if found.st_mode & 0o077 and differing(access(path), access(place)):
        place.unlink()
        return False
    return True


def _is_mine(path: Path) -> bool:
    """Whether the registry belongs to who runs the program: nobody else makes folders beside it by a mere look."""
    return os.name == "nt" or path.stat().st_uid == os.getuid()


def _place(path: Path) -> Path:
    path = path.resolve()
    return path.parent / ".hiephoi" / f"{path.name}.cache"


def _key(data: bytes) -> bytes:
    return hashlib.sha256(data).digest() + __version__.encode()


def _checksum(packed: bytes | memoryview) -> bytes:
    return zlib.crc32(packed).to_bytes(_CHECK, "big")
