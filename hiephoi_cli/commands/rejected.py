"""The faulty rows of a list, written as a list of their own that can be mended and imported."""

from pathlib import Path

from hiephoi_cli.commands.reading import save
from hiephoi_cli.domain.cells import cell_text
from hiephoi_cli.errors import UsageError
from hiephoi_cli.exchange.headings import WHY
from hiephoi_cli.exchange.plan import Action, Plan
from hiephoi_cli.exchange.planning import Wanted
from hiephoi_cli.exchange.rows import Cell, NoValue, Row
from hiephoi_cli.i18n import _
from hiephoi_cli.output.formats import ENDINGS, MARK, separated
from hiephoi_cli.output.listing import Column, Listing
from hiephoi_cli.storage.replace import replace_whole


def save_rejected(wanted: Wanted, plan: Plan, file: Path) -> None:
    """Write the faulty rows in the shape they came in, with a column that says why.

    The file's ending tells the format; text is separated as in the list that was read. Raises FileTrouble, UsageError.
    """
    said = {step.row: [str(one) for one in step.problems] for step in plan.steps if step.action is Action.ERROR}
    columns = [_column(heading.title, heading.place) for heading in wanted.headings]
    why = Column(_(WHY), _(WHY), lambda row: "; ".join(said[row.number]), str, str)
    listing = Listing(columns=[*columns, why], rows=[row for row in wanted.listed if row.number in said])
    name = {**ENDINGS, ".txt": "csv"}.get(file.suffix.lower())
    if not name:
        raise UsageError(
            _("no format is known for files ending in '{ending}'").format(ending=file.suffix),
            _("end the file's name in one of {endings}").format(endings=" ".join(ENDINGS)),
        )
    if name == "csv":
        text = "".join(separated(listing, True, written=cell_text, delimiter=wanted.rows.delimiter or ","))
        replace_whole(file, (MARK + text).encode())
    else:
        save(listing, name, file)


def _column(title: str, place: int) -> Column:
    def cell(row: Row) -> Cell:
        found = row.cells[place] if place < len(row.cells) else None
        return found.shown if isinstance(found, NoValue) else found

    return Column(title, title, cell, lambda row: cell_text(cell(row)), cell)
