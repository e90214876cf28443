"""Listings as of a day: who may be meant where only a year or month is known, and what changes later."""

from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import date
from typing import Any

from msgspec import structs

from hiephoi_cli.domain.fields import fields, former_lists
from hiephoi_cli.domain.past import uncertain
from hiephoi_cli.domain.records import Former, Member, Record
from hiephoi_cli.domain.words import Choice
from hiephoi_cli.i18n import _
from hiephoi_cli.output.listing import Column, Listing, Note

_NAMED_AT_MOST = 5
_DOUBT = " (?)"


def period(since: date, until: date | None) -> str:
    """A period as people read it."""
    return f"{_shown(since)} – {_shown(until) if until else ''}".rstrip()


def with_doubts(listing: Listing, table: type[Record], fitting: Sequence[Record], day: date) -> Listing:
    """The listing with a mark at those of whom it is not certain that they belong in it, and those named who may."""
    unsure = list(uncertain(fitting, day))
    if not unsure:
        return listing
    listed = {record.key for record in listing.rows} & {record.key for record in unsure}
    missing = [record for record in unsure if record.key not in listed]
    columns = [_marked(one, listed) if one.key == table.called_by else one for one in listing.columns]
    notes = list(listing.notes)
    marked = [record for record in unsure if record.key in listed]
    for text, records in (
        (_("{mark} uncertain on {day}, as only a year or month is known: {names}"), marked),
        (_("perhaps also on {day}, as only a year or month is known: {names}"), missing),
    ):
        notes += _notes(text.replace("{day}", _shown(day)).replace("{mark}", _DOUBT.strip()), records)
    return structs.replace(listing, columns=columns, notes=notes)


def with_days_ahead(listing: Listing, fitting: Sequence[Member], day: date) -> Listing:
    """The listing, with those named who join or leave on a later day."""
    joining = [one for one in fitting if one.joined and one.joined > day and not one.belongs(day)]
    leaving = [one for one in fitting if one.left and one.left > day and one.belongs(day)]
    joined, left = (
        _notes(_("join later: {names}"), joining, "joined"),
        _notes(_("leave later: {names}"), leaving, "left"),
    )
    return structs.replace(listing, notes=[*listing.notes, *joined, *left])


def with_changes_ahead(listing: Listing, record: Record, day: date) -> Listing:
    """The listing of a record as of a day, with what is known to hold from later days on."""
    notes = [Note([record], lambda _record, text=text: text) for text in _ahead(record, day)]  # type: ignore[misc]
    return structs.replace(listing, notes=[*listing.notes, *notes])


def _ahead(record: Record, day: date) -> Iterator[str]:
    from hiephoi_cli.domain.vietnamese import first_lower  # lists have nothing of this to say

    for name, former in former_lists(type(record)).items():
        earlier: tuple[Former, ...] = getattr(record, name)
        values = [*(item.value for item in earlier), getattr(record, former.was)]
        for item, value in zip(earlier, values[1:], strict=True):
            first = value if isinstance(value, date) else item.ended  # a membership begins when somebody joins
            if first > day:
                title = first_lower(_(fields(type(record))[former.was].title))
                yield _("from {day} on: {field} {value}").format(
                    day=_shown(first), field=title, value=in_sentence(value)
                )


def in_sentence(value: object) -> str:
    """A value within a sentence."""
    if isinstance(value, date):
        return _shown(value)
    if isinstance(value, Choice):
        value = _(value.shown)
    return f"'{value}'" if value else "∅"


def _notes(text: str, records: Sequence[Record], day: str = "") -> list[Note]:
    """What a text with `{names}` says of records, if there are any."""
    return [Note(records, lambda some: text.format(names=_names(some, day)))] if records else []


def _names(records: Sequence[Record], day: str = "") -> str:
    """The first few, each with its key where that is not its name, and how many more there are."""
    named = [
        (record.key if record.label in record.key else f"{record.key} {record.label}")
        + (f" ({_shown(getattr(record, day))})" if day else "")
        for record in records[:_NAMED_AT_MOST]
    ]
    more = len(records) - _NAMED_AT_MOST
    return "; ".join(named) + (f"; … (+{more})" if more > 0 else "")


def _marked(column: Column, keys: Collection[str]) -> Column:
    shown: Callable[[Any], str] = column.shown
    return structs.replace(column, shown=lambda row: shown(row) + (_DOUBT if row.key in keys else ""))


def _shown(day: date) -> str:
    from hiephoi_cli.domain.calendar import show_date  # most lists have nothing to say

    return show_date(day)
