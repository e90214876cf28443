"""The telephone number: the zero in front that spreadsheets eat.

Source: Vietnam's numbering plan since 2017: mobiles are 0 and nine digits, landlines 02 and nine digits (0225 in
Hải Phòng).
"""

import re

_WITHOUT_ZERO = re.compile(r"[35789][0-9]{8}|2[0-9]{9}")
_BETWEEN = re.compile(r"[ .\-]")


def lost_zero(text: str) -> str | None:
    """The number with a zero in front that a text came from, if there is one."""
    return f"0{text}" if not text.startswith("0") and _WITHOUT_ZERO.fullmatch(_BETWEEN.sub("", text)) else None
