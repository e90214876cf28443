"""Days as people write and read them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiephoi_cli.domain.calendar import day_named, parse_date, show_date
from hiephoi_cli.errors import InvalidData


@pytest.mark.parametrize(
    "text", ["2024-11-01", "2024-11-1", "01/11/2024", "1/11/2024", "2024/11/01", "1/11/24", "2024-11-01T08:00"]
)
def test_a_day_is_read_in_many_ways(text: str) -> None:
    assert parse_date(text) == date(2024, 11, 1)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        *((text, f"'{text}' is not a date") for text in ("", "01-11/2024", "2024", "11/2024", "45612", "٢٠٢٤-١١-٠١")),
        *((text, f"there is no day '{text}'") for text in ("2024-02-30", "31/02/2024")),
    ],
)
def test_what_is_no_day_is_refused_with_an_example(text: str, said: str) -> None:
    with pytest.raises(InvalidData) as caught:
        parse_date(text)
    assert caught.value.reports == ((said, "write it as 2024-11-30 or 30/11/2024"),)


def test_the_day_comes_before_the_month() -> None:
    assert parse_date("03/04/2024") == date(2024, 4, 3)


@pytest.mark.parametrize(("language", "shown"), [("vi", "03/04/2024"), ("en", "2024-04-03")])
def test_a_day_is_shown_as_its_readers_write_it(language: str, shown: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HIEPHOI_LANG", language)
    assert show_date(date(2024, 4, 3)) == shown


@given(st.dates(min_value=date(1000, 1, 1)), st.sampled_from(["vi", "en"]))
def test_a_shown_day_is_read_as_the_same_day(day: date, language: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HIEPHOI_LANG", language)
        assert parse_date(show_date(day)) == day


@pytest.mark.parametrize(
    ("word", "day"),
    [("hôm nay", 1), ("Hom  nay", 1), ("today", 1), ("hôm qua", 29), ("ngày mai", 2), ("hôm", None), ("", None)],
)
def test_days_are_named_in_relation_to_today(word: str, day: int | None) -> None:
    named = day_named(word, date(2024, 3, 1))
    assert (named and named.day) == day
