"""Reads the rows of a list column by column, and keeps in words how they were read."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from types import NoneType
from typing import Any

from msgspec import Struct

from hiephoi_cli.domain.fields import Field, fields
from hiephoi_cli.domain.keys import prefix_of
from hiephoi_cli.domain.records import KINDS, Is, Registry
from hiephoi_cli.errors import InvalidData
from hiephoi_cli.exchange.acting import without_acting
from hiephoi_cli.exchange.cell import Cell, Row
from hiephoi_cli.exchange.cell_values import LostZero, Reader, all_of
from hiephoi_cli.exchange.column_texts import blanks_in_words
from hiephoi_cli.exchange.days import TITLES as ORDERS
from hiephoi_cli.exchange.days import DoubtfulDay, day_columns
from hiephoi_cli.exchange.import_list import ImportList, cells_at, text_at
from hiephoi_cli.i18n import _

_NO_VALUES = {NoneType, InvalidData, LostZero, DoubtfulDay}  # read from blank and from faulty cells


class Reading(Struct, frozen=True):
    """A row as read: the values of its fields, the faults of others, and the fields left blank."""

    row: Row
    values: dict[str, Any]
    faults: dict[str, InvalidData]
    blank: list[str]

    @staticmethod
    def of(row: Row, read: dict[str, Any]) -> "Reading":
        """Sort what was read of a row into values, faults and blanks."""
        faults = {name: value for name, value in read.items() if isinstance(value, InvalidData)}
        blank = [name for name, value in read.items() if value is None]
        return Reading(row, {k: v for k, v in read.items() if v is not None and k not in faults}, faults, blank)


class ListReader:
    """Reads the rows of a list that describes records of a kind."""

    def __init__(self, registry: Registry, kind: str, import_list: ImportList) -> None:
        self._registry, self._kind, self._table, self._list = registry, kind, KINDS[kind], import_list
        self._fields, self._columns = fields(self._table), import_list.columns
        self.understood = [
            _("'{title}' as {field}").format(title=heading.title, field=_(self._fields[heading.field].title))
            for heading in import_list.headings
            if heading.field and not heading.whole
        ]
        """How columns and cells were read, in words, where that does not go without saying."""
        self.repaired: list[str] = []
        """What was repaired, in words."""

    def readings(self, rows: Sequence[Row]) -> Iterator[Reading]:
        """The rows, read column by column."""
        cells = {name: [cells_at(rows, place) for place in heading.places] for name, heading in self._columns.items()}
        readers = self._readers({name: columns[0] for name, columns in cells.items()})
        columns = [
            _joined(reader.field, [reader.values(column) for column in cells[name]]) for name, reader in readers.items()
        ]
        for name, reader in readers.items():
            every = [cell for column in cells[name] for cell in column]
            self.repaired += reader.texts.repairs(self._columns[name].title, every)
        self.understood += blanks_in_words([reader.texts for reader in readers.values()])
        doubtful = [column for column in columns if not _NO_VALUES.isdisjoint(map(type, column))]
        mixed = {place for column in doubtful for place, value in enumerate(column) if type(value) in _NO_VALUES}
        values = zip(*columns, strict=True) if columns else [()] * len(rows)
        for place, (row, parsed) in enumerate(zip(rows, values, strict=True)):
            read = dict(zip(self._columns, parsed, strict=True))
            yield self._qualified(Reading.of(row, read), readers) if place in mixed else Reading(row, read, {}, [])

    def _qualified(self, reading: Reading, readers: Mapping[str, Reader]) -> Reading:
        """The reading with `Quyền Chủ tịch` read as `Chủ tịch`, acting, unless an office has the whole name."""
        name, flag, _text = self._table.qualified or ("", "", "")
        if name not in reading.faults or reading.values.get(flag) is False:
            return reading
        cell = text_at(reading.row, self._columns[name])
        value = readers[name].value(without_acting(cell.strip())) if isinstance(cell, str) else None
        if value is None or isinstance(value, InvalidData):
            return reading
        faults = {field: fault for field, fault in reading.faults.items() if field != name}
        blank = [field for field in reading.blank if field != flag]
        return Reading(reading.row, reading.values | {name: value, flag: True}, faults, blank)

    def _readers(self, cells: Mapping[str, Sequence[Cell]]) -> dict[str, Reader]:
        """The reader of each column, which knows the order of its days."""
        titles = {name: heading.title for name, heading in self._columns.items()}
        of_days = [name for name in cells if self._fields[name].base is date]
        days = day_columns({name: (titles[name], cells[name]) for name in of_days}, self._list.dates)
        self.understood += [
            _("'{title}' as {field}").format(title=titles[name], field=_(ORDERS[column.order]))
            for name, column in days.items()
            if column.worth_saying
        ]
        prefix = prefix_of(self._registry, self._table)
        return {
            name: Reader(
                self._fields[name],
                self._registry,
                repair=self._list.repair,
                stored=self._stored(name),
                prefix=prefix,
                days=days.get(name),
                blanks=self._list.blanks,
            )
            for name in cells
        }

    def _stored(self, name: str) -> list[str]:
        """The texts of the records in an identifying field; empty for other fields."""
        identifies = name in (*self._table.identified_by, *self._table.recognised_by)
        values = [getattr(record, name) for record in getattr(self._registry, self._kind)] if identifies else ()
        return [value for value in values if isinstance(value, str)]


def _joined(field: Field, columns: Sequence[list[Any]]) -> list[Any]:
    """The values of one field from all its columns: texts with commas between, parts of a name with spaces."""
    if len(columns) == 1:
        return columns[0]
    between = " " if field.form in {Is.NAME, Is.PERSON} else ", "
    return [_one_of(field, parts, between) for parts in zip(*columns, strict=True)]


def _one_of(field: Field, parts: Sequence[Any], between: str) -> Any:  # noqa: ANN401  the value's type is the field's
    try:
        there = all_of(part for part in parts if part is not None)
    except InvalidData as error:
        return error
    if not there:
        return None
    return tuple(dict.fromkeys(item for part in there for item in part)) if field.many else between.join(there)
