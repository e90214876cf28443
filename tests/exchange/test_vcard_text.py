"""The text of vCards, as programs and telephones write it."""

import pytest

from hiephoi_cli.errors import InvalidData
from hiephoi_cli.exchange.vcard_text import Card, cards, unescaped


def card(*lines: str, version: str = "3.0") -> Card:
    [only] = cards("\r\n".join(["BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""]))
    return only


def test_names_groups_and_parameters_are_read_in_any_case() -> None:
    [tel] = card('item1.tel;type="work,voice";Pref=1:0912345678').all("TEL")
    assert (tel.group, tel.types, tel.text, tel.parameters["PREF"]) == ("item1", {"WORK", "VOICE"}, "0912345678", ["1"])


def test_a_colon_or_semicolon_in_quotes_ends_no_parameter() -> None:
    [address] = card('ADR;LABEL="Số 1; phố: Mẫu":;;Số 1;Hải An;;;').all("ADR")
    assert address.components == ["", "", "Số 1", "Hải An", "", "", ""]
    assert address.parameters["LABEL"] == ["Số 1; phố: Mẫu"]


@pytest.mark.parametrize(
    ("version", "lines", "text"),
    [
        ("3.0", ("NOTE:một hai", " ba"), "một haiba"),
        ("4.0", ("NOTE:một hai ", "\tba"), "một hai ba"),
        ("2.1", ("NOTE:một hai", " ba"), "một hai ba"),
        ("2.1", ("NOTE;QUOTED-PRINTABLE:M=E1=BB=99t=20=", "hai=0D=0Aba"), "Một hai\nba"),
        ("2.1", ("NOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=windows-1258:M=C2=F5u",), "MÂơu"),
        ("3.0", (r"NOTE:a\, b\; c\\d\ne\Nf",), "a, b; c\\d\ne\nf"),
    ],
)
def test_values_are_read_as_each_version_writes_them(version: str, lines: tuple[str, ...], text: str) -> None:
    assert card(*lines, version=version).texts("NOTE") == [text]


def test_a_picture_of_many_lines_is_one_value() -> None:
    whole = card("PHOTO;ENCODING=BASE64;JPEG:/9j/4AAQ", "SkZJRg==", "", "FN:Lê Mẫu", version="2.1")
    assert whole.texts("FN") == ["Lê Mẫu"]


def test_preferred_values_come_first_and_each_once() -> None:
    lines = ("TEL:1", "TEL;TYPE=pref:2", "TEL:1", "TEL:")
    assert card(*lines).texts("TEL") == ["2", "1"]


def test_the_card_of_an_assistant_is_not_that_of_the_contact() -> None:
    inner = ("AGENT:", "BEGIN:VCARD", "VERSION:2.1", "FN:Ai khác", "END:VCARD")
    assert card("FN:Lê Mẫu", *inner, version="2.1").texts("FN") == ["Lê Mẫu"]


def test_each_card_has_the_line_on_which_it_begins() -> None:
    one = "BEGIN:VCARD\nFN:A\nEND:VCARD\n"
    assert [found.line for found in cards(f"{one}\n{one}".replace("\n", "\r"))] == [1, 5]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("FN:A\n", "line 1: not part of a vCard"),
        ("Tên,Điện thoại\n", "line 1: not part of a vCard"),
        ("BEGIN:VCARD\nFN:A\nTên của tôi\nEND:VCARD", "line 3: not part of a vCard"),
        ("BEGIN:VCALENDAR\nEND:VCALENDAR", "line 1: not part of a vCard"),
        ("BEGIN:VCARD\nFN:A\n", "line 1: the vCard that begins here has no end"),
        (
            "BEGIN:VCARD\nFN;ENCODING=QUOTED-PRINTABLE:=FF=FE\nEND:VCARD",
            "line 2: the text is not in the encoding utf-8",
        ),
        (
            "BEGIN:VCARD\nFN;ENCODING=QUOTED-PRINTABLE;CHARSET=x-1:A\nEND:VCARD",
            "line 2: the text is not in the encoding x-1",
        ),
    ],
)
def test_what_is_no_card_is_refused_with_its_line(text: str, message: str) -> None:
    with pytest.raises(InvalidData) as raised:
        cards(text)
    assert raised.value.reports[0].message == message


def test_a_backslash_at_the_end_is_itself() -> None:
    assert unescaped("a\\") == "a\\"
