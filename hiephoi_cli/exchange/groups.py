"""Takes the sectors of members from the titles above groups of rows, such as `I. Lĩnh vực Xây lắp (12 DN)`."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from hiephoi_cli.domain.cell_text import cell_text
from hiephoi_cli.domain.fields import Field
from hiephoi_cli.domain.records import Record, Registry
from hiephoi_cli.domain.vietnamese import one_spelling
from hiephoi_cli.exchange.cell import Row
from hiephoi_cli.exchange.cell_values import Reader
from hiephoi_cli.exchange.heading_names import GROUPED_BY
from hiephoi_cli.exchange.import_list import ImportList, cell_at
from hiephoi_cli.exchange.readings import Reading
from hiephoi_cli.exchange.sheet_marks import ranges
from hiephoi_cli.i18n import _
from hiephoi_cli.patterns import pattern

TURNED_OFF = "--no-group-sectors"
_MOST_CELLS = 3  # of a title: its numeral, its words, and how many there are
_LONGEST = 120  # characters of a cell of a title
_ORDINAL = pattern(
    r"(?:[IVXLC]+|[A-Z]|[0-9]{1,2}(?:\.[0-9]{1,2})*)(?:\s*[.):/–—-]+\s*|\s+(?=lĩnh|nhóm|ngành|khối))", re.IGNORECASE
)
_LEADING = pattern(
    r"(?:(?:nhóm|khối|mảng|các|thuộc|theo|lĩnh vực|ngành nghề|ngành|doanh nghiệp|hội viên|hoạt động|sectors?"
    r"|group|field)"
    r"(?:\s+(?:[IVXLC]+|[A-Z]|[0-9]{1,2})(?=\s*[.:–—-]))?[\s.:–—-]+)+",
    re.IGNORECASE,
)
_COUNT = pattern(
    r"[\s(\[:;,–—-]*(?:(?:gồm|có|tổng số|số lượng|cộng)\s*:?\s*)?[0-9]{1,5}\s*"
    r"(?:hội viên|doanh nghiệp|đơn vị|dn|hv|công ty|thành viên|members?|companies)?\s*[)\].]*",
    re.IGNORECASE,
)
_NUMERAL = pattern(r"(?:[IVXLC]+|[A-Z]|[0-9]{1,2})[.)]?")


class Groups:
    """The groups of a list of records that have sectors: the titles that name one, and what is below each."""

    def __init__(self, registry: Registry, import_list: ImportList, fields: Mapping[str, Field]) -> None:
        self._list = import_list
        self._field = next((field for field in fields.values() if field.refers_to == "sectors" and field.many), None)
        self._gives = bool(import_list.by_group and self._field and self._field.name not in import_list.columns)
        self._titles: dict[int, tuple[str, ...]] = {}
        """By the row of a title, the sectors that it names."""
        self._again: list[int] = []
        """The rows of records that stand in a group above as well."""
        self._below: dict[int, list[int]] = {}
        """By the row of a title, the rows to which it gives them."""
        if self._field and registry.sectors and import_list.head.number:
            reader = Reader(self._field, registry, repair=False)
            spelled = [one_spelling(text) for pair in registry.labels("sectors").items() for text in pair]
            for row in import_list.listed:
                text = self._text(row) or ""
                spelling = one_spelling(text)
                if text and any(name in spelling for name in spelled) and (named := _named(reader, text)):
                    self._titles[row.number] = named

    @property
    def titles(self) -> Collection[int]:
        """The numbers of the rows whose words name a known sector."""
        return self._titles.keys()

    @property
    def used(self) -> Collection[int]:
        """The numbers of the titles that gave sectors."""
        return self._below.keys()

    def with_sectors(self, readings: Sequence[Reading], aside: Collection[Row]) -> list[Reading]:
        """The readings with the sectors of their groups; one that stands in two groups is one with both.

        A list written with `--by` has its sectors in the rows, each of which is taken once.
        Rows set aside that look like titles and name no known sector end the group before them.
        """
        if any(not heading.field and heading.title.startswith(GROUPED_BY) for heading in self._list.headings):
            return self._once(readings)
        if not (self._gives and self._field and self._titles):
            return list(readings)
        name, titles = self._field.name, self._titles_and_ends(aside)
        kept: dict[object, Reading] = {}
        given: dict[object, tuple[str, ...]] = {}
        for reading in readings:
            title, sectors = next(((n, keys) for n, keys in titles if n < reading.row.number), (0, ()))
            if sectors:
                self._below.setdefault(title, []).append(reading.row.number)
            alike = _alike(reading) if sectors and not reading.faults else reading.row.number
            first = kept.setdefault(alike, reading)
            self._again += [reading.row.number] if first is not reading else []
            if sectors:
                first.values[name] = tuple(dict.fromkeys([*given.get(alike, ()), *sectors]))
                given[alike] = first.values[name]
        return list(kept.values())

    def _titles_and_ends(self, aside: Collection[Row]) -> list[tuple[int, tuple[str, ...]]]:
        """The rows that begin a group, each with its sectors, and those that only end one; the last first."""
        ends = {
            row.number: () for row in aside if row.number not in self._titles and looks_titled(self._text(row) or "")
        }
        return sorted((ends | self._titles).items(), reverse=True)

    def _once(self, readings: Sequence[Reading]) -> list[Reading]:
        """The readings without those that repeat one of another group."""
        kept: dict[object, Reading] = {}
        for reading in readings:
            first = kept.setdefault(reading.row.number if reading.faults else _alike(reading), reading)
            self._again += [reading.row.number] if first is not reading else []
        return list(kept.values())

    def widened(self, old: Record, values: Mapping[str, Any], number: int) -> Mapping[str, Any]:
        """The values of a row for a record that is there, which keeps its other sectors where a group gives one."""
        if not self._field or not any(number in rows for rows in self._below.values()):
            return values
        name = self._field.name
        return {**values, name: tuple(dict.fromkeys([*getattr(old, name), *values[name]]))}

    def in_words(self) -> Iterator[str]:
        """Which rows got their sectors from which title."""
        rows = {row.number: row for row in self._list.listed} if self._below else {}
        groups = [
            _("'{title}' (rows: {rows})").format(title=_joined_text(rows[title]), rows=ranges(numbers))
            for title, numbers in self._below.items()
        ]
        if groups:
            yield _("sectors from titles of groups: {groups}; {option} turns this off").format(
                groups=", ".join(groups), option=TURNED_OFF
            )
        if self._again:
            yield _("rows of records in more than one group: {rows}").format(rows=ranges(self._again))

    def _text(self, row: Row) -> str | None:
        """The words of a row that may be a title: nothing else stands there but a numeral and a count."""
        if len(row.cells) - row.cells.count("") - row.cells.count(None) > _MOST_CELLS:
            return None
        filled = [
            (place, " ".join(cell_text(cell).split())) for place, cell in enumerate(row.cells) if cell not in (None, "")
        ]
        if any(len(text) > _LONGEST for _place, text in filled):
            return None
        own = self._field and self._list.columns.get(self._field.name)
        words = [text for place, text in filled if not (_NUMERAL.fullmatch(text) or _COUNT.fullmatch(text))]
        if len(words) != 1 or (own and cell_text(cell_at(row, own.place)).strip() == words[0]):
            return None
        numerals = [text for _place, text in filled if text != words[0]]
        return " ".join([*(f"{text.rstrip('.)')}." for text in numerals[:1] if filled[0][1] == text), *words])


def looks_titled(text: str) -> bool:
    """Whether a text begins as the title of a group: with a numeral, or with the word for a sector or a group."""
    return bool(_ORDINAL.match(text) or _LEADING.match(text))


def _named(reader: Reader, text: str) -> tuple[str, ...]:
    """The keys of the sectors that a title names; none where anything in it is unknown."""
    bare = _ORDINAL.sub("", text, count=1) if _ORDINAL.match(text) else text
    for form in dict.fromkeys([text, bare, *_shortened(bare)]):
        keys = reader.value(form)
        if isinstance(keys, tuple):
            return keys
    return ()


def _shortened(text: str) -> Iterator[str]:
    """A title without its count, without the words before the sector's name, and without both."""
    uncounted = re.sub(rf"{_COUNT.pattern}$", "", text, flags=re.IGNORECASE).rstrip(" .:")
    for form in (uncounted, text):
        yield form
        if leading := _LEADING.match(form):
            yield form[leading.end() :].strip(" .:\"'“”")


def _alike(reading: Reading) -> object:
    """What two rows of one record in two groups share: everything but the row number."""
    return repr(sorted(reading.values.items()))


def _joined_text(row: Row) -> str:
    return " ".join(" ".join(cell_text(cell) for cell in row.cells if cell not in (None, "")).split())
