"""The results of a congress, from a list."""

import pytest

from hiephoi_cli.domain.records import Candidate
from hiephoi_cli.domain.result_lists import Ballot, ballots
from hiephoi_cli.errors import InvalidData, NotFound
from registries import member, office, registry

HOUSE = registry(
    office(), office("ban-kiem-tra", "Ban kiểm tra"), member(1, "Công ty TNHH Mẫu"), member(2, "Công ty Khác")
)
COLUMNS = ["office", "person", "", "member", "votes", "elected"]


def test_a_list_gives_a_ballot_for_each_office() -> None:
    lines = [
        (2, ["chu-tich", "Lê An", "1", "HV-0001", "41", "x"]),
        (3, ["chu-tich", "Đỗ Bình", "2", "", "9", ""]),
        (4, ["ban kiểm tra", "Hà Chi", "3", "", "", "có"]),
    ]
    assert ballots(HOUSE, COLUMNS, lines) == [
        Ballot(
            "chu-tich",
            [Candidate(person="Lê An", member="HV-0001", votes=41, elected=True), Candidate(person="Đỗ Bình", votes=9)],
        ),
        Ballot("ban-kiem-tra", [Candidate(person="Hà Chi", elected=True)]),
    ]


@pytest.mark.parametrize("word", ["x", "X", "1", "true", "yes", "có", "Trúng cử", "✓", "Trúng", "Đạt", "ĐẠT", "Đắc cử"])
def test_many_words_say_that_somebody_was_elected(word: str) -> None:
    [ballot] = ballots(HOUSE, ["person", "elected"], [(2, ["A", word])])
    assert ballot.office == ""
    assert ballot.candidates[0].elected


def test_all_faults_are_reported_by_line() -> None:
    with pytest.raises(NotFound) as caught:
        ballots(
            HOUSE,
            ["office", "person", "member", "votes"],
            [
                (2, ["chu-tich", "A", "HV-0009", "mười"]),
                (3, ["trưởng ban", "", "", "5"]),
                (4, ["ban kiem tra", "B", "HV-0001", "5"]),
                (5, ["trưởng ban", "C", "cong ty", "5"]),
            ],
        )
    assert [message for message, _hint in caught.value.reports] == [
        "line 2: no member 'HV-0009'",
        "line 2: Votes: 'mười' is not a whole number",
        "lines 3, 5: no office 'trưởng ban'",
        "line 3: full name is missing",
        "line 5: 'cong ty' matches 2 records",
    ]


@pytest.mark.parametrize("word", ["", "0", "-", "no", "không", "false", "Không trúng", "Không trúng cử", "Không đạt"])
def test_some_words_say_that_somebody_was_not_elected(word: str) -> None:
    [ballot] = ballots(HOUSE, ["person", "elected"], [(2, ["A", word])])
    assert not ballot.candidates[0].elected


@pytest.mark.parametrize(
    ("header", "cells", "said"),
    [
        (["person", "elected"], ["A", "maybe"], "line 2: Elected: 'maybe' is neither yes nor no"),
        (["person", "elected"], ["Nguyen", "Van A", "x"], "line 2: this row has 3 cells, but the header has 2"),
    ],
)
def test_what_would_lose_a_winner_is_refused(header: list[str], cells: list[str], said: str) -> None:
    with pytest.raises(InvalidData) as caught:
        ballots(HOUSE, header, [(2, cells)])
    assert caught.value.reports[0].message == said
