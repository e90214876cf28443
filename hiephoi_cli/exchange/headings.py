"""Which row of a list names its columns, and which field each column holds."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from hiephoi_cli.domain.fields import Field
from hiephoi_cli.domain.records import Is
from hiephoi_cli.domain.suggest import did_you_mean
from hiephoi_cli.domain.vietnamese import fold
from hiephoi_cli.errors import InvalidData, Report, UsageError
from hiephoi_cli.exchange.cell import NoValue, Row
from hiephoi_cli.i18n import N_, _, spoken

WHY = N_("Why not")
"""The heading of the column that tells why rows were rejected."""

_NUMBERS = {"stt", "tt", "so tt", "so thu tu", "no", "#"}
"""Headings of columns that number the rows."""
_OF_DAYS = {("ngay",), ("nam",), ("date",)}
"""How a heading of days begins, which no other field's does, whatever else it says."""
_OF_NUMBERS = {("so",), ("ma",), ("number",)}
"""How a heading of numbers begins, which is never that of a name: `Số thẻ hội viên`."""
_PLACE = re.compile("#([1-9][0-9]{0,5})")
_LONGEST = 12
"""How many words of a heading are looked at; what is longer is none."""
_LOOKED_AT = 30
"""How many rows may hold the headings."""
_SHORT = 4
"""Letters of a single word that may mean anything inside a longer heading."""

Phrase = tuple[str, ...]


class Heading(NamedTuple):
    """A column of a list: where it stands from 0, what it is called there, and the field that it holds.

    The field is empty where the column is passed over.
    """

    place: int
    title: str
    field: str
    whole: bool = True
    """Whether all its words name the field, or some of them."""


def headings(
    found: Sequence[Row],
    declared: Mapping[str, Field],
    *,
    mapped: Mapping[str, str] | None = None,
    ignored: Collection[str] = (),
    other_sheets: Sequence[str] = (),
) -> tuple[Row, list[Heading]]:
    """The row of headings, and the columns it names; title rows above it are not asked.

    A heading is the name or the title of a field in either language, or has it among other words; `mapped` tells
    fields by headings, `ignored` headings to pass over. Raises InvalidData that lists the columns that name no
    field, and UsageError where `mapped` or `ignored` name what is not there.
    """
    names = _Names(declared, mapped or {}, ignored)
    head = max(found[:_LOOKED_AT], key=names.fitting, default=None)
    if head is None or not any(names.fitting(head)):
        raise InvalidData(
            _("no row names the columns"),
            _("look into another sheet: {options}").format(options=_options("--sheet", other_sheets))
            if other_sheets
            else _("write the names of fields above the rows: {columns}").format(columns=_listed(declared)),
        )
    columns = list(_columns(head, found, names))
    _refuse_absent(columns, [*(mapped or {}), *ignored])
    _refuse_unclear(columns, declared)
    return head, [Heading(place, title, field or "", names.is_whole(title, place)) for place, title, field in columns]


class _Names:
    """The words that name fields."""

    def __init__(self, declared: Mapping[str, Field], mapped: Mapping[str, str], ignored: Collection[str]) -> None:
        self._days = {field.name for field in declared.values() if field.base is date}
        self._names = {field.name for field in declared.values() if field.form in {Is.NAME, Is.PERSON}}
        self._whole: dict[Phrase, str] = {}
        self._inner: dict[Phrase, Field] = {}
        for field in declared.values():
            own = [_phrase(text) for text in (field.name, field.option_name, *sorted(spoken(field.title)))]
            also = [_phrase(text) for text in field.headings]
            self._whole |= dict.fromkeys([*also, *own], field.name)
            telling = (one for one in own if len(one) > 1 or len(one[0]) > _SHORT)
            self._inner |= dict.fromkeys([*also, *telling], field)
        self._first_words = {phrase[0] for phrase in self._inner}
        self._chosen = dict.fromkeys(map(_place_or_phrase, ignored), "")
        self._chosen |= {_place_or_phrase(heading): self._named(name, declared) for heading, name in mapped.items()}

    def _named(self, name: str, declared: Mapping[str, Field]) -> str:
        """The field of that name or title. Raises UsageError."""
        if _phrase(name) not in self._whole:
            raise UsageError(
                _("no field '{field}'").format(field=name),
                did_you_mean(name, declared) or _("choose from: {columns}").format(columns=_listed(declared)),
            )
        return self._whole[_phrase(name)]

    def is_whole(self, title: str, place: int) -> bool:
        """Whether all words of a heading name its field, or somebody said what it is."""
        return _phrase(title) in self._whole or bool({_phrase(title), place} & self._chosen.keys())

    def field(self, title: str, place: int = -1) -> str | None:
        """The field that a heading at a place names; empty for a column to pass over, None where it names none."""
        phrase = _phrase(title)
        for key in (place, phrase):
            if key in self._chosen:
                return self._chosen[key]
        if numbers_rows(title) or phrase in map(_phrase, spoken(WHY)):
            return ""
        return self._whole.get(phrase) or self._inside(phrase)

    def fitting(self, row: Row) -> tuple[int, int]:
        """How many fields the cells of a row name, each by all of its words, and by some."""
        titles = [cell for cell in row.cells if isinstance(cell, str) and cell]
        whole = {_phrase(title) for title in titles} & (self._whole.keys() | self._chosen.keys())
        return len(whole), len({field for title in titles if (field := self.field(title))})

    def _inside(self, phrase: Phrase) -> str | None:
        """The field whose words stand in the heading first; what a record is called counts last (`Company phone`)."""
        found = [
            (field.form in {Is.NAME, Is.KEY}, start, start - end, field.name)
            for start, word in enumerate(phrase[:_LONGEST])
            if word in self._first_words
            for end in range(start + 1, len(phrase[:_LONGEST]) + 1)
            if (field := self._inner.get(phrase[start:end]))
        ]
        name = min(found)[-1] if found else None
        of_another_kind = (phrase[:1] in _OF_DAYS and name not in self._days) or (
            phrase[:1] in _OF_NUMBERS and name in self._names
        )
        return None if of_another_kind else name


def numbers_rows(title: str) -> bool:
    """Whether a heading is that of a column that numbers the rows."""
    return " ".join(_phrase(title)) in _NUMBERS or title.strip() in _NUMBERS


def _phrase(text: str) -> Phrase:
    """The words of a heading, without case, accents and punctuation."""
    return tuple(re.findall(r"[^\W_]+", fold(text)))


def _place_or_phrase(column: str) -> int | Phrase:
    """What somebody calls a column by: its place, `#3`, or its heading."""
    place = _PLACE.fullmatch(column.strip())
    return int(place[1]) - 1 if place else _phrase(column)


def _columns(head: Row, found: Sequence[Row], names: _Names) -> Iterator[tuple[int, str, str | None]]:
    """Place, title and field of every column that has a heading, or a cell below it.

    A heading that is the name of a field has it for itself, where others have the name among other words.
    """
    titled = list(_titled(head, found))
    whole = {names.field(title, place) for place, title in titled if names.is_whole(title, place)}
    for place, title in titled:
        field = names.field(title, place)
        yield place, title, None if field and field in whole and not names.is_whole(title, place) else field


def _titled(head: Row, found: Sequence[Row]) -> Iterator[tuple[int, str]]:
    """Place and title of the same columns."""
    below = [row for row in found if row.number > head.number]
    for place, cell in enumerate(head.cells):
        title = cell.shown if isinstance(cell, NoValue) else str(cell or "")
        if title or any(place < len(row.cells) and row.cells[place] for row in below):
            yield place, title or _number(place)


def _number(place: int) -> str:
    """What a column is called by its place, where its heading is not enough."""
    return f"#{place + 1}"


def _listed(declared: Mapping[str, Field]) -> str:
    """The fields by what people call them in their language."""
    return ", ".join(_(field.title) for field in declared.values())


def _options(option: str, values: Sequence[str]) -> str:
    return " ".join(f'{option} "{value}"' for value in values)


def _refuse_absent(columns: Sequence[tuple[int, str, str | None]], asked: Sequence[str]) -> None:
    """Raise UsageError where somebody named a heading that is not there."""
    known = {key for place, title, _field in columns for key in (place, _phrase(title))}
    for heading in asked:
        if _place_or_phrase(heading) not in known:
            titles = [title for _place, title, _field in columns]
            raise UsageError(
                _("no column '{key}'").format(key=heading),
                did_you_mean(heading, titles) or _("choose from: {columns}").format(columns=", ".join(titles)),
            )


def _refuse_unclear(columns: Sequence[tuple[int, str, str | None]], declared: Mapping[str, Field]) -> None:
    """Raise InvalidData for columns that name no field, and for two that name the same."""
    reports = [*_unnamed(columns, declared), *_named_twice(columns)]
    if reports:
        raise InvalidData(*reports[0], more=reports[1:])


def _unnamed(columns: Sequence[tuple[int, str, str | None]], declared: Mapping[str, Field]) -> Iterator[Report]:
    if unknown := [title for _place, title, field in columns if field is None]:
        near = [hint for title in unknown if (hint := did_you_mean(title, declared))]
        way = _('ignore them with {options}, or say what they hold: --map "{title}=FIELD"')
        hint = "\n".join([*near, way.format(options=_options("--ignore", unknown), title=unknown[0])])
        named = ", ".join(f"'{title}'" for title in unknown)
        yield Report(_("columns that name no field: {columns}").format(columns=named), hint)


def _named_twice(columns: Sequence[tuple[int, str, str | None]]) -> Iterator[Report]:
    taken: dict[str, str] = {}
    for place, title, field in columns:
        if field and field in taken:
            said = _("columns '{one}' and '{other}' both name '{field}'")
            other = _number(place) if _phrase(title) == _phrase(taken[field]) else title
            yield Report(
                said.format(one=taken[field], other=title, field=field),
                _("ignore one of them: {options}").format(options=_options("--ignore", [other])),
            )
        taken[field or ""] = title
