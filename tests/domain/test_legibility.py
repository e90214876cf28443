"""Vietnamese is told from text in the wrong letters by its syllables."""

import pytest

from harness import REGISTRY
from hiephoi_cli.domain.legibility import has_signs, has_syllables, is_legible, share_legible


@pytest.mark.parametrize(
    "word",
    ["Nguyễn", "khuếch", "Đắk", "Thủy", "Thuỷ", "giếng", "quýnh", "xoong", "NGHIỆP", "“Mẫu”", "ABC", "25°C"],
)
def test_syllables_and_signs_of_their_own_are_legible(word: str) -> None:
    assert is_legible(word)


@pytest.mark.parametrize(
    "word", ["C«ng", "NguyÔn", "Coâng", "phaàn", "CÃ´ng", "côc", "ấă", "hoà̀", "V\ufffdn", "Müller"]
)
def test_no_syllable_is_not(word: str) -> None:
    assert not is_legible(word)


def test_ascii_shows_nothing() -> None:
    assert (is_legible("xyz"), has_syllables("xyz"), share_legible("x y")) == (True, False, 0.0)


def test_signs_inside_words_are_odd() -> None:
    assert (has_signs("C«ng"), has_signs("tµ"), has_signs("«Mẫu»"), has_signs("Mẫu®")) == (True, True, False, False)


def test_the_shipped_registry_is_legible() -> None:
    assert share_legible(REGISTRY.read_text(encoding="utf-8")) > 0.9
