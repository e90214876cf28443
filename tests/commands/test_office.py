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


def test_offices_that_have_ended_or_are_to_come_are_listed_only_with_all_and_marked(cli: Cli) -> None:
    cli("office", "add", "Thư ký", "--until", "2026-01-01")
    cli("office", "add", "Tổng thư ký", "--since", "2027-01-01")
    assert [row["code"] for row in cli.rows("office", "list")] == ["chu-tich"]
    assert [row["code"] for row in cli.rows("office", "list", "--on", "2025-12-31")] == ["chu-tich", "thu-ky"]
    assert [row["name"] for row in cli.rows("office", "list", "--all")] == ["Chủ tịch", "Thư ký", "Tổng thư ký"]
    shown = cli("office", "list", "--all", "-f", "table").out
    assert "│ Thư ký (until 2026-01-01) " in shown
    assert "│ Tổng thư ký (from 2027-01-01) " in shown
    assert cli.rows("office", "list", "thu ky", "--all", "-c", "code")[0] == {"code": "thu-ky"}


def test_an_ended_office_is_listed_as_long_as_somebody_holds_it(cli: Cli) -> None:
    cli("office", "edit", "chu-tich", "--until", "2026-01-01")
    assert "│ Chủ tịch (until 2026-01-01) " in cli("office", "list", "-f", "table").out
