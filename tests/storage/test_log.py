"""What the log holds, for whom, and that nothing wrong with it ever loses a change or stops one."""

import errno
import json
import os
import stat
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from harness import REGISTRY, Cli, share

SECTOR = ("--sector", "xay-lap")
ADD = ("member", "add", "Công ty TNHH Mẫu")


def log_of(cli: Cli) -> Path:
    return cli.folder / ".hiephoi/registry.toml.log"


def last_of(cli: Cli) -> Path:
    return cli.folder / ".hiephoi/registry.toml.last"


def listed(cli: Cli, *args: str) -> list[Any]:
    """The changes that the log lists, the latest first."""
    result = cli("log", "-f", "json", *args)
    assert result.status == 0, result
    found: list[Any] = json.loads(result.out)
    return found


def test_a_change_is_logged_with_who_made_it_when_and_by_which_command(cli: Cli) -> None:
    begun = datetime.now().astimezone()
    cli(*ADD, HIEPHOI_USER="An")
    [change] = listed(cli)
    assert begun <= datetime.fromisoformat(change.pop("time")) <= datetime.now().astimezone()
    assert change == {
        "number": 1,
        "who": "An",
        "change": ["+ members.HV-0002"],
        "command": "hiephoi member add 'Công ty TNHH Mẫu'",
        "undoes": None,
        "undone_by": None,
    }


def test_who_is_the_account_and_the_machine_unless_somebody_is_named(cli: Cli) -> None:
    cli(*ADD, LOGNAME="an", USER="an")
    assert listed(cli)[0]["who"] == f"an@{os.uname().nodename}"


def test_what_is_tried_or_changes_nothing_is_not_logged(cli: Cli) -> None:
    cli(*ADD, "--dry-run")
    cli("member", "add", "B", "--sector", "nope")
    cli("member", "edit", "HV-0001", "--name", "Công ty Cổ phần dự án và công nghiệp Top Land")
    cli("member", "list")
    assert listed(cli) == []
    assert not log_of(cli).exists()


def test_what_was_changed_by_hand_is_noticed_at_the_next_write(cli: Cli) -> None:
    cli(*ADD)
    cli.path.write_text(cli.text.replace("Công ty TNHH Mẫu", "Công ty TNHH Tay"), encoding="utf-8")
    cli("member", "add", "B")
    assert [(one["number"], one["who"], one["change"]) for one in listed(cli)][1] == (
        *(2, None),
        ['~ members.HV-0002.name: "Công ty TNHH Mẫu" → "Công ty TNHH Tay"'],
    )


def test_what_was_changed_by_hand_is_noticed_by_log_and_is_of_when_the_file_was_saved(cli: Cli) -> None:
    assert cli("init", "new.toml").status == 0
    new = cli.folder / "new.toml"
    new.write_text(new.read_text(encoding="utf-8") + "# sửa tay\n", encoding="utf-8")
    [change] = listed(cli, "--max", "3") or json.loads(cli("--registry", "new.toml", "log", "-f", "json").out)
    assert (change["who"], change["command"], change["change"]) == (None, None, [])
    assert datetime.fromisoformat(change["time"]).timestamp() == pytest.approx(new.stat().st_mtime)


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664])
def test_the_log_is_as_private_as_the_registry_and_becomes_so(cli: Cli, mode: int) -> None:
    cli.path.chmod(0o644)
    cli(*ADD)
    cli.path.chmod(mode)
    cli("member", "add", "B")
    for path in (log_of(cli), last_of(cli)):
        assert stat.S_IMODE(path.stat().st_mode) == mode, path


def test_an_entry_whose_change_never_came_is_ignored(cli: Cli) -> None:
    cli(*ADD)
    before = cli.path.read_bytes()
    cli("member", "add", "B")
    cli.path.write_bytes(before)  # as if the rename had not come
    last_of(cli).unlink()
    assert [one["number"] for one in listed(cli)] == [1]
    assert cli("member", "add", "C").out == "HV-0003\n"
    assert [(one["number"], one["command"]) for one in listed(cli)] == [
        (2, "hiephoi member add C"),
        (1, "hiephoi member add 'Công ty TNHH Mẫu'"),
    ]
    assert cli("undo", "--to", "0").file == REGISTRY.read_text(encoding="utf-8")


def test_an_old_copy_leads_to_the_text_of_today(cli: Cli) -> None:
    cli(*ADD)
    copy = last_of(cli).read_bytes()
    cli("member", "add", "B")
    text = cli.text
    last_of(cli).write_bytes(copy)
    cli.path.write_text(text + "# sửa tay\n", encoding="utf-8")
    assert [one["who"] is None for one in listed(cli)] == [True, False, False]
    assert cli("undo", "--yes").file == text


@pytest.mark.parametrize("share", [0, 0.01, 0.5, None], ids=["empty", "no head", "half", "missing"])
def test_a_copy_torn_while_it_was_overwritten_is_stood_in_for_by_its_draft(cli: Cli, share: float | None) -> None:
    cli("member", "add", "Công ty B", "--sector", "xay-lap")
    copy = cli.folder / ".hiephoi/registry.toml.last"
    whole = copy.read_bytes()
    copy.with_name("registry.toml.last.new").write_bytes(whole)
    if share is None:
        copy.unlink()
    else:
        copy.write_bytes(whole[: int(share * len(whole))])
    before = cli.path.read_bytes()
    cli.path.write_bytes(before.replace("Công ty B".encode(), "Công ty C".encode()))
    assert [row["number"] for row in cli.rows("log")] == ["2", "1"]
    assert cli("undo", "--to", "1").status == 0
    assert cli.path.read_bytes() == before


@pytest.mark.parametrize("bytes_", [1, 20, 200])
def test_a_line_that_was_cut_short_while_it_was_written_is_dropped(cli: Cli, bytes_: int) -> None:
    cli(*ADD)
    whole = log_of(cli).read_bytes()
    log_of(cli).write_bytes(whole + whole[:bytes_])
    assert [one["number"] for one in listed(cli)] == [1]
    result = cli("member", "add", "B")
    assert (result.status, "damaged" in result.err) == (0, False)
    assert [one["number"] for one in listed(cli)] == [2, 1]
    assert log_of(cli).read_bytes().startswith(whole)


def _cut_short(cli: Cli) -> None:
    log_of(cli).write_bytes(log_of(cli).read_bytes()[:-20])


def _of_another(cli: Cli) -> None:
    other = cli.folder / "other"
    other.mkdir()
    another = Cli(other)
    another("member", "add", "Z")
    log_of(cli).write_bytes(log_of(another).read_bytes())


def _no_log(cli: Cli) -> None:
    log_of(cli).write_bytes(b"\0\xff\n" * 9)


def _a_folder(cli: Cli) -> None:
    log_of(cli).unlink()
    log_of(cli).mkdir()


def _a_link(cli: Cli) -> None:
    log_of(cli).unlink()
    log_of(cli).symlink_to("../registry.toml")


def _a_pipe(cli: Cli) -> None:
    log_of(cli).unlink()
    os.mkfifo(log_of(cli))


DAMAGES = product(
    [_cut_short, _of_another, _no_log, _a_folder, _a_link, _a_pipe], [True, False], [("member", "add", "C"), ("log",)]
)


@pytest.mark.parametrize(("damage", "with_copy", "by"), share([*DAMAGES], every=5))
def test_a_log_that_is_damaged_is_reported_once_and_set_aside(cli: Cli, damage: Any, with_copy: bool, by: Any) -> None:
    cli(*ADD)
    cli("member", "add", "B")
    damage(cli)
    if not with_copy:
        last_of(cli).unlink()
    result = cli(*by)
    assert result.status == 0, result
    assert result.err.count("the log was damaged and has been moved to .hiephoi/registry.toml.log.damaged") == 1
    again = cli("member", "add", "D")
    assert (again.status, "damaged" in again.err) == (0, False)
    aside = log_of(cli).with_suffix(".log.damaged").lstat().st_mode
    assert not stat.S_ISREG(aside) or stat.S_IMODE(aside) == 0o600
    assert cli("undo").status == 0
    assert "Công ty TNHH Mẫu" in cli.text


def test_lines_of_no_change_lose_nothing(cli: Cli) -> None:
    before = cli.text
    cli(*ADD)
    rubbish = b'\xff\n{"x": 1}\n[[[\n'
    log_of(cli).write_bytes(log_of(cli).read_bytes() + rubbish)
    added = cli("member", "add", "B")
    assert (added.status, "damaged" in added.err) == (0, False)
    log_of(cli).write_bytes(log_of(cli).read_bytes() + rubbish)
    last_of(cli).unlink()
    assert [one["number"] for one in listed(cli)] == [2, 1]
    assert cli("undo", "--to", "0").status == 0
    assert cli.text == before


def test_a_log_that_cannot_be_read_is_named(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    cli(*ADD)
    original = Path.open

    def refuse(path: Path, *args: Any, **keywords: Any) -> Any:
        if path.name.endswith(".log"):
            raise PermissionError(errno.EACCES, "")
        return original(path, *args, **keywords)

    monkeypatch.setattr(Path, "open", refuse)
    result = cli("log")
    assert (result.status, "registry.toml.log: no permission" in result.told) == (6, True), result


def test_changes_after_a_damaged_one_are_kept(cli: Cli) -> None:
    for name in "ABC":
        cli("member", "add", name)
    lines = log_of(cli).read_bytes().split(b"\n")
    log_of(cli).write_bytes(b"\n".join([lines[0], lines[1].replace(b'"before"', b'"befor"'), *lines[2:]]))
    first, again = cli("log"), cli("log")
    assert "the log was damaged before change 3" in first.err
    assert again.err == ""
    assert again.out.splitlines()[1].startswith("3\t")
    assert cli("undo").status == 0
    assert cli("undo").status == 3
    assert cli("--as-of", "1", "member", "list").status == 3


@pytest.fixture
def unwritable(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> Cli:
    """A registry with a log that may be read only, even by root."""
    cli.path.write_text(cli.text + "\n[rules]\n", encoding="utf-8")
    cli(*ADD)
    original = os.open

    def refuse(path: Any, flags: int, *args: Any, **keywords: Any) -> int:
        if str(path).endswith(".log") and flags & os.O_WRONLY:
            raise PermissionError(errno.EACCES, "")
        return original(path, flags, *args, **keywords)

    monkeypatch.setattr(os, "open", refuse)
    return cli


def test_a_log_that_cannot_be_written_is_a_warning(unwritable: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    result = unwritable("member", "add", "B", *SECTOR)
    assert (result.status, result.out) == (0, "HV-0003\n"), result
    assert result.told.count("warning: ") == 1
    assert "registry.toml.log: no permission; this change was not logged" in result.told
    monkeypatch.undo()
    assert unwritable("member", "add", "C", *SECTOR).err.count("\n") == 1
    assert [one["who"] is None for one in listed(unwritable)] == [False, True, False]


def test_a_log_that_is_required_and_cannot_be_written_bars_changes(unwritable: Cli) -> None:
    unwritable.path.write_text(unwritable.text.replace("[rules]", '[rules]\nlog = "required"'), encoding="utf-8")
    before = unwritable.text
    result = unwritable("member", "add", "B")
    assert (result.status, result.out) == (6, ""), result
    assert "registry.toml.log: no permission" in result.told
    assert result.file == before


def test_a_clock_that_was_set_back_is_reported_once_and_numbers_go_on(cli: Cli) -> None:
    cli(*ADD)
    for path in (log_of(cli), last_of(cli)):
        lines = path.read_bytes().replace(b'"at":"20', b'"at":"21')
        path.write_bytes(lines)
    head, _newline, text = last_of(cli).read_bytes().partition(b"\n")
    last_of(cli).write_bytes(head + b"\n" + text)
    assert "the clock is behind the previous change" in cli("member", "add", "B").err
    assert "clock" not in cli("member", "add", "C").err
    assert [one["number"] for one in listed(cli)] == [3, 2, 1]
    assert cli("undo", "--to", "0").file == REGISTRY.read_text(encoding="utf-8")


def test_a_registry_that_is_copied_begins_anew_and_one_that_is_moved_takes_its_log_along(cli: Cli) -> None:
    cli(*ADD)
    copied = cli.folder / "copied"
    copied.mkdir()
    other = Cli(copied, cli.text)
    assert listed(other) == []
    assert not (copied / ".hiephoi").exists()
    moved = cli.folder / "moved"
    moved.mkdir()
    for name in ("registry.toml", ".hiephoi"):
        (cli.folder / name).rename(moved / name)
    there = Cli(moved, (moved / "registry.toml").read_bytes())
    assert [one["number"] for one in listed(there)] == [1]
    assert there("undo").file == REGISTRY.read_text(encoding="utf-8")


def test_the_log_can_be_deleted(cli: Cli) -> None:
    cli(*ADD)
    log_of(cli).unlink()
    assert listed(cli) == []
    assert cli("member", "add", "B", *SECTOR).err.count("\n") == 1
    assert [one["number"] for one in listed(cli)] == [1]


@pytest.mark.deep
def test_two_writers_leave_every_change_in_its_order(cli: Cli) -> None:
    each = 5

    def write(name: str) -> None:
        for number in range(each):
            assert cli.process("member", "add", f"{name} {number}", HIEPHOI_USER=name).status == 0

    with ThreadPoolExecutor(2) as writers:
        list(writers.map(write, ["An", "Bình"]))
    changes = listed(cli)
    assert [one["number"] for one in changes] == [*range(2 * each, 0, -1)]
    assert [one["change"] for one in changes[::-1]] == [
        [f"+ members.HV-{number:04}"] for number in range(2, 2 * each + 2)
    ]
    assert cli("undo", "--to", "0").file == REGISTRY.read_text(encoding="utf-8")


def test_what_was_before_a_day_can_be_deleted_for_good(cli: Cli) -> None:
    cli(*ADD)
    cli("member", "add", "Lê Văn Mẫu")
    text = cli.text
    refused = cli("log", "--prune", "2999-01-01")
    assert refused.status == 2
    assert (
        cli("log", "--prune", "2999-01-01", "--dry-run").err == "would be deleted: 2 changes before 2999-01-01 00:00\n"
    )
    assert cli("log", "--prune", "2999-01-01", "--yes").err == "deleted 2 changes from the log\n"
    assert cli.text == text
    assert "Mẫu".encode() not in log_of(cli).read_bytes()
    assert cli("--as-of", "2998-01-01", "member", "list").out.count("\n") == 4
    assert cli("--as-of", "2001-01-01", "member", "list").status == 3
    cli("member", "add", "B")
    assert [one["number"] for one in listed(cli)] == [3, None]
    assert cli("undo").file == text
    assert cli("undo").status == 3
    assert cli("--as-of", "1", "member", "list").status == 3
    assert cli("--as-of", "2", "member", "list").out.count("\n") == 4


def test_later_changes_are_kept_when_earlier_ones_are_deleted(cli: Cli) -> None:
    cli(*ADD)
    old = log_of(cli).read_bytes().replace(b'"at":"20', b'"at":"19')
    log_of(cli).write_bytes(old)
    cli("member", "add", "B")
    assert cli("log", "--prune", "2020-01-01", "--yes").status == 0
    assert [one["number"] for one in listed(cli)] == [2, None]
    assert "B" not in cli("undo").file.split()
    assert cli("log", "--prune", "2020-01-01", "--yes").err == "the log has no change before 2020-01-01 00:00\n"
