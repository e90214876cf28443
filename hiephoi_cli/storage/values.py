"""Values as TOML text: rendered anew, or revised so that all that is not changed keeps its spelling and comments."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from itertools import groupby
from typing import Any, NamedTuple

import tomli

from hiephoi_cli.i18n import N_
from hiephoi_cli.storage.grammar import Entry, after_blank, comments, items

COMMENTS_INSIDE = N_("comments inside would be lost")
DOTTED_KEYS = N_("it is spelled with dotted keys")

_STEP = "    "
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_TO_LINE_END = re.compile(r"[ \t]*+(?:#[^\r\n]*+)?(?=\r?\n)")
_NEWLINE = re.compile(r"\r?\n")


class Style(NamedTuple):
    """What new lines look like: their end, and the indentation of the key that they belong to."""

    newline: str
    indent: str


class Unsafe(Exception):
    """A value that cannot be revised without loss; the argument says why."""


class _Cell(NamedTuple):
    """An item of an array or inline table with all that stands around it up to the next one."""

    before: str
    item: str
    gap: str = ""
    comma: bool = True
    after: str = ""


class _Step(NamedTuple):
    """One step of a revision: a cell that is there and its new text; no cell for a new item, no text for a dropped."""

    cell: _Cell | None
    item: str | None


def key_text(key: str) -> str:
    """A key, quoted where it must be."""
    return key if _BARE.fullmatch(key) else _dumped(key, 0).removesuffix(" = 0")


def value_text(value: object, style: Style) -> str:
    """A value as tomli-w has it; tables in a list stand one to a line, whatever their length."""
    match value:
        case str() if is_plain(value):
            return f'"{value}"'
        case list() if {*map(type, value)} == {str} and is_plain("".join(value)):
            text = f'[\n{_STEP}"' + f'",\n{_STEP}"'.join(value) + '",\n]'
        case list() if dict in map(type, value):
            text = "\n".join(["[", *(f"{_STEP}{_in_line(item)}," for item in value), "]"])
        case dict():
            text = _in_line(value)
        case _:
            text = _plain_text(value)
    return text.replace("\n", style.newline + style.indent)


def _plain_text(value: object) -> str:
    """A value without tables as tomli-w has it, which is asked where characters need care."""
    match value:
        case str() if is_plain(value):
            return f'"{value}"'
        case date() if not isinstance(value, datetime):
            return value.isoformat()
        case _:
            return _dumped("v", value).removeprefix("v = ")


def is_plain(text: str) -> bool:
    """Whether a text stands between double quotes as it is."""
    return text.isprintable() and '"' not in text and "\\" not in text


def _dumped(key: str, value: object) -> str:
    import tomli_w

    return tomli_w.dumps({key: value}).removesuffix("\n")


def _in_line(value: object) -> str:
    match value:
        case dict():
            pairs = ", ".join(f"{key_text(key)} = {_in_line(item)}" for key, item in value.items())
            return f"{{ {pairs} }}" if pairs else "{}"
        case list():
            return f"[{', '.join(map(_in_line, value))}]"
        case _:
            return _plain_text(value)


def read(source: str) -> Any:  # noqa: ANN401  whatever TOML can hold
    """The value that a piece of text stands for."""
    return tomli.loads(f"v = {source}")["v"]


def revised(source: str, value: object, style: Style) -> str:
    """The text of a value changed into another: items and keys that stay the same stay as they are written.

    Raises `Unsafe` where a comment would be lost.
    """
    old = read(source)
    if _same(old, value):
        return source
    match old, value:
        case list(), list():
            return _revised_array(source, old, value, style)
        case dict(), dict():
            return _revised_table(source, old, value, style)
    if isinstance(old, list | dict) and comments(source):
        raise Unsafe(COMMENTS_INSIDE)
    return value_text(value, style)


def _revised_array(source: str, old: list[object], new: list[object], style: Style) -> str:
    cells, tail = _cells(source, list(items(source, 0)))
    if not cells and not comments(tail):
        return value_text(new, style)
    return _put_together(source, list(_array_steps(cells, old, new, style)), tail, style)


def _array_steps(cells: list[_Cell], old: list[object], new: list[object], style: Style) -> Iterator[_Step]:
    from difflib import SequenceMatcher

    matcher = SequenceMatcher(
        None, [_likeness(item) for item in old], [_likeness(item) for item in new], autojunk=False
    )
    for _, i, i_end, j, j_end in matcher.get_opcodes():
        both = min(i_end - i, j_end - j)
        for cell, value in zip(cells[i : i + both], new[j : j + both], strict=True):
            yield _Step(cell, revised(cell.item, value, style))
        yield from (_Step(cell, None) for cell in cells[i + both : i_end])
        yield from (_Step(None, _in_line(value)) for value in new[j + both : j_end])


def _revised_table(source: str, old: dict[str, object], new: dict[str, object], style: Style) -> str:
    found = list(items(source, 0))
    cells, tail = _cells(source, found)
    if not cells and not comments(tail):
        return _in_line(new)
    keys = [entry.keys[0] for entry in found]
    pairs = (_revised_pair(source, entry, old, new, style) for entry in found)
    steps = [_Step(cell, pair) for cell, pair in zip(cells, pairs, strict=True)]
    for before, key in zip(["", *new], new, strict=False):
        if key not in old:
            at = keys.index(before) + 1 if before in keys else 0
            keys.insert(at, key)
            steps.insert(at, _Step(None, f"{key_text(key)} = {_in_line(new[key])}"))
    return _put_together(source, steps, tail, style)


def _revised_pair(
    source: str, entry: Entry, old: dict[str, object], new: dict[str, object], style: Style
) -> str | None:
    key, *dotted = entry.keys
    if dotted:
        if key not in new or not _same(old[key], new[key]):
            raise Unsafe(DOTTED_KEYS)
        return source[entry.key_start : entry.end]
    if key not in new:
        if comments(source[entry.start : entry.end]):
            raise Unsafe(COMMENTS_INSIDE)
        return None
    return source[entry.key_start : entry.start] + revised(source[entry.start : entry.end], new[key], style)


def _cells(source: str, found: list[Entry]) -> tuple[list[_Cell], str]:
    """The cells between the brackets, and what stands between the last one and the closing bracket."""
    cells, at = [], 1
    for entry in found:
        before, item = source[at : entry.key_start], source[entry.key_start : entry.end]
        comma = after_blank(source, entry.end)
        has_comma = source[comma] == ","
        gap = source[entry.end : comma] if has_comma else ""
        at = comma + 1 if has_comma else entry.end
        line_rest = _TO_LINE_END.match(source, at)
        after = line_rest[0] if line_rest else ""
        cells.append(_Cell(before, item, gap, has_comma, after))
        at += len(after)
    return cells, source[at:-1]


def _put_together(source: str, steps: list[_Step], tail: str, style: Style) -> str:
    """The brackets around what the steps make of the cells; a comma follows the last one if one did before."""
    had_comma = [step.cell.comma for step in steps if step.cell][-1:] != [False]
    closing = style.newline + style.indent
    cells, tail = _without_dropped(steps, tail, closing)
    if not cells:
        return _filled(source, [step.item for step in steps if step.item is not None], tail, style)
    at = 0
    for is_new, run in groupby(steps, key=lambda step: step.cell is None):
        texts = [step.item for step in run if step.item is not None]
        if is_new:
            _put_in(cells, at, texts, style)
        at += len(texts)
    cells = [*(cell._replace(comma=True) for cell in cells[:-1]), cells[-1]._replace(comma=had_comma)]
    inside, after = "", ""
    for cell in cells:
        inside += _apart(after, cell.before, closing + _STEP) + cell.item + cell.gap + "," * cell.comma + cell.after
        after = cell.after
    return source[0] + inside + _apart(after, tail, closing) + source[-1]


def _without_dropped(steps: list[_Step], tail: str, closing: str) -> tuple[list[_Cell], str]:
    """The cells that stay, and the tail; the comments of a dropped one go before whatever follows it."""
    there = [(step.cell, step.item) for step in steps if step.cell]
    followers = [*(cell.before for cell, _ in there[1:]), None]
    cells: list[_Cell] = []
    left = None
    for (cell, item), follower in zip(there, followers, strict=False):
        before = cell.before if left is None else left + cell.before.lstrip(" \t")
        if item is None:
            left = _left_behind(before, cell, follower)
        else:
            cells.append(cell._replace(before=before, item=item))
            left = None
    return cells, tail if left is None else left + _apart(left, tail, closing)


def _left_behind(before: str, cell: _Cell, follower: str | None) -> str:
    behind = cell.gap + cell.after
    if "#" in behind:
        return before + behind.lstrip(" \t")
    if follower is None or _NEWLINE.match(follower):
        return before.rstrip(" \t").removesuffix("\n").removesuffix("\r")
    return before


def _put_in(cells: list[_Cell], at: int, texts: list[str], style: Style) -> None:
    """Put new cells among the others, spaced like the one before them or, at the front, like the first."""
    like, following = cells[max(at - 1, 0)].before, cells[at + (not at)].before if at + (not at) < len(cells) else None
    alone = "\n" in like and (following is None or _NEWLINE.match(following))
    space = style.newline + like.rpartition("\n")[2] if alone else " "
    new = [_Cell(space, text) for text in texts]
    if not at:
        new[0] = new[0]._replace(before=like)
        cells[0] = cells[0]._replace(before=space)
    cells[at:at] = new


def _apart(above: str, below: str, new_line: str) -> str:
    """Spacing that follows other spacing, on a new line where it would else be part of a comment."""
    if "#" in above.rpartition("\n")[2] and not _NEWLINE.match(below):
        return new_line + below.lstrip(" \t")
    return below


def _filled(source: str, texts: list[str], tail: str, style: Style) -> str:
    """The brackets around new items alone, below the comments if there are any."""
    if not comments(tail):
        joined = ", ".join(texts)
        return source[0] + (f" {joined} " if joined and source[0] == "{" else joined) + source[-1]
    above, _, below = tail.rpartition("\n")
    if not texts:
        return source[0] + tail + source[-1]
    lines = "".join(f"{style.newline}{style.indent}{_STEP}{text}," for text in texts)
    return source[0] + above.removesuffix("\r") + lines + style.newline + below + source[-1]


def _same(one: object, other: object) -> bool:
    """Whether two values are equal and of the same types all through."""
    return _likeness(one) == _likeness(other)


def _likeness(value: object) -> str:
    match value:
        case dict():
            return repr(sorted((key, _likeness(item)) for key, item in value.items()))
        case list():
            return repr([_likeness(item) for item in value])
        case _:
            return repr(value)
