"""Guesses at what somebody meant."""

import pytest

from hiephoi_cli.domain.suggest import closest, did_you_mean


@pytest.mark.parametrize(
    ("word", "option"), [("phnoe", "phone"), ("Xay Lap", "Xây lắp"), ("CHUTICH", "chu-tich"), ("phone", "phone")]
)
def test_the_closest_option_is_found_whatever_accents_and_case(word: str, option: str) -> None:
    assert closest(word, ["phone", "email", "Xây lắp", "chu-tich"]) == option


@pytest.mark.parametrize("word", ["", "zzzz", "株式"])
def test_nothing_is_guessed_where_nothing_is_alike(word: str) -> None:
    assert closest(word, ["phone", "email"]) is None
    assert did_you_mean(word, ["phone", "email"]) == ""


def test_nothing_is_guessed_out_of_nothing() -> None:
    assert closest("phone", []) is None


def test_the_guess_is_put_as_a_question() -> None:
    assert did_you_mean("emial", ["phone", "email"]) == "did you mean 'email'?"
