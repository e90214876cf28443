"""Telephone numbers whose zero a spreadsheet ate."""

import pytest

from hiephoi_cli.domain.phone import lost_zero


@pytest.mark.parametrize(
    ("eaten", "whole"),
    [
        ("912345678", "0912345678"),
        ("387654321", "0387654321"),
        ("2253822016", "02253822016"),
        ("2438221234", "02438221234"),
        ("912 345 678", "0912 345 678"),
        ("225.3822.016", "0225.3822.016"),
        ("225-3822016", "0225-3822016"),
    ],
)
def test_mobiles_of_nine_digits_and_landlines_of_ten_lost_a_zero(eaten: str, whole: str) -> None:
    assert lost_zero(eaten) == whole


@pytest.mark.parametrize(
    "text",
    [
        "0912345678",
        "612345678",
        "91234567",
        "9123456789",
        "225382201",
        "22538220161",
        "912 345 67",
        "+84912345678",
        "84 912 345 678",
        "",
    ],
)
def test_what_is_whole_or_no_number_of_vietnam_gets_none(text: str) -> None:
    assert lost_zero(text) is None
