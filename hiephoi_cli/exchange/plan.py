"""What an import would do, row by row, before anything is done."""

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
    """What becomes of a row."""

    CREATE = N_("create")
    UPDATE = N_("update")
    UNCHANGED = N_("unchanged")
    ERROR = N_("error")


class Said(Struct, frozen=True):
    """What is wrong with a row, or odd: in which field or cell, and what to do."""

    severity: Severity
    where: str
    message: str
    hint: str = ""
    lost_zero: bool = False
    """Whether a zero is missing in front of a number."""

    def __str__(self) -> str:
        """All of it on a line."""
        hint = " ".join(self.hint.split())
        return (f"{self.where}: " if self.where else "") + self.message + (f" ({hint})" if hint else "")


class Step(Struct, frozen=True):
    """A row, and what becomes of it."""

    row: int
    action: Action
    old: Record | None = None
    """The record that the row is about, as it was; None for a new one."""
    new: Record | None = None
    """The record as it will be; None of a faulty row."""
    fields: Collection[str] = ()
    """What the row changes, or gives a new record."""
    problems: tuple[Said, ...] = ()
    named: str = ""
    """What a faulty row calls its record."""

    @property
    def label(self) -> str:
        """What people call what the row is about."""
        return self.record.label if self.record else self.named

    @property
    def record(self) -> Record | None:
        """The record that the row is about."""
        return self.new or self.old

    @property
    def changes(self) -> dict[str, tuple[Any, Any]]:
        """By field, the old value and the new one."""
        return {name: (getattr(self.old, name, None), getattr(self.new, name)) for name in self.fields}


class Plan(Struct, frozen=True, dict=True):
    """What becomes of every row, in their order, and of the registry."""

    steps: Sequence[Step]
    after: Registry
    found: Sequence[Problem]
    """All that breaks the rules afterwards."""
    understood: Sequence[str]
    """Which columns hold what, in words, where their headings have other words as well."""
    skipped: Sequence[str]
    """What was not read, in words."""

    def count(self, action: Action) -> int:
        """How many rows are of that action."""
        return self._counts[action]

    @cached_property
    def _counts(self) -> Counter[Action]:
        return Counter(step.action for step in self.steps)

    @property
    def changing(self) -> int:
        """How many rows change something."""
        return self.count(Action.CREATE) + self.count(Action.UPDATE)
