"""A problem as a value: place, rule, severity, message and hint."""

from collections.abc import Callable, Sequence

from msgspec import Struct, structs

from hiephoi_cli.domain.words import Severity
from hiephoi_cli.errors import InvalidData, Report


class Place(Struct, frozen=True):
    """A place in the registry: `members`, record 2, and the path inside it, such as `("sectors", 0)`."""

    kind: str = ""
    index: int | None = None
    key: str = ""
    """The key of the record; empty if it has none."""
    inner: tuple[str | int, ...] = ()

    def at(self, name: str) -> "Place":
        """The place of a field here."""
        return structs.replace(self, inner=(*self.inner, name)) if self.kind else Place(name)

    def item(self, index: int, key: str = "") -> "Place":
        """The place of an item here; `key` is given if the item is a record."""
        if self.index is None and not self.inner:
            return structs.replace(self, index=index, key=key)
        return structs.replace(self, inner=(*self.inner, index))

    @property
    def path(self) -> tuple[str | int, ...]:
        """The path to the value through the file's tables and lists."""
        return (*([self.kind] if self.kind else []), *([] if self.index is None else [self.index]), *self.inner)

    def __str__(self) -> str:
        """The path as shown: `members.HV-0003.tax_code`; an item without a key is `#3`."""
        record = [] if self.index is None else [self.key or f"#{self.index + 1}"]
        inner = [f"#{part + 1}" if isinstance(part, int) else part for part in self.inner]
        return ".".join(part for part in (self.kind, *record, *inner) if part)


class Problem(Struct, frozen=True):
    """One error or warning."""

    rule: str
    severity: Severity
    place: Place
    message: str
    hint: str = ""
    related: Place | None = None
    """The other place, if two are involved."""


def invalid(problems: Sequence[Problem], where: Callable[[Problem], str] = lambda _problem: "") -> InvalidData:
    """The problems as one error with a report for each, prefixed by `where`."""
    first, *more = (
        Report(where(problem) + (f"{problem.place}: " if str(problem.place) else "") + problem.message, problem.hint)
        for problem in problems
    )
    return InvalidData(*first, more=more)
