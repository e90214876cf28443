"""The lines of a registry that belong to one record, and how a change altered them."""

from hiephoi_cli.storage.entries import Touched
from hiephoi_cli.storage.standing import decoded
from hiephoi_cli.toml.layout import scan

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
    """Where the blocks of a record begin and end, their comments included."""
    registry = decoded(text.encode())
    keys = [record.key for record in getattr(registry, kind, ())] if registry else []
    if key not in keys:
        return None
    address = (kind, keys.index(key))
    blocks = [block for block in scan(text).blocks if block.address[:2] == address]
    return (blocks[0].lead, blocks[-1].end) if blocks else None
