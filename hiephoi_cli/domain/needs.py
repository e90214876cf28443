"""Which needs of members are met by contracts."""

from collections.abc import Callable
from datetime import date
from functools import cache

from hiephoi_cli.domain.matching import Matcher, Rank
from hiephoi_cli.domain.matching_thesaurus import Thesaurus
from hiephoi_cli.domain.records import Member, Registry
from hiephoi_cli.domain.words import LinkStatus


def supplied(registry: Registry, on: date) -> Callable[[Member, str], bool]:
    """A test whether a contract supplies a member with what it needs: the same words or product, or all its words."""
    thesaurus, names = Thesaurus(registry.products), registry.labels("products")
    bought: dict[str, list[str]] = {}
    for link in registry.links:
        if link.is_open(on) and link.status_on(on) is LinkStatus.CONTRACT:
            bought.setdefault(link.buyer, []).append(names.get(link.product, link.product))

    @cache
    def matcher(buyer: str) -> Matcher:
        return Matcher(bought[buyer], thesaurus)

    def is_met(member: Member, need: str) -> bool:
        fits = matcher(member.id).fits(need) if member.id in bought else []
        return any(fit.rank.place < Rank.SHARED.place for fit in fits)

    return is_met
