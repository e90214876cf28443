"""Imports records from spreadsheets, text and JSON: shows a plan, then applies all of it or nothing."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from hiephoi_cli.domain.problems import Problem
from hiephoi_cli.domain.records import Registry
from hiephoi_cli.errors import InvalidData, UsageError
from hiephoi_cli.exchange.import_list import ImportList
from hiephoi_cli.exchange.plan import Action, Plan
from hiephoi_cli.exchange.planning import plan
from hiephoi_cli.files.formats import named
from hiephoi_cli.i18n import N_, _
from hiephoi_cli.interface.changing import Wait, Yes, changed_meanwhile, saved_all_the_same, tell_old_errors
from hiephoi_cli.interface.groups import Noun
from hiephoi_cli.interface.import_plan import count, show, show_first, tell_done
from hiephoi_cli.interface.import_source import Source
from hiephoi_cli.interface.invocation import author, list_bytes, output_file, registry_path, tell_odd, today
from hiephoi_cli.interface.prompts import agreed
from hiephoi_cli.interface.rejects import rejects_format, save_rejected
from hiephoi_cli.interface.signature import OptionSet, parameters, presented, taken
from hiephoi_cli.output.listing_formats import TABLE, TEXTS, usual_format
from hiephoi_cli.output.progress import progress
from hiephoi_cli.output.screen import somebody_is_there
from hiephoi_cli.output.stream import tell
from hiephoi_cli.storage.read import read

if TYPE_CHECKING:
    from hiephoi_cli.storage.update import Update

HELP = N_(
    "Add and change many records at once, from a spreadsheet, text or JSON: all rows or none.\n\n"
    "The plan shows what happens to each row. Rows are matched by key, then by name, ignoring case and the placing of "
    "tones; a member's tax code is tried before the name. Blank cells and missing columns change nothing."
)


class _Execution(OptionSet, frozen=True):
    """How the plan is shown and applied."""

    plan_format: Annotated[
        str | None,
        typer.Option(
            "--plan",
            "-f",
            metavar="|".join(TEXTS),
            help=N_("Format of the plan"),
        ),
    ] = None
    rejects: Annotated[
        str | None,
        typer.Option(
            "--rejected",
            metavar=N_("FILE"),
            help=N_("Write faulty rows to this file, as they came, with a column that says why"),
        ),
    ] = None
    yes: Yes = False
    dry_run: Annotated[bool, typer.Option("--dry-run", help=N_("Show the plan; write nothing"))] = False
    wait: Wait = 10.0

    @property
    def asks(self) -> bool:
        """Whether to ask first."""
        return not (self.yes or self.dry_run) and somebody_is_there()

    @property
    def format(self) -> str:
        """The format of the plan. Raises UsageError."""
        return named(self.plan_format, TEXTS).name if self.plan_format else usual_format()


def import_verb(kind: str, _noun: Noun) -> Callable[..., None]:
    """The verb that takes records of a kind from a file."""

    def command(ctx: typer.Context, **given: Any) -> None:
        list_, how = taken(Source, given), taken(_Execution, given)
        path = registry_path(ctx)
        if how.rejects == "-":
            raise UsageError(_("faulty rows go to a file, as the plan goes to standard output"), "--rejected FILE")
        if rejects := output_file(how.rejects, path, list_.file):
            rejects_format(rejects)  # while nothing has been read yet
        data = list_bytes(list_.file)
        import_list = list_.read(kind, data, path, asks=somebody_is_there() and not how.yes, saves=not how.dry_run)
        _apply(kind, import_list, how, path, rejects)

    return presented(command, _import, [*parameters(Source).values(), *parameters(_Execution).values()])


def _import() -> None:
    """Names the verb."""


def _apply(kind: str, import_list: ImportList, how: _Execution, path: Path, rejects: Path | None) -> None:
    """Plan the import, and carry it out if no row is faulty and nobody says no."""
    day, before, format_ = today(), read(path), how.format
    with progress(_("comparing the list with the registry")):
        planned = plan(before, kind, import_list, day)
    if faulty := planned.count(Action.ERROR):
        show(planned, before, kind, format_)
        _refuse(faulty, import_list, planned, rejects)
    if not _is_wanted(planned, before, kind, how):
        tell(_("nothing was changed"))
        return

    def plan_for(registry: Registry) -> Plan:
        if registry == before:
            return planned
        return _again(plan(registry, kind, import_list, day), planned, asked=how.asks)

    with progress(_("writing the registry")):
        carried_out, done = _carried_out(path, plan_for, day, how.wait)
    with saved_all_the_same():
        if how.plan_format and not (how.asks and format_ == TABLE):
            show(carried_out, before, kind, format_)
        else:
            tell_done(carried_out, shown=how.asks)
    tell_odd(done.odd)
    tell_old_errors(done)


def _is_wanted(planned: Plan, before: Registry, kind: str, how: _Execution) -> bool:
    """Whether the plan is to be carried out; shows it before a question, or in place of the import."""
    if how.asks:
        show_first(planned, before, kind)
        return planned.changing <= 1 or _agreed(planned)
    if how.dry_run:
        show(planned, before, kind, how.format)
    return not how.dry_run


def _carried_out(path: Path, plan_for: Callable[[Registry], Plan], day: date, wait: float) -> tuple[Plan, "Update"]:
    """The plan for the registry as it was when it was changed, and the change. Raises as `update` does."""
    from hiephoi_cli.storage.update import update  # with all that only writers need

    made: list[Plan] = []

    def change(registry: Registry) -> Registry:
        made.append(plan_for(registry))
        return made[-1].after

    def problems_of(after: Registry) -> Sequence[Problem] | None:
        return made[-1].problems if after is made[-1].after else None

    done = update(path, change, today=day, wait=wait, by=author(), found=problems_of)
    return made[-1], done


def _agreed(planned: Plan) -> bool:
    """Whether the plan shown is agreed to."""
    count(planned)
    return agreed(_("write this?"))


def _again(new: Plan, old: Plan, *, asked: bool) -> Plan:
    """The plan for a registry that was changed meanwhile. Raises Conflict where it differs from the one agreed to."""
    if new.count(Action.ERROR) or (asked and new.steps != old.steps):
        raise changed_meanwhile()
    return new


def _refuse(faulty: int, import_list: ImportList, planned: Plan, rejects: Path | None) -> None:
    """Write the faulty rows to the file for them, if any. Raises InvalidData."""
    hint = _("mend them in the list and import it again; --rejected FILE writes them to a list of their own")
    if rejects:
        save_rejected(import_list, planned, rejects)
        hint = _("mend them in the list and import it again; they are in '{file}' as well").format(file=rejects)
    if zeros := sum(problem.lost_zero for step in planned.steps for problem in step.problems):
        hint = _("--repair restores leading zeros; cells that lost one: {n}").format(n=zeros) + "\n" + hint
    raise InvalidData(_("faulty rows: {n}; nothing was written").format(n=faulty), hint)
