"""Finds the comments in which a merge left the other side of a conflict: `# conflict: theirs: phone = "…"`."""

import re
from bisect import bisect_right
from collections.abc import Collection, Mapping, Sequence
from typing import Any

import tomli
from msgspec import Struct

from hiephoi_cli.domain.problems import Place
from hiephoi_cli.domain.records import KINDS
from hiephoi_cli.domain.rules.unmerged import Left, Undecided
from hiephoi_cli.patterns import pattern
from hiephoi_cli.toml.grammar import line_start
from hiephoi_cli.toml.layout import Block, Layout, Path, scan
from hiephoi_cli.toml.parsing import loads

SIGN = "# conflict: "
REMOVED = "removed"
NO = "no "
ALL = "all"
RIVALS = "# instead of ours: "
"""What comes before the keys of our records, of which one or more would give way to a record of theirs."""
_COMMENT = pattern(rf"^[ \t]*{SIGN}(ours|theirs): ([^\r\n]*?)[ \t]*\r?(?:\n|\Z)", re.MULTILINE)


class Comment(Struct, frozen=True):
    """What a merge left undecided."""

    start: int
    end: int
    """The span of its line."""
    side: str
    """`ours` or `theirs`."""
    path: Path
    """The table that it stands at, as in `("members", 3)`; empty where it stands alone."""
    text: str
    """What it says of that side."""
    field: str
    """The field, or for records that are left out, their kind; empty if it is about the whole table."""
    value: Any
    """The other value; None if there is none."""
    rivals: tuple[str, ...] = ()
    """The keys of our records of which one or more would give way to the record that it holds."""

    @property
    def is_removal(self) -> bool:
        """Whether that side removed the record."""
        return self.text.partition(" ")[0] == REMOVED

    @property
    def is_readable(self) -> bool:
        """Whether it says what the other side has."""
        return self.is_removal or bool(self.field)

    @property
    def records(self) -> list[dict[str, Any]]:
        """The records that it holds, if it is about records that are left out."""
        items = self.value if self.field in KINDS and isinstance(self.value, list) else []
        return [item for item in items if isinstance(item, dict)]


def comments_in(text: str) -> list[Comment]:
    """All such comments of a valid text without a byte-order mark, in its order."""
    if SIGN not in text:
        return []
    layout = scan(text)
    return [
        _comment(found, owner)
        for found in _COMMENT.finditer(text)
        for is_comment, owner in [_owner(layout, found.start())]
        if is_comment
    ]


def _comment(found: re.Match[str], owner: Block | None) -> Comment:
    said, rivals = _without_rivals(found[2])
    field, value = _parsed(said)
    address = owner.address if owner else ()
    path = address[: 2 if address[:1] and address[0] in KINDS else 1]
    return Comment(found.start(), found.end(), found[1], path, said, field, value, rivals)


def _without_rivals(said: str) -> tuple[str, tuple[str, ...]]:
    """What a comment says of the other side, and the keys behind it."""
    before, _sign, ours = said.rpartition(f" {RIVALS}")
    _kind, keys = _parsed(ours) if before else ("", None)
    return (before, tuple(map(str, keys))) if isinstance(keys, list) else (said, ())


def _parsed(said: str) -> tuple[str, Any]:
    """The field and its value that a comment names; no field where it names none, or cannot be read."""
    if said.partition(" ")[0] == REMOVED:
        return "", None
    try:
        values = loads(f"{said.removeprefix(NO)} = 0" if said.startswith(NO) else said)
    except tomli.TOMLDecodeError:
        return "", None
    [(field, value), *more] = values.items() or [("", None)]
    return ("", None) if more else (field, None if said.startswith(NO) else value)


def _owner(layout: Layout, at: int) -> tuple[bool, Block | None]:
    """Whether a comment may stand at an offset, and the block that it belongs to."""
    number = bisect_right([block.start for block in layout.blocks], at) - 1
    block, *following = layout.blocks[number : number + 2]
    if any(entry.key_start < at < entry.end for entry in block.entries):
        return False, None
    if following and at >= following[0].lead:
        return True, following[0]
    return True, block if block.header and line_start(layout.text, at) < block.end else None


def without(text: str, comments: Sequence[Comment]) -> str:
    """The text without the lines of comments."""
    for comment in reversed(comments):
        text = text[: comment.start] + text[comment.end :]
    return text


def without_those_of(text: str, changed: Mapping[Path, Collection[str]]) -> str:
    """The text without the comments about fields that are changed, by the table that they are in."""
    return without(
        text, [one for one in comments_in(text) if not one.records and one.field in changed.get(one.path, ())]
    )


def undecided(text: str, values: Mapping[str, Any]) -> list[Undecided]:
    """What a merge left undecided in a text with those values."""
    return [_undecided(comment, values) for comment in comments_in(text)]


def _undecided(comment: Comment, values: Mapping[str, Any]) -> Undecided:
    if comment.records:
        key = KINDS[comment.field].key_of(comment.records[0]) or ""
        return Undecided(Place(comment.field), key, Left.RECORD, comment.text)
    if comment.text == ALL:
        return Undecided(Place(), "", Left.ALL, "")
    key = key_at(comment.path, values)
    kind, *index = comment.path or ("",)
    place = Place(str(kind), int(index[0]) if index else None, key if index else "")
    if comment.is_removal:
        left = Left.REMOVED_BY_OURS if comment.side == "ours" else Left.REMOVED_BY_THEIRS
        return Undecided(place, key, left, "")
    if not comment.field or not comment.path:
        return Undecided(place, key, Left.UNREADABLE, "")
    return Undecided(place.at(comment.field), key, Left.VALUE, comment.text)


def key_at(path: Path, values: Mapping[str, Any]) -> str:
    """The key of the record at a path; of a table of which there is one, its name."""
    match path:
        case (str(kind), int(index)):
            return KINDS[kind].key_of(values[kind][index]) or ""
        case (str(name),):
            return name
    return ""
