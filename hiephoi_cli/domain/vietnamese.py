"""Cleans, sorts and folds Vietnamese text: sorted as in CLDR `vi`, found without accents."""

import codecs
import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any
from unicodedata import category, combining, is_normalized, normalize

from hiephoi_cli.errors import InvalidData
from hiephoi_cli.i18n import _
from hiephoi_cli.patterns import pattern

_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_OTHERS = "\ue000\ue001\ue002"
_ORDER = "".join(
    (
        " _‾-‐‑‒–—―,;:!¡?¿.…·'‘’‚‛‹›\"“”„‟«»()[]{}§¶@*/\\&#%‰†‡•′″`´˜^¯¨°©®←→↑↓+±÷×<=>¬|¦~−∞≈≤≥",
        _OTHERS[0],
        "¤¢$£¥₩₫€₱₹₽",
        _OTHERS[1],
        "0123456789",
        _OTHERS[2],
        _LETTERS,
    )
)
"""Signs, currencies and digits in the order of the DUCET, then letters; the placeholders mark where others follow."""
_OTHER = {"P": _OTHERS[0], "S": _OTHERS[0], "Z": _OTHERS[0], "Sc": _OTHERS[1], "N": _OTHERS[2]}
"""By Unicode category, the placeholder after which a character outside that order sorts."""
_TONES = "\u0300\u0309\u0303\u0301\u0323"  # huyền, hỏi, ngã, sắc, nặng: the order of CLDR vi
_LETTER_MARKS = "\u0306\u0302\u031b"  # breve, circumflex, horn: part of the letter, not a tone
_STROKES = str.maketrans("ÐƉðɖ", "ĐĐđđ")
_MARKS = pattern("[\u0300-\u033f]+")
"""Combining marks, those of Vietnamese among them."""
_RARE = pattern("[^\x00-\x7f\u0300-\u033f]+")
_BYTES = 256
_MANY = 1000
"""Texts from which on it pays to make a table of all usual characters."""

_SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_ZERO_WIDTH = "\u00ad\u200b-\u200d\u2060\ufeff"
_DIRECTION = "\u061c\u200e\u200f\u202a-\u202d\u2066-\u2069"
"""Direction marks, which telephones and chats put around numbers; not the override that reverses text."""
UNSAFE = pattern("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
"""Control characters, bidi controls and code points that are not characters: never stored, never shown raw."""
_SPACE = pattern(f"[{_SPACES}]")
UNSEEN = pattern(f"[{_ZERO_WIDTH}{_DIRECTION}]")
"""Characters that show nothing and are not stored."""


def clean(text: str) -> str:
    """Text as it is stored: NFC, trimmed, ordinary spaces, no zero-width characters and direction marks.

    Raises InvalidData for control characters and the bidi override that reverses text.
    """
    if text.isprintable() and is_normalized("NFC", text):
        return text.strip()
    text = normalize("NFC", UNSEEN.sub("", _SPACE.sub(" ", text))).strip()
    if unsafe := UNSAFE.search(text):
        if unsafe[0] == "\t":
            raise InvalidData(_("tab in '{text}'").format(text=text), _("type a space in its place"))
        raise InvalidData(
            _("control character {code} in '{text}'").format(code=_code(unsafe[0]), text=text),
            _("type the text again without it; copying from a web page or a chat often brings it in"),
        )
    return text


def harmless(text: str) -> str:
    r"""Text safe for a terminal: ESC becomes `\x1b`, a bidi override `\u202e`."""
    return text if text.isprintable() else UNSAFE.sub(lambda unsafe: _escape(unsafe[0]), text)


def harmless_lines(text: str) -> str:
    """Text safe for a terminal, with its line ends."""
    return text if text.isprintable() else "\n".join(map(harmless, text.split("\n")))


def first_lower(text: str) -> str:
    """A title in mid-sentence; an initial abbreviation keeps its capitals."""
    return text if text[:2].isupper() else text[:1].lower() + text[1:]


def typed(text: str) -> str:
    """A text as one word of a command line."""
    return f'"{text}"' if " " in text else text


def fold(text: str) -> str:
    """Text without case and accents, for searching: `Ánh Dương` and `ANH DUONG` fold to `anh duong`.

    A folded match is a suggestion, never identity: Hòa, Hoa and Hóa are three names.
    """
    if text.isascii():
        return text.lower()
    codes, letters, marks = _usual()
    try:
        return codecs.charmap_encode(text, "strict", codes)[0].translate(letters, marks).decode()
    except UnicodeEncodeError:
        return "\n".join(map(fold, text.split("\n"))) if "\n" in text else _fold_of_any(text)


def fold_i_and_y(text: str) -> str:
    """The same with i and y as one letter, where words are few: people write `kí` and `ký`."""
    return fold(text).replace("y", "i")


@cache
def _usual() -> tuple[Any, bytes, bytes]:
    """The usual characters as one byte each, what each byte folds to, and the bytes of the marks, which go.

    Bytes are folded ten times as fast as characters.
    """
    kept, marks = _usual_characters(), (*_TONES, *_LETTER_MARKS)
    folded = _fold_of_any("".join(kept)).encode()
    codes = codecs.charmap_build("".join((*kept, *marks)).ljust(_BYTES, "\ufffe"))
    return codes, folded.ljust(_BYTES), bytes(range(len(kept), len(kept) + len(marks)))


@cache
def _usual_characters() -> Sequence[str]:
    """Printable ASCII, all letters of Vietnamese and the signs of printers, each of which folds to one character."""
    plain = [chr(point) for point in range(0x80) if point >= ord(" ") or chr(point) in "\0\t\n"]
    vowels = [normalize("NFC", vowel + tone) for vowel in "aăâeêioôơuưy" for tone in ("", *_TONES)]
    letters = [letter for letter in (*vowels, "đ") if not letter.isascii()]
    return [*plain, *letters, *(letter.upper() for letter in letters), *"“”‘’–—\u00a0"]


def _fold_of_any(text: str) -> str:
    bare = normalize("NFD", text.casefold()).replace("đ", "d")
    return _MARKS.sub("", _RARE.sub(lambda rare: _folded(rare[0]), bare))


def words(text: str) -> str:
    """Text with single spaces between words, without quotes, apostrophes and hyphens: `"Hoa-Sen"` → `Hoa Sen`.

    Only typed signs count: `fold` and `one_spelling` turn printed ones into these.
    """
    text = text.replace('"', " ").replace("-", " ").replace("'", "").replace("`", "")
    while "  " in text:
        text = text.replace("  ", " ")
    return text.replace(" \n", "\n").replace("\n ", "\n").strip(" ")


def letters(text: str) -> str:
    """The letters and digits of a text, folded: `E-mail`, `email` and `EMAIL` are one name."""
    return re.sub(r"[\W_]+", "", fold(text))


def one_spelling(text: str) -> str:
    """Text in one of its possible spellings: `Hoà` and `Hòa`, `Tóan` and `Toán` become equal.

    Lower case, with look-alikes replaced; accents stay. Two texts with equal results are the same words.
    """
    if text.isascii():
        return text.lower()
    from hiephoi_cli.domain import look_alikes, tones  # which lists do without

    text = look_alikes.as_meant(normalize("NFC", text))
    return tones.placed(normalize("NFC", look_alikes.typed(text).casefold()))


def at_once(change: Callable[[str], str], texts: Sequence[str]) -> list[str]:
    """Each text changed by a function that works line by line; all at once takes a third of the time."""
    changed = change("\n".join(texts)).split("\n")
    return changed if len(changed) == len(texts) else [change(text) for text in texts]


class _Weights(dict[int, str]):
    """One level of the collation as a `str.translate` table, filled as characters are met."""

    def __init__(self, level: int) -> None:
        self._level = level

    def __missing__(self, point: int) -> str:
        weight = self[point] = _weights(chr(point))[self._level]
        return weight


_LEVELS = tuple(_Weights(level) for level in range(3))


def collation_key(text: str) -> tuple[str, ...]:
    """Sorts as CLDR `vi`: all letters first, then tones, then case."""
    text = normalize("NFC", text).translate(_STROKES)
    return tuple(text.translate(level) for level in _LEVELS)


def collation_keys(texts: Sequence[str]) -> list[tuple[str, ...]]:
    """The keys of texts; where there are many, a quarter of the time is enough for those of usual characters."""
    if len(texts) < _MANY:
        return list(map(collation_key, texts))
    codes, levels = _usual_weights()

    def key(text: str) -> tuple[str, ...]:
        try:
            data = codecs.charmap_encode(text, "strict", codes)[0]
        except UnicodeEncodeError:
            return collation_key(text)
        return tuple(data.translate(level, b"\0").decode("latin-1") for level in levels)

    return list(map(key, texts))


@cache
def _usual_weights() -> tuple[Any, Sequence[bytes]]:
    """The usual characters as one byte each, and the weight of each byte at each level."""
    kept = [char for char in _usual_characters() if all(len(level[ord(char)]) == 1 for level in _LEVELS)]
    weights = ["".join(level[ord(char)] for char in kept).encode("latin-1") for level in _LEVELS]
    codes = codecs.charmap_build("\0" + "".join(kept).ljust(_BYTES - 1, "\ufffe"))
    return codes, [b"\0" + weight.ljust(_BYTES - 1) for weight in weights]


def person_key(name: str) -> tuple[tuple[str, ...], ...]:
    """Sorts people by given name (the last word), then surname (the first), then the middle."""
    surname, *middle = name.split() or [""]
    given = middle.pop() if middle else surname
    return collation_key(given), collation_key(surname), collation_key(" ".join(middle))


def slug(text: str) -> str:
    """The code for a name: `Xây lắp` → `xay-lap`."""
    return re.sub("[^a-z0-9]+", "-", fold(text)).strip("-")


def _folded(rare: str) -> str:
    """Characters other than ASCII and Vietnamese marks, folded."""
    from hiephoi_cli.domain import look_alikes  # as above

    folded = normalize("NFKD", normalize("NFKD", look_alikes.typed(rare)).casefold())
    folded = look_alikes.typed(folded).translate(look_alikes.FOLDED)
    return "".join(char for char in folded if not combining(char))


def _weights(char: str) -> tuple[str, str, str]:
    """The weights of one NFC character: letter, tone and case."""
    base, *marks = list(normalize("NFD", char))
    letter = normalize("NFC", base.lower() + "".join(m for m in marks if m in _LETTER_MARKS))
    tones = "".join(_tone(mark) for mark in marks if mark not in _LETTER_MARKS)
    if combining(base):
        return "", _tone(base), ""
    kind = category(base)
    if (place := _ORDER.find(letter)) >= 0 or (place := _ORDER.find(base)) >= 0:
        primary = chr(1 + place)
    elif kind in {"Cc", "Cf"}:
        return "", "", ""
    elif other := _OTHER.get(kind) or _OTHER.get(kind[0]):
        primary = chr(1 + _ORDER.index(other)) + base
    else:
        primary = letter if len(letter) == 1 else base
    return primary, tones or "\x01", "\x02" if char.isupper() else "\x01"


def _tone(mark: str) -> str:
    place = _TONES.find(mark)
    return chr(2 + place) if place >= 0 else mark


def _escape(char: str) -> str:
    return char.encode("unicode_escape").decode()


def _code(char: str) -> str:
    return f"U+{ord(char):04X}"
