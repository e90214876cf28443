"""What the number formats of a workbook make of a number: a day, or text with zeros, words or `%` that it shows."""

import re
from datetime import date, datetime, time, timedelta

from msgspec import Struct

from hiephoi_cli.domain.partial_day import PartialDay
from hiephoi_cli.exchange.cell import Cell, ShownDay
from hiephoi_cli.patterns import pattern

_LITERAL = pattern(r'"([^"]*)"|\\(.)|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE | re.DOTALL)
"""What stands in a format for itself, or for a space, a colour, a currency or a condition."""
_DAYS = pattern(r"[dmyhs]", re.IGNORECASE)
_ELAPSED = pattern(r"\[(h+|m+|s+)\]", re.IGNORECASE)
_BESIDE = pattern(r"_.|\*.|\[(?:black|blue|cyan|green|magenta|red|white|yellow|\$-[^\]]*)\]", re.IGNORECASE)
"""What a format says of spaces, colours and languages."""
_LITERALS = r"""(?:"[^"]*"|\\.|[-() ])"""
_OF_CODES = pattern(
    rf"(?P<before>{_LITERALS}*)(?P<digits>General|[0#](?:(?:[0#]|{_LITERALS})*[0#])?)(?P<behind>{_LITERALS}*)",
    re.DOTALL | re.IGNORECASE,
)
"""A format of a code: what stands before its digits, between them and behind them."""
_DIGITS = {"0", "#"}
_OF_A_CODE = 3
"""The fewest zeros of a code before a word that may be a unit: `0000/HV`, but not `00 ngày`."""
_PLACE = pattern(r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|(?P<sign>.)', re.DOTALL)
_PERCENT = pattern(r"[0#]+(?:\.(?P<decimals>0+))? ?%")
_DAYS_BUILT_IN = frozenset([*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)])
"""Numbers of formats that every program knows without their codes (ECMA-376, part 1, 18.8.30), East Asian ones too."""
_MONTHS_BUILT_IN = {17: "mmm-yy"}
_PERCENTS_BUILT_IN = {9: "0%", 10: "0.00%"}
_NO_DAY = 60
"""The 29th of February 1900, which the sheets count and the calendar doesn't have."""
_MILLISECONDS, _SECONDS = 86_400_000, 86_400
"""Of a day."""

ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}
"""Errors by their numbers in binary workbooks ([MS-XLS] 2.5.10)."""


class Formats(Struct, frozen=True):
    """The number format of each style of cells: its number; and the codes of the workbook's own by number."""

    of_styles: list[int]
    codes: dict[int, str]

    def of(self, style: int) -> tuple[int, str]:
        """The number and the code of a style's format; of a style that is not there, those of any number."""
        form = self.of_styles[style] if 0 <= style < len(self.of_styles) else 0
        return form, self.codes.get(form, "")

    def shown(self, number: float, style: int, *, since_1904: bool) -> Cell:
        """A number as a style shows it: a day, a code, a percentage, or the number."""
        form, code = self.of(style)
        if is_day(form, code):
            counted = day(number, code, since_1904=since_1904)
            return as_far_as_shown(counted, form, code) if isinstance(counted, date) else counted
        if isinstance(number, float) and number.is_integer():
            number = int(number)
        return shown(number, form, code) or number

    def text_shown(self, text: str, style: int) -> str:
        """A text as a style shows it, with the words that its format adds: `"HV-"@`."""
        section = next((part for part in self.of(style)[1].split(";") if "@" in part), "")
        places = _places(_BESIDE.sub("", section)) if section else []
        added = [literal for literal, sign in places if sign != "@"]
        return "".join(text if sign == "@" else literal for literal, sign in places).strip() if any(added) else text


def is_day(number: int, code: str) -> bool:
    """Whether a format shows a day or a time, by its number and, for one of the workbook's own, its code."""
    return number in _DAYS_BUILT_IN if not code else bool(_DAYS.search(_LITERAL.sub("", code.partition(";")[0])))


def day(serial: float, code: str, *, since_1904: bool) -> date | str | float:
    """The day that a number counts, with its time if it has one; a time of day or a span as text.

    The number itself where the calendar has no such day.
    """
    try:
        passed = _passed(serial)
        if _ELAPSED.search(code):
            return elapsed(passed)
        if 0 <= serial < 1:
            return (datetime.combine(date.min, time()) + passed).time().isoformat()
        first = datetime(1904, 1, 1) if since_1904 else datetime(1899, 12, 31 if serial < _NO_DAY else 30)  # noqa: DTZ001  a cell's
        moment = first + passed
    except OverflowError:
        return serial
    return moment if moment.time() != time() else moment.date()


def _passed(serial: float) -> timedelta:
    """The time that a number counts, to the second; the last part of a second of a day is not in the next one."""
    days = round(serial * _MILLISECONDS) // _MILLISECONDS
    return timedelta(days, seconds=min(round((serial - days) * _SECONDS), _SECONDS - 1))


def as_far_as_shown(day: date, number: int, code: str) -> date:
    """A day, with the month or the year of it if its format, by number and code, shows that alone."""
    signs = {*_LITERAL.sub("", (code or _MONTHS_BUILT_IN.get(number, "")).partition(";")[0]).lower()}
    if "y" not in signs or signs & {*"dhs"}:
        return day
    return ShownDay.of(day, PartialDay(day.year, day.month if "m" in signs else None))


def elapsed(span: timedelta) -> str:
    """A span in hours, minutes and seconds."""
    minutes, seconds = divmod(round(span.total_seconds()), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"


def shown(number: float, form: int, code: str) -> str | None:
    """A number as its format shows it, where that is a code or a percentage; None where it is the number."""
    if percent := _PERCENT.fullmatch(code.partition(";")[0] or _PERCENTS_BUILT_IN.get(form, "")):
        return f"{number * 100:.{len(percent['decimals'] or '')}f}%"
    return code_shown(number, code) if code and isinstance(number, int) else None


def code_shown(number: int, code: str) -> str | None:
    """A number as a format of zeros, or with words before it, shows it: `0007`, `HV-7`; None where it adds neither."""
    form = _OF_CODES.fullmatch(_BESIDE.sub("", code.partition(";")[0]))
    if number < 0 or not form:
        return None
    before, digits, behind = form["before"], form["digits"].replace("General", "0"), form["behind"]
    zeros = digits[digits.find("0") :] if "0" in digits else ""
    fewest = sum(sign in _DIGITS for _text, sign in _places(zeros))
    if (behind.strip() and fewest < _OF_A_CODE) or (fewest <= 1 and not any(map(str.isalnum, _said(before)))):
        return None
    places = _places(digits)
    room = [place for place, (_text, sign) in enumerate(places) if sign in _DIGITS]
    own = str(number).rjust(fewest, "0").rjust(len(room))
    surplus = len(own) - len(room)
    texts = [text for text, _sign in places]
    for place, digit in zip(room, [own[: surplus + 1], *own[surplus + 1 :]], strict=True):
        texts[place] = digit.strip()
    return "".join([_said(before), *texts, _said(behind)]).strip()


def _said(literals: str) -> str:
    return "".join(text for text, _sign in _places(literals))


def _places(code: str) -> list[tuple[str, str]]:
    """The texts of which a format is made, each with the sign that stands for a digit, if it does."""
    return [
        (place["quoted"] or place["escaped"] or place["sign"] or "", place["sign"] or "")
        for place in _PLACE.finditer(code)
    ]
