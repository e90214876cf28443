"""What Rich makes of the same text, and text that makes it hard."""

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from hypothesis import strategies as st
from rich import box
from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from hiephoi_cli.domain.vietnamese import harmless
from hiephoi_cli.output.grid import Strip
from hiephoi_cli.output.screen import Screen
from registries import HOSTILE, vietnamese

_PIECES = (
    *HOSTILE,
    *("a", "Hải Phòng", "Công ty Cổ phần", "thườngxuyên", "x" * 15, "½", "€", "…", "█▌", ":smile:", " ", "  "),
    *("株式会社", "한국", "ﷺ", "กำ", "e\u0301", "o\u031b\u0323", "\u0301", "\u00ad", "\u200b", "\ufe0f", "\u200d"),
    *("☁\ufe0f", "👩\u200d🔧", "🇻🇳", "\u00a0", "\u2003", "\u3000"),
)
_JOINER_OF_NOTHING = re.compile("\u200d+(?=\\s|\u200d|$)")

texts = st.lists(vietnamese | st.sampled_from(_PIECES), max_size=9).map(
    lambda pieces: _JOINER_OF_NOTHING.sub("", harmless("".join(pieces)))
)
"""Text that is safe to show.

It has no zero-width joiner before a space or at its end: Rich takes the space after it for a part of the letter before,
and sets the border a column too far to the right.
"""


class Way(NamedTuple):
    """A screen, and how Rich is told to draw for such a one."""

    screen: Screen
    settings: dict[str, Any]


WIDE = 1000
WAYS = {
    "colours": Way(Screen(WIDE, "╭╮╰╯", "1", "1;36"), {"color_system": "truecolor"}),
    "few colours": Way(Screen(WIDE, "╭╮╰╯", "1", "1;36"), {"color_system": "standard"}),
    "no colours": Way(Screen(WIDE, "╭╮╰╯", "1", "1"), {"color_system": "standard", "no_color": True}),
    "no styles": Way(Screen(WIDE, "╭╮╰╯", "", ""), {"color_system": None}),
    "old Windows": Way(Screen(WIDE, "┌┐└┘", "", ""), {"color_system": None, "legacy_windows": True}),
}


def printed(shown: RenderableType, width: int = WIDE, **settings: Any) -> str:
    """What Rich prints on a screen of that width."""
    console = Console(
        width=width, force_terminal=True, markup=False, emoji=False, highlight=False, **({"no_color": False} | settings)
    )
    with console.capture() as captured:
        console.print(shown)
    return captured.get()


def rich_table(strips: Sequence[Strip], *, header: bool) -> Table:
    """The same table as a `grid`."""
    made = Table(box=box.ROUNDED, show_header=header)
    for strip in strips:
        made.add_column(
            strip.title,
            justify="right" if strip.right else "left",
            width=strip.width,
            overflow="fold",
            header_style="bold cyan",
        )
    for row in zip(*(strip.texts.texts for strip in strips), strict=True):
        made.add_row(*map(Text, row))
    return made


def rich_sheet(fields: dict[str, str]) -> Table:
    """The same sheet as that of a record with these fields."""
    made = Table(box=box.ROUNDED, show_header=False)
    made.add_column(style="bold cyan", no_wrap=True)
    made.add_column(overflow="fold")
    for title, text in fields.items():
        made.add_row(title, Text(text))
    return made
