"""Turns a verb that returns a listing into a command that writes it in the requested format."""

import inspect
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import typer

from hiephoi_cli.domain.vietnamese import harmless
from hiephoi_cli.errors import UsageError
from hiephoi_cli.i18n import N_, _
from hiephoi_cli.interface import completion
from hiephoi_cli.interface.invocation import standing, today
from hiephoi_cli.interface.output import PANEL, OutputFile, Writers, destination, format_option
from hiephoi_cli.interface.signature import flat, parameters, presented, taken
from hiephoi_cli.output.listing import Listing
from hiephoi_cli.output.listing_formats import NAMES, TABLE, listing_writers, usual_format
from hiephoi_cli.output.screen import messages_on_terminal
from hiephoi_cli.output.stream import say

_FORMAT_HELP = N_("Format; by default a table on a terminal, tsv in a pipe, csv for `export`")


class Output(NamedTuple):
    """The format, columns and order of a listing, and where it goes."""

    format_: Annotated[
        str | None,
        format_option(NAMES, _FORMAT_HELP),
    ] = None
    columns: Annotated[
        str | None,
        typer.Option(
            "--columns",
            "-c",
            metavar=N_("NAMES"),
            help=N_("Columns to show, separated by commas"),
            autocompletion=completion.columns,
            rich_help_panel=PANEL,
        ),
    ] = None
    sort: Annotated[
        str | None,
        typer.Option(
            "--sort",
            metavar=N_("COLUMN"),
            help=N_("Column to sort by; -COLUMN sorts downwards"),
            autocompletion=completion.sort_column,
            rich_help_panel=PANEL,
        ),
    ] = None
    no_header: Annotated[bool, typer.Option("--no-header", help=N_("Leave the header out"), rich_help_panel=PANEL)] = (
        False
    )
    output: OutputFile = None
    excel: Annotated[
        bool,
        typer.Option(
            "--excel",
            help=N_("Write csv so that Excel opens it with a double click: accents, zeros and text stay"),
            rich_help_panel=PANEL,
        ),
    ] = False

    def shaped(self, listing: Listing) -> Listing:
        """The listing sorted and reduced to the requested columns. Raises UsageError for an unknown column."""
        if self.sort:
            listing = listing.sort(self.sort)
        if self.columns:
            keys = [key.strip() for key in self.columns.split(",") if key.strip()]
            if not keys:
                raise UsageError(_("'{field}' cannot be empty").format(field="--columns"))
            listing = listing.choose(keys)
        return listing

    def hand_out(
        self, listing: Listing, registry: Path | None, *, usual: str = "", more: Writers[Listing] | None = None
    ) -> None:
        """Write the listing; `more` are formats that only some commands offer.

        Raises FileTrouble, UsageError.
        """
        own = {name: form.write for name, form in listing.formats.items()}
        writers = {**listing_writers(header=not self.no_header, excel=self.excel), **own, **(more or {})}
        usual = "csv" if self.excel else usual or usual_format()
        to = destination(writers, format_=self.format_, output=self.output, registry=registry, usual=usual)
        if self.excel and to.format.name != "csv":
            raise UsageError(
                _("'{option}' is only for csv").format(option="--excel"), _("leave it out; not needed for xlsx")
            )
        shaped = self.shaped(listing)
        if shaped.rows or to.format.name != TABLE:
            to.take(shaped, writers)
        form = listing.formats.get(to.format.name)
        for note in form.notes(shaped) if form else ():
            say(harmless(note) + "\n")


_HANDED = {"registry", "today", "stand"}


def reading(verb: Callable[..., Listing], *, usual: str = "", formats: Sequence[str] = ()) -> Callable[..., None]:
    """Turn a verb that returns a listing into a command; `usual` is its default format, else the terminal decides.

    The verb gets the `registry`, and `today` and where the registry stands if it has those parameters. `formats` are
    those that its listings have beside the formats of all.
    """
    verb = flat(verb)
    own = parameters(verb)

    def command(ctx: typer.Context, **given: Any) -> None:
        wanted = taken(Output, given)
        stand = standing(ctx)
        handed: dict[str, object] = {"registry": stand.registry}
        if "today" in own:
            handed["today"] = today()
        if "stand" in own:
            handed["stand"] = stand
        listing = verb(**handed, **given)
        wanted.hand_out(listing, stand.path, usual=usual)
        for note in (*listing.notes, *_of_keys(handed["registry"], verb, given)):
            say(harmless(note) + "\n")
        if not listing.rows and messages_on_terminal():
            say(_("nothing found") + "\n")

    asked = [parameter for name, parameter in own.items() if name not in _HANDED]
    return presented(command, verb, [*asked, *_of_output(formats, usual)])


def _of_output(formats: Sequence[str], usual: str) -> Iterator[inspect.Parameter]:
    """The options of output, with the formats that a command has beside those of all."""
    help_ = N_("Format; by default what is to be pasted") if usual in formats else _FORMAT_HELP
    offered = Annotated[str | None, format_option((*NAMES, *formats), help_)]
    for name, parameter in parameters(Output).items():
        yield parameter.replace(annotation=offered) if name == "format_" and formats else parameter


def _of_keys(registry: Any, verb: Callable[..., Listing], given: dict[str, Any]) -> Iterator[str]:  # noqa: ANN401
    """Which KEYs of a verb named a record by what it was called before."""
    if "key" in given:
        from hiephoi_cli.interface.notes import keys_among, of_keys  # only a verb about one record needs it

        yield from of_keys(registry, keys_among(verb), given, today())
