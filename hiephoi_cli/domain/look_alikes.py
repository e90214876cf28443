"""Finds letters and signs that only look like Vietnamese ones, and replaces them with those meant."""

from collections.abc import Iterator
from typing import NamedTuple
from unicodedata import normalize

from hiephoi_cli.patterns import pattern

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
"""The ASCII letter that each small letter looks like."""
_PRINTED = dict.fromkeys("“”„‟«»″〝〞", '"') | dict.fromkeys("‘’‚‛‹›′ʻʼʽˈ´ꞌ", "'") | dict.fromkeys("‐‑‒–—―−", "-")
_PRINTED_SIGN = pattern(f"[{''.join(_PRINTED)}…]")

_ODD = pattern("[ÐðƉɖɑɡǍǎ\u030c\u0335\u0342\u0370-\u052f\u1f00-\u1fff]")
_WORD = pattern("(?:[^\\W\\d_][\u0300-\u036f]*)+")
_UNMARKED = "".join(sorted({*_MEANT} - {*_MARKED} - {*"ðɖ"}))
_TWIN = pattern("|".join(("(?<![^\\W\\d_\u0300-\u036f])[ðɖ]", *_MARKED, f"[{_UNMARKED}]")))
"""A look-alike in decomposed text. Vietnamese syllables have đ only at the start; Icelandic words have ð inside."""
_LATIN = pattern("[A-Za-zĐđÐðƉɖ\u0302\u0303\u0309\u031b\u0323]")
"""Characters of decomposed text that neither Cyrillic nor Greek uses."""
_VIETNAMESE = pattern("[A-Za-zĐđ\u0300-\u0303\u0306\u0309\u031b\u0323]+")


def typed(text: str) -> str:
    """The text with quotes, apostrophes, dashes and dots as typed: `“Hoa–Sen…”` → `"Hoa-Sen..."`."""
    return _PRINTED_SIGN.sub(lambda sign: _PRINTED.get(sign[0], "..."), text)


class LookAlike(NamedTuple):
    """A word with a letter that only looks like the one meant."""

    word: str
    odd: str
    """The letter, in NFD."""
    meant: str
    """The letter that it looks like, in NFD."""


def may_look_alike(text: str) -> bool:
    """Whether the text has a character that may be a look-alike; many are right where they stand."""
    return bool(_ODD.search(text))


def look_alikes(text: str) -> Iterator[LookAlike]:
    """The words that are Latin apart from look-alikes, each with its first look-alike."""
    for word in _WORD.findall(text) if may_look_alike(text) else ():
        if _meant(word) != word and (twin := _TWIN.search(normalize("NFD", word))):
            yield LookAlike(word, twin[0], _MEANT[twin[0]])


def as_meant(text: str) -> str:
    """The text with the letters meant; words wholly in another alphabet stay."""
    return _WORD.sub(lambda word: _meant(word[0]), text) if may_look_alike(text) else text


def _meant(word: str) -> str:
    letters = normalize("NFD", word)
    meant = _TWIN.sub(lambda twin: _MEANT[twin[0]], letters)
    mixed = meant != letters and _LATIN.search(letters) and _VIETNAMESE.fullmatch(meant)
    return normalize("NFC", meant) if mixed else word
