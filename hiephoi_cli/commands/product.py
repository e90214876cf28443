"""`hiephoi product`: what members make and do, with all the words for it."""

from datetime import date
from typing import Annotated

import typer
from msgspec import structs

from hiephoi_cli.domain import products
from hiephoi_cli.domain.records import Product, Registry
from hiephoi_cli.domain.search import search
from hiephoi_cli.i18n import N_, _
from hiephoi_cli.interface import columns
from hiephoi_cli.interface.filters import By, grouped_by
from hiephoi_cli.interface.groups import Noun
from hiephoi_cli.interface.matched import with_matches
from hiephoi_cli.interface.reading import reading
from hiephoi_cli.output.listing import Listing

noun = Noun(
    examples={
        "show": ('hiephoi product add "Đúc gang" --also "gang đúc"', "hiephoi product show duc-gang"),
        "add": ('hiephoi product add "Đúc gang" --also "gang đúc" --also "cast iron"',),
        "edit": ('hiephoi product add "Đúc gang"', 'hiephoi product edit duc-gang --add-also "gang đúc"'),
        "remove": ('hiephoi product add "Đúc gang"', "hiephoi product remove duc-gang --yes"),
    },
)


@noun.verb(
    N_("List products, with how many members offer and seek them."),
    "hiephoi product list",
    "hiephoi product list --unused",
)
@reading
def list_(
    registry: Registry,
    today: date,
    text: Annotated[
        str, typer.Argument(metavar=N_("WORDS"), help=N_("Words to look for, with or without accents"))
    ] = "",
    unused: Annotated[
        bool, typer.Option("--unused", help=N_("Only those that no member offers or seeks and no link names"))
    ] = False,
    by: By = None,
) -> Listing:
    hits = search(registry.products, text) if text else []
    listed = [product for product, _match in hits] if text else list(registry.products)
    if unused:
        used = products.used(registry, today)
        listed = [product for product in listed if product.code not in used]
    found = columns.with_derived(columns.listing(registry, Product, listed, day=today))
    if unused and registry.products and not text:
        found = structs.replace(found, empty=_("every product is used"))
    if text:
        found = with_matches(found, Product, hits)
    return grouped_by(registry, found, Product, by)
