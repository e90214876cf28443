"""Where no registry is, the message says where it was looked for, and names the file that may be meant."""

from pathlib import Path

import pytest

from harness import Cli
from hiephoi_cli.domain.rules.example import SOUND


@pytest.fixture
def bare(tmp_path: Path) -> Cli:
    """A folder without a registry."""
    cli = Cli(tmp_path, SOUND)
    cli.path.unlink()
    return cli


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("registy.toml", "registy.toml"),
        ("registry.toml.txt", "registry.toml.txt"),
        ("registry (1).toml", "'registry (1).toml'"),
        ("Registry.toml.toml", "Registry.toml.toml"),
        ("hoi-vien.toml", "hoi-vien.toml"),
    ],
)
def test_a_file_of_a_similar_name_or_kind_is_named_with_a_command_that_works(bare: Cli, name: str, typed: str) -> None:
    (bare.folder / name).write_text(SOUND, encoding="utf-8")
    result = bare("member", "list")
    assert result.status == 6
    assert f"hint: did you mean {typed}? `hiephoi --registry {typed} …`\n" in result.err
    assert "init" not in result.err
    assert bare("--registry", name, "member", "list").status == 0


def test_a_registry_one_folder_below_is_named(bare: Cli) -> None:
    (bare.folder / "so").mkdir()
    (bare.folder / "so/registry.toml").write_text(SOUND, encoding="utf-8")
    assert "did you mean so/registry.toml?" in bare("stats").err


def test_without_any_the_folder_is_named_and_init_only_as_a_beginning(bare: Cli) -> None:
    (bare.folder / "pyproject.toml").write_text("[project]\n", encoding="utf-8")
    for language, said in (("en", "only a new registry begins with"), ("vi", "chỉ khi lập sổ mới thì dùng")):
        result = bare("check", HIEPHOI_LANG=language)
        assert result.status == 6
        assert str(bare.folder) in result.err
        assert "--registry" in result.err
        assert f"{said} `hiephoi init`" in result.told
    assert list(bare.folder.glob("*.toml")) == [bare.folder / "pyproject.toml"]


def test_a_named_file_that_is_not_there_is_reported_with_its_likely_name(bare: Cli) -> None:
    (bare.folder / "hoi-vien.toml").write_text(SOUND, encoding="utf-8")
    result = bare("--registry", "hoi-vein.toml", "member", "list")
    assert result.err == (
        "error: hoi-vein.toml: no such file\nhint: did you mean hoi-vien.toml? `hiephoi --registry hoi-vien.toml …`\n"
    )


def test_a_name_from_the_environment_is_reported_as_such(bare: Cli) -> None:
    result = bare("member", "list", HIEPHOI_REGISTRY="no/such.toml")
    assert (result.status, result.err) == (
        6,
        "error: no: no such folder; the path is set in HIEPHOI_REGISTRY\nhint: check the path\n",
    )
    assert "HIEPHOI_REGISTRY" not in bare("--registry", "no.toml", "member", "list").err


def test_of_a_folder_the_registry_in_it_is_missing(bare: Cli) -> None:
    (bare.folder / "so").mkdir()
    result = bare("--registry", "so", "member", "list")
    hint = "hint: check the path; to begin a new registry: `hiephoi init so/registry.toml`\n"
    assert (result.status, result.err) == (6, f"error: so/registry.toml: no such file\n{hint}")
    assert bare("init", "so/registry.toml").status == 0
    assert bare("--registry", "so", "member", "list").status == 0
