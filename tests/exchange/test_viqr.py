"""Vietnamese in ASCII."""

import pytest

from hiephoi_cli.exchange.viqr import decode


@pytest.mark.parametrize(
    ("old", "text"),
    [
        ("Co^ng ty Co^? pha^`n The'p Ma^~u", "Công ty Cổ phần Thép Mẫu"),
        ("Nguye^~n Va(n Bi`nh, DDa(.ng Thi. Hu+o+`ng", "Nguyễn Văn Bình, Đặng Thị Hường"),
        ("Di.ch vu.", "Dịch vụ"),
        ("Vie^.t Nam, HA?I PHO`NG, ddie^.n", "Việt Nam, HẢI PHÒNG, điện"),
        ("xa^y du+.ng nhu* the^'", "xây dựng như thế"),
        ("Address: 12A. Co., Ltd", "Address: 12A. Co., Ltd"),
        ("a.b@example.com.vn www.mau-a.example.com", "a.b@example.com.vn www.mau-a.example.com"),
        ("Mau\\?", "Mau?"),
        ("", ""),
    ],
)
def test_signs_are_marks_where_they_follow_a_vowel(old: str, text: str) -> None:
    assert decode(old.encode()) == text


def test_letters_that_are_unicode_stay() -> None:
    assert decode("Công ty Ma^~u".encode()) == "Công ty Mẫu"
    assert decode("Hà Ma^~u".encode("latin-1")) == "Hà Mẫu"
