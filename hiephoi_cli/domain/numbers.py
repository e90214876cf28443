"""Reads numbers as people type them, within the limits that their fields declare."""

import re
from typing import Any

from msgspec import Meta, ValidationError, convert

from hiephoi_cli.domain.declared_types import unwrapped
from hiephoi_cli.errors import InvalidData
from hiephoi_cli.i18n import _
from hiephoi_cli.patterns import pattern

_LEAST, _MOST = -(2**63), 2**63 - 1
"""The limits of whole numbers in TOML and SQLite."""
_WHOLE_NUMBER = pattern("-?[0-9]+")
_LONGEST = 4000  # digits; Python refuses to convert more than 4300
_DECIMAL = pattern(r"([0-9]+|[0-9]{1,3}(?:[. ][0-9]{3})+|[0-9]{1,3}(?:,[0-9]{3})+)(?:[.,]([0-9]+))?")
_THOUSANDS = pattern(r"[1-9][0-9]{0,2}[.,][0-9]{3}")


def bounds(declared: Any) -> tuple[int, int]:  # noqa: ANN401  a declared type
    """The smallest and the largest whole number that a type allows."""
    metas = [mark for mark in unwrapped(declared).marks if isinstance(mark, Meta)]
    least = max([_LEAST, *(int(meta.ge) for meta in metas if meta.ge is not None)])
    return least, min([_MOST, *(int(meta.le) for meta in metas if meta.le is not None)])


def whole(text: str, declared: Any, description: str) -> int:  # noqa: ANN401  a declared type
    """A whole number; the description of its field becomes the hint. Raises InvalidData."""
    least, most = bounds(declared)
    if not _WHOLE_NUMBER.fullmatch(text) or (text[0] == "-" and least >= 0):
        raise InvalidData(
            _("'{text}' is not a whole number").format(text=text),
            _("write digits only, such as 65"),
        )
    if len(text) > _LONGEST or int(text) > most:
        raise InvalidData(_("'{text}' is more than {limit}").format(text=text, limit=most), _(description))
    if int(text) < _LEAST:
        raise InvalidData(_("'{text}' is less than {limit}").format(text=text, limit=least), _(description))
    try:
        number: int = convert(int(text), declared)
    except ValidationError:
        raise InvalidData(_("'{text}' is not allowed").format(text=text), _(description)) from None
    return number


def decimal(text: str, declared: Any, description: str, *, unit: str) -> float:  # noqa: ANN401  a declared type
    """A number with `.` or `,` before its decimals, and perhaps its unit. Raises InvalidData, also for `1.234`."""
    text = text.casefold().removesuffix(unit).strip() if unit else text
    if _THOUSANDS.fullmatch(text):
        digits = re.sub("[.,]", "", text)
        raise InvalidData(
            _("'{text}' may be {whole} or a decimal number").format(text=text, whole=digits),
            _("write it as '{example}'").format(example=f"{digits} / {text}0"),
        )
    number = _DECIMAL.fullmatch(text)
    if not number:
        raise InvalidData(
            _("'{text}' is not a number").format(text=text), _("write it as '{example}'").format(example="410.46")
        )
    try:
        value: float = convert(float(re.sub("[., ]", "", number[1]) + f".{number[2] or 0}"), declared)
    except ValidationError:
        raise InvalidData(_("'{text}' is not allowed").format(text=text), _(description)) from None
    return value
