"""Names with a title that people write in several ways or leave out: `KCN Mẫu`, `Khu công nghiệp Mẫu`, `Mẫu`."""

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import Self

from msgspec import Struct

from hiephoi_cli.domain.vietnamese import fold, one_spelling
from hiephoi_cli.patterns import pattern

_WORD = pattern(r"\w+")
_AND = ("va", "and")


class Titled(Struct, frozen=True):
    """A name apart from its titles."""

    titles: frozenset[int]
    """The places of its titles among those of its kind."""
    name: tuple[str, ...]
    """The other words, in one spelling."""

    @classmethod
    def of(cls, text: str, titles: Sequence[str]) -> Self:
        """The name in a text; titles may stand before it, one after the other, or behind it."""
        return cls(*_apart(text, titles))

    def means(self, other: Self) -> bool:
        """Whether another may be meant: the same name, accents aside where a word has none, and no other title."""
        if self.titles and other.titles and not self.titles & other.titles:
            return False
        if len(self.name) != len(other.name):
            return False
        pairs = zip(self.name, other.name, strict=True)
        return all(word == its or (word == fold(word) and word == fold(its)) for word, its in pairs)


@lru_cache(maxsize=4096)  # the names of zones are compared with every cell of a list
def _apart(text: str, titles: Sequence[str]) -> tuple[frozenset[int], tuple[str, ...]]:
    """The places of a text's titles, and its other words."""
    rest, known = _words(text), _by_words(titles)
    spelled, places = rest, set()
    while led := _led(rest, known):
        places.add(known[led])
        rest = _without_and(rest[len(led) :])
    if not places and (last := _led(rest[::-1], _backwards(titles))):
        places.add(_backwards(titles)[last])
        rest = rest[: -len(last)]
    return (frozenset(places), rest) if rest else (frozenset(), spelled)


_Places = Mapping[tuple[str, ...], int]
"""The places of titles by their words without accents, the longest first."""


@cache
def _by_words(titles: Sequence[str]) -> _Places:
    spellings = {_words(fold(text)): place for place, title in enumerate(titles) for text in title.split("; ")}
    return dict(sorted(spellings.items(), key=lambda pair: -len(pair[0])))


@cache
def _backwards(titles: Sequence[str]) -> _Places:
    return {spelling[::-1]: place for spelling, place in _by_words(titles).items()}


def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(one_spelling(text)))


def _led(spelled: Sequence[str], known: _Places) -> tuple[str, ...]:
    """The title with which some words begin; empty if there is none."""
    folded = tuple(map(fold, spelled))
    return next((title for title in known if folded[: len(title)] == title), ())


def _without_and(spelled: tuple[str, ...]) -> tuple[str, ...]:
    return spelled[1:] if spelled and fold(spelled[0]) in _AND else spelled
