"""The results of a congress as a list has them: rows of office, person, member, votes, elected."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from hiephoi_cli.domain.fields import fields
from hiephoi_cli.domain.records import Candidate, Election
from hiephoi_cli.domain.suggest import did_you_mean
from hiephoi_cli.domain.vietnamese import fold
from hiephoi_cli.errors import InvalidData, Report
from hiephoi_cli.i18n import N_, _, spoken

_YES = {"1", "x", "✓", "true"}
_NO = {"", "0", "-", "false"}
_WORDS_FOR_YES = (N_("yes"), N_("Elected"))
_WORDS_FOR_NO = (N_("no"), N_("not elected"))


class Ballot(NamedTuple):
    """The candidates for one office; the office is named by a KEY, empty where the list has none."""

    office: str
    candidates: Sequence[Candidate]


def ballots(header: Sequence[str], lines: Sequence[tuple[int, Sequence[str]]]) -> list[Ballot]:
    """The ballots in the lines below a header, in their order. Raises InvalidData with all faults by line.

    Headers are the fields' names or titles, in any language, case and accents aside.
    """
    columns = [_column(title) for title in header]
    if twice := sorted({column for column in columns if columns.count(column) > 1}):
        raise InvalidData(_("column '{key}' is there twice").format(key=twice[0]), _("take one of them out"))
    found: dict[str, list[Candidate]] = {}
    faults: list[Report] = []
    for number, cells in lines:
        given = {column: cell for column, cell in zip(columns, cells, strict=False) if cell}
        try:
            _refuse_more(cells, columns)
            found.setdefault(given.pop("office", ""), []).append(_candidate(given))
        except InvalidData as error:
            faults += [Report(_("line {n}: {said}").format(n=number, said=said), hint) for said, hint in error.reports]
    if faults:
        raise InvalidData(*faults[0], more=faults[1:])
    return [Ballot(office, candidates) for office, candidates in found.items()]


def _refuse_more(cells: Sequence[str], columns: Sequence[str]) -> None:
    """Raise InvalidData for a line with more cells than the header: one of them was cut in two."""
    if any(cells[len(columns) :]):
        raise InvalidData(
            _("{cells} cells under {columns} columns").format(cells=len(cells), columns=len(columns)),
            _("put what holds the separator in double quotes"),
        )


def _column(title: str) -> str:
    """The field that a header names. Raises InvalidData for one that names none."""
    declared = {"office": fields(Election)["office"], **fields(Candidate)}
    titles = {fold(word): name for name, field in declared.items() for word in (name, *spoken(field.title))}
    if fold(title) not in titles:
        raise InvalidData(
            _("no column '{key}'").format(key=title),
            did_you_mean(title, titles) or _("there are: {columns}").format(columns=", ".join(declared)),
        )
    return titles[fold(title)]


def _candidate(given: Mapping[str, str]) -> Candidate:
    declared = fields(Candidate)
    if "person" not in given:
        raise InvalidData(_("'{key}' is missing").format(key="person"))
    values = {name: declared[name].parse_option(text, name) for name, text in given.items() if name != "elected"}
    return Candidate(**values, elected=_is_yes(given.get("elected", "")))


def _is_yes(text: str) -> bool:
    """Whether a cell says that somebody was elected. Raises InvalidData for what says neither yes nor no."""
    word = fold(text)
    if word in _YES | _folded(_WORDS_FOR_YES):
        return True
    if word in _NO | _folded(_WORDS_FOR_NO):
        return False
    raise InvalidData(
        _("elected: '{text}' is neither yes nor no").format(text=text),
        _("write x for yes, and leave the cell empty for no"),
    )


def _folded(words: Sequence[str]) -> set[str]:
    return {fold(spelling) for word in words for spelling in spoken(word)}
