"""A list to import, and how to import it."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from hiephoi_cli.domain.cell_text import cell_text
from hiephoi_cli.domain.day_forms import Order
from hiephoi_cli.exchange.cell import Cell, NoValue, Row, Rows
from hiephoi_cli.exchange.heading_names import numbers_rows
from hiephoi_cli.exchange.heading_rows import Head
from hiephoi_cli.exchange.headings import Heading
from hiephoi_cli.exchange.sheet_marks import cell_name
from hiephoi_cli.files.formats import WORKBOOKS


class ImportList(Struct, frozen=True):
    """A list as read, with its header and the options of its import."""

    rows: Rows
    head: Head
    headings: Sequence[Heading]
    clear_blank: bool = False
    """Whether blank cells erase."""
    repair: bool = False
    """Whether lost leading zeros are restored."""
    dates: Order | None = None
    """The order of day and month, if it was given."""
    blanks: Sequence[str] = ()
    """Texts that stand for no value."""
    by_group: bool = True
    """Whether titles of groups may give the members below their sectors."""

    @property
    def listed(self) -> list[Row]:
        """The rows below the headings."""
        head = self.head.number
        return [row for row in self.rows.filled if row.number > head]

    @property
    def width(self) -> int:
        """The number of columns that have headings, counted up to the last of them."""
        return max((place + 1 for heading in self.headings for place in heading.places), default=0)

    @property
    def numbering(self) -> int | None:
        """The place of the column that numbers the rows."""
        return next((column.place for column in self.headings if not column.field and numbers_rows(column.title)), None)

    @property
    def columns(self) -> Mapping[str, Heading]:
        """The columns that are read, by field."""
        return {heading.field: heading for heading in self.headings if heading.field}

    def where(self, row: Row, field: str) -> str:
        """Where a field of a row is: `B7` in a sheet, else its heading, else the field's name."""
        heading = self.columns.get(field)
        return self.cells(row, field) or (heading.title if heading else field)

    def cells(self, row: Row, *fields: str) -> str:
        """The cells with these fields of a row: `B7, C7`; empty if the list is not a workbook or has none of them."""
        columns = self.columns if self.rows.format in WORKBOOKS else {}
        return ", ".join(cell_name(row.number, columns[field].place) for field in fields if field in columns)


def cells_at(rows: Sequence[Row], place: int) -> list[Cell]:
    """The cells of rows at a place; fast where no row is shorter."""
    try:
        return [row.cells[place] for row in rows]
    except IndexError:
        return [cell_at(row, place) for row in rows]


def cell_at(row: Row, place: int) -> Cell:
    """The cell of a row at a place; None where the row is shorter."""
    return row.cells[place] if place < len(row.cells) else None


def text_at(row: Row, heading: Heading) -> Cell:
    """The cell of a column in a row; where several columns are joined, their texts."""
    if not heading.more:
        return cell_at(row, heading.place)
    cells = [cell_at(row, place) for place in heading.places]
    texts = [cell.shown if isinstance(cell, NoValue) else cell_text(cell).strip() for cell in cells]
    return heading.between.join(filter(None, texts))
