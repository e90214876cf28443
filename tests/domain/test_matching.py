"""What meets a need, in which order, and why."""

from collections.abc import Sequence
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiephoi_cli.domain.matching import Matcher, Rank, shared
from hiephoi_cli.domain.matching_index import Head, Hit, Index
from hiephoi_cli.domain.matching_phrases import phrases, pieces, words_of
from hiephoi_cli.domain.matching_thesaurus import Thesaurus
from hiephoi_cli.domain.records import Product
from registries import product, vietnamese

CAST_IRON = product(also=("gang đúc", "cast iron"))
CARTON = product("thung-carton", "Thùng carton", also=("bao bì giấy",))
NOTHING = Thesaurus([])


def fits(need: str, *offers: str, thesaurus: Thesaurus = NOTHING) -> list[tuple[str, Rank]]:
    return [(fit.item, fit.rank) for fit in Matcher(offers, thesaurus).fits(need)]


def rank(need: str, offer: str, *products: Product) -> Rank | None:
    ranked = fits(need, offer, "tủ điện", "suất ăn công nghiệp", thesaurus=Thesaurus(products))
    return dict(ranked).get(offer)


@pytest.mark.parametrize(
    ("need", "offer", "expected"),
    [
        ("đúc gang", "Đúc gang", Rank.SAME),
        ("gang đúc", "Cast iron", Rank.PRODUCT),
        ("gang đúc FC250", "Gia công đúc gang", Rank.PRODUCT),
        ("khuôn ép nhựa", "Khuôn ép nhựa chính xác", Rank.WORDS),
        ("gia công khuôn", "Sản xuất khuôn các loại", Rank.WORDS),
        ("thanh nhôm định hình", "Nhôm thanh định hình", Rank.WORDS),
        ("khí argon", "Khí công nghiệp: nitơ, argon", Rank.WORDS),
        ("thung dung hang", "Thùng đựng hàng", Rank.FOLDED),
        ("“thung dung hang” – 5 lop", "Thùng đựng hàng 5 lớp", Rank.FOLDED),
        ("Khuôn dập nguội", "khuon dap", Rank.SHARED),
        ("sơn tĩnh điện chi tiết", "Dây chuyền sơn tĩnh điện", Rank.SHARED),
        ("dầu thủy lực", "Đầu thủy lực", Rank.LOOKS_ALIKE),
        ("dầu", "Đậu", Rank.LOOKS_ALIKE),
        ("dầu bôi trơn", "Suất ăn ca", None),
        ("sơn epoxy", "Sợi bông", None),
        ("vệ sinh công nghiệp", "Robot công nghiệp", None),
    ],
)
def test_a_rank_says_how_well_an_offer_meets_a_need(need: str, offer: str, expected: Rank | None) -> None:
    assert rank(need, offer, CAST_IRON) is expected


def test_ranks_come_in_their_order() -> None:
    offers = ["dau thuy luc", "Đầu thủy lực", "Dầu thủy lực", "Dầu thủy lực, mỡ", "Dầu thủy lực cho máy ép"]
    ranked = fits("dầu thủy lực", *offers)
    assert [item for item, _rank in ranked][:2] == ["Dầu thủy lực", "Dầu thủy lực, mỡ"]
    assert [rank for _item, rank in ranked] == [Rank.SAME, Rank.SAME, Rank.WORDS, Rank.FOLDED, Rank.LOOKS_ALIKE]


def test_a_product_counts_where_the_phrase_is_about_it() -> None:
    assert rank("bao bì giấy", "Thùng carton 5 lớp", CARTON) is Rank.PRODUCT
    assert rank("bao bì giấy", "Máy làm thùng carton", CARTON) is not Rank.PRODUCT


def test_words_with_accents_name_no_product_with_others() -> None:
    oil = product("dau", "Dầu")
    assert rank("dầu ăn", "Đầu nối", oil) is None
    assert Thesaurus([oil]).about(phrases("dau")[0]) == ["dau"]
    assert Thesaurus([oil]).about(phrases("đậu")[0]) == []


@pytest.mark.parametrize(
    ("need", "first", "second"),
    [
        ("bu lông M8", "Bu lông M8", "Bu lông M12"),
        ("thép tấm 12 mm", "Thép tấm 12mm", "Thép tấm 16mm"),
        ("xe tải 5 tấn", "Xe tải 5T", "Xe tải 15 tấn"),
        ("inox SUS304", "Inox SUS 304", "Inox SUS 201"),
        ("tư vấn ISO 9001", "Tư vấn ISO 9001:2015", "Tư vấn ISO 14001"),
        ("hạt nhựa PP", "Hạt nhựa PP", "Khuôn nhựa"),
        ("sơn", "Sơn", "Sơn tĩnh điện chi tiết ô tô"),
        ("kĩ thuật ép nhựa", "Ép nhựa kỹ thuật", "Ép nhựa"),
        ("may quan ao dong phuc", "May đồng phục công nhân", "Quần áo bảo hộ lao động"),
        ("bảo hộ lao động", "Quần áo bảo hộ lao động", "Cung ứng lao động phổ thông"),
        ("bao ho lao dong", "Quần áo bảo hộ lao động", "Cung ứng lao động phổ thông"),
        ("đồ bảo hộ cho công nhân", "Giày bảo hộ", "Đồ gá gia công"),
    ],
)
def test_numbers_units_and_the_length_of_phrases_decide(need: str, first: str, second: str) -> None:
    assert next(iter(fits(need, second, first)))[0] == first


def test_many_offers_of_a_word_make_it_say_less() -> None:
    offers = [f"Khuôn mẫu {word}" for word in ("đúc", "dập", "ép", "thổi", "cắt", "uốn")]
    assert fits("khuôn mẫu thổi chai", *offers)[0] == ("Khuôn mẫu thổi", Rank.SHARED)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Phay, tiện CNC", ["Phay", "tiện CNC"]),
        ("Gia công cơ khí: phay; mài", ["Gia công cơ khí", "phay", "mài"]),
        ("khuôn dập và khuôn ép (nhựa)", ["khuôn dập", "khuôn ép", "nhựa"]),
        ("Thùng carton 3, 5, 7 lớp", ["Thùng carton 3, 5, 7 lớp"]),
        ("Máy nén khí: bán, cho thuê", ["Máy nén khí, bán, cho thuê"]),
        ("Thiết kế, thi công kho lạnh", ["Thiết kế, thi công kho lạnh"]),
        ("ISO 9001:2015, 3,5 tấn", ["ISO 9001:2015, 3,5 tấn"]),
        ("dịch vụ", ["dịch vụ"]),
        (" ,; ", []),
    ],
)
def test_items_are_split_at_marks(text: str, parts: list[str]) -> None:
    assert [part for part, _phrase in pieces(text)] == parts


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Bu lông M 8x20", ("bu", "lông", "m8", "20")),
        ("12 mm", ("12mm",)),
        ("5 T", ("5tấn",)),
        ("SUS304", ("sus", "304")),
        ("Hoà, lí", ("hòa", "lý")),
    ],
)
def test_numbers_and_units_are_words(text: str, words: tuple[str, ...]) -> None:
    assert words_of(text) == words


@pytest.mark.parametrize(
    ("need", "offer", "words", "alike"),
    [
        ("khuôn ép nhựa cho máy in", "Khuôn ép nhựa", ["khuôn ép nhựa"], []),
        ("bu lông M8 mạ kẽm", "Bu lông thép M8", ["bu lông M8"], []),
        ("dầu thủy lực", "Đầu thủy lực", ["thủy lực"], [("dầu", "đầu")]),
        ("dau thuy luc", "Dầu thủy lực", ["dầu thủy lực"], []),
    ],
)
def test_the_words_in_common_are_named(need: str, offer: str, words: list[str], alike: list[tuple[str, str]]) -> None:
    assert shared(need, offer) == (words, alike)


def test_the_work_grows_with_what_can_meet_and_not_with_its_square() -> None:
    def compared(size: int) -> int:
        items = [f"sản phẩm mẫu {number}" for number in range(size)]
        matcher = Matcher(items, NOTHING)
        return sum(len(matcher.index.candidates(phrase)) for item in items for phrase in phrases(item))

    assert compared(800) <= 2.5 * compared(400)


class Exhaustive(Index):
    """Compares every phrase that has anything in common."""

    def _candidates(self, _head: Head, hits: Sequence[Hit]) -> set[int]:
        return {place for hit in hits if hit.evidence for place in hit.places}


WORDS = (
    *("dầu", "đầu", "đậu", "dau", "máy", "cắt", "inox", "M8", "bảo", "trì", "mã"),
    *("mả", "sản", "xuất", "gang", "đúc", "cast", "iron", "khuôn", ",", "12mm"),
)
ITEMS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(" ".join)


@given(st.lists(ITEMS, max_size=12), ITEMS, st.sampled_from([NOTHING, Thesaurus([CAST_IRON])]))
def test_nothing_is_missed_by_comparing_few(offers: list[str], need: str, thesaurus: Thesaurus) -> None:
    offered = list(dict.fromkeys(phrase for offer in offers for phrase in phrases(offer)))
    few, every = Index(offered, thesaurus), Exhaustive(offered, thesaurus)
    for phrase in phrases(need):
        assert list(few.meeting(phrase)) == list(every.meeting(phrase))


def test_offers_that_share_one_word_of_many_are_not_compared() -> None:
    words = (
        *("khuôn", "nhôm", "sơn", "hàn", "đúc", "mạ", "phay", "tiện"),
        *("thép", "gỗ", "bơm", "kho", "dây", "ống", "van"),
    )
    index = Matcher([f"{one} {other}" for one, other in permutations(words, 2)], NOTHING).index
    [need] = phrases("sơn thép kho hàn")
    assert {meeting.place for meeting in index.meeting(need)} <= index.candidates(need)
    assert {*map(index.phrases.__getitem__, index.candidates(need))} == {
        phrase for phrase in index.phrases if len(phrase.telling & need.telling) == 2
    }


def test_words_that_differ_in_accents_are_no_reason_to_compare() -> None:
    index = Matcher(["đậu phụ", "đấu nối", "đầu kéo", "dầu nhớt"], NOTHING).index
    [need] = phrases("dầu ăn")
    assert [" ".join(index.phrases[place].words) for place in index.candidates(need)] == ["dầu nhớt"]


@given(st.lists(vietnamese, max_size=6), vietnamese)
def test_any_text_is_matched_once_and_in_the_same_order(offers: list[str], need: str) -> None:
    once = fits(need, *offers)
    assert once == fits(need, *offers)
    assert len({item for item, _rank in once}) == len(once)
    assert {item for item, _rank in once} <= {*offers}
    assert [rank.place for _item, rank in once] == sorted(rank.place for _item, rank in once)


@given(vietnamese)
def test_what_is_offered_meets_the_same_need_first(text: str) -> None:
    if phrases(text):
        assert fits(text, text, "Suất ăn công nghiệp, cơm ca")[0] == (text, Rank.SAME)
