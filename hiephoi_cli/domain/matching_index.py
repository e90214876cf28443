"""Finds the phrases that have most in common with a given one (BM25): rare words and pairs of words count most."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from math import log
from unicodedata import normalize

from msgspec import Struct

from hiephoi_cli.domain.matching_phrases import CONTENT_WEIGHT, DEED_WEIGHT, FOREIGN_WEIGHT, Phrase
from hiephoi_cli.domain.matching_thesaurus import Named, Thesaurus

_SATURATION, _LENGTH = 1.2, 0.3  # k and b of BM25
_SMALL = 40  # phrases added to their number, so that a small registry knows rare words as well
_PRODUCT, _PRODUCT_ASIDE = 2.0, 0.7  # what a product weighs, at the head of a phrase and behind it

# What a word counts whose accents differ
_TYPED_WITHOUT = 0.9  # one phrase has no accents at all
_MISHEARD = 0.8  # hỏi for ngã
_BARE = 0.5  # only this word has none
_OTHER_WORD = 0.05

# What a score counts, by what the two phrases are about
_SAME_SYLLABLE = 0.7  # perhaps the same: `an ninh`, `an toàn`
_OTHER_HEAD = 0.6
_MENTIONED = 0.4  # one mentions what the other is about: `ốc vít inox`, `inox`

_CLEAR = 2  # evidence that two phrases mean the same: two syllables, or one feature that means one thing
_LEAST, _LEAST_IF_UNCLEAR = 0.1, 0.25  # scores below which phrases have nothing to do with each other


class Feature(Struct, frozen=True):
    """A word, a pair of words or a product in a phrase."""

    key: str
    """Without accents."""
    form: str
    """With accents."""
    weight: float
    evidence: int
    """`_CLEAR` if it means one thing; 1 for a syllable that means many; 0 for a word that goes with anything."""


class Head(Struct, frozen=True):
    """What a phrase is about: the first of its words that says something, or a product there."""

    word: str
    folded: str
    plain: bool
    sure: frozenset[str]
    """Two syllables, or the word if it means one thing, without accents: heads that share any mean the same."""
    is_last: bool
    """Whether no word follows."""
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

    @property
    def names(self) -> Sequence[str]:
        """What heads with a likeness above `_OTHER_HEAD` have in common."""
        return self.folded, *self.products

    def likeness(self, other: "Head") -> float:
        """From 1, about the same, down: `an ninh` and `an toàn` share a syllable."""
        if not self.products.isdisjoint(other.products):
            return 1.0
        if self.word != other.word and not (self.folded == other.folded and (self.plain or other.plain)):
            return _OTHER_HEAD
        is_sure = self.is_last or other.is_last or not self.sure.isdisjoint(other.sure)
        return 1.0 if is_sure else _SAME_SYLLABLE


class Meeting(Struct, frozen=True):
    """A phrase of the index that shares words with another."""

    place: int
    score: float
    """From 0 to about 1."""
    same_head: bool
    same_product: bool


class Hit(Struct, frozen=True):
    """A feature of a phrase that others in the index have, all in the same spelling."""

    places: set[int]
    """Of those others."""
    share: float
    """What it adds to their scores."""
    evidence: int


class Index:
    """Phrases by their features; only those that can score high enough are compared."""

    def __init__(self, phrases: Sequence[Phrase], thesaurus: Thesaurus) -> None:
        self.phrases = phrases
        self._thesaurus = thesaurus
        named = [thesaurus.named(phrase) for phrase in phrases]
        features = list(map(_features, phrases, named))
        self._heads = list(map(Head.of, phrases, named))
        self._norms = _norms([sum(feature.weight for feature in some) for some in features])
        self._largest_norm = max(self._norms, default=1.0)
        self._places: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
        """The phrases with a feature, by its key and by how they spell it."""
        self._closeness: dict[tuple[str, str, bool], Sequence[tuple[float, set[int]]]] = {}
        self._headed: dict[str, set[int]] = defaultdict(set)
        for place, (phrase, head, some) in enumerate(zip(phrases, self._heads, features, strict=True)):
            for name in head.names:
                self._headed[name].add(place)
            for key, form in {feature.key: "" if phrase.plain else feature.form for feature in some}.items():
                self._places[key][form].add(place)
        self._rarity = {
            key: _rarity(sum(map(len, forms.values())), len(phrases)) for key, forms in self._places.items()
        }
        self._rarest = _rarity(1, len(phrases))

    def meeting(self, phrase: Phrase) -> Iterator[Meeting]:
        """The phrases that have enough in common with another, in the order of the index."""
        head, hits, others = self._question(phrase)
        shares = dict.fromkeys(sorted(self._candidates(head, hits)), (0.0, 0))
        for hit in (*hits, *others):
            for place in hit.places & shares.keys():
                share, evidence = shares[place]
                shares[place] = share + hit.share, evidence + hit.evidence
        for place, (share, evidence) in shares.items():
            theirs = self._heads[place]
            likeness = head.likeness(theirs)
            if likeness == _OTHER_HEAD and theirs.word in phrase.words:
                likeness = _MENTIONED
            score = share * self._norms[place] * likeness
            if score >= _least(evidence):
                same_product = not head.products.isdisjoint(theirs.products)
                yield Meeting(place, score, likeness > _OTHER_HEAD, same_product)

    def candidates(self, phrase: Phrase) -> set[int]:
        """The phrases that can score high enough, and are compared."""
        head, hits, _others = self._question(phrase)
        return self._candidates(head, hits)

    def _question(self, phrase: Phrase) -> tuple[Head, list[Hit], list[Hit]]:
        """The head of a phrase, its hits, the largest first, and the hits of words that differ in accents."""
        named = self._thesaurus.named(phrase)
        weighed = [(one, one.weight * self._rarity.get(one.key, self._rarest)) for one in _features(phrase, named)]
        total = sum(weight for _feature, weight in weighed)
        hits: list[Hit] = []
        others: list[Hit] = []
        for feature, weight in weighed:
            for closeness, places in self._spelled(feature, plain=phrase.plain):
                if closeness > _OTHER_WORD:
                    hits.append(Hit(places, weight * closeness / total, feature.evidence))
                else:
                    others.append(Hit(places, weight * closeness / total, 0))
        return Head.of(phrase, named), sorted(hits, key=lambda hit: -hit.share), others

    def _spelled(self, feature: Feature, *, plain: bool) -> Sequence[tuple[float, set[int]]]:
        """The phrases with a feature, by how close their spelling is; worked out once."""
        key = feature.key, feature.form, plain
        if key not in self._closeness:
            forms = self._places.get(feature.key, {}).items()
            self._closeness[key] = [(_closeness(feature, form, plain=plain), places) for form, places in forms]
        return self._closeness[key]

    def _candidates(self, head: Head, hits: Sequence[Hit]) -> set[int]:
        """The places with several hits, or with one that can be enough."""
        same_head = set().union(*(self._headed.get(name, ()) for name in head.names))
        rest = _OTHER_WORD + sum(hit.share for hit in hits)  # what this hit and all after it can add up to
        beside = _OTHER_WORD + sum(hit.share for hit in hits if not hit.evidence)  # what can come beside a single one
        seen: set[int] = set()
        candidates: set[int] = set()
        for hit in hits:
            leads = rest * self._largest_norm >= _LEAST  # else even all hits from here on are too little
            if hit.evidence:
                alone, least = (hit.share + beside) * self._largest_norm, _least(hit.evidence)
                candidates |= hit.places & seen
                if leads and alone >= least:
                    candidates |= hit.places if alone * _OTHER_HEAD >= least else hit.places & same_head
            if leads:
                seen |= hit.places
                rest -= hit.share
        return candidates


def _least(evidence: int) -> float:
    return _LEAST if evidence >= _CLEAR else _LEAST_IF_UNCLEAR


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
        return _TYPED_WITHOUT
    if feature.key in {form, feature.form}:
        return _BARE
    return _MISHEARD if _with_one_tone(form) == _with_one_tone(feature.form) else _OTHER_WORD


def _with_one_tone(form: str) -> str:
    """The form with hỏi for ngã, which many people pronounce alike."""
    return normalize("NFD", form).replace("\u0303", "\u0309")


def _features(phrase: Phrase, named: Sequence[Named]) -> Iterable[Feature]:
    """What a phrase that names these products can share with another; each once."""
    words, folded, weights = phrase.words, phrase.folded, phrase.weights
    features: dict[Feature, None] = {}
    for at, weight in enumerate(weights):
        if weight > 0:
            features[Feature(folded[at], words[at], weight, _evidence(weight))] = None
    for at, (one, other) in enumerate(pairwise(weights)):
        if one > 0 and other > 0:
            key, form = f"{folded[at]} {folded[at + 1]}", f"{words[at]} {words[at + 1]}"
            evidence = _CLEAR if min(one, other) >= DEED_WEIGHT and max(one, other) >= CONTENT_WEIGHT else 0
            features[Feature(key, form, (one * other) ** 0.5, evidence)] = None
    for product in named:
        key = f"={product.product}"
        features[Feature(key, key, _PRODUCT if product.is_head(phrase) else _PRODUCT_ASIDE, _CLEAR)] = None
    return features


def _evidence(weight: float) -> int:
    return _CLEAR if weight >= FOREIGN_WEIGHT else int(weight >= CONTENT_WEIGHT)
