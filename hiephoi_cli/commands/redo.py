"""`hiephoi redo`: what was taken back is made again."""

import typer

from hiephoi_cli.interface.changing import DryRun, Wait, Yes
from hiephoi_cli.interface.invocation import registry_path
from hiephoi_cli.interface.taking_back import take_back
from hiephoi_cli.storage.undo import Wanted

EXAMPLES = ("hiephoi redo",)


def verb(ctx: typer.Context, yes: Yes = False, dry_run: DryRun = False, wait: Wait = 10.0) -> None:
    take_back(registry_path(ctx), Wanted(redo=True), yes=yes, dry_run=dry_run, wait=wait)
