"""What a file of others holds: rows of cells as they are there."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple


class NoValue(NamedTuple):
    """A cell whose value the file does not have: a formula that was never computed, or an error."""

    shown: str


Cell = str | int | float | bool | date | list[Any] | dict[str, Any] | NoValue | None  # Any: what JSON holds


class Row(NamedTuple):
    """The cells of a row that is not blank; the number counts lines of text, rows of a sheet, or items, from 1."""

    number: int
    cells: Sequence[Cell]


class Rows(NamedTuple):
    """The rows of a file, without the blank ones."""

    filled: list[Row]
    blank: list[int]
    """The numbers of the blank ones."""
    format: str
    delimiter: str = ""
    skipped: tuple[str, ...] = ()
    """The names of other sheets."""
