"""Decodes TCVN3 (TCVN 5712:1993), the 8-bit encoding of the old ABC fonts.

Capitals with tones, for which ABC has separate fonts, become small letters.
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
"""Capitals in place of control characters, as the upper half has no room for them."""
_TABLE = _RARE | dict(enumerate(_LETTERS, _FROM))


def decode(data: bytes) -> str:
    """The text of bytes in TCVN3; every byte is valid."""
    return data.decode("latin-1").translate(_TABLE)
