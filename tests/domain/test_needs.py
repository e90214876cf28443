"""Which needs are met by links."""

from datetime import date

import pytest

from hiephoi_cli.domain.matching_thesaurus import Thesaurus
from hiephoi_cli.domain.needs import Dealings, supplied
from hiephoi_cli.domain.records import FormerStatus
from hiephoi_cli.domain.words import LinkStatus
from registries import TODAY, link, member, product, registry

CAST_IRON = product("duc-gang", "Đúc gang", also=("cast iron",))


@pytest.mark.parametrize(
    ("need", "bought", "met"),
    [
        ("thùng carton", "Thùng carton", True),
        ("cast iron", "duc-gang", True),
        ("gang đúc", "cast iron", True),  # which is the product Đúc gang
        ("gang đúc", "casting", False),
        ("đúc gang các loại", "duc-gang", True),
        ("thung carton", "thùng carton", True),
        ("dầu", "đậu", False),
        ("bao bì nhựa", "bao bì giấy", False),
    ],
)
def test_a_need_is_met_by_the_same_words_or_product(need: str, bought: str, *, met: bool) -> None:
    buyer = member(2, seeks=(need,))
    linked = registry(CAST_IRON, member(1), buyer, link(product=bought, status=LinkStatus.CONTRACT))
    assert supplied(linked, TODAY)(buyer, need) is met


SIGNED, OVER = date(2026, 2, 1), date(2026, 3, 1)
FORMER = tuple(
    FormerStatus(status=status, until=until)
    for status, until in ((LinkStatus.TALKING, SIGNED), (LinkStatus.CONTRACT, OVER))
)


@pytest.mark.parametrize(
    ("day", "met"), [(date(2026, 1, 31), False), (SIGNED, True), (date(2026, 2, 28), True), (OVER, False)]
)
def test_a_need_is_met_while_a_link_is_a_contract(day: date, *, met: bool) -> None:
    buyer, other = member(2), member(3)
    was = link(product="đúc", until=OVER, status=LinkStatus.ENDED, former_status=FORMER)
    linked = registry(member(1), buyer, other, was)
    assert supplied(linked, day)(buyer, "đúc") is met
    assert supplied(linked, day)(other, "đúc") is False


@pytest.mark.parametrize("status", [one for one in LinkStatus if one is not LinkStatus.CONTRACT])
def test_a_link_without_a_contract_meets_no_need(status: LinkStatus) -> None:
    buyer = member(2)
    assert supplied(registry(member(1), buyer, link(product="đúc", status=status)), TODAY)(buyer, "đúc") is False


@pytest.mark.parametrize(
    ("product", "need", "is_about"),
    [
        ("duc-gang", "cast iron FC250", True),
        ("thùng carton", "thùng carton 5 lớp", True),
        ("thung carton 5 lop", "thùng carton", True),
        ("—", "sơn ED", True),
        ("thùng carton", "máy làm thùng carton", False),
        ("dầu", "đậu", False),
        ("x", "thùng carton", False),
    ],
)
def test_a_link_is_about_a_need_of_the_same_product_or_words(product: str, need: str, is_about: bool) -> None:
    whole = registry(CAST_IRON, member(1), member(2), link(product=product))
    dealings = Dealings(whole, TODAY, Thesaurus(whole.products))
    assert bool(dealings.open_for("HV-0002", need)) is is_about
    assert dealings.of_two("HV-0001", "HV-0002", need) == whole.links[0]
