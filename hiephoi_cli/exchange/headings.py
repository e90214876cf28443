"""Finds the field that each column of a list holds."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from hiephoi_cli.domain.fields import Field
from hiephoi_cli.domain.records import Is
from hiephoi_cli.domain.suggest import did_you_mean
from hiephoi_cli.errors import InvalidData, Report, UsageError
from hiephoi_cli.exchange.cell import Row
from hiephoi_cli.exchange.heading_names import Names, Title, is_of_address, listed, phrase, place_or_phrase
from hiephoi_cli.exchange.heading_rows import Head, head_of
from hiephoi_cli.exchange.names_in_parts import names_in_parts
from hiephoi_cli.exchange.sheet_marks import letters
from hiephoi_cli.i18n import _

_MANY = 3
"""The most columns that are named one by one in a hint."""
_ADDRESS = "address"
"""The field that lists often split over several columns."""
_JOINS = "+"
"""Stands between the columns that make one field: `Số nhà+Đường`."""
Ask = Callable[[str, Sequence[str]], str]
"""Asks which of several fields the column with that heading holds; none is empty."""


class Heading(NamedTuple):
    """A column of a list: its place from 0, its title there, and its field, empty if the column is ignored."""

    place: int
    title: str
    field: str
    whole: bool = True
    """Whether all its words name the field, not just some."""
    more: tuple[int, ...] = ()
    """The places of further columns whose values are joined with its own."""
    between: str = ", "
    """What stands between joined values."""

    @property
    def places(self) -> tuple[int, ...]:
        """All its places."""
        return (self.place, *self.more)


class _Column(NamedTuple):
    """A column with a heading, or with cells; its field is empty if it is ignored, None if it is not known."""

    place: int
    title: Title
    field: str | None

    @property
    def shown(self) -> str:
        return str(self.title)


def headings(  # noqa: PLR0913  all but two have a default
    rows: Sequence[Row],
    declared: Mapping[str, Field],
    *,
    mapped: Mapping[str, str] | None = None,
    ignored: Collection[str] = (),
    derived: Collection[Field] = (),
    ignore_others: bool = False,
    other_sheets: Sequence[str] = (),
    ask: Ask | None = None,
) -> tuple[Head, list[Heading]]:
    """The headings, and the columns; title rows may stand above them, and groups of columns in a row of their own.

    A heading is the name or the title of a field in either language, alone or among other words. `mapped` gives fields
    by heading, or by several headings joined with `+`; `ignored` headings to ignore; `derived` are fields
    of listings that records do not hold, ignored too; `ignore_others` ignores those that fit no field. Raises
    InvalidData with the columns whose headings fit no field, or several where nobody can be asked, and UsageError if
    `mapped` or `ignored` name a column that does not exist.
    """
    joins, chosen = _chosen(rows, declared, mapped or {})
    names = Names(declared, chosen, ignored, derived)
    head = head_of(rows, names)
    if head is None:
        raise _no_header(declared, other_sheets)
    columns = list(_columns(head, rows, names, ask))
    _refuse_absent(columns, [*chosen, *ignored])
    if ignore_others:
        columns = [column._replace(field="") if _fits_none(column, names) else column for column in columns]
    columns, more = _joined(columns, list(joins.values()))
    _refuse_unclear(columns, declared, names)
    return head, [_heading(column, more.get(column.place, ()), declared, names) for column in columns]


def _no_header(declared: Mapping[str, Field], other_sheets: Sequence[str]) -> InvalidData:
    hint = (
        _("try another sheet: {options}").format(options=_options("--sheet", other_sheets))
        if other_sheets
        else _("add a header row with the names of fields: {columns}").format(columns=listed(declared))
    )
    return InvalidData(_("no header row found"), hint)


def _heading(column: _Column, more: Sequence[_Column], declared: Mapping[str, Field], names: Names) -> Heading:
    """The heading of a column, and of those that are joined with it."""
    return Heading(
        column.place,
        f" {_JOINS} ".join(one.shown for one in (column, *more)),
        column.field or "",
        names.is_whole(column.title, column.place),
        tuple(other.place for other in more),
        " " if column.field and declared[column.field].form in {Is.NAME, Is.PERSON} else ", ",
    )


def titles(
    rows: Sequence[Row], declared: Mapping[str, Field], mapped: Mapping[str, str], ignored: Collection[str]
) -> list[str]:
    """The headings of a list as they are shown, if fields were chosen so; none if it has no headings."""
    head = head_of(rows, Names(declared, _chosen(rows, declared, mapped)[1], ignored))
    return [str(title) for title in head.titles if title.own] if head else []


def _chosen(
    rows: Sequence[Row], declared: Mapping[str, Field], mapped: Mapping[str, str]
) -> tuple[dict[str, list[str]], dict[str, str]]:
    """The columns that each option joins, and the chosen field of every single column."""
    joins = _joins(rows, declared, mapped)
    single = {heading: field for heading, field in mapped.items() if heading not in joins}
    parts = {part: field for heading, field in mapped.items() for part in joins.get(heading, ())}
    return joins, single | parts


def _joins(rows: Sequence[Row], declared: Mapping[str, Field], mapped: Mapping[str, str]) -> dict[str, list[str]]:
    """The columns that an option names, by what names several. Raises UsageError for a field that cannot be joined."""
    texts = {phrase(cell) for row in rows[:30] for cell in row.cells if isinstance(cell, str)}
    joins = {
        heading: [part.strip() for part in heading.split(_JOINS)]
        for heading in mapped
        if _JOINS in heading and phrase(heading) not in texts
    }
    names = Names(declared, {heading: mapped[heading] for heading in joins}, ())
    for heading in joins:
        field = declared[names.field(Title(heading)) or ""]
        if not _may_be_joined(field):
            message = _("'{field}' cannot be joined from several columns").format(field=_(field.title))
            raise UsageError(message, _("choose one of the columns"))
    return joins


def _may_be_joined(field: Field) -> bool:
    """Whether several columns can make one value of a field."""
    return not (field.base in {date, bool, int} or issubclass(field.base, StrEnum) or field.table())


def _joined(
    columns: Sequence[_Column], joins: Sequence[Sequence[str]]
) -> tuple[list[_Column], dict[int, list[_Column]]]:
    """The columns without those that are joined with another, and by the place of that one the others in order."""
    more: dict[int, list[_Column]] = {}
    for parts in joins:
        keys = [place_or_phrase(part) for part in parts]
        first, *others = [column for key in keys for column in columns if key in {column.place, *column.title.phrases}]
        more[first.place] = others
    absorbed = {other.place for others in more.values() for other in others}
    return [column for column in columns if column.place not in absorbed], more


def _columns(head: Head, rows: Sequence[Row], names: Names, ask: Ask | None) -> Iterator[_Column]:
    """Every column that has a heading, or a cell below it.

    A heading that is exactly a field's name takes precedence over those that contain it.
    """
    titled = list(_titled(head, rows))
    whole = {names.field(title, place) for place, title in titled if names.is_whole(title, place)}
    for place, title in titled:
        field = names.field(title, place)
        choices = names.choices(title) if field is None else []
        if ask and len(choices) > 1:
            field = ask(str(title), choices)
        elif field and field in whole and not names.is_whole(title, place):
            field = None
        yield _Column(place, title, field)


def _titled(head: Head, rows: Sequence[Row]) -> Iterator[tuple[int, Title]]:
    """Place and title of the same columns."""
    below = [row for row in rows if row.number > head.number]
    for place, title in enumerate(head.titles):
        if title.own or any(place < len(row.cells) and row.cells[place] for row in below):
            yield place, title if title.own else Title(_number(place))


def _number(place: int) -> str:
    """A column named by its place, if its heading is not enough."""
    return f"#{place + 1}"


def _options(option: str, values: Sequence[str]) -> str:
    return " ".join(f'{option} "{value}"' for value in values)


def _refuse_absent(columns: Sequence[_Column], asked: Sequence[str]) -> None:
    """Raise UsageError if an option names a column that does not exist."""
    columns_there = {key for column in columns for key in (column.place, *column.title.phrases)}
    for heading in asked:
        if place_or_phrase(heading) not in columns_there:
            titles = [column.shown for column in columns]
            raise UsageError(
                _("no column '{key}'").format(key=heading),
                did_you_mean(heading, titles) or _("choose from: {columns}").format(columns=", ".join(titles)),
            )


def _refuse_unclear(columns: Sequence[_Column], declared: Mapping[str, Field], names: Names) -> None:
    """Raise InvalidData for columns without a field, for those with several, and for two with the same field."""
    several = {
        column: names.choices(column.title)
        for column in columns
        if column.field is None and not _fits_none(column, names)
    }
    unknown = [column for column in columns if _fits_none(column, names)]
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


def _fits_none(column: _Column, names: Names) -> bool:
    return column.field is None and len(names.choices(column.title)) < 2  # noqa: PLR2004


def _of_several(columns: Mapping[_Column, Sequence[str]], declared: Mapping[str, Field]) -> Iterator[Report]:
    for column, choices in columns.items():
        titles = ", ".join(_(declared[name].title) for name in choices)
        yield Report(
            _("column '{title}' names several fields: {fields}").format(title=column.shown, fields=titles),
            _('say what it holds: --map "{title}={field}", or --ignore "{title}"').format(
                title=column.shown, field=choices[0]
            ),
        )


def _unnamed(
    unknown: Sequence[_Column],
    named: Sequence[_Column],
    declared: Mapping[str, Field],
    divided: Sequence[tuple[Sequence[_Column], str]],
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
        options = _options("--ignore", others) if len(others) <= _MANY else "--ignore-others"
        hints.append(way.format(options=options, title=others[0]))
    columns = ", ".join(map(_in_words, unknown))
    yield Report(_("columns that fit no field: {columns}").format(columns=columns), "\n".join(hints))


def _in_words(column: _Column) -> str:
    """A column in a message: its heading, or its number with the letter that a spreadsheet shows above it."""
    if column.shown != _number(column.place):
        return f"'{column.shown}'"
    return _("'{number}' (column {letter})").format(number=column.shown, letter=letters(column.place))


def _named_twice(named: Sequence[_Column], declared: Mapping[str, Field]) -> Iterator[Report]:
    """The columns with the field of an earlier one; values of most fields can be joined."""
    taken: dict[str, list[_Column]] = defaultdict(list)
    for column in named:
        taken[column.field or ""].append(column)
    for field, columns in taken.items():
        for before, column in pairwise(columns):
            message = _("columns '{one}' and '{other}' both name '{field}'")
            hint = _("ignore one of them: {options}").format(options=_options("--ignore", [_distinct(column, columns)]))
            if _holds_several(declared[field]):
                hint += "\n" + _("or join them: {option}").format(option=_join(columns, field))
            yield Report(message.format(one=before.shown, other=column.shown, field=field), hint)


def _holds_several(field: Field) -> bool:
    """Whether the values of several columns make sense together: telephone numbers do, tax codes do not."""
    is_one = field.form in {Is.KEY, Is.NAME, Is.TAX_CODE} or (field.refers_to and not field.many)
    return _may_be_joined(field) and not is_one


def _join(columns: Sequence[_Column], field: str, among: Sequence[_Column] = ()) -> str:
    """The option that reads columns as one field, each distinct among these."""
    return f'--map "{_JOINS.join(_distinct(column, among or columns) for column in columns)}={field}"'


def _distinct(column: _Column, columns: Sequence[_Column]) -> str:
    """A column for an option: its heading, or its place if the heading is not unique or has `+` or `"`."""
    alike = [other for other in columns if phrase(other.shown) == phrase(column.shown)]
    return column.shown if len(alike) == 1 and not {_JOINS, '"'} & {*column.shown} else _number(column.place)
