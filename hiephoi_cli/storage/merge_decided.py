"""Decides what a merge left undecided: the comments go, and the values become those of one side."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

from msgspec import Struct, structs

from hiephoi_cli.domain import changes, lookup
from hiephoi_cli.domain.difference import Difference, differences
from hiephoi_cli.domain.fields import toml_values
from hiephoi_cli.domain.people import command_to_remove
from hiephoi_cli.domain.problems import Problem, invalid
from hiephoi_cli.domain.records import KINDS, Officer, Record, Registry, Table
from hiephoi_cli.domain.rules import compared
from hiephoi_cli.domain.vietnamese import typed
from hiephoi_cli.errors import Conflict, InvalidData, NotFound
from hiephoi_cli.i18n import _
from hiephoi_cli.storage.conflict_comments import Comment, comments_in, without
from hiephoi_cli.storage.entries import Author
from hiephoi_cli.storage.merge_blocks import table_in
from hiephoi_cli.storage.read import Source, read_source
from hiephoi_cli.storage.update import Update, spliced, writing

OURS, THEIRS = "ours", "theirs"


class _Choice(Struct, frozen=True):
    """Whose side somebody takes about a record, on which day."""

    key: str
    side: str
    today: date

    @property
    def instead(self) -> str:
        """What to do where that side cannot be taken."""
        other = THEIRS if self.side == OURS else OURS
        return _("first change or remove what stands in the way, or decide with `{command}`").format(
            command=f"hiephoi merge --resolve {typed(self.key)} {other}"
        )


class Decided(Struct, frozen=True):
    """The change that decides, and how much is left."""

    done: Update
    left: int


def planned(path: Path, key: str, side: str, today: date) -> Decided:
    """What deciding for a side would do; nothing is written. Raises NotFound, Conflict, InvalidData, FileTrouble."""
    return _decided(path, read_source(path), _Choice(key, side, today))


def decide(  # noqa: PLR0913  all that a write depends on
    path: Path, key: str, side: str, *, today: date, wait: float, by: Author
) -> Decided:
    """Decide for a side wherever a merge left something undecided about a record. Raises as `planned` does."""
    with writing(path, wait) as file:
        plan = _decided(file.path, read_source(file.path), _Choice(key, side, today))
        return structs.replace(plan, done=file.replaced(plan.done, by))


def _decided(path: Path, source: Source, choice: _Choice) -> Decided:
    before, everything = source.registry, comments_in(source.text)
    chosen = _chosen(before, everything, choice.key)
    after = before
    for comment in chosen:
        after = _after(after, before, comment, choice)
    comparison = compared(before, after, choice.today)
    if comparison.errors:
        raise invalid([structs.replace(problem, hint=choice.instead) for problem in comparison.errors])
    text = without(source.text, chosen)
    found = _differences(before, after, chosen)
    new = spliced(path, structs.replace(source, text=text), after, found)
    done = Update(before, after, source.data, new, found, comparison.old_errors, comparison.warnings)
    return Decided(done, len(everything) - len(chosen))


def _differences(before: Registry, after: Registry, chosen: Sequence[Comment]) -> tuple[Difference, ...]:
    """What deciding does: ours that gave way are removed, rather than turned into theirs."""
    left = before
    for comment in chosen:
        if comment.rivals:
            keys = {record.key for record in getattr(after, comment.field)}
            gone = {*comment.rivals} - keys
            kept = (record for record in getattr(left, comment.field) if record.key not in gone)
            left = structs.replace(left, **{comment.field: tuple(kept)})
    return (*differences(before, left), *differences(left, after))


def _chosen(registry: Registry, comments: Sequence[Comment], key: str) -> list[Comment]:
    """The comments about the record that a KEY names. Raises NotFound, Conflict."""
    about = [(comment, table_of(registry, comment)) for comment in comments]
    exact = [comment for comment, table in about if key in _names(comment, table)]
    if exact:
        return exact
    records = list({table.key: table for _comment, table in about if isinstance(table, Record)}.values())
    fitting = set[str]()
    for kind in {type(record) for record in records}:
        with suppress(NotFound):
            fitting.add(lookup.one([record for record in records if type(record) is kind], kind, key).key)
    if len(fitting) > 1:
        raise Conflict(
            _("'{text}' matches {n} records").format(text=key, n=len(fitting)),
            "\n".join([_("name one by its key:"), *(f"  {typed(one)}" for one in sorted(fitting))]),
        )
    if not fitting:
        raise NotFound(_("no unresolved conflict about '{key}'").format(key=key), "hiephoi check conflict")
    return [comment for comment, table in about if isinstance(table, Record) and table.key in fitting]


def _names(comment: Comment, table: Table | None) -> set[str]:
    if isinstance(table, Record):
        return {table.key, getattr(table, "tax_code", None) or table.key}
    return {str(comment.path[0])} if comment.path else {comment.text}


def table_of(registry: Registry, comment: Comment) -> Table | None:
    """The table that a comment is about, or that it holds; None where that cannot be read."""
    if comment.records:
        return _same_record(registry, comment) or table_in({comment.field: comment.records[:1]}, comment.field)
    match comment.path:
        case (str(kind), int(index)):
            record: Table = getattr(registry, kind)[index]
            return record
        case (str(name),):
            table: Table = getattr(registry, name)
            return table
    return None


def _same_record(registry: Registry, comment: Comment) -> Record | None:
    """The record of the registry of which a comment at the foot of the file has another value."""
    table = KINDS[comment.field]
    key = table.key_of(comment.records[0])
    return next((record for record in getattr(registry, comment.field) if record.key == key), None)


def _after(registry: Registry, before: Registry, comment: Comment, choice: _Choice) -> Registry:
    """The registry once a comment is decided. Raises InvalidData where it cannot be read, Conflict where used."""
    if not comment.is_readable and choice.side == THEIRS:
        raise _unreadable(comment)
    table = table_of(before, comment)
    if comment.is_removal and isinstance(table, Record):
        if comment.side != choice.side:
            return registry
        return changes.remove(registry, str(comment.path[0]), table.key, choice.instead)
    if choice.side == OURS or table is None:
        return registry
    if comment.records and _same_record(before, comment) is None:
        return _with_record(registry, comment, table, choice.today)
    name = comment.field if comment.records else str(comment.path[0])
    values = comment.records[0] if comment.records else {comment.field: comment.value}
    if not isinstance(table, Record):
        return structs.replace(registry, **{name: _with_values(name, getattr(registry, name), values, comment)})
    [now] = [record for record in getattr(registry, name) if record.key == table.key]
    return changes.replaced(registry, name, now, _with_values(name, now, values, comment))


def _unreadable(comment: Comment) -> InvalidData:
    return InvalidData(
        _("the comment cannot be read: {text}").format(text=comment.text),
        _("enter the value, and delete the comment"),
    )


def _with_values(name: str, now: Any, values: Mapping[str, Any], comment: Comment) -> Any:  # noqa: ANN401  a table of that name
    """A table with other values, as they stand in the file."""
    others = toml_values(now)
    others |= others.pop("severity", {})
    data = {field: value for field, value in {**others, **values}.items() if value is not None}
    if (new := table_in({name: [data] if name in KINDS else data}, name)) is None:
        raise _unreadable(comment)
    changed = {field if field in now.__struct_fields__ else "severity" for field in values}
    return structs.replace(now, **{field: getattr(new, field) for field in changed})


def _with_record(registry: Registry, comment: Comment, record: Any, today: date) -> Registry:  # noqa: ANN401  a record of any kind
    """The registry with a record, in the place of those that only ours added and it cannot stand beside.

    Raises InvalidData where it is not clear which those are.
    """
    kind = comment.field
    new = structs.replace(registry, **{kind: (*getattr(registry, kind), record)})
    while problems := compared(registry, new, today).errors:
        rivals = [other for other in getattr(new, kind) if other.key in comment.rivals]
        without = [(rival, _without(new, kind, rival)) for rival in rivals]
        solved = [(rival, less) for rival, less in without if not _brings_in(problems[0], registry, less, today)]
        if len(solved) != 1:
            raise _unclear(problems, record, [rival for rival, _less in solved])
        [(_rival, new)] = solved
    return new


def _without(registry: Registry, kind: str, record: Record) -> Registry:
    return structs.replace(registry, **{kind: tuple(one for one in getattr(registry, kind) if one is not record)})


def _brings_in(problem: Problem, before: Registry, after: Registry, today: date) -> bool:
    """Whether a change still brings in a problem."""
    places = ((one.rule, str(one.place)) for one in compared(before, after, today).errors)
    return (problem.rule, str(problem.place)) in places


def _unclear(problems: Sequence[Problem], record: Record, rivals: Sequence[Record]) -> InvalidData:
    """What stands in the way of a record of theirs, and what to do about it."""
    hint = _("change what stands in the way, then `{again}`")
    if rivals:
        hint = _("remove one of {records}, such as by `{remove}`, then `{again}`")
    return InvalidData(
        _("it is not clear what should give way to '{key}'").format(key=record.key),
        hint.format(
            records=", ".join(f"'{rival.key}'" for rival in rivals),
            remove=_command_to_remove(rivals[0]) if rivals else "",
            again=f"hiephoi merge --resolve {typed(record.key)} {THEIRS}",
        ),
        more=invalid(problems).reports,
    )


def _command_to_remove(record: Record) -> str:
    if isinstance(record, Officer):
        return command_to_remove(record)
    return f"hiephoi {record.command} remove {typed(record.key)}"
