"""What stands in one cell: a text, a list or a table."""

from datetime import date

from hiephoi_cli.domain.cell_text import cell_text
from hiephoi_cli.errors import InvalidData
from hiephoi_cli.exchange.cell import Cell
from hiephoi_cli.i18n import _
from hiephoi_cli.patterns import pattern

_SPACES = pattern(r"\s+")
_LINE_ENDS = pattern(r"[\r\n\t\v\f]")


def on_one_line(text: str, between: str) -> str:
    """The text with its line ends, and the spaces around them, replaced by `between`."""
    return _SPACES.sub(lambda space: between if _LINE_ENDS.search(space[0]) else space[0], text)


def unexpected(wanted: str, actual: str) -> str:
    """The message for a value of another type."""
    return _("expected {wanted}, found {actual}").format(wanted=wanted, actual=actual)


def text_in(cell: Cell) -> str:
    """The text of a cell. Raises InvalidData for a list or a table."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, list | dict):
        raise InvalidData(unexpected(_("text"), _("a list") if isinstance(cell, list) else _("a table")))
    return cell_text(cell) if isinstance(cell, bool | date) or cell is None else str(cell)


def items_in(cell: Cell) -> list[object]:
    """The items of a JSON list in a cell. Raises InvalidData for anything else."""
    import msgspec

    try:
        items = msgspec.json.decode(cell) if isinstance(cell, str) else cell
        return msgspec.convert(items, list[object])
    except (ValueError, RecursionError):
        raise InvalidData(unexpected(_("a list"), _("text"))) from None
