"""Vietnamese text: cleaned, ordered, folded."""

import random
import shutil
import subprocess
from collections.abc import Callable
from itertools import pairwise
from typing import TypeVar
from unicodedata import combining, is_normalized, normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness import DEEP
from hiephoi_cli.domain.vietnamese import (
    UNSAFE,
    at_once,
    clean,
    collation_key,
    collation_keys,
    fold,
    harmless,
    one_spelling,
    person_key,
    slug,
    words,
)
from hiephoi_cli.errors import InvalidData
from registries import DIGITS, HOSTILE, LETTERS, PUNCTUATION, hostile, vietnamese

ORDERED = (
    "ma mà mả mã má mạ mă mằ mâ mầ",
    "dao Doan đao Đăng Đoàn",
    "la là lả lã lá lạ lan làn",
)
PEOPLE = [
    "Nguyễn Văn An",
    "Đỗ Thị Ánh",
    "Bùi Thị Ăn",
    "Nguyễn Thị Ân",
    "Nguyễn Văn Ấn",
    "Trần Văn Dung",
    "Trần Tiến Dũng",
    "Lê Đức Đạt",
    "Đào Trọng Khoa",
    "Phạm Đoàn Tùng",
]
SIGNS = "–—·‘’“”„«»§¶‰†•°©®→±÷×≤★¢£¥₫€"
anything = st.text(max_size=20)
T = TypeVar("T", str, tuple[str, ...])

_PERL = """
use Unicode::Collate::Locale;
binmode STDIN, ":encoding(UTF-8)";
my $vi = Unicode::Collate::Locale->new(locale => "vi", variable => "non-ignorable", level => 3);
while (<STDIN>) { chomp; print unpack("H*", $vi->getSortKey($_)), "\\n" }
"""


@pytest.mark.parametrize("words", ORDERED)
def test_words_sort_as_cldr_vi_has_them(words: str) -> None:
    right = words.split()
    assert sorted(reversed(right), key=collation_key) == right


def test_letters_follow_the_vietnamese_alphabet() -> None:
    alphabet = list("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")
    assert sorted(reversed(alphabet), key=collation_key) == alphabet


def test_tones_go_none_huyen_hoi_nga_sac_nang() -> None:
    assert sorted("ộốỗổồô", key=collation_key) == list("ôồổỗốộ")


def test_all_letters_decide_before_any_tone() -> None:
    assert sorted(["màn", "mạ", "man", "ma"], key=collation_key) == ["ma", "mạ", "man", "màn"]


def test_tones_decide_before_case() -> None:
    assert sorted(["má", "MA", "Ma", "ma"], key=collation_key) == ["ma", "Ma", "MA", "má"]


@given(vietnamese)
def test_decomposed_text_sorts_as_the_composed(text: str) -> None:
    assert collation_key(normalize("NFD", text)) == collation_key(normalize("NFC", text))


@pytest.mark.parametrize("odd", ["\u00d0", "\u0189"])
def test_the_look_alikes_of_d_with_stroke_sort_as_it(odd: str) -> None:
    assert collation_key(f"{odd}oàn") == collation_key("\u0110oàn")
    assert collation_key(f"{odd}oàn".lower()) == collation_key("\u0111oàn")


def test_signs_sort_before_currencies_and_these_before_digits_and_letters() -> None:
    right = [*" _-–,;:!?.…'‘’\"“”„«»()[]{}§¶@*/\\&#%‰†•°©®→+±÷×<=>|~≤★$£¥₫€₿0½a", "Ánh", "Ωmega", "яма"]
    assert sorted(reversed(right), key=collation_key) == right


def test_zero_width_characters_do_not_count_in_the_order() -> None:
    assert collation_key("a\u200bn") == collation_key("an")


def test_other_scripts_sort_after_the_alphabet() -> None:
    assert sorted(["株式", "яма", "z"], key=collation_key) == ["z", "яма", "株式"]


def test_a_mark_with_nothing_before_it_still_has_a_key() -> None:
    assert collation_key("\u0301") > collation_key("")


def test_the_order_is_that_of_perls_unicode_collate() -> None:
    words = _random_words(4000 if DEEP else 800)
    keys = dict(zip(words, _perl_keys(words), strict=True))
    words.sort(key=keys.__getitem__)
    wrong = [
        (before, after)
        for before, after in pairwise(words)
        if _compared(keys[before], keys[after]) != _compared(collation_key(before), collation_key(after))
    ]
    assert not wrong, f"{len(wrong)} of {len(words)} pairs, such as {wrong[:5]}"


def _random_words(count: int) -> list[str]:
    """Distinct words; many are alike but for a tone or a capital, so that each level decides somewhere."""
    dice = random.Random(20241111)
    words: set[str] = set()
    while len(words) < count:
        word = [dice.choice(LETTERS + "ÄçéñöÜ" + DIGITS + PUNCTUATION + SIGNS) for _ in range(dice.randint(1, 6))]
        for _ in range(4):
            words.add("".join(word).strip() or "a")
            place = dice.randrange(len(word))
            base = normalize("NFD", word[place])[0].lower()
            akin = [letter for letter in LETTERS if normalize("NFD", letter)[0].lower() == base]
            word[place] = dice.choice(akin or list(PUNCTUATION))
    return sorted(words)


def _perl_keys(words: list[str]) -> list[str]:
    perl = shutil.which("perl")
    if not perl:
        pytest.skip("perl is not installed")
    done = subprocess.run(
        [perl, "-e", _PERL], input="\n".join(words) + "\n", capture_output=True, encoding="utf-8", check=False
    )
    if "Can't locate Unicode/Collate" in done.stderr:
        pytest.skip("perl has no Unicode::Collate::Locale")
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


def _compared(one: T, other: T) -> int:
    return (one > other) - (one < other)


def test_people_sort_by_given_name_then_surname_then_the_middle() -> None:
    assert sorted(reversed(PEOPLE), key=person_key) == PEOPLE


def test_people_of_one_given_name_sort_by_surname_before_the_middle() -> None:
    right = ["Bùi Văn An", "Lê Anh An", "Lê Văn An"]
    assert sorted(reversed(right), key=person_key) == right


@pytest.mark.parametrize("name", ["", " ", "An"])
def test_a_name_of_one_word_or_none_sorts_too(name: str) -> None:
    assert person_key(name) <= person_key("Lê An")


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Ánh Dương", "anh duong"),
        ("Đoàn", "doan"),
        ("\u00d0oàn", "doan"),
        ("ƯỚC", "uoc"),
        ("Top Land", "top land"),
        ("\u0189ÔNG \u0256ông", "dong dong"),
        ("Нải Рhòng", "hai phong"),
        ("“Hoa–Sen”…", '"hoa-sen"...'),
        ("Ｈoa ﬁne №1", "hoa fine no1"),
        ("ho\u0340a ı", "hoa i"),
    ],
)
def test_folding_drops_case_and_accents(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    "text", ["Hoa-Sen", '"Hoa Sen"', "“Hoa Sen”", "«Hoa–Sen»", " Hoa  - Sen", "‘Hoa Sen’", "`Hoa Sen´", "hòa sến"]
)
def test_words_stand_without_quotes_and_hyphens(text: str) -> None:
    assert words(fold(text)) == "hoa sen"


def test_an_apostrophe_parts_no_word() -> None:
    assert words(fold("H’Mông, H'mông, Hmông")) == "hmong, hmong, hmong"


@given(anything | vietnamese)
def test_words_of_words_are_the_same(text: str) -> None:
    assert words(words(text)) == words(text)


@given(anything | vietnamese)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.lists(anything | vietnamese | st.text(SIGNS + "Đđĩ\u0301\u0323\n漢ß"), min_size=1))
def test_unusual_characters_and_numbers_of_texts_make_no_difference(texts: list[str]) -> None:
    for text in texts:
        assert fold(f"{text}漢") == f"{fold(text)}漢"
    assert collation_keys(texts * 1000)[: len(texts)] == list(map(collation_key, texts))


@given(anything | vietnamese)
def test_folding_leaves_no_combining_mark(text: str) -> None:
    assert not any(combining(char) for char in normalize("NFD", fold(text)))


@given(vietnamese)
def test_folded_vietnamese_is_ascii_whatever_its_form_and_case(text: str) -> None:
    assert fold(text).isascii()
    assert fold(normalize("NFD", text.upper())) == fold(text)


@pytest.mark.parametrize(
    ("old", "new"), [("Hoà", "Hòa"), ("hoạ", "họa"), ("Khoẻ", "Khỏe"), ("thuý", "thúy"), ("UỶ BAN", "ỦY BAN")]
)
def test_a_tone_in_its_old_place_is_the_same_word(old: str, new: str) -> None:
    assert one_spelling(old) == one_spelling(new) == new.casefold()


@pytest.mark.parametrize("word", ["quý", "quỳ", "hoàn", "hoài", "huỳnh", "thuyền", "loét", "quả"])
def test_a_word_that_is_written_rightly_is_left_alone(word: str) -> None:
    assert one_spelling(word) == word
    assert one_spelling(word.upper()) == word


def test_printed_quotes_and_letters_that_look_alike_are_no_other_spelling() -> None:
    assert one_spelling("“\u0189ông Á” – Сông ty") == one_spelling('"Đông Á" - Công ty')


def test_accents_tell_words_apart_in_one_spelling() -> None:
    assert len({one_spelling(name) for name in ("Hòa", "Hoa", "Hóa")}) == 3


@given(vietnamese)
def test_one_spelling_of_one_spelling_is_itself(text: str) -> None:
    assert one_spelling(one_spelling(text)) == one_spelling(text)


@given(vietnamese)
def test_one_spelling_is_the_same_for_decomposed_text_and_folds_alike(text: str) -> None:
    assert one_spelling(normalize("NFD", text)) == one_spelling(text)
    assert fold(one_spelling(text)) == fold(text)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("  Top Land \n", "Top Land"),
        ("Top\u00a0Land", "Top Land"),
        ("Top\u2003Land", "Top Land"),
        ("\ufeffTop\u200bLand\u200d", "TopLand"),
        ("Hải Phòng".encode().decode(), "Hải Phòng"),
        (normalize("NFD", "Hải Phòng"), "Hải Phòng"),
        ("Ho\u0061\u200b\u0300", "Hoà"),
        ("\u00d0oàn", "\u00d0oàn"),
        ("HOÀ  hoà", "HOÀ  hoà"),
    ],
)
def test_text_is_stored_clean_in_the_spelling_of_its_user(typed: str, stored: str) -> None:
    assert clean(typed) == stored


@pytest.mark.parametrize("char", ["\x00", "\x1b", "\n", "\x7f", "\x85", "\u2028", "\u202e"])
def test_control_and_bidi_characters_inside_text_are_refused(char: str) -> None:
    with pytest.raises(InvalidData) as caught:
        clean(f"a{char}b")
    assert f"U+{ord(char):04X}" in caught.value.reports[0].message


def test_marks_of_direction_around_a_number_go() -> None:
    assert clean("\u202a0912345678\u202c") == clean("\u2066\u200e0912345678\u2069") == "0912345678"


@given(anything | vietnamese)
def test_cleaned_text_is_nfc_trimmed_and_clean(text: str) -> None:
    try:
        stored = clean(text)
    except InvalidData:
        return
    assert is_normalized("NFC", stored)
    assert stored == stored.strip()
    assert not UNSAFE.search(stored)
    assert clean(stored) == stored


@pytest.mark.parametrize(
    ("text", "shown"), [("\x1b[31m", r"\x1b[31m"), ("a\u202eb", r"a\u202eb"), ("a\tb\n", r"a\tb\n"), ("Hoà", "Hoà")]
)
def test_what_commands_a_terminal_is_shown_as_its_escape(text: str, shown: str) -> None:
    assert harmless(text) == shown


@given(anything | hostile)
def test_harmless_text_is_printable_and_stays_as_it_is(text: str) -> None:
    shown = harmless(text)
    assert not UNSAFE.search(shown)
    assert harmless(shown) == shown


@pytest.mark.parametrize("text", [text for text in HOSTILE if UNSAFE.search(text)])
def test_nothing_hostile_passes_as_it_is(text: str) -> None:
    assert harmless(text).isascii()
    assert harmless(text).isprintable()


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("“\u0189ông–Á”", "dong-a"),
        ("Xây lắp", "xay-lap"),
        ("Sản xuất phụ trợ", "san-xuat-phu-tro"),
        ("  Đào tạo – Tư vấn (mới) ", "dao-tao-tu-van-moi"),
        ("株式", ""),
    ],
)
def test_a_code_follows_from_a_name(name: str, code: str) -> None:
    assert slug(name) == code


@given(anything | vietnamese)
def test_a_code_is_its_own_code_and_has_no_other_characters(text: str) -> None:
    code = slug(text)
    assert slug(code) == code
    assert set(code) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert code == code.strip("-")


@pytest.mark.parametrize("change", [fold, one_spelling, words])
@given(
    texts=st.lists(
        vietnamese
        | hostile
        | st.sampled_from(["", "株 ", "“Hoa–Sen” ", "\u0189ông", "Hoà", "QUÝ", "oa\u0300", "\u0301", "a\nb"])
    )
)
def test_texts_change_together_as_each_by_itself(change: Callable[[str], str], texts: list[str]) -> None:
    assert at_once(change, texts) == list(map(change, texts))
