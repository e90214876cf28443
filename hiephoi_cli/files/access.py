"""Finds who may use a file, and creates new files for exactly the same people."""

import errno
import os
import stat
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from msgspec import Struct, structs

from hiephoi_cli.errors import FileTrouble
from hiephoi_cli.files.system_errors import is_offered, where_offered
from hiephoi_cli.i18n import N_, _

_PRIVATE = 0o600
_READ_AND_WRITE = 0o6
_ACL, _DEFAULT_ACL = "system.posix_acl_access", "system.posix_acl_default"
_ENTRY = "<HHI"  # tag, permissions, id; as in acl(5), after a version of four bytes
_NAMED_USER, _GROUP, _NAMED_GROUP, _MASK = 0x02, 0x04, 0x08, 0x10


class Access(Struct, frozen=True):
    """Who may use a file; `attributes` include its access list, security labels and users' own."""

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
        """The access of a folder for the same people; its owner may do everything."""
        mode = self.mode & 0o777
        acl = self.attributes.get(_ACL)
        passing = {_ACL: _passable(acl)} if acl else {}
        return structs.replace(self, mode=mode | (mode & 0o444) >> 2 | stat.S_IRWXU, attributes=passing)


def access(file: Path | int) -> Access:
    """Who may use a file, given by path or descriptor."""
    status = os.stat(file)  # noqa: PTH116  perhaps a descriptor
    return Access(status.st_uid, status.st_gid, stat.S_IMODE(status.st_mode), dict(_attributes(file)), status.st_dev)


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
    """Who may use a file; None if it does not exist."""
    try:
        return access(path)
    except FileNotFoundError:
        return None


def take(file: Path | int, like: Access) -> Access:
    """Give a file the access of another as far as the system allows; returns the resulting access."""
    mine = access(file)
    if os.name == "nt":
        return mine
    if (mine.owner, mine.group) != (like.owner, like.group):
        for owner in (like.owner, -1):
            with suppress(OSError):
                os.chown(file, owner, like.group)
                break
    if sys.platform == "linux":
        for name in {_ACL, _DEFAULT_ACL} & (
            mine.attributes.keys() - like.attributes.keys()
        ):  # inherited from the folder
            with suppress(OSError):
                os.removexattr(file, name)
    with suppress(OSError):
        os.chmod(file, like.mode)  # noqa: PTH101  perhaps a descriptor
    if sys.platform == "linux":
        for name, value in like.attributes.items() - mine.attributes.items():
            with suppress(OSError):
                os.setxattr(file, name, value)
    return access(file)


def differing(like: Access, new: Access) -> str:
    """The part of a file's access that a new file lacks, so that other or fewer people may use it; else empty."""
    if os.name == "nt":
        return ""
    group, others = like.mode >> 3 & 7, like.mode & 7
    if like.restricting != new.restricting:
        return N_("access list")
    if like.mode & 0o777 != new.mode & 0o777:
        return N_("mode")
    if like.group != new.group and (
        like.restricting or group != others or group & 2
    ):  # a group with write access matters
        return N_("group")
    return N_("owner") if like.owner != new.owner and not _owner_keeps(like) else ""


def _owner_keeps(like: Access) -> bool:
    """Whether the owner keeps the same rights if somebody else owns the file; owners count as members of its group."""
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
    if not acl:
        return iter(())
    from struct import iter_unpack  # few files have a list

    return iter_unpack(_ENTRY, acl[4:])


def _passable(acl: bytes) -> bytes:
    """The access list of a folder for the same people; its owner may do everything."""
    from struct import pack

    owner, *others = _entries(acl)
    entries = [(owner[0], 7, owner[2]), *((tag, may | (may & 4) >> 2, name) for tag, may, name in others)]
    return acl[:4] + b"".join(pack(_ENTRY, *entry) for entry in entries)


def refused(path: Path, barred: str) -> FileTrouble:
    """The error for a file that is not written, as other or fewer people could use it."""
    return FileTrouble(
        _("{file}: writing it would change who may use it, as its {what} cannot be kept").format(
            file=path, what=_(barred)
        ),
        _("nothing was written; ask its owner to make the change, or work on a copy of it"),
    )


def make_folder_like(path: Path, like: Access) -> str:
    """Make a folder for the same people. Returns what prevents that, if anything, and then makes no folder.

    On another disk than the file it is always made, private if necessary. Raises FileExistsError.
    """
    wanted = like.for_folder
    umask = os.umask(0)  # where modes cannot be changed afterwards
    try:
        path.mkdir(wanted.mode)
    finally:
        os.umask(umask)
    new = take(path, structs.replace(wanted, mode=wanted.mode | path.stat().st_mode & stat.S_ISGID))
    lists = {name: value for name, value in new.attributes.items() if name in {_ACL, _DEFAULT_ACL}}
    barred = differing(wanted, structs.replace(new, attributes=lists))
    if barred and new.device == like.device:
        path.rmdir()
        return barred
    if barred:
        with suppress(OSError):
            path.chmod(stat.S_IRWXU)
    return ""


class Draft(Struct, frozen=True):
    """A new empty file, open for writing."""

    descriptor: int
    barred: str = ""
    """The part of the access that it could not be given, such as the group, so that it is private."""
    lost: Sequence[str] = ()
    """The attributes that it could not be given but that do not affect who may use it."""


def create_like(path: Path, like: Access | None) -> Draft:
    """Make a new file with the same access, else a private one; without `like`, with the system's default."""
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
    """Write all data to an open file, and flush it to the disk if the file system can."""
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]
    with where_offered():
        os.fsync(descriptor)


def flush_folder(folder: Path) -> None:
    """Flush what was created, renamed and removed in a folder to the disk, if the file system can."""
    if os.name == "nt":
        return
    with where_offered():
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
