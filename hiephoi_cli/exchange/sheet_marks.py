"""What a sheet says of its cells beside their values: hidden rows and columns, merged cells, and where links lead."""

import re
from collections.abc import Iterable

from msgspec import Struct

from hiephoi_cli.errors import InvalidData
from hiephoi_cli.i18n import _
from hiephoi_cli.patterns import pattern

_LINK = pattern(r'(?:of:)?=?(?:_xlfn\.)?HYPERLINK\(\s*"([^"]+)"', re.IGNORECASE)
_MOST_MERGED = 1 << 17


class Sheet(Struct, frozen=True):
    """A sheet of cells, not a chart."""

    name: str
    is_shown: bool
    part: str


class TooLong(ValueError):
    """A sheet with more rows than Excel allows."""


class SheetMarks:
    """The marks of one sheet, gathered as it is read; rows count from 1, columns from 0."""

    def __init__(self) -> None:
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self.links: dict[tuple[int, int], str] = {}
        """Where the cell of a row and a column leads."""
        self.merged: list[tuple[int, int, int]] = []
        """Of cells merged over several rows, the first and the last row, and the first column."""

    def take(self, others: "SheetMarks") -> None:
        """Add marks that were gathered elsewhere."""
        self.hidden_rows |= others.hidden_rows
        self.hidden_columns |= others.hidden_columns
        self.links |= others.links
        self.merged += others.merged

    def merge(self, first: int, last: int, column: int) -> None:
        """Mark cells as merged; only several rows count. Raises InvalidData if there are too many."""
        if last > first:
            self.merged.append((first, last, column))
        if len(self.merged) > _MOST_MERGED:
            raise InvalidData(
                _("the sheet has more merged cells than any list"),
                _("copy the list into a new workbook, and save that"),
            )

    def hide_columns(self, first: int, last: int) -> None:
        """Mark columns as hidden, of which a workbook may count more than there are."""
        self.hidden_columns.update(range(first, min(last + 1, MOST_COLUMNS)))


MOST_ROWS, MOST_COLUMNS = 1 << 20, 1 << 14
"""What Excel allows."""


def link_in(formula: str) -> str:
    """The address to which a formula links, if it does."""
    link = _LINK.match(formula)
    return link[1] if link else ""


def too_wide(row: int, column: int) -> InvalidData:
    """The refusal of a sheet whose last cell, counted from 0, is far beyond any list."""
    return InvalidData(
        _("the sheet extends to cell {cell}, far beyond any list").format(cell=cell_name(row + 1, column)),
        _("delete the stray content there"),
    )


def cell_name(row: int, column: int) -> str:
    """The name of a cell, given its row from 1 and its column from 0: `C7`."""
    return f"{letters(column)}{row}"


def letters(index: int) -> str:
    """The name of the column at a place, counted from 0: A, B, … Z, AA."""
    before, place = divmod(index, 26)
    return (letters(before - 1) if before else "") + chr(ord("A") + place)


def ranges(numbers: Iterable[int]) -> str:
    """Numbers in order, those one after another as `4-9`."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join("-".join(dict.fromkeys([str(run[0]), str(run[-1])])) for run in runs)
