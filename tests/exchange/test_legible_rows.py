"""Text in the letters of old fonts and encodings is recognised in any cell, and read where its encoding is named."""

from pathlib import Path

import pytest
from hypothesis import given

from exchange.sheets import book
from hiephoi_cli.errors import InvalidData
from hiephoi_cli.exchange.old_fonts import recognised, undone
from hiephoi_cli.exchange.rows import rows
from registries import vietnamese

NAMES = ["Công ty Cổ phần Thép Mẫu", "Nguyễn Văn Bình", "kỹ thuật điện tử"]
OLD = {
    "tcvn3": ["C«ng ty Cæ phÇn ThÐp MÉu", "NguyÔn V¨n B×nh", "kü thuËt ®iÖn tö"],
    "vni": ["Coâng ty Coå phaàn Theùp Maãu", "Nguyeãn Vaên Bình", "kyõ thuaät ñieän töû"],
    "viqr": ["Co^ng ty Co^? pha^`n The'p Ma^~u", "Nguye^~n Va(n Bi`nh", "ky~ thua^.t ddie^.n tu+?"],
    "cp1258": [
        name.encode("cp1258").decode("cp1252") for name in ("Công ty Cô\u0309 phâ\u0300n The\u0301p Mâ\u0303u",)
    ],
}
DATA = Path(__file__).parent.parent / "data" / "lists"


@pytest.mark.parametrize(("encoding", "number"), [(name, number) for name in OLD for number in range(len(OLD[name]))])
def test_text_in_old_letters_is_recognised(encoding: str, number: int) -> None:
    old = recognised(OLD[encoding][number])
    assert old
    assert old[:2] == (encoding, NAMES[number])


@pytest.mark.parametrize("encoding", ["tcvn3", "vni", "viqr"])
def test_a_list_in_old_letters_is_refused_with_what_its_first_names_are(encoding: str) -> None:
    text = "\n".join(["Ten", *OLD[encoding]])
    with pytest.raises(InvalidData) as caught:
        rows(text.encode(), "csv")
    [(message, hint)] = caught.value.reports
    assert message.startswith(f"row 2: '{OLD[encoding][0]}' is in {encoding.upper()}, an old encoding")
    assert hint == f"read it with --encoding {encoding}: '{NAMES[1]}', '{NAMES[2]}'"


@pytest.mark.parametrize("encoding", ["tcvn3", "vni", "viqr"])
@pytest.mark.parametrize("mark", ["utf-8", "utf-8-sig", "utf-16"])
def test_it_is_read_where_the_encoding_is_named(encoding: str, mark: str) -> None:
    read = rows("\n".join(["Ten", *OLD[encoding]]).encode(mark), "csv", encoding=encoding)
    assert [row.cells for row in read.filled] == [["Ten"], *([name] for name in NAMES)]


def test_cells_that_are_unicode_stay_beside_those_that_are_not() -> None:
    data = book(["Tên", "Địa chỉ"], [OLD["tcvn3"][0], "Hòa Bình"], [OLD["tcvn3"][1], "Công"])
    assert rows(data, "xlsx", encoding="tcvn3").filled[2].cells == ["Nguyễn Văn Bình", "Công"]


@pytest.mark.parametrize("encoding", ["tcvn3", "vni", "cp1258", "cp1252", "mac_roman"])
def test_unicode_is_not_read_in_an_old_encoding(encoding: str) -> None:
    with pytest.raises(InvalidData, match="the text is Unicode, not"):
        rows("\n".join(["Tên", *NAMES]).encode(), "csv", encoding=encoding)


@pytest.mark.parametrize(
    "text",
    [
        *("Müller", "Café Müller & Söhne", "Société Générale", "España Ñandú", "São Paulo", "Hải Phòng ®", "«Mẫu»"),
        *("Công ty TNHH Nestlé Việt Nam", "25°C, m²", "C++ (a^2)", "Krông Đắk Lắk", "Björk Guðmundsdóttir"),
    ],
)
def test_other_languages_and_signs_are_what_they_are(text: str) -> None:
    assert not recognised(text)


@given(vietnamese)
def test_no_text_of_syllables_is_old(text: str) -> None:
    old = recognised("Nguyễn " + text + " Bình")
    assert old is None or undone(text, old.encoding) != text


def test_a_web_page_is_no_list_whatever_its_name() -> None:
    for data in (b"<table><tr><td>1", b"\xef\xbb\xbf<!DOCTYPE html><html>", b"  <html>", b"MIME-Version: 1.0\n"):
        for format_ in ("csv", "xlsx", "xls"):
            with pytest.raises(InvalidData, match="the file is a web page, not a list"):
                rows(data, format_)
    with pytest.raises(InvalidData, match="the file is XML, not a list"):
        rows(b'<?xml version="1.0"?><Workbook>', "xls")
