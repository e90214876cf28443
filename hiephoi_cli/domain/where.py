"""Conditions on what a list shows, `joined>=5/2025`, and the tests of values that they stand for."""

import operator
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any, NamedTuple

from msgspec import structs

from hiephoi_cli.domain import phone, tax_code
from hiephoi_cli.domain.calendar import day_at, parse_day
from hiephoi_cli.domain.fields import Field, fields
from hiephoi_cli.domain.identity import name_key
from hiephoi_cli.domain.order import order_of
from hiephoi_cli.domain.partial_day import PartialDay, last_of
from hiephoi_cli.domain.records import Is
from hiephoi_cli.domain.vietnamese import at_once, fold, one_spelling, words
from hiephoi_cli.errors import HiephoiError, UsageError
from hiephoi_cli.i18n import _
from hiephoi_cli.patterns import pattern

Test = Callable[[Any], bool]
"""Whether a value passes."""
Sieve = Callable[[Sequence[str]], list[bool]]
"""Whether each of several texts passes; all at once, which takes a third of the time."""
Keys = Callable[[str], str]
"""The key of the record that a text names. Raises NotFound, Conflict, InvalidData."""

_COMPARED: dict[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_OPPOSITES = {"!": "", "!=": "=", "!~": "~"}
OPERATORS = (*_COMPARED, "~", "!=", "!~")
_SAME = {"==": "=", "<>": "!=", "≠": "!=", "≤": "<=", "≥": ">="}
"""Other ways in which people write an operator."""
_MEANT = {"=>": ">=", "=<": "<=", "=!": "!=", "=~": "~", "~=": "~", "~!": "!~"}
_PARTS = pattern("([^=<>~!≠≤≥]*)([=<>~!≠≤≥]*)(.*)", re.DOTALL)
_CONTRARY = {"=": "!=", "~": "!~", "<": ">=", "<=": ">", ">": "<=", ">=": "<", "!=": "=", "!~": "~"}
_EXAMPLE = "--where 'sectors=xay-lap' --where 'joined>=2025'"
_QUOTED = pattern(r"""(["'])([^"']*)\1""")


class Condition(NamedTuple):
    """A field, an operator, and the text to compare with."""

    text: str
    """As it was typed."""
    field: str
    """A name of a column, or names with dots between them where one refers to another record."""
    operator: str
    """One of OPERATORS, `!` for rows without a value, or empty for rows with any."""
    value: str

    @property
    def asked(self) -> tuple[str, bool]:
        """The operator to try, and the answer with which the condition holds."""
        return (_OPPOSITES[self.operator], False) if self.operator in _OPPOSITES else (self.operator, True)


@contextmanager
def explained(text: str) -> Iterator[None]:
    """Turn errors raised within it into a UsageError that quotes the condition."""
    try:
        yield
    except HiephoiError as error:
        message, hint = error.reports[0]
        raise UsageError(f"'{text}': {message}", hint) from None


def parted(text: str) -> tuple[str, str, str]:
    """What stands before the operator, the operator, and what stands behind it."""
    [parts] = _PARTS.findall(text)[:1]
    return parts  # type: ignore[no-any-return]


def condition(text: str) -> Condition:
    """The condition that somebody typed. Raises UsageError."""
    with explained(text):
        field, typed, value = map(str.strip, parted(text.strip()))
        if typed == "!" and not field:
            return _absence(text, value)
        if not field:
            raise UsageError(_("the field is missing"), _EXAMPLE)
        sign = _SAME.get(typed, typed)
        if sign and sign not in OPERATORS:
            raise UsageError(_("no operator '{operator}'").format(operator=sign), _operator_hint(field, sign, value))
        if sign and not value:
            raise UsageError(
                _("nothing to compare '{field}' with").format(field=field),
                _("for those without a value: {option}").format(option=f"--where '!{field}'"),
            )
        quoted = _QUOTED.fullmatch(value)
        return Condition(text, field, sign, quoted[2] if quoted else value)


def _absence(text: str, field: str) -> Condition:
    """The condition that a field has no value, which is all that can stand behind a `!`."""
    if not field:
        raise UsageError(_("the field is missing"), _EXAMPLE)
    name, sign, value = map(str.strip, parted(field))
    if sign:
        opposite = _CONTRARY.get(_SAME.get(sign, sign), sign)
        raise UsageError(_("'!' stands before a field alone"), f"--where '{name}{opposite}{value}'")
    return Condition(text, field, "!", "")


def _operator_hint(field: str, sign: str, value: str) -> str:
    if sign in _MEANT and value:
        return f"--where '{field}{_MEANT[sign]}{value}'"
    return _("choose from: {columns}").format(columns=" ".join(OPERATORS))


def has_value(value: object) -> bool:
    """Whether a field holds anything; a number is something even if it is 0."""
    return value is not None and value is not False and value not in ("", (), [])


def contains(field: Field, text: str) -> Sieve:
    """Tests whether each word of a text begins one of another, accents aside; digits may stand anywhere in a number."""
    digits = phone.dialled(text.strip()) if field.form is Is.PHONE and not any(map(str.isalpha, text)) else ""
    if digits:
        return lambda values: [any(digits in number for number in _numbers(value)) for value in values]
    parts = words(fold(text)).split()
    if not parts:
        return lambda values: [text in value for value in values]
    begun = [re.compile(rf"(?<!\w){re.escape(part)}").search for part in parts]
    return lambda values: [
        all(part in folded for part in parts) and all(begins(folded) for begins in begun)
        for folded in at_once(lambda value: words(fold(value)), values)
    ]


def comparison(field: Field, sign: str, text: str, key_of: Keys | None = None) -> Test:
    """Tests one value of a field against a text, read as the field's own. Raises InvalidData, NotFound, Conflict."""
    if table := field.table():
        raise UsageError(
            _("'{field}' has fields of its own").format(field=field.name),
            _("compare one of them: {columns}").format(columns=", ".join(f"{field.name}.{n}" for n in fields(table))),
        )
    if issubclass(field.base, date):
        holds = _day_test(sign, text)
        return lambda value: holds(day_at(value) if isinstance(value, str) else value)
    wanted = key_of(text) if key_of else _read(field, text)
    if sign == "=" and key_of and field.may_name:
        same = _equality(field, wanted)
        return lambda value: same(key_of(value))
    if sign == "=":
        return _equality(field, wanted)
    order, compared = order_of(field), _COMPARED[sign]
    limit = order(wanted)
    return lambda value: compared(order(value), limit)


def _day_test(sign: str, text: str) -> Test:
    """Tests a day against a whole day, month or year; a partial day counts from its first day."""
    wanted = parse_day(text)
    first, last = (wanted.first, wanted.last) if isinstance(wanted, PartialDay) else (wanted, wanted)
    match sign:
        case "<":
            return lambda day: day < first
        case "<=":
            return lambda day: day <= last
        case ">":
            return lambda day: day > last
        case ">=":
            return lambda day: day >= first
        case _:
            return lambda day: first <= day and last_of(day) <= last


def _read(field: Field, text: str) -> Any:  # noqa: ANN401  the value's type is the field's
    """The value of any number, choice, yes or no; text as it is, since the registry may hold what is not valid."""
    if field.base is str:
        return text
    return structs.replace(field, declared=field.base).parse(text)


def _equality(field: Field, wanted: Any) -> Test:  # noqa: ANN401  as above
    """Tests whether a value is the same, however it is spelled; one phone number of several is enough."""
    if field.form is Is.PHONE:
        numbers = {same for number in _numbers(wanted) for same in phone.in_use(number)}
        return lambda value: not numbers.isdisjoint(_numbers(value))
    if field.base is not str or field.refers_to:
        return lambda value: bool(value == wanted)
    same = _SPELLINGS.get(field.form, _words)
    spelled = same(wanted)
    return lambda value: same(value) == spelled


def _numbers(text: str) -> set[str]:
    return set(map(phone.dialled, phone.numbers(text)))


def _words(text: str) -> str:
    return words(one_spelling(text))


_SPELLINGS: dict[Is | None, Callable[[str], str]] = {Is.TAX_CODE: tax_code.normalise, Is.PERSON: name_key}
"""What is the same in two texts that mean the same; the words in one spelling where nothing else is declared."""
