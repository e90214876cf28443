"""The log beside a registry: a line for each change, written before it is made, and a copy of the last text.

A damaged log is set aside, and one that cannot be written is a warning; neither stops a change, unless the log is
required.
"""

import os
import stat
from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import msgspec
from msgspec import structs

from hiephoi_cli.domain.calendar import show_time
from hiephoi_cli.errors import FileTrouble
from hiephoi_cli.files.access import access, create_like, differing, flush_folder, take, write_through
from hiephoi_cli.files.system_errors import is_replaceable, reason, trouble
from hiephoi_cli.i18n import _
from hiephoi_cli.storage.entries import Author, Entry, Touched, Undoes, digest, now, pieces
from hiephoi_cli.storage.lock import note, state_folder
from hiephoi_cli.storage.name import copy_of, draft_of, log_of
from hiephoi_cli.storage.standing import Last, standing

_CLOCK = timedelta(minutes=1)
"""How far the clock may go back without a word: clocks are corrected all the time."""


class Log:
    """The log of a registry whose lock is held; what cannot be written is a warning, or an error where required."""

    def __init__(self, path: Path, data: bytes, *, required: bool = False) -> None:
        self.path, self.required = path, required
        self.odd: list[str] = []
        """What the system did not do, in words."""
        self.is_usable = True
        self._settle(data)

    def _settle(self, data: bytes) -> None:
        """Set aside what is damaged, and enter what was changed outside."""
        try:
            found = standing(self.path, data)
            self.last = found.last
            if found.is_damaged:
                self._set_aside()
            if found.pending:
                self._append(found.pending)
                self.keep(data)
        except (OSError, FileTrouble) as error:
            self._fail(error)

    def entry(self, by: Author, old: bytes, new: bytes, records: list[Touched] | None, undoes: Undoes | None) -> Entry:
        """The entry of a change that is about to be made."""
        encoding, texts = pieces(old, new)
        return Entry(
            at=now(),
            by=by.by,
            command=by.command,
            before=digest(old),
            undoes=undoes,
            records=records,
            encoding=encoding,
            pieces=texts,
            after=digest(new),
            number=self.last.number + 1 if self.is_usable else 0,
        )

    def enter(self, entry: Entry) -> None:
        """Write down what is about to be done. Raises FileTrouble where that is required, and fails."""
        if not self.is_usable:
            return
        if self.last.at and entry.at < self.last.at - _CLOCK:
            self.odd.append(
                _("the clock is behind the previous change, made at {time}").format(time=show_time(self.last.at))
            )
        try:
            self._append(entry)
        except (OSError, FileTrouble) as error:
            self._fail(error)

    def keep(self, data: bytes) -> None:
        """Keep a copy of the text as it is now; an old one does as well, as the log leads from it to here."""
        if not self.is_usable:
            return
        copy, draft = copy_of(self.path), draft_of(self.path)
        last = msgspec.json.encode(self.last) + b"\n"
        with suppress(OSError):
            try:
                note(draft, self.path, last, data)
                draft.replace(copy)
            except OSError as error:
                if not is_replaceable(error):
                    note(copy, self.path, last, data)
                draft.unlink(missing_ok=True)

    def _append(self, entry: Entry) -> None:
        line, file = entry.line, log_of(self.path)
        is_new = not file.exists()
        descriptor = self._opened(file)
        try:
            os.ftruncate(descriptor, self.last.size)  # what was cut short while it was written
            os.lseek(descriptor, self.last.size, os.SEEK_SET)
            try:
                write_through(descriptor, line)
            except BaseException:
                with suppress(OSError):
                    os.ftruncate(descriptor, self.last.size)
                raise
        finally:
            with suppress(OSError):  # the disk has confirmed it
                os.close(descriptor)
        if is_new:
            flush_folder(file.parent)
        self.last = Last(entry.number, entry.after, self.last.size + len(line), entry.at)

    def _opened(self, file: Path) -> int:
        """The log, open for writing, for those who may use the registry and nobody else."""
        state_folder(self.path)
        like = access(self.path)
        try:
            descriptor = os.open(file, os.O_WRONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0))
        except FileNotFoundError:
            return create_like(file, like).descriptor
        if differing(like, access(descriptor)) and differing(like, take(descriptor, like)):
            with suppress(OSError):
                file.chmod(stat.S_IRUSR | stat.S_IWUSR)
        return descriptor

    def _set_aside(self) -> None:
        """Give a log that cannot be gone on with another name, and say so."""
        aside = set_aside(self.path)
        self.odd.append(
            _("the log was damaged and has been moved to {file}; a new log begins").format(
                file=f".hiephoi/{aside.name}"
            )
        )

    def _fail(self, error: OSError | FileTrouble) -> None:
        file, self.is_usable = log_of(self.path), False
        if self.required:
            raise (trouble(file, error) if isinstance(error, OSError) else error) from None
        why = reason(error) if isinstance(error, OSError) else error.reports[0].message
        self.odd.append(_("{file}: {reason}; this change was not logged").format(file=file, reason=why))


def set_aside(path: Path) -> Path:
    """Give the log of a registry a name under which nothing goes on, and give that. Raises OSError."""
    file = log_of(path)
    number = 1
    while os.path.lexists(aside := file.with_suffix(f".log.damaged{'' if number == 1 else f'-{number}'}")):
        number += 1
    file.rename(aside)
    if stat.S_ISREG(aside.lstat().st_mode):
        with suppress(OSError):
            aside.chmod(stat.S_IRUSR | stat.S_IWUSR)  # the registry may become more private
    return aside


def begin(path: Path, data: bytes) -> None:
    """Let the log begin with a new file, so that the first change made by hand is noticed."""
    with suppress(OSError, FileTrouble):
        log = Log(path.resolve(), data)
        log.last = structs.replace(log.last, at=now())
        log.keep(data)


def begin_with(path: Path, data: bytes, entries: Sequence[Entry]) -> None:
    """Let the log of a registry whose lock is held hold these entries alone, the earliest first. Raises OSError."""
    file = log_of(path)
    draft, text = file.with_suffix(".log.new"), b"".join(entry.line for entry in entries)
    draft.unlink(missing_ok=True)
    descriptor = create_like(draft, access(path)).descriptor
    try:
        with os.fdopen(descriptor, "wb"):
            write_through(descriptor, text)
        draft.replace(file)
        flush_folder(file.parent)
    except BaseException:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
        raise
    Log(path, data).keep(data)


def set_asides(path: Path) -> list[Path]:
    """The logs of a registry that were set aside."""
    file = log_of(path)
    return (
        [one for one in file.parent.iterdir() if one.name.startswith(f"{file.name}.damaged")] if file.exists() else []
    )
