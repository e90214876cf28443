"""`hiephoi undo`: a change is taken back, as a change of its own."""

from typing import Annotated

import typer

from hiephoi_cli.errors import UsageError
from hiephoi_cli.i18n import N_, _
from hiephoi_cli.interface.changing import DryRun, Wait, Yes
from hiephoi_cli.interface.invocation import registry_path
from hiephoi_cli.interface.taking_back import take_back
from hiephoi_cli.storage.undo import Wanted

EXAMPLES = ("hiephoi undo", "hiephoi undo --to 1")


def verb(
    ctx: typer.Context,
    number: Annotated[
        str | None,
        typer.Argument(metavar=N_("[NUMBER]"), help=N_("Number of the change in `log` (default: the last one)")),
    ] = None,
    to: Annotated[
        str | None,
        typer.Option("--to", metavar=N_("NUMBER"), help=N_("Undo all changes after this one; 0 undoes all")),
    ] = None,
    yes: Yes = False,
    dry_run: DryRun = False,
    wait: Wait = 10.0,
) -> None:
    if number is not None and to is not None:
        raise UsageError(_("a number and --to cannot be combined"), "hiephoi undo --help")
    wanted = Wanted(_number(number), _number(to))
    take_back(registry_path(ctx), wanted, yes=yes, dry_run=dry_run, wait=wait)


def _number(text: str | None) -> int | None:
    """The number of a change. Raises UsageError."""
    if text is None:
        return None
    digits = text.removeprefix("#")
    if not (digits.isascii() and digits.isdecimal()) or len(digits) > 18:  # noqa: PLR2004  of the greatest number
        raise UsageError(_("'{text}' is not the number of a change").format(text=text), "hiephoi log")
    return int(digits)
