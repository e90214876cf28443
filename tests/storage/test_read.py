"""Reading a registry, and telling what keeps it from being read."""

from pathlib import Path

import pytest

from harness import REGISTRY, Cli


def test_a_file_of_notepad_is_read(cli: Cli) -> None:
    text = REGISTRY.read_text(encoding="utf-8")
    cli.path.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert cli.rows("member", "list")[0]["id"] == "HV-0001"


def test_the_nearest_registry_here_or_above_is_taken(cli: Cli) -> None:
    below = cli.folder / "a/b"
    below.mkdir(parents=True)
    found = Cli(cli.folder / "a")
    found.folder = below
    assert found("member", "list").status == 0
    found.path.unlink()
    assert found("member", "list").status == 0
    cli.path.unlink()
    result = found("member", "list")
    assert result.status == 6
    assert result.told.startswith(f"error: no registry.toml in {below} or above it\nhint: go to the folder")


def test_the_option_goes_before_the_variable_and_this_before_the_folder(cli: Cli) -> None:
    other = cli.folder / "other.toml"
    other.write_text('format = 1\n[association]\nname = "Hội Khác"\n', encoding="utf-8")
    assert cli.rows("member", "list", HIEPHOI_REGISTRY="other.toml") == []
    assert len(cli.rows("--registry", "registry.toml", "member", "list", HIEPHOI_REGISTRY="other.toml")) == 1


@pytest.mark.parametrize(
    ("data", "status", "said"),
    [
        (b"", 5, "registry.toml: the file is empty"),
        (b"# x\n", 5, "'format' is missing"),
        (b"[[members", 5, "registry.toml:1:1: a record begins with its kind"),
        (b'format = 1\nname = "a\n', 5, "registry.toml:2:8: the closing quote is missing"),
        (b"format = 1\n!?\n", 5, "registry.toml:2:1: not valid TOML: a line begins with a key, a bracket or #"),
        ("format = 1\n".encode("utf-16"), 5, "registry.toml:1:1: the file is not UTF-8 text"),
        (b"format = 1\n# \xc4\n", 5, "registry.toml:2:1: the file is not UTF-8 text"),
        (b'format = 2\n[association]\nname = "a"\n', 5, "registry.toml:1:10: format: '2' is not allowed"),
    ],
)
def test_what_is_no_registry_is_reported_with_its_line(cli: Cli, data: bytes, status: int, said: str) -> None:
    cli.path.write_bytes(data)
    for args in (("member", "list"), ("member", "add", "A")):
        result = cli(*args)
        assert result.status == status
        assert said in result.told
        assert cli.path.read_bytes() == data


def test_every_fault_is_reported_with_its_line_and_column(cli: Cli) -> None:
    cli.path.write_text(
        'format = 1\n[association]\nnmae = "Hội"\n\n[[members]]\nid = "HV-0001"\nname = 7\nsectors = ["a", 1]\n',
        encoding="utf-8",
    )
    result = cli("member", "list")
    assert result.status == 5
    told = [line.partition("registry.toml:")[2] for line in result.err.splitlines() if line.startswith("error")]
    assert told == [
        "2:1: association: 'name' is missing",
        "3:1: association.nmae: unknown key 'nmae'",
        "7:8: members.HV-0001.name: expected text, found a whole number",
        "8:17: members.HV-0001.sectors.#2: expected text, found a whole number",
    ]


def test_the_registry_in_a_folder_is_read_and_a_missing_one_is_reported(cli: Cli) -> None:
    assert cli("--registry", str(cli.folder), "member", "list").status == 0
    assert cli("--registry", "none.toml", "member", "list").status == 6
    assert cli("--registry", "none.toml", "member", "add", "A").status == 6


@pytest.mark.parametrize("value", ["[" * 5000 + "]" * 5000, "1" * 5000], ids=["nested", "digits"])
def test_a_value_that_python_cannot_hold_is_reported(value: str, cli: Cli) -> None:
    cli.path.write_text(f"a = {value}", encoding="utf-8")
    result = cli("member", "list")
    assert result.status == 5
    assert "not valid TOML" in result.err


@pytest.mark.deep
def test_a_large_file_of_another_kind_is_reported(tmp_path: Path) -> None:
    cli = Cli(tmp_path, b"x" * (50 << 20))
    result = cli("member", "list")
    assert result.status == 5
    assert len(result.err) < 1000
