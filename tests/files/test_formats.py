"""Formats told by their names and by the endings of files."""

from pathlib import Path

import pytest

from hiephoi_cli.errors import UsageError
from hiephoi_cli.files.formats import FORMATS, chosen, endings, implied
from hiephoi_cli.output.listing_formats import NAMES, listing_writers
from hiephoi_cli.output.listing_text import FORMATS as TEXTS

ALL = tuple(FORMATS)


def test_every_format_of_a_listing_is_known_and_can_be_written() -> None:
    assert set(NAMES) == listing_writers().keys() == {*TEXTS, "table", "xlsx"}
    assert set(NAMES) <= FORMATS.keys()


@pytest.mark.parametrize("name", ALL)
def test_an_ending_tells_its_format_in_any_case(name: str) -> None:
    for ending in endings([name]):
        assert implied(f"LIST{ending.upper()}", ALL) is FORMATS[name]
        assert chosen(ALL, None, Path(f"list{ending}"), usual="csv") is FORMATS[name]
        assert chosen(ALL, name, Path(f"list{ending}")) is FORMATS[name]


def test_nobody_need_name_a_format_without_a_file() -> None:
    assert chosen(ALL, None, None, usual="tsv").name == "tsv"
    with pytest.raises(UsageError, match="'--format' is missing"):
        chosen(ALL, None, None)


def test_popolo_suits_json_files_and_is_implied_none() -> None:
    assert chosen(ALL, "popolo", Path("a.json")).name == "popolo"
    assert implied("a.json", ALL).name == "json"
    with pytest.raises(UsageError, match="no known format"):
        implied("a.json", ["popolo", "sqlite"])


def test_a_name_and_an_ending_that_differ_are_refused() -> None:
    with pytest.raises(UsageError, match="does not fit the format xlsx"):
        chosen(["xlsx"], "xlsx", Path("a.csv"))
    assert chosen(["xlsx"], "xlsx", Path("a.dat")).name == "xlsx"


def test_an_unknown_name_is_answered_with_the_nearest() -> None:
    with pytest.raises(UsageError) as caught:
        chosen(NAMES, "jsn", None)
    assert caught.value.reports == (("no format 'jsn'", "did you mean 'json'?"),)
