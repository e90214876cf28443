"""Telephone numbers: the leading zero that spreadsheets drop, and prefixes that have changed.

By Vietnam's numbering plan (Thông tư 22/2014/TT-BTTTT), mobiles are 0 and nine digits, landlines 02 and nine digits
(0225 in Hải Phòng). Area codes changed in 2017 (Quyết định 2036/QĐ-BTTTT of 21/11/2016), mobiles of eleven digits in
2018 (Quyết định 798/QĐ-BTTTT of 25/5/2018).
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from hiephoi_cli.patterns import pattern

_AREAS = {
    # from 11/2/2017
    "022": "0212", "0231": "0213", "020": "0214", "0230": "0215", "029": "0216", "052": "0232", "053": "0233",
    "054": "0234", "0510": "0235", "0511": "0236", "037": "0237", "038": "0238", "039": "0239",
    # from 15/4/2017
    "033": "0203", "0240": "0204", "025": "0205", "026": "0206", "027": "0207", "0280": "0208", "0281": "0209",
    "0320": "0220", "0321": "0221", "0241": "0222", "031": "0225", "0351": "0226", "036": "0227",
    "0350": "0228", "030": "0229", "0780": "0290", "0781": "0291", "0710": "0292", "0711": "0293",
    "074": "0294", "076": "0296", "077": "0297", "079": "0299",
    # from 17/6/2017
    "04": "024", "08": "028", "061": "0251", "062": "0252", "064": "0254", "055": "0255", "056": "0256",
    "057": "0257", "058": "0258", "068": "0259", "060": "0260", "0501": "0261", "0500": "0262", "063": "0263",
    "059": "0269", "070": "0270", "0651": "0271", "072": "0272", "073": "0273", "0650": "0274", "075": "0275",
    "066": "0276", "067": "0277",
}  # fmt: skip
"""New area codes by the old ones."""
_MOBILES = {
    "0120": "070", "0121": "079", "0122": "077", "0126": "076", "0128": "078", "0123": "083", "0124": "084",
    "0125": "085", "0127": "081", "0129": "082", "0162": "032", "0163": "033", "0164": "034", "0165": "035",
    "0166": "036", "0167": "037", "0168": "038", "0169": "039", "0186": "056", "0188": "058", "0199": "059",
}  # fmt: skip
"""New prefixes of mobiles by those of eleven digits."""

_UNCHANGED = {"0210", "0211", "0218", "0219"}
_LANDLINES = {*_AREAS.values()} | _UNCHANGED
_MOBILE_CODES = "03[2-9]|05[25689]|07[06-9]|08[1-9]|09[0-46-9]"
_MOBILE = pattern(f"(?:{_MOBILE_CODES})[0-9]{{7}}")
_USUAL = pattern(f"{_MOBILE.pattern}|(?:024|028)[0-9]{{8}}|(?:{'|'.join(sorted(_LANDLINES))})[0-9]{{7}}")
_ALL_USUAL = pattern(rf"(?:(?:{_USUAL.pattern})(?:\n(?!\Z)|\Z))++")
_EXTENSION = pattern(r"\s*[-(]\s*[0-9]{1,5}\)?$")
_BEGINNING = pattern(f"(?P<mobile>{_MOBILE_CODES})|02[0-9]")
_MOBILE_DIGITS, _LANDLINE_DIGITS = 10, 11
_LIKELY = pattern(r"\+?[0-9]{8,15}")
_SEPARATORS = str.maketrans("", "", " .()-\t\u00a0")
_SEVERAL = pattern("[^;,/]+")
_ABROAD = pattern(r"(?:\+|00)84[ .-]?(?:\(0\))?|84[ .-]")
_WITH_COUNTRY = pattern("84[235789][0-9]{8,9}")
_FIRST = pattern(r"\(?([0-9]+)")
_WITHOUT_ZERO = pattern(r"[35789][0-9]{8}|2[0-9]{9}")


class Renewed(NamedTuple):
    """An old number and its replacement."""

    number: str
    new: str
    year: int
    """The year in which the old one went out of use."""


def numbers(text: str) -> list[str]:
    """The numbers in a field such as `0225 3822 016; 0912 345 678`."""
    return [number.strip() for number in _SEVERAL.findall(text) if number.strip()]


def dialled(number: str) -> str:
    """A number without separators, as it is dialled in the country: `+84 225 3822 016` gives `02253822016`."""
    abroad = _ABROAD.match(number)
    return (f"0{number[abroad.end() :]}" if abroad else number).translate(_SEPARATORS)


def in_use(number: str) -> set[str]:
    """A number as it is dialled, and as it is dialled today where that is another."""
    whole = f"0{number[2:]}" if _WITH_COUNTRY.fullmatch(number) else number
    return {whole, dialled(new.new)} if (new := renewed(whole)) else {whole}


def without_separators(text: str) -> str:
    """A text without what stands between digits; lines stay."""
    return text.translate(_SEPARATORS)


def is_mobile(number: str) -> bool:
    """Whether a number is a mobile in current use."""
    return bool(_MOBILE.fullmatch(dialled(number)))


def is_usual(text: str) -> bool:
    """Whether a field has one number in current use; quick to check."""
    return bool(_USUAL.fullmatch(text.translate(_SEPARATORS))) and "(" not in text and not text.startswith("08 ")


def are_usual(texts: Sequence[str]) -> bool:
    """Whether each field has one number in current use; all at once takes a fifth of the time."""
    text = "\n".join(texts)
    if "(" in text or "\n08 " in f"\n{text}" or text.count("\n") >= max(len(texts), 1):
        return False
    return bool(_ALL_USUAL.fullmatch(text.translate(_SEPARATORS)))


def is_likely(number: str) -> bool:
    """Whether a number has a likely number of digits, and only separators between them."""
    return bool(_LIKELY.fullmatch(number.translate(_SEPARATORS)))


def digits_missed(number: str) -> tuple[int, int] | None:
    """How many digits a number of Vietnam has, and how many its beginning asks for, if that is another number.

    An extension may follow, behind a dash or in brackets: `0225 3822 016-12`.
    """
    digits, whole = dialled(number), _EXTENSION.sub("", number)
    begun = _BEGINNING.match(digits)
    if not begun or (whole != number and is_usual(dialled(whole))):
        return None
    right = _MOBILE_DIGITS if begun["mobile"] else _LANDLINE_DIGITS
    return (len(digits), right) if len(digits) != right else None


def renewed(number: str) -> Renewed | None:
    """The current number, or None if the old one may be one: `031 3822 017` is old, `033 3822 017` may be a mobile."""
    abroad = _ABROAD.match(number)
    national = f"0{number[abroad.end() :]}" if abroad else number
    digits = national.translate(_SEPARATORS)
    if not (code := _old_code(digits)) or (_may_be_of_today(digits) and not _stands_apart(code, national)):
        return None
    new, rest = (_MOBILES | _AREAS)[code], digits[len(code) :]
    parts = [new + rest[0], rest[1:4], rest[4:]] if code in _MOBILES else [new, rest[:4], rest[4:]]
    between = next((sign for sign in " .-" if sign in national.strip()), "")
    if abroad:
        parts = ["+84", parts[0][1:], *parts[1:]]
    return Renewed(number, between.join(parts), 2018 if code in _MOBILES else 2017)


def with_renewed(text: str) -> str:
    """A field with its numbers replaced by current ones."""
    return _SEVERAL.sub(lambda number: _renewed_or_kept(number[0]), text)


def lost_zero(text: str) -> str | None:
    """The field with the leading zeros of its numbers, if any of them lost its own."""
    whole = _SEVERAL.sub(_with_zero, text)
    return whole if whole != text else None


def _with_zero(number: re.Match[str]) -> str:
    bare = number[0].strip()
    lost = _WITHOUT_ZERO.fullmatch(re.sub(r"[ .\-]", "", bare))
    return number[0].replace(bare, f"0{bare}", 1) if lost else number[0]


def _old_code(digits: str) -> str | None:
    """The prefix that has changed, if the number has its old length."""
    if digits[:4] in _MOBILES or digits[:4] in _AREAS:
        return digits[:4] if len(digits) == len("0320 3822017") - 1 else None
    code = digits[:2] if digits[:2] in _AREAS else digits[:3]
    return code if code in _AREAS and len(digits) == len("0313822017") else None


def _may_be_of_today(digits: str) -> bool:
    """Whether these are a mobile number, or a landline number short of a digit."""
    return bool(_MOBILE.fullmatch(digits)) or digits[:4] in _LANDLINES


def _stands_apart(code: str, national: str) -> bool:
    """Whether its spacing shows that the prefix is an area code: `(033) 3822 017`, `08 3822 1234`."""
    first = _FIRST.match(national)
    return bool(first and first[1] == code) and ("(" in national or not _MOBILE.match(f"{code}0000000"))


def _renewed_or_kept(piece: str) -> str:
    change = renewed(piece.strip())
    return piece.replace(change.number, change.new) if change else piece
