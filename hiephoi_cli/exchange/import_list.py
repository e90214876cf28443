"""A list as it was read, and how it is to be taken."""

from collections.abc import Sequence

from msgspec import Struct

from hiephoi_cli.exchange.cell import Row, Rows
from hiephoi_cli.exchange.headings import Heading, numbers_rows
from hiephoi_cli.exchange.sheets import letters
from hiephoi_cli.files.formats import WORKBOOKS


class ImportList(Struct, frozen=True):
    """A list as it was read, and how it is to be taken."""

    rows: Rows
    head: Row
    headings: Sequence[Heading]
    clear_blank: bool = False
    """Whether blank cells erase."""
    repair: bool = False
    """Whether zeros that were lost are put back."""

    @property
    def listed(self) -> list[Row]:
        """The rows below the headings."""
        return [row for row in self.rows.filled if row.number > self.head.number]

    @property
    def width(self) -> int:
        """How many cells a row has, as far as there are headings."""
        return max((heading.place + 1 for heading in self.headings), default=0)

    @property
    def numbering(self) -> int | None:
        """The place of the column that numbers the rows."""
        return next((one.place for one in self.headings if not one.field and numbers_rows(one.title)), None)

    def where(self, row: Row, field: str) -> str:
        """The cell of a field in a row: `B7` in a sheet, else the heading of its column, else the field's name."""
        heading = next((heading for heading in self.headings if heading.field == field), None)
        if not heading:
            return field
        return f"{letters(heading.place)}{row.number}" if self.rows.format in WORKBOOKS else heading.title
