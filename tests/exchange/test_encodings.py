"""The bytes of files become text, or are refused with what they may be."""

import pytest
from hypothesis import given

from hiephoi_cli.errors import HiephoiError, InvalidData, UsageError
from hiephoi_cli.exchange.encodings import decoded, garbled, is_old, is_unicode, may_be_garbled
from registries import LETTERS, vietnamese

TEXT = "Tên\nCông ty Cổ phần Hòa Bình\n"
CP1258 = b"T\xean\nC\xf4ng ty C\xf4\xd2 ph\xe2\xccn Ho\xcca Bi\xccnh\n"
VNI = "Teân\nCoâng ty Coå phaàn Hoøa Bình\n".encode("latin-1")
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


@pytest.mark.parametrize(("data", "encoding"), [(CP1258, "cp1258"), (TCVN3, "tcvn3"), (VNI, "vni")])
def test_8_bit_text_is_refused_with_its_names_in_the_encoding_that_makes_them_legible(
    data: bytes, encoding: str
) -> None:
    message, hint = refusal(data)
    assert message == "line 1: the file is not UTF-8 text"
    first, *samples = hint.split("\n")
    assert first == "save it again as “CSV UTF-8”, or name the encoding in which these names look right:"
    assert samples == [f"  --encoding {encoding}: 'Công ty Cổ phần Hòa Bình'"]


def test_two_names_are_samples_enough_and_headings_are_none() -> None:
    data = b"Doanh nghi\xd6p\n" + b"".join(b"C\xabng ty M\xc9u %d;H\xb6i Ph\xdfng\n" % number for number in range(9))
    assert "--encoding tcvn3: 'Công ty Mẫu 0', 'Công ty Mẫu 1'" in refusal(data)[1].split("\n")[1]
    assert "nghiệp" not in refusal(data)[1]


def test_where_letters_are_lost_no_encoding_reads_well() -> None:
    assert refusal("Công ty Cổ phần Hòa Bình".encode("cp1252", "replace")) == (
        "line 1: the file is not UTF-8 text",
        "save it again as “CSV UTF-8”",
    )


def test_the_line_in_which_another_encoding_shows_is_named() -> None:
    assert refusal(b"Name\nAn\n" + CP1258)[0] == "line 3: the file is not UTF-8 text"


def test_text_of_no_old_encoding_gets_none() -> None:
    assert refusal("Ten\nŘíčanská továrna\n".encode("cp1250"))[1] == "save it again as “CSV UTF-8”"


def test_the_few_lines_that_are_not_utf_8_are_named() -> None:
    lines = [f"Công ty Mẫu {number}".encode() for number in range(9)]
    lines[4] = "Công ty Mẫu".encode().replace("ẫ".encode(), b"\xe9")
    assert refusal(b"\n".join(lines)) == (
        "not UTF-8, in line 5 only: 'Công ty M\ufffdu'",
        "type it again and save the file as “CSV UTF-8”",
    )


def test_a_line_that_begins_as_utf_16_does_is_not_utf_8() -> None:
    assert refusal("Tên\n".encode() + b"\xff\xfeA\n")[0] == "line 2: the file is not UTF-8 text"


@pytest.mark.parametrize("end", [b"\0\0\0", b"\x1a", b"\r\n\x1a\r\n", b"\0" * 600])
def test_what_old_programs_leave_at_the_end_goes(end: bytes) -> None:
    assert decoded(TEXT.encode() + end).rstrip("\n") == TEXT.rstrip("\n")


def test_zero_bytes_elsewhere_are_reported_with_their_line() -> None:
    assert refusal(TEXT.encode() + b"a\0b\nc" * 3)[0] == "line 3: zero bytes; the file is damaged"


@pytest.mark.parametrize("encoding", ["tcvn3", "vni", "viqr", "cp1258", "latin-1", "mac_roman"])
def test_unicode_is_read_as_it_is_for_its_rows_to_be_read_once_more(encoding: str) -> None:
    assert (decoded(TEXT.encode(), encoding), is_old(encoding), is_unicode(TEXT.encode())) == (TEXT, True, True)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-8-sig"])
def test_unicode_is_no_old_encoding(encoding: str) -> None:
    assert not is_old(encoding)


def test_what_the_encoding_that_was_named_does_not_have_is_reported() -> None:
    assert refusal(b"Name\n\x8a\n", "cp1258")[0] == "line 2: the file is not CP1258 text"
    assert refusal(b"\xff\xfeA\0\n\0B") == ("line 2: the file is not UTF-16 text", "save it again as “CSV UTF-8”")


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("cp1285", "did you mean 'cp1258'?"),
        ("klingon", "utf-8, utf-16-le, cp1258, tcvn3, vni, viqr"),
        ("rot13", "utf-8, utf-16-le, cp1258, tcvn3, vni, viqr"),
    ],
)
def test_an_encoding_that_is_none_is_reported(name: str, hint: str) -> None:
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
