"""A day of which only the year or the month is known: it counts from its first day, and stays as it is written."""

from datetime import date
from typing import Self

from hiephoi_cli.patterns import pattern

_WRITTEN = pattern(r"([0-9]{4})(?:-([0-9]{2}))?")


class PartialDay(date):
    """A year, or a month of a year; as a day it is the first one, and equal only to what is written so."""

    month_known: bool

    def __new__(cls, year: int, month: int | None = None) -> Self:
        """The first day of that year or month. Raises ValueError for one that no calendar has."""
        day = super().__new__(cls, year, month or 1, 1)
        day.month_known = month is not None
        return day

    @classmethod
    def read(cls, text: object) -> Self | None:
        """The day that stands in the file as `2015` or `2015-06`; None for anything else."""
        found = _WRITTEN.fullmatch(text) if isinstance(text, str) else None
        try:
            return cls(int(found[1]), int(found[2]) if found[2] else None) if found else None
        except ValueError:
            return None

    def isoformat(self) -> str:
        """As it is written in the file, which is as much of an ISO date as is known."""
        return f"{self.year:04}-{self.month:02}" if self.month_known else f"{self.year:04}"

    @property
    def first(self) -> date:
        """The first day that it may be, for which it counts."""
        return date(self.year, self.month, 1)

    @property
    def last(self) -> date:
        """The last day that it may be."""
        from calendar import monthrange  # few days are partial

        month = self.month if self.month_known else 12
        return date(self.year, month, monthrange(self.year, month)[1])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, PartialDay) and self.isoformat() == other.isoformat()

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash(self.isoformat())

    def __repr__(self) -> str:
        return f"PartialDay({self.isoformat()!r})"


def last_of(day: date) -> date:
    """The last day that a day may be: itself where all of it is known."""
    return day.last if isinstance(day, PartialDay) else day


def surely_before(day: date, other: date) -> bool:
    """Whether a day is before another, however much of both is known."""
    return last_of(day) < other


def may_be(day: date | None, on: date) -> bool:
    """Whether a day of which not all is known may be later than another, though it counts as earlier."""
    return isinstance(day, PartialDay) and day <= on < day.last
