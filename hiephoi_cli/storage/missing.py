"""Explains a missing registry: where it was looked for, and which file may be meant."""

import re
from collections.abc import Iterator
from contextlib import suppress
from difflib import SequenceMatcher
from itertools import islice
from pathlib import Path

from hiephoi_cli.domain.vietnamese import fold
from hiephoi_cli.errors import FileTrouble
from hiephoi_cli.i18n import _
from hiephoi_cli.storage.name import NAME, quoted, restoring

_ALIKE = 0.75
"""How similar two names must be, from 0 to 1."""
_LOOKED_AT = 1000
"""The most files of a folder to look at."""
_HEAD = 1 << 16
"""Bytes of a file to search for the section that every registry has."""


def missing(path: Path, *, by_variable: bool) -> FileTrouble:
    """The error for a named file that does not exist."""
    if not path.parent.is_dir():
        message = _("{folder}: no such folder").format(folder=path.parent)
        hint = _("check the path")
    else:
        message = _("{file}: no such file").format(file=path)
        command = f"hiephoi init {quoted(path)}"
        hint = (
            restoring(path)
            or _meant(path.parent, path.name)
            or _("check the path; to begin a new registry: `{command}`").format(command=command)
        )
    if by_variable:
        message = _("{message}; the path is set in HIEPHOI_REGISTRY").format(message=message)
    return FileTrouble(message, hint)


def missing_around(folder: Path) -> FileTrouble:
    """The error for a folder with no registry in it or above it."""
    return FileTrouble(
        _("no registry.toml in {folder} or above it").format(folder=folder),
        restoring(folder / NAME)
        or _meant(folder, NAME, Path())
        or _(
            "go to the folder of your registry, or name its file: `hiephoi --registry FILE …`; "
            "only a new registry begins with `hiephoi init`"
        ),
    )


def _meant(folder: Path, name: str, shown: Path | None = None) -> str:
    """The hint with the file most likely meant; empty if there is none."""
    likely = max((file for file in _likely(folder, name) if file[1].isprintable()), default=None)
    if not likely:
        return ""
    file = quoted((folder if shown is None else shown) / likely[1])
    return _("did you mean {file}? `hiephoi --registry {file} …`").format(file=file)


def _likely(folder: Path, name: str) -> Iterator[tuple[float, str]]:
    """Files in the folder, or one folder below, that may be the registry, with their likelihood."""
    with suppress(OSError):
        for path in islice(sorted(folder.iterdir()), _LOOKED_AT):
            with suppress(OSError):
                if path.is_dir() and (path / name).is_file():
                    yield _ALIKE, f"{path.name}/{name}"
                elif path.is_file() and (alike := _likeness(path.name, name)) >= _ALIKE:
                    yield alike, path.name
                elif path.suffix == ".toml" and re.search(rb"(?m)^\[association\]", _head(path)):
                    yield _ALIKE / 2, path.name


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_HEAD)


def _likeness(name: str, wanted: str) -> float:
    """How similar two names are, ignoring endings and numbers that programs add."""
    stem = re.sub(r"(?:\.(?:toml|txt))+$|\s*\(\d+\)", "", fold(name))
    return SequenceMatcher(None, stem, fold(wanted).removesuffix(".toml")).ratio()
