"""Who is proposed to whom, for all registries."""

from collections import Counter
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from hiephoi_cli.domain.matching_members import Market, Unknown, Wanted
from hiephoi_cli.domain.records import Member, Product, Registry
from registries import TODAY, link, member, registry

ITEMS = (
    "Đúc gang",
    "gang đúc",
    "duc gang",
    "Khuôn ép nhựa, khuôn dập",
    "Ép nhựa",
    "Dầu",
    "Đậu",
    "dau",
    "Suất ăn ca",
    "",
)
CAST_IRON = Product(code="duc-gang", name="Đúc gang", also=("gang đúc",))


@st.composite
def registries(draw: st.DrawFn) -> Registry:
    """Members with few and much the same items, some of whom have left, and links between them."""
    items = st.lists(st.sampled_from(ITEMS), max_size=4).map(tuple)
    number = draw(st.integers(1, 6))
    members = [
        member(
            at,
            f"Công ty TNHH Mẫu {at % 3}",
            offers=draw(items),
            seeks=draw(items),
            left=draw(st.sampled_from([None, date(2020, 1, 1)])),
        )
        for at in range(1, number + 1)
    ]
    ids = st.sampled_from([one.id for one in members])
    links = [link(*pair) for pair in draw(st.lists(st.tuples(ids, ids), max_size=3, unique=True))]
    return registry(CAST_IRON, *members, *links)


USUAL = Wanted()


def proposed(market: Market, wanted: Wanted = USUAL) -> list[tuple[str, str, str, str]]:
    every = market.suppliers(market.needs(market.members), wanted).shown
    return [(one.buyer.id, one.need, one.supplier.id, one.offer) for one in every if one.buyer]


@given(registries())
def test_nobody_is_proposed_to_itself_nor_twice_nor_after_leaving(whole: Registry) -> None:
    belonging = {one.id for one in whole.members_on(TODAY)}
    pairs = [(buyer, need, supplier) for buyer, need, supplier, _offer in proposed(Market(whole, TODAY))]
    assert all(buyer != supplier for buyer, _need, supplier in pairs)
    assert {one for buyer, _need, supplier in pairs for one in (buyer, supplier)} <= belonging
    assert len({*pairs}) == len(pairs)


@given(registries())
def test_a_member_is_proposed_to_the_same_buyers_whoever_is_asked(whole: Registry) -> None:
    market, every = Market(whole, TODAY), Wanted(per_need=99)
    pairs = {(buyer, supplier) for buyer, _need, supplier, _offer in proposed(market, every)}
    of_each = {
        (one.buyer.id, member.id)
        for member in market.members
        for one in market.buyers(member, every).shown
        if one.buyer
    }
    assert pairs == of_each


@given(registries())
def test_pairs_that_are_linked_for_a_need_are_proposed_only_on_request(whole: Registry) -> None:
    about = ("Đúc gang", "gang đúc", "duc gang")
    linked = {(one.supplier, one.buyer, need) for one in whole.links for need in about}
    market = Market(whole, TODAY)
    assert linked.isdisjoint((supplier, buyer, need) for buyer, need, supplier, _offer in proposed(market))
    with_linked = proposed(market, Wanted(linked=True, per_need=9))
    free = proposed(market, Wanted(per_need=9))
    assert {*with_linked} - {*free} == {
        (buyer, need, supplier, offer)
        for buyer, need, supplier, offer in with_linked
        if (supplier, buyer, need) in linked
    }


@given(registries(), st.integers(1, 4))
def test_what_is_left_out_is_counted(whole: Registry, per_need: int) -> None:
    market = Market(whole, TODAY)
    some, every = (market.suppliers(market.needs(market.members), Wanted(per_need=most)) for most in (per_need, 99))
    assert len(some.shown) + some.left_out.more == len(every.shown)
    of_enough = market.suppliers(market.needs(market.members), Wanted(per_need=some.left_out.most or 1))
    assert of_enough.shown == every.shown
    assert (every.left_out.more, of_enough.left_out.more) == (0, 0)


@given(registries())
def test_the_order_is_the_same_on_every_run_and_for_every_order_of_the_file(whole: Registry) -> None:
    turned = registry(CAST_IRON, *reversed(whole.members), *whole.links)
    once, again = (Market(one, TODAY) for one in (whole, turned))
    assert proposed(once) == proposed(Market(whole, TODAY))
    for one in once.members:
        for need in one.seeks:
            first, second = (
                [
                    (proposal.supplier.id, proposal.fit.rank)
                    for proposal in market.suppliers([(one, need)], Wanted()).shown
                ]
                for market in (once, again)
            )
            assert first == second


@given(registries())
def test_both_ways_propose_the_same_pairs(whole: Registry) -> None:
    market = Market(whole, TODAY)
    wanted = Wanted(per_need=99)
    forth = Counter((buyer, need, supplier) for buyer, need, supplier, _offer in proposed(market, wanted))
    back = Counter(
        (one.buyer.id, one.need, one.supplier.id)
        for supplier in market.members
        for one in market.buyers(supplier, wanted).shown
        if one.buyer
    )
    assert forth == back


@given(registries())
def test_a_need_is_unmet_where_nobody_surely_meets_it(whole: Registry) -> None:
    market = Market(whole, TODAY)
    unmet = {(one.id, row.need) for row in market.unmet(market.members, Wanted()) for one in row.members}
    sure = {
        (one.buyer.id, one.need)
        for one in market.suppliers(market.needs(market.members), Wanted(linked=True)).shown
        if one.buyer and one.fit.is_sure
    }
    assert unmet.isdisjoint(sure)


def test_a_profile_counts_as_confirmed_for_a_year() -> None:
    def confirmed(day: date | None) -> bool:
        one: Member = member(1, confirmed_on=day)
        return Market(registry(one), date(2026, 11, 23)).is_confirmed(one)

    assert [confirmed(day) for day in (None, date(2025, 11, 23), date(2025, 11, 24), date(2026, 11, 23))] == [
        False,
        False,
        True,
        True,
    ]


def test_unknown_phrases_are_counted_by_member() -> None:
    whole = registry(
        CAST_IRON,
        member(1, offers=("Sơn ED, Sơn ED", "đúc gang xám")),
        member(2, offers=("sơn ED",), seeks=("Mài",)),
    )
    assert Market(whole, TODAY).unknown(whole.members) == [Unknown("Sơn ED", 2, 0), Unknown("Mài", 0, 1)]
