"""The options that say what the columns of a list hold."""

from typing import Annotated, Any

import typer

from hiephoi_cli.errors import UsageError
from hiephoi_cli.i18n import N_, _
from hiephoi_cli.interface.signature import on_tab

PANEL = N_("The file")


def map_option(fields: str) -> Any:  # noqa: ANN401  Typer's private type
    """The option --map; `fields` names the function of `completion` that offers the fields a column may hold."""
    return typer.Option(
        "--map",
        metavar=N_("HEADING=FIELD"),
        help=N_("The field that a column holds, if its heading does not say"),
        autocompletion=on_tab(fields),
        rich_help_panel=PANEL,
    )


Mapped = Annotated[list[str] | None, map_option("heading_field")]
Ignored = Annotated[
    list[str] | None,
    typer.Option("--ignore", metavar=N_("COLUMN"), help=N_("Ignore this column"), rich_help_panel=PANEL),
]
IgnoreOthers = Annotated[
    bool,
    typer.Option("--ignore-others", help=N_("Ignore every column whose heading fits no field"), rich_help_panel=PANEL),
]


def fields_by_heading(mapped: list[str] | None) -> dict[str, str]:
    """The fields that `--map` gives to headings. Raises UsageError."""
    return dict(map(_pair, mapped or ()))


def _pair(text: str) -> tuple[str, str]:
    """The heading and the field of `HEADING=FIELD`. Raises UsageError."""
    heading, equals, field = text.rpartition("=")
    if not (equals and heading.strip() and field.strip()):
        raise UsageError(_("'{text}' is not HEADING=FIELD").format(text=text), '--map "Số ĐT=phone"')
    return heading.strip(), field.strip()
