"""The only way to write: what it keeps, what it refuses, and what it says."""

import os
import stat
from datetime import date

import pytest
from msgspec import structs

from harness import REGISTRY, Cli
from hiephoi_cli.domain.changes import add
from hiephoi_cli.domain.records import Registry
from hiephoi_cli.errors import Conflict
from hiephoi_cli.storage.entries import Author
from hiephoi_cli.storage.update import update

TODAY = date(2026, 11, 23)
AUTHOR = Author("an@mau", "hiephoi member add A")
ADD = ("member", "add", "Công ty TNHH Mẫu")


def test_a_mark_and_line_ends_are_kept(cli: Cli) -> None:
    cli.path.write_bytes(b"\xef\xbb\xbf" + cli.text.replace("\n", "\r\n").encode())
    before = cli.path.read_bytes()
    assert cli(*ADD).status == 0
    after = cli.path.read_bytes()
    assert after.startswith(b"\xef\xbb\xbf#:schema")
    assert after.count(b"\n") == after.count(b"\r\n") > before.count(b"\r\n")
    assert cli("member", "remove", "HV-0002", "--yes").status == 0
    assert cli.path.read_bytes() == before


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664])
def test_the_mode_is_kept_and_what_lies_beside_is_as_private(cli: Cli, mode: int) -> None:
    cli.path.chmod(mode)
    assert cli(*ADD).status == 0
    assert stat.S_IMODE(cli.path.stat().st_mode) == mode
    for path in (cli.folder / ".hiephoi").iterdir():
        assert stat.S_IMODE(path.stat().st_mode) & ~mode == 0, path
    assert stat.S_IMODE((cli.folder / ".hiephoi").stat().st_mode) & 0o077 & ~(mode | mode >> 2) == 0


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may give a file away")
def test_the_owner_is_kept(cli: Cli) -> None:
    os.chown(cli.path, 12345, 12346)
    assert cli(*ADD).status == 0
    assert (cli.path.stat().st_uid, cli.path.stat().st_gid) == (12345, 12346)


def test_a_symlink_stays_one(cli: Cli) -> None:
    real = cli.folder / "real"
    real.mkdir()
    cli.path.rename(real / "members.toml")
    cli.path.symlink_to("real/members.toml")
    assert cli(*ADD).status == 0
    assert cli.path.is_symlink()
    assert "Công ty TNHH Mẫu" in (real / "members.toml").read_text(encoding="utf-8")
    assert (real / ".hiephoi").is_dir()
    assert not (cli.folder / ".hiephoi").exists()


def test_what_is_kept_beside_the_file_is_ignored_by_git(cli: Cli) -> None:
    cli(*ADD)
    assert (cli.folder / ".hiephoi/.gitignore").read_text(encoding="utf-8") == "*\n"


def test_a_hand_edit_saved_meanwhile_is_not_overwritten(cli: Cli) -> None:
    def change(registry: Registry) -> Registry:
        cli.path.write_text(cli.text + "# sửa tay\n", encoding="utf-8")
        return add(registry, "members", {"name": "A"})

    with pytest.raises(Conflict):
        update(cli.path, change, today=TODAY, wait=1, by=AUTHOR)
    assert cli.text == REGISTRY.read_text(encoding="utf-8") + "# sửa tay\n"
    assert [path.name for path in (cli.folder / ".hiephoi").glob("*.new")] == []


def test_a_read_only_file_is_reported(cli: Cli) -> None:
    cli.path.chmod(0o444)
    result = cli(*ADD)
    assert result.status == 6
    assert "read-only" in result.err
    assert result.file == REGISTRY.read_text(encoding="utf-8")


def test_an_error_that_stood_before_does_not_block_other_work(cli: Cli) -> None:
    cli.path.write_text(cli.text + '\n[[members]]\nid = "HV-0002"\nname = "B"\nsectors = ["nope"]\n', encoding="utf-8")
    assert cli(*ADD).out == "HV-0003\n"
    assert cli("member", "edit", "HV-0002", "--phone", "1").status == 0
    assert cli("member", "edit", "HV-0002", "--sector", "nope", "--sector", "nix").status == 5


def test_an_error_that_is_brought_in_is_refused(cli: Cli) -> None:
    result = cli("member", "add", "A", "--sector", "nope")
    assert result.status == 5
    assert result.file == REGISTRY.read_text(encoding="utf-8")


def test_a_change_of_nothing_does_not_touch_the_file(cli: Cli) -> None:
    before = cli.path.stat()
    update(cli.path, structs.replace, today=TODAY, wait=1, by=AUTHOR)
    assert (cli.path.stat().st_ino, cli.path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


@pytest.mark.parametrize(
    "text",
    [
        'format = 1\nmembers = [{ id = "HV-0001", name = "A" }]\n[association]\nname = "H"\n',
        'format = 1\nmembers = [\n  { id = "HV-0001", name = "A" },\n]\nassociation = { name = "H" }\n',
    ],
)
def test_a_layout_that_cannot_be_edited_is_refused_by_name(cli: Cli, text: str) -> None:
    cli.path.write_text(text, encoding="utf-8")
    result = cli("member", "add", "B")
    assert result.status == 6
    assert "registry.toml:2: cannot be edited safely: members" in result.told
    assert result.file == text


def test_a_value_in_an_inline_record_is_edited_in_its_place(cli: Cli) -> None:
    cli.path.write_text(
        'format = 1\nmembers = [{ id = "HV-0001", name = "A" }] # a\nassociation.name = "H"\n', encoding="utf-8"
    )
    assert cli("member", "edit", "HV-0001", "--name", "B").status == 0
    assert cli.text == 'format = 1\nmembers = [{ id = "HV-0001", name = "B" }] # a\nassociation.name = "H"\n'
