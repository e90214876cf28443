"""Parses cells into values of fields; numbers that a spreadsheet damaged are reported, or repaired on request."""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date
from functools import partial
from typing import Any
from unicodedata import is_normalized

from hiephoi_cli.domain import phone, tax_code
from hiephoi_cli.domain.cell_text import items_of
from hiephoi_cli.domain.fields import Field, fields, former_labels
from hiephoi_cli.domain.lookup import suggestion, titled
from hiephoi_cli.domain.records import KINDS, Is, Record, Registry, Table
from hiephoi_cli.domain.references import key_or_words, making
from hiephoi_cli.domain.search import names_in
from hiephoi_cli.domain.suggest import did_you_mean, is_short_for
from hiephoi_cli.domain.vietnamese import clean, fold, one_spelling, words
from hiephoi_cli.errors import InvalidData, Report
from hiephoi_cli.exchange.cell import Cell, NoValue, ShownDay
from hiephoi_cli.exchange.cell_content import items_in, on_one_line, text_in, unexpected
from hiephoi_cli.exchange.column_texts import ZEROS, ColumnTexts
from hiephoi_cli.exchange.days import DayColumn
from hiephoi_cli.exchange.exported_cells import by_cell
from hiephoi_cli.exchange.placeholders import is_free
from hiephoi_cli.exchange.several import cut, in_whole
from hiephoi_cli.i18n import _
from hiephoi_cli.patterns import pattern

REPAIR = "--repair"
"""The option that restores leading zeros."""
_SUGGESTED = 20  # unknown names of a column at most
_DECIMAL = pattern(r"([0-9]+)\.0+|([1-9][0-9]{0,2}(?:,[0-9]{3}){2,4})")
"""A whole number that a program stored as a decimal, or wrote with commas between thousands."""
_FRACTION = pattern(r"-?[0-9]{6,}\.[0-9]{1,2}|-[0-9]+")
"""A number that is neither a code nor a telephone number, although its digits may look like one."""
_WITH_ZERO: dict[Is, Callable[[str], str | None]] = {
    Is.TAX_CODE: lambda text: tax_code.lost_zero(tax_code.normalise(text)),
    Is.PHONE: phone.lost_zero,
}
"""By the form of a field: restores the leading zero that a text lost."""
_IS_ITSELF: dict[Is | None, Callable[[str], bool]] = {
    Is.TAX_CODE: tax_code.is_valid,
    Is.PHONE: lambda text: text.startswith("0") and "." not in text,
}
"""By the form of a field: whether a tidy text is stored unchanged."""


class Reader:
    """Reads the cells of one field; a cell that equals an export of a `stored` text means that text.

    Numbered keys begin with `prefix`.
    """

    def __init__(  # noqa: PLR0913  all but two have a default
        self,
        field: Field,
        registry: Registry,
        *,
        repair: bool,
        stored: Iterable[str] = (),
        prefix: str = "",
        days: DayColumn | None = None,
        blanks: Collection[str] = (),
    ) -> None:
        self.field = field
        self.texts = ColumnTexts(field, blanks)
        self._repair = repair
        self._kind = field.refers_to or field.may_name or ""
        self._records: Sequence[Record] = getattr(registry, self._kind) if self._kind else ()
        self._stored = by_cell([*stored, *(record.key for record in self._records)])
        self._by_case = _by_case({*self._stored.values()}) if field.form is Is.KEY else {}
        self._prefix = prefix
        self._keys = _keys(self._records)
        by_form = {Is.TAX_CODE: self._number, Is.PHONE: self._number, Is.KEY: self._own_key}
        self._parse: Callable[[str], Any] = self._key if field.refers_to else by_form.get(field.form, field.parse)  # type: ignore[arg-type]
        if field.base is date:
            self._parse = partial((days or DayColumn()).read, field)
        if field.may_name:
            key = key_or_words(registry, field.may_name)
            self._parse = lambda text: key(field.parse(text))
        self._unknown = 0
        self._is_text = field.base is str and not (self._kind or field.many)
        self._inner = {
            name: Reader(inner, registry, repair=repair) for name, inner in fields(field.table() or Table).items()
        }

    def values(self, cells: Sequence[Cell]) -> list[Any]:
        """Each cell's value, the InvalidData that explains why it has none, or None if it is blank."""
        texts = {cell for cell in cells if cell and isinstance(cell, str)}
        self.texts.see(texts)
        values = {"": None} | self._unchanged(texts)
        values |= {text: self._read(text) for text in texts.difference(values)}
        return [values[cell] if isinstance(cell, str) else self.value(cell) for cell in cells]

    def value(self, cell: Cell) -> Any:  # noqa: ANN401  the value's type is the field's
        """The value of one cell, as among those of `values`."""
        return self._read(cell) if cell or cell == 0 else None

    def _unchanged(self, texts: set[str]) -> dict[str, Any]:
        """The texts that are stored as they are: most texts of most lists, tested all at once."""
        if not (self._is_text and _are_tidy(texts)):
            return {}
        is_itself = _IS_ITSELF.get(self.field.form, bool)
        suspects = self.texts.suspects(texts)
        return {
            text: self._stored.get(text, text)
            for text in (texts - suspects if suspects else texts)
            if is_itself(text) and (self.field.form is not Is.KEY or text in self._stored)
        }

    def _read(self, cell: Cell) -> Any:  # noqa: ANN401  the value's type is the field's
        if isinstance(cell, NoValue):
            return InvalidData(_("'{text}' has no value").format(text=cell.shown), _("write the value itself"))
        if self.field.base is str and isinstance(cell, bool | date) and not is_free(self.field):
            found = _("yes or no") if isinstance(cell, bool) else _("a date")
            return InvalidData(unexpected(_("text"), found), _("write it as text"))
        try:
            if self._inner:
                return all_of(self._table(item, f"#{number}") for number, item in enumerate(items_in(cell), 1))
            if not self.field.many:
                return self._one(cell)
            values = dict.fromkeys(map(self._item, self._items(cell)))
            return all_of(value for value in values if value is not None) or None
        except InvalidData as error:
            return (
                in_whole(error, cell) if self.field.refers_to and self.field.many and isinstance(cell, str) else error
            )

    def _item(self, cell: Cell) -> Any:  # noqa: ANN401  the value's type is the field's
        """An item's value, or the InvalidData that explains why it has none."""
        try:
            return self._one(cell)
        except InvalidData as error:
            return error

    def _items(self, cell: Cell) -> list[Any]:
        """The items in a cell; keys may also be separated by `,`, `/` or `và`, unless a key contains these."""
        if isinstance(cell, list):
            return cell
        text = clean(on_one_line(self.texts.meant(text_in(cell)), "; "))
        items = items_of(text)
        if not self.field.refers_to or all(map(self._matching, items)):
            return items
        return [text] if self._matching(text) else [key for item in items for key in cut(item, self._matching) if key]

    def _matching(self, text: str) -> Sequence[str]:
        """The text itself if it is a key, else the keys of the records that it names."""
        keys = self._keys.get(text) or self._keys.get(one_spelling(" ".join(text.split())), ())
        if keys or not (self._kind and KINDS[self._kind].titles):
            return keys
        return [record.key for record in titled(self._records, KINDS[self._kind], text)]

    def _one(self, cell: Cell) -> Any:  # noqa: ANN401  the value's type is the field's
        if self.field.base is float and isinstance(cell, float):
            return self.field.parse(f"{cell:.6f}")  # a number as such: its `.` is the decimal sign
        if isinstance(cell, ShownDay) and self.field.form is Is.DAY and not self.field.required:
            cell = cell.shown  # a day that may be unknown may be known in part
        text = cell if isinstance(cell, str) else text_in(cell)
        if text in self._stored:
            return self._stored[text]
        if not (text := self.texts.meant(text)):
            return None
        if not text.isprintable():
            text = on_one_line(text, " ").strip()
        if self.field.form in {Is.PHONE, Is.TAX_CODE} and (number := _DECIMAL.fullmatch(text)):
            text = number[number.lastindex or 0].replace(",", "")
        if self.field.form is Is.PHONE and not isinstance(cell, str) and not phone.lost_zero(text):
            raise InvalidData(_("'{text}' is a number, not text").format(text=text), _("write it as text"))
        return self._parse(text)

    def _number(self, text: str) -> Any:  # noqa: ANN401  the value's type is the field's
        """A tax code or a telephone number; on request, with its lost leading zero restored."""
        if _FRACTION.fullmatch(text):
            raise InvalidData(_("'{text}' is a number, not text").format(text=text), _("write it as text"))
        whole = _WITH_ZERO[self.field.form](text)  # type: ignore[index]  # the field has one of these forms
        if whole and not self._repair:
            message = _("'{text}' is not a telephone number").format(text=text)
            hint = _("a leading zero seems lost: {option} makes it '{whole}'").format(option=REPAIR, whole=whole)
            raise LostZero(tax_code.message(text) if self.field.form is Is.TAX_CODE else message, hint)
        if whole:
            self.texts.repaired[ZEROS].add(text)
        return self.field.parse(whole or text)

    def _own_key(self, text: str) -> str:
        """The existing key that differs at most in case, else a new one; the prefix of an id gets its usual case."""
        key: str = self.field.parse(text)
        if self._prefix and (number := re.fullmatch(rf"{re.escape(self._prefix)}(-[0-9]+)", key, re.IGNORECASE)):
            key = self._prefix + number[1]
        return self._by_case.get(key.casefold(), key)

    def _key(self, text: str) -> str:
        """The key of the record that the text names, by key or otherwise."""
        text = clean(text)
        keys = self._matching(text)
        if not keys:
            table = KINDS[self._kind]
            self._unknown += 1  # finding similar names is slow among many
            near = self._near(text) if self._unknown <= _SUGGESTED else ""
            message = _("no {noun} '{key}'").format(noun=_(table.noun), key=text)
            raise InvalidData(
                message, "\n".join(filter(None, (near, making(table, text) if not near or table.titles else "")))
            )
        if len(keys) > 1:
            message = _("'{text}' matches {n} records").format(text=text, n=len(keys))
            listed = ", ".join(f"'{key}'" for key in keys)
            raise InvalidData(f"{message}: {listed}", _("write the id or code instead"))
        return keys[0]

    def _near(self, text: str) -> str:
        """A hint with the key most like a text, or with the one record whose name has all of its words, or they its."""
        if near := did_you_mean(text, self._stored.values()):
            return near
        if meant := next((record for record in self._records if is_short_for(text, record.label)), None):
            return suggestion(meant)
        wanted = {*words(fold(text)).split()}
        names = [(record, {*words(fold(name)).split()}) for record in self._records for name in names_in(record)]
        having = {record.key: record for record, name in names if wanted <= name}
        having = having or {record.key: record for record, name in names if len(name) > 1 and name <= wanted}
        return suggestion(next(iter(having.values()))) if wanted and len(having) == 1 else ""

    def _table(self, item: object, number: str) -> Table | InvalidData:
        """The table that an item describes, or the InvalidData with all its faults and their places."""
        if not isinstance(item, dict):
            return InvalidData(f"{number}: " + unexpected(_("a table"), _("text")))
        table: Any = self.field.table()
        cells = {name: cell for name, cell in item.items() if name in self._inner and cell not in (None, "")}
        values = {name: self._inner[name].value(cell) for name, cell in cells.items()}
        values = {name: value for name, value in values.items() if value is not None}
        faults = [
            Report(f"{number}: " + _("unknown key '{key}'").format(key=name), did_you_mean(name, self._inner))
            for name in item
            if name not in self._inner
        ]
        faults += [
            Report(f"{number}.{name}: {report.message}", report.hint)
            for name, value in values.items()
            if isinstance(value, InvalidData)
            for report in value.reports
        ]
        faults += [
            Report(f"{number}: " + _("'{key}' is missing").format(key=name))
            for name, inner in self._inner.items()
            if inner.field.required and name not in values
        ]
        return InvalidData(*faults[0], more=faults[1:]) if faults else table(**values)


class LostZero(InvalidData):
    """A number without its leading zero."""


def _by_case(keys: Iterable[str]) -> dict[str, str]:
    """Keys by their casefolded form, if it is unique."""
    spellings: dict[str, list[str]] = defaultdict(list)
    for key in keys:
        spellings[key.casefold()].append(key)
    return {folded: same[0] for folded, same in spellings.items() if len(same) == 1}


def _keys(records: Sequence[Record]) -> dict[str, Sequence[str]]:
    """The keys of records by key, by name, by other identifying fields, and by former names that no record has now."""
    named: dict[str, list[str]] = defaultdict(list)
    former: dict[str, list[str]] = defaultdict(list)
    for record in records:
        texts = {record.key, record.label, *(getattr(record, name) for name in record.recognised_by)}
        for text in (text for text in texts if isinstance(text, str)):
            named[one_spelling(text)].append(record.key)
        for text in {one_spelling(text) for text in former_labels(record)}:
            former[text].append(record.key)
    return {**former, **named, **{record.key: [record.key] for record in records}}


def _are_tidy(texts: Collection[str]) -> bool:
    """Whether all are printable and in NFC, with single spaces."""
    whole = "\n".join(["", *texts, ""])
    odd = any(sign in whole for sign in ("  ", " \n", "\n "))
    return not odd and "".join(texts).isprintable() and is_normalized("NFC", whole)


def all_of(read: Iterable[Any]) -> tuple[Any, ...]:
    """The values of all items. Raises InvalidData with the faults of all."""
    values = tuple(read)
    faults = [report for value in values if isinstance(value, InvalidData) for report in value.reports]
    if faults:
        raise InvalidData(*faults[0], more=faults[1:])
    return values
