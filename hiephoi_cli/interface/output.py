"""Writes the result of a command in the requested format, to a file or to standard output."""

from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer
from msgspec import Struct

from hiephoi_cli.errors import UsageError
from hiephoi_cli.files.formats import Format, chosen
from hiephoi_cli.files.system_errors import explained
from hiephoi_cli.i18n import N_, _
from hiephoi_cli.interface.invocation import output_file, tell_odd
from hiephoi_cli.output.screen import unstyled
from hiephoi_cli.output.stream import write

Content = TypeVar("Content")
Written = Iterable[str] | bytes
"""Text, piece by piece, or the bytes of a file."""
Writers = Mapping[str, Callable[[Content], Written]]
"""What writes each format that a command offers, by the format's name."""


PANEL = N_("Output")
"""The panel of a command's help with the options of its output."""
OutputFile = Annotated[
    str | None,
    typer.Option(
        "--output",
        "-o",
        metavar=N_("FILE"),
        help=N_("Write to a file, replacing it; its ending sets the format"),
        rich_help_panel=PANEL,
    ),
]


def format_option(formats: Iterable[str], help_: str) -> Any:  # noqa: ANN401  an option's declaration
    """The declaration of `--format` for a command that offers these."""
    return typer.Option("--format", "-f", metavar="|".join(formats), help=help_, rich_help_panel=PANEL)


class Destination(Struct, frozen=True):
    """The requested format, and the file to replace; None for standard output."""

    format: Format
    file: Path | None

    def take(self, content: Content, writers: Writers[Content]) -> None:
        """Write the content there. Raises FileTrouble, and what the writer raises."""
        write_content = writers[self.format.name]
        if not self.file:
            write(texts(write_content(content)))
            return
        with explained(self.file):  # a workbook is built in a temporary file
            written = write_content(content)
        save(written if isinstance(written, bytes) else map(unstyled, written), self.file)


def destination(
    known: Collection[str],
    *,
    format_: str | None,
    output: str | None,
    registry: Path | None,
    usual: str,
    usage: str = "",
) -> Destination:
    """Where a command's `--format` and `--output` lead, among the formats that it offers.

    Raises UsageError for a format that is unknown, does not fit the file, or cannot be printed.
    """
    file = output_file(output, registry)
    wanted = chosen(known, format_, file if file and _has_format(file) else None, usual=usual, usage=usage)
    if not (file or wanted.text):
        raise UsageError(
            _("{format} cannot be printed").format(format=wanted.name),
            usage or _("write it to a file: {option}").format(option=f"-o {_('FILE')}{wanted.endings[0]}"),
        )
    return Destination(wanted, file)


def save(written: Written, file: Path) -> None:
    """Replace a file other than the registry, and warn of what the system failed to do. Raises FileTrouble."""
    from hiephoi_cli.files.replace import replace_whole

    tell_odd(replace_whole(file, written if isinstance(written, bytes) else "".join(written).encode()))


def _has_format(file: Path) -> bool:
    """Whether a file's ending decides the format; a device, a pipe or an open file has none."""
    from hiephoi_cli.files.replace import flows

    return bool(file.suffix) or not flows(file)


def texts(written: Written) -> Iterable[str]:
    """Written text, piece by piece."""
    return [written.decode()] if isinstance(written, bytes) else written
