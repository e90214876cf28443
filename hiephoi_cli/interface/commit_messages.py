"""What changed in a registry, in words, for the message of a commit."""

from hiephoi_cli.domain.difference import differences
from hiephoi_cli.domain.records import Registry
from hiephoi_cli.domain.vietnamese import harmless
from hiephoi_cli.i18n import _
from hiephoi_cli.interface.deeds import deeds
from hiephoi_cli.interface.sentences import sentence
from hiephoi_cli.storage.entries import touched
from hiephoi_cli.storage.standing import decoded

_SUBJECT = 72
"""Characters of the first line."""
_BODY = 60
"""Lines below it."""


def commit_message(before: bytes | None, after: Registry) -> str:
    """What changed in the registry, in words: in one line, and below it record by record where that says less."""
    old = decoded(before) if before else None
    subject = harmless(in_words(old, after))
    changes = differences(old, after, ordered=False) if old else ()
    lines = [harmless(sentence(one, old, after)) for one in changes[:_BODY] if old]
    if len(subject) <= _SUBJECT and lines in ([], [subject]):
        return subject
    first = subject if len(subject) <= _SUBJECT else subject[: _SUBJECT - 1] + "…"
    return "\n".join([first, "", *lines, *["…"][: len(changes) > _BODY]])


def in_words(before: Registry | None, after: Registry) -> str:
    """What changed between two states, in one line; without one before, which registry it is."""
    if before is None:
        return _("the registry: {name}").format(name=after.association.name)
    return what_changed(before, after) or _("comments, spacing or order only")


def what_changed(before: Registry, after: Registry) -> str:
    """What changed in the records of two states, in one line; empty if nothing did."""
    return "; ".join(deeds(touched(differences(before, after, ordered=False)), after))
