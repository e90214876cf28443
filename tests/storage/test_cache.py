"""A large registry kept decoded beside its file: never anything but what the file says."""

import os
import stat
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from harness import REGISTRY, Cli
from hiephoi_cli.storage import cache
from hiephoi_cli.storage.read import read

MEMBERS = "".join(
    f'\n[[members]]\nid = "HV-{n:04}"\nname = "Công ty TNHH Mẫu {n}"\nnote = "{"ghi chú, " * 30}"\n'
    for n in range(2, 502)
)
LARGE = REGISTRY.read_text(encoding="utf-8") + MEMBERS
SHOW = ("member", "show", "HV-0400", "--columns", "name")


@pytest.fixture
def large(tmp_path: Path) -> Cli:
    """A folder with a registry of five hundred members."""
    return Cli(tmp_path, LARGE)


def kept(cli: Cli) -> Path:
    return cli.folder / ".hiephoi/registry.toml.cache"


def test_a_large_registry_is_kept_as_it_was_read(large: Cli) -> None:
    first = read(large.path)
    assert kept(large).is_file()
    assert cache.recalled(large.path, large.path.read_bytes()) == first == read(large.path)


def test_a_small_registry_is_not_kept(cli: Cli) -> None:
    cli("member", "list")
    assert not (cli.folder / ".hiephoi").exists()


def test_what_is_kept_is_of_these_bytes_only(large: Cli) -> None:
    large(*SHOW)
    large.path.write_text(LARGE.replace("Công ty TNHH Mẫu 400", "Công ty Đổi Tên"), encoding="utf-8")
    assert large(*SHOW).out == "name\nCông ty Đổi Tên\n"
    large.path.write_text(LARGE, encoding="utf-8")
    assert large(*SHOW).out == "name\nCông ty TNHH Mẫu 400\n"


def test_a_write_keeps_what_it_wrote(large: Cli) -> None:
    large("member", "edit", "HV-0400", "--name", "Công ty Đổi Tên")
    found = cache.recalled(large.path, large.path.read_bytes())
    assert found
    assert found.members[399].name == "Công ty Đổi Tên"


@pytest.mark.parametrize("lost", ["file", "folder"])
def test_what_is_kept_can_be_deleted(large: Cli, lost: str) -> None:
    large(*SHOW)
    kept(large).unlink()
    if lost == "folder":
        for path in kept(large).parent.iterdir():
            path.unlink()
        kept(large).parent.rmdir()
    assert large(*SHOW).out == "name\nCông ty TNHH Mẫu 400\n"
    assert kept(large).is_file()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.integers(0, 10**6), flip=st.integers(1, 255))
def test_what_is_damaged_is_not_taken(large: Cli, place: int, flip: int) -> None:
    data = large.path.read_bytes()
    right = read(large.path)
    whole = kept(large).read_bytes()
    damaged = bytearray(whole)
    damaged[place % len(whole)] ^= flip
    for bad in (bytes(damaged), whole[: place % len(whole)], b""):
        kept(large).write_bytes(bad)
        assert cache.recalled(large.path, data) is None
        assert read(large.path) == right


def test_what_another_version_kept_is_not_taken(large: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    read(large.path)
    monkeypatch.setattr(cache, "__version__", "0.0.9")
    assert cache.recalled(large.path, large.path.read_bytes()) is None


def test_what_is_kept_is_as_private_as_the_file(large: Cli) -> None:
    large.path.chmod(0o600)
    read(large.path)
    assert stat.S_IMODE(kept(large).stat().st_mode) == 0o600
    assert stat.S_IMODE(kept(large).parent.stat().st_mode) == 0o700


def test_what_was_kept_goes_when_the_file_becomes_private(large: Cli) -> None:
    large.path.chmod(0o644)
    read(large.path)
    assert stat.S_IMODE(kept(large).stat().st_mode) == 0o644
    large.path.chmod(0o600)
    read(large.path)
    assert stat.S_IMODE(kept(large).stat().st_mode) == 0o600


@pytest.mark.parametrize("what", ["pipe", "folder", "link", "endless"])
def test_what_is_no_file_of_a_likely_size_is_not_read(large: Cli, what: str) -> None:
    right = read(large.path)
    kept(large).unlink()
    match what:
        case "pipe":
            os.mkfifo(kept(large))
        case "folder":
            kept(large).mkdir()
        case "link":
            kept(large).symlink_to("/dev/zero")
        case "endless":
            kept(large).write_bytes(b"\0" * (3 * len(large.path.read_bytes())))
    assert cache.recalled(large.path, large.path.read_bytes()) is None
    assert read(large.path) == right
    assert not kept(large).with_suffix(".draft").exists()


@pytest.mark.skipif(os.name == "nt" or os.getuid() != 0, reason="only root can give a file away")
def test_a_look_at_the_registry_of_somebody_else_leaves_nothing(large: Cli) -> None:
    os.chown(large.path, 12345, -1)
    assert large(*SHOW).out == "name\nCông ty TNHH Mẫu 400\n"
    assert not kept(large).parent.exists()


def test_one_file_is_kept_and_nothing_else(large: Cli) -> None:
    for number in range(3):
        large("member", "edit", "HV-0400", "--name", f"Tên {number}")
        large(*SHOW)
    names = {path.name for path in kept(large).parent.iterdir()}
    assert names == {".gitignore", *(f"registry.toml.{name}" for name in ("cache", "last", "lock", "log"))}
    assert kept(large).stat().st_size < 2 * large.path.stat().st_size


def test_where_nothing_can_be_kept_nothing_is_said(large: Cli) -> None:
    (large.folder / ".hiephoi").write_text("", encoding="utf-8")
    result = large(*SHOW)
    assert (result.status, result.out, result.err) == (0, "name\nCông ty TNHH Mẫu 400\n", "")


def test_a_number_that_does_not_fit_is_no_matter(large: Cli) -> None:
    large.path.write_text(LARGE.replace("seats = 1", f"seats = {2**70}"), encoding="utf-8")
    assert large(*SHOW).status == 0
    assert not kept(large).exists()


def test_a_registry_behind_a_link_is_kept_beside_the_file(large: Cli) -> None:
    folder = large.folder / "elsewhere"
    folder.mkdir()
    large.path.rename(folder / "members.toml")
    large.path.symlink_to(folder / "members.toml")
    read(large.path)
    assert (folder / ".hiephoi/members.toml.cache").is_file()
