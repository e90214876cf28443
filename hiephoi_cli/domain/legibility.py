"""Tells legible Vietnamese from text in the wrong letters, by its syllables."""

from functools import lru_cache
from unicodedata import normalize

from hiephoi_cli.patterns import pattern

_TONE = pattern("[\u0300\u0301\u0303\u0309\u0323]")
_ONSET = "ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnprstvx]"
_OPEN = (
    "iêu|yêu|ươu|uôi|ươi|oai|oay|oao|oeo|uao|uây|uêu|uya|uyu|ai|ao|au|ay|âu|ây|eo|êu|ia|iu|oa|oe|oi|ôi|ơi|ua|uê|ui"
    "|uơ|uy|ưa|ưi|ưu|a|e|ê|i|o|ô|ơ|u|ư|y"
)
_CLOSED = "iê|yê|uyê|uyt|uô|ươ|oa|oă|oe|oo|uâ|uê|uy|a|ă|â|e|ê|i|o|ô|ơ|u|ư|y"
_SYLLABLE = pattern(f"(?:{_ONSET})?(?:(?:{_OPEN})|(?:{_CLOSED})(?:ch|ng|nh|[cmnpt])|[ăâ]k|[ôơ]k)")
_STOPPED = pattern("[cpt]|ch")
_STOPPED_TONES = {"\u0301", "\u0323"}
_WORD = pattern("(?:[^\\W\\d_][\u0300-\u0323]*){1,16}")
_SIGN_IN_WORD = pattern(
    "\ufffd|^[\u0300-\u0323]|[^\\W\\d_][\x80-\x9f\xa1-\xa9\xab\xac\xae-\xb1\xb4-\xb8\xbb-\xbf×÷](?=[^\\W\\d_])"
    "|[\\x80-\\x9f¢-ª¬®¯±´-¸¼-¾](?=[^\\W\\d_])|[^\\W\\d_][\\x80-\\x9f¡-¨ª-¬¯±´-¸¼-¿]"
)
"""A sign at a letter, where words have none, or a tone without a letter."""


def is_legible(word: str) -> bool:
    """Whether all that a word has beyond ASCII makes Vietnamese syllables, without signs inside."""
    return word.isascii() or not (_SIGN_IN_WORD.search(word) or any(not _is_syllable(part) for part in _parts(word)))


def has_syllables(word: str) -> bool:
    """Whether a word is legible, and has a letter of Vietnamese beyond ASCII."""
    return bool(_parts(word)) and is_legible(word)


def has_signs(word: str) -> bool:
    """Whether signs stand at the letters of a word."""
    return bool(_SIGN_IN_WORD.search(word))


def share_legible(text: str) -> float:
    """The share of words beyond ASCII that are legible; 0 where there are none."""
    words = [word for word in text.split() if not word.isascii()]
    return sum(map(has_syllables, words)) / len(words) if words else 0.0


def _parts(word: str) -> list[str]:
    """The runs of letters in a word that are not all ASCII; one too long for a syllable is cut."""
    return [part for part in _WORD.findall(normalize("NFC", word)) if not part.isascii()]


@lru_cache(maxsize=8192)  # Vietnamese has few syllables
def _is_syllable(word: str) -> bool:
    """Whether a word is one syllable, with at most one tone and a possible end."""
    bare = normalize("NFD", word.casefold())
    tones = _TONE.findall(bare)
    letters = normalize("NFC", _TONE.sub("", bare))
    stopped = _STOPPED.fullmatch(letters[-2:]) or _STOPPED.fullmatch(letters[-1:])
    return len(tones) <= 1 and bool(_SYLLABLE.fullmatch(letters)) and (not stopped or "".join(tones) in _STOPPED_TONES)
