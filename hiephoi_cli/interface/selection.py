"""Says in words by which conditions the rows of a paper were chosen."""

from collections.abc import Sequence
from datetime import date

from msgspec import structs

from hiephoi_cli.domain.calendar import day_named, parse_day, show_date
from hiephoi_cli.domain.records import Registry
from hiephoi_cli.domain.vietnamese import first_lower
from hiephoi_cli.domain.where import Condition, condition
from hiephoi_cli.domain.words import Choice
from hiephoi_cli.i18n import N_, _
from hiephoi_cli.interface.invocation import today
from hiephoi_cli.interface.showing import shower
from hiephoi_cli.output.listing import Column, Listing


def selection(registry: Registry, listing: Listing, conditions: Sequence[str], *, any_: bool) -> str:
    """The conditions on columns of a listing, in words."""
    between = _(" or ") if any_ else "; "
    words = [_in_words(registry, listing, condition(text)) for text in conditions]
    return _("Selection: {conditions}").format(conditions=between.join(words))


_FORMS = {
    "": N_("with {field}"),
    "!": N_("without {field}"),
    "~": N_("{field} with the words “{value}”"),
    "!~": N_("{field} without the words “{value}”"),
    "=": N_("{field}: {value}"),
}
_SIGNS = {"!=": "≠", "<=": "≤", ">=": "≥"}


def _in_words(registry: Registry, listing: Listing, asked: Condition) -> str:
    column, sign = listing.column(asked.field), asked.operator
    if not asked.value:
        return _(_FORMS[sign]).format(field=first_lower(column.title))
    value = asked.value if "~" in sign else _value(registry, column, asked.value)
    form = _(_FORMS[sign]) if sign in _FORMS else f"{{field}} {_SIGNS.get(sign, sign)} {{value}}"
    return form.format(field=column.title, value=value)


def _value(registry: Registry, column: Column, text: str) -> str:
    """A value as the paper shows it, in the language of the paper."""
    field = structs.replace(column.field, many=False)
    if column.key_of:
        return shower(registry, field)(column.key_of(text))
    if issubclass(field.base, date):
        return show_date(day_named(text, today()) or parse_day(text))
    if issubclass(field.base, (Choice, bool)):
        return shower(None, field)(structs.replace(field, declared=field.base).parse(text)) or text
    return text
