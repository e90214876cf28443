"""Changes taken back: byte for byte where nothing touched those lines since, else by value, or not at all."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from hiephoi_cli.domain.difference import differences
from hiephoi_cli.domain.fields import fields
from hiephoi_cli.domain.problems import invalid
from hiephoi_cli.domain.records import TABLES
from hiephoi_cli.domain.rules import compared
from hiephoi_cli.domain.undoing import Obstacle, same, taken_back
from hiephoi_cli.errors import Conflict, InvalidData, NotFound
from hiephoi_cli.files.patches import applied, moved, reverted
from hiephoi_cli.i18n import _
from hiephoi_cli.storage.entries import Author, Entry, Undoes, lasting
from hiephoi_cli.storage.history import History, When, as_of, history
from hiephoi_cli.storage.read import Source
from hiephoi_cli.storage.standing import decoded
from hiephoi_cli.storage.update import Update, spliced, writing

_LOG = "hiephoi log"


class Wanted(NamedTuple):
    """What is to be taken back: the last change, the last undo, that of a number, or all after one."""

    number: int | None = None
    to: int | None = None
    redo: bool = False


class Step(NamedTuple):
    """What taking back would do."""

    done: Update
    entries: Sequence[Entry]
    """The changes that are taken back, the latest first."""
    is_last: bool
    """Whether no other change came after them."""

    @property
    def undoes(self) -> Undoes:
        """What the log says of it."""
        first, last = self.entries[-1], self.entries[0]
        is_redo = bool(first is last and first.undoes and not first.undoes.is_redo)
        return Undoes(first.number, last.number, is_redo)


def planned(path: Path, wanted: Wanted, today: date) -> Step:
    """What would be taken back, and what that makes of the file; nothing is written.

    Raises NotFound, Conflict where later changes stand in the way, InvalidData, FileTrouble.
    """
    return _planned(history(path), wanted, today)


def take_back(  # noqa: PLR0913  all that a write depends on
    path: Path, step: Step, wanted: Wanted, *, today: date, wait: float, by: Author
) -> Update:
    """Do what was planned, as a change of its own. Raises as `planned` does, and Conflict where it would do more."""
    with writing(path, wait) as file:
        again = _planned(history(file.path), wanted, today)
        if [one.number for one in again.entries] != [one.number for one in step.entries]:
            raise Conflict(
                _("somebody changed the registry meanwhile; nothing was written"), _("run the command again")
            )
        return file.replaced(again.done, by, again.undoes)


def _planned(known: History, wanted: Wanted, today: date) -> Step:
    if wanted.to is not None:
        return _back_to(known, wanted.to, today)
    number = _chosen(known, wanted)
    later: list[Entry] = []
    for entry, before, after in known.texts():
        if entry.number == number:
            new = before if after == known.data else _by_value(known, entry, (before, after), later)
            return Step(_update(known.data, new, before, today), [entry], not later)
        later.append(entry)
    raise NotFound(_("no change {n}").format(n=number), _LOG)


def _chosen(known: History, wanted: Wanted) -> int:
    """The number of the change that is to be taken back. Raises NotFound, Conflict."""
    for entry, by in lasting(known.entries()):
        if entry.forgotten:
            break
        is_undo = bool(entry.undoes and not entry.undoes.is_redo)
        if wanted.number is None and not by and (is_undo if wanted.redo else not entry.undoes):
            return entry.number
        if wanted.number == entry.number and by:
            message = _("change {n} has already been undone by change {other}")
            raise Conflict(message.format(n=entry.number, other=by.number), f"hiephoi undo {by.number}")
        if wanted.number == entry.number:
            return entry.number
    if wanted.number is not None:
        raise NotFound(_("no change {n}").format(n=wanted.number), _LOG)
    raise NotFound(_("nothing to redo") if wanted.redo else _("nothing to undo"), _LOG)


def _back_to(known: History, number: int, today: date) -> Step:
    """All after a change taken back: the text as it stood then."""
    new = as_of(known.path, When(number)).data
    entries = [entry for entry in known.entries() if entry.number > number and not entry.forgotten]
    if not entries:
        raise NotFound(_("there are no changes after {n}").format(n=number), _LOG)
    return Step(_update(known.data, new, new, today), entries, is_last=True)


def _by_value(known: History, entry: Entry, texts: tuple[bytes, bytes], later: Sequence[Entry]) -> bytes:
    """The text of today without a change: by its lines if no others touched them, else by its values.

    `texts` are those before and after the change.
    """
    lines = _without_lines(known, entry, later)
    current, old, new = decoded(known.data), *map(decoded, texts)
    read = decoded(lines) if lines else None
    if not (current and old and new):
        if lines and read:
            return lines
        raise _in_the_way(entry, [], later)
    target, obstacles = taken_back(current, old, new)
    if obstacles:
        raise _in_the_way(entry, obstacles, later)
    if lines and read and same(read, target):
        return lines
    if target == current:
        raise _in_the_way(entry, [], later)
    return spliced(known.path, Source(known.data, current), target, differences(current, target))


def _without_lines(known: History, entry: Entry, later: Sequence[Entry]) -> bytes | None:
    """The text of today without the lines of a change; None where later ones touched them."""
    back = reverted(entry.patches)
    for one in reversed(later):
        further = moved(back, one.patches)
        if further is None:
            return None
        back = further
    try:
        return applied(known.data, back)
    except ValueError:
        return None


def _in_the_way(entry: Entry, obstacles: Sequence[Obstacle], later: Sequence[Entry]) -> Conflict:
    """That later changes keep one from being taken back, with what they changed."""
    names = [_name(one, later) for one in obstacles[:3]]
    more = f" (+{len(obstacles) - 3})" if len(obstacles) > 3 else ""  # noqa: PLR2004  three, as above
    message = _("change {n} cannot be undone: later changes stand in the way").format(n=entry.number)
    numbers = {number for one in obstacles for number in _since(one, later)} or {later[0].number}
    return Conflict(
        f"{message}: {', '.join(names)}{more}" if names else message,
        _("undo the later change first: `{command}`").format(command=f"hiephoi undo {max(numbers)}"),
    )


def _name(obstacle: Obstacle, later: Sequence[Entry]) -> str:
    declared = fields(TABLES[obstacle.kind])
    field = _(declared[obstacle.field].title) if obstacle.field in declared else ""
    what = obstacle.key or obstacle.kind
    what = f"{what}: {field}" if field else what
    numbers = sorted({*_since(obstacle, later)})
    return f"{what} (#{', #'.join(map(str, numbers))})" if numbers else what


def _since(obstacle: Obstacle, later: Sequence[Entry]) -> list[int]:
    """The later changes that touched what stands in the way, and still hold."""
    return [
        entry.number
        for entry, by in lasting(later)
        if not by and not entry.undoes
        for one in entry.records or ()
        if one.kind == obstacle.kind
        and obstacle.key in {one.key, one.was}
        and (not (obstacle.field and one.fields) or obstacle.field in one.fields)
    ]


def _update(old: bytes, new: bytes, before: bytes, today: date) -> Update:
    """The change of the file; errors that stood before the change that is taken back may stand again.

    Raises InvalidData.
    """
    after, now = decoded(new), decoded(old)
    if after is None:
        raise InvalidData(
            _("the file was not a readable registry then"), _("go back further: `hiephoi undo --to NUMBER`")
        )
    now = now or after
    found, stood = compared(now, after, today), decoded(before)
    if before != new and found.errors:
        new_to_it = compared(stood, after, today).errors if stood else found.errors
        if new_errors := [one for one in found.errors if one in new_to_it]:
            first, *more = invalid(new_errors).reports
            raise Conflict(*first, more=more)
    changes = differences(now, after, ordered=False)
    return Update(now, after, old, new, changes, found.standing + len(found.errors), found.warnings)
