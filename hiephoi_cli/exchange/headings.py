"""Which row of a list names its columns, and which field each column holds."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from hiephoi_cli.domain.fields import Field
from hiephoi_cli.domain.records import Is
from hiephoi_cli.domain.suggest import did_you_mean
from hiephoi_cli.domain.vietnamese import fold
from hiephoi_cli.errors import InvalidData, Report, UsageError
from hiephoi_cli.exchange.rows import Row
from hiephoi_cli.i18n import N_, _, spoken

WHY = N_("Why not")
"""The heading of the column that tells why rows were rejected."""

_NUMBERS = {"stt", "tt", "so tt", "so thu tu", "no", "#"}
"""Headings of columns that number the rows."""
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


def headings(
    found: Sequence[Row],
    declared: Mapping[str, Field],
    *,
    mapped: Mapping[str, str] | None = None,
    ignored: Collection[str] = (),
) -> tuple[Row, list[Heading]]:
    """The row of headings, and the columns it names; title rows above it are not asked.

    A heading is the name or the title of a field in either language, or has it among other words; `mapped` tells
    fields by headings, `ignored` headings to pass over. Raises InvalidData that lists the columns that name no
    field, and UsageError where `mapped` or `ignored` name what is not there.
    """
    chosen = _chosen(declared, mapped or {}, ignored)
    names = _Names(declared, chosen)
    head = max(found[:_LOOKED_AT], key=names.fitting, default=None)
    if head is None or not any(names.fitting(head)):
        raise InvalidData(
            _("no row names the columns"),
            _("write the names of fields above the rows: {columns}").format(columns=", ".join(declared)),
        )
    columns = list(_columns(head, found, names))
    _refuse_absent(columns, [*(mapped or {}), *ignored])
    _refuse_unclear(columns, declared)
    return head, [Heading(place, title, field or "") for place, title, field in columns]


class _Names:
    """The words that name fields."""

    def __init__(self, declared: Mapping[str, Field], chosen: Mapping[Phrase, str]) -> None:
        self._chosen = chosen
        self._whole: dict[Phrase, str] = {}
        self._inner: dict[Phrase, Field] = {}
        for field in declared.values():
            own = [_phrase(text) for text in (field.name, field.option_name, *sorted(spoken(field.title)))]
            also = [_phrase(text) for text in field.headings]
            self._whole |= dict.fromkeys([*also, *own], field.name)
            telling = (one for one in own if len(one) > 1 or len(one[0]) > _SHORT)
            self._inner |= dict.fromkeys([*also, *telling], field)

    def field(self, title: str) -> str | None:
        """The field that a heading names; empty for a column to pass over, None where it names none."""
        phrase = _phrase(title)
        if phrase in self._chosen:
            return self._chosen[phrase]
        if " ".join(phrase) in _NUMBERS or title.strip() in _NUMBERS or phrase in map(_phrase, spoken(WHY)):
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
            for start in range(len(phrase))
            for end in range(start + 1, len(phrase) + 1)
            if (field := self._inner.get(phrase[start:end]))
        ]
        return min(found)[-1] if found else None


def _phrase(text: str) -> Phrase:
    """The words of a heading, without case, accents and punctuation."""
    return tuple(re.findall(r"[^\W_]+", fold(text)))


def _chosen(declared: Mapping[str, Field], mapped: Mapping[str, str], ignored: Collection[str]) -> dict[Phrase, str]:
    known = {"_".join(_phrase(word)): field.name for field in declared.values() for word in (field.name, field.title)}
    chosen = dict.fromkeys(map(_phrase, ignored), "")
    for heading, name in mapped.items():
        if "_".join(_phrase(name)) not in known:
            raise UsageError(
                _("no field '{field}'").format(field=name),
                did_you_mean(name, known) or _("there are: {columns}").format(columns=", ".join(declared)),
            )
        chosen[_phrase(heading)] = known["_".join(_phrase(name))]
    return chosen


def _columns(head: Row, found: Sequence[Row], names: _Names) -> Iterator[tuple[int, str, str | None]]:
    """Place, title and field of every column that has a heading, or a cell below it."""
    width = max(len(row.cells) for row in found)
    below = [row for row in found if row.number > head.number]
    for place in range(width):
        title = str(head.cells[place] or "") if place < len(head.cells) else ""
        if title:
            yield place, title, names.field(title)
        elif place < len(head.cells) and any(place < len(row.cells) and row.cells[place] for row in below):
            yield place, f"#{place + 1}", names.field(f"#{place + 1}")


def _refuse_absent(columns: Sequence[tuple[int, str, str | None]], asked: Sequence[str]) -> None:
    """Raise UsageError where somebody named a heading that is not there."""
    titles = {_phrase(title): title for _place, title, _field in columns}
    for heading in asked:
        if _phrase(heading) not in titles:
            raise UsageError(
                _("no column '{key}'").format(key=heading),
                did_you_mean(heading, titles.values())
                or _("there are: {columns}").format(columns=", ".join(titles.values())),
            )


def _refuse_unclear(columns: Sequence[tuple[int, str, str | None]], declared: Mapping[str, Field]) -> None:
    """Raise InvalidData for columns that name no field, and for two that name the same."""
    reports = [*_unnamed(columns, declared), *_named_twice(columns)]
    if reports:
        raise InvalidData(*reports[0], more=reports[1:])


def _unnamed(columns: Sequence[tuple[int, str, str | None]], declared: Mapping[str, Field]) -> Iterator[Report]:
    unknown = [title for _place, title, field in columns if field is None]
    if unknown:
        told = " ".join(f'--ignore "{title}"' for title in unknown)
        near = [hint for title in unknown if (hint := did_you_mean(title, declared))]
        hint = "\n".join([*near, _('pass them over with {options}, or say what they hold: --map "{title}=FIELD"')])
        said = _("columns that name no field: {columns}").format(columns=", ".join(f"'{title}'" for title in unknown))
        yield Report(said, hint.format(options=told, title=unknown[0]))


def _named_twice(columns: Sequence[tuple[int, str, str | None]]) -> Iterator[Report]:
    taken: dict[str, str] = {}
    for _place, title, field in columns:
        if field and field in taken:
            said = _("columns '{one}' and '{other}' both name '{field}'")
            apart = _phrase(title) != _phrase(taken[field])
            yield Report(
                said.format(one=taken[field], other=title, field=field),
                _("pass one of them over: {options}").format(options=f'--ignore "{title}"')
                if apart
                else _("give one of them another heading"),
            )
        taken[field or ""] = title
