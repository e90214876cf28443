"""Rules of terms, as they are written or as long as the charter lets one last."""

from collections.abc import Iterator
from datetime import date

from hiephoi_cli.domain.calendar import show_date
from hiephoi_cli.domain.records import Election, Officer, Registry
from hiephoi_cli.domain.rules.rule import Finding, place, rule
from hiephoi_cli.domain.terms import Term
from hiephoi_cli.domain.words import Severity
from hiephoi_cli.i18n import N_, _, ngettext


@rule(
    Severity.ERROR,
    N_("A term does not end before it begins."),
    on_change=True,
    example="""
        [[offices]]
        code = "thu-ky"
        name = "Thư ký"

        [[officers]]
        person = "Nguyễn Văn Mẫu"
        office = "thu-ky"
        term = "2029-2024"
        since = 2024-11-11
    """,
)
def term_backwards(registry: Registry, _today: date) -> Iterator[Finding]:
    for kind, index, record, term in _terms(registry):
        if term.years < 0:
            yield Finding(
                place(kind, index, registry, "term"),
                _("the term {term} ends before it begins").format(term=record.term),
                _("write the year in which it begins first: {term}").format(term=f"{term.last}-{term.first}"),
            )


@rule(
    Severity.WARNING,
    N_("A term is no longer than the charter allows."),
    source=N_("The limit is `term_years` in `[rules]`, by default five years."),
    on_change=True,
    answered_by=("rules.term_years", "election"),
    example="""
        [[offices]]
        code = "thu-ky"
        name = "Thư ký"

        [[officers]]
        person = "Nguyễn Văn Mẫu"
        office = "thu-ky"
        term = "nhiệm kỳ 2024 – 2030"
        since = 2024-11-11
    """,
)
def long_term(registry: Registry, _today: date) -> Iterator[Finding]:
    years = registry.rules.term_years
    for kind, index, record, term in _terms(registry):
        if term.years > years:
            yield Finding(
                place(kind, index, registry, "term"),
                ngettext(
                    "the term {term} is longer than {years} year", "the term {term} is longer than {years} years", years
                ).format(term=record.term, years=years),
                _("compare it with the charter; `term_years` in `[rules]` sets the limit"),
            )


@rule(
    Severity.WARNING,
    N_("A term that has ended has a successor."),
    source=N_(
        "Decree 126/2024/NĐ-CP: officers stay until their successors are elected, and no mandate lapses by itself. "
        "Where no term is written, it is as long as `term_years` in `[rules]`."
    ),
    on_change=True,
    answered_by=("rules.term_years",),
    example="""
        [[offices]]
        code = "thu-ky"
        name = "Thư ký"

        [[officers]]
        person = "Nguyễn Văn Mẫu"
        office = "thu-ky"
        term = "2015-2020"
        since = 2015-11-11
    """,
)
def overdue(registry: Registry, today: date) -> Iterator[Finding]:
    years = registry.rules.term_years
    for index, officer in enumerate(registry.officers):
        if not officer.serving(today):
            continue
        term = Term.of(officer.term)
        if term and term.years >= 0 and term.last < today.year:
            message = _("the term {term} has ended, and '{office}' has no successor").format(
                term=officer.term, office=officer.office
            )
        elif not officer.term and _years_since(officer.since, today) >= years:
            message = _("'{office}' has been held since {day}, no term is written, and `term_years` is {years}").format(
                office=officer.office, day=show_date(officer.since), years=years
            )
        else:
            continue
        yield Finding(
            place("officers", index, registry, "term" if officer.term else "since"),
            message,
            f"hiephoi election record {officer.office} --help",
        )


@rule(
    Severity.WARNING,
    N_("A mandate begins in its term."),
    source=N_("Usual in charters: whoever is elected in mid-term serves for the rest of the term."),
    on_change=True,
    example="""
        [[offices]]
        code = "thu-ky"
        name = "Thư ký"

        [[officers]]
        person = "Nguyễn Văn Mẫu"
        office = "thu-ky"
        term = "2024-2029"
        since = 2023-11-11
    """,
)
def outside_term(registry: Registry, _today: date) -> Iterator[Finding]:
    for index, officer in enumerate(registry.officers):
        term = Term.of(officer.term)
        if term and term.years >= 0 and not term.has(officer.since.year):
            yield Finding(
                place("officers", index, registry, "since"),
                _("{day} is not in the term {term}").format(day=show_date(officer.since), term=officer.term),
                _("compare the day with the term"),
                place("officers", index, registry, "term"),
            )


@rule(
    Severity.WARNING,
    N_("The terms of an office follow one another."),
    source=N_("A new term begins where the one before it ends, or later."),
    on_change=True,
    example="""
        [[offices]]
        code = "thu-ky"
        name = "Thư ký"

        [[officers]]
        person = "Trần Thị Mẫu"
        office = "thu-ky"
        term = "2020-2025"
        since = 2020-11-11
        until = 2024-11-11

        [[officers]]
        person = "Nguyễn Văn Mẫu"
        office = "thu-ky"
        term = "2024-2029"
        since = 2024-11-11
    """,
)
def overlapping_terms(registry: Registry, _today: date) -> Iterator[Finding]:
    written: dict[str, dict[Term, tuple[str, int]]] = {}
    for kind, index, record, term in _terms(registry):
        before = written.setdefault(record.office, {})
        if term in before or term.years < 0:
            continue
        other = next((known for known in before if known.overlaps(term)), None)
        before[term] = kind, index
        if other:
            first = before[other]
            yield Finding(
                place(kind, index, registry, "term"),
                _("the terms {term} and {other} of '{office}' overlap").format(
                    term=record.term, other=getattr(registry, first[0])[first[1]].term, office=record.office
                ),
                _("compare the terms"),
                place(*first, registry, "term"),
            )


def _terms(registry: Registry) -> Iterator[tuple[str, int, Election | Officer, Term]]:
    """Elections and mandates with a term that has years; a mandate that has the term of its election is left out."""
    elections = {election.id: election.term for election in registry.elections}
    for kind in ("elections", "officers"):
        for index, record in enumerate(getattr(registry, kind)):
            term = Term.of(record.term)
            if term and not (kind == "officers" and elections.get(record.election or "") == record.term):
                yield kind, index, record, term


def _years_since(day: date, today: date) -> int:
    """How many whole years have passed."""
    return today.year - day.year - ((today.month, today.day) < (day.month, day.day))
