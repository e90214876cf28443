"""What the columns of a list hold, kept for the next list of the same headings."""

import pytest

from harness import Cli

HEAD = "Tên công ty,Số nhà,Đường,Vốn\n"
CHOSEN = ("--map", "Số nhà+Đường=address", "--ignore", "Vốn")


def list_of(cli: Cli, rows: str, head: str = HEAD, name: str = "list.csv") -> str:
    (cli.folder / name).write_text(head + rows, encoding="utf-8")
    return name


@pytest.fixture
def saved(cli: Cli) -> Cli:
    """The shipped registry with a map by the name of so-kh."""
    name = list_of(cli, "Công ty Mẫu A,Số 1,phố Mẫu,5\n")
    assert "map 'so-kh' saved" in cli("member", "import", name, *CHOSEN, "--save-map", "so-kh", "--yes").err
    assert 'address = "Số 1, phố Mẫu"' in cli.text
    return cli


def test_a_list_of_the_same_headings_is_read_as_the_one_before_and_that_is_said(saved: Cli) -> None:
    result = saved("member", "import", list_of(saved, "Công ty Mẫu B,,ngõ Mẫu,7\n"), "--yes")
    assert (result.status, 'address = "ngõ Mẫu"' in result.file) == (0, True)
    assert result.err.startswith("columns as in map 'so-kh', saved for these headings")


def test_other_headings_other_kinds_and_own_options_leave_the_map_aside(saved: Cli) -> None:
    assert saved("member", "import", list_of(saved, "B,,,\n", HEAD.replace("Vốn", "Vốn 2"))).status == 5
    assert saved("sector", "import", list_of(saved, "B,,,\n")).status == 5
    assert saved("member", "import", list_of(saved, "B,,,\n"), "--ignore", "Vốn").status == 5


def test_a_map_is_used_by_its_name_and_own_options_go_with_it(saved: Cli) -> None:
    name = list_of(saved, "Công ty Mẫu C,,ngõ Mẫu,7,x\n", HEAD.replace("\n", ",Khác\n"))
    assert saved("member", "import", name, "--use-map", "so-kh", "--yes").status == 5
    assert saved("member", "import", name, "--use-map", "so-kh", "--map", "Khác=note", "--yes").status == 0
    assert 'note = "x"' in saved.text


@pytest.mark.parametrize("damage", [b"[]", b'{"columns": {"\xff": "name"}}'])
def test_a_map_can_be_a_file(saved: Cli, damage: bytes) -> None:
    name = list_of(saved, "Công ty Mẫu D,,ngõ Mẫu,7\n")
    assert saved("member", "import", name, "--use-map", "so-kh", "--save-map", "map.json", "--yes").status == 0
    assert saved("member", "import", name, "--use-map", "map.json").status == 0
    (saved.folder / "map.json").write_bytes(damage)
    result = saved("member", "import", name, "--use-map", "map.json")
    assert (result.status, result.err.splitlines()[0]) == (5, "error: map.json: this is not a saved map")


@pytest.mark.parametrize(
    ("options", "status", "said"),
    [
        (("--use-map", "so-k"), 3, "no map 'so-k'"),
        (("--use-map", "none.json"), 6, "none.json"),
        (("--use-map", "so-kh", "--save-map", "a/b"), 2, "'a/b' cannot name a map"),
    ],
)
def test_a_map_that_is_not_there_is_reported(saved: Cli, options: tuple[str, ...], status: int, said: str) -> None:
    result = saved("member", "import", list_of(saved, "B,,,\n"), *options, "--yes")
    assert (result.status, said in result.err) == (status, True)


def test_a_dry_run_saves_nothing_and_a_damaged_map_stops_no_list(saved: Cli) -> None:
    saved("member", "import", list_of(saved, "B,,,\n"), "--save-map", "khac", "--dry-run")
    assert [path.name for path in (saved.folder / ".hiephoi").glob("*.json")] == ["registry.toml.map.so-kh.json"]
    (saved.folder / ".hiephoi" / "registry.toml.map.a.json").write_text("{", encoding="utf-8")
    assert saved("member", "import", list_of(saved, "Công ty Mẫu E,,,\n"), "--yes").status == 0


def test_answers_are_saved_too(cli: Cli) -> None:
    name = list_of(cli, "Công ty Mẫu A,0912345678\n", 'Tên,"Điện thoại, Email"\n')
    result = cli.terminal("member", "import", name, "--save-map", "hoi", answers=["9", "1"])
    assert (result.status, 'phone = "0912345678"' in result.file) == (0, True)
    assert cli("member", "import", name).status == 0
