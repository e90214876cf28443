"""Reads a registry from its file, or reports every fault in it."""

import codecs
import os
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from hiephoi_cli.domain.decoding import registry_of
from hiephoi_cli.domain.records import KINDS, Registry
from hiephoi_cli.errors import Conflict, FileTrouble
from hiephoi_cli.files.in_place import put_right, whole
from hiephoi_cli.files.system_errors import explained
from hiephoi_cli.i18n import _
from hiephoi_cli.toml.parsing import Parsed, known, loads

_LARGE = 1 << 17
"""The size in bytes from which the cache pays off."""


class Source(Struct, frozen=True):
    """A registry that is about to be changed, and the file that it was read from."""

    data: bytes
    text: str
    """What the bytes say, without a byte-order mark."""
    registry: Registry
    parsed: Parsed
    """What is known of the text's pieces, so that it is read back faster after a change."""

    @property
    def mark(self) -> bytes:
        """The file's byte-order mark, if any."""
        return codecs.BOM_UTF8 if self.data.startswith(codecs.BOM_UTF8) else b""


def read(path: Path) -> Registry:
    """The registry in a file. Raises FileTrouble, or InvalidData with every fault."""
    data = current(path)
    registry = _recalled(path, data)
    if registry is None:
        registry = registry_in(path, data)
        keep(path, data, registry)
    return registry


def read_source(path: Path) -> Source:
    """The registry in a file, for a change. Raises as `read` does."""
    data = current(path)
    text = text_in(path, data)
    parsed: Parsed = {}
    registry = _recalled(path, data)
    if registry is None:
        registry = _registry(path, text, parsed)  # not cached: what is written will be
    else:
        parsed = known(text, {kind: getattr(registry, kind) for kind in KINDS})
    return Source(data, text, registry, parsed)


def _recalled(path: Path, data: bytes) -> Registry | None:
    """The registry in these bytes, if they are many and it is cached."""
    if len(data) < _LARGE:
        return None
    from hiephoi_cli.storage.cache import recalled

    return recalled(path, data)


def keep(path: Path, data: bytes, registry: Registry) -> None:
    """Cache the registry in these bytes, if they are many."""
    if len(data) >= _LARGE:
        from hiephoi_cli.storage.cache import remember

        remember(path, data, registry)


def registry_in(path: Path, data: bytes, parsed: Parsed | None = None) -> Registry:
    """The registry that the bytes of a file hold. Raises InvalidData with every fault of it."""
    return _registry(path, text_in(path, data), parsed)


def _registry(path: Path, text: str, parsed: Parsed | None) -> Registry:
    if not text.strip():
        from hiephoi_cli.storage.broken import without_content  # only loaded for broken files, here and below

        raise without_content(path)
    values = parse(path, text, parsed)
    registry = registry_of(values)
    if registry is None:
        from hiephoi_cli.storage.broken import not_a_registry

        raise not_a_registry(path, text, values)
    return registry


def read_text(path: Path) -> str:
    """The text of a file, without a byte-order mark. Raises FileTrouble or Broken."""
    return text_in(path, current(path))


def copy_beside(path: Path) -> Path:
    """The file that keeps a registry whole while it is written in place."""
    path = Path(os.path.realpath(path))
    return path.parent / ".hiephoi" / f"{path.name}.old"


def current(path: Path) -> bytes:
    """The bytes of a registry's file; those before an interrupted write in place."""
    with explained(path):
        refuse_other_kinds(path)
        copy = copy_beside(path)
        if os.path.lexists(copy):
            _put_right(Path(os.path.realpath(path)), copy)
        return whole(path, copy)


def _put_right(path: Path, copy: Path) -> None:
    """Undo an interrupted write in place, unless it is still going on or permission is missing."""
    from hiephoi_cli.storage.lock import locked

    with suppress(Conflict, FileTrouble), locked(path, 0):
        put_right(path, copy)


def text_in(path: Path, data: bytes) -> str:
    """The text that bytes of a file are, without a byte-order mark. Raises Broken."""
    try:
        return data.removeprefix(codecs.BOM_UTF8).decode()
    except UnicodeDecodeError as error:
        from hiephoi_cli.storage.broken import not_text

        raise not_text(path, data, error.start) from None


def refuse_other_kinds(path: Path) -> None:
    """Raise FileTrouble for a device or a pipe, which may never end and cannot be replaced."""
    if path.exists() and not (path.is_file() or path.is_dir()):
        raise FileTrouble(
            _("{file}: a registry must be a file, not a device or a pipe").format(file=path), _("check the path")
        )


def parse(path: Path, text: str, parsed: Parsed | None = None) -> dict[str, object]:
    """The TOML values in a text. Raises Broken."""
    try:
        return loads(text, parsed)
    except (RecursionError, ValueError):  # of which tomli's error is one
        from hiephoi_cli.storage.broken import not_toml

        raise not_toml(path, text) from None
