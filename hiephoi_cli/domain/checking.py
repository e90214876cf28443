"""Everything that is wrong with the values of a file: faults of the declarations, and rules that are broken."""

import copy
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

import msgspec

from hiephoi_cli.domain.problems import Place, Problem
from hiephoi_cli.domain.records import KINDS, Association, Registry, Rules
from hiephoi_cli.domain.rules import RULES, broken
from hiephoi_cli.domain.rules.rule import Rule
from hiephoi_cli.domain.schema import faults, registry_of


def problems(data: Mapping[str, Any], today: date, rules: Sequence[Rule] = tuple(RULES.values())) -> list[Problem]:
    """Every problem of the values that TOML reads; a fault hides nothing that is wrong elsewhere."""
    registry = registry_of(data)
    if registry is not None:
        return list(broken(registry, today, rules))
    found = faults(data)
    rest = _without_faults(data, found)
    return [*found, *(problem for problem in map(rest.in_file, broken(rest.registry, today, rules)) if problem)]


class _Rest(NamedTuple):
    """What is left of a file without its faults, and where it stands there."""

    registry: Registry
    kept: Mapping[str, Sequence[int]]
    """For each kind, where in the file the records stand that are left."""
    faulty: Sequence[tuple[str | int, ...]]
    """The ways to what was taken out."""
    lost: Sequence[Mapping[str, Any]]
    """The records that were taken out whole."""

    def in_file(self, problem: Problem) -> Problem | None:
        """The problem with its places in the file, or None where it is there only for what was taken out."""
        moved = problem._replace(
            place=self._moved(problem.place), related=self._moved(problem.related) if problem.related else None
        )
        way = moved.place.path
        touched = any(way[: len(fault)] == fault or fault[: len(way)] == way for fault in self.faulty if len(way) > 2)  # noqa: PLR2004  inside a record
        return None if touched or self._is_about_lost(problem) else moved

    def _moved(self, place: Place) -> Place:
        if place.kind not in self.kept or place.index is None:
            return place
        return msgspec.structs.replace(place, index=self.kept[place.kind][place.index])

    def _is_about_lost(self, problem: Problem) -> bool:
        """Whether a record that was taken out would answer it: one that is named, or a mandate that is missed."""
        names = {value for record in self.lost for value in record.values() if isinstance(value, str)}
        value: Any = self.registry
        for step in problem.place.path:
            value = value[step] if isinstance(step, int) else getattr(value, step, None)
        return problem.rule in {"reference", "vacant", "elected-without-mandate"} and value in names


def _without_faults(data: Mapping[str, Any], found: Sequence[Problem]) -> _Rest:
    """The values without what is faulty; records that lack something needed go whole."""
    left = copy.deepcopy(dict(data))
    faulty = [problem.place.path for problem in found]
    for way in sorted(faulty, key=_from_behind, reverse=True):
        _take_out(left, way)
    records: dict[str, tuple[Any, ...]] = {}
    kept: dict[str, list[int]] = {}
    lost: list[Mapping[str, Any]] = []
    for kind, table in KINDS.items():
        given = left.get(kind, [])
        made = [(index, _made(item, table)) for index, item in enumerate(given if isinstance(given, list) else [])]
        kept[kind] = [index for index, record in made if record]
        records[kind] = tuple(record for _index, record in made if record)
        lost += [given[index] for index, record in made if not record and isinstance(given[index], dict)]
    association = _made(left.get("association"), Association) or Association(name="-")
    rules = registry_of({"format": 1, "association": {"name": "-"}, "rules": left.get("rules", {})})
    registry = Registry(format=1, association=association, rules=rules.rules if rules else Rules(), **records)
    return _Rest(registry, kept, faulty, lost)


def _from_behind(way: tuple[str | int, ...]) -> tuple[str, ...]:
    return tuple(f"{step:09}" if isinstance(step, int) else step for step in way)


def _take_out(left: Any, way: tuple[Any, ...]) -> None:  # noqa: ANN401  whatever TOML can hold
    """Take a value out of its table or list; a record's place stays, so that others keep theirs."""
    *parents, last = way or ("",)
    for step in parents:
        left = left[step]
    if isinstance(left, list):
        if not isinstance(left[last], dict):
            left[last : last + 1] = [None] if len(way) == 2 else []  # noqa: PLR2004  a record
    elif not isinstance(left.get(last), dict):
        left.pop(last, None)


def _made(value: object, table: type[Any]) -> Any:  # noqa: ANN401  a record of that table
    try:
        return msgspec.convert(value, table, builtin_types=(date,))
    except msgspec.ValidationError:
        return None
