"""Words and signs that people write where they have no value."""

import re

from hiephoi_cli.domain.fields import Field
from hiephoi_cli.domain.records import Is
from hiephoi_cli.domain.vietnamese import fold

_NEVER = {
    *("n/a", "n.a", "n.a.", "null", "none", "nil", "nan", "undefined", "unknown", "tbd", "tba", "blank", "empty"),
    *("chua co", "khong co", "chua cap nhat", "dang cap nhat", "chua ro", "khong ro", "chua xac dinh", "de trong"),
    *("chua co thong tin", "khong co thong tin", "khong xac dinh", "trong", "ko co", "k co", "khong ap dung"),
    *("chua biet", "khong biet", "cap nhat sau", "bo sung sau", "not available", "not applicable", "no data"),
}
"""Folded; no value of any field but a note."""
_ELSEWHERE = {"na", "no", "khong", "ko", "k", "chua", "x", "0"}
"""Folded; no value where a field has a form of its own, such as a number."""
_FREE = {"note", "document"}
"""Fields of free words, in which a sign or a `không` may mean something."""
_SIGNS = re.compile(r"[\W_]+")


def holds_nothing(text: str, field: Field) -> bool:
    """Whether a text stands for no value in a field."""
    if field.base is bool or field.name in _FREE:
        return False
    if _SIGNS.fullmatch(text):
        return True
    word = fold(text).strip(" .()[]<>-–—*")
    has_form = field.base is not str or field.refers_to or field.form not in {None, Is.NAME, Is.PERSON}
    return word in _NEVER or (bool(has_form) and word in _ELSEWHERE)
