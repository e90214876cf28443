"""Numbers are read as people type them."""

from typing import Annotated

import pytest
from msgspec import Meta

from hiephoi_cli.domain.numbers import bounds, decimal, whole
from hiephoi_cli.errors import InvalidData

Seats = Annotated[int, Meta(ge=1, le=99)]
Area = Annotated[float, Meta(ge=0)]


@pytest.mark.parametrize(
    ("text", "value"), [("410.46", 410.46), ("410,46 ha", 410.46), ("1.234,5", 1234.5), ("1,234.5", 1234.5), ("7", 7.0)]
)
def test_a_decimal_has_a_point_or_a_comma_and_perhaps_its_unit(text: str, value: float) -> None:
    assert decimal(text, Area, "area", unit="ha") == value


def test_three_decimals_could_be_thousands() -> None:
    with pytest.raises(InvalidData, match="may be 1234 or a decimal number") as caught:
        decimal("1.234", Area, "area", unit="ha")
    assert caught.value.reports[0].hint == "write it as '1234 / 1.2340'"


def test_a_whole_number_keeps_within_the_bounds_of_its_type() -> None:
    assert bounds(Seats) == (1, 99)
    assert whole("65", Seats, "number of seats") == 65
    for text in ("0", "100", "-1", "6.5"):
        with pytest.raises(InvalidData):
            whole(text, Seats, "number of seats")
