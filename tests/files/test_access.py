"""Who may use a registry may use it after a write, and nobody else; what lies beside it is as private."""

import errno
import os
import stat
import struct
from pathlib import Path
from typing import Any

import pytest
from msgspec import structs

from harness import Cli
from hiephoi_cli.files.access import access, create_like, differing

ME = 2**32 - 1
ADD = ("member", "add", "A")
USER, OTHER_USER, GROUP, OTHER_GROUP, MASK, OTHERS = 1, 2, 4, 8, 16, 32
ACL, DEFAULT = "system.posix_acl_access", "system.posix_acl_default"


def _list(*entries: tuple[int, int, int]) -> bytes:
    return struct.pack("<I", 2) + b"".join(struct.pack("<HHI", *entry) for entry in entries)


SHARED = _list((USER, 6, ME), (OTHER_USER, 6, 2001), (GROUP, 4, ME), (MASK, 6, ME), (OTHERS, 0, ME))
OPEN = _list((USER, 7, ME), (OTHER_USER, 7, 2002), (GROUP, 7, ME), (MASK, 7, ME), (OTHERS, 5, ME))


def _give(path: Path, **lists: bytes) -> None:
    for name, value in lists.items():
        try:
            os.setxattr(path, name, value)
        except (AttributeError, OSError):
            pytest.skip("no access lists here")


@pytest.fixture
def shared(cli: Cli) -> Cli:
    """A registry that user 2001 may write and its group may read, with a tag."""
    _give(cli.path, **{ACL: SHARED, "user.xdg.tags": "thẻ".encode()})
    return cli


def _busy(*_args: Any) -> None:
    raise OSError(errno.EBUSY, os.strerror(errno.EBUSY))


@pytest.mark.parametrize("is_mount_point", [False, True])
def test_lists_and_tags_stay_and_what_lies_beside_has_the_list(
    shared: Cli, monkeypatch: pytest.MonkeyPatch, is_mount_point: bool
) -> None:
    before = access(shared.path)
    if is_mount_point:
        monkeypatch.setattr(os, "replace", _busy)
    assert shared(*ADD).status == 0
    assert access(shared.path) == before
    for path in (shared.folder / ".hiephoi").iterdir():
        assert not differing(before, access(path)), path
    folder = access(shared.folder / ".hiephoi")
    assert folder.attributes[ACL] == _list(
        (USER, 7, ME), (OTHER_USER, 7, 2001), (GROUP, 5, ME), (MASK, 7, ME), (OTHERS, 0, ME)
    )


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664])
def test_what_a_folder_gives_new_files_is_not_given_to_the_registry(cli: Cli, mode: int) -> None:
    cli.path.chmod(mode)
    _give(cli.folder, **{DEFAULT: OPEN})
    for name in "AB":
        assert cli("member", "add", name).status == 0
        assert (stat.S_IMODE(cli.path.stat().st_mode), os.listxattr(cli.path)) == (mode, [])
        if name == "A":
            folder = cli.folder / ".hiephoi"
            assert (os.listxattr(folder), folder.stat().st_mode & 0o077 & ~(mode | mode >> 2)) == ([], 0)
        for path in (cli.folder / ".hiephoi").iterdir():
            assert (os.listxattr(path), stat.S_IMODE(path.stat().st_mode) & 0o077 & ~mode) == ([], 0), path
        _give(cli.folder / ".hiephoi", **{DEFAULT: OPEN})
        for path in (cli.folder / ".hiephoi").iterdir():
            path.unlink()


def test_a_new_list_has_what_its_folder_gives_new_files(cli: Cli) -> None:
    _give(cli.folder, **{DEFAULT: OPEN})
    assert cli("member", "list", "-o", "x.csv").status == 0
    (cli.folder / "usual").touch()
    assert access(cli.folder / "x.csv") == access(cli.folder / "usual")


@pytest.mark.parametrize(("lang", "said"), [("en", "access list"), ("vi", "danh sách quyền truy cập")])
def test_a_list_that_cannot_be_kept_is_a_refusal(
    shared: Cli, monkeypatch: pytest.MonkeyPatch, lang: str, said: str
) -> None:
    before = shared.text
    monkeypatch.setattr(os, "setxattr", _busy)
    result = shared(*ADD, HIEPHOI_LANG=lang)
    assert result.status == 6
    assert said in result.err
    assert (result.out, result.file) == ("", before)
    assert [*shared.folder.glob(".hiephoi/*.new")] == []


def test_a_tag_that_cannot_be_kept_is_a_warning(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    _give(cli.path, **{"user.xdg.tags": b"x"})
    monkeypatch.setattr(os, "setxattr", _busy)
    result = cli(*ADD)
    assert (result.status, result.out) == (0, "HV-0002\n")
    assert "warning: " in result.err
    assert "'user.xdg.tags'" in result.err


def _refuse(*_args: Any) -> None:
    raise OSError(errno.EPERM, os.strerror(errno.EPERM))


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664, 0o666])
def test_a_file_is_made_with_its_mode_where_none_can_be_set(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, mode: int
) -> None:
    cli.path.chmod(mode)
    with monkeypatch.context() as patched:
        patched.setattr(os, "chmod", _refuse)
        assert cli(*ADD).status == 0
    assert stat.S_IMODE(cli.path.stat().st_mode) == mode
    assert (cli.folder / ".hiephoi/.gitignore").read_text(encoding="utf-8") == "*\n"


@pytest.mark.parametrize(
    ("mode", "owner", "group", "barred"),
    [
        (0o600, 1, 0, "owner"),
        (0o640, 1, 0, "owner"),
        (0o660, 1, 0, ""),
        (0o600, 0, 1, ""),
        (0o644, 0, 1, ""),
        (0o640, 0, 1, "group"),
        (0o666, 0, 1, "group"),
    ],
)
def test_what_would_take_a_file_from_somebody_is_named(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, mode: int, owner: int, group: int, barred: str
) -> None:
    mine = access(cli.path)
    monkeypatch.setattr(os, "chown", _refuse)
    like = structs.replace(mine, owner=mine.owner + owner, group=mine.group + group, mode=mode)
    draft = create_like(cli.folder / "draft", like)
    os.close(draft.descriptor)
    assert draft.barred == barred
    assert stat.S_IMODE((cli.folder / "draft").stat().st_mode) == (0o600 if barred else mode)
