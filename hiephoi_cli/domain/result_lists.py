"""Reads lists of a congress's results: rows of office, person, member, votes, elected."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from hiephoi_cli.domain.fields import fields
from hiephoi_cli.domain.records import Candidate
from hiephoi_cli.errors import InvalidData, Report
from hiephoi_cli.i18n import _


class Ballot(NamedTuple):
    """The candidates for one office; `office` is a KEY, empty if the list has no such column."""

    office: str
    candidates: Sequence[Candidate]


def ballots(columns: Sequence[str], lines: Sequence[tuple[int, Sequence[str]]]) -> list[Ballot]:
    """The ballots in numbered lines with these fields as columns, in their order.

    An ignored column is called "". Raises InvalidData with all faults, by line.
    """
    candidates: dict[str, list[Candidate]] = {}
    faults: list[Report] = []
    for number, cells in lines:
        given = {column: cell for column, cell in zip(columns, cells, strict=False) if column and cell}
        try:
            _refuse_more(cells, columns)
            candidates.setdefault(given.pop("office", ""), []).append(_candidate(given))
        except InvalidData as error:
            faults += [
                Report(_("line {n}: {said}").format(n=number, said=message), hint) for message, hint in error.reports
            ]
    if faults:
        raise InvalidData(*faults[0], more=faults[1:])
    return [Ballot(office, standing) for office, standing in candidates.items()]


def _refuse_more(cells: Sequence[str], columns: Sequence[str]) -> None:
    """Raise InvalidData for a line with more cells than the header: a separator split one of them."""
    if any(cells[len(columns) :]):
        raise InvalidData(
            _("this row has {cells} cells, but the header has {columns}").format(
                cells=len(cells), columns=len(columns)
            ),
            _("put values that contain the separator in double quotes"),
        )


def _candidate(given: Mapping[str, str]) -> Candidate:
    declared = fields(Candidate)
    if "person" not in given:
        raise InvalidData(_("'{key}' is missing").format(key="person"))
    return Candidate(**{name: declared[name].parse_option(text, name) for name, text in given.items()})
