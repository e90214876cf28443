"""Points in the past as people write them."""

import os
import time
from datetime import UTC, date, datetime, timedelta

import pytest

from hiephoi_cli.errors import UsageError
from hiephoi_cli.interface.moments import moment, span

TODAY = date(2026, 11, 11)


@pytest.fixture(autouse=True)
def hai_phong(monkeypatch: pytest.MonkeyPatch) -> object:
    """The clock of Hải Phòng."""
    monkeypatch.setenv("TZ", "<+07>-7")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize("text", ["12", "#12", " 12 "])
def test_a_number_is_that_of_a_change(text: str) -> None:
    assert moment(text, TODAY) == (12, None)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026-11-01", (2026, 10, 31, 17), timedelta(days=1)),
        ("01/11/2026", (2026, 10, 31, 17), timedelta(days=1)),
        ("1/11/2026 14:30", (2026, 11, 1, 7, 30), timedelta(minutes=1)),
        ("2026-11-01T14:30", (2026, 11, 1, 7, 30), timedelta(minutes=1)),
        ("2026-11-01 14h30", (2026, 11, 1, 7, 30), timedelta(minutes=1)),
        ("2026-11-01 14h", (2026, 11, 1, 7), timedelta(hours=1)),
        ("2026-11-01 14:30:05", (2026, 11, 1, 7, 30, 5), timedelta(seconds=1)),
        ("2026-11-01T14:30:05.25", (2026, 11, 1, 7, 30, 5, 250000), timedelta(microseconds=1)),
        ("2026-11-01T14:30:05+00:00", (2026, 11, 1, 14, 30, 5), timedelta(seconds=1)),
        ("2026-11-01T14:30Z", (2026, 11, 1, 14, 30), timedelta(minutes=1)),
        ("2026-11-01T14:30-0330", (2026, 11, 1, 18, 0), timedelta(minutes=1)),
    ],
)
def test_a_time_is_as_long_as_it_is_exact(text: str, first: tuple[int, ...], last: timedelta) -> None:
    begins = datetime(*first, tzinfo=UTC)  # type: ignore[arg-type, misc]
    assert span(text, TODAY) == (begins, begins + last)
    assert moment(text, TODAY).until == begins + last - timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("text", "day", "hours"),
    [
        ("hôm nay", 1, 24),
        ("Hom qua", -23, 24),
        ("today", 1, 24),
        ("hôm qua 14h", -9, 1),
        ("11 tháng 11 năm 2026", 1, 24),
    ],
)
def test_days_go_by_their_words_too(text: str, day: int, hours: int) -> None:
    begins = datetime(2026, 11, 10, 16, tzinfo=UTC) + timedelta(hours=day)
    assert span(text, TODAY) == (begins, begins + timedelta(hours=hours))


@pytest.mark.parametrize("text", ["", "x", "2026-13-01", "2026-11-01 25:00", "14:30", "#", "-1", "9999-12-31", "٣"])
def test_what_is_no_point_in_the_past_is_refused(text: str) -> None:
    for read in (moment, span):
        with pytest.raises(UsageError):
            read(text, TODAY)
    assert os.environ["TZ"]


def test_where_only_times_will_do_numbers_are_not_proposed() -> None:
    with pytest.raises(UsageError) as refused:
        span("12", TODAY)
    [(message, hint)] = refused.value.reports
    assert "number" not in message
    assert "12 " not in hint
