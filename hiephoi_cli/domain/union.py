"""Two records of one member become one, to which everything refers; no value of either is lost unseen."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Any

from msgspec import Struct, structs

from hiephoi_cli.domain.calendar import show_date
from hiephoi_cli.domain.fields import Field, fields, former_lists
from hiephoi_cli.domain.lookup import one
from hiephoi_cli.domain.records import KINDS, EarlierPeriod, Former, Member, Registry, Table
from hiephoi_cli.domain.vietnamese import one_spelling
from hiephoi_cli.errors import Conflict, UsageError
from hiephoi_cli.i18n import _


class Keep(StrEnum):
    """Whose values stay where both have some: those of the member that goes, or of the one that stays."""

    FROM = "from"
    INTO = "into"


class Dispute(Struct, frozen=True):
    """A field in which two members have different values."""

    field: str
    gone: Any
    """The value of the member that goes."""
    kept: Any
    """The value of the member that stays."""


def merge(
    registry: Registry, key: str, into: str, keep: Keep | None = None, chosen: Mapping[str, Keep] | None = None
) -> Registry:
    """The registry with the first member made part of the second.

    `chosen` decides single fields, and `keep` the others that differ. Raises Conflict for those that nobody decided.
    """
    gone, kept = both(registry, key, into)
    decided = {dispute.field: (chosen or {}).get(dispute.field, keep) for dispute in _disputes(gone, kept)}
    if open_ := [dispute for dispute in _disputes(gone, kept) if not decided[dispute.field]]:
        raise Conflict(
            _("{key} and {into} differ: {fields}").format(
                key=gone.key, into=kept.key, fields="; ".join(_in_words(dispute) for dispute in open_)
            ),
            f"hiephoi member merge {gone.key} {kept.key} --keep into",
        )
    united = structs.replace(kept, **dict(_united(gone, kept, {name: way for name, way in decided.items() if way})))
    moved = {name: tuple(_moved(registry, name, gone.key, kept.key)) for name in KINDS}
    members = tuple(united if one.id == kept.id else one for one in moved["members"] if one.id != gone.id)
    return structs.replace(registry, **{**moved, "members": members})


def disputes(registry: Registry, key: str, into: str) -> list[Dispute]:
    """The fields in which both members have values that differ."""
    return _disputes(*both(registry, key, into))


def both(registry: Registry, key: str, into: str) -> tuple[Member, Member]:
    """The member that goes and the one that stays. Raises UsageError where they are one."""
    gone, kept = (one(registry.members, Member, text) for text in (key, into))
    if gone is kept:
        raise UsageError(_("both name {key}").format(key=kept.key), f"hiephoi member show {kept.key}")
    return gone, kept


def _disputes(gone: Member, kept: Member) -> list[Dispute]:
    apart = _apart(gone, kept)
    found = {
        name: Dispute(name, mine, theirs)
        for name, field in fields(Member).items()
        if name != Member.key_field() and not field.many and not (apart and name in _PERIOD)
        if not _same(mine := getattr(gone, name), theirs := getattr(kept, name))
        if (_has(mine) and _has(theirs)) or name == "left"
    }
    return [dispute for name, dispute in found.items() if _FOLLOWS.get(name) not in found] + _former(gone, kept)


def _former(gone: Member, kept: Member) -> list[Dispute]:
    """What both had until one day, but each another value."""
    found = []
    for name in former_lists(Member):
        pairs = [
            (mine, theirs)
            for mine in getattr(gone, name)
            for theirs in getattr(kept, name)
            if mine.ended == theirs.ended and _has(mine.value) and _has(theirs.value)
        ]
        if any(not _same(mine.value, theirs.value) for mine, theirs in pairs):
            mine, theirs = zip(*pairs, strict=True)
            found.append(Dispute(name, mine, theirs))
    return found


_PERIOD = ("joined", "left", "left_reason")
_FOLLOWS = {"left_reason": "left", "position": "representative"}
"""Fields that say more of another one, with which they go."""


def _apart(gone: Member, kept: Member) -> bool:
    """Whether one membership had ended when the other began."""
    first, last = _in_order(gone, kept)
    return bool(first.left and last.joined and first.left <= last.joined)


def _in_order(gone: Member, kept: Member) -> tuple[Member, Member]:
    return (gone, kept) if (gone.joined or date.min) < (kept.joined or date.min) else (kept, gone)


def _united(gone: Member, kept: Member, decided: Mapping[str, Keep]) -> Iterator[tuple[str, Any]]:
    """The fields of both, those of the member that stays unless it has none or others are wanted."""
    for name, field in fields(Member).items():
        mine, theirs = getattr(gone, name), getattr(kept, name)
        if name == Member.key_field():
            continue
        way = decided.get(_FOLLOWS.get(name, name)) or decided.get(name)
        if field.many:
            yield name, _listed(field, *((mine, theirs) if way is Keep.FROM else (theirs, mine)))
        elif way is Keep.FROM or (way is None and not _has(theirs)):
            yield name, mine
    if _apart(gone, kept):
        first, last = _in_order(gone, kept)
        ended = EarlierPeriod(joined=first.joined, left=first.left or date.max, left_reason=first.left_reason)
        yield from ((name, getattr(last, name)) for name in _PERIOD)
        earlier = fields(Member)["earlier_periods"]
        yield earlier.name, _listed(earlier, kept.earlier_periods, (*gone.earlier_periods, ended))


def _listed(field: Field, first: Sequence[Any], more: Sequence[Any]) -> tuple[Any, ...]:
    """The items of both; of what was before one for each day on which something ended, in their order."""
    table = field.table()
    if not (table and issubclass(table, Former)):
        return tuple(dict.fromkeys((*first, *more)))
    days: dict[date, Former] = {}
    for item in (*first, *more):
        known = days.get(item.ended)
        if known is None or not _has(known.value):
            days[item.ended] = item
    return tuple(days[day] for day in sorted(days))


def _has(value: object) -> bool:
    return value not in (None, "", ())


def _same(one: Any, other: Any) -> bool:  # noqa: ANN401  the values of any field
    """Whether two values are the same but for their spelling."""
    if isinstance(one, str) and isinstance(other, str) and not isinstance(one, StrEnum):
        return one_spelling(one) == one_spelling(other)
    return bool(one == other)


def _in_words(dispute: Dispute) -> str:
    title = _(fields(Member)[dispute.field].title)
    return f"{title} '{shown(dispute.gone)}' / '{shown(dispute.kept)}'"


def shown(value: Any) -> str:  # noqa: ANN401  the value of any field
    """A value in a sentence."""
    if isinstance(value, tuple):
        return ", ".join(map(shown, value))
    if isinstance(value, Former):
        until = _("until {day}").format(day=show_date(value.ended))
        return f"{shown(value.value)} ({until})"
    if isinstance(value, date):
        return show_date(value)
    return "∅" if value is None else _(value) if isinstance(value, StrEnum) else str(value)


def _moved(registry: Registry, name: str, key: str, into: str) -> Iterator[Any]:
    """The records of a kind with every reference to one member made one to another; none is there twice."""
    pairs = [(record, _referring(record, key, into)) for record in getattr(registry, name)]
    seen = {new for old, new in pairs if new is old}
    for old, new in pairs:
        if new is old or new not in seen:
            yield new
        seen.add(new)


def _referring(table: Any, key: str, into: str) -> Any:  # noqa: ANN401  a table of any declaration
    changed = {
        name: new
        for name, field in fields(table.__class__).items()
        if (new := _reference(field, old := getattr(table, name), key, into)) is not old
    }
    return structs.replace(table, **changed) if changed else table


def _reference(field: Field, value: Any, key: str, into: str) -> Any:  # noqa: ANN401  the value of any field
    if field.table() and isinstance(value, tuple):
        items = tuple(_referring(item, key, into) if isinstance(item, Table) else item for item in value)
        return value if all(new is old for new, old in zip(items, value, strict=True)) else items
    if field.refers_to != "members":
        return value
    if field.many:
        return tuple(dict.fromkeys(into if one == key else one for one in value)) if key in value else value
    return into if value == key else value
