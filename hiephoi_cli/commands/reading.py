"""Verbs that read: they take the registry and give a listing, which is shown in the format that is wanted."""

import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import typer

from hiephoi_cli.commands import completion
from hiephoi_cli.commands.session import has_format, output_file, registry_path, save_bytes, today
from hiephoi_cli.commands.signature import parameters, presented
from hiephoi_cli.domain.suggest import did_you_mean
from hiephoi_cli.errors import UsageError
from hiephoi_cli.i18n import N_, _
from hiephoi_cli.output.formats import ENDINGS, FORMATS, excel_csv
from hiephoi_cli.output.listing import Listing
from hiephoi_cli.output.stream import say, write
from hiephoi_cli.storage.read import read
from hiephoi_cli.storage.trouble import explained

_PANEL = N_("Output")
TABLE, _XLSX = "table", "xlsx"
TEXTS = (TABLE, *FORMATS)
"""The formats that can be shown."""
_NAMES = (*TEXTS, _XLSX)


class _Shape(NamedTuple):
    """How a listing is wanted."""

    format_: str | None
    columns: str | None
    sort: str | None
    no_header: bool
    output: str | None
    excel: bool

    def shaped(self, listing: Listing) -> Listing:
        """The listing sorted, and with the columns that are wanted."""
        if self.sort:
            listing = listing.sort(self.sort)
        if self.columns:
            listing = listing.choose([key.strip() for key in self.columns.split(",")])
        return listing

    def format_name(self, usual: str) -> str:
        """The format: as it was named, by the file's ending, else the usual one. Raises UsageError."""
        name = self._named(usual)
        if self.excel and name != "csv":
            raise UsageError(
                _("'{option}' goes with csv").format(option="--excel"), _("leave it out; xlsx needs it not")
            )
        return name

    def _named(self, usual: str) -> str:
        ending = Path(self.output).suffix.lower() if self.output else ""
        if self.format_:
            name = known_format(self.format_)
            if ENDINGS.get(ending, name) != name:
                raise other_ending(name, ending)
            return name
        if self.output and self.output != "-" and has_format(Path(self.output)):
            if ending not in ENDINGS:
                raise UsageError(
                    _("no format is known for files ending in '{ending}'").format(ending=ending),
                    _("name one with --format, or end the file's name in one of {endings}").format(
                        endings=" ".join(ENDINGS)
                    ),
                )
            return ENDINGS[ending]
        return "csv" if self.excel else usual


def known_format(name: str, known: Sequence[str] = _NAMES) -> str:
    """The name of a format, if it is a known one. Raises UsageError."""
    if name not in known:
        raise UsageError(_("no format '{name}'").format(name=name), did_you_mean(name, known) or ", ".join(known))
    return name


def other_ending(name: str, ending: str) -> UsageError:
    """What is wrong with a file of one format whose name ends as those of another do."""
    said = _("files ending in '{ending}' are no {format}").format(ending=ending, format=name)
    return UsageError(said, _("give it another name, or leave --format out"))


def _shape_options(
    format_: Annotated[
        str | None,
        typer.Option(
            "--format",
            "-f",
            metavar="|".join(_NAMES),
            help=N_("Format; else a table on a terminal, tsv in a pipe; `export` gives csv"),
            rich_help_panel=_PANEL,
        ),
    ] = None,
    columns: Annotated[
        str | None,
        typer.Option(
            "--columns",
            "-c",
            metavar=N_("NAMES"),
            help=N_("Columns to show, separated by commas"),
            autocompletion=completion.columns,
            rich_help_panel=_PANEL,
        ),
    ] = None,
    sort: Annotated[
        str | None,
        typer.Option(
            "--sort",
            metavar=N_("COLUMN"),
            help=N_("Column to sort by; -COLUMN sorts downwards"),
            autocompletion=completion.sort_column,
            rich_help_panel=_PANEL,
        ),
    ] = None,
    no_header: Annotated[
        bool, typer.Option("--no-header", help=N_("Leave the header out"), rich_help_panel=_PANEL)
    ] = False,
    output: Annotated[
        str | None,
        typer.Option(
            "--output",
            "-o",
            metavar=N_("FILE"),
            help=N_("Write to a file, replacing it; its ending tells the format"),
            rich_help_panel=_PANEL,
        ),
    ] = None,
    excel: Annotated[
        bool,
        typer.Option(
            "--excel",
            help=N_("Write csv so that Excel opens it with a double click: accents, zeros and text stay"),
            rich_help_panel=_PANEL,
        ),
    ] = False,
) -> _Shape:
    return _Shape(format_, columns, sort, no_header, output, excel)


def reading(verb: Callable[..., Listing], *, usual: str = "") -> Callable[..., None]:
    """Make a verb that gives a listing a command that shows it: in the usual format, else as suits the terminal.

    The verb is handed the `registry`, and `today` if it has a parameter of that name.
    """
    own, shape = parameters(verb), parameters(_shape_options)

    def command(ctx: typer.Context, **given: Any) -> None:
        wanted = _shape_options(**{name: given.pop(name) for name in shape})
        path = registry_path(ctx)
        handed: dict[str, object] = {"registry": read(path)}
        if "today" in own:
            handed["today"] = today()
        _show(wanted.shaped(verb(**handed, **given)), wanted, path, usual)

    asked = [parameter for name, parameter in own.items() if name not in {"registry", "today"}]
    return presented(command, verb, [*asked, *shape.values()])


def _show(listing: Listing, shape: _Shape, registry: Path, usual: str) -> None:
    file = output_file(shape.output, registry)
    name = shape.format_name(usual or usual_format())
    if file:
        save(listing, name, file, header=not shape.no_header, excel=shape.excel)
    elif name == _XLSX:
        raise UsageError(
            _("a workbook is no text to show"), _("write it to a file: {option}").format(option="-o FILE.xlsx")
        )
    elif listing.rows or name != TABLE:
        write(text_in(name, listing, header=not shape.no_header, excel=shape.excel))
    if not listing.rows and sys.stderr.isatty():
        say(_("nothing found") + "\n")


def usual_format() -> str:
    """The format of a listing for which nobody named one: a table on a terminal, tsv in a pipe."""
    return TABLE if sys.stdout.isatty() else "tsv"


def save(listing: Listing, name: str, file: Path, *, header: bool = True, excel: bool = False) -> None:
    """Write a listing in the format of that name to a file, replacing it. Raises FileTrouble, UsageError."""
    if name == _XLSX:
        from hiephoi_cli.output.sheet import sheet  # with openpyxl, which is slow to load

        with explained(file):  # rows go through a file of its own
            data = sheet(listing, header)
        save_bytes(data, file)
    else:
        save_bytes("".join(text_in(name, listing, header=header, excel=excel)).encode(), file)


def text_in(name: str, listing: Listing, *, header: bool = True, excel: bool = False) -> Iterator[str]:
    """A listing in the format of that name, which is one of text."""
    if name == TABLE:
        from hiephoi_cli.output.table import table  # what draws is needed on a terminal only

        return table(listing, header, on_terminal=sys.stdout.isatty())
    return (excel_csv if excel else FORMATS[name])(listing, header)
