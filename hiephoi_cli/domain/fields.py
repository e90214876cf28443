"""Derives everything from a field's declaration: its option and titles, and how its text is read and written."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache
from itertools import chain
from typing import Any, Self, get_origin

from msgspec import Meta, Struct, structs, to_builtins

from hiephoi_cli.domain.cell_text import items_of
from hiephoi_cli.domain.declared_types import unwrapped
from hiephoi_cli.domain.records import Also, Former, Is, MayName, Record, RefersTo, Table
from hiephoi_cli.domain.vietnamese import clean, fold, fold_i_and_y
from hiephoi_cli.domain.words import Choice
from hiephoi_cli.errors import InvalidData, Report
from hiephoi_cli.i18n import N_, _, spoken


class Field(Struct, frozen=True):
    """One field of a table."""

    name: str
    title: str = ""
    """In English; translated where it is shown."""
    description: str = ""
    base: type = str
    """The bare type of a value, or of an item if the field holds a list."""
    declared: Any = str
    """The same type as declared, with its constraints."""
    many: bool = False
    required: bool = False
    refers_to: str | None = None
    """The kind of records whose keys it holds."""
    may_name: str | None = None
    """The kind of records whose keys it may hold in place of words of its own."""
    form: Is | None = None
    headings: tuple[str, ...] = ()
    """Other headings that imported lists use for it."""

    @classmethod
    def of(cls, name: str, base: type, title: str = "") -> Self:
        """A field of a bare type, which no table declares."""
        return cls(name, title, base=base, declared=base)

    @property
    def option_name(self) -> str:
        """The name of its option: a list's option takes one item and is repeated, `sectors` → `sector`."""
        plural = self.many and not self.name.endswith("us")
        return self.name.removesuffix("s") if plural else self.name

    @property
    def option(self) -> str:
        """The option that sets it."""
        return "--" + self.option_name.replace("_", "-")

    @property
    def names(self) -> tuple[str, ...]:
        """Its other names."""
        return (self.option_name, self.title, *self.headings)

    def parse(self, text: str) -> Any:  # noqa: ANN401  the value's type is the field's
        """The value of a text that somebody typed. Raises InvalidData."""
        text = clean(text)
        if self.form is Is.NAME or self.form is Is.PERSON:
            text = " ".join(text.split())
        if not text:
            hint = _("leave it out, or erase it with `edit --clear {field}`").format(field=self.name)
            raise InvalidData(_("the value is empty"), "" if self.required else hint)
        if self.form is Is.TAX_CODE:
            return _tax_code(text)
        if table := self.table():
            return _table(table, text)
        parser = _parser(self.base)
        return parser(self, text) if parser else text

    def parse_option(self, text: str, option: str = "") -> Any:  # noqa: ANN401  the value's type is the field's
        """The value of an option, by default the field's own. Raises InvalidData that names the option."""
        if self.form is Is.PERSON and (sign := next(filter(text.count, "@="), "")):  # before a member, or votes
            message = _("a person's name has no {sign}").format(sign=sign)
            raise InvalidData(f"{option or self.option}: {message}", _("write the name alone"))
        try:
            return self.parse(text)
        except InvalidData as error:
            [(message, hint)] = error.reports
            raise InvalidData(f"{option or self.option}: {message}", hint) from None

    def parse_items(self, text: str, option: str = "") -> tuple[Any, ...]:
        """The values of an option of a list: its items between `;`, as in a cell. Raises InvalidData as above."""
        try:
            items = [text] if self.table() else items_of(clean(text))
        except InvalidData as error:
            [(message, hint)] = error.reports
            raise InvalidData(f"{option or self.option}: {message}", hint) from None
        return tuple(self.parse_option(item, option) for item in items or [""])

    def table(self) -> type[Table] | None:
        """The declaration of its items, if they are tables."""
        return self.base if issubclass(self.base, Table) else None


TEXT = Field("")
"""Text that no table declares."""


@cache
def fields(table: type[Table]) -> dict[str, Field]:
    """The fields of a table by name, in the order of declaration, without open mappings."""
    return {
        info.name: _field(info.name, info.type, info.required)
        for info in structs.fields(table)
        if get_origin(info.type) is not dict
    }


@cache
def former_lists(table: type[Table]) -> dict[str, type[Former]]:
    """The fields that hold what was before in another one, with the declaration of their items."""
    inner = {name: field.table() for name, field in fields(table).items()}
    return {name: former for name, former in inner.items() if former and issubclass(former, Former)}


def former_labels(record: Record) -> tuple[str, ...]:
    """What people called a record before."""
    for name, former in former_lists(type(record)).items():
        if former.was == record.called_by:
            return tuple(str(item.value) for item in getattr(record, name))
    return ()


def names_of_fields(table: type[Table]) -> dict[str, tuple[str, ...]]:
    """The other names of a table's fields, by name, for `suggest.named`."""
    return {name: field.names for name, field in fields(table).items()}


def parsed(declared: Mapping[str, Field], texts: Mapping[str, str | Sequence[str] | bool | None]) -> dict[str, Any]:
    """The values of the fields that have a text. Raises InvalidData with every fault, by option."""
    values: dict[str, Any] = {}
    faults: list[Report] = []
    for name, given in texts.items():
        try:
            if isinstance(given, bool):
                values |= {name: given} if given or declared[name].required else {}
            elif isinstance(given, str):
                values[name] = declared[name].parse_option(given)
            elif given is not None:
                values[name] = tuple(dict.fromkeys(chain.from_iterable(map(declared[name].parse_items, given))))
        except InvalidData as error:
            faults += error.reports
    if faults:
        first, *more = faults
        raise InvalidData(*first, more=more)
    return values


def toml_values(table: Table) -> dict[str, Any]:
    """A table as TOML values under the file's keys, without defaults; a partial day is text."""
    values: dict[str, Any] = to_builtins(table, builtin_types=(date,), enc_hook=str)
    for name in _decimals(type(table)):
        if name in values and values[name].is_integer():
            values[name] = int(values[name])
    for name in _lists(type(table)):
        if name in values:
            values[name] = list(values[name])
    return values


@cache
def _lists(table: type[Table]) -> tuple[str, ...]:
    return tuple(name for name, field in fields(table).items() if field.many)


@cache
def _decimals(table: type[Table]) -> tuple[str, ...]:
    return tuple(name for name, field in fields(table).items() if field.base is float)


def _field(name: str, hint: object, required: bool) -> Field:
    value = unwrapped(hint)
    marks = value.marks
    metas = [mark for mark in marks if isinstance(mark, Meta)]
    return Field(
        name=name,
        title=next(meta.title for meta in metas if meta.title),
        description=next((meta.description for meta in metas if meta.description), ""),
        base=value.base,
        declared=value.declared,
        many=value.many,
        required=required,
        refers_to=next((mark.kind for mark in marks if isinstance(mark, RefersTo)), None),
        may_name=next((mark.kind for mark in marks if isinstance(mark, MayName)), None),
        form=next((mark for mark in marks if isinstance(mark, Is)), None),
        headings=next((tuple(mark.headings.split("; ")) for mark in marks if isinstance(mark, Also)), ()),
    )


def _tax_code(text: str) -> str:
    from hiephoi_cli.domain import tax_code  # here and below: lists show values, but read none

    code = tax_code.normalise(text)
    if not tax_code.is_valid(code):
        raise InvalidData(tax_code.message(code), tax_code.hint(code))
    return code


def choice_named(choices: type[Choice], text: str) -> Choice | None:
    """The choice that a word stands for in either language, if any."""
    words = {fold_i_and_y(word): item for item in choices for word in (item.value, *item.also, *spoken(item.shown))}
    return words.get(fold_i_and_y(" ".join(text.split())))


def _choice(field: Field, text: str) -> Choice:
    choices: type[Choice] = field.base
    if choice := choice_named(choices, text):
        return choice
    from hiephoi_cli.domain.suggest import did_you_mean  # only errors need it, here and below

    shown = [_(item.shown) for item in choices]
    raise InvalidData(
        _("'{text}' is not one of {choices}").format(text=text, choices=", ".join(shown)),
        _("write one of these words") if choices.is_law() else did_you_mean(text, shown),
    )


def _day(field: Field, text: str) -> date:
    from hiephoi_cli.domain import calendar

    return (calendar.parse_day if field.form is Is.DAY else calendar.parse_date)(text)


def _number(field: Field, text: str) -> int:
    from hiephoi_cli.domain import numbers

    return numbers.whole(text, field.declared, field.description)


def _decimal(field: Field, text: str) -> float:
    """A decimal number, perhaps with its unit, with which the field's name ends: `_ha`."""
    from hiephoi_cli.domain import numbers

    return numbers.decimal(text, field.declared, field.description, unit=field.name.rpartition("_")[2])


def _table(table: type[Table], text: str) -> Table:
    """A table typed on one line: `FIELD=VALUE; FIELD=VALUE`, fields by their names or titles."""
    declared = fields(table)
    example = _("write it as '{example}'").format(example="; ".join(f"{name}=…" for name in declared))
    names = {fold(word): name for name, field in declared.items() for word in (name, *spoken(field.title))}
    values: dict[str, Any] = {}
    for item in items_of(text):
        word, equals, value = (part.strip() for part in item.partition("="))
        name = names.get(fold(word), "")
        if not equals:
            raise InvalidData(_("'{text}' is not of the form FIELD=VALUE").format(text=item), example)
        if not name:
            from hiephoi_cli.domain.suggest import did_you_mean

            raise InvalidData(_("no field '{field}'").format(field=word), did_you_mean(word, declared) or example)
        if name in values and not declared[name].many:
            raise InvalidData(_("'{field}' is given twice").format(field=name), example)
        parsed_value = declared[name].parse_option(value, name)
        values[name] = (*values.get(name, ()), parsed_value) if declared[name].many else parsed_value
    if missing := [name for name, field in declared.items() if field.required and name not in values]:
        raise InvalidData(_("'{key}' is missing").format(key=missing[0]), example)
    return table(**values)


_YES = {"1", "x", "✓", "true"}
_NO = {"0", "-", "false"}
_ACHIEVED = {"trung", "dat", "dac cu"}
"""What results say in place of yes, without accents: `Đạt`, and `Không đạt` for no."""


def _yes_or_no(field: Field, text: str) -> bool:
    """Whether a word means yes: yes or no in either language, the field's title, or “not” and its title."""
    titles, noes = spoken(field.title), {*spoken(N_("no")), "not"}
    word = fold(text)
    if word in _YES | _ACHIEVED | {fold(yes) for yes in (*spoken(N_("yes")), *titles)}:
        return True
    if word in _NO | {fold(no) for no in (*noes, *(f"{no} {title}" for no in noes for title in (*titles, *_ACHIEVED)))}:
        return False
    raise InvalidData(
        _("'{text}' is neither yes nor no").format(text=text),
        _("write x for yes, and leave the cell empty for no"),
    )


_PARSERS: dict[type, Callable[[Field, str], Any]] = {
    date: _day,
    Choice: _choice,
    bool: _yes_or_no,
    int: _number,
    float: _decimal,
}
"""Parsers by type of value, subclasses first: to Python, a `bool` is an `int`."""


@cache
def _parser(base: type) -> Callable[[Field, str], Any] | None:
    return next((parser for kind, parser in _PARSERS.items() if issubclass(base, kind)), None)
