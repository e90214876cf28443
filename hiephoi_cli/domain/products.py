"""Which products members offer and seek: those that their own words name, as `match` reads them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from hiephoi_cli.domain.matching_phrases import phrases
from hiephoi_cli.domain.matching_thesaurus import Thesaurus
from hiephoi_cli.domain.records import Product, Registry

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
    named = set(map(Thesaurus(registry.products).code_or_words, {link.product for link in registry.links}))
    return {*offering(registry, day), *seeking(registry, day), *named}


def _by_product(products: Iterable[Product], listed: Iterable[tuple[str, Iterable[str]]]) -> Members:
    thesaurus = Thesaurus(products)
    members: dict[str, set[str]] = defaultdict(set)
    for member, items in listed:
        for phrase in (phrase for item in items for phrase in phrases(item)):
            for named in thesaurus.named(phrase):
                members[named.product].add(member)
    return members
