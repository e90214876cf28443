"""The bytes of files become text, or are refused with what they may be."""

import pytest
from hypothesis import given

from hiephoi_cli.errors import HiephoiError, InvalidData, UsageError
from hiephoi_cli.exchange.encodings import decoded, garbled, may_be_garbled
from registries import LETTERS, vietnamese

TEXT = "Tên\nCông ty Cổ phần Hòa Bình\n"
CP1258 = b"T\xean\nC\xf4ng ty C\xf4\xd2 ph\xe2\xccn Ho\xcca Bi\xccnh\n"
TCVN3 = b"T\xaan\nC\xabng ty C\xe6 ph\xc7n H\xdfa B\xd7nh\n"


def refusal(data: bytes, encoding: str | None = None, error: type[HiephoiError] = InvalidData) -> tuple[str, str]:
    with pytest.raises(error) as raised:
        decoded(data, encoding)
    [(message, hint)] = raised.value.reports
    return message, hint


@pytest.mark.parametrize(
    "data",
    [TEXT.encode(encoding) for encoding in ("utf-8", "utf-8-sig", "utf-16")]
    + ["\ufeff".encode("utf-16-be") + TEXT.encode("utf-16-be")],
)
def test_unicode_is_read_with_any_mark_and_without(data: bytes) -> None:
    assert decoded(data) == TEXT


@pytest.mark.parametrize("encoding", ["cp1258", "windows-1258", "CP1258"])
def test_the_tones_of_cp1258_are_put_together_with_their_letters(encoding: str) -> None:
    assert decoded(CP1258, encoding) == TEXT


@pytest.mark.parametrize("encoding", ["tcvn3", "TCVN3", "abc"])
def test_tcvn3_has_two_names(encoding: str) -> None:
    assert decoded(TCVN3, encoding) == TEXT


def test_utf_16_without_a_mark_is_read_where_it_is_named() -> None:
    data = TEXT.encode("utf-16-le")
    for name in ("utf-16-le", "UTF_16_LE", "utf-16le"):
        assert decoded(data, name) == TEXT
    for name in ("utf16", "utf-32", "U32"):
        assert decoded(TEXT.encode(name), name) == TEXT
    assert refusal(data) == ("the file is not UTF-8 text", "if it is UTF-16: --encoding utf-16-le")
    assert refusal(TEXT.encode("utf-16-be"))[1] == "if it is UTF-16: --encoding utf-16-be"


def test_a_mark_says_more_than_anybody() -> None:
    assert decoded(TEXT.encode("utf-8-sig"), "cp1258") == TEXT


@pytest.mark.parametrize(("data", "encoding"), [(CP1258, "cp1258"), (TCVN3, "tcvn3")])
def test_8_bit_text_is_refused_with_its_names_as_each_encoding_has_them(data: bytes, encoding: str) -> None:
    message, hint = refusal(data)
    assert message == "line 1: the file is not UTF-8 text"
    first, *samples = hint.split("\n")
    assert first == "save it again as “CSV UTF-8”, or name the encoding in which these names look right:"
    assert [sample.split(":")[0] for sample in samples] == ["  --encoding cp1258", "  --encoding tcvn3"]
    assert [sample for sample in samples if sample.endswith(": 'Công ty Cổ phần Hòa Bình'")] == [
        f"  --encoding {encoding}: 'Công ty Cổ phần Hòa Bình'"
    ]


def test_two_names_are_samples_enough_and_headings_are_none() -> None:
    data = b"Doanh nghi\xd6p\n" + b"".join(b"C\xabng ty M\xc9u %d;H\xb6i Ph\xdfng\n" % number for number in range(9))
    assert "--encoding tcvn3: 'Công ty Mẫu 0', 'Công ty Mẫu 1'" in refusal(data)[1].split("\n")[2]
    assert "nghiệp" not in refusal(data)[1]


def test_where_letters_are_lost_no_encoding_reads_well() -> None:
    assert refusal("Công ty Cổ phần Hòa Bình".encode("cp1252", "replace")) == (
        "line 1: the file is not UTF-8 text",
        "save it again as “CSV UTF-8”",
    )


def test_the_line_is_told_in_which_another_encoding_shows() -> None:
    assert refusal(b"Name\nAn\n" + CP1258)[0] == "line 3: the file is not UTF-8 text"


def test_what_the_encoding_that_was_named_does_not_have_is_told() -> None:
    assert refusal(b"Name\n\x8a\n", "cp1258")[0] == "line 2: the file is not CP1258 text"
    assert refusal(b"\xff\xfeA\0\n\0B") == ("line 2: the file is not UTF-16 text", "save it again as “CSV UTF-8”")


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("cp1285", "did you mean 'cp1258'?"),
        ("klingon", "utf-8, utf-16-le, cp1258, tcvn3"),
        ("rot13", "utf-8, utf-16-le, cp1258, tcvn3"),
    ],
)
def test_an_encoding_that_is_none_is_told(name: str, hint: str) -> None:
    assert refusal(b"", name, UsageError) == (f"no encoding '{name}'", hint)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("CÃ´ng ty", "Công ty"),
        ("Háº£i PhÃ²ng", "Hải Phòng"),
        ("Nguyá»…n VÄƒn Máº«u", "Nguyễn Văn Mẫu"),
        ("Æ¯u Ä\x90áº¡i", "Ưu Đại"),
        ("nhÃ\xa0 xÆ°á»Ÿng", "nhà xưởng"),
        ("nhÃ  mÃ¡y HÃ", "nhà máy Hà"),
    ],
)
def test_utf_8_that_was_read_as_cp1252_is_recognised(text: str, meant: str) -> None:
    assert garbled(text) == meant
    assert may_be_garbled(text)


@pytest.mark.parametrize(
    "text",
    ["Công ty", "MÃ SỐ", "MÃ\xa0HV", "CAFÉ™", "“PHÊ…”", "Cá»", "XÃ–TP", "Ä£", "Ã¡ Hải Phòng", "São Tomé", "á»\ufffd"],
)
def test_text_that_means_what_it_says_is_not_garbled(text: str) -> None:
    assert garbled(text) is None


@given(vietnamese)
def test_no_vietnamese_text_is_garbled_and_any_is_when_its_bytes_are_misread(text: str) -> None:
    assert garbled(text) is None
    misread = "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in text.encode())
    telling = any(letter in LETTERS and not letter.isascii() and letter not in "àƠ" for letter in text)
    assert garbled(misread) == (text if telling else None)
