"""Telephone numbers: zeros that a spreadsheet ate, and beginnings that have changed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiephoi_cli.domain.phone import are_usual, is_likely, is_usual, lost_zero, numbers, renewed, with_renewed


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
        ("2253822016; 912345678", "02253822016; 0912345678"),
        ("0225 3822 016/912.345.678", "0225 3822 016/0912.345.678"),
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


@pytest.mark.parametrize(
    ("old", "new", "year"),
    [
        ("0313 822 017", "0225 3822 017", 2017),
        ("0313822017", "02253822017", 2017),
        ("031.3822017", "0225.3822.017", 2017),
        ("(031) 3822017", "0225 3822 017", 2017),
        ("0313-822-017", "0225-3822-017", 2017),
        ("+84 31 3822 017", "+84 225 3822 017", 2017),
        ("+84313822017", "+842253822017", 2017),
        ("0320 3822 017", "0220 3822 017", 2017),
        ("04 3822 1234", "024 3822 1234", 2017),
        ("(08) 3822 1234", "028 3822 1234", 2017),
        ("08 3822 1234", "028 3822 1234", 2017),
        ("(033) 3822 017", "0203 3822 017", 2017),
        ("020 3822 017", "0214 3822 017", 2017),
        ("0123 456 7890", "0834 567 890", 2018),
        ("01689123456", "0389123456", 2018),
        ("0199.345.6789", "0593.456.789", 2018),
        ("+84 120 345 6789", "+84 703 456 789", 2018),
    ],
)
def test_a_number_of_before_2017_and_2018_has_a_new_one(old: str, new: str, year: int) -> None:
    assert is_likely(old)
    assert not is_usual(old)
    assert renewed(old) == (old, new, year)
    assert renewed(new) is None


@pytest.mark.parametrize(
    "number",
    [
        "0225 3822 016",
        "0912 345 678",
        "033 3822 017",
        "0838 221 234",
        "0383 822 017",
        "0225382201",
        "0211 3822 017",
        "024 3822 1234",
        "02838221234",
        "1900 1234",
        "+84 912 345 678",
        "+81 3 1234 5678",
    ],
)
def test_a_number_that_may_be_one_of_today_stays(number: str) -> None:
    assert is_likely(number)
    assert renewed(number) is None
    assert with_renewed(number) == number


def test_a_field_keeps_what_stands_between_its_numbers() -> None:
    field = "0313 822 017; 0912 345 678 / 01234567890"
    assert numbers(field) == ["0313 822 017", "0912 345 678", "01234567890"]
    assert with_renewed(field) == "0225 3822 017; 0912 345 678 / 0834567890"


@pytest.mark.parametrize("number", ["38220", "0225 382 20a", "", "+", "0225 3822 016 0912 345 678"])
def test_what_has_too_few_or_too_many_digits_is_no_number(number: str) -> None:
    assert not is_likely(number)
    assert not is_usual(number)


@given(
    st.lists(st.sampled_from(["0912345678", "0225 3822 016", "08 1234 5678", "(0225) 3822016", "12", "0912\n345678"]))
)
def test_numbers_looked_at_at_once_are_usual_if_each_is(texts: list[str]) -> None:
    assert are_usual(texts) == (bool(texts) and all(map(is_usual, texts)))
