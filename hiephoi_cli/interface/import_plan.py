"""The plan of an import as people and programs see it."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import starmap
from typing import Any

from hiephoi_cli.domain.fields import fields
from hiephoi_cli.domain.records import KINDS, Registry
from hiephoi_cli.domain.vietnamese import harmless
from hiephoi_cli.domain.words import Severity
from hiephoi_cli.exchange.plan import Action, Plan, Step
from hiephoi_cli.exchange.sheet_marks import ranges
from hiephoi_cli.i18n import N_, _
from hiephoi_cli.interface.output import texts
from hiephoi_cli.interface.showing import shower
from hiephoi_cli.output.listing import Column, Listing
from hiephoi_cli.output.listing_formats import TABLE, listing_writers
from hiephoi_cli.output.listing_text import document
from hiephoi_cli.output.stream import say, tell, write

_OFTEN = 3  # rows with the same problem from which on it is shown once
_COUNTED = {
    Action.CREATE: ("created", N_("created {n}")),
    Action.UPDATE: ("updated", N_("updated {n}")),
    Action.UNCHANGED: ("unchanged", N_("unchanged {n}")),
    Action.ERROR: ("errors", N_("errors {n}")),
}
"""JSON key and message for each action's count."""


def show(plan: Plan, registry: Registry, kind: str, format_: str) -> None:
    """Write the plan to standard output, and the counts and what was skipped to standard error."""
    write([document(as_data(plan))] if format_ == "json" else _drawn(plan, registry, kind, format_))
    _give_example(plan, registry, kind)
    _remark(plan)
    count(plan)


def show_first(plan: Plan, registry: Registry, kind: str) -> None:
    """Show the plan on standard error, for somebody to approve it."""
    say("".join(_drawn(plan, registry, kind, TABLE)))
    _give_example(plan, registry, kind)
    _remark(plan)


def _drawn(plan: Plan, registry: Registry, kind: str, format_: str) -> Iterable[str]:
    """The plan as a listing.

    People see no rows that change nothing, and the faulty rows last, where they stay on the screen.
    """
    steps = _for_people(plan.steps) if format_ == TABLE else plan.steps
    often = _often(steps) if format_ == TABLE else {}
    listing = Listing(
        columns=list(_columns(registry, kind, often)), rows=steps, remarks=[*starmap(_complaint, often.items())]
    )
    return texts(listing_writers()[format_](listing)) if steps or format_ != TABLE else ()


def _often(steps: Sequence[Step]) -> dict[str, list[int]]:
    """The problems that many rows share, each with its rows; shown once, below the table."""
    rows: dict[str, list[int]] = {}
    for step in steps:
        for text in dict.fromkeys(_problems(step)):
            rows.setdefault(text, []).append(step.row)
    return {text: numbers for text, numbers in rows.items() if len(numbers) >= _OFTEN}


def _complaint(text: str, rows: Sequence[int]) -> str:
    return _("rows {rows}: {reason}").format(rows=ranges(rows), reason=text)


def _problems(step: Step) -> list[str]:
    """What is wrong with a row, in words."""
    warning = _("warning: {message}")
    return [
        str(problem) if problem.severity is Severity.ERROR else warning.format(message=problem)
        for problem in step.problems
    ]


def _for_people(steps: Sequence[Step]) -> list[Step]:
    shown = [step for step in steps if step.action is not Action.UNCHANGED or step.problems]
    return sorted(shown, key=lambda step: (step.action is Action.ERROR, bool(step.problems)))


def tell_done(plan: Plan, *, shown: bool) -> None:
    """Write the keys of the records made or changed, then the warnings unless they were `shown`, and the counts."""
    write(f"{harmless(step.record.key)}\n" for step in plan.steps if step.record and step.fields)
    if not shown:
        _warn(plan)
        _remark(plan)
    count(plan)


def _warn(plan: Plan) -> None:
    """Write the warnings, one of many rows once with all of them."""
    rows: dict[str, list[int]] = {}
    for step in plan.steps:
        for problem in dict.fromkeys(map(str, step.problems)):
            rows.setdefault(problem, []).append(step.row)
    for problem, numbers in rows.items():
        message = _("row {n}: {reason}").format(n=numbers[0], reason=problem)
        tell(_("warning: {message}").format(message=message if len(numbers) == 1 else _complaint(problem, numbers)))


def _give_example(plan: Plan, registry: Registry, kind: str) -> None:
    """Say what the first new record has in the fields whose columns were joined or guessed."""
    declared = fields(KINDS[kind])
    for step in plan.steps:
        guessed = [name for name in plan.guessed if name in step.fields]
        if step.action is Action.CREATE and guessed:
            values = {name: shower(registry, declared[name])(getattr(step.new, name)) for name in guessed}
            shown = ", ".join(f"{_(declared[name].title)} '{value}'" for name, value in values.items())
            tell(_("example, row {n}: {fields}").format(n=step.row, fields=shown))
            return


def _remark(plan: Plan) -> None:
    """Say how columns were read, what was repaired, and which rows and sheets were skipped."""
    for label, parts in (
        (_("read: {parts}"), plan.understood),
        (_("repaired: {parts}"), plan.repaired),
        (_("skipped: {parts}"), plan.skipped),
    ):
        if parts:
            tell(label.format(parts=" · ".join(parts)))


def count(plan: Plan) -> None:
    """Say how many rows each action has."""
    tell(" · ".join(_(message).format(n=plan.count(action)) for action, (_name, message) in _COUNTED.items()))


def as_data(plan: Plan) -> dict[str, object]:
    """The plan for programs; the keys are a contract."""
    counts = {name: plan.count(action) for action, (name, _message) in _COUNTED.items()}
    return {**counts, "rows": [{name: value(step) for name, value in _PLAIN.items()} for step in plan.steps]}


_PLAIN: dict[str, Callable[[Step], Any]] = {
    "row": lambda step: step.row,
    "action": lambda step: step.action,
    "id": lambda step: step.record.key if step.record else None,
    "changes": lambda step: {name: list(change) for name, change in step.changes.items()},
    "problems": lambda step: [str(problem) for problem in step.problems],
}


def _columns(registry: Registry, kind: str, often: Collection[str]) -> Iterator[Column]:
    """The columns for programs, then those for people: the row, its record and what will happen to it."""
    for name, plain in _PLAIN.items():
        yield Column(name, name, plain, lambda _step: "", plain)
    people: dict[str, tuple[str, Callable[[Step], str]]] = {
        "row_number": (_("Row"), lambda step: str(step.row)),
        "what": (_("Action"), lambda step: _(step.action.value)),
        "key": (_("ID"), lambda step: step.record.key if step.record else ""),
        "label": (_("Name"), lambda step: step.label if not step.record or step.label != step.record.key else ""),
        "details": (_("What"), _explainer(registry, kind, often)),
    }
    for place, (name, (title, shown)) in enumerate(people.items()):
        kept = name == "details"
        yield Column(name, title, shown, shown, shown, everyday=place, numeric=not place, people_only=True, kept=kept)


def _explainer(registry: Registry, kind: str, often: Collection[str]) -> Callable[[Step], str]:
    """Explains a step: the fields that change, from what to what, and what is wrong unless many rows share it."""
    declared = fields(KINDS[kind])
    showers = {name: shower(registry, field) for name, field in declared.items()}

    def explained(step: Step) -> str:
        changes = step.changes.items() if step.action is Action.UPDATE else ()
        changed = [
            f"{_(declared[name].title)}: {showers[name](old) or '∅'} → {showers[name](new) or '∅'}"
            for name, (old, new) in changes
        ]
        own = [text if text not in often else _("see below the table") for text in _problems(step)]
        return "; ".join(dict.fromkeys([*changed, *own]))

    return explained
