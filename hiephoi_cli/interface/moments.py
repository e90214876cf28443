"""Points in the past as people write them: a day, a day and a time, or the number of a change."""

import re
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta, timezone

from hiephoi_cli.domain.calendar import day_named, parse_date
from hiephoi_cli.errors import InvalidData, UsageError
from hiephoi_cli.i18n import _
from hiephoi_cli.patterns import pattern
from hiephoi_cli.storage.history import When

_NUMBER = pattern(r"#?(\d{1,18})", re.ASCII)
_TIME = pattern(
    r"(?P<day>.+?)(?:[ T,]+(?P<hour>\d{1,2})[:hg](?P<minute>\d{2})?"
    r"(?::(?P<second>\d{2})(?:[.,](?P<part>\d{1,6}))?)?\s*(?P<zone>Z|[+-]\d{2}:?\d{2})?)?",
    re.ASCII,
)
_FINEST = timedelta(microseconds=1)


def moment(text: str, today: date) -> When:
    """The change that a text names, or the last moment of the day, the minute or the second. Raises UsageError."""
    text = text.strip()
    if number := _NUMBER.fullmatch(text):
        return When(number=int(number[1]))
    if found := _parsed(text, today):
        return When(until=found[1] - _FINEST)
    raise UsageError(
        _("'{text}' is neither a day, a time nor the number of a change").format(text=text),
        _("write it as 2024-11-30, '30/11/2024 14:30', or 12 for the state after change 12"),
    )


def span(text: str, today: date) -> tuple[datetime, datetime]:
    """When a day, a minute or a second begins, and when the next one does. Raises UsageError."""
    if found := _parsed(text.strip(), today):
        return found
    raise UsageError(
        _("'{text}' is neither a day nor a time").format(text=text), _("write it as 2024-11-30 or '30/11/2024 14:30'")
    )


def _parsed(text: str, today: date) -> tuple[datetime, datetime] | None:
    found = _TIME.fullmatch(text)
    with suppress(ValueError, OverflowError, InvalidData):
        return _span(found, today) if found else None
    return None


def _span(found: re.Match[str], today: date) -> tuple[datetime, datetime]:
    hour, minute, second = (int(found[part] or 0) for part in ("hour", "minute", "second"))
    clock = time(hour, minute, second, int((found["part"] or "").ljust(6, "0")))
    start = datetime.combine(day_named(found["day"], today) or parse_date(found["day"]), clock)
    start = start.replace(tzinfo=_zone(found["zone"])) if found["zone"] else start.astimezone()
    return start, _end(start, found)


def _end(start: datetime, found: re.Match[str]) -> datetime:
    if not found["hour"]:
        return datetime.combine(start.date() + timedelta(days=1), time()).astimezone()
    if found["part"]:
        return start + _FINEST
    step = "second" if found["second"] else "minute" if found["minute"] else "hour"
    return start + timedelta(**{f"{step}s": 1})


def _zone(text: str) -> timezone:
    if text == "Z":
        return UTC
    minutes = int(text[1:3]) * 60 + int(text[-2:])
    return timezone((-1 if text[0] == "-" else 1) * timedelta(minutes=minutes))
