"""`hiephoi init` as its users call it."""

import pytest

from harness import Cli
from repositories import git, repository


@pytest.mark.parametrize("language", ["en", "vi"])
def test_a_new_registry_is_commented_and_works(cli: Cli, language: str) -> None:
    result = cli("init", "new.toml", "--name", "Hội Mẫu", HIEPHOI_LANG=language)
    assert (result.status, result.out) == (0, "new.toml\n")
    text = (cli.folder / "new.toml").read_text(encoding="utf-8")
    assert 'name = "Hội Mẫu"' in text
    assert text.count("\n#") > 10
    assert cli("--registry", "new.toml", "sector", "add", "Xây lắp").out == "xay-lap\n"
    assert cli("--registry", "new.toml", "member", "add", "A", "--sector", "xay-lap").out == "HV-0001\n"


def test_nothing_is_overwritten(cli: Cli) -> None:
    before = cli.text
    result = cli("init")
    assert (result.status, result.file) == (4, before)


@pytest.mark.parametrize("blank", [b"", b"\xef\xbb\xbf", b" \r\n\n"])
def test_a_blank_file_is_filled(cli: Cli, blank: bytes) -> None:
    cli.path.write_bytes(blank)
    result = cli("init", "registry.toml", "--name", "Hội Mẫu")
    assert (result.status, result.out) == (0, "registry.toml\n")
    assert 'name = "Hội Mẫu"' in result.file
    assert cli("check").status == 0


@pytest.mark.parametrize("text", ["# ghi chú\n", "x", "\0\0", " " * 10_000])
def test_what_may_be_somebody_s_is_not_overwritten(cli: Cli, text: str) -> None:
    cli.path.write_text(text, encoding="utf-8")
    assert (cli("init").status, cli.text) == (4, text)


def test_a_folder_that_is_not_there_is_reported(cli: Cli) -> None:
    assert cli("init", "no/such/registry.toml").status == 6


@pytest.mark.parametrize(
    ("lost", "said"),
    [(False, "`hiephoi undo` restores what it held"), (True, "to bring it back: `touch registry.toml`")],
)
def test_what_was_lost_is_brought_back_rather_than_begun_anew(cli: Cli, lost: bool, said: str) -> None:
    before = cli("member", "add", "A").file
    cli.path.unlink() if lost else cli.path.write_bytes(b"")
    for words in (("member", "list"), ("init", "registry.toml")):
        result = cli.process("--registry", "registry.toml", *words)
        assert result.status != 0
        assert said in result.told, result
    cli.path.touch()
    assert cli("undo", "--yes").file == before


def test_what_git_has_is_not_begun_anew(cli: Cli) -> None:
    before = repository(cli).text
    cli.path.unlink()
    for words in (("member", "list"), ("init", "registry.toml")):
        result = cli("--registry", "registry.toml", *words)
        assert result.status != 0
        assert "hint: git checkout -- registry.toml" in result.told, result
    git(cli, "checkout", "--", "registry.toml")
    assert cli.text == before
