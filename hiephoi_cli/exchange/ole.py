"""The streams of a compound file, in which Office kept all before 2007, and keeps what has a password ([MS-CFB])."""

from functools import cached_property
from struct import unpack_from

from hiephoi_cli.exchange.package import Broken

_HEADER, _IN_HEADER = 512, 109
_ENTRY = 128
_LAST = 0xFFFFFFFA
"""From here on, numbers of sectors stand for none."""
_STREAM, _ROOT = 2, 5


class CompoundFile:
    """A compound file in memory. Anything may be raised where it is broken, of ValueError, IndexError and struct."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._size = 1 << unpack_from("<H", data, 30)[0]
        self._small, self._cutoff = 1 << unpack_from("<H", data, 32)[0], unpack_from("<I", data, 56)[0]
        sectors = [*unpack_from(f"<{_IN_HEADER}I", data, 76)]
        more: int = unpack_from("<I", data, 68)[0]
        while more < _LAST and len(sectors) * self._size < len(data):
            *own, more = self._numbers(self._sector(more))
            sectors += own
        self._next = [number for sector in sectors if sector < _LAST for number in self._numbers(self._sector(sector))]

    @cached_property
    def entries(self) -> dict[str, tuple[int, int, int]]:
        """The kind, the first sector and the size of all that is inside, by name in small letters."""
        listed = self._chain(unpack_from("<I", self._data, 48)[0])
        found: dict[str, tuple[int, int, int]] = {}
        for start in range(0, len(listed) - _ENTRY + 1, _ENTRY):
            length, kind = unpack_from("<HB", listed, start + 64)
            name = listed[start : start + max(length - 2, 0)].decode("utf-16-le", "replace")
            found.setdefault(name.lower(), (kind, *unpack_from("<II", listed, start + 116)))
        return found

    def stream(self, name: str) -> bytes:
        """The bytes of a stream."""
        kind, first, size = self.entries[name]
        if kind != _STREAM:
            raise Broken
        return (self._of_small(first, size) if size < self._cutoff else self._chain(first))[:size]

    def _chain(self, first: int) -> bytes:
        """The sectors that follow one another from a first one on."""
        chain: list[bytes] = []
        while first < _LAST and len(chain) <= len(self._next):
            chain.append(self._sector(first))
            first = self._next[first]
        return b"".join(chain)

    def _of_small(self, first: int, size: int) -> bytes:
        """A stream that is kept in the sectors for small ones."""
        whole = self._chain(next(start for kind, start, _size in self.entries.values() if kind == _ROOT))
        following = self._numbers(self._chain(unpack_from("<I", self._data, 60)[0]))
        parts: list[bytes] = []
        while first < _LAST and len(parts) * self._small < size:
            parts.append(whole[first * self._small : (first + 1) * self._small])
            first = following[first]
        return b"".join(parts)

    def _sector(self, number: int) -> bytes:
        start = _HEADER if self._size == _HEADER else self._size
        start += number * self._size
        return self._data[start : start + self._size]

    @staticmethod
    def _numbers(data: bytes) -> tuple[int, ...]:
        return unpack_from(f"<{len(data) // 4}I", data)
