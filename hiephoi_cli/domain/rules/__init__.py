"""The rules that a registry should keep, and what breaks them."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from hiephoi_cli.domain.problems import Problem
from hiephoi_cli.domain.records import Registry
from hiephoi_cli.domain.rules import ballots, likeness, mandates, members, texts
from hiephoi_cli.domain.rules.rule import Rule
from hiephoi_cli.domain.words import Severity

RULES: dict[str, Rule] = {
    rule.name: rule
    for rule in (
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
        mandates.seats,
        mandates.mandate_dates,
        mandates.end_reason,
        mandates.long_term,
        mandates.overdue,
        mandates.vacant,
        mandates.officer_left,
        mandates.no_vote,
        mandates.representative,
        ballots.ballot,
        ballots.too_many_elected,
        ballots.stands_twice,
        ballots.no_quorum,
        ballots.no_majority,
        ballots.elected_without_mandate,
        ballots.mandate_without_election,
    )
}


def broken(registry: Registry, today: date, rules: Sequence[Rule] = tuple(RULES.values())) -> Iterator[Problem]:
    """What breaks the rules, rule by rule; each is worth what the registry says, or else what the rule says."""
    for rule in rules:
        severity = registry.rules.severity.get(rule.name, rule.severity)
        if severity is not Severity.OFF:
            for finding in rule.find(registry, today):
                yield Problem(rule.name, severity, finding.place, finding.message, finding.hint, finding.related)


class Errors(NamedTuple):
    """The errors after a change: those that it brings, and how many stood before."""

    brought_in: list[Problem]
    standing: int


def errors(before: Registry, after: Registry, today: date) -> Errors:
    """The errors of a registry after a change, set against those before it."""
    strict = [rule for rule in RULES.values() if after.rules.severity.get(rule.name, rule.severity) is Severity.ERROR]
    found = list(broken(after, today, strict))
    stood = Counter(_identity(problem, before) for problem in broken(before, today, strict)) if found else Counter()
    new: list[Problem] = []
    for problem in found:
        if stood[identity := _identity(problem, after)]:
            stood[identity] -= 1
        else:
            new.append(problem)
    return Errors(new, len(found) - len(new))


def _identity(problem: Problem, registry: Registry) -> tuple[object, ...]:
    """What makes it the same problem before and after a change: the rule, the record, the field and its value."""
    value: Any = registry
    for step in problem.place.path:
        value = value[step] if isinstance(step, int) else getattr(value, step)
    field = problem.place.inner[:1]
    return problem.rule, problem.place.kind, problem.place.key, field, value if problem.place.inner else None
