"""`hiephoi sector` as its users call it."""

import pytest

from harness import Cli


def test_a_code_follows_from_the_name(cli: Cli) -> None:
    result = cli("sector", "add", "Đào tạo nghề")
    assert (result.status, result.out) == (0, "dao-tao-nghe\n")
    assert cli.rows("sector", "list")[-1] == {
        "code": "dao-tao-nghe",
        "name": "Đào tạo nghề",
        "name_en": "",
        "note": "",
        "members": "0",
    }


def test_a_code_may_be_given_and_must_be_free_and_well_formed(cli: Cli) -> None:
    assert cli("sector", "add", "Đào tạo", "--code", "dt").out == "dt\n"
    assert cli("sector", "add", "Xây lắp").status == 4
    assert cli("sector", "add", "Khác", "--code", "Khác nữa").status == 5
    assert cli("sector", "add", "???").status == 5


def test_a_list_counts_the_members_of_today(cli: Cli) -> None:
    cli("member", "add", "A", "--sector", "xay-lap", "--joined", "2026-01-01")
    cli("member", "add", "B", "--sector", "xay-lap", "--left", "2026-02-01")
    assert cli("sector", "list", "-c", "code,members", "--no-header").out.splitlines()[1] == "xay-lap\t1"
    assert cli.rows("sector", "show", "xây lắp")[0]["members"] == "1"


def test_a_sector_is_edited(cli: Cli) -> None:
    assert cli("sector", "edit", "xay-lap", "--name", "Xây lắp công nghiệp").out == "xay-lap\n"
    assert 'name = "Xây lắp công nghiệp"' in cli.text


@pytest.mark.parametrize("noun", ["sector", "office"])
def test_what_is_referred_to_is_not_removed(cli: Cli, noun: str) -> None:
    cli("member", "edit", "HV-0001", "--sector", "xay-lap")
    code = {"sector": "xay-lap", "office": "chu-tich"}[noun]
    result = cli(noun, "remove", code, "--yes")
    assert result.status == 4
    assert "HV-0001" in result.err or "2024-11-11" in result.err


def test_a_sector_that_nobody_names_is_removed(cli: Cli) -> None:
    assert cli("sector", "remove", "tu-van", "--yes").out == "tu-van\n"
    assert "tu-van" not in cli.text


def test_a_list_is_narrowed_by_words_and_grouped_by_a_field(cli: Cli) -> None:
    assert [row["code"] for row in cli.rows("sector", "list", "xay")] == ["xay-lap"]
    cli("sector", "edit", "xay-lap", "--note", "x")
    assert [row["by_note"] for row in cli.rows("sector", "list", "--by", "note")] == ["x", "", "", ""]


def test_a_name_that_another_has_is_refused_in_an_edit(cli: Cli) -> None:
    assert "'Tư vấn' already exists, as tu-van" in cli("sector", "edit", "xay-lap", "--name", "tư vấn").err
