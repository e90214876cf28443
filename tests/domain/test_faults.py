"""Every departure of a file's values from the declarations, all at once."""

from datetime import date, datetime, time
from enum import StrEnum
from typing import Any

import pytest
import tomli
import tomli_w
from hypothesis import given
from hypothesis import strategies as st

from hiephoi_cli.domain.decoding import registry_of
from hiephoi_cli.domain.faults import faults
from hiephoi_cli.domain.fields import fields, toml_values
from hiephoi_cli.domain.records import KINDS, Candidate, Registry, Table
from registries import election, errors, loser, member, office, officer, registry, sector, winner

SOUND: dict[str, Any] = {"format": 1, "association": {"name": "Hiệp hội"}}
TEXT_HINT = "write the value in double quotes"
DATE_HINT = 'write the date without quotes and without a time: 2024-11-30; or "2024" or "2024-11" with quotes'


def told(data: dict[str, Any]) -> list[tuple[str, str, str]]:
    return [(str(fault.place), fault.message, fault.hint) for fault in faults(data)]


def of_member(**values: object) -> dict[str, Any]:
    return {**SOUND, "members": [{"id": "HV-0001", "name": "Top Land", **values}]}


def test_a_sound_file_becomes_a_registry() -> None:
    full = registry(
        sector(),
        office(seats=2),
        member(sectors=("xay-lap",), joined=date(2024, 1, 1)),
        election(candidates=[winner(votes=3, member="HV-0001"), loser()]),
        officer(until=date(2025, 1, 1), election="2024-01-01-chu-tich"),
    )
    data = tomli.loads(tomli_w.dumps(toml_values(full)))
    assert registry_of(data) == full
    assert faults(data) == []
    assert errors(full) == []


@pytest.mark.parametrize(
    ("data", "place", "message", "hint"),
    [
        ({**SOUND, "association": {"name": "A", "nmae_en": "B"}}, "association.nmae_en", "unknown key 'nmae_en'",
         "did you mean 'name_en'?"),
        ({**SOUND, "memebrs": []}, "memebrs", "unknown key 'memebrs'", "did you mean 'members'?"),
        ({**SOUND, "zzz": 1}, "zzz", "unknown key 'zzz'", ""),
        (of_member(phnoe="1"), "members.HV-0001.phnoe", "unknown key 'phnoe'", "did you mean 'phone'?"),
        ({"association": {"name": "A"}}, "", "'format' is missing", ""),
        ({"format": 1}, "", "'association' is missing", ""),
        ({**SOUND, "members": [{"id": "HV-0001"}]}, "members.HV-0001", "'name' is missing", ""),
        ({**SOUND, "members": [{"name": "A"}]}, "members.#1", "'id' is missing", ""),
        ({**SOUND, "format": 2}, "format", "'2' is not allowed",
         "format: layout of the file; this version of the program reads 1"),
        ({**SOUND, "association": "A"}, "association", "expected a table, found text", ""),
        ({**SOUND, "members": {"id": "HV-0001"}}, "members", "expected a list, found a table", ""),
        ({**SOUND, "members": ["HV-0001"]}, "members.#1", "expected a table, found text", ""),
        (of_member(phone=225), "members.HV-0001.phone", "expected text, found a whole number", TEXT_HINT),
        ({**SOUND, "zones": [{"code": "kcn-mau", "name": "KCN Mẫu", "area_ha": -7}]}, "zones.kcn-mau.area_ha",
         "'-7' is not allowed", "area_ha: area in hectares"),
        (of_member(name=""), "members.HV-0001.name", "'' is not allowed", "name: full registered name"),
        (of_member(joined="2024-01-01"), "members.HV-0001.joined", "expected a date, found text", DATE_HINT),
        (of_member(joined=datetime(2024, 1, 1)), "members.HV-0001.joined",  # noqa: DTZ001  as TOML has it
         "expected a date, found a date with a time", DATE_HINT),
        (of_member(joined=time(8)), "members.HV-0001.joined", "expected a date, found a time of day", DATE_HINT),
        (of_member(sectors="xay-lap"), "members.HV-0001.sectors", "expected a list, found text", ""),
        (of_member(sectors=["xay-lap", 2]), "members.HV-0001.sectors.#2", "expected text, found a whole number",
         TEXT_HINT),
        (of_member(membership="oficial"), "members.HV-0001.membership",
         "'oficial' is not one of official, associate, honorary", "did you mean 'official'?"),
        ({**SOUND, "rules": {"term_years": 0}}, "rules.term_years", "'0' is not allowed",
         "term_years: length of a term"),
        ({**SOUND, "rules": {"term_years": True}}, "rules.term_years",
         "expected a whole number, found true or false", ""),
        ({**SOUND, "rules": {"term_years": 5.0}}, "rules.term_years",
         "expected a whole number, found a decimal number", ""),
        ({**SOUND, "rules": {"quorum": 0.5}}, "rules.quorum", "expected text, found a decimal number", TEXT_HINT),
        ({**SOUND, "elections": [{"id": "e", "on": date(2024, 1, 1), "office": "o",
                                  "candidates": [{"person": "A"}, {"person": "B", "votes": -1}]}]},
         "elections.e.candidates.#2.votes", "'-1' is not allowed", "votes: number of votes"),
        ({**SOUND, "elections": [{"id": "e", "on": date(2024, 1, 1), "office": "o",
                                  "candidates": [{"person": "A", "elected": "yes"}]}]},
         "elections.e.candidates.#1.elected", "expected true or false, found text", ""),
    ],
)  # fmt: skip
def test_a_fault_names_its_record_and_field_and_what_to_do(
    data: dict[str, Any], place: str, message: str, hint: str
) -> None:
    [fault] = faults(data)
    assert (str(fault.place), fault.message, fault.severity) == (place, message, "error")
    rules = {"unknown key": "unknown-key", "is missing": "missing-key"}
    assert fault.rule == next((rule for words, rule in rules.items() if words in message), "wrong-value")
    assert fault.hint == (hint or fault.hint if fault.rule == "missing-key" else hint)
    assert registry_of(data) is None


def test_all_faults_are_reported_in_one_run_in_the_order_of_the_declarations() -> None:
    data = {
        "officers": [{"person": "Lê An", "office": "chu-tich"}],
        "members": [{"id": "HV-0001", "name": 1, "zoen": "A", "sectors": ["a", 2, 3]}, {"id": "HV-0002"}, 3],
        "association": {"decided_on": "hôm qua"},
        "memebrs": 1,
    }
    assert [f"{fault.place}: {fault.message}" for fault in faults(data)] == [
        "memebrs: unknown key 'memebrs'",
        ": 'format' is missing",
        "association: 'name' is missing",
        "association.decided_on: expected a date, found text",
        "members.HV-0001.zoen: unknown key 'zoen'",
        "members.HV-0001.name: expected text, found a whole number",
        "members.HV-0001.sectors.#2: expected text, found a whole number",
        "members.HV-0001.sectors.#3: expected text, found a whole number",
        "members.HV-0002: 'name' is missing",
        "members.#3: expected a table, found a whole number",
        "officers.#1: 'since' is missing",
    ]


def test_faults_are_reported_in_the_readers_language(monkeypatch: pytest.MonkeyPatch) -> None:
    data = of_member(phnoe="1", joined="x", membership="oficial", sectors=3, name="") | {"format": 2, "rules": 1}
    english = told(data)
    monkeypatch.setenv("HIEPHOI_LANG", "vi")
    vietnamese = told(data)
    assert [place for place, _message, _hint in vietnamese] == [place for place, _message, _hint in english]
    for (_place, message, hint), (_same, native, native_hint) in zip(english, vietnamese, strict=True):
        assert (message, hint) != (native, native_hint)
    assert any("phnoe" in message and "phone" in hint for _place, message, hint in vietnamese)


def test_a_path_leads_to_the_faulty_value() -> None:
    data = of_member(sectors=["xay-lap", 2])
    found: Any = data
    for step in faults(data)[0].place.path:
        found = found[step]
    assert found == 2


TEXTS = st.sampled_from(["", "A", "HV-0001", "official", "resigned", "regular"])
ODD: st.SearchStrategy[Any] = st.one_of(
    TEXTS,
    st.integers(-1, 2),
    st.booleans(),
    st.just(1.0),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.lists(TEXTS | st.integers(), max_size=2),
    st.just({}),
)
RIGHT: dict[type, st.SearchStrategy[Any]] = {str: TEXTS, int: st.integers(0, 3), date: st.dates(), bool: st.booleans()}


def tables(table: type[Table], wrong: int) -> st.SearchStrategy[dict[str, Any]]:
    """Tables of that declaration, most of their values right, about one in so many of any type at all."""

    def value(name: str) -> st.SearchStrategy[Any]:
        field = fields(table)[name]
        if inner := field.table():
            right: st.SearchStrategy[Any] = tables(inner, wrong)
        else:
            right = RIGHT.get(field.base, TEXTS)
        whole = st.lists(right, max_size=2) if field.many else right
        odd = TEXTS if issubclass(field.base, StrEnum) else ODD
        return st.integers(1, wrong).flatmap(lambda dice: odd if dice == 1 and not inner else whole)

    names = {name: value(name) for name in fields(table)} | {"x": ODD}
    if table is Registry:
        names["format"] = st.sampled_from([1] * wrong + [2])
    required = {name for name, field in fields(table).items() if field.required}
    some = st.sets(st.sampled_from(sorted(fields(table)) * 4 + ["x"]), max_size=3)
    left_out = st.sampled_from([*[""] * wrong, *sorted(required)])
    return st.tuples(some, left_out).flatmap(
        lambda pair: st.fixed_dictionaries({name: names[name] for name in sorted(pair[0] | required - {pair[1]})})
    )


@given(tables(Registry, wrong=12))
def test_whatever_is_no_registry_has_a_fault_and_what_has_none_is_one(data: dict[str, Any]) -> None:
    assert (registry_of(data) is None) == bool(faults(data))


def test_every_declared_table_is_looked_into() -> None:
    unknown = {"x": 1}
    data: dict[str, Any] = {"format": 1, "association": unknown, "rules": unknown}
    data |= {kind: [unknown] for kind in KINDS}
    data["elections"] = [{"candidates": [unknown]}]
    places = {str(fault.place) for fault in faults(data) if "unknown" in fault.message}
    assert places == {"association.x", "rules.x", "elections.#1.candidates.#1.x"} | {
        f"{kind}.#1.x" for kind in KINDS if kind != "elections"
    }
    assert Candidate in {field.table() for field in fields(KINDS["elections"]).values()}
