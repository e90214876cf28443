"""The questions of `election record`; somebody types the answers into standard input."""

import io
from collections.abc import Iterable
from datetime import date
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from hiephoi_cli.domain.records import Candidate, Registry
from hiephoi_cli.domain.result_lists import Ballot
from hiephoi_cli.domain.words import Method
from hiephoi_cli.errors import InvalidData, NotFound
from hiephoi_cli.interface.dialogue import conducted
from hiephoi_cli.interface.election_draft import Draft
from hiephoi_cli.interface.election_questions import completed
from registries import member, office, registry, winner

DAY = date(2029, 11, 11)
TODAY = date(2030, 1, 1)
HOUSE = registry(
    office(), office("pho", "Phó Chủ tịch", seats=2), member(1, "Công ty TNHH Mẫu", representative="Lê Văn Mẫu")
)
NOTHING = Draft(office="", on=None, ballots=(), values={}, by_election=False)
KNOWN: dict[str, tuple[Any, str]] = {
    "event": ("Đại hội II", "Đại hội II"),
    "elected_by": ("Đại hội", "Đại hội"),
    "term": ("2029-2034", "2029-2034"),
    "method": (Method.SECRET_BALLOT, "1"),
    "eligible": (60, "60"),
    "present": (50, "50"),
    "cast": (49, "49"),
    "valid": (48, "48"),
}
"""What may be known of an election: each value, and how it is typed."""
MAU, AN = winner("Lê Văn Mẫu", member="HV-0001", votes=40), Candidate(person="Lê An", votes=8)
BALLOT = ["Lê Văn Mẫu", "", "40", "y", "Lê An", "", "8", "n", ""]


def _completed(draft: Draft, answers: Iterable[str], house: Registry = HOUSE, *, strict: bool = False) -> Draft:
    """What comes of the draft; every answer is asked for."""
    with patch("sys.stdin", io.StringIO("".join(f"{answer}\n" for answer in answers))) as typed:
        whole = conducted(lambda dialogue: completed(draft, house, TODAY, dialogue, strict=strict))
        assert not typed.read()
    return whole


@given(
    known=st.sets(st.sampled_from([*KNOWN, "office", "on", "candidates"])),
    skipped=st.sets(st.sampled_from([*KNOWN])),
)
def test_only_what_is_missing_is_asked_for(known: set[str], skipped: set[str]) -> None:
    draft = Draft(
        office="chủ tịch" if "office" in known else "",
        on=DAY if "on" in known else None,
        ballots=(Ballot("", [MAU, AN]),) if "candidates" in known else (),
        values={name: KNOWN[name][0] for name in KNOWN if name in known},
        by_election=False,
    )
    answers = [
        *([] if "office" in known else ["chu tich"]),
        *([] if "on" in known else ["11/11/2029"]),
        *("" if name in skipped else typed for name, (_value, typed) in KNOWN.items() if name not in known),
        *([] if "candidates" in known else BALLOT),
    ]
    whole = _completed(draft, answers)
    assert (whole.office, whole.on) == ("chu-tich", DAY)
    assert whole.values == {
        name: value for name, (value, _typed) in KNOWN.items() if name in known or name not in skipped
    }
    [ballot] = whole.ballots
    assert list(ballot.candidates) == [MAU, AN]


@pytest.mark.parametrize(
    ("place", "wrong", "said"),
    [
        (0, "trưởng ban", "no office 'trưởng ban'"),
        (1, "31/11/2029", "there is no day '31/11/2029'"),
        (5, "phiếu", "'phiếu' is not one of"),
        (7, "61", "present: 61, more than eligible (60)"),
        (8, "51", "cast: 51, more than present (50)"),
        (9, "50", "valid: 50, more than cast (49)"),
        (11, "HV-0009", "no member 'HV-0009'"),
        (12, "49", "49 votes, more than valid (48)"),
        (12, "nhiều", "'nhiều' is not a whole number"),
        (13, "Hoàng", "'Hoàng' is neither yes nor no"),
        (17, "y", "2 elected to 'chu-tich', more than seats (1)"),
    ],
)
def test_a_wrong_answer_is_refused_at_once_and_nothing_is_lost(
    capsys: pytest.CaptureFixture[str], place: int, wrong: str, said: str
) -> None:
    answers = ["chu-tich", "2029-11-11", *(typed for _value, typed in KNOWN.values()), *BALLOT]
    whole = _completed(NOTHING, [*answers[:place], wrong, *answers[place:]])
    assert said in capsys.readouterr().err
    assert whole == _completed(NOTHING, answers)


def test_an_answer_goes_back_to_the_question_before_and_what_came_after_it_is_offered_again(
    capsys: pytest.CaptureFixture[str],
) -> None:
    answers = ["chu-tich", "2029-11-11", *(typed for _value, typed in KNOWN.values()), *BALLOT]
    whole = _completed(NOTHING, answers)
    capsys.readouterr()
    slip = [*answers[:6], "6", "50", "<", "60"]
    assert _completed(NOTHING, ["<", *slip, *answers[7:]]) == whole
    shown = capsys.readouterr().err
    assert "this is the first question" in shown
    assert "more than eligible (6)\n  hint: compare the numbers with the minutes\n  if an earlier answer" in shown
    assert "Eligible [6]: " in shown
    back = [*answers[:-1], *["<"] * 6, "5", *[""] * 6]
    assert _completed(NOTHING, back).ballots[0].candidates == (structs.replace(MAU, votes=5), AN)
    other = _completed(NOTHING, [*answers[:14], *["<"] * 4, "Đỗ Bình", "", "", "n", ""])
    assert other.ballots[0].candidates == (Candidate(person="Đỗ Bình", votes=40),)


def test_what_may_be_answered_is_listed_in_place_of_a_command_that_cannot_be_typed_there(
    capsys: pytest.CaptureFixture[str],
) -> None:
    _completed(
        NOTHING.with_candidates(MAU), ["trưởng ban", "chu-tich", "2029-11-11", *["", "", "", "3", "1"], *[""] * 4]
    )
    shown = capsys.readouterr().err
    assert "name one of these:\n    chu-tich  Chủ tịch\n    pho  Phó Chủ tịch\n" in shown
    assert "'3' is not one of 1 secret-ballot · 2 show-of-hands\n  hint: type a number from 1 to 2\n" in shown


def test_nobody_stands_twice_and_somebody_stands(capsys: pytest.CaptureFixture[str]) -> None:
    whole = _completed(
        structs.replace(NOTHING, office="chu-tich", on=DAY), [*[""] * 8, "", "Lê An", *[""] * 3, "Lê An", "", ""]
    )
    assert list(whole.ballots[0].candidates) == [Candidate(person="Lê An")]
    shown = capsys.readouterr().err
    assert "nobody stands in this election" in shown
    assert "'Lê An' stands twice" in shown


def test_a_candidate_may_be_typed_as_options_take_it(capsys: pytest.CaptureFixture[str]) -> None:
    values = {name: value for name, (value, _typed) in KNOWN.items()}
    draft = structs.replace(NOTHING, office="chủ tịch", on=DAY, values=values)
    [ballot] = _completed(draft, ["Lê Văn Mẫu@hv-0001=40", "y", "Lê An@HV-9", "Lê An=8", "", "n", ""]).ballots
    assert ballot.candidates == (MAU, AN)
    assert "no member 'HV-9'" in capsys.readouterr().err


def test_a_member_is_proposed_where_the_person_represents_only_one(capsys: pytest.CaptureFixture[str]) -> None:
    members = (member(n, f"Công ty Mẫu {n}", representative="Lê Văn Mẫu") for n in (1, 2))
    ballot = [*[""] * 8, "lê văn mẫu", "", "", "", ""]
    for house, proposed in ((HOUSE, "HV-0001"), (registry(office(), *members), None)):
        whole = _completed(structs.replace(NOTHING, office="chu-tich", on=DAY), ballot, house)
        assert whole.ballots[0].candidates[0].member == proposed
        assert ("Member [HV-0001 Công ty TNHH Mẫu]" in capsys.readouterr().err) == bool(proposed)


def test_options_that_cannot_be_are_refused_before_more_is_asked() -> None:
    draft = structs.replace(NOTHING, office="chu-tich", on=DAY, values={"present": 70, "eligible": 60})
    with pytest.raises(InvalidData, match=r"present: 70, more than eligible \(60\)"):
        _completed(draft, [])
    with pytest.raises(NotFound):
        _completed(structs.replace(NOTHING, office="truong-ban"), [])
    with pytest.raises(NotFound, match="no member 'HV-0009'"):
        _completed(NOTHING.with_candidates(Candidate(person="Lê An", member="HV-0009")), [])
    with pytest.raises(InvalidData, match="2 holders"):
        _completed(NOTHING.with_candidates(winner("Lê An"), winner("Đỗ Bình")), ["chu-tich", "2029-11-11"])
    with pytest.raises(NotFound, match="no offices yet"):
        _completed(NOTHING, [], registry())


def test_a_day_on_which_nobody_can_be_elected_is_named_before_more_is_asked(
    capsys: pytest.CaptureFixture[str],
) -> None:
    draft = structs.replace(NOTHING, office="chu-tich", on=DAY)
    after = _completed(draft, [*[""] * 8, *BALLOT]).change(HOUSE)
    lost = _completed(draft, ["y", *[""] * 8, "Lê An", "", "", "y", "n", ""], after)
    assert lost.ballots[0].candidates[0] == Candidate(person="Lê An")
    assert capsys.readouterr().err.count("already recorded, as 2029-11-11-chu-tich") == 2


@pytest.mark.parametrize(
    ("holders", "proposed", "answer", "by_election"),
    [(1, "(Y/n)", "", True), (1, "(Y/n)", "n", False), (2, "(y/N)", "", False)],
)
def test_an_election_for_the_running_term_may_be_a_by_election(
    capsys: pytest.CaptureFixture[str], holders: int, proposed: str, answer: str, by_election: bool
) -> None:
    first = structs.replace(NOTHING, office="pho", on=DAY, values={"term": "2029-2034"})
    house = first.with_candidates(*[winner("Đỗ Bình"), winner("Hà Chi")][:holders]).change(HOUSE)
    draft = structs.replace(NOTHING, office="pho", on=date(2031, 3, 1))
    answers = ["", "", "Khóa II (2029 – 2034)", answer, *[""] * 5, "Lê An", "", "", "y", ""]
    assert _completed(draft, answers, house).by_election is by_election
    assert f"a by-election, only for free seats? {proposed}" in capsys.readouterr().err


def test_a_day_too_early_for_the_named_candidates_is_asked_again(capsys: pytest.CaptureFixture[str]) -> None:
    after = structs.replace(NOTHING, office="chu-tich", on=DAY).with_candidates(winner("Đỗ Bình")).change(HOUSE)
    draft = structs.replace(NOTHING, office="chu-tich").with_candidates(winner("Lê An"))
    assert _completed(draft, ["2029-11-10", "2034-11-11", *[""] * 8], after).on == date(2034, 11, 11)
    assert "is too early" in capsys.readouterr().err


def test_strict_refuses_answers_that_warn(capsys: pytest.CaptureFixture[str]) -> None:
    draft = structs.replace(NOTHING, office="chu-tich", on=DAY, values={"eligible": 60})
    whole = _completed(draft, [*[""] * 4, "20", "48", "", "", *BALLOT], strict=True)
    assert whole.values == {"eligible": 60, "present": 48}
    assert "20 of 60 present" in capsys.readouterr().err


def test_a_name_typed_without_accents_is_the_representatives() -> None:
    answers = ["chu-tich", "2029-11-11", *[""] * 8, "le van mau", "", "", "y", ""]
    [winner_] = _completed(NOTHING, answers).ballots[0].candidates
    assert (winner_.person, winner_.member) == ("Lê Văn Mẫu", "HV-0001")
