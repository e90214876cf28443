"""Questions and answers; somebody types them into standard input."""

import io

import pytest

from harness import Cli
from hiephoi_cli.domain.fields import fields
from hiephoi_cli.domain.records import Candidate, Election
from hiephoi_cli.domain.words import Method
from hiephoi_cli.errors import InvalidData
from hiephoi_cli.interface.prompts import agreed, asked, choices, needed


def _types(monkeypatch: pytest.MonkeyPatch, *answers: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{answer}\n" for answer in answers)))


@pytest.mark.parametrize("language", ["en", "vi"])
@pytest.mark.parametrize(
    ("answer", "agrees"),
    [
        *((yes, True) for yes in ("y", "Y", "yes", "c", "C", "có", "CO")),
        *((no, False) for no in ("n", "no", "NO", "k", "không", "Khong", "", " ")),
    ],
)
def test_yes_and_no_are_said_in_either_language(
    monkeypatch: pytest.MonkeyPatch, language: str, answer: str, agrees: bool
) -> None:
    monkeypatch.setenv("HIEPHOI_LANG", language)
    _types(monkeypatch, answer)
    assert agreed("record it?") is agrees


@pytest.mark.parametrize("answer", ["Hoàng Đoàn Ấn", "Chu Văn Mẫu", "yep", "cá", "nn", "1", "x"])
def test_what_is_neither_yes_nor_no_is_asked_again(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], answer: str
) -> None:
    for last in ("y", "n"):
        _types(monkeypatch, answer, answer, last)
        assert agreed("record it?") is (last == "y")
        assert capsys.readouterr().err.count(f"'{answer}' is neither yes nor no\n  hint: type y or n") == 2


def test_a_yes_that_cannot_be_is_refused(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def check() -> None:
        message, hint = "no seat is free", "hiephoi office list"
        raise InvalidData(message, hint)

    _types(monkeypatch, "y", "n")
    assert not agreed("elected?", check)
    assert "no seat is free\n  hint: stop with Ctrl+C, then: hiephoi office list\n" in capsys.readouterr().err


def test_a_question_asked_for_the_third_time_says_how_to_stop(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _types(monkeypatch, "x", "5")
    assert needed("Votes", fields(Candidate)["votes"].parse) == 5
    assert "Ctrl+C" not in capsys.readouterr().err
    _types(monkeypatch, "x", "", "5")
    assert needed("Votes", fields(Candidate)["votes"].parse) == 5
    assert "this cannot be left out\n  Ctrl+C stops; nothing is written\n" in capsys.readouterr().err


def test_enter_skips_a_question_but_not_one_that_is_needed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _types(monkeypatch, "", "", "5")
    assert asked("Votes", int) is None
    assert needed("Votes", int) == 5
    assert "this cannot be left out" in capsys.readouterr().err


@pytest.mark.parametrize("language", ["en", "vi"])
@pytest.mark.parametrize("answer", ["2", "giơ tay", "gio tay", "show-of-hands"])
def test_a_choice_is_made_by_number_or_by_word(monkeypatch: pytest.MonkeyPatch, language: str, answer: str) -> None:
    monkeypatch.setenv("HIEPHOI_LANG", language)
    question, parse, words = choices(fields(Election)["method"])
    assert parse(answer) is Method.SHOW_OF_HANDS
    assert all(f"{number} {word}" in question for number, word in enumerate(words, 1))
    for wrong in ("0", "3", "vỗ tay"):
        with pytest.raises(InvalidData):
            parse(wrong)


def test_a_question_alone_is_not_answered_by_going_back(cli: Cli) -> None:
    cli("member", "add", "Công ty B")
    result = cli.terminal("link", "add", "HV-0002", "HV-0001", answers=["<", "gang", "1/11/2026"])
    assert "there is no going back here" in result.out
    assert 'product = "gang"' in result.file
