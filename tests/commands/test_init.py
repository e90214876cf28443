"""`hiephoi init` as its users call it."""

import pytest

from harness import Cli


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


def test_a_folder_that_is_not_there_is_told(cli: Cli) -> None:
    assert cli("init", "no/such/registry.toml").status == 6
