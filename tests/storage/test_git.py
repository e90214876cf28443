"""Git is that of the machine; what it says in failing comes out in our words."""

import os
import subprocess
from pathlib import Path

import pytest

from hiephoi_cli.errors import FileTrouble
from hiephoi_cli.storage.git import Answer, Git, GitFailed

ACCOUNT = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    **{f"GIT_{who}_NAME": "Văn phòng Mẫu" for who in ("AUTHOR", "COMMITTER")},
    **{f"GIT_{who}_EMAIL": "van-phong@example.vn" for who in ("AUTHOR", "COMMITTER")},
}


@pytest.fixture(autouse=True)
def _account(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in ACCOUNT.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    subprocess.run(["git", "init", "--quiet", "-b", "main", tmp_path], check=True)
    (tmp_path / "sổ").mkdir()
    file = tmp_path / "sổ" / "registry.toml"
    file.write_bytes(b"a\n")
    git = Git(file)
    git.add()
    git.run("commit", "-qm", "a")
    return file


def test_the_text_of_a_revision_is_that_of_the_file(repository: Path) -> None:
    assert Git(repository).text("HEAD") == b"a\n"


def test_a_revision_without_the_file_has_no_text(repository: Path) -> None:
    assert Git(repository.with_name("other.toml")).text("HEAD") is None


def test_the_name_counts_from_the_top(repository: Path) -> None:
    assert Git(repository).name == "sổ/registry.toml"


def test_an_unfinished_merge_has_three_texts(repository: Path) -> None:
    git = Git(repository)
    git.run("checkout", "-qb", "side")
    repository.write_bytes(b"b\n")
    git.run("commit", "-qam", "b")
    git.run("checkout", "-q", "main")
    repository.write_bytes(b"c\n")
    git.run("commit", "-qam", "c")
    assert git.stages() is None
    assert git.answer("merge", "side").code == 1
    assert git.stages() == (b"a\n", b"c\n", b"b\n")
    git.add()
    assert git.stages() is None


def test_a_failing_command_is_said_in_gits_words(repository: Path) -> None:
    with pytest.raises(GitFailed, match=r"git show: fatal: .*nothing"):
        Git(repository).run("show", "nothing")


def test_a_folder_of_another_user_comes_with_the_command_to_trust_it() -> None:
    said = (
        "fatal: detected dubious ownership in repository at '/mnt/chung/sổ của nhà'\n"
        "To add an exception for this directory, call:\n\n"
        "\tgit config --global --add safe.directory '/mnt/chung/sổ của nhà'\n"
    )
    [(message, hint)] = GitFailed("fetch", Answer(128, b"", said)).reports
    assert message == "git opens /mnt/chung/sổ của nhà only if you trust it: it belongs to another user"
    assert hint == "git config --global --add safe.directory '/mnt/chung/sổ của nhà'"


def test_a_folder_outside_is_no_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert not Git(tmp_path).is_repository


def test_a_machine_without_git_is_said(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(FileTrouble, match="git is not installed"):
        Git(repository).run("status")
