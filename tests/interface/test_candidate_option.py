"""Candidates as words of a command line."""

import pytest

from hiephoi_cli.errors import InvalidData
from hiephoi_cli.interface.candidate_option import candidate


@pytest.mark.parametrize(
    ("text", "person", "member_key", "votes"),
    [
        ("Phạm Đoàn Tùng", "Phạm Đoàn Tùng", None, None),
        ("Lê An@HV-0001", "Lê An", "HV-0001", None),
        ("Lê An=65", "Lê An", None, 65),
        ("Lê An@top land=0", "Lê An", "top land", 0),
        (" Lê\u00a0An @ HV-0001 = 65 ", "Lê An", "HV-0001", 65),
        ("Lê An@=5", "Lê An", None, 5),
        ("Lê An@", "Lê An", None, None),
        ("Lê An@a@b", "Lê An", "a@b", None),
        ("Lê An@Công ty A=B=3", "Lê An", "Công ty A=B", 3),
    ],
)
def test_a_candidate_is_a_person_maybe_a_member_maybe_votes(
    text: str, person: str, member_key: str | None, votes: int | None
) -> None:
    for elected in (True, False):
        found = candidate(text, elected=elected)
        assert (found.person, found.member, found.votes, found.elected) == (person, member_key, votes, elected)


@pytest.mark.parametrize("text", ["", " ", "=5", "@HV-0001", "@HV-0001=5", " @ = "])
def test_a_candidate_without_a_name_is_refused(text: str) -> None:
    with pytest.raises(InvalidData) as caught:
        candidate(text, elected=True)
    [(message, hint)] = caught.value.reports
    assert message == f"'{text}' names nobody"
    assert "PERSON@MEMBER" in hint


@pytest.mark.parametrize("text", ["Lê An=", "Lê An=-1", "Lê An=nhiều", "Lê An=5@HV-0001", "Lê\x1bAn"])
def test_votes_that_are_no_number_and_control_characters_are_refused(text: str) -> None:
    with pytest.raises(InvalidData):
        candidate(text, elected=True)


def test_a_name_with_a_sign_of_votes_in_it_is_refused() -> None:
    with pytest.raises(InvalidData, match="a person's name has no ="):
        candidate("Lê=An=3", elected=True)
