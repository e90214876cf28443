"""What python-calamine leaves out of an xls workbook, from the records of its file ([MS-XLS], and those of Excel 5)."""

from collections.abc import Iterator
from struct import iter_unpack, unpack_from

from hiephoi_cli.errors import InvalidData
from hiephoi_cli.exchange.left_out import LeftOut
from hiephoi_cli.exchange.number_formats import Formats
from hiephoi_cli.exchange.ole import CompoundFile
from hiephoi_cli.exchange.sheet_marks import SheetMarks
from hiephoi_cli.i18n import _

_BEGIN, _END, _PASSWORD, _SHEET = 0x809, 0x0A, 0x2F, 0x85
_STYLE, _FORMAT = 0xE0, 0x41E
_ROW, _COLUMNS, _HYPERLINK, _MERGED = 0x208, 0x7D, 0x1B8, 0xE5
_TRUTH_OR_ERROR, _NUMBERS = 0x205, 0xBD
_FORMULAS = {0x06, 0x206, 0x406}
_CELLS = {0x203, 0x27E, 0xFD, 0x204, 0xD6, _TRUTH_OR_ERROR, *_FORMULAS}
_HIDDEN_ROW, _FAILED = 0x20, 2
_ADDRESS = bytes.fromhex("E0C9EA79F9BACE118C8200AA004BA90B")
"""Stands before the address of a link."""


class XlsMarks:
    """What is left out of an xls workbook. Raises InvalidData if it has a password, anything if it is broken."""

    def __init__(self, data: bytes) -> None:
        file = CompoundFile(data)
        self._stream = file.stream(next(name for name in ("workbook", "book") if name in file.entries))
        self._starts: list[int] = []
        self.formats = Formats([], {})
        for kind, body in _records(self._stream, 0):
            if kind == _PASSWORD:
                raise InvalidData(_("the workbook is protected by a password"), _("save a copy without a password"))
            if kind == _SHEET:
                self._starts += unpack_from("<I", body)
            elif kind == _STYLE:
                self.formats.of_styles.extend(unpack_from("<H", body, 2))
            elif kind == _FORMAT:
                self.formats.codes[unpack_from("<H", body)[0]] = _code(body)

    def sheets(self) -> Iterator[LeftOut]:
        """What is left out of each sheet."""
        return map(self._of, self._starts)

    def _of(self, start: int) -> LeftOut:
        left = LeftOut({}, {}, SheetMarks())
        for kind, body in _records(self._stream, start):
            if kind in _CELLS:
                row, column, style = unpack_from("<HHH", body)
                left.see(row, column, style, _error(kind, body))
            elif kind == _NUMBERS:
                row, first = unpack_from("<HH", body)
                for place in range((len(body) - 6) // 6):
                    (style,) = unpack_from("<H", body, 4 + 6 * place)
                    left.see(row, first + place, style)
            elif kind == _ROW and body[12] & _HIDDEN_ROW:
                left.marks.hidden_rows.add(unpack_from("<H", body)[0] + 1)
            elif kind == _COLUMNS and body[8] & 1:
                left.marks.hide_columns(*unpack_from("<HH", body))
            elif kind == _HYPERLINK and (address := _address(body)):
                row, _last, column = unpack_from("<HHH", body)
                left.marks.links[row + 1, column] = address
            elif kind == _MERGED:
                for first, last, column, _last in iter_unpack("<HHHH", body[2 : 2 + 8 * ((len(body) - 2) // 8)]):
                    left.marks.merge(first + 1, last + 1, column)
        return left


def _records(stream: bytes, start: int) -> Iterator[tuple[int, bytes]]:
    """The records of one part of the stream, without those of charts inside."""
    depth = 0
    while start + 4 <= len(stream):
        kind, size = unpack_from("<HH", stream, start)
        depth += (kind == _BEGIN) - (kind == _END)
        if depth == 0:
            return
        if depth == 1:
            yield kind, stream[start + 4 : start + 4 + size]
        start += 4 + size


def _error(kind: int, body: bytes) -> int | None:
    """The error that a cell holds, or that its formula came to."""
    if kind == _TRUTH_OR_ERROR:
        return body[6] if body[7] else None
    return body[8] if kind in _FORMULAS and body[12:14] == b"\xff\xff" and body[6] == _FAILED else None


def _code(body: bytes) -> str:
    """The code of a number format."""
    (length,) = unpack_from("<H", body, 2)
    if len(body) - 5 in {length, 2 * length}:
        return body[5:].decode("utf-16-le" if body[4] & 1 else "latin-1", "replace")
    return body[3:].decode("latin-1")


def _address(body: bytes) -> str:
    """Where a link leads, if it leads to the web."""
    start = body.find(_ADDRESS)
    if start < 0:
        return ""
    start += len(_ADDRESS)
    (size,) = unpack_from("<I", body, start)
    return body[start + 4 : start + 4 + size].decode("utf-16-le", "replace").partition("\0")[0]
