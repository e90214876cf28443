"""Whole registries: hostile and sound ones in which every declared field may occur, and one of two terms."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Any

import msgspec
from hypothesis import settings
from hypothesis import strategies as st

from hiephoi_cli.domain import tax_code
from hiephoi_cli.domain.fields import Field, fields
from hiephoi_cli.domain.records import KINDS, Association, FormerStatus, Is, Record, Registry, Rules, Table
from hiephoi_cli.domain.words import ElectionKind, EndReason, LeaveReason, LinkStatus, Membership, ZoneKind
from hiephoi_cli.errors import InvalidData
from hiephoi_cli.exchange.damage import mended
from hiephoi_cli.exchange.old_fonts import recognised
from hiephoi_cli.exchange.placeholders import holds_nothing
from registries import (
    election,
    hostile,
    link,
    loser,
    member,
    office,
    officer,
    product,
    registry,
    sector,
    vietnamese,
    winner,
    zone,
)

fewer = settings(max_examples=settings().max_examples // 3)
"""For tests whose examples are whole registries or many cells, each worth many of the usual."""

_Kinds = Mapping[str, Sequence[Record]]
_Values = Callable[[Field], st.SearchStrategy[Any]]
"""What a field that is no reference may hold."""

_HOSTILE: dict[type, st.SearchStrategy[Any]] = {
    str: (hostile | st.text(max_size=4)).filter(bool),
    int: st.integers(1, 2**63 - 1),
    float: st.integers(0, 10**9).map(lambda number: number / 1000),
    bool: st.booleans(),
    date: st.dates(),
}
_SOUND: dict[type, st.SearchStrategy[Any]] = {
    str: vietnamese.map(lambda text: " ".join(text.split())).filter(bool),
    int: st.integers(0, 999_999_999),
    float: st.integers(0, 10**8).map(lambda number: number / 100),
    bool: st.booleans(),
    date: st.dates(),
}
_WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)


def tax_codes() -> st.SearchStrategy[str]:
    """Codes of companies and branches whose check digit is right, and personal numbers."""
    company = st.integers(10_000_000, 999_999_999).map(lambda number: f"{number:09}")
    checks = company.map(
        lambda code: (code, 10 - sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, code, strict=True)) % 11)
    )
    whole = checks.filter(lambda pair: pair[1] < 10).map(lambda pair: f"{pair[0]}{pair[1]}")
    branch = st.tuples(whole, st.integers(1, 999)).map(lambda pair: f"{pair[0]}-{pair[1]:03}")
    return (whole | branch | st.integers(1, 10**12 - 1).map(lambda number: f"{number:012}")).filter(tax_code.is_valid)


def _hostile(field: Field) -> st.SearchStrategy[Any]:
    return _HOSTILE[field.base]


def _sound(field: Field) -> st.SearchStrategy[Any]:
    """Values that can be typed as they are stored."""
    if field.form is Is.TAX_CODE:
        return tax_codes()
    return _SOUND[field.base].filter(lambda value: _fits(value, field) and _is_taken(value, field))


def _is_taken(value: object, field: Field) -> bool:
    """Whether an import takes a value for one, and not for damage, for an old encoding or for a word like N/A."""
    if not isinstance(value, str):
        return True
    try:
        return mended(value, is_name=True).text == value and not (
            value.startswith("'") or holds_nothing(value, field) or recognised(value)
        )
    except InvalidData:
        return False


def _fits(value: object, field: Field) -> bool:
    try:
        msgspec.convert(value, field.declared, builtin_types=(date,))
    except msgspec.ValidationError:
        return False
    return True


def _values(field: Field, kinds: _Kinds, plain: _Values) -> st.SearchStrategy[Any]:
    """Values of a field; a reference names a record that already exists."""
    if field.refers_to:
        keys = [record.key for record in kinds[field.refers_to]]
        one = st.sampled_from(keys) if keys else st.nothing()
        if not keys and field.many:
            return st.just(())
    elif table := field.table():
        one = _tables(table, kinds, plain)
    elif issubclass(field.base, StrEnum):
        one = st.sampled_from(list(field.base))
    else:
        one = plain(field)
    unique = plain is _sound and not field.table()
    return st.lists(one, max_size=3, unique=unique).map(tuple) if field.many else one


def _tables(table: type[Table], kinds: _Kinds, plain: _Values) -> st.SearchStrategy[Any]:
    values = {field: _values(field, kinds, plain) for field in fields(table).values()}
    return st.fixed_dictionaries(
        {field.name: value for field, value in values.items() if field.required},
        optional={field.name: value for field, value in values.items() if not field.required},
    ).map(lambda given: table(**given))


@st.composite
def _registries(draw: st.DrawFn, plain: _Values, wanted: Collection[str] = tuple(KINDS)) -> Registry:
    kinds: dict[str, Any] = {}
    for name, kind in KINDS.items():
        records = st.lists(
            _tables(kind, kinds, plain), min_size=1, max_size=3, unique_by=lambda record: record.identity
        )
        kinds[name] = tuple(draw(records)) if name in wanted else ()
    association, rules = (draw(_tables(table, kinds, plain)) for table in (Association, Rules))
    return Registry(format=1, association=association, rules=rules, **kinds)


def hostile_registries() -> st.SearchStrategy[Registry]:
    """Registries of hostile texts and of any dates, whose keys are unique and whose references hold."""
    return _registries(_hostile)


def hostile_batches() -> st.SearchStrategy[tuple[str, Registry]]:
    """A kind, and such a registry without the kinds to which that one does not refer."""
    return _batches(_hostile)


def sound_batches() -> st.SearchStrategy[tuple[str, Registry]]:
    """The same with values as they would be typed; codes are any text, and rules may be broken."""
    return _batches(_sound)


def _batches(plain: _Values) -> st.SearchStrategy[tuple[str, Registry]]:
    kinds = {name: st.tuples(st.just(name), _registries(plain, _with_needed(name))) for name in KINDS}
    return st.sampled_from(list(KINDS)).flatmap(lambda name: kinds[name])


def _with_needed(kind: str) -> set[str]:
    """A kind, and all to which its records lead."""
    own = fields(KINDS[kind])
    inner = [field for one in own.values() if (table := one.table()) for field in fields(table).values()]
    named = {field.refers_to for field in (*own.values(), *inner) if field.refers_to}
    return {kind}.union(*map(_with_needed, named))


INTRODUCED = FormerStatus(status=LinkStatus.INTRODUCED, until=date(2026, 5, 1))
FIRST, SECOND = date(2024, 11, 11), date(2029, 11, 12)
TWO_TERMS = registry(
    sector(),
    sector("tu-van", "Tư vấn", name_en="Consulting", note="cả thiết kế"),
    zone(kind=ZoneKind.INDUSTRIAL_ZONE, area_ha=410.46),
    zone("ccn-mau", "CCN Mẫu", kind=ZoneKind.CLUSTER, area_ha=49.5),
    product(also=("gang đúc", "cast iron"), vsic="2025:2431"),
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
        zone="kcn-mau",
        offers=("ốc vít", "bu lông"),
        seeks=("thép",),
        certificates=("ISO 9001:2015",),
        capacity="200 tấn/tháng",
        confirmed_on=date(2026, 6, 1),
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
    link("HV-0001", "HV-0003", status=LinkStatus.CONTRACT, former_status=(INTRODUCED,)),
    link("HV-0003", "HV-0002", "bu lông các loại", status=LinkStatus.FAILED, until=date(2026, 2, 1), note="giá cao"),
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
