"""Taking back changes of the registry: what that is comes first, and somebody is asked unless it is their own."""

from pathlib import Path

from hiephoi_cli.domain.calendar import show_time
from hiephoi_cli.domain.records import Registry
from hiephoi_cli.i18n import _, ngettext
from hiephoi_cli.interface.changing import diff, keys, saved_all_the_same, tell_beside
from hiephoi_cli.interface.deeds import deeds, summary
from hiephoi_cli.interface.invocation import author, today
from hiephoi_cli.interface.past_names import with_removed
from hiephoi_cli.interface.prompts import agree
from hiephoi_cli.output.screen import somebody_is_there
from hiephoi_cli.output.stream import tell, write
from hiephoi_cli.storage import undo
from hiephoi_cli.storage.entries import Entry, touched
from hiephoi_cli.storage.undo import Step, Wanted

_NAMED = 20  # changes that are named one by one, those that touched most


def take_back(path: Path, wanted: Wanted, *, yes: bool, dry_run: bool, wait: float) -> None:
    """Take back what is wanted, or show what that would do."""
    step = undo.planned(path, wanted, today())
    for line in _said(step):
        tell(line)
    if dry_run:
        write(diff(step.done, path))
        tell_beside(step.done)
        return
    if not yes and somebody_is_there() and not _is_own(step):
        agree(_("redo this?") if step.undoes.is_redo else _("undo this?"))
    done = undo.take_back(path, step, wanted, today=today(), wait=wait, by=author())
    with saved_all_the_same():
        write(f"{key}\n" for key in keys(done))
    records = touched(done.differences)
    for sentence in deeds(records, with_removed(done.after, records)):
        tell(sentence)
    if not done.differences:
        tell(_("nothing to change") if done.new == done.old else _("done"))
    tell_beside(done)


def _is_own(step: Step) -> bool:
    """Whether it is the last change alone, and made by who takes it back."""
    return step.is_last and len(step.entries) == 1 and step.entries[0].by == author().by


def _said(step: Step) -> list[str]:
    """The changes that are taken back, or made again, the latest first."""
    is_redo = step.undoes.is_redo
    entries, registry = (step.again, step.done.after) if is_redo else (step.entries, step.done.before)
    named = sorted(range(len(entries)), key=lambda place: -len(entries[place].records or ()))[:_NAMED]
    shown = [_line(entries[place], registry) for place in sorted(named)]
    if more := len(entries) - len(shown):
        shown.append(ngettext("  and {n} smaller change", "  and {n} smaller changes", more).format(n=more))
    return [_("to redo:") if is_redo else _("to undo:"), *shown]


def _line(entry: Entry, registry: Registry) -> str:
    return "  " + " · ".join(
        filter(None, (f"#{entry.number}", show_time(entry.at), entry.by, summary(entry, registry)))
    )
