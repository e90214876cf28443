"""Exchanging changes of a registry with other offices: what was done here goes out, what was done there comes in."""

import random
import shlex
import time
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, structs

from hiephoi_cli.domain.difference import differences
from hiephoi_cli.domain.records import Registry
from hiephoi_cli.errors import Conflict, FileTrouble, Report
from hiephoi_cli.i18n import _, ngettext
from hiephoi_cli.interface.changing import tell_beside, tell_old_errors
from hiephoi_cli.interface.commit_messages import commit_message, in_words, what_changed
from hiephoi_cli.interface.invocation import author, today
from hiephoi_cli.interface.states import State
from hiephoi_cli.output.screen import somebody_is_there
from hiephoi_cli.output.stream import tell
from hiephoi_cli.storage.clone import Clone
from hiephoi_cli.storage.clone_status import Branch, Status
from hiephoi_cli.storage.read import current, registry_in
from hiephoi_cli.storage.standing import decoded

if TYPE_CHECKING:
    from hiephoi_cli.storage.merge import Merged
    from hiephoi_cli.storage.update import Update

_TRIES = 40
"""Rounds while others push, or somebody edits the file, in between."""


def environment() -> dict[str, str]:
    """What git is to know: it may ask for a password only where somebody is there to answer."""
    return {} if somebody_is_there() else {"GIT_TERMINAL_PROMPT": "0"}


def clone_of(path: Path) -> Clone:
    """The clone around a registry. Raises FileTrouble where there is no repository."""
    clone = Clone(path, environment())
    if not clone.git.is_repository:
        raise FileTrouble(
            _("{file} is in no git repository").format(file=path),
            _("connect it to the server: `hiephoi sync --set-up URL`"),
        )
    return clone


class Round(Struct, frozen=True):
    """The result of one round of syncing."""

    head: str
    """The last commit here; empty where it is still to be made."""
    theirs: str
    """The last commit at the server; empty where it has none yet."""
    base: str
    """The last that both had before."""


def sync(path: Path, wait: float) -> None:
    """Commit what changed, take in what others did, and push; says what came in and what went out.

    Raises Conflict, FileTrouble, InvalidData.
    """
    clone = clone_of(path)
    with clone.alone(wait):
        first: Round | None = None
        for attempt in range(_TRIES):
            status = clone.status()
            clone.refuse_unfinished(status)
            branch = clone.branch(status)
            done = _round(clone, branch, status, wait)
            if done is None:
                continue
            first = first or done
            registry_in(clone.shown, clone.text(done.head) or b"")  # git may have committed one with faults
            if done.head == done.theirs or clone.push(branch):
                _report(clone, structs.replace(done, base=first.base))
                return
            time.sleep(random.uniform(0, 0.02 * attempt))  # noqa: S311  so that two do not stay in step
    raise Conflict(_("others were faster each time; what was changed here is committed"), "hiephoi sync")


def preview(path: Path, wait: float) -> None:
    """Say what would come in and go out, and what would have to be decided; only what git knows of the server changes.

    Raises Conflict, FileTrouble, InvalidData.
    """
    clone = clone_of(path)
    with clone.alone(wait):
        status = clone.status()
        clone.refuse_unfinished(status)
        ours = current(clone.path)
        _refuse_marks(ours)
        branch = clone.branch(status)
        theirs = clone.fetch(branch)
        base = clone.base(status.head, theirs) if status.head and theirs else ""
        joint = _joined(clone, branch, Round("", theirs, base), ours) if base else None
        conflicts = joint.conflicts if joint else ()
        came = _taken(joint) if joint and conflicts else _changes(clone, base, theirs)
        before, after = clone.text(base) if base else None, registry_in(clone.shown, ours)
    old = decoded(before) if before else None
    _refuse_emptied(old, after)
    went = in_words(old, after) if old != after else ""
    if came or not conflicts:
        tell(_("would come in: {changes}").format(changes=came) if came else _("nothing new from the others"))
    tell(_("would go out: {changes}").format(changes=went) if went else _("nothing to send"))
    for left in conflicts:
        tell(_("you would have to decide: {conflict}").format(conflict=left.sentence))


def _round(clone: Clone, branch: Branch, status: Status, wait: float) -> Round | None:
    """Commit, fetch and merge; None where somebody changed the file meanwhile, and all is to be done again."""
    ours = current(clone.path)
    _refuse_marks(ours)
    head = _committed(clone, status, ours)
    theirs = clone.fetch(branch)
    if not theirs or theirs == head:
        return Round(head, theirs, theirs)
    base = clone.base(head, theirs)
    if base == theirs:
        return Round(head, theirs, base)
    new = _taken_in(clone, branch, Round(head, theirs, base), ours, wait)
    return Round(new, theirs, base) if new else None


def _refuse_marks(data: bytes) -> None:
    """Raise Conflict where somebody has to decide what a merge could not."""
    if b"conflict" not in data:
        return
    from hiephoi_cli.storage.merge_unfinished import left_in  # with all that merging needs

    if number := left_in(data):
        message = ngettext(
            "{n} conflict is left from the last sync; nothing was sent",
            "{n} conflicts are left from the last sync; nothing was sent",
            number,
        )
        raise Conflict(message.format(n=number), _decide())


def _committed(clone: Clone, status: Status, ours: bytes) -> str:
    """The last commit, which has the registry as it is. Raises InvalidData for one with faults."""
    before = clone.text(status.head) if status.head else None
    if before is not None and clone.name not in status.changed:
        return status.head
    after = registry_in(clone.shown, ours)
    _refuse_emptied(decoded(before) if before else None, after)
    clone.commit(commit_message(before, after))
    return clone.run("rev-parse", "HEAD")


def _refuse_emptied(before: Registry | None, after: Registry) -> None:
    """Raise Conflict where no member is left of many: the file was replaced, rather than edited."""
    were, are = ({(one.id, one.name) for one in (registry.members if registry else ())} for registry in (before, after))
    if len(were) > 1 and were.isdisjoint(are):
        raise Conflict(
            _("none of the {n} members is left in this file; nothing was synced").format(n=len(were)),
            _("bring them back with `hiephoi undo`; if all are to go, commit the file with git first"),
        )


def _taken_in(clone: Clone, branch: Branch, at: Round, ours: bytes, wait: float) -> str | None:
    """The last commit after others' changes came in; None where the file is not as it was.

    Raises Conflict where somebody has to decide, InvalidData where theirs cannot be read.
    """
    from hiephoi_cli.storage.update import writing  # only needed where something came in

    joint = _joined(clone, branch, at, ours)
    is_behind = at.base == at.head
    new = at.theirs if is_behind else clone.merged(at.head, at.theirs, joint.data, _merge_message(clone, at))
    with writing(clone.path, wait) as file:
        if current(file.path) != ours:
            return None
        clone.refuse_overwriting(at.head, new)
        us = author()
        others = structs.replace(us, by=", ".join(clone.authors(at.base, at.theirs)) or us.by)
        done = file.replaced(_update(ours, joint.data), others)
        clone.adopt(at.head, new)
    tell_beside(done)
    for note in joint.notes:
        tell(note)
    if joint.conflicts:
        if came := _taken(joint):
            tell(_received(came))
        raise _undecided(joint)
    return new


def _joined(clone: Clone, branch: Branch, at: Round, ours: bytes) -> "Merged":
    """The registry with the changes of both sides. Raises Conflict, InvalidData."""
    from hiephoi_cli.storage.merge import Merged, merged

    theirs, base = _theirs(clone, branch, at), clone.text(at.base)
    if theirs is None:
        return Merged(ours)
    if base == ours or at.base == at.head:
        return Merged(theirs)
    joint = merged(base or b"", ours, theirs, today=today(), path=clone.path)
    if any(left.conflict is None for left in joint.conflicts):
        sentences = [left.sentence for left in joint.conflicts]
        raise Conflict(sentences[0], f"git show {at.theirs[:12]}:{clone.name} > theirs.toml; hiephoi diff theirs.toml")
    return joint


def _theirs(clone: Clone, branch: Branch, at: Round) -> bytes | None:
    """The registry as others have it; None where they never had one. Raises Conflict, InvalidData."""
    theirs = clone.text(at.theirs)
    name = f"{branch.remote}/{branch.there}:{clone.name}"
    if theirs is not None:
        look = f"hiephoi diff HEAD {branch.remote}/{branch.there} --format diff"
        _registry = State(name, theirs, look=look).registry
    elif at.base and clone.text(at.base) is not None:
        message = _("{name} is gone: somebody removed or moved the registry; nothing was synced")
        raise Conflict(message.format(name=name), f"git log --stat {at.theirs[:12]}")
    return theirs


def _merge_message(clone: Clone, at: Round) -> str:
    base, theirs = clone.text(at.base), clone.text(at.theirs)
    registry = decoded(theirs) if theirs else None
    return _("merged") if registry is None else _("merged: {changes}").format(changes=commit_message(base, registry))


def _taken(joint: "Merged") -> str:
    """What a merge with conflicts took in, in words; empty where that is nothing."""
    after = decoded(joint.data)
    return what_changed(joint.ours, after) if joint.ours and after else ""


def _update(old: bytes, new: bytes) -> "Update":
    """The edit of the file that brings in others' changes; errors that came with them are named."""
    from hiephoi_cli.domain.rules import compared
    from hiephoi_cli.storage.update import Update

    after = decoded(new)
    before = decoded(old) or after
    assert before  # noqa: S101  both were read before
    assert after  # noqa: S101
    found = compared(before, after, today())
    changes = differences(before, after, ordered=False)
    return Update(before, after, old, new, changes, found.old_errors + len(found.errors), found.warnings)


def _undecided(joint: "Merged") -> Conflict:
    """The error that somebody has to decide what both sides changed; the file here stays until then."""
    first, *more = (left.sentence for left in joint.conflicts)
    key = next((left.conflict.key for left in joint.conflicts if left.conflict and left.conflict.key), "")
    return Conflict(first, _decide(key), more=[Report(sentence) for sentence in more])


def _decide(key: str = "") -> str:
    if not key:
        return _("decide what `hiephoi check conflict` shows, then `hiephoi sync`")
    message = _("see `hiephoi check conflict`; decide with `{command}`, or `theirs`; then `hiephoi sync`")
    return message.format(command=f"hiephoi merge --resolve {shlex.quote(key)} ours")


def _report(clone: Clone, done: Round) -> None:
    """Say what came in and what went out, each in one sentence."""
    if done.base == done.theirs == done.head:
        tell(_("up to date: nothing new from the others, and nothing to send"))
        return
    came, went = _changes(clone, done.base, done.theirs), _changes(clone, done.theirs, done.head)
    tell(_received(came))
    tell(_("sent: {changes}").format(changes=went) if went else _("nothing to send"))
    if went and not came and (sent := clone.text(done.head)):
        tell_old_errors(_update(sent, sent))


def _received(came: str) -> str:
    return _("received: {changes}").format(changes=came) if came else _("nothing new from the others")


def _changes(clone: Clone, old: str, new: str) -> str:
    """What a commit changed since another one, in words; empty where they are one."""
    if old == new:
        return ""
    before, after = clone.text(old) if old else None, clone.text(new)
    if before == after:
        return _("other files") if clone.differ(old, new) else ""
    registries = [decoded(text) if text else None for text in (before, after)]
    if registries[1] is None:
        return _("other files")
    return in_words(registries[0], registries[1])
