"""Gives every row that merged cells cover their value; a file keeps it in the first row only."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Sequence

from msgspec import structs

from hiephoi_cli.exchange.cell import Cell, Merged, Row, Rows
from hiephoi_cli.exchange.heading_rows import Head
from hiephoi_cli.exchange.headings import Heading
from hiephoi_cli.exchange.sheet_marks import SheetMarks
from hiephoi_cli.exchange.skipped_rows import is_total
from hiephoi_cli.i18n import _


def merged_in(lines: Sequence[Sequence[Cell]], marks: SheetMarks) -> list[Merged]:
    """The merged cells of a sheet that hold something; of two that overlap, which no program writes, the first."""
    merged: list[Merged] = []
    for first, last, place in sorted(marks.merged, key=lambda area: (area[2], area[0])):
        value = lines[first - 1][place] if 0 < first <= len(lines) and place < len(lines[0]) else None
        overlaps = merged and merged[-1].place == place and first <= merged[-1].last
        if value not in (None, "") and not overlaps:
            merged.append(Merged(first, last, place, value))
    return merged


def with_merged(listed: Rows, head: Head, headings: Sequence[Heading]) -> Rows:
    """The rows, those below the header with the values of merged cells that cover them, and remarks that say so.

    A row that holds nothing else, or is a total, describes no record, and stays as it is.
    """
    titles = {place: heading.title for heading in headings if heading.field for place in heading.places}
    filled, counted = [*listed.filled], Counter[int]()
    for merged in listed.merged if head.number else ():
        if merged.place not in titles or merged.first <= head.number:
            continue
        first, covered = _covered(listed.filled, merged)
        value = listed.filled[first].cells[merged.place] if first is not None else merged.value
        for at in covered:
            number, cells = filled[at]
            if cells[merged.place] in (None, "") and _may_be_record(listed.filled[at], titles):
                filled[at] = Row(number, [*cells[: merged.place], value, *cells[merged.place + 1 :]])
                counted[merged.place] += 1
    remarks = [
        _("rows with the value of merged cells in '{title}': {n}").format(title=titles[place], n=n)
        for place, n in counted.items()
    ]
    return structs.replace(listed, filled=filled, remarks=(*listed.remarks, *remarks)) if remarks else listed


def _covered(rows: Sequence[Row], merged: Merged) -> tuple[int | None, range]:
    """The places of the rows that merged cells cover: the first, None if it was left out as hidden, and the others."""
    start, end = (bisect_right(rows, number, key=lambda row: row.number) for number in (merged.first, merged.last))
    is_there = start > 0 and rows[start - 1].number == merged.first
    return start - 1 if is_there else None, range(start, end)


def _may_be_record(row: Row, places: Collection[int]) -> bool:
    return any(_holds(row, place) for place in places) and not is_total(row)


def _holds(row: Row, place: int) -> bool:
    return place < len(row.cells) and row.cells[place] not in (None, "")
