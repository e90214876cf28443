"""The tone of a syllable, wherever it was typed."""

from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiephoi_cli.domain.vietnamese import one_spelling
from registries import TONES

ONSETS = ("", *"bcdđghklmnprstvx", "ch", "gh", "kh", "ng", "ngh", "nh", "ph", "th", "tr", "qu", "gi")
GROUPS = (
    *"aăâeêioôơuưy", "ai", "ao", "au", "ay", "âu", "ây", "eo", "êu", "ia", "iu", "iê", "iêu", "oa", "oai", "oao", "oay",
    "oă", "oe", "oeo", "oi", "ôi", "ơi", "ua", "uâ", "uây", "uê", "ui", "uô", "uôi", "uơ", "uy", "uya", "uyê", "uyu",
    "ưa", "ưi", "ươ", "ươi", "ươu", "ưu", "yê", "yêu",
)  # fmt: skip
FINALS = ("", "c", "ch", "m", "n", "ng", "nh", "p", "t")
syllables = st.tuples(st.sampled_from(ONSETS), st.sampled_from(GROUPS), st.sampled_from(FINALS))
tones = st.sampled_from(TONES)


def toned(syllable: tuple[str, str, str], tone: str, place: int) -> str:
    """The syllable with that tone on one of its vowels."""
    onset, vowels, final = syllable
    place %= len(vowels)
    return normalize("NFC", onset + vowels[: place + 1] + tone + vowels[place + 1 :] + final)


@pytest.mark.parametrize(
    ("right", "others"),
    [
        ("toán", ["tóan", "Tóan"]),
        ("hoàng", ["hòang", "HÒANG"]),
        ("hòa", ["hoà"]),
        ("khỏe", ["khoẻ"]),
        ("thúy", ["thuý"]),
        ("quý", ["qúy"]),
        ("quả", ["qủa"]),
        ("quốc", ["qúôc", "quôć"]),
        ("giá", ["gía"]),
        ("già", ["gìa"]),
        ("giếng", ["gíêng", "gíêng"]),
        ("gìn", []),
        ("thuở", ["thủơ"]),
        ("mía", ["miá"]),
        ("của", ["cuả"]),
        ("nguyễn", ["nguyêñ", "Nguỹên", "ngũyên"]),
        ("huỳnh", ["hùynh"]),
        ("ngoài", ["ngòai", "ngoaì"]),
        ("khuỷu", ["khủyu", "khuyủ"]),
        ("rượu", ["rựơu", "rươụ"]),
        ("tiến", ["tíên", "tiêń"]),
        ("soóc", ["sóoc"]),
    ],
)
def test_a_tone_has_one_place_in_a_syllable(right: str, others: list[str]) -> None:
    for other in (right, right.upper(), *others):
        assert one_spelling(other) == right


@pytest.mark.parametrize(
    "names",
    [
        ["Hòa", "Hoa", "Hóa", "Hỏa", "Họa"],
        ["mía", "mìa", "mỉa"],
        ["cua", "của", "cưa", "cửa"],
        ["quy", "quý", "quỳ"],
        ["tuần", "tuấn", "toàn"],
        ["España", "Espana", "Espãna"],
        ["Hà Nội", "Hạ Nồi"],
        ["hoàhá", "hóahà"],
    ],
)
def test_other_tones_and_other_letters_are_other_words(names: list[str]) -> None:
    assert len({one_spelling(name) for name in names}) == len(names)


@given(syllables, tones, st.integers(0, 2), st.integers(0, 2))
def test_the_vowel_that_bears_the_tone_changes_nothing(
    syllable: tuple[str, str, str], tone: str, one: int, other: int
) -> None:
    assert one_spelling(toned(syllable, tone, one)) == one_spelling(toned(syllable, tone, other))


@given(syllables, tones, tones, st.integers(0, 2), st.integers(0, 2))
def test_another_tone_is_another_word(
    syllable: tuple[str, str, str], one: str, other: str, here: int, there: int
) -> None:
    same = one_spelling(toned(syllable, one, here)) == one_spelling(toned(syllable, other, there))
    assert same == (one == other)


@given(st.lists(st.tuples(syllables, tones), min_size=1, max_size=3), st.integers(0, 2))
def test_syllables_change_each_by_itself(words: list[tuple[tuple[str, str, str], str]], place: int) -> None:
    typed = [toned(syllable, tone, place) for syllable, tone in words]
    for mark in (" ", "-", "\n", ", "):
        assert one_spelling(mark.join(typed)) == mark.join(map(one_spelling, typed))
