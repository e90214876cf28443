"""Verbs that read: they take the registry and give a listing, which is shown in the format that is wanted."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import typer

from hiephoi_cli.commands.session import registry_path, today
from hiephoi_cli.commands.signature import parameters, presented
from hiephoi_cli.domain.suggest import did_you_mean
from hiephoi_cli.errors import UsageError
from hiephoi_cli.i18n import N_, _
from hiephoi_cli.output.formats import ENDINGS, FORMATS
from hiephoi_cli.output.listing import Listing
from hiephoi_cli.output.stream import say, write
from hiephoi_cli.storage.read import read

_PANEL = N_("Output")
_TABLE = "table"
_NAMES = (_TABLE, *FORMATS)


class _Shape(NamedTuple):
    """How a listing is wanted."""

    format_: str | None
    columns: str | None
    sort: str | None
    no_header: bool
    output: str | None

    def shaped(self, listing: Listing) -> Listing:
        """The listing sorted, and with the columns that are wanted."""
        if self.sort:
            listing = listing.sort(self.sort)
        if self.columns:
            listing = listing.choose([key.strip() for key in self.columns.split(",")])
        return listing

    def format_name(self, *, on_terminal: bool) -> str:
        """The format: as it was named, by the file's ending, else a table on a terminal and tsv in a pipe."""
        if self.format_:
            if self.format_ not in _NAMES:
                raise UsageError(
                    _("no format '{name}'").format(name=self.format_),
                    did_you_mean(self.format_, _NAMES) or ", ".join(_NAMES),
                )
            return self.format_
        if self.output and self.output != "-":
            ending = Path(self.output).suffix.lower()
            if ending not in ENDINGS:
                raise UsageError(
                    _("no format is known for files ending in '{ending}'").format(ending=ending),
                    _("name one with --format, or end the file's name in one of {endings}").format(
                        endings=" ".join(ENDINGS)
                    ),
                )
            return ENDINGS[ending]
        return _TABLE if on_terminal else "tsv"


def _format_names(incomplete: str) -> list[str]:
    return [name for name in _NAMES if name.startswith(incomplete)]


def _shape_options(
    format_: Annotated[
        str | None,
        typer.Option(
            "--format",
            "-f",
            metavar="|".join(_NAMES),
            help=N_("Format; else a table on a terminal, tsv in a pipe"),
            autocompletion=_format_names,
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
            rich_help_panel=_PANEL,
        ),
    ] = None,
    sort: Annotated[
        str | None,
        typer.Option(
            "--sort",
            metavar=N_("COLUMN"),
            help=N_("Column to sort by; -COLUMN sorts downwards"),
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
) -> _Shape:
    return _Shape(format_, columns, sort, no_header, output)


def reading(verb: Callable[..., Listing]) -> Callable[..., None]:
    """Make a verb that gives a listing a command that shows it.

    The verb is handed the `registry`, and `today` if it has a parameter of that name.
    """
    own, shape = parameters(verb), parameters(_shape_options)

    def command(ctx: typer.Context, **given: Any) -> None:
        wanted = _shape_options(**{name: given.pop(name) for name in shape})
        path = registry_path(ctx)
        handed: dict[str, object] = {"registry": read(path)}
        if "today" in own:
            handed["today"] = today()
        _show(wanted.shaped(verb(**handed, **given)), wanted, path)

    asked = [parameter for name, parameter in own.items() if name not in {"registry", "today"}]
    return presented(command, verb, [*asked, *shape.values()])


def _show(listing: Listing, shape: _Shape, registry: Path) -> None:
    to_file = Path(shape.output) if shape.output and shape.output != "-" else None
    name = shape.format_name(on_terminal=sys.stdout.isatty())
    if to_file:
        from hiephoi_cli.storage.replace import replace_whole

        if to_file.resolve() == registry.resolve():
            raise UsageError(_("'{file}' is the registry itself").format(file=to_file), _("write to another file"))
        replace_whole(to_file, "".join(_text(listing, name, not shape.no_header)).encode())
    elif listing.rows or name != _TABLE:
        write(_text(listing, name, not shape.no_header))
    if not listing.rows and sys.stderr.isatty():
        say(_("nothing found") + "\n")


def _text(listing: Listing, name: str, header: bool) -> Iterator[str]:
    if name == _TABLE:
        from hiephoi_cli.output.table import table  # Rich is a third of the start-up, needed on a terminal only

        return table(listing, header, on_terminal=sys.stdout.isatty())
    return FORMATS[name](listing, header)
