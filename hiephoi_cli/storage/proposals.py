"""Keeps the proposals last shown, so that a line of them can be named by its number."""

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import msgspec

from hiephoi_cli.errors import FileTrouble


class Kept(msgspec.Struct, frozen=True):
    """A line of the last `match`."""

    number: int
    supplier: str
    buyer: str | None
    need: str
    offer: str
    product: str
    """The code of a product, or else the need itself."""
    recorded: bool
    """Whether the need stands in the registry, rather than on the command line."""
    linked: bool
    """Whether the two were linked already."""


def keep(registry: Path, proposals: Sequence[Kept]) -> None:
    """Keep these proposals in place of those before, as private as the registry; failures are ignored."""
    from hiephoi_cli.storage.cache import is_mine
    from hiephoi_cli.storage.lock import note, state_folder

    registry = registry.resolve()
    place = _place(registry)
    draft = place.with_suffix(".draft")
    with suppress(OSError, FileTrouble):
        if not place.parent.is_dir() and not is_mine(registry):
            return
        state_folder(registry)
        try:
            note(draft, msgspec.json.encode(proposals), registry)
            draft.replace(place)
        except OSError:
            draft.unlink(missing_ok=True)


def kept(registry: Path) -> list[Kept]:
    """The proposals last shown; none where there are none, or they cannot be read."""
    try:
        return msgspec.json.decode(_place(registry.resolve()).read_bytes(), type=list[Kept])
    except (OSError, msgspec.MsgspecError):
        return []


def _place(registry: Path) -> Path:
    return registry.parent / ".hiephoi" / f"{registry.name}.match"
