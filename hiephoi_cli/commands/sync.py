"""`hiephoi sync`: several offices share one registry through git, without having to know it."""

from typing import Annotated

import typer

from hiephoi_cli.errors import UsageError
from hiephoi_cli.i18n import N_, _
from hiephoi_cli.interface.changing import Yes
from hiephoi_cli.interface.invocation import registry_path
from hiephoi_cli.interface.syncing import preview, sync

EXAMPLES = ("hiephoi sync --set-up ../so-dang-ky.git", "hiephoi sync")


def verb(
    ctx: typer.Context,
    url: Annotated[
        str | None,
        typer.Option(
            "--set-up",
            metavar="URL",
            help=N_("Connect this folder to a server: the address of a git repository, or a shared folder"),
        ),
    ] = None,
    yes: Yes = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=N_("Show what would come in and go out; change nothing"))
    ] = False,
    wait: Annotated[
        float,
        typer.Option(
            "--wait",
            metavar=N_("SECONDS"),
            help=N_("How long to wait while another program writes or syncs (default: 60)"),
            show_default=False,
        ),
    ] = 60.0,
) -> None:
    if url is not None and dry_run:
        raise UsageError(_("--set-up and --dry-run cannot be combined"), "hiephoi sync --help")
    if url is not None:
        from hiephoi_cli.interface.setting_up import set_up  # done once

        set_up(ctx, url, yes=yes, wait=wait)
    elif dry_run:
        preview(registry_path(ctx), wait)
    else:
        sync(registry_path(ctx), wait)
