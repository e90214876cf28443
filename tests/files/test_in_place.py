"""A file that is written in its place: whole to whoever reads it, whatever moment it is cut short at."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness import Cli
from hiephoi_cli.files import in_place
from hiephoi_cli.files.in_place import put_right, whole, write_in_place

TEXTS = st.binary(min_size=1, max_size=40).map(lambda text: text.replace(b"\0", b"0"))


def _cut_short(path: Path, copy: Path, old: bytes, new: bytes) -> None:
    """Leave what a kill leaves after the copy is made."""
    path.write_bytes(old)
    write_in_place(path, new, kept := copy.with_suffix(".kept"))
    assert not kept.exists()
    path.write_bytes(old)
    in_place._keep_copy(copy, old, new, path)  # noqa: SLF001  a kill right after it


@given(old=TEXTS, new=TEXTS, cut=st.integers(0, 40))
def test_a_write_that_is_cut_short_is_undone(old: bytes, new: bytes, cut: int) -> None:
    with TemporaryDirectory() as folder:
        path, copy = Path(folder) / "a.toml", Path(folder) / "a.old"
        _cut_short(path, copy, old, new)
        start = old[: len(new)] if len(new) < len(old) else old
        path.write_bytes(new[:cut] + start[cut:])
        done = path.read_bytes() == new
        assert whole(path, copy) == (new if done else old)
        put_right(path, copy)
        assert path.read_bytes() == (new if done else old)
        assert not copy.exists()


@given(old=TEXTS, new=TEXTS, kept=st.integers(0, 100))
def test_a_copy_that_is_not_whole_says_nothing(old: bytes, new: bytes, kept: int) -> None:
    with TemporaryDirectory() as folder:
        path, copy = Path(folder) / "a.toml", Path(folder) / "a.old"
        _cut_short(path, copy, old, new)
        data = copy.read_bytes()
        copy.write_bytes(data[: min(kept, len(data) - 1)])
        assert whole(path, copy) == old
        put_right(path, copy)
        assert path.read_bytes() == old


def test_a_hand_edit_after_a_kill_is_kept(cli: Cli) -> None:
    cli("member", "add", "A")
    old = cli.path.read_bytes()
    copy = cli.folder / ".hiephoi/registry.toml.old"
    in_place._keep_copy(copy, old, old + b"# x" * 50, cli.path)  # noqa: SLF001
    edited = old.replace("Công ty".encode(), "Công Ty Mới".encode(), 1)
    cli.path.write_bytes(edited)
    assert cli("member", "list").status == 0
    assert cli.path.read_bytes() == edited
    assert not copy.exists()


@pytest.mark.parametrize("args", [("member", "list"), ("check",), ("member", "add", "B")])
def test_the_next_command_puts_the_file_right(cli: Cli, args: tuple[str, ...]) -> None:
    cli("member", "add", "A")
    old = cli.path.read_bytes()
    new = old.replace(b"format", b"\n\n\nformat")
    in_place._keep_copy(cli.folder / ".hiephoi/registry.toml.old", old, new, cli.path)  # noqa: SLF001
    cli.path.write_bytes(new[: len(old) // 2] + old[len(old) // 2 :])
    assert cli(*args).status == 0
    cli("member", "remove", "HV-0003", "--yes")
    assert cli.path.read_bytes() == old
    assert {path.name for path in (cli.folder / ".hiephoi").iterdir()} == {
        *(".gitignore", "registry.toml.last", "registry.toml.lock", "registry.toml.log")
    }
