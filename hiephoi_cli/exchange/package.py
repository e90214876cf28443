"""The parts of a workbook that is a zip file, their XML read a chunk at a time and never beyond what a list needs."""

import io
from collections.abc import Callable, Iterator
from functools import cached_property
from xml.parsers import expat
from zipfile import ZipFile, ZipInfo

from hiephoi_cli.errors import InvalidData
from hiephoi_cli.i18n import _

_CHUNK = 1 << 16
_LONGEST = 1 << 29
"""Bytes of a part; a larger one is meant to exhaust memory."""
_LARGE, _DENSEST = 1 << 23, 100
"""From how many bytes on a part may be at most how many times as large as it is packed: no list repeats itself more."""
Started = Callable[[str, dict[str, str]], None]
"""Called at an element's start with its name and attributes."""
Ended = Callable[[str], None]
"""Called at an element's end with its name, or with text."""


class Broken(ValueError):
    """The file is not a workbook, or it is damaged."""


class Package:
    """A zip file in memory, whose parts go by their names in any case and with any slashes.

    Anything may be raised where it is broken, of ValueError and LookupError.
    """

    def __init__(self, data: bytes) -> None:
        self._zip = ZipFile(io.BytesIO(data))

    @cached_property
    def parts(self) -> dict[str, ZipInfo]:
        """The parts by their tidy names."""
        return {tidy(part.filename): part for part in self._zip.infolist()}

    def read(self, name: str) -> bytes:
        """The bytes of a part. Raises InvalidData where they would fill memory."""
        return self._zip.read(self._bounded(name))

    def parse(self, name: str, start: Started, end: Ended | None = None, text: Ended | None = None) -> None:
        """Hand on what the XML of a part holds."""
        for _chunk in self.parsed(name, start, end, text):
            pass

    def parsed(self, name: str, start: Started, end: Ended | None, text: Ended | None) -> Iterator[None]:
        """The same, a chunk at a time, the names of elements without their prefixes."""
        part = self._bounded(name)
        parser = expat.ParserCreate()
        parser.buffer_text = True

        def begin(tag: str, attributes: dict[str, str]) -> None:
            prefixed = ":" in tag
            parser.StartElementHandler = (lambda tag, given: start(local(tag), given)) if prefixed else start
            parser.EndElementHandler = (lambda tag: end(local(tag))) if prefixed and end else end
            parser.StartElementHandler(tag, attributes)

        parser.StartDoctypeDeclHandler = _refuse
        parser.StartElementHandler = begin
        parser.CharacterDataHandler = text
        with self._zip.open(part) as file:
            while chunk := file.read(_CHUNK):
                parser.Parse(chunk)
                yield
        parser.Parse(b"", True)
        yield

    def _bounded(self, name: str) -> ZipInfo:
        part = self.parts[tidy(name)]
        too_dense = part.file_size > _LARGE and part.file_size > _DENSEST * part.compress_size
        if too_dense or part.file_size > _LONGEST:
            raise InvalidData(
                _("the workbook unpacks to {n} MB, far more than any list").format(n=part.file_size >> 20),
                _("copy the list into a new workbook, and save that"),
            )
        return part


def _refuse(*_declaration: object) -> None:
    """A workbook declares no entities; one that does could make much of little."""
    raise Broken


def local(tag: str) -> str:
    """The name of an element or an attribute without its prefix."""
    return tag[tag.find(":") + 1 :]


def tidy(name: str) -> str:
    """The name of a part, however its slashes and its case are written."""
    steps: list[str] = []
    for step in name.replace("\\", "/").lower().split("/"):
        if step == "..":
            del steps[-1:]
        elif step not in {"", "."}:
            steps.append(step)
    return "/".join(steps)
