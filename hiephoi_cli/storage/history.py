"""What is known of a registry's past: its changes, the latest first, and its text after each of them."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct

from hiephoi_cli.domain.calendar import show_time
from hiephoi_cli.errors import Conflict, FileTrouble, NotFound
from hiephoi_cli.files.patches import applied, reverted
from hiephoi_cli.files.system_errors import explained
from hiephoi_cli.i18n import _
from hiephoi_cli.storage.entries import Author, Entry, digest, now
from hiephoi_cli.storage.lock import locked
from hiephoi_cli.storage.log import Log, begin_with, set_aside, set_asides
from hiephoi_cli.storage.name import log_of
from hiephoi_cli.storage.read import current
from hiephoi_cli.storage.standing import Standing, entry_of, lines_back, standing

_TRIES = 5  # readings of a file that somebody is writing
_WAIT = 1.0
"""Seconds to wait for who holds the lock before what was changed outside is shown without being entered."""


class History:
    """The past of a registry according to its log."""

    def __init__(self, path: Path, data: bytes, found: Standing) -> None:
        self.path, self.data, self._found = path, data, found
        self.odd: list[str] = []
        """What was wrong with the log, in words."""
        self.is_damaged = found.is_damaged
        """Whether what was before the earliest entry cannot be read; known once they have all been asked for."""

    @property
    def last(self) -> int:
        """The number of the last change."""
        return self._found.pending.number if self._found.pending else self._found.last.number

    @property
    def logged(self) -> int:
        """The number of the last change that has been entered: what was changed outside since is not among them."""
        return self._found.last.number

    def entries(self) -> Iterator[Entry]:
        """The changes that came, the latest first."""
        if self._found.pending:
            yield self._found.pending
        state, number = self._found.last.after, self._found.last.number + 1
        if self._found.end:
            with log_of(self.path).open("rb") as file:
                for entry in map(entry_of, lines_back(file, self._found.end)):
                    if entry is None:  # the next line shows if a change is missing
                        continue
                    if entry.after == state:
                        yield entry
                        state, number = entry.before, entry.number
                        if entry.forgotten:
                            return
                    elif entry.before != state:  # else it never came
                        break
        self.is_damaged = self.is_damaged or number > 1

    def texts(self) -> Iterator[tuple[Entry, bytes, bytes]]:
        """The changes, the latest first, each with the text before and after. Raises FileTrouble."""
        text = self.data
        for entry in self.entries():
            try:
                before = applied(text, reverted(entry.patches))
            except ValueError:
                raise self.damaged(entry) from None
            yield entry, before, text
            text = before

    def damaged(self, entry: Entry) -> FileTrouble:
        """That a state cannot be had back."""
        return FileTrouble(
            _("{file}: change {n} is damaged; earlier states cannot be restored").format(
                file=log_of(self.path), n=entry.number
            ),
            _("restore the log from a copy"),
        )


def history(path: Path, *, enter: bool = False) -> History:
    """The past of a registry; what was changed outside is entered where that is asked for and can be done.

    Raises FileTrouble.
    """
    found = _steady(path)
    if not (enter and (found._found.pending or found._found.is_damaged)):  # noqa: SLF001  it is made here
        return found
    with suppress(Conflict, FileTrouble), locked(path.resolve(), _WAIT):
        log = Log(path.resolve(), current(path))
        found = _steady(path)
        found.odd = log.odd
    return found


def _steady(path: Path) -> History:
    """The past by a file and a log read at one moment, though others write. Raises FileTrouble."""
    before = None
    for _try in range(_TRIES):
        data = current(path)
        with explained(log_of(path)):
            found = standing(path, data)
        if not (found.pending or found.is_damaged) or (data, found.last) == before:
            break
        before = data, found.last
    return History(path, data, found)


class When(NamedTuple):
    """The number of a change, or a time, by which a state is asked for."""

    number: int | None = None
    until: datetime | None = None


class State(Struct, frozen=True):
    """A text as it stood, and what is uncertain about that."""

    data: bytes
    remark: str = ""


def as_of(path: Path, when: When) -> State:
    """The text as it stood after a change, or at a time. Raises NotFound, FileTrouble."""
    known = history(path)
    if when.number is not None and when.number > known.last:
        raise NotFound(_("no change {n}; the last is {last}").format(n=when.number, last=known.last), "hiephoi log")
    text, first = known.data, None
    for entry, before, after in known.texts():
        first = entry
        if is_by(entry, when):
            return State(_sound(known, entry, after))
        if entry.forgotten:
            raise forgotten(entry)
        text = before
    if first is None or (when.number == first.number - 1):
        return State(text, "" if first or when.number == 0 else _("nothing has been logged yet"))
    if known.is_damaged or when.number is not None:
        raise NotFound(_("the log begins with change {n}").format(n=first.number), "hiephoi log")
    message = _("the log begins at {time}; this is the registry before its first change")
    return State(text, message.format(time=show_time(first.at)))


def forgotten(mark: Entry) -> NotFound:
    """That a change cannot be had back, as the history that the entry stands for is gone."""
    message = _("the history before change {n} has been deleted")
    if not mark.command:
        message = _("the history before change {n} was damaged and cannot be read")
    return NotFound(message.format(n=mark.number + 1), "hiephoi log")


def is_by(entry: Entry, when: When) -> bool:
    """Whether a change had been made by then."""
    if when.number is not None:
        return entry.number <= when.number
    return bool(when.until and entry.at <= when.until)


def _sound(known: History, entry: Entry, text: bytes) -> bytes:
    if digest(text) != entry.after:
        raise known.damaged(entry)
    return text


def mend(path: Path) -> str:
    """Set aside a log whose earlier changes cannot be read, and go on with the others; says what was done."""
    path = path.resolve()
    with suppress(OSError, Conflict, FileTrouble), locked(path, _WAIT):
        known = _steady(path)
        kept = [*known.entries()][::-1]
        if kept and known.is_damaged:
            first = kept[0]
            mark = Entry(
                at=now(), before=first.before, forgotten=True, after=first.before, number=max(0, first.number - 1)
            )
            aside = set_aside(path)
            begin_with(path, known.data, [mark, *kept])
            return _("the log was damaged before change {n}; it has been moved to {file}").format(
                n=first.number, file=f".hiephoi/{aside.name}"
            )
    return _("the log is damaged: earlier changes cannot be read")


class Forgetting(Struct, frozen=True):
    """What would be forgotten, and what kept, the earliest first."""

    gone: list[Entry]
    kept: list[Entry]


def forgetting(known: History, before: datetime) -> Forgetting:
    """The changes that were made before a time, up to the first that was not; and those that follow."""
    entries = [*known.entries()][::-1]
    place = next((place for place, entry in enumerate(entries) if entry.at >= before), len(entries))
    return Forgetting(entries[:place], entries[place:])


def prune(path: Path, before: datetime, wait: float, by: Author) -> Forgetting:
    """Forget the changes before a time for good. Raises Conflict, FileTrouble."""
    path = path.resolve()
    with explained(log_of(path)), locked(path, wait):
        data = current(path)
        Log(path, data, required=True)  # enters what was changed outside
        found = forgetting(_steady(path), before)
        if found.gone:
            last = found.gone[-1]
            mark = Entry(
                at=now(),
                by=by.by,
                command=by.command,
                before=last.after,
                forgotten=True,
                after=last.after,
                number=last.number,
            )
            begin_with(path, data, [mark, *found.kept])
            for aside in set_asides(path):
                aside.unlink(missing_ok=True)
    return found
