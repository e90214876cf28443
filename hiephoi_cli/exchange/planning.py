"""Plans an import: reads each row, matches it with a record, compares the two, and applies the rules."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from msgspec import structs

from hiephoi_cli.domain.changes import default
from hiephoi_cli.domain.fields import fields
from hiephoi_cli.domain.identity import is_better_spelled, name_key, well_spelled
from hiephoi_cli.domain.links import kept
from hiephoi_cli.domain.problems import Problem
from hiephoi_cli.domain.records import KINDS, Is, Link, Record, Registry
from hiephoi_cli.domain.result_lists import not_as_wide
from hiephoi_cli.domain.rules import broken
from hiephoi_cli.domain.vietnamese import one_spelling
from hiephoi_cli.domain.words import Severity
from hiephoi_cli.errors import HiephoiError, Report
from hiephoi_cli.exchange.cell import Row
from hiephoi_cli.exchange.cell_values import LostZero
from hiephoi_cli.exchange.days import DoubtfulDay
from hiephoi_cli.exchange.exported_cells import says, says_why
from hiephoi_cli.exchange.groups import Groups
from hiephoi_cli.exchange.hidden import hidden_in_words
from hiephoi_cli.exchange.import_list import ImportList, text_at
from hiephoi_cli.exchange.known_records import Clash, EarlierRows, Identifiers, Match, RecordIndex, identifiers, twice
from hiephoi_cli.exchange.plan import Action, Plan, RowProblem, Step
from hiephoi_cli.exchange.readings import ListReader, Reading
from hiephoi_cli.exchange.renames import staying
from hiephoi_cli.exchange.skipped_rows import A_FEW, SkippedRows, skipped
from hiephoi_cli.exchange.vcards import VCARD, repeats
from hiephoi_cli.i18n import _


def plan(registry: Registry, kind: str, import_list: ImportList, today: date) -> Plan:
    """What an import would do to the records of a kind; a plan with faulty rows must not be applied."""
    declared = fields(KINDS[kind])
    reader, groups = ListReader(registry, kind, import_list), Groups(registry, import_list, declared)
    skipped_rows = SkippedRows(import_list, declared, KINDS[kind].called_by, groups.titles)
    readings, left_out = _of_records(import_list, reader, skipped_rows)
    planner = _Planner(registry, kind, import_list, skipped_rows, groups, today=today)
    steps = planner.steps(groups.with_sectors(readings, left_out))
    after = structs.replace(registry, **{kind: tuple(planner.records)})
    problems = list(broken(after, today))
    by_row = planner.by_row(problems)
    steps = [_with(step, by_row[step.row]) if step.row in by_row else step for step in steps]
    unsaid = [row for row in left_out if row.number not in groups.used]
    return Plan(
        steps,
        after,
        problems,
        [*_understood(import_list, reader, groups), *([] if steps else [_("no rows of records below the headings")])],
        skipped=list(skipped(import_list, unsaid)),
        repaired=reader.repaired,
        guessed=[column.field for column in import_list.columns.values() if column.more or not column.whole],
    )


def _of_records(
    import_list: ImportList, reader: ListReader, skipped_rows: SkippedRows
) -> tuple[list[Reading], list[Row]]:
    """The rows that describe records, as they are read, and the rows that are left out."""
    plain = {row.number for row in skipped_rows.plain}
    readings = list(reader.readings([row for row in import_list.listed if row.number not in plain]))
    aside = {reading.row.number: reading.row for reading in readings if skipped_rows.is_aside(reading)}
    left_out = sorted([*aside.values(), *skipped_rows.plain], key=lambda row: row.number)
    return [reading for reading in readings if reading.row.number not in aside], left_out


def _understood(import_list: ImportList, reader: ListReader, groups: Groups) -> Iterator[str]:
    """How the list was read, where readers would not expect it."""
    yield from import_list.rows.remarks
    yield from hidden_in_words(import_list, left_out=False)
    yield from reader.understood
    yield from groups.in_words()


class _Planner:
    """The records of a kind while rows are applied one after another."""

    def __init__(  # noqa: PLR0913  all that a plan is made of
        self,
        registry: Registry,
        kind: str,
        import_list: ImportList,
        skipped_rows: SkippedRows,
        groups: Groups,
        *,
        today: date,
    ) -> None:
        self.records: list[Any] = list(getattr(registry, kind))
        self.touched: dict[int, tuple[Row, Collection[str]]] = {}
        """By the index of a record, its row and the fields that the row sets."""
        self._count_before = len(self.records)
        self._kind, self._table, self._list, self._skipped_rows = kind, KINDS[kind], import_list, skipped_rows
        self._fields = fields(self._table)
        self._key = self._table.key_field()
        made = self._key if self._table.makes_keys() else ""
        self._needed = [name for name, field in self._fields.items() if field.required and name != made]
        self._width = import_list.width
        self._index, self._earlier = RecordIndex(registry, kind), EarlierRows(self._table)
        self._columns, self._groups, self._today = import_list.columns, groups, today
        self._most_have_more = False
        """Whether most rows of a list with few columns have more than one value."""

    def steps(self, readings: Sequence[Reading]) -> list[Step]:
        """What will happen to each row."""
        self._survey(readings)
        of_rows = identifiers(self._table, [reading.values for reading in readings])
        return [self._step(reading, own) for reading, own in zip(readings, of_rows, strict=True)]

    def _survey(self, readings: Sequence[Reading]) -> None:
        """Look at all rows before the first step: no new record gets a key of another row."""
        self._index.reserve(key for reading in readings if (key := reading.values.get(self._key)))
        lone = sum(reading.row.is_lone for reading in readings) if len(self._columns) < A_FEW else 0
        self._most_have_more = 2 * lone < len(readings)

    def _step(self, reading: Reading, own: Identifiers) -> Step:
        """What will happen to a row, given what was read and what identifies its record."""
        row = reading.row
        problems: list[RowProblem] = []
        if (below := self._skipped_rows.is_below(row)) or len(row.cells) > self._width:
            problems += _errors(_misshapen(row, self._width, below=below))
        match = None
        try:
            self._earlier.add(row.number, own)
            match = self._match(own, row)
        except Clash as clash:
            problems += _errors(clash.reports, self._cells(row, clash.fields))
        old = self.records[match.place] if match else None
        if reading.faults or reading.blank:
            problems += self._faults(old, reading)
        if old is None and not problems:
            problems += [self._missing(name, row) for name in self._needed if name not in reading.values]
        if problems:
            named = str(reading.values.get(self._table.called_by, ""))
            return Step(row.number, Action.ERROR, old, problems=tuple(problems), named=named)
        return self._updated(match, reading) if match else self._created(row, own)

    def by_row(self, problems: Iterable[Problem]) -> dict[int, list[RowProblem]]:
        """The problems in what the rows change, by row number; problems from before are left out."""
        of_rows: dict[int, list[RowProblem]] = {}
        for problem in problems:
            for place in filter(None, (problem.place, problem.related)):
                if place.kind == self._kind and place.index is not None and place.index in self.touched:
                    row, changes = self.touched[place.index]
                    field = str(place.inner[0]) if place.inner else self._table.called_by
                    new = place.index >= self._count_before
                    if field in changes or (new and problem.severity is Severity.ERROR):
                        other = f"{problem.place.key}: " if place is problem.related else ""
                        message = other + problem.message
                        in_row = RowProblem(problem.severity, self._list.where(row, field), message)
                        of_rows.setdefault(row.number, []).append(in_row)
                        break
        return of_rows

    def _cells(self, row: Row, fields: Sequence[str] = ()) -> str:
        """The cells with these fields of a row, else the one with its name; empty if the list is not a workbook."""
        return self._list.cells(row, *fields) or self._list.cells(row, self._table.called_by)

    def _match(self, own: Identifiers, row: Row) -> Match | None:
        """The record of the row; None for a new one. Raises Clash."""
        match = self._index.match(own, lambda index, name: self._repeats(row, name, self.records[index]))
        if match and match.place in self.touched:
            raise twice(self._table, self.touched[match.place][0].number, self.records[match.place].key)
        return match

    def _repeats(self, row: Row, name: str, old: Record) -> bool:
        """Whether a field of the row holds what an export writes for the record."""
        column = self._columns.get(name)
        if column is None:
            return False
        cell = text_at(row, column)
        on_card = self._list.rows.format == VCARD and repeats(name, cell, old)
        return on_card or says(cell, getattr(old, name)) or says_why(name, cell, old)

    def _says_as_much(self, row: Row, name: str, old: Record, value: Any) -> bool:  # noqa: ANN401  of any field
        """Whether a field repeats the record's, or names the same person with no better spelling."""
        before = getattr(old, name)
        if self._fields[name].form is Is.PERSON and before and name_key(value) == name_key(before):
            return not is_better_spelled(value, before)
        return self._repeats(row, name, old)

    def _faults(self, old: Record | None, reading: Reading) -> Iterator[RowProblem]:
        """The faults of the cells; a cell that repeats what the record holds has none."""
        for name, fault in reading.faults.items():
            doubtful = fault.readings if isinstance(fault, DoubtfulDay) else ()
            if old is None or not (getattr(old, name) in doubtful or self._repeats(reading.row, name, old)):
                for report in fault.reports:
                    lost = isinstance(fault, LostZero)
                    yield RowProblem(Severity.ERROR, self._list.where(reading.row, name), *report, lost_zero=lost)
        for name in reading.blank if old is not None and self._list.clear_blank else ():
            if self._fields[name].required and name != self._key:
                yield RowProblem(Severity.ERROR, self._list.where(reading.row, name), _("the value is empty"))

    def _missing(self, name: str, row: Row) -> RowProblem:
        """The error if a new record needs a field that its row lacks."""
        message = _("'{key}' is missing").format(key=_(self._fields[name].title))
        return RowProblem(Severity.ERROR, self._list.where(row, name), message)

    def _created(self, row: Row, own: Identifiers) -> Step:
        values = self._index.in_keys(own.values)
        if self._key:
            try:
                values[self._key] = self._index.new_key(own)
            except HiephoiError as error:
                named, problems = str(values.get(self._table.called_by, "")), _errors(error.reports, self._cells(row))
                return Step(row.number, Action.ERROR, problems=tuple(problems), named=named)
        record = self._table(**self._table.completed(values))
        self._index.add(record)
        self.touched[len(self.records)] = row, own.values
        self.records.append(record)
        may_be_odd = own.key or len(own.values) == 1 or self._skipped_rows.is_past_end(row)
        odd = tuple(self._oddities(row, own)) if may_be_odd else ()
        return Step(row.number, Action.CREATE, new=record, fields=own.values.keys(), problems=odd)

    def _oddities(self, row: Row, own: Identifiers) -> Iterator[RowProblem]:
        """Warnings about a row that makes a new record."""
        name = self._table.called_by
        of_many = len(self._columns) >= A_FEW or (len(self._columns) > 1 and self._most_have_more and row.is_lone)
        if self._list.head.number and own.values.keys() == {name} and of_many:
            message = _("only a name: is it a title or a signature?")
            yield RowProblem(Severity.WARNING, self._list.where(row, name), message)
        elif self._skipped_rows.is_past_end(row):
            message = _("without a row number, below a blank row: does it belong to the list?")
            yield RowProblem(Severity.WARNING, self._list.where(row, name), message)
        if own.key and not self._index.is_usual(own.key):
            message = _("a new id, unlike the others: '{key}'").format(key=own.key)
            yield RowProblem(Severity.WARNING, self._list.where(row, self._key), message)

    def _updated(self, match: Match, reading: Reading) -> Step:
        """The step of a row whose record exists."""
        row = reading.row
        old = self.records[match.place]
        stays, warnings = staying(old, reading.values, lambda name: self._list.where(row, name))
        odd = tuple(warnings)
        changed = self._changes(old, reading, {match.by, *stays})
        if isinstance(old, Link):
            changed = kept(old, changed, self._today) | changed
        self.touched[match.place] = row, changed
        if not changed:
            return Step(row.number, Action.UNCHANGED, old, old, problems=odd)
        self.records[match.place] = structs.replace(old, **changed)
        return Step(row.number, Action.UPDATE, old, self.records[match.place], changed.keys(), problems=odd)

    def _changes(self, old: Record, reading: Reading, unchanged: Collection[str]) -> dict[str, Any]:
        """What a row changes in its record; a name that differs only in spelling stays as it is."""
        row, given = reading.row, self._groups.widened(old, reading.values, reading.row.number)
        values = {name: given[name] for name in given if name not in unchanged and name not in self._index.worded}
        called_by = self._table.called_by
        spelling = name_key if called_by and self._fields[called_by].form is Is.PERSON else one_spelling
        if called_by in values and spelling(values[called_by]) == spelling(old.label):
            del values[called_by]
        blank = [name for name in reading.blank if name != self._key and not self._repeats(row, name, old)]
        erased = {name: default(self._table, name) for name in blank} if self._list.clear_blank else {}
        return {
            name: spelled
            for name, value in (values | erased).items()
            if value != (before := getattr(old, name))
            and (spelled := well_spelled(value, before)) != before
            and (name in erased or not self._says_as_much(row, name, old, value))
        }


def _misshapen(row: Row, width: int, *, below: bool) -> Iterator[Report]:
    """What is wrong with a row as a whole."""
    cells = len(row.cells)
    if cells > width and any(cell not in (None, "") for cell in row.cells[width:]):
        yield Report(
            not_as_wide(cells, width),
            _("give every row as many cells as the header; put values that contain the separator in double quotes"),
        )
    if below:
        yield Report(_("this row is below the total"), _("move it above the total, or remove it"))


def _errors(reports: Iterable[Report], where: str = "") -> list[RowProblem]:
    """Errors of a row, or of some of its cells."""
    return [RowProblem(Severity.ERROR, where, *report) for report in reports]


def _with(step: Step, broken_rules: Sequence[RowProblem]) -> Step:
    """The step with the problems that the rules report; an error makes the row faulty."""
    problems = (*step.problems, *broken_rules)
    if any(problem.severity is Severity.ERROR for problem in broken_rules):
        return Step(step.row, Action.ERROR, step.old, problems=problems, named=step.label)
    return structs.replace(step, problems=problems)
