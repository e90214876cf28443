"""Reads lists of a congress's results: rows of office, person, member, votes, elected."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from hiephoi_cli.domain import lookup
from hiephoi_cli.domain.fields import Field, fields
from hiephoi_cli.domain.records import Candidate, Election, Office
from hiephoi_cli.errors import Conflict, InvalidData, NotFound, Report
from hiephoi_cli.i18n import _, ngettext


class Ballot(Struct, frozen=True):
    """The candidates for one office; `office` is a KEY, empty if the list has no such column."""

    office: str
    candidates: Sequence[Candidate]
    line: int = 0
    """The first line of the list that names the office; 0 without a list."""

    def held(self, offices: Sequence[Office], otherwise: str = "") -> Office:
        """The office that the ballot names, or `otherwise`. Raises NotFound and Conflict with the line."""
        try:
            return lookup.one(offices, Office, self.office or otherwise)
        except (NotFound, Conflict) as error:
            if not (self.office and self.line):
                raise
            [(message, hint)] = error.reports
            raise type(error)(_("line {n}: {reason}").format(n=self.line, reason=message), hint) from None


def result_fields() -> dict[str, Field]:
    """The fields that columns of such a list may hold."""
    return {"office": fields(Election)["office"], **fields(Candidate)}


def ballots(columns: Sequence[str], lines: Sequence[tuple[int, Sequence[str]]]) -> list[Ballot]:
    """The ballots in numbered lines with these fields as columns, in their order.

    An ignored column is called "". Raises InvalidData with all faults, by line.
    """
    by_office: dict[str, list[Candidate]] = {}
    first: dict[str, int] = {}
    faults: list[Report] = []
    for number, cells in lines:
        texts = {column: cell for column, cell in zip(columns, cells, strict=False) if column and cell}
        try:
            _refuse_more(cells, columns)
            office = texts.pop("office", "").strip()
            by_office.setdefault(office, []).append(_candidate(texts))
            first.setdefault(office, number)
        except InvalidData as error:
            faults += [
                Report(_("line {n}: {reason}").format(n=number, reason=message), hint)
                for message, hint in error.reports
            ]
    if faults:
        raise InvalidData(*faults[0], more=faults[1:])
    return [Ballot(office, candidates, first.get(office, 0)) for office, candidates in by_office.items()]


def _refuse_more(cells: Sequence[str], columns: Sequence[str]) -> None:
    """Raise InvalidData for a line with more cells than the header: a separator split one of them."""
    if any(cells[len(columns) :]):
        raise InvalidData(
            not_as_wide(len(cells), len(columns)),
            _("put values that contain the separator in double quotes"),
        )


def not_as_wide(cells: int, columns: int) -> str:
    """The message for a row whose number of cells differs from the header's."""
    return ngettext(
        "this row has {cells} cell, but the header has {columns}",
        "this row has {cells} cells, but the header has {columns}",
        cells,
    ).format(cells=cells, columns=columns)


def _candidate(texts: Mapping[str, str]) -> Candidate:
    declared = fields(Candidate)
    if "person" not in texts:
        person = declared["person"]
        raise InvalidData(_("{field} is missing").format(field=_(person.description)))
    return Candidate(
        **{name: declared[name].parse_option(text, _(declared[name].title)) for name, text in texts.items()}
    )
