"""Finds the phrases that share words with another, by BM25: rare words and pairs of words count most."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from math import log
from typing import NamedTuple
from unicodedata import normalize

from hiephoi_cli.domain.matching_phrases import CONTENT_WEIGHT, DEED_WEIGHT, FOREIGN_WEIGHT, Phrase
from hiephoi_cli.domain.matching_thesaurus import Named, Thesaurus

_SATURATION, _LENGTH = 1.2, 0.3  # k and b of BM25
_SMALL = 40  # phrases added to their number, so that a small registry knows rare words as well
_PRODUCT, _PRODUCT_ASIDE = 2.0, 0.7  # what a product weighs, at the head of a phrase and behind it
_AS_TYPED = 0.9  # where one side has no accents
_MISHEARD = 0.8  # where hỏi and ngã are taken for each other
_BARE = 0.5  # where one word has no accents, in a phrase that has some
_ANOTHER = 0.05  # where accents differ otherwise
_LEAST, _LEAST_OF_A_SYLLABLE = 0.1, 0.25  # scores from which on a meeting is worth a look
_JOINED = 2
_SYLLABLE_OF_HEAD = 0.7  # where they may be about the same thing
_OTHER_HEAD = 0.6  # where phrases are about different things
_PART = 0.4  # where one is about what the other only mentions: `inox`, and `ốc vít inox`


class Feature(NamedTuple):
    """A word, a pair of words or a product in a phrase."""

    key: str
    """Without accents."""
    form: str
    """With accents."""
    weight: float
    joins: int
    """How far it links two phrases: `_JOINED` is enough, one ambiguous syllable is half."""


class Head(NamedTuple):
    """What a phrase is about: the first of its words that says something, or a product there."""

    word: str
    folded: str
    plain: bool
    sure: frozenset[str]
    """The word with the next one, or alone where that is enough, without accents."""
    is_whole: bool
    """Whether nothing follows."""
    products: frozenset[str]

    @classmethod
    def of(cls, phrase: Phrase, named: Sequence[Named]) -> "Head":
        """The head of a phrase that names these products."""
        at = phrase.head
        word, folded = phrase.words[at], phrase.folded[at]
        sure = {" ".join(phrase.folded[at : at + 2])}
        if phrase.weights[at] >= FOREIGN_WEIGHT:
            sure.add(folded)
        products = frozenset(one.product for one in named if one.is_head(phrase))
        return cls(word, folded, phrase.plain, frozenset(sure), at == len(phrase.words) - 1, products)

    def likeness(self, other: "Head") -> float:
        """From 1, about the same, down: `an ninh` and `an toàn` share a syllable."""
        if not self.products.isdisjoint(other.products):
            return 1.0
        if self.word != other.word and not (self.folded == other.folded and (self.plain or other.plain)):
            return _OTHER_HEAD
        is_sure = self.is_whole or other.is_whole or not self.sure.isdisjoint(other.sure)
        return 1.0 if is_sure else _SYLLABLE_OF_HEAD


class Meeting(NamedTuple):
    """A phrase of the index that shares words with another."""

    place: int
    score: float
    """From 0 to about 1."""
    same_head: bool
    same_product: bool


_Weighed = Sequence[tuple[Feature, float]]


class Index:
    """Phrases by their words; the work of a question is the number of phrases that share a word with it."""

    def __init__(self, phrases: Sequence[Phrase], thesaurus: Thesaurus) -> None:
        self.phrases = phrases
        self._thesaurus = thesaurus
        named = [thesaurus.named(phrase) for phrase in phrases]
        features = list(map(_features, phrases, named))
        self._heads = list(map(Head.of, phrases, named))
        self._norms = _norms([sum(feature.weight for feature in some) for some in features])
        self._most = max(self._norms, default=1.0)
        self._forms = [
            {feature.key: "" if phrase.plain else feature.form for feature in some}
            for phrase, some in zip(phrases, features, strict=True)
        ]
        self._postings: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
        for place, forms in enumerate(self._forms):
            for key, form in forms.items():
                self._postings[key][form].append(place)
        self._rarity = {
            key: _rarity(sum(map(len, forms.values())), len(phrases)) for key, forms in self._postings.items()
        }
        self._rarest = _rarity(1, len(phrases))

    def meeting(self, phrase: Phrase) -> Iterator[Meeting]:
        """The phrases that have enough in common with another to be candidates, in the order of the index."""
        named = self._thesaurus.named(phrase)
        head, wanted = Head.of(phrase, named), self._weighed(_features(phrase, named))
        total = sum(weight for _feature, weight in wanted)
        telling, other = self._split(wanted, total)
        rest, norms = sum(weight for _feature, weight in other), self._norms
        shares = self._shares(telling, plain=phrase.plain)
        enough = _LEAST * total
        for place in sorted(
            place for place, (share, _joined) in shares.items() if (share + rest) * norms[place] >= enough
        ):
            theirs = self._heads[place]
            likeness = head.likeness(theirs)
            if likeness == _OTHER_HEAD and theirs.word in phrase.words:
                likeness = _PART
            share, joined = shares[place]
            more, joined_more = self._score(place, other, plain=phrase.plain)
            score, joined = (share + more) * norms[place] / total * likeness, joined + joined_more
            if joined and score >= (_LEAST if joined >= _JOINED else _LEAST_OF_A_SYLLABLE):
                same = not head.products.isdisjoint(theirs.products)
                yield Meeting(place, score, likeness > _OTHER_HEAD, same)

    def candidates(self, phrase: Phrase) -> list[int]:
        """The phrases that share one of the words without which no score is high enough; only they are compared."""
        wanted = self._weighed(_features(phrase, self._thesaurus.named(phrase)))
        telling, _other = self._split(wanted, sum(weight for _feature, weight in wanted))
        return sorted(self._shares(telling, plain=phrase.plain))

    def _weighed(self, features: Iterable[Feature]) -> _Weighed:
        """The features with their weights in this index, heaviest first."""
        weighed = [(one, one.weight * self._rarity.get(one.key, self._rarest)) for one in features]
        return sorted(weighed, key=lambda pair: -pair[1])

    def _split(self, wanted: _Weighed, total: float) -> tuple[_Weighed, _Weighed]:
        """The features of which a phrase must have one, and those too light together to make it worth a look."""
        enough, light, at = total * _LEAST / self._most, 0.0, len(wanted)
        while at and light + wanted[at - 1][1] < enough:
            at -= 1
            light += wanted[at][1]
        return wanted[:at], wanted[at:]

    def _shares(self, wanted: _Weighed, *, plain: bool) -> dict[int, tuple[float, int]]:
        """The phrases with any of these features: what they have of them, and how far those join them."""
        shares: dict[int, tuple[float, int]] = {}
        for feature, weight in wanted:
            for form, places in self._postings.get(feature.key, _NOTHING).items():
                closeness = _closeness(feature, form, plain=plain)
                share, joins = weight * closeness, feature.joins if closeness > _ANOTHER else 0
                for place in places:
                    had, joined = shares.get(place, _NO_SHARE)
                    shares[place] = had + share, joined + joins
        return shares

    def _score(self, place: int, wanted: _Weighed, *, plain: bool) -> tuple[float, int]:
        """The same for one phrase."""
        score, joined, forms = 0.0, 0, self._forms[place]
        for feature, weight in wanted:
            if (form := forms.get(feature.key)) is not None:
                closeness = _closeness(feature, form, plain=plain)
                score += weight * closeness
                joined += feature.joins if closeness > _ANOTHER else 0
        return score, joined


_NOTHING: dict[str, list[int]] = {}
_NO_SHARE = (0.0, 0)


def _norms(lengths: Sequence[float]) -> list[float]:
    """The factor of each phrase by its length; shorter ones count more."""
    mean = sum(lengths) / len(lengths) if lengths else 1.0
    relative = [1 - _LENGTH + _LENGTH * length / mean for length in lengths]
    return [(_SATURATION + 1) / (_SATURATION * length + 1) for length in relative]


def _rarity(count: int, number: int) -> float:
    """The weight of a word that `count` of `number` phrases have."""
    return log(1 + (number + _SMALL - count + 0.5) / (count + 0.5))


def _closeness(feature: Feature, form: str, *, plain: bool) -> float:
    if form == feature.form:
        return 1.0
    if plain or not form:
        return _AS_TYPED
    if feature.key in {form, feature.form}:
        return _BARE
    return _MISHEARD if _with_one_tone(form) == _with_one_tone(feature.form) else _ANOTHER


def _with_one_tone(form: str) -> str:
    """The form with hỏi for ngã, which many people pronounce alike."""
    return normalize("NFD", form).replace("\u0303", "\u0309")


def _features(phrase: Phrase, named: Sequence[Named]) -> Iterable[Feature]:
    """What a phrase that names these products can share with another; each once."""
    words, folded, weights = phrase.words, phrase.folded, phrase.weights
    features: dict[Feature, None] = {}
    for at, weight in enumerate(weights):
        if weight > 0:
            features[Feature(folded[at], words[at], weight, _joins(weight))] = None
    for at, (one, other) in enumerate(pairwise(weights)):
        if one > 0 and other > 0:
            key, form = f"{folded[at]} {folded[at + 1]}", f"{words[at]} {words[at + 1]}"
            joins = _JOINED if min(one, other) >= DEED_WEIGHT and max(one, other) >= CONTENT_WEIGHT else 0
            features[Feature(key, form, (one * other) ** 0.5, joins)] = None
    for product in named:
        key = f"={product.product}"
        features[Feature(key, key, _PRODUCT if product.is_head(phrase) else _PRODUCT_ASIDE, _JOINED)] = None
    return features


def _joins(weight: float) -> int:
    return _JOINED if weight >= FOREIGN_WEIGHT else int(weight >= CONTENT_WEIGHT)
