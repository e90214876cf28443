"""Contacts as members and as officers."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiephoi_cli.domain.contacts import contacts
from hiephoi_cli.domain.fields import fields
from hiephoi_cli.domain.records import KINDS, Registry
from hiephoi_cli.errors import InvalidData, UsageError
from hiephoi_cli.exchange.headings import headings
from hiephoi_cli.exchange.import_list import ImportList
from hiephoi_cli.exchange.plan import Action, Plan
from hiephoi_cli.exchange.planning import plan
from hiephoi_cli.exchange.vcards import card_rows
from hiephoi_cli.output.vcard import vcards
from registries import TODAY, hostile, member, office, officer, registry, vietnamese

BOARD = registry(
    office(),
    office("uy-vien", "Ủy viên, Ban Chấp hành", seats=3),
    member(1, "Công ty TNHH Mẫu", representative="Lê Văn Mẫu", position="Giám đốc", phone="0912345678"),
    member(2, "Hợp tác xã Mẫu", website="mau.example", email="a@mau.example, b@mau.example"),
    officer("Lê Văn Mẫu", member="HV-0001", acting=True),
    officer("Lê Văn Mẫu", member="HV-0001", office="uy-vien"),
    officer("Vũ Mẫu", office="uy-vien"),
    name="Hiệp hội Mẫu",
    short_name="HHM",
)


def planned(registered: Registry, kind: str, text: str) -> Plan:
    listed = card_rows(text.encode(), kind, registered)
    unread = [str(name) for name in listed.filled[0].cells if name not in fields(KINDS[kind])]
    head, columns = headings(listed.filled, fields(KINDS[kind]), ignored=unread)
    return plan(registered, kind, ImportList(listed, head, columns), TODAY)


def new(*lines: str, version: str = "3.0") -> dict[str, object]:
    """The values of the member that a card makes."""
    text = "\r\n".join(["BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD"])
    [step] = planned(BOARD, "members", text).steps
    assert not step.problems
    return {name: getattr(step.new, name) for name in step.fields}


@pytest.mark.parametrize("kind", ["members", "officers"])
def test_an_export_comes_back_and_changes_nothing(kind: str) -> None:
    text = "".join(vcards(contacts(BOARD, getattr(BOARD, kind))))
    steps = planned(BOARD, kind, text).steps
    assert [step.action for step in steps] == [Action.UNCHANGED] * len(getattr(BOARD, kind))


@given(
    hostile.map(lambda text: text.replace("\r", "")) | vietnamese,
    *[hostile | vietnamese.map(str.strip)] * 5,
    st.lists(st.sampled_from(["0225 3822016", "0912 345 678 (anh Mẫu)", "091-234", "+84 912345678", "0313822016"])),
)
def test_whatever_a_member_holds_its_card_changes_nothing(
    name: str, person: str, position: str, address: str, note: str, website: str, numbers: list[str]
) -> None:
    there = member(
        1,
        f"Công ty {name}",
        representative=f"Lê {person}" if person else None,
        position=position or None,
        address=address or None,
        note=note or None,
        website=website.replace("\\", "/").strip() or None,  # which no address has
        phone="; ".join(numbers) or None,
    )
    whole = registry(there)
    plan_ = planned(whole, "members", "".join(vcards(contacts(whole, [there]))))
    assert [(step.action, step.problems) for step in plan_.steps] == [(Action.UNCHANGED, ())]


def test_a_contact_of_a_telephone_is_a_member_with_its_representative() -> None:
    assert new(
        "N:Lê;Tám;Văn;Ông;",
        "ORG:Công ty TNHH Tám;Phòng Kinh doanh",
        "item1.TEL;type=pref:+84 912 345 678",
        "TEL;TYPE=FAX:0225 3822 017",
        "TEL;VALUE=uri:tel:02253822016;ext=5",
        "EMAIL;TYPE=INTERNET:mailto:tam@mau.example",
        "ROLE:Giám đốc",
        "URL:https://tam.example",
        "ADR;TYPE=home:;;Số 2;;;;",
        "ADR;TYPE=WORK:;Tầng 3;Số 1 phố Mẫu;Hải An;Hải Phòng;180000;Việt Nam",
        "NOTE:gọi buổi sáng",
        "UID:urn:uuid:4fbe8971-0bc3-424c-9c26-36c3e1eff6b1",
    ) == {
        "name": "Công ty TNHH Tám",
        "representative": "Ông Lê Văn Tám",
        "position": "Giám đốc",
        "phone": "+84 912 345 678; 02253822016",
        "email": "tam@mau.example",
        "website": "https://tam.example",
        "address": "Tầng 3, Số 1 phố Mẫu, Hải An, Hải Phòng, 180000, Việt Nam",
        "note": "gọi buổi sáng",
    }


@pytest.mark.parametrize(
    ("lines", "name", "person"),
    [
        (("FN:Công ty Ba",), "Công ty Ba", None),
        (("FN:Công ty Ba", "ORG:CÔNG TY BA"), "CÔNG TY BA", None),
        (("FN:Công ty Ba", "KIND:org"), "Công ty Ba", None),
        (("FN:Công ty Ba", "X-ABShowAs:COMPANY", "ORG:Công ty Ba;"), "Công ty Ba", None),
        (("ORG:Công ty Ba", "N:;;;;"), "Công ty Ba", None),
        (("FN:Lê Ba", "ORG:Công ty Ba"), "Công ty Ba", "Lê Ba"),
        (("FN:Lê Ba", "a.ORG:Hiệp hội Mẫu", "b.ORG:Công ty Ba"), "Công ty Ba", "Lê Ba"),
    ],
)
def test_an_organisation_is_the_member(lines: tuple[str, ...], name: str, person: str | None) -> None:
    values = new(*lines)
    assert (values["name"], values.get("representative")) == (name, person)


def test_a_contact_without_an_organisation_is_said() -> None:
    plan_ = planned(BOARD, "members", "BEGIN:VCARD\nFN:Lê Ba\nEND:VCARD")
    assert plan_.understood == ["contacts without an organisation, by their own names: 1"]


def test_what_no_field_takes_is_said() -> None:
    lines = ("FN:A", "ORG:B;C", "BDAY:1970-01-01", "X-ICQ:1", "TEL;FAX:1", "PRODID:x")
    plan_ = planned(BOARD, "members", "\n".join(["BEGIN:VCARD", *lines, "END:VCARD"]))
    assert plan_.skipped == ["column 'BDAY'", "column 'FAX'", "column 'ORG UNIT'"]


def test_a_member_is_known_by_its_name_and_changed() -> None:
    lines = ("FN:Trần Mẫu", "ORG:Công ty TNHH MẪU", "TEL:0912345679")
    [step] = planned(BOARD, "members", "\n".join(["BEGIN:VCARD", *lines, "END:VCARD"])).steps
    assert (step.action, step.record.key if step.record else "") == (Action.UPDATE, "HV-0001")
    assert step.changes["phone"] == ("0912345678", "0912345679")


@pytest.mark.parametrize("title", ["TITLE:Chủ tịch", "ROLE:CHỦ TỊCH", "TITLE:chu-tich"])
def test_a_new_mandate_lacks_its_first_day(title: str) -> None:
    lines = ("FN:Trần Mẫu", "ORG:Hợp tác xã Mẫu", title)
    [step] = planned(BOARD, "officers", "\n".join(["BEGIN:VCARD", *lines, "END:VCARD"])).steps
    assert [problem.message for problem in step.problems] == ["'Since' is missing"]


def test_an_unknown_office_is_reported() -> None:
    lines = ("FN:Lê Văn Mẫu", "TITLE:Thủ quỹ")
    [step] = planned(BOARD, "officers", "\n".join(["BEGIN:VCARD", *lines, "END:VCARD"])).steps
    assert step.problems[0].message == "no office 'Thủ quỹ'"


def test_groups_of_contacts_are_no_members_and_a_file_of_none_is_refused() -> None:
    with pytest.raises(InvalidData, match="the file holds no vCards"):
        card_rows(b"BEGIN:VCARD\nKIND:group\nFN:A\nEND:VCARD", "members", BOARD)
    with pytest.raises(UsageError, match="vCards hold members and officers"):
        card_rows(b"BEGIN:VCARD\nFN:A\nEND:VCARD", "sectors", BOARD)


def test_the_last_of_several_mandates_is_the_one_meant() -> None:
    again = registry(office(), officer("Lê Mẫu", date(2019, 1, 1), date(2024, 1, 1)), officer("Lê Mẫu"))
    [step] = planned(again, "officers", "BEGIN:VCARD\nFN:Lê Mẫu\nTITLE:Chủ tịch\nEND:VCARD").steps
    assert step.old == again.officers[1]
