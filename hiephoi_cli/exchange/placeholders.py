"""Words and signs that people write where they have no value."""

from collections.abc import Collection
from datetime import date

from hiephoi_cli.domain.fields import Field
from hiephoi_cli.domain.records import Is
from hiephoi_cli.domain.vietnamese import fold
from hiephoi_cli.patterns import pattern

_OF_PROGRAMS = {"n/a", "null", "nil", "nan", "undefined"}
"""What programs write for no value; in a note too."""
_NEVER = {
    *_OF_PROGRAMS,
    *("n.a", "n.a.", "none", "unknown", "tbd", "tba", "blank", "empty"),
    *("chua co", "khong co", "chua cap nhat", "dang cap nhat", "chua ro", "khong ro", "chua xac dinh", "de trong"),
    *("chua co thong tin", "khong co thong tin", "khong xac dinh", "trong", "ko co", "k co", "khong ap dung"),
    *("chua biet", "khong biet", "cap nhat sau", "bo sung sau", "not available", "not applicable", "no data"),
}
"""Folded; no value of any field but a note."""
_ELSEWHERE = {"na", "no", "khong", "ko", "k", "chua"}
"""Folded; no value where a field has a form of its own, such as a number."""
_BEGINNINGS = {
    *("n/", "n.", "nu", "no", "ni", "na", "un", "tb", "bl", "em", "ch", "kh", "đa", "da", "để", "de", "ko", "k"),
    *("k ", "cậ", "ca", "bổ", "bo", "0"),
}
"""How those begin that are not in brackets; few values do."""
_LONGEST = 24
_FREE = {"note", "document"}
"""Fields of free words, in which a sign or a `không` may mean something."""
_ZERO_RULED_OUT = {Is.TAX_CODE, Is.PHONE, Is.EMAIL, Is.WEBSITE}
_SIGNS = pattern(r"[-‐‑–—―−_.… ]*[-‐‑–—―−_.…][-‐‑–—―−_.… ]*|[/*?]{1,3}")


def is_free(field: Field) -> bool:
    """Whether a field holds free words, in which a question mark, a day or a sign may have its place."""
    return field.name in _FREE


def some_may_hold_nothing(texts: Collection[str]) -> bool:
    """Whether any of many texts is worth a look; faster than looking at each."""
    beginnings = {text[:2] for text in texts}
    return any(start.lower() in _BEGINNINGS or not start[:1].isalnum() for start in beginnings)


def may_hold_nothing(text: str) -> bool:
    """Whether a text is worth a look; fast."""
    return len(text) <= _LONGEST and (text[:2].lower() in _BEGINNINGS or not text[:1].isalnum())


def holds_nothing(text: str, field: Field) -> bool:
    """Whether a text stands for no value in a field."""
    if field.base is bool or not may_hold_nothing(text):
        return False
    if is_free(field):
        return fold(text) in _OF_PROGRAMS
    if _SIGNS.fullmatch(text):
        return True
    if text == "0" and (field.form in _ZERO_RULED_OUT or field.base is date):
        return True
    word = fold(text).strip(" .()[]<>-–—*")
    has_form = field.base is not str or field.refers_to or field.form not in {None, Is.NAME, Is.PERSON}
    return word in _NEVER or (bool(has_form) and word in _ELSEWHERE)
