"""Narrows a listing to the rows that meet conditions on any of its columns."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import partial
from itertools import compress
from operator import not_
from typing import Any

from msgspec import structs

from hiephoi_cli.domain import where
from hiephoi_cli.domain.calendar import day_named
from hiephoi_cli.domain.cell_text import cell_text
from hiephoi_cli.domain.fields import TEXT
from hiephoi_cli.domain.where import Condition, condition, explained, has_value
from hiephoi_cli.output.listing import Column, Listing, Row

Mask = Callable[[Sequence[Row]], Iterable[bool]]
"""Whether each of several rows is wanted."""


def narrowed(listing: Listing, conditions: Sequence[str], today: date, *, any_: bool = False) -> Listing:
    """The listing with the rows for which all conditions hold, or any of them. Raises UsageError."""
    masks = [_mask(listing, condition(text), today) for text in conditions]
    among = any if any_ else all

    def kept(rows: Sequence[Row]) -> list[Row]:
        held = [mask(rows) for mask in masks]
        return list(compress(rows, map(among, zip(*held, strict=True)) if held[1:] else held[0]))

    notes = [structs.replace(note, rows=kept(note.rows)) for note in listing.notes]
    groups = [structs.replace(group, rows=kept(group.rows)) for group in listing.groups]
    return structs.replace(
        listing,
        rows=kept(listing.rows),
        groups=[group for group in groups if group.rows],
        notes=[note for note in notes if note.rows],
    )


def _mask(listing: Listing, asked: Condition, today: date) -> Mask:
    with explained(asked.text):
        sign, wanted = asked.asked
        column, value = listing.column(asked.field), asked.value
        if issubclass(column.field.base, date) and (day := day_named(value, today)):
            value = day.isoformat()
        mask = _word_mask(column, value) if sign == "~" else partial(map, _test(column, sign, value))
    return mask if wanted else lambda rows: map(not_, mask(rows))


def _test(column: Column, sign: str, text: str) -> Callable[[Row], bool]:
    plain: Callable[[Row], Any] = column.plain
    if not sign:
        return lambda row: any(map(has_value, plain(row))) if column.field.many else has_value(plain(row))
    holds = where.comparison(column.field, sign, text, column.key_of)
    if column.field.many:
        return lambda row: any(map(holds, plain(row)))
    if column.field is TEXT:  # of no record: people know it by what they see
        shown = column.shown
        return lambda row: (
            has_value(plain(row)) and (holds(cell_text(plain(row))) or (sign == "=" and holds(shown(row))))
        )
    return lambda row: (value := plain(row)) is not None and holds(value)


def _word_mask(column: Column, text: str) -> Mask:
    """Whether a cell has these words, in the data or as people see it."""
    plain: Callable[[Row], Any] = column.plain
    contains, shown = where.contains(column.field, text), column.whole or column.shown
    if column.field is not TEXT and column.field.base is str and not (column.field.many or column.key_of):
        return lambda rows: contains([plain(row) or "" for row in rows])  # people see the data

    def mask(rows: Sequence[Row]) -> Iterator[bool]:
        values = list(map(plain, rows))
        in_data, in_words = contains(list(map(cell_text, values))), contains(list(map(shown, rows)))
        return (has_value(value) and (a or b) for value, a, b in zip(values, in_data, in_words, strict=True))

    return mask
