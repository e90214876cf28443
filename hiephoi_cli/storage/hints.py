"""Suggests what to write in place of a valid TOML value or key that the registry does not allow."""

import tomli
from msgspec import structs

from hiephoi_cli.domain.faults import UNKNOWN_KEY, WRONG_VALUE, fits
from hiephoi_cli.domain.fields import Field, fields
from hiephoi_cli.domain.problems import Problem
from hiephoi_cli.domain.records import Registry, Table
from hiephoi_cli.i18n import _
from hiephoi_cli.storage.meant import field_called, typed, with_zero
from hiephoi_cli.storage.repairs import header_of
from hiephoi_cli.storage.spots import Spot
from hiephoi_cli.toml.parsing import loads


def hinted(problem: Problem, spot: Spot, line: str) -> Problem:
    """The problem, with a hint of what to write if that is certain."""
    if problem.rule not in {WRONG_VALUE, UNKNOWN_KEY}:
        return problem
    names = [step for step in problem.place.path if isinstance(step, str)]
    table = _table(names[:-1])
    field = field_called(names[-1], fields(table)) if table and names else None
    if not field or (problem.rule == UNKNOWN_KEY and problem.hint):
        return problem
    if problem.rule == UNKNOWN_KEY:
        return structs.replace(problem, hint=_("write `{line}`").format(line=field.name))
    raw = line[spot.column - 1 :][: spot.length]
    hint = _section(field) if field.table() else _value(raw, field, item=isinstance(problem.place.path[-1], int))
    return structs.replace(problem, hint=hint) if hint else problem


def _table(way: list[str]) -> type[Table] | None:
    """The declaration of the table at the end of a path."""
    table: type[Table] | None = Registry
    for step in way:
        field = fields(table).get(step) if table else None
        table = field.table() if field else None
    return table


def _section(field: Field) -> str:
    """The hint with the header of a table; empty for a nested one."""
    header = header_of(field.name)
    return _("write `{line}`").format(line=header) if header else ""


def _value(raw: str, field: Field, *, item: bool) -> str:
    """The hint for a value or an item of a list; empty if nothing is certain."""
    if raw in {'""', "''"} and not field.required and not item:
        return _("delete the line if the value is unknown")
    text = _as_item(raw, field)
    if text is None or (text == raw and (item or not field.many)):
        return ""
    whole = f"{field.name} = [{text}]" if field.many else f"{field.name} = {text}"
    return _("write `{line}`").format(line=text if item else whole)


def _as_item(raw: str, field: Field) -> str | None:
    """The value as TOML for the field; None if it does not fit."""
    try:
        value = loads(f"x = {raw}")["x"]
        if isinstance(value, list | dict):
            return None
        is_bare = field.base is str and not isinstance(value, str)
        text = with_zero(raw, field) if is_bare else typed(value if isinstance(value, str) else raw, field)
        may_stand = fits(loads(f"x = {text}")["x"], field)
    except tomli.TOMLDecodeError:  # a value of several lines
        return None
    return text if may_stand else None
