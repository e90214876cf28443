"""`merge`: a driver for git, what git left unfinished, and what a merge left undecided."""

import json
import re
import shlex
from pathlib import Path

import pytest

from harness import Cli
from repositories import git, repository

BASE = """\
format = 1

[association]
name = "Hiệp hội Mẫu"

[[offices]]
code = "chu-tich"
name = "Chủ tịch"

[[members]]
id = "HV-0001"
name = "Công ty TNHH Mẫu"
phone = "0225 3000001"
"""
OURS, THEIRS = (BASE.replace("3000001", number) for number in ("3000002", "3000003"))
MANDATE = '\n[[officers]]\nperson = "%s"\noffice = "chu-tich"\nsince = 2024-11-11\n'


def _sides(cli: Cli, base: str, ours: str, theirs: str) -> Cli:
    """A registry with the files of a merge beside it."""
    for name, text in (("base.toml", base), ("registry.toml", ours), ("theirs.toml", theirs)):
        Path(cli.folder, name).write_text(text, "utf-8")
    return cli


@pytest.fixture
def undecided(cli: Cli) -> Cli:
    """A registry in which a merge left two numbers."""
    assert _sides(cli, BASE, OURS, THEIRS)("merge", "base.toml", "registry.toml", "theirs.toml").status == 1
    return cli


def test_a_clean_merge_goes_into_ours(cli: Cli) -> None:
    done = _sides(cli, BASE, OURS, BASE + MANDATE.replace("%s", "Lê An"))(
        "merge", "base.toml", "registry.toml", "theirs.toml", "--path", "sổ.toml"
    )
    assert (done.status, done.err, done.file) == (0, "", OURS + MANDATE.replace("%s", "Lê An"))


def test_a_conflict_is_said_and_left_in_a_comment(undecided: Cli) -> None:
    mark = '# conflict: theirs: phone = "0225 3000003"\n'
    assert undecided.text == OURS.replace("phone", f"{mark}phone")
    listed = undecided("check", "conflict", COLUMNS="200")
    assert listed.status == 5
    assert 'theirs has phone = "0225 3000003"' in listed.out
    assert undecided("member", "add", "Công ty Khác").status == 0  # it does not block other work


@pytest.mark.parametrize(("side", "text"), [("ours", OURS), ("theirs", THEIRS)])
def test_a_conflict_is_decided_for_one_side(undecided: Cli, side: str, text: str) -> None:
    assert undecided("merge", "--resolve", "mẫu", side, "--dry-run").file != text
    assert undecided("merge", "--resolve", "HV-0001", side).file == text
    assert undecided("check", "conflict").status == 0
    assert undecided("merge", "--resolve", "HV-0001", side).status == 3
    assert undecided("undo").status == 0
    assert "# conflict" in undecided.text


def test_a_comment_that_was_damaged_can_be_decided_for_ours(undecided: Cli) -> None:
    undecided.path.write_text(
        undecided.text.replace('phone = "0225 3000003"', "phone = 0225 3000003"), encoding="utf-8"
    )
    listed = undecided("check", "conflict").out
    assert "`hiephoi merge --resolve HV-0001 ours`, or enter what theirs has" in listed.replace("\n  ", " ")
    assert "`hiephoi merge --resolve HV-0001 theirs`" not in listed.replace("\n  ", " ")
    assert undecided("merge", "--resolve", "HV-0001", "ours").file == OURS


@pytest.mark.parametrize("key", ["000", "0225 3000001", "V-0"])
def test_part_of_an_id_and_other_values_name_no_conflict(undecided: Cli, key: str) -> None:
    result = undecided("merge", "--resolve", key, "theirs")
    assert (result.status, result.file) == (3, undecided.text)


def test_an_edit_of_the_field_decides(undecided: Cli) -> None:
    undecided("member", "edit", "HV-0001", "--email", "a@example.vn")
    assert "# conflict" in undecided.text
    undecided("member", "edit", "HV-0001", "--phone", "0225 3000009")
    assert undecided.text == BASE.replace("3000001", "3000009") + 'email = "a@example.vn"\n'


def test_one_seat_filled_twice_is_decided_for_theirs(cli: Cli) -> None:
    ours, theirs = (BASE + MANDATE.replace("%s", person) for person in ("Lê Văn Mẫu", "Trần Thị Mẫu"))
    assert _sides(cli, BASE, ours, theirs)("merge", "base.toml", "registry.toml", "theirs.toml").status == 1
    assert [row["person"] for row in json.loads(cli("officer", "list", "-f", "json").out)] == ["Lê Văn Mẫu"]
    cli.path.write_text(cli.text.replace("phone =", '# conflict: theirs: phone = "1"\nphone ='), "utf-8")
    done = cli("merge", "--resolve", "trần thị", "theirs")
    assert done.status == 0, done
    assert [row["person"] for row in json.loads(cli("officer", "list", "-f", "json").out)] == ["Trần Thị Mẫu"]
    assert cli("merge", "--resolve", "HV-0001", "ours").status == 0
    assert cli("check", "conflict", "seats").status == 0


def test_what_both_sides_hold_gives_way_to_nobody(cli: Cli) -> None:
    base = BASE.replace('name = "Chủ tịch"', 'name = "Chủ tịch"\nseats = 2') + MANDATE.replace("%s", "Nguyễn Văn Gốc")
    ours, theirs = (base + MANDATE.replace("%s", person) for person in ("Lê Văn Mẫu", "Trần Thị Mẫu"))
    _sides(cli, base, ours, theirs)("merge", "base.toml", "registry.toml", "theirs.toml")
    assert cli("merge", "--resolve", "trần thị", "theirs").err == (
        "removed: Lê Văn Mẫu as Chủ tịch from 2024-11-11\nrecorded: Trần Thị Mẫu as Chủ tịch from 2024-11-11\n"
    )
    assert {row["person"] for row in cli.rows("officer", "list")} == {"Nguyễn Văn Gốc", "Trần Thị Mẫu"}


def test_where_it_is_not_clear_who_gives_way_nobody_does(cli: Cli) -> None:
    base = BASE.replace('name = "Chủ tịch"', 'name = "Chủ tịch"\nseats = 2')
    ours = base + "".join(MANDATE.replace("%s", person) for person in ("Lê Văn Mẫu", "Đỗ Văn Mẫu"))
    _sides(cli, base, ours, base + MANDATE.replace("%s", "Trần Thị Mẫu"))(
        "merge", "base.toml", "registry.toml", "theirs.toml"
    )
    before = cli.text
    refused = cli("merge", "--resolve", "trần thị", "theirs", COLUMNS="400")
    assert (refused.status, refused.file) == (5, before)
    assert "not clear what should give way to 'Trần Thị Mẫu · chu-tich · 2024-11-11'" in refused.err
    removal, again = re.findall(r"`hiephoi ([^`]*)`", refused.err)
    for command in (f"{removal} --yes", again):
        assert cli(*shlex.split(command)).status == 0
    assert {row["person"] for row in cli.rows("officer", "list")} == {"Đỗ Văn Mẫu", "Trần Thị Mẫu"}


def test_a_severity_is_decided_for_theirs(cli: Cli) -> None:
    ours, theirs = (BASE + f'\n[rules]\nvacant = "{severity}"\n' for severity in ("off", "error"))
    _sides(cli, BASE, ours, theirs)("merge", "base.toml", "registry.toml", "theirs.toml")
    assert cli("merge", "--resolve", "rules", "theirs").file == theirs


def test_what_both_add_stays_kind_by_kind(cli: Cli) -> None:
    new = '\n[[members]]\nid = "HV-%s"\nname = "%s"\n'
    ours = BASE + new % ("0002", "A") + MANDATE.replace("%s", "Lê An")
    theirs = BASE + new % ("0003", "B")
    _sides(cli, BASE, ours, theirs)("merge", "base.toml", "registry.toml", "theirs.toml")
    assert cli.text == BASE + new % ("0002", "A") + new % ("0003", "B") + MANDATE.replace("%s", "Lê An")


def test_a_removal_is_decided_for_the_side_that_removed(cli: Cli) -> None:
    member = BASE[BASE.index("\n[[members]]") :]
    assert (
        _sides(cli, BASE, OURS, BASE.replace(member, ""))("merge", "base.toml", "registry.toml", "theirs.toml").status
        == 1
    )
    assert "# conflict: theirs: removed\n[[members]]" in cli.text
    assert cli("merge", "--resolve", "HV-0001", "theirs").file == BASE.replace(member, "")


def test_a_removal_of_what_the_other_side_refers_to_is_decided_once_nothing_does(cli: Cli) -> None:
    removed = BASE.replace(BASE[BASE.index("[[offices]]") : BASE.index("[[members]]")], "")
    ours = BASE + MANDATE.replace("%s", "Lê An")
    _sides(cli, BASE, ours, removed)("merge", "base.toml", "registry.toml", "theirs.toml")
    refused = cli("merge", "--resolve", "chu-tich", "theirs")
    assert (refused.status, "is used by officers.Lê An" in refused.told) == (4, True)
    assert "or decide with `hiephoi merge --resolve chu-tich ours`" in refused.told
    assert cli("officer", "remove", "chu-tich", "Lê An", "--yes").status == 0
    assert cli("merge", "--resolve", "chu-tich", "theirs").status == 0
    assert json.loads(cli("office", "list", "-f", "json").out) == []


def test_a_tax_code_of_two_members_is_decided_for_theirs_once_ours_lacks_it(cli: Cli) -> None:
    two = BASE + '\n[[members]]\nid = "HV-0002"\nname = "B"\n'
    code = 'tax_code = "0201234569"\n'
    theirs = two.replace("phone", f"{code}phone")
    _sides(cli, two, two + code, theirs)("merge", "base.toml", "registry.toml", "theirs.toml")
    refused = cli("merge", "--resolve", "HV-0001", "theirs")
    assert (refused.status, "'0201234569' already belongs to 'HV-0001'" in refused.told) == (5, True)
    assert "or decide with `hiephoi merge --resolve HV-0001 ours`" in refused.told
    cli("member", "edit", "HV-0002", "--clear", "tax_code")
    assert cli("merge", "--resolve", "HV-0001", "theirs").file == theirs


def test_a_side_that_cannot_be_read_is_named(cli: Cli) -> None:
    done = _sides(cli, BASE, OURS, BASE + "x =")("merge", "base.toml", "registry.toml", "theirs.toml")
    assert (done.status, done.file) == (5, OURS)
    assert "registry.toml (theirs):14" in done.err


def test_a_registry_as_inline_tables_is_merged_by_its_values(cli: Cli) -> None:
    def inline(phone: str, email: str = "") -> str:
        member = f'{{ id = "HV-0001", name = "B", phone = "{phone}"{email} }}'
        return f'format = 1\nassociation.name = "A"\nmembers = [{member}]\n'

    done = _sides(cli, inline("1"), inline("2"), inline("3", ', email = "a@example.vn"'))(
        "merge", "base.toml", "registry.toml", "theirs.toml"
    )
    assert done.status == 1
    assert cli.text == inline("2", ', email = "a@example.vn"') + (
        '# conflict: theirs: members = [{ id = "HV-0001", phone = "3" }]\n'
    )
    assert cli("merge", "--resolve", "HV-0001", "theirs").file == inline("3", ', email = "a@example.vn"')


@pytest.mark.parametrize(
    "words", [("a", "b"), ("--resolve", "HV-0001", "mine"), ("--resolve", "HV-0001", "ours", "a", "b", "c")]
)
def test_wrong_words_are_refused(undecided: Cli, words: tuple[str, ...]) -> None:
    assert undecided("merge", *words).status == 2


def test_a_key_without_a_side_is_answered_with_the_two_sides(undecided: Cli) -> None:
    result = undecided("merge", "--resolve", "HV-0001")
    assert result.status == 2
    assert result.err.startswith("error: option '--resolve' needs KEY SIDE\nhint: ")
    assert "keep `ours`, or take `theirs`" in result.err


def test_without_a_repository_there_is_a_sentence(undecided: Cli) -> None:
    done = undecided("merge", GIT_CEILING_DIRECTORIES=str(undecided.folder.parent))
    assert done.status == 3
    assert "is in no git repository" in " ".join(done.err.split())


def test_without_git_there_is_a_sentence(undecided: Cli) -> None:
    done = undecided("merge", PATH="")
    assert done.status == 6
    assert "git is not installed" in done.err


def test_a_file_that_one_side_removed_is_left_to_git(cli: Cli) -> None:
    repository(cli)
    git(cli, "checkout", "-qb", "side")
    git(cli, "rm", "-q", "registry.toml")
    git(cli, "commit", "-qm", "gone")
    git(cli, "checkout", "-q", "main")
    cli("member", "add", "Công ty TNHH Mẫu")
    git(cli, "commit", "-qam", "added")
    with pytest.raises(AssertionError):
        git(cli, "merge", "-q", "side")
    done = cli("merge")
    assert done.status == 4
    said = " ".join(done.err.split())
    assert "theirs removed the file that ours changed" in said
    assert "hint: git checkout --ours " in said


def test_nothing_to_merge_is_said(cli: Cli) -> None:
    assert repository(cli)("merge").err == "git has left nothing to merge\n"
