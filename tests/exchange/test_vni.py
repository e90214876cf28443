"""Text in the old VNI fonts."""

import pytest

from hiephoi_cli.exchange.vni import decode


@pytest.mark.parametrize(
    ("old", "text"),
    [
        ("Coâng ty Coå phaàn Theùp Maãu", "Công ty Cổ phần Thép Mẫu"),
        ("Nguyeãn Vaên Bình, Traàn Ñöùc Myõ", "Nguyễn Văn Bình, Trần Đức Mỹ"),
        ("COÂNG TY TNHH HAÛI PHOØNG", "CÔNG TY TNHH HẢI PHÒNG"),
        ("Ñaëng Thò Höôøng", "Đặng Thị Hường"),
        ("kyõ thuaät ñieän töû, hoùa chaát, só dieän", "kỹ thuật điện tử, hóa chất, sĩ diện"),
        ("Quyù, Loäc, haïnh, maáy, thuî", "Quý, Lộc, hạnh, mấy, thuỵ"),
        ("AÊn, Ñoä, ÔÛ, Öu", "Ăn, Độ, Ở, Ưu"),
        ("TNHH ABC 123", "TNHH ABC 123"),
    ],
)
def test_letters_have_their_marks_behind_them(old: str, text: str) -> None:
    assert decode(old.encode("latin-1")) == text


def test_quotes_and_dashes_are_those_of_windows() -> None:
    assert decode(b"\x93Ma\xe3u\x94 \x96") == "“Mẫu” –"
