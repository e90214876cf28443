"""Who among the members could supply what another seeks, on a day."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property

from msgspec import Struct, structs

from hiephoi_cli.domain.matching import Fit, Matcher, about
from hiephoi_cli.domain.matching_phrases import Phrase, phrases, pieces
from hiephoi_cli.domain.matching_thesaurus import Thesaurus
from hiephoi_cli.domain.needs import Dealings, supplied
from hiephoi_cli.domain.records import Link, Member, Registry
from hiephoi_cli.domain.vietnamese import collation_keys

_PER_NEED = 5  # suppliers of each need unless more are asked for


class Proposal(Struct, frozen=True):
    """A member that could supply what another seeks, or what somebody asked for."""

    number: int
    """From 1, in the order in which proposals are shown."""
    buyer: Member | None
    need: str
    supplier: Member
    fit: Fit
    link: Link | None
    """The link of the two that says most about the need."""
    linked: bool
    """Whether that link is open and about the need."""

    @property
    def offer(self) -> str:
        """What the supplier offers, in its own words."""
        return self.fit.item


class LeftOut(Struct, frozen=True):
    """What is not among the proposals shown."""

    more: int = 0
    """Proposals beyond those wanted for each need."""
    most: int = 0
    """The largest number of proposals for one need or offer."""
    linked: int = 0
    """Needs with a supplier that is linked for them already."""
    unmet: tuple[str, ...] = ()
    """Needs that nobody could meet."""

    def with_others(self, other: "LeftOut") -> "LeftOut":
        """What is left out of two lists."""
        return LeftOut(
            self.more + other.more,
            max(self.most, other.most),
            self.linked + other.linked,
            (*self.unmet, *other.unmet),
        )


class Proposals(Struct, frozen=True):
    """The proposals shown, and what is not among them."""

    shown: Sequence[Proposal]
    left_out: LeftOut


class Unmet(Struct, frozen=True):
    """What members seek, nobody offers and no contract supplies."""

    need: str
    """As most of them call it."""
    product: str | None
    members: Sequence[Member]
    closest: Sequence[str]
    """Offers that have some of its words."""


class Unknown(Struct, frozen=True):
    """A phrase that is about no product of the thesaurus."""

    phrase: str
    offered: int
    sought: int


class Wanted(Struct, frozen=True):
    """Which proposals are wanted."""

    supplier: Callable[[Member], bool] = lambda _member: True
    per_need: int = _PER_NEED
    linked: bool = False
    """Whether pairs that are linked for the need already are wanted too."""


class Market:
    """What the members of a day offer and seek."""

    def __init__(self, registry: Registry, day: date) -> None:
        self._registry = registry
        self._day = day
        self.members = registry.members_on(day)
        self.thesaurus = Thesaurus(registry.products)
        self.dealings = Dealings(registry, day, self.thesaurus)
        names = collation_keys([member.name for member in self.members])
        order = sorted(range(len(names)), key=lambda at: (names[at], self.members[at].id))
        self._places = {self.members[at].id: place for place, at in enumerate(order)}
        self._products: dict[str, Sequence[str]] = {}
        self._known: dict[str, Sequence[Fit]] = {}
        self._owners: dict[str, list[Member]] = defaultdict(list)
        for member in self.members:
            for item in dict.fromkeys(member.offers):
                self._owners[item].append(member)

    @cached_property
    def _matcher(self) -> Matcher:
        return Matcher(self._owners, self.thesaurus)

    def needs(self, members: Iterable[Member]) -> Iterator[tuple[Member, str]]:
        """Each need of those of them who belong on the day, in their order."""
        belonging = (member for member in members if member.id in self._places)
        return ((member, need) for member in belonging for need in dict.fromkeys(member.seeks))

    def suppliers(self, needs: Iterable[tuple[Member | None, str]], wanted: Wanted) -> Proposals:
        """The best suppliers of each need: never its own member, and no pair twice for one need."""
        fits: dict[str, list[tuple[Member, Fit]]] = {}
        groups: list[list[Proposal]] = []
        number, most, linked, unmet = 0, 0, 0, []
        for buyer, need in needs:
            if need not in fits:
                fits[need] = [pair for pair in self._of_need(need) if wanted.supplier(pair[0])]
            others = [pair for pair in fits[need] if not buyer or pair[0].id != buyer.id]
            hidden = self._linked(buyer.id, need) if buyer and not wanted.linked else set()
            free = [pair for pair in others if pair[0].id not in hidden] if hidden else others
            groups.append([self._proposal(buyer, need, *pair) for pair in free[: wanted.per_need]])
            number, most, linked = number + len(free), max(most, len(free)), linked + (len(free) < len(others))
            unmet += [] if others else [need]
        shown = _numbered(groups)
        return Proposals(shown, LeftOut(number - len(shown), most, linked, tuple(unmet)))

    def buyers(self, supplier: Member, wanted: Wanted, after: int = 0) -> Proposals:
        """The members that seek what one offers, best first for each of its offers; numbered after others."""
        offered = {*supplier.offers} if supplier.id in self._places else set()
        named = {name for offer in offered for name in self._names(offer)}
        every = [
            self._proposal(buyer, need, supplier, fit)
            for buyer, need in self.needs(self.members)
            if buyer.id != supplier.id and not named.isdisjoint(self._names(need)) and wanted.supplier(buyer)
            for fit in [one for one in self._fits(need) if one.item in offered][:1]
        ]
        free = [one for one in every if wanted.linked or not one.linked]
        groups: list[list[Proposal]] = []
        for offer in dict.fromkeys(supplier.offers):
            mine = [one for one in free if one.offer == offer]
            mine.sort(key=lambda one: (*one.fit.order, self._places[one.buyer.id] if one.buyer else -1))
            groups.append(mine)
        shown = _numbered([group[: wanted.per_need] for group in groups], after)
        return Proposals(
            shown, LeftOut(len(free) - len(shown), max(map(len, groups), default=0), len(every) - len(free))
        )

    def unmet(self, members: Iterable[Member], wanted: Wanted) -> list[Unmet]:
        """What these members seek, no other offers and no contract supplies, what most of them seek first."""
        is_met = supplied(self._registry_of(wanted), self._day)
        groups: dict[object, list[tuple[Member, str]]] = defaultdict(list)
        closest: dict[object, dict[str, None]] = defaultdict(dict)
        for member, need in self.needs(members):
            fits = [fit for fit in self._fits(need) if self._is_of_another(fit.item, member, wanted)]
            if not any(fit.is_sure for fit in fits) and not is_met(member, need):
                key = self._meaning(need)
                groups[key].append((member, need))
                closest[key] |= dict.fromkeys(fit.item for fit in fits[:1])
        rows = [self._unmet(some, list(closest[key])) for key, some in groups.items()]
        return sorted(rows, key=lambda row: -len(row.members))

    def unknown(self, members: Sequence[Member]) -> list[Unknown]:
        """The phrases of these members that are about no product, the most frequent first."""
        offered = self._unknown_in(member.offers for member in members)
        sought = self._unknown_in(member.seeks for member in members)
        texts = dict([*sought.texts, *offered.texts])
        rows = [Unknown(text, offered.counts[words], sought.counts[words]) for words, text in texts.items()]
        names = collation_keys([row.phrase for row in rows])
        order = sorted(range(len(rows)), key=lambda at: (-rows[at].offered - rows[at].sought, names[at]))
        return [rows[at] for at in order]

    def is_confirmed(self, member: Member) -> bool:
        """Whether the member confirmed its profile in the year up to the day."""
        last = member.confirmed_on
        return last is not None and (last.year + 1, last.month, last.day) > (
            self._day.year,
            *self._day.timetuple()[1:3],
        )

    def products(self, proposal: Proposal) -> list[str]:
        """The codes of the products that both sides are about."""
        offered = self._about(proposal.offer)
        return [product for product in self._about(proposal.need) if product in offered]

    def _fits(self, need: str) -> Sequence[Fit]:
        """The offers that meet a need, best first; worked out once."""
        if need not in self._known:
            self._known[need] = self._matcher.fits(need)
        return self._known[need]

    def _about(self, item: str) -> Sequence[str]:
        """The codes of the products that an item is about; worked out once."""
        if item not in self._products:
            self._products[item] = about(item, self.thesaurus)
        return self._products[item]

    def _names(self, item: str) -> Iterator[str]:
        """The words of an item, without accents, and its products; an offer that meets a need shares one with it."""
        for phrase in phrases(item):
            yield from phrase.telling_folded
            yield from (named.product for named in self.thesaurus.named(phrase))

    def _is_of_another(self, item: str, member: Member, wanted: Wanted) -> bool:
        return any(owner.id != member.id and wanted.supplier(owner) for owner in self._owners[item])

    def _registry_of(self, wanted: Wanted) -> Registry:
        """The registry with the links of the suppliers that are wanted."""
        suppliers = {member.id for member in self._registry.members if wanted.supplier(member)}
        links = tuple(link for link in self._registry.links if link.supplier in suppliers)
        return structs.replace(self._registry, links=links)

    def _of_need(self, need: str) -> list[tuple[Member, Fit]]:
        """The members that could meet a need, best first, each with its best offer."""
        ranked = [
            (fit.order, self._places[member.id], member, fit)
            for fit in self._fits(need)
            for member in self._owners[fit.item]
        ]
        ranked.sort(key=lambda one: one[:2])
        best: dict[str, tuple[Member, Fit]] = {}
        for _order, _place, member, fit in ranked:
            best.setdefault(member.id, (member, fit))
        return list(best.values())

    def _proposal(self, buyer: Member | None, need: str, supplier: Member, fit: Fit) -> Proposal:
        link = self.dealings.of_two(supplier.id, buyer.id, need) if buyer else None
        linked = link is not None and link.supplier in self._linked(link.buyer, need)
        return Proposal(0, buyer, need, supplier, fit, link, linked)

    def _linked(self, buyer: str, need: str) -> set[str]:
        """The members that are linked as suppliers for a need of the buyer."""
        return {link.supplier for link in self.dealings.open_for(buyer, need)}

    def _meaning(self, need: str) -> object:
        """What is the same for needs that mean the same."""
        return tuple(self._about(need)) or tuple(phrase.folded for phrase in phrases(need))

    def _unmet(self, some: Sequence[tuple[Member, str]], closest: Sequence[str]) -> Unmet:
        [(need, _times)] = Counter(need for _member, need in some).most_common(1)
        product = next(iter(self._about(need)), None)
        return Unmet(need, product, list({member.id: member for member, _need in some}.values()), closest)

    def _unknown_in(self, lists: Iterable[Iterable[str]]) -> "_Counted":
        counts: Counter[tuple[str, ...]] = Counter()
        texts: dict[tuple[str, ...], str] = {}
        for items in lists:
            found = {
                phrase.words: piece for item in items for piece, phrase in pieces(item) if self._is_unknown(phrase)
            }
            counts.update(found.keys())
            texts = found | texts
        return _Counted(counts, list(texts.items()))

    def _is_unknown(self, phrase: Phrase) -> bool:
        return not self.thesaurus.about(phrase)


def _numbered(groups: Iterable[Sequence[Proposal]], after: int = 0) -> list[Proposal]:
    every = (proposal for group in groups for proposal in group)
    return [structs.replace(proposal, number=number) for number, proposal in enumerate(every, start=after + 1)]


class _Counted(Struct, frozen=True):
    """How many members have each phrase, and how the first of them writes it."""

    counts: Mapping[tuple[str, ...], int]
    texts: Sequence[tuple[tuple[str, ...], str]]
