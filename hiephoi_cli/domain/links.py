"""Statuses of links by day: which held, and a new one from a day on, with the former one kept."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from msgspec import structs

from hiephoi_cli.domain.calendar import show_date
from hiephoi_cli.domain.changes import Edit, edited, refuse_taken, replaced
from hiephoi_cli.domain.lookup import one_in
from hiephoi_cli.domain.records import FormerStatus, Link, Registry
from hiephoi_cli.domain.vietnamese import typed
from hiephoi_cli.domain.words import LinkStatus
from hiephoi_cli.errors import Conflict
from hiephoi_cli.i18n import _


def edit(
    registry: Registry, key: str, change: Edit, status: LinkStatus | None = None, on: date | None = None
) -> Registry:
    """The link that KEY names with other values, and from a day on with another status. Raises Conflict."""
    old = one_in(registry, Link, key)
    new = with_status(old, status, on) if status and on else old
    new = edited(registry, new, change)
    refuse_taken(registry, "links", old, new)
    return replaced(registry, "links", old, new)


def kept(link: Link, changed: Mapping[str, Any], today: date) -> dict[str, Any]:
    """What else changes with a link's status in a list, which has no day for it: the one before is kept until today.

    It is kept until the end that the list gives, if it gives one; a slip of the same day is not kept.
    """
    status, on = changed.get("status"), changed.get("until") or today
    if status is None or "former_status" in changed or on < link.status_since:
        return {}
    new = with_status(link, status, on)
    return {
        name: getattr(new, name) for name in ("until", "former_status") if getattr(new, name) != getattr(link, name)
    }


def with_status(link: Link, status: LinkStatus, on: date) -> Link:
    """The link with another status from a day on; one that held for no day is not kept.

    Raises Conflict for the same status, and for a day before the last change.
    """
    former = link.former_status
    begun = link.status_since
    if status is link.status:
        message = _("the link is '{status}' already, since {day}")
        raise Conflict(
            message.format(status=_(status.shown), day=show_date(begun)), f"hiephoi link show {typed(link.key)}"
        )
    if on < begun:
        raise Conflict(
            _("the link is '{status}' since {day}; a new status must be later").format(
                status=_(link.status.shown), day=show_date(begun)
            ),
            f"hiephoi link show {typed(link.key)}",
        )
    if on > begun:
        former = (*former, FormerStatus(status=link.status, until=on))
    elif former and former[-1].status is status:
        former = former[:-1]
    until = on if status.is_over else None if link.status.is_over else link.until
    return structs.replace(link, status=status, until=until, former_status=former)


def holds(link: Link, day: date, wanted: Collection[LinkStatus]) -> bool:
    """Whether a link, as it was on a day, has one of these statuses, or is open if none is wanted."""
    if not wanted:
        return link.is_open(day)
    return link.status in wanted and (link.on <= day if link.status.is_over else link.is_open(day))
