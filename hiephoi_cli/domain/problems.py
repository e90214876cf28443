"""A problem as a value: where it is, by which rule, how bad, and what to do."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from msgspec import Struct, structs

from hiephoi_cli.domain.words import Severity
from hiephoi_cli.errors import InvalidData, Report


class Place(Struct, frozen=True):
    """Where in the registry: `members`, record 2, and the way inside it, such as `("sectors", 0)`."""

    kind: str = ""
    index: int | None = None
    key: str = ""
    """The id or code of the record, or empty when it has none."""
    inner: tuple[str | int, ...] = ()

    def at(self, name: str) -> "Place":
        """The field of that name here."""
        return structs.replace(self, inner=(*self.inner, name)) if self.kind else Place(name)

    def item(self, index: int, key: str = "") -> "Place":
        """The item here at that index; the key is told where the item is a record."""
        if self.index is None and not self.inner:
            return structs.replace(self, index=index, key=key)
        return structs.replace(self, inner=(*self.inner, index))

    @property
    def path(self) -> tuple[str | int, ...]:
        """The way to the value through the tables, lists and keys of the file."""
        return (*([self.kind] if self.kind else []), *([] if self.index is None else [self.index]), *self.inner)

    def __str__(self) -> str:
        """The way as people read it: `members.HV-0003.tax_code`; `#3` stands for what has no key."""
        record = [] if self.index is None else [self.key or f"#{self.index + 1}"]
        inner = [f"#{part + 1}" if isinstance(part, int) else part for part in self.inner]
        return ".".join(part for part in (self.kind, *record, *inner) if part)


class Problem(NamedTuple):
    """One thing that is wrong, or odd."""

    rule: str
    severity: Severity
    place: Place
    message: str
    hint: str = ""
    related: Place | None = None
    """The other place, where two are involved."""


def invalid(problems: Sequence[Problem], where: Callable[[Problem], str] = lambda _problem: "") -> InvalidData:
    """The problems as one error that tells all of them, each after the words that say where it is."""
    first, *more = (
        Report(where(problem) + (f"{problem.place}: " if str(problem.place) else "") + problem.message, problem.hint)
        for problem in problems
    )
    return InvalidData(*first, more=more)
