"""What python-calamine leaves out of a sheet: errors, hidden rows and columns, links, merged cells, number formats."""

from msgspec import Struct

from hiephoi_cli.exchange.cell import NoValue
from hiephoi_cli.exchange.number_formats import ERRORS
from hiephoi_cli.exchange.sheet_marks import SheetMarks

Place = tuple[int, int]


class LeftOut(Struct, frozen=True):
    """What is left out of one sheet, by row and column from 0."""

    errors: dict[Place, NoValue]
    styles: dict[Place, int]
    marks: SheetMarks

    def see(self, row: int, column: int, style: int, error: int | None = None) -> None:
        """Take note of a cell that holds something, with its style."""
        self.styles[row, column] = style
        if error is not None:
            self.errors[row, column] = NoValue(ERRORS.get(error, "#ERROR!"))

    @property
    def corner(self) -> Place:
        """The last row and the last column that hold something."""
        return max((row for row, _column in self.styles), default=0), max((c for _row, c in self.styles), default=0)
