"""`hiephoi init`: a new registry, with comments that help to fill it in."""

from pathlib import Path
from typing import Annotated

import typer

from hiephoi_cli.domain.fields import fields
from hiephoi_cli.domain.records import Association
from hiephoi_cli.domain.vietnamese import harmless
from hiephoi_cli.i18n import N_, _
from hiephoi_cli.interface.invocation import refuse_past, tell_odd
from hiephoi_cli.output.stream import tell, write
from hiephoi_cli.storage.create import create

EXAMPLES = ('hiephoi init hiep-hoi-mau.toml --name "Hiệp hội Mẫu"',)


def verb(
    ctx: typer.Context,
    file: Annotated[
        str, typer.Argument(metavar=N_("FILE"), help=N_("The file to create (default: registry.toml in this folder)"))
    ] = "",
    name: Annotated[
        str | None, typer.Option("--name", metavar=N_("NAME"), help=N_("full name, as in the founding decision"))
    ] = None,
) -> None:
    refuse_past(ctx)
    path = Path(file or ctx.find_root().params.get("registry") or "registry.toml")
    odd = create(path, fields(Association)["name"].parse_option(name) if name else None)
    write([harmless(str(path)) + "\n"])
    tell_odd(odd)
    tell(_("made a new registry; add members with `hiephoi member add NAME`"))
    if not name:
        tell(_("name the association, which heads all lists to print: `hiephoi association edit --name NAME`"))
