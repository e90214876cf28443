"""A registry is read from its file: whole, or with every fault of it told."""

import codecs
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import tomli

from hiephoi_cli.domain.problems import Problem, invalid
from hiephoi_cli.domain.records import Registry
from hiephoi_cli.domain.schema import faults, registry_of
from hiephoi_cli.errors import FileTrouble, InvalidData
from hiephoi_cli.i18n import _
from hiephoi_cli.storage.trouble import explained


class Source(NamedTuple):
    """A registry's file as it was read."""

    data: bytes
    text: str
    registry: Registry

    @property
    def mark(self) -> bytes:
        """The byte-order mark that the file begins with, if any."""
        return codecs.BOM_UTF8 if self.data.startswith(codecs.BOM_UTF8) else b""


def locate(given: Path | None, folder: Path) -> Path:
    """The registry's file: the one given, else the nearest `registry.toml` in the folder or above.

    Raises FileTrouble where there is none.
    """
    if given:
        return given
    for parent in (folder, *folder.parents):
        if (found := parent / "registry.toml").is_file():
            return found
    raise FileTrouble(_("no registry.toml in this folder or above"), "hiephoi init")


def read(path: Path) -> Registry:
    """The registry in a file. Raises FileTrouble, or InvalidData with every fault of it."""
    return read_source(path).registry


def read_source(path: Path) -> Source:
    """A registry with the bytes and the text it was read from. Raises as read does."""
    with explained(path):
        data = path.read_bytes()
    text = _decode(path, data)
    values = parse(path, text)
    registry = registry_of(values)
    if registry is None:
        raise _faulty(path, text, faults(values))
    return Source(data, text, registry)


def _decode(path: Path, data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InvalidData(
            _("{file}:{line}: the file is not UTF-8 text").format(file=path, line=line),
            _("save it again as UTF-8 in your editor"),
        ) from None


def parse(path: Path, text: str) -> dict[str, object]:
    """The plain values that a text holds. Raises InvalidData with line and column."""
    try:
        return tomli.loads(text)
    except RecursionError:
        raise InvalidData(
            _("{file}: not valid TOML: nested too deeply").format(file=path),
            _("take the file from a copy; no registry is nested so deeply"),
        ) from None
    except tomli.TOMLDecodeError as error:
        raise InvalidData(
            _("{file}:{line}:{column}: not valid TOML: {said}").format(
                file=path, line=error.lineno, column=error.colno, said=error.msg
            ),
            _("mend that line in an editor; nothing was changed"),
        ) from None


def _faulty(path: Path, text: str, problems: Sequence[Problem]) -> InvalidData:
    """All faults of a file as one error, each with its line and column."""
    from hiephoi_cli.storage.layout import scan

    layout = scan(text)

    def where(problem: Problem) -> str:
        way = problem.place.path
        known = (layout.position(way[:length]) for length in range(len(way), 0, -1))
        position = next(filter(None, known), None)
        return f"{path}:{position.line}:{position.column}: " if position else f"{path}: "

    return invalid(problems, where)
