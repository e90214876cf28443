"""What every command needs of its command line: the registry, today, and the files it names."""

import os
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import typer

from hiephoi_cli.domain.fields import fields
from hiephoi_cli.domain.records import Election
from hiephoi_cli.domain.vietnamese import harmless
from hiephoi_cli.errors import UsageError
from hiephoi_cli.files.source import read_bytes
from hiephoi_cli.files.system_errors import explained
from hiephoi_cli.i18n import _
from hiephoi_cli.output.screen import input_on_terminal
from hiephoi_cli.output.stream import say
from hiephoi_cli.storage.locate import locate


def registry_path(ctx: typer.Context) -> Path:
    """The file to work on: `--registry`, HIEPHOI_REGISTRY, or the nearest registry.toml here or above."""
    root = ctx.find_root()
    given, source = root.params.get("registry"), root.get_parameter_source("registry")
    by_variable = source is not None and source.name == "ENVIRONMENT"
    return locate(Path(given) if given else None, by_variable=by_variable)


def list_bytes(name: str) -> bytes:
    """The bytes of the list with that name; explains at a terminal how to end typed input."""
    if name in {"-", "/dev/stdin"} and input_on_terminal():
        keys = _("Ctrl-Z and Enter") if os.name == "nt" else "Ctrl-D"
        say(_("type or paste the list; end it with {keys} on a new line").format(keys=keys) + "\n")
    return read_bytes(name)


def output_file(name: str | None, registry: Path | None, read: str = "-") -> Path | None:
    """The file that an option names, None for standard output.

    Raises UsageError for the registry itself, and for a file that is `read`.
    """
    if not name or name == "-":
        return None
    file = Path(name)
    with explained(file):  # where the working folder is gone, a path in it leads nowhere
        written, listed = os.path.realpath(file), os.path.realpath(read)
        kept = os.path.realpath(registry) if registry else ""
    if written == kept:
        raise UsageError(_("'{file}' is the registry itself").format(file=file), _("write to another file"))
    if read != "-" and written == listed:
        raise UsageError(_("'{file}' is the list itself").format(file=file), _("write to another file"))
    return file


def tell_odd(odd: Sequence[str]) -> None:
    """Warn of what the system failed to do while a file was written."""
    for message in odd:
        say(harmless(_("warning: {message}").format(message=message)) + "\n")


def today() -> date:
    """The day of the clock, or HIEPHOI_TODAY."""
    given = os.environ.get("HIEPHOI_TODAY")
    if not given:
        return date.today()  # noqa: DTZ011  the day where the user is
    day: date = fields(Election)["on"].parse_option(given, "HIEPHOI_TODAY")
    return day
