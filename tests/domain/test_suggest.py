"""Guesses at what somebody meant."""

import pytest

from hiephoi_cli.domain.fields import fields, names_of_fields
from hiephoi_cli.domain.records import KINDS, Candidate, Table
from hiephoi_cli.domain.suggest import closest, did_you_mean, named
from hiephoi_cli.errors import UsageError
from hiephoi_cli.i18n import spoken


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


@pytest.mark.parametrize("table", [*KINDS.values(), Candidate])
def test_every_field_goes_by_its_titles_in_both_languages(table: type[Table]) -> None:
    names = names_of_fields(table)
    for name, field in fields(table).items():
        for word in (name, field.option_name, field.option, *spoken(field.title), *field.headings):
            assert named(word.upper(), names, "no such field") == name


def test_a_key_wins_over_a_title_and_a_title_of_two_is_refused() -> None:
    names = {"name": ("Tên",), "code": ("Name", "Mã"), "id": ("Mã",)}

    assert named("name", names, "") == named("Name", names, "") == "name"
    with pytest.raises(UsageError) as caught:
        named("ma", names, "")
    assert caught.value.reports == (("'ma' matches several: 'code', 'id'", "write one of these"),)


def test_an_unknown_name_is_reported_with_the_nearest_or_with_all() -> None:
    for word, hint in (("Tê", "did you mean 'Tên'?"), ("zzz", "choose from: name")):
        with pytest.raises(UsageError) as caught:
            named(word, {"name": ("Tên",)}, "unknown")
        assert caught.value.reports == (("unknown", hint),)
