"""`hiephoi product` as its users call it."""

import pytest

from harness import Cli


@pytest.fixture
def foundry(cli: Cli) -> Cli:
    """A registry with two products, one of which a member offers."""
    cli("product", "add", "Đúc gang", "--also", "gang đúc", "--also", "cast iron", "--vsic", "2025:2431")
    cli("product", "add", "Sơn tĩnh điện")
    cli("member", "add", "Công ty TNHH Mẫu", "--offer", "Gang đúc các loại", "--seek", "thép")
    return cli


def test_a_product_has_other_words_by_which_it_is_found(foundry: Cli) -> None:
    assert 'also = ["gang đúc", "cast iron"]' in foundry.text
    assert foundry("product", "edit", "cast iron", "--add-also", "đúc gang xám", "--drop-also", "cast iron").status == 0
    assert 'also = ["gang đúc", "đúc gang xám"]' in foundry.text


def test_a_list_counts_who_offers_and_who_seeks(foundry: Cli) -> None:
    listed = foundry.rows("product", "list", "-c", "code,offered,sought")
    assert listed[0] == {"code": "duc-gang", "offered": "1", "sought": "0"}
    assert [row["code"] for row in foundry.rows("product", "list", "gang")] == ["duc-gang"]


def test_what_nobody_offers_seeks_or_is_linked_for_is_unused(foundry: Cli) -> None:
    assert [row["code"] for row in foundry.rows("product", "list", "--unused")] == ["son-tinh-dien"]
    foundry("link", "add", "HV-0002", "HV-0001", "--product", "sơn tĩnh điện", "--on", "2026-03-01")
    assert foundry.rows("product", "list", "--unused") == []


def test_a_word_that_names_two_products_is_odd(foundry: Cli) -> None:
    result = foundry("product", "edit", "son-tinh-dien", "--also", "Cast iron")
    assert "warning: 'Cast iron' names 'duc-gang' as well  [product-words]" in result.err


def test_a_product_that_a_link_names_is_not_removed(foundry: Cli) -> None:
    foundry("link", "add", "HV-0002", "HV-0001", "--product", "gang đúc", "--on", "2026-03-01")
    assert "used by links.HV-0002 · HV-0001 · duc-gang" in foundry("product", "remove", "duc-gang", "--yes").told


def test_a_list_of_unused_products_without_any_says_so(cli: Cli) -> None:
    assert "nothing found" in cli.terminal("product", "list", "--unused").out
    cli("product", "add", "Đúc gang")
    assert "every product is used" not in cli.terminal("product", "list", "--unused").out
    cli("member", "edit", "HV-0001", "--offer", "đúc gang")
    assert "every product is used" in cli.terminal("product", "list", "--unused").out
    assert "sản phẩm nào cũng được dùng đến" in cli.terminal("product", "list", "--unused", HIEPHOI_LANG="vi").out
