"""Values in a list that held of a record before, and names that it seems to have now: what it has stays."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from hiephoi_cli.domain.calendar import show_date, some_day
from hiephoi_cli.domain.fields import fields, former_labels, former_lists
from hiephoi_cli.domain.identity import name_key
from hiephoi_cli.domain.records import Former, Is, Record
from hiephoi_cli.domain.vietnamese import fold, one_spelling, typed
from hiephoi_cli.domain.words import Severity
from hiephoi_cli.exchange.plan import RowProblem
from hiephoi_cli.i18n import _

_ONE_NAME = 0.9
"""How much of two names must be the same for one to be a correction of the other."""


def staying(old: Record, values: Mapping[str, Any], where: Callable[[str], str]) -> tuple[set[str], list[RowProblem]]:
    """The fields of a row's record that stay as they are, and warnings why; `where` gives the place of a field."""
    fields_: set[str] = set()
    warnings: list[RowProblem] = []
    for list_, former in former_lists(type(old)).items():
        name = former.was
        if name == old.called_by:
            warning = _other_name(old, values.get(name), former, where(name))
        elif fields(type(old))[name].form is Is.PERSON:
            warning = _former_person(old, values.get(name), getattr(old, list_), where(name))
        else:
            continue
        if warning:
            fields_ |= {name, *former.__struct_fields__}  # what else was said of somebody before
            warnings.append(warning)
    return fields_, warnings


def _other_name(old: Record, name: str | None, former: type[Former], where: str) -> RowProblem | None:
    """A warning of a former name of the record, or of a new one, which needs the day from which it holds."""
    if not (former.renewed_by and name) or one_spelling(name) == one_spelling(old.label):
        return None
    names = {"name": name, "key": old.key, "now": old.label}
    if one_spelling(name) in map(one_spelling, former_labels(old)):
        message = _("'{name}' is a former name of {key}, now '{now}'; the name stays").format(**names)
        return RowProblem(Severity.WARNING, where, message)
    if _is_respelled(name, old.label):
        return None
    message = _("{key} seems renamed, from '{now}' to '{name}'; the name stays").format(**names)
    return RowProblem(Severity.WARNING, where, message, _renewing(old, former, name))


def _former_person(old: Record, person: str | None, formers: Sequence[Former], where: str) -> RowProblem | None:
    """A warning of somebody whom another person has followed since the list was made."""
    for former in formers:
        now = getattr(old, former.was)
        if person and now and name_key(person) == name_key(str(former.value)) != name_key(now):
            message = _("'{person}' until {day}, now '{now}', who stays").format(
                person=person, day=show_date(former.ended), now=now
            )
            return RowProblem(Severity.WARNING, where, message, _renewing(old, type(former), person))
    return None


def _renewing(old: Record, former: type[Former], value: str) -> str:
    """The command that gives the record another value from a day on."""
    return f"hiephoi {old.command} {former.renewed_by.format(key=old.key, value=typed(value), day=some_day())}"


def _is_respelled(one: str, other: str) -> bool:
    """Whether two names are most likely one, with a slip in either."""
    from difflib import SequenceMatcher  # only names that differ need it

    return SequenceMatcher(None, fold(one), fold(other), autojunk=False).ratio() >= _ONE_NAME
