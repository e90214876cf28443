"""Caches large registries decoded; the file always wins.

The cache is one file of about the registry's size, identified by the digest of the registry's bytes and the program's
version. If it is missing, damaged, out of date or cannot be written, the registry is read without it.
"""

import hashlib
import os
import stat
import zlib
from contextlib import suppress
from datetime import date
from pathlib import Path

import msgspec

from hiephoi_cli import __version__
from hiephoi_cli.domain.decoding import PartialSpot, partial_days, with_partial_days
from hiephoi_cli.domain.partial_day import PartialDay
from hiephoi_cli.domain.records import Registry
from hiephoi_cli.errors import FileTrouble
from hiephoi_cli.files.access import access, differing

_CHECK = 4  # bytes of a checksum


def recalled(path: Path, data: bytes) -> Registry | None:
    """The registry in these bytes, if it is cached."""
    place, key = _place(path), _key(data)
    try:
        if not _may_be_taken(place, path, len(data)):
            return None
        kept = place.read_bytes()
        packed = memoryview(kept)[len(key) + _CHECK :]
        if not kept.startswith(key + _checksum(packed)):
            return None
        registry, days = msgspec.msgpack.decode(packed, type=tuple[Registry, list[PartialSpot]])
        return with_partial_days(registry, days)
    except (OSError, ValueError):
        return None


def remember(path: Path, data: bytes, registry: Registry) -> None:
    """Cache the registry in these bytes, as private as the file; failures are ignored."""
    from hiephoi_cli.storage.lock import note, state_folder

    place = _place(path)
    draft = place.with_suffix(".draft")
    path = path.resolve()
    with suppress(OSError, FileTrouble, OverflowError):  # TOML allows larger numbers
        if not place.parent.is_dir() and not is_mine(path):
            return
        packed = _packed(registry)
        state_folder(path)
        try:
            note(draft, path, _key(data), _checksum(packed), packed)
            draft.replace(place)
        except OSError:
            draft.unlink(missing_ok=True)


def _packed(registry: Registry) -> bytes:
    """A registry whose days are whole, with a list of those of which not all is known, which few registries have."""
    met: list[PartialDay] = []

    def first(day: PartialDay) -> date:
        met.append(day)
        return day.first

    packed = msgspec.msgpack.encode((registry, ()), enc_hook=first)
    return msgspec.msgpack.encode((registry, list(partial_days(registry))), enc_hook=first) if met else packed


def _may_be_taken(place: Path, path: Path, size: int) -> bool:
    """Whether the cache is a file of likely size, readable only by those who may read the registry.

    One that more people may read is removed: the registry has become private since.
    """
    cache = place.lstat()
    if not stat.S_ISREG(cache.st_mode) or cache.st_size > 2 * size:
        return False
    if cache.st_mode & 0o077 and differing(access(path), access(place)):
        place.unlink()
        return False
    return True


def is_mine(path: Path) -> bool:
    """Whether the user owns the registry: for anybody else, reading makes no folder beside it."""
    return os.name == "nt" or path.stat().st_uid == os.getuid()


def _place(path: Path) -> Path:
    path = path.resolve()
    return path.parent / ".hiephoi" / f"{path.name}.cache"


def _key(data: bytes) -> bytes:
    return hashlib.sha256(data).digest() + __version__.encode()


def _checksum(packed: bytes | memoryview) -> bytes:
    return zlib.crc32(packed).to_bytes(_CHECK, "big")
