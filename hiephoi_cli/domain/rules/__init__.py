"""The rules that a registry should keep, and what breaks them."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from hiephoi_cli.domain.problems import Problem
from hiephoi_cli.domain.records import Registry
from hiephoi_cli.domain.rules import ballots, beside, contacts, holders, likeness, mandates, members, results, texts
from hiephoi_cli.domain.rules.rule import Rule
from hiephoi_cli.domain.words import Severity

_OF_RECORDS = (
    texts.duplicate,
    texts.reference,
    texts.text,
    texts.untidy,
    texts.text_look_alike,
    texts.lost_letters,
    texts.code_form,
    members.tax_code,
    members.duplicate_tax_code,
    members.lost_zero,
    members.nine_digits,
    members.member_dates,
    members.left_reason,
    members.unclassified,
    contacts.phone,
    contacts.email,
    likeness.same_name,
    likeness.branches,
)
_OF_OFFICES = (
    mandates.seats,
    mandates.mandate_dates,
    mandates.end_reason,
    mandates.long_term,
    mandates.overdue,
    mandates.vacant,
    holders.officer_left,
    holders.no_vote,
    holders.representative,
    holders.standing_board,
    ballots.ballot,
    ballots.too_many_elected,
    ballots.stands_twice,
    results.no_quorum,
    results.no_majority,
    results.loser_ahead,
    results.tie,
    results.candidate_class,
    results.elected_without_mandate,
    results.mandate_without_election,
)
RULES: dict[str, Rule] = {rule.name: rule for rule in (*_OF_RECORDS, *_OF_OFFICES)}
"""The rules of what a registry holds."""
OF_FILES: dict[str, Rule] = {rule.name: rule for rule in (beside.conflict_copy,)}
"""The rules of the files beside it."""
ALL_RULES = RULES | OF_FILES


def broken(registry: Registry, today: date, rules: Sequence[Rule] = tuple(RULES.values())) -> Iterator[Problem]:
    """What breaks the rules, rule by rule; each is worth what the registry says, or else what the rule says."""
    for rule in rules:
        severity = registry.rules.severity.get(rule.name, rule.severity)
        if severity is not Severity.OFF:
            for finding in rule.find(registry, today):
                yield Problem(rule.name, severity, finding.place, finding.message, finding.hint, finding.related)


def broken_beside(values: Mapping[str, Any], name: str, beside: Sequence[str]) -> Iterator[Problem]:
    """What files beside a registry of that name break, each rule worth what the values of the registry say."""
    given = values.get("rules")
    for rule in OF_FILES.values():
        worth = given.get(rule.name) if isinstance(given, Mapping) else None
        severity = Severity(worth) if worth in list(Severity) else rule.severity
        if severity is not Severity.OFF:
            for finding in rule.find(name, beside):
                yield Problem(rule.name, severity, finding.place, finding.message, finding.hint)


class Comparison(NamedTuple):
    """What a change brings: errors, warnings of offices and elections; and how many errors stood before."""

    errors: list[Problem]
    warnings: list[Problem]
    standing: int


def compared(before: Registry, after: Registry, today: date, found: Sequence[Problem] | None = None) -> Comparison:
    """The problems of a registry after a change, set against those before it.

    `found` is what breaks the rules afterwards, where somebody has asked already. Warnings are those of today, or of
    the last day on which the change lets a mandate end.
    """

    def worth(rule: Rule) -> Severity:
        return after.rules.severity.get(rule.name, rule.severity)

    strict = [rule for rule in RULES.values() if worth(rule) is Severity.ERROR]
    offices = {rule.name: rule for rule in _OF_OFFICES if worth(rule) is Severity.WARNING}
    if found is None:
        found = list(broken(after, today, [*strict, *offices.values()]))
    wrong = [problem for problem in found if problem.severity is Severity.ERROR]
    odd = [problem for problem in found if problem.rule in offices]
    errors = _new(wrong, before, after, today, strict)
    ends = {officer.until for officer in {*after.officers} - {*before.officers} if officer.until}
    if any(end > today for end in ends):
        today = max(ends)
        odd = list(broken(after, today, list(offices.values())))
    warnings = _new(odd, before, after, today, list(offices.values()))
    return Comparison(errors, warnings, len(wrong) - len(errors))


def _new(
    found: Sequence[Problem], before: Registry, after: Registry, today: date, rules: Sequence[Rule]
) -> list[Problem]:
    """Those of the problems after a change that were not there before."""
    stood = Counter(_identity(problem, before) for problem in broken(before, today, rules)) if found else Counter()
    new: list[Problem] = []
    for problem in found:
        if stood[identity := _identity(problem, after)]:
            stood[identity] -= 1
        else:
            new.append(problem)
    return new


def _identity(problem: Problem, registry: Registry) -> tuple[object, ...]:
    """What makes it the same problem before and after a change: the rule, the record, the field and its value."""
    value: Any = registry
    for step in problem.place.path:
        value = value[step] if isinstance(step, int) else getattr(value, step)
    field = problem.place.inner[:1]
    return problem.rule, problem.place.kind, problem.place.key, field, value if problem.place.inner else None
