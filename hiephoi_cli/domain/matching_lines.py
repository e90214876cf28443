"""What `match` lists: proposals, unmet needs and unknown phrases, with their fields declared as those of records."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated

from msgspec import Meta

from hiephoi_cli.domain.matching import Rank, shared
from hiephoi_cli.domain.matching_members import Market, Proposal, Unknown, Unmet
from hiephoi_cli.domain.records import MemberId, RefersTo, Table
from hiephoi_cli.domain.words import LinkStatus
from hiephoi_cli.i18n import N_

ProductCode = Annotated[str, RefersTo("products")]


class Line(Table, frozen=True):
    """A proposal: who could supply whom with what, and why."""

    columns = ("number", "seeks", "supplier", "offers")

    number: Annotated[int, Meta(title=N_("No."), description=N_("number of the line, for `link add`"))]
    buyer: Annotated[MemberId | None, Meta(title=N_("Buyer"), description=N_("member that seeks"))]
    seeks: Annotated[str, Meta(title=N_("Seeks"), description=N_("what it looks for"))]
    supplier: Annotated[MemberId, Meta(title=N_("Supplier"), description=N_("member that could supply"))]
    offers: Annotated[str, Meta(title=N_("Offers"), description=N_("what the supplier offers"))]
    rank: Annotated[Rank, Meta(title=N_("Why"), description=N_("how well the two meet"))]
    words: Annotated[tuple[str, ...], Meta(title=N_("Words in common"), description=N_("words that both have"))] = ()
    differs: Annotated[
        tuple[str, ...], Meta(title=N_("Differs in accents"), description=N_("words that differ in accents only"))
    ] = ()
    products: Annotated[
        tuple[ProductCode, ...], Meta(title=N_("Products"), description=N_("products that both are about"))
    ] = ()
    unconfirmed: Annotated[
        bool, Meta(title=N_("Not confirmed"), description=N_("profile of the proposed member not confirmed for a year"))
    ] = False
    link: Annotated[
        LinkStatus | None, Meta(title=N_("Link"), description=N_("status of a link between the two, if there is one"))
    ] = None
    link_product: Annotated[
        str | None, Meta(title=N_("Linked for"), description=N_("product of that link, or words for it"))
    ] = None
    link_since: Annotated[
        date | None, Meta(title=N_("Since"), description=N_("first day of the status of that link"))
    ] = None
    linked: Annotated[
        bool, Meta(title=N_("Already linked"), description=N_("that link is open and about what is needed"))
    ] = False


class UnmetLine(Table, frozen=True):
    """What members seek, nobody offers and no contract supplies."""

    columns = ("seeks", "count", "members", "closest")

    seeks: Annotated[str, Meta(title=N_("Seeks"), description=N_("what it looks for"))]
    count: Annotated[int, Meta(title=N_("Count"), description=N_("how many members seek it"))]
    members: Annotated[tuple[MemberId, ...], Meta(title=N_("Members"), description=N_("members that seek it"))]
    product: Annotated[ProductCode | None, Meta(title=N_("Product"), description=N_("product that it is about"))] = None
    closest: Annotated[
        tuple[str, ...], Meta(title=N_("Closest offer"), description=N_("an offer with some of its words"))
    ] = ()


class UnknownLine(Table, frozen=True):
    """A phrase without a product."""

    columns = ("phrase", "count", "offered", "sought")

    phrase: Annotated[str, Meta(title=N_("Phrase"), description=N_("words of no product"))]
    count: Annotated[int, Meta(title=N_("Count"), description=N_("how often it occurs"))]
    offered: Annotated[int, Meta(title=N_("Offered by"), description=N_("how many members offer it"))]
    sought: Annotated[int, Meta(title=N_("Sought by"), description=N_("how many members seek it"))]


def lines(market: Market, proposals: Sequence[Proposal], day: date, *, of_buyer: bool = False) -> list[Line]:
    """Proposals with what they have in common; the buyer is proposed where it is the supplier that asks."""
    return [_line(market, proposal, day, of_buyer=of_buyer) for proposal in proposals]


def _line(market: Market, proposal: Proposal, day: date, *, of_buyer: bool) -> Line:
    common = shared(proposal.need, proposal.offer)
    return Line(
        number=proposal.number,
        buyer=proposal.buyer.id if proposal.buyer else None,
        seeks=proposal.need,
        supplier=proposal.supplier.id,
        offers=proposal.offer,
        rank=proposal.fit.rank,
        words=tuple(common.words),
        differs=tuple(f"{one} ≠ {other}" for one, other in common.alike),
        products=tuple(market.products(proposal)),
        unconfirmed=not market.is_confirmed((of_buyer and proposal.buyer) or proposal.supplier),
        link=proposal.link.status_on(day) if proposal.link else None,
        link_product=proposal.link.product if proposal.link else None,
        link_since=proposal.link.status_since if proposal.link else None,
        linked=proposal.linked,
    )


def unmet_line(unmet: Unmet) -> UnmetLine:
    """An unmet need."""
    ids = tuple(member.id for member in unmet.members)
    return UnmetLine(seeks=unmet.need, count=len(ids), members=ids, product=unmet.product, closest=tuple(unmet.closest))


def unknown_line(unknown: Unknown) -> UnknownLine:
    """An unknown phrase."""
    return UnknownLine(
        phrase=unknown.phrase, count=unknown.offered + unknown.sought, offered=unknown.offered, sought=unknown.sought
    )
