"""Terms as people write them, read by their years."""

import re
from typing import NamedTuple, Self

from hiephoi_cli.patterns import pattern

_YEARS = pattern(r"(?<!\d)(\d{4})\s*(?:[-–—/]|đến|to)\s*(?:năm\s*)?(\d{4}|\d{2})(?!\d)", re.ASCII | re.IGNORECASE)


class Term(NamedTuple):
    """The years in which a term begins and ends; it may run backwards, as people may err."""

    first: int
    last: int

    @classmethod
    def of(cls, text: str | None) -> Self | None:
        """The years in a text such as `2024-2029`, `Khóa I (2010-2020)`, `nhiệm kỳ 2021 – 26`; None without two."""
        years = _YEARS.search(text or "")
        if not years:
            return None
        first, last = years.groups()
        return cls(int(first), int(last if len(last) == len(first) else first[:2] + last))

    @property
    def years(self) -> int:
        """How long it lasts."""
        return self.last - self.first

    def has(self, year: int) -> bool:
        """Whether a year lies in it, the first and the last included."""
        return self.first <= year <= self.last

    def overlaps(self, other: "Term") -> bool:
        """Whether both have more in common than the year in which one ends and the other begins."""
        return self.first < other.last and other.first < self.last


def same_term(one: str | None, other: str | None) -> bool:
    """Whether two texts name one term, by its years if both have them."""
    return bool(one and other) and (Term.of(one) or one) == (Term.of(other) or other)
