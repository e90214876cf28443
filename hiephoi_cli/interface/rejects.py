"""Writes faulty rows to a list that can be corrected and imported again."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from hiephoi_cli.domain.cell_text import cell_text
from hiephoi_cli.exchange.cell import Cell, NoValue, Row
from hiephoi_cli.exchange.cell_content import on_one_line
from hiephoi_cli.exchange.heading_names import WHY
from hiephoi_cli.exchange.import_list import ImportList
from hiephoi_cli.exchange.plan import Action, Plan
from hiephoi_cli.exchange.rows import FORMATS, format_of
from hiephoi_cli.i18n import _
from hiephoi_cli.interface.output import save
from hiephoi_cli.output.listing import Column, Listing
from hiephoi_cli.output.listing_formats import listing_writers
from hiephoi_cli.output.listing_text import MARK, separated


def rejects_format(file: Path) -> str:
    """The format that a file's ending implies, if it can be both imported and written. Raises UsageError."""
    writers = listing_writers()
    return format_of(file.name, offered=[name for name in FORMATS if name in writers])


def save_rejected(import_list: ImportList, plan: Plan, file: Path) -> None:
    """Write the faulty rows in the shape they came in, with a column that says why.

    The file's ending sets the format; text is separated as in the list that was read. Raises FileTrouble, UsageError.
    """
    reasons = {
        step.row: [str(problem) for problem in step.problems] for step in plan.steps if step.action is Action.ERROR
    }
    rows = [row for row in import_list.listed if row.number in reasons]
    why = Column(_(WHY), _(WHY), lambda row: "; ".join(reasons[row.number]), str, str)
    name = rejects_format(file)
    if name == "tsv":  # in which a cell has one line
        rows = [row._replace(cells=[_on_one_line(cell) for cell in row.cells]) for row in rows]
    listing = Listing(columns=[*_columns(import_list, rows), why], rows=rows)
    if name == "csv":
        text = "".join(separated(listing, True, written=cell_text, delimiter=import_list.rows.delimiter or ","))
        save((MARK + text).encode(errors="replace"), file)
    else:
        save(listing_writers()[name](listing), file)


def _on_one_line(cell: Cell) -> Cell:
    return on_one_line(cell, " ") if isinstance(cell, str) else cell


def _columns(import_list: ImportList, rows: Sequence[Row]) -> Iterator[Column]:
    """A column for each cell that some row has, under its heading, or by its place where that is not its own."""
    titles = {heading.place: heading.title for heading in import_list.headings}
    used: set[str] = set()
    for place in range(max([import_list.width, *(len(row.cells) for row in rows)])):
        title = titles.get(place, "")
        title = title if title and title not in used else f"{title}#{place + 1}"
        used.add(title)
        yield _column(title, place)


def _column(title: str, place: int) -> Column:
    def cell(row: Row) -> Cell:
        value = row.cells[place] if place < len(row.cells) else None
        return value.shown if isinstance(value, NoValue) else value

    return Column(title, title, cell, lambda row: cell_text(cell(row)), cell)
