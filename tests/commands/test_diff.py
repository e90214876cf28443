"""`diff`: files, revisions and states of the log against each other, in words, as data, as lines, and for git."""

import json
import shutil
from pathlib import Path

import pytest

from harness import REGISTRY, Cli
from repositories import git, of_git, repository

EDIT = ("member", "edit", "HV-0001", "--phone", "02253822016")
TODAY = "2026-11-23"
SAID = "changed member HV-0001: Phone: ∅ → 02253822016\n"


@pytest.fixture(scope="module")
def commits(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with the shipped registry in it, a broken one before that, and a branch without any."""
    cli = repository(Cli(tmp_path_factory.mktemp("repository"), "[[broken\n"))
    git(cli, "branch", "empty", git(cli, "commit-tree", "-m", "x", git(cli, "mktree")))
    cli.path.write_bytes(REGISTRY.read_bytes())
    git(cli, "commit", "-qam", "whole")
    return cli.folder


@pytest.fixture
def tracked(commits: Path, tmp_path: Path) -> Cli:
    """The shipped registry in a repository, as it was committed last."""
    folder = tmp_path / "repository"
    shutil.copytree(commits, folder)
    cli = Cli(folder)
    cli.environment |= of_git(folder)
    return cli


def test_a_long_code_leaves_room_for_what_was_changed(cli: Cli) -> None:
    cli("office", "add", "Phó Chủ tịch Hiệp hội kiêm Trưởng ban Đối ngoại", "--seats", "2")
    cli("election", "record", "pho-chu-tich-hiep-hoi-kiem-truong-ban-doi-ngoai", "--elect", "Lê Mẫu=60", "--on", TODAY)
    assert "│ What " in cli("diff", "#0", "-f", "table").out
    assert "│ Candidates " in cli("election", "list", "-f", "table").out


def test_the_file_is_compared_with_the_last_commit(tracked: Cli) -> None:
    tracked(*EDIT)
    tracked("member", "add", "Công ty TNHH Mẫu", "--sector", "xay-lap")
    assert tracked("diff", "-f", "text").out == SAID + "added member HV-0002: Công ty TNHH Mẫu\n"
    rows = json.loads(tracked("diff", "-f", "json").out)
    assert rows[0] == {
        "action": "changed",
        "kind": "members",
        "key": "HV-0001",
        "name": "Công ty Cổ phần dự án và công nghiệp Top Land",
        "old": {"phone": None},
        "new": {"phone": "02253822016"},
    }
    assert rows[1]["old"] is None
    assert rows[1]["new"] == {"id": "HV-0002", "name": "Công ty TNHH Mẫu", "sectors": ["xay-lap"]}
    assert [row["key"] for row in tracked.rows("diff", "--where", "action=added")] == ["HV-0002"]


def test_a_table_shows_what_differs_in_eighty_columns(tracked: Cli) -> None:
    tracked(*EDIT)
    table = tracked("diff", "-f", "table").out
    assert table.startswith("HEAD → registry.toml\n")
    assert "Phone: ∅ → 02253822016" in table
    assert max(map(len, table.splitlines())) <= 80
    assert "│ sửa " in tracked("diff", "-f", "table", HIEPHOI_LANG="vi").out
    assert tracked("sector", "remove", "tu-van", "--yes").status == 0
    assert "│ xóa " in tracked("diff", "-f", "table", HIEPHOI_LANG="vi").out


def test_revisions_are_named_as_git_names_them(tracked: Cli) -> None:
    tracked(*EDIT)
    git(tracked, "commit", "-qam", "a number")
    assert tracked("diff", "-f", "text").out == ""
    for words in (("HEAD~1",), ("HEAD~1", "HEAD"), ("HEAD~1:registry.toml", "registry.toml"), ("main~1", "main")):
        assert tracked("diff", *words, "-f", "text").out == SAID, words
    assert tracked("diff", "HEAD", "HEAD~1", "-f", "text").out == "changed member HV-0001: Phone: 02253822016 → ∅\n"


def test_without_git_the_last_logged_state_is_the_old_one(cli: Cli) -> None:
    assert "nothing has been logged yet" in cli("diff").err
    cli("member", "add", "Công ty TNHH Mẫu")
    assert cli("diff", "-f", "text").out == ""
    cli.path.write_text(cli.text.replace("Công ty TNHH Mẫu", "Công ty TNHH Khác"), encoding="utf-8")
    changed = "changed member HV-0002: Name: Công ty TNHH Mẫu → Công ty TNHH Khác\n"
    assert cli("diff", "-f", "text").out == changed
    assert cli("diff", "#1", "-f", "text").out == changed
    assert cli("diff", "#0", "1", "-f", "text").out == "added member HV-0002: Công ty TNHH Mẫu\n"
    assert cli("diff", "2000-01-01", "2099-01-01", "-f", "text").out == "added member HV-0002: Công ty TNHH Khác\n"


def test_files_are_compared_wherever_they_are(cli: Cli) -> None:
    cli(*EDIT)
    old, new = cli.folder / "cũ.toml", cli.folder / "mới.toml"
    old.write_bytes(REGISTRY.read_bytes())
    cli.path.rename(new)
    assert cli("diff", str(old), str(new), "-f", "text").out == SAID
    assert cli("diff", "/dev/null", str(new), "-f", "text").out.startswith("changed association: Name: ∅ → Hiệp hội")


def test_only_comments_differ(cli: Cli) -> None:
    cli(*EDIT)
    cli.path.write_text(cli.text + "# a note\n", encoding="utf-8")
    result = cli("diff", "--exit-code")
    assert (result.status, result.err) == (1, "comments, spacing or order only\n")
    assert (
        cli("diff", "-f", "diff").out.splitlines()[-1] == "+# a note"[:9]
        or "+# a note" in cli("diff", "-f", "diff").out
    )


def test_exit_codes_are_those_of_git_diff(tracked: Cli) -> None:
    assert tracked("diff", "--exit-code").status == 0
    tracked(*EDIT)
    assert (tracked("diff").status, tracked("diff", "--exit-code").status) == (0, 1)


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("nope",), 3, "neither a file, a git revision, nor a state of the log"),
        (("#9",), 3, "no change 9"),
        (("a", "b", "c"), 2, "unexpected 'c'"),
        (("HEAD~1", "-f", "text"), 5, "HEAD~1 cannot be read as a registry: 1:"),
        (("-f", "diff", "--count"), 2, "cannot filter or count them"),
        (("--textconv", "a", "b"), 2, "unexpected 'b'"),
        (("empty",), 3, "empty has no registry.toml"),
    ],
)
def test_what_cannot_be_compared_is_a_sentence(tracked: Cli, words: tuple[str, ...], status: int, said: str) -> None:
    result = tracked("diff", *words)
    assert (result.status, said in result.told) == (status, True), result
    assert len(result.told.splitlines()) <= 2


def test_lines_of_an_unreadable_state_can_be_compared(tracked: Cli) -> None:
    tracked.path.write_text("[[broken\n", encoding="utf-8")
    assert "+[[broken\n" in tracked("diff", "-f", "diff").out
    assert tracked("diff", "-o", "changes.patch").status == 0
    assert "+[[broken\n" in (tracked.folder / "changes.patch").read_text(encoding="utf-8")
    assert "--as-of" in tracked("--as-of", "1", "diff").err


def test_git_shows_records_by_textconv(tracked: Cli) -> None:
    (tracked.folder / ".gitattributes").write_text("registry.toml diff=hiephoi\n", encoding="utf-8")
    git(tracked, "config", "diff.hiephoi.textconv", "hiephoi diff --textconv")
    tracked(*EDIT)
    tracked.path.write_text(tracked.text.replace("[[members]]", "# a note\n[[members]]", 1), encoding="utf-8")
    lines = git(tracked, "diff").splitlines()
    assert [line for line in lines if line.startswith(("+ ", "- "))] == ["+  Phone: 02253822016"]
    assert tracked("diff", "--textconv", "registry.toml").out.startswith("Association\n  Name: Hiệp hội")
    tracked.path.write_text("[[broken\n", encoding="utf-8")
    assert tracked("diff", "--textconv", "registry.toml").out == "[[broken\n"


def test_git_shows_records_by_an_external_diff(tracked: Cli) -> None:
    git(tracked, "config", "diff.hiephoi.command", "hiephoi diff")
    (tracked.folder / ".gitattributes").write_text("registry.toml diff=hiephoi\n", encoding="utf-8")
    tracked(*EDIT)
    assert git(tracked, "diff") == "registry.toml\n" + SAID.rstrip()
    words = ("registry.toml", "registry.toml", "0" * 40, "100644", "changed.toml", "1" * 40, "100644")
    changed = tracked.folder / "changed.toml"
    changed.write_text("[[broken\n", encoding="utf-8")
    assert "+[[broken\n" in tracked("diff", *words).out
    changed.write_text(tracked.text + "# a note\n", encoding="utf-8")
    assert tracked("diff", *words).out == "registry.toml\ncomments, spacing or order only\n"
    renamed = tracked("diff", *words, "renamed.toml", "similarity index 90%")
    assert renamed.out.startswith("renamed.toml\n")
    added = tracked("diff", words[0], "/dev/null", ".", ".", *words[4:])
    assert "added member HV-0001" in added.out
