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
    assert (result.status, result.out) == (0, "kind\tkey\tname\tfield\ttext\n")
