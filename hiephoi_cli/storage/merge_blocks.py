"""Merges the text of one table that both sides touched: each line from the side that touched it, values as decided."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import partial
from typing import Any

import tomli

from hiephoi_cli.domain.decoding import registry_of
from hiephoi_cli.domain.difference import Difference
from hiephoi_cli.domain.fields import toml_values
from hiephoi_cli.domain.records import KINDS, Association, Registry, Table
from hiephoi_cli.storage.edits import edits_between
from hiephoi_cli.storage.merge_items import Item, Key, Trio, chosen, lines_of, new_comments, one_sided, together
from hiephoi_cli.toml.blocks import blocks
from hiephoi_cli.toml.cells import Style
from hiephoi_cli.toml.grammar import NotToml, comments, entry_at, line_start, newline
from hiephoi_cli.toml.layout import Path, scan
from hiephoi_cli.toml.parsing import loads
from hiephoi_cli.toml.splice import CannotEdit, Edit, splice

Named = Callable[[int, Path], Key]
"""What the blocks inside a table are called on all sides, by side and path."""


def merged_block(trio: Trio, table: Table | None, name: str, named: Named) -> str:
    """The text of a table with the values of `table`, or without it its own; no comment that a side wrote is lost."""
    merged = _by_lines(trio, named)
    texts = [text for text in (merged, trio[1], trio[2]) if text is not None]
    text = next((done for one in texts if (done := with_values(one, table, name)) is not None), None)
    if text is None:
        text = _anew(texts, table, name)
    return _with_comments(text, trio)


def with_values(text: str, table: Table | None, name: str) -> str | None:
    """The text of a table with those values; None where they cannot be put in safely."""
    with suppress(tomli.TOMLDecodeError, NotToml, CannotEdit):
        values = loads(text)
        if table is None or (old := table_in(values, name)) == table:
            return text
        if old is not None:
            spliced = splice(text, list(_edits(name, old, table)), Registry.__struct_fields__)
            return spliced if table_in(loads(spliced), name) == table else None
    return None


def table_in(values: Mapping[str, Any], name: str) -> Table | None:
    """The only table of that name among TOML values."""
    registry = registry_of({"format": 1, "association": {"name": "?"}, **values})
    tables: Any = getattr(registry, name, ())
    if isinstance(tables, Table):
        return tables
    table: Table | None = tables[0] if len(tables) == 1 else None
    return table


def _edits(name: str, old: Table, new: Table) -> Iterator[Edit]:
    """The edits that turn one table into another."""
    return edits_between(Registry(format=1, association=Association(name="?")), [Difference(name, 0, old, new)])


def _by_lines(trio: Trio, named: Named) -> str | None:
    """Each line from the side that touched it; None where the text does not say what its lines are."""
    try:
        sides = [lines_of(text or "", partial(named, side)) for side, text in enumerate(trio)]
    except NotToml:
        return None
    base, ours, theirs = [_by_part(side) for side in sides]

    def text_of(key: Key, lines: Trio) -> str | None:
        part = _part(key)
        if part and not (part in ours and part in theirs):
            if part not in base:
                return lines[1] or lines[2]
            return lines[1] if part in ours and ours[part] != base[part] else None
        if one_sided(lines) or None in lines[1:] or key[0] == "#":
            return chosen(*lines)
        return lines[1] if key[0] == "[" else _line(lines)

    return together(sides, text_of, str)


def _by_part(items: Sequence[Item]) -> dict[Key, str]:
    """The text of each table inside a table that has a header of its own."""
    parts: dict[Key, str] = {}
    for item in items:
        if part := _part(item.key):
            parts[part] = parts.get(part, "") + item.text
    return parts


def _part(key: Key) -> Key:
    """The table inside a table that a line belongs to, if it has a header of its own."""
    name = key[1:-1] if key[0] == "=" else key[1:] if key[0] == "[" else ()
    return name if len(name) > 1 else ()


def _line(lines: Trio) -> str:
    """The line of a key that both sides touched: key, value, comment and line end each from who touched it."""
    base, ours, theirs = (_parts(text) for text in lines)
    key, value, *rest = (chosen(was, mine, other) or "" for was, mine, other in zip(base, ours, theirs, strict=True))
    if ours[1] != theirs[1] and not one_sided((base[1], ours[1], theirs[1])):
        was = base[1] or ""
        mine_only = new_comments(was, theirs[1] or "") and not new_comments(was, ours[1] or "")
        value = (theirs[1] if mine_only else ours[1]) or ""
    return "".join([key, value, *rest])


def _parts(line: str | None) -> tuple[str | None, ...]:
    """A key with its equals sign, its value, what follows, and the line end."""
    if line is None:
        return None, None, None, None
    entry = entry_at(line, len(line) - len(line.lstrip()))
    behind = line[entry.end :]
    comment = behind.rstrip("\r\n")
    return line[: entry.start], line[entry.start : entry.end], comment, behind[len(comment) :]


def _anew(texts: list[str], table: Table | None, name: str) -> str:
    """A table written from its values, where no text of it can be edited."""
    if table is None:
        return texts[0]
    values = toml_values(table)
    values |= values.pop("severity", {})
    header = f"[[{name}]]" if name in KINDS else f"[{name}]"
    return blocks(header, [values], Style(newline(texts[0], 0), "")).lstrip("\r\n")


def _with_comments(text: str, trio: Trio) -> str:
    """The text with all comments that a side wrote: those without a place stand above its header."""
    base, ours, theirs = (side or "" for side in trio)
    for side in (ours, theirs):
        added = new_comments(base, side)
        there = [comment for comment in comments(text) if comment in added]
        for comment in there:
            added[comment] -= 1
        if missing := list((+added).elements()):
            header = next((block.start for block in scan(text).blocks if block.header), 0)
            end, at = newline(text, 0), line_start(text, header)
            text = text[:at] + "".join(f"{comment}{end}" for comment in missing) + text[at:]
    return text
