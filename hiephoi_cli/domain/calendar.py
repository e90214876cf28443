"""Reads and shows days: `2024-11-11`, `11/11/2024`, also `11.11.2024` or `11-11-2024`."""

import re
from datetime import date, datetime

from hiephoi_cli.domain.partial_day import PartialDay
from hiephoi_cli.errors import InvalidData
from hiephoi_cli.i18n import _, language

_MIDNIGHT = r"(?:[ T]0?0:00(?::00(?:\.0+)?)?)?"
"""The time that programs append to a day without one."""
_ISO = re.compile(rf"(?P<year>\d{{4}})-(?P<month>\d{{1,2}})-(?P<day>\d{{1,2}}){_MIDNIGHT}", re.ASCII)
_VIETNAMESE = re.compile(
    rf"(?P<day>\d{{1,2}})(?P<between>[/.-])(?P<month>\d{{1,2}})(?P=between)(?P<year>\d{{4}}){_MIDNIGHT}", re.ASCII
)
_MONTHS = 12
_YEAR = r"(?P<year>1[6-9][0-9]{2}|2[0-9]{3})"
_PARTIAL = (
    rf"(?:năm )?{_YEAR}",
    rf"(?:tháng )?(?P<month>[0-9]{{1,2}}) ?(?:[/.-]| năm ) ?{_YEAR}",
    rf"{_YEAR}-(?P<month>[0-9]{{1,2}})",
)
"""How people write a day of which they know the year, or the month and the year."""


def parse_day(text: str) -> date:
    """The day that text stands for, or as much of it as is known. Raises InvalidData."""
    words = " ".join(text.casefold().split())
    for form in _PARTIAL:
        if (found := re.fullmatch(form, words)) and 1 <= int(found.groupdict().get("month") or 1) <= _MONTHS:
            month = found.groupdict().get("month")
            return PartialDay(int(found["year"]), int(month) if month else None)
    try:
        return parse_date(text)
    except InvalidData as error:
        [(message, hint)] = error.reports
        raise InvalidData(message, hint + _(", or 2024 or 11/2024 if no more is known")) from None


def parse_date(text: str) -> date:
    """The day that a text names. Raises InvalidData."""
    day = _ISO.fullmatch(text) or _VIETNAMESE.fullmatch(text)
    try:
        if day:
            return date(int(day["year"]), int(day["month"]), int(day["day"]))
    except ValueError:
        pass
    raise InvalidData(
        _("'{text}' is not a date").format(text=text),
        _("write it as 2024-11-30 or 30/11/2024"),
    )


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
    return _("YYYY-MM-DD")
