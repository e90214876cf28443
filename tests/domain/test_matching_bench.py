"""The bench of `match`, judged by hand: floors for its figures, which the documentation shows."""

import pytest

from matching_bench import BENCHES, Figures, figures
from transcripts import ROOT


@pytest.fixture(scope="module")
def measured() -> dict[tuple[str, bool], Figures]:
    return {(bench, thesaurus): figures(bench, thesaurus=thesaurus) for bench in BENCHES for thesaurus in (True, False)}


def test_the_bench_is_large_enough(measured: dict[tuple[str, bool], Figures]) -> None:
    whole = measured["matching", True]
    assert whole.needs >= 60
    assert whole.members >= 60
    assert measured["matching-held-out", True].needs >= 20


@pytest.mark.parametrize("bench", BENCHES)
def test_with_the_thesaurus_nine_in_ten_suppliers_are_among_the_first_five(
    measured: dict[tuple[str, bool], Figures], bench: str
) -> None:
    assert measured[bench, True].recall >= 0.9
    assert measured[bench, True].precision >= 0.85


@pytest.mark.parametrize("bench", BENCHES)
def test_without_it_seven_in_ten_are(measured: dict[tuple[str, bool], Figures], bench: str) -> None:
    assert measured[bench, False].recall >= 0.7
    assert measured[bench, False].precision >= 0.85


def test_with_the_thesaurus_no_first_place_is_wrong(measured: dict[tuple[str, bool], Figures]) -> None:
    assert [measured[bench, True].false_first for bench in BENCHES] == [[], []]


def test_without_it_few_are(measured: dict[tuple[str, bool], Figures]) -> None:
    assert len(measured["matching", False].false_first) <= 3
    assert measured["matching-held-out", False].false_first == []


@pytest.mark.parametrize("page", ["matching.md", "matching.vi.md"])
def test_the_documentation_shows_these_figures(measured: dict[tuple[str, bool], Figures], page: str) -> None:
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    for bench in BENCHES:
        with_it, without = measured[bench, True], measured[bench, False]
        numbers = [one for got in (with_it, without) for one in (got.recall, got.precision)]
        cells = " | ".join(f"{number:.2f}" for number in numbers)
        cells = cells.replace(".", ",") if page.endswith(".vi.md") else cells
        assert f"| {with_it.needs} | {with_it.members} | {cells} |" in text
