"""TCVN3 as glibc's converter knows it."""

import pytest

from hiephoi_cli.exchange.tcvn3 import decode


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"C\xabng ty C\xe6 ph\xc7n H\xdfa B\xd7nh", "Công ty Cổ phần Hòa Bình"),
        (b"Nguy\xd4n Th\xde M\xc9u", "Nguyễn Thị Mẫu"),
        (b"ph\xad\xeang H\xb6i An, \xaei\xd6n tho\xb9i", "phường Hải An, điện thoại"),
        (b"TR\xc1N \xa7\x11C \xa7\x84T", "TRẦN ĐỨC ĐẠT"),
    ],
)
def test_words_are_what_they_are_to_other_programs(data: bytes, text: str) -> None:
    assert decode(data) == text


def test_every_letter_that_is_not_ascii_stands_at_one_place() -> None:
    upper = decode(bytes(range(0x80, 0x100)))
    assert len(set(upper)) == len(upper) == 128
    assert upper[:4] == "ÀẢÃÁ"
    assert upper[-4:] == "ỹýỵỐ"


def test_ascii_is_itself_and_rare_capitals_stand_among_control_characters() -> None:
    plain = bytes(range(0x20, 0x7F)) + b"\t\r\n"
    assert decode(plain) == plain.decode()
    assert decode(b"\x01\x02\x04\x05\x06\x11\x12\x13\x14\x15\x16\x17") == "ÚỤỪỬỮỨỰỲỶỸÝỴ"
