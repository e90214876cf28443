"""A registry is read from its file: whole, or with every fault of it told."""

import codecs
import errno
import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import tomli

from hiephoi_cli.domain.decoding import faults, registry_of
from hiephoi_cli.domain.problems import Problem, invalid
from hiephoi_cli.domain.records import Registry
from hiephoi_cli.errors import FileTrouble, InvalidData
from hiephoi_cli.files.system_errors import explained, trouble
from hiephoi_cli.i18n import _

_LARGE = 1 << 17
"""Bytes of a registry from which on it is kept decoded as well; smaller ones are read as fast without."""


class Source(NamedTuple):
    """A registry's file as it was read."""

    data: bytes
    registry: Registry

    @property
    def mark(self) -> bytes:
        """The byte-order mark that the file begins with, if any."""
        return codecs.BOM_UTF8 if self.data.startswith(codecs.BOM_UTF8) else b""

    @property
    def text(self) -> str:
        """The file's text without the mark."""
        return self.data.decode("utf-8-sig")


def locate(given: Path | None) -> Path:
    """The registry's file: the one given, else the nearest `registry.toml` in the working folder or above.

    The latter is named as seen from there. Raises FileTrouble where there is none.
    """
    if given:
        return given
    folder = _working_folder()
    for parent in (folder, *folder.parents):
        with explained(parent):
            if (found := parent / "registry.toml").is_file():
                return Path(os.path.relpath(found, folder))
    raise FileTrouble(_("no registry.toml in this folder or above"), "hiephoi init")


def _working_folder() -> Path:
    try:
        return Path.cwd()
    except OSError as error:
        if error.errno != errno.ENOENT:
            raise trouble(".", error) from error
        raise FileTrouble(
            _("the working folder is gone"), _("go to another folder, or name the registry with --registry FILE")
        ) from error


def read(path: Path) -> Registry:
    """The registry in a file. Raises FileTrouble, or InvalidData with every fault of it."""
    return read_source(path).registry


def read_source(path: Path) -> Source:
    """A registry with the bytes it was read from. Raises as read does."""
    data = _data(path)
    if len(data) < _LARGE:
        return Source(data, _registry(path, data))
    from hiephoi_cli.storage.cache import recalled, remember

    registry = recalled(path, data)
    if registry is None:
        registry = _registry(path, data)
        remember(path, data, registry)
    return Source(data, registry)


def keep(path: Path, source: Source) -> None:
    """Let what was just written be read as fast as what was read."""
    if len(source.data) >= _LARGE:
        from hiephoi_cli.storage.cache import remember

        remember(path, source.data, source.registry)


def _registry(path: Path, data: bytes) -> Registry:
    text = _text(path, data)
    values = parse(path, text)
    registry = registry_of(values)
    if registry is None:
        raise _faulty(path, text, faults(values))
    return registry


def read_text(path: Path) -> str:
    """The text of a file, without a byte-order mark. Raises FileTrouble or Broken."""
    return _text(path, _data(path))


def _data(path: Path) -> bytes:
    with explained(path):
        refuse_other_kinds(path)
        return path.read_bytes()


def _text(path: Path, data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        said = _("the file is not UTF-8 text")
        raise Broken(path, line, 1, said, _("save it again as UTF-8 in your editor")) from None


def refuse_other_kinds(path: Path) -> None:
    """Raise FileTrouble for a device or a pipe: it could be read for ever, and cannot be replaced."""
    if path.exists() and not (path.is_file() or path.is_dir()):
        raise FileTrouble(
            _("{file}: a registry is a file; this is a device or a pipe").format(file=path), _("check the path")
        )


def parse(path: Path, text: str) -> dict[str, object]:
    """The plain values that a text holds. Raises Broken."""
    try:
        return tomli.loads(text)
    except RecursionError:
        said = _("not valid TOML: {said}").format(said=_("nested too deeply"))
        raise Broken(path, 1, 1, said, _("take the file from a copy; no registry is nested so deeply")) from None
    except tomli.TOMLDecodeError as error:
        said = _("not valid TOML: {said}").format(said=_in_words(error.msg))
        raise Broken(path, error.lineno, error.colno, said, _("mend that line in an editor")) from None


def _in_words(said: str) -> str:
    """What tomli says, translated up to where it quotes the file."""
    whole, head = _(said), re.split(r" (?=['\"(])", said, maxsplit=1)[0]
    return whole if whole != said else _(head) + said[len(head) :]


class Broken(InvalidData):
    """A file that is no TOML, or no text at all; line and column are those where that shows, both from 1."""

    def __init__(self, path: Path, line: int, column: int, said: str, hint: str) -> None:
        super().__init__(f"{path}:{line}:{column}: {said}", hint)
        self.line, self.column, self.said, self.hint = line, column, said, hint


def _faulty(path: Path, text: str, problems: Sequence[Problem]) -> InvalidData:
    """All faults of a file as one error, each with its line and column."""
    from hiephoi_cli.storage.spots import Spots

    spots = Spots(text)

    def where(problem: Problem) -> str:
        spot = spots.of(problem.place, problem.rule)
        return f"{path}:{spot.line}:{spot.column}: "

    return invalid(sorted(problems, key=lambda problem: spots.of(problem.place, problem.rule)[:2]), where)
