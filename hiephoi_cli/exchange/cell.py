"""Rows and cells of other people's files."""

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any, NamedTuple, Self

from msgspec import Struct

from hiephoi_cli.domain.partial_day import PartialDay


class NoValue(Struct, frozen=True):
    """A cell without a stored value: a formula that was never computed, or an error."""

    shown: str


class ShownDay(date):
    """A day of which its cell shows the month or the year alone."""

    shown: PartialDay

    @classmethod
    def of(cls, day: date, shown: PartialDay) -> Self:
        """A day, and as much of it as is shown."""
        whole = cls(day.year, day.month, day.day)
        whole.shown = shown
        return whole


Cell = str | int | float | bool | date | list[Any] | dict[str, Any] | NoValue | None  # Any: what JSON holds


class Row(NamedTuple):
    """A row and its number, which counts lines of text, rows of a sheet, or items, from 1."""

    number: int
    cells: Sequence[Cell]

    @property
    def is_lone(self) -> bool:
        """Whether a single cell is not blank."""
        return len(self.cells) - self.cells.count("") - self.cells.count(None) == 1


class Merged(NamedTuple):
    """Cells of a column that are merged over several rows, by the numbers of these, and their value."""

    first: int
    last: int
    place: int
    value: Cell


class Rows(Struct, frozen=True):
    """The rows of a file."""

    filled: list[Row]
    blank: list[int]
    """The numbers of the blank ones."""
    format: str
    delimiter: str = ""
    skipped: tuple[str, ...] = ()
    """The names of other sheets with content."""
    hidden_sheets: tuple[str, ...] = ()
    """Those of them that are hidden."""
    hidden_rows: tuple[int, ...] = ()
    """The rows that a sheet hides, by number; a filter hides those that it leaves out."""
    hidden_columns: tuple[int, ...] = ()
    """The columns that it hides, by their places from 0."""
    skips_hidden: bool = False
    """Whether hidden rows and columns were left out."""
    links: Mapping[tuple[int, int], str] = MappingProxyType({})
    """Where the cell of a row, by number, and of a column, by place, leads."""
    merged: Sequence[Merged] = ()
    """Those over several rows; none overlap."""
    remarks: tuple[str, ...] = ()
    """How the file was read, in words, where readers would not expect it."""
