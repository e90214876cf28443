"""Rules of links: who is linked with whom, when, and with which product."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import cache

from hiephoi_cli.domain.calendar import show_date
from hiephoi_cli.domain.partial_day import surely_before
from hiephoi_cli.domain.records import Member, Registry
from hiephoi_cli.domain.rules.rule import Finding, place, rule
from hiephoi_cli.domain.suggest import did_you_mean
from hiephoi_cli.domain.vietnamese import one_spelling, typed
from hiephoi_cli.domain.words import Severity
from hiephoi_cli.i18n import N_, _
from hiephoi_cli.patterns import pattern

_CODE = pattern("[a-z0-9]+(?:-[a-z0-9]+)+")
"""What can hardly be anything but a code."""


@rule(
    Severity.ERROR,
    N_("A member is linked with others, not with itself."),
    example="""
        [[links]]
        supplier = "HV-0001"
        buyer = "HV-0001"
        product = "đúc gang"
        on = 2026-03-01
    """,
)
def link_itself(registry: Registry, _today: date) -> Iterator[Finding]:
    for index, link in enumerate(registry.links):
        if link.supplier == link.buyer:
            yield Finding(
                place("links", index, registry, "buyer"),
                _("'{member}' is linked with itself").format(member=link.buyer),
                f"hiephoi link list --all --member {link.buyer}",
            )


@rule(
    Severity.ERROR,
    N_("A link neither ends nor changes before it begins."),
    example="""
        [[members]]
        id = "HV-0002"
        name = "Công ty TNHH Mẫu"
        sectors = ["xay-lap"]

        [[links]]
        supplier = "HV-0002"
        buyer = "HV-0001"
        product = "đúc gang"
        on = 2026-03-01
        status = "ended"
        until = 2026-02-01
    """,
)
def link_dates(registry: Registry, _today: date) -> Iterator[Finding]:
    for index, link in enumerate(registry.links):
        where = place("links", index, registry)
        days = [(link.until, where.at("until"))] if link.until else []
        former = where.at("former_status")
        days += [(one.until, former.item(number).at("until")) for number, one in enumerate(link.former_status)]
        for day, spot in days:
            if surely_before(day, link.on):
                yield Finding(
                    spot,
                    _("{day} is before {first}").format(day=show_date(day), first=show_date(link.on)),
                    _("compare the two dates"),
                    where.at("on"),
                )


@rule(
    Severity.WARNING,
    N_("Members are linked while they belong to the association, not after they have left."),
    on_change=True,
    example="""
        [[members]]
        id = "HV-0002"
        name = "Công ty TNHH Mẫu"
        sectors = ["xay-lap"]
        left = 2026-01-01
        left_reason = "resigned"

        [[links]]
        supplier = "HV-0002"
        buyer = "HV-0001"
        product = "đúc gang"
        on = 2026-03-01
    """,
)
def link_left(registry: Registry, _today: date) -> Iterator[Finding]:
    members = Member.by_key(registry.members) if registry.links else {}
    for index, link in enumerate(registry.links):
        for field in ("supplier", "buyer"):
            member = members.get(getattr(link, field))
            if member and member.has_left(link.on):
                left = max(period.left for period in member.periods if period.left and period.left <= link.on)
                message = (
                    _("'{member}' left on {day}, the day of the link")
                    if left == link.on
                    else _("'{member}' had left on {day}, before the link began")
                )
                yield Finding(
                    place("links", index, registry, field),
                    message.format(member=member.id, day=show_date(left)),
                    f"hiephoi member show {member.id}",
                    place("members", registry.members.index(member), registry),
                )


@rule(
    Severity.WARNING,
    N_("Two members have one open link for one product."),
    on_change=True,
    example="""
        [[members]]
        id = "HV-0002"
        name = "Công ty TNHH Mẫu"
        sectors = ["xay-lap"]

        [[links]]
        supplier = "HV-0002"
        buyer = "HV-0001"
        product = "đúc gang"
        on = 2026-03-01

        [[links]]
        supplier = "HV-0002"
        buyer = "HV-0001"
        product = "Đúc gang"
        on = 2026-04-01
    """,
)
def link_twice(registry: Registry, today: date) -> Iterator[Finding]:
    first: dict[tuple[str, ...], int] = {}
    codes_of = _codes_of_products(registry)
    for index, link in enumerate(registry.links):
        if not link.status.is_over and (link.until is None or today < link.until):
            codes = codes_of(link.product)
            product = codes[0] if len(codes) == 1 else one_spelling(link.product)
            earlier = first.setdefault((link.supplier, link.buyer, product), index)
            if earlier != index:
                other = registry.links[earlier]
                yield Finding(
                    place("links", index, registry),
                    _("the same two are linked for this product since {day}").format(day=show_date(other.on)),
                    f"hiephoi link show {typed(other.key)}",
                    place("links", earlier, registry),
                )


@rule(
    Severity.WARNING,
    N_("A link names one product by its code, or describes it in words."),
    source=N_(
        "Words such as “đúc gang” need no product; `duc-gang` looks like the code of one. Words of several products "
        "could mean any of them."
    ),
    on_change=True,
    answered_by=("products.code", "products.name", "products.also"),
    example="""
        [[members]]
        id = "HV-0002"
        name = "Công ty TNHH Mẫu"
        sectors = ["xay-lap"]

        [[links]]
        supplier = "HV-0002"
        buyer = "HV-0001"
        product = "duc-gang"
        on = 2026-03-01
    """,
)
def link_product(registry: Registry, _today: date) -> Iterator[Finding]:
    codes = {product.code for product in registry.products}
    codes_of = _codes_of_products(registry)
    for index, link in enumerate(registry.links):
        if link.product in codes:
            continue
        where = place("links", index, registry, "product")
        named = codes_of(link.product)
        if len(named) > 1:
            yield Finding(
                where,
                _("'{text}' names several products: {keys}").format(text=link.product, keys=", ".join(named)),
                f"hiephoi link edit {typed(where.key)} --product {named[0]}",
            )
        elif not named and _CODE.fullmatch(link.product):
            yield Finding(
                where,
                _("no product '{key}'").format(key=link.product),
                did_you_mean(link.product, codes) or "hiephoi product list",
            )


def _codes_of_products(registry: Registry) -> Callable[[str], Sequence[str]]:
    """What gives the codes of the products that a link may mean, given what it says of its product."""
    by_code = {product.code: (product.code,) for product in registry.products}

    @cache
    def of_words() -> Callable[[str], Sequence[str]]:
        from hiephoi_cli.domain.matching_thesaurus import Thesaurus  # not for links with codes

        return Thesaurus(registry.products).codes

    return lambda text: by_code.get(text) or (of_words()(text) if by_code else ())
