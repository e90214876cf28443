"""`hiephoi office` as its users call it."""

from harness import Cli


def test_an_office_is_added_edited_and_removed(cli: Cli) -> None:
    before = cli.text
    assert cli("office", "add", "Phó Chủ tịch", "--seats", "2").out == "pho-chu-tich\n"
    assert cli("office", "edit", "pho-chu-tich", "--seats", "3").status == 0
    assert cli.rows("office", "list")[-1]["seats"] == "3"
    assert cli("office", "remove", "pho-chu-tich", "--yes").status == 0
    assert cli.text == before


def test_a_list_names_the_holders_of_today(cli: Cli) -> None:
    assert [row["holders"] for row in cli.rows("office", "list")] == ["Phạm Đoàn Tùng"]
    assert [row["holders"] for row in cli.rows("office", "list", HIEPHOI_TODAY="2024-11-10")] == [""]


def test_seats_are_a_number_from_one(cli: Cli) -> None:
    assert cli("office", "add", "Ủy viên", "--seats", "nhiều").status == 5
    result = cli("office", "add", "Ủy viên", "--seats", "0")
    assert result.status == 5


def test_an_office_is_shown_with_its_holders(cli: Cli) -> None:
    assert cli.rows("office", "show", "chủ tịch")[0]["holders"] == "Phạm Đoàn Tùng"
