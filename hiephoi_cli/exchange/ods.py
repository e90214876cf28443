"""The sheets of an OpenDocument spreadsheet, cell by cell, as it shows them."""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime, timedelta

from hiephoi_cli.domain.calendar import parse_day
from hiephoi_cli.domain.partial_day import PartialDay
from hiephoi_cli.errors import InvalidData
from hiephoi_cli.exchange.cell import Cell, NoValue, ShownDay
from hiephoi_cli.exchange.damage import is_error
from hiephoi_cli.exchange.number_formats import elapsed
from hiephoi_cli.exchange.package import Broken, Package, local
from hiephoi_cli.exchange.sheet_marks import MOST_COLUMNS, MOST_ROWS, Sheet, SheetMarks, TooLong, link_in
from hiephoi_cli.i18n import _
from hiephoi_cli.patterns import pattern

_CONTENT, _MANIFEST = "content.xml", "meta-inf/manifest.xml"
_MOST_ALIKE = 5_000
"""The most rows of a list that repeat one another to the letter."""
_TIME = pattern(r"PT(?:([0-9]+)H)?(?:([0-9]+)M)?(?:([0-9]+)(?:[.,][0-9]+)?S)?")
_WORD_AND_NUMBER = pattern(r"[^\W\d_]+[-./ ]?[0-9]+")
_TRUTHS = {"TRUE": True, "FALSE": False}
"""Numbers that show a truth."""
_BETWEEN = {"s": " ", "tab": "\t", "line-break": "\n"}
"""What elements inside a text stand for."""
_CELLS = ("table-cell", "covered-table-cell")
"""A cell, and one that others of a merged area cover."""
_ASIDE = {"annotation", "frame", "shapes", "note", "custom-shape", "forms"}
"""Elements with texts of their own, which belong to no cell."""
Attributes = dict[str, str]


class OpenDocument:
    """A spreadsheet in memory. Raises InvalidData where it has a password, and anything where it is broken."""

    def __init__(self, data: bytes) -> None:
        self._package = Package(data)
        if _MANIFEST in self._package.parts and b"encryption-data" in self._package.read(_MANIFEST):
            raise InvalidData(_("the workbook is protected by a password"), _("save a copy without a password"))
        listed = _Tables()
        self._package.parse(_CONTENT, listed.start)
        self.sheets = [Sheet(name, style not in listed.hidden, name) for name, style in listed.styles.items()]
        if not self.sheets:
            raise Broken

    def lines(self, sheet: Sheet, marks: SheetMarks | None = None) -> Iterator[list[Cell]]:
        """The rows of a sheet from its first on, up to the last that holds something. Raises TooLong, InvalidData."""
        rows = _Rows(sheet.name, marks or SheetMarks())
        for _chunk in self._package.parsed(_CONTENT, rows.start, rows.end, rows.text):
            yield from rows.taken()
            if rows.is_over:
                return


class _Tables:
    """The sheets of a document with their styles, and the styles of hidden sheets."""

    def __init__(self) -> None:
        self.styles: dict[str, str] = {}
        self.hidden: set[str] = set()
        self._style = ""

    def start(self, name: str, attributes: Attributes) -> None:
        own = _bare(attributes)
        if name == "style":
            self._style = own.get("name", "")
        elif name == "table-properties" and own.get("display") == "false":
            self.hidden.add(self._style)
        elif name == "table" and "name" in own:
            self.styles.setdefault(own["name"], own.get("style-name", ""))


class _Rows:
    """The rows of one sheet as the document's XML is read."""

    def __init__(self, sheet: str, marks: SheetMarks) -> None:
        self._sheet, self._marks = sheet, marks
        self.is_over = self._inside = False
        self._aside = 0
        self._rows: list[list[Cell]] = []
        self._cells: list[Cell] = []
        self._number = self._row_times = self._blank = self._columns = 0
        self._cell: Attributes | None = None
        self._paragraphs: list[str] = []
        self._in_text = False

    def taken(self) -> Iterator[list[Cell]]:
        """The rows that are whole, once."""
        rows, self._rows = self._rows, []
        yield from rows

    def start(self, name: str, attributes: Attributes) -> None:
        if name in _ASIDE:
            self._aside += 1
        elif name == "table" and not self._inside:
            self._inside = not self.is_over and _bare(attributes).get("name") == self._sheet
        if not self._inside or self._aside:
            return
        if name in _CELLS:
            self._cell, self._paragraphs = _bare(attributes), []
            failed = any(value == "error" for name, value in attributes.items() if local(name) == "value-type")
            self._cell |= {"failed": "yes"} if failed else {}
        elif name == "table-row":
            self._begin(_bare(attributes))
        elif name == "table-column":
            self._see_columns(_bare(attributes))
        elif self._cell is not None:
            self._see_text(name, attributes)

    def end(self, name: str) -> None:
        if name in _ASIDE:
            self._aside -= 1
        elif self._inside and not self._aside:
            if name == "p":
                self._in_text = False
            elif name in _CELLS and self._cell is not None:
                self._end_cell(self._cell, is_covered=name != _CELLS[0])
            elif name == "table-row":
                self._end_row()
            elif name == "table":
                self._inside, self.is_over = False, True

    def text(self, text: str) -> None:
        if self._in_text and not self._aside:
            self._paragraphs[-1] += text

    def _see_text(self, name: str, attributes: Attributes) -> None:
        if name == "p":
            self._paragraphs.append("")
            self._in_text = True
        elif self._in_text and name in _BETWEEN:
            self._paragraphs[-1] += _BETWEEN[name] * _times(_bare(attributes), "c")
        elif name == "a" and (target := _bare(attributes).get("href")):
            self._marks.links[self._number + self._blank + 1, len(self._cells)] = target

    def _see_columns(self, attributes: Attributes) -> None:
        times = _times(attributes, "number-columns-repeated")
        if _is_hidden(attributes):
            self._marks.hide_columns(self._columns, self._columns + times - 1)
        self._columns += times

    def _begin(self, attributes: Attributes) -> None:
        self._cells = []
        self._row_times = _times(attributes, "number-rows-repeated")
        first = self._number + self._blank + 1
        if _is_hidden(attributes):
            self._marks.hidden_rows.update(range(first, first + min(self._row_times, _MOST_ALIKE)))

    def _end_cell(self, cell: Attributes, *, is_covered: bool) -> None:
        value = None if is_covered else _value(cell, "\n".join(self._paragraphs).strip() if self._paragraphs else None)
        if link := link_in(cell.get("formula", "")):
            self._marks.links[self._number + self._blank + 1, len(self._cells)] = link
        if "number-rows-spanned" in cell:
            top = self._number + self._blank + 1
            self._marks.merge(top, top + _times(cell, "number-rows-spanned") - 1, len(self._cells))
        times = min(_times(cell, "number-columns-repeated"), MOST_COLUMNS - len(self._cells))
        self._cells += [value] * times
        self._cell = None

    def _end_row(self) -> None:
        filled = [place for place, cell in enumerate(self._cells) if cell not in (None, "")]
        if not filled:
            self._blank += self._row_times
            return
        first = self._number + self._blank + 1
        if first + self._row_times > MOST_ROWS + 1:
            raise TooLong
        if self._row_times > _MOST_ALIKE:
            raise InvalidData(
                _("rows {first} to {last} are all the same").format(first=first, last=first + self._row_times - 1),
                _("delete what does not belong to the list, and save it again"),
            )
        self._rows += [[] for _row in range(self._blank)]
        self._rows += [self._cells[: filled[-1] + 1]] * self._row_times
        self._number, self._blank = self._number + self._blank + self._row_times, 0


def _bare(attributes: Attributes) -> Attributes:
    """Attributes by their names without prefixes; where two differ in the prefix only, the later one counts."""
    return {local(name): value for name, value in attributes.items()}


def _times(attributes: Attributes, name: str) -> int:
    text = attributes.get(name, "1")
    return max(int(text), 1) if text.isdecimal() else 1


def _is_hidden(attributes: Attributes) -> bool:
    return attributes.get("visibility") in {"collapse", "filter"}


def _value(attributes: Attributes, text: str | None) -> Cell:  # noqa: PLR0911  a line a type
    """What a cell holds, given the text that it shows, if any."""
    kind, formula, shown = attributes.get("value-type", ""), attributes.get("formula"), text or ""
    if attributes.get("failed") or (formula is not None and is_error(shown)):
        return NoValue(shown or f"{formula}")
    if not kind and formula is not None and text is None:
        return NoValue(formula.partition(":")[2] or formula)
    match kind:
        case "float":
            return _TRUTHS[shown.upper()] if shown.upper() in _TRUTHS else _number(attributes["value"], shown)
        case "percentage" | "currency":
            return shown if kind == "percentage" and shown.endswith("%") else _number(attributes["value"], "")
        case "date":
            return _day(attributes["date-value"], shown)
        case "time":
            return _time(attributes["time-value"])
        case "boolean":
            return attributes.get("boolean-value") == "true"
        case "string":
            return attributes.get("string-value", shown).strip() or shown
        case _:
            return shown or (None if formula is None else "")


def _number(text: str, shown: str) -> Cell:
    """A number, or the code that it shows: one with zeros or with a word in front."""
    number = float(text)
    whole = text if text.lstrip("-").isdecimal() else f"{number:.0f}" if number.is_integer() else ""
    digits = re.sub("[^0-9]", "", shown)
    has_zeros = digits != whole and digits.endswith(whole) and not digits.removesuffix(whole).strip("0")
    if whole and (has_zeros or (digits == whole and _WORD_AND_NUMBER.fullmatch(shown))):
        return shown
    return int(whole) if whole else number


def _day(text: str, shown: str) -> Cell:
    """A day, with its time if it has one; the month or the year of it if the cell shows no more."""
    moment = datetime.fromisoformat(text[: len("2025-02-01T08:30:00")])
    with suppress(InvalidData):
        day = parse_day(shown)
        if isinstance(day, PartialDay) and day <= moment.date() <= day.last:
            return ShownDay.of(moment, day)
    return moment if moment.time() != datetime.min.time() else moment.date()


def _time(text: str) -> str:
    """A time of day, or a span that is longer, as text."""
    parts = _TIME.fullmatch(text)
    if not parts:
        raise Broken
    hours, minutes, seconds = (int(part or 0) for part in parts.groups())
    span = timedelta(hours=hours, minutes=minutes, seconds=seconds)
    return (
        elapsed(span)
        if span >= timedelta(days=1)
        else (datetime.combine(date.min, datetime.min.time()) + span).time().isoformat()
    )
