"""`hiephoi check`: every problem at once, where it stands, and what to do."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer
from msgspec import structs

from hiephoi_cli.domain.checking import problems
from hiephoi_cli.domain.fields import TEXT, Field
from hiephoi_cli.domain.mending import mended
from hiephoi_cli.domain.order import order_of
from hiephoi_cli.domain.problems import Problem
from hiephoi_cli.domain.rules import ALL_RULES, OF_FILES, OF_TEXT, RULES, broken_beside, broken_in_text
from hiephoi_cli.domain.rules.example import SOUND
from hiephoi_cli.domain.rules.rule import Rule
from hiephoi_cli.domain.suggest import did_you_mean
from hiephoi_cli.domain.words import Severity
from hiephoi_cli.errors import InvalidData, UsageError
from hiephoi_cli.files.formats import named
from hiephoi_cli.i18n import N_, _
from hiephoi_cli.interface.changing import DryRun, Wait, make
from hiephoi_cli.interface.completion import Offer, Typed
from hiephoi_cli.interface.invocation import Origin, origin_of, registry_path, today
from hiephoi_cli.interface.reading import Output, offering
from hiephoi_cli.interface.rows import Rows, narrowed
from hiephoi_cli.output.listing import Column, Listing
from hiephoi_cli.output.listing_formats import NAMES
from hiephoi_cli.output.screen import PAGE, page
from hiephoi_cli.output.stream import write
from hiephoi_cli.storage.conflict_comments import undecided
from hiephoi_cli.storage.inspection import Inspection, Located, inspect, located, neighbours
from hiephoi_cli.storage.name import NAME
from hiephoi_cli.storage.read import parse

_TEXT = "text"
EXAMPLES = ("hiephoi check", "hiephoi check --explain vacant")


def _rules(ctx: Typed) -> list[Offer]:
    named = ctx.given.get("rules", ())
    return [Offer(name, _(rule.sentence)) for name, rule in ALL_RULES.items() if name not in named]


def _checking(
    ctx: typer.Context,
    rows: Rows,
    output: Output,
    rules: Annotated[
        list[str] | None,
        typer.Argument(
            metavar=N_("RULE..."),
            help=N_("Only these rules; the beginning of a name is enough"),
            autocompletion=_rules,
        ),
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help=N_("Treat warnings as errors"))] = False,
    fix: Annotated[bool, typer.Option("--fix", help=N_("Fix what is safe to fix, then check"))] = False,
    dry_run: DryRun = False,
    wait: Wait = 10.0,
    listed: Annotated[bool, typer.Option("--list", help=N_("List the rules"))] = False,
    explain: Annotated[bool, typer.Option("--explain", help=N_("Explain the rules, with an example each"))] = False,
) -> None:
    wanted = _named(rules or [])
    if output.format_:
        named(output.format_, (_TEXT, *NAMES))  # before anything is fixed
    if dry_run and not fix:
        raise UsageError(_("'--dry-run' goes with '--fix'"), "hiephoi check --fix --dry-run")
    if listed:
        output.hand_out(_rules_listing(wanted), None, rows)
        return
    if explain:
        write(explained(rule, today(), page()) for rule in wanted)
        return
    origin = origin_of(ctx)
    if fix:
        make(ctx, registry_path(ctx), mended, dry_run=dry_run, wait=wait)
        if dry_run:
            return
    inspection = _inspected(origin, wanted)
    listing = narrowed(_listing(inspection), rows.where, any_=rows.any_)
    text = {_TEXT: lambda listing: _report(structs.replace(inspection, problems=list(listing.rows)), origin.path)}
    output.hand_out(listing, origin.path, structs.replace(rows, where=None, any_=False), usual=_TEXT, more=text)
    if any(one.problem.severity is Severity.ERROR or strict for one in listing.rows):
        raise typer.Exit(InvalidData.exit_code)


verb = offering(_checking, (_TEXT,), usual=_TEXT)


def _inspected(origin: Origin, wanted: Sequence[Rule]) -> Inspection:
    """The registry as these rules judge it, with what is wrong among the files beside it. Raises as `inspect` does."""
    path, day = origin.path, today()
    beside = neighbours(path)

    def check(values: Mapping[str, Any]) -> list[Problem]:
        return problems(values, day, [rule for rule in wanted if rule.name in RULES])

    def of_files(values: Mapping[str, Any]) -> list[Problem]:  # whichever rules are asked for
        return list(broken_beside(values, path.resolve().name, beside))

    return inspect(path, check, of_files, partial(_of_text, wanted), past=origin.past)


def _of_text(wanted: Sequence[Rule], text: str, values: Mapping[str, Any]) -> list[Problem]:
    """The problems of a text beside its values, if its rules are wanted."""
    names = {rule.name for rule in wanted}
    return [one for one in broken_in_text(values, undecided(text, values)) if one.rule in names]


def _named(names: Sequence[str]) -> list[Rule]:
    """The rules whose names begin so; all where none is named. Raises UsageError."""
    for name in names:
        if not any(known.startswith(name) for known in ALL_RULES):
            raise UsageError(
                _("no rule '{name}'").format(name=name), did_you_mean(name, ALL_RULES) or "hiephoi check --list"
            )
    return [rule for name, rule in ALL_RULES.items() if not names or name.startswith(tuple(names))]


def _report(inspection: Inspection, path: Path) -> Iterator[str]:
    """The problems for people, then their number."""
    yield from _excerpts(inspection, str(path), page())
    severities = [one.problem.severity for one in inspection.problems]
    if severities:
        errors, warnings = severities.count(Severity.ERROR), severities.count(Severity.WARNING)
        yield _("errors: {errors} · warnings: {warnings}").format(errors=errors, warnings=warnings) + "\n"


def _excerpts(inspection: Inspection, name: str, width: int) -> Iterator[str]:
    if not inspection.problems:
        return iter(())
    from hiephoi_cli.output.excerpts import Excerpt, excerpts  # with Rich, not needed for a sound registry

    paragraphs = [
        Excerpt(
            where=name if one.problem.rule in OF_FILES else f"{name}:{one.spot.line}:{one.spot.column}",
            severity=one.problem.severity,
            rule=one.problem.rule,
            message=one.problem.message,
            hint=one.problem.hint,
            spots=[spot for spot in (one.spot, one.related) if spot and one.problem.rule not in OF_FILES],
        )
        for one in inspection.problems
    ]
    return excerpts(paragraphs, inspection.lines, width)


def _listing(inspection: Inspection) -> Listing:
    """The problems as data; the keys are a contract."""
    plain: dict[str, Callable[[Located], object]] = {
        "rule": lambda one: one.problem.rule,
        "severity": lambda one: one.problem.severity,
        "line": lambda one: one.spot.line,
        "column": lambda one: one.spot.column,
        "where": lambda one: str(one.problem.place),
        "message": lambda one: one.problem.message,
        "hint": lambda one: one.problem.hint,
        "related": lambda one: [{"line": one.related.line, "column": one.related.column}] if one.related else [],
    }
    return Listing(columns=[_column(key, value) for key, value in plain.items()], rows=inspection.problems)


def _rules_listing(rules: Sequence[Rule]) -> Listing:
    plain: dict[str, Callable[[Rule], object]] = {
        "rule": lambda rule: rule.name,
        "severity": lambda rule: rule.severity,
        "sentence": lambda rule: _(rule.sentence),
    }
    titles = {"rule": _("Rule"), "severity": _("Severity"), "sentence": _("What it asks for")}
    columns = [structs.replace(_column(key, value), title=titles[key]) for key, value in plain.items()]
    shown = [
        structs.replace(one, shown=lambda rule: _(rule.severity)) if one.key == "severity" else one for one in columns
    ]
    return Listing(columns=shown, rows=rules)


_FIELDS = {
    **{name: Field.of(name, int) for name in ("line", "column")},
    "severity": Field.of("severity", Severity),
}


def _column(key: str, plain: Callable[[Any], object]) -> Column:
    field = _FIELDS.get(key, TEXT)
    order = order_of(field) if field is not TEXT else str
    return Column(key, key, plain, lambda row: str(plain(row)), lambda row: order(plain(row)), everyday=0, field=field)


def explained(rule: Rule, day: date, width: int = PAGE) -> str:
    """A rule with its source, and an example with what `check` says about it, as Markdown of that width."""
    import textwrap  # with its patterns, for explanations only

    text = SOUND + rule.example + "\n"
    if rule.name in OF_FILES:
        inspection = located(SOUND, list(broken_beside({}, NAME, rule.example.splitlines())))
    elif rule.name in OF_TEXT:
        inspection = located(text, _of_text([rule], text, parse(Path(NAME), text)))
    else:
        inspection = located(text, problems(parse(Path(NAME), text), day, [rule]))
    excerpts = "".join(_excerpts(inspection, NAME, width)).rstrip()
    statement = f"{_(rule.sentence)} {_(rule.source) if rule.source else ''}".rstrip()
    statement = textwrap.fill(statement, width, break_long_words=False, break_on_hyphens=False)
    language = "text" if rule.name in OF_FILES else "toml"
    blocks = (statement, f"```{language}\n{rule.example}\n```", f"```text\n{excerpts}\n```")
    return "\n\n".join([f"## {rule.name} · {_(rule.severity)}", *blocks, ""]) + "\n"
