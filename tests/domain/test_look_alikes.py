"""Letters and signs that look like others."""

from unicodedata import is_normalized, normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiephoi_cli.domain.look_alikes import as_meant, look_alikes, may_look_alike, typed
from hiephoi_cli.domain.vietnamese import fold
from registries import vietnamese

ODD = "\u00d0\u0189\u00f0\u0256ɑɡǍǎАВЕКМНОРСТХаеорсухіΑΒΕΟο"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Công ty \u0189ông Á", "Công ty Đông Á"),
        ("\u00d0oàn \u0256ông", "Đoàn đông"),
        ("HỘI \u00d0ỒNG, 3019/Q\u00d0-UBND", "HỘI ĐỒNG, 3019/QĐ-UBND"),
        ("Сông ty Нải Рhòng", "Công ty Hải Phòng"),
        ("Ηòа Вình", "Hòa Bình"),
        ("hо\u0323c", "học"),
        ("Nguyễn Vǎn An", "Nguyễn Văn An"),
        ("d\u0335ông", "đông"),
        ("www.hоasen.example", "www.hoasen.example"),
    ],
)
def test_a_letter_that_looks_like_another_is_the_other_in_a_word_of_latin(written: str, meant: str) -> None:
    assert as_meant(written) == meant
    assert list(look_alikes(written))
    assert fold(written) == fold(meant)


@pytest.mark.parametrize(
    "text",
    [
        "Công ty Đông Á",
        "Гудмунд",
        "МОСКВА",
        "Guðmundur",
        "Shǎnxī",
        "10 kΩ",
        "5 μm",
        "Ельцин ООО",
        "Δt",
        "Straße",
        "Yıldız",
    ],
)
def test_words_of_other_languages_stay(text: str) -> None:
    assert as_meant(text) == text
    assert not list(look_alikes(text))


def test_each_word_is_named_with_its_first_odd_letter() -> None:
    assert list(look_alikes("Сông ty \u0189ông Аnh")) == [
        ("Сông", "С", "C"),
        ("\u0189ông", "\u0189", "Đ"),
        ("Аnh", "А", "A"),
    ]


@given(st.text("aĐô \u0323" + ODD, max_size=12))
def test_text_as_meant_is_in_nfc_and_folds_alike(text: str) -> None:
    text = normalize("NFC", text)
    meant = as_meant(text)
    assert is_normalized("NFC", meant)
    assert as_meant(meant) == meant
    assert fold(meant) == fold(text)
    assert bool(list(look_alikes(text))) == (meant != text)


@given(vietnamese)
def test_vietnamese_is_never_a_look_alike(text: str) -> None:
    assert not may_look_alike(text)
    assert as_meant(text) == typed(text) == text


def test_printed_signs_are_those_of_a_keyboard() -> None:
    assert typed("“Hoa–Sen” «Hmông» H’Mông‑2… −1") == '"Hoa-Sen" "Hmông" H\'Mông-2... -1'
