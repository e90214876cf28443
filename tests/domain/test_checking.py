"""Faults and broken rules are told together: each fault once, and nothing that is only a consequence of it."""

import copy
from collections.abc import Iterator, Mapping
from datetime import datetime, time
from itertools import product
from typing import Any

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from harness import share
from hiephoi_cli.domain.checking import problems
from hiephoi_cli.domain.decoding import registry_of
from hiephoi_cli.domain.problems import Problem
from hiephoi_cli.domain.rules import RULES
from hiephoi_cli.domain.rules.example import SOUND
from registries import TODAY

Way = tuple[str | int, ...]

SOUND_AND_FULL = """
format = 1

[association]
name = "Hiệp hội Mẫu"
phone = "0225 3822 616"

[rules]
term_years = 6
quorum = "1/3"
majority = "1/3"

[[sectors]]
code = "xay-lap"
name = "Xây lắp"

[[offices]]
code = "chu-tich"
name = "Chủ tịch"

[[offices]]
code = "uy-vien"
name = "Ủy viên"
seats = 3

[[members]]
id = "HV-0001"
name = "Công ty Hải Mẫu"
sectors = ["xay-lap"]
representative = "Lê Văn Mẫu"
tax_code = "0314409058"
joined = 2014-01-01

[[members]]
id = "HV-0002"
name = "Công ty Hai Mẫu"
sectors = []
membership = "honorary"
tax_code = "0314409058-001"
joined = 2020-01-01
left = 2024-01-01
left_reason = "dissolved"

[[elections]]
id = "2024-11-11-chu-tich"
on = 2024-11-11
office = "chu-tich"
term = "2024-2030"
eligible = 60
present = 25
cast = 25
valid = 24
candidates = [
    { person = "Lê Văn Mẫu", member = "HV-0001", votes = 10, elected = true },
    { person = "Vũ Văn Mẫu", votes = 9 },
]

[[elections]]
id = "2024-11-12-uy-vien"
on = 2024-11-12
office = "uy-vien"
candidates = [
    { person = "Đỗ Văn Mẫu", elected = true },
    { person = "Hà Thị Mẫu", elected = true },
]

[[officers]]
person = "Ngô Văn Mẫu"
office = "chu-tich"
term = "2014-2019"
since = 2014-11-11
until = 2024-11-11
end_reason = "term-ended"
member = "HV-0001"

[[officers]]
person = "Lê Văn Mẫu"
office = "chu-tich"
member = "HV-0001"
term = "2024-2030"
since = 2024-11-11
election = "2024-11-11-chu-tich"

[[officers]]
person = "Đỗ Văn Mẫu"
office = "uy-vien"
since = 2024-11-12
election = "2024-11-12-uy-vien"

[[officers]]
person = "Hà Thị Mẫu"
office = "uy-vien"
since = 2024-11-12
election = "2024-11-12-uy-vien"
"""
"""A registry that keeps every rule, and would break many if values of it were not there."""

WITHOUT_BEARING = """
[[members]]
id = "HV-0098"
name = "Công ty Không Liên Quan"
sectors = ["xay-lap"]
tax_code = "0100233488"
representative = "Phan Văn Mẫu"
phone = "0225 3822 616"
email = "a@b.example"
offers = ["thép"]
joined = 2024-01-01
left = 2024-02-01
left_reason = "resigned"
"""
"""A member that no rule's example has to do with."""


def ways(value: object, way: Way = ()) -> Iterator[Way]:
    """The ways to every value inside a value."""
    yield way
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, item in inside:
        yield from ways(item, (*way, step))


def changed(values: Mapping[str, Any], way: Way, wrong: object = None) -> dict[str, Any]:
    """The values with another in that place; None takes out what stands there."""
    new: Any = copy.deepcopy(dict(values))
    *parents, last = way
    at = new
    for step in parents:
        at = at[step]
    if wrong is None:
        del at[last]
    else:
        at[last] = wrong
    found: dict[str, Any] = new
    return found


def check(text: str) -> list[Problem]:
    return problems(tomli.loads(text), TODAY)


FULL = tomli.loads(SOUND_AND_FULL)
WAYS = [way for way in ways(FULL) if way]
NEEDED = [
    way for way in WAYS if isinstance(way[-1], str) and registry_of(changed(FULL, way)) is None
]  # fmt: skip
ALONE = tomli.loads(WITHOUT_BEARING)["members"][0]


def told(found: list[Problem]) -> list[tuple[str, str]]:
    return [(problem.rule, str(problem.place)) for problem in found]


def test_the_full_registry_keeps_every_rule() -> None:
    assert problems(FULL, TODAY) == []


@pytest.mark.parametrize("way", share(WAYS, every=3), ids=str)
def test_a_faulty_value_is_one_problem_and_has_no_consequences(way: Way) -> None:
    [problem] = problems(changed(FULL, way, time(1)), TODAY)
    assert (problem.rule, problem.place.path) == ("wrong-value", way)


@pytest.mark.parametrize("way", NEEDED, ids=str)
def test_a_missing_key_is_one_problem_and_has_no_consequences(way: Way) -> None:
    [problem] = problems(changed(FULL, way), TODAY)
    assert (problem.rule, problem.place.path) == ("missing-key", way[:-1])
    assert f"'{way[-1]}'" in problem.message


@pytest.mark.parametrize("way", [way for way in [(), *WAYS] if isinstance(way[-1:] and way[-1], int)], ids=str)
def test_an_unknown_key_is_one_problem_and_has_no_consequences(way: Way) -> None:
    if way[-2:-1] == ("sectors",) and len(way) > 2:
        return
    [problem] = problems(changed(FULL, (*way, "phnoe"), 1), TODAY)
    assert (problem.rule, problem.place.path) == ("unknown-key", (*way, "phnoe"))


def _faults() -> list[tuple[str, str, Any]]:
    """The kinds of faults of a member's fields, each with the fault's rule."""
    wrong = [("wrong-value", name, time(1)) for name in ALONE]
    missing = [("missing-key", name, None) for name in ("id", "name")]
    return [*wrong, *missing, ("unknown-key", "phnoe", "1"), ("wrong-value", "joined", datetime(2024, 1, 1))]  # noqa: DTZ001


@pytest.mark.parametrize(("name", "fault"), share([*product(RULES, _faults())], every=23))
def test_a_fault_hides_no_problem_elsewhere(name: str, fault: tuple[str, str, Any]) -> None:
    rule, field, wrong = fault
    values = tomli.loads(SOUND + WITHOUT_BEARING + RULES[name].example)
    [expected] = problems(values, TODAY)
    assert expected.rule == name
    index = next(index for index, one in enumerate(values["members"]) if one["id"] == "HV-0098")
    found = problems(changed(values, ("members", index, field), wrong), TODAY)
    assert [problem.rule for problem in found] == [rule, name]
    assert found[1] == expected


@pytest.mark.parametrize("name", share([*RULES], every=4))
def test_a_fault_of_the_association_hides_no_broken_rule(name: str) -> None:
    values = tomli.loads(SOUND + RULES[name].example)
    found = problems(changed(values, ("association", "name")), TODAY)
    assert found[0].rule == "missing-key"
    assert found[1:] == problems(values, TODAY)


def test_a_record_that_lacks_its_name_is_checked_all_the_same() -> None:
    found = check(f'{SOUND}\n[[members]]\nid = "HV-0002"\ntax_code = "0200747398"\nleft_reason = "resigned"\n')
    assert told(found) == [
        ("missing-key", "members.HV-0002"),
        ("tax-code", "members.HV-0002.tax_code"),
        ("left-reason", "members.HV-0002.left_reason"),
        ("unclassified", "members.HV-0002.sectors"),
    ]
    assert "\ufdd0" not in found[-1].message


def test_a_record_that_lacks_its_id_is_named_by_its_place() -> None:
    found = check(f'{SOUND}\n[[members]]\nname = "A"\nsectors = ["xay-lap"]\ntax_code = "1"\n')
    assert told(found) == [("missing-key", "members.#2"), ("tax-code", "members.#2.tax_code")]


def test_a_faulty_item_of_a_list_moves_no_other() -> None:
    found = check(f'{SOUND}\n[[members]]\nid = "HV-0002"\nname = "A"\nsectors = [1, "xay-lap", "khong-co"]\n')
    assert told(found) == [
        ("wrong-value", "members.HV-0002.sectors.#1"),
        ("reference", "members.HV-0002.sectors.#3"),
    ]


def test_a_faulty_candidate_hides_nothing_of_the_others() -> None:
    text = '[[elections]]\nid = "e"\non = 2025-01-01\noffice = "chu-tich"\nvalid = 5\n'
    found = check(f'{SOUND}\n{text}candidates = [{{ votes = 1 }}, 5, {{ person = "A", votes = 6 }}]\n')
    assert told(found) == [
        ("missing-key", "elections.e.candidates.#1"),
        ("wrong-value", "elections.e.candidates.#2"),
        ("ballot", "elections.e.candidates.#3.votes"),
    ]


def test_what_a_faulty_value_may_answer_is_reported_once_it_is_mended() -> None:
    sector_without_code = SOUND.replace('code = "xay-lap"\n', "", 1)
    assert told(check(sector_without_code)) == [("missing-key", "sectors.#1")]
    mended = sector_without_code.replace("[[sectors]]\n", '[[sectors]]\ncode = "x"\n', 1)
    assert told(check(mended)) == [("reference", "members.HV-0001.sectors.#1")]


def test_rules_are_worth_what_a_faulty_registry_says() -> None:
    text = f'{SOUND}\n[rules]\nunclassified = "error"\nvacant = "of"\nphnoe = 1\n\n[[members]]\nid = "x"\nname = "A"\n'
    found = check(text)
    assert [(one.rule, one.severity.value) for one in found] == [
        ("wrong-value", "error"),
        ("unknown-key", "error"),
        ("unclassified", "error"),
    ]


def test_a_file_for_another_version_is_one_fault_and_is_checked() -> None:
    assert told(check(SOUND.replace("format = 1", "format = 2"))) == [("wrong-value", "format")]


@pytest.mark.parametrize("values", [{}, {"format": 1}, {"association": 3, "members": [[]], "rules": []}])
def test_values_that_are_no_registry_are_all_faults(values: dict[str, Any]) -> None:
    found = problems(values, TODAY)
    assert found
    assert {problem.rule for problem in found} <= {"missing-key", "wrong-value"}


PLAIN = st.sampled_from([1, -1, "x", "", True, 1.5, [], {}, [1], [{}], {"a": []}, time(1), datetime(2024, 1, 1)])  # noqa: DTZ001


@given(st.lists(st.tuples(st.sampled_from(WAYS), PLAIN), min_size=1, max_size=5), st.sampled_from(list(RULES)))
def test_whatever_is_wrong_each_fault_is_reported_once(faults: list[tuple[Way, Any]], name: str) -> None:
    records, _, limits = RULES[name].example.partition("[rules]\n")
    values: dict[str, Any] = tomli.loads(SOUND_AND_FULL.replace("[rules]\n", f"[rules]\n{limits}\n") + records)
    for way, wrong in faults:
        try:
            values = changed(values, way, copy.deepcopy(wrong))
        except (LookupError, TypeError):
            continue
    found = problems(values, TODAY)
    identities = [(one.rule, one.place.path, one.message) for one in found]
    assert len(set(identities)) == len(identities)
    assert not any("\ufdd0" in f"{one.message}{one.hint}{one.place}{one.related}" for one in found)
