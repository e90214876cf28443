"""What follows from a field's declaration: its option, its titles, and how its text is read and written."""

import types
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin, get_type_hints

from msgspec import Meta, ValidationError, convert, structs, to_builtins

from hiephoi_cli.domain import calendar, tax_code
from hiephoi_cli.domain.records import Also, Is, RefersTo, Table
from hiephoi_cli.domain.suggest import did_you_mean
from hiephoi_cli.domain.vietnamese import clean, fold
from hiephoi_cli.errors import InvalidData, Report
from hiephoi_cli.i18n import N_, _, spoken


class Field(NamedTuple):
    """One field of a table, as its declaration says."""

    name: str
    title: str
    """English; translate to show it."""
    description: str
    base: type
    """The bare type of a value, or of an item where the field holds many."""
    declared: Any
    """The same as it is declared, with its constraints."""
    many: bool
    required: bool
    refers_to: str | None
    """The kind of records whose keys it holds."""
    form: Is | None
    headings: tuple[str, ...]
    """What lists of others have as its heading, beside its name and its titles."""

    @property
    def option_name(self) -> str:
        """The field as an option has it: a list's option names one item and is repeated, `sectors` → `sector`."""
        return self.name.removesuffix("s") if self.many else self.name

    @property
    def option(self) -> str:
        """The option that sets it."""
        return "--" + self.option_name.replace("_", "-")

    def parse(self, text: str) -> Any:  # noqa: ANN401  the value's type is the field's
        """The value that text from a person stands for. Raises InvalidData."""
        text = clean(text)
        if self.form is Is.NAME or self.form is Is.PERSON:
            text = " ".join(text.split())
        if not text:
            hint = "" if self.required else _("leave it out; `edit --clear {field}` erases it").format(field=self.name)
            raise InvalidData(_("it is empty"), hint)
        if self.form is Is.TAX_CODE:
            return _tax_code(text)
        parser = _parser(self.base)
        return parser(self, text) if parser else text

    def parse_option(self, text: str, option: str = "") -> Any:  # noqa: ANN401  the value's type is the field's
        """The value that an option gives, by default the field's own. Raises InvalidData that names the option."""
        try:
            return self.parse(text)
        except InvalidData as error:
            [(message, hint)] = error.reports
            raise InvalidData(f"{option or self.option}: {message}", hint) from None

    def table(self) -> type[Table] | None:
        """The declaration of its items, where these are tables themselves."""
        return self.base if issubclass(self.base, Table) else None


@cache
def fields(table: type[Table]) -> dict[str, Field]:
    """The fields of a table by name, in the order of their declaration; open mappings are none."""
    hints = get_type_hints(table, include_extras=True)
    return {
        info.name: _field(info.name, hints[info.name], info.required)
        for info in structs.fields(table)
        if get_origin(hints[info.name]) is not dict
    }


def parsed(declared: Mapping[str, Field], texts: Mapping[str, str | Sequence[str] | bool | None]) -> dict[str, Any]:
    """The values of the fields for which there is text. Raises InvalidData that tells all faults by their options."""
    values: dict[str, Any] = {}
    faults: list[Report] = []
    for name, given in texts.items():
        try:
            if isinstance(given, bool):
                values |= {name: True} if given else {}
            elif isinstance(given, str):
                values[name] = declared[name].parse_option(given)
            elif given is not None:
                values[name] = tuple(dict.fromkeys(map(declared[name].parse_option, given)))
        except InvalidData as error:
            faults += error.reports
    if faults:
        first, *more = faults
        raise InvalidData(*first, more=more)
    return values


def plain(table: Table) -> dict[str, Any]:
    """A table as TOML values under the file's keys; what has its default is left out."""
    values: dict[str, Any] = to_builtins(table, builtin_types=(date,))
    for name in _lists(type(table)):
        if name in values:
            values[name] = list(values[name])
    return values


@cache
def _lists(table: type[Table]) -> tuple[str, ...]:
    return tuple(name for name, field in fields(table).items() if field.many)


def _field(name: str, hint: object, required: bool) -> Field:
    base, declared, marks, many = _unwrap(hint)
    metas = [mark for mark in marks if isinstance(mark, Meta)]
    return Field(
        name=name,
        title=next(meta.title for meta in metas if meta.title),
        description=next((meta.description for meta in metas if meta.description), ""),
        base=base,
        declared=declared,
        many=many,
        required=required,
        refers_to=next((mark.kind for mark in marks if isinstance(mark, RefersTo)), None),
        form=next((mark for mark in marks if isinstance(mark, Is)), None),
        headings=next((tuple(mark.headings.split("; ")) for mark in marks if isinstance(mark, Also)), ()),
    )


class _Type(NamedTuple):
    base: type
    declared: object
    marks: list[object]
    many: bool


def _unwrap(hint: object) -> _Type:
    """The bare and the declared type of one value, all marks on it from the outside in, and whether it is a list."""
    origin = get_origin(hint)
    if origin is Annotated:
        inner, *marks = get_args(hint)
        unwrapped = _unwrap(inner)
        declared = unwrapped.declared if unwrapped.many else hint
        return unwrapped._replace(declared=declared, marks=[*marks, *unwrapped.marks])
    if origin in {Union, types.UnionType}:
        return _unwrap(next(arg for arg in get_args(hint) if arg is not types.NoneType))
    if origin is tuple:
        return _unwrap(get_args(hint)[0])._replace(many=True)
    if origin is Literal:
        return _Type(type(get_args(hint)[0]), hint, [], many=False)
    if not isinstance(hint, type):
        message = f"no field can be declared as {hint}"
        raise TypeError(message)
    return _Type(hint, hint, [], many=False)


def _tax_code(text: str) -> str:
    code = tax_code.normalise(text)
    if not tax_code.is_valid(code):
        raise InvalidData(tax_code_message(code), tax_code_hint(code))
    return code


def tax_code_message(code: str) -> str:
    """What is wrong with a tax code that can't exist."""
    return _("'{code}' is not a valid tax code").format(code=code)


def tax_code_hint(code: str) -> str:
    """What to do about it: the code it may have been before a spreadsheet ate its zero, or where to look."""
    if whole := tax_code.lost_zero(code):
        return _("a leading zero seems lost: '{whole}' is valid").format(whole=whole)
    if tax_code.lacks_province(code):
        return _("twelve digits begin with a province's code, such as 031 for Hải Phòng; '{code}' is not one").format(
            code=code[:3]
        )
    return _("compare it with the registration certificate: 10 digits, 10-3 for a branch, or 12")


def _enum(field: Field, text: str) -> StrEnum:
    words = {fold(word): item for item in field.base for word in spoken(item.value)}  # type: ignore[attr-defined]
    if found := words.get(fold(text)):
        return found  # type: ignore[no-any-return]
    choices = [_(item.value) for item in field.base]  # type: ignore[attr-defined]
    raise InvalidData(
        _("'{text}' is not one of {choices}").format(text=text, choices=", ".join(choices)),
        did_you_mean(text, choices),
    )


_DIGITS = 9  # more than any association has members


def _number(field: Field, text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= _DIGITS):
        raise InvalidData(
            _("'{text}' is not a whole number").format(text=text),
            _("write digits only, such as 65"),
        )
    try:
        number: int = convert(int(text), field.declared)
    except ValidationError:
        raise InvalidData(_("'{text}' is not allowed").format(text=text), _(field.description)) from None
    return number


_YES = {"1", "x", "✓", "true"}
_NO = {"0", "-", "false"}


def _yes_or_no(field: Field, text: str) -> bool:
    """What a word says that is a yes or a no, or the field's title, or its title with a no before it."""
    titles, noes = spoken(field.title), {*spoken(N_("no")), "not"}
    word = fold(text)
    if word in _YES | {fold(yes) for yes in (*spoken(N_("yes")), *titles)}:
        return True
    if word in _NO | {fold(no) for no in (*noes, *(f"{no} {title}" for no in noes for title in titles))}:
        return False
    raise InvalidData(
        _("'{text}' is neither yes nor no").format(text=text),
        _("write x for yes, and leave the cell empty for no"),
    )


_PARSERS: dict[type, Callable[[Field, str], Any]] = {
    date: lambda _field, text: calendar.parse_date(text),
    StrEnum: _enum,
    bool: _yes_or_no,
    int: _number,
}
"""How text is read, by the type of the value; the narrower before the wider, as `bool` is an `int` to Python."""


@cache
def _parser(base: type) -> Callable[[Field, str], Any] | None:
    return next((parser for kind, parser in _PARSERS.items() if issubclass(base, kind)), None)
