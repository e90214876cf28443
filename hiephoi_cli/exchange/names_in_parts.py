"""Finds the columns that together hold the names of persons: `Họ đệm` beside `Tên`."""

from collections.abc import Mapping, Sequence

from hiephoi_cli.domain.fields import Field
from hiephoi_cli.domain.records import Is
from hiephoi_cli.exchange.heading_names import Names, Title
from hiephoi_cli.exchange.heading_words import is_family_name, is_given_name

Column = tuple[int, Title, str | None]
"""The place of a column, its heading, and its field, None if it is not known."""


def names_in_parts(
    columns: Sequence[Column], declared: Mapping[str, Field], names: Names
) -> list[tuple[Sequence[int], str]]:
    """The places of the columns of each divided name, and the field of the whole; a field of theirs is not known."""
    divided: list[tuple[Sequence[int], str]] = []
    parts: list[Column] = []
    for column in columns:
        if parts and not _goes_on(parts[-1], column):
            parts = []
        _place, title, _field = column
        is_last = bool(parts) and is_given_name(title.own)
        parts = [*parts, column] if is_last or is_family_name(title.own) else []
        if is_last:
            field = _person(column, declared, names)
            if field and any(part_field is None for _place, _title, part_field in parts):
                divided.append(([place for place, _title, _field in parts], field))
            parts = []
    return divided


def _goes_on(before: Column, column: Column) -> bool:
    """Whether a column stands beside another, under the same groups."""
    return column[0] == before[0] + 1 and column[1].groups == before[1].groups


def _person(column: Column, declared: Mapping[str, Field], names: Names) -> str:
    """The field of the person whose last name a column has: its own, its group's, or else the first of a person."""
    _place, title, own = column
    of_persons = [field.name for field in declared.values() if field.form is Is.PERSON]
    near = [own, *(names.field(Title(group)) for group in title.groups)]
    return next((field for field in near if field in of_persons), next(iter(of_persons), ""))
