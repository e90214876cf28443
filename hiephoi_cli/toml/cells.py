"""Edits the items of arrays and inline tables with their comments: those above and after an item belong to it.

A dropped item leaves its comments in place, with a blank line below so that they attach to nothing else; a moved item
takes its comments along.
"""

from collections.abc import Sequence
from itertools import groupby

from msgspec import Struct, structs

from hiephoi_cli.patterns import pattern
from hiephoi_cli.toml.grammar import Entry, after_blank, comments

STEP = "    "
_TO_LINE_END = pattern(r"[ \t]*+(?:#[^\r\n]*+)?(?=\r?\n)")
_BEFORE_COMMENT = pattern(r"[ \t]*+(?=#)")
_NEWLINE = pattern(r"\r?\n")
_BLANK_LINE = pattern(r"\r?\n[ \t]*+\r?\n")
WIDTH = 100
"""The longest line for a list in columns; a longer list has one item per line."""


class Style(Struct, frozen=True):
    """The style of new lines: their line end, and the indentation of their key."""

    newline: str
    indent: str
    room: int = WIDTH
    """Columns left on the line for the value."""

    def behind(self, text: str) -> "Style":
        """The style of a value after that text on its line."""
        return structs.replace(self, room=WIDTH - len(text))


class Cell(Struct, frozen=True):
    """An item of an array or inline table with everything around it up to the next one."""

    before: str
    item: str
    gap: str = ""
    comma: bool = True
    after: str = ""

    @property
    def lead(self) -> str:
        """The comment lines directly above."""
        return _parted(self.before)[1]

    @property
    def has_comments(self) -> bool:
        """Whether the item has comments."""
        return "#" in self.gap + self.after or bool(self.lead)

    def bare(self) -> "Cell":
        """The cell without its item's comments."""
        rest, _lead, line = _parted(self.before)
        return structs.replace(self, before=rest + line, gap="", after="")


class Step(Struct, frozen=True):
    """One step of a revision: an old cell and its new text; a new item has no cell, a dropped one no text.

    A new item may bring the comments of the cell that it was moved from.
    """

    cell: Cell | None
    item: str | None
    moved: Cell | None = None


def cells_of(source: str, entries: Sequence[Entry]) -> tuple[list[Cell], str]:
    """The cells between the brackets, and the rest before the closing bracket."""
    cells, at = [], 1
    for entry in entries:
        before, item = source[at : entry.key_start], source[entry.key_start : entry.end]
        comma = after_blank(source, entry.end)
        has_comma = source[comma] == ","
        gap = source[entry.end : comma] if has_comma else ""
        at = comma + 1 if has_comma else entry.end
        line_rest = _TO_LINE_END.match(source, at)
        after = line_rest[0] if line_rest else ""
        cells.append(Cell(before, item, gap, has_comma, after))
        at += len(after)
    return cells, source[at:-1]


def put_together(source: str, steps: list[Step], tail: str, style: Style) -> str:
    """The list after all steps; the last item keeps its trailing comma, or does without."""
    had_comma = [step.cell.comma for step in steps if step.cell][-1:] != [False]
    closing = style.newline + style.indent
    cells, tail = _without_dropped(steps, tail, closing)
    if not cells:
        return _filled(source, [step.item for step in steps if step.item is not None], tail, style)
    at = 0
    for is_new, run in groupby(steps, key=lambda step: step.cell is None):
        there = [step for step in run if step.item is not None]
        if is_new:
            _put_in(cells, at, there, tail, closing + STEP)
        at += len(there)
    last = cells[-1]
    holds_comment = "\n" in last.gap and "#" in last.after  # behind a comma on a line of its own
    cells = [
        *(structs.replace(cell, comma=True) for cell in cells[:-1]),
        structs.replace(last, comma=had_comma or holds_comment),
    ]
    inside, after = "", ""
    for cell in cells:
        inside += _apart(after, cell.before, closing + STEP) + cell.item + cell.gap + "," * cell.comma + cell.after
        after = cell.after
    return source[0] + inside + _apart(after, tail, closing) + source[-1]


def _without_dropped(steps: list[Step], tail: str, closing: str) -> tuple[list[Cell], str]:
    """The cells that stay, and the tail; comments of a dropped cell move before what follows it."""
    there = [(step.cell, step.item) for step in steps if step.cell]
    followers = [*(cell.before for cell, _ in there[1:]), None]
    cells: list[Cell] = []
    left: str | None = None
    orphaned = False
    for (cell, item), follower in zip(there, followers, strict=False):
        before = cell.before
        if left is not None:
            before = (
                _below(left, before, closing + STEP, apart=item is not None)
                if orphaned
                else left + before.lstrip(" \t")
            )
        left, orphaned = None, False
        if item is None:
            left, orphaned = _left_behind(before, cell, follower, closing + STEP)
        else:
            cells.append(structs.replace(cell, before=before, item=item))
    return cells, tail if left is None else left + _apart(left, tail, closing)


def _left_behind(before: str, cell: Cell, follower: str | None, new_line: str) -> tuple[str, bool]:
    """What a dropped item leaves, and whether that ends in its comments."""
    rest, lead, line = _parted(before)
    behind = comments(cell.gap + cell.after)
    if lead or behind:
        return rest.rstrip(" \t") + lead + "".join((line or new_line) + comment for comment in behind), True
    if follower is None or _NEWLINE.match(follower):
        return before.rstrip(" \t").removesuffix("\n").removesuffix("\r"), False
    return before, False


def _below(comments_left: str, before: str, new_line: str, *, apart: bool) -> str:
    """Comments and the spacing after them, with a blank line before an item that stays."""
    if not _NEWLINE.match(before):
        before = _ended_as(comments_left, new_line) + before.lstrip(" \t")
    line_end = _NEWLINE.match(before)
    gap = line_end[0] if apart and line_end and not _BLANK_LINE.match(before) else ""
    return comments_left + gap + before


def _ended_as(above: str, new_line: str) -> str:
    """A new line with the last line end of the text above, if any."""
    at = _last_break(above, len(above))
    return new_line if at < 0 else above[at : above.index("\n", at) + 1] + new_line.lstrip("\r\n")


def _put_in(cells: list[Cell], at: int, steps: list[Step], tail: str, new_line: str) -> None:
    """Insert new cells, spaced like the one before them or, at the front, like the first.

    Existing lines keep their line ends.
    """
    like, following = cells[max(at - 1, 0)].before, cells[at + (not at)].before if at + (not at) < len(cells) else None
    rest, lead, line = _parted(like)
    behind_comment = at and "#" in cells[at - 1].after
    alone = behind_comment or (line and (following is None or _NEWLINE.match(following)))
    line = line or new_line
    if line_end := _NEWLINE.match(lead if not at else tail if following is None else following):
        line = line_end[0] + line.lstrip("\r\n")
    new = [_new_cell(step, line if alone else " ", line) for step in steps]
    if not at:
        own = like.removeprefix(rest + lead)
        new[0] = structs.replace(new[0], before=rest + (new[0].before if "\n" in new[0].before else own))
        cells[0] = structs.replace(cells[0], before=lead + own if lead else line if alone else " ")
    cells[at:at] = new


def _new_cell(step: Step, space: str, line: str) -> Cell:
    item = step.item or ""
    if step.moved and step.moved.has_comments:
        gap, after = ("" if "#" not in text else text for text in (step.moved.gap, step.moved.after))
        lead = step.moved.lead and _ended_as(line, step.moved.lead)
        return Cell(lead + line, item, gap=gap, after=after)
    return Cell(space, item)


def _parted(before: str) -> tuple[str, str, str]:
    """The text before an item in three parts: unrelated text, its comment lines, and the start of its line."""
    line = lead = _last_break(before, len(before))
    if line < 0:
        return before, "", ""
    while (above := _last_break(before, lead)) >= 0 and before[above:lead].lstrip().startswith("#"):
        lead = above
    return before[:lead], before[lead:line], before[line:]


def _last_break(text: str, end: int) -> int:
    at = text.rfind("\n", 0, end)
    return at - 1 if at > 0 and text[at - 1] == "\r" else at


def _apart(above: str, below: str, new_line: str) -> str:
    """Spacing after other spacing, on a new line if it would otherwise continue a comment."""
    if "#" in above.rpartition("\n")[2] and not _NEWLINE.match(below):
        return new_line + below.lstrip(" \t")
    return below


def _filled(source: str, texts: list[str], tail: str, style: Style) -> str:
    """The brackets around new items only, above any comments that are left."""
    if not comments(tail):
        joined = ", ".join(texts)
        return source[0] + (f" {joined} " if joined and source[0] == "{" else joined) + source[-1]
    end, below = _last_break(tail, tail.find("\n") + 1), tail.find("\n") + 1
    indent = _BEFORE_COMMENT.match(tail, below)
    new_line = tail[end:below] + (indent[0] if indent else style.indent + STEP)
    return source[0] + tail[:end] + "".join(f"{new_line}{text}," for text in texts) + tail[end:] + source[-1]
