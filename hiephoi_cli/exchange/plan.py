"""What an import would do, row by row."""

from collections import Counter
from collections.abc import Collection, Sequence
from enum import StrEnum
from functools import cached_property
from typing import Any

from msgspec import Struct

from hiephoi_cli.domain.problems import Problem
from hiephoi_cli.domain.records import Record, Registry
from hiephoi_cli.domain.words import Severity
from hiephoi_cli.i18n import N_


class Action(StrEnum):
    """What will happen to a row."""

    CREATE = N_("create")
    UPDATE = N_("update")
    UNCHANGED = N_("unchanged")
    ERROR = N_("error")


class RowProblem(Struct, frozen=True):
    """An error or a warning about a row: the field or cell, and what to do."""

    severity: Severity
    where: str
    message: str
    hint: str = ""
    lost_zero: bool = False
    """Whether a number lost its leading zero."""

    def __str__(self) -> str:
        """Everything on one line."""
        hint = " ".join(self.hint.split())
        return (f"{self.where}: " if self.where else "") + self.message + (f" ({hint})" if hint else "")


class Step(Struct, frozen=True):
    """A row, and what will happen to it."""

    row: int
    action: Action
    old: Record | None = None
    """The row's record as it was; None for a new one."""
    new: Record | None = None
    """The record as it will be; None for a faulty row."""
    fields: Collection[str] = ()
    """The fields that the row changes, or that it gives a new record."""
    problems: tuple[RowProblem, ...] = ()
    named: str = ""
    """The name of the record in a faulty row."""

    @property
    def label(self) -> str:
        """What people call the row's record."""
        return self.record.label if self.record else self.named

    @property
    def record(self) -> Record | None:
        """The row's record, as it will be if it is known."""
        return self.new or self.old

    @property
    def changes(self) -> dict[str, tuple[Any, Any]]:
        """By field, the old value and the new one."""
        return {name: (getattr(self.old, name, None), getattr(self.new, name)) for name in self.fields}


class Plan(Struct, frozen=True, dict=True):
    """What will happen to each row, in order, and to the registry."""

    steps: Sequence[Step]
    after: Registry
    problems: Sequence[Problem]
    """The problems of the registry afterwards."""
    understood: Sequence[str]
    """How columns and cells were read, in words, where that does not go without saying."""
    skipped: Sequence[str]
    """What was skipped, in words."""
    repaired: Sequence[str] = ()
    """What was repaired, in words."""
    guessed: Sequence[str] = ()
    """The fields whose columns were joined, or whose headings name them among other words."""

    def count(self, action: Action) -> int:
        """The number of rows with that action."""
        return self._counts[action]

    @cached_property
    def _counts(self) -> Counter[Action]:
        return Counter(step.action for step in self.steps)

    @property
    def changing(self) -> int:
        """The number of rows that change something."""
        return self.count(Action.CREATE) + self.count(Action.UPDATE)
