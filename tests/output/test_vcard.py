"""Contacts as vCards."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiephoi_cli.domain.contacts import Contact, Role
from hiephoi_cli.domain.vietnamese import harmless_lines
from hiephoi_cli.output.vcard import vcards
from registries import LETTERS, hostile, vietnamese

texts = st.text(LETTERS + ' ,;\\:"\n', max_size=60) | vietnamese | hostile


def lines(contact: Contact) -> list[str]:
    """The lines of the card of a contact, unfolded."""
    return "".join(vcards([contact])).replace("\r\n ", "").removesuffix("\r\n").split("\r\n")


def values(contact: Contact) -> dict[str, str]:
    return dict(line.split(":", 1) for line in lines(contact))


def test_a_card_tells_all_that_is_known() -> None:
    contact = Contact(
        "HV-0001",
        "Công ty Mẫu",
        "Phạm Đoàn Tùng",
        [Role("Công ty Mẫu", "Giám đốc")],
        ["0912 345 678", "0225 3822 016"],
        ["a@mau.example"],
        "mau.example",
        "Số 1, đường Mẫu",
        "Gọi buổi sáng;\nhỏi lễ tân",
    )
    assert lines(contact) == [
        "BEGIN:VCARD",
        "VERSION:4.0",
        "UID;VALUE=text:HV-0001",
        "KIND:individual",
        "FN:Phạm Đoàn Tùng",
        "N:Phạm;Tùng;Đoàn;;",
        "ORG:Công ty Mẫu",
        "TITLE:Giám đốc",
        "TEL;TYPE=cell:0912 345 678",
        "TEL;TYPE=voice:0225 3822 016",
        "EMAIL:a@mau.example",
        "ADR:;;Số 1\\, đường Mẫu;;;;",
        "URL:https://mau.example",
        "NOTE:Gọi buổi sáng\\;\\nhỏi lễ tân",
        "END:VCARD",
    ]


def test_a_member_without_a_known_person_is_an_organisation() -> None:
    card = values(Contact("HV-0001", "Công ty Mẫu", roles=[Role("Công ty Mẫu")]))
    assert (card["KIND"], card["FN"], card["ORG"]) == ("org", "Công ty Mẫu", "Công ty Mẫu")
    assert card["N"] == ";;;;"


def test_each_title_belongs_to_its_organisation() -> None:
    card = values(Contact("A", "Lê An", "Lê An", [Role("Hiệp hội", "Chủ tịch"), Role("Công ty Mẫu")]))
    assert {"r1.ORG": "Hiệp hội", "r1.TITLE": "Chủ tịch", "r2.ORG": "Công ty Mẫu"}.items() <= card.items()
    assert "r2.TITLE" not in card


@pytest.mark.parametrize(
    ("person", "name"),
    [
        ("Lê An", "Lê;An;;;"),
        ("An", ";An;;;"),
        ("Nguyễn Thị Minh Khai", "Nguyễn;Khai;Thị Minh;;"),
        ("Ông Lê Văn An", "Lê;An;Văn;Ông;"),
        ("PGS. TS. Lê An", "Lê;An;;PGS. TS.;"),
        ("Lê An; Vũ", "Lê;Vũ;An\\;;;"),
    ],
)
def test_the_family_name_comes_first(person: str, name: str) -> None:
    assert values(Contact("A", person, person))["N"] == name


@given(texts, texts)
def test_any_text_comes_back_from_lines_of_at_most_75_octets(name: str, note: str) -> None:
    written = "".join(vcards([Contact("A", f"A{name}", note=f"A{note}")]))
    assert all(len(line.encode()) <= 75 for line in written.split("\r\n"))
    read = dict(line.split(":", 1) for line in written.replace("\r\n ", "").split("\r\n") if line)
    assert _read(read["FN"]) == harmless_lines(f"A{name}".replace("\r\n", "\n").replace("\r", "\n"))
    assert _read(read["NOTE"]) == harmless_lines(f"A{note}".replace("\r\n", "\n").replace("\r", "\n"))


def _read(text: str) -> str:
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] == "n" else found[1], text)
