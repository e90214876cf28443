"""The lines of a registry that belong to one record, and how a change altered them."""

from hiephoi_cli.domain.records import KINDS
from hiephoi_cli.storage.entries import Touched
from hiephoi_cli.storage.standing import decoded
from hiephoi_cli.toml.grammar import NotToml
from hiephoi_cli.toml.layout import Layout, scan

_NOWHERE = (0, 0)


def own_change(before: str, after: str, one: Touched) -> tuple[str, str] | None:
    """Two texts that differ only in what a change did to that record; None where its lines cannot be told apart."""
    old = _NOWHERE if one.deed == "added" else _span(before, one.kind, one.was or one.key)
    new = _NOWHERE if one.deed == "removed" else _span(after, one.kind, one.key)
    if old is None or new is None:
        return None
    if old is _NOWHERE:
        return _replaced(after, new, ""), after
    return before, _replaced(before, old, after[slice(*new)])


def _replaced(text: str, span: tuple[int, int], other: str) -> str:
    return text[: span[0]] + other + text[span[1] :]


def _span(text: str, kind: str, key: str) -> tuple[int, int] | None:
    """Where the blocks of a record begin and end, comments included; None if it is written inside another table."""
    try:
        layout = scan(text)
    except NotToml:
        return None
    place = _place(layout, kind, key)
    blocks = [block for block in layout.blocks if block.address[:2] == (kind, place)]
    return (blocks[0].lead, blocks[-1].end) if blocks else None


def _place(layout: Layout, kind: str, key: str) -> int | None:
    """The index of a record in its list; the whole text is only decoded where several values make the key."""
    if field := KINDS[kind].key_field() if kind in KINDS else "":
        for block in layout.blocks:
            if block.header == (kind,) and block.array and key in layout.text[block.start : block.stop]:
                value = next((layout.text[one.start : one.end] for one in block.entries if one.keys == (field,)), "")
                if value[1:-1] == key:
                    return int(block.address[-1])
        return None
    registry = decoded(layout.text.encode())
    keys = [record.key for record in getattr(registry, kind, ())]
    return keys.index(key) if key in keys else None
