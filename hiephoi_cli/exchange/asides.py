"""Rows that are about no record: a total, numbers of columns, titles of groups, signatures, numbers with nothing."""

import re
from collections.abc import Iterator, Sequence

from hiephoi_cli.domain.cells import cell_text
from hiephoi_cli.domain.vietnamese import fold
from hiephoi_cli.exchange.batch import Batch
from hiephoi_cli.exchange.rows import Cell, Row
from hiephoi_cli.i18n import _

A_FEW = 3  # columns: too many for a name to stand alone, or for numbers to follow each other, by chance
_SIGNERS = 2
"""How many names or offices stand beside each other where people sign."""
_ORDINAL = re.compile(r"([IVXLC]+|[A-Z])[.)]?")
"""What stands before the title of a group, where other rows have a number."""
_COUNTED = r"(hoi vien|doanh nghiep|don vi|thanh vien|members?|companies|rows?)"
_TOTAL = re.compile(
    rf"(tong cong|tong so|tong|cong|total|sum)( {_COUNTED})? ?[:.]? ?(\d[\d.,]*+ ?({_COUNTED}\b\.? ?)?)*"
)
"""All that a row holds that counts those above, accents aside: `Tổng cộng: 65 hội viên`, never a `Tổng công ty`."""

_PERHAPS_TOTAL = re.compile(r"t\w{1,2}\W{0,2}ng|c(?!ông\s+ty)\w{1,2}\W{0,2}ng|total|sum", re.IGNORECASE)
"""How such a row begins, whatever the accents; that of an enterprise does not, which shows at once."""


def total_of(rows: Sequence[Row]) -> Row | None:
    """The row that counts those above it."""
    return next((row for row in rows if _is_total(row)), None)


def numbers_of_columns(rows: Sequence[Row]) -> Row | None:
    """The first row, where it numbers the columns, as forms have it below the headings: 1, 2, 3 or (1), (2), (3)."""
    numbers = [cell_text(cell).strip("()") for cell in _filled(rows[0].cells)] if rows else []
    expected = [[str(first + n) for n in range(len(numbers))] for first in (0, 1)]
    return rows[0] if len(numbers) >= A_FEW and numbers in expected else None


def is_aside(row: Row, batch: Batch, name: str, total: Row | None) -> bool:
    """Whether a row of few cells is about no record; `name` is the field that has what a record is called.

    Such a row has nothing that is read; or it is the title of a group, a name with `II` or `B` before it where others
    have a number; or it stands below the total, as signatures do.
    """
    fields = {heading.place: heading.field for heading in batch.headings if heading.field}
    read = {fields[place]: cell for place, cell in enumerate(row.cells) if place in fields and _filled([cell])}
    others = _filled([cell for place, cell in enumerate(row.cells) if place not in fields])
    if _filled(row.cells[batch.width :]) or not fields:
        return False
    if total and row.number > total.number:
        return len(read) + len(others) <= _SIGNERS and batch.width > A_FEW
    return not read or (read.keys() == {name} and any(_ORDINAL.fullmatch(cell_text(cell)) for cell in others))


def passed_over(batch: Batch, rows: Sequence[Row]) -> Iterator[str]:
    """What was not read, in words: columns, blank rows, rows that are about no record, and other sheets."""
    for heading in batch.headings:
        if not heading.field:
            yield _("column '{title}'").format(title=heading.title)
    last = max((row.number for row in batch.listed), default=0)
    blank = [number for number in batch.rows.blank if batch.head.number < number < last]
    blank += [row.number for row in rows if _is_numbered_only(row)]
    if blank:
        yield _("blank rows: {n}").format(n=len(blank))
    for row in rows:
        if not _is_numbered_only(row):
            yield _("row {n}: '{text}'").format(n=row.number, text=_text(row))
    for name in batch.rows.passed_over:
        yield _("sheet '{name}'").format(name=name)


def _is_total(row: Row) -> bool:
    for cell in row.cells:
        if isinstance(cell, str) and cell:
            break
    else:
        return False
    return bool(_PERHAPS_TOTAL.match(cell) and _TOTAL.fullmatch(fold(_text(row))))


def _is_numbered_only(row: Row) -> bool:
    """Whether a row has its number, and nothing else."""
    [first, *more] = map(cell_text, _filled(row.cells))
    return not more and first.strip(".)").isdecimal()


def _text(row: Row) -> str:
    """All that a row holds, with single spaces between."""
    return " ".join(" ".join(map(cell_text, _filled(row.cells))).split())


def _filled(cells: Sequence[Cell]) -> list[Cell]:
    return [cell for cell in cells if cell not in (None, "")]
