"""Names in a list that differ from those of the registry: former ones, and those that a record seems to have now."""

from collections.abc import Iterator, Mapping
from typing import Any

from hiephoi_cli.domain.calendar import some_day
from hiephoi_cli.domain.fields import former_labels, former_lists
from hiephoi_cli.domain.records import Record
from hiephoi_cli.domain.vietnamese import fold, one_spelling, typed
from hiephoi_cli.domain.words import Severity
from hiephoi_cli.exchange.plan import RowProblem
from hiephoi_cli.i18n import _

_ONE_NAME = 0.9
"""How much of two names must be the same for one to be a correction of the other."""


def other_names(old: Record, values: Mapping[str, Any], where: str) -> Iterator[RowProblem]:
    """Warn of a former name of the row's record, and of a new name, which needs the day from which it holds."""
    formers = former_lists(type(old)).values()
    renamed = next((former.renewed_by for former in formers if former.was == old.called_by), "")
    new_name = values.get(old.called_by)
    if not (renamed and new_name) or one_spelling(new_name) == one_spelling(old.label):
        return
    names = {"name": new_name, "key": old.key, "now": old.label}
    if one_spelling(new_name) in map(one_spelling, former_labels(old)):
        message = _("'{name}' is a former name of {key}, now '{now}'; the name stays").format(**names)
        yield RowProblem(Severity.WARNING, where, message)
    elif not _is_respelled(new_name, old.label):
        message = _("{key} seems renamed, from '{now}' to '{name}'; the name stays").format(**names)
        command = renamed.format(key=old.key, value=typed(new_name), day=some_day())
        yield RowProblem(Severity.WARNING, where, message, f"hiephoi {old.command} {command}")


def _is_respelled(one: str, other: str) -> bool:
    """Whether two names are most likely one, with a slip in either."""
    from difflib import SequenceMatcher  # only names that differ need it

    return SequenceMatcher(None, fold(one), fold(other), autojunk=False).ratio() >= _ONE_NAME
