"""The sheets of an xlsb workbook, cell by cell, from the records of its parts ([MS-XLSB])."""

from collections.abc import Callable, Iterator, Mapping
from struct import pack, unpack, unpack_from

from hiephoi_cli.exchange.cell import Cell, NoValue
from hiephoi_cli.exchange.number_formats import ERRORS, Formats
from hiephoi_cli.exchange.package import Broken, Package
from hiephoi_cli.exchange.sheet_marks import MOST_COLUMNS, MOST_ROWS, Sheet, SheetMarks, TooLong
from hiephoi_cli.exchange.xlsx import Related, related

_SHEET, _PROPERTIES, _FORMAT, _STYLE, _STYLES, _STYLES_END, _STRING = 156, 153, 44, 47, 617, 618, 19
_ROW, _COLUMNS, _HYPERLINK, _MERGED = 0, 60, 494, 176
_FOLLOWING = 11
"""How much larger the kind of a cell without a column number is, which follows the one before it."""
_HIDDEN_ROW, _STYLE_MASK, _HIDDEN_SHEET = 0x10, 0xFFFFFF, 3
_MORE, _BITS, _LONGEST_SIZE = 0x80, 7, 28


class BinaryWorkbook:
    """A workbook in memory. Anything may be raised if it is broken."""

    def __init__(self, data: bytes) -> None:
        self._package = Package(data)
        main = next(part.target for part in related(self._package, "").values() if part.kind == "officeDocument")
        self._related = related(self._package, main)
        self.sheets: list[Sheet] = []
        self._since_1904 = False
        for kind, body in _records(self._package.read(main)):
            if kind == _SHEET:
                self._see_sheet(body)
            elif kind == _PROPERTIES:
                self._since_1904 = bool(body[0] & 1)
        if not self.sheets:
            raise Broken
        self._formats = Formats([], {})
        self._see_styles()
        self._strings = [_text(body, 1).strip() for kind, body in self._of("sharedStrings") if kind == _STRING]

    def lines(self, sheet: Sheet, marks: SheetMarks | None = None) -> Iterator[list[Cell]]:
        """The rows of a sheet from its first on, each up to its last cell that holds something. Raises TooLong."""
        marks = marks or SheetMarks()
        targets = related(self._package, sheet.part)
        before, column = -1, -1
        line: list[Cell] = []
        for kind, body in _records(self._package.read(sheet.part)):
            if kind == _ROW:
                if before >= 0:
                    yield line
                row = _see_row(body, marks)
                for _blank in range(before + 1, row):
                    yield []
                before, column, line = max(row, before + 1), -1, []
            elif reader := _READERS.get(kind) or _READERS.get(kind - _FOLLOWING):
                column = unpack_from("<I", body)[0] if kind in _READERS else column + 1
                if column >= MOST_COLUMNS:
                    raise Broken
                line += [None] * (column + 1 - len(line))
                line[column] = self._shown(reader, body[4:] if kind in _READERS else body)
            else:
                _see(kind, body, targets, marks)
        if before >= 0:
            yield line

    def text_at(self, place: int) -> str:
        """The text that cells share by its number."""
        return self._strings[place]

    def _shown(self, reader: "_Reader", cell: bytes) -> Cell:
        """The value of a cell as its format shows it."""
        value = reader(self, cell[4:])
        if isinstance(value, float):
            (style,) = unpack_from("<I", cell)
            return self._formats.shown(value, style & _STYLE_MASK, since_1904=self._since_1904)
        return value

    def _of(self, kind: str) -> Iterator[tuple[int, bytes]]:
        """The records of the part of that kind, if there is one."""
        for part in self._related.values():
            if part.kind == kind and part.target in self._package.parts:
                yield from _records(self._package.read(part.target))

    def _see_sheet(self, body: bytes) -> None:
        key = _text(body, 8)
        part = self._related[key]
        if part.kind == "worksheet":
            is_shown = not unpack_from("<I", body)[0] & _HIDDEN_SHEET
            self.sheets.append(Sheet(_text(body, 12 + 2 * len(key)), is_shown, part.target))

    def _see_styles(self) -> None:
        of_cells = False
        for kind, body in self._of("styles"):
            if kind == _FORMAT:
                self._formats.codes[unpack_from("<H", body)[0]] = _text(body, 2)
            elif kind in {_STYLES, _STYLES_END}:
                of_cells = kind == _STYLES
            elif kind == _STYLE and of_cells:
                self._formats.of_styles.extend(unpack_from("<H", body, 2))


_Reader = Callable[[BinaryWorkbook, bytes], Cell]
_READERS: dict[int, _Reader] = {
    1: lambda _book, _body: None,
    2: lambda _book, body: short_number(*unpack_from("<I", body)),
    3: lambda _book, body: NoValue(ERRORS.get(body[0], "#ERROR!")),
    4: lambda _book, body: bool(body[0]),
    5: lambda _book, body: float(unpack_from("<d", body)[0]),
    6: lambda _book, body: _text(body, 0).strip(),
    7: lambda book, body: book.text_at(*unpack_from("<I", body)),
    8: lambda _book, body: _text(body, 0).strip(),
    9: lambda _book, body: float(unpack_from("<d", body)[0]),
    10: lambda _book, body: bool(body[0]),
    11: lambda _book, body: NoValue(ERRORS.get(body[0], "#ERROR!")),
    62: lambda _book, body: _text(body, 1).strip(),
}
"""Reads the value of a cell, by the kind of its record."""


def short_number(packed: int) -> float:
    """A number of thirty bits: a whole one, or the first bits of another; either may count hundredths."""
    if packed & 2:
        number = float(unpack("<i", pack("<I", packed))[0] >> 2)
    else:
        number = float(unpack("<d", pack("<II", 0, packed & ~3))[0])
    return number / 100 if packed & 1 else number


def _see_row(body: bytes, marks: SheetMarks) -> int:
    """The number of a row from 0. Raises TooLong."""
    (row,) = unpack_from("<I", body)
    if row >= MOST_ROWS:
        raise TooLong
    if body[11] & _HIDDEN_ROW:
        marks.hidden_rows.add(row + 1)
    return int(row)


def _see(kind: int, body: bytes, targets: Mapping[str, Related], marks: SheetMarks) -> None:
    """Take note of hidden columns, links and merged cells."""
    if kind == _COLUMNS and body[16] & 1:
        marks.hide_columns(*unpack_from("<II", body))
    elif kind == _HYPERLINK and (target := targets.get(_text(body, 16))):
        first, _last, column = unpack_from("<III", body)
        marks.links[first + 1, column] = target.target
    elif kind == _MERGED:
        first, last, column = unpack_from("<III", body)
        marks.merge(first + 1, last + 1, column)


def _records(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The records of a part; seven bits of a byte count in their kinds and sizes."""
    start = 0
    while start < len(data):
        kind, start = data[start], start + 1
        if kind & _MORE:
            kind, start = (kind & ~_MORE) | (data[start] << _BITS), start + 1
        size = shift = 0
        more = True
        while more and shift < _LONGEST_SIZE:
            size |= (data[start] & ~_MORE) << shift
            more, start, shift = bool(data[start] & _MORE), start + 1, shift + _BITS
        yield kind, data[start : start + size]
        start += size


def _text(body: bytes, start: int) -> str:
    (length,) = unpack_from("<I", body, start)
    return body[start + 4 : start + 4 + 2 * length].decode("utf-16-le", "replace")
