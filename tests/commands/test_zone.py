"""`hiephoi zone` as its users call it, and members' zones."""

import json

import pytest

from harness import Cli


def test_the_shipped_registry_has_the_zones_that_the_congress_named(cli: Cli) -> None:
    assert cli.rows("zone", "list", "-c", "code,kind,area_ha,members") == [
        {"code": "kcn-xuan-cau", "kind": "industrial-zone", "area_ha": "752", "members": "0"},
        {"code": "kcn-tien-thanh", "kind": "industrial-zone", "area_ha": "410.46", "members": "0"},
    ]


@pytest.mark.parametrize(
    ("name", "code", "kind"),
    [
        ("KCN Mẫu", "kcn-mau", "industrial-zone"),
        ("Cụm công nghiệp Mẫu", "cum-cong-nghiep-mau", "cluster"),
        ("Khu kinh tế Mẫu", "khu-kinh-te-mau", "other"),
        ("Mẫu", "mau", ""),
    ],
)
def test_the_kind_of_a_zone_follows_from_its_name(cli: Cli, name: str, code: str, kind: str) -> None:
    assert cli("zone", "add", name).out == f"{code}\n"
    assert cli.rows("zone", "show", code)[0]["kind"] == kind


@pytest.mark.parametrize(
    ("typed", "written"),
    [("752", "752"), ("410,46", "410.46"), ("410.46 ha", "410.46"), ("6.131,36", "6131.36"), ("6131.3600", "6131.36")],
)
def test_an_area_is_written_as_people_write_numbers(cli: Cli, typed: str, written: str) -> None:
    cli("zone", "edit", "tien thanh", "--area-ha", typed)
    assert f"area_ha = {written}\n" in cli.text


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("6.131", "may be 6131 or a decimal"),
        ("nhỏ", "not a number"),
        ("-1", "not a number"),
        ("9999999", "not allowed"),
    ],
)
def test_an_area_that_is_none_or_could_be_two_is_refused(cli: Cli, typed: str, told: str) -> None:
    result = cli("zone", "edit", "tien thanh", "--area-ha", typed)
    assert result.status == 5
    assert told in result.told


def test_a_cell_that_says_what_is_recorded_is_no_riddle(cli: Cli) -> None:
    cli("zone", "edit", "tien thanh", "--area-ha", "6.1310")
    (cli.folder / "zones.csv").write_text("name;area_ha\nKCN Tiên Thanh;6,131\n", encoding="utf-8")
    assert "unchanged 1" in cli("zone", "import", "zones.csv").err


def test_a_zone_with_a_place_behind_its_name_has_a_hint_which_it_may_be(cli: Cli) -> None:
    (cli.folder / "list.csv").write_text("name;zone\nCông ty TNHH Mẫu;KCN Tiên Thanh - Hải Phòng\n", encoding="utf-8")
    told = cli("member", "import", "list.csv").out
    assert "did you mean 'kcn-tien-thanh' (KCN Tiên Thanh)?" in told
    assert "hiephoi zone add" in told


def test_a_kind_of_zone_may_be_just_another(cli: Cli) -> None:
    cli("zone", "add", "Khu Mẫu", "--kind", "khác")
    assert json.loads(cli("zone", "show", "khu-mau", "-f", "json").out)["kind"] == "other"


def test_a_number_is_shown_in_the_reader_s_language(cli: Cli) -> None:
    assert "410,46" in cli("zone", "list", "-f", "table", HIEPHOI_LANG="vi", COLUMNS="120").out
    assert json.loads(cli("zone", "show", "tiên thanh", "-f", "json").out)["area_ha"] == 410.46


@pytest.mark.parametrize("name", ["Khu công nghiệp Tiên Thanh", "tien thanh", "KCN TIÊN THANH"])
def test_a_zone_that_is_there_is_not_added_again(cli: Cli, name: str) -> None:
    result = cli("zone", "add", name)
    assert (result.status, result.err.splitlines()[0]) == (
        4,
        "error: 'KCN Tiên Thanh' already exists, as kcn-tien-thanh",
    )
    (cli.folder / "zones.csv").write_text(f"name,area_ha\n{name},410\n", encoding="utf-8")
    assert "created 0 · updated 1" in cli("zone", "import", "zones.csv").err
    assert 'name = "KCN Tiên Thanh"' in cli.text


@pytest.mark.parametrize("zone", ["KCN Tiên Thanh", "khu cong nghiep tien thanh", "Tiên Thanh", "kcn-tien-thanh"])
def test_a_member_s_zone_is_found_by_any_spelling(cli: Cli, zone: str) -> None:
    cli("member", "edit", "HV-0001", "--zone", zone)
    assert 'zone = "kcn-tien-thanh"' in cli.text
    (cli.folder / "list.csv").write_text(f"Tên doanh nghiệp,KCN/CCN\nCông ty Mẫu,{zone}\n", encoding="utf-8")
    assert cli("member", "import", "list.csv").status == 0
    assert cli.rows("member", "show", "Công ty Mẫu")[0]["zone"] == "kcn-tien-thanh"
    assert cli.rows("zone", "list", "-c", "members")[1] == {"members": "2"}


def test_an_unknown_zone_comes_with_the_command_that_adds_it(cli: Cli) -> None:
    (cli.folder / "list.csv").write_text("name,zone\nCông ty Mẫu,CCN Mẫu\n", encoding="utf-8")
    for args in (("member", "import", "list.csv"), ("member", "edit", "HV-0001", "--zone", "CCN Mẫu")):
        result = cli(*args)
        assert result.status == 5
        told = result.out + result.told
        assert "no zone 'CCN Mẫu'" in told
        assert "hiephoi zone add" in told
    cli("zone", "add", "CCN Mẫu")
    assert cli("member", "import", "list.csv").status == 0


def test_a_name_in_the_file_becomes_a_code(cli: Cli) -> None:
    cli.path.write_text(cli.text.replace('position = "Giám đốc"', 'zone = "Khu công nghiệp Tiên Thanh"'), "utf-8")
    assert "no zone 'Khu công nghiệp Tiên Thanh'" in cli("check").out
    cli("check", "--fix")
    assert 'zone = "kcn-tien-thanh"' in cli.text


def test_members_are_found_by_their_zone(cli: Cli) -> None:
    cli("member", "add", "Công ty Mẫu", "--zone", "tiên thanh")
    assert [row["id"] for row in cli.rows("member", "list", "tien thanh")] == ["HV-0002"]
    assert [(row["kind"], row["key"]) for row in cli.rows("find", "tiên thanh")] == [
        ("zone", "kcn-tien-thanh"),
        ("member", "HV-0002"),
    ]
    assert [row["id"] for row in cli.rows("member", "list", "--where", "zone=Khu công nghiệp Tiên Thanh")] == [
        "HV-0002"
    ]


def test_a_zone_that_a_member_is_in_is_not_removed(cli: Cli) -> None:
    cli("member", "edit", "HV-0001", "--zone", "tiên thanh")
    assert "members.HV-0001" in cli("zone", "remove", "tiên thanh", "--yes").err
    assert cli("zone", "remove", "xuân cầu", "--yes").out == "kcn-xuan-cau\n"
