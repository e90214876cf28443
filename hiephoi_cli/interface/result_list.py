"""Reads the results of an election from a list, as options say."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from hiephoi_cli.domain.cell_text import cell_text
from hiephoi_cli.domain.fields import fields
from hiephoi_cli.domain.records import Candidate, Election
from hiephoi_cli.domain.result_lists import Ballot, ballots
from hiephoi_cli.errors import InvalidData
from hiephoi_cli.i18n import N_, _
from hiephoi_cli.interface.column_options import Ignored, IgnoreOthers, Mapped, fields_by_heading
from hiephoi_cli.interface.invocation import list_bytes

if TYPE_CHECKING:
    from hiephoi_cli.exchange.cell import Row
    from hiephoi_cli.exchange.headings import Heading


class ResultList(NamedTuple):
    """A list of results, and what its columns hold."""

    results: Annotated[
        str | None,
        typer.Option(
            "--results",
            metavar=N_("FILE"),
            help=N_("A list of office, person, member, votes, elected: csv, tsv or xlsx; - reads standard input"),
        ),
    ] = None
    mapped: Mapped = None
    ignored: Ignored = None
    ignore_others: IgnoreOthers = False

    def ballots(self) -> list[Ballot]:
        """The ballots in the list; none without one. Raises FileTrouble, InvalidData, UsageError."""
        if not self.results:
            return []
        from hiephoi_cli.exchange.headings import headings
        from hiephoi_cli.exchange.rows import format_of, rows

        data = list_bytes(self.results)
        found = rows(data, format_of(self.results, data)).filled
        if not found[1:]:
            raise InvalidData(
                _("{file}: the list is empty").format(file=self.results), _("a header and a line for each candidate")
            )
        head, columns = headings(
            found,
            {"office": fields(Election)["office"], **fields(Candidate)},
            mapped=fields_by_heading(self.mapped),
            ignored=self.ignored or (),
            ignore_others=self.ignore_others,
        )
        names = {heading.place: heading.field for heading in columns}
        width = max(place + 1 for heading in columns for place in heading.places)
        lines = [(row.number, _texts(row, columns, width)) for row in found if row.number > head.number]
        return ballots([names.get(place, "") for place in range(width)], lines)


def _texts(row: "Row", columns: Sequence["Heading"], width: int) -> list[str]:
    """The texts of a row, at least so many; joined columns stand where the first of them does."""
    from hiephoi_cli.exchange.import_list import cell_at, text_at

    joined = {heading.place: text_at(row, heading) for heading in columns if heading.more}
    places = range(max(width, len(row.cells)))
    return [cell_text(joined.get(place, cell_at(row, place))) for place in places]
