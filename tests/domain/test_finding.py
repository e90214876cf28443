"""Whom or what words mean, among records of all kinds."""

from datetime import date

import pytest

from hiephoi_cli.domain.finding import find
from hiephoi_cli.domain.ranking import Rank
from hiephoi_cli.domain.records import FormerName
from registries import TODAY, member, office, officer, registry, zone

CHAIR = officer("Lê An", member="HV-0001")
DEPUTY = officer("Vũ Bình", office="pho-chu-tich")
FORMER = officer("Đỗ Cúc", until=date(2024, 1, 1), since=date(2020, 1, 1))
DIRECTOR = member(2, "Công ty Mẫu", representative="Hồ Dần", position="Chủ tịch HĐQT")
WHOLE = registry(
    office(), office("pho-chu-tich", "Phó Chủ tịch"), member(1, "Công ty A"), DIRECTOR, DEPUTY, FORMER, CHAIR
)


def found(text: str, *kinds: str) -> list[str]:
    return [hit.record.label for hit in find(WHOLE, text, TODAY, *([kinds] if kinds else []))]


def test_a_member_is_found_by_its_zone_after_who_is_called_so() -> None:
    whole = registry(zone(name="KCN Mẫu"), member(1, "Công ty A", zone="kcn-mau"), member(2, "Mẫu"))
    assert [hit.record.key for hit in find(whole, "mẫu", TODAY, ["members"])] == ["HV-0002", "HV-0001"]


@pytest.mark.parametrize("text", ["chủ tịch", "chu tich", "CHỦ TỊCH", "chu-tich"])
def test_who_holds_an_office_comes_first_then_the_office_and_who_is_called_so_elsewhere(text: str) -> None:
    assert found(text)[:2] == ["Lê An", "Chủ tịch"]
    assert {*found(text)[2:]} == {"Vũ Bình", "Phó Chủ tịch", "Công ty Mẫu"}


def test_an_office_is_held_by_those_of_today() -> None:
    assert "Đỗ Cúc" not in found("chủ tịch")
    assert "Đỗ Cúc" in [hit.record.label for hit in find(WHOLE, "chủ tịch", date(2023, 1, 1))]


def test_a_mandate_is_found_once_and_where_it_fits_best() -> None:
    whole = registry(office(), officer("Chủ Tịch"))
    [mandate] = [hit for hit in find(whole, "chủ tịch", TODAY) if hit.record is whole.officers[0]]
    assert mandate.match.rank is Rank.SAME


def test_only_the_kinds_asked_for_are_searched() -> None:
    assert found("chủ tịch", "members") == ["Công ty Mẫu"]
    assert found("chủ tịch", "officers") == ["Lê An", "Vũ Bình"]


def test_a_former_name_finds_the_member() -> None:
    renamed = member(1, "Công ty Mới", former_names=(FormerName(name="Công ty Cũ", until=date(2026, 1, 1)),))
    [hit] = find(registry(renamed), "công ty cũ", TODAY)
    assert (hit.record, hit.match.field, hit.match.text) == (renamed, "former_names", "Công ty Cũ")
