"""A listing: rows of anything, and columns that know what to show of a row."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct, structs

from hiephoi_cli.domain.fields import TEXT, Field
from hiephoi_cli.domain.vietnamese import first_lower
from hiephoi_cli.errors import UsageError
from hiephoi_cli.i18n import _

Row = Any
"""Records of any kind, or pairs and triples of them: a column knows which."""


class Way(Struct, frozen=True):
    """The way from rows to others: to the records that a column refers to, or the tables that it holds."""

    columns: Callable[[], Sequence["Column"]]
    """Those of the other rows."""
    rows: Callable[[Row], Sequence[Row]]
    """The other rows, of each of these."""
    many: bool


class Column(Struct, frozen=True):
    """What a listing shows of each row."""

    key: str
    """What programs call it; the same in every language."""
    title: str
    """What people call it, in their language."""
    plain: Callable[[Row], object]
    """The value for programs: text, number, date, true or false, a list of these, or None."""
    shown: Callable[[Row], str]
    """The value for people."""
    order: Callable[[Row], Any]
    """What rows are sorted by."""
    everyday: int | None = None
    """Its place among the columns that people see without asking; programs see all."""
    comfort: int = 0
    """Columns of the screen below which people should rather not see it at all, or none after it if it is kept."""
    numeric: bool = False
    also: Sequence[str] = ()
    """What else people call it, in the source language: its title as declared, headings of others' lists."""
    once: bool = False
    """Whether a table shows it only where it differs from the row above."""
    people_only: bool = False
    """Whether programs see it only when they name it."""
    kept: bool = False
    """Whether the listing is about it: where there is no room for it, tables leave out others or break their words."""
    field: Field = TEXT
    """What its values are read as where somebody compares them with a text."""
    brief: Callable[[Row], str] | None = None
    """What people see in its place unless they name it."""
    whole: Callable[[Row], str] | None = None
    """All of the value in words, where `shown` is less."""
    key_of: Callable[[str], str] | None = None
    """The key of the record that a text names, if the values are such keys. Raises NotFound, Conflict, InvalidData."""
    way: Way | None = None
    """Where the values lead."""


class Total(Struct, frozen=True):
    """The line below a table that counts its rows."""

    number: Callable[[Sequence[Row]], int]
    in_words: Callable[[str, int], str]
    """The number in words; its text is `12/65` where only the first are shown."""


class Group(Struct, frozen=True):
    """Rows under a title of their own."""

    key: str
    title: str
    rows: Sequence[Row]


class Form(Struct, frozen=True):
    """A format that some listings have."""

    write: Callable[["Listing"], Iterable[str]]
    notes: Callable[["Listing"], Iterable[str]] = lambda _listing: ()
    """Messages beside what is written."""


class Note(Struct, frozen=True):
    """A sentence about some of the rows, or about records that are not among them."""

    rows: Sequence[Row]
    in_words: Callable[[Sequence[Row]], str]

    @property
    def text(self) -> str:
        """The sentence."""
        return self.in_words(self.rows)


class Listing(Struct, frozen=True):
    """The result of a reading command."""

    columns: Sequence[Column]
    """In the order of the file."""
    rows: Sequence[Row]
    title: str = ""
    groups: Sequence[Group] = ()
    """The rows once more, where people see them under several titles."""
    grouped_by: str = ""
    """What programs see the group of each row under, and people with a count; empty where a column has it."""
    single: bool = False
    """One record is shown: an object for programs, a sheet of fields for people."""
    below: "Listing | None" = None
    """What people see below it, such as the ballot below an election."""
    remarks: Sequence[str] = ()
    """Lines for people below everything else."""
    total: Total | None = None
    every: Sequence[Row] = ()
    """All rows, where those here are only the first of them."""
    notes: Sequence[Note] = ()
    """Sentences beside it, on standard error in every format."""
    empty: str | None = None
    """What people read if it has no rows at all, in place of `nothing found`; nothing if it is an empty text."""
    chosen: bool = False
    """Whether somebody named the columns."""
    formats: Mapping[str, "Form"] = {}
    """The formats that other listings don't have, by name."""
    more: Sequence[Column] = ()
    """What can be named beside the columns: computed values, and what the columns were chosen from."""

    @property
    def known(self) -> Sequence[Column]:
        """Every column that can be named."""
        keys = {column.key for column in self.columns}
        return [*self.columns, *(column for column in self.more if column.key not in keys)]

    def choose(self, keys: Sequence[str]) -> "Listing":
        """Only these columns, in this order. Raises UsageError for an unknown one."""
        return structs.replace(self, columns=[self.column(key) for key in keys], more=self.known, chosen=True)

    def for_people(self, *keys: str) -> "Listing":
        """The same columns; people see only these without asking, the most telling first."""
        places = {key: place for place, key in enumerate(keys)}
        return structs.replace(
            self, columns=[structs.replace(column, everyday=places.get(column.key)) for column in self.columns]
        )

    def sort(self, key: str) -> "Listing":
        """Sorted by a column, descending if its name starts with `-`; rows without a value come last."""
        downwards, column = key.startswith("-"), self.column(key.removeprefix("-"))

        def sorted_rows(rows: Sequence[Row]) -> Sequence[Row]:
            empty = [row for row in rows if _is_empty(column.plain(row))]
            filled = [row for row in rows if not _is_empty(column.plain(row))]
            return [*sorted(filled, key=column.order, reverse=downwards), *empty]

        return self.with_rows(sorted_rows)

    def with_rows(self, change: Callable[[Sequence[Row]], Sequence[Row]]) -> "Listing":
        """The listing with other rows, in each of its groups too."""
        groups = [structs.replace(group, rows=change(group.rows)) for group in self.groups]
        return structs.replace(self, rows=change(self.rows), groups=groups)

    def first(self, number: int) -> "Listing":
        """The first rows, up to a number; those of the groups are counted together."""
        left, groups = number, []
        for group in self.groups:
            if left:
                groups.append(structs.replace(group, rows=group.rows[:left]))
                left -= len(groups[-1].rows)
        return structs.replace(self, rows=self.rows[:number], groups=groups, every=self.rows)

    @property
    def counted(self) -> str:
        """How many rows there are, in words; empty where nobody needs to know."""
        if not self.total:
            return ""
        here, number = self.total.number(self.rows), self.total.number(self.every or self.rows)
        return self.total.in_words(str(number) if here == number else f"{here}/{number}", number)

    def column(self, name: str) -> Column:
        """The column with that key or title, or at the end of a path of them. Raises UsageError."""
        return _followed(self.known, name)


def of_part(column: Column, part: Callable[[Row], Row]) -> Column:
    """The column as one of rows of which each has a part that the column knows."""
    way = column.way

    def taken(value: Callable[[Row], Any]) -> Callable[[Row], Any]:
        return lambda row: value(part(row))

    return structs.replace(
        column,
        plain=taken(column.plain),
        shown=taken(column.shown),
        order=taken(column.order),
        brief=column.brief and taken(column.brief),
        whole=column.whole and taken(column.whole),
        way=way and structs.replace(way, rows=taken(way.rows)),
    )


def _is_empty(value: object) -> bool:
    return value is None or value in ((), [], "")


def _followed(columns: Sequence[Column], path: str, outer: Column | None = None) -> Column:
    """The column at the end of a path; `outer` is the one whose way leads to these."""
    from hiephoi_cli.domain.suggest import named  # only needed where columns are named

    names = {column.key: (column.title, *column.also) for column in columns}
    head, dot, rest = (path, "", "") if path in names else path.partition(".")
    key = named(head.strip(), names, _("no column '{key}'").format(key=head.strip()))
    column = next(column for column in columns if column.key == key)
    column = _beyond(outer, outer.way, column) if outer and outer.way else column
    if not dot:
        return column
    if column.way is None:
        raise UsageError(_("'{key}' does not refer to other records").format(key=key), _ways(columns))
    return _followed(column.way.columns(), rest, column)


def _ways(columns: Sequence[Column]) -> str:
    """A hint naming the columns that lead somewhere."""
    ways = ", ".join(f"{column.key}.…" for column in columns if column.way)
    return _("choose from: {columns}").format(columns=ways) if ways else ""


def _beyond(outer: Column, way: Way, inner: Column) -> Column:
    """A column of other rows as one of those rows that lead to them."""
    from hiephoi_cli.domain.in_line import between  # as above

    many, values = way.many or inner.field.many, _values(way, inner)
    joint = between(inner.field) if inner.field.many else ", "

    def texts(text: Callable[[Row], str]) -> Callable[[Row], str]:
        return lambda row: joint.join(dict.fromkeys(filter(None, map(text, way.rows(row)))))

    def order(row: Row) -> object:
        orders = [inner.order(other) for other in way.rows(row) if not _is_empty(inner.plain(other))]
        return orders if way.many else orders[0]

    return structs.replace(
        inner,
        key=f"{outer.key}.{inner.key}",
        title=f"{outer.title}: {first_lower(inner.title)}",
        plain=(lambda row: list(values(row))) if many else (lambda row: next(values(row), None)),
        shown=texts(inner.shown),
        whole=texts(inner.whole) if inner.whole else None,
        order=order,
        everyday=None,
        field=structs.replace(inner.field, name=f"{outer.key}.{inner.key}", many=many),
        way=_joined(way, inner.way) if inner.way else None,
    )


def _values(way: Way, inner: Column) -> Callable[[Row], Iterator[Any]]:
    """The values of a column in the rows to which a way leads."""

    def values(row: Row) -> Iterator[Any]:
        for other in way.rows(row):
            value: Any = inner.plain(other)
            if inner.field.many:
                yield from value
            elif value is not None:
                yield value

    return values


def _joined(way: Way, further: Way) -> Way:
    """A way, then a further one."""

    def rows(row: Row) -> list[Row]:
        return [last for other in way.rows(row) for last in further.rows(other)]

    return structs.replace(further, rows=rows, many=way.many or further.many)
