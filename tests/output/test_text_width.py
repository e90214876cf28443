"""Text measured and wrapped as Rich does it."""

import sys
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.text import Text

from hiephoi_cli.domain.vietnamese import UNSAFE, harmless
from hiephoi_cli.output.text_width import safe, width, wrapped
from output.rich_tables import printed, texts
from registries import HOSTILE, LETTERS


@cache
def plain_characters() -> list[str]:
    """Every character that needs no care; found when a test asks, as it takes a second."""
    return [char for char in map(chr, range(sys.maxunicode + 1)) if safe([char]).plain]


def test_vietnamese_letters_are_plain() -> None:
    assert safe([LETTERS]).plain
    assert safe(["Công ty Cổ phần “Ánh Dương”"]).plain is False


@pytest.mark.deep
@pytest.mark.parametrize("unicode_version", ["latest", "13.0.0", "9.0.0", "4.1.0"])
def test_a_plain_character_takes_one_column_in_every_unicode(unicode_version: str) -> None:
    assert {cell_len(char, unicode_version) for char in plain_characters()} == {1}


@pytest.mark.deep
def test_a_plain_character_does_no_harm() -> None:
    assert not UNSAFE.search("".join(plain_characters()))


@given(texts)
def test_text_is_as_wide_as_rich_says(text: str) -> None:
    assert width(text) == cell_len(text)


@given(st.lists(texts))
def test_the_widest_text_is_found(some: list[str]) -> None:
    assert safe(some).widest == max(map(cell_len, some), default=0)


@pytest.mark.parametrize("value", HOSTILE)
def test_texts_come_out_harmless(value: str) -> None:
    assert safe(["a", f"x{value}"]).texts == ["a", harmless(f"x{value}")]


@given(texts, st.integers(2, 40))
def test_text_is_wrapped_where_rich_wraps_it(text: str, size: int) -> None:
    assert "".join(f"{line}\n" for line in wrapped(text, size)) == printed(Text(text), size)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", [""]),
        ("một hai ba", ["một ", "hai ba"]),
        ("dài quá thể", ["dài ", "quá ", "thể"]),
        ("abcdefghij kl", ["abcdef", "ghij ", "kl"]),
        ("ab cdefghijkl", ["ab ", "cdefgh", "ijkl"]),
        ("株式会社", ["株式会", "社"]),
        ("một  ", ["một  "]),
        ("một hai     ", ["một ", "hai   "]),
    ],
)
def test_lines_end_between_words_and_words_that_are_too_long_break(text: str, lines: list[str]) -> None:
    assert list(wrapped(text, 6)) == lines
