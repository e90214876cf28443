"""The options of an import that say how its file is read."""

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from msgspec import structs

from hiephoi_cli.domain.day_forms import Order
from hiephoi_cli.domain.derived import DERIVED
from hiephoi_cli.domain.fields import Field, fields
from hiephoi_cli.domain.records import KINDS
from hiephoi_cli.errors import InvalidData, UsageError
from hiephoi_cli.exchange.cell import Rows
from hiephoi_cli.exchange.cell_values import REPAIR
from hiephoi_cli.exchange.days import DATES
from hiephoi_cli.exchange.groups import TURNED_OFF
from hiephoi_cli.exchange.heading_rows import Head
from hiephoi_cli.exchange.headings import Ask, Heading, headings
from hiephoi_cli.exchange.hidden import SKIP_HIDDEN
from hiephoi_cli.exchange.hyperlinks import with_addresses
from hiephoi_cli.exchange.import_list import ImportList
from hiephoi_cli.exchange.merged_cells import with_merged
from hiephoi_cli.exchange.rows import FORMATS, format_of, rows
from hiephoi_cli.exchange.vcards import VCARD, card_rows
from hiephoi_cli.i18n import N_, _
from hiephoi_cli.interface.column_maps import ColumnMap, named_map, save_map, saved_for
from hiephoi_cli.interface.column_options import PANEL, Ignored, IgnoreOthers, Mapped, fields_by_heading
from hiephoi_cli.interface.prompts import needed
from hiephoi_cli.interface.signature import OptionSet
from hiephoi_cli.output.progress import progress
from hiephoi_cli.storage.read import read


class Source(OptionSet, frozen=True):
    """The file to import, and how to read it."""

    file: Annotated[str, typer.Argument(metavar=N_("FILE"), help=N_("File to read; - reads standard input"))]
    format_: Annotated[
        str | None,
        typer.Option(
            "--format",
            metavar="|".join(FORMATS),
            help=N_("Format of the file; by default its content and extension decide"),
            rich_help_panel=PANEL,
        ),
    ] = None
    encoding: Annotated[
        str | None,
        typer.Option(
            "--encoding",
            metavar=N_("NAME"),
            help=N_("Encoding of an old file, such as cp1258 or tcvn3; not needed for UTF-8 and UTF-16"),
            rich_help_panel=PANEL,
        ),
    ] = None
    sheet: Annotated[
        str | None,
        typer.Option(
            "--sheet",
            metavar=N_("NAME"),
            help=N_("Sheet of a workbook, by name or number (default: the first that is not hidden)"),
            rich_help_panel=PANEL,
        ),
    ] = None
    skip_hidden: Annotated[
        bool,
        typer.Option(
            SKIP_HIDDEN,
            help=N_("Skip the rows and columns that are hidden in a workbook, by hand or by a filter"),
            rich_help_panel=PANEL,
        ),
    ] = False
    mapped: Mapped = None
    ignored: Ignored = None
    ignore_others: IgnoreOthers = False
    use_map: Annotated[
        str | None,
        typer.Option(
            "--use-map",
            metavar=N_("NAME"),
            help=N_("Columns as saved under this name, or in this .json file; by default if the headings are the same"),
            rich_help_panel=PANEL,
        ),
    ] = None
    save_map: Annotated[
        str | None,
        typer.Option(
            "--save-map",
            metavar=N_("NAME"),
            help=N_("Save what the columns hold for the next list with these headings"),
            rich_help_panel=PANEL,
        ),
    ] = None
    repair: Annotated[
        bool,
        typer.Option(
            REPAIR,
            help=N_("Restore leading zeros that a spreadsheet dropped from tax codes and telephone numbers"),
            rich_help_panel=PANEL,
        ),
    ] = False
    dates: Annotated[
        str | None,
        typer.Option(
            DATES,
            metavar="|".join(Order),
            help=N_("Order of day, month and year in numbers such as 03/04/2025; by default the column shows it"),
            rich_help_panel=PANEL,
        ),
    ] = None
    blanks: Annotated[
        list[str] | None,
        typer.Option(
            "--blank",
            metavar=N_("TEXT"),
            help=N_("Treat this text as blank, as N/A and the like always are"),
            rich_help_panel=PANEL,
        ),
    ] = None
    clear_blank: Annotated[
        bool,
        typer.Option(
            "--clear-blank",
            help=N_("Let blank cells erase values; by default they change nothing"),
            rich_help_panel=PANEL,
        ),
    ] = False

    no_group_sectors: Annotated[
        bool,
        typer.Option(
            TURNED_OFF,
            help=N_("Do not take sectors from the titles of groups of rows"),
            rich_help_panel=PANEL,
        ),
    ] = False

    def read(self, kind: str, data: bytes, path: Path, *, asks: bool, saves: bool) -> ImportList:
        """The list in the file, given its bytes, for the registry at a path.

        `asks` says whether somebody can be asked, `saves` whether `--save-map` saves.
        Raises InvalidData, UsageError, NotFound, FileTrouble.
        """
        with progress(_("reading the list")):  # questions come later
            listed = self._rows(kind, data, path)
        declared = fields(KINDS[kind])
        if listed.format in {"json", "jsonl", VCARD} and not listed.filled:
            return ImportList(listed, Head(), ())
        chosen = self._chosen(listed, kind, path)
        answers: dict[str, str] = {}
        head, columns = _headings(listed, kind, chosen, partial(_asked, declared, answers) if asks else None)
        if self.save_map and saves:
            save_map(_with_answers(structs.replace(chosen, kind=kind), answers, head), self.save_map, path)
        return ImportList(
            with_merged(with_addresses(listed, head, columns, declared), head, columns),
            head,
            columns,
            clear_blank=self.clear_blank,
            repair=self.repair,
            dates=_order(self.dates),
            blanks=self.blanks or (),
            by_group=not self.no_group_sectors,
        )

    def _chosen(self, listed: Rows, kind: str, path: Path) -> ColumnMap:
        """What options and a saved map say about the columns."""
        own = ColumnMap(map=fields_by_heading(self.mapped), ignore=self.ignored or (), ignore_others=self.ignore_others)
        if self.use_map:
            saved = named_map(self.use_map, path)
        elif (
            own == ColumnMap()
            and listed.filled
            and listed.filled[0].number
            and (fitting := saved_for(listed.filled, kind, path))
        ):
            saved = fitting
        else:
            return own
        return ColumnMap(
            map={**saved.map, **own.map},
            ignore=[*saved.ignore, *own.ignore],
            ignore_others=saved.ignore_others or own.ignore_others,
        )

    def _rows(self, kind: str, data: bytes, path: Path) -> Rows:
        """The rows of the file; contacts are read as what the registry knows."""
        format_ = format_of(self.file, data, self.format_)
        if format_ == VCARD:
            return card_rows(data, kind, read(path), self.encoding)
        return rows(data, format_, encoding=self.encoding, sheet=self.sheet, skip_hidden=self.skip_hidden)


def _headings(listed: Rows, kind: str, chosen: ColumnMap, ask: Ask | None) -> tuple[Head, list[Heading]]:
    """The head of a list and what its columns hold, as chosen; what cards have beside the kind's fields is ignored."""
    declared = fields(KINDS[kind])
    unread = [name for name in listed.filled[0].cells if name not in declared] if listed.format == VCARD else ()
    return headings(
        listed.filled,
        declared,
        mapped=chosen.map,
        ignored=[*chosen.ignore, *unread],
        derived=[derived.field for derived in DERIVED.get(KINDS[kind], ())],
        ignore_others=chosen.ignore_others,
        other_sheets=listed.skipped,
        ask=ask,
    )


def _with_answers(chosen: ColumnMap, answers: Mapping[str, str], head: Head) -> ColumnMap:
    """What was chosen by options and in answers, for the headings of a list."""
    given = {title: field for title, field in answers.items() if field}
    ignored = [title for title, field in answers.items() if not field]
    headings_ = [str(title) for title in head.titles if title.own]
    return structs.replace(chosen, headings=headings_, map={**chosen.map, **given}, ignore=[*chosen.ignore, *ignored])


def _asked(declared: Mapping[str, Field], answers: dict[str, str], title: str, names: Sequence[str]) -> str:
    """Which of several fields somebody says that a column holds, empty to ignore it; the answer is kept."""
    titles = [*(_(declared[name].title) for name in names), _("nothing, ignore it")]
    listed = " · ".join(f"{number} {text}" for number, text in enumerate(titles, 1))

    def parse(text: str) -> str:
        if text.isdecimal() and 1 <= int(text) <= len(titles):
            return [*names, ""][int(text) - 1]
        raise InvalidData(_("'{text}' is not one of the numbers").format(text=text), f"1-{len(titles)}")

    answers[title] = needed(_("column '{title}' holds: {choices}").format(title=title, choices=listed), parse)
    return answers[title]


def _order(text: str | None) -> Order | None:
    """The order of that name. Raises UsageError."""
    if not text:
        return None
    if text.lower() not in {*Order}:
        raise UsageError(
            _("no order of days '{text}'").format(text=text), ", ".join(f"{DATES} {name}" for name in Order)
        )
    return Order(text.lower())
