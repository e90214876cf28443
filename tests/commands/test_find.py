"""`hiephoi find` as its users call it."""

import pytest

from harness import Cli


@pytest.mark.parametrize("text", ["tung", "TÙNG", "Phạm Đoàn"])
def test_people_are_found_whatever_the_accents(cli: Cli, text: str) -> None:
    assert [row["kind"] for row in cli.rows("find", text)] == ["member", "mandate"]


def test_what_fits_exactly_comes_first(cli: Cli) -> None:
    cli("member", "add", "Xay lap Hai Phong")
    assert [row["key"] for row in cli.rows("find", "Xây lắp")] == ["xay-lap", "HV-0002"]


def test_nothing_found_is_a_header_only(cli: Cli) -> None:
    result = cli("find", "không có")
    assert (result.status, result.out) == (0, "kind\tkey\tname\tfield\ttext\tmistyped\n")


def test_a_caller_is_found_by_the_number_and_the_field_is_shown(cli: Cli) -> None:
    cli("member", "edit", "HV-0001", "--phone", "0225 3953 893")
    assert [(row["key"], row["field"], row["text"]) for row in cli.rows("find", "+84 225 3953893")] == [
        ("HV-0001", "phone", "0225 3953 893")
    ]
    assert "Phone: 0225 3953" in cli("find", "3953893", "-f", "table").out


def test_the_chairman_is_found_by_the_office(cli: Cli) -> None:
    first, second, *_more = cli.rows("find", "chủ tịch")
    assert (first["kind"], first["name"], first["field"], first["text"]) == (
        "mandate",
        "Phạm Đoàn Tùng",
        "office",
        "Chủ tịch",
    )
    assert second["kind"] == "office"
    assert "Phạm Đoàn Tùng as Chủ tịch" in cli("find", "chủ tịch", "-f", "table", COLUMNS="120").out


@pytest.mark.parametrize("kind", ["member", "members", "hội viên", "Hoi vien"])
def test_one_kind_is_searched(cli: Cli, kind: str) -> None:
    assert [row["kind"] for row in cli.rows("find", "tung", "--kind", kind)] == ["member"]


def test_an_unknown_kind_is_refused(cli: Cli) -> None:
    result = cli("find", "tung", "--kind", "xe")
    assert (result.status, result.err.splitlines()[0]) == (2, "error: no kind 'xe'")


def test_a_wrong_letter_is_said(cli: Cli) -> None:
    result = cli("find", "pham doan tugn")
    assert [line.split("\t")[-1] for line in result.out.splitlines()] == ["mistyped", "true", "true"]
    assert result.err == "≈ 2 differ in one letter\n"
    assert "≈ Representative: " in cli("find", "pham doan tugn", "-f", "table").out
