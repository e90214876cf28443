"""Rules of members: tax codes, dates and sectors."""

from collections.abc import Iterator
from datetime import date

from hiephoi_cli.domain import tax_code as code
from hiephoi_cli.domain.calendar import show_date, some_day
from hiephoi_cli.domain.partial_day import surely_before
from hiephoi_cli.domain.problems import Place
from hiephoi_cli.domain.records import EarlierPeriod, Member, Registry
from hiephoi_cli.domain.rules.rule import Finding, place, rule
from hiephoi_cli.domain.words import Severity
from hiephoi_cli.i18n import N_, _
from hiephoi_cli.patterns import pattern

_NINE_DIGITS = pattern(r"[0-9]{9}(-[0-9]{3})?")
_FIRST_YEAR = 1900


@rule(
    Severity.ERROR,
    N_("A tax code has 10 digits, 10-3 for a branch, or 12, and the right check digit."),
    source=N_(
        "Thông tư 105/2020/TT-BTC, annex 1; twelve digits since 1/7/2025, beginning with the code of a province "
        "(Thông tư 59/2021/TT-BCA)."
    ),
    example="""
        [[members]]
        id = "HV-0002"
        name = "Công ty TNHH Mẫu"
        sectors = ["xay-lap"]
        tax_code = "0200747398"
    """,
)
def tax_code(registry: Registry, _today: date) -> Iterator[Finding]:
    for index, member in enumerate(registry.members):
        wrong = member.tax_code is not None and not code.is_valid(member.tax_code)
        if wrong and not _NINE_DIGITS.fullmatch(str(member.tax_code)):
            written = code.normalise(str(member.tax_code))
            hint = "hiephoi check --fix" if code.is_valid(written) else code.hint(written)
            yield Finding(place("members", index, registry, "tax_code"), code.message(str(member.tax_code)), hint)


@rule(
    Severity.ERROR,
    N_("No two members have the same tax code."),
    example="""
        [[members]]
        id = "HV-0002"
        name = "Công ty TNHH Mẫu"
        sectors = ["xay-lap"]
        tax_code = "0200747399"

        [[members]]
        id = "HV-0003"
        name = "Công ty Cổ phần Ví Dụ"
        sectors = ["xay-lap"]
        tax_code = "0200747399"
    """,
)
def duplicate_tax_code(registry: Registry, _today: date) -> Iterator[Finding]:
    owners: dict[str, int] = {}
    for index, member in enumerate(registry.members):
        if member.tax_code in owners:
            owner = owners[member.tax_code]
            yield Finding(
                place("members", index, registry, "tax_code"),
                _("tax code '{code}' already belongs to '{owner}'").format(
                    code=member.tax_code, owner=registry.members[owner].id
                ),
                f"hiephoi member show {registry.members[owner].id}",
                place("members", owner, registry, "tax_code"),
            )
        elif member.tax_code:
            owners[member.tax_code] = index


@rule(
    Severity.WARNING,
    N_("A tax code of nine digits that is right with a zero in front has lost it, as spreadsheets do."),
    example="""
        [[members]]
        id = "HV-0002"
        name = "Công ty TNHH Mẫu"
        sectors = ["xay-lap"]
        tax_code = "200747399"
    """,
)
def lost_zero(registry: Registry, _today: date) -> Iterator[Finding]:
    for index, member in enumerate(registry.members):
        if member.tax_code and (whole := code.lost_zero(member.tax_code)):
            yield Finding(
                place("members", index, registry, "tax_code"),
                _("tax code '{code}' seems to have lost its leading zero").format(code=member.tax_code),
                f"hiephoi member edit {member.id} --tax-code {whole}",
            )


@rule(
    Severity.WARNING,
    N_("A tax code of nine digits is one too short, and no zero in front makes it right."),
    source=N_("Thông tư 105/2020/TT-BTC, annex 1."),
    of_record=True,
    example="""
        [[members]]
        id = "HV-0002"
        name = "Công ty TNHH Mẫu"
        sectors = ["xay-lap"]
        tax_code = "200747398"
    """,
)
def nine_digits(registry: Registry, _today: date) -> Iterator[Finding]:
    for index, member in enumerate(registry.members):
        short = member.tax_code is not None and _NINE_DIGITS.fullmatch(member.tax_code)
        if short and not code.lost_zero(str(member.tax_code)):
            yield Finding(
                place("members", index, registry, "tax_code"),
                _("tax code '{code}' has nine digits").format(code=member.tax_code),
                code.hint(str(member.tax_code)),
            )


@rule(
    Severity.ERROR,
    N_("A membership does not end before it begins."),
    example="""
        [[members]]
        id = "HV-0002"
        name = "Công ty TNHH Mẫu"
        sectors = ["xay-lap"]
        joined = 2025-02-01
        left = 2025-01-01
        left_reason = "resigned"
    """,
)
def member_dates(registry: Registry, _today: date) -> Iterator[Finding]:
    for index, member in enumerate(registry.members):
        in_order = member.left is None or member.joined is None or member.joined <= member.left
        if in_order and not member.earlier_periods:
            continue
        here = place("members", index, registry)
        listed = here.at("earlier_periods")
        periods: list[tuple[EarlierPeriod | Member, Place]] = [
            (member, here),
            *((period, listed.item(number)) for number, period in enumerate(member.earlier_periods)),
        ]
        for period, where in periods:
            if period.joined and period.left and surely_before(period.left, period.joined):
                yield Finding(
                    where.at("left"),
                    _("{day} is before {first}").format(day=show_date(period.left), first=show_date(period.joined)),
                    _("compare the two dates"),
                    where.at("joined"),
                )


@rule(
    Severity.ERROR,
    N_("A reason for leaving stands only with the day of leaving."),
    example="""
        [[members]]
        id = "HV-0002"
        name = "Công ty TNHH Mẫu"
        sectors = ["xay-lap"]
        left_reason = "resigned"
    """,
)
def left_reason(registry: Registry, _today: date) -> Iterator[Finding]:
    for index, member in enumerate(registry.members):
        if member.left_reason and not member.left:
            yield Finding(
                place("members", index, registry, "left_reason"),
                _("a reason without a date in '{field}'").format(field="left"),
                f"hiephoi member edit {member.id} --left {some_day()}",
            )


@rule(
    Severity.WARNING,
    N_("A member has confirmed its profile today or before."),
    of_record=True,
    example="""
        [[members]]
        id = "HV-0002"
        name = "Công ty TNHH Mẫu"
        sectors = ["xay-lap"]
        confirmed_on = 2062-03-01
    """,
)
def confirmed_ahead(registry: Registry, today: date) -> Iterator[Finding]:
    for index, member in enumerate(registry.members):
        if member.confirmed_on and member.confirmed_on > today:
            yield Finding(
                place("members", index, registry, "confirmed_on"),
                _("{day} is in the future").format(day=show_date(member.confirmed_on)),
                f"hiephoi member confirm {member.id}",
            )


@rule(
    Severity.WARNING,
    N_("A member joins in 1900 or later, and next year at the latest."),
    of_record=True,
    example="""
        [[members]]
        id = "HV-0002"
        name = "Công ty TNHH Mẫu"
        sectors = ["xay-lap"]
        joined = 2568-02-01
    """,
)
def joining_year(registry: Registry, today: date) -> Iterator[Finding]:
    for index, member in enumerate(registry.members):
        if member.joined and not _FIRST_YEAR <= member.joined.year <= today.year + 1:
            yield Finding(
                place("members", index, registry, "joined"),
                _("{day} is an unlikely day of joining").format(day=show_date(member.joined)),
                f"hiephoi member edit {member.id} --joined {some_day()}",
            )


@rule(
    Severity.WARNING,
    N_("Every member belongs to a sector."),
    of_record=True,
    example="""
        [[members]]
        id = "HV-0002"
        name = "Công ty TNHH Mẫu"
    """,
)
def unclassified(registry: Registry, today: date) -> Iterator[Finding]:
    code = _("CODE")
    for index, member in enumerate(registry.members):
        if not member.sectors and not member.has_left(today):
            yield Finding(
                place("members", index, registry, "sectors"),
                _("'{name}' belongs to no sector").format(name=member.name),
                f"hiephoi member edit {member.id} --sector {code}",
            )
