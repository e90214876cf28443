"""Finds the header of a list, and the field that each column holds."""

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
"""The heading of the column with the reasons in a list of rejected rows."""

_NUMBERS = {"stt", "tt", "so tt", "so thu tu", "no", "#"}
"""Headings of columns that number the rows."""
_OF_DAYS = {("ngay",), ("nam",), ("date",)}
"""First words that only headings of days have."""
_OF_NUMBERS = {("so",), ("ma",), ("number",)}
"""First words of headings of numbers, never of names: `Số thẻ hội viên`."""
_PLACE = re.compile("#([1-9][0-9]{0,5})")
_LONGEST = 12
"""The most words of a heading that are compared."""
_LOOKED_AT = 30
"""The number of first rows among which the header is sought."""
_MANY = 3
"""The most columns that are named one by one in a hint."""
_SHORT = 4
"""The most letters of a single word that is ignored inside a longer heading, where it may mean anything."""

Phrase = tuple[str, ...]


class Heading(NamedTuple):
    """A column of a list: its place from 0, its title there, and its field, empty if the column is ignored."""

    place: int
    title: str
    field: str
    whole: bool = True
    """Whether all its words name the field, not just some."""


def headings(  # noqa: PLR0913  all but two have a default
    rows: Sequence[Row],
    declared: Mapping[str, Field],
    *,
    mapped: Mapping[str, str] | None = None,
    ignored: Collection[str] = (),
    ignore_others: bool = False,
    other_sheets: Sequence[str] = (),
) -> tuple[Row, list[Heading]]:
    """The header row, and its columns; title rows may stand above it.

    A heading is the name or the title of a field in either language, alone or among other words. `mapped` gives fields
    by heading, `ignored` headings to ignore; `ignore_others` ignores those that fit no field. Raises InvalidData with
    the columns whose headings fit no field, and UsageError if `mapped` or `ignored` name a column that does not exist.
    """
    names = _Names(declared, mapped or {}, ignored)
    head = max(rows[:_LOOKED_AT], key=names.fitting, default=None)
    if head is None or not any(names.fitting(head)):
        raise InvalidData(
            _("no header row found"),
            _("try another sheet: {options}").format(options=_options("--sheet", other_sheets))
            if other_sheets
            else _("add a header row with the names of fields: {columns}").format(columns=_listed(declared)),
        )
    columns = list(_columns(head, rows, names))
    _refuse_absent(columns, [*(mapped or {}), *ignored])
    if ignore_others:
        columns = [(place, title, field or "") for place, title, field in columns]
    _refuse_unclear(columns, declared)
    return head, [Heading(place, title, field or "", names.is_whole(title, place)) for place, title, field in columns]


class _Names:
    """Finds fields by the words of headings."""

    def __init__(self, declared: Mapping[str, Field], mapped: Mapping[str, str], ignored: Collection[str]) -> None:
        self._days = {field.name for field in declared.values() if field.base is date}
        self._names = {field.name for field in declared.values() if field.form in {Is.NAME, Is.PERSON}}
        self._whole: dict[Phrase, str] = {}
        self._inner: dict[Phrase, Field] = {}
        for field in declared.values():
            own = [_phrase(text) for text in (field.name, field.option_name, *sorted(spoken(field.title)))]
            also = [_phrase(text) for text in field.headings]
            self._whole |= dict.fromkeys([*also, *own], field.name)
            clear = (phrase for phrase in own if len(phrase) > 1 or len(phrase[0]) > _SHORT)
            self._inner |= dict.fromkeys([*also, *clear], field)
        self._first_words = {phrase[0] for phrase in self._inner}
        self._chosen = dict.fromkeys(map(_place_or_phrase, ignored), "")
        self._chosen |= {_place_or_phrase(heading): self._named(name, declared) for heading, name in mapped.items()}

    def _named(self, name: str, declared: Mapping[str, Field]) -> str:
        """The field with that name or title. Raises UsageError."""
        if _phrase(name) not in self._whole:
            raise UsageError(
                _("no field '{field}'").format(field=name),
                did_you_mean(name, declared) or _("choose from: {columns}").format(columns=_listed(declared)),
            )
        return self._whole[_phrase(name)]

    def is_whole(self, title: str, place: int) -> bool:
        """Whether all words of a heading name its field, or an option names the field."""
        return _phrase(title) in self._whole or bool({_phrase(title), place} & self._chosen.keys())

    def field(self, title: str, place: int = -1) -> str | None:
        """The field of the heading at a place; empty if the column is ignored, None if no field fits."""
        phrase = _phrase(title)
        for key in (place, phrase):
            if key in self._chosen:
                return self._chosen[key]
        if numbers_rows(title) or phrase in map(_phrase, spoken(WHY)):
            return ""
        return self._whole.get(phrase) or self._inside(phrase)

    def fitting(self, row: Row) -> tuple[int, int]:
        """The number of cells in a row whose words all name a field, then of fields named by at least some words."""
        titles = [cell for cell in row.cells if isinstance(cell, str) and cell]
        whole = {_phrase(title) for title in titles} & (self._whole.keys() | self._chosen.keys())
        return len(whole), len({field for title in titles if (field := self.field(title))})

    def _inside(self, phrase: Phrase) -> str | None:
        """The field whose words come first in the heading; keys and names yield to other fields (`Company phone`)."""
        matches = [
            (field.form in {Is.NAME, Is.KEY}, start, start - end, field.name)
            for start, word in enumerate(phrase[:_LONGEST])
            if word in self._first_words
            for end in range(start + 1, len(phrase[:_LONGEST]) + 1)
            if (field := self._inner.get(phrase[start:end]))
        ]
        name = min(matches)[-1] if matches else None
        of_another_kind = (phrase[:1] in _OF_DAYS and name not in self._days) or (
            phrase[:1] in _OF_NUMBERS and name in self._names
        )
        return None if of_another_kind else name


def numbers_rows(title: str) -> bool:
    """Whether a heading is that of row numbers."""
    return " ".join(_phrase(title)) in _NUMBERS or title.strip() in _NUMBERS


def _phrase(text: str) -> Phrase:
    """The words of a heading, without case, accents and punctuation."""
    return tuple(re.findall(r"[^\W_]+", fold(text)))


def _place_or_phrase(column: str) -> int | Phrase:
    """The column that an option names: by place, `#3`, or by heading."""
    place = _PLACE.fullmatch(column.strip())
    return int(place[1]) - 1 if place else _phrase(column)


def _columns(head: Row, rows: Sequence[Row], names: _Names) -> Iterator[tuple[int, str, str | None]]:
    """Place, title and field of every column that has a heading, or a cell below it.

    A heading that is exactly a field's name takes precedence over those that contain it.
    """
    titled = list(_titled(head, rows))
    whole = {names.field(title, place) for place, title in titled if names.is_whole(title, place)}
    for place, title in titled:
        field = names.field(title, place)
        yield place, title, None if field and field in whole and not names.is_whole(title, place) else field


def _titled(head: Row, rows: Sequence[Row]) -> Iterator[tuple[int, str]]:
    """Place and title of the same columns."""
    below = [row for row in rows if row.number > head.number]
    for place, cell in enumerate(head.cells):
        title = cell.shown if isinstance(cell, NoValue) else str(cell or "")
        if title or any(place < len(row.cells) and row.cells[place] for row in below):
            yield place, title or _number(place)


def _number(place: int) -> str:
    """A column named by its place, if its heading is not enough."""
    return f"#{place + 1}"


def _listed(declared: Mapping[str, Field]) -> str:
    """The titles of the fields in the user's language."""
    return ", ".join(_(field.title) for field in declared.values())


def _options(option: str, values: Sequence[str]) -> str:
    return " ".join(f'{option} "{value}"' for value in values)


def _refuse_absent(columns: Sequence[tuple[int, str, str | None]], asked: Sequence[str]) -> None:
    """Raise UsageError if an option names a column that does not exist."""
    columns_there = {key for place, title, _field in columns for key in (place, _phrase(title))}
    for heading in asked:
        if _place_or_phrase(heading) not in columns_there:
            titles = [title for _place, title, _field in columns]
            raise UsageError(
                _("no column '{key}'").format(key=heading),
                did_you_mean(heading, titles) or _("choose from: {columns}").format(columns=", ".join(titles)),
            )


def _refuse_unclear(columns: Sequence[tuple[int, str, str | None]], declared: Mapping[str, Field]) -> None:
    """Raise InvalidData for columns without a field, and for two with the same field."""
    reports = [*_unnamed(columns, declared), *_named_twice(columns)]
    if reports:
        raise InvalidData(*reports[0], more=reports[1:])


def _unnamed(columns: Sequence[tuple[int, str, str | None]], declared: Mapping[str, Field]) -> Iterator[Report]:
    if unknown := [title for _place, title, field in columns if field is None]:
        near = [hint for title in unknown if (hint := did_you_mean(title, declared))]
        way = _('ignore them with {options}, or say what they hold: --map "{title}=FIELD"')
        options = _options("--ignore", unknown) if len(unknown) <= _MANY else "--ignore-others"
        hint = "\n".join([*near, way.format(options=options, title=unknown[0])])
        named = ", ".join(f"'{title}'" for title in unknown)
        yield Report(_("columns that fit no field: {columns}").format(columns=named), hint)


def _named_twice(columns: Sequence[tuple[int, str, str | None]]) -> Iterator[Report]:
    taken: dict[str, str] = {}
    for place, title, field in columns:
        if field and field in taken:
            message = _("columns '{one}' and '{other}' both name '{field}'")
            other = _number(place) if _phrase(title) == _phrase(taken[field]) else title
            yield Report(
                message.format(one=taken[field], other=title, field=field),
                _("ignore one of them: {options}").format(options=_options("--ignore", [other])),
            )
        taken[field or ""] = title
