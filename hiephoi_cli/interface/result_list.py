"""Reads the results of an election from a list, as options say."""

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from hiephoi_cli.domain.cell_text import cell_text
from hiephoi_cli.domain.records import Registry
from hiephoi_cli.domain.result_lists import Ballot, ballots, result_fields
from hiephoi_cli.errors import InvalidData
from hiephoi_cli.i18n import N_, _
from hiephoi_cli.interface.column_options import Ignored, IgnoreOthers, fields_by_heading, map_option
from hiephoi_cli.interface.invocation import list_bytes
from hiephoi_cli.interface.signature import OptionSet
from hiephoi_cli.output.stream import tell

if TYPE_CHECKING:
    from hiephoi_cli.exchange.cell import Row
    from hiephoi_cli.exchange.import_list import ImportList


class ResultList(OptionSet, frozen=True):
    """A list of results, and what its columns hold."""

    results: Annotated[
        str | None,
        typer.Option(
            "--results",
            metavar=N_("FILE"),
            help=N_("A list of office, person, member, votes, elected: csv, tsv or xlsx; - reads standard input"),
        ),
    ] = None
    mapped: Annotated[list[str] | None, map_option("result_field")] = None
    ignored: Ignored = None
    ignore_others: IgnoreOthers = False

    def ballots(self, registry: Callable[[], Registry]) -> list[Ballot]:
        """The ballots in the list; none without one. Raises FileTrouble, UsageError, and as `ballots` does."""
        if not self.results:
            return []
        listed = self._read(list_bytes(self.results), self.results)
        names = {heading.place: heading.field for heading in listed.headings}
        left_out = _left_out(listed)
        for remark in listed.rows.remarks:
            tell(remark)
        if parts := list(_in_words(listed, left_out)):
            tell(_("skipped: {parts}").format(parts=" · ".join(parts)))
        lines = [(row.number, _texts(row, listed)) for row in listed.listed if row not in left_out]
        read = ballots(registry(), [names.get(place, "") for place in range(listed.width)], lines)
        if "elected" not in names.values():
            _warn_of_no_winners(listed)
        return read

    def _read(self, data: bytes, file: str) -> "ImportList":
        """The list in a file, which holds this. Raises InvalidData, UsageError."""
        from hiephoi_cli.exchange.headings import headings
        from hiephoi_cli.exchange.import_list import ImportList
        from hiephoi_cli.exchange.merged_cells import with_merged
        from hiephoi_cli.exchange.rows import format_of, rows

        listed = rows(data, format_of(file, data))
        if not listed.filled[1:]:
            raise InvalidData(
                _("{file}: the list is empty").format(file=file), _("a header and a line for each candidate")
            )
        head, columns = headings(
            listed.filled,
            result_fields(),
            mapped=fields_by_heading(self.mapped),
            ignored=self.ignored or (),
            ignore_others=self.ignore_others,
        )
        return ImportList(with_merged(listed, head, columns), head, columns)


def _left_out(listed: "ImportList") -> list["Row"]:
    """The rows that describe no candidate, as in imports: totals, titles of groups, signatures."""
    from hiephoi_cli.exchange.import_list import text_at
    from hiephoi_cli.exchange.readings import Reading
    from hiephoi_cli.exchange.skipped_rows import SkippedRows

    skipped_rows = SkippedRows(listed, result_fields(), "person")

    def reading(row: "Row") -> Reading:
        return Reading.of(row, {name: text_at(row, heading) or None for name, heading in listed.columns.items()})

    return [row for row in listed.listed if row in skipped_rows.plain or skipped_rows.is_aside(reading(row))]


def _in_words(listed: "ImportList", left_out: Sequence["Row"]) -> Iterator[str]:
    from hiephoi_cli.exchange.skipped_rows import skipped

    return skipped(listed, left_out)


def _warn_of_no_winners(listed: "ImportList") -> None:
    """Say that nobody is recorded as elected, and how a list says who is."""
    title = _(result_fields()["elected"].title)
    ignored = [heading.title for heading in listed.headings if not heading.field and heading.place != listed.numbering]
    message = _("nobody is recorded as elected: the list has no column '{title}'").format(title=title)
    tell(_("warning: {message}").format(message=message))
    hint = _("add that column with x for whoever was elected, or name the one that says it: {option}")
    column = ignored[-1] if ignored else _("COLUMN")
    tell(f"{_('hint:')} " + hint.format(option=f'--map "{column}=elected"'))


def _texts(row: "Row", listed: "ImportList") -> list[str]:
    """The texts of a row, at least as many as columns; joined columns stand where the first of them does."""
    from hiephoi_cli.exchange.import_list import cell_at, text_at

    joined = {heading.place: text_at(row, heading) for heading in listed.headings if heading.more}
    places = range(max(listed.width, len(row.cells)))
    return [cell_text(joined.get(place, cell_at(row, place))) for place in places]
