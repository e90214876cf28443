"""Tax codes: form, check digit, lost zeros."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiephoi_cli.domain.tax_code import is_valid, lacks_province, lost_zero, normalise

nine_digits = st.from_regex(r"[0-9]{9}", fullmatch=True)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("0100233488", "0100233488"),
        ("0314409058-002", "0314409058-002"),
        ("01.00.112.437", "0100112437"),
        ("0312 68 78 78 - 001", "0312687878-001"),
        ("0312687878001", "0312687878-001"),
        (" 0200747399\n", "0200747399"),
        ("0201900138", "0201900138"),
        ("001200012345", "001200012345"),
    ],
)
def test_a_valid_code_is_stored_with_its_dash_only(typed: str, stored: str) -> None:
    assert normalise(typed) == stored
    assert is_valid(stored)


@pytest.mark.parametrize(
    "code",
    [
        "12345",
        "VV34567890",
        "0100000008",
        "0314409058-000",
        "0100233480",
        "",
        "-",
        "0100233488-",
        "0314409058-02",
        "03144090580-02",
        "٠١٠٠٢٣٣٤٨٨",
        "000200012345",
        "003200012345",
        "097200012345",
        "123456789012",
        "03120001234",
        "0100233488\n",
    ],
)
def test_a_code_that_cannot_exist_is_not_valid(code: str) -> None:
    assert not is_valid(code)


def test_twelve_digits_begin_with_one_of_63_provinces() -> None:
    assert sum(is_valid(f"{code:03}200012345") for code in range(1000)) == 63
    assert is_valid("031200012345")


def test_twelve_digits_of_no_province_are_a_fault_of_their_own() -> None:
    assert lacks_province("032200012345")
    assert not any(map(lacks_province, ("031200012345", "0100233480", "٠٣٢٢٠٠٠١٢٣٤٥")))


@pytest.mark.parametrize("text", ["VV34567890", " MST 0100233488 ", "", "٠١٠٠٢٣٣٤٨٨"])
def test_what_is_no_code_comes_back_trimmed(text: str) -> None:
    assert normalise(text) == text.strip()


@given(nine_digits)
def test_at_most_one_check_digit_fits(nine: str) -> None:
    fitting = [digit for digit in range(10) if is_valid(f"{nine}{digit}")]
    total = sum(weight * int(digit) for weight, digit in zip((31, 29, 23, 19, 17, 13, 7, 5, 3), nine, strict=True))
    right = 10 - total % 11
    assert fitting == ([right] if right < 10 and nine[2:] != "0000000" else [])


def test_some_nine_digits_have_no_check_digit_at_all() -> None:
    without = [n for n in range(200) if not any(is_valid(f"{n:09}{digit}") for digit in range(10))]
    assert without[:1] == [0]
    assert len(without) > 1


@given(nine_digits, st.sampled_from([" ", ".", "-", " - ", ""]))
def test_normalising_a_stored_code_changes_nothing(nine: str, separator: str) -> None:
    stored = normalise(f"{nine}8{separator}001")
    assert normalise(stored) == stored == f"{nine}8-001"


@pytest.mark.parametrize(
    ("eaten", "whole"), [("100233488", "0100233488"), ("314409058-002", "0314409058-002"), ("200747399", "0200747399")]
)
def test_a_zero_that_a_spreadsheet_ate_is_known(eaten: str, whole: str) -> None:
    assert lost_zero(eaten) == whole


def test_a_branch_that_lost_its_zero_is_no_personal_number() -> None:
    assert normalise(" 314409058-002 ") == "314409058-002"
    assert normalise("001200012-345") == "001200012345"
    assert (normalise("0200747399-1"), lost_zero(normalise("0200747399-1"))) == ("0200747399-1", None)


@pytest.mark.parametrize("code", ["100233480", "12345", "0100233488", "314409058-000", "", "abcdefghi"])
def test_no_zero_is_invented_where_none_makes_it_valid(code: str) -> None:
    assert lost_zero(code) is None
