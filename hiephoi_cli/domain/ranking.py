"""Ranks how well a text matches what is looked for, from the same text to words without accents."""

import re
from collections.abc import Callable
from enum import IntEnum
from typing import NamedTuple
from unicodedata import normalize

from msgspec import Struct

from hiephoi_cli.domain.vietnamese import fold, one_spelling, words


class Rank(IntEnum):
    """How well a text matches, best first; all from SAME to WORDS match from the start of a word."""

    SAME = 0
    """The same apart from case, or the same number."""
    SAME_WORDS = 1
    """The same words apart from tone placement, quotes and hyphens."""
    CONTAINED = 2
    """Contained, or the end of a telephone number, or the beginning of a tax code."""
    CONTAINED_WORDS = 3
    SAME_FOLDED = 4
    """The same words without accents."""
    FOLDED = 5
    """Contained without accents."""
    WORDS = 6
    """Every word begins some word, without accents."""
    INSIDE = 7
    """Contained inside a word, without accents, or inside a number."""
    MISTYPED = 8
    """The same words but for one letter, without accents."""


class Spellings(NamedTuple):
    """A text in the three forms in which texts are compared."""

    typed: str
    """As typed, without case."""
    words: str
    """The words in one spelling."""
    folded: str
    """The words without accents."""

    @classmethod
    def of(cls, text: str) -> "Spellings":
        """The forms of a text."""
        return cls(caseless(text), words(one_spelling(text)), words(fold(text)))


class _Part(Struct, frozen=True):
    """A text to look for at the start of a word or after a sign."""

    text: str
    behind_space: str
    behind_sign: re.Pattern[str]

    @classmethod
    def of(cls, text: str) -> "_Part":
        return cls(text, f" {text}", re.compile(rf"(?<!\w){re.escape(text)}"))

    def begins_in(self, text: str) -> bool:
        """Whether it stands there at such a place."""
        return self.text in text and (
            text.startswith(self.text) or self.behind_space in text or self.behind_sign.search(text) is not None
        )


class Wanted:
    """The words that are looked for, in all their forms."""

    def __init__(self, text: str) -> None:
        in_one_line = " ".join(text.split())
        self.typed, self.words, self.folded = map(_Part.of, Spellings.of(in_one_line))
        parts = [_Part.of(word) for word in self.folded.text.split()]
        self._fits: tuple[tuple[Rank, Callable[[Spellings], bool]], ...] = (
            (Rank.SAME, lambda text: text.typed == self.typed.text),
            (Rank.SAME_WORDS, lambda text: text.words == self.words.text),
            (Rank.CONTAINED, lambda text: self.typed.begins_in(text.typed)),
            (Rank.CONTAINED_WORDS, lambda text: self.words.begins_in(text.words)),
            (Rank.SAME_FOLDED, lambda text: text.folded == self.folded.text),
            (Rank.FOLDED, lambda text: self.folded.begins_in(text.folded)),
            (Rank.WORDS, lambda text: all(part.begins_in(text.folded) for part in parts)),
            (Rank.INSIDE, lambda text: self.folded.text in text.folded),
        )

    def rank_as_typed(self, typed: str, folded: str) -> Rank | None:
        """The rank of a text as far as its accents need not be compared; None if they must be."""
        if typed == self.typed.text:
            return Rank.SAME
        return Rank.CONTAINED if folded != self.folded.text and self.typed.begins_in(typed) else None

    def rank(self, text: Spellings) -> Rank | None:
        """The rank of a text; None if it does not match."""
        if not self.folded.text:
            return None
        for rank, fits in self._fits:  # no generator: texts are many
            if fits(text):
                return rank
        return None


def ranked_by(text: str) -> Callable[[str], Rank | None]:
    """A function that ranks the match of a text in a value; None if there is none."""
    wanted = Wanted(text)
    return lambda value: wanted.rank(Spellings.of(value))


def caseless(text: str) -> str:
    """The text in small letters, its accents as they are."""
    return normalize("NFC", text).strip().casefold()
