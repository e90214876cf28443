"""Shows what `election record` will write, and lets only that be written."""

from collections.abc import Iterator

from hiephoi_cli.domain.difference import differences
from hiephoi_cli.domain.fields import fields
from hiephoi_cli.domain.past import as_of
from hiephoi_cli.domain.records import Candidate, Change, Election, Officer, Registry, Table
from hiephoi_cli.domain.vietnamese import harmless
from hiephoi_cli.i18n import _
from hiephoi_cli.interface.changing import changed_meanwhile
from hiephoi_cli.interface.showing import shower
from hiephoi_cli.output.screen import screen, styled
from hiephoi_cli.output.stream import say
from hiephoi_cli.output.text_width import width, wrapped

_FIRST = ("office", "on")


def reviewed(change: Change, registry: Registry) -> Change:
    """Show what the change does to this registry; the one returned raises Conflict where it would do anything else."""
    shown = _effects(registry, change)

    def as_shown(before: Registry) -> Registry:
        if _effects(before, change) != shown:
            raise changed_meanwhile()
        return change(before)

    for lines in _parts(change(registry), shown):
        _show(lines)
    say("\n")
    return as_shown


def _effects(before: Registry, change: Change) -> list[tuple[Table | None, Table | None]]:
    """The records that the change makes new, each with what it was before."""
    return [(difference.old, difference.new) for difference in differences(before, change(before))]


def _parts(registry: Registry, effects: list[tuple[Table | None, Table | None]]) -> Iterator[list[tuple[str, str]]]:
    """Labels and texts: a part for each election, with the mandates that it ends."""
    for _old, election in effects:
        if isinstance(election, Election):
            then = as_of(registry, election.on)
            ended = [new for old, new in effects if old and isinstance(new, Officer) and new.office == election.office]
            yield [
                *_values(then, election),
                *((_("Candidate"), _candidate(then, candidate)) for candidate in election.candidates),
                *((_("Mandate ends"), _ended(then, officer)) for officer in ended),
            ]


def _values(registry: Registry, election: Election) -> Iterator[tuple[str, str]]:
    declared = fields(Election)
    for name in (*_FIRST, *(name for name in declared if name not in {*_FIRST, "id", "candidates"}), "id"):
        value = getattr(election, name)
        if value is not None:
            yield _(declared[name].title), shower(registry, declared[name])(value)


def _candidate(registry: Registry, candidate: Candidate) -> str:
    members, votes = registry.labels("members"), candidate.votes
    return " · ".join(
        [
            candidate.person,
            *([f"{candidate.member} {members[candidate.member]}"] if candidate.member else []),
            *([_("votes: {n}").format(n=votes)] if votes is not None else []),
            _("elected") if candidate.elected else _("not elected"),
        ]
    )


def _ended(registry: Registry, officer: Officer) -> str:
    declared = fields(Officer)
    names = ("until", "end_reason")
    how = [shower(registry, declared[name])(getattr(officer, name)) for name in names]
    return " · ".join([officer.person, *how])


def _show(lines: list[tuple[str, str]]) -> None:
    """A blank line, and each text behind its label, continued below itself where the screen ends."""
    on = screen(on_terminal=True)
    indent = max(width(label) for label, _text in lines) + 4
    say("\n")
    for label, text in lines:
        first, *more = wrapped(harmless(text), max(20, on.width - indent))
        say(f"  {styled(label, on.heading)}{' ' * (indent - 2 - width(label))}{first.rstrip()}\n")
        for line in more:
            say(f"{' ' * indent}{line.rstrip()}\n")
