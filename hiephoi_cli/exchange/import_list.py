"""A list to import, and how to import it."""

from collections.abc import Sequence

from msgspec import Struct

from hiephoi_cli.domain.day_forms import Order
from hiephoi_cli.exchange.cell import Row, Rows
from hiephoi_cli.exchange.headings import Heading, numbers_rows
from hiephoi_cli.exchange.sheet_marks import letters
from hiephoi_cli.files.formats import WORKBOOKS


class ImportList(Struct, frozen=True):
    """A list as read, with its header and the options of its import."""

    rows: Rows
    head: Row
    headings: Sequence[Heading]
    clear_blank: bool = False
    """Whether blank cells erase."""
    repair: bool = False
    """Whether lost leading zeros are restored."""
    dates: Order | None = None
    """The order of day and month, if it was given."""
    blanks: Sequence[str] = ()
    """Texts that stand for no value."""

    @property
    def listed(self) -> list[Row]:
        """The rows below the headings."""
        return [row for row in self.rows.filled if row.number > self.head.number]

    @property
    def width(self) -> int:
        """The number of columns that have headings, counted up to the last of them."""
        return max((heading.place + 1 for heading in self.headings), default=0)

    @property
    def numbering(self) -> int | None:
        """The place of the column that numbers the rows."""
        return next((column.place for column in self.headings if not column.field and numbers_rows(column.title)), None)

    def where(self, row: Row, field: str) -> str:
        """Where a field of a row is: `B7` in a sheet, else its heading, else the field's name."""
        heading = next((heading for heading in self.headings if heading.field == field), None)
        if not heading:
            return field
        return f"{letters(heading.place)}{row.number}" if self.rows.format in WORKBOOKS else heading.title
