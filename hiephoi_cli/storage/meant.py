"""Works out which TOML value or key somebody meant, from what the field allows."""

import re
from collections.abc import Mapping
from datetime import date
from enum import StrEnum

import tomli
from msgspec import Struct, structs

from hiephoi_cli.domain import phone, tax_code
from hiephoi_cli.domain.calendar import parse_date, parse_day
from hiephoi_cli.domain.fields import Field
from hiephoi_cli.domain.records import Is
from hiephoi_cli.domain.vietnamese import fold
from hiephoi_cli.errors import InvalidData
from hiephoi_cli.i18n import N_, spoken
from hiephoi_cli.patterns import pattern
from hiephoi_cli.toml.parsing import loads


class Slip(Struct, frozen=True):
    """A kind of slip: what is wrong, and advice for when no corrected line can be suggested."""

    message: str
    advice: str


QUOTE = N_("put straight quotes around it")
CURLY = Slip(N_("curly quotes cannot enclose text"), N_("use straight quotes instead"))
QUOTES_INSIDE = Slip(N_("quotes inside a text need a backslash each"), N_('write \\" for each quote inside the text'))
UNQUOTED = Slip(N_("text belongs in straight quotes"), QUOTE)
ZERO = Slip(N_("numbers cannot begin with 0; put tax codes and telephone numbers in straight quotes"), QUOTE)
DIGITS = Slip(N_("put tax codes, telephone numbers and the like in straight quotes"), QUOTE)
DAY = Slip(N_("a date is written year-month-day, without quotes"), N_("write it like this: 2024-11-30"))
NO_DAY = Slip(N_("this day does not exist"), N_("write it like this: 2024-11-30"))
YES_OR_NO = Slip(N_("write yes and no as true and false"), N_("write true or false, without quotes"))
NUMBER = Slip(N_("a number is written in digits only, without quotes"), N_("write digits only, such as 65"))
BACKSLASH = Slip(N_("write a backslash in a text twice"), N_("write \\\\ for each backslash"))
UNCLOSED = Slip(N_("the closing quote is missing"), N_("add the closing quote where the text ends"))
UNOPENED = Slip(N_("the opening quote is missing"), N_("add the opening quote where the text begins"))
AFTER_VALUE = Slip(N_("only a comment may follow a value"), N_("put it inside the quotes, or write # in front of it"))
NO_VALUE = Slip(N_("the value is missing"), N_("write the value after '=', or delete the line"))
INVISIBLE = Slip(N_("invisible character: {code}"), N_("delete that character, or type the line again"))

_CURLY = "“”„‟‘’‚‛«»‹›″＂＇〝〞"
_QUOTES = f"\"'{_CURLY}`´"
_NARROW = "\u00a0\u202f "
_STRAIGHT = "\"'"
_BEFORE_QUOTATIONS = frozenset(("", " ", "(", "[", "-", "–", "/"))
_ODD_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−"), "-")
_DIGITS = pattern(r"[+(]?\d[\d\s.()/-]*", re.ASCII)
_FULL_DAY = pattern(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4}", re.ASCII)
_BEFORE_DAYS = pattern(r"(?i:ngày|date)\s+")
_THOUSANDS = pattern(r"\d{1,3}(?:[., ]\d{3})+|\d+", re.ASCII)
_NOTHING = {
    "",
    "-",
    "--",
    "?",
    "…",
    "...",
    "null",
    "nil",
    "none",
    "n/a",
    "na",
    "trong",
    "khong co",
    "khong ro",
    "chua ro",
}
_WITH_ZERO = {Is.PHONE: phone.lost_zero, Is.TAX_CODE: tax_code.lost_zero}
_ESCAPES = pattern(r'\\(?:[btnfr"\\]|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8})')
_CONTROL = pattern(r"[\x00-\x08\x0a-\x1f\x7f]")


class Meant(Struct, frozen=True):
    """A value as TOML, None if it is uncertain; and the slip, None if there is none."""

    text: str | None
    slip: Slip | None = None
    start: int = 0
    end: int | None = None
    """The end of the slip in the given text; None for the end of the text."""


def is_value(text: str) -> bool:
    """Whether TOML reads the text as one value."""
    return "\n" not in text and parses(f"x = {text}")


def parses(text: str) -> bool:
    """Whether the text is TOML."""
    try:
        loads(text)
    except (tomli.TOMLDecodeError, RecursionError):
        return False
    return True


def basic(text: str) -> str:
    """A text as a TOML string."""
    escaped = _CONTROL.sub("", text).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def field_called(key: str, declared: Mapping[str, Field]) -> Field | None:
    """The field with that name, or with that title or heading in either language, ignoring accents and case."""
    if key in declared:
        return declared[key]
    word = _folded(key)
    for field in declared.values():
        if word in map(_folded, (field.name, field.option_name, *spoken(field.title), *field.headings)):
            return field
    return None


def _folded(text: str) -> str:
    return " ".join(re.split(r"[\s_-]+", fold(text).strip()))


def scalar(raw: str, field: Field | None) -> Meant:
    """The value meant by `raw`, which has no comment after it."""
    if is_value(raw):
        return Meant(raw)
    if _folded(raw) in _NOTHING:
        return Meant(None, NO_VALUE)
    opened, closed = raw[0] in _QUOTES, len(raw) > 1 and raw[-1] in _QUOTES
    if opened and closed:
        return _quoted(raw, field)
    if opened:
        return _unclosed(raw, field)
    if closed and raw[-1] != "'" and not any(quote in raw[:-1] for quote in _QUOTES):
        return _as(raw[:-1].strip(), field, UNOPENED)
    return bare(raw, field)


def _quoted(raw: str, field: Field | None) -> Meant:
    first, last, inner = raw[0], raw[-1], raw[1:-1]
    if {first, last} - {*_STRAIGHT}:
        slip = CURLY if {first, last} & {*_CURLY} else UNQUOTED
        text = inner.strip(_NARROW + "`´")
        return _as(text, field, slip) if _opens_first(text) else Meant(None, slip)
    if first != last:
        return Meant(None, UNCLOSED) if {first, last} & {*inner} else _as(inner, field, UNCLOSED)
    if first == "'":
        doubled = inner[:1] == inner[-1:] == "'" and "'" not in inner[1:-1]
        return _as(inner[1:-1], field, UNQUOTED) if doubled else _as(inner, field, QUOTES_INSIDE)
    return _in_double_quotes(inner, field)


def _in_double_quotes(inner: str, field: Field | None) -> Meant:
    rest = _ESCAPES.sub("", inner)
    if '"' in rest:
        paired = _opens_first(rest) and not rest.count('"') % 2
        return _as(_unescaped(inner), field, QUOTES_INSIDE) if paired else Meant(None, QUOTES_INSIDE)
    if "\\" in rest:
        return _as(_unescaped(inner), field, BACKSLASH)
    control = _CONTROL.search(inner)
    if not control:
        return Meant(None)
    return structs.replace(_as(_unescaped(inner), field, INVISIBLE), start=control.start() + 1, end=control.end() + 1)


def _opens_first(inner: str) -> bool:
    """Whether the first quote inside a text opens a quotation, so that the outer quotes are a pair."""
    first = re.search(f"[{re.escape(_QUOTES)}]", inner)
    return not first or (
        inner[: first.start()][-1:] in _BEFORE_QUOTATIONS and inner[first.end() :][:1] not in {"", " "}
    )


def _unescaped(inner: str) -> str:
    """The text between quotes, with only escaped quotes and backslashes unescaped."""
    return re.sub(r'\\([\\"])', r"\1", inner)


def _unclosed(raw: str, field: Field | None) -> Meant:
    inner = raw[1:]
    if not any(quote in inner for quote in (_STRAIGHT if raw[0] in _STRAIGHT else _QUOTES)):
        if "#" in inner:
            return Meant(None, UNCLOSED)
        return _as(inner.strip(), field, UNCLOSED if raw[0] in _STRAIGHT else CURLY)
    whole, tail = raw[:-1].rstrip(), raw[-1]
    if tail in ",;." and whole[-1:] in _QUOTES:
        meant = scalar(whole, field)
        return meant if meant.slip else Meant(meant.text, AFTER_VALUE)
    return Meant(None, AFTER_VALUE)


def bare(raw: str, field: Field | None) -> Meant:
    """The value meant by one without quotes."""
    if (whole := raw.rstrip(",; ")) != raw and is_value(whole):
        return Meant(whole, AFTER_VALUE)
    if field is None:
        return _of_no_field(raw)
    if field.base is str and _DIGITS.fullmatch(raw):
        return Meant(with_zero(raw, field), ZERO if raw[0] == "0" else DIGITS)
    if issubclass(field.base, StrEnum) or field.base is str:
        return _as(raw, field, UNQUOTED)
    meant = _as(raw, field, {date: DAY, bool: YES_OR_NO, int: NUMBER}.get(field.base, UNQUOTED))
    return Meant(None, NO_DAY) if field.base is date and not meant.text and _FULL_DAY.fullmatch(raw) else meant


def with_zero(number: str, field: Field) -> str:
    """A number as TOML text, with the leading zero that a telephone number or a tax code has lost."""
    restored = _WITH_ZERO[field.form](number) if field.form in _WITH_ZERO else None
    return basic(restored or number)


def _of_no_field(raw: str) -> Meant:
    if day := _day(raw):
        return Meant(day, DAY)
    if raw.lower() in {"true", "false"}:
        return Meant(raw.lower(), YES_OR_NO)
    if _DIGITS.fullmatch(raw):
        return Meant(basic(raw), ZERO if raw[0] == "0" else DIGITS)
    return Meant(basic(raw), UNQUOTED)


def _as(text: str, field: Field | None, slip: Slip) -> Meant:
    """The text as a value of the field, with the slip that was found."""
    if not text.strip():
        return Meant(None, NO_VALUE)
    return Meant(typed(text, field), slip)


def typed(text: str, field: Field | None) -> str | None:
    """A text as a TOML value of the field's type; None if it cannot be one."""
    if field is None or field.base is str:
        return basic(text)
    if field.base is date:
        return _day(text) or (_partial_day(text) if field.form is Is.DAY else None)
    if field.base is int:
        digits = re.sub(r"[., ]", "", text.strip().removeprefix("+"))
        return str(int(digits)) if _THOUSANDS.fullmatch(text.strip().removeprefix("+")) else None
    try:
        value = field.parse(text)
    except InvalidData:
        return None
    return str(value).lower() if isinstance(value, bool) else basic(str(value))


def _day(text: str) -> str | None:
    day = re.sub(r"\s*([-/.])\s*", r"\1", _BEFORE_DAYS.sub("", text.translate(_ODD_DASHES).strip()))
    if re.match(r"\d{4}[/.]", day):
        day = re.sub(r"[/.]", "-", day)
    try:
        return parse_date(day).isoformat()
    except InvalidData:
        return None


def _partial_day(text: str) -> str | None:
    """The year or month that a text names, as TOML has it."""
    try:
        return basic(parse_day(text.strip()).isoformat())
    except InvalidData:
        return None
