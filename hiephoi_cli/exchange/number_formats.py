"""What the number formats of a workbook make of a number: a day, or text with the zeros that it shows."""

import re
from datetime import date, datetime, time, timedelta

_LITERAL = re.compile(r'"([^"]*)"|\\(.)|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE | re.DOTALL)
"""What stands in a format for itself, or for a space, a colour, a currency or a condition."""
_DAYS = re.compile(r"[dmyhs]", re.IGNORECASE)
_ELAPSED = re.compile(r"\[(h+|m+|s+)\]", re.IGNORECASE)
_ZEROS = re.compile(r"""(?:0|"[^"]*"|\\.|[-./() ])*0""", re.DOTALL)
"""A format of a code: zeros, and what stands before and between them."""
_PLACE = re.compile(r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|(?P<sign>.)', re.DOTALL)
_DAYS_BUILT_IN = frozenset([*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)])
"""Numbers of formats that every program knows without their codes (ECMA-376, part 1, 18.8.30), East Asian ones too."""
_NO_DAY = 60
"""The 29th of February 1900, which the sheets count and the calendar doesn't have."""


def is_day(number: int, code: str) -> bool:
    """Whether a format shows a day or a time, by its number and, for one of the workbook's own, its code."""
    return number in _DAYS_BUILT_IN if not code else bool(_DAYS.search(_LITERAL.sub("", code.partition(";")[0])))


def day(serial: float, code: str, *, since_1904: bool) -> date | str | float:
    """The day that a number counts, a time of day or a span as text; the number where the calendar has no such day."""
    try:
        passed = timedelta(seconds=round(serial * 86_400))
        if _ELAPSED.search(code):
            return str(passed)
        if 0 <= serial < 1:
            return (datetime.combine(date.min, time()) + passed).time().isoformat()
        first = date(1904, 1, 1) if since_1904 else date(1899, 12, 31 if serial < _NO_DAY else 30)
        return first + passed
    except OverflowError:
        return serial


def code_shown(number: int, code: str) -> str | None:
    """A number as a format of zeros shows it, `0007`; None where the format is another, or adds no zeros."""
    code = code.partition(";")[0]
    if number < 0 or code.count("0") < 2 or not _ZEROS.fullmatch(code):  # noqa: PLR2004  one alone adds none
        return None
    places = [place["quoted"] or place["escaped"] or place["sign"] or "" for place in _PLACE.finditer(code)]
    zeros = [place for place, text in enumerate(places) if text == "0"]
    digits = str(number).rjust(len(zeros), "0")
    surplus = len(digits) - len(zeros)
    for place, digit in zip(zeros, [digits[: surplus + 1], *digits[surplus + 1 :]], strict=True):
        places[place] = digit
    return "".join(places)
