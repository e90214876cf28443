"""Whole registries: hostile ones in which every declared field may occur, and one of two terms."""

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Any

from hypothesis import strategies as st

from hiephoi_cli.domain.fields import Field, fields
from hiephoi_cli.domain.records import KINDS, Association, Record, Registry, Rules, Table
from hiephoi_cli.domain.words import ElectionKind, EndReason, LeaveReason, Membership
from registries import election, hostile, loser, member, office, officer, registry, sector, winner

_PLAIN: dict[type, st.SearchStrategy[Any]] = {
    str: (hostile | st.text(max_size=4)).filter(bool),
    int: st.integers(1, 2**63 - 1),
    bool: st.booleans(),
    date: st.dates(),
}
_Kinds = Mapping[str, Sequence[Record]]


def _values(field: Field, kinds: _Kinds) -> st.SearchStrategy[Any]:
    """Values of a field; a reference names a record that is there already."""
    if field.refers_to:
        one = st.sampled_from([record.key for record in kinds[field.refers_to]])
    elif table := field.table():
        one = _tables(table, kinds)
    elif issubclass(field.base, StrEnum):
        one = st.sampled_from(list(field.base))
    else:
        one = _PLAIN[field.base]
    return st.lists(one, max_size=3).map(tuple) if field.many else one


def _tables(table: type[Table], kinds: _Kinds) -> st.SearchStrategy[Any]:
    values = {field: _values(field, kinds) for field in fields(table).values()}
    return st.fixed_dictionaries(
        {field.name: value for field, value in values.items() if field.required},
        optional={field.name: value for field, value in values.items() if not field.required},
    ).map(lambda given: table(**given))


@st.composite
def hostile_registries(draw: st.DrawFn) -> Registry:
    """Registries of hostile texts and of any dates, whose keys are unique and whose references hold."""
    kinds: dict[str, Any] = {}
    for name, kind in KINDS.items():
        records = st.lists(_tables(kind, kinds), min_size=1, max_size=3, unique_by=lambda record: record.key)
        kinds[name] = tuple(draw(records))
    association, rules = (draw(_tables(table, kinds)) for table in (Association, Rules))
    return Registry(format=1, association=association, rules=rules, **kinds)


FIRST, SECOND = date(2024, 11, 11), date(2029, 11, 12)
TWO_TERMS = registry(
    sector(),
    sector("tu-van", "Tư vấn", name_en="Consulting", note="cả thiết kế"),
    office(body="Ban lãnh đạo"),
    office("pho-chu-tich", "Phó Chủ tịch", body="Ban lãnh đạo", seats=2),
    office("thu-ky", "Thư ký", note="không bầu"),
    member(
        1,
        short_name="Một",
        tax_code="0314409058-002",
        sectors=("tu-van", "xay-lap"),
        representative="Lê An",
        position="Giám đốc",
        phone="0225 3822016",
        email="mot@example.vn",
        website="mot.example.vn",
        address="Số 1 đường Mẫu",
        zone="KCN Mẫu",
        offers=("ốc vít", "bu lông"),
        seeks=("thép",),
        joined=date(2024, 11, 1),
        note="trả phí theo quý",
    ),
    member(
        2,
        membership=Membership.ASSOCIATE,
        representative="Đỗ Bình",
        left=date(2026, 1, 1),
        left_reason=LeaveReason.DISSOLVED,
    ),
    member(3, representative="Lê An"),
    election(
        FIRST,
        [winner(member="HV-0001", votes=41), loser(member="HV-0002", votes=9)],
        event="Đại hội I",
        elected_by="Đại hội",
        term="2024-2029",
        document="01/NQ",
    ),
    election(date(2026, 5, 15), [winner("Vũ Chi")], office="pho-chu-tich", kind=ElectionKind.BY_ELECTION),
    officer(
        since=FIRST,
        until=SECOND,
        member="HV-0001",
        term="2024-2029",
        end_reason=EndReason.TERM_ENDED,
        election=f"{FIRST}-chu-tich",
    ),
    officer("Vũ Chi", SECOND, member="HV-0003", acting=True, note="đến khi bầu"),
    officer("Vũ Chi", date(2026, 5, 15), date(2026, 5, 15), office="pho-chu-tich"),
    officer("Hà Dũng", FIRST, office="thu-ky"),
    name="Hiệp hội Mẫu",
    name_en="Sample Association",
    short_name="HHM",
    legal_form="tổ chức xã hội",
    decision="1/QĐ",
    decided_on=date(2024, 8, 26),
    decided_by="UBND",
    purpose="liên kết",
    email="hhm@example.vn",
)
"""Two terms of an invented association: two people of one name, one who ended on the day he began, one who left."""
