"""The table of file formats, and which one a name or a file's extension means."""

from collections.abc import Collection, Iterator
from pathlib import Path

from msgspec import Struct

from hiephoi_cli.errors import UsageError
from hiephoi_cli.i18n import _


class Format(Struct, frozen=True):
    """A file format."""

    name: str
    endings: tuple[str, ...] = ()
    """File extensions that imply the format, the usual one first."""
    text: bool = True
    also: tuple[str, ...] = ()
    """Extensions that also fit, but imply another format unless this one is named."""
    on_terminal: bool = False
    """Whether a terminal shows it, where a command offers it, unless another format is named."""


FORMATS = {
    format_.name: format_
    for format_ in (
        Format("table"),
        Format("text"),
        Format("diff", (".diff", ".patch")),
        Format("tsv", (".tsv",)),
        Format("csv", (".csv",)),
        Format("json", (".json",)),
        Format("jsonl", (".jsonl",)),
        Format("markdown", (".md",)),
        Format("html", (".html",)),
        Format("xlsx", (".xlsx",), text=False),
        Format("xls", (".xls",), text=False),
        Format("xlsb", (".xlsb",), text=False),
        Format("ods", (".ods",), text=False),
        Format("vcard", (".vcf",)),
        Format("tree", on_terminal=True),
        Format("svg", (".svg",)),
        Format("mermaid", (".mmd", ".mermaid")),
        Format("dot", (".dot", ".gv")),
        Format("emails"),
        Format("phones"),
        Format("popolo", also=(".json",)),
        Format("sqlite", (".db", ".sqlite", ".sqlite3"), text=False),
    )
}
WORKBOOKS = ("xlsx", "xls", "xlsb", "ods")
_BY_ENDING = {ending: format_ for format_ in FORMATS.values() for ending in format_.endings}

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


def named(name: str, offered: Collection[str], usage: str = "") -> Format:
    """The format with that name, if it is among `offered`. Raises UsageError."""
    if name not in offered:
        from hiephoi_cli.domain.suggest import did_you_mean  # only this error needs it

        hint = did_you_mean(name, offered) or usage or ", ".join(offered)
        raise UsageError(_("no format '{name}'").format(name=name), hint)
    return FORMATS[name]


def endings(offered: Collection[str]) -> Iterator[str]:
    """The extensions that imply the formats in `offered`."""
    return (ending for name in offered for ending in FORMATS[name].endings)


def ending_of(file: Path | str) -> str:
    """A file's extension in lower case: `.csv`."""
    return Path(file).suffix.lower()


def implied(file: Path | str, offered: Collection[str], usage: str = "") -> Format:
    """The format that a file's extension implies, if it is among `offered`. Raises UsageError."""
    format_ = _BY_ENDING.get(ending_of(file))
    if format_ is None or format_.name not in offered:
        raise UsageError(
            _("no known format has the file extension '{ending}'").format(ending=ending_of(file)),
            usage
            or _("use one of the extensions {endings}, or choose a format with --format").format(
                endings=" ".join(endings(offered))
            ),
        )
    return format_


def chosen(
    offered: Collection[str], name: str | None, file: Path | None, *, usual: str = "", usage: str = ""
) -> Format:
    """The named format, else the one that the file's extension implies, else the usual one.

    Raises UsageError if the name is unknown, the extension implies another format or none, or nothing is given.
    """
    if not name:
        if file:
            return implied(file, offered, usage)
        if not usual:
            raise UsageError(_("'{name}' is missing").format(name="--format"), usage)
        return FORMATS[usual]
    format_ = named(name, offered, usage)
    other = _BY_ENDING.get(ending_of(file)) if file else None
    if file and other and other is not format_ and ending_of(file) not in format_.also:
        raise UsageError(
            _("the extension '{ending}' does not fit the format {format}").format(ending=ending_of(file), format=name),
            _("rename the file, or leave --format out"),
        )
    return format_


def workbook_format(data: bytes) -> str | None:
    """The format of a workbook, by its bytes; xlsx for any other zip, None for anything else."""
    if data.startswith(_OLE):
        return "xls"
    if not data.startswith(_ZIP):
        return None
    if b"application/vnd.oasis.opendocument.spreadsheet" in data[:200] or _is_packed_again(data):
        return "ods"
    return "xlsb" if b"xl/workbook.bin" in data else "xlsx"


def _is_packed_again(data: bytes) -> bool:
    """Whether a zip is an OpenDocument file that a program packed without its type in front."""
    return b"content.xml" in data and b"META-INF/manifest.xml" in data and b"xl/workbook" not in data
