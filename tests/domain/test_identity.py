"""Who is one person, and who is another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiephoi_cli.domain.identity import Identity, name_key
from registries import vietnamese

NAME = "Phạm Đoàn Tùng"


@pytest.mark.parametrize(
    "spelled",
    [
        "PHẠM ĐOÀN TÙNG",
        "Phạm  Đòan\u00a0Tùng",
        "Ông Phạm Đoàn Tùng",
        "PGS.TS. Phạm Đoàn Tùng",
        "PGS, TS Phạm Đoàn Tùng",
        "ThS.KS Phạm Đoàn Tùng",
        "Thạc sỹ Phạm Đoàn Tùng",
        "Ông Tiến sĩ Phạm Đoàn Tùng",
        "Đ/c Phạm Đoàn Tùng",
    ],
)
def test_case_spaces_tones_and_titles_make_nobody_another(spelled: str) -> None:
    assert Identity.of(spelled, "HV-0001") == Identity.of(NAME, "HV-0001")


@pytest.mark.parametrize("other", ["Phạm Đoan Tùng", "Phạm Đoàn Tụng", "Phạm Tùng", "Pham Doan Tung"])
def test_an_accent_or_a_word_makes_somebody_else(other: str) -> None:
    assert name_key(other) != name_key(NAME)


@pytest.mark.parametrize("name", ["Bàng An", "Tsuki An", "Ông", "Bà.", "Khoa Sư"])
def test_what_only_begins_like_a_title_is_part_of_the_name(name: str) -> None:
    assert name_key(name) == name.lower()


def test_two_of_one_name_for_two_members_are_two_and_may_be_one_where_none_is_named() -> None:
    one, other, nameless = (Identity.of(NAME, member) for member in ("HV-0001", "HV-0002", None))
    assert len({one, other, nameless}) == 3
    assert (one.may_be(other), one.may_be(nameless), nameless.may_be(one)) == (False, True, True)


@given(vietnamese, st.sampled_from(["", "Ông ", "TS. ", "bà "]))
def test_the_spelling_of_a_spelling_is_the_same(name: str, title: str) -> None:
    assert name_key(name_key(title + name)) == name_key(title + name)
