"""Moves each tone mark to one place in its syllable, so that both spellings of a word are equal."""

import re
from functools import lru_cache
from unicodedata import normalize

from hiephoi_cli.patterns import pattern

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_VOWELS = "".join(normalize("NFC", vowel + tone) for vowel in "aăâeêioôơuưy" for tone in ("", *_TONES))
_FINALS = "cghmnpt"

_GROUP = pattern(f"([gq]?)([{_VOWELS}]{{2,}})([^\\W\\d_]?)")
"""A group of vowels, and the letters around it that decide the tone's place."""
_MARKED = pattern(f"[{_TONES}ćǵḿńǹñṃṇṕṭ]")
_BEHIND = pattern(
    f"([{_VOWELS}]+)([{_FINALS}]*)({'|'.join(normalize('NFC', final + tone) for final in _FINALS for tone in _TONES)})"
    f"([{_FINALS}]*)(?![^\\W\\d_])"
)
"""A syllable whose tone was typed too late, as in `Nguyêñ`."""
_TONE = pattern(f"[{_TONES}]")
_QUALITY = pattern("[\u0302\u0306\u031b]")  # circumflex, breve, horn: part of a letter


def placed(text: str) -> str:
    """Lower-case NFC text with each tone in one place: `hoà` → `hòa`, `tóan` → `toán`, `gía` → `giá`.

    The tone goes on the vowel with a circumflex, breve or horn; else on the last vowel before a consonant, or the last
    but one of an open syllable. The u of `qu` and the i of `gi` belong to the consonant.
    """
    if _MARKED.search(text):
        text = _BEHIND.sub(_with_tone_on_vowel, text)
    return _GROUP.sub(lambda group: _with_tone_placed(*group.groups()), text)


def _with_tone_on_vowel(syllable: re.Match[str]) -> str:
    vowels, before, toned, after = syllable.groups()
    if _TONE.search(normalize("NFD", vowels)):
        return syllable[0]
    final, tone = [*normalize("NFD", toned)]
    return normalize("NFC", vowels + tone) + before + final + after


@lru_cache(maxsize=4096)  # Vietnamese has few syllables
def _with_tone_placed(before: str, vowels: str, after: str) -> str:
    tones = _TONE.findall(normalize("NFD", vowels))
    if len(tones) != 1:
        return before + vowels + after
    letters = list(normalize("NFC", _TONE.sub("", normalize("NFD", vowels))))
    first = 1 if before + letters[0] in {"qu", "gi"} else 0
    marked = [place for place, letter in enumerate(letters) if _QUALITY.search(normalize("NFD", letter))]
    place = marked[-1] if marked else len(letters) - (1 if after else 2)
    letters[max(place, first)] += tones[0]
    return before + normalize("NFC", "".join(letters)) + after
