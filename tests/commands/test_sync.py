"""`sync`: two offices with clones of one bare repository, and all that may stand in the way."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from harness import REGISTRY, Cli
from repositories import IDENTITY, Offices, git

ADD = ("member", "add", "Công ty TNHH Mẫu", "--sector", "xay-lap")
_PAIRS = 10
"""Syncs of each office at once."""
_KILLS = 15
EDIT = ("member", "edit", "HV-0001", "--phone", "02253822016")


@pytest.fixture(scope="module")
def connected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of two offices that are connected."""
    root = tmp_path_factory.mktemp("offices")
    Offices.connected(root)
    return root


@pytest.fixture
def offices(connected: Path, tmp_path: Path) -> Offices:
    """Two offices that are connected, each with the shipped registry."""
    return Offices.copied(connected, tmp_path / "hai văn phòng")


def _commits(office: Cli) -> list[str]:
    return git(office, "log", "--format=%s", "--first-parent").splitlines()


def test_a_change_goes_out_and_comes_in_in_one_sentence_each(offices: Offices) -> None:
    offices.one(*ADD)
    assert offices.one("sync").err == "nothing new from the others\nsent: added member HV-0002: Công ty TNHH Mẫu\n"
    offices.other(*EDIT)
    assert offices.other("sync").err == (
        "received: added member HV-0002: Công ty TNHH Mẫu\nsent: changed member HV-0001: Phone: ∅ → 02253822016\n"
    )
    assert offices.one("sync").err == "received: changed member HV-0001: Phone: ∅ → 02253822016\nnothing to send\n"
    assert offices.one.path.read_bytes() == offices.other.path.read_bytes()
    assert offices.one("sync").err.startswith("up to date")
    assert _commits(offices.other)[0].startswith("merged: added member HV-0002")
    assert git(offices.one, "status", "--porcelain") == ""
    assert sorted(path.name for path in (offices.other.folder / ".hiephoi").iterdir()) == sorted(
        f"{name}" for name in (".gitignore", *(f"registry.toml.{end}" for end in ("last", "lock", "log", "sync.lock")))
    )


def test_what_came_in_is_in_the_log_and_can_be_undone(offices: Offices) -> None:
    offices.one(*ADD)
    offices.one("sync")
    offices.other("sync")
    assert [(row["command"], row["change"], row["who"]) for row in offices.other.rows("log")] == [
        ("hiephoi sync", "+ members.HV-0002", IDENTITY["GIT_AUTHOR_NAME"])
    ]
    offices.other("undo", "--yes")
    offices.synced()
    assert "HV-0002" not in offices.one.text


def test_a_dry_run_says_what_would_move_and_moves_nothing(offices: Offices) -> None:
    offices.one(*ADD)
    offices.one("sync")
    before = offices.other(*EDIT).file
    assert offices.other("sync", "--dry-run").err == (
        "would come in: added member HV-0002: Công ty TNHH Mẫu\n"
        "would go out: changed member HV-0001: Phone: ∅ → 02253822016\n"
    )
    assert (offices.other.text, len(_commits(offices.other))) == (before, 1)


def test_the_commit_says_in_the_language_of_the_user_what_changed(offices: Offices) -> None:
    offices.one(*ADD, HIEPHOI_LANG="vi")
    offices.one("member", "edit", "HV-0002", "--address", "Số 1 phố Mẫu, phường Mẫu, thành phố Hải Phòng" * 2)
    offices.one("sync", HIEPHOI_LANG="vi")
    assert _commits(offices.one)[0].startswith("đã thêm hội viên HV-0002")
    for number in range(5):
        offices.one("member", "add", f"Công ty Mẫu {number}")
    offices.one(*EDIT)
    offices.one("sync")
    subject, _blank, *body = git(offices.one, "log", "-1", "--format=%B").splitlines()
    assert subject == "changed member HV-0001: Phone: ∅ → 02253822016; added 5 members"
    assert "added member HV-0004: Công ty Mẫu 1" in body


def test_other_files_stay_as_they_are(offices: Offices) -> None:
    for name in ("staged", "changed", "new"):
        (offices.one.folder / name).write_text("1", encoding="utf-8")
    git(offices.one, "add", "staged", "changed")
    git(offices.one, "commit", "-qm", "two files", "changed")
    (offices.one.folder / "changed").write_text("2", encoding="utf-8")
    offices.other(*ADD)
    offices.other("sync")
    offices.one(*EDIT)
    assert offices.one("sync").status == 0
    assert git(offices.one, "status", "--porcelain").splitlines() == [" M changed", "A  staged", "?? new"]
    assert offices.other("sync").status == 0
    assert (offices.other.folder / "changed").read_text(encoding="utf-8") == "1"
    offices.synced()


@pytest.mark.deep
def test_files_of_others_that_were_changed_here_stop_it_before_anything_is_written(offices: Offices) -> None:
    (offices.one.folder / "ghi chú.txt").write_text("1", encoding="utf-8")
    git(offices.one, "add", ".")
    git(offices.one, "commit", "-qm", "a note")
    offices.synced()
    (offices.other.folder / "ghi chú.txt").write_text("2", encoding="utf-8")
    offices.other(*ADD)
    git(offices.other, "commit", "-qam", "both")
    offices.other("sync")
    before = offices.one(*EDIT).file
    (offices.one.folder / "ghi chú.txt").write_text("3", encoding="utf-8")
    uncommitted = offices.one("sync")
    assert (uncommitted.status, uncommitted.file) == (4, before)
    assert "not committed here" in uncommitted.err
    git(offices.one, "commit", "-qam", "mine")
    conflicting = offices.one("sync")
    assert (conflicting.status, conflicting.file) == (4, before)
    assert "other files were changed here and there: ghi chú.txt" in conflicting.err
    assert git(offices.one, "worktree", "list").count("\n") == 0


@pytest.mark.parametrize("state", ["merge", "detached", "stash"])
def test_unfinished_business_of_git_stops_it(offices: Offices, state: str) -> None:
    note = offices.one.folder / "note"
    note.write_text("1\n", encoding="utf-8")
    git(offices.one, "add", "note")
    git(offices.one, "commit", "-qm", "1")
    if state == "detached":
        git(offices.one, "checkout", "-q", "--detach")
        said = "no branch is checked out; nothing was synced\nhint: git switch main\n"
    else:
        git(offices.one, "branch", "side")
        note.write_text("2\n", encoding="utf-8")
        git(offices.one, "commit", "-qam", "2")
        git(offices.one, "checkout", "-q", "side")
        note.write_text("3\n", encoding="utf-8")
        if state == "merge":
            git(offices.one, "commit", "-qam", "3")
            git(offices.one, "checkout", "-q", "main")
            git(offices.one, "merge", "side", fails=True)
        else:
            git(offices.one, "stash")
            git(offices.one, "checkout", "-q", "main")
            git(offices.one, "stash", "pop", fails=True)
        said = "a merge of other files is unfinished: note; nothing was synced"
    offices.one(*EDIT)
    result = offices.one("sync")
    assert result.status == 4
    assert said in result.told
    assert "unfinished" in offices.one("sync", "--dry-run").err or state == "detached"


@pytest.mark.parametrize("way", ["merge", "rebase"])
def test_a_merge_of_git_that_is_decided_is_concluded_by_the_command_that_is_named(offices: Offices, way: str) -> None:
    offices.one(*EDIT)
    offices.one("sync")
    offices.other("member", "edit", "HV-0001", "--phone", "02253111222")
    git(offices.other, "commit", "-qam", "another number")
    git(offices.other, "pull", "-q", "--rebase" if way == "rebase" else "--no-rebase", fails=True)
    offices.other("merge", "--resolve", "HV-0001", "theirs")
    decided = offices.other.text
    waiting = offices.other("sync")
    command = f"git -c core.editor=true {way} --continue"
    assert (waiting.status, f"hint: `{command}`, then `hiephoi sync`" in waiting.told) == (4, True)
    git(offices.other, *command.split()[1:])
    offices.synced()
    assert offices.one.text == decided


def _no_identity(office: Cli) -> None:
    office(*EDIT)
    office.environment = {key: value for key, value in office.environment.items() if not key.startswith("GIT_AUTHOR")}
    office.environment = {key: value for key, value in office.environment.items() if not key.startswith("GIT_COMM")}
    git(office, "config", "user.useConfigOnly", "true")


def _no_remote(office: Cli) -> None:
    git(office, "remote", "remove", "origin")


def _gone(office: Cli) -> None:
    git(office, "remote", "set-url", "origin", "/nowhere/so.git")


def _offline(office: Cli) -> None:
    git(office, "remote", "set-url", "origin", "https://an:secret@127.0.0.1:9/so.git")


def _hook(office: Cli, name: str = "pre-commit") -> None:
    office(*EDIT)
    hook = office.folder / ".git/hooks" / name
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho 'not on Sundays' >&2\nexit 1\n", encoding="utf-8")
    hook.chmod(0o755)


def _hook_of_sending(office: Cli) -> None:
    _hook(office, "pre-push")


def _refused(office: Cli) -> None:
    office(*EDIT)
    server = Path(git(office, "remote", "get-url", "origin"))
    (server / "hooks").mkdir(exist_ok=True)
    hook = server / "hooks/pre-receive"
    hook.write_text("#!/bin/sh\necho 'closed for the day' >&2\nexit 1\n", encoding="utf-8")
    hook.chmod(0o755)


def _no_git(office: Cli) -> None:
    office.environment["PATH"] = "/nowhere"


def _no_repository(office: Cli) -> None:
    shutil.rmtree(office.folder / ".git")


def _other_branch(office: Cli) -> None:
    git(office, "branch", "--unset-upstream")
    git(office, "branch", "-m", "main", "chinh")


def _broken(office: Cli) -> None:
    office.path.write_text("[[broken\n", encoding="utf-8")


def _of_another(office: Cli) -> None:
    office.environment["GIT_TEST_ASSUME_DIFFERENT_OWNER"] = "1"


def _work_tree(office: Cli) -> None:
    office(*EDIT)
    server = Path(git(office, "remote", "get-url", "origin"))
    git(office, "config", "core.bare", "false", folder=server)


@pytest.mark.parametrize(
    ("spoil", "status", "said"),
    [
        (_no_identity, 6, "git does not know yet who you are\nhint: git config --global user.name"),
        (_no_remote, 6, "this repository has no server to sync with\nhint: hiephoi sync --set-up URL"),
        (_gone, 6, "there is no repository at /nowhere/so.git\nhint: is the shared folder connected?"),
        (_offline, 6, "the server cannot be reached: https://127.0.0.1:9/so.git\nhint: check the network"),
        (_hook, 4, "git refused to commit"),
        (_hook_of_sending, 4, "git refused to send the changes\nhint: git says:\nerror: not on Sundays"),
        (_refused, 4, "the server refused the changes"),
        (_no_git, 6, "git is not installed on this machine"),
        (_no_repository, 6, "is in no git repository\nhint: connect it to the server"),
        (_other_branch, 4, "the server has no branch 'chinh', but 'main'; nothing was synced\nhint: git branch --move"),
        (_broken, 5, "registry.toml:1:"),
        (
            _of_another,
            6,
            "văn phòng 1 only if you trust it: it belongs to another user\nhint: git config --global --add",
        ),
        (_work_tree, 6, "people work in the folder that is to be the server"),
    ],
)
def test_what_stands_in_the_way_is_a_sentence_with_what_to_do(
    offices: Offices, spoil: Callable[[Cli], None], status: int, said: str
) -> None:
    spoil(offices.one)
    before = offices.one.path.read_bytes()
    result = offices.one("sync")
    assert (result.status, said in result.told) == (status, True), result
    assert "secret" not in result.err
    assert offices.one.path.read_bytes() == before


@pytest.mark.deep
def test_who_comes_second_takes_in_what_the_first_sent_and_sends_again(offices: Offices) -> None:
    """A hook makes the other office sync in the very moment between fetching and pushing."""
    offices.other(*ADD)
    offices.one(*EDIT)
    hook = offices.one.folder / ".git/hooks/pre-push"
    hook.parent.mkdir(exist_ok=True)
    command = f"cd '{offices.other.folder}' && env -u GIT_DIR -u GIT_WORK_TREE hiephoi sync"
    hook.write_text(f'#!/bin/sh\nrm "$0"\n{command}\n', encoding="utf-8")
    hook.chmod(0o755)
    result = offices.one("sync")
    assert (result.status, result.err) == (
        0,
        "received: added member HV-0002: Công ty TNHH Mẫu\nsent: changed member HV-0001: Phone: ∅ → 02253822016\n",
    )
    offices.synced()


@pytest.mark.deep
def test_an_edit_made_while_it_works_is_kept_and_sent(offices: Offices) -> None:
    """A hook edits the registry in the very moment between committing and merging."""
    offices.other(*ADD)
    offices.other("sync")
    offices.one(*EDIT)
    hook = offices.one.folder / ".git/hooks/post-commit"
    hook.parent.mkdir(exist_ok=True)
    command = f"cd '{offices.one.folder}' && env -u GIT_DIR -u GIT_INDEX_FILE hiephoi sector add Logistics"
    hook.write_text(f'#!/bin/sh\nrm "$0"\n{command}\n', encoding="utf-8")
    hook.chmod(0o755)
    assert offices.one("sync").status == 0
    offices.synced()
    for text in ("logistics", "HV-0002", "02253822016"):
        assert text in offices.other.text


def _at_once(commands: Sequence[tuple[Cli, tuple[str, ...]]]) -> list[subprocess.Popen[bytes]]:
    return [
        subprocess.Popen(
            [sys.executable, "-m", "hiephoi_cli", *words],
            cwd=office.folder,
            env=office.variables({}),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        for office, words in commands
    ]


@pytest.mark.deep
def test_twenty_syncs_at_once_lose_nothing(offices: Offices) -> None:
    both = {"a": offices.one, "b": offices.other}
    names = [f"{letter}{n}" for n in range(_PAIRS) for letter in both]
    wait = ("--wait", "300")
    edits = [(both[name[0]], ("sector", "add", name, *wait)) for name in names]
    running = _at_once([command for edit in edits for command in (edit, (edit[0], ("sync", *wait)))])
    for one in running:
        output, _none = one.communicate(timeout=600)
        assert one.returncode == 0, output.decode()
    offices.synced()
    assert {row["code"] for row in offices.one.rows("sector", "list")} >= {*names}


@pytest.mark.deep
def test_a_sync_that_is_killed_can_be_run_again(offices: Offices) -> None:
    chance = random.Random(1)
    for n in range(_KILLS):
        offices.one("sector", "add", f"a{n}")
        offices.other("sector", "add", f"b{n}")
        assert offices.other("sync").status == 0
        [running] = _at_once([(offices.one, ("sync",))])
        time.sleep(chance.uniform(0.1, 0.7))
        os.killpg(running.pid, signal.SIGKILL)
        running.communicate()
        result = offices.one("sync")
        assert result.status == 0, result
        assert git(offices.one, "status", "--porcelain", "--untracked-files=no") == ""
        assert git(offices.one, "worktree", "list").count("\n") == 0
    offices.synced()
    expected = {f"{letter}{n}" for letter in "ab" for n in range(_KILLS)}
    assert {row["code"] for row in offices.one.rows("sector", "list")} >= expected


@pytest.mark.deep
def test_a_registry_below_the_top_of_its_repository_is_synced(offices: Offices) -> None:
    for office in (offices.one, offices.other):
        if office is offices.one:
            (office.folder / "dữ liệu").mkdir()
            for name in ("registry.toml", ".gitattributes"):
                git(office, "mv", name, f"dữ liệu/{name}")
            git(office, "commit", "-qm", "moved")
            git(office, "push", "-q")
        else:
            moved = office("sync")
            assert (moved.status, "somebody removed or moved the registry" in moved.told) == (4, True)
            git(office, "pull", "-q")
        office.folder /= "dữ liệu"
        office.path = office.folder / "registry.toml"
    offices.one(*ADD)
    offices.one("sync")
    offices.other(*EDIT)
    offices.synced()
    assert "HV-0002" in offices.other.text
    assert git(offices.other, "status", "--porcelain", "--untracked-files=no") == ""


@pytest.mark.deep
def test_line_ends_that_git_converts_stay_as_each_office_has_them(offices: Offices) -> None:
    git(offices.one, "rm", "-q", ".gitattributes")
    git(offices.one, "commit", "-qm", "no attributes")
    offices.synced()
    git(offices.other, "config", "core.autocrlf", "true")
    offices.other.path.write_bytes(offices.other.path.read_bytes().replace(b"\n", b"\r\n"))
    offices.one(*ADD)
    offices.one("sync")
    offices.other(*EDIT)
    for office in (offices.other, offices.one):
        assert office("sync").status == 0
    assert offices.other.path.read_bytes() == offices.one.path.read_bytes().replace(b"\n", b"\r\n")
    assert "02253822016" in offices.one.text
    assert "HV-0002" in offices.other.text


def test_a_registry_that_cannot_be_read_is_neither_sent_nor_taken_in(offices: Offices) -> None:
    offices.one.path.write_text("[[broken\n", encoding="utf-8")
    refused = offices.one("sync")
    assert (refused.status, refused.err.startswith("error: registry.toml:1:")) == (5, True)
    git(offices.one, "commit", "-qam", "broken")
    assert offices.one("sync").status == 5
    assert offices.other("sync").status == 0
    git(offices.one, "push", "-q")
    before = offices.other(*EDIT).file
    refused = offices.other("sync", "--dry-run")
    assert (refused.status, refused.file) == (5, before)
    refused = offices.other("sync")
    assert (refused.status, refused.file) == (5, before)
    assert "origin/main:registry.toml cannot be read as a registry" in refused.told
    assert "hint: hiephoi diff HEAD origin/main --format diff" in refused.told
    assert offices.other("diff", "HEAD", "origin/main", "--format", "diff").status == 0
    shutil.copy(REGISTRY, offices.one.path)
    offices.one("sync")
    offices.synced()
    assert "02253822016" in offices.one.text


def test_errors_in_what_goes_out_are_counted(offices: Offices) -> None:
    offices.one.path.write_text(
        offices.one.text + '\n[[members]]\nid = "HV-0002"\nname = "Công ty TNHH Mẫu"\nsectors = ["la"]\n',
        encoding="utf-8",
    )
    assert "errors from before: 1; see `hiephoi check`" in offices.one("sync").told


def test_what_both_changed_is_decided_before_anything_is_sent(offices: Offices) -> None:
    offices.one(*EDIT)
    offices.one("sync")
    before = offices.other("member", "edit", "HV-0001", "--phone", "02253111222").file
    foretold = offices.other("sync", "--dry-run")
    assert (foretold.status, foretold.file) == (0, before)
    assert foretold.told.splitlines()[-1].startswith("you would have to decide: ")
    undecided = offices.other("sync")
    assert undecided.status == 4
    assert foretold.told.splitlines()[-1].partition(": ")[2] in undecided.told
    assert "ours '02253111222', theirs '02253822016'" in undecided.told
    assert 'phone = "02253111222"' in undecided.file
    assert git(offices.other, "status", "--porcelain") == ""
    for words in (("sync",), ("sync", "--dry-run")):
        again = offices.other(*words)
        assert (again.status, "1 conflict is left from the last sync; nothing was sent" in again.told) == (4, True)
        assert "hint: decide what `hiephoi check conflict` shows, then `hiephoi sync`" in again.told
    assert offices.one("sync").told.startswith("up to date")
    offices.other("member", "edit", "HV-0001", "--phone", "02253333444")
    offices.synced()
    assert 'phone = "02253333444"' in offices.one.text
    assert "conflict" not in offices.one.text


def test_only_a_seat_filled_twice_is_undecided_and_the_rest_comes_in(offices: Offices) -> None:
    appoint = ("officer", "appoint", "pho-chu-tich", "--since", "2026-11-01")
    offices.one("office", "add", "Phó Chủ tịch", "--seats", "2")
    offices.one("officer", "appoint", "pho-chu-tich", "Nguyễn Văn Gốc", "--since", "2026-01-15")
    offices.synced()
    offices.one(*ADD)
    offices.one(*appoint, "Lý Văn Bịa")
    offices.one("sync")
    offices.other(*appoint, "Mai Thị Vờ")
    foretold, undecided = (offices.other("sync", *words, COLUMNS="200").err for words in (("--dry-run",), ()))
    assert foretold.startswith("would come in: added member HV-0002: Công ty TNHH Mẫu\n")
    assert undecided.startswith(
        "received: added member HV-0002: Công ty TNHH Mẫu\n"
        "error: mandate 'Lý Văn Bịa · pho-chu-tich · 2026-11-01' of theirs is left out"
    )
    offices.other("merge", "--resolve", "lý văn bịa", "theirs")
    offices.synced()
    people = {row["person"] for row in offices.one.rows("officer", "list")}
    assert people >= {"Nguyễn Văn Gốc", "Lý Văn Bịa"}
    assert "Mai Thị Vờ" not in people


@pytest.mark.deep
def test_git_itself_merges_by_what_set_up_configured(offices: Offices) -> None:
    offices.one(*ADD)
    offices.one("sync")
    offices.other("member", "add", "Công ty Cổ phần Ví Dụ")
    git(offices.other, "commit", "-qam", "another member")
    git(offices.other, "pull", "-q", "--rebase")
    assert {"Công ty TNHH Mẫu", "Công ty Cổ phần Ví Dụ"} <= {
        row["name"] for row in offices.other.rows("member", "list")
    }
    shown = git(offices.other, "log", "-1", "-p", "--format=").splitlines()
    assert "+  Name: Công ty Cổ phần Ví Dụ" in shown


@pytest.mark.deep
def test_commits_are_signed_and_hooks_run_as_git_is_configured(offices: Offices) -> None:
    signer = offices.one.folder.parent / "signer"
    signer.write_text("#!/bin/sh\necho signing >> signed\necho '[GNUPG:] SIG_CREATED ' >&2\ncat\n", encoding="utf-8")
    signer.chmod(0o755)
    git(offices.one, "config", "gpg.program", str(signer))
    git(offices.one, "config", "commit.gpgsign", "true")
    hook = offices.one.folder / ".git/hooks/commit-msg"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho 'Checked-by: hook' >> \"$1\"\n", encoding="utf-8")
    hook.chmod(0o755)
    offices.other(*ADD)
    offices.other("sync")
    offices.one(*EDIT)
    assert offices.one("sync").status == 0
    for commit in ("HEAD", "HEAD^1"):
        assert "gpgsig" in git(offices.one, "cat-file", "commit", commit)
        assert git(offices.one, "log", "-1", "--format=%B", commit).endswith("Checked-by: hook")


def _stranger(offices: Offices) -> Cli:
    """A third office, with a registry and no git."""
    third = Offices(offices.server.parent.parent).one
    third.folder = third.folder.with_name("văn phòng 3")
    third.path = third.folder / "registry.toml"
    third.folder.mkdir()
    shutil.copy(REGISTRY, third.path)
    return third


@pytest.mark.deep
def test_two_registries_are_never_made_one_by_set_up(offices: Offices) -> None:
    third = _stranger(offices)
    refused = third("sync", "--set-up", str(offices.server))
    assert (refused.status, "already holds another registry" in refused.told) == (4, True)
    assert not (third.folder / ".git").exists()
    git(third, "init", "-q", "-b", "main")
    git(third, "remote", "add", "origin", str(offices.server))
    refused = third("sync")
    assert (refused.status, "hold unrelated registries" in refused.told) == (4, True)


@pytest.mark.parametrize(
    ("url", "status", "said"),
    [
        ("../nơi khác/so.git", 6, "no such folder\nhint: is the shared folder connected?"),
        ("../mới.git", 2, "and this cannot ask here\nhint: pass --yes to make one there"),
        ("../văn phòng 1", 4, "it cannot be the server\nhint: name a new folder beside it"),
        ("..", 4, "has other files and is not a repository\nhint: name a new or empty folder"),
        ("https://an:secret@127.0.0.1:9/so.git", 6, "the server cannot be reached: https://127.0.0.1:9/so.git"),
        ("", 2, "'--set-up' cannot be empty"),
    ],
)
def test_what_cannot_be_the_server_is_said(offices: Offices, url: str, status: int, said: str) -> None:
    third = _stranger(offices)
    result = third("sync", "--set-up", url)
    assert (result.status, said in result.told) == (status, True), result
    assert not (third.folder / ".git").exists()


@pytest.mark.deep
def test_set_up_asks_before_it_makes_a_server_and_can_be_run_again(offices: Offices) -> None:
    third = _stranger(offices)
    assert "nothing was changed" in third.terminal("sync", "--set-up", "../mới.git", answers=["n"]).out
    assert not (third.folder.parent / "mới.git").exists()
    made = third.terminal("sync", "--set-up", "../mới.git", answers=["y"])
    assert "make one there?" in made.out
    assert made.status == 0
    assert third("sync", "--set-up", "../mới.git").told.splitlines()[-2].startswith("up to date")
    other = third("sync", "--set-up", str(offices.server))
    assert (other.status, "connected to" in other.told, "git remote set-url origin" in other.told) == (4, True, True)
    third.path.unlink()
    shutil.rmtree(third.folder / ".hiephoi")
    (third.folder / ".gitattributes").unlink()
    again = third("sync", "--set-up", "../mới.git")
    assert (again.status, again.file) == (0, REGISTRY.read_text(encoding="utf-8"))


def test_a_new_file_in_place_of_the_registry_does_not_empty_that_of_others(offices: Offices) -> None:
    offices.one(*ADD)
    offices.synced()
    offices.other.path.write_text(
        'format = 1\n[association]\nname = "Hội Mẫu"\n[[members]]\nid = "HV-0001"\nname = "Mẫu"\n', encoding="utf-8"
    )
    for words in (("sync", "--dry-run"), ("sync",)):
        result = offices.other(*words)
        assert (result.status, "none of the 2 members is left in this file; nothing" in result.told) == (4, True), (
            result
        )
    offices.other("undo", "--yes")
    offices.synced()
    assert "HV-0002" in offices.one.text


def test_attributes_in_any_encoding_are_kept(offices: Offices) -> None:
    third = _stranger(offices)
    (third.folder / ".gitattributes").write_bytes(b"# \xd2\xe0\r\n*.txt text")
    assert third("sync", "--set-up", "../moi.git", "--yes").status == 0
    assert (third.folder / ".gitattributes").read_bytes().startswith(b'# \xd2\xe0\r\n*.txt text\n"/registry.toml" ')


def test_an_empty_server_and_an_empty_folder_have_nothing_to_begin_with(offices: Offices) -> None:
    third = _stranger(offices)
    third.path.unlink()
    for url in ("../trống.git", "../máy chủ trống"):
        if "máy" in url:
            git(offices.one, "init", "-q", "--bare", str(third.folder.parent / "máy chủ trống"))
        result = third("sync", "--set-up", url, "--yes")
        assert (result.status, "and none here" in result.told) == (3, True), result
        assert list(third.folder.iterdir()) == []


@pytest.mark.deep
@pytest.mark.parametrize(("age", "is_left"), [(0, False), (3600, True)])
def test_only_the_locks_of_a_killed_sync_are_removed(offices: Offices, age: int, is_left: bool) -> None:
    lock = offices.one.folder / ".git/packed-refs.lock"
    note = offices.one.folder / ".hiephoi/registry.toml.sync.note"
    for file, old in ((lock, 0), (note, age)):
        file.touch()
        os.utime(file, (time.time() - old,) * 2)
    offices.one("sync")
    assert (lock.exists(), note.exists()) == (is_left, False)


def _linked(office: Cli, place: str) -> Path:
    """Git's own folder of a linked work tree that is made in a place, locked as while git makes it."""
    git(office, "worktree", "add", "--detach", "--quiet", "--lock", place)
    shutil.rmtree(office.folder / place)
    [entry] = office.folder.glob(".git/worktrees/*")
    return entry


@pytest.mark.parametrize("state", ["locked", "with an empty file", "without its place", "left by an interruption"])
def test_a_half_made_work_tree_of_a_killed_sync_is_removed(offices: Offices, state: str) -> None:
    offices.other(*ADD)
    offices.other("sync")
    offices.one(*EDIT)
    entry = _linked(offices.one, ".hiephoi/registry.toml.merge")
    if state != "left by an interruption":
        (offices.one.folder / ".hiephoi/registry.toml.sync.note").touch()
    if state == "with an empty file":
        (entry / "commondir").write_bytes(b"")
    if state == "without its place":
        (entry / "gitdir").unlink()
    offices.synced()
    assert (entry.exists(), "HV-0002" in offices.one.text) == (False, True)


def test_a_work_tree_of_the_user_that_is_away_stays(offices: Offices) -> None:
    entry = _linked(offices.one, "../on a stick")
    git(offices.one, "worktree", "unlock", "../on a stick")
    (offices.one.folder / ".hiephoi/registry.toml.sync.note").touch()
    offices.one(*ADD)
    offices.synced()
    assert entry.exists()


@pytest.mark.deep
def test_a_lock_that_a_git_has_left_is_named(offices: Offices) -> None:
    lock = offices.one.folder / ".git/index.lock"
    lock.touch()
    offices.one(*ADD)
    result = offices.one("sync")
    assert (result.status, "another git command is running" in result.err, str(lock) in result.told) == (6, True, True)
