"""Finds the field that each column of a list holds."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from hiephoi_cli.domain.fields import Field
from hiephoi_cli.domain.records import Is
from hiephoi_cli.errors import InvalidData, UsageError
from hiephoi_cli.exchange.cell import Row
from hiephoi_cli.exchange.heading_names import Names, Title, listed, place_or_phrase
from hiephoi_cli.exchange.heading_rows import Head, head_of, second_head
from hiephoi_cli.exchange.heading_words import phrase
from hiephoi_cli.exchange.unclear_headings import (
    JOINS,
    Column,
    fits_none,
    may_be_joined,
    numbered,
    options_for,
    refuse_absent,
    refuse_unclear,
)
from hiephoi_cli.i18n import _

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
    InvalidData with the columns whose headings fit no field, or several where nobody can be asked, and for rows of two
    lists; UsageError if `mapped` or `ignored` name a column that does not exist.
    """
    joins, chosen = _chosen(rows, declared, mapped or {})
    names = Names(declared, chosen, ignored, derived)
    head = head_of(rows, names)
    if head is None:
        raise _no_header(declared, other_sheets)
    if second := second_head(rows, head, names):
        raise _two_lists(head, second)
    columns = list(_columns(head, rows, names, ask))
    refuse_absent(columns, [*chosen, *ignored])
    if ignore_others:
        columns = [column._replace(field="") if fits_none(column, names) else column for column in columns]
    columns, more = _joined(columns, list(joins.values()))
    refuse_unclear(columns, declared, names)
    return head, [_heading(column, more.get(column.place, ()), declared, names) for column in columns]


def _no_header(declared: Mapping[str, Field], other_sheets: Sequence[str]) -> InvalidData:
    hint = (
        _("try another sheet: {options}").format(options=options_for("--sheet", other_sheets))
        if other_sheets
        else _("add a header row with the names of fields: {columns}").format(columns=listed(declared))
    )
    return InvalidData(_("no header row found"), hint)


def _two_lists(head: Head, second: Row) -> InvalidData:
    first, last = sorted((head.rows[0].number, second.number))
    return InvalidData(
        _("rows {first} and {last} both look like headings, but differ").format(first=first, last=last),
        _("if it is one list, delete the second row; else copy each list into a file of its own"),
    )


def _heading(column: Column, more: Sequence[Column], declared: Mapping[str, Field], names: Names) -> Heading:
    """The heading of a column, and of those that are joined with it."""
    return Heading(
        column.place,
        f" {JOINS} ".join(one.shown for one in (column, *more)),
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
        heading: [part.strip() for part in heading.split(JOINS)]
        for heading in mapped
        if JOINS in heading and phrase(heading) not in texts
    }
    names = Names(declared, {heading: mapped[heading] for heading in joins}, ())
    for heading in joins:
        field = declared[names.field(Title(heading)) or ""]
        if not may_be_joined(field):
            message = _("'{field}' cannot be joined from several columns").format(field=_(field.title))
            raise UsageError(message, _("choose one of the columns"))
    return joins


def _joined(columns: Sequence[Column], joins: Sequence[Sequence[str]]) -> tuple[list[Column], dict[int, list[Column]]]:
    """The columns without those that are joined with another, and by the place of that one the others in order."""
    more: dict[int, list[Column]] = {}
    for parts in joins:
        keys = [place_or_phrase(part) for part in parts]
        first, *others = [column for key in keys for column in columns if key in {column.place, *column.title.phrases}]
        more[first.place] = others
    absorbed = {other.place for others in more.values() for other in others}
    return [column for column in columns if column.place not in absorbed], more


def _columns(head: Head, rows: Sequence[Row], names: Names, ask: Ask | None) -> Iterator[Column]:
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
        yield Column(place, title, field)


def _titled(head: Head, rows: Sequence[Row]) -> Iterator[tuple[int, Title]]:
    """Place and title of the same columns."""
    below = [row for row in rows if row.number > head.number]
    for place, title in enumerate(head.titles):
        if title.own or any(place < len(row.cells) and row.cells[place] for row in below):
            yield place, title if title.own else Title(numbered(place))
