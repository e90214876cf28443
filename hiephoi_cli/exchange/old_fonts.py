"""Recognises and undoes what programs make of Vietnamese in old fonts and encodings, by how legible it becomes."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple
from unicodedata import normalize

from hiephoi_cli.domain.legibility import has_signs, has_syllables, is_legible, share_legible
from hiephoi_cli.exchange import tcvn3, viqr, vni
from hiephoi_cli.patterns import pattern

FONTS: Mapping[str, Callable[[bytes], str]] = {"tcvn3": tcvn3.decode, "vni": vni.decode, "viqr": viqr.decode}
"""The encodings of old fonts, which Python does not know."""
TITLES = {"tcvn3": "TCVN3", "vni": "VNI", "viqr": "VIQR", "cp1258": "cp1258"}
"""How people call them."""
_PAGES = ("cp1252", "cp1258")
"""How programs read bytes of which they did not know the encoding."""
_VIQR_MARKED = pattern(r"[AEOaeo]\^|[OUou][+*]|[Aa]\([.'`?~]?[a-z]")
_ODD = pattern("[\x80-\x9f¡-©¬-¯±´-¶¸¹¼-¿Ä-ÇËÎ-ÑÖ-ØÛÜÞßä-çëîïðñö-øûüþÿƒ√─-╬]")
"""A letter or sign that Vietnamese does not have, but text in an old font has when read as another."""
_DOUBLED = pattern("[AEae][À-ÃÈ-ÊÙÚà-ãè-êùú]")
"""Vowels that stand together in VNI only, which has the mark behind the letter; long texts show it by other letters."""
_SHORT = 1 << 14
_CONTROL = pattern("[\\x08-\\x0c\\x0e-\\x10\\x18-\\x1f]")
"""Control characters that stand for no letter in any font."""
_SIGNS = pattern(r"[^\w\u0300-\u0323]|\d")
_TELLING = 2
"""The number of words that become legible and leave no doubt."""
_LONGEST = 64
"""The most letters of a word."""
_SEVERAL = 3
"""The number of cells with one such word each that leave no doubt either."""


class Recognised(NamedTuple):
    """A text in an old font or encoding: its name, and what the text says."""

    encoding: str
    meant: str
    surely: bool
    """Whether the text alone leaves no doubt."""


def may_be_old(text: str) -> bool:
    """Whether any part of a long text may be in an old font; fast."""
    if _ODD.search(text) or (len(text) < _SHORT and _DOUBLED.search(text)):
        return True
    return "^" in text and bool(_VIQR_MARKED.search(text))


def recognised(text: str) -> Recognised | None:
    """The old encoding in which a text becomes legible, if it is not legible as it is."""
    if _CONTROL.search(text):
        return None
    if text.isascii():
        names: Iterable[str] = ("viqr",) if _VIQR_MARKED.search(text) else ()
    elif all(map(is_legible, text.split())):
        return None
    else:
        names = ("tcvn3", "vni", "cp1258")
    best: tuple[int, Recognised] | None = None
    for name in names:
        meant = undone(text, name)
        gained, lost = _gained(text, meant)
        surely = gained >= _TELLING or any(map(has_signs, text.split())) or name == "viqr"
        if gained > 2 * lost and (best is None or gained - lost > best[0]):
            best = gained - lost, Recognised(name, meant, surely)
    return best[1] if best else None


def first_recognised(cells: Iterable[tuple[int, str]]) -> tuple[int, str, Recognised] | None:
    """The first cell surely in an old encoding, of numbered ones, or of several that probably are."""
    doubtful: dict[str, list[tuple[int, str, Recognised]]] = {}
    for number, text in cells:
        if old := recognised(text):
            if old.surely:
                return number, text, old
            doubtful.setdefault(old.encoding, []).append((number, text, old))
    return next((several[0] for several in doubtful.values() if len(several) >= _SEVERAL), None)


def undone(text: str, encoding: str) -> str:
    """A text whose letters are those of another encoding for the same bytes, read in this one, word by word."""
    if encoding == "viqr":
        return viqr.undone(text)
    decode = FONTS.get(encoding) or (lambda data: normalize("NFC", data.decode(encoding, "replace")))
    return re.sub(r"[^\s\x00-\x08]+", lambda word: _word_undone(word[0], decode), text)


def reread(text: str, encoding: str, *, doubtful_too: bool = True) -> str:
    """A text in that encoding, unless it is more legible as it is, or perhaps as legible."""
    meant = undone(text, encoding)
    if meant == text:
        return text
    gain = legible_words(meant) - legible_words(text)
    return meant if gain > 0 or (gain == 0 and doubtful_too) else text


def legible_words(text: str) -> int:
    """How many words beyond ASCII are legible, less those that aren't."""
    return sum(1 if has_syllables(word) else -1 for word in text.split() if not word.isascii())


def legible_readings(data: bytes, encodings: Sequence[str]) -> list[tuple[str, str]]:
    """The encodings in which most words of a sample are legible, the best first, and the text in each."""
    readings = [(share_legible(text), name, text) for name in encodings if (text := decoded_as(data, name))]
    return [(name, text) for share, name, text in sorted(readings, key=lambda reading: -reading[0]) if share > 0.8]  # noqa: PLR2004


def decoded_as(data: bytes, encoding: str) -> str:
    """A sample of bytes in an 8-bit encoding."""
    decode = FONTS.get(encoding)
    return decode(data) if decode else normalize("NFC", data.decode(encoding, "replace"))


def _word_undone(word: str, decode: Callable[[bytes], str]) -> str:
    """A word in another encoding; itself where it has letters that no program took for bytes."""
    if word.isascii() or len(word) > _LONGEST:
        return word
    for page in _PAGES:
        data = _bytes(word, page)
        if data is not None and is_legible(meant := decode(data)):
            return meant
    data = _bytes(word, _PAGES[0])
    return word if data is None else decode(data)


def _bytes(word: str, page: str) -> bytes | None:
    """The bytes that a code page shows as this word; what it does not show stands for itself."""
    data = b""
    for char in word:
        try:
            data += char.encode(page)
        except UnicodeEncodeError:
            if ord(char) > 0xFF:  # noqa: PLR2004  the last byte
                return None
            data += bytes([ord(char)])
    return data


def _gained(text: str, meant: str) -> tuple[int, int]:
    """How many words become legible, and how many don't."""
    gained = lost = 0
    for word, other in zip(text.split(), meant.split(), strict=False):
        if word == other and word.isascii():
            continue
        if not has_syllables(other) or not {*_SIGNS.findall(other)} <= {*_SIGNS.findall(word)}:
            lost += 1
        elif word.isascii() or not is_legible(word):
            gained += 1
    return gained, lost
