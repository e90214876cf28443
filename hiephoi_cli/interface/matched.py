"""What a list of records that some words fit says of where they were found."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from msgspec import structs

from hiephoi_cli.domain.fields import fields
from hiephoi_cli.domain.records import Record
from hiephoi_cli.i18n import _
from hiephoi_cli.output.listing import Column, Listing

if TYPE_CHECKING:
    from hiephoi_cli.domain.search import Match

_AFTER = 1  # the place of the column that it follows
_ALWAYS = 4  # everyday columns that every usual screen has room for


def with_matches(listing: Listing, table: type[Record], found: Iterable[tuple[Record, "Match | None"]]) -> Listing:
    """The listing with a third column for people: the matching text, where no other column shows it."""
    matches = {record.key: match for record, match in found}
    declared = fields(table)
    seen = {name for name in (*table.columns[:_ALWAYS], table.called_by) if name and not declared[name].table()}

    def shown(record: Record) -> str:
        match = matches.get(record.key)
        if match is None or match.field in seen:
            return ""
        return f"{_(declared[match.field].title)}: {match.text}"

    column = Column("matched", _("Found in"), shown, shown, shown, everyday=_AFTER, people_only=True)
    return structs.replace(listing, columns=[*listing.columns, column])
