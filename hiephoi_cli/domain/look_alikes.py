"""Letters and signs that only look like those of Vietnamese, and the ones that were meant."""

import re
from collections.abc import Iterator
from typing import NamedTuple
from unicodedata import normalize

_TWINS = (
    ("ÐƉðɖ", "ĐĐđđ"),
    ("ɑɡ", "ag"),
    ("АВЕЅІЈКМНОРСТУХаеѕіјорсух", "ABESIJKMHOPCTYXaesijopcyx"),  # Cyrillic
    ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABEZHIKMNOPTYXo"),  # Greek
)
_MARKED = {
    "a\u030c": "a\u0306",  # a caron in place of a breve
    "A\u030c": "A\u0306",
    "d\u0335": "đ",  # a stroke laid over a letter
    "D\u0335": "Đ",
    "\u0342": "\u0303",  # the tilde of Greek
}
_MEANT = _MARKED | {odd: right for alike, meant in _TWINS for odd, right in zip(alike, meant, strict=True)}
FOLDED = str.maketrans(
    {odd.casefold(): right.casefold().replace("đ", "d") for odd, right in _MEANT.items() if len(odd) == 1} | {"ı": "i"}
)
"""The letter of ASCII that each small letter looks like."""
_PRINTED = dict.fromkeys("“”„‟«»″〝〞", '"') | dict.fromkeys("‘’‚‛‹›′ʻʼʽˈ´ꞌ", "'") | dict.fromkeys("‐‑‒–—―−", "-")
_PRINTED_SIGN = re.compile(f"[{''.join(_PRINTED)}…]")

_ODD = re.compile("[ÐðƉɖɑɡǍǎ\u030c\u0335\u0342\u0370-\u052f\u1f00-\u1fff]")
_WORD = re.compile("(?:[^\\W\\d_][\u0300-\u036f]*)+")
_UNMARKED = "".join(sorted({*_MEANT} - {*_MARKED} - {*"ðɖ"}))
_TWIN = re.compile("|".join(("(?<![^\\W\\d_\u0300-\u036f])[ðɖ]", *_MARKED, f"[{_UNMARKED}]")))
"""A look-alike in decomposed text. No syllable of Vietnamese has đ inside it, but words of Icelandic have ð."""
_LATIN = re.compile("[A-Za-zĐđÐðƉɖ\u0302\u0303\u0309\u031b\u0323]")
"""In decomposed text, what neither Cyrillic nor Greek has."""
_VIETNAMESE = re.compile("[A-Za-zĐđ\u0300-\u0303\u0306\u0309\u031b\u0323]+")


def typed(text: str) -> str:
    """The text with quotes, apostrophes, dashes and dots as a keyboard has them: `“Hoa–Sen…”` gives `"Hoa-Sen..."`."""
    return _PRINTED_SIGN.sub(lambda sign: _PRINTED.get(sign[0], "..."), text)


class LookAlike(NamedTuple):
    """A word with a letter that only looks like the one that was meant."""

    word: str
    odd: str
    """The letter, in NFD."""
    meant: str
    """What it looks like, in NFD."""


def may_look_alike(text: str) -> bool:
    """Whether a character of the text is in use as a look-alike; many of those are right where they are."""
    return bool(_ODD.search(text))


def look_alikes(text: str) -> Iterator[LookAlike]:
    """The words that are Vietnamese, or plain Latin, but for letters that look alike; the first such letter of each."""
    for word in _WORD.findall(text) if may_look_alike(text) else ():
        if _meant(word) != word and (twin := _TWIN.search(normalize("NFD", word))):
            yield LookAlike(word, twin[0], _MEANT[twin[0]])


def as_meant(text: str) -> str:
    """The text with the letters that were meant; words that are wholly of another alphabet stay."""
    return _WORD.sub(lambda word: _meant(word[0]), text) if may_look_alike(text) else text


def _meant(word: str) -> str:
    letters = normalize("NFD", word)
    meant = _TWIN.sub(lambda twin: _MEANT[twin[0]], letters)
    mixed = meant != letters and _LATIN.search(letters) and _VIETNAMESE.fullmatch(meant)
    return normalize("NFC", meant) if mixed else word
