"""Numbers however they are written, and words with one letter wrong."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiephoi_cli.domain.misspelling import one_letter_off
from hiephoi_cli.domain.ranking import Rank
from hiephoi_cli.domain.records import Member
from hiephoi_cli.domain.search import Match, search
from registries import member

BOARD = member(
    1,
    "Công ty Hòa Bình",
    representative="Phạm Đoàn Tùng",
    phone="0225.395.3893; +84 961 780 050",
    tax_code="0314409058-002",
    email="hoabinh@mau.example",
    note="Gọi buổi sáng\nhỏi lễ tân",
)
OLD = member(2, "Công ty Cũ", phone="0168 765 4321")
MEMBERS = (BOARD, OLD)


def found(text: str, *, mistyped: bool = False) -> list[tuple[Member, Rank, str]]:
    return [(record, match.rank, match.field) for record, match in search(MEMBERS, text, mistyped=mistyped)]


@pytest.mark.parametrize(
    ("text", "record", "rank", "field"),
    [
        ("0961780050", BOARD, Rank.SAME, "phone"),
        ("0961 780 050", BOARD, Rank.SAME, "phone"),
        ("+84961780050", BOARD, Rank.SAME, "phone"),
        ("0084 961 780 050", BOARD, Rank.SAME, "phone"),
        ("84961780050", BOARD, Rank.SAME, "phone"),
        ("(0225) 395-3893", BOARD, Rank.SAME, "phone"),
        ("3953893", BOARD, Rank.CONTAINED, "phone"),
        ("395 3893", BOARD, Rank.CONTAINED, "phone"),
        ("0961780", BOARD, Rank.CONTAINED, "phone"),
        ("780050", BOARD, Rank.CONTAINED, "phone"),
        ("1 780 05", BOARD, Rank.INSIDE, "phone"),
        ("038 765 4321", OLD, Rank.SAME, "phone"),
        ("01687654321", OLD, Rank.SAME, "phone"),
        ("0314409058-002", BOARD, Rank.SAME, "tax_code"),
        ("0314409058002", BOARD, Rank.SAME, "tax_code"),
        ("03.14.409.058", BOARD, Rank.CONTAINED, "tax_code"),
        ("0314 409 058 - 002", BOARD, Rank.SAME, "tax_code"),
    ],
)
def test_a_number_is_found_however_it_is_written(text: str, record: Member, rank: Rank, field: str) -> None:
    assert found(text) == [(record, rank, field)]


@pytest.mark.parametrize("text", ["12345678", "0961780051", "00961780050", "+1 961 780 050"])
def test_another_number_is_not(text: str) -> None:
    assert found(text, mistyped=True) == []


@given(st.lists(st.sampled_from(["", " ", ".", "-"]), min_size=9, max_size=9), st.sampled_from(["0", "+84", "+84 "]))
def test_separators_make_no_difference(between: list[str], beginning: str) -> None:
    typed = beginning + "".join(f"{digit}{sign}" for digit, sign in zip("961780050", between, strict=True))
    assert found(typed) == [(BOARD, Rank.SAME, "phone")]


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("pham doan tugn", "representative"),
        ("pham doan tng", "representative"),
        ("phạm đoàn tùngg", "representative"),
        ("pham doin tung", "representative"),
        ("phamdoan tung", "representative"),
        ("hpam doan tung", "representative"),
        ("hao binh", "name"),
        ("hỏi lễ tâm", "note"),
        ("tugn", "representative"),
    ],
)
def test_words_with_one_letter_wrong_are_found_where_that_is_wanted(text: str, field: str) -> None:
    assert found(text, mistyped=True) == [(BOARD, Rank.MISTYPED, field)]
    assert found(text) == []


@pytest.mark.parametrize("text", ["pham daon tugn", "tu", "xyz", "pham do"])
def test_two_wrong_letters_or_too_few_right_ones_are_not(text: str) -> None:
    assert all(rank is not Rank.MISTYPED for _record, rank, _field in found(text, mistyped=True))


def test_what_is_mistyped_comes_last() -> None:
    right, near = member(3, "Hoàng Yến"), member(4, "Hoang Ven")
    assert [match.rank for _record, match in search((near, right), "hoang yen", mistyped=True)] == [
        Rank.SAME_FOLDED,
        Rank.MISTYPED,
    ]


def test_another_digit_is_another_thing() -> None:
    assert search([member(3, "Công ty Mẫu 12")], "công ty mẫu 13", mistyped=True) == []


def test_a_name_tells_more_than_an_address_or_a_code_of_the_same_words() -> None:
    assert found("hoa binh") == [(BOARD, Rank.FOLDED, "name")]
    assert found("hoabinh")[0][1:] == (Rank.FOLDED, "email")


def test_lines_of_a_text_stay_together() -> None:
    assert search(MEMBERS, "sang hoi") == [(BOARD, Match(Rank.FOLDED, "note", BOARD.note or ""))]


@pytest.mark.parametrize("space", ["\t", "\n", "\u2028", "  "])
def test_spaces_of_any_kind_only_separate_words(space: str) -> None:
    assert search(MEMBERS, space) == []
    assert found(f"hoa{space}binh") == found("hoa binh")


letters = st.text("abc", min_size=1, max_size=6)


@given(letters, st.integers(0, 5), st.sampled_from("abcd"))
def test_one_edit_is_one_letter_off_in_both_directions(word: str, at: int, letter: str) -> None:
    at %= len(word)
    edited = {
        word[:at] + letter + word[at:],
        word[:at] + word[at + 1 :],
        word[:at] + letter + word[at + 1 :],
        word[:at] + word[at : at + 2][::-1] + word[at + 2 :],
    } - {word}
    assert all(one_letter_off(word, other) and one_letter_off(other, word) for other in edited)


@given(letters, letters)
def test_one_letter_off_is_one_edit(one: str, other: str) -> None:
    edits = {one[:at] + put + one[at + gone :] for at in range(len(one) + 1) for put in ("", *"abc") for gone in (0, 1)}
    swaps = {one[:at] + one[at : at + 2][::-1] + one[at + 2 :] for at in range(len(one))}
    assert one_letter_off(one, other) == (other in (edits | swaps) - {one})
