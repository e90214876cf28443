"""Every place of a registry leads to the line, the column and the length of what stands there."""

import re
from pathlib import Path
from unicodedata import normalize

import pytest
import tomli
from hypothesis import given

from hiephoi_cli.domain.faults import MISSING_KEY, UNKNOWN_KEY
from hiephoi_cli.domain.problems import Place
from hiephoi_cli.storage.spots import Spot, Spots
from toml_layouts import LaidOut, layouts

TEXT = """\
format = 1
association.name = "Hiệp hội"

[[members]]
id = "HV-0001"
'tên lạ' = 1
sectors = ["xay-lap", "tu-van"] # x
note = '''
hai dòng'''
offers = [
    "thép", # y
    "xi măng",
]

[[elections]]
candidates = [{ person = "Lê An", votes = 3 }, { person = "Đỗ Bình" }]
"""


def at(kind: str, index: int | None = None, *inner: str | int) -> Place:
    return Place(kind, index, "", inner)


@pytest.mark.parametrize(
    ("place", "rule", "spot"),
    [
        (at("format"), "", (1, 10, 1)),
        (at("association", None, "name"), "", (2, 20, 10)),
        (at("members", 0), "", (4, 1, 11)),
        (at("members", 0), MISSING_KEY, (4, 1, 11)),
        (at("members", 0, "id"), "", (5, 6, 9)),
        (at("members", 0, "phone"), "unclassified", (4, 1, 11)),
        (at("members", 0, "tên lạ"), "", (6, 12, 1)),
        (at("members", 0, "tên lạ"), UNKNOWN_KEY, (6, 1, 8)),
        (at("members", 0, "sectors"), "", (7, 11, 21)),
        (at("members", 0, "sectors", 1), "", (7, 23, 8)),
        (at("members", 0, "sectors", 7), "", (7, 11, 21)),
        (at("members", 0, "note"), "", (8, 8, 3)),
        (at("members", 0, "offers", 1), "", (12, 5, 9)),
        (at("elections", 0, "candidates", 0, "votes"), "", (16, 43, 1)),
        (at("elections", 0, "candidates", 0, "votes"), UNKNOWN_KEY, (16, 35, 5)),
        (at("elections", 0, "candidates", 1), "", (16, 48, 22)),
        (at("elections", 0, "candidates", 1, "votes"), "", (16, 48, 22)),
        (at("rules", None, "quorum"), "", (1, 1, 1)),
        (Place(), "", (1, 1, 1)),
    ],
)
def test_a_place_has_its_spot(place: Place, rule: str, spot: tuple[int, int, int]) -> None:
    assert Spots(TEXT).of(place, rule) == Spot(*spot)
    windows = Spots(TEXT.replace("\n", "\r\n"))
    assert windows.of(place, rule) == Spot(*spot)


def test_columns_count_characters_as_they_are_stored() -> None:
    text = normalize("NFD", 'association = { short_name = "Hội", name = "Hội" } # ế')
    column = text.rindex("name = ")
    assert Spots(text).of(at("association", None, "name"), UNKNOWN_KEY)[:2] == (1, column + 1)


def test_a_value_that_ends_the_file_has_its_length() -> None:
    assert Spots("format = 12").of(at("format")) == Spot(1, 10, 2)


@given(layouts())
def test_every_value_of_a_file_is_found_inside_its_line(laid: LaidOut) -> None:
    spots = Spots(laid.text)
    for way in _ways(tomli.loads(laid.text)):
        kind, *rest = way
        index = rest.pop(0) if rest and isinstance(rest[0], int) else None
        line, column, length = spots.of(at(str(kind), index if isinstance(index, int) else None, *rest))
        told = spots.lines[line - 1].rstrip("\r")
        assert 1 <= column <= len(told)
        assert column - 1 + length <= len(told)
        assert not re.match(r"\s", told[column - 1 :])


def _ways(value: object, way: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """The ways to every value inside a value."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    found = [one for step, item in inside for one in _ways(item, (*way, step))]
    return [way, *found] if way else found


def test_the_corpus_of_odd_files_is_found_too() -> None:
    for path in (Path(__file__).parent.parent / "toml/corpus").glob("*.toml"):
        text = path.read_bytes().decode("utf-8-sig")
        spots = Spots(text)
        for index, member in enumerate(tomli.loads(text).get("members", [])):
            line, column, length = spots.of(at("members", index, "name"))
            assert length >= 1, path
            assert tomli.loads(f"x = {_value(text, line, column)}")["x"] == member["name"], path


def _value(text: str, line: int, column: int) -> str:
    """The value that begins there: the shortest that TOML can read."""
    rest = "\n".join(text.split("\n")[line - 1 :])[column - 1 :]
    for end in range(1, len(rest) + 1):
        try:
            tomli.loads(f"x = {rest[:end]}")
        except tomli.TOMLDecodeError:
            continue
        if rest[end : end + 1] not in ('"', "'"):
            return rest[:end]
    return rest
