"""VNI for Windows, the 8-bit letters of the old VNI fonts, as Unicode: letters, each with its mark behind it."""

import re
from unicodedata import normalize

from hiephoi_cli.patterns import pattern

_BREVE, _CIRCUMFLEX, _HORN = "\u0306", "\u0302", "\u031b"
_TONES = {"ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_ROUND = {"â": "", "á": "\u0301", "à": "\u0300", "å": "\u0309", "ã": "\u0303", "ä": "\u0323"}
_SHORT = {"ê": "", "é": "\u0301", "è": "\u0300", "ú": "\u0309", "ü": "\u0303", "ë": "\u0323"}
_MARKS = {
    **_TONES,
    **{sign: _CIRCUMFLEX + tone for sign, tone in _ROUND.items()},
    **{sign: _BREVE + tone for sign, tone in _SHORT.items()},
}
_WHOLE = dict(zip("ôöñæóòîÔÖÑÆÓÒÎ", "ơưđỉĩịỵƠƯĐỈĨỊỴ", strict=True))
"""Letters that VNI has whole, in the places of others."""
_TAKES = {"a": {*_MARKS}, "e": {*_TONES, *_ROUND}, "o": {*_TONES, *_ROUND}, "u": {*_TONES}, "y": {*_TONES}}
_TAKES |= {"ô": {*_TONES}, "ö": {*_TONES}}
_LETTER = pattern("([aeouyôö])([ùøûõïâáàåãäêéèúüë])|[ôöñæóòî]", re.IGNORECASE)
_CP1252 = {byte: bytes([byte]).decode("cp1252", "replace") for byte in range(0x80, 0xA0)}


def decode(data: bytes) -> str:
    """The text that bytes in VNI stand for."""
    return _LETTER.sub(_letter, data.decode("latin-1")).translate(_CP1252)


def _letter(found: re.Match[str]) -> str:
    base, sign = found.groups()
    if not base:
        return _WHOLE[found[0]]
    letter = _WHOLE.get(base, base)
    if sign.lower() not in _TAKES[base.lower()]:
        return letter + _WHOLE.get(sign, sign)
    return normalize("NFC", letter + _MARKS[sign.lower()])
