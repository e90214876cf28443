"""A plan is made: every row is read, matched with a record, compared with it, and checked by the rules."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from types import NoneType
from typing import Any, NamedTuple

from msgspec import structs

from hiephoi_cli.domain.calendar import some_day
from hiephoi_cli.domain.changes import default
from hiephoi_cli.domain.fields import fields, former_labels, former_lists
from hiephoi_cli.domain.identity import name_key
from hiephoi_cli.domain.keys import prefix_of
from hiephoi_cli.domain.problems import Problem
from hiephoi_cli.domain.records import KINDS, Is, Record, Registry
from hiephoi_cli.domain.rules import broken
from hiephoi_cli.domain.vietnamese import fold, one_spelling, typed
from hiephoi_cli.domain.words import Severity
from hiephoi_cli.errors import HiephoiError, InvalidData, Report
from hiephoi_cli.exchange.cell import Row
from hiephoi_cli.exchange.cell_values import LostZero, Reader, says
from hiephoi_cli.exchange.import_list import ImportList
from hiephoi_cli.exchange.matching import Known, Match, Seen, Told, told, twice
from hiephoi_cli.exchange.plan import Action, Plan, Said, Step
from hiephoi_cli.exchange.skipped_rows import A_FEW, SkippedRows, skipped
from hiephoi_cli.i18n import _


def plan(registry: Registry, kind: str, import_list: ImportList, today: date) -> Plan:
    """What an import would do to the records of a kind; a plan with faulty rows is not to be carried out."""
    skipped_rows = SkippedRows(import_list, fields(KINDS[kind]), KINDS[kind].called_by)
    planner = _Planner(registry, kind, import_list, skipped_rows)
    readings = list(planner.readings([row for row in import_list.listed if row not in skipped_rows.plain]))
    aside = {reading.row.number: reading.row for reading in readings if planner.is_aside(reading)}
    readings = [reading for reading in readings if reading.row.number not in aside]
    planner.reserve(readings)
    abouts = told(KINDS[kind], [reading.values for reading in readings])
    steps = [planner.step(reading, about) for reading, about in zip(readings, abouts, strict=True)]
    after = structs.replace(registry, **{kind: tuple(planner.records)})
    problems = list(broken(after, today))
    found = planner.found(problems)
    steps = [_with(step, found[step.row]) if step.row in found else step for step in steps]
    left = sorted([*aside.values(), *skipped_rows.plain], key=lambda row: row.number)
    return Plan(steps, after, problems, planner.understood, list(skipped(import_list, left)))


_NO_VALUES = {NoneType, InvalidData, LostZero}
"""The types of what stands for blank and for faulty cells."""


class _Reading(NamedTuple):
    """What a row says: the values of fields, what is wrong with others, and fields of which the cells are blank."""

    row: Row
    values: dict[str, Any]
    faults: dict[str, InvalidData]
    blank: list[str]

    @staticmethod
    def of(row: Row, said: dict[str, Any]) -> "_Reading":
        """What each field says, sorted."""
        faults = {name: value for name, value in said.items() if isinstance(value, InvalidData)}
        blank = [name for name, value in said.items() if value is None]
        return _Reading(row, {k: v for k, v in said.items() if v is not None and k not in faults}, faults, blank)


class _Planner:
    """The records of a kind, as rows are taken one after another."""

    def __init__(self, registry: Registry, kind: str, import_list: ImportList, skipped_rows: SkippedRows) -> None:
        self.records: list[Any] = list(getattr(registry, kind))
        self.touched: dict[int, tuple[Row, Collection[str]]] = {}
        """By the place of a record, the row that is about it and the fields that it sets."""
        self._known_before = len(self.records)
        self._kind, self._table, self._list, self._skipped_rows = kind, KINDS[kind], import_list, skipped_rows
        self._fields = fields(self._table)
        self._key = self._table.key_field()
        made = self._key if self._table.makes_keys() else ""
        self._needed = [name for name, field in self._fields.items() if field.required and name != made]
        self._width = import_list.width
        self._known, self._seen = Known(registry, kind), Seen(self._table)
        self._registry = registry
        self._places = {heading.field: heading.place for heading in import_list.headings if heading.field}
        self.understood = [
            _("'{title}' as {field}").format(title=heading.title, field=_(self._fields[heading.field].title))
            for heading in import_list.headings
            if heading.field and not heading.whole
        ]

    def readings(self, rows: Sequence[Row]) -> Iterator[_Reading]:
        """What the rows say, read column by column."""
        columns = []
        for name, place in self._places.items():
            prefix = prefix_of(self._registry, self._table)
            field, repair = self._fields[name], self._list.repair
            reader = Reader(field, self._registry, repair=repair, stored=self._stored(name), prefix=prefix)
            columns.append(reader.values([row.cells[place] if place < len(row.cells) else None for row in rows]))
        doubtful = [column for column in columns if not _NO_VALUES.isdisjoint(map(type, column))]
        mixed = {place for column in doubtful for place, value in enumerate(column) if type(value) in _NO_VALUES}
        values = zip(*columns, strict=True) if columns else [()] * len(rows)
        for place, (row, found) in enumerate(zip(rows, values, strict=True)):
            said = dict(zip(self._places, found, strict=True))
            yield _Reading.of(row, said) if place in mixed else _Reading(row, said, {}, [])

    def is_aside(self, reading: _Reading) -> bool:
        """Whether a row is about no record."""
        may_be = len(reading.values) + len(reading.faults) <= 1 or self._skipped_rows.is_below(reading.row)
        return may_be and self._skipped_rows.holds(reading.row, reading.values.keys(), reading.faults.keys())

    def reserve(self, readings: Sequence[_Reading]) -> None:
        """Let no new record get a key that some row gives."""
        self._known.reserve(key for reading in readings if (key := reading.values.get(self._key)))

    def _stored(self, name: str) -> list[str]:
        """What the records have in a field that tells which of them a row is about, as far as it is text."""
        telling = name in (*self._table.identified_by, *self._table.told_by)
        values = [getattr(record, name) for record in self.records] if telling else ()
        return [value for value in values if isinstance(value, str)]

    def step(self, reading: _Reading, about: Told) -> Step:
        """What becomes of a row that says this and is about that."""
        row = reading.row
        said: list[Said] = []
        if len(row.cells) != self._width or self._skipped_rows.is_below(row):
            said += _errors(_misshapen(row, self._width, below=self._skipped_rows.is_below(row)))
        match = None
        try:
            self._seen.refuse_again(row.number, about)
            match = self._match(about, row)
        except HiephoiError as error:
            said += _errors(error.reports)
        old = self.records[match.place] if match else None
        if reading.faults or reading.blank:
            said += self._faults(old, reading)
        if old is None and not said:
            said += [self._missing(name, row) for name in self._needed if name not in reading.values]
        if said:
            named = str(reading.values.get(self._table.called_by, ""))
            return Step(row.number, Action.ERROR, old, problems=tuple(said), named=named)
        return self._updated(match, reading) if match else self._created(row, about)

    def found(self, problems: Iterable[Problem]) -> dict[int, list[Said]]:
        """What the rules find in the records that rows touch, by row; what stood before is not told again."""
        found: dict[int, list[Said]] = {}
        for problem in problems:
            for place in filter(None, (problem.place, problem.related)):
                if place.kind == self._kind and place.index is not None and place.index in self.touched:
                    row, changes = self.touched[place.index]
                    field = str(place.inner[0]) if place.inner else self._table.called_by
                    new = place.index >= self._known_before
                    if field in changes or (new and problem.severity is Severity.ERROR):
                        other = f"{problem.place.key}: " if place is problem.related else ""
                        said = Said(problem.severity, self._list.where(row, field), other + problem.message)
                        found.setdefault(row.number, []).append(said)
                        break
        return found

    def _match(self, about: Told, row: Row) -> Match | None:
        """The record that the row is about; None for a new one. Raises Conflict."""
        match = self._known.match(about, lambda place, name: self._repeats(row, name, self.records[place]))
        if match and match.place in self.touched:
            raise twice(self._table, self.touched[match.place][0].number, self.records[match.place].key)
        return match

    def _repeats(self, row: Row, name: str, old: Record) -> bool:
        """Whether the row has in a field what an export writes for what the record has there."""
        return says(row.cells[self._places[name]], getattr(old, name))

    def _faults(self, old: Record | None, reading: _Reading) -> Iterator[Said]:
        """What is wrong with the cells; one that says what is there already is right."""
        for name, fault in reading.faults.items():
            if old is None or not self._repeats(reading.row, name, old):
                for report in fault.reports:
                    lost = isinstance(fault, LostZero)
                    yield Said(Severity.ERROR, self._list.where(reading.row, name), *report, lost_zero=lost)
        for name in reading.blank if old is not None and self._list.clear_blank else ():
            if self._fields[name].required and name != self._key:
                yield Said(Severity.ERROR, self._list.where(reading.row, name), _("the value is empty"))

    def _missing(self, name: str, row: Row) -> Said:
        """That a new record needs a field, and does not get it from the row."""
        said = _("'{key}' is missing").format(key=_(self._fields[name].title))
        return Said(Severity.ERROR, self._list.where(row, name), said)

    def _created(self, row: Row, about: Told) -> Step:
        values = dict(about.values)
        if self._key:
            try:
                values[self._key] = self._known.new_key(about)
            except HiephoiError as error:
                said = tuple(_errors(error.reports))
                return Step(row.number, Action.ERROR, problems=said, named=str(values.get(self._table.called_by, "")))
        record = self._table(**values)
        self._known.add(record)
        self.touched[len(self.records)] = row, about.values
        self.records.append(record)
        odd = tuple(self._oddities(row, about))
        return Step(row.number, Action.CREATE, new=record, fields=about.values.keys(), problems=odd)

    def _oddities(self, row: Row, about: Told) -> Iterator[Said]:
        """What is odd about a row that makes a new record."""
        name = self._table.called_by
        if about.values.keys() == {name} and len(self._places) >= A_FEW:
            said = _("nothing but a name: is it a title or a signature?")
            yield Said(Severity.WARNING, self._list.where(row, name), said)
        if about.key and not self._known.is_usual(about.key):
            said = _("a new id, not of the form of the others: '{key}'").format(key=about.key)
            yield Said(Severity.WARNING, self._list.where(row, self._key), said)

    def _updated(self, match: Match, reading: _Reading) -> Step:
        """The step of a row about a known record; its name stays as it is spelled there if only that differs."""
        row = reading.row
        old = self.records[match.place]
        blank = [name for name in reading.blank if name != self._key] if self._list.clear_blank else []
        erased = {name: default(self._table, name) for name in blank}
        given = {name: value for name, value in reading.values.items() if name != match.by}
        other_name = list(self._other_name(row, old, reading.values))
        name = self._table.called_by
        spelling = name_key if name and self._fields[name].form is Is.PERSON else one_spelling
        if name in given and (other_name or spelling(given[name]) == spelling(old.label)):
            del given[name]
        changed = {
            name: value
            for name, value in (given | erased).items()
            if value != getattr(old, name) and (name in erased or not self._repeats(row, name, old))
        }
        self.touched[match.place] = row, changed
        odd = tuple(other_name)
        if not changed:
            return Step(row.number, Action.UNCHANGED, old, old, problems=odd)
        self.records[match.place] = structs.replace(old, **changed)
        return Step(row.number, Action.UPDATE, old, self.records[match.place], changed.keys(), problems=odd)

    def _other_name(self, row: Row, old: Record, values: Mapping[str, Any]) -> Iterator[Said]:
        """That a row has a former name of its record, or one that is no other spelling and has to get its day."""
        formers = former_lists(self._table).values()
        renamed = next((former.renewed_by for former in formers if former.was == old.called_by), "")
        given = values.get(old.called_by)
        if not (renamed and given) or one_spelling(given) == one_spelling(old.label):
            return
        where, names = self._list.where(row, old.called_by), {"name": given, "key": old.key, "now": old.label}
        if one_spelling(given) in map(one_spelling, former_labels(old)):
            said = _("'{name}' is a former name of {key}, now '{now}'; the name stays").format(**names)
            yield Said(Severity.WARNING, where, said)
        elif not _is_respelled(given, old.label):
            said = _("{key} seems renamed, from '{now}' to '{name}'; the name stays").format(**names)
            command = renamed.format(key=old.key, value=typed(given), day=some_day())
            yield Said(Severity.WARNING, where, said, f"hiephoi {old.command} {command}")


_ONE_NAME = 0.9
"""How much of two names must be the same for one to be a correction of the other."""


def _is_respelled(one: str, other: str) -> bool:
    """Whether two names are most likely one, with a slip in either."""
    from difflib import SequenceMatcher  # only names that differ need it

    return SequenceMatcher(None, fold(one), fold(other), autojunk=False).ratio() >= _ONE_NAME


def _misshapen(row: Row, width: int, *, below: bool) -> Iterator[Report]:
    """What is wrong with a row as a whole."""
    cells = len(row.cells)
    if cells != width and (cells < width or any(cell not in (None, "") for cell in row.cells[width:])):
        yield Report(
            _("this row has {cells} cells, but the header has {columns}").format(cells=cells, columns=width),
            _("give every row as many cells as there are headings; put what holds the separator in double quotes"),
        )
    if below:
        yield Report(_("it stands below the total"), _("move it above, or take it out"))


def _errors(reports: Iterable[Report]) -> list[Said]:
    """What is wrong with a row as a whole."""
    return [Said(Severity.ERROR, "", *report) for report in reports]


def _with(step: Step, found: Sequence[Said]) -> Step:
    """The step with what the rules found; an error takes it back."""
    problems = (*step.problems, *found)
    if any(said.severity is Severity.ERROR for said in found):
        return Step(step.row, Action.ERROR, step.old, problems=problems, named=step.label)
    return structs.replace(step, problems=problems)
