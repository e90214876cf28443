"""The sheets of an Excel workbook, cell by cell, from the XML that its file holds.

Libraries leave out what a list must not lose: formulas without a value, errors, and zeros that a format shows.
"""

import io
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import NamedTuple
from xml.parsers import expat
from zipfile import ZipFile

from hiephoi_cli.exchange.cell import Cell, NoValue
from hiephoi_cli.exchange.number_formats import code_shown, day, is_day

_LONGEST = 1 << 29  # bytes of a part; a larger one is meant to exhaust memory
_CHUNK = 1 << 16
_MOST_ROWS, _MOST_COLUMNS = 1 << 20, 1 << 14
_PLACE = re.compile("([A-Z]{1,3})[0-9]+")
_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")
"""How a workbook writes a character that XML cannot hold (ECMA-376, part 1, 22.9.2.19)."""
Started = Callable[[str, dict[str, str]], None]
"""Called at an element's start with its name and attributes."""
Ended = Callable[[str], None]
"""Called at an element's end with its name, or with text."""


class Broken(ValueError):
    """The file is not an Excel workbook, or it is damaged."""


class TooLong(ValueError):
    """A sheet with more rows than Excel allows."""


class Sheet(NamedTuple):
    """A sheet of cells, not a chart."""

    name: str
    is_shown: bool
    part: str


class Workbook:
    """An Excel workbook in memory. Anything may be raised where it is broken, of ValueError and LookupError."""

    def __init__(self, data: bytes) -> None:
        self._zip = ZipFile(io.BytesIO(data))
        self._parts = {_tidy(name): name for name in self._zip.namelist()}
        main = next(target for kind, target in self._related("").values() if kind == "officeDocument")
        self._since_1904 = False
        self._related_parts = self._related(main)
        self.sheets: list[Sheet] = []
        self._parse(main, self._see_sheet)
        self._strings = _Strings()
        self._styles = _Styles()
        for kind, target in self._related_parts.values():
            if target not in self._parts:
                continue  # some programs name texts and styles that they do not write
            if kind == "sharedStrings":
                self._parse(target, self._strings.start, self._strings.end, self._strings.text)
            elif kind == "styles":
                self._parse(target, self._styles.start)

    def lines(self, sheet: Sheet) -> Iterator[list[Cell]]:
        """The rows of a sheet from its first on, each up to its last cell that holds something. Raises TooLong."""
        rows = _Rows(self._strings.found, self._styles, since_1904=self._since_1904)
        for _chunk in self._parsed(sheet.part, rows.start, rows.end, rows.text):
            yield from rows.taken()

    def _see_sheet(self, name: str, attributes: dict[str, str]) -> None:
        if name == "workbookPr":
            self._since_1904 = attributes.get("date1904") in {"1", "true"}
        elif name == "sheet":
            key = next(value for name, value in attributes.items() if _local(name) == "id")
            kind, part = self._related_parts[key]
            if kind == "worksheet":
                self.sheets.append(Sheet(attributes["name"], attributes.get("state", "visible") == "visible", part))

    def _related(self, part: str) -> Mapping[str, tuple[str, str]]:
        """What a part refers to: by id its kind, and the name of the part."""
        folder, _slash, name = part.rpartition("/")
        related: dict[str, tuple[str, str]] = {}

        def see(tag: str, attributes: dict[str, str]) -> None:
            if tag == "Relationship" and attributes.get("TargetMode") != "External":
                target = attributes["Target"].replace("\\", "/")
                whole = target if target.startswith("/") else f"{folder}/{target}"
                related[attributes["Id"]] = attributes["Type"].rpartition("/")[2], _tidy(whole)

        self._parse(f"{folder}/_rels/{name}.rels", see)
        return related

    def _parse(self, part: str, start: Started, end: Ended | None = None, text: Ended | None = None) -> None:
        for _chunk in self._parsed(part, start, end, text):
            pass

    def _parsed(self, part: str, start: Started, end: Ended | None, text: Ended | None) -> Iterator[None]:
        """Hand on what the XML of a part holds, a chunk at a time, the names of its elements without prefixes."""
        name = self._parts[_tidy(part)]
        if self._zip.getinfo(name).file_size > _LONGEST:
            raise Broken
        parser = expat.ParserCreate()
        parser.buffer_text = True

        def begin(tag: str, attributes: dict[str, str]) -> None:
            prefixed = ":" in tag
            parser.StartElementHandler = (lambda tag, given: start(_local(tag), given)) if prefixed else start
            parser.EndElementHandler = (lambda tag: end(_local(tag))) if prefixed and end else end
            parser.StartElementHandler(tag, attributes)

        parser.StartDoctypeDeclHandler = _refuse
        parser.StartElementHandler = begin
        parser.CharacterDataHandler = text
        with self._zip.open(name) as file:
            while chunk := file.read(_CHUNK):
                parser.Parse(chunk)
                yield
        parser.Parse(b"", True)
        yield


def _refuse(*_declaration: object) -> None:
    """A workbook declares no entities; one that does could make much of little."""
    raise Broken


def _local(tag: str) -> str:
    return tag[tag.find(":") + 1 :]


def _tidy(name: str) -> str:
    """The name of a part, however its slashes and its case are written."""
    steps: list[str] = []
    for step in name.replace("\\", "/").lower().split("/"):
        if step == "..":
            del steps[-1:]
        elif step not in {"", "."}:
            steps.append(step)
    return "/".join(steps)


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


class _Strings:
    """The texts that cells share, in order and trimmed; how they are pronounced is left out."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._part: list[str] = []
        self._inside = self._pronounced = False

    def start(self, name: str, _attributes: dict[str, str]) -> None:
        if name == "rPh":
            self._pronounced = True
        self._inside = name == "t" and not self._pronounced

    def end(self, name: str) -> None:
        self._inside = False
        if name == "rPh":
            self._pronounced = False
        elif name == "si":
            self.found.append(_unescaped("".join(self._part)).strip())
            self._part.clear()

    def text(self, text: str) -> None:
        if self._inside:
            self._part.append(text)


class _Styles:
    """The number format of each style of cells: its number, and its code if it is the workbook's own."""

    def __init__(self) -> None:
        self.formats: list[tuple[int, str]] = []
        self._codes: dict[int, str] = {}
        self._of_cells = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "numFmt":
            self._codes[int(attributes["numFmtId"])] = attributes["formatCode"]
        elif name == "xf" and self._of_cells:
            number = int(attributes.get("numFmtId", 0))
            self.formats.append((number, self._codes.get(number, "")))
        elif name.endswith("Xfs") or name == "cellStyles":
            self._of_cells = name == "cellXfs"


class _Rows:
    """The rows of a sheet as its XML is read."""

    def __init__(self, strings: list[str], styles: _Styles, *, since_1904: bool) -> None:
        self._formats, self._since_1904 = styles.formats, since_1904
        self._readers: dict[str, Callable[[str], Cell]] = {
            "s": lambda text: strings[int(text)],
            "b": lambda text: text == "1",
            "d": lambda text: date.fromisoformat(text[:10]),
        }
        self._rows: list[list[Cell]] = []
        self._before = self._column = 0
        self._columns: dict[str, int] = {}
        self._cells: list[Cell] = []
        self._kind = self._style = self._into = ""
        self._pronounced = False
        self._texts: dict[str, str] = {}

    def taken(self) -> Iterator[list[Cell]]:
        """The rows that are whole, once."""
        rows, self._rows = self._rows, []
        yield from rows

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name in {"v", "t", "f"} and not self._pronounced:
            self._into = name
            self._texts.setdefault(name, "")
        elif name == "c":
            place = attributes.get("r")
            self._column = self._index(place) if place else self._column + 1
            self._kind, self._style = attributes.get("t", "n"), attributes.get("s", "0")
            self._texts = {}
        elif name == "row":
            self._begin(max(int(attributes.get("r", 0)), self._before + 1))
        elif name == "rPh":
            self._pronounced = True

    def end(self, name: str) -> None:
        self._into = ""
        if name == "c" and self._texts and (value := self._value()) is not None:
            self._cells += [None] * (self._column - len(self._cells))
            self._cells[self._column - 1] = value
        elif name == "row":
            self._rows.append(self._cells)
        elif name == "rPh":
            self._pronounced = False

    def text(self, text: str) -> None:
        if self._into:
            self._texts[self._into] += text

    def _begin(self, number: int) -> None:
        if number > _MOST_ROWS:
            raise TooLong
        self._rows += [[] for _blank in range(number - self._before - 1)]
        self._before, self._column, self._cells = number, 0, []

    def _index(self, place: str) -> int:
        """The number of the column in which a cell stands, from 1."""
        named = _PLACE.fullmatch(place)
        if not named:
            raise Broken
        letters = named[1]
        if letters not in self._columns:
            number = 0
            for letter in letters:
                number = number * 26 + ord(letter) - ord("A") + 1
            if number > _MOST_COLUMNS:
                raise Broken
            self._columns[letters] = number
        return self._columns[letters]

    def _value(self) -> Cell:
        text, formula = self._texts.get("v", ""), self._texts.get("f")
        if self._kind == "e":
            return NoValue(text or f"={formula}")
        if self._kind in {"inlineStr", "str"}:
            return _unescaped(text or self._texts.get("t", "")).strip()
        if not text:
            return None if formula is None else NoValue(f"={formula}")
        return self._readers.get(self._kind, self._number)(text)

    def _number(self, text: str) -> Cell:
        number = int(text) if text.lstrip("-").isdecimal() else float(text)
        style = int(self._style)
        form, code = self._formats[style] if style < len(self._formats) else (0, "")
        if is_day(form, code):
            return day(number, code, since_1904=self._since_1904)
        if isinstance(number, float) and number.is_integer():
            number = int(number)
        return number if isinstance(number, float) else code_shown(number, code) or number
