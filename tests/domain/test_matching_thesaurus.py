"""Which products words name: in links as a whole, in phrases by a part."""

import pytest

from hiephoi_cli.domain.matching_phrases import phrases
from hiephoi_cli.domain.matching_thesaurus import Thesaurus
from registries import product

PRODUCTS = (
    product(also=("gang đúc", "cast iron", "vật đúc")),
    product("BB-01", "Thùng các tông, hộp giấy carton", also=("bao bì giấy; túi giấy/hộp quà",)),
    product("bl", "Bu lông M8", also=("module I/O",)),
    product("duc-nhom", "Đúc nhôm", also=("vật đúc", "duc ap luc")),
    product("duc-ap-luc", "Đúc áp lực"),
)
THESAURUS = Thesaurus(PRODUCTS)


NAMES = {
    "Đúc gang": "duc-gang",
    "duc gang": "duc-gang",
    "GANG ĐÚC": "duc-gang",
    "cast-iron": "duc-gang",
    "thùng các tông": "BB-01",
    "hop giay carton": "BB-01",
    "Thùng các tông, hộp giấy carton": "BB-01",
    "Hộp giấy carton; thùng các tông": "BB-01",
    "Túi giấy": "BB-01",
    "hộp quà": "BB-01",
    "bu lông M 8": "bl",
    "Đúc áp lực": "duc-ap-luc",
    "duc ap luc": "duc-nhom",
}


@pytest.mark.parametrize(
    ("text", "code"), [*NAMES.items(), ("duc-gang", "duc-gang"), ("Duc-Gang", "duc-gang"), ("bb-01", "BB-01")]
)
def test_words_mean_the_product_that_they_name_as_a_whole(text: str, code: str) -> None:
    assert THESAURUS.code_or_words(text) == code


@pytest.mark.parametrize(("text", "code"), NAMES.items())
def test_a_need_in_such_words_is_about_the_same_product(text: str, code: str) -> None:
    assert {one for phrase in phrases(text) for one in THESAURUS.about(phrase)} == {code}


@pytest.mark.parametrize(
    "text", ["gang", "đục gang", "đúc gang cầu", "đúc gang, hộp quà", "module O", "thùng", "", "—", "vật đúc"]
)
def test_words_of_no_product_or_of_several_stay_words(text: str) -> None:
    assert THESAURUS.code_or_words(text) == text
    assert Thesaurus(()).code_or_words(text) == text


def test_words_of_several_products_may_mean_each() -> None:
    assert THESAURUS.codes("Vật đúc") == ("duc-gang", "duc-nhom")


def test_a_code_comes_before_a_name() -> None:
    assert Thesaurus((product("a", "Sơn"), product("son", "Bột"))).code_or_words("Son") == "son"
