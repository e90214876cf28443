"""What keeps a change from being taken back, in words: the later changes that touched the same, and what they hold."""

from collections.abc import Iterator, Sequence

from hiephoi_cli.domain.cell_text import plain_text
from hiephoi_cli.domain.fields import fields
from hiephoi_cli.domain.records import TABLES
from hiephoi_cli.domain.undoing import Obstacle
from hiephoi_cli.errors import Conflict
from hiephoi_cli.files.patches import moved, reverted
from hiephoi_cli.i18n import _
from hiephoi_cli.storage.entries import Entry, lasting

_NAMED = 10
"""Lines about what undoing another change would take away."""


def all_of(entry: Entry) -> list[Obstacle]:
    """All that a change touched, as obstacles: nothing of it is left to be taken back."""
    return [Obstacle(one.kind, one.key, name) for one in entry.records or () for name in one.fields or [""]]


def in_the_way(entry: Entry, obstacles: Sequence[Obstacle], later: Sequence[Entry]) -> Conflict:
    """That later changes keep one from being taken back, with what they changed, and which to undo first."""
    names = [_name(one, entry, later) for one in obstacles[:3]]
    more = f" (+{len(obstacles) - 3})" if len(obstacles) > 3 else ""  # noqa: PLR2004  three, as above
    message = _("change {n} cannot be undone: later changes stand in the way").format(n=entry.number)
    touching = {number for one in obstacles for number in _since(one, entry, later)}
    last = max(touching or {_blocker(entry, later).number})
    first = _("undo the later change first: `{command}`").format(command=f"hiephoi undo {last}")
    lost = [*_lost(next(one for one in later if one.number == last))]
    if len(lost) > _NAMED:
        lost = [*lost[:_NAMED], f"… (+{len(lost) - _NAMED})"]
    return Conflict(
        f"{message}: {', '.join(names)}{more}" if names else message,
        "\n".join(
            [
                first,
                *(
                    [_("undoing that also removes the following, which you would have to enter again:"), *lost]
                    if lost
                    else []
                ),
            ]
        ),
    )


def _lost(entry: Entry) -> Iterator[str]:
    """What undoing a change takes away: records that it added, and new values; of an undo nothing."""
    for one in (entry.records or ()) if not entry.undoes else ():
        declared = fields(TABLES[one.kind]) if one.kind in TABLES else {}
        label = f" ({one.label})" if one.label and not one.facts else ""
        if one.deed == "added":
            yield f"{one.key}{label}"
        for name, (_old, new) in one.fields.items():
            title = _(declared[name].title) if name in declared else name
            yield f"{one.key or one.kind}: {title}: {plain_text(new)}"


def _name(obstacle: Obstacle, entry: Entry, later: Sequence[Entry]) -> str:
    declared = fields(TABLES[obstacle.kind])
    field = _(declared[obstacle.field].title) if obstacle.field in declared else ""
    what = obstacle.key or obstacle.kind
    what = f"{what}: {field}" if field else what
    numbers = _since(obstacle, entry, later)
    return f"{what} (#{', #'.join(map(str, numbers))})" if numbers else what


def _since(obstacle: Obstacle, entry: Entry, later: Sequence[Entry]) -> list[int]:
    """The later changes that touched what stands in the way, and still hold, the latest first.

    A record that one of them added can only go with all that was done to it since.
    """
    same = (obstacle.kind, obstacle.key)
    own = {name for one in entry.records or () if (one.kind, one.key) == same for name in one.fields}
    names = {obstacle.field} if obstacle.field else own
    numbers: list[int] = []
    for since in _holding(entry, later):
        touched = [
            one for one in since.records or () if one.kind == obstacle.kind and obstacle.key in {one.key, one.was}
        ]
        if any(one.deed != "changed" or one.was or not names or not names.isdisjoint(one.fields) for one in touched):
            numbers.append(since.number)
        names = set() if any(one.deed == "added" for one in touched) else names
    return numbers[::-1]


def _holding(entry: Entry, later: Sequence[Entry]) -> list[Entry]:
    """The later changes that still hold, the earliest first: not what was undone since that one, nor its undo."""
    found = [one for one, by in lasting(later) if not by and not (one.undoes and one.undoes.first > entry.number)]
    return found[::-1]


def _blocker(entry: Entry, later: Sequence[Entry]) -> Entry:
    """The first later change that touched the lines of one, or the last that left the file unreadable."""
    back, unreadable = reverted(entry.patches), later[0]
    for one in _holding(entry, later):
        further = moved(back, one.patches)
        if further is None:
            return one
        back, unreadable = further, one if one.records is None else unreadable
    return unreadable
