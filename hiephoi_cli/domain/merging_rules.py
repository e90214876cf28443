"""Leaves out of a merge those changes of theirs that break a rule together with ours."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from msgspec import Struct, structs

from hiephoi_cli.domain.merging_result import Conflict, Why, key_of
from hiephoi_cli.domain.merging_work import Work
from hiephoi_cli.domain.problems import Place, Problem
from hiephoi_cli.domain.records import TABLES
from hiephoi_cli.domain.words import Severity

Slot = tuple[str, int]
"""The name of a table, and the number of its slot."""


class _Culprit(Struct, frozen=True):
    """What theirs did where a rule is broken: in which slot, in which field if that is known, and what is broken."""

    at: Slot
    fields: tuple[str, ...]
    problem: Problem


def heed_rules(work: Work, today: date) -> None:
    """Go back to ours where a rule is broken, until none is broken anew."""
    left = dict.fromkeys(
        (name, slot) for name in TABLES for slot in range(len(work.places[name])) if _is_theirs(work, (name, slot))
    )
    while left and (problems := _new_errors(work, today)):
        culprits = list(_culprits(work, problems, left)) or [_Culprit(at, (), problems[0]) for at in left]
        for culprit in culprits:
            if culprit.at in left and not _leave_out(work, culprit):
                del left[culprit.at]


def _is_theirs(work: Work, at: Slot) -> bool:
    """Whether a slot holds anything but ours."""
    name, slot = at
    return bool(work.records[name][slot] != work.trio(name, slot)[1])


def _new_errors(work: Work, today: date) -> list[Problem]:
    """The errors that neither side has."""
    from hiephoi_cli.domain.rules import RULES, broken, compared

    after = work.registry()
    severities = after.rules.severity
    strict = [rule for rule in RULES.values() if severities.get(rule.name, rule.severity) is Severity.ERROR]
    errors = [*broken(after, today, strict)]
    for side in (1, 2):
        errors = compared(work.side(side), after, today, errors).errors if errors else []
    return errors


def _culprits(work: Work, problems: Iterable[Problem], left: dict[Slot, None]) -> Iterator[_Culprit]:
    for problem in problems:
        involved = [(_slot(work, place), place) for place in (problem.place, problem.related) if place]
        theirs = [(at, place) for at, place in involved if at in left]
        added = [(at, place) for at, place in theirs if work.trio(*at)[1] is None]
        for at, place in added or theirs:
            yield _Culprit(at, tuple(str(step) for step in place.inner[:1]), problem)


def _slot(work: Work, place: Place) -> Slot:
    if place.index is None:
        return place.kind, 0
    there = [slot for slot in work.order(place.kind) if work.records[place.kind][slot] is not None]
    return place.kind, there[place.index]


def _leave_out(work: Work, culprit: _Culprit) -> bool:
    """Go back to ours in a table, or in those of its fields that differ; returns whether more is left of theirs."""
    name, slot = culprit.at
    base, ours, theirs = work.trio(name, slot)
    now: Any = work.records[name][slot]
    if ours is None or now is None or theirs is None:
        work.records[name][slot] = ours
        said = culprit.problem.message
        work.note(name, slot, Conflict(name, key_of(now or ours), "", base, ours, theirs, Why.RULE, said))
        return False
    differing = [field for field in now.__struct_fields__ if getattr(now, field) != getattr(ours, field)]
    chosen = [field for field in differing if field in culprit.fields] or differing
    for field in chosen:
        values = (getattr(base, field, None), getattr(ours, field), getattr(now, field))
        work.note(name, slot, Conflict(name, key_of(ours), field, *values, Why.RULE, culprit.problem.message))
    work.records[name][slot] = structs.replace(now, **{field: getattr(ours, field) for field in chosen})
    return len(chosen) < len(differing)
