"""Days as people write them: `2024-11-11`, `11/11/2024`, also `11.11.2024` or `11-11-2024`."""

import re
from datetime import date

from hiephoi_cli.errors import InvalidData
from hiephoi_cli.i18n import _, language

_MIDNIGHT = r"(?:[ T]0?0:00(?::00(?:\.0+)?)?)?"
"""What programs write behind a day for which they have no time."""
_ISO = re.compile(rf"(?P<year>\d{{4}})-(?P<month>\d{{1,2}})-(?P<day>\d{{1,2}}){_MIDNIGHT}", re.ASCII)
_VIETNAMESE = re.compile(
    rf"(?P<day>\d{{1,2}})(?P<between>[/.-])(?P<month>\d{{1,2}})(?P=between)(?P<year>\d{{4}}){_MIDNIGHT}", re.ASCII
)


def parse_date(text: str) -> date:
    """The day that text stands for. Raises InvalidData."""
    found = _ISO.fullmatch(text) or _VIETNAMESE.fullmatch(text)
    try:
        if found:
            return date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        pass
    raise InvalidData(
        _("'{text}' is not a date").format(text=text),
        _("write it as 2024-11-30 or 30/11/2024"),
    )


def show_date(day: date) -> str:
    """A day as people read it: `30/11/2024` in Vietnamese, `2024-11-30` otherwise."""
    return f"{day.day:02}/{day.month:02}/{day.year:04}" if language() == "vi" else day.isoformat()


def some_day() -> str:
    """What stands for a day in a command that a hint proposes."""
    return _("YYYY-MM-DD")
