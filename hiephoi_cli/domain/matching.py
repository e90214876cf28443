"""Ranks offers by how well they meet a need, and says why."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from msgspec import Struct, structs

from hiephoi_cli.domain.matching_index import Index, Meeting
from hiephoi_cli.domain.matching_phrases import Phrase, phrases
from hiephoi_cli.domain.matching_thesaurus import Thesaurus
from hiephoi_cli.domain.words import Choice
from hiephoi_cli.i18n import N_
from hiephoi_cli.patterns import pattern


class Rank(Choice):
    """How well an offer meets a need, best first."""

    SAME = "same-phrase"
    PRODUCT = "same-product"
    """About the same product of the thesaurus."""
    WORDS = "all-words"
    """All words of the need, about the same thing."""
    FOLDED = "without-accents"
    """The same, or all words, where one side is typed without accents."""
    SHARED = "words-in-common"
    LOOKS_ALIKE = "looks-alike"
    """The same but for accents, and both have them: dầu, đầu, đậu."""

    @property
    def shown(self) -> str:
        """The words shown for it, in English."""
        return _SHOWN[self.name]

    @property
    def place(self) -> int:
        """From 0, the best."""
        return _PLACES[self]


_SHOWN = {
    "SAME": N_("same phrase"),
    "PRODUCT": N_("same product"),
    "WORDS": N_("all words"),
    "FOLDED": N_("same without accents"),
    "SHARED": N_("words in common"),
    "LOOKS_ALIKE": N_("only looks alike"),
}
_PLACES = {rank: place for place, rank in enumerate(Rank)}
_SURE = 0.25  # score from which words in common mean that something is offered


class Fit(Struct, frozen=True):
    """How well one item meets another."""

    item: str
    rank: Rank
    score: float

    @property
    def order(self) -> tuple[int, float]:
        """The order of fits, the better first."""
        return self.rank.place, -round(self.score, 9)

    def with_another(self, fit: "Fit") -> "Fit":
        """The better of two fits of one item, with the sum of their scores."""
        better = min(self, fit, key=lambda one: one.rank.place)
        return structs.replace(better, score=self.score + fit.score)

    @property
    def is_sure(self) -> bool:
        """Whether this is what is offered, rather than something with a few of its words."""
        return self.rank.place < Rank.SHARED.place or (self.rank is Rank.SHARED and self.score >= _SURE)


class Matcher:
    """What is offered, item by item, to find what meets a need."""

    def __init__(self, items: Iterable[str], thesaurus: Thesaurus) -> None:
        with_phrase: dict[Phrase, list[str]] = {}
        for item in dict.fromkeys(items):
            for phrase in phrases(item):
                with_phrase.setdefault(phrase, []).append(item)
        self._items = list(with_phrase.values())
        self.index = Index(list(with_phrase), thesaurus)
        self._folded: dict[Sequence[str], list[int]] = {}
        for place, phrase in enumerate(self.index.phrases):
            self._folded.setdefault(phrase.folded, []).append(place)

    def fits(self, need: str) -> list[Fit]:
        """The items that meet a need, best first, each once; where some surely do, those and what looks alike."""
        best: dict[str, Fit] = {}
        for phrase in phrases(need):
            for item, fit in self._of_phrase(phrase).items():
                best[item] = best[item].with_another(fit) if item in best else fit
        sure = any(fit.is_sure for fit in best.values())
        kept = [fit for fit in best.values() if fit.is_sure or not sure or fit.rank is Rank.LOOKS_ALIKE]
        return sorted(kept, key=lambda fit: fit.order)

    def _of_phrase(self, phrase: Phrase) -> dict[str, Fit]:
        """The items with a phrase that meets this one, each with its best."""
        meetings = {meeting.place: meeting for meeting in self.index.meeting(phrase)}
        for place in self._folded.get(phrase.folded, ()):
            meetings.setdefault(place, Meeting(place, 0.0, same_head=True, same_product=False))
        best: dict[str, Fit] = {}
        for place, meeting in meetings.items():
            rank = _rank(phrase, self.index.phrases[place], meeting)
            for item in self._items[place]:
                in_all = rank is Rank.SHARED and _has_between_marks(phrase, item)
                fit = Fit(item, Rank.WORDS if in_all else rank, meeting.score)
                if item not in best or fit.order < best[item].order:
                    best[item] = fit
        return best


def _rank(need: Phrase, offer: Phrase, meeting: Meeting) -> Rank:
    if need.words == offer.words:
        return Rank.SAME
    if meeting.same_product:
        return Rank.PRODUCT
    is_bare = need.plain or offer.plain
    if need.folded == offer.folded:
        return Rank.FOLDED if is_bare or need.words[need.head] == offer.words[offer.head] else Rank.LOOKS_ALIKE
    same_head = meeting.same_head  # if they are about different things, neither may say more
    if need.telling.issubset(offer.words) and (same_head or offer.telling.issubset(need.words)):
        return Rank.WORDS
    if not is_bare:
        return Rank.SHARED
    has_all = need.telling_folded.issubset(offer.folded) and (same_head or offer.telling_folded.issubset(need.folded))
    return Rank.FOLDED if has_all else Rank.SHARED


def _has_between_marks(need: Phrase, item: str) -> bool:
    """Whether all words of a need stand in an item, in several phrases: `khí argon` in `khí: nitơ, argon`."""
    every = phrases(item)
    return min(len(every), len(need.telling)) > 1 and need.telling.issubset(
        word for phrase in every for word in phrase.words
    )


class Shared(NamedTuple):
    """The words of a need that an offer has."""

    words: Sequence[str]
    """Runs of words, as the offer spells them."""
    alike: Sequence[tuple[str, str]]
    """Words that differ in accents only, of the need and of the offer."""


def shared(need: str, offer: str) -> Shared:
    """The words that two items have in common, and those that differ in accents only."""
    offered = phrases(offer)
    exact = {word for phrase in offered for word in phrase.words}
    folded = {bare: word for phrase in offered for bare, word in zip(phrase.folded, phrase.words, strict=True)}
    is_bare = all(phrase.plain for phrase in offered)
    capitals = {word.lower(): word for word in _WORDS.findall(need) if word.isupper()}
    runs, alike = [], []
    for phrase in phrases(need):
        run: list[str] = []
        for word, bare in zip(phrase.words, phrase.folded, strict=True):
            if word in exact or (bare in folded and (phrase.plain or is_bare)):
                run.append(capitals.get(word) or (word if word in exact or is_bare else folded[bare]))
                continue
            alike += [(word, folded[bare])] if bare in folded else []
            runs.append(" ".join(run))
            run = []
        runs.append(" ".join(run))
    return Shared(list(dict.fromkeys(filter(None, runs))), list(dict.fromkeys(alike)))


_WORDS = pattern(r"\w+")


def about(item: str, thesaurus: Thesaurus) -> list[str]:
    """The codes of the products that an item is about."""
    return list(dict.fromkeys(product for phrase in phrases(item) for product in thesaurus.about(phrase)))
