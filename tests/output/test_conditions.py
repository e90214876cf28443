"""Listings narrowed by conditions, against a filter that knows the records by heart."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiephoi_cli.domain.partial_day import PartialDay
from hiephoi_cli.domain.records import Member, Officer, Registry
from hiephoi_cli.domain.words import Membership
from hiephoi_cli.errors import UsageError
from hiephoi_cli.interface import columns
from hiephoi_cli.output.conditions import narrowed
from output.listings import by_sector, made, members
from registries import member, office, officer, registry, sector

TODAY = date(2026, 11, 23)
NAMES = {
    "Hòa Bình": ("hòa bình", "hoa binh"),
    "HOÀ BÌNH": ("hòa bình", "hoa binh"),
    "Hóa chất": ("hóa chất", "hoa chat"),
    "An Phú": ("an phú", "an phu"),
    "Đúc gang": ("đúc gang", "duc gang"),
    "Bình An": ("bình an", "binh an"),
}
"""Each in one spelling, and without accents."""
WORDS = {"hòa": "hoa", "BINH": "binh", "an": "an", "ph": "ph", "gang đuc": "gang duc", "ình": "inh"}
DAYS = ["2024", "2025", "2024-12", "2025-01", "2024-12-31", "2025-01-01", "2025-01-17"]
SECTORS = {"tu-van": "Tư vấn", "xay-lap": "Xây lắp", "co-khi": "Cơ khí"}
CLASSES = {"official": "chính thức", "associate": "liên kết", "honorary": "danh dự"}
OFFICES = {"chu-tich": 1, "uy-vien": 3, "thu-ky": 2}


def day(text: str) -> date:
    return PartialDay.read(text) or date.fromisoformat(text)


registries = st.builds(
    lambda some, held: registry(
        *(sector(code, name) for code, name in SECTORS.items()),
        *(office(code, code, seats=seats) for code, seats in OFFICES.items()),
        *(member(number, **values) for number, values in enumerate(some, 1)),
        *(officer(since=date(2020, 1, number + 1), **values) for number, values in enumerate(held)),
    ),
    st.lists(
        st.fixed_dictionaries(
            {
                "name": st.sampled_from([*NAMES]),
                "sectors": st.lists(st.sampled_from([*SECTORS]), unique=True, max_size=2).map(tuple),
                "membership": st.sampled_from([*Membership]),
                "joined": st.none() | st.sampled_from(DAYS).map(day),
                "phone": st.none() | st.sampled_from(["0225 3822 016", "0912345678"]),
            }
        ),
        max_size=5,
    ),
    st.lists(
        st.fixed_dictionaries(
            {
                "person": st.sampled_from(["Lê An", "Vũ Bình"]),
                "office": st.sampled_from([*OFFICES]),
                "member": st.none() | st.sampled_from([f"HV-{number:04}" for number in range(1, 6)]),
                "acting": st.booleans(),
            }
        ),
        max_size=5,
    ),
)
"""Registries in which some officers stand for a member that is not there."""

Naive = Callable[[Any], bool]


def naive(values: Callable[[Any], list[Any]], sign: str, one: Naive) -> Naive:
    """A condition on what a record has in a field."""
    positive = {"!=": "=", "!~": "~", "!": ""}.get(sign, sign)

    def holds(record: Any) -> bool:
        return any(value not in {"", False} if not positive else one(value) for value in values(record))

    return lambda record: holds(record) is (positive == sign)


def spelled(text: str) -> str:
    return NAMES[text][0]


def dated(sign: str, wanted: str) -> Naive:
    first, last = (
        (wanted + "-01-01")[:10],
        (wanted + "-12-31"[-3 * (3 - wanted.count("-") - 1) :] if len(wanted) < 10 else wanted),
    )

    def holds(value: date) -> bool:
        written, begins = value.isoformat(), (value.isoformat() + "-01-01")[:10]
        return {
            "=": written.startswith(wanted),
            "<": begins < first,
            "<=": begins <= last,
            ">": begins > last,
            ">=": begins >= first,
        }[sign]

    return holds


COMPARED: Mapping[str, Callable[[Any, Any], bool]] = {
    "=": lambda a, b: a == b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
}
EQUAL, ORDERED, LIKE = ("=", "!="), ("=", "<", "<=", ">", ">=", "!="), ("~", "!~")
Question = tuple[str, Naive]


def asked(field: str, sign: str, wanted: str, values: Callable[[Any], list[Any]], one: Naive) -> Question:
    return f"{field}{sign}{wanted}", naive(values, sign, one)


def presence(of: Mapping[str, Callable[[Any], list[Any]]]) -> st.SearchStrategy[Question]:
    return st.builds(
        lambda field, sign: (f"{sign}{field}", naive(of[field], sign, lambda _value: True)),
        st.sampled_from([*of]),
        st.sampled_from(["", "!"]),
    )


def on_members(prefix: str, found: Callable[[Any], list[Member]]) -> st.SearchStrategy[Question]:
    """Conditions on members, or on those to which other records lead."""

    def of(name: str) -> Callable[[Any], list[Any]]:
        def values(record: Any) -> list[Any]:
            held = [getattr(one, name) for one in found(record)]
            return [
                item for value in held for item in (value if isinstance(value, tuple) else [value]) if item is not None
            ]

        return values

    def words(value: str, wanted: str) -> bool:
        return all(any(word.startswith(part) for word in NAMES[value][1].split()) for part in WORDS[wanted].split())

    signs = st.sampled_from
    return st.one_of(
        presence({f"{prefix}{name}": of(name) for name in ("name", "sectors", "joined", "phone")}),
        st.builds(
            lambda sign, wanted: asked(
                f"{prefix}name", sign, wanted, of("name"), lambda value: spelled(value) == spelled(wanted)
            ),
            signs(EQUAL),
            st.sampled_from([*NAMES]),
        ),
        st.builds(
            lambda sign, wanted: asked(f"{prefix}tên", sign, wanted, of("name"), lambda value: words(value, wanted)),
            signs(LIKE),
            st.sampled_from([*WORDS]),
        ),
        st.builds(
            lambda sign, wanted: asked(
                f"{prefix}joined", sign, wanted, of("joined"), dated(sign.replace("!=", "="), wanted)
            ),
            signs(ORDERED),
            st.sampled_from(DAYS),
        ),
        st.builds(
            lambda sign, code, by_name: asked(
                f"{prefix}sectors",
                sign,
                SECTORS[code] if by_name else code,
                of("sectors"),
                lambda value: bool(value == code),
            ),
            signs(EQUAL),
            st.sampled_from([*SECTORS]),
            st.booleans(),
        ),
        st.builds(
            lambda sign, key, vietnamese: asked(
                f"{prefix}membership",
                sign,
                CLASSES[key] if vietnamese else key,
                of("membership"),
                lambda value: COMPARED[sign.replace("!=", "=")]([*CLASSES].index(value), [*CLASSES].index(key)),
            ),
            signs(ORDERED),
            st.sampled_from([*CLASSES]),
            st.booleans(),
        ),
        st.builds(
            lambda sign, wanted: asked(
                f"{prefix}phone", sign, wanted, of("phone"), lambda value: value.replace(" ", "") == "02253822016"
            ),
            signs(EQUAL),
            st.sampled_from(["02253822016", "+84 225 3822 016", "0225.3822.016"]),
        ),
    )


def on_officers(of: Registry) -> st.SearchStrategy[Question]:
    signs = st.sampled_from
    return st.one_of(
        on_members("member.", lambda held: [one for one in of.members if one.id == held.member]),
        presence({"acting": lambda held: [held.acting], "member": lambda held: [held.member or ""]}),
        st.builds(
            lambda sign, wanted: asked(
                "office.seats",
                sign,
                str(wanted),
                lambda held: [OFFICES[held.office]],
                lambda value: COMPARED[sign.replace("!=", "=")](value, wanted),
            ),
            signs(ORDERED),
            st.integers(0, 4),
        ),
    )


@given(st.data(), registries)
def test_conditions_narrow_members_as_a_naive_filter_does(data: st.DataObject, of: Registry) -> None:
    questions = data.draw(st.lists(on_members("", lambda one: [one]), min_size=1, max_size=3))
    among = data.draw(st.sampled_from([all, any]))
    listing = columns.listing(of, Member, of.members, day=TODAY)
    found = narrowed(listing, [text for text, _holds in questions], TODAY, any_=among is any)
    assert list(found.rows) == [one for one in of.members if among(holds(one) for _text, holds in questions)]


@given(st.data(), registries)
def test_conditions_narrow_officers_by_what_they_refer_to(data: st.DataObject, of: Registry) -> None:
    text, holds = data.draw(on_officers(of))
    found = narrowed(columns.listing(of, Officer, of.officers, day=TODAY), [text], TODAY)
    assert list(found.rows) == list(filter(holds, of.officers))


def test_rows_of_groups_are_narrowed_and_empty_groups_left_out() -> None:
    found = narrowed(by_sector(), ["joined"], TODAY)
    assert [(group.key, [row.id for row in group.rows]) for group in found.groups] == [("xay-lap", ["HV-0001"])]


def test_a_listing_of_anything_is_narrowed_by_what_its_cells_say() -> None:
    rows: list[dict[str, Any]] = [{"rule": "duplicate", "line": 3}, {"rule": "vacant", "line": None}]
    for condition, found in (
        ("rule=Duplicate", rows[:1]),
        ("rule~dup", rows[:1]),
        ("!line", rows[1:]),
        ("Line=3", rows[:1]),
    ):
        assert narrowed(made(rows), [condition], TODAY).rows == found


@pytest.mark.parametrize(
    ("condition", "message"),
    [
        ("nmae=x", "'nmae=x': no column 'nmae'"),
        ("sectors=zzz", "'sectors=zzz': no sector 'zzz'"),
        ("sectors=xây lạp", "'sectors=xây lạp': no sector 'xây lạp'"),
        ("name.code=x", "'name.code=x': 'name' does not refer to other records"),
        ("sectors.nme=x", "'sectors.nme=x': no column 'nme'"),
        ("joined>x", "'joined>x': 'x' is not a date"),
    ],
)
def test_a_fault_names_the_condition_and_the_part(condition: str, message: str) -> None:
    with pytest.raises(UsageError) as caught:
        narrowed(members(), [condition], TODAY)
    [(said, _hint)] = caught.value.reports
    assert said == message
