"""The options of a command that takes the results of an election from a list."""

from typing import Annotated, NamedTuple

import typer

from hiephoi_cli.domain.cell_text import cell_text
from hiephoi_cli.domain.fields import fields
from hiephoi_cli.domain.records import Candidate, Election
from hiephoi_cli.domain.result_lists import Ballot, ballots
from hiephoi_cli.errors import InvalidData
from hiephoi_cli.i18n import N_, _
from hiephoi_cli.interface.column_options import Ignored, IgnoreOthers, Mapped, fields_by_heading
from hiephoi_cli.interface.invocation import list_bytes


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
        from hiephoi_cli.exchange.import_list import text_at
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
        places = {heading.place: heading.field for heading in columns}
        names = [places.get(place, "") for place in range(max(places) + 1)]
        lines = []
        for row in (row for row in found if row.number > head.number):
            texts = [cell_text(cell) for cell in row.cells]
            for heading in (heading for heading in columns if heading.more):
                texts[heading.place : heading.place + 1] = [cell_text(text_at(row, heading))]
            lines.append((row.number, texts))
        return ballots(names, lines)
