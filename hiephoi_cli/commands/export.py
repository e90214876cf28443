"""`hiephoi export`: the whole registry for other programs."""

from collections.abc import Callable
from typing import Annotated

import typer
from msgspec import structs

from hiephoi_cli.domain.past import as_of
from hiephoi_cli.domain.problems import invalid
from hiephoi_cli.domain.records import Registry, Rules
from hiephoi_cli.domain.rules import broken
from hiephoi_cli.domain.rules.texts import duplicate, reference
from hiephoi_cli.exchange.outgoing.database import database
from hiephoi_cli.exchange.outgoing.popolo import popolo
from hiephoi_cli.i18n import N_, _, ngettext
from hiephoi_cli.interface.filter_sets import OfMembers
from hiephoi_cli.interface.invocation import origin_of, today
from hiephoi_cli.interface.output import OutputFile, destination, format_option
from hiephoi_cli.interface.signature import flat
from hiephoi_cli.output.listing_text import document
from hiephoi_cli.output.stream import tell

_WRITERS: dict[str, Callable[[Registry], bytes]] = {
    "popolo": lambda registry: document(popolo(as_of(registry, today()))).encode(),
    "sqlite": database,
}


EXAMPLES = ("hiephoi export -o registry.sqlite", "hiephoi export -f popolo -o registry.json")


@flat
def verb(
    ctx: typer.Context,
    format_: Annotated[str | None, format_option(_WRITERS, N_("Format; by default the file's ending decides"))] = None,
    output: OutputFile = None,
    *,
    only: OfMembers,
) -> None:
    origin = origin_of(ctx)
    usage = f"hiephoi export --format {format_ if format_ in _WRITERS else '|'.join(_WRITERS)} -o {_('FILE')}"
    to = destination(_WRITERS, format_=format_, output=output, registry=origin.path, usual="", usage=usage)
    whole = _whole(origin.read())
    wanted = only.narrowed(whole, today())
    to.take(wanted, _WRITERS)
    if only.where:
        n = len(whole.members)
        message = ngettext(
            "{wanted} of {n} member, without what refers to the others",
            "{wanted} of {n} members, without what refers to the others",
            n,
        )
        tell(message.format(wanted=len(wanted.members), n=n))


def _whole(registry: Registry) -> Registry:
    """The registry, if its keys and references hold, as other programs rely on them. Raises InvalidData.

    The severities in the registry's own `[rules]` do not count here.
    """
    if found := list(broken(structs.replace(registry, rules=Rules()), today(), (duplicate, reference))):
        raise invalid(found)
    return registry
