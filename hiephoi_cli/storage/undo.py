"""Changes taken back: byte for byte where nothing touched those lines since, else by value, or not at all."""

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from msgspec import Struct

from hiephoi_cli.domain.difference import differences
from hiephoi_cli.domain.problems import invalid
from hiephoi_cli.domain.rules import compared
from hiephoi_cli.domain.undoing import same, taken_back
from hiephoi_cli.errors import Conflict, InvalidData, NotFound
from hiephoi_cli.files.patches import Patch, applied, moved, patches, reverted
from hiephoi_cli.i18n import _
from hiephoi_cli.storage.entries import Author, Entry, Undoes, lasting
from hiephoi_cli.storage.history import History, When, as_of, forgotten, history
from hiephoi_cli.storage.obstacles import all_of, in_the_way
from hiephoi_cli.storage.read import Source, text_in
from hiephoi_cli.storage.standing import decoded
from hiephoi_cli.storage.update import Update, spliced, writing

_LOG = "hiephoi log"


class Wanted(Struct, frozen=True):
    """What is to be taken back: the last change, the last undo, that of a number, or all after one."""

    number: int | None = None
    to: int | None = None
    redo: bool = False


class Step(Struct, frozen=True):
    """What taking back would do."""

    done: Update
    entries: Sequence[Entry]
    """The changes that are taken back, the latest first."""
    is_last: bool
    """Whether no other change came after them."""
    again: Sequence[Entry] = ()
    """The changes that are made again, the latest first, where an undo is taken back."""

    @property
    def undoes(self) -> Undoes:
        """What the log says of it."""
        first, last = self.entries[-1], self.entries[0]
        if first is last and (undone := first.undoes) and not undone.is_redo:
            return Undoes(first.number, last.number, is_redo=True, redone=(undone.first, undone.last))
        return Undoes(first.number, last.number)


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
            return Step(_update(known.data, new, before, today), [entry], not later, _again(known, entry))
        later.append(entry)
    raise NotFound(_("no change {n}").format(n=number), _LOG)


def _again(known: History, entry: Entry) -> list[Entry]:
    """The changes that are made again if that one is taken back."""
    undone = entry.undoes
    if not undone or undone.is_redo:
        return []
    return [one for one in known.entries() if undone.first <= one.number <= undone.last and not one.forgotten]


def _chosen(known: History, wanted: Wanted) -> int:
    """The number of the change that is to be taken back. Raises NotFound, Conflict."""
    if wanted.redo:
        return _last_undo(known)
    for entry, by in lasting(known.entries()):
        if entry.forgotten:
            if wanted.number is not None and wanted.number <= entry.number:
                raise forgotten(entry)
            break
        if wanted.number is None and not by and not entry.undoes:
            return entry.number
        if wanted.number == entry.number and by:
            message = _("change {n} has already been undone by change {other}")
            raise Conflict(message.format(n=entry.number, other=by.number), f"hiephoi undo {by.number}")
        if wanted.number == entry.number:
            return entry.number
    if wanted.number is not None:
        raise NotFound(_("no change {n}").format(n=wanted.number), _LOG)
    raise NotFound(_("nothing to undo"), _LOG)


def _last_undo(known: History) -> int:
    """The number of the last undo that has not been taken back. Raises NotFound where a change came after it."""
    since: Entry | None = None
    for entry, by in lasting(known.entries()):
        if entry.forgotten:
            break
        if by:
            continue
        if not entry.undoes:
            since = since or entry
        elif not entry.undoes.is_redo and since is None:
            return entry.number
        elif not entry.undoes.is_redo and since:
            raise NotFound(
                _("nothing to redo: change {n} came after undo {undo}").format(n=since.number, undo=entry.number),
                _("to redo it all the same: `{command}`").format(command=f"hiephoi undo {entry.number}"),
            )
    raise NotFound(_("nothing to redo"), _LOG)


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
    lines = _without_lines(known, entry, texts[1], later)
    current, old, new = decoded(known.data), *map(decoded, texts)
    read = decoded(lines) if lines else None
    if not (current and old and new):
        if lines and read:
            return lines
        raise in_the_way(entry, [], later)
    target, obstacles = taken_back(current, old, new)
    if obstacles:
        raise in_the_way(entry, obstacles, later)
    if lines and read and same(read, target):
        return lines
    if target == current:
        raise in_the_way(entry, all_of(entry), later)
    source = Source(known.data, text_in(known.path, known.data), current, {})
    return spliced(known.path, source, target, differences(current, target))


def _without_lines(known: History, entry: Entry, after: bytes, later: Sequence[Entry]) -> bytes | None:
    """The text of today without the lines of a change; None where later ones touched them and were not undone."""
    back = _moved_by(reverted(entry.patches), (one.patches for one in reversed(later)))
    if back is None:
        back = moved(reverted(entry.patches), patches(after, known.data))
    try:
        return None if back is None else applied(known.data, back)
    except ValueError:
        return None


def _moved_by(changes: list[Patch], steps: Iterable[list[Patch]]) -> list[Patch] | None:
    """The patches of a text as those of what others made of it one after the other; None where these touch the same."""
    moving: list[Patch] | None = changes
    for step in steps:
        if moving is None:
            break
        moving = moved(moving, step)
    return moving


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
    return Update(now, after, old, new, changes, found.old_errors + len(found.errors), found.warnings)
