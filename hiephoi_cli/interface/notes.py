"""Notes beside the result of a command: days to come, corrections, and former names."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, get_args

from hiephoi_cli.domain import lookup
from hiephoi_cli.domain.calendar import show_date, some_day
from hiephoi_cli.domain.fields import fields, former_lists
from hiephoi_cli.domain.past import as_of
from hiephoi_cli.domain.records import KINDS, Former, Member, Officer, Record, Registry
from hiephoi_cli.domain.vietnamese import first_lower, fold, typed
from hiephoi_cli.errors import HiephoiError
from hiephoi_cli.i18n import _
from hiephoi_cli.interface.dated import in_sentence
from hiephoi_cli.interface.signature import parameters, tab_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from hiephoi_cli.domain.difference import Difference


def keys_among(verb: "Callable[..., Any]") -> dict[str, str]:
    """The arguments of a verb that are KEYs, with the kind of each."""
    found: dict[str, str] = {}
    for name, parameter in parameters(verb).items():
        for declared in get_args(parameter.annotation)[1:]:
            if (tab := tab_of(declared)) and tab.kind:
                found[name] = tab.kind
    return found


def of_keys(registry: Registry, kinds: Mapping[str, str], given: Mapping[str, Any], today: date) -> Iterator[str]:
    """That a KEY names a record by what it was called before."""
    for name, kind in kinds.items():
        text, records = given.get(name), getattr(registry, kind)
        if not isinstance(text, str) or not former_lists(KINDS[kind]):
            continue
        try:
            found = lookup.by_former(records, KINDS[kind], text)
        except HiephoiError:
            continue  # the command itself says what is wrong
        if not found:
            continue
        record, match = found
        now = getattr(as_of(registry, today), kind)[records.index(record)]
        if match.text != now.label:
            yield _("'{former}' no longer holds: it is {key}, now {label}").format(
                former=match.text, key=now.key, label=now.label
            )


def of_change(
    difference: "Difference", after: Registry, today: date, *, noun: str, dry_run: bool = False
) -> Iterator[str]:
    """What a change does not show: days to come, what keeps no trace, and names that are much alike.

    Only commands of a record's own noun correct it: `officer rename` spells a person anew, also as a representative.
    """
    old, new = difference.old, difference.new
    if isinstance(new, Member) and (old is None or "name" in difference.changed):
        from hiephoi_cli.domain.rules.likeness import resembling  # which only changes need

        for other in resembling(after, new)[:3]:
            yield _("a similar name: {key} {label}; compare with `hiephoi member show {key}`").format(
                key=other.key, label=other.label
            )
        yield from _formerly(new, after.members)
    if isinstance(new, Officer) and old is None and not new.member:
        yield from _represents(new.person, as_of(after, today).members, dry_run=dry_run)
    if isinstance(new, Record):
        yield from _ahead(new, difference.changed, today)
        if isinstance(old, Record) and new.command == noun:
            yield from _corrected(old, new, difference.changed, dry_run=dry_run)


def _formerly(new: Member, members: Iterable[Member]) -> Iterator[str]:
    """Whose name a member's name was before."""
    name = fold(new.name).split()
    for other in members:
        for former in other.former_names:
            if other.id != new.id and fold(former.name).split() == name:
                yield _(
                    "'{former}' is a former name of {key} {label}; compare with `hiephoi member show {key}`"
                ).format(former=former.name, key=other.key, label=other.label)


def _represents(person: str, members: Iterable[Member], *, dry_run: bool) -> Iterator[str]:
    """The only member that a person without one has the name of the representative of."""
    from hiephoi_cli.domain.identity import name_key  # needed here alone

    name = name_key(person)
    represented = [member for member in members if member.representative and name_key(member.representative) == name]
    if len(represented) == 1:
        message = (
            _("{key} is represented by {person}; if that is the same person, write '{person}@{key}'")
            if dry_run
            else _(
                "{key} is represented by {person}; "
                "if that is the same person: `hiephoi undo`, then again with '{person}@{key}'"
            )
        )
        yield message.format(person=represented[0].representative, key=represented[0].id)


def _ahead(record: Record, changed: Iterable[str], today: date) -> Iterator[str]:
    first, end = record.period if record.period and not record.in_words else ("", "")  # a sentence says it
    for name in changed:
        value = getattr(record, name, None)
        if name == first and isinstance(value, date) and value > today:
            yield _("{day} is in the future: {key} is listed from then on").format(key=record.key, day=show_date(value))
        elif name == end and isinstance(value, date) and value > today:
            yield _("{day} is in the future: {key} stays listed until then").format(
                key=record.key, day=show_date(value)
            )
    for name in former_lists(type(record)):
        formers: tuple[Former, ...] = getattr(record, name) if name in changed else ()
        if formers and formers[-1].ended > today:
            was, value = fields(type(record))[formers[-1].was], formers[-1].value
            yield _("{day} is in the future: until then, {field} stays {value}").format(
                field=first_lower(_(was.title)),
                day=show_date(formers[-1].ended),
                value=in_sentence(value),
            )


def _corrected(old: Record, new: Record, changed: Iterable[str], *, dry_run: bool) -> Iterator[str]:
    message = (
        _("a correction: {value} will not be kept. If it changed on a day: `{command}`")
        if dry_run
        else _("corrected; {value} is not kept. If it changed on a day: `hiephoi undo`, then `{command}`")
    )
    for name, table in former_lists(type(new)).items():
        before, value = getattr(old, table.was), getattr(new, table.was)
        respelled = isinstance(before, str) and fold(before).split() == fold(value or "").split()
        if table.renewed_by and before and table.was in changed and name not in changed and value and not respelled:
            command = table.renewed_by.format(key=typed(new.key), value=typed(str(value)), day=some_day())
            yield message.format(value=in_sentence(before), command=f"hiephoi {new.command} {command}")
