"""Reads and shows days: `2024-11-11`, `11/11/2024`, and the other forms that people and programs write."""

import re
from datetime import date, datetime

from hiephoi_cli.domain.partial_day import PartialDay
from hiephoi_cli.errors import InvalidData
from hiephoi_cli.i18n import _, language
from hiephoi_cli.patterns import pattern

_ISO = pattern(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})", re.ASCII)
_VIETNAMESE = pattern(r"(?P<day>\d{1,2})(?P<between>[/.-])(?P<month>\d{1,2})(?P=between)(?P<year>[1-9]\d{3})", re.ASCII)
"""The everyday forms; the module of the others is imported for others only."""
_MONTHS = 12
DAY_FIRST = "dmy"
"""The order of day, month and year in Vietnam."""
_YEAR = r"(?P<year>1[6-9][0-9]{2}|2[0-9]{3})"
_PARTIAL = (
    rf"(?:năm |nam )?{_YEAR}",
    rf"(?:tháng |thang )?(?P<month>[0-9]{{1,2}}) ?(?:[/.-]| n[ăa]m ) ?{_YEAR}",
    rf"{_YEAR}[/.-](?P<month>[0-9]{{1,2}})",
)
"""How people write a day of which they know the year, or the month and the year."""


def parse_day(text: str, order: str = DAY_FIRST) -> date:
    """The day that text stands for, or as much of it as is known. Raises InvalidData."""
    words = " ".join(text.casefold().split())
    for form in _PARTIAL:
        if (found := re.fullmatch(form, words)) and 1 <= int(found.groupdict().get("month") or 1) <= _MONTHS:
            month = found.groupdict().get("month")
            return PartialDay(int(found["year"]), int(month) if month else None)
    try:
        return parse_date(text, order)
    except InvalidData as error:
        if month := _month_in_words(text):
            return PartialDay(*month)
        [(message, hint)] = error.reports
        raise InvalidData(message, hint + _(", or 2024 or 11/2024 if no more is known")) from None


def parse_date(text: str, order: str = DAY_FIRST) -> date:
    """The day that a text names, without its time; numbers stand in that order. Raises InvalidData."""
    written = _ISO.fullmatch(text) or (_VIETNAMESE.fullmatch(text) if order == DAY_FIRST else None)
    try:
        if written:
            return date(int(written["year"]), int(written["month"]), int(written["day"]))
    except ValueError:
        pass
    from hiephoi_cli.domain.day_forms import Order, read_day

    if not written and (day := read_day(text, Order(order))):
        return day
    message = _("there is no day '{text}'") if written else _("'{text}' is not a date")
    raise InvalidData(message.format(text=text), _("write it as 2024-11-30 or 30/11/2024"))


def day_named(text: str, today: date) -> date | None:
    """The day that a word such as `hôm nay` means, with or without accents; None if it means none."""
    from hiephoi_cli.domain.vietnamese import fold  # numbers name most days

    days = _NAMED.get(" ".join(fold(text).split()))
    return None if days is None else date.fromordinal(today.toordinal() + days)


_NAMED = {"hom nay": 0, "nay": 0, "today": 0, "hom qua": -1, "yesterday": -1, "ngay mai": 1, "tomorrow": 1}
"""Days after today, by the words for them."""


def _month_in_words(text: str) -> tuple[int, int] | None:
    from hiephoi_cli.domain.day_forms import read_month

    return read_month(text)


def show_date(day: date) -> str:
    """A day as people read it: `30/11/2024` in Vietnamese, `2024-11-30` otherwise, or as much as is known of it."""
    if isinstance(day, PartialDay):
        return f"{day.month:02}/{day.year:04}" if day.month_known and language() == "vi" else day.isoformat()
    return f"{day.day:02}/{day.month:02}/{day.year:04}" if language() == "vi" else day.isoformat()


def show_time(time: datetime) -> str:
    """A time as people read it, where they are, to the minute."""
    local = time.astimezone()
    return f"{show_date(local.date())} {local:%H:%M}"


def day_at(time: str) -> date:
    """The day of a time in ISO form, where the user is."""
    return datetime.fromisoformat(time).astimezone().date()


def some_day() -> str:
    """The placeholder for a day in a suggested command."""
    return _("DATE")
