"""An import never stores damage: a field keeps its value, or gets the one that a damaged cell truly means."""

import html
import json
from collections.abc import Callable, Mapping
from datetime import date
from itertools import product
from typing import Any
from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exchange.batches import planned
from exchange.sheets import book
from exchange.whole import fewer
from harness import DEEP, share
from hiephoi_cli.domain.records import Registry
from hiephoi_cli.errors import HiephoiError
from hiephoi_cli.exchange.tcvn3 import decode as decode_tcvn3
from registries import member, registry, sector, zone

OLD: Mapping[str, Any] = {
    "name": "Công ty TNHH Hòa Bình Mẫu",
    "tax_code": "0200747399",
    "representative": "Lê Văn Mẫu",
    "position": "Phó Giám đốc",
    "phone": "02253822016",
    "email": "cu@example.vn",
    "website": "cu.example.vn",
    "address": "Số 1 đường Mẫu, phường Lê Chân",
    "zone": "kcn-mau",
    "offers": ("ốc vít",),
    "joined": date(2020, 5, 13),
    "note": "trả phí theo quý",
}
ZONES = zone(), zone("kcn-dinh-mau", "KCN Đình Mẫu"), zone("ccn-mau", "CCN Mẫu")
REGISTRY = registry(sector(), *ZONES, member(1, **OLD))
NEW: Mapping[str, list[str]] = {
    "name": ["Công ty TNHH Hòa Bình Mẫu", "Công ty TNHH Hoà Bình Mẫu"],
    "tax_code": ["0201900138", "0200747399-001", "031200012345"],
    "representative": ["Nguyễn Thị Hằng Mẫu", "Đỗ Văn Mẫu"],
    "position": ["Giám đốc", "Tổng Giám đốc"],
    "phone": ["0912345678", "02253822017", "0225 3822 018"],
    "email": ["moi@example.vn"],
    "website": ["https://moi.example.vn/?a=b", "moi.example.vn"],
    "address": ["Số 2 đường Ước Mẫu, phường Hải An", "Lô 5/7 KCN Đình Vũ"],
    "zone": ["KCN Đình Mẫu", "ccn-mau"],
    "offers": ["đúc gang; ốc vít", "khuôn mẫu"],
    "joined": ["2021-12-25", "25/12/2021", "25/12/21", "ngày 25 tháng 12 năm 2021"],
    "note": ["chưa nộp phí năm ngoái", "đã gặp ở đại hội"],
}
"""By field, values as a list may truly give them."""

DAMAGE: Mapping[str, Callable[[str], str]] = {
    **{
        word: lambda _value, word=word: word  # type: ignore[misc]
        for word in (
            *("#N/A", "#n/a", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"),
            *("#####", "Err:502", "#ERROR!", "[object Object]", "undefined", "=A1", "=VLOOKUP(A2;B:C;2;0)", "N/A"),
            *("null", "<br>", "&nbsp;", "#GETTING_DATA", "Loading...", "\ufffd\ufffd"),
        )
    },
    "an error inside": lambda value: f"{value} #REF!",
    "unwrapped": lambda value: '="{}"'.format(value.replace('"', '""')),
    "apostrophe": lambda value: f"'{value}",
    "closed apostrophes": lambda value: f"'{value}'",
    "scientific, cut": lambda value: f"{float(value):.2E}" if value.isdecimal() else f"<b>{value}</b>",
    "scientific, whole": lambda value: f"{float(value):.12E}" if value.isdecimal() else f"{value}<br/>",
    "zeros lost": lambda value: value.lstrip("0"),
    "a decimal": lambda value: f"{value.lstrip('0')}.0" if value.isdecimal() else value,
    "thousands": lambda value: f"{int(value):,}" if value.isdecimal() else value,
    "HTML": lambda value: f"<p>{value}</p>",
    "entities": html.escape,
    "codes of letters": lambda value: value.encode("ascii", "xmlcharrefreplace").decode(),
    "JSON in a cell": lambda value: json.dumps(value)[1:-1],
    "UTF-8 as Latin 1": lambda value: value.encode().decode("latin-1"),
    "UTF-8 as Windows 1252": lambda value: value.encode().decode("cp1252", "replace"),
    "UTF-8 as on old Macs": lambda value: value.encode().decode("mac_roman"),
    "UTF-8 as Windows 1258": lambda value: value.encode().decode("cp1258", "replace"),
    "twice": lambda value: value.encode().decode("latin-1").encode().decode("latin-1"),
    "question marks": lambda value: value.encode("cp1252", "replace").decode("cp1252"),
    "all question marks": lambda value: value.encode("ascii", "replace").decode(),
    "replaced letters": lambda value: value.encode("latin-1", "replace").decode("ascii", "replace"),
    "line ends of Excel": lambda value: f"{value}_x000D_\n",
    "spaces of web pages": lambda value: f"\u00a0{value}\u200b ",
    "marks of a phone": lambda value: f"\u202a{value}\u202c",
    "as TCVN3": lambda value: decode_tcvn3(value.encode("latin-1", "replace")),
    "decomposed": lambda value: normalize("NFD", value),
}
FORMATS = ("csv", "xlsx", "json")


def as_file(field: str, cell: Any, format_: str) -> bytes:
    """A list of the member with one field."""
    match format_:
        case "csv":
            quoted = str(cell).replace('"', '""')
            return f'id,{field}\nHV-0001,"{quoted}"\n'.encode()
        case "json":
            return json.dumps([{"id": "HV-0001", field: cell}]).encode()
        case _:
            return book(["id", field], ["HV-0001", cell])


def stored(field: str, cell: Any, format_: str, *, repair: bool) -> Any:
    """What the field holds after an import; the old value where it is refused."""
    try:
        plan = planned(REGISTRY, "members", as_file(field, cell, format_), format_, repair=repair)
    except HiephoiError:
        return OLD[field]
    after: Registry = plan.after
    return getattr(after.members[0], field)


def meant(field: str, value: str) -> Any:
    """What an undamaged cell means."""
    return stored(field, value, "json", repair=False)


def may_be_told(field: str, value: str, cell: str) -> bool:
    """Whether somebody could tell damage from what people write: a question mark in a note asks something."""
    return not (field == "note" and "?" in cell and cell != value and cell.count("?") < 3)


@settings(max_examples=200 if DEEP else 3)
@given(
    st.sampled_from([(field, value) for field, values in NEW.items() for value in values]),
    st.sets(st.sampled_from(list(DAMAGE)), min_size=4, max_size=4),
    st.booleans(),
)
def test_a_damaged_cell_changes_nothing_or_means_what_it_meant(
    given_value: tuple[str, str], kinds: set[str], repair: bool
) -> None:
    field, value = given_value
    right = {OLD[field], meant(field, value)}
    cells = {kind: DAMAGE[kind](value) for kind in sorted(kinds)}
    results = {
        (kind, format_): stored(field, cell, format_, repair=repair)
        for kind, cell in cells.items()
        if may_be_told(field, value, cell)
        for format_ in FORMATS
    }
    assert {kind: result for kind, result in results.items() if result not in right} == {}


TEXTS = [name for name in NEW if name not in {"joined", "note"}]


@pytest.mark.parametrize(("field", "cell"), share([*product(TEXTS, [date(2025, 2, 1), True, False])], every=5))
def test_a_date_or_a_truth_is_no_text(field: str, cell: object) -> None:
    assert stored(field, cell, "xlsx", repair=True) == OLD[field]


@fewer
@given(st.dates(date(1990, 1, 1), date(2035, 12, 31)), st.sampled_from(FORMATS))
def test_a_day_is_the_day_or_asked_for(day: date, format_: str) -> None:
    """Any form of a day gives that day, or is refused: never another one."""
    counted = (day - date(1899, 12, 30)).days
    cells = [
        *(day.isoformat(), f"{day:%d/%m/%Y}", f"{day:%d-%b-%y}", f"{day:%Y/%m/%d}", f"{day:%Y%m%d}"),
        *(f"{day:%d/%m/%Y} 08:30", f"ngày {day.day} tháng {day.month} năm {day.year}", f"{counted}", f"{counted}.5"),
    ]
    for cell in cells:
        assert stored("joined", cell, format_, repair=True) in {day, OLD["joined"]}
    assert stored("joined", day, "xlsx", repair=False) == day
    assert stored("joined", counted, "xlsx", repair=False) == OLD["joined"]
