"""Which products members offer and seek, by their own words."""

import pytest

from hiephoi_cli.domain import products
from registries import TODAY, link, member, product, registry

CASTING = product(also=("gang đúc", "cast iron"))
WHOLE = registry(
    CASTING,
    product("bu-long", "Bu lông"),
    product("son", "Sơn tĩnh điện"),
    product("in", "In ấn"),
    member(1, offers=("Sản xuất gang đúc các loại", "Cast Iron"), seeks=("bu-lông",)),
    member(2, offers=("đúc gang",), seeks=("in", "đục gang")),
    member(3, offers=("đúc gang",), left=TODAY),
    link(product="sơn tĩnh điện"),
)


def test_a_phrase_with_any_word_of_a_product_is_about_it() -> None:
    assert products.offering(WHOLE, TODAY) == {"duc-gang": {"HV-0001", "HV-0002"}}
    assert products.seeking(WHOLE, TODAY) == {"bu-long": {"HV-0001"}}


@pytest.mark.parametrize(
    "also", ["thùng các tông, hộp giấy carton", "thùng các tông;hộp giấy carton", "thùng các tông/hộp giấy carton"]
)
def test_names_in_one_text_are_names_of_their_own(also: str) -> None:
    whole = registry(
        product("thung", "Thùng", also=(also,)),
        member(1, offers=("thùng các tông",), seeks=("Hộp giấy carton 5 lớp",)),
    )
    assert products.offering(whole, TODAY) == {"thung": {"HV-0001"}}
    assert products.seeking(whole, TODAY) == {"thung": {"HV-0001"}}


@pytest.mark.parametrize(
    ("also", "offer"),
    [
        ("module I/O", "module O"),
        ("thùng 3,5 lớp", "5 lớp"),
        ("ống 1/2", "ống 2"),
        ("sửa chữa, bảo trì máy nén khí", "sửa chữa"),
        ("vận tải và kho bãi", "kho bãi"),
    ],
)
def test_a_mark_within_a_name_makes_no_other_name(also: str, offer: str) -> None:
    whole = registry(product("x", "Mẫu", also=(also,)), member(1, offers=(offer,)), member(2, offers=(also,)))
    assert products.offering(whole, TODAY).get("x", set()) <= {"HV-0002"}


def test_a_product_is_used_by_who_offers_or_seeks_it_or_is_linked_for_it() -> None:
    assert products.used(WHOLE, TODAY) == {"duc-gang", "bu-long", "son"}
