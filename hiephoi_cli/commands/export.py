"""`hiephoi export`: the whole registry for other programs."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, NamedTuple

import typer
from msgspec import structs

from hiephoi_cli.commands.reading import other_ending
from hiephoi_cli.commands.session import output_file, registry_path, save_bytes, today
from hiephoi_cli.domain.problems import invalid
from hiephoi_cli.domain.records import Registry, Rules
from hiephoi_cli.domain.rules import broken
from hiephoi_cli.domain.rules.texts import duplicate, reference
from hiephoi_cli.domain.suggest import did_you_mean
from hiephoi_cli.errors import UsageError
from hiephoi_cli.exchange.database import database
from hiephoi_cli.exchange.popolo import popolo
from hiephoi_cli.i18n import N_, _
from hiephoi_cli.output.formats import ENDINGS, document
from hiephoi_cli.output.stream import write
from hiephoi_cli.storage.read import read


class _Format(NamedTuple):
    """What makes a file of a registry, the endings of files that tell the format, and whether it is text."""

    made: Callable[[Registry], bytes]
    endings: tuple[str, ...]
    text: bool


_FORMATS = {
    "popolo": _Format(lambda registry: document(popolo(registry)).encode(), (), text=True),
    "sqlite": _Format(database, (".db", ".sqlite", ".sqlite3"), text=False),
}
_ENDINGS = {ending: name for name, format_ in _FORMATS.items() for ending in format_.endings}
_USAGE = f"hiephoi export --format {'|'.join(_FORMATS)} -o FILE"


def verb(
    ctx: typer.Context,
    format_: Annotated[
        str | None,
        typer.Option(
            "--format",
            "-f",
            metavar="|".join(_FORMATS),
            help=N_("Format; else as the file's ending tells"),
        ),
    ] = None,
    output: Annotated[
        str | None,
        typer.Option("--output", "-o", metavar=N_("FILE"), help=N_("Write to a file, replacing it")),
    ] = None,
) -> None:
    """Hand the whole registry to other programs: Popolo JSON, or an SQLite database."""
    path = registry_path(ctx)
    file = output_file(output, path)
    name = _format_name(format_, file)
    wanted = _FORMATS[name]
    if not file and not wanted.text:
        raise UsageError(
            _("'{format}' is no text to print").format(format=name), f"hiephoi export --format {name} -o FILE"
        )
    data = wanted.made(_whole(read(path)))
    if file:
        save_bytes(data, file)
    else:
        write([data.decode()])


def _format_name(named: str | None, file: Path | None) -> str:
    """The format: as it was named, else by the file's ending. Raises UsageError."""
    ending = file.suffix.lower() if file else ""
    if named in _FORMATS:
        is_json = ending == ".json" and _FORMATS[named].text
        if _ENDINGS.get(ending, named) != named or (ending in ENDINGS and not is_json):
            raise other_ending(named, ending)
        return named
    if named:
        raise UsageError(_("no format '{name}'").format(name=named), did_you_mean(named, _FORMATS) or _USAGE)
    if not file:
        raise UsageError(_("'{name}' is missing").format(name="--format"), _USAGE)
    if ending not in _ENDINGS:
        raise UsageError(_("no format is known for files ending in '{ending}'").format(ending=ending), _USAGE)
    return _ENDINGS[ending]


def _whole(registry: Registry) -> Registry:
    """The registry, whose keys and references other programs will go by. Raises InvalidData where they don't hold.

    That is so whatever the registry itself says these two rules are worth.
    """
    if found := list(broken(structs.replace(registry, rules=Rules()), today(), (duplicate, reference))):
        raise invalid(found)
    return registry
