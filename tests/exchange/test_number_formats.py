"""What number formats make of numbers."""

from datetime import date, datetime

import pytest

from hiephoi_cli.domain.partial_day import PartialDay
from hiephoi_cli.exchange.number_formats import Formats, code_shown, day, is_day, shown


@pytest.mark.parametrize(
    ("number", "code", "shown"),
    [
        (7, "0000", "0007"),
        (12345, "0000", "12345"),
        (0, "00", "00"),
        (8, '"HV-"0000', "HV-0008"),
        (8, "\\H\\V\\-0000;[Red]0", "HV-0008"),
        (200747399001, "0000000000\\-000", "0200747399-001"),
        (200747399001, "0000000000-000", "0200747399-001"),
        (912345678, "0000 000 000", "0912 345 678"),
        (912345678, "0###-###-###", "0912-345-678"),
        (912345678, '"0"### ### ###', "0912 345 678"),
        (12, "#000", "012"),
        (7, '"HV-"0', "HV-7"),
        (7, '"HV-"General', "HV-7"),
        (7, '[Red]_("HV-"0000_)', "HV-0007"),
        (7, '0000"/HV"', "0007/HV"),
        (7, '0 "người"', None),
        (1500000, "# ##0", None),
        (1234567, "00.00", None),
        (7, "0", None),
        (7, "General", None),
        (7, "", None),
        (7, "0.00%", None),
        (1500000, '#,##0 "đ"', None),
        (5, '00 "phiếu"', None),
        (-7, "0000", None),
    ],
)
def test_a_code_is_what_its_format_shows(number: int, code: str, shown: str | None) -> None:
    assert code_shown(number, code) == shown


@pytest.mark.parametrize(
    ("number", "code", "right"),
    [
        (14, "", True),
        (22, "", True),
        (30, "", True),
        (58, "", True),
        (0, "", False),
        (23, "", False),
        (49, "", False),
        (164, "dd/mm/yyyy", True),
        (164, "[$-42A]d mmmm yyyy;@", True),
        (164, "[h]:mm", True),
        (164, "General", False),
        (164, "0.00E+00", False),
        (164, '#,##0 "đồng"', False),
        (164, '[$VND] #,##0;[Red]-0 "d"', False),
        (164, "0\\d", False),
    ],
)
def test_a_format_of_days_is_one(number: int, code: str, right: bool) -> None:
    assert is_day(number, code) is right


@pytest.mark.parametrize(
    ("serial", "code", "value"),
    [
        (45689, "", date(2025, 2, 1)),
        (45689.999999999, "", date(2025, 2, 2)),
        (45689.99999999, "", datetime(2025, 2, 1, 23, 59, 59)),  # noqa: DTZ001  a cell's
        (45689.5, "", datetime(2025, 2, 1, 12)),  # noqa: DTZ001  a cell's
        (1, "", date(1900, 1, 1)),
        (59, "", date(1900, 2, 28)),
        (61, "", date(1900, 3, 1)),
        (0.5, "", "12:00:00"),
        (1.5, "[h]:mm", "36:00:00"),
        (10**9, "", 10**9),
        (-(10**9), "", -(10**9)),
    ],
)
def test_a_number_counts_a_day(serial: float, code: str, value: object) -> None:
    assert day(serial, code, since_1904=False) == value


@pytest.mark.parametrize(
    ("form", "code", "known"),
    [
        *((164, "mm/yyyy", PartialDay(2025, 2)), (164, '"tháng" m "năm" yyyy', PartialDay(2025, 2))),
        *((164, "[$-42A]mmmm\\-yy;@", PartialDay(2025, 2)), (17, "", PartialDay(2025, 2))),
        *((164, "yyyy", PartialDay(2025)), (164, "dd/mm", date(2025, 2, 1)), (16, "", date(2025, 2, 1))),
    ],
)
def test_of_a_day_so_much_is_known_as_its_format_shows(form: int, code: str, known: date) -> None:
    found = Formats([form], {form: code} if code else {}).shown(45689, 0, since_1904=False)
    assert found == date(2025, 2, 1)
    assert getattr(found, "shown", found) == known


def test_days_may_be_counted_from_1904() -> None:
    assert day(0, "", since_1904=True) == "00:00:00"
    assert day(44227, "", since_1904=True) == date(2025, 2, 1)


@pytest.mark.parametrize(
    ("number", "form", "code", "text"),
    [
        (0.25, 9, "", "25%"),
        (0.125, 10, "", "12.50%"),
        (1, 164, "0.0%", "100.0%"),
        (7, 164, "0000", "0007"),
        (7.5, 164, "0000", None),
        (7, 1, "", None),
    ],
)
def test_a_percentage_is_shown_as_one(number: float, form: int, code: str, text: str | None) -> None:
    assert shown(number, form, code) == text
