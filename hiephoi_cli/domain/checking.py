"""Finds every problem in a file's values: departures from the declarations, and broken rules."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

import msgspec
from msgspec import structs

from hiephoi_cli.domain.decoding import registry_of
from hiephoi_cli.domain.faults import faults, fits
from hiephoi_cli.domain.fields import Field, fields
from hiephoi_cli.domain.numbers import bounds
from hiephoi_cli.domain.problems import Place, Problem
from hiephoi_cli.domain.records import KINDS, Registry, Table
from hiephoi_cli.domain.rules import ALL_RULES, RULES, broken
from hiephoi_cli.domain.rules.rule import TARGET, Rule
from hiephoi_cli.domain.words import Severity
from hiephoi_cli.patterns import pattern

_Way = tuple[str | int, ...]

_GUESS = "\ufdd0"
"""Begins a text that stands in for a faulty one: not a character, so never in a registry."""
_GUESSED = pattern(f"{_GUESS}[0-9]+")
_MANY = 10**6  # more than any association has of anything


def problems(data: Mapping[str, Any], today: date, rules: Sequence[Rule] = tuple(RULES.values())) -> list[Problem]:
    """Every problem of a file's TOML values; a fault hides none that the right value would leave."""
    registry = registry_of(data)
    if registry is not None:
        return list(broken(registry, today, rules))
    return [*faults(data), *_despite_faults(data, today, rules)]


def _despite_faults(data: Mapping[str, Any], today: date, rules: Sequence[Rule]) -> Iterator[Problem]:
    """What breaks the rules both with the faulty values left out and with them as large as they can be."""
    least = _Completion(data, most=False)
    problems = list(broken(least.registry, today, rules))
    if not problems:
        return
    names = {problem.rule for problem in problems}
    most = _Completion(data, most=True)
    doubted = broken(most.registry, today, [rule for rule in rules if rule.name in names])
    both = {(problem.rule, problem.place.path) for problem in doubted}
    for problem in problems:
        if (problem.rule, problem.place.path) in both and not least.may_answer(problem):
            yield least.without_guesses(problem)


class _Completion:
    """A registry of the valid values of a file, with guesses where a value is required."""

    def __init__(self, data: Mapping[str, Any], *, most: bool) -> None:
        self._data = data
        self._most = most
        self._faulty: list[_Way] = []
        right = self._table({**data, "format": 1}, Registry, ())
        rules = data.get("rules")
        severities = (
            {name: rules[name] for name in rules.keys() & ALL_RULES.keys()} if isinstance(rules, Mapping) else {}
        )
        valid = {name: value for name, value in severities.items() if value in list(Severity)}
        self.registry: Any = registry_of({**right, "rules": {**right.get("rules", {}), **valid}})
        self._inside: dict[_Way, list[_Way]] = defaultdict(list)
        self._records: dict[tuple[str | int, str | int], set[_Way]] = defaultdict(set)
        for way in self._faulty:
            self._inside[way[:2]].append(way)
            self._records[way[0], way[-1]].add(way[:2])

    def may_answer(self, problem: Problem) -> bool:
        """Whether the right value in place of a faulty one could solve the problem."""
        way = problem.place.path
        return self._is_faulty(way) or any(self._answers(value, way) for value in RULES[problem.rule].answered_by)

    def _answers(self, value: str, way: _Way) -> bool:
        """Whether a value named in a rule's `answered_by` is faulty, for a problem at that path."""
        if value == TARGET:
            kind = _referred(way)
            return any(self._answers(f"{kind}.{name}", way) for name in KINDS[kind].identified_by)
        kind, dot, name = value.rpartition(".")
        if dot:
            return (kind,) in self._inside or (kind, name) in self._records
        return way[:2] in self._records.get((way[0], name), ())

    def _is_faulty(self, way: _Way) -> bool:
        """Whether a value in a record is faulty, is part of a faulty one, or has a faulty part."""
        faulty = self._inside.get(way[:2], ()) if way != way[:2] else ()
        return any(way[: len(fault)] == fault or fault[: len(way)] == way for fault in faulty)

    def without_guesses(self, problem: Problem) -> Problem:
        """The problem with “?” for each guess in its texts."""
        return structs.replace(
            problem,
            place=self._without_guess(problem.place),
            message=_GUESSED.sub("?", problem.message),
            hint=_GUESSED.sub("?", problem.hint),
            related=self._without_guess(problem.related) if problem.related else None,
        )

    def _without_guess(self, place: Place) -> Place:
        """The place, without a record's key if that is a guess."""
        if place.path[:2] not in self._inside or place.index is None:
            return place
        record = self._data[place.kind][place.index]
        is_key = isinstance(record, Mapping) and KINDS[place.kind].key_of(record) == place.key
        return place if is_key else msgspec.structs.replace(place, key="")

    def _table(self, value: object, table: type[Table], way: _Way) -> dict[str, Any]:
        if not isinstance(value, Mapping):
            self._faulty.append(way)
            value = {}
        if _is_right(value, table):
            return dict(value)
        right = {name: self._field(value.get(name), field, (*way, name)) for name, field in fields(table).items()}
        return {name: value for name, value in right.items() if value is not None}

    def _field(self, value: object, field: Field, way: _Way) -> object:
        if value is None and not field.required:
            return None
        if not field.many:
            return self._value(value, field, way)
        if not isinstance(value, list):
            self._faulty.append(way)
            return None
        return [self._value(item, field, (*way, index)) for index, item in enumerate(value)]

    def _value(self, value: object, field: Field, way: _Way) -> object:
        if table := field.table():
            return self._table(value, table, way)
        if fits(value, field):
            return value
        self._faulty.append(way)
        return self._guess(field, len(self._faulty))

    def _guess(self, field: Field, number: int) -> object:
        """A value to stand in for a faulty one, unlike any other; None to leave it out."""
        needed = field.required or field.many
        some = timedelta(number)
        if field.base is str:
            return f"{_GUESS}{number}" if needed else None
        if field.base is date and needed:
            return date.max - some if self._most else date.min + some
        if not (needed or self._most):
            return None
        if field.base is int:
            least, most = bounds(field.declared)
            return max(least, min(_MANY, most)) if self._most else max(least, min(0, most))
        if issubclass(field.base, StrEnum):
            return list(field.base)[-1 if self._most else 0] if needed else None
        return {date: date.min + some, bool: self._most}.get(field.base)


def _referred(way: _Way) -> str:
    """The kind of records that the field at the end of a path refers to."""
    table: type[Table] = Registry
    kind = ""
    for name in way:
        if isinstance(name, str):
            field = fields(table)[name]
            table, kind = field.table() or table, field.refers_to or ""
    return kind


def _is_right(values: Mapping[str, Any], table: type[Table]) -> bool:
    """Whether the values make such a table, as far as shows at once."""
    try:
        msgspec.convert(values, table, builtin_types=(date,))
    except msgspec.ValidationError:
        return False
    return True
