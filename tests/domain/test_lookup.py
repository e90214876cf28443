"""What a KEY names, and what some words find."""

from datetime import date
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiephoi_cli.domain.lookup import one, one_in
from hiephoi_cli.domain.ranking import Rank
from hiephoi_cli.domain.records import Election, Is, Link, Member, Sector
from hiephoi_cli.domain.search import Match, search
from hiephoi_cli.errors import Conflict, NotFound
from registries import LETTERS, election, link, member, product, registry, sector

TOP_LAND = member(
    1,
    "Công ty Cổ phần dự án và công nghiệp Top Land",
    tax_code="0100233488",
    representative="Phạm Đoàn Tùng",
    phone="0225 3123456",
)
ANH_DUONG = member(2, "Công ty Ánh Dương", short_name="AD", offers=("đồ gá", "khuôn"))
HOA, HOA_GRAVE, HOA_ACUTE = member(3, "Hoa"), member(4, "Hòa"), member(5, "Hóa")
MEMBERS = (TOP_LAND, ANH_DUONG, HOA, HOA_GRAVE, HOA_ACUTE)


def named(text: str) -> Member:
    return one(MEMBERS, Member, text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("HV-0001", TOP_LAND),
        (" hv-0001 ", TOP_LAND),
        ("0100233488", TOP_LAND),
        ("01.00.233.488", TOP_LAND),
        ("top land", TOP_LAND),
        ("land top", TOP_LAND),
        ("doan tung", TOP_LAND),
        ("anh duong", ANH_DUONG),
        ("ÁNH DƯƠNG", ANH_DUONG),
        ("ad", ANH_DUONG),
        ("0002", ANH_DUONG),
        ("Hòa", HOA_GRAVE),
        ("Hoà", HOA_GRAVE),
        ("hoa", HOA),
        ("HÓA", HOA_ACUTE),
        (normalize("NFD", "Hóa"), HOA_ACUTE),
    ],
)
def test_a_key_names_one_record(text: str, found: Member) -> None:
    assert named(text) is found


def test_an_id_comes_before_a_tax_code_and_this_before_a_name() -> None:
    by_id = member(1, "A", id="0200747399")
    by_code = member(2, "B", tax_code="0200747399")
    by_name = member(3, "0200747399")
    assert one((by_name, by_code, by_id), Member, "0200747399") is by_id
    assert one((by_name, by_code), Member, "0200747399") is by_code
    assert one((by_name,), Member, "0200747399") is by_name


def test_an_exact_name_comes_before_one_that_contains_it() -> None:
    short, long = member(1, "An Phú"), member(2, "Công ty An Phú")
    assert one((long, short), Member, "an phú") is short


def test_text_that_fits_several_is_refused_with_their_keys() -> None:
    with pytest.raises(Conflict) as caught:
        named("cong ty")
    [(message, hint)] = caught.value.reports
    assert message == "'cong ty' matches 2 records"
    assert hint.splitlines() == [
        "name one by its key:",
        "  HV-0002  Công ty Ánh Dương",
        "  HV-0001  Công ty Cổ phần dự án và công nghiệp Top Land",
    ]
    assert caught.value.exit_code == 4


def test_a_number_without_its_zeros_is_suggested_before_one_that_looks_like_it() -> None:
    with pytest.raises(NotFound) as caught:
        one(tuple(member(number, f"Công ty {number}") for number in range(1, 20)), Member, "HV-1")
    assert caught.value.reports[0].hint == "did you mean 'HV-0001' (Công ty 1)?"


@pytest.mark.parametrize("text", ["2", "02", "0002"])
def test_a_number_names_the_id_that_ends_in_it_and_no_longer_one(text: str) -> None:
    members = tuple(member(number, f"Công ty {number:03}x") for number in (1, 2, 12, 20, 21))
    assert one(members, Member, text) is members[1]


@pytest.mark.parametrize("text", ["HV-001", "Công ty A1", "0001", "uong"])
def test_what_stands_only_inside_a_word_or_a_number_is_suggested_at_most(text: str) -> None:
    with pytest.raises(NotFound) as caught:
        one((member(10, "Công ty A12 Dương"),), Member, text)
    assert caught.value.reports[0].message == f"no member '{text}'"


@pytest.mark.parametrize("text", ["1", "27", "11-27", "03/05/2026"])
def test_digits_of_days_and_members_name_no_record(text: str) -> None:
    whole = registry(link(on=date(2026, 3, 5)), link(on=date(2026, 4, 1)), link(on=date(2026, 11, 27)))
    for records, kind in ((whole.links, Link), ((election(date(2026, 11, 27)),), Election)):
        with pytest.raises(NotFound):
            one(records, kind, text)


@pytest.mark.parametrize("text", ["2026", "2026-11", "11/2026"])
def test_a_year_or_a_month_names_an_election_but_a_number_no_link(text: str) -> None:
    held = election(date(2026, 11, 27))
    assert one((held, election(date(2024, 11, 27))), Election, text) is held
    with pytest.raises(NotFound):
        one((link(on=date(2026, 3, 5)),), Link, text)


@pytest.mark.parametrize("text", ["0001 0002", "0002 0001 27/11/2026"])
def test_several_numbers_name_a_link(text: str) -> None:
    links = (link(on=date(2026, 11, 27)), link(on=date(2026, 4, 1), buyer="HV-0003"))
    assert one(links, Link, text) is links[0]


@pytest.mark.parametrize("text", ["2026-11-27", "27/11/2026", "HV-0001 27/11/2026"])
def test_a_whole_day_names_a_link(text: str) -> None:
    links = (link(on=date(2026, 3, 5)), link(on=date(2026, 11, 27)))
    assert one(links, Link, text) is links[1]


def test_two_of_one_name_are_ambiguous_among_themselves_only() -> None:
    twins = (member(1, "An Phú"), member(2, "an phú"), member(3, "Công ty An Phú"))
    with pytest.raises(Conflict) as caught:
        one(twins, Member, "An Phú")
    assert "HV-0001" in caught.value.reports[0].hint
    assert "HV-0003" not in caught.value.reports[0].hint


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("toplan", "did you mean 'HV-0001' (Công ty Cổ phần dự án và công nghiệp Top Land)?"),
        ("HV-1", "did you mean 'HV-0001' (Công ty Cổ phần dự án và công nghiệp Top Land)?"),
        ("Duongg", "did you mean 'HV-0002' (Công ty Ánh Dương)?"),
        ("xxxxxx", "hiephoi member list"),
        ("", "hiephoi member list"),
        ("  ", "hiephoi member list"),
    ],
)
def test_a_near_miss_comes_with_the_nearest_record(text: str, hint: str) -> None:
    with pytest.raises(NotFound) as caught:
        named(text)
    assert caught.value.reports == ((f"no member '{text}'", hint),)
    assert caught.value.exit_code == 3


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("cast iron", 0),
        ("duc gang", 0),
        ("thùng các tông", 1),
        ("bb-01", 1),
        ("máy ép", 2),
        ("HV-0001 · HV-0002 · hộp giấy · 2026-01-01", 1),
    ],
)
def test_a_link_is_named_by_any_words_for_its_product(text: str, place: int) -> None:
    whole = registry(
        product(also=("gang đúc, cast iron",)),
        product("bb-01", "Thùng carton", also=("thùng các tông; hộp giấy",)),
        link(),
        link(product="hộp giấy"),
        link(product="máy ép nhựa"),
    )
    assert one_in(whole, Link, text) is whole.links[place]


def test_words_for_a_product_of_several_links_are_refused_with_their_keys() -> None:
    whole = registry(product(also=("cast iron",)), link(), link(product="Cast iron"))
    with pytest.raises(Conflict) as caught:
        one_in(whole, Link, "duc gang")
    assert "'duc gang' matches 2 records" in caught.value.reports[0].message


def test_nothing_is_found_among_none() -> None:
    with pytest.raises(NotFound) as caught:
        one((), Sector, "xay lap")
    assert caught.value.reports == (("no sector 'xay lap'", "hiephoi sector list"),)


PRINTED, TYPED, JOINED = member(6, "Công ty “Hoa Sen”"), member(7, 'Công ty "Hoa Sen"'), member(8, "Công ty Hoa-Sen")


@pytest.mark.parametrize(
    ("text", "first"), [("“Hoa Sen”", PRINTED), ('"Hoa Sen"', TYPED), ("Hoa-Sen", JOINED), ("Hoa–Sen", TYPED)]
)
def test_quotes_and_hyphens_part_nothing_and_what_has_them_comes_first(text: str, first: Member) -> None:
    found = [record for record, _match in search((JOINED, PRINTED, TYPED), text)]
    assert found[0] is first
    assert {*found} == {PRINTED, TYPED, JOINED}


def test_a_name_with_the_very_quotes_is_named() -> None:
    for record in (PRINTED, TYPED, JOINED):
        assert one((PRINTED, TYPED, JOINED), Member, record.name) is record
    assert one((PRINTED, TYPED, JOINED), Member, "“Hoa Sen”") is PRINTED
    with pytest.raises(Conflict):
        one((PRINTED, TYPED, JOINED), Member, "Công ty Hoa Sen")


def test_accents_that_were_typed_count() -> None:
    right, other = member(1, "Công ty Hòa Bình"), member(2, "Công ty Hóa Bình")
    assert one((right, other), Member, "hoà bình") is right
    with pytest.raises(Conflict):
        one((right, other), Member, "hoa binh")


@pytest.mark.parametrize("text", ["Nam Long", "nam long", "long"])
def test_a_name_with_the_very_words_is_not_ambiguous_with_one_that_looks_like_them(text: str) -> None:
    right, other = member(1, "Công ty Nam Long"), member(2, "Công ty Năm Lòng")
    assert one((other, right), Member, text) is right
    with pytest.raises(Conflict):
        one((other, right), Member, text[:-1])


def test_the_words_of_a_code_are_no_better_than_a_name_without_accents() -> None:
    coded, named = sector("san-xuat-phu-tro", "Sản xuất phụ trợ"), sector("khac", "Phụ trợ khác")
    with pytest.raises(Conflict):
        one((coded, named), Sector, "phu tro")
    assert one((coded, named), Sector, "khac") is named


@pytest.mark.parametrize("text", ["0225 3123456", "khuôn"])
def test_a_key_names_by_keys_and_names_only(text: str) -> None:
    with pytest.raises(NotFound):
        named(text)
    assert len(search(MEMBERS, text)) == 1


@pytest.mark.parametrize(
    ("text", "rank"),
    [
        ("công ty ánh dương", Rank.SAME),
        ("Ánh Dương", Rank.CONTAINED),
        ("anh duong", Rank.FOLDED),
        ("dương công", Rank.WORDS),
        ("anh cong duong", Rank.WORDS),
    ],
)
def test_a_fit_is_ranked(text: str, rank: Rank) -> None:
    assert search([ANH_DUONG], text) == [(ANH_DUONG, Match(rank, "name", "Công ty Ánh Dương"))]


def test_the_best_fitting_field_counts() -> None:
    twice = member(1, "Công ty Tùng", representative="Tùng")
    assert search([twice], "tùng") == [(twice, Match(Rank.SAME, "representative", "Tùng"))]


def test_the_best_fit_comes_first_then_the_order_of_names() -> None:
    found = [
        member(1, "Đại Hoa"),
        member(2, "Dao Hòa"),
        member(3, "Đăng Hòa"),
        member(4, "Hoa"),
        member(5, "An Hòa"),
        member(6, "Hòa"),
    ]
    assert [record.id[-1] for record, _match in search(found, "hòa")] == list("652341")


def test_an_item_of_a_list_is_found_under_its_field() -> None:
    assert search(MEMBERS, "do ga") == [(ANH_DUONG, Match(Rank.SAME_FOLDED, "offers", "đồ gá"))]


def test_all_words_must_stand_in_one_text() -> None:
    assert search(MEMBERS, "top tung") == []


def test_references_are_not_searched() -> None:
    assert search([member(sectors=("xay-lap",))], "xay") == []


def test_only_texts_of_the_wanted_form_are_searched() -> None:
    assert search(MEMBERS, "tung", {Is.PERSON}) == [(TOP_LAND, Match(Rank.FOLDED, "representative", "Phạm Đoàn Tùng"))]
    assert search(MEMBERS, "tung", {Is.NAME}) == []


@pytest.mark.parametrize("text", ["", " ", "\u0301"])
def test_no_words_find_nothing(text: str) -> None:
    assert search(MEMBERS, text) == []


def test_an_election_is_named_by_its_event() -> None:
    congress = election(event="Đại hội lần thứ nhất")
    assert one([congress], Election, "dai hoi") is congress


@given(st.lists(st.text(LETTERS, min_size=1, max_size=6), min_size=1, max_size=3).map(" ".join))
def test_a_record_is_found_by_its_name_however_that_is_typed(name: str) -> None:
    record = member(1, name)
    for typed in (name, name.upper(), normalize("NFD", name), f" {name} "):
        assert one([record], Member, typed) is record
    assert search([record], name)[0][1].rank is Rank.SAME
    assert search([member(2), record], name)[0][0] is record


def test_a_link_is_named_by_parts_of_its_key_in_their_order() -> None:
    there, back = link(), link("HV-0002", "HV-0001", "khuôn mẫu")
    for text, found in [
        ("HV-0001 HV-0002", there),
        ("HV-0002 · HV-0001", back),
        ("đúc gang", there),
        ("duc gang", there),
        ("khuon mau", back),
        ("HV-0001 khuôn", back),
    ]:
        assert one((there, back), Link, text) is found
    with pytest.raises(Conflict):
        one((there, back), Link, "HV-0001")


def test_a_key_names_its_link_even_where_a_product_is_called_so() -> None:
    first, other = link(product="gỗ"), link(product="hv-0001", on=date(2026, 4, 1))
    odd = product("hv-0001", first.key)
    assert one_in(registry(member(1), member(2), odd, first, other), Link, first.key) is first
