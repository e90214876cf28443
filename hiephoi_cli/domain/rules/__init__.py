"""The rules that a registry should keep, and what breaks them."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from hiephoi_cli.domain.problems import Problem
from hiephoi_cli.domain.records import Registry
from hiephoi_cli.domain.rules import ballots, holders, likeness, mandates, members, results, texts
from hiephoi_cli.domain.rules.rule import Rule
from hiephoi_cli.domain.words import Severity

_OF_RECORDS = (
    texts.duplicate,
    texts.reference,
    texts.text,
    texts.untidy,
    texts.code_form,
    members.tax_code,
    members.duplicate_tax_code,
    members.lost_zero,
    members.nine_digits,
    members.member_dates,
    members.left_reason,
    members.unclassified,
    members.phone,
    members.email,
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


def broken(registry: Registry, today: date, rules: Sequence[Rule] = tuple(RULES.values())) -> Iterator[Problem]:
    """What breaks the rules, rule by rule; each is worth what the registry says, or else what the rule says."""
    for rule in rules:
        severity = registry.rules.severity.get(rule.name, rule.severity)
        if severity is not Severity.OFF:
            for finding in rule.find(registry, today):
                yield Problem(rule.name, severity, finding.place, finding.message, finding.hint, finding.related)


class Comparison(NamedTuple):
    """What a change brings: errors, warnings of offices and elections; and how many errors stood before."""

    errors: list[Problem]
    warnings: list[Problem]
    standing: int


def compared(before: Registry, after: Registry, today: date) -> Comparison:
    """The problems of a registry after a change, set against those before it.

    Warnings are those of today, or of the last day on which the change lets a mandate end.
    """

    def worth(rule: Rule) -> Severity:
        return after.rules.severity.get(rule.name, rule.severity)

    strict = [rule for rule in RULES.values() if worth(rule) is Severity.ERROR]
    told = [rule for rule in _OF_OFFICES if worth(rule) is Severity.WARNING]
    found, errors = _brought_in(before, after, today, strict)
    ends = {officer.until for officer in {*after.officers} - {*before.officers} if officer.until}
    warnings = _brought_in(before, after, max(today, *ends) if ends else today, told)[1]
    return Comparison(errors, warnings, found - len(errors))


def _brought_in(before: Registry, after: Registry, today: date, rules: Sequence[Rule]) -> tuple[int, list[Problem]]:
    """How many problems there are after a change, and those of them that were not there before."""
    found = list(broken(after, today, rules))
    stood = Counter(_identity(problem, before) for problem in broken(before, today, rules)) if found else Counter()
    new: list[Problem] = []
    for problem in found:
        if stood[identity := _identity(problem, after)]:
            stood[identity] -= 1
        else:
            new.append(problem)
    return len(found), new


def _identity(problem: Problem, registry: Registry) -> tuple[object, ...]:
    """What makes it the same problem before and after a change: the rule, the record, the field and its value."""
    value: Any = registry
    for step in problem.place.path:
        value = value[step] if isinstance(step, int) else getattr(value, step)
    field = problem.place.inner[:1]
    return problem.rule, problem.place.kind, problem.place.key, field, value if problem.place.inner else None
