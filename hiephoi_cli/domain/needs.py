"""Which needs of members are met by contracts, and which links are about a need."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from functools import cache

from hiephoi_cli.domain.matching import Fit, Matcher, Rank
from hiephoi_cli.domain.matching_phrases import phrases, words_of
from hiephoi_cli.domain.matching_thesaurus import Thesaurus
from hiephoi_cli.domain.records import Link, Member, Registry
from hiephoi_cli.domain.words import LinkStatus


def supplied(registry: Registry, on: date) -> Callable[[Member, str], bool]:
    """A test whether a contract supplies a member with what it needs: the same words or product, or all its words."""
    thesaurus = Thesaurus(registry.products)
    product = _in_words(registry, thesaurus)
    bought: dict[str, list[str]] = {}
    for link in registry.links:
        if link.is_open(on) and link.status_on(on) is LinkStatus.CONTRACT:
            bought.setdefault(link.buyer, []).append(product(link))

    @cache
    def matcher(buyer: str) -> Matcher:
        return Matcher(bought[buyer], thesaurus)

    def is_met(member: Member, need: str) -> bool:
        fits = matcher(member.id).fits(need) if member.id in bought else []
        return any(fit.rank.place < Rank.SHARED.place for fit in fits)

    return is_met


def _in_words(registry: Registry, thesaurus: Thesaurus) -> Callable[[Link], str]:
    """What gives the name of the product that a link is for, else its own words."""
    names = registry.labels("products")
    return lambda link: names.get(code := thesaurus.code_or_words(link.product), code)


class Dealings:
    """The links begun by a day, seen from what their buyers need."""

    def __init__(self, registry: Registry, on: date, thesaurus: Thesaurus) -> None:
        self._on, self._thesaurus, self._product = on, thesaurus, _in_words(registry, thesaurus)
        self._links: dict[str, list[Link]] = defaultdict(list)
        self._answers: dict[tuple[str, str], bool] = {}
        for link in registry.links:
            if link.on <= on:
                self._links[link.buyer].append(link)

    def open_for(self, buyer: str, need: str) -> list[Link]:
        """The buyer's links that have neither failed nor ended and are about this need."""
        return [link for link in self._links.get(buyer, ()) if link.is_open(self._on) and self._is_about(link, need)]

    def of_two(self, supplier: str, buyer: str, need: str) -> Link | None:
        """The link of two that says most about a need: an open one about it, else one about it, else the latest."""
        links = [link for link in self._links.get(buyer, ()) if link.supplier == supplier]

        def weight(link: Link) -> tuple[bool, bool, date]:
            is_about = self._is_about(link, need)
            return is_about and link.is_open(self._on), is_about, link.status_since

        return max(links, key=weight, default=None)

    def _is_about(self, link: Link, need: str) -> bool:
        """Whether what a link is about is what is needed, or one has all words of the other; worked out once."""
        product = self._product(link)
        if (product, need) not in self._answers:
            self._answers[product, need] = not words_of(product) or self._mean_the_same(product, need)
        return self._answers[product, need]

    def _mean_the_same(self, product: str, need: str) -> bool:
        if self._words(product).isdisjoint(self._words(need)):  # as most are, and cheaper to see
            return False
        fits = (*self._fits(product, need), *self._fits(need, product))
        return any(fit.rank.place < Rank.SHARED.place for fit in fits)

    def _words(self, item: str) -> set[str]:
        """The words of an item, without accents, and its products."""
        return {
            name
            for phrase in phrases(item)
            for name in (*phrase.folded, *(named.product for named in self._thesaurus.named(phrase)))
        }

    def _fits(self, item: str, need: str) -> Iterable[Fit]:
        return Matcher([item], self._thesaurus).fits(need)
