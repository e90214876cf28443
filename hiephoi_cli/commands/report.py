"""`hiephoi report`: lists to print, sign and file, in Vietnamese unless HIEPHOI_LANG says otherwise."""

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from hiephoi_cli.commands.completion import completes, values_of
from hiephoi_cli.commands.lazy import Noun
from hiephoi_cli.commands.session import has_format, output_file, registry_path, save_bytes, today
from hiephoi_cli.domain import lookup
from hiephoi_cli.domain.fields import fields
from hiephoi_cli.domain.paper import Paper, members_paper, officers_paper
from hiephoi_cli.domain.records import Officer, Registry, Sector
from hiephoi_cli.domain.suggest import did_you_mean
from hiephoi_cli.domain.vietnamese import fold
from hiephoi_cli.errors import NotFound, UsageError
from hiephoi_cli.i18n import N_, _, vietnamese_first
from hiephoi_cli.output.document import document, screen
from hiephoi_cli.output.page import page
from hiephoi_cli.output.stream import say, write
from hiephoi_cli.output.workbook import workbook
from hiephoi_cli.storage.read import read

noun = Noun()

_WRITERS: dict[str, Callable[[Paper], bytes]] = {
    ".html": page,
    ".xlsx": workbook,
    ".md": lambda paper: "".join(document(paper)).encode(),
}
"""What makes a file of a paper, by the file's ending."""

On = Annotated[str | None, typer.Option("--on", metavar=N_("DATE"), help=N_("As of that day instead of today"))]
Output = Annotated[
    str | None,
    typer.Option(
        "--output",
        "-o",
        metavar=N_("FILE"),
        help=N_("Write to a file, replacing it; its ending tells the format: .html to print, .xlsx or .md"),
    ),
]


@noun.verb
def officers(
    ctx: typer.Context,
    on: On = None,
    term: Annotated[
        str | None,
        typer.Option(
            "--term",
            metavar=N_("TERM"),
            help=N_("Only mandates of this term, whenever held"),
            autocompletion=values_of("term"),
        ),
    ] = None,
    body: Annotated[
        str | None,
        typer.Option(
            "--body", metavar=N_("TEXT"), help=N_("Only offices of this body"), autocompletion=values_of("body")
        ),
    ] = None,
    output: Output = None,
) -> None:
    """Make the list of those who hold offices, with title block and room for signatures."""
    path = registry_path(ctx)
    registry, day = read(path), _day(on)
    named = _body(registry, body) if body else ""
    offices = {office.code for office in registry.offices if not named or office.body == named}
    mandates = [
        mandate
        for mandate in registry.officers
        if (not named or mandate.office in offices)
        and (mandate.serving(day) or (term is not None and on is None))
        and (term is None or mandate.term == term)
    ]
    with vietnamese_first():
        paper = officers_paper(registry, mandates, day, body=named, term=term or "")
    _hand_out(paper, output, path)


@noun.verb
def members(
    ctx: typer.Context,
    on: On = None,
    sector: Annotated[
        str | None,
        typer.Option(
            "--sector",
            "-s",
            metavar=N_("CODE"),
            help=N_("Only members of this sector"),
            autocompletion=completes("sectors"),
        ),
    ] = None,
    output: Output = None,
) -> None:
    """Make the list of members, with title block and room for signatures."""
    path = registry_path(ctx)
    registry, day = read(path), _day(on)
    wanted = lookup.one(registry.sectors, Sector, sector) if sector else None
    listed = [
        member
        for member in registry.members
        if member.belongs(day) and (wanted is None or wanted.code in member.sectors)
    ]
    with vietnamese_first():
        paper = members_paper(registry, listed, day, wanted)
    _hand_out(paper, output, path)


def _day(on: str | None) -> date:
    return fields(Officer)["since"].parse_option(on, "--on") if on else today()


def _body(registry: Registry, text: str) -> str:
    """The body of that name, accents and case aside. Raises NotFound."""
    bodies = list(dict.fromkeys(office.body for office in registry.offices if office.body))
    for fits in (lambda body: body == text, lambda body: fold(body) == fold(text)):
        if found := list(filter(fits, bodies)):
            return found[0]
    raise NotFound(_("no body '{body}'").format(body=text), did_you_mean(text, bodies) or "hiephoi office list")


def _hand_out(paper: Paper, output: str | None, registry: Path) -> None:
    """Write the paper to the file, else to standard output: a table on a terminal, Markdown in a pipe."""
    if file := output_file(output, registry):
        _save(paper, file)
    else:
        write(screen(paper) if sys.stdout.isatty() else document(paper))
    if not paper.rows:
        say(_("nothing found") + "\n")


def _save(paper: Paper, file: Path) -> None:
    ending = file.suffix.lower() if has_format(file) else ".md"
    if ending not in _WRITERS:
        raise UsageError(
            _("no format is known for files ending in '{ending}'").format(ending=ending),
            _("end the file's name in one of {endings}").format(endings=" ".join(_WRITERS)),
        )
    save_bytes(_WRITERS[ending](paper), file)
