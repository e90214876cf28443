"""Tables equal Rich's own, byte for byte."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hiephoi_cli.output.grid import Strip, grid
from hiephoi_cli.output.text_width import safe
from output.rich_tables import WAYS, Way, printed, rich_table, texts

SIZES = st.integers(2, 30)


@st.composite
def strips(draw: st.DrawFn) -> list[Strip]:
    """Columns of a table, wide enough or not, of as many rows each."""
    height = draw(st.integers(0, 4))
    columns = st.builds(
        Strip,
        title=texts,
        texts=st.lists(texts, min_size=height, max_size=height).map(safe),
        width=SIZES,
        right=st.booleans(),
        style=st.just(""),
    )
    return draw(st.lists(columns, min_size=1, max_size=4))


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
@settings(max_examples=settings.default.max_examples // 3)
@given(table=strips(), header=st.booleans())
def test_a_table_is_what_rich_draws(way: Way, table: list[Strip], *, header: bool) -> None:
    assert "".join(grid(table, way.screen, header=header)) == printed(rich_table(table, header=header), **way.settings)


def test_a_text_that_comes_often_is_drawn_alike() -> None:
    [*_border, first, second, third, _last] = grid(
        [Strip("", safe(["một hai", "ba", "một hai"]), 4)], WAYS["no styles"].screen, header=False
    )
    assert first == third == "│ một  │\n│ hai  │\n"
    assert second == "│ ba   │\n"


def test_rows_come_one_by_one() -> None:
    rows = grid([Strip("", safe(["a", "b"]), 1)], WAYS["no styles"].screen, header=False)
    assert list(rows) == ["╭───╮\n", "│ a │\n", "│ b │\n", "╰───╯\n"]
