"""Reads lists of a congress's results: rows of office, person, member, votes, elected."""

from collections.abc import Sequence
from typing import Any

from msgspec import Struct

from hiephoi_cli.domain import lookup
from hiephoi_cli.domain.fields import Field, fields
from hiephoi_cli.domain.records import Candidate, Election, Office, Registry
from hiephoi_cli.domain.references import named
from hiephoi_cli.errors import HiephoiError, InvalidData, Report
from hiephoi_cli.i18n import _, ngettext


class Ballot(Struct, frozen=True):
    """The candidates for one office; `office` is a KEY, empty if the list has no such column."""

    office: str
    candidates: Sequence[Candidate]

    def held(self, offices: Sequence[Office], otherwise: str = "") -> Office:
        """The office that the ballot names, or `otherwise`. Raises NotFound and Conflict."""
        return lookup.one(offices, Office, self.office or otherwise)


def result_fields() -> dict[str, Field]:
    """The fields that columns of such a list may hold."""
    return {"office": fields(Election)["office"], **fields(Candidate)}


def ballots(registry: Registry, columns: Sequence[str], lines: Sequence[tuple[int, Sequence[str]]]) -> list[Ballot]:
    """The ballots in numbered lines with these fields as columns, in their order.

    An ignored column is called "". Raises an error with all faults, by line: InvalidData, NotFound or Conflict as the
    first of them.
    """
    by_office: dict[str, list[Candidate]] = {}
    faults: list[tuple[int, HiephoiError]] = []
    for number, cells in lines:
        values, errors = _read(registry, columns, cells)
        faults += [(number, error) for error in errors]
        if not errors:
            by_office.setdefault(values.pop("office", ""), []).append(Candidate(**values))
    if faults:
        raise _with_lines(faults)
    return [Ballot(office, candidates) for office, candidates in by_office.items()]


def _read(
    registry: Registry, columns: Sequence[str], cells: Sequence[str]
) -> tuple[dict[str, Any], list[HiephoiError]]:
    """The values of a line by field, and what is wrong with it."""
    if any(cells[len(columns) :]):  # a separator split one of them
        hint = _("put values that contain the separator in double quotes")
        return {}, [InvalidData(not_as_wide(len(cells), len(columns)), hint)]
    texts = {column: cell for column, cell in zip(columns, cells, strict=False) if column and cell.strip()}
    values: dict[str, Any] = {}
    errors: list[HiephoiError] = []
    for name, text in texts.items():
        try:
            values[name] = _value(registry, result_fields()[name], text)
        except HiephoiError as error:
            errors.append(error)
    if "person" not in texts:
        what = fields(Candidate)["person"].description
        errors.append(InvalidData(_("{field} is missing").format(field=_(what))))
    return values, errors


def _value(registry: Registry, field: Field, text: str) -> Any:  # noqa: ANN401  the value's type is the field's
    value = field.parse_option(text, _(field.title))
    return named(registry, field.refers_to, value) if field.refers_to else value


def _with_lines(faults: Sequence[tuple[int, HiephoiError]]) -> HiephoiError:
    """One error for the faults of lines; what is wrong with several in the same way is said once."""
    lines: dict[Report, list[str]] = {}
    for number, error in faults:
        for report in error.reports:
            lines.setdefault(report, []).append(str(number))
    first, *more = (
        Report(
            (_("lines {n}: {reason}") if numbers[1:] else _("line {n}: {reason}")).format(
                n=", ".join(numbers), reason=message
            ),
            hint,
        )
        for (message, hint), numbers in lines.items()
    )
    return type(faults[0][1])(*first, more=more)


def not_as_wide(cells: int, columns: int) -> str:
    """The message for a row whose number of cells differs from the header's."""
    return ngettext(
        "this row has {cells} cell, but the header has {columns}",
        "this row has {cells} cells, but the header has {columns}",
        cells,
    ).format(cells=cells, columns=columns)
