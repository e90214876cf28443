"""References typed as words."""

from typing import Any

import pytest

from hiephoi_cli.domain.records import Election, Member, Officer
from hiephoi_cli.domain.references import named, only, resolved
from hiephoi_cli.errors import Conflict, HiephoiError, InvalidData, NotFound
from registries import election, loser, member, office, officer, registry, sector, winner

REGISTRY = registry(
    sector(),
    sector("tu-van", "Tư vấn"),
    office(),
    member(1, "Công ty Hòa Bình", tax_code="0200747399"),
    member(2, "Công ty Mẫu"),
)


@pytest.mark.parametrize(
    "text", ["HV-0001", "hv-0001", "0200747399", "hoa binh", "Hoà Bình", "bình công ty", "cong Bình"]
)
def test_a_member_is_named_by_all_that_is_its_own(text: str) -> None:
    assert named(REGISTRY, "members", text) == "HV-0001"


@pytest.mark.parametrize(
    ("text", "error", "said"),
    [
        ("Khác", NotFound, ("no member 'Khác'", "hiephoi member list")),
        ("Hóa Bình", InvalidData, ("no member 'Hóa Bình'", "did you mean 'HV-0001'?")),
        ("công ty", Conflict, None),
    ],
)
def test_words_that_fit_none_several_or_with_other_accents_are_refused(
    text: str, error: type[HiephoiError], said: tuple[str, str] | None
) -> None:
    with pytest.raises(error) as raised:
        named(REGISTRY, "members", text)
    assert said in (None, raised.value.reports[0])


@pytest.mark.parametrize(
    ("table", "values", "keys"),
    [
        (Member, {"name": "Tư vấn", "sectors": ("Tư vấn", "tu van", "xay")}, {"sectors": ("tu-van", "xay-lap")}),
        (
            Officer,
            {"member": "mẫu", "office": "chủ tịch", "person": "Mẫu"},
            {"member": "HV-0002", "office": "chu-tich"},
        ),
        (Officer, {"member": None, "acting": True}, {}),
        (
            Election,
            {"candidates": (winner("A", member="mau"), loser("B"), loser("B"))},
            {"candidates": (winner("A", member="HV-0002"), loser("B"), loser("B"))},
        ),
    ],
)
def test_words_become_keys_where_a_field_refers(table: Any, values: dict[str, Any], keys: dict[str, Any]) -> None:
    assert resolved(REGISTRY, table, values) == values | keys


def test_a_key_that_is_there_twice_may_be_referred_to() -> None:
    assert named(registry(sector(), sector()), "sectors", "xay-lap") == "xay-lap"


def test_only_some_members_stay_with_the_candidates_and_mandates_that_refer_to_no_others() -> None:
    stood = [winner("Lê Văn Mẫu", member="HV-0001"), loser("Lê Thị Mẫu", member="HV-0002"), loser("Lê An")]
    held = election(candidates=stood)
    whole = registry(*REGISTRY.sectors, *REGISTRY.offices, *REGISTRY.members, held)
    less = only(whole, "members", {"HV-0001"})
    assert [one.id for one in less.members] == ["HV-0001"]
    assert [one.person for one in less.elections[0].candidates] == ["Lê Văn Mẫu", "Lê An"]
    assert only(whole, "members", {"HV-0001", "HV-0002"}) == whole
    mandates = registry(*whole.members, office(), officer("Lê Văn Mẫu", member="HV-0001"), officer("Lê An"))
    assert [one.person for one in only(mandates, "members", ()).officers] == ["Lê An"]
