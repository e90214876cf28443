"""Turns a verb that returns a listing into a command that writes it in the requested format."""

import inspect
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from hiephoi_cli.domain.records import Registry
from hiephoi_cli.errors import UsageError
from hiephoi_cli.files.formats import FORMATS
from hiephoi_cli.i18n import N_, _
from hiephoi_cli.interface.invocation import Origin, origin_of, output_file, today
from hiephoi_cli.interface.output import PANEL, OutputFile, Writers, destination, format_option, save
from hiephoi_cli.interface.rows import Rows, where_of
from hiephoi_cli.interface.signature import OptionSet, flat, on_tab, option, parameters, presented, taken
from hiephoi_cli.output.listing import Listing
from hiephoi_cli.output.listing_formats import NAMES, TABLE, listing_writers, usual_format
from hiephoi_cli.output.screen import messages_on_terminal
from hiephoi_cli.output.stream import tell, write

_FORMAT_HELP = N_("Format; by default a table on a terminal, tsv in a pipe")
_USUAL = {
    "csv": N_("Format; by default csv"),
    "text": N_("Format; by default text"),
    "emails": N_("Format; by default what is to be pasted"),
    "phones": N_("Format; by default what is to be pasted"),
}
"""The help of `--format` by the usual format of a command."""


class Output(OptionSet, frozen=True):
    """The format and columns of a listing, and where it goes."""

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
            autocompletion=on_tab("column_completion.columns"),
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

    def hand_out(
        self,
        listing: Listing,
        registry: Path | None,
        rows: Rows | None = None,
        *,
        usual: str = "",
        more: Writers[Listing] | None = None,
    ) -> Listing:
        """Write the listing, or how many of its rows are wanted; `more` are formats that only some commands offer.

        Returns what was written. Raises FileTrouble, UsageError.
        """
        wanted = rows.of(listing) if rows else listing
        if rows and rows.only_count:
            self._hand_out_count(len(wanted.rows), registry)
            return wanted
        own = {name: form.write for name, form in listing.formats.items()}
        writers = {**listing_writers(header=not self.no_header, excel=self.excel), **own, **(more or {})}
        usual = "csv" if self.excel else usual or usual_format(listing.formats)
        to = destination(writers, format_=self.format_, output=self.output, registry=registry, usual=usual)
        if self.excel and to.format.name != "csv":
            raise UsageError(
                _("'{option}' is only for csv").format(option="--excel"), _("leave it out; not needed for xlsx")
            )
        chosen = self._with_columns(wanted)
        if chosen.rows or to.format.name != TABLE:
            to.take(chosen, writers)
        form = listing.formats.get(to.format.name)
        for note in form.notes(chosen) if form else ():
            tell(note)
        return chosen

    def _with_columns(self, listing: Listing) -> Listing:
        """The listing with the requested columns. Raises UsageError for an unknown one."""
        if not self.columns:
            return listing
        keys = [key.strip() for key in self.columns.split(",") if key.strip()]
        if not keys:
            raise UsageError(_("'{field}' cannot be empty").format(field="--columns"))
        return listing.choose(keys)

    def _hand_out_count(self, number: int, registry: Path | None) -> None:
        if self.format_:
            raise UsageError(_("--count and --format cannot be combined"), _("give one of `--count` and `--format`"))
        file = output_file(self.output, registry)
        if file:
            save([f"{number}\n"], file)
        else:
            write([f"{number}\n"])


_HANDED = {"registry", "today", "origin"}


def reading(
    verb: Callable[..., Listing],
    *,
    usual: str = "",
    formats: Sequence[str] = (),
    single: bool = False,
    where: str = "",
    then: Callable[[Listing, Registry, Origin], None] | None = None,
) -> Callable[..., None]:
    """Turn a verb that returns a listing into a command; `usual` is its default format, else the terminal decides.

    The verb gets the `registry`, and `today` and the registry's `origin` if it has those parameters. `formats` are
    those that its listings have beside the formats of all. Of a `single` record nothing is narrowed, and a verb may
    have options of its own in place of those that narrow its rows; `where` is the help of `--where`. `then` gets the
    whole listing once rows of it are shown.
    """
    verb = flat(verb)
    own = parameters(verb)
    narrowing = {} if single else {name: asked for name, asked in parameters(Rows).items() if name not in own}
    if where and narrowing:
        narrowing["where"] = option("where", where_of(where))

    def command(ctx: typer.Context, **given: Any) -> None:
        rows = Rows(**{name: given.pop(name) for name in narrowing}) if narrowing else None
        wanted = taken(Output, given)
        origin = origin_of(ctx)
        registry = origin.read()
        handed: dict[str, object] = {"registry": registry}
        if "today" in own:
            handed["today"] = today()
        if "origin" in own:
            handed["origin"] = origin
        whole = verb(**handed, **given)
        listing = wanted.hand_out(whole, origin.path, rows, usual=usual)
        _tell_beside(listing, whole, _of_keys(registry, verb, given))
        if then and listing.rows and not (rows and rows.only_count):
            then(whole, registry, origin)

    asked = [parameter for name, parameter in own.items() if name not in _HANDED]
    return presented(command, verb, [*asked, *narrowing.values(), *_output_options(formats, usual)])


def _output_options(formats: Sequence[str], usual: str) -> Iterator[inspect.Parameter]:
    """The options of output, with the formats that a command has beside those of all."""
    help_ = _USUAL.get(usual, _FORMAT_HELP)
    if any(FORMATS[name].on_terminal for name in formats):
        help_ = N_("Format; by default a tree on a terminal, tsv in a pipe")
    offered = Annotated[str | None, format_option((*NAMES, *formats), help_)]
    for name, parameter in parameters(Output).items():
        yield parameter.replace(annotation=offered) if name == "format_" else parameter


def offering(function: Callable[..., None], formats: Sequence[str], usual: str = "") -> Callable[..., None]:
    """The function as a command whose listing has these formats beside those of all, one of them usual."""
    command = flat(function)
    own = {parameter.name: parameter for parameter in _output_options(formats, usual)}
    asked = [own.get(name, one) for name, one in parameters(command).items() if name != "ctx"]
    return presented(command, function, asked)


def _tell_beside(listing: Listing, whole: Listing, more: Iterable[str]) -> None:
    """The notes on a listing and more of them, and to people at a terminal that it has no rows."""
    for text in (*(note.text for note in listing.notes), *more):
        tell(text)
    nothing = _("nothing found") if whole.rows or whole.empty is None else whole.empty
    if nothing and not listing.rows and messages_on_terminal():
        tell(nothing)


def _of_keys(registry: Registry, verb: Callable[..., Listing], given: dict[str, Any]) -> Iterator[str]:
    """Which KEYs named a record by a former name."""
    if "key" in given:
        from hiephoi_cli.interface.notes import keys_among, of_keys  # only a verb about one record needs it

        yield from of_keys(registry, keys_among(verb), given, today())
