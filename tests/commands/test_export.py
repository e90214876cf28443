"""`hiephoi export` as its users call it."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from harness import Cli

MEMBER = """
[[members]]
id = "HV-0002"
name = "Công ty Mẫu"
"""

UNKNOWN_OFFICE = """
[[officers]]
person = "Lê An"
office = "thu-ky"
since = 2025-01-01

[rules]
reference = "off"
"""


def people(file: Path) -> list[str]:
    """The officers of a database, read as other programs do."""
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        return [person for (person,) in connection.execute("SELECT person FROM current_officers")]


def test_popolo_goes_to_standard_output(cli: Cli) -> None:
    result = cli("export", "--format", "popolo")
    assert (result.status, result.err) == (0, "")
    assert [person["name"] for person in json.loads(result.out)["persons"]] == ["Phạm Đoàn Tùng"]
    assert cli("export", "-f", "popolo", "-o", "-").out == result.out


def test_popolo_goes_to_a_file_of_any_ending_that_is_not_anothers(cli: Cli) -> None:
    expected = cli("export", "-f", "popolo").out
    for name in ("a.csv", "a.xlsx", "a.db", "a.SQLITE"):
        refused = cli("export", "-f", "popolo", "-o", name)
        assert (refused.status, (cli.folder / name).exists()) == (2, False)
        assert f"the extension '{Path(name).suffix.lower()}' does not fit the format popolo" in refused.err
    assert cli("export", "-f", "sqlite", "-o", "a.json").status == 2
    for name in ("a.json", "a", "a.popolo"):
        assert cli("export", "-f", "popolo", "-o", name).out == ""
        assert (cli.folder / name).read_text(encoding="utf-8") == expected


@pytest.mark.parametrize("name", ["a.db", "a.sqlite", "a.SQLITE3"])
def test_the_ending_of_a_file_tells_a_database(cli: Cli, name: str) -> None:
    result = cli("export", "-o", name)
    assert (result.status, result.out, result.err) == (0, "", "")
    assert people(cli.folder / name) == ["Phạm Đoàn Tùng"]


def test_a_database_goes_to_a_file_of_any_ending_where_it_is_named(cli: Cli) -> None:
    assert cli("export", "-f", "sqlite", "-o", "a.data").status == 0
    assert people(cli.folder / "a.data") == ["Phạm Đoàn Tùng"]


def test_a_database_takes_the_place_of_the_one_before(cli: Cli) -> None:
    for _time in range(2):
        assert cli("export", "-o", "a.db").status == 0
    cli("officer", "end", "chu-tich", "tung", "--on", "2025-01-01", "--reason", "resigned")
    assert people(cli.folder / "a.db") == ["Phạm Đoàn Tùng"]
    assert cli("export", "-o", "a.db").status == 0
    assert people(cli.folder / "a.db") == []
    assert sorted(path.name for path in cli.folder.iterdir()) == [".hiephoi", "a.db", "registry.toml"]


@pytest.mark.parametrize(
    ("args", "status", "message", "hint"),
    [
        ((), 2, "'--format' is missing", "hiephoi export --format popolo|sqlite -o FILE"),
        (("-o", "-"), 2, "'--format' is missing", "hiephoi export --format popolo|sqlite -o FILE"),
        (
            ("-o", "a.json"),
            2,
            "no known format has the file extension '.json'",
            "hiephoi export --format popolo|sqlite -o FILE",
        ),
        (("-f", "popol"), 2, "no format 'popol'", "did you mean 'popolo'?"),
        (("-f", "csv"), 2, "no format 'csv'", "hiephoi export --format popolo|sqlite -o FILE"),
        (("-f", "sqlite"), 2, "sqlite cannot be printed", "hiephoi export --format sqlite -o FILE"),
        (("-f", "sqlite", "-o", "-"), 2, "sqlite cannot be printed", "hiephoi export --format sqlite -o FILE"),
        (("-f", "popolo", "-o", "registry.toml"), 2, "'registry.toml' is the registry itself", "write to another file"),
        (
            ("-o", ".hiephoi/x.json", "-f", "popolo"),
            2,
            "in the program's own folder, with the log of changes",
            "write to another folder",
        ),
        (("-o", "link.db"), 2, "'link.db' is the registry itself", "write to another file"),
        (("-o", "no/folder/a.db"), 6, "no/folder/a.db: no such file or folder", "check the path"),
    ],
)
def test_what_cannot_be_done_is_reported_and_nothing_is_written(
    cli: Cli, args: tuple[str, ...], status: int, message: str, hint: str
) -> None:
    (cli.folder / "link.db").symlink_to("registry.toml")
    before = cli.text
    result = cli("export", *args)
    assert (result.status, result.out) == (status, "")
    first, second = result.told.splitlines()
    assert first.endswith(message)
    assert second == f"hint: {hint}"
    assert result.file == before
    assert sorted(path.name for path in cli.folder.iterdir()) == ["link.db", "registry.toml"]


@pytest.mark.parametrize("args", [("-f", "popolo"), ("-o", "a.db")])
@pytest.mark.parametrize(
    ("text", "message"),
    [
        (MEMBER + 'sectors = ["co-khi"]\n', "members.HV-0002.sectors.#1: no sector 'co-khi'"),
        (MEMBER + MEMBER, "members.HV-0002.id: member 'HV-0002' occurs twice"),
        (UNKNOWN_OFFICE, "officers.Lê An · thu-ky · 2025-01-01.office: no office 'thu-ky'"),
    ],
)
def test_keys_and_references_that_do_not_hold_are_reported(
    cli: Cli, args: tuple[str, ...], text: str, message: str
) -> None:
    cli.path.write_text(cli.text + text, encoding="utf-8")
    result = cli("export", *args)
    assert (result.status, result.out) == (5, "")
    assert f"error: {message}\nhint: " in result.err
    assert not (cli.folder / "a.db").exists()


def test_other_errors_of_a_registry_do_not_keep_it_back(cli: Cli) -> None:
    cli.path.write_text(cli.text + MEMBER + 'tax_code = "12345"\n', encoding="utf-8")
    assert cli("check").status == 5
    assert cli("export", "-o", "a.db").status == 0
    assert "12345" in cli("export", "-f", "popolo").out


def test_control_characters_reach_no_terminal(cli: Cli) -> None:
    cli.path.write_text(cli.text + MEMBER + 'note = "\\u001b[31m\\u202e"\n', encoding="utf-8")
    assert '"+note": "\\u001b[31m\\u202e"' in cli("export", "-f", "popolo").out


def test_formats_are_completed(cli: Cli) -> None:
    result = cli.process(_HIEPHOI_COMPLETE="complete_bash", COMP_WORDS="hiephoi export --format s")
    assert result.out.split() == ["sqlite"]


def test_conditions_choose_the_members_and_what_refers_to_others_is_left_out(cli: Cli) -> None:
    cli("member", "add", "Công ty Mẫu", "--sector", "xay-lap")
    result = cli("export", "--where", "sectors=xây lắp", "-o", "a.db")
    assert (result.status, result.out) == (0, "")
    assert result.err == "1 of 2 members, without what refers to the others\n"
    assert people(cli.folder / "a.db") == []
    assert cli("export", "--where", "name~top land", "-o", "b.db").err.startswith("1 of 2 members")
    assert people(cli.folder / "b.db") == ["Phạm Đoàn Tùng"]
    assert "no column 'sectr'" in cli("export", "--where", "sectr=1", "-o", "c.db").err
