"""A day of which only the year or the month is known."""

from datetime import date
from pathlib import Path

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from hiephoi_cli.domain.calendar import parse_day, show_date
from hiephoi_cli.domain.cell_text import cell_text
from hiephoi_cli.domain.decoding import partial_days, registry_of
from hiephoi_cli.domain.faults import faults
from hiephoi_cli.domain.fields import toml_values
from hiephoi_cli.domain.partial_day import PartialDay
from hiephoi_cli.errors import InvalidData
from hiephoi_cli.storage.cache import recalled, remember

MONTHS = st.one_of(st.none(), st.integers(1, 12))


@pytest.mark.parametrize(
    ("text", "written"),
    [
        *((text, "2015") for text in ("2015", "Năm 2015", "năm  2015", "NĂM 2015")),
        *((text, "2015-06") for text in ("06/2015", "6/2015", "2015-06", "2015-6", "6-2015", "06.2015")),
        *((text, "2015-06") for text in ("Tháng 6/2015", "tháng 06/2015", "tháng 6 năm 2015")),
        *((text, "2015-06-01") for text in ("2015-06-01", "01/06/2015")),
    ],
)
def test_people_write_years_and_months_in_many_ways(text: str, written: str) -> None:
    assert parse_day(text).isoformat() == written


@pytest.mark.parametrize("text", ["", "15", "13/2015", "0/2015", "2015-00", "201", "20150", "1234", "năm", "2015-06-"])
def test_what_is_neither_is_refused(text: str) -> None:
    with pytest.raises(InvalidData):
        parse_day(text)


@given(st.integers(1, 9999), MONTHS, st.dates())
def test_it_counts_from_its_first_day_and_equals_only_itself(year: int, month: int | None, other: date) -> None:
    day = PartialDay(year, month)
    assert PartialDay.read(str(day)) == day
    assert hash(PartialDay.read(str(day))) == hash(day)
    assert (day < other, day > other) == (day.first < other, day.first > other)
    assert day != day.first
    assert day.first != day
    assert day.first <= day <= day.last


def test_people_see_as_much_as_is_known() -> None:
    assert [show_date(day) for day in (PartialDay(2015), PartialDay(2015, 6))] == ["2015", "2015-06"]
    assert cell_text([{"left": PartialDay(2015, 6)}]) == '[{"left":"2015-06"}]'


TEXT = """
format = 1
association = { name = "A" }
[[members]]
id = "HV-0001"
name = "A"
joined = "2015"
former_names = [{ name = "B", until = "2016-02" }, { name = "C", until = 2017-01-01 }]
[[offices]]
code = "o"
name = "O"
since = "2015-06"
[[officers]]
person = "Lê An"
office = "o"
since = "2019"
until = 2020-01-01
"""


def test_a_file_has_them_as_text_where_its_field_allows_it(tmp_path: Path) -> None:
    registry = registry_of(tomli.loads(TEXT))
    assert registry
    [member] = registry.members
    assert member.joined == PartialDay(2015)
    assert [former.until for former in member.former_names] == [PartialDay(2016, 2), date(2017, 1, 1)]
    assert registry.officers[0].key == "Lê An · o · 2019"
    assert toml_values(registry.offices[0])["since"] == "2015-06"
    assert sorted(written for _way, written in partial_days(registry)) == ["2015", "2015-06", "2016-02", "2019"]
    path = tmp_path / "registry.toml"
    path.write_text(TEXT)
    remember(path, TEXT.encode(), registry)
    assert recalled(path, TEXT.encode()) == registry


@pytest.mark.parametrize("value", ['"2015-13"', '"15"', '"2015-06-01"', "2015", '""'])
def test_other_text_is_a_fault(value: str) -> None:
    data = tomli.loads(TEXT.replace('joined = "2015"', f"joined = {value}"))
    assert registry_of(data) is None
    assert [str(fault.place) for fault in faults(data)] == ["members.HV-0001.joined"]


def test_a_ballot_has_a_whole_day() -> None:
    election = '[[elections]]\nid = "e"\non = "2019"\noffice = "o"\n'
    assert [str(fault.place) for fault in faults(tomli.loads(TEXT + election))] == ["elections.e.on"]
