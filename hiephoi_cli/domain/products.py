"""Which products members offer and seek, by their own words that contain a product's."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from functools import partial

from hiephoi_cli.domain.records import Product, Registry
from hiephoi_cli.domain.references import key_or_words
from hiephoi_cli.domain.vietnamese import one_spelling, words

Members = Mapping[str, set[str]]
"""The ids of members by the code of a product."""


def offering(registry: Registry, day: date) -> Members:
    """Who offers each product on a day."""
    return _by_product(registry.products, ((member.id, member.offers) for member in registry.members_on(day)))


def seeking(registry: Registry, day: date) -> Members:
    """Who seeks each product on a day."""
    return _by_product(registry.products, ((member.id, member.seeks) for member in registry.members_on(day)))


def used(registry: Registry, day: date) -> set[str]:
    """The codes of products that a member offers or seeks on a day, or that any link names."""
    named = set(map(partial(key_or_words, registry, "products"), {link.product for link in registry.links}))
    return {*offering(registry, day), *seeking(registry, day), *named}


def _by_product(products: Iterable[Product], phrases: Iterable[tuple[str, Iterable[str]]]) -> Members:
    called = [(_spelled(word), product.code) for product in products for word in product.words]
    members: dict[str, set[str]] = defaultdict(set)
    for member, listed in phrases:
        for phrase in map(_spelled, listed):
            for word, code in called:
                if word in phrase:
                    members[code].add(member)
    return members


def _spelled(text: str) -> str:
    """The words of a text in one spelling, a space around each."""
    return f" {words(one_spelling(text))} "
