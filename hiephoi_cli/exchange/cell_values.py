"""Cells become values of fields; what spreadsheets do to numbers is told, or repaired when that is asked for."""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date
from typing import Any
from unicodedata import is_normalized

from msgspec import structs

from hiephoi_cli.domain import phone, tax_code
from hiephoi_cli.domain.cell_text import cell_text, items_of
from hiephoi_cli.domain.fields import Field, fields, tax_code_message
from hiephoi_cli.domain.records import KINDS, Is, Record, Registry, Table
from hiephoi_cli.domain.suggest import did_you_mean
from hiephoi_cli.domain.vietnamese import clean, harmless, harmless_lines, one_spelling
from hiephoi_cli.errors import InvalidData, Report
from hiephoi_cli.exchange.cell import Cell, NoValue
from hiephoi_cli.i18n import _

_SPACES = re.compile(r"\s+")
_LINE_ENDS = re.compile(r"[\r\n\t\v\f]")
_BETWEEN_KEYS = re.compile(r"[,/]")
REPAIR = "--repair"
"""The option that puts zeros back."""
_SUGGESTED = 20
"""For how many unknown names of a column a known one is looked for."""
_LOST = "\ufffd"
"""Stands where a program could not read a letter."""
_DECIMAL = re.compile(r"([0-9]+)\.0+")
"""How programs write a whole number that they took for one with decimals."""
_FRACTION = re.compile(r"-?[0-9]{6,}\.[0-9]{1,2}|-[0-9]+")
"""A number that is no code and no telephone number, though its digits may be those of one."""
_WITH_ZERO: dict[Is, Callable[[str], str | None]] = {
    Is.TAX_CODE: lambda text: tax_code.lost_zero(tax_code.normalise(text)),
    Is.PHONE: phone.lost_zero,
}
"""By the form of a field, the whole number of which a text has lost the zero in front."""
_IS_ITSELF: dict[Is | None, Callable[[str], bool]] = {
    Is.TAX_CODE: tax_code.is_valid,
    Is.PHONE: lambda text: text.startswith("0") and "." not in text,
}
"""What a tidy text needs, by the form of its field, to be stored as it is."""


class Reader:
    """Reads the cells of one field; what an export writes for one of the `stored` texts stands for just that.

    Keys that are numbered begin with the `prefix`.
    """

    def __init__(
        self, field: Field, registry: Registry, *, repair: bool, stored: Iterable[str] = (), prefix: str = ""
    ) -> None:
        self.field = field
        self._repair = repair
        records = getattr(registry, field.refers_to) if field.refers_to else ()
        self._stored = _by_cell([*stored, *(record.key for record in records)])
        self._by_case = _by_case({*self._stored.values()}) if field.form is Is.KEY else {}
        self._prefix = prefix
        self._keys = _keys(records)
        by_form = {Is.TAX_CODE: self._number, Is.PHONE: self._number, Is.KEY: self._own_key}
        self._parse = self._key if field.refers_to else by_form.get(field.form, field.parse)  # type: ignore[arg-type]
        self._unknown = 0
        self._is_text = field.base is str and not (field.refers_to or field.many)
        self._inner = {
            name: Reader(inner, registry, repair=repair) for name, inner in fields(field.table() or Table).items()
        }

    def values(self, cells: Sequence[Cell]) -> list[Any]:
        """What each cell stands for: a value, the InvalidData that tells why it is none, or None for a blank."""
        texts = {cell for cell in cells if cell and isinstance(cell, str)}
        known = {"": None} | self._themselves(texts)
        known |= {text: self._read(text) for text in texts.difference(known)}
        return [known[cell] if isinstance(cell, str) else self.value(cell) for cell in cells]

    def value(self, cell: Cell) -> Any:  # noqa: ANN401  the value's type is the field's
        """What one cell stands for, as above."""
        return self._read(cell) if cell or cell == 0 else None

    def _themselves(self, texts: Collection[str]) -> dict[str, Any]:
        """Those that are stored as they are, which most texts of most lists are, and which shows at once."""
        if not (self._is_text and _are_tidy(texts)):
            return {}
        is_itself = _IS_ITSELF.get(self.field.form, bool)
        return {
            text: self._stored.get(text, text)
            for text in texts
            if is_itself(text) and (self.field.form is not Is.KEY or text in self._stored)
        }

    def _read(self, cell: Cell) -> Any:  # noqa: ANN401  the value's type is the field's
        if isinstance(cell, NoValue):
            return InvalidData(_("'{text}' has no value").format(text=cell.shown), _("write the value itself"))
        try:
            if self._inner:
                return _all_of(self._table(item, f"#{number}") for number, item in enumerate(_listed(cell), 1))
            if not self.field.many:
                return self._one(cell)
            return _all_of(dict.fromkeys(map(self._item, self._items(cell))))
        except InvalidData as error:
            return error

    def _item(self, cell: Cell) -> Any:  # noqa: ANN401  the value's type is the field's
        """What an item stands for, or the InvalidData that tells why it is none."""
        try:
            return self._one(cell)
        except InvalidData as error:
            return error

    def _items(self, cell: Cell) -> list[Any]:
        """The items in a cell of several; keys may be separated by `,` and `/` as well, if no key has these."""
        if isinstance(cell, list):
            return cell
        text = clean(on_one_line(_text(cell), "; "))
        items = items_of(text)
        if not self.field.refers_to or all(map(self._found, items)):
            return items
        return [text] if self._found(text) else [key for item in items for key in self._cut(item) if key.strip()]

    def _cut(self, item: str) -> list[str]:
        return [item] if self._found(item) else _BETWEEN_KEYS.split(item)

    def _found(self, text: str) -> Sequence[str]:
        """The key of the record of that key, else the keys of all that the text tells."""
        return self._keys.get(text) or self._keys.get(one_spelling(" ".join(text.split())), ())

    def _one(self, cell: Cell) -> Any:  # noqa: ANN401  the value's type is the field's
        text = cell if isinstance(cell, str) else _text(cell)
        if text in self._stored:
            return self._stored[text]
        if not text.isprintable():
            text = on_one_line(text, " ").strip()
        if _LOST in text:
            raise InvalidData(_("'{text}' has lost letters").format(text=text), _("type them again"))
        if self.field.form in {Is.PHONE, Is.TAX_CODE} and (number := _DECIMAL.fullmatch(text)):
            text = number[1]
        if self.field.form is Is.PHONE and not isinstance(cell, str) and not phone.lost_zero(text):
            raise InvalidData(_("'{text}' is a number, not text").format(text=text), _("write it as text"))
        return self._parse(text)

    def _number(self, text: str) -> Any:  # noqa: ANN401  the value's type is the field's
        """A tax code or a telephone number, with the zero put back that it lost if that is asked for."""
        if _FRACTION.fullmatch(text):
            raise InvalidData(_("'{text}' is a number, not text").format(text=text), _("write it as text"))
        whole = _WITH_ZERO[self.field.form](text)  # type: ignore[index]  # the field has one of these forms
        if whole and not self._repair:
            said = _("'{text}' is not a telephone number").format(text=text)
            hint = _("a leading zero seems lost: {option} makes it '{whole}'").format(option=REPAIR, whole=whole)
            raise LostZero(tax_code_message(text) if self.field.form is Is.TAX_CODE else said, hint)
        return self.field.parse(whole or text)

    def _own_key(self, text: str) -> str:
        """The key of a record that is there, whatever the case, else a new one; ids of the usual form have its case."""
        key: str = self.field.parse(text)
        if self._prefix and (found := re.fullmatch(rf"{re.escape(self._prefix)}(-[0-9]+)", key, re.IGNORECASE)):
            key = self._prefix + found[1]
        return self._by_case.get(key.casefold(), key)

    def _key(self, text: str) -> str:
        """The key of the record of that key, or of what else tells one."""
        text = clean(text)
        found = self._found(text)
        if not found:
            table = KINDS[self.field.refers_to or ""]
            self._unknown += 1  # looking for what is alike takes long where much is
            near = did_you_mean(text, self._stored.values()) if self._unknown <= _SUGGESTED else ""
            hint = near or f"hiephoi {table.command} list"
            raise InvalidData(_("no {noun} '{key}'").format(noun=_(table.noun), key=text), hint)
        if len(found) > 1:
            said = _("'{text}' matches {n} records").format(text=text, n=len(found))
            keys = ", ".join(f"'{key}'" for key in found)
            raise InvalidData(f"{said}: {keys}", _("write the id or code instead"))
        return found[0]

    def _table(self, item: object, number: str) -> Table | InvalidData:
        """The table that an item stands for, or the InvalidData that tells all that is wrong with it, and where."""
        if not isinstance(item, dict):
            said = _("expected {wanted}, found {found}").format(wanted=_("a table"), found=_("text"))
            return InvalidData(f"{number}: {said}")
        table: Any = self.field.table()
        known = {name: cell for name, cell in item.items() if name in self._inner and cell not in (None, "")}
        values = {name: self._inner[name].value(cell) for name, cell in known.items()}
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
    """A number that lost the zero in front."""


def says(cell: Cell, value: object) -> bool:
    """Whether a cell has just what an export writes for a value; then it changes nothing, whatever it would mean."""
    tables = [structs.asdict(item) for item in value if isinstance(item, Table)] if isinstance(value, tuple) else []
    return cell_text(cell).strip() in _written(cell_text(tables or value))


_WRITTEN: tuple[Callable[[str], str], ...] = (str, harmless, harmless_lines)
"""How exports write a text: as it is in JSON, on one line in tsv, with its line ends elsewhere."""


def _written(text: str) -> set[str]:
    """The cells that stand for a text in what exports write."""
    return {form(text).strip() for form in _WRITTEN}


def _by_cell(texts: Iterable[str]) -> dict[str, str]:
    """Texts by the cells that exports write for them, each above all by itself."""
    own = {text: text for text in texts}
    odd = [text for text in own if not text.isprintable() or text != text.strip()]
    return {cell: text for text in odd for cell in _written(text)} | own


def _by_case(keys: Iterable[str]) -> dict[str, str]:
    """Keys without their case, where that tells one."""
    known: dict[str, list[str]] = defaultdict(list)
    for key in keys:
        known[key.casefold()].append(key)
    return {text: found[0] for text, found in known.items() if len(found) == 1}


def _keys(records: Sequence[Record]) -> dict[str, Sequence[str]]:
    """The keys of records, by themselves, by names, and by what else tells them apart."""
    named: dict[str, list[str]] = defaultdict(list)
    for record in records:
        telling = {record.key, record.label, *(getattr(record, name) for name in record.told_by)}
        for text in (text for text in telling if isinstance(text, str)):
            named[one_spelling(text)].append(record.key)
    return {**named, **{record.key: [record.key] for record in records}}


def on_one_line(text: str, between: str) -> str:
    """The text with something between its lines in place of their ends and the spaces around these."""
    return _SPACES.sub(lambda found: between if _LINE_ENDS.search(found[0]) else found[0], text)


def _are_tidy(texts: Collection[str]) -> bool:
    """Whether all are printable and in NFC, with single spaces between words, and no letter is lost."""
    whole = "\n".join(["", *texts, ""])
    odd = any(sign in whole for sign in (_LOST, "  ", " \n", "\n "))
    return not odd and "".join(texts).isprintable() and is_normalized("NFC", whole)


def _all_of(found: Iterable[Any]) -> tuple[Any, ...]:
    """The values, if all that was found are values. Raises InvalidData with all that is wrong."""
    values = tuple(found)
    faults = [report for value in values if isinstance(value, InvalidData) for report in value.reports]
    if faults:
        raise InvalidData(*faults[0], more=faults[1:])
    return values


def _text(cell: Cell) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, list | dict):
        found = _("a list") if isinstance(cell, list) else _("a table")
        raise InvalidData(_("expected {wanted}, found {found}").format(wanted=_("text"), found=found))
    return cell_text(cell) if isinstance(cell, bool | date) or cell is None else str(cell)


def _listed(cell: Cell) -> list[object]:
    """The items in a cell, as JSON has them."""
    import msgspec

    try:
        items = msgspec.json.decode(cell) if isinstance(cell, str) else cell
        return msgspec.convert(items, list[object])
    except (msgspec.MsgspecError, ValueError, RecursionError):
        raise InvalidData(_("expected {wanted}, found {found}").format(wanted=_("a list"), found=_("text"))) from None
