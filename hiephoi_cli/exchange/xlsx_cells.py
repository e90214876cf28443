"""Reads the XML of an Excel workbook's sheet, and of the texts and styles that its cells share."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime

from hiephoi_cli.exchange.cell import Cell, NoValue
from hiephoi_cli.exchange.number_formats import Formats
from hiephoi_cli.exchange.package import Broken
from hiephoi_cli.exchange.sheet_marks import MOST_COLUMNS, MOST_ROWS, SheetMarks, TooLong, link_in
from hiephoi_cli.patterns import pattern

_PLACE = pattern(r"\$?([A-Z]{1,3})\$?([0-9]+)")
_ESCAPE = pattern("_x([0-9A-Fa-f]{4})_")
"""How a workbook writes a character that XML cannot hold (ECMA-376, part 1, 22.9.2.19)."""
_YES = {"1", "true"}


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


class Strings:
    """The texts that cells share, in order and trimmed; how they are pronounced is left out."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._part: list[str] = []
        self._inside = self._pronounced = False

    def start(self, name: str, _attributes: dict[str, str]) -> None:
        """Take an element's start."""
        if name == "rPh":
            self._pronounced = True
        self._inside = name == "t" and not self._pronounced

    def end(self, name: str) -> None:
        """Take an element's end."""
        self._inside = False
        if name == "rPh":
            self._pronounced = False
        elif name == "si":
            self.found.append(_unescaped("".join(self._part)).strip())
            self._part.clear()

    def text(self, text: str) -> None:
        """Take text."""
        if self._inside:
            self._part.append(text)


class Styles:
    """Takes the number formats of a workbook's styles."""

    def __init__(self) -> None:
        self.formats = Formats([], {})
        self._of_cells = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take an element's start."""
        if name == "numFmt":
            self.formats.codes[_whole(attributes.get("numFmtId"))] = attributes.get("formatCode", "")
        elif name == "xf" and self._of_cells:
            self.formats.of_styles.append(_whole(attributes.get("numFmtId")))
        elif name.endswith("Xfs") or name == "cellStyles":
            self._of_cells = name == "cellXfs"


class SheetRows:
    """The rows of a sheet as its XML is read."""

    def __init__(self, strings: list[str], styles: Styles, marks: SheetMarks, *, since_1904: bool) -> None:
        self._formats, self._since_1904, self._marks = styles.formats, since_1904, marks
        self._add_words = any("@" in code for code in styles.formats.codes.values())
        self._readers: dict[str, Callable[[str], Cell]] = {
            "s": lambda text: strings[int(text)],
            "b": lambda text: text == "1",
            "d": _iso_day,
        }
        self.linked: dict[tuple[int, int], str] = {}
        """By row and column of a cell, the id of what it links to."""
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
        """Take an element's start."""
        if name in {"v", "t", "f"} and not self._pronounced:
            self._into = name
            self._texts.setdefault(name, "")
        elif name == "c":
            place = attributes.get("r")
            self._column = self._place(place)[1] if place else self._column + 1
            self._kind, self._style = attributes.get("t", "n"), attributes.get("s", "0")
            self._texts = {}
        elif name == "row":
            self._begin(max(int(attributes.get("r", 0)), self._before + 1), attributes)
        elif name == "rPh":
            self._pronounced = True
        elif name == "col" and _is_hidden(attributes, "width"):
            self._marks.hide_columns(_whole(attributes.get("min")) - 1, _whole(attributes.get("max")) - 1)
        elif name == "hyperlink":
            self._link(attributes)
        elif name == "mergeCell":
            self._merge(attributes.get("ref", ""))

    def end(self, name: str) -> None:
        """Take an element's end."""
        self._into = ""
        if name == "c" and self._texts and (value := self._value()) is not None:
            self._cells += [None] * (self._column - len(self._cells))
            self._cells[self._column - 1] = value
        elif name == "row":
            self._rows.append(self._cells)
        elif name == "rPh":
            self._pronounced = False

    def text(self, text: str) -> None:
        """Take text."""
        if self._into:
            self._texts[self._into] += text

    def _begin(self, number: int, attributes: dict[str, str]) -> None:
        if number > MOST_ROWS:
            raise TooLong
        self._rows += [[] for _blank in range(number - self._before - 1)]
        self._before, self._column, self._cells = number, 0, []
        if len(attributes) > 1 and _is_hidden(attributes, "ht"):
            self._marks.hidden_rows.add(number)

    def _place(self, place: str) -> tuple[int, int]:
        """The row and the column of a cell, from 1."""
        named = _PLACE.fullmatch(place)
        if not named:
            raise Broken
        letters, row = named.groups()
        if letters not in self._columns:
            number = 0
            for letter in letters:
                number = number * 26 + ord(letter) - ord("A") + 1
            if number > MOST_COLUMNS:
                raise Broken
            self._columns[letters] = number
        return int(row), self._columns[letters]

    def _link(self, attributes: dict[str, str]) -> None:
        key = next((value for name, value in attributes.items() if name.endswith(":id") or name == "id"), None)
        named = _PLACE.match(attributes.get("ref", ""))
        if key and named:
            row, column = self._place(named[0])
            self.linked[row, column - 1] = key

    def _merge(self, area: str) -> None:
        first, _colon, last = area.partition(":")
        with suppress(Broken):  # an odd area merges nothing
            (top, column), (bottom, _column) = self._place(first), self._place(last)
            self._marks.merge(top, bottom, column - 1)

    def _value(self) -> Cell:
        text, formula = self._texts.get("v", ""), self._texts.get("f")
        if self._kind == "e":
            return NoValue(text or f"={formula}")
        if formula and (link := link_in(formula)):
            self._marks.links[self._before, self._column - 1] = link
        if self._kind in {"inlineStr", "str"}:
            return self._as_shown(_unescaped(text or self._texts.get("t", "")).strip())
        if not text:
            return None if formula is None else NoValue(f"={formula}")
        return self._as_shown(self._readers.get(self._kind, self._number)(text))

    def _as_shown(self, value: Cell) -> Cell:
        """A value, with the words that its format adds if it is a text."""
        if self._add_words and value and isinstance(value, str) and self._kind != "n":
            return self._formats.text_shown(value, _whole(self._style))
        return value

    def _number(self, text: str) -> Cell:
        number = int(text) if text.lstrip("-").isdecimal() else float(text)
        return self._formats.shown(number, _whole(self._style), since_1904=self._since_1904)


def _iso_day(text: str) -> Cell:
    """A day as strict workbooks write it, with its time if it has one; a time alone as text."""
    if "-" not in text:
        return text.rstrip("Z")
    time = datetime.fromisoformat(text)
    return time if time.time().replace(tzinfo=None) != time.min.time() else time.date()


def _is_hidden(attributes: dict[str, str], size: str) -> bool:
    """Whether a row or a column is hidden, or of no size."""
    return attributes.get("hidden") in _YES or attributes.get(size) in {"0", "0.0"}


def _whole(text: str | None) -> int:
    """A number of an attribute; 0 where other programs write none."""
    return int(text) if text and text.isdecimal() else 0
