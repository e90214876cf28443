"""Sectors that only the titles of groups name."""

import pytest

from exchange.batches import planned
from hiephoi_cli.exchange.plan import Action, Plan
from registries import member, registry, sector

REGISTRY = registry(sector(), sector("tu-van", "Tư vấn"), sector("co-khi", "Cơ khí, chế tạo và lắp máy"))
HEAD = "STT,Tên,Điện thoại,Ghi chú\n"


def members(rows: str, head: str = HEAD, registered: object = REGISTRY, **how: object) -> Plan:
    return planned(registered, "members", (head + rows).encode(), **how)  # type: ignore[arg-type]


def sectors(plan: Plan) -> list[tuple[str, ...]]:
    return [step.new.sectors for step in plan.steps if step.new]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "title",
    [
        *("I,Lĩnh vực Xây lắp,,", "I.,XÂY LẮP,,", "I. Lĩnh vực Xây lắp,,,", ",A - Xây lắp,,", "A,Xây lắp,,12"),
        *(",Xây lắp,,", "Nhóm I: Xây lắp (12 DN),,,", ",Lĩnh vực: Xây lắp - 05 hội viên,,", "1. Khối xây lắp:,,,"),
        *(",xay-lap,,", '"I. Các doanh nghiệp thuộc lĩnh vực ""Xây lắp""",,,', "II,Ngành xây lắp (có 3 đơn vị),,"),
    ],
)
def test_members_have_the_sector_that_the_title_above_them_names(title: str) -> None:
    plan = members(f"{title}\n1,Công ty A,,x\n2,Công ty B,,x\n")
    assert sectors(plan) == [("xay-lap",), ("xay-lap",)]
    assert any("(rows: 3-4); --no-group-sectors turns this off" in text for text in plan.understood)


def test_a_title_may_name_a_sector_with_commas_and_several_sectors() -> None:
    plan = members('"II. Cơ khí, chế tạo và lắp máy",,,\n1,Công ty A,,\nTư vấn và xây lắp,,,\n2,Công ty B,,\n')
    assert sectors(plan) == [("co-khi",), ("tu-van", "xay-lap")]


def test_an_unknown_title_is_not_guessed_and_ends_the_group_above() -> None:
    plan = members(
        "I,Xây lắp,,\n1,Công ty A,,\nII,Lĩnh vực thương mại,,\n1,Công ty B,,\nCộng: 1,,,\n2,Công ty C,,\nCộng: 3,,,\n"
    )
    assert sectors(plan) == [("xay-lap",), (), ()]
    assert "row 4: 'II Lĩnh vực thương mại'" in plan.skipped


def test_a_list_whose_titles_name_no_sector_has_none() -> None:
    assert sectors(members("I,Quận Hải An,,\n1,Công ty A,,\n")) == [()]


def test_a_column_of_sectors_says_more_than_titles() -> None:
    plan = members("I,Xây lắp,\n1,Công ty A,Tư vấn\n2,Công ty B,\n", "STT,Tên,Lĩnh vực\n")
    assert sectors(plan) == [("tu-van",), ()]


def test_titles_give_no_sectors_where_that_is_turned_off() -> None:
    plan = members("I,Xây lắp,,\n1,Công ty A,,\n", by_group=False)
    assert (sectors(plan), plan.skipped[-1]) == ([()], "row 2: 'I Xây lắp'")


def test_a_member_that_is_there_keeps_its_sectors_and_gets_that_of_its_group() -> None:
    there = registry(*(sector(), sector("tu-van", "Tư vấn")), member(1, "Công ty A", sectors=("tu-van",)))
    plan = members("I,Tư vấn,,\n1,Công ty A,,\n", registered=there)
    assert plan.count(Action.UNCHANGED) == 1
    plan = members("I,Xây lắp,,\n1,Công ty A,,\n", registered=there)
    assert sectors(plan) == [("tu-van", "xay-lap")]


def test_a_member_in_two_groups_has_both_sectors() -> None:
    plan = members("I,Xây lắp,,\n1,Công ty A,,x\n2,Công ty B,,x\nII,Tư vấn,,\n1,Công ty A,,x\n")
    assert sectors(plan) == [("xay-lap", "tu-van"), ("xay-lap",)]
    assert plan.understood[-1] == "rows of records in more than one group: 6"


def test_sectors_themselves_are_no_titles() -> None:
    plan = planned(REGISTRY, "sectors", "Tên\nXây lắp\nTư vấn\n".encode())
    assert plan.count(Action.UNCHANGED) == 2


def test_a_list_that_was_written_by_groups_comes_back_with_each_record_once() -> None:
    of = registry(sector(), sector("tu-van", "Tư vấn"), member(1, "Công ty A", sectors=("xay-lap", "tu-van")))
    rows = "by_sector,id,name,sectors\nxay-lap,HV-0001,Công ty A,xay-lap; tu-van\n"
    plan = planned(of, "members", (rows + rows.splitlines()[1].replace("xay-lap,HV", "tu-van,HV") + "\n").encode())
    assert [step.action for step in plan.steps] == [Action.UNCHANGED]
    assert plan.understood == ["rows of records in more than one group: 3"]
