"""What was read of a large registry is kept beside it, decoded; nothing counts there that the file doesn't say.

One file for a registry, of about its size, known by the digest of the bytes read and by the program's version. Where it
is missing or damaged, of other bytes, or can't be written, the registry is read as if there were none.
"""

import hashlib
import zlib
from contextlib import suppress
from pathlib import Path

import msgspec

from hiephoi_cli import __version__
from hiephoi_cli.domain.records import Registry

_CHECK = 4  # bytes of a checksum


def recalled(path: Path, data: bytes) -> Registry | None:
    """The registry that these bytes of a file hold, if it is kept."""
    try:
        kept = _place(path).read_bytes()
        key = _key(data)
        packed = memoryview(kept)[len(key) + _CHECK :]
        if not kept.startswith(key + _checksum(packed)):
            return None
        return msgspec.msgpack.decode(packed, type=Registry)
    except (OSError, msgspec.MsgspecError):
        return None


def remember(path: Path, data: bytes, registry: Registry) -> None:
    """Keep what these bytes of a file hold, as private as the file; where it can't be kept, that is no matter."""
    from hiephoi_cli.storage.lock import note, state_folder

    with suppress(OSError, OverflowError):  # TOML knows greater numbers
        packed = msgspec.msgpack.encode(registry)
        path = path.resolve()
        place = state_folder(path) / _place(path).name
        draft = place.with_suffix(".draft")
        note(draft, _key(data) + _checksum(packed) + packed, path)
        draft.replace(place)


def _place(path: Path) -> Path:
    path = path.resolve()
    return path.parent / ".hiephoi" / f"{path.name}.cache"


def _key(data: bytes) -> bytes:
    return hashlib.sha256(data).digest() + __version__.encode()


def _checksum(packed: bytes | memoryview) -> bytes:
    return zlib.crc32(packed).to_bytes(_CHECK, "big")
