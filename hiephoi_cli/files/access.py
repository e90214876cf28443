"""Who may use a file, and new files for exactly the same people."""

import errno
import os
import stat
import struct
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from hiephoi_cli.errors import FileTrouble
from hiephoi_cli.files.system_errors import is_offered, where_offered
from hiephoi_cli.i18n import N_, _

_PRIVATE = 0o600
_READ_AND_WRITE = 0o6
_ACL, _DEFAULT_ACL = "system.posix_acl_access", "system.posix_acl_default"
_ENTRY = struct.Struct("<HHI")  # tag, permissions, id; as in acl(5), after a version of four bytes
_NAMED_USER, _GROUP, _NAMED_GROUP, _MASK = 0x02, 0x04, 0x08, 0x10


class Access(NamedTuple):
    """Who may use a file; the attributes hold its access list, security labels, and what users put there."""

    owner: int
    group: int
    mode: int
    attributes: Mapping[str, bytes]
    device: int

    @property
    def restricting(self) -> dict[str, bytes]:
        """The attributes that decide who may use the file."""
        labels = ("system.", "security.selinux", "security.SMACK64")
        return {name: value for name, value in self.attributes.items() if name.startswith(labels)}

    @property
    def for_folder(self) -> "Access":
        """That of a folder for those who may use such a file; its owner may do all."""
        mode = self.mode & 0o777
        acl = self.attributes.get(_ACL)
        passing = {_ACL: _passable(acl)} if acl else {}
        return self._replace(mode=mode | (mode & 0o444) >> 2 | stat.S_IRWXU, attributes=passing)


def access(file: Path | int) -> Access:
    """Who may use a file, or an open one."""
    found = os.stat(file)  # noqa: PTH116  perhaps an open one
    return Access(found.st_uid, found.st_gid, stat.S_IMODE(found.st_mode), dict(_attributes(file)), found.st_dev)


def _attributes(file: Path | int) -> Iterator[tuple[str, bytes]]:
    if sys.platform != "linux":
        return
    try:
        names = os.listxattr(file)
    except OSError as error:
        if is_offered(error):
            raise
        with suppress(OSError):  # what cannot be listed may still be there
            yield _ACL, os.getxattr(file, _ACL)
        return
    for name in names:
        try:
            yield name, os.getxattr(file, name)
        except OSError as error:  # the system's own may be hidden from us
            if error.errno != errno.ENODATA and name.startswith(("system.", "user.")):
                raise


def access_if_any(path: Path) -> Access | None:
    """Who may use a file; nothing where there is none yet."""
    try:
        return access(path)
    except FileNotFoundError:
        return None


def take(file: Path | int, like: Access) -> Access:
    """Give a file, or an open one, the access of another as far as the system lets us. Gives what came of it."""
    mine = access(file)
    if os.name == "nt":
        return mine
    if (mine.owner, mine.group) != (like.owner, like.group):
        for owner in (like.owner, -1):
            with suppress(OSError):
                os.chown(file, owner, like.group)
                break
    if sys.platform == "linux":
        for name in {_ACL, _DEFAULT_ACL} & (mine.attributes.keys() - like.attributes.keys()):  # come from the folder
            with suppress(OSError):
                os.removexattr(file, name)
    with suppress(OSError):
        os.chmod(file, like.mode)  # noqa: PTH101  perhaps an open file
    if sys.platform == "linux":
        for name, value in like.attributes.items() - mine.attributes.items():
            with suppress(OSError):
                os.setxattr(file, name, value)
    return access(file)


def differing(like: Access, new: Access) -> str:
    """What of a file's access would let other people, or fewer, use a new one; nothing if the same people may."""
    if os.name == "nt":
        return ""
    group, others = like.mode >> 3 & 7, like.mode & 7
    if like.restricting != new.restricting:
        return N_("access list")
    if like.mode & 0o777 != new.mode & 0o777:
        return N_("mode")
    if like.group != new.group and (like.restricting or group != others or group & 2):  # a group that writes owns it
        return N_("group")
    return N_("owner") if like.owner != new.owner and not _owner_keeps(like) else ""


def _owner_keeps(like: Access) -> bool:
    """Whether the owner may do as much once the file is another's; owners are taken to be of the file's group."""
    wanted = like.mode >> 6 & _READ_AND_WRITE
    entries = list(_entries(like.attributes.get(_ACL))) or [(_GROUP, like.mode >> 3 & 7, 0)]
    mask = next((allowed for tag, allowed, _id in entries if tag == _MASK), 7)
    return like.owner == 0 or any(
        allowed & mask & wanted == wanted
        for tag, allowed, name in entries
        if tag in {_GROUP, _NAMED_GROUP} or (tag, name) == (_NAMED_USER, like.owner)
    )


def _entries(acl: bytes | None) -> Iterator[tuple[int, int, int]]:
    """The tag, the permissions and the id of each entry of an access list."""
    return _ENTRY.iter_unpack(acl[4:]) if acl else iter(())


def _passable(acl: bytes) -> bytes:
    """The access list of a folder for those who may read a file with this one; its owner may do all."""
    owner, *others = _entries(acl)
    entries = [(owner[0], 7, owner[2]), *((tag, may | (may & 4) >> 2, name) for tag, may, name in others)]
    return acl[:4] + b"".join(_ENTRY.pack(*entry) for entry in entries)


def refused(path: Path, barred: str) -> FileTrouble:
    """That a file is not written, as what differs would let other people use it, or fewer."""
    return FileTrouble(
        _("{file}: writing it would change who may use it, as its {what} cannot be kept").format(
            file=path, what=_(barred)
        ),
        _("nothing was written; ask its owner to make the change, or work on a copy of it"),
    )


def make_folder_like(path: Path, like: Access) -> str:
    """Make a folder for those who may use such a file. Gives what bars them, and makes none then.

    On another disk than the file it is made all the same, private if need be. Raises FileExistsError.
    """
    wanted = like.for_folder
    umask = os.umask(0)  # where modes cannot be changed afterwards
    try:
        path.mkdir(wanted.mode)
    finally:
        os.umask(umask)
    new = take(path, wanted._replace(mode=wanted.mode | path.stat().st_mode & stat.S_ISGID))
    lists = {name: value for name, value in new.attributes.items() if name in {_ACL, _DEFAULT_ACL}}
    barred = differing(wanted, new._replace(attributes=lists))
    if barred and new.device == like.device:
        path.rmdir()
        return barred
    if barred:
        with suppress(OSError):
            path.chmod(stat.S_IRWXU)
    return ""


class Draft(NamedTuple):
    """A new file, open for writing, empty as yet."""

    descriptor: int
    barred: str = ""
    """What of the likeness it could not be given, so that it is private: the group, say."""
    lost: Sequence[str] = ()
    """The attributes without a say in who may use it that it could not be given."""


def create_like(path: Path, like: Access | None) -> Draft:
    """Make a new file that the same people may use, else one that is private; without a likeness the usual people."""
    if like is None:
        return Draft(_created(path, 0o666))
    descriptor = _created(path, _PRIVATE)
    try:
        new = take(descriptor, like)
        if barred := differing(like, new):
            os.close(descriptor)  # somebody may have opened it
            path.unlink()
            descriptor = _created(path, like.mode & 0o777, umask=0)  # where modes cannot be changed afterwards
            if differing(like, access(descriptor)):
                os.close(descriptor)
                path.unlink()
                return Draft(_created(path, _PRIVATE), barred)
            new = take(descriptor, like)
    except BaseException:
        with suppress(OSError):
            os.close(descriptor)
        raise
    return Draft(
        descriptor, lost=[name for name, value in like.attributes.items() if new.attributes.get(name) != value]
    )


def _created(path: Path, mode: int, *, umask: int | None = None) -> int:
    before = None if umask is None else os.umask(umask)
    try:
        return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), mode)
    finally:
        if before is not None:
            os.umask(before)


def write_through(descriptor: int, data: bytes) -> None:
    """Write all of the data to an open file, and have the disk confirm it, as far as it does."""
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]
    with where_offered():
        os.fsync(descriptor)


def flush_folder(folder: Path) -> None:
    """Have the disk confirm what was made, renamed and removed in a folder, as far as it does."""
    if os.name == "nt":
        return
    with where_offered():
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
