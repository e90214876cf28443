"""What every command needs of its command line: the registry, today, and the files it names."""

import os
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import typer
from msgspec import Struct

from hiephoi_cli.domain.fields import fields
from hiephoi_cli.domain.records import Election, Registry
from hiephoi_cli.errors import UsageError
from hiephoi_cli.files.system_errors import explained
from hiephoi_cli.i18n import _
from hiephoi_cli.interface.command_line import as_typed
from hiephoi_cli.output.screen import input_on_terminal
from hiephoi_cli.output.stream import tell
from hiephoi_cli.storage.locate import locate
from hiephoi_cli.storage.read import read, registry_in

if TYPE_CHECKING:
    from hiephoi_cli.storage.entries import Author


def author() -> "Author":
    """Who makes a change, and by which command."""
    from hiephoi_cli.storage.entries import author  # only writers need it

    return author(as_typed())


def as_of(ctx: typer.Context) -> str | None:
    """When in the past the registry is wanted, if that is asked for."""
    when: str | None = ctx.find_root().params.get("as_of")
    return when


def registry_path(ctx: typer.Context) -> Path:
    """The file to change: `--registry`, HIEPHOI_REGISTRY, or the nearest registry.toml here or above.

    Raises UsageError where the past is asked for, which nobody can change.
    """
    refuse_past(ctx)
    return located(ctx)


def refuse_past(ctx: typer.Context) -> None:
    """Raise UsageError where a command that changes something is to work in the past."""
    if as_of(ctx) is not None:
        raise UsageError(
            _("--as-of is only for commands that read; the past cannot be changed"),
            _("leave it out; to go back, see `hiephoi undo --help`"),
        )


def origin_of(ctx: typer.Context) -> "Origin":
    """Where the registry is to be read from: its file, or what that held when `--as-of` says."""
    path, when = located(ctx), as_of(ctx)
    if when is None:
        return Origin(path, ctx.obj)
    from hiephoi_cli.interface.moments import moment
    from hiephoi_cli.storage import history

    state = history.as_of(path, moment(when, today()))
    if state.remark:
        tell_odd([state.remark])
    return Origin(path, ctx.obj, state.data, when)


class Origin(Struct, frozen=True):
    """Where a registry is read from: its file, or the bytes that this held at a moment of the past."""

    path: Path
    kept: list[object]
    """What is not freed before the process ends: for a large registry, that takes time."""
    past: bytes | None = None
    when: str | None = None

    def read(self) -> Registry:
        """The registry. Raises FileTrouble, InvalidData."""
        registry = read(self.path) if self.past is None else registry_in(self.path, self.past)
        self.kept.append(registry)
        return registry


def located(ctx: typer.Context) -> Path:
    """The file that is meant, now or in the past."""
    root = ctx.find_root()
    given, source = root.params.get("registry"), root.get_parameter_source("registry")
    by_variable = source is not None and source.name == "ENVIRONMENT"
    return locate(Path(given) if given else None, by_variable=by_variable)


def list_bytes(name: str) -> bytes:
    """The bytes of the list with that name; explains at a terminal how to end typed input."""
    from hiephoi_cli.files.source import read_bytes  # few commands read lists

    if name in {"-", "/dev/stdin"} and input_on_terminal():
        message = _("type or paste the list; end it with {keys} on a new line")
        tell(message.format(keys=_end_of_input()))
    return read_bytes(name)


def input_text(message: str) -> str:
    """The text on standard input; the message says how to end it where somebody types it. Raises UsageError."""
    from hiephoi_cli.files.source import read_bytes  # as above

    if input_on_terminal():
        tell(message.format(keys=_end_of_input()))
    try:
        return read_bytes("-").decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UsageError(_("standard input is not UTF-8 text"), _("save it again as UTF-8 in your editor")) from None


def _end_of_input() -> str:
    return _("Ctrl-Z and Enter") if os.name == "nt" else "Ctrl-D"


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
    if registry and Path(written).parent == Path(kept).parent / ".hiephoi":
        message = _("'{file}' is in the program's own folder, with the log of changes")
        raise UsageError(message.format(file=file), _("write to another folder"))
    if read != "-" and written == listed:
        raise UsageError(_("'{file}' is the list itself").format(file=file), _("write to another file"))
    return file


def tell_odd(odd: Sequence[str]) -> None:
    """Warn of what the system failed to do while a file was written."""
    for message in odd:
        tell(_("warning: {message}").format(message=message))


def today() -> date:
    """The day of the clock, or HIEPHOI_TODAY."""
    given = os.environ.get("HIEPHOI_TODAY")
    if not given:
        return date.today()  # noqa: DTZ011  the day where the user is
    day: date = fields(Election)["on"].parse_option(given, "HIEPHOI_TODAY")
    return day
