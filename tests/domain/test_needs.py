"""Which needs are met by links."""

from datetime import date

import pytest

from hiephoi_cli.domain.needs import supplied
from hiephoi_cli.domain.words import LinkStatus
from registries import TODAY, link, member, product, registry

CAST_IRON = product("duc-gang", "Đúc gang", also=("cast iron",))


@pytest.mark.parametrize(
    ("need", "bought", "met"),
    [
        ("thùng carton", "Thùng carton", True),
        ("cast iron", "duc-gang", True),
        ("gang đúc", "cast iron", False),  # words that the thesaurus does not have
        ("đúc gang các loại", "duc-gang", True),
        ("thung carton", "thùng carton", True),
        ("dầu", "đậu", False),
        ("bao bì nhựa", "bao bì giấy", False),
    ],
)
def test_a_need_is_met_by_the_same_words_or_product(need: str, bought: str, *, met: bool) -> None:
    buyer = member(2, seeks=(need,))
    linked = registry(CAST_IRON, member(1), buyer, link(product=bought))
    assert supplied(linked, TODAY)(buyer, need) is met


def test_only_open_links_of_the_member_itself_count() -> None:
    buyer, other = member(2), member(3)
    linked = registry(member(1), buyer, other, link(product="đúc", until=date(2026, 3, 1), status=LinkStatus.ENDED))
    assert supplied(linked, date(2026, 2, 1))(other, "đúc") is False
    assert supplied(linked, TODAY)(buyer, "đúc") is False
