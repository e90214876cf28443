"""Problems as values, and where they are."""

import pytest

from hiephoi_cli.domain.problems import Place, Problem, Severity, invalid

IN_A_MEMBER = Place("members", 2, "HV-0003")


@pytest.mark.parametrize(
    ("place", "told", "path"),
    [
        (Place(), "", ()),
        (Place().at("format"), "format", ("format",)),
        (Place("association").at("name"), "association.name", ("association", "name")),
        (IN_A_MEMBER, "members.HV-0003", ("members", 2)),
        (IN_A_MEMBER.at("tax_code"), "members.HV-0003.tax_code", ("members", 2, "tax_code")),
        (Place("officers").item(1), "officers.#2", ("officers", 1)),
        (Place("members").item(2, "HV-0003"), "members.HV-0003", ("members", 2)),
        (
            Place("elections", 0, "e").at("candidates").item(1).at("votes"),
            "elections.e.candidates.#2.votes",
            ("elections", 0, "candidates", 1, "votes"),
        ),
    ],
)
def test_a_place_is_named_by_keys_and_found_by_indices(place: Place, told: str, path: tuple[str | int, ...]) -> None:
    assert str(place) == told
    assert place.path == path


def test_an_error_tells_all_problems_each_with_its_place() -> None:
    problems = [
        Problem("text", Severity.ERROR, IN_A_MEMBER.at("note"), "odd", "type it again"),
        Problem("unique", Severity.ERROR, Place("officers", 0), "twice"),
    ]
    error = invalid(problems)
    assert error.reports == (("members.HV-0003.note: odd", "type it again"), ("officers.#1: twice", ""))
    assert error.exit_code == 5


def test_an_error_may_say_more_closely_where_each_problem_is() -> None:
    error = invalid([Problem("text", Severity.ERROR, IN_A_MEMBER, "odd")], lambda problem: f"{problem.rule}:7: ")
    assert error.reports[0].message == "text:7: members.HV-0003: odd"
