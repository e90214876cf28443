"""Rows and cells of other people's files."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple


class NoValue(NamedTuple):
    """A cell without a stored value: a formula that was never computed, or an error."""

    shown: str


Cell = str | int | float | bool | date | list[Any] | dict[str, Any] | NoValue | None  # Any: what JSON holds


class Row(NamedTuple):
    """A row and its number, which counts lines of text, rows of a sheet, or items, from 1."""

    number: int
    cells: Sequence[Cell]


class Rows(NamedTuple):
    """The rows of a file."""

    filled: list[Row]
    blank: list[int]
    """The numbers of the blank ones."""
    format: str
    delimiter: str = ""
    skipped: tuple[str, ...] = ()
    """The names of other sheets with content."""
