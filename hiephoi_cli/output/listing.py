"""A listing: rows of anything, and columns that know what to show of a row."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from msgspec import Struct, structs

from hiephoi_cli.domain.suggest import named
from hiephoi_cli.i18n import _

Row = Any
"""Records of any kind, or pairs and triples of them: a column knows which."""


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
    numeric: bool = False
    also: Sequence[str] = ()
    """What else people call it, in the source language: its title as declared, headings of others' lists."""
    people_only: bool = False
    """Whether programs see it only when they name it."""


class Group(Struct, frozen=True):
    """Rows under a title of their own."""

    key: str
    title: str
    rows: Sequence[Row]


class Form(Struct, frozen=True):
    """A format that some listings have."""

    write: Callable[["Listing"], Iterable[str]]
    notes: Callable[["Listing"], Iterable[str]] = lambda _listing: ()
    """What is said beside what is written."""


class Listing(Struct, frozen=True):
    """The result of a reading command."""

    columns: Sequence[Column]
    """In the order of the file."""
    rows: Sequence[Row]
    title: str = ""
    groups: Sequence[Group] = ()
    """The rows once more, where people see them under several titles."""
    grouped_by: str = ""
    """What programs see the group of each row under, and people with a count; empty where a column tells it."""
    single: bool = False
    """One record is shown: an object for programs, a sheet of fields for people."""
    below: "Listing | None" = None
    """What people see below it, such as the ballot below an election."""
    remarks: Sequence[str] = ()
    """What is said of it to people, last of all."""
    notes: Sequence[str] = ()
    """What is said beside it, in whatever format it goes out."""
    chosen: bool = False
    """Whether somebody named the columns."""
    formats: Mapping[str, "Form"] = {}
    """The formats that other listings don't have, by name."""

    def choose(self, keys: Sequence[str]) -> "Listing":
        """With these columns only, in this order. Raises UsageError for an unknown one."""
        return structs.replace(self, columns=[self._column(key) for key in keys], chosen=True)

    def sort(self, key: str) -> "Listing":
        """Sorted by a column, downwards if its name has a `-` before it; rows without a value come last."""
        downwards, column = key.startswith("-"), self._column(key.removeprefix("-"))

        def sorted_rows(rows: Sequence[Row]) -> Sequence[Row]:
            empty = [row for row in rows if column.plain(row) in (None, (), "")]
            filled = [row for row in rows if column.plain(row) not in (None, (), "")]
            return [*sorted(filled, key=column.order, reverse=downwards), *empty]

        groups = [structs.replace(group, rows=sorted_rows(group.rows)) for group in self.groups]
        return structs.replace(self, rows=sorted_rows(self.rows), groups=groups)

    def _column(self, key: str) -> Column:
        names = {column.key: (column.title, *column.also) for column in self.columns}
        found = named(key, names, _("no column '{key}'").format(key=key))
        return next(column for column in self.columns if column.key == found)
