"""People by what is typed, and their names wherever they stand."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiephoi_cli.domain.people import mandate_of, mandates_of, people, rename
from hiephoi_cli.domain.records import Officer, Registry
from hiephoi_cli.errors import Conflict, NotFound
from registries import election, loser, member, office, officer, registry, winner

TWO = registry(
    office(seats=3),
    member(1, representative="Lê Văn Mẫu"),
    member(2, representative="LÊ VĂN MẪU"),
    election(candidates=[winner("Lê Văn Mẫu", member="HV-0001"), loser("Đỗ Bình")]),
    officer("Lê Văn Mẫu", member="HV-0001"),
    officer("Ông Lê Văn Mẫu", member="HV-0002"),
    officer("Đỗ Bình", until=date(2025, 1, 1)),
    officer("Đỗ Bình", since=date(2026, 1, 1)),
)


def named(text: str) -> list[tuple[str, str | None]]:
    return [(one.person, one.member) for one in mandates_of(TWO, TWO.officers, text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("lê văn mẫu", [("Lê Văn Mẫu", "HV-0001"), ("Ông Lê Văn Mẫu", "HV-0002")]),
        ("Bà Lê Văn Mẫu@hv-0002", [("Ông Lê Văn Mẫu", "HV-0002")]),
        ("le mau@công ty 1", [("Lê Văn Mẫu", "HV-0001")]),
        ("Lê Văn Mẫu@", []),
        ("bình", [("Đỗ Bình", None)] * 2),
    ],
)
def test_a_name_or_words_of_it_and_a_member_name_mandates(text: str, found: list[tuple[str, str | None]]) -> None:
    assert named(text) == found


@pytest.mark.parametrize(
    ("text", "choices"),
    [
        ("Lê Văn Mẫu", ['  "Lê Văn Mẫu@HV-0001"', '  "Ông Lê Văn Mẫu@HV-0002"']),
        ("Đỗ Bình", ['  "Đỗ Bình" --on 2024-01-01', '  "Đỗ Bình" --on 2026-01-01']),
    ],
)
def test_several_mandates_are_listed_as_each_is_named(text: str, choices: list[str]) -> None:
    with pytest.raises(Conflict) as error:
        mandate_of(TWO, TWO.officers, text)
    assert error.value.reports[0].hint.splitlines()[1:] == choices


def test_everybody_is_there_once_under_the_first_spelling() -> None:
    assert list(people(TWO).values()) == ["Lê Văn Mẫu", "LÊ VĂN MẪU", "Đỗ Bình"]


def test_a_name_is_corrected_wherever_the_person_stands_and_nowhere_else() -> None:
    after = rename(TWO, "lê văn mẫu@HV-0001", "Lê Văn Mậu")
    assert [one.representative for one in after.members] == ["Lê Văn Mậu", "LÊ VĂN MẪU"]
    assert [one.person for one in after.elections[0].candidates] == ["Lê Văn Mậu", "Đỗ Bình"]
    assert [one.person for one in after.officers] == ["Lê Văn Mậu", "Ông Lê Văn Mẫu", "Đỗ Bình", "Đỗ Bình"]


@pytest.mark.parametrize(("text", "error"), [("Lê Văn Mẫu", Conflict), ("Vũ Tý", NotFound), ("", NotFound)])
def test_a_name_of_several_people_or_of_nobody_is_not_corrected(text: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        rename(TWO, text, "Lê Văn Mậu")


def test_who_stands_for_no_member_is_the_only_one_of_that_name() -> None:
    before = registry(office(), member(1, representative="Lê An"), officer("Lê An"))
    after = rename(before, "Lê An@HV-0001", "Lê Ân")
    assert (after.members[0].representative, after.officers[0].person) == ("Lê Ân", "Lê Ân")


names = st.sampled_from(["Lê An", "LÊ AN", "Ông Lê An", "Đỗ Bình"])
mandates = st.lists(st.tuples(names, st.sampled_from(["HV-0001", "HV-0002", None])), max_size=4)


def _registry(held: list[tuple[str, str | None]]) -> Registry:
    officers = [Officer(person=person, office="chu-tich", member=of, since=date(2024, 1, 1)) for person, of in held]
    return registry(office(), member(1), member(2), *officers)


@given(mandates)
def test_a_correction_and_its_inverse_leave_what_was_there(held: list[tuple[str, str | None]]) -> None:
    before = _registry([(person, of) for person, of in held if person in {"Lê An", "Đỗ Bình"}])
    for text in ("Lê An@HV-0001", "Đỗ Bình@HV-0002"):
        if any(f"{one.person}@{one.member}" == text for one in before.officers):
            person, _at, of = text.partition("@")
            assert rename(rename(before, text, "Vũ Tý"), f"Vũ Tý@{of}", person) == before
