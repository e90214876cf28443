"""Rules of names in lists: each word names one product, each name one zone."""

from collections.abc import Iterator, Sequence
from datetime import date

from hiephoi_cli.domain.records import Registry, Zone
from hiephoi_cli.domain.rules.rule import Finding, place, rule
from hiephoi_cli.domain.titles import Titled
from hiephoi_cli.domain.vietnamese import one_spelling, typed
from hiephoi_cli.domain.words import Severity
from hiephoi_cli.i18n import N_, _


@rule(
    Severity.WARNING,
    N_("Every word names one product."),
    source=N_("A need that says this word could mean either."),
    on_change=True,
    example="""
        [[products]]
        code = "duc-gang"
        name = "Đúc gang"
        also = ["vật đúc"]

        [[products]]
        code = "duc-nhom"
        name = "Đúc nhôm"
        also = ["vật đúc"]
    """,
)
def product_words(registry: Registry, _today: date) -> Iterator[Finding]:
    if not registry.products:
        return
    from hiephoi_cli.domain.matching_phrases import listed_in, words_of  # which most registries do without

    first: dict[Sequence[str], int] = {}
    for index, product in enumerate(registry.products):
        for word in (name for words in product.words for name in listed_in(words)):
            earlier = first.setdefault(words_of(word) or (one_spelling(word),), index)
            if earlier != index:
                other = registry.products[earlier]
                yield Finding(
                    place("products", index, registry),
                    _("'{text}' names '{key}' as well").format(text=word, key=other.code),
                    f"hiephoi product show {typed(other.code)}",
                    place("products", earlier, registry),
                )


@rule(
    Severity.WARNING,
    N_("Every name belongs to one zone."),
    source=N_("KCN Mẫu and Khu công nghiệp Mẫu are one zone; lists could not say which of the two is meant."),
    on_change=True,
    example="""
        [[zones]]
        code = "kcn-mau"
        name = "KCN Mẫu"

        [[zones]]
        code = "mau"
        name = "Khu công nghiệp Mẫu"
    """,
)
def zone_names(registry: Registry, _today: date) -> Iterator[Finding]:
    names = [Titled.of(zone.name, Zone.titles) for zone in registry.zones]
    for index, name in enumerate(names):
        for earlier, other in enumerate(names[:index]):
            if name.means(other):
                key = registry.zones[earlier].code
                yield Finding(
                    place("zones", index, registry, "name"),
                    _("'{key}' has the same name").format(key=key),
                    f"hiephoi zone show {typed(key)}",
                    place("zones", earlier, registry, "name"),
                )
                break
