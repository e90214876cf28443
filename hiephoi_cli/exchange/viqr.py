"""VIQR (RFC 1456), Vietnamese in ASCII, as Unicode: `Co^ng ty Co^? pha^`n`."""

import re
from unicodedata import normalize

from hiephoi_cli.patterns import pattern

_LETTER_MARKS = {"^": "\u0302", "(": "\u0306", "+": "\u031b", "*": "\u031b"}
_TONES = {"'": "\u0301", "`": "\u0300", "?": "\u0309", "~": "\u0303", ".": "\u0323"}
_SYLLABLE = pattern(
    r"\\(?P<plain>.)"
    r"|(?<![^\W\d_])(?P<stroke>d[dD]|D[dD])"
    r"|(?P<letter>[aA][\^(]|[eE]\^|[oO][\^+*]|[uU][+*])(?P<tone>['`?~.](?!(?<=\.)[,.]))?"
    r"|(?<!\d)(?P<vowel>[aeiouyAEIOUY])(?P<alone>['`?~]|(?<!o)\.(?=[^\W\d_]|\s|$)|\.(?=[^\W\d_]))"
)
_NO_TEXT = pattern(r"\S*(?:@|://|www\.|\.(?:com|vn|net|org|edu|gov))\S*", re.IGNORECASE)
"""E-mail addresses and websites, whose signs are their own."""


def decode(data: bytes) -> str:
    """The text that bytes in VIQR stand for; what is Unicode among them stays."""
    try:
        return undone(data.decode())
    except UnicodeDecodeError:
        return undone(data.decode("latin-1"))


def undone(text: str) -> str:
    """The text that VIQR stands for; a full stop after `Co` or before punctuation is one."""
    parts: list[str] = []
    end = 0
    for found in _NO_TEXT.finditer(text):
        parts += [_SYLLABLE.sub(_letter, text[end : found.start()]), found[0]]
        end = found.end()
    return "".join([*parts, _SYLLABLE.sub(_letter, text[end:])])


def _letter(found: re.Match[str]) -> str:
    if found["plain"]:
        return found["plain"]
    if found["stroke"]:
        return "Đ" if found["stroke"][0] == "D" else "đ"
    if found["letter"]:
        letter = found["letter"]
        return normalize("NFC", letter[0] + _LETTER_MARKS[letter[1]] + _TONES.get(found["tone"] or "", ""))
    return normalize("NFC", found["vowel"] + _TONES[found["alone"]])
