"""Finds rows that describe no record: totals, column numbers, group titles, signatures, row numbers alone."""

import math
import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from hiephoi_cli.domain.cell_text import cell_text
from hiephoi_cli.domain.fields import Field
from hiephoi_cli.domain.records import Is
from hiephoi_cli.domain.vietnamese import fold
from hiephoi_cli.exchange.cell import Cell, Row
from hiephoi_cli.exchange.hidden import hidden_in_words
from hiephoi_cli.exchange.import_list import ImportList
from hiephoi_cli.exchange.pages import Pages
from hiephoi_cli.exchange.readings import Reading
from hiephoi_cli.exchange.sheet_marks import ranges
from hiephoi_cli.i18n import _
from hiephoi_cli.patterns import pattern

A_FEW = 3  # columns; in so many, a name alone or consecutive numbers are no coincidence
_TITLE = 2
"""The cells of a group title: its letter or Roman numeral, and its words."""
_NUMBER = pattern(r"[(+]?[0-9][0-9 .,/()+\-]*")
_SIGNERS = 2
"""The most names or offices side by side where people sign."""
_NEVER_SIGNED = pattern(
    r"(?:công ty|cty|doanh nghiệp|dntn|htx|hợp tác xã|tập đoàn|xí nghiệp|nhà máy|viện|trường|chi nhánh)\b"
    r"|(?!.*ngày).*[0-9]",
    re.IGNORECASE,
)
"""What nobody signs with: a company, or a number that is not of a day."""
_SIGNED = pattern(
    r"người lập|lập (?:biểu|bảng|danh sách)|chủ tịch|thư ký|thủ trưởng|ký tên|đóng dấu|\bngày\b", re.IGNORECASE
)
"""What stands where people sign: who they are, a place with a day."""
_ORDINAL = pattern(r"([IVXLC]+|[A-Z])[.)]?")
"""The numeral of a group title, in the column of row numbers."""
_TITLED = pattern(r"(?:(?:Nhóm|NHÓM|Khối|KHỐI|Phần|PHẦN)\s+)?([IVXLC]{1,5}|[A-Z]|[0-9]{1,2})(?:[.)/:]|\s*[–—-])\s+\S")
"""How the title of a group begins that stands alone where names do."""
_LETTERS, _DIGITS = "letters", "digits"
_COUNTED = r"(hoi vien|doanh nghiep|dn|hv|don vi|thanh vien|members?|companies|rows?)"
_TOTAL = pattern(
    rf"(tong cong|t\. ?cong|tong so|tong|cong|total|sum)( {_COUNTED})?( co)? ?[:.]? ?"
    rf"(\(?\d[\d.,]*+\)? ?({_COUNTED}\b\.? ?\)?)?)*((?<=\d) ?\(.*\))?"
)
"""The whole text of a total, without accents: `Tổng cộng: 65 hội viên (mới: 3)`, never a `Tổng công ty`."""

_PERHAPS_TOTAL = pattern(r"t\. ?c|t\w{1,2}\W{0,2}ng|c(?!ông\s+ty)\w{1,2}\W{0,2}ng|total|sum", re.IGNORECASE)
"""The first letters of a total, with or without accents; a quick test that few enterprises pass."""


class SkippedRows:
    """The rows of a list that describe no record; `name` is the field with a record's name."""

    def __init__(
        self, import_list: ImportList, fields: Mapping[str, Field], name: str, titles: Collection[int] = ()
    ) -> None:
        self._list, self._name, self._numbering = import_list, name, import_list.numbering
        self._text = {field.name for field in fields.values() if _is_free_text(field)}
        rows = import_list.listed
        pages = Pages(import_list)
        below = {rows[0].number, *(row.number + 1 for row in rows if pages.repeats_headings(row))} if rows else ()
        self.plain = [
            row
            for row in rows
            if is_total(row)
            or (row.number in below and _numbers_columns(row))
            or row.number in titles
            or pages.has(row)
        ]
        """Those recognised by their text alone: totals, column numbers, known titles of groups, what pages repeat."""
        self._last_total = max((row.number for row in self.plain if is_total(row)), default=math.inf)
        self._numbered = self._numbering is not None and any(_is_number(self._number(row)) for row in rows)
        self._end = self._end_of_numbers(rows) if self._numbered else math.inf
        past_end = (row for row in rows if self.is_past_end(row))
        self._signed = next((row.number for row in past_end if _is_signed(row)), math.inf)
        others = {row.number for row in self.plain} - set(titles)
        self._titles = _kinds_of_titles([row for row in rows if row.number not in others]) | (
            {_LETTERS} if self._numbered else set()
        )

    def is_aside(self, reading: Reading) -> bool:
        """Whether a row describes no record, as it was read."""
        below = self.is_below(reading.row) or self.is_past_end(reading.row)
        may_be = len(reading.values) + len(reading.faults) <= 1 or below
        return may_be and self.holds(reading.row, reading.values.keys(), reading.faults.keys())

    def is_below(self, row: Row) -> bool:
        """Whether a row is below the last total."""
        return row.number > self._last_total

    def is_past_end(self, row: Row) -> bool:
        """Whether a row has no number and is below a blank one, above which every record has a number."""
        return row.number > self._end

    def holds(self, row: Row, read: Collection[str], faulty: Collection[str]) -> bool:
        """Whether the row describes no record, given the fields that parsed and those that failed.

        All its fields are blank; or it is a group title, a name with `II` or `B` for a row number; or a signature.
        """
        places = [heading.place for heading in self._list.headings if heading.field]
        if not places or _filled(row.cells[self._list.width :]):
            return False
        if not any(_filled(row.cells[place : place + 1]) for place in places):
            return True
        if self.is_below(row):
            return self._is_signature(row, read)
        if row.number >= self._signed and self._is_signature(row, read):
            return True
        filled, number = _filled(row.cells), cell_text(self._number(row))
        if len(filled) == 1 and _kind(_titled(filled[0])) in self._titles:
            return True
        named = not faulty and set(read) == {self._name}
        return named and self._numbered and len(filled) == _TITLE and bool(_ORDINAL.fullmatch(number))

    def _is_signature(self, row: Row, read: Collection[str]) -> bool:
        """Whether a row below the total has only names or offices, no number, and the list has columns for more.

        In a list without row numbers, a name with anything beside it is a record.
        """
        cells = _filled(row.cells)
        alone = len(cells) == 1 or self._numbering is not None or self._name not in read
        nothing_more = alone and set(read) <= self._text and not _is_number(self._number(row))
        is_text = not any(_is_number(cell) or "@" in cell_text(cell) for cell in cells)
        if self.is_past_end(row):
            is_text = is_text and not any(_NEVER_SIGNED.match(cell_text(cell)) for cell in cells)
        elif self._list.width <= A_FEW:
            return False
        return nothing_more and is_text and len(cells) <= _SIGNERS

    def _end_of_numbers(self, rows: Sequence[Row]) -> float:
        """The number of the first blank row below the last row with a number, if all records above have numbers."""
        last = next(row.number for row in reversed(rows) if _is_number(self._number(row)))
        end = next((number for number in self._list.rows.blank if number > last), math.inf)
        plain = {row.number for row in self.plain} if end < math.inf else ()
        numberless = (row for row in rows if row.number < end and not _filled([self._number(row)]))
        return end if all(row.number in plain or row.is_lone for row in numberless) else math.inf

    def _number(self, row: Row) -> Cell:
        """The cell of a row in the column of row numbers."""
        place = self._numbering
        return row.cells[place] if place is not None and place < len(row.cells) else None


def skipped(import_list: ImportList, rows: Sequence[Row]) -> Iterator[str]:
    """What was skipped, in words: columns, blank rows, rows that describe no record, and other sheets."""
    for heading in import_list.headings:
        if not heading.field:
            yield _("column '{title}'").format(title=heading.title)
    last = max((row.number for row in import_list.listed), default=0)
    blank = [number for number in import_list.rows.blank if import_list.head.number < number < last]
    numbered = {row.number for row in rows if _is_numbered_only(row, import_list.numbering)}
    if blank or numbered:
        yield _("blank rows: {n}").format(n=len(blank) + len(numbered))
    pages = Pages(import_list)
    if repeated := [row.number for row in rows if pages.repeats_headings(row)]:
        yield _("rows with repeated headings: {rows}").format(rows=ranges(repeated))
    for row in rows:
        if row.number not in {*numbered, *repeated}:
            yield _("row {n}: '{text}'").format(n=row.number, text=_text(row))
    yield from hidden_in_words(import_list, left_out=True)
    for name in import_list.rows.skipped:
        hidden = name in import_list.rows.hidden_sheets
        yield (_("hidden sheet '{name}'") if hidden else _("sheet '{name}'")).format(name=name)


def is_total(row: Row) -> bool:
    """Whether a row is a total; a row of many cells, all filled, is not."""
    if len(row.cells) > A_FEW and all(row.cells):
        return False
    first = next((cell for cell in row.cells if isinstance(cell, str) and cell), "")
    return bool(_PERHAPS_TOTAL.match(first) and _TOTAL.fullmatch(fold(_text(row))))


def _numbers_columns(row: Row) -> bool:
    """Whether a row numbers the columns, as forms do below the header: 1, 2, 3 or (1), (2), (3)."""
    numbers = [cell_text(cell).strip("()") for cell in _filled(row.cells)]
    return len(numbers) >= A_FEW and numbers in [[str(first + n) for n in range(len(numbers))] for first in (0, 1)]


def _titled(cell: Cell) -> str:
    """The numeral with which a cell begins as the title of a group does; empty if none does."""
    begun = _TITLED.match(cell_text(cell))
    return begun[1] if begun else ""


def _kind(numeral: str) -> str:
    """Whether a numeral is of letters, Roman ones too, or of digits; empty without one."""
    return (_DIGITS if numeral.isdigit() else _LETTERS) if numeral else ""


def _kinds_of_titles(rows: Sequence[Row]) -> set[str]:
    """The kinds of numerals of titles: they stand alone and begin `I`, or `A` or `1` and go on, while others hold more.

    Digits that number rows which hold more, or more rows than hold more, are those of records.
    """
    filled = [_filled(row.cells) for row in rows]
    alone = [numeral for cells in filled if len(cells) == 1 and (numeral := _titled(cells[0]))]
    more = [cells for cells in filled if len(cells) > 1] if alone else []
    letters = [numeral for numeral in alone if _kind(numeral) == _LETTERS]
    digits = [numeral.lstrip("0") for numeral in alone if _kind(numeral) == _DIGITS]
    kinds = {_LETTERS} if more and (letters[:1] == ["I"] or (letters[:1] == ["A"] != letters)) else set()
    in_order = digits[:2] in (["1", "2"], ["1", "1"]) and not any(_kind(_titled(cells[0])) == _DIGITS for cells in more)
    return kinds | {_DIGITS} if in_order and len(digits) <= len(more) else kinds


def _is_numbered_only(row: Row, numbering: int | None) -> bool:
    """Whether a row has only its number."""
    number = [] if numbering is None else _filled(row.cells[numbering : numbering + 1])
    return any(map(_is_number, number)) and number == _filled(row.cells)


def _is_number(cell: Cell) -> bool:
    """Whether a cell holds digits without words."""
    return bool(_NUMBER.fullmatch(cell_text(cell)))


def _is_free_text(field: Field) -> bool:
    """Whether a field accepts any words; even that of telephone numbers does."""
    return field.base is str and not (field.refers_to or field.form in {Is.KEY, Is.TAX_CODE})


def _text(row: Row) -> str:
    """The text of a row, with single spaces."""
    return " ".join(" ".join(map(cell_text, _filled(row.cells))).split())


def _is_signed(row: Row) -> bool:
    """Whether a row says who signs, or where and when."""
    return any(isinstance(cell, str) and _SIGNED.search(cell) for cell in row.cells)


def _filled(cells: Sequence[Cell]) -> list[Cell]:
    return [cell for cell in cells if cell not in (None, "")]
