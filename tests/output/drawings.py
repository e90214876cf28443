"""Drawings of supply chains, small ones and any."""

from collections.abc import Iterable

from hypothesis import strategies as st

from hiephoi_cli.domain.chains import Direction
from hiephoi_cli.output.chains.drawing import Arrow, Drawing, Part, Stroke
from registries import hostile

BAD_NAMES = (
    'A "B" & <b>C</b>',
    "[x](y){z}|#35;",
    "end",
    "một\nhai",
    "\x1b[31m\u202e",
    "100% ;%%{init: {}}%%",
    "back\\slash\\N",
    "1. mục",
    "`md` _x_ *y*",
    "\ud800",
    "]]>",
    "style x:#fff;",
)
"""Names that mean something in one of the languages of drawings."""


def drawing(text: str, member: str = "", product: str = "đúc", names: Iterable[tuple[str, str]] = ()) -> Drawing:
    """`ab bc` is an arrow from a to b, and one from b to c."""
    arrows = [Arrow(*pair, product, "contract") for pair in text.split()]
    return Drawing("Chuỗi", dict(names), [Part("", Direction.DOWNSTREAM, arrows)], member)


_arrows = st.lists(
    st.builds(
        Arrow, *[st.sampled_from("abcdefghij")] * 2, hostile, st.sampled_from(["x", "y"]), st.sampled_from(Stroke)
    ),
    max_size=16,
)
drawings = st.builds(
    Drawing,
    title=hostile,
    names=st.dictionaries(st.sampled_from("abcdefghij"), hostile | st.sampled_from(BAD_NAMES)),
    parts=st.lists(st.builds(Part, hostile, st.sampled_from(Direction), _arrows), max_size=2),
    member=st.sampled_from("abc"),
)
