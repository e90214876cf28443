"""Rules that a registry should keep: each a function that declares its traits and finds what breaks it."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from msgspec import Struct, structs

from hiephoi_cli.domain.problems import Place, Problem
from hiephoi_cli.domain.records import KINDS, Registry
from hiephoi_cli.domain.rules import (
    ballots,
    beside,
    contacts,
    formers,
    holders,
    likeness,
    links,
    mandates,
    members,
    people,
    results,
    shared_words,
    terms,
    texts,
    unmerged,
    votes,
)
from hiephoi_cli.domain.rules.rule import Rule
from hiephoi_cli.domain.words import Severity

_OF_REGISTRIES = (
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
    members.confirmed_ahead,
    members.joining_year,
    members.unclassified,
    formers.former_order,
    formers.former_same,
    formers.periods_overlap,
    formers.office_dates,
    contacts.phone,
    contacts.email,
    likeness.same_name,
    likeness.branches,
    mandates.seats,
    mandates.mandate_dates,
    mandates.end_reason,
    terms.term_backwards,
    terms.long_term,
    terms.overdue,
    terms.outside_term,
    terms.overlapping_terms,
    mandates.vacant,
    formers.seats_cut,
    formers.ended_office,
    formers.before_office,
    people.twice_in_office,
    people.exclusive_offices,
    holders.officer_left,
    holders.not_yet_member,
    holders.no_vote,
    holders.representative,
    holders.standing_board,
    ballots.ballot,
    ballots.too_many_elected,
    ballots.stands_twice,
    results.no_quorum,
    votes.no_majority,
    votes.loser_ahead,
    votes.tie,
    votes.too_many_votes,
    votes.no_votes,
    results.candidate_class,
    results.elected_without_mandate,
    results.mandate_without_election,
    shared_words.zone_names,
    shared_words.product_words,
    links.link_itself,
    links.link_dates,
    links.link_left,
    links.link_twice,
    links.link_product,
)
RULES: dict[str, Rule] = {rule.name: rule for rule in _OF_REGISTRIES}
"""The rules about a registry's contents."""
OF_FILES: dict[str, Rule] = {rule.name: rule for rule in (beside.conflict_copy,)}
"""The rules about the files beside it."""
OF_TEXT: dict[str, Rule] = {rule.name: rule for rule in (unmerged.conflict,)}
"""The rules about what stands in a registry's text beside its contents."""
ALL_RULES = RULES | OF_TEXT | OF_FILES


def broken(registry: Registry, today: date, rules: Sequence[Rule] = tuple(RULES.values())) -> Iterator[Problem]:
    """What breaks the rules, in the order of the rules, with the severity that the registry sets."""
    for rule in rules:
        severity = _severity(rule, registry)
        if severity is not Severity.OFF:
            for finding in rule.find(registry, today):
                yield Problem(rule.name, severity, finding.place, finding.message, finding.hint, finding.related)


def broken_beside(values: Mapping[str, Any], name: str, beside: Sequence[str]) -> Iterator[Problem]:
    """What breaks the rules among the files beside a registry of that name and those TOML values."""
    yield from _broken_beside_values(OF_FILES, values, name, beside)


def broken_in_text(values: Mapping[str, Any], undecided: Sequence[unmerged.Undecided]) -> Iterator[Problem]:
    """What breaks the rules in the text of a registry with those TOML values, given what a merge left undecided."""
    yield from _broken_beside_values(OF_TEXT, values, undecided)


def _broken_beside_values(rules: Mapping[str, Rule], values: Mapping[str, Any], *given: object) -> Iterator[Problem]:
    """What breaks rules that look at something else than the values, which set their severities."""
    severities = values.get("rules")
    for rule in rules.values():
        chosen = severities.get(rule.name) if isinstance(severities, Mapping) else None
        severity = Severity(chosen) if chosen in list(Severity) else rule.severity
        if severity is not Severity.OFF:
            for finding in rule.find(*given):
                yield Problem(rule.name, severity, finding.place, finding.message, finding.hint)


class Comparison(Struct, frozen=True):
    """The errors and warnings that a change brings in, and the number of errors that stood before it."""

    errors: list[Problem]
    warnings: list[Problem]
    old_errors: int


def compared(before: Registry, after: Registry, today: date, problems: Sequence[Problem] | None = None) -> Comparison:
    """Compare the problems after a change with those before it.

    `problems` are those afterwards, if the caller has them. Warnings are of rules about offices and elections, and of
    those about single records in the records that changed. They hold today, or on the last day on which the
    change ends a mandate.
    """
    strict = [rule for rule in RULES.values() if _severity(rule, after) is Severity.ERROR]
    warning = [rule for rule in RULES.values() if rule.on_change and _severity(rule, after) is Severity.WARNING]
    names = {rule.name for rule in warning}
    of_records = problems is None or _touches_records(problems, before, after)
    if problems is None:
        problems = list(broken(after, today, [*strict, *warning]))
    wrong = [problem for problem in problems if problem.severity is Severity.ERROR]
    odd = [problem for problem in problems if problem.rule in names]
    errors = _new(wrong, before, after, today, strict)
    ends = {officer.until for officer in {*after.officers} - {*before.officers} if officer.until}
    if any(end > today for end in ends):
        today = max(ends)
        odd = list(broken(after, today, warning))
    warnings = [*_new(odd, before, after, today, warning), *(_of_records(before, after, today) if of_records else ())]
    return Comparison(errors, warnings, len(wrong) - len(errors))


def _touches_records(problems: Sequence[Problem], before: Registry, after: Registry) -> bool:
    """Whether any problem is one of a single record that the change made or changed."""
    for problem in problems:
        kind, index = problem.place.kind, problem.place.index
        if kind and problem.rule in RULES and RULES[problem.rule].of_record:
            old = getattr(before, kind)
            if index is None or index >= len(old) or getattr(after, kind)[index] != old[index]:
                return True
    return False


def _of_records(before: Registry, after: Registry, today: date) -> list[Problem]:
    """The new warnings of rules about single records; only the records that changed are looked at."""
    old, new = _narrowed(before, after), _narrowed(after, before)
    rules = [rule for rule in RULES.values() if rule.of_record and _severity(rule, after) is Severity.WARNING]
    return _new(list(broken(new, today, rules)), old, new, today, rules)


def _narrowed(registry: Registry, other: Registry) -> Registry:
    """The registry with only those records that the other has not."""
    kinds = {}
    for kind in KINDS:
        records, others = getattr(registry, kind), getattr(other, kind)
        known = {id(record) for record in others} if records is not others else set()
        kinds[kind] = tuple(record for record in records if id(record) not in known) if known or not others else ()
    return structs.replace(registry, **kinds)


def _severity(rule: Rule, registry: Registry) -> Severity:
    return registry.rules.severity.get(rule.name, rule.severity)


def _new(
    problems: Sequence[Problem], before: Registry, after: Registry, today: date, rules: Sequence[Rule]
) -> list[Problem]:
    """The problems after a change that were not there before it."""
    if not problems:
        return []
    stood = Counter(_identity(problem, before) for problem in broken(before, today, rules))
    renamed = _earlier_keys(before, after) if stood else {}
    new: list[Problem] = []
    for problem in problems:
        if stood[identity := _identity(problem, after, renamed)]:
            stood[identity] -= 1
        else:
            new.append(problem)
    return new


def _earlier_keys(before: Registry, after: Registry) -> dict[tuple[str, str], str]:
    """The keys of records that a change has given another one, by kind and new key: mandates have no lasting one."""
    keys: dict[tuple[str, str], str] = {}
    for kind in KINDS:
        old, new = getattr(before, kind), getattr(after, kind)
        if len(old) == len(new):
            keys |= {(kind, is_.key): was.key for was, is_ in zip(old, new, strict=True) if was is not is_}
    return keys


def _identity(
    problem: Problem, registry: Registry, renamed: Mapping[tuple[str, str], str] | None = None
) -> tuple[object, ...]:
    """What a problem keeps through a change: rule, record, field and value."""
    field, value = problem.place.inner[:1], value_at(registry, problem.place)
    kind, key = problem.place.kind, problem.place.key
    return problem.rule, kind, (renamed or {}).get((kind, key), key), field, value


def value_at(registry: Registry, place: Place) -> Any:  # noqa: ANN401  the value of any field
    """The value at a place; None where that is a whole record."""
    value: Any = registry
    for step in place.path if place.inner else ():
        value = value[step] if isinstance(step, int) else getattr(value, step)
    return value if place.inner else None
