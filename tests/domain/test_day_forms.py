"""Days are read in the forms of people and programs, and columns show the order of their numbers."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiephoi_cli.domain.day_forms import Order, orders, read_day, read_month


@pytest.mark.parametrize(
    "text",
    [
        *("2025/02/01", "2025.2.1", "2025. 2. 1", "20250201", "01/02/25", "1.2.25", "01 / 02 / 2025", "1-2-2025"),
        *("2025-02-01T09:30:00", "2025-02-01T09:30:00Z", "2025-02-01 09:30:00.000+07:00", "01/02/2025 9:21:33 SA"),
        *("2025/02/01 2:05:10 CH GMT+7", "01/02/2025, 14h05", "9:21 01/02/2025", "14h30 ngày 01/02/2025"),
        *("ngày 1 tháng 2 năm 2025", "Ngày 01/02/2025", "1 tháng hai năm 2025", "1 thg 2, 2025", "01-Thg2-25"),
        *("01/02/2025 08:00-17:00", "01/02/2025 8:00-11:30", "2025-02-01T09:30:00+99:00"),
        *("01-Feb-25", "1 February 2025", "Feb 1, 2025", "February 1st, 2025", "1st of Feb 2025", "2025-Feb-01"),
        *(
            "ngay 1 thang 2 nam 2025",
            "Ngay 01/02/2025",
            "Hải Phòng, ngày 1 tháng 2 năm 2025",
            "mùng 1 tháng 2 năm 2025",
        ),
        *("8 giờ 30 phút ngày 01/02/2025", "Sat Feb 01 2025 00:00:00 GMT+0700 (Indochina Time)", "2025年2月1日"),
        *("Sat Feb  1 08:30:00 2025", "01022025", "01 02 2025", "01/02/2025."),
        *("Thứ bảy, 01/02/2025", "Thứ 7, ngày 1 tháng 2 năm 2025", "Sat, 1 Feb 2025", "T7, 01/02/2025"),
    ],
)
def test_a_day_is_read_however_it_is_written(text: str) -> None:
    assert read_day(text) == date(2025, 2, 1)


@pytest.mark.parametrize(
    "text",
    [
        *("2025-01-31T17:00:00.000Z", "31/01/2025 5:00 PM UTC", "2025-02-01 23:30:00+07:00", "2025-02-02 01:00 +09:00"),
        *("Fri Jan 31 17:00:00 UTC 2025", "2025-02-01T16:59Z", "2025/02/01 11:30:00 CH GMT+7"),
    ],
)
def test_a_time_with_its_zone_is_of_the_day_in_vietnam(text: str) -> None:
    assert read_day(text) == date(2025, 2, 1)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "31/02/2025",
        "2025-02-30",
        "01-11/2024",
        "2025",
        "5/2019",
        "٠١/٠٢/٢٠٢٥",
        "1/2",
        "99999999",
        "1 Foo 2025",
        "01/02/0025",
    ],
)
def test_other_text_is_no_day(text: str) -> None:
    assert read_day(text) is None


@pytest.mark.parametrize(
    ("order", "day"),
    [(Order.DMY, date(2003, 2, 1)), (Order.MDY, date(2003, 1, 2)), (Order.YMD, date(2001, 2, 3))],
)
def test_numbers_are_read_in_an_order(order: Order, day: date) -> None:
    assert read_day("01/02/03", order) == day


@pytest.mark.parametrize(("text", "year"), [("1/1/39", 2039), ("1/1/68", 1968), ("1/1/99", 1999), ("1/1/08", 2008)])
def test_two_digits_are_a_year_before_2040(text: str, year: int) -> None:
    assert read_day(text) == date(year, 1, 1)


@pytest.mark.parametrize(
    ("text", "month"), [("May 2019", (2019, 5)), ("tháng ba năm 2019", (2019, 3)), ("x 2019", None)]
)
def test_a_month_may_be_a_word(text: str, month: tuple[int, int] | None) -> None:
    assert read_month(text) == month


def test_a_day_beyond_the_twelfth_shows_the_order() -> None:
    assert orders(["13/02/2025", "01/02/2025 9:00"]) == ({Order.DMY}, {"01/02/2025 9:00"})
    assert orders(["02/13/2025", "02/02/2025"]) == ({Order.MDY}, set())
    assert orders(["99/12/31"]) == ({Order.YMD}, set())
    assert orders(["13/02/2025", "02/13/2025"]) == ({Order.DMY, Order.MDY}, set())
    assert orders(["2025-01-02", "2025/01/02", "1 Feb 2025", "", "x"]) == (set(), set())


@given(st.dates(min_value=date(1940, 1, 1), max_value=date(2039, 12, 31)), st.sampled_from(Order), st.booleans())
def test_a_day_is_read_in_the_order_in_which_it_was_written(day: date, order: Order, is_short: bool) -> None:
    year = f"{day.year % 100:02}" if is_short else f"{day.year}"
    parts = {"d": str(day.day), "m": str(day.month), "y": year}
    assert read_day("/".join(parts[part] for part in order), order) == day
