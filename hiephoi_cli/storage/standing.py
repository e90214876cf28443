"""What the log beside a registry says of the file as it is: which change was the last, and what came outside since.

An entry whose change never came is known by the next one, which begins where it did. What was changed outside is known
by the digest of the file, and its pieces by the copy of the last text.
"""

import stat
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

import msgspec
from msgspec import Struct, structs

from hiephoi_cli.domain.decoding import registry_of
from hiephoi_cli.domain.difference import differences
from hiephoi_cli.domain.records import Registry
from hiephoi_cli.errors import InvalidData
from hiephoi_cli.files.patches import applied, patches
from hiephoi_cli.storage.entries import Entry, Touched, digest, now, pieces, touched
from hiephoi_cli.storage.name import copy_of, draft_of, log_of
from hiephoi_cli.storage.read import parse

_BLOCK = 1 << 16  # bytes of the log that are read at once, from its end
_HEAD = 1 << 10  # bytes that the first line of the copy takes at most


class Last(Struct, frozen=True):
    """The last change that the log holds: the first line of the copy of the text after it."""

    number: int
    after: str
    size: int
    """Bytes of the log, that change included."""
    at: datetime | None = None


class Standing(Struct, frozen=True):
    """What the log beside a file says of it, before anything is written."""

    last: Last
    end: int = 0
    """Where the last whole line of the log ends."""
    pending: Entry | None = None
    """What was changed outside since, yet to be entered."""
    is_damaged: bool = False


def standing(path: Path, data: bytes) -> Standing:
    """What the log says of these bytes of a file. Raises OSError."""
    copy, state = _copy_head(path), digest(data)
    fresh = Last(0, state, 0)
    try:
        found = log_of(path).lstat()
    except FileNotFoundError:
        found = None
    if found is None or (stat.S_ISREG(found.st_mode) and not found.st_size):
        if copy is None or copy.number or copy.after == state:
            return Standing(fresh)
        chain = _Chain(copy, [])
    elif not stat.S_ISREG(found.st_mode):
        return Standing(fresh, is_damaged=True)
    else:
        with log_of(path).open("rb") as file:
            end = _whole_end(file, found.st_size)
            chain = _chain(file, end, copy, state) or _Chain(None, [])
            if chain.start is None:
                return Standing(fresh, is_damaged=True)
            return _compared(path, data, chain, end) or Standing(fresh, is_damaged=True)
    return _compared(path, data, chain, 0) or Standing(fresh)


class _Chain(Struct, frozen=True):
    """The entries since a known text."""

    start: Last | None
    entries: list[Entry]


def _chain(file: BinaryIO, end: int, copy: Last | None, state: str) -> _Chain | None:
    """What was entered since the copy was made, or else by the last lines alone; nothing where they do not fit."""
    if copy and copy.size <= end and _ends_with(file, copy):
        file.seek(copy.size)
        entries = _followed(copy.after, _lines(file.read(end - copy.size)))
        if entries is not None:
            return _Chain(copy, entries)
    newest = next(filter(None, map(entry_of, lines_back(file, end))), None)
    if newest and newest.after == state:
        return _Chain(Last(newest.number, state, end, newest.at), [])
    if newest and newest.before == state:  # it never came
        return _Chain(Last(newest.number - 1, state, end, newest.at), [])
    return None


def _followed(after: str, lines: Sequence[bytes]) -> list[Entry] | None:
    """The entries that came after a text, each beginning where the one before ended, or never came."""
    chain: list[Entry] = []
    for entry in filter(None, map(entry_of, lines)):
        if entry.before == (chain[-1].after if chain else after):
            chain.append(entry)
        elif chain and entry.before == chain[-1].before:
            chain[-1] = entry
        else:
            return None
    return chain


def _compared(path: Path, data: bytes, chain: _Chain, end: int) -> Standing | None:
    """The state of a file set against what was entered; nothing where the copy is not what it says."""
    start, entries, state = chain.start, chain.entries, digest(data)
    assert start  # noqa: S101  callers ask
    for came in (entries, entries[:-1]):
        if (came[-1].after if came else start.after) == state:
            return Standing(_last(came, start, end), end)
    old = _copy_text(path, start)
    if old is None:
        return None
    try:
        olds = [old]
        for entry in entries:
            olds.append(applied(olds[-1], entry.patches))
    except ValueError:
        return None
    ways = [(entries, olds[-1]), *([(entries[:-1], olds[-2])] if entries else [])]  # the last may never have come
    came, old = min(ways, key=lambda way: sum(len(one.old) + len(one.new) for one in patches(way[1], data)))
    last = _last(came, start, end)
    return Standing(last, end, _outside(path, old, data, last))


def _last(came: Sequence[Entry], start: Last, end: int) -> Last:
    return Last(came[-1].number, came[-1].after, end, came[-1].at) if came else structs.replace(start, size=end)


def _outside(path: Path, old: bytes, new: bytes, last: Last) -> Entry:
    """What somebody changed without the program; made when the file was saved, if that can be."""
    at = now()
    with suppress(OSError, OverflowError, ValueError):
        saved = datetime.fromtimestamp(path.stat().st_mtime).astimezone()
        at = saved if (last.at or saved) <= saved <= at else at
    encoding, texts = pieces(old, new)
    return Entry(
        at=at,
        before=last.after,
        records=_between(old, new),
        encoding=encoding,
        pieces=texts,
        after=digest(new),
        number=last.number + 1,
    )


def _between(old: bytes, new: bytes) -> list[Touched] | None:
    """The records in which two texts differ; None unless both are registries."""
    before, after = decoded(old), decoded(new)
    return None if before is None or after is None else touched(differences(before, after, ordered=False))


def decoded(data: bytes) -> Registry | None:
    """The registry that a text holds, if it holds one."""
    try:
        return registry_of(parse(Path(), data.decode("utf-8-sig")))
    except (InvalidData, UnicodeDecodeError):
        return None


def entry_of(line: bytes) -> Entry | None:
    """The entry that a line holds, if it is whole."""
    try:
        return msgspec.json.decode(line, type=Entry)
    except ValueError:
        return None


def lines_back(file: BinaryIO, end: int) -> Iterator[bytes]:
    """The lines of a file up to the end of one, the last first."""
    rest, size = b"", _BLOCK
    while end > 0:
        file.seek(max(0, end - size))
        block = file.read(min(size, end)) + rest
        end = max(0, end - size)
        lines = _lines(block)
        if end and len(lines) == 1:
            rest, size = block, 2 * size
            continue
        rest = lines[0] if end else b""
        yield from reversed(lines[1:] if end else lines)


def _lines(block: bytes) -> list[bytes]:
    return [line + b"\n" for line in block.split(b"\n")[:-1]]


def _whole_end(file: BinaryIO, size: int) -> int:
    """Where the last whole line ends: what follows was cut short while it was written."""
    end, block = size, _BLOCK
    while end > 0:
        start = max(0, end - block)
        file.seek(start)
        at = file.read(end - start).rfind(b"\n")
        if at >= 0:
            return start + at + 1
        end = start
    return 0


def _ends_with(file: BinaryIO, last: Last) -> bool:
    """Whether the change that the copy names ends where the copy says."""
    if not last.number:
        return last.size == 0
    wanted = b'"after":"%b","number":%d}\n' % (last.after.encode(), last.number)
    file.seek(max(0, last.size - len(wanted)))
    return file.read(len(wanted)) == wanted


def _copy_head(path: Path) -> Last | None:
    """The first line of the copy, or of its draft, if there is one."""
    return next(filter(None, map(_head, (copy_of(path), draft_of(path)))), None)


def _head(copy: Path) -> Last | None:
    try:
        if not stat.S_ISREG(copy.lstat().st_mode):
            return None
        with copy.open("rb") as file:
            return msgspec.json.decode(file.readline(_HEAD), type=Last)
    except (OSError, ValueError):
        return None


def _copy_text(path: Path, last: Last) -> bytes | None:
    """The text of the copy, or of its draft, that the log goes on from."""
    for copy in (copy_of(path), draft_of(path)):
        with suppress(OSError):
            text = copy.read_bytes().partition(b"\n")[2]
            if digest(text) == last.after:
                return text
    return None
