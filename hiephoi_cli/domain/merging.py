"""Merges what two sides did to one registry, field by field; what excludes each other is a conflict."""

from datetime import date

from hiephoi_cli.domain.merging_result import Merging, Slot
from hiephoi_cli.domain.merging_rules import heed_rules
from hiephoi_cli.domain.merging_work import Remarked, Work, never_remarked
from hiephoi_cli.domain.records import KINDS, TABLES, Registry


def merged(
    base: Registry | None, ours: Registry, theirs: Registry, today: date, remarked: Remarked = never_remarked
) -> Merging:
    """The registry with the changes of both sides; without a base, both began it.

    A record that one side removed counts as changed by the other if that wrote comments on it.
    """
    work = Work((base, ours, theirs), remarked)
    for name in (*KINDS, *(TABLES.keys() - KINDS.keys())):
        work.merge(name)
    work.keep_used()
    heed_rules(work, today)
    slots = {name: [Slot(*one) for one in zip(work.places[name], work.records[name], strict=True)] for name in TABLES}
    conflicts = {at: list(by.values()) for at, by in work.conflicts.items() if by}
    return Merging(work.registry(), work.side(1), slots, conflicts, work.renumbered)
