"""Keeps the proposals last shown to each person, who can then name a line of them by its number."""

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import msgspec

from hiephoi_cli.errors import FileTrouble


class Kept(msgspec.Struct, frozen=True):
    """A line of somebody's last `match`."""

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
    """Whether the two were linked for the need already."""


def keep(registry: Path, by: str, proposals: Sequence[Kept]) -> None:
    """Keep these proposals in place of those shown to a person before, as private as the registry.

    Failures are ignored.
    """
    from hiephoi_cli.storage.cache import is_mine
    from hiephoi_cli.storage.lock import note, state_folder

    registry = registry.resolve()
    place = _place(registry, by)
    draft = place.with_name(f"{place.name}.draft")
    with suppress(OSError, FileTrouble):
        if not place.parent.is_dir() and not is_mine(registry):
            return
        state_folder(registry)
        try:
            note(draft, registry, msgspec.json.encode(proposals))
            draft.replace(place)
        except OSError:
            draft.unlink(missing_ok=True)


def kept(registry: Path, by: str) -> list[Kept]:
    """The proposals last shown to a person; none where there are none, or they cannot be read."""
    try:
        return msgspec.json.decode(_place(registry.resolve(), by).read_bytes(), type=list[Kept])
    except (OSError, ValueError):
        return []


def _place(registry: Path, by: str) -> Path:
    """The file for a person, whose name may have any characters."""
    from hiephoi_cli.storage.entries import digest

    return registry.parent / ".hiephoi" / f"{registry.name}.match-{digest(by.encode())[:16]}"
