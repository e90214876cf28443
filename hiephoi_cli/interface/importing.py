"""Imports records from spreadsheets, text and JSON: shows a plan, then applies all of it or nothing."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import typer

from hiephoi_cli.domain.day_forms import Order
from hiephoi_cli.domain.fields import fields
from hiephoi_cli.domain.problems import Problem
from hiephoi_cli.domain.records import KINDS, Registry
from hiephoi_cli.errors import InvalidData, UsageError
from hiephoi_cli.exchange.cell import Row
from hiephoi_cli.exchange.cell_values import REPAIR
from hiephoi_cli.exchange.days import DATES
from hiephoi_cli.exchange.headings import headings
from hiephoi_cli.exchange.hidden import SKIP_HIDDEN
from hiephoi_cli.exchange.import_list import ImportList
from hiephoi_cli.exchange.links import with_addresses
from hiephoi_cli.exchange.plan import Action, Plan
from hiephoi_cli.exchange.planning import plan
from hiephoi_cli.exchange.rows import FORMATS, format_of, rows
from hiephoi_cli.files.formats import named
from hiephoi_cli.i18n import N_, _
from hiephoi_cli.interface.changing import Wait, Yes, changed_meanwhile, done_all_the_same, tell_standing
from hiephoi_cli.interface.completion import heading_field
from hiephoi_cli.interface.groups import Noun
from hiephoi_cli.interface.import_plan import count, show, show_first, tell_done
from hiephoi_cli.interface.invocation import author, list_bytes, output_file, registry_path, tell_odd, today
from hiephoi_cli.interface.prompts import agreed
from hiephoi_cli.interface.rejects import rejects_format, save_rejected
from hiephoi_cli.interface.signature import parameters, presented, taken
from hiephoi_cli.output.listing_formats import TABLE, TEXTS, usual_format
from hiephoi_cli.output.progress import progress
from hiephoi_cli.output.screen import somebody_is_there
from hiephoi_cli.output.stream import tell
from hiephoi_cli.storage.read import read

HELP = N_(
    "Add and change many at once, from a spreadsheet, text or JSON: all rows or none.\n\n"
    "The plan shows what happens to each row. Rows are matched by key, then by name, ignoring case and the placing of "
    "tones; a member's tax code is tried before the name. Blank cells and missing columns change nothing."
)
_PANEL = N_("The file")


class _Source(NamedTuple):
    """The file to import, and how to read it."""

    file: Annotated[str, typer.Argument(metavar=N_("FILE"), help=N_("File to read; - reads standard input"))]
    format_: Annotated[
        str | None,
        typer.Option(
            "--format",
            metavar="|".join(FORMATS),
            help=N_("Format of the file; by default its ending decides"),
            rich_help_panel=_PANEL,
        ),
    ] = None
    encoding: Annotated[
        str | None,
        typer.Option(
            "--encoding",
            metavar=N_("NAME"),
            help=N_("Encoding of an old file, such as cp1258 or tcvn3; not needed for UTF-8 and UTF-16"),
            rich_help_panel=_PANEL,
        ),
    ] = None
    sheet: Annotated[
        str | None,
        typer.Option(
            "--sheet",
            metavar=N_("NAME"),
            help=N_("Sheet of a workbook, by name or number (default: the first)"),
            rich_help_panel=_PANEL,
        ),
    ] = None
    skip_hidden: Annotated[
        bool,
        typer.Option(
            SKIP_HIDDEN,
            help=N_("Leave out the rows and columns that a workbook hides, or that a filter leaves out"),
            rich_help_panel=_PANEL,
        ),
    ] = False
    mapped: Annotated[
        list[str] | None,
        typer.Option(
            "--map",
            metavar=N_("HEADING=FIELD"),
            help=N_("The field that a column holds, if its heading does not say"),
            autocompletion=heading_field,
            rich_help_panel=_PANEL,
        ),
    ] = None
    ignored: Annotated[
        list[str] | None,
        typer.Option("--ignore", metavar=N_("COLUMN"), help=N_("Ignore this column"), rich_help_panel=_PANEL),
    ] = None
    ignore_others: Annotated[
        bool,
        typer.Option(
            "--ignore-others",
            help=N_("Ignore every column whose heading fits no field"),
            rich_help_panel=_PANEL,
        ),
    ] = False
    repair: Annotated[
        bool,
        typer.Option(
            REPAIR,
            help=N_("Restore leading zeros that a spreadsheet dropped from tax codes and telephone numbers"),
            rich_help_panel=_PANEL,
        ),
    ] = False
    dates: Annotated[
        str | None,
        typer.Option(
            DATES,
            metavar="|".join(Order),
            help=N_("Order of day, month and year in numbers such as 03/04/2025; by default the column shows it"),
            rich_help_panel=_PANEL,
        ),
    ] = None
    blanks: Annotated[
        list[str] | None,
        typer.Option(
            "--blank",
            metavar=N_("TEXT"),
            help=N_("Text that stands for no value, besides the usual ones such as N/A"),
            rich_help_panel=_PANEL,
        ),
    ] = None
    clear_blank: Annotated[
        bool,
        typer.Option(
            "--clear-blank",
            help=N_("Let blank cells erase values; by default they change nothing"),
            rich_help_panel=_PANEL,
        ),
    ] = False

    def read(self, kind: str, data: bytes) -> ImportList:
        """The list in the file, which holds this. Raises InvalidData, UsageError."""
        listed = rows(
            data,
            format_of(self.file, data, self.format_),
            encoding=self.encoding,
            sheet=self.sheet,
            skip_hidden=self.skip_hidden,
        )
        mapped = dict(map(_pair, self.mapped or ()))
        if listed.format in {"json", "jsonl"} and not listed.filled:
            return ImportList(listed, Row(0, ()), ())
        head, columns = headings(
            listed.filled,
            fields(KINDS[kind]),
            mapped=mapped,
            ignored=self.ignored or (),
            ignore_others=self.ignore_others,
            other_sheets=listed.skipped,
        )
        return ImportList(
            with_addresses(listed, head, columns, fields(KINDS[kind])),
            head,
            columns,
            clear_blank=self.clear_blank,
            repair=self.repair,
            dates=_order(self.dates),
            blanks=self.blanks or (),
        )


class _Execution(NamedTuple):
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
        list_, how = taken(_Source, given), taken(_Execution, given)
        path = registry_path(ctx)
        if how.rejects == "-":
            raise UsageError(_("faulty rows go to a file, as the plan goes to standard output"), "--rejected FILE")
        if rejects := output_file(how.rejects, path, list_.file):
            rejects_format(rejects)  # while nothing has been read yet
        data = list_bytes(list_.file)
        with progress(_("reading the list")):
            import_list = list_.read(kind, data)
        _apply(kind, import_list, how, path, rejects)

    return presented(command, _import, [*parameters(_Source).values(), *parameters(_Execution).values()])


def _import() -> None:
    """Names the verb."""


def _apply(kind: str, import_list: ImportList, how: _Execution, path: Path, rejects: Path | None) -> None:
    """Show the plan, and apply it if no row is faulty and nobody says no."""
    from hiephoi_cli.storage.update import update  # with all that only writers need

    day, before, format_ = today(), read(path), how.format
    with progress(_("comparing the list with the registry")):
        planned = plan(before, kind, import_list, day)
    if faulty := planned.count(Action.ERROR):
        show(planned, before, kind, format_)
        _refuse(faulty, import_list, planned, rejects)
    if how.asks:
        show_first(planned, before, kind)
    elif how.dry_run:
        show(planned, before, kind, format_)
    if how.dry_run or (how.asks and planned.changing > 1 and not _agreed(planned)):
        tell(_("nothing was changed"))
        return

    def change(registry: Registry) -> Registry:
        nonlocal planned
        if registry != before:
            planned = _again(plan(registry, kind, import_list, day), planned, asked=how.asks)
        return planned.after

    def problems_of(after: Registry) -> Sequence[Problem] | None:
        return planned.problems if after is planned.after else None

    with progress(_("writing the registry")):
        done = update(path, change, today=day, wait=how.wait, by=author(), found=problems_of)
    with done_all_the_same():
        if how.plan_format and not (how.asks and format_ == TABLE):
            show(planned, before, kind, format_)
        else:
            tell_done(planned, shown=how.asks)
    tell_odd(done.odd)
    tell_standing(done)


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


def _order(text: str | None) -> Order | None:
    """The order of that name. Raises UsageError."""
    if not text:
        return None
    if text.lower() not in {*Order}:
        raise UsageError(
            _("no order of days '{text}'").format(text=text), ", ".join(f"{DATES} {name}" for name in Order)
        )
    return Order(text.lower())


def _pair(text: str) -> tuple[str, str]:
    """The heading and the field of `HEADING=FIELD`. Raises UsageError."""
    heading, equals, field = text.rpartition("=")
    if not (equals and heading.strip() and field.strip()):
        raise UsageError(_("'{text}' is not HEADING=FIELD").format(text=text), '--map "Số ĐT=phone"')
    return heading.strip(), field.strip()
