"""TCVN3 (TCVN 5712:1993), the 8-bit letters of the old ABC fonts, as Unicode.

The capitals with tones that ABC fonts have in a font of their own come as small letters.
"""

_FROM = 0x80
_LETTERS = (
    "ÀẢÃÁẠẶẬÈẺẼÉẸỆÌỈĨ"  # 80
    "ÍỊÒỎÕÓỌỘỜỞỠỚỢÙỦŨ"  # 90
    "\u00a0ĂÂÊÔƠƯĐăâêôơưđẰ"  # A0
    "\u0300\u0309\u0303\u0301\u0323àảãáạẲằẳẵắẴ"  # B0
    "ẮẦẨẪẤỀặầẩẫấậèỂẻẽ"  # C0
    "éẹềểễếệìỉỄẾỒĩíịò"  # D0
    "Ổỏõóọồổỗốộờởỡớợù"  # E0
    "ỖủũúụừửữứựỳỷỹýỵỐ"  # F0
)
_RARE = dict(zip(b"\1\2\4\5\6\x11\x12\x13\x14\x15\x16\x17", "ÚỤỪỬỮỨỰỲỶỸÝỴ", strict=True))
"""Capitals in the place of control characters, for which the upper half has no room."""
_TABLE = _RARE | dict(enumerate(_LETTERS, _FROM))


def decode(data: bytes) -> str:
    """The text that bytes in TCVN3 stand for; every byte stands for something."""
    return data.decode("latin-1").translate(_TABLE)
