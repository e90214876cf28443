"""A registry in the Popolo data model."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator

from exchange.whole import TWO_TERMS, fewer, hostile_registries
from hiephoi_cli.domain.records import Registry
from hiephoi_cli.domain.rules.rule import texts
from hiephoi_cli.domain.vietnamese import UNSAFE
from hiephoi_cli.exchange.outgoing.popolo import popolo
from hiephoi_cli.output.listing_text import document
from registries import election, loser, member, office, officer, registry

SCHEMA = Path(__file__).parents[2] / "data/popolo/popolo.schema.json"
VALIDATOR = Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))


def read(registry: Registry) -> dict[str, Any]:
    """The document as a program reads it."""
    return json.loads(document(popolo(registry)))


def one(registry: Registry, ident: str) -> dict[str, Any]:
    """The object of that id."""
    [found] = [item for items in read(registry).values() for item in items if item.get("id") == ident]
    return found


def references(item: object) -> Iterator[str]:
    """Every id that an object names."""
    if isinstance(item, dict):
        for name, value in item.items():
            yield from [value] if name.endswith("_id") else references(value)
        if "@type" in item:
            yield item["id"]
    elif isinstance(item, list):
        for part in item:
            yield from references(part)


def said(item: object) -> Iterator[str]:
    """Every text of an object, and what its ids are made of."""
    if isinstance(item, str):
        yield from (item, *map(unquote, item.split("/")))
    elif isinstance(item, dict | list):
        for part in item.values() if isinstance(item, dict) else item:
            yield from said(part)


def test_the_schema_is_one() -> None:
    VALIDATOR.check_schema(VALIDATOR.schema)


@pytest.mark.parametrize(
    ("place", "wrong"),
    [
        ("organizations", {"id": "a", "name": "A", "legal_form": "B"}),
        ("organizations", {"id": "a", "name": "A", "founding_date": "26/08/2024"}),
        ("persons", {"id": "a"}),
        ("memberships", {"id": "a", "organization_id": "b"}),
        ("events", {"id": "a", "name": "A", "start_date": "11/11"}),
    ],
)
def test_the_schema_refuses_what_popolo_does_not_know(place: str, wrong: dict[str, str]) -> None:
    assert VALIDATOR.is_valid(read(TWO_TERMS))
    assert not VALIDATOR.is_valid({**read(TWO_TERMS), place: [wrong]})


@fewer
@given(hostile_registries())
def test_any_registry_gives_a_document_that_validates(registry: Registry) -> None:
    VALIDATOR.validate(read(registry))


@fewer
@given(hostile_registries())
def test_ids_are_unique_and_whatever_is_named_is_there(registry: Registry) -> None:
    told = read(registry)
    told = {name: objects for name, objects in told.items() if not name.startswith("+")}
    ids = [item["id"] for items in told.values() for item in items]
    assert len(set(ids)) == len(ids)
    assert {*references(list(told.values()))} <= {*ids}


@fewer
@given(hostile_registries())
def test_control_characters_come_out_escaped(registry: Registry) -> None:
    assert UNSAFE.findall(document(popolo(registry)).replace("\n", "")) == []


@fewer
@given(hostile_registries())
def test_no_text_of_a_record_is_lost(registry: Registry) -> None:
    told = {*said(read(registry))}
    for place, text in texts(registry, lambda field: issubclass(field.base, str)):
        assert place.kind == "rules" or text in told, place


def test_a_person_has_every_spelling_of_the_name() -> None:
    [person] = read(registry(office(), officer("Lê Mẫu"), officer("LÊ MẪU", date(2025, 1, 1))))["persons"]
    assert (person["name"], person["other_names"]) == ("Lê Mẫu", [{"name": "LÊ MẪU"}])


def test_the_association_was_founded_by_its_decision() -> None:
    association = one(TWO_TERMS, "association")
    assert (association["founding_date"], association["+decision"]) == ("2024-08-26", "1/QĐ")
    assert (association["description"], association["+decided_by"]) == ("liên kết", "UBND")
    assert association["other_names"] == [
        {"name": "Sample Association", "note": "English name"},
        {"name": "HHM", "note": "Short name"},
    ]
    assert "founding_date" not in one(registry(), "association")


def test_a_member_is_an_organization_with_its_tax_code_zone_and_contacts() -> None:
    told = one(TWO_TERMS, "member/HV-0001")
    assert told["identifiers"] == [{"identifier": "0314409058-002", "scheme": "vn-mst"}]
    assert told["area"] == {"id": "kcn-mau", "name": "KCN Mẫu"}
    assert {contact["type"]: contact["value"] for contact in told["contact_details"]} == {
        "address": "Số 1 đường Mẫu",
        "voice": "0225 3822016",
        "email": "mot@example.vn",
        "url": "mot.example.vn",
    }
    assert (told["+sectors"], told["+seeks"]) == (["tu-van", "xay-lap"], ["thép"])


def test_what_is_not_known_is_left_out() -> None:
    assert one(registry(member(7)), "member/HV-0007") == {
        "id": "member/HV-0007",
        "name": "Công ty 7",
        "classification": "member",
    }


def test_a_position_that_nobody_is_known_to_hold_stays_with_the_member() -> None:
    told = read(registry(member(1, position="Giám đốc")))
    assert told["organizations"][1]["+position"] == "Giám đốc"
    assert [membership["id"] for membership in told["memberships"]] == ["membership/HV-0001"]


def test_sectors_stand_beside_the_classes_of_popolo() -> None:
    assert read(TWO_TERMS)["+sectors"] == [
        {"code": "xay-lap", "name": "Xây lắp"},
        {"code": "tu-van", "name": "Tư vấn", "name_en": "Consulting", "note": "cả thiết kế"},
    ]


def test_a_body_is_a_part_of_the_association_and_has_posts() -> None:
    told = read(TWO_TERMS)
    [body] = [item for item in told["organizations"] if item["classification"] == "body"]
    assert body == {
        "id": "body/Ban lãnh đạo",
        "name": "Ban lãnh đạo",
        "classification": "body",
        "parent_id": "association",
    }
    assert [post["organization_id"] for post in told["posts"]] == [body["id"], body["id"], "association"]
    assert told["posts"][1] == {
        "id": "post/pho-chu-tich",
        "label": "Phó Chủ tịch",
        "role": "Phó Chủ tịch",
        "organization_id": body["id"],
        "+seats": 2,
    }


def test_a_mandate_is_a_membership_that_ends_on_its_last_day() -> None:
    assert one(TWO_TERMS, "mandate/lê an/HV-0001/chu-tich/2024-11-11") == {
        "id": "mandate/lê an/HV-0001/chu-tich/2024-11-11",
        "role": "Chủ tịch",
        "person_id": "person/lê an/HV-0001",
        "organization_id": "body/Ban lãnh đạo",
        "post_id": "post/chu-tich",
        "on_behalf_of_id": "member/HV-0001",
        "start_date": "2024-11-11",
        "end_date": "2029-11-11",
        "+event_id": "election/2024-11-11-chu-tich",
        "+term": "2024-2029",
        "+end_reason": "term-ended",
        "+acting": False,
    }


@pytest.mark.parametrize(
    ("since", "until", "last"),
    [
        (date(2025, 1, 1), date(2025, 1, 2), "2025-01-01"),
        (date(2024, 2, 1), date(2024, 3, 1), "2024-02-29"),
        (date(2025, 1, 1), date(2025, 1, 1), "2025-01-01"),
        (date(2025, 1, 1), date(2024, 1, 1), "2025-01-01"),
        (date.min, date.min, "0001-01-01"),
        (date(2025, 1, 1), None, None),
    ],
)
def test_an_end_is_never_before_the_beginning(since: date, until: date | None, last: str | None) -> None:
    [mandate] = read(registry(office(), officer(since=since, until=until)))["memberships"]
    assert mandate.get("end_date") == last


def test_a_member_belongs_to_the_association_until_its_last_day() -> None:
    assert one(TWO_TERMS, "membership/HV-0002") == {
        "id": "membership/HV-0002",
        "role": "associate",
        "member": {"@type": "Organization", "id": "member/HV-0002"},
        "organization_id": "association",
        "end_date": "2025-12-31",
    }
    assert one(TWO_TERMS, "membership/HV-0001")["start_date"] == "2024-11-01"
    [never] = read(registry(member(1, left=date.min)))["memberships"]
    assert never["end_date"] == "0001-01-01"


def test_a_representative_stands_for_the_member_and_has_a_position_there() -> None:
    person = "person/lê an/HV-0001"
    stands = one(TWO_TERMS, "representative/HV-0001/lê an")
    assert (stands["person_id"], stands["on_behalf_of_id"]) == (person, "member/HV-0001")
    works = one(TWO_TERMS, "position/HV-0001/lê an")
    assert (works["person_id"], works["organization_id"], works["role"]) == (person, "member/HV-0001", "Giám đốc")
    assert one(TWO_TERMS, "representative/HV-0002/đỗ bình")["end_date"] == "2025-12-31"


def test_an_election_is_an_event_with_its_candidates() -> None:
    event = one(TWO_TERMS, "election/2024-11-11-chu-tich")
    assert (event["name"], event["start_date"], event["end_date"]) == ("Đại hội I", "2024-11-11", "2024-11-11")
    assert (event["+post_id"], event["+document"]) == ("post/chu-tich", "01/NQ")
    assert event["+candidates"] == [
        {
            "person_id": "person/lê an/HV-0001",
            "on_behalf_of_id": "member/HV-0001",
            "+votes": 41,
            "+elected": True,
        },
        {
            "person_id": "person/đỗ bình/HV-0002",
            "on_behalf_of_id": "member/HV-0002",
            "+votes": 9,
            "+elected": False,
        },
    ]
    assert one(TWO_TERMS, "election/2026-05-15-pho-chu-tich")["+kind"] == "by-election"


def test_one_name_with_one_member_is_one_person_and_with_another_somebody_else() -> None:
    assert read(TWO_TERMS)["persons"] == [
        {"id": "person/lê an/HV-0001", "name": "Lê An"},
        {"id": "person/vũ chi/HV-0003", "name": "Vũ Chi"},
        {"id": "person/vũ chi", "name": "Vũ Chi"},
        {"id": "person/hà dũng", "name": "Hà Dũng"},
        {"id": "person/đỗ bình/HV-0002", "name": "Đỗ Bình"},
        {"id": "person/lê an/HV-0003", "name": "Lê An"},
    ]


def test_names_that_differ_in_an_accent_or_a_slash_are_different_people() -> None:
    stood = [loser("Hòa/1"), loser("Hoà/1"), loser("Hóa/1"), loser("Hòa%2F1")]
    people = registry(member(1), office(), election(candidates=stood))
    assert [person["id"] for person in read(people)["persons"]] == [
        "person/hòa%2F1",
        "person/hóa%2F1",
        "person/hòa%252f1",
    ]
