"""What is not clear about the columns of a list, with what to do."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from hiephoi_cli.domain.fields import Field
from hiephoi_cli.domain.records import Is
from hiephoi_cli.domain.suggest import did_you_mean
from hiephoi_cli.errors import InvalidData, Report, UsageError
from hiephoi_cli.exchange.heading_names import Names, Title, place_or_phrase
from hiephoi_cli.exchange.heading_words import is_of_address, phrase
from hiephoi_cli.exchange.names_in_parts import names_in_parts
from hiephoi_cli.exchange.sheet_marks import letters
from hiephoi_cli.i18n import _

_MANY = 3
"""The most columns that are named one by one in a hint."""
_ADDRESS = "address"
"""The field that lists often split over several columns."""
JOINS = "+"
"""Stands between the columns that make one field: `Số nhà+Đường`."""


class Column(NamedTuple):
    """A column with a heading, or with cells; its field is empty if it is ignored, None if it is not known."""

    place: int
    title: Title
    field: str | None

    @property
    def shown(self) -> str:
        """Its heading, as messages have it."""
        return str(self.title)


def may_be_joined(field: Field) -> bool:
    """Whether several columns can make one value of a field."""
    return not (field.base in {date, bool, int} or issubclass(field.base, StrEnum) or field.table())


def numbered(place: int) -> str:
    """A column named by its place, if its heading is not enough."""
    return f"#{place + 1}"


def options_for(name: str, values: Sequence[str]) -> str:
    """An option, once for each value."""
    return " ".join(f'{name} "{value}"' for value in values)


def refuse_absent(columns: Sequence[Column], asked: Sequence[str]) -> None:
    """Raise UsageError if an option names a column that does not exist."""
    columns_there = {key for column in columns for key in (column.place, *column.title.phrases)}
    for heading in asked:
        if place_or_phrase(heading) not in columns_there:
            titles = [column.shown for column in columns]
            raise UsageError(
                _("no column '{key}'").format(key=heading),
                did_you_mean(heading, titles) or _("choose from: {columns}").format(columns=", ".join(titles)),
            )


def refuse_unclear(columns: Sequence[Column], declared: Mapping[str, Field], names: Names) -> None:
    """Raise InvalidData for columns without a field, for those with several, and for two with the same field."""
    several = {
        column: names.choices(column.title)
        for column in columns
        if column.field is None and not fits_none(column, names)
    }
    unknown = [column for column in columns if fits_none(column, names)]
    divided = [
        ([column for column in columns if column.place in places], field)
        for places, field in names_in_parts(columns, declared, names)
    ]
    parts = [column for whole, _field in divided for column in whole]
    named = [column for column in columns if column.field and column not in parts]
    several = {column: choices for column, choices in several.items() if column not in parts}
    reports = [
        *_of_several(several, declared),
        *_unnamed(unknown, named, declared, divided),
        *_named_twice(named, declared),
    ]
    if reports:
        raise InvalidData(*reports[0], more=reports[1:])


def fits_none(column: Column, names: Names) -> bool:
    """Whether the heading of a column is that of no field."""
    return column.field is None and len(names.choices(column.title)) < 2  # noqa: PLR2004


def _of_several(columns: Mapping[Column, Sequence[str]], declared: Mapping[str, Field]) -> Iterator[Report]:
    for column, choices in columns.items():
        titles = ", ".join(_(declared[name].title) for name in choices)
        yield Report(
            _("column '{title}' names several fields: {fields}").format(title=column.shown, fields=titles),
            _('say what it holds: --map "{title}={field}", or --ignore "{title}"').format(
                title=column.shown, field=choices[0]
            ),
        )


def _unnamed(
    unknown: Sequence[Column],
    named: Sequence[Column],
    declared: Mapping[str, Field],
    divided: Sequence[tuple[Sequence[Column], str]],
) -> Iterator[Report]:
    """The columns that fit no field; those with the parts of an address or of a name can be read as one."""
    if not unknown:
        return
    parts = [column for column in unknown if _ADDRESS in declared and is_of_address(column.title.own)]
    of_names = [column for columns, _field in divided for column in columns]
    others = [column.shown for column in unknown if column not in (*parts, *of_names)]
    every = dict.fromkeys([*unknown, *named, *of_names])
    hints = [
        _("read them as one name: {option}").format(option=_join(columns, field, [*every]))
        for columns, field in divided
    ]
    hints += [hint for title in others if (hint := did_you_mean(title, declared))]
    if parts:
        whole = [column for column in named if column.field == _ADDRESS]
        hints.append(_("read them as the address: {option}").format(option=_join(whole + parts, _ADDRESS)))
    if others:
        way = _('ignore them with {options}, or say what they hold: --map "{title}=FIELD"')
        options = options_for("--ignore", others) if len(others) <= _MANY else "--ignore-others"
        hints.append(way.format(options=options, title=others[0]))
    columns = ", ".join(map(_in_words, unknown))
    yield Report(_("columns that fit no field: {columns}").format(columns=columns), "\n".join(hints))


def _in_words(column: Column) -> str:
    """A column in a message: its heading, or its number with the letter that a spreadsheet shows above it."""
    if column.shown != numbered(column.place):
        return f"'{column.shown}'"
    return _("'{number}' (column {letter})").format(number=column.shown, letter=letters(column.place))


def _named_twice(named: Sequence[Column], declared: Mapping[str, Field]) -> Iterator[Report]:
    """The columns with the field of an earlier one; values of most fields can be joined."""
    taken: dict[str, list[Column]] = defaultdict(list)
    for column in named:
        taken[column.field or ""].append(column)
    for field, columns in taken.items():
        for before, column in pairwise(columns):
            message = _("columns '{one}' and '{other}' both name '{field}'")
            options = options_for("--ignore", [_distinct(column, columns)])
            hint = _("ignore one of them: {options}").format(options=options)
            if _holds_several(declared[field]):
                hint += "\n" + _("or join them: {option}").format(option=_join(columns, field))
            yield Report(message.format(one=before.shown, other=column.shown, field=field), hint)


def _holds_several(field: Field) -> bool:
    """Whether the values of several columns make sense together: telephone numbers do, tax codes do not."""
    is_one = field.form in {Is.KEY, Is.NAME, Is.TAX_CODE} or (field.refers_to and not field.many)
    return may_be_joined(field) and not is_one


def _join(columns: Sequence[Column], field: str, among: Sequence[Column] = ()) -> str:
    """The option that reads columns as one field, each distinct among these."""
    return f'--map "{JOINS.join(_distinct(column, among or columns) for column in columns)}={field}"'


def _distinct(column: Column, columns: Sequence[Column]) -> str:
    """A column for an option: its heading, or its place if the heading is not unique or has `+` or `"`."""
    alike = [other for other in columns if phrase(other.shown) == phrase(column.shown)]
    return column.shown if len(alike) == 1 and not {JOINS, '"'} & {*column.shown} else numbered(column.place)
