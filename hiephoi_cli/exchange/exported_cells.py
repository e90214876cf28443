"""Recognises cells that an export wrote, which change nothing."""

from collections.abc import Callable, Iterable

from msgspec import structs

from hiephoi_cli.domain.cell_text import cell_text
from hiephoi_cli.domain.records import Officer, Record, Table
from hiephoi_cli.domain.vietnamese import harmless, harmless_lines
from hiephoi_cli.exchange.cell import Cell
from hiephoi_cli.i18n import spoken


def says(cell: Cell, value: object) -> bool:
    """Whether a cell equals an export of a value; such a cell changes nothing."""
    if isinstance(value, float):
        return cell_text(cell).strip() in {cell_text(value), (written := f"{value:.15g}"), written.replace(".", ",")}
    tables = [structs.asdict(item) for item in value if isinstance(item, Table)] if isinstance(value, tuple) else []
    return cell_text(cell).strip() in _written(cell_text(tables or value))


def says_why(name: str, cell: Cell, old: Record) -> bool:
    """Whether a cell is the note of a mandate as papers print it: after why it ended, in either language."""
    if name != "note" or not isinstance(old, Officer) or not old.end_reason:
        return False
    return any(says(cell, old.remark(why)) for why in spoken(old.end_reason.value))


_WRITTEN: tuple[Callable[[str], str], ...] = (str, harmless, harmless_lines)
"""How exports write a text: unchanged in JSON, on one line in tsv, with its line ends elsewhere."""


def _written(text: str) -> set[str]:
    """The cells that exports write for a text."""
    return {form(text).strip() for form in _WRITTEN}


def by_cell(texts: Iterable[str]) -> dict[str, str]:
    """Texts by the cells that exports write for them; a text's own cell comes first."""
    own = {text: text for text in texts}
    odd = [text for text in own if not text.isprintable() or text != text.strip()]
    return {cell: text for text in odd for cell in _written(text)} | own
