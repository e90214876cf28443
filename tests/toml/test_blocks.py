"""New tables as blocks of lines."""

from datetime import date

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from hiephoi_cli.toml.blocks import blocks
from hiephoi_cli.toml.values import Style, key_text, value_text

PLAIN = Style("\n", "")
TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
VALUES = TEXTS | st.booleans() | st.integers(-(2**53), 2**53) | st.dates() | st.lists(TEXTS)
KEYS = st.sampled_from(["a", "b", "100%", "%s", "ngày vào", '"'])
TABLES = st.lists(st.dictionaries(KEYS, VALUES, max_size=4), max_size=6)


@given(TABLES, st.sampled_from(["\n", "\r\n"]), st.sampled_from(["[[members]]", '[["100%"]]']))
def test_blocks_are_what_each_line_by_itself_would_be(tables: list[dict[str, object]], newline: str, head: str) -> None:
    style = Style(newline, "")
    lines = [
        line for table in tables for line in ("", head, *(_line(key, value, style) for key, value in table.items()))
    ]
    assert blocks(head, tables, style) == newline.join([*lines, ""] if tables else [])


def _line(key: str, value: object, style: Style) -> str:
    before = f"{key_text(key)} = "
    return before + value_text(value, style.behind(before))


@given(TABLES)
def test_blocks_read_back_as_the_tables_in_their_order(tables: list[dict[str, object]]) -> None:
    assert tomli.loads(blocks("[[members]]", tables, PLAIN)).get("members", []) == tables


@pytest.mark.parametrize("odd", ['"', "\\", "\t", "\x7f", "\u202e"])
def test_one_text_that_needs_care_does_not_change_the_others(odd: str) -> None:
    tables = [{"name": "Hòa", "joined": date(2026, 1, 2)}, {"name": odd, "joined": date(2026, 1, 3)}]
    written = blocks("[[members]]", tables, PLAIN)
    assert tomli.loads(written)["members"] == tables
    assert '\n[[members]]\nname = "Hòa"\njoined = 2026-01-02\n' in written
