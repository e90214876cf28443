"""Leaves out of a merge those changes of theirs that break a rule together with ours."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple, TypeVar

from msgspec import structs

from hiephoi_cli.domain.merging_result import Conflict, Why, key_of
from hiephoi_cli.domain.merging_work import AS_MERGED, Slot, Tables, Work
from hiephoi_cli.domain.problems import Problem
from hiephoi_cli.domain.records import TABLES, Registry, Rules
from hiephoi_cli.domain.rules import ALL_RULES, RULES, broken, compared, value_at
from hiephoi_cli.domain.words import Severity

T = TypeVar("T")
_SEVERITY = "severity"  # of which each rule has its own


class _Change(NamedTuple):
    """What one side did: to a field, or to a whole record that it added or removed; then `field` is empty."""

    at: Slot
    field: str


def heed_rules(work: Work, today: date) -> None:
    """Go back to ours where a rule is broken, change by change, until none is broken anew."""
    changes = [change for name in TABLES for change in _changes_of_theirs(work, name)]
    changes.reverse()  # what refers to others comes before them
    left_out: list[Slot] = []
    while changes and (culprit := _first_culprit(work, changes, today)):
        change, said = culprit
        changes.remove(change)
        _leave_out(work, change, said)
        left_out += [] if change.field else [change.at]
    for at in left_out:
        _name_rivals(work, at, today)


def _changes_of_theirs(work: Work, name: str) -> Iterator[_Change]:
    """Where the merge holds anything but ours."""
    for slot, now in enumerate(work.records[name]):
        _base, ours, _theirs = work.trio(name, slot)
        if now is None or ours is None:
            yield from [_Change((name, slot), "")] if now is not ours else ()
        elif now != ours:
            names = [*now.__struct_fields__, *ALL_RULES] if isinstance(now, Rules) else now.__struct_fields__
            fields = (field for field in names if _value(now, field) != _value(ours, field))
            yield from (_Change((name, slot), field) for field in fields if field != _SEVERITY)


def _value(table: Any, field: str) -> Any:  # noqa: ANN401  the value of any field
    """The value of a field, or the severity of a rule."""
    return getattr(table, field) if field in table.__struct_fields__ else table.severity.get(field)


def _with(table: Any, field: str, value: Any) -> Any:  # noqa: ANN401  a table of any declaration
    """A table with another value of a field, or the rules with another severity of one."""
    if field in table.__struct_fields__:
        return structs.replace(table, **{field: value})
    others = {**table.severity, field: value}
    return structs.replace(table, severity={name: one for name, one in others.items() if one is not None})


def _first_culprit(work: Work, changes: Sequence[_Change], today: date) -> tuple[_Change, str] | None:
    """A change that breaks a rule, and what it breaks."""
    culprits = ((_culprit(work, problem, changes, today), problem) for problem in _new_errors(work, today))
    return next(((change, problem.message) for change, problem in culprits if change), None)


def _new_errors(work: Work, today: date) -> list[Problem]:
    """The errors that neither side has."""
    after = work.registry()
    severities = after.rules.severity
    strict = [rule for rule in RULES.values() if severities.get(rule.name, rule.severity) is Severity.ERROR]
    errors = [*broken(after, today, strict)]
    for side in (1, 2):
        errors = compared(work.side(side), after, today, errors).errors if errors else []
    return errors


def _culprit(work: Work, problem: Problem, changes: Iterable[_Change], today: date) -> _Change | None:
    """The change without which a rule would not be broken, rather one where the problem is; None if ours breaks it."""
    places = {work.slot(place) for place in (problem.place, problem.related) if place}
    likely = sorted(changes, key=lambda change: (change.at not in places, change.field != ""))
    stands = _still_broken(work, problem, today)
    return _decisive(likely, lambda some: not stands(_as_ours(work, some)))


def _still_broken(work: Work, problem: Problem, today: date, given: Tables = AS_MERGED) -> Callable[[Tables], bool]:
    """Whether a problem of the registry with those tables would still be there with some more."""

    def times(others: Tables) -> int:
        registry = work.registry(others)
        found = broken(registry, today, [RULES[problem.rule]])
        return Counter(_identity(work, one, registry, others) for one in found)[identity]

    identity = _identity(work, problem, work.registry(given), given)
    now = times(given)
    return lambda others: times({**given, **others}) >= now


def _identity(work: Work, problem: Problem, registry: Registry, others: Tables) -> tuple[Any, ...]:
    where, field = work.slot(problem.place, others), problem.place.inner[:1]
    return where, field, value_at(registry, problem.place), problem.severity


def _decisive(things: Sequence[T], is_gone: Callable[[Sequence[T]], bool]) -> T | None:
    """The first thing that is needed, beside those before it, for a problem to go; None if it never does."""
    at = bisect_left(range(len(things)), x=True, key=lambda at: is_gone(things[: at + 1]))
    return things[at] if at < len(things) else None


def _as_ours(work: Work, changes: Iterable[_Change]) -> dict[Slot, Any]:
    """What stands in the slots of changes once they are taken back."""
    others: dict[Slot, Any] = {}
    for (name, slot), field in changes:
        _base, ours, _theirs = work.trio(name, slot)
        now = others.get((name, slot), work.records[name][slot])
        others[name, slot] = _with(now, field, _value(ours, field)) if field else ours
    return others


def _leave_out(work: Work, change: _Change, said: str) -> None:
    """Go back to ours in a field or a whole record, and note that."""
    (name, slot), field = change
    base, ours, theirs = work.trio(name, slot)
    now = work.records[name][slot]
    values = (base, ours, theirs)
    if field:
        values = (base and _value(base, field), _value(ours, field), _value(now, field))
    work.note(name, slot, Conflict(name, key_of(ours or now), field, *values, Why.RULE, said))
    work.records[name][slot] = _as_ours(work, [change])[name, slot]


def _name_rivals(work: Work, at: Slot, today: date) -> None:
    """Note which records that only ours added a record of theirs cannot stand beside."""
    name, slot = at
    theirs = work.trio(name, slot)[2]
    if theirs is None or work.records[name][slot] is not None:
        return
    only_ours = [
        (name, other)
        for other, places in enumerate(work.places[name])
        if places[0] is places[2] is None and work.records[name][other] is not None
    ]
    given = {at: theirs}
    rivals: dict[Slot, None] = {}
    for problem in compared(work.registry(), work.registry(given), today).errors:
        rivals |= dict.fromkeys(_rivals(only_ours, _still_broken(work, problem, today, given)))
    keys = tuple(work.records[kind][rival].key for kind, rival in rivals)
    work.note(name, slot, structs.replace(work.conflicts[at][""], rivals=keys))


def _rivals(records: Iterable[Slot], stands: Callable[[Tables], bool]) -> Iterator[Slot]:
    """Every record without which a problem would go."""
    left = [*records]
    while rival := _decisive(left, lambda some: not stands(dict.fromkeys(some))):
        yield rival
        left.remove(rival)
