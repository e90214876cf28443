"""Rules of members that may be the same: similar names, or branches of one company."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from hiephoi_cli.domain import tax_code as code
from hiephoi_cli.domain.records import Member, Registry
from hiephoi_cli.domain.rules.rule import Finding, place, rule
from hiephoi_cli.domain.vietnamese import at_once, fold, words
from hiephoi_cli.domain.words import Severity
from hiephoi_cli.i18n import N_, _
from hiephoi_cli.patterns import pattern


@rule(
    Severity.WARNING,
    N_("No two members have names that differ only in case, accents, quotes and hyphens."),
    source=N_(
        "They may be one enterprise entered twice. Names that differ in accents may also be two, so this only warns."
    ),
    example="""
        [[members]]
        id = "HV-0002"
        name = "Công ty TNHH Hòa Mẫu"
        sectors = ["xay-lap"]

        [[members]]
        id = "HV-0003"
        name = "CÔNG TY TNHH HOÁ MẪU"
        sectors = ["xay-lap"]
    """,
)
def same_name(registry: Registry, today: date) -> Iterator[Finding]:
    present = [index for index, member in enumerate(registry.members) if not member.has_left(today)]
    names = at_once(lambda text: words(fold(text)), [registry.members[index].name for index in present])
    return _alike(
        registry,
        zip(present, names, strict=True),
        "name",
        _("'{key}' has the same name apart from case, accents, quotes and hyphens"),
    )


@rule(
    Severity.WARNING,
    N_("Members that share the first ten digits of their tax codes are a company and its branches."),
    source=N_("A branch is another unit, and may be a member; often it was meant to be one member only."),
    example="""
        [[members]]
        id = "HV-0002"
        name = "Công ty TNHH Mẫu"
        sectors = ["xay-lap"]
        tax_code = "0314409058-002"

        [[members]]
        id = "HV-0003"
        name = "Chi nhánh Hải An"
        sectors = ["xay-lap"]
        tax_code = "0314409058-001"
    """,
)
def branches(registry: Registry, today: date) -> Iterator[Finding]:
    companies = [_company(member) for member in registry.members if member.tax_code]
    if len({*companies}) == len(companies):  # quick, for most registries
        return iter(())
    present = (
        index
        for index, member in enumerate(registry.members)
        if member.tax_code and code.is_valid(member.tax_code) and not member.has_left(today)
    )
    return _alike(
        registry,
        ((index, _company(registry.members[index])) for index in _with_distinct_codes(registry, present)),
        "tax_code",
        _("'{key}' belongs to the same company"),
    )


def _company(member: Member) -> str:
    return str(member.tax_code)[:10]


def _with_distinct_codes(registry: Registry, indices: Iterator[int]) -> Iterator[int]:
    """The first member with each tax code; `duplicate-tax-code` reports the others."""
    seen: set[str | None] = set()
    for index in indices:
        if registry.members[index].tax_code not in seen:
            seen.add(registry.members[index].tax_code)
            yield index


def _alike(registry: Registry, texts: Iterable[tuple[int, str]], field: str, message: str) -> Iterator[Finding]:
    """A finding for every member whose text equals that of an earlier one."""
    first: dict[str, int] = {}
    for index, text in texts:
        earlier = first.setdefault(text, index)
        if earlier != index:
            other = registry.members[earlier]
            yield Finding(
                place("members", index, registry, field),
                message.format(key=other.id),
                f"hiephoi member show {other.id}",
                place("members", earlier, registry, field),
            )


_LEGAL_FORMS = pattern(
    r"\b(cong ty|trach nhiem huu han|tnhh|co phan|cp|mot thanh vien|mtv|doanh nghiep tu nhan|dntn|hop danh|tap doan)\b"
)
_TELLING = 2  # words that two names must share at least


def resembling(registry: Registry, member: Member) -> list[Member]:
    """Members whose names have all telling words of this one's name, or the other way round; the same aside."""
    own = words(fold(member.name))
    wanted = _telling(own)
    if len(wanted) < _TELLING:
        return []
    names = at_once(lambda text: words(fold(text)), [other.name for other in registry.members])
    shared = Counter(place for word in wanted for place, name in enumerate(names) if word in name)
    sharing = sorted(place for place, number in shared.items() if number >= _TELLING)
    return [
        other
        for other, name in ((registry.members[place], names[place]) for place in sharing)
        if other.id != member.id and name != own and _resemble(wanted, _telling(name))
    ]


def _telling(name: str) -> frozenset[str]:
    """The words of a folded name without those of legal forms."""
    return frozenset(_LEGAL_FORMS.sub(" ", name).split())


def _resemble(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one & other) >= _TELLING and (one <= other or other <= one)
