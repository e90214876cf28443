"""The forms in which people and programs write days, and what they say of the order of day and month."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from msgspec import Struct

from hiephoi_cli.domain.vietnamese import fold
from hiephoi_cli.patterns import pattern


class Order(StrEnum):
    """The order of day, month and year in numbers such as `03/04/25`."""

    DMY = "dmy"
    MDY = "mdy"
    YMD = "ymd"


_ENGLISH = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_WORDS = (("mot", "gieng"), ("hai",), ("ba",), ("tu", "bon"), ("nam",), ("sau",), ("bay",), ("tam",), ("chin",))
_LATE = (("muoi",), ("muoi mot",), ("muoi hai", "chap"))
_MONTHS = {name: number for number, name in enumerate(_ENGLISH, 1)}
_MONTHS |= {name[:3]: number for name, number in _MONTHS.items()} | {"sept": 9}
_MONTHS |= {f"thang {word}": number for number, words in enumerate((*_WORDS, *_LATE), 1) for word in words}
_MONTHS |= {f"{short}{number}": number for number in range(1, 13) for short in ("thang ", "thg ", "thg", "th", "t")}
_MONTHS |= {f"{short}0{number}": number for number in range(1, 10) for short in ("thang ", "thg ", "thg", "th", "t")}
_MONTH = "(?P<month>" + "|".join(sorted(map(re.escape, _MONTHS), key=len, reverse=True)) + r")\.?"

_DAY, _YEAR = "(?P<day>[0-9]{1,2})", "(?P<year>[0-9]{4}|[0-9]{2})"
_BETWEEN = r" ?(?P<between>[-/.]) ?"
_NUMBERS = pattern(
    rf"(?P<first>[0-9]{{1,2}}){_BETWEEN}(?P<second>[0-9]{{1,2}}) ?(?P=between) ?(?P<last>[1-9][0-9]{{3}}|[0-9]{{1,2}})"
)
"""A day of which the numbers may stand in several orders."""
_ISO = pattern("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TIME = (
    r"(?P<hour>[0-9]{1,2}) ?(?:[:hg]|gio) ?(?P<minute>[0-9]{2})(?: ?phut)?(?:[:'][0-9]{2})?(?:[.,][0-9]+)?"
    r" ?(?:(?P<late>p\.?m\.?|ch|chieu|toi)|a\.?m\.?|sa|sang)?"
)
_ZONE = (
    r"(?P<zone>z|(?:gmt|utc)?(?P<sign>[+-])(?P<hours>[0-9]{1,2})(?::?(?P<minutes>[0-9]{2}))?(?: \([a-z ]+\))?|gmt|utc)?"
)
_ISO_TIME = pattern("[0-9]t[0-9]")
_VIETNAM, _FARTHEST = 7 * 60, 14 * 60
"""Minutes that clocks are ahead of UTC: in Vietnam, and anywhere at most."""
_HOURS = 24


class _Forms(Struct, frozen=True):
    """The forms of days that are not numbers alone."""

    year_first: Sequence[re.Pattern[str]]
    in_words: Sequence[re.Pattern[str]]
    month_of_year: re.Pattern[str]
    time_behind: re.Pattern[str]
    time_between: re.Pattern[str]
    before: re.Pattern[str]
    """What stands before a day: the time, the day of the week, the place and the word for a day, as in a letter."""
    year_last: re.Pattern[str]
    """The numbers of a day with nothing but a space between them, which end in a year."""


@cache
def _forms() -> _Forms:
    """The forms; compiling them takes longer than reading the days of most lists."""
    return _Forms(
        year_first=(
            re.compile(rf"(?P<year>[0-9]{{4}}){_BETWEEN}(?P<month>[0-9]{{1,2}}) ?(?P=between) ?{_DAY}"),
            re.compile("(?P<year>(?:19|20)[0-9]{2})(?P<month>0[1-9]|1[0-2])(?P<day>[0-3][0-9])"),
        ),
        in_words=(
            re.compile(rf"{_DAY}(?:st|nd|rd|th)?(?: of)?[ ,/.-]*{_MONTH}(?: nam)?[ ,/.-]*'?{_YEAR}"),
            re.compile(rf"{_MONTH}[ /.-]*{_DAY}(?:st|nd|rd|th)?[ ,/-]+'?(?P<year>[0-9]{{4}})"),
            re.compile(rf"(?P<year>[0-9]{{4}})[ /-]?{_MONTH}[ /-]?{_DAY}"),
        ),
        month_of_year=re.compile(rf"{_MONTH}(?: nam)?[ ,/.-]*(?P<year>[0-9]{{4}})"),
        time_behind=re.compile(rf"(?<=[0-9])(?:[ ,]+|t)(?:luc )?{_TIME} ?{_ZONE}$"),
        time_between=re.compile(rf"(?<=[0-9]) {_TIME}(?: {_ZONE})? (?=[0-9]{{4}}$)"),
        before=re.compile(
            rf"(?:(?:{_TIME}[ ,]+)?(?:(?:thu (?:hai|ba|tu|nam|sau|bay|[2-7])|chu nhat|t[2-7]|cn"
            r"|(?:mon|tue|tues|wed|wednes|thu|thurs|fri|sat|satur|sun)(?:day)?\.?)[ ,]+)?"
            r"(?:(?:[a-z .]{2,30}, ?)?ngay )?(?:m[ou]ng )?)"
        ),
        year_last=re.compile(r"([0-9]{1,2}) ([0-9]{1,2}) ([0-9]{4})|([0-9]{2})([0-9]{2})((?:19|20)[0-9]{2})"),
    )


_EAST_ASIAN = str.maketrans({"年": "-", "月": "-", "日": None})
_SPACES = pattern(r"\s+")
_LAST_MONTH, _LAST_DAY, _CENTURY, _PIVOT = 12, 31, 100, 40


def read_day(text: str, order: Order = Order.DMY) -> date | None:
    """The day that a text names, without its time, in Vietnam if it says its zone; None if it names none."""
    written = _bare(text)
    try:
        if numbers := _NUMBERS.fullmatch(written):
            return _in_vietnam(_in_order(numbers, order), text)
        for form in (*_forms().year_first, *_forms().in_words):
            if found := form.fullmatch(written):
                day = date(_year(found["year"]), _month(found["month"]), int(found["day"]))
                return _in_vietnam(day, text)
    except ValueError:
        pass
    return None


def _in_vietnam(day: date, text: str) -> date:
    """The day in Vietnam at the time and in the zone that the text of a day says; `08:00-17:00` says no zone."""
    words, forms = _folded(text), _forms()
    time = forms.time_between.search(words) or forms.time_behind.search(words)
    if not time or not time["zone"] or (time["zone"].startswith("-") and not _ISO_TIME.search(words)):
        return day
    ahead = int(f"{time['sign'] or ''}1") * (int(time["hours"] or 0) * 60 + int(time["minutes"] or 0))
    if abs(ahead) > _FARTHEST or int(time["hour"]) >= _HOURS:
        return day
    hour = int(time["hour"]) % 12 + 12 if time["late"] else int(time["hour"])
    minutes = hour * 60 + int(time["minute"]) - ahead + _VIETNAM
    return date.fromordinal(day.toordinal() + minutes // (24 * 60))


def read_month(text: str) -> tuple[int, int] | None:
    """The year and the month that a text such as `May 2019` names, in words."""
    found = _forms().month_of_year.fullmatch(_bare(text))
    return (int(found["year"]), _MONTHS[found["month"]]) if found else None


class Orders(NamedTuple):
    """What the days of a column say of their order."""

    shown: frozenset[Order]
    """The orders that some of them can only have."""
    ambiguous: frozenset[str]
    """Those that are one day with the day first, and another with the month first."""


def orders(texts: Iterable[str]) -> Orders:
    """The orders that days show; those that are the same in every order show none."""
    shown: set[Order] = set()
    ambiguous: set[str] = set()
    for text in texts:
        if _ISO.fullmatch(text) or not (numbers := _NUMBERS.fullmatch(text) or _NUMBERS.fullmatch(_bare(text))):
            continue
        first, second = int(numbers["first"]), int(numbers["second"])
        if first > _LAST_DAY:
            shown.add(Order.YMD)
        elif first > _LAST_MONTH or second > _LAST_MONTH:
            shown.add(Order.DMY if first > _LAST_MONTH else Order.MDY)
        elif first != second:
            ambiguous.add(text)
    return Orders(frozenset(shown), frozenset(ambiguous))


def _bare(text: str) -> str:
    """A day without time, day of the week and the word for it, without case and accents and with single spaces."""
    words, forms = _folded(text), _forms()
    words = forms.time_between.sub(" ", forms.time_behind.sub("", words)).rstrip(" .,;")
    before = forms.before.match(words)
    words = words[before.end() :] if before else words
    if (numbers := forms.year_last.fullmatch(words)) and not forms.year_first[1].fullmatch(words):
        return "/".join(filter(None, numbers.groups()))
    return words


def _folded(text: str) -> str:
    return fold(_SPACES.sub(" ", text.strip().translate(_EAST_ASIAN)))


def _in_order(numbers: re.Match[str], order: Order) -> date:
    """The day of numbers in an order. Raises ValueError."""
    first, second, last = int(numbers["first"]), int(numbers["second"]), numbers["last"]
    if order is Order.YMD and len(last) < len("2025"):
        return date(_year(numbers["first"].zfill(2)), second, int(last))
    if len(last) < len("25"):
        raise ValueError
    day, month = (second, first) if order is Order.MDY else (first, second)
    return date(_year(last), month, day)


def _year(written: str) -> int:
    """The year; two digits mean one before 2040, so that terms still have an end and nobody joins in 2068."""
    year = int(written)
    if len(written) > len("25"):
        return year
    return year + (2000 if year < _PIVOT else 1900)


def _month(written: str) -> int:
    return int(written) if written.isdecimal() else _MONTHS[written]
