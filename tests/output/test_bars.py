"""Bars beside numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from hiephoi_cli.output.bars import bar, with_bars
from hiephoi_cli.output.listing import Listing
from hiephoi_cli.output.listing_text import FORMATS
from hiephoi_cli.output.table import table
from output.listings import made
from registries import vietnamese


def barred(*rows: tuple[str, int]) -> Listing:
    listing = made([{"name": name, "count": count} for name, count in rows])
    most = max(count for _name, count in rows)
    return with_bars(listing, lambda row: row["count"], lambda _row: most)


@pytest.mark.parametrize(
    ("number", "most", "drawn"),
    [(0, 0, ""), (0, 8, ""), (8, 8, "████"), (4, 8, "██"), (3, 8, "█▌"), (1, 8, "▌"), (1, 1000, "▏")],
)
def test_a_bar_is_a_share_of_the_longest_and_any_number_shows(number: int, most: int, drawn: str) -> None:
    assert bar(number, most, 4) == drawn


@given(st.integers(0, 10**6), st.integers(1, 10**6), st.integers(1, 60))
def test_a_bar_is_never_longer_than_the_longest(number: int, more: int, longest: int) -> None:
    assert cell_len(bar(number, number + more, longest)) <= longest
    assert cell_len(bar(number, max(number, 1), longest)) == (longest if number else 0)


@given(vietnamese, st.sampled_from((40, 60, 80, 120, 200)))
def test_bars_fill_what_the_terminal_leaves_and_do_not_wrap(name: str, width: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COLUMNS", str(width))
        text = "".join(table(barred((name, 7), ("株式会社", 14)), True, on_terminal=False))
    lines = text.splitlines()
    assert all(cell_len(line) <= width for line in lines)
    assert len(lines) == 6
    assert "█" * min(width - 40, 40) in text


def test_bars_give_way_on_a_narrow_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "30")
    text = "".join(table(barred(("Công ty Cổ phần dự án", 7)), True, on_terminal=False))
    assert "█" not in text
    assert "7" in text


def test_programs_see_bars_only_when_they_name_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    listing = barred(("A", 1))
    for name in ("tsv", "csv", "json", "jsonl"):
        assert "bar" not in "".join(FORMATS[name](listing, True))
        assert "█" in "".join(FORMATS[name](listing.choose(["bar"]), True)).replace("\\u2588", "█")
