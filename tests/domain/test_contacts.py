"""How members and officers are reached."""

import pytest

from hiephoi_cli.domain.contacts import Role, addresses, contacts, numbers
from registries import member, office, officer, registry

TOP = member(
    1,
    "Công ty Mẫu",
    representative="Ông Lê An",
    position="Giám đốc",
    phone="0225 3822 016; 0912 345 678",
    email="an@mau.example; mau@mau.example",
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (None, []),
        ("a@b.vn", ["a@b.vn"]),
        ("a@b.vn; c@d.vn, e@f.vn / g@h.vn i@j.vn", ["a@b.vn", "c@d.vn", "e@f.vn", "g@h.vn", "i@j.vn"]),
        ("Lê An <a@b.vn>", ["a@b.vn"]),
        ("mailto:a@b.vn.", ["a@b.vn"]),
        ("a@b", []),
        ("a@b@c.vn", []),
        ("không có", []),
    ],
)
def test_a_field_gives_every_address_in_it(text: str | None, found: list[str]) -> None:
    assert addresses(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (None, []),
        ("0225 3822 016; 0912.345.678", ["0225 3822 016", "0912.345.678"]),
        ("0168 765 4321", ["0387 654 321"]),
        ("hỏi lễ tân", []),
        ("12", []),
    ],
)
def test_a_field_gives_every_number_as_it_is_dialled_today(text: str | None, found: list[str]) -> None:
    assert numbers(text) == found


def test_a_member_is_reached_by_its_own_details() -> None:
    [contact] = contacts(registry(TOP), [TOP])
    assert (contact.uid, contact.name, contact.person) == ("HV-0001", "Công ty Mẫu", "Ông Lê An")
    assert contact.roles == [Role("Công ty Mẫu", "Giám đốc")]
    assert contact.phones == ["0225 3822 016", "0912 345 678"]
    assert contact.emails == ["an@mau.example", "mau@mau.example"]


def test_an_officer_is_reached_through_the_member_and_once_for_all_offices() -> None:
    mandates = (
        officer("Lê An", member="HV-0001"),
        officer("Lê An", office="uy-vien", member="HV-0001"),
        officer("Vũ Bình", office="uy-vien", member="HV-0001", acting=True),
        officer("Lê An", office="uy-vien"),
    )
    whole = registry(office(), office("uy-vien", "Ủy viên"), TOP, *mandates, short_name="HHM")
    first, second, third = contacts(whole, whole.officers)
    assert first.roles == [Role("HHM", "Chủ tịch, Ủy viên"), Role("Công ty Mẫu", "Giám đốc")]
    assert first.emails == ["an@mau.example", "mau@mau.example"]
    assert second.roles == [Role("HHM", "acting Ủy viên"), Role("Công ty Mẫu")]
    assert (third.uid, third.roles, third.phones) == ("Lê An", [Role("HHM", "Ủy viên")], ())
