"""The rule about conflicts that a merge left for people to resolve."""

from collections.abc import Iterable, Iterator
from enum import StrEnum

from msgspec import Struct

from hiephoi_cli.domain.problems import Place
from hiephoi_cli.domain.rules.rule import Finding, rule
from hiephoi_cli.domain.vietnamese import typed
from hiephoi_cli.domain.words import Severity
from hiephoi_cli.i18n import N_, _


class Left(StrEnum):
    """What the other side did, by the comment of a merge."""

    VALUE = "value"
    RECORD = "record"
    REMOVED_BY_OURS = "removed by ours"
    REMOVED_BY_THEIRS = "removed by theirs"
    ALL = "all"
    UNREADABLE = "unreadable"


_MESSAGES = {
    Left.VALUE: N_("unresolved conflict: theirs has {other}"),
    Left.RECORD: N_("unresolved conflict: theirs also has {other}"),
    Left.REMOVED_BY_OURS: N_("unresolved conflict: ours removed this"),
    Left.REMOVED_BY_THEIRS: N_("unresolved conflict: theirs removed this"),
    Left.ALL: N_("unresolved conflict: nothing of theirs is in this file"),
    Left.UNREADABLE: N_("unresolved conflict, whose comment cannot be read"),
}


class Undecided(Struct, frozen=True):
    """A comment that a merge left: where, the record that it is about, and what the other side has."""

    place: Place
    key: str
    left: Left
    other: str


@rule(
    Severity.ERROR,
    N_("No conflict of a merge is left unresolved."),
    source=N_("Where two people changed the same thing, `merge` keeps ours and puts theirs in a comment above it."),
    example="""
        [[members]]
        id = "HV-0002"
        name = "Công ty TNHH Mẫu"
        sectors = ["xay-lap"]
        # conflict: theirs: phone = "0225 3000002"
        phone = "0225 3000001"
    """,
)
def conflict(undecided: Iterable[Undecided]) -> Iterator[Finding]:
    for one in undecided:
        yield Finding(one.place, _(_MESSAGES[one.left]).format(other=one.other), _hint(one))


def _hint(one: Undecided) -> str:
    if not one.key:
        return _("enter what theirs has, then delete the comment")
    command = f"hiephoi merge --resolve {typed(one.key)}"
    if one.left is Left.UNREADABLE:
        hint = _("keep ours with `{ours}`, or enter what theirs has, then delete the comment")
    else:
        hint = _("keep ours with `{ours}`, or take theirs with `{theirs}`")
    return hint.format(ours=f"{command} ours", theirs=f"{command} theirs")
